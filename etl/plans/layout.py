"""Where the units of a file that was read stand among its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from etl.readers.model import FileLine, Place, PlanRead, PlanUnit
from etl.text import letters


@dataclass(frozen=True)
class LaidHeading:
    """A heading at its line, from 1; `level` from 1."""

    level: int
    label: str
    line: int


@dataclass(frozen=True)
class LaidUnit:
    """A unit at its lines, from 1, both included."""

    unit: PlanUnit
    first_line: int
    last_line: int


class _Letters:
    """All letters and digits of the lines, one after the other: words are found whatever breaks or marks them."""

    def __init__(self, lines: Sequence[FileLine]) -> None:
        said = [letters(line.text) for line in lines]
        self.text = "".join(said)
        self.begins = [0, *accumulate(map(len, said))]

    def line_at(self, offset: int) -> int:
        return bisect_right(self.begins, offset) - 1

    def first(self, words: str, line: int) -> int | None:
        """The first line, from this one on, on which the words begin."""
        at = self.text.find(letters(words), self.begins[line]) if words else -1
        return None if at < 0 else self.line_at(at)

    def last(self, words: str, line: int, before: int) -> int | None:
        """The last line, from one to the other, on which the words begin."""
        at = self.text.rfind(letters(words), self.begins[line], self.begins[before + 1]) if words else -1
        return None if at < 0 else self.line_at(at)


def laid_out(found: PlanRead) -> list[LaidHeading | LaidUnit]:
    """Headings and units in the order of their lines.

    A heading stands on the last line above its unit that says it, in a table on the row that shows it; a unit goes on
    to what follows it, in a table to the end of its rows.
    """
    lines = [line for line in found.lines if not line.is_apart]
    stream = _Letters(lines)
    placed: list[tuple[int, PlanUnit, list[LaidHeading]]] = []
    path: tuple[str, ...] = ()
    least = 0
    for unit in found.units:
        first = _first_line(unit, lines, stream, least)
        common = next(
            (at for at, (one, other) in enumerate(zip(path, unit.headings, strict=False)) if one != other),
            min(len(path), len(unit.headings)),
        )
        headings: list[LaidHeading] = []
        after = placed[-1][0] + (not lines[placed[-1][0]].is_row) if placed else 0
        for level, label in enumerate(unit.headings[common:], common + 1):
            at = stream.last(label, min(after, first), first)
            if at is None:
                at = _beside(label, first, lines, stream)
            headings.append(LaidHeading(level, label, at + 1))
            after = min(at, first)
        path = unit.headings
        placed.append((first, unit, headings))
        least = first + 1
    out: list[LaidHeading | LaidUnit] = []
    for at, (first, unit, headings) in enumerate(placed):
        follows = len(lines)
        if at + 1 < len(placed):
            next_first, _, next_headings = placed[at + 1]
            follows = min([next_first, *(one.line - 1 for one in next_headings if one.line - 1 > first)])
        out += [*headings, LaidUnit(unit, first + 1, _last_line(unit, lines, first, follows) + 1)]
    return out


def _first_line(unit: PlanUnit, lines: Sequence[FileLine], stream: _Letters, least: int) -> int:
    """Where the title begins, at the unit's place or below it, after the unit before."""
    at = next((at for at in range(least, len(lines)) if _begins_at(lines[at].place, unit.place)), None)
    if at is None:
        return min(least, len(lines) - 1)
    if lines[at].is_row:
        # A row that says several actions has lines of its own for each.
        own = range(at, next((to for to in range(at, len(lines)) if lines[to].place != lines[at].place), len(lines)))
        return next((one for one in own if letters(unit.title) in letters(lines[one].text)), at)
    if unit.place.line:
        return at
    found = stream.first(unit.title, at)
    return at if found is None or found >= len(lines) else found


def _beside(label: str, first: int, lines: Sequence[FileLine], stream: _Letters) -> int:
    """Where a heading stands that no line above its unit says: on the unit's own slide, else at its first line."""
    at = stream.first(label, first)
    place = lines[first].place
    return at if at is not None and at < len(lines) and place.slide and lines[at].place.slide == place.slide else first


def _begins_at(place: Place, unit: Place) -> bool:
    if unit.slide and unit.row:
        return (place.slide, place.table, place.row) == (unit.slide, unit.table, unit.row)
    for name in ("paragraph", "record", "line", "slide"):
        if getattr(unit, name):
            return bool(getattr(place, name) == getattr(unit, name))
    if unit.row:
        own, other = ((one.sheet, one.table, one.row, one.column) for one in (place, unit))
        return own == other
    return place.page == unit.page


def _last_line(unit: PlanUnit, lines: Sequence[FileLine], first: int, follows: int) -> int:
    """The last line of a unit; `follows` is the next line that is of something else."""
    last = follows - 1
    place = unit.place
    if place.slide:
        last = max(at for at in range(first, follows) if lines[at].place.slide <= (place.to_slide or place.slide))
    elif lines[first].is_row:
        until = place.to_row or place.row
        last = max(
            (
                at
                for at in range(first, follows)
                if at == first or (until and lines[at].place.sheet == place.sheet and lines[at].place.row <= until)
            ),
            default=first,
        )
    while last > first and not letters(lines[last].text):
        last -= 1
    return last
