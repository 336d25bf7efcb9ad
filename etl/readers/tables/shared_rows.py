"""Rows of a table that say several actions, as lines of their own: an action stands on lines that are no other's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.readers.model import FileLine, Place, PlanRead
from etl.readers.text import one_line

# What stands before an item of a list: its sign, or its number.
_SIGN = re.compile(r"(?:[•‣▪▫·●○◦➢➤→►▸✓❖*–—-]|\d{1,2}[.)])\s*$")


def parted_lines(found: PlanRead) -> PlanRead:
    """The plan, each row that several of its units stand in given as lines that begin with a unit; no word is lost."""
    titles: dict[Place, list[str]] = defaultdict(list)
    for unit in found.units:
        titles[unit.place].append(one_line(unit.title))
    several = {place: own for place, own in titles.items() if len(own) > 1}
    if not several:
        return found
    lines = (
        part
        for line in found.lines
        for part in (_parted(line, several[line.place]) if line.is_row and line.place in several else [line])
    )
    return replace(found, lines=tuple(lines))


def _parted(line: FileLine, titles: Sequence[str]) -> Iterator[FileLine]:
    begins, at = [0], 0
    for title in titles:
        found = line.text.find(title, at)
        if found < 0:
            continue
        sign = _SIGN.search(line.text[at:found])
        begins.append(at + sign.start() if sign else found)
        at = found + len(title)
    for begin, end in zip(begins, [*begins[1:], len(line.text)], strict=True):
        text = line.text[begin:end].strip()
        if text:
            yield replace(line, text=text)
