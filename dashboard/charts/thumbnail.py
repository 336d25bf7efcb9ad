"""A Comparison at the size of a stamp: enough to recognise a view in a list, nothing to read a figure from."""

from __future__ import annotations

import base64
from typing import Any

from dashboard.charts.templates import render
from dashboard.comparisons.core import BARS, DOTS, SHAPES, SPANS, Comparison
from dashboard.look.palette import Appearance, cell

_WIDTH, _HEIGHT, _MOST_ROWS = 160, 90, 14
_GAP, _TALLEST = 2, 24


def thumbnail(comparison: Comparison, look: Appearance) -> str:
    """The address (`data:`) of an SVG of 160 × 90. It needs no alternative: the sentence beside it says what it is."""
    shapes = [] if comparison.is_empty else _shapes(comparison, look)
    drawn = render("thumbnail.svg", shapes=shapes, width=_WIDTH, height=_HEIGHT)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode('utf-8')).decode('ascii')}"


def _shapes(comparison: Comparison, look: Appearance) -> list[dict[str, Any]]:
    if comparison.mark == SHAPES:
        return _outlines(comparison, look)
    if comparison.mark == SPANS:
        return _spans(comparison, look)
    rows = list(comparison.table.groupby(comparison.category.id, sort=False))[:_MOST_ROWS]
    tall = min(_HEIGHT / len(rows), _TALLEST)
    most = float(comparison.table[comparison.value].max()) or 1.0
    found = []
    for at, (_, row) in enumerate(rows):
        top = at * tall
        if comparison.mark == BARS:
            found.append(_box(0, top, _WIDTH * float(row.iloc[0][comparison.value]) / most, tall, look.accent))
        elif comparison.mark == DOTS:
            found.append(_box(0, top + tall / 2, _WIDTH, _GAP + 1, look.grid))
            known = row[row[comparison.value].notna()]
            found += [
                {
                    "x": 4 + (_WIDTH - 8) * float(value) / most,
                    "y": top + tall / 2,
                    "r": 2.5,
                    "fill": look.territory(one),
                }
                for one, value in zip(known[comparison.series.id], known[comparison.value], strict=True)
            ]
        else:
            wide = _WIDTH / len(row)
            for column, value in enumerate(row[comparison.value]):
                if value > 0:
                    found.append(_box(column * wide, top, wide, tall, cell(float(value), most, look)[0]))
    return found


def _spans(comparison: Comparison, look: Appearance) -> list[dict[str, Any]]:
    table = comparison.table.head(_MOST_ROWS)
    first, tall = int(table["period_start"].min()), _HEIGHT / len(table)
    year = _WIDTH / (int(table["until"].max()) - first + 1)
    return [
        _box((one.period_start - first) * year, at * tall, (one.until - one.period_start + 1) * year, tall, colour)
        for at, one in enumerate(table.itertuples())
        for colour in [look.territory(one.territory_id)]
    ]


def _outlines(comparison: Comparison, look: Appearance) -> list[dict[str, Any]]:
    """The contours side by side at one scale; their kilometres are counted from the middle of each."""
    table = comparison.table
    scale = min(_WIDTH / float(table["width_km"].sum()), _HEIGHT / float(table["height_km"].max()))
    found, left = [], 0.0
    for one in table.itertuples():
        middle = left + one.width_km * scale / 2
        for ring in one.rings:
            points = " ".join(f"{middle + x * scale:.1f},{_HEIGHT / 2 - y * scale:.1f}" for x, y in ring)
            found.append({"points": points, "fill": look.territory(one.territory_id)})
        left += one.width_km * scale
    return found


def _box(x: float, y: float, width: float, height: float, fill: str) -> dict[str, Any]:
    return {"x": x, "y": y, "width": max(1.0, width - _GAP / 2), "height": max(1.0, height - _GAP), "fill": fill}
