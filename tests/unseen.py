"""Plans made by other libraries than those that read them, and what is asked of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

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
