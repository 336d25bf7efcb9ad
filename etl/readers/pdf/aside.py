"""Columns of a table that stand on a page of their own, as a workbook that is too wide is printed: joined to the rows
that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.readers.fields.columns import field_of
from etl.readers.pdf.grid import PageTable, grid_of
from etl.readers.pdf.lines import Line
from etl.readers.pdf.ruled import Cell, Ruled
from etl.readers.tables.head import filled_head, head_of
from etl.readers.text import one_line

# In points: how far rows of one height are off.
_SAME_HEIGHT = 3.0


def joined_aside(tables: Sequence[PageTable]) -> tuple[list[PageTable], list[PageTable]]:
    """The tables, those on later pages that have the same rows and no title in their head joined at the right; and
    those that were joined."""
    whole: list[PageTable] = []
    joined: list[PageTable] = []
    taken: set[int] = set()
    for table in tables:
        at = next(
            (
                at
                for at, one in enumerate(whole)
                if at not in taken and one.page < table.page and _are_one(one.ruled, table.ruled)
            ),
            None,
        )
        if at is None or _has_title(table) or not _names_fields(table) or not _has_title(whole[at]):
            whole.append(table)
            continue
        whole[at] = _beside(whole[at], table)
        joined.append(table)
        taken.add(at)
    return whole, joined


def _are_one(own: Ruled, other: Ruled) -> bool:
    is_alike = own.rows == other.rows > 1
    return is_alike and all(abs(one - two) <= _SAME_HEIGHT for one, two in zip(own.heights, other.heights, strict=True))


def _has_title(table: PageTable) -> bool:
    return head_of(filled_head(grid_of(table, False).as_grid())) is not None


def _names_fields(table: PageTable) -> bool:
    said = [one_line(text) for text in grid_of(table, False).rows[0] if text.strip()]
    return bool(said) and sum(bool(field_of(text)) for text in said) >= len(said) / 2


def _beside(own: PageTable, other: PageTable) -> PageTable:
    """The table with the columns of another at its right."""
    shift = own.ruled.lefts[-1] - other.ruled.lefts[0]
    lefts = (*own.ruled.lefts, *(left + shift for left in other.ruled.lefts[1:]))
    cells = (*own.ruled.cells, *(_moved(cell, own.ruled.columns, shift) for cell in other.ruled.cells))
    lines = (
        Line(own.page, tuple(replace(one, left=one.left + shift, right=one.right + shift) for one in line.pieces))
        for line in other.lines
    )
    return replace(own, ruled=replace(own.ruled, lefts=lefts, cells=cells), lines=(*own.lines, *lines))


def _moved(cell: Cell, columns: int, shift: float) -> Cell:
    return replace(
        cell,
        left=cell.left + columns,
        right=cell.right + columns,
        from_left=cell.from_left + shift,
        to_right=cell.to_right + shift,
    )
