"""The words beside the figures of a slide: the author's note, what was said in the room, the caveats."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from dashboard.charts.model import Chart
from dashboard.dossier.assembled import Context
from dashboard.exports.pptx.measure import BOLD, TEXT, Area, height
from dashboard.exports.pptx.text import Run, paragraph, said, said_lines

SIZES = (12, 11, 10.5, 10)
# Words that continue on a slide of their own have room: they are set larger, in two columns.
LARGE, GUTTER = (14, 13, 12), 0.5
_AFTER, _BEFORE = 5, 9
_CONTINUED = " (suite)"


@dataclass(frozen=True)
class Section:
    """Paragraphs under a heading."""

    heading: str
    texts: tuple[str, ...]


def caveats(chart: Chart) -> list[Section]:
    """What must be read with the figures; nothing where there is nothing to know."""
    notes = tuple(said(note) for note in chart.notes)
    return [Section("À lire avec ces chiffres", notes)] if notes else []


def authored(context: Context) -> list[Section]:
    """What the author of a dossier wrote, and what the room said."""
    found = (("Note", context.note), ("Ce qui s’est dit", context.remarks))
    return [Section(heading, tuple(said_lines(text))) for heading, text in found if text.strip()]


def choices(chart: Chart, context: Context) -> list[tuple[list[Section], list[Section]]]:
    """What may stand beside the figures and what then follows, the fullest first. The caveats never leave them."""
    own, known = authored(context), caveats(chart)
    kept = [own, own[:1], own[1:], []] if len(own) > 1 else [own, []] if own else [[]]
    return [([*some, *known], [one for one in own if one not in some]) for some in kept]


def tall(sections: Sequence[Section], width: float, size: float) -> float:
    """About how high the sections stand, in inches."""
    texts = [(text, TEXT) for section in sections for text in section.texts]
    texts += [(section.heading, BOLD) for section in sections]
    between = _AFTER * len(texts) + _BEFORE * max(0, len(sections) - 1)
    return sum(height(text, width, size, face) for text, face in texts) + between / 72


def size_within(sections: Sequence[Section], area: Area) -> float | None:
    """The largest size at which all the sections stand in the area, if there is one."""
    return next((size for size in SIZES if tall(sections, area.width, size) <= area.height), None)


def shared_out(
    sections: Sequence[Section], area: Area, sizes: Sequence[float] = SIZES
) -> tuple[list[Section], list[Section], float]:
    """The sections that stand in the area, those that do not, and the size at which they do.

    Paragraphs stay whole, but for one that is higher than the area alone.
    """
    for size in sizes:
        if tall(sections, area.width, size) <= area.height:
            return list(sections), [], size
    size = sizes[-1]
    available = area.height
    items = [(section.heading, text) for section in sections for text in section.texts]
    held: list[tuple[str, str]] = []
    while items and tall(_grouped([*held, items[0]]), area.width, size) <= available:
        held.append(items.pop(0))
    if not held:
        heading, text = items.pop(0)
        head, tail = _cut(text, area.width, size, available - tall([Section(heading, ())], area.width, size))
        held, items = [(heading, head)], [(heading, tail), *items] if tail else items
    rest = _grouped(items)
    if rest and rest[0].heading == held[-1][0]:
        rest[0] = replace(rest[0], heading=f"{rest[0].heading.removesuffix(_CONTINUED)}{_CONTINUED}")
    return _grouped(held), rest, size


def in_columns(
    sections: Sequence[Section], columns: Sequence[Area]
) -> tuple[list[list[Section]], list[Section], float]:
    """The sections column by column, all at one size, and those that do not stand in them."""
    for size in LARGE:
        filled, rest = [], list(sections)
        for area in columns:
            held, rest, _ = shared_out(rest, area, (size,)) if rest else ([], [], size)
            filled.append(held)
        if not rest:
            break
    return filled, rest, size


def paragraphs(sections: Sequence[Section], size: float) -> list[str]:
    """DrawingML of the sections."""
    found = []
    for at, section in enumerate(sections):
        found.append(paragraph([Run(section.heading, size, bold=True)], after=_AFTER, before=_BEFORE if at else 0))
        found += [paragraph([Run(text, size)], after=_AFTER) for text in section.texts]
    return found


def _grouped(items: Sequence[tuple[str, str]]) -> list[Section]:
    return [Section(heading, tuple(text for _, text in of)) for heading, of in groupby(items, itemgetter(0))]


def _cut(text: str, width: float, size: float, available: float) -> tuple[str, str]:
    """What of the text stands in `available` inches, at least a letter, and what remains."""
    fits = max(1, bisect_right(range(len(text) + 1), available, key=lambda at: height(text[:at], width, size)) - 1)
    if fits >= len(text):
        return text, ""
    at = text.rfind(" ", fits // 2, fits)
    fits = at if at > 0 else fits
    return text[:fits].rstrip(), text[fits:].lstrip()
