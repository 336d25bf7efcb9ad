"""Plans made by other libraries than those that read them, and what is asked of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter
from pptx.util import Cm

from etl.readers import PlanRead, PlanUnit, read


def workbook(write: Callable[[xlsxwriter.Workbook], None]) -> PlanRead:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        write(book)
    return read(held.getvalue(), "plan.xlsx")


def saved(document: Any, name: str) -> PlanRead:
    held = io.BytesIO()
    document.save(held)
    return read(held.getvalue(), name)


def told(plan: PlanRead) -> list[tuple[str, tuple[str, ...]]]:
    return [(unit.title, tuple(unit.headings)) for unit in plan.units]


def pilots(units: tuple[PlanUnit, ...]) -> list[Any]:
    return [unit.fields.get("pilot") for unit in units]


def rows_of(rows: Sequence[Sequence[object]], merged: Sequence[tuple[int, int, int, int]] = ()) -> PlanRead:
    """A workbook of one sheet; `merged` are cells, from row and column to row and column."""

    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])

    return workbook(write)


def form(document: Any, *rows: tuple[str, ...]) -> None:
    """A table of two columns: a row that says one text has it over both."""
    table = document.add_table(rows=0, cols=2)
    for said in rows:
        row = table.add_row().cells
        row[0].text, row[1].text = said[0], said[-1]
        if len(said) == 1:
            row[0].merge(row[1]).text = said[0]
    document.add_paragraph("")


def slide_table(slide: Any, rows: Sequence[Sequence[str]], left: float = 1) -> Any:
    """A table on a slide that says these rows, `left` centimetres from its side."""
    made = slide.shapes.add_table(len(rows), len(rows[0]), Cm(left), Cm(5), Cm(11), Cm(4)).table
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made
