"""Charts as drawings on paper: what `charts.typ` draws, in the order and with the words of the screen."""

from __future__ import annotations

from typing import Any

from dashboard.charts.html import texts
from dashboard.charts.model import (
    BarChart,
    Chart,
    DotChart,
    EmptyChart,
    Mark,
    MatrixChart,
    Row,
    ShapeChart,
    Span,
    SpanChart,
)
from dashboard.charts.words import alternative
from dashboard.comparisons.core import SHARE
from dashboard.exports.pdf.typesetting import look
from dashboard.exports.tidy import clean
from dashboard.look.formats import EMPTY, count
from dashboard.look.palette import LIGHT, tone

Drawing = dict[str, Any]
# Columns of a matrix that stand side by side on a page; more are set as several tables.
_MOST_COLUMNS = 8
_MOST_TICKS = 8
# A column of a table is as wide as its texts ask, within these bounds, and what stands between two (in characters).
_NARROWEST, _WIDEST, _BETWEEN = 7, 30, 4


def drawing(chart: Chart) -> Drawing:
    """The chart, with the same in words; nothing but the words where there is nothing to show."""
    said: Drawing = {"kind": chart.comparison.mark, "alt": alternative(chart, with_table=False)}
    match chart:
        case MatrixChart():
            return said | {"kind": "matrix"} | _matrix(chart)
        case DotChart():
            return said | {"kind": "dots"} | _dots(chart)
        case BarChart():
            return said | {
                "kind": "bars",
                "rows": [
                    {"head": bar.label, "depth": bar.depth, "length": bar.fraction, "text": bar.text}
                    for bar in chart.bars
                ],
            }
        case SpanChart():
            return said | {"kind": "spans"} | _spans(chart)
        case ShapeChart():
            return said | {"kind": "shapes"} | _shapes(chart)
    return said


def bars(chart: MatrixChart) -> Drawing:
    """The one series of a matrix as bars, of what counts something."""
    return {
        "kind": "bars",
        "alt": alternative(chart, with_table=False),
        "rows": [
            {
                "head": row.label,
                "depth": 0,
                "length": mark.fraction,
                "text": mark.figure if chart.comparison.unit == SHARE else count(mark.actions, "action"),
            }
            for row in chart.rows
            for mark in row.marks
            if mark.actions
        ],
    }


def figures(chart: Chart) -> list[Drawing]:
    """The figures as tables, for what is not drawn as one: headings, rows, and how wide each column asks to be."""
    if isinstance(chart, EmptyChart | MatrixChart | SpanChart):
        return []
    return [
        {
            "headings": headings,
            "rows": rows,
            "widths": [
                _BETWEEN + min(_WIDEST, max(_NARROWEST, *map(len, column)))
                for column in zip(headings, *rows, strict=True)
            ],
        }
        for headings, *rows in texts(chart.comparison, chart.choice, _MOST_COLUMNS)
    ]


def _matrix(chart: MatrixChart) -> Drawing:
    headings = [{"text": series.heading, **look(series.look)} for series in chart.series]
    number = -(-len(headings) // _MOST_COLUMNS)
    each = -(-len(headings) // number)
    rows = [
        {
            "head": row.label,
            "more": _extra(chart, row),
            "group": row.group,
            "cells": [_cell(chart, mark) for mark in row.marks],
        }
        for row in chart.rows
    ]
    return {
        "corner": chart.comparison.category.title,
        "parts": [
            {
                "headings": headings[start : start + each],
                "rows": [{**row, "cells": row["cells"][start : start + each]} for row in rows],
            }
            for start in range(0, len(headings), each)
        ],
    }


def _cell(chart: MatrixChart, mark: Mark) -> dict[str, str]:
    ground, ink = tone(mark.step, LIGHT)
    return {"text": mark.text, "more": _more(chart, mark), "ground": ground, "ink": ink}


def _more(chart: MatrixChart, mark: Mark) -> str:
    """What stands small under a value: the counts that make it, or the value in words where it is drawn as signs."""
    if chart.is_quotes:
        return ""
    if chart.comparison.spoken:
        return mark.figure if mark.actions else ""
    return mark.beside if chart.comparison.beside else mark.counts


def _extra(chart: MatrixChart, row: Row) -> list[str]:
    """What else is known of a row, where it says more than its head; the words that it is told in before all."""
    if chart.is_quotes:
        return [clean(row.quoted)] if row.words else []
    said = row.facts.values() if chart.comparison.unit.counts_actions else ()
    return [clean(text) for text in said if text not in ("", row.label, EMPTY)]


def _dots(chart: DotChart) -> Drawing:
    end = chart.ticks[-1].value
    return {
        "series": [
            {"text": series.heading, **look(series.look), "is_first": series.is_emphasised} for series in chart.series
        ],
        "ticks": [{"at": tick.place, "text": tick.text} for tick in chart.ticks],
        "rows": [
            {
                "head": row.label,
                # A share of nothing has no place on the scale.
                "at": [None if mark.value is None else mark.value / end for mark in row.marks],
            }
            for row in chart.rows
        ],
    }


def _spans(chart: SpanChart) -> Drawing:
    return {
        "ticks": [{"at": tick.place, "text": tick.text} for tick in chart.ticks(_MOST_TICKS)],
        "groups": [
            {
                "text": series.label,
                **look(series.look),
                "rows": [
                    {
                        "head": span.title,
                        "is_document": span.is_document,
                        "is_open": span.is_open,
                        "years": span.years,
                        "evidence": _evidence(span),
                        "at": span.place,
                        "length": span.length,
                    }
                    for span in chart.of(series)
                ],
            }
            for series in chart.series
        ],
    }


def _evidence(span: Span) -> str:
    """The words that say a period, where neither the title nor the period repeats them."""
    said = clean(span.quote)
    return "" if any(said.casefold() in one.casefold() for one in (span.years, span.title)) else said


def _shapes(chart: ShapeChart) -> Drawing:
    return {
        "shapes": [
            {
                "text": shape.series.label,
                **look(shape.series.look),
                "is_first": shape.series.is_emphasised,
                "width": shape.width_km,
                "height": shape.height_km,
                "rings": [[[round(float(x), 2), round(float(y), 2)] for x, y in ring] for ring in shape.rings],
            }
            for shape in chart.shapes
        ]
    }
