"""The native Excel chart of a Comparison, drawn from the cells of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.model import Chart, DotChart, MatrixChart, SpanChart
from dashboard.charts.words import alternative
from dashboard.comparisons.core import COUNT, EUROS, SHARE, YEARS
from dashboard.exports.tidy import clean
from dashboard.exports.xlsx.columns import Column
from dashboard.look.palette import LIGHT

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
# Marks by their names in the table of looks; the others bear the same.
_MARKERS = {"dash": "long_dash", "dot": "short_dash"}
# Marks that are lines, and the hues of series that are no territories.
_LINES = ("plus", "star", "x", "dash", "dot")
_HUES = (*reversed(LIGHT.sequential[1:]), LIGHT.unknown, LIGHT.frame)
_FONT = {"size": 11, "color": LIGHT.quiet}


def add(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    said: Chart,
    columns: Sequence[Column],
    header: int,
    under: int,
    left: float,
) -> None:
    """The chart of the table whose headings stand in row `header`, from row `under` on: beside the table it would make
    two pages of one, or letters too small to read. It is no higher than the `left` pixels of its printed page where
    that is legible."""
    comparison, rows = said.comparison, len(columns[0].cells)
    # Where series are too many to be read together, the sheet has them all and the chart some.
    drawn = [(at, one) for at, one in enumerate(columns) if one.series is not None and said.choice.keeps(one.series)]
    if not rows or not drawn:
        return
    first, last, name = header + 1, header + rows, sheet.get_name()
    kind = _kind(said, rows, len(drawn))
    chart: Any = book.add_chart(kind)
    for order, (at, column) in enumerate(drawn):
        series = {
            "name": [name, header, at],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, at, last, at],
            **_look(said, column, order, len(drawn), kind),
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
    is_spans = isinstance(said, SpanChart)
    if isinstance(said, SpanChart):
        years = said.last + 1 - said.first
        values |= {"min": said.first, "max": said.last + 1, "major_unit": max(1, years // 4)}
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
        a_bar = 11 * len(drawn) + 12 if "subtype" not in kind else 32 if is_spans else 22
        height = min(max(320, 130 + rows * a_bar), 1800)
    one = len(drawn) == 1 or is_spans
    chart.set_legend({"none": True} if one else {"position": "bottom", "font": {"size": 11}})
    if LOWEST <= left < height:
        height = int(left)
    chart.set_size({"width": _WIDE if is_spans else _WIDTH, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    sheet.insert_chart(
        under,
        0,
        chart,
        # Filtering or sorting lines leaves the chart's size alone.
        {"description": clean(alternative(said, with_table=False)), "object_position": 3},
    )


def _kind(said: Chart, rows: int, series: int) -> dict[str, str]:
    if isinstance(said, DotChart):
        return {"type": "line"}
    is_stacked = isinstance(said, SpanChart) or (said.comparison.unit == COUNT and rows * series > _MOST_BARS)
    return {"type": "bar", "subtype": "stacked"} if is_stacked else {"type": "bar"}


def _look(said: Chart, column: Column, order: int, number: int, kind: dict[str, str]) -> dict[str, Any]:
    """How a series is drawn: a territory by its look, the only one in the accent, others in tones of one hue."""
    if isinstance(said, SpanChart):
        if column.series == "start":
            return {"fill": {"none": True}, "border": {"none": True}, "gap": 45}
        looks = {series.id: series.look for series in said.series}
        owners = [looks[span.series_id] for span in said.spans]
        return {"points": [{"fill": {"color": owner.light if owner else LIGHT.accent}} for owner in owners]}
    known = said.series if isinstance(said, MatrixChart | DotChart) else ()
    series = next((one for one in known if one.id == column.series), None)
    look = series.look if series else None
    colour = look.light if look else LIGHT.accent if number == 1 else _HUES[order % len(_HUES)]
    if series and look and kind["type"] == "line":
        is_line = look.office_mark in _LINES
        marker = {
            "type": _MARKERS.get(look.office_mark, look.office_mark),
            "size": 11 if series.is_emphasised else 8,
            "fill": {"color": colour},
            "border": {"color": colour, "width": 1.5} if is_line else {"color": "#FFFFFF", "width": 0.5},
        }
        return {"line": {"none": True}, "marker": marker}
    labels = {"value": True, "num_format": _FORMATS.get(said.comparison.unit, "0"), "font": {"size": 11}}
    white = {"color": "#FFFFFF", "width": 0.5}
    return {
        "fill": {"color": colour},
        "border": white,
        "gap": 45,
        **({} if "subtype" in kind else {"overlap": 0, "data_labels": labels}),
    }
