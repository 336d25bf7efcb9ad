"""The native Excel chart of a Comparison, drawn from the cells of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.words import alternative
from dashboard.comparisons.core import COUNT, DOTS, EUROS, SHARE, SPANS, YEARS, Comparison
from dashboard.exports.tidy import clean
from dashboard.exports.xlsx.columns import Column
from dashboard.look.palette import LIGHT, mark

_WIDTH, _WIDE = 900, 1000
# A chart lower than this, in pixels, is not legible.
LOWEST = 300
# More bars than this are stacked where their numbers add up.
_MOST_BARS = 64
_FORMATS = {
    SHARE: '0"\u202f"%;;',
    COUNT: "0;;",
    EUROS: '[>=1000000000]#,##0.0,,,"\u202fMd€";[>=1000000]#,##0.0,,"\u202fM€";#,##0"\u202f€"',
    YEARS: "0",
}
_AXIS_FORMATS = {SHARE: '0"\u202f"%', COUNT: "0"}
_MARKERS = {"circle": "circle", "square": "square", "diamond": "diamond", "triangle-up": "triangle", "x": "x"}
_FONT = {"size": 11, "color": LIGHT.quiet}


def add(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    comparison: Comparison,
    columns: Sequence[Column],
    header: int,
    under: int,
    left: float,
) -> None:
    """The chart of the table whose headings stand in row `header`, from row `under` on: beside the table it would make
    two pages of one, or letters too small to read. It is no higher than the `left` pixels of its printed page where
    that is legible."""
    rows = len(columns[0].cells)
    drawn = [(at, column) for at, column in enumerate(columns) if column.series is not None]
    if not rows or not drawn:
        return
    first, last, name = header + 1, header + rows, sheet.get_name()
    kind = _kind(comparison, rows, len(drawn))
    chart: Any = book.add_chart(kind)
    for order, (at, column) in enumerate(drawn):
        series = {
            "name": [name, header, at],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, at, last, at],
            **_look(comparison, column, order, len(drawn), kind),
        }
        chart.add_series(series)
    # A title that points to its cell can be no formula of its own, and follows the cell.
    chart.set_title({"name": [name, 0, 0], "name_font": {"size": 12, "bold": True, "color": LIGHT.ink}})
    values: dict[str, Any] = {
        "num_format": _AXIS_FORMATS.get(comparison.unit, _FORMATS.get(comparison.unit, "0")),
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid, "width": 0.75}},
        "line": {"none": True},
        "num_font": _FONT,
        "min": 0,
    }
    names: dict[str, Any] = {
        "num_font": {**_FONT, "color": LIGHT.ink},
        "line": {"color": LIGHT.grid},
        "major_tick_mark": "none",
    }
    if comparison.mark == SPANS:
        starts = [int(cell) for cell in drawn[0][1].cells]
        ends = [start + int(span or 1) for start, span in zip(starts, drawn[1][1].cells, strict=True)]
        values |= {"min": min(starts), "max": max(ends), "major_unit": max(1, (max(ends) - min(starts)) // 4)}
    if kind["type"] == "line":
        names["num_font"] |= {"rotation": -45} if rows > 6 else {}
        chart.set_x_axis(names)
        chart.set_y_axis(values)
        height = 480
    else:
        # For bars, XlsxWriter's y axis is the upright one, of the categories; the first of them stands on top.
        chart.set_y_axis({**names, "reverse": True, "label_position": "low", "interval_unit": 1})
        chart.set_x_axis({**values, "label_position": "high"})
        # Periods have long names.
        a_bar = 11 * len(drawn) + 12 if "subtype" not in kind else 32 if comparison.mark == SPANS else 22
        height = min(max(320, 130 + rows * a_bar), 1800)
    one = len(drawn) == 1 or comparison.mark == SPANS
    chart.set_legend({"none": True} if one else {"position": "bottom", "font": {"size": 11}})
    if LOWEST <= left < height:
        height = int(left)
    chart.set_size({"width": _WIDE if comparison.mark == SPANS else _WIDTH, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    sheet.insert_chart(
        under,
        0,
        chart,
        # Filtering or sorting lines leaves the chart's size alone.
        {"description": clean(alternative(comparison, with_table=False)), "object_position": 3},
    )


def _kind(comparison: Comparison, rows: int, series: int) -> dict[str, str]:
    if comparison.mark == DOTS:
        return {"type": "line"}
    stacks = comparison.mark == SPANS or (comparison.unit == COUNT and rows * series > _MOST_BARS)
    return {"type": "bar", "subtype": "stacked"} if stacks else {"type": "bar"}


def _look(comparison: Comparison, column: Column, order: int, series: int, kind: dict[str, str]) -> dict[str, Any]:
    if comparison.mark == SPANS:
        if column.series == "start":
            return {"fill": {"none": True}, "border": {"none": True}, "gap": 45}
        colours = [LIGHT.territory(str(one)) for one in comparison.table[comparison.series.id]]
        return {"points": [{"fill": {"color": colour}} for colour in colours]}
    colour = _colour(comparison, str(column.series), order, series)
    labels = {"value": True, "num_format": _FORMATS.get(comparison.unit, "0"), "font": {"size": 11}}
    if kind["type"] == "line":
        symbol = _MARKERS.get(mark(str(column.series), order), "square")
        paint = {"color": colour}
        large = 11 if comparison.emphasis == column.series else 8
        marker = {"type": symbol, "size": large, "fill": paint, "border": {"color": "#FFFFFF", "width": 0.5}}
        return {"line": {"none": True}, "marker": marker}
    white = {"color": "#FFFFFF", "width": 0.5}
    return {
        "fill": {"color": colour},
        "border": white,
        "gap": 45,
        **({} if "subtype" in kind else {"overlap": 0, "data_labels": labels}),
    }


def _colour(comparison: Comparison, series_id: str, order: int, series: int) -> str:
    if comparison.series.id == "territory_id" and series_id in LIGHT.territories:
        return LIGHT.territory(series_id)
    if series == 1:
        return LIGHT.accent
    hues = [*reversed(LIGHT.sequential[1:]), LIGHT.unknown, LIGHT.frame]
    return hues[order % len(hues)]
