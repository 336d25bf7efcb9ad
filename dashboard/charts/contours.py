"""Contours as HTML: at one scale, as many side by side as the screen is wide, each above its own name."""

from __future__ import annotations

from dashboard.charts.model import SCALE_KM, Shape, ShapeChart
from dashboard.charts.templates import render
from dashboard.charts.thumbnail import as_address
from dashboard.look.formats import NARROW
from dashboard.look.palette import DARK, LIGHT, Appearance

# Kilometres around a contour, for half the width of its line.
_EDGE = 1.0


def contours(chart: ShapeChart) -> str:
    """The contours, each with its name and its facts; the emphasised one is filled.

    Each is drawn for a light ground and for a dark one, of which the page's style shows one: paper is always light.
    """
    sizes = [(shape.width_km + 2 * _EDGE, shape.height_km + 2 * _EDGE) for shape in chart.shapes]
    return render(
        "contours.html",
        question=chart.comparison.question,
        all=round(sum(wide for wide, _ in sizes), 1),
        widest=round(max(wide for wide, _ in sizes), 1),
        bar=SCALE_KM,
        bar_text=f"{SCALE_KM}{NARROW}km",
        shapes=[
            {
                "series": shape.series,
                "wide": round(wide, 1),
                "high": round(high, 1),
                "facts": (shape.extent, *shape.facts.values()),
                "day": _drawing(shape, LIGHT),
                "night": _drawing(shape, DARK),
            }
            for shape, (wide, high) in zip(chart.shapes, sizes, strict=True)
        ],
    )


def path_of(shape: Shape) -> str:
    """The rings of a contour as SVG draws them: the ground's north is up, the drawing's y goes down."""
    return " ".join("M" + "L".join(f"{point[0]:.2f} {-point[1]:.2f}" for point in ring) + "Z" for ring in shape.rings)


def _drawing(shape: Shape, look: Appearance) -> str:
    assert shape.series.look is not None, "contours are of territories"
    colour = shape.series.look.colour(look)
    wide, high = shape.width_km + 2 * _EDGE, shape.height_km + 2 * _EDGE
    return as_address(
        render(
            "contour.svg",
            box=f"{-wide / 2:.2f} {-high / 2:.2f} {wide:.2f} {high:.2f}",
            path=path_of(shape),
            fill=colour if shape.series.is_emphasised else look.sequential[0],
            line=colour,
        )
    )
