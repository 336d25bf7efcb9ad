"""The head of a table of actions: the row, or two, whose names say most of what an action has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from etl.money import MONEY
from etl.readers.bodies import body_of
from etl.readers.columns import Column, understood
from etl.readers.funding import HOPED, NOTHING, OWN, YES
from etl.readers.sheets import Grid, Row, filled, texts
from etl.readers.text import one_line

# Rows in which the head of a table is looked for.
_HEAD_ROWS, _FEWEST_COLUMNS = 30, 2
# Rows that tell what a column holds.
_SAMPLE = 200
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"-?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?")
_OTHERS = re.compile(r"autres?(?: financements?| financeurs?| aides?| subventions?)?", re.I)


@dataclass(frozen=True)
class Head:
    """The head of a table: where its rows begin, its columns, and whether it is the Territoires en Transitions one."""

    begins: int
    columns: tuple[Column, ...]
    is_template: bool

    def at(self, field: str) -> int | None:
        return next((column.at for column in self.columns if column.field == field), None)

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns}


def filled_head(grid: Grid) -> Grid:
    """The grid whose first rows show what their merged cells do; below, a merged cell is read by `filled`."""
    return filled(replace(grid, merged=tuple(one for one in grid.merged if one[0] < _HEAD_ROWS)))


def head_of(grid: Grid) -> Head | None:
    """The head of the grid: the row, or two rows one above the other, that names most; None where none does."""
    best: Head | None = None
    rows = grid.rows[:_HEAD_ROWS]
    for at, row in enumerate(rows):
        tried = [(at + 1, understood(texts(row)))]
        if at + 1 < len(rows):
            above, below = texts(row), texts(rows[at + 1])
            names = [low or high for low, high in zip(_long(below, above), _long(above, below), strict=True)]
            groups = [
                high if high != low else "" for low, high in zip(_long(below, above), _long(above, below), strict=True)
            ]
            if sum(bool(one) for one in below) >= _FEWEST_COLUMNS:
                tried.append((at + 2, understood(names, groups)))
        for begins, columns in tried:
            fields = {column.field for column in columns}
            if "title" not in fields or len(fields) < _FEWEST_COLUMNS:
                continue
            if best is None or len(columns) > len(best.columns):
                best = Head(begins, tuple(columns), "subtitle" in fields and "level3" in fields)
    if best is None or best.is_template:
        return best
    more = _told_by_cells(texts(grid.rows[best.begins - 1]), best, grid.rows[best.begins :])
    return replace(best, columns=tuple(sorted((*best.columns, *more), key=lambda column: column.at)))


def is_repeated(row: Row, names: Sequence[str]) -> bool:
    """Whether a row says the names of the head again, as below each heading or on each page."""
    said = [one_line(one).casefold() for one in texts(row)]
    head = [one_line(one).casefold() for one in names]
    return any(said) and said[: len(head)] == head[: len(said)] and not any(said[len(head) :])


def _long(texts_: Sequence[str], other: Sequence[str]) -> list[str]:
    return [*texts_, *[""] * (len(other) - len(texts_))]


def _told_by_cells(names: Sequence[str], head: Head, rows: Sequence[Row]) -> Iterator[Column]:
    """Columns that are known by their name and by what they hold: a payer's (« DETR », « Région »), which holds sums or
    marks, and a year's, which holds marks. A column « Région » of places is none."""
    taken = {column.at for column in head.columns}
    payers, others, years = [], [], []
    for at, name in enumerate(map(one_line, names)):
        if not name or at in taken:
            continue
        cells = [one for row in rows[:_SAMPLE] for one in [texts(row)[at] if at < len(row.cells) else ""] if one]
        if _YEAR.fullmatch(name) and all(YES.fullmatch(one) for one in cells):
            years.append(Column("year", at, name))
        elif all(map(_is_paid, cells)):
            if body_of(_bare(name)):
                payers.append((Column("part", at, name), bool(cells)))
            elif OWN.fullmatch(_bare(name)) or _OTHERS.fullmatch(_bare(name)):
                others.append(Column("part", at, name))
    if any(is_told for _, is_told in payers):
        yield from (column for column, _ in payers)
        yield from others
    if len(years) > 1:
        yield from years


def _bare(name: str) -> str:
    """The name of a column without what it counts: « DETR (€ HT) »."""
    return re.sub(r"\([^)]*\)|€|\b(?:HT|TTC|k€)\b", " ", name).strip(" :")


def _is_paid(cell: str) -> bool:
    """Whether a cell below the name of a payer says what it pays, or that it does."""
    return bool(
        _NUMBER.fullmatch(cell)
        or MONEY.search(cell)
        or YES.fullmatch(cell)
        or NOTHING.fullmatch(cell)
        or HOPED.search(cell)
        or re.fullmatch(r"\d+(?:[.,]\d+)?\s?%", cell)
    )


def named(columns: Iterable[Column], at: int) -> str:
    """The name of a column, by its number."""
    return next(one_line(one.name) for one in columns if one.at == at)
