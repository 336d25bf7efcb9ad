"""Tables whose actions are columns, the names of their fields down the first one, turned so that each is a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.readers.fields.bodies import body_of
from etl.readers.fields.columns import LEVELS, field_of, understood
from etl.readers.lines.titles import ACTION_LABEL
from etl.readers.tables.head import head_of
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Grid, Row, as_text, filled

# A table that is read so has at least so many columns of actions, and so many fields that are known down its first.
_FEWEST_ACTIONS, _FEWEST_FIELDS = 2, 3
_MOST_ROWS, _MOST_COLUMNS = 60, 60


def turned(grid: Grid) -> Grid:
    """The grid with an action a row, where its actions are columns; the grid itself where they are not.

    The place of a row that was a column is the first row of the table, with the number of the column.
    """
    rows = [row for row in filled(grid).rows if not row.is_empty]
    if not _FEWEST_FIELDS <= len(rows) <= _MOST_ROWS or max(len(row.cells) for row in rows) > _MOST_COLUMNS:
        return grid
    texts = [[as_text(cell).strip() for cell in row.cells] for row in rows]
    begins = next((at for at, said in enumerate(texts) if sum(map(bool, said)) > _FEWEST_ACTIONS - 1), len(texts))
    first = min((at for said in texts[begins:] for at, text in enumerate(said) if text), default=0)
    rows, texts = rows[begins:], texts[begins:]
    used = [
        at for at in range(first, max(map(len, texts), default=0)) if any(one[at : at + 1] != [""] for one in texts)
    ]
    if len(used) <= _FEWEST_ACTIONS or head_of(grid) is not None:
        return grid
    names = _names([said[first] if first < len(said) else "" for said in texts], texts[0][first + 1 :])
    known = {column.field: column.at for column in understood(names)}
    values = [text for said in texts for text in said[first + 1 :]]
    if "title" not in known or len(known) < _FEWEST_FIELDS or any(map(_is_label, values)):
        return grid
    titles = [texts[known["title"]][at : at + 1] for at in used[1:]]
    if any(titles.count(one) > 1 for one in titles):
        # One value over several columns, as a form merges them.
        return grid
    place = rows[0].place
    made = [Row(replace(place, column=first + 1), tuple(names))]
    for at in used[1:]:
        cells = tuple(row.cells[at] if at < len(row.cells) else "" for row in rows)
        made.append(Row(replace(place, column=at + 1), cells))
    return replace(grid, rows=tuple(made), merged=(), in_euros=frozenset())


def _is_label(value: str) -> bool:
    """Whether a cell among the values is a label: then these are pairs. « Axe 1 – Eau » and « État » are values."""
    return field_of(value) not in ("", *LEVELS) and not body_of(value)


def _names(names: Sequence[str], first: Sequence[str]) -> list[str]:
    """The names of the fields, that of the first row too where it has none: it numbers the actions, or is their
    titles."""
    if names and not names[0]:
        are_numbers = all(ACTION_LABEL.fullmatch(one_line(one)) for one in first if one)
        return ["N°" if are_numbers else "Action", *names[1:]]
    return list(names)
