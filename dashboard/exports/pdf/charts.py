"""Comparisons as drawings on paper: what `charts.typ` draws, in the order and with the words of the screen."""

from __future__ import annotations

from typing import Any

from dashboard.charts.html import texts
from dashboard.charts.plotly import beside_text, series_headings, value_text
from dashboard.charts.words import alternative
from dashboard.comparisons.core import BARS, COUNT, DOTS, MATRIX, SHAPES, SHARE, SPANS, Comparison
from dashboard.exports.pdf.typesetting import territory
from dashboard.exports.tidy import clean, is_missing
from dashboard.look.formats import EMPTY, NARROW, contained, count, integer, share_with_count
from dashboard.look.palette import LIGHT, cell

Drawing = dict[str, Any]
# Columns of a matrix that stand side by side on a page; more are set as several tables.
_MOST_COLUMNS = 8
# A column of a table is as wide as its texts ask, within these bounds, and what stands between two (in characters).
_NARROWEST, _WIDEST, _BETWEEN = 7, 30, 4


def drawing(comparison: Comparison) -> Drawing:
    """The chart of a Comparison that is not empty, with the same in words."""
    draw = {MATRIX: _matrix, DOTS: _dots, BARS: _sums, SPANS: _spans, SHAPES: _shapes}[comparison.mark]
    return draw(comparison) | {"kind": comparison.mark, "alt": words(comparison)}


def words(comparison: Comparison) -> str:
    """The chart in words, for those who do not see it."""
    return alternative(comparison, with_table=False)


def bars(comparison: Comparison) -> Drawing:
    """The one series of a matrix as bars, of what counts something."""
    rows = [row for row in comparison.table.to_dict("records") if row["actions"]]
    largest = max((float(row[comparison.value]) for row in rows), default=1.0)
    return {
        "kind": BARS,
        "alt": words(comparison),
        "rows": [
            {
                "head": row[comparison.category.label],
                "depth": 0,
                "length": float(row[comparison.value]) / largest,
                "text": share_with_count(row["actions"], row["total"])
                if comparison.unit == SHARE
                else count(row["actions"], "action"),
            }
            for row in rows
        ],
    }


def figures(comparison: Comparison) -> Drawing | None:
    """The figures as a table, for what is not drawn as one: headings, rows, and how wide each column asks to be."""
    if comparison.is_empty or comparison.mark in (MATRIX, SPANS):
        return None
    headings, *rows = texts(comparison)
    columns = list(zip(headings, *rows, strict=True))
    return {
        "headings": headings,
        "rows": rows,
        "widths": [_BETWEEN + min(_WIDEST, max(_NARROWEST, *map(len, column))) for column in columns],
    }


def _matrix(comparison: Comparison) -> Drawing:
    table, series = comparison.table, comparison.series
    largest = float(table[comparison.value].max() or 0)
    headings = [
        {"text": text, **(territory(key) if series.id == "territory_id" else {})}
        for key, text in series_headings(comparison).items()
    ]
    number = -(-len(headings) // _MOST_COLUMNS)
    each = -(-len(headings) // number)
    rows = []
    for _, of_row in table.groupby(comparison.category.id, sort=False):
        first = of_row.iloc[0]
        cells = []
        for row in of_row.to_dict("records"):
            ground, ink = cell(float(row[comparison.value]), largest, LIGHT)
            cells.append(
                {"text": value_text(comparison, row), "more": _more(comparison, row), "ground": ground, "ink": ink}
            )
        rows.append(
            {
                "head": first[comparison.category.label],
                "more": _extra(comparison, first, first[comparison.category.label]),
                "group": str(first[comparison.group]) if comparison.group else "",
                "cells": cells,
            }
        )
    return {
        "corner": comparison.category.title,
        "parts": [
            {
                "headings": headings[start : start + each],
                "rows": [{**row, "cells": row["cells"][start : start + each]} for row in rows],
            }
            for start in range(0, len(headings), each)
        ],
    }


def _more(comparison: Comparison, row: dict[str, Any]) -> str:
    """What stands small under a value: the counts that make it, or the value in words where it is drawn as shapes."""
    if not row.get("actions", row[comparison.value]) and not (comparison.beside and row[comparison.beside]):
        return ""
    if comparison.words:
        return ""
    if comparison.spoken:
        return str(row[comparison.spoken])
    if comparison.beside:
        return beside_text(comparison, row)
    return f"{integer(row['actions'])} sur {integer(row['total'])}" if comparison.unit == SHARE else ""


def _dots(comparison: Comparison) -> Drawing:
    table, category, series = comparison.table, comparison.category, comparison.series
    keys = series_headings(comparison)
    largest = float(table[comparison.value].max() or 0)
    step = next(step for step in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if largest / step <= 5)
    ticks = [0.0]
    while ticks[-1] < largest - 1e-9:
        ticks.append(round(ticks[-1] + step, 4))
    return {
        "series": [
            {"text": text, **territory(key), "is_first": key == comparison.emphasis} for key, text in keys.items()
        ],
        "ticks": [{"at": tick / ticks[-1], "text": f"{integer(100 * tick)}{NARROW}%"} for tick in ticks],
        "rows": [
            {
                "head": of_row.iloc[0][category.label],
                # A share of nothing has no place on the scale.
                "at": [None if is_missing(values[key]) else values[key] / ticks[-1] for key in keys],
            }
            for _, of_row in table.groupby(category.id, sort=False)
            for values in [dict(zip(of_row[series.id], of_row[comparison.value].astype(float), strict=True))]
        ],
    }


def _sums(comparison: Comparison) -> Drawing:
    largest = float(comparison.table[comparison.value].max() or 1)
    return {
        "rows": [
            {
                "head": contained(row[comparison.category.label], row.get("depth") or 0),
                "depth": int(row.get("depth") or 0),
                "length": max(0.0, float(row[comparison.value])) / largest,
                "text": value_text(comparison, row),
            }
            for row in comparison.table.to_dict("records")
        ],
    }


def _spans(comparison: Comparison) -> Drawing:
    rows = comparison.table
    first, last = int(rows["period_start"].min()), int(rows["until"].max())
    span = last - first + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if span / step <= 8)
    return {
        "ticks": [
            {"at": (year - first) / span, "text": str(year)} for year in range(first, last + 1) if year % step == 0
        ],
        "groups": [
            {
                "text": of_territory.iloc[0]["territory"],
                **territory(str(territory_id)),
                "rows": [
                    {
                        "head": row["title"],
                        "is_document": bool(row["is_document"]),
                        "is_open": bool(row["is_open"]),
                        "years": row["years"],
                        "evidence": _evidence(row),
                        "at": (int(row["period_start"]) - first) / span,
                        "length": (int(row["until"]) - int(row["period_start"]) + 1) / span,
                    }
                    for row in of_territory.to_dict("records")
                ],
            }
            for territory_id, of_territory in rows.groupby("territory_id", sort=False)
        ],
    }


def _evidence(row: dict[str, Any]) -> str:
    """The words that say a period, where neither the title nor the period repeats them."""
    said = "" if is_missing(row["evidence"]) else clean(row["evidence"])
    known = (row["years"].casefold(), str(row["title"]).casefold())
    return "" if any(said.casefold() in one for one in known) else said


def _shapes(comparison: Comparison) -> Drawing:
    return {
        "shapes": [
            {
                "text": row["territory"],
                **territory(row["territory_id"]),
                "is_first": row["territory_id"] == comparison.emphasis,
                "width": float(row["width_km"]),
                "height": float(row["height_km"]),
                "rings": [[[round(float(x), 2), round(float(y), 2)] for x, y in ring] for ring in row["rings"]],
            }
            for row in comparison.table.to_dict("records")
        ]
    }


def _extra(comparison: Comparison, row: Any, head: str) -> list[str]:
    """What else is known of a row, where it says more than its head; the document's own words before all."""
    if comparison.words:
        return [f"« {clean(row[comparison.words])} »"]
    found = {} if comparison.unit not in (SHARE, COUNT) else comparison.extra_columns
    said = (row[name] for name in found)
    return [clean(text) for text in said if not is_missing(text) and text not in ("", head, EMPTY)]
