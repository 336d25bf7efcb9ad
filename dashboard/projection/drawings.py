"""Charts of the room that are drawn on one axis or one plane: periods, and contours."""

from __future__ import annotations

from typing import Any

from dashboard.comparisons.core import Comparison
from dashboard.look.formats import NARROW
from dashboard.look.palette import mark
from dashboard.look.text_width import lines, widest_word, width
from dashboard.projection.layout import INNER, SMALLEST, fitted, headings
from dashboard.projection.templates import render

_LINE, _AIR, _GAP = 1.2, 0.55, 30
_TITLES, _MOST_TICKS, _AXIS = 0.5, 9, 46
# Under a contour: its name and two facts; between two of them; the bar that says the scale.
_NAME, _FACT, _BETWEEN, _SCALE_KM = 32, 26, 40, 20


def spans(comparison: Comparison, available: float) -> list[str]:
    """A bar a document or action on an axis of years, under its territory; what has no stated end fades."""
    table = comparison.table
    rows = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    titles = [("Document : " if row["is_document"] else "") + str(row["title"]) for row in rows]
    within = _TITLES * INNER
    ranks = {one: rank for rank, one in enumerate(dict.fromkeys(table["territory_id"]))}

    def heights(size: int) -> list[float]:
        return [lines(title, size, within - _GAP) * size * _LINE + _AIR * size for title in titles]

    groups = [str(row["territory"]) for row in rows]
    fit = fitted(heights, groups, available - _AXIS, sizes=(32, 30, 28, 26), paged=26)
    beside = max(width(str(row["years"]), SMALLEST, 600) for row in rows) + 24
    first, last = int(table["period_start"].min()), int(table["until"].max()) + 1
    year = (INNER - within - beside) / (last - first)
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= _MOST_TICKS or step == 100)
    pages = []
    for part in fit.pages:
        opened = dict(headings(part, groups))
        pages.append(
            render(
                "spans.html",
                size=fit.size,
                within=within,
                axis=_AXIS,
                heading=fit.heading,
                ticks=[
                    {"year": one, "at": within + (one - first) * year}
                    for one in range(first, last + 1)
                    if one % every == 0
                ],
                rows=[
                    {
                        **rows[at],
                        "said": titles[at],
                        "height": fit.heights[at],
                        "opens": opened.get(at, ""),
                        "mark": mark(rows[at]["territory_id"], ranks[rows[at]["territory_id"]]),
                        "at": within + (rows[at]["period_start"] - first) * year,
                        "long": (rows[at]["until"] - rows[at]["period_start"] + 1) * year,
                    }
                    for at in range(part.start, part.end)
                ],
            )
        )
    return pages


def shapes(comparison: Comparison, available: float) -> list[str]:
    """Contours side by side at one scale, each over its name and its figures."""
    rows: list[dict[str, Any]] = comparison.table.to_dict("records")
    fact = max(width(text, _FACT) for row in rows for text in (row["extent"], row["population"]))
    narrowest = max(fact, widest_word([row["territory"] for row in rows], _NAME, 600) + 46, 300) + 10

    def columns(scale: float) -> list[float]:
        return [max(narrowest, row["width_km"] * scale) for row in rows]

    words = 3 * _NAME * _LINE + 2 * _FACT * _LINE + 30
    tallest = max(float(row["height_km"]) for row in rows)
    # As large as the height allows, then less until all of them stand side by side.
    scale = (available - words - 60) / tallest
    while scale > 1 and sum(columns(scale)) + _BETWEEN * (len(rows) - 1) > INNER:
        scale *= 0.98
    return [
        render(
            "shapes.html",
            name=_NAME,
            fact=_FACT,
            tall=tallest * scale,
            between=_BETWEEN,
            bar=_SCALE_KM * scale,
            bar_text=f"{_SCALE_KM}{NARROW}km",
            shapes=[
                {
                    **row,
                    "across": across,
                    "wide": row["width_km"] * scale,
                    "high": row["height_km"] * scale,
                    "box": f"{-row['width_km'] / 2} {-row['height_km'] / 2} {row['width_km']} {row['height_km']}",
                    # The ground's north is up, the screen's is down.
                    "path": " ".join(
                        "M" + "L".join(f"{point[0]:.2f} {-point[1]:.2f}" for point in ring) + "Z"
                        for ring in row["rings"]
                    ),
                    "mark": mark(row["territory_id"], rank),
                    "loud": row["territory_id"] == comparison.emphasis,
                }
                for rank, (row, across) in enumerate(zip(rows, columns(scale), strict=True))
            ],
        )
    ]
