"""Rows on screens: as large as they can stand together, else over several pages, none of them cut."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# The screen, in its own unit: a 1080th of the height of a screen of 16 by 9.
WIDTH, HEIGHT = 1920, 1080
SIDE, TOP, BOTTOM = 100, 32, 30
INNER = WIDTH - 2 * SIDE
# What the back row reads, on a screen of 1920 by 1080.
SMALLEST = 28
# The heights of screens of 16 by 9 and of 4 by 3, whose width is the same.
HEIGHTS = {"16:9": HEIGHT, "4:3": 1440}
# Height of a line of type, and the air of a row, as shares of the type's size; space beside a column.
LINE, AIR, GAP = 1.22, 0.36, 24
# Sizes of type tried for rows, and the one taken where rows need several pages.
SIZES, PAGED = (64, 58, 52, 46, 42, 38, 34, 32, 30, 28), 28
# Sums of heights that are the same may differ by this.
_ROUNDED = 1e-6
# No row is stretched beyond this share of its own height.
_STRETCH = 1.6


@dataclass(frozen=True)
class Part:
    """Rows of one page: where they start and end, and whether their group began on the page before."""

    start: int
    end: int
    continued: bool


@dataclass(frozen=True)
class Page:
    """A page of a chart: its HTML, and the labels of its rows, in their order."""

    html: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Fitted:
    """The size of type, the height of each row, the height of a group's heading, and the pages."""

    size: int
    heights: tuple[float, ...]
    heading: float
    pages: tuple[Part, ...]


def fitted(
    heights_at: Callable[[int], Sequence[float]],
    groups: Sequence[str],
    available: float,
    heading_at: Callable[[int], float] = lambda size: 1.9 * size,
    sizes: Sequence[int] = SIZES,
    paged: int = PAGED,
    stretch: float | None = None,
) -> Fitted:
    """Rows set as large as they stand on one page of this height; else at `paged`, over pages that are evenly full.

    `stretch` bounds how much higher than their type rows become where there is room.
    """
    for size in sizes:
        heights, heading = list(heights_at(size)), heading_at(size)
        parts = _filled(heights, groups, heading, available)
        if len(parts) == 1 and _height(heights, groups, heading, parts[0]) <= available:
            return Fitted(
                size, _stretched(heights, groups, heading, parts, available, stretch or _STRETCH), heading, parts
            )
    heights, heading = list(heights_at(paged)), heading_at(paged)
    parts = _balanced(heights, groups, heading, available)
    for size in sorted({one for one in sizes if one > paged}):
        # Larger, as long as that takes no further page.
        larger = _balanced(list(heights_at(size)), groups, heading_at(size), available)
        most = max(_height(heights_at(size), groups, heading_at(size), part) for part in larger)
        if len(larger) > len(parts) or most > available:
            break
        paged, parts = size, larger
        heights, heading = list(heights_at(paged)), heading_at(paged)
    return Fitted(paged, _stretched(heights, groups, heading, parts, available, stretch or _STRETCH), heading, parts)


def is_one_page(
    heights_at: Callable[[int], Sequence[float]],
    groups: Sequence[str],
    available: float,
    heading_at: Callable[[int], float] = lambda size: 1.9 * size,
    sizes: Sequence[int] = SIZES,
) -> bool:
    """Whether the rows stand on one page at one of these sizes."""
    whole = Part(0, len(groups), False)
    return any(_height(list(heights_at(size)), groups, heading_at(size), whole) <= available for size in sizes)


def headings(part: Part, groups: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Rows of a page that stand under a heading, with its text: the first row of each group, and of the page."""
    for at in range(part.start, part.end):
        if groups[at] and (at == part.start or groups[at] != groups[at - 1]):
            yield at, f"{groups[at]} (suite)" if at == part.start and part.continued else groups[at]


def _height(heights: Sequence[float], groups: Sequence[str], heading: float, part: Part) -> float:
    return sum(heights[part.start : part.end]) + heading * sum(1 for _ in headings(part, groups))


def _filled(heights: Sequence[float], groups: Sequence[str], heading: float, available: float) -> tuple[Part, ...]:
    """Pages, each as full as it can be."""
    parts: list[Part] = []
    start, used = 0, 0.0
    for at, height in enumerate(heights):
        opens = bool(groups[at]) and (at == start or groups[at] != groups[at - 1])
        need = height + (heading if opens else 0)
        # A heading never stands alone at the foot of a page: it opens the next one with its first row.
        if at > start and used + need > available:
            parts.append(_part(start, at, groups))
            start, used = at, 0.0
            need = height + (heading if groups[at] else 0)
        used += need
    return (*parts, _part(start, len(heights), groups))


def _part(start: int, end: int, groups: Sequence[str]) -> Part:
    return Part(start, end, 0 < start < len(groups) and groups[start] == groups[start - 1])


def _balanced(heights: Sequence[float], groups: Sequence[str], heading: float, available: float) -> tuple[Part, ...]:
    """As many pages as needed and no more, all of them as evenly full as can be."""
    parts = _filled(heights, groups, heading, available)
    low, high = 0.0, available
    for _ in range(12):
        middle = (low + high) / 2
        tried = _filled(heights, groups, heading, middle)
        if len(tried) <= len(parts):
            parts, high = tried, middle
        else:
            low = middle
    return _even(heights, groups, heading, max(_height(heights, groups, heading, part) for part in parts), len(parts))


def _even(
    heights: Sequence[float], groups: Sequence[str], heading: float, available: float, pages: int
) -> tuple[Part, ...]:
    """Rows over so many pages, each at most so high, so that none is left with a lonely row: filled one after the
    other, the last would hold what the others leave.

    The way to each row is the one whose pages' heights, squared, add up to the least.
    """
    ways: list[dict[int, tuple[float, tuple[int, ...]]]] = [{} for _ in range(len(heights) + 1)]
    ways[0][0] = (0.0, ())
    for start in range(len(heights)):
        if not ways[start]:
            continue
        for end in range(start + 1, len(heights) + 1):
            high = _height(heights, groups, heading, _part(start, end, groups))
            # What cannot be parted has its page, however high.
            if high > available + _ROUNDED and end > start + 1:
                break
            for used, (cost, starts) in ways[start].items():
                better = cost + high * high
                if used < pages and better < ways[end].get(used + 1, (math.inf, ()))[0]:
                    ways[end][used + 1] = (better, (*starts, start))
    starts = ways[-1][pages][1]
    return tuple(_part(start, end, groups) for start, end in zip(starts, (*starts[1:], len(heights)), strict=True))


def _stretched(
    heights: Sequence[float],
    groups: Sequence[str],
    heading: float,
    parts: Sequence[Part],
    available: float,
    most: float,
) -> tuple[float, ...]:
    """Rows take the room that is left, alike on all pages, within reason."""
    factor = min(
        (
            (available - (_height(heights, groups, heading, part) - sum(heights[part.start : part.end])))
            / sum(heights[part.start : part.end])
            for part in parts
            if part.end > part.start
        ),
        default=1.0,
    )
    return tuple(height * max(1.0, min(factor, most)) for height in heights)
