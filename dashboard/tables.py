"""HTML tables of Comparisons: real tables, with captions and headers, whose cells lead to the actions they count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.comparisons.core import EUROS, SHARE, Comparison
from dashboard.figures import series_headings
from dashboard.formats import EMPTY, euros, integer, share_with_count
from dashboard.html import render


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and the link to what it counts, if it counts something."""

    text: str
    link: str | None = None


def table(comparison: Comparison, page: str = "actions") -> str:
    """The Comparison as an HTML table: a row a category, a column a series; for sums, a column a fact."""
    return render(
        "comparison_table.html",
        caption=f"{comparison.question} {comparison.subtitle}",
        corner=comparison.category.title,
        headings=_headings(comparison),
        rows=_rows(comparison, page),
    )


def _headings(comparison: Comparison) -> list[str]:
    extra = list(comparison.extra_columns.values())
    if comparison.unit == EUROS:
        return [comparison.value_title, *extra]
    return [*extra, *series_headings(comparison).values()]


def _rows(comparison: Comparison, page: str) -> list[dict[str, Any]]:
    if comparison.unit == EUROS:
        return [
            {
                "head": ("dont " if row["depth"] else "") + row["label"],
                "extra": [],
                "cells": [
                    Cell(euros(row["eur"])),
                    *(Cell(_text(row[column])) for column in comparison.extra_columns),
                ],
            }
            for _, row in comparison.table.iterrows()
        ]
    rows = []
    for _, of_row in comparison.table.groupby(comparison.category.id, sort=False):
        first = of_row.iloc[0]
        rows.append(
            {
                "head": first[comparison.category.label],
                "extra": [_text(first[column]) for column in comparison.extra_columns],
                "cells": [_cell(comparison, row, page) for _, row in of_row.iterrows()],
            }
        )
    return rows


def _cell(comparison: Comparison, row: Any, page: str) -> Cell:
    behind = comparison.behind(row)
    if behind is None:
        return Cell(EMPTY)
    said = (
        share_with_count(row["actions"], row["total"]) if comparison.unit == SHARE else integer(row[comparison.value])
    )
    return Cell(said, behind.url(page))


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)
