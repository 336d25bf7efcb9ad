"""The lines of a document that nothing else tells, read as those of a plain text: by the signs, the numbers or the
capitals that they begin with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from etl.readers.lines.numbered import told_lines
from etl.readers.model import Child, Doubt, FileLine, Place, PlanRead, PlanUnit
from etl.readers.texts.cut import cut_lines

# What stands before the number of its page.
_WITH_PAGE = re.compile(r"(?P<said>.*\S)\s+\d{1,3}")
BY_SIGNS = "Les lignes à puce sont prises pour des actions, aucun titre ne disant « Action » : vérifier que c’en sont."


def read_lines(lines: Sequence[FileLine], shape: str, levels: Mapping[int, int] | None = None) -> PlanRead | None:
    """The plan of lines whose numbers, capitals or signs tell actions; None where they tell none. `levels` are those of
    the headings that are known, by the number of their line, from 1; their places stay those of the document."""
    contents = _contents([line.text for line in lines])
    texts = ["" if line.is_row or line.is_apart or at in contents else line.text for at, line in enumerate(lines)]
    known = dict(levels or {})
    below = max(known.values(), default=0)

    def place(at: Place) -> Place:
        return lines[at.line - 1].place

    free = ["" if at in known else text for at, text in enumerate(texts, 1)]
    # Last, what the signs of lists typed by hand tell.
    for told, why in (*told_lines(free), ({}, BY_SIGNS)):
        units, doubts = cut_lines(
            texts, known | {at: level + below if level > 0 else level for at, level in told.items()}
        )
        if len(units) > 1:
            made = [_at(unit, place) for unit in units]
            first = (Doubt(made[0].place, why),) if why else ()
            told_of = (replace(one, place=place(one.place)) for one in doubts)
            return PlanRead(shape, {}, tuple(made), (*first, *told_of))
    return None


def _contents(texts: Sequence[str]) -> set[int]:
    """The lines, from 0, of contents: each says, with the number of its page, what a line below it says again."""
    pages = [(at, match["said"]) for at, text in enumerate(texts) for match in [_WITH_PAGE.fullmatch(text)] if match]
    last = {text: at for at, text in enumerate(texts)}
    found = {at for at, said in pages if last.get(said, 0) > at}
    return found if len(found) > 1 else set()


def _at(unit: PlanUnit, place: Callable[[Place], Place]) -> PlanUnit:
    children = tuple(Child(one.text, place(one.place)) for one in unit.children)
    return replace(unit, place=place(unit.place), children=children)
