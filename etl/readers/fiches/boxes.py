"""Boxes of a document, tables of one cell, that are an action each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from etl.readers.fiches.blocks import LEVEL_BY_PLACE, Paragraph, Table
from etl.readers.fiches.rows import titled_by
from etl.readers.fields.labelled import FIELD, known_in, labelled_by_tab
from etl.readers.lines.titles import ACTION_LABEL, parted

# Fields that a box has at least where it is an action.
_FEWEST_OF_FORM = 2
_OBJECTIVE = re.compile(r"\s*(?:sous[- ])?objectif\b[^:]*:\s*\S", re.I)


def boxes_as_forms(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, boxes of one cell that say a title and fields, a line each, told as forms with a row for each line,
    where there are several."""
    forms = {at: form for at, one in enumerate(blocks) if isinstance(one, Table) for form in [_form_of(one)] if form}
    found = [forms.get(at, one) for at, one in enumerate(blocks)] if len(forms) > 1 else list(blocks)
    for at, (above, below) in enumerate(pairwise(found)):
        is_form = isinstance(below, Table) and titled_by(below.rows)
        if is_form and isinstance(above, Paragraph) and above.is_bold and _OBJECTIVE.match(above.text):
            # « Objectif : … », over the forms of several actions.
            found[at] = replace(above, level=LEVEL_BY_PLACE)
    return found


def _form_of(table: Table) -> Table | None:
    if len(table.rows) != 1 or len(table.rows[0]) != 1:
        return None
    first, *below = [labelled_by_tab(line.strip()) for line in table.rows[0][0].split("\n") if line.strip()] or [""]
    fields = [known_in(line) for line in below]
    if known_in(first) or ACTION_LABEL.match(parted(first)[0]) or len(set(fields) - {""}) < _FEWEST_OF_FORM:
        return None
    told = (match if known else None for match, known in zip(map(FIELD.fullmatch, below), fields, strict=True))
    rows = [(match["name"], match["value"]) if match else (line,) for match, line in zip(told, below, strict=True)]
    return replace(table, rows=((first,), *rows))
