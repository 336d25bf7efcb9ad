"""HTML tables of Comparisons: real tables, with captions and headers, whose cells lead to the actions they count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboard.charts.plotly import beside_text, series_headings, value_text
from dashboard.charts.templates import render
from dashboard.charts.words import alternative
from dashboard.citations import cited, linked_line
from dashboard.comparisons.core import EUROS, KILOMETRES, SHARE, YEARS, Comparison
from dashboard.look.formats import contained, euros, integer, share_with_count
from dashboard.look.palette import GLYPHS, Appearance
from dashboard.look.palette import cell as cell_colours

# Columns in which the project tells what it read, and cites lines.
_CITING = ("note", "reason")
# Ground and ink of a matrix cell, of its value, the largest of all, and the look.
Shade = Callable[[float, float, Appearance], tuple[str, str]]


@dataclass(frozen=True)
class Cell:
    """A cell: its text, the link to what it counts if it counts something, and for a matrix its counts and colours, and
    the second count that stands beside, with its own link."""

    text: str
    link: str | None = None
    counts: str = ""
    ground: str = ""
    ink: str = ""
    beside: str = ""
    beside_link: str | None = None


def matrix(comparison: Comparison, look: Appearance, page: str | None = "actions", shade: Shade = cell_colours) -> str:
    """A Comparison of two dimensions as a shaded table: it fits any screen, prints, and is read by keyboard.

    The value stands in each cell, on one hue; zero is an empty cell with a dash; a cell leads to what it counts on the
    page, where there is one.
    """
    largest = float(comparison.table[comparison.value].max() or 0)
    rows = []
    for _, of_row in comparison.table.groupby(comparison.category.id, sort=False):
        cells = []
        for row in of_row.to_dict("records"):
            behind = comparison.behind(row)
            ground, ink = shade(float(row[comparison.value]), largest, look)
            counts = row[comparison.spoken] if comparison.spoken else _counts(comparison, row)
            link = behind.url(page) if behind and page else None
            other = comparison.behind_other(row)
            other_link = other.url(page) if other and page else None
            text, beside = value_text(comparison, row), beside_text(comparison, row)
            cells.append(Cell(text, link, counts, ground, ink, beside, other_link))
        first = of_row.iloc[0]
        group = str(first[comparison.group]) if comparison.group else ""
        rows.append({"head": first[comparison.category.label], "group": group, "cells": cells})
    return render(
        "matrix.html",
        question=comparison.question,
        caption=alternative(comparison),
        corner=comparison.category.title,
        headings=series_headings(comparison),
        is_territory=comparison.series.id == "territory_id",
        glyphs=GLYPHS,
        rows=rows,
    )


def quotes(comparison: Comparison, page: str | None = "actions") -> str:
    """The Comparison in the words of the documents: a row a mention, with its line and how it was read."""
    told = ("line", "reason")
    groups = [
        {
            "name": name,
            "rows": [
                {**row, **{column: _fact(comparison, row, column, page) for column in told}}
                for row in rows.to_dict("records")
            ],
        }
        for name, rows in comparison.table.groupby(comparison.group, sort=False)
    ]
    return render(
        "quotes.html",
        question=comparison.question,
        corner=comparison.category.title,
        label=comparison.category.label,
        groups=groups,
    )


def timeline(comparison: Comparison, page: str | None = "actions") -> str:
    """Periods on one axis as a table whose last column is the axis: a bar a row, from its first to its last year."""
    rows = comparison.table
    first = int(rows["period_start"].min())
    last = int(rows["until"].max())
    span = last - first + 1
    step = next(step for step in (1, 2, 5, 10) if span / step <= 8)
    return render(
        "timeline.html",
        question=comparison.question,
        caption=alternative(comparison),
        ticks=[
            {"year": year, "left": round(100 * (year - first) / span, 2)}
            for year in range(first, last + 1)
            if year % step == 0
        ],
        groups=[
            {
                "territory_id": territory_id,
                "territory": of_territory.iloc[0]["territory"],
                "rows": [
                    {
                        **row,
                        "left": round(100 * (int(row["period_start"]) - first) / span, 2),
                        "width": round(100 * (int(row["until"]) - int(row["period_start"]) + 1) / span, 2),
                        "link": None
                        if row["is_document"] or not page
                        else comparison.selection.but(action=row["item_id"]).url(page),
                        "cited": None
                        if row["is_document"] or not page
                        else linked_line(row["document_id"], int(row["line"]), comparison.selection, _base(page)),
                    }
                    for row in of_territory.to_dict("records")
                ],
            }
            for territory_id, of_territory in rows.groupby("territory_id", sort=False)
        ],
        glyphs=GLYPHS,
    )


def table(comparison: Comparison, page: str | None = "actions") -> str:
    """The Comparison as an HTML table: a row a category, a column a series; for sums, a column a fact."""
    return render(
        "comparison_table.html",
        caption=f"{comparison.question} {comparison.subtitle}",
        corner=comparison.category.title,
        headings=_headings(comparison),
        rows=_rows(comparison, page),
    )


def texts(comparison: Comparison) -> list[list[str]]:
    """The same table as plain texts: its headings, then its rows."""
    rows = [
        [row["head"], *row["extra"], *(one.text for one in row["cells"])] for row in _rows(comparison, None)
    ]  # fmt: skip
    return [[comparison.category.title, *_headings(comparison)], *rows]


def _headings(comparison: Comparison) -> list[str]:
    extra = list(comparison.extra_columns.values())
    if comparison.unit in (EUROS, YEARS, KILOMETRES):
        return [comparison.value_title, *extra]
    return [*extra, *series_headings(comparison).values()]


def _rows(comparison: Comparison, page: str | None) -> list[dict[str, Any]]:
    if comparison.unit == EUROS:
        return [
            {
                "head": contained(row["label"], row["depth"]),
                "extra": [],
                "cells": [
                    Cell(euros(row["eur"])),
                    *(Cell(_fact(comparison, row, column, page)) for column in comparison.extra_columns),
                ],
            }
            for row in comparison.table.to_dict("records")
        ]
    if comparison.unit in (YEARS, KILOMETRES):
        value = "years" if comparison.unit == YEARS else "extent"
        return [
            {
                "head": row[comparison.category.label],
                "extra": [],
                "cells": [
                    Cell(row[value]),
                    *(Cell(_fact(comparison, row, column, page)) for column in comparison.extra_columns),
                ],
            }
            for row in comparison.table.to_dict("records")
        ]
    rows = []
    for _, of_row in comparison.table.groupby(comparison.category.id, sort=False):
        first = of_row.iloc[0]
        rows.append(
            {
                "head": first[comparison.category.label],
                "extra": [_fact(comparison, first, column, page) for column in comparison.extra_columns],
                "cells": [_cell(comparison, row, page) for row in of_row.to_dict("records")],
            }
        )
    return rows


def _cell(comparison: Comparison, row: Any, page: str | None) -> Cell:
    behind = comparison.behind(row)
    if behind is None:
        text = value_text(comparison, row)
        if page and "document_id" in row:
            text = cited(text, row["document_id"], comparison.selection, _base(page))
        return Cell(text)
    if comparison.spoken:
        said = row[comparison.spoken]
    elif comparison.unit == SHARE:
        said = share_with_count(row["actions"], row["total"])
    else:
        said = value_text(comparison, row)
    return Cell(said, behind.url(page) if page else None)


def _fact(comparison: Comparison, row: Any, column: str, page: str | None) -> str:
    """What a column says; where there are pages, the lines that it cites lead to their document."""
    text = _text(row[column])
    if not page or "document_id" not in row:
        return text
    if column == "line":
        return linked_line(row["document_id"], int(row["line"]), comparison.selection, _base(page))
    # Not the document's own words: its « ligne 2 » may be a bus.
    return cited(text, row["document_id"], comparison.selection, _base(page)) if column in _CITING else text


def _base(page: str) -> str:
    """Where a page's address begins: nothing for a relative one."""
    return page[: page.rfind("/") + 1]


def _counts(comparison: Comparison, row: Any) -> str:
    """« 6 sur 72 (9, thèmes secondaires compris) »."""
    if not row.get("total", True):
        return "sans objet : aucune action retenue"
    if "total" not in row:
        return ""
    counts = f"{integer(row['actions'])} sur {integer(row['total'])}"
    if not comparison.beside:
        return counts
    return f"{counts} ({integer(row[comparison.beside])}, {comparison.beside_title})"


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)
