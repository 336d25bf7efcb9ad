"""Charts of the room that are drawn on one axis or one plane: periods, and contours."""

from __future__ import annotations

import math
from typing import Any

from dashboard.charts.contours import path_of
from dashboard.charts.model import SCALE_KM, ShapeChart, SpanChart
from dashboard.look.formats import NARROW
from dashboard.look.text_width import STRONG, lines, widest_word, width
from dashboard.projection.layout import INNER, SMALLEST, Page, fitted, headings
from dashboard.projection.templates import render

_LINE, _AIR, _GAP = 1.2, 0.55, 30
_TITLES, _MOST_TICKS, _AXIS = 0.5, 9, 46
# Sizes of type of periods, and how much higher than it their rows become where there is room.
_SPANS, _STRETCH = (46, 42, 38, 34, 32, 30, 28), 2.0
# Under a contour: its name and two facts; between two of them.
_NAME, _FACT, _BETWEEN = 34, 28, 40


def spans(chart: SpanChart, available: float) -> list[Page]:
    """A bar a document or action on an axis of years, under its territory; what has no stated end fades."""
    within, owners = _TITLES * INNER, {series.id: series for series in chart.series}

    def heights(size: int) -> list[float]:
        return [lines(span.label, size, within - _GAP) * size * _LINE + _AIR * size for span in chart.spans]

    groups = [owners[span.series_id].label for span in chart.spans]
    fit = fitted(heights, groups, available - _AXIS, sizes=_SPANS, paged=_SPANS[-1], stretch=_STRETCH)
    beside = max(width(span.years, SMALLEST, STRONG) for span in chart.spans) + 24
    scale = INNER - within - beside
    pages = []
    for part in fit.pages:
        opened = dict(headings(part, groups))
        rows = tuple(dict.fromkeys(groups[part.start : part.end]))
        pages.append(
            page_of(
                rows,
                "spans.html",
                size=fit.size,
                within=within,
                axis=_AXIS,
                heading=fit.heading,
                ticks=[{"text": tick.text, "at": within + scale * tick.place} for tick in chart.ticks(_MOST_TICKS)],
                rows=[
                    {
                        "span": span,
                        "series": owners[span.series_id],
                        "height": fit.heights[at],
                        "opens": opened.get(at, ""),
                        "at": within + scale * span.place,
                        "long": scale * span.length,
                    }
                    for at, span in enumerate(chart.spans[part.start : part.end], part.start)
                ],
            )
        )
    return pages


def shapes(chart: ShapeChart, available: float) -> list[Page]:
    """Contours side by side at one scale, each over its name and its figures."""
    facts = [[shape.extent, *shape.facts.values()] for shape in chart.shapes]
    fact = max(width(text, _FACT) for told in facts for text in told)
    narrowest = max(fact, widest_word([shape.series.label for shape in chart.shapes], _NAME, STRONG) + 46, 300) + 10

    def columns(scale: float) -> list[float]:
        return [max(narrowest, shape.width_km * scale) for shape in chart.shapes]

    words = 3 * _NAME * _LINE + 2 * _FACT * _LINE + 30
    # As few rows as names allow, each as full as the others.
    rows = math.ceil(len(chart.shapes) * (narrowest + _BETWEEN) / (INNER + _BETWEEN))
    each = math.ceil(len(chart.shapes) / rows)

    def widest(scale: float) -> float:
        wide = columns(scale)
        return max(sum(wide[at : at + each]) + _BETWEEN * (each - 1) for at in range(0, len(wide), each))

    # As large as the height allows, then less until those of a row stand side by side.
    scale = (available - 60 - rows * words) / (rows * chart.tallest_km)
    while scale > 0.05 and widest(scale) > INNER:
        scale *= 0.98
    return [
        page_of(
            tuple(shape.series.label for shape in chart.shapes),
            "shapes.html",
            name=_NAME,
            fact=_FACT,
            tall=chart.tallest_km * scale,
            between=_BETWEEN,
            bar=SCALE_KM * scale,
            bar_text=f"{SCALE_KM}{NARROW}km",
            shapes=[
                {
                    "series": shape.series,
                    "facts": told,
                    "across": across,
                    "wide": shape.width_km * scale,
                    "high": shape.height_km * scale,
                    "box": f"{-shape.width_km / 2} {-shape.height_km / 2} {shape.width_km} {shape.height_km}",
                    "path": path_of(shape),
                }
                for shape, told, across in zip(chart.shapes, facts, columns(scale), strict=True)
            ],
        )
    ]


def page_of(labels: tuple[str, ...], template: str, /, **values: Any) -> Page:
    """A page made from a template."""
    return Page(render(template, **values), labels)
