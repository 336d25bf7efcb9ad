"""Tables that a program set as text, their cells in columns of blanks, as the text of a PDF keeps its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from etl.readers.fields.columns import understood
from etl.readers.lines.broken_lines import of_pages
from etl.readers.lines.headings import heading_level
from etl.readers.model import Place
from etl.readers.text import LONGEST_LINE, joined, one_line
from etl.readers.workbooks.sheets import Grid, Row

# Words that stand further apart are of two cells.
_CELL = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"[A-Z]{0,3}[ .-]?\d{1,3}(?:[.-]\d{1,3})*\.?")
_FEWEST_COLUMNS, _FEWEST_ROWS = 4, 2
# How many signs a cell may begin before the name of its column.
_BEFORE = 1


@dataclass
class _Open:
    """A row whose lines are being read: the line that it begins on, and the lines of each of its cells."""

    line: int
    cells: list[list[str]]

    def row(self) -> Row:
        return Row(Place(line=self.line), tuple(map(joined, self.cells)))

    def take(self, columns: Sequence[int], said: Sequence[str]) -> None:
        for column, text in zip(columns, said, strict=True):
            self.cells[column].append(text)


@dataclass
class _Table:
    """What was read of a table: the names of its columns with where they begin, and its rows."""

    names: list[str] = field(default_factory=list)
    lefts: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def end(self, row: _Open | None) -> None:
        self.rows += [row.row()] if row else []


def grid_of_blanks(text: str) -> Grid | None:
    """The table of a text whose head names columns that blanks part, its lines below it joined to rows; None where none
    is, or a line of it may be of two rows. A row begins with its number, and headings have a line of their own."""
    lines = text.expandtabs().splitlines()
    table, open_, furniture = _Table(), None, of_pages(lines)
    is_apart, is_orphan = True, False
    for at, line in enumerate(lines, 1):
        cells = [] if at in furniture or len(line) > LONGEST_LINE else list(_CELL.finditer(line))
        said = [cell[0] for cell in cells]
        was_apart, is_apart = is_apart, not cells
        # What stands apart is the foot of a page, or the first line of a cell in the middle of its row.
        was_orphan, is_orphan = is_orphan and not was_apart, False
        if not cells:
            continue
        if _names_columns(said) and (not table.names or said == table.names):
            # Each page has its own places.
            table.end(open_)
            table.rows += [] if table.names else [Row(Place(line=at), tuple(said))]
            table.names, table.lefts, open_ = said, [cell.start() for cell in cells], None
        elif table.names and len(said) == 1 and (heading_level(one_line(said[0])) or not open_ or was_apart):
            table.end(open_)
            open_, is_orphan = None, not heading_level(one_line(said[0]))
            table.rows += [Row(Place(line=at), tuple(said))] if heading_level(one_line(said[0])) else []
        elif table.names:
            columns = [_column(table.lefts, cell.start()) for cell in cells]
            is_begun = columns[0] == 0 and bool(_NUMBER.fullmatch(said[0]))
            if not is_begun and (was_apart or open_ is None):
                table.end(open_)
                open_, is_orphan = None, True
                continue
            if was_orphan or _is_over(table.lefts, columns, cells):
                return None
            if is_begun:
                table.end(open_)
                open_ = _Open(at, [[] for _ in table.names])
            if open_:
                open_.take(columns, said)
    table.end(open_)
    return Grid("", (*_above(lines, table.rows), *table.rows)) if len(table.rows) > _FEWEST_ROWS else None


def _above(lines: Sequence[str], rows: Sequence[Row]) -> Iterator[Row]:
    """The last heading above the first head, of the rows below it."""
    first = rows[0].place.line - 1 if rows else 0
    named = [(at, one_line(line)) for at, line in enumerate(lines[:first], 1) if heading_level(one_line(line))]
    yield from (Row(Place(line=at), (said,)) for at, said in named[-1:])


def _names_columns(said: Sequence[str]) -> bool:
    if len(said) < _FEWEST_COLUMNS:
        return False
    fields = {column.field for column in understood(said)}
    return "title" in fields and len(fields) >= _FEWEST_COLUMNS


def _is_over(lefts: Sequence[int], columns: Sequence[int], cells: Sequence[re.Match[str]]) -> bool:
    """Whether one of the cells goes over the next column, or two are of one."""
    ends = (lefts[column + 1] if column + 1 < len(lefts) else LONGEST_LINE for column in columns)
    return len(set(columns)) < len(columns) or any(
        cell.end() > end + _BEFORE for cell, end in zip(cells, ends, strict=True)
    )


def _column(lefts: Sequence[int], at: int) -> int:
    return max((column for column, left in enumerate(lefts) if left <= at + _BEFORE), default=0)
