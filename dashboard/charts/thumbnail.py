"""A chart at the size of a stamp: enough to recognise a view in a list, nothing to read a figure from."""

from __future__ import annotations

import base64
from typing import Any

from dashboard.charts.model import BarChart, Chart, DotChart, MatrixChart, Series, ShapeChart, SpanChart
from dashboard.charts.templates import render
from dashboard.look.palette import Appearance, tone

_WIDTH, _HEIGHT, _MOST_ROWS = 160, 90, 14
_GAP, _TALLEST = 2, 24


def thumbnail(chart: Chart, look: Appearance) -> str:
    """The address (`data:`) of an SVG of 160 × 90. It needs no alternative: the sentence beside it says what it is."""
    return as_address(render("thumbnail.svg", shapes=_shapes(chart, look), width=_WIDTH, height=_HEIGHT))


def as_address(svg: str) -> str:
    """A drawing as an address that needs no file: Streamlit lets no SVG through but as a picture."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def _shapes(chart: Chart, look: Appearance) -> list[dict[str, Any]]:
    match chart:
        case ShapeChart():
            return _outlines(chart, look)
        case SpanChart():
            return _spans(chart, look)
        case BarChart():
            bars = chart.bars[:_MOST_ROWS]
            tall = min(_HEIGHT / len(bars), _TALLEST)
            return [
                _box(0, at * tall, _WIDTH * bar.fraction, tall, tone(bar.step, look)[0]) for at, bar in enumerate(bars)
            ]
        case DotChart():
            return _dots(chart, look)
        case MatrixChart():
            return _cells(chart, look)
    return []


def _dots(chart: DotChart, look: Appearance) -> list[dict[str, Any]]:
    rows = chart.rows[:_MOST_ROWS]
    tall = min(_HEIGHT / len(rows), _TALLEST)
    found = []
    for at, row in enumerate(rows):
        middle = at * tall + tall / 2
        found.append(_box(0, middle, _WIDTH, _GAP + 1, look.grid))
        found += [
            {"x": 4 + (_WIDTH - 8) * mark.fraction, "y": middle, "r": 2.5, "fill": _colour(series, look)}
            for series, mark in zip(chart.series, row.marks, strict=True)
            if mark.value is not None
        ]
    return found


def _cells(chart: MatrixChart, look: Appearance) -> list[dict[str, Any]]:
    rows = chart.rows[:_MOST_ROWS]
    tall, wide = min(_HEIGHT / len(rows), _TALLEST), _WIDTH / len(chart.series)
    return [
        _box(column * wide, at * tall, wide, tall, tone(mark.step, look)[0])
        for at, row in enumerate(rows)
        for column, mark in enumerate(row.marks)
        if mark.step
    ]


def _spans(chart: SpanChart, look: Appearance) -> list[dict[str, Any]]:
    spans, owners = chart.spans[:_MOST_ROWS], {series.id: series for series in chart.series}
    tall = _HEIGHT / len(spans)
    return [
        _box(span.place * _WIDTH, at * tall, span.length * _WIDTH, tall, _colour(owners[span.series_id], look))
        for at, span in enumerate(spans)
    ]


def _outlines(chart: ShapeChart, look: Appearance) -> list[dict[str, Any]]:
    """The contours side by side at one scale; their kilometres are counted from the middle of each."""
    scale = min(_WIDTH / sum(shape.width_km for shape in chart.shapes), _HEIGHT / chart.tallest_km)
    found, left = [], 0.0
    for shape in chart.shapes:
        middle = left + shape.width_km * scale / 2
        for ring in shape.rings:
            points = " ".join(f"{middle + x * scale:.1f},{_HEIGHT / 2 - y * scale:.1f}" for x, y in ring)
            found.append({"points": points, "fill": _colour(shape.series, look)})
        left += shape.width_km * scale
    return found


def _colour(series: Series, look: Appearance) -> str:
    return series.look.colour(look) if series.look else look.accent


def _box(x: float, y: float, width: float, height: float, fill: str) -> dict[str, Any]:
    return {"x": x, "y": y, "width": max(1.0, width - _GAP / 2), "height": max(1.0, height - _GAP), "fill": fill}
