"""Native charts of a deck, editable with their workbook: dots on lines, spans of years; sums have a module apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import XyWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.slide import Slide

from dashboard.charts.plotly import series_headings
from dashboard.comparisons.core import DOTS, SHARE, SPANS, Comparison
from dashboard.exports.pptx.chart_parts import (
    SIZE,
    category_axis,
    inner,
    label_lines,
    legend,
    paint,
    placed,
    point_label,
)
from dashboard.exports.pptx.ground import SLOTS
from dashboard.exports.pptx.measure import Area, broken, height, width
from dashboard.exports.pptx.text import said
from dashboard.look.formats import NARROW
from dashboard.look.palette import MARKS

_LEGEND, _AXIS = 0.42, 0.33
# Programs give a legend a part of the chart's width; its entries have a mark and stand apart.
_LEGEND_LINE, _LEGEND_SHARE, _ENTRY = 0.21, 0.7, 0.35
# What the names take of the width.
_SHARES, _SIZES = {DOTS: 0.36, SPANS: 0.52}, {DOTS: SIZE, SPANS: 10.0}
# Columns that charts use beside those that the Comparison names.
_DRAWN = ("period_start", "until", "years")
# Between two years of an axis, in inches.
_YEARS_APART = 0.15
# A row without neighbours is this high at most; no row is lower, and names stand a little apart.
_HIGHEST_ROW, _LOWEST_ROW, _BETWEEN, _LEVEL = 0.6, 0.3, 0.05, 0.17
_MARK, _EMPHASISED = 9, 13
_MARK_STYLES = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "x": XL_MARKER_STYLE.X,
}
_FURTHER = (XL_MARKER_STYLE.STAR, XL_MARKER_STYLE.PLUS, XL_MARKER_STYLE.DASH)


def pages(comparison: Comparison, area: Area) -> list[pd.DataFrame]:
    """The table, slide by slide: as many categories as stand legibly, evenly spread."""
    category = comparison.category
    wanted = (category.id, category.label, comparison.series.id, comparison.value, *_DRAWN)
    data = comparison.table[[name for name in dict.fromkeys(wanted) if name in comparison.table]]
    of_rows = data[category.id].tolist()
    names = dict(zip(of_rows, _names(comparison, data), strict=True))
    available = area.height - _edges(comparison, area)

    def packed(most: int) -> list[list[Any]]:
        found: list[list[Any]] = [[]]
        for row_id in names:
            longer = [*found[-1], row_id]
            tall = len(longer) * _row(comparison, area, [names[one] for one in longer])
            if found[-1] and (len(longer) > most or tall > available):
                found.append([])
            found[-1].append(row_id)
        return found

    fewest = packed(len(names))
    evenly = (packed(most) for most in range(-(-len(names) // len(fewest)), len(names) + 1))
    slides = next(found for found in evenly if len(found) == len(fewest))
    places = {row_id: at for at, of_slide in enumerate(slides) for row_id in of_slide}
    return [
        data.iloc[[at for at, row_id in enumerate(of_rows) if places[row_id] == slide]] for slide in range(len(slides))
    ]


def draw(slide: Slide, area: Area, comparison: Comparison, part: pd.DataFrame, description: str) -> Any:
    """The chart of a part of the Comparison's table."""
    make: Callable[..., Any] = {DOTS: _dots, SPANS: _spans}[comparison.mark]
    frame = make(slide, area, comparison, part)
    frame.name = "Graphique"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)
    return frame


def _row(comparison: Comparison, area: Area, names: Iterable[str]) -> float:
    """How high each row of these is, so that no name meets its neighbour, in inches."""
    size, within = _SIZES[comparison.mark], _within(comparison, area)
    tall = [height(name, within, size) for name in names]
    if comparison.mark == DOTS and len(tall) > 1:
        # These names are labels of points, and two neighbours may share the room between them. Names of an axis may
        # not: a program that finds two lines too close leaves out every second name.
        tall = [(one + other) / 2 for one, other in pairwise(tall)]
    return max(_LOWEST_ROW, max(tall, default=0) + _BETWEEN)


def _within(comparison: Comparison, area: Area) -> float:
    """How wide names are at most, in inches."""
    return area.width * _SHARES[comparison.mark] - 0.15


def _edges(comparison: Comparison, area: Area) -> float:
    """What the legend above and the axis below take, in inches."""
    return _above(comparison, area) + _AXIS


def _above(comparison: Comparison, area: Area) -> float:
    """What the legend takes, in inches: programs break it into lines."""
    names = (
        series_headings(comparison).values()
        if comparison.mark == DOTS
        else set(comparison.table[comparison.series.label])
    )
    wide = sum(width(said(name), SIZE) + _ENTRY for name in names)
    return _LEGEND + _LEGEND_LINE * (math.ceil(wide / (_LEGEND_SHARE * area.width)) - 1)


class _NamedWorkbook(XyWorkbookWriter):
    """The workbook of dots with a third column: the category that each point belongs to."""

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        super()._populate_worksheet(workbook, worksheet)
        data: Any = self._chart_data
        for series in data:
            top = self.series_table_row_offset(series)
            worksheet.write_string(top, 2, data.category_title)
            for at, name in enumerate(data.names[series.index], 1):
                worksheet.write_string(top + at, 2, name)


class _NamedXy(XyChartData):
    """Points with the names of their categories, series by series."""

    def __init__(self, category_title: str, number_format: str) -> None:
        super().__init__(number_format)
        self.category_title = category_title
        self.names: list[list[str]] = []

    @property
    def _workbook_writer(self) -> Any:
        return _NamedWorkbook(self)


def _dots(slide: Slide, area: Area, comparison: Comparison, part: pd.DataFrame) -> Any:
    """A line a category, a mark a territory. A first series, without marks, carries the names of the lines."""
    rows = list(dict.fromkeys(part[comparison.category.id]))
    places = {row_id: len(rows) - 1 - at for at, row_id in enumerate(rows)}
    names = dict(zip(part[comparison.category.id], _names(comparison, part), strict=True))
    percent = f'0"{NARROW}%"' if comparison.unit == SHARE else "0"
    data = _NamedXy(said(comparison.category.title), "General")
    lined: Any = data.add_series(said(comparison.category.title))
    data.names.append([names[row_id] for row_id in rows])
    for row_id in rows:
        lined.add_data_point(0, places[row_id])
    # A share of nothing has no place on the scale.
    part = part[part[comparison.value].notna()]
    with_values = set(part[comparison.series.id])
    headings = {key: heading for key, heading in series_headings(comparison).items() if key in with_values}
    for rank, (key, heading) in enumerate(headings.items()):
        series: Any = data.add_series(said(heading))
        of_series = part[part[comparison.series.id] == key]
        data.names.append([names[row_id] for row_id in of_series[comparison.category.id]])
        for row_id, value in zip(of_series[comparison.category.id], of_series[comparison.value], strict=True):
            level = places[row_id] + _LEVEL * ((len(headings) - 1) / 2 - rank)
            series.add_data_point(_percent(float(value), comparison), round(level, 3))
    tall = _edges(comparison, area) + 0.15 + len(rows) * max(_HIGHEST_ROW, _row(comparison, area, names.values()))
    frame, chart = placed(slide, area, XL_CHART_TYPE.XY_SCATTER, data, tall)
    legend(chart, 0)
    across, up = chart.category_axis, chart.value_axis
    largest = _percent(float(comparison.table[comparison.value].max() or 0), comparison)
    step = next((one for one in (2, 5, 10, 20, 50, 100) if largest / one <= 5), 100)
    across.minimum_scale, across.maximum_scale, across.major_unit = 0, max(step, -(-largest // step) * step), step
    across.has_major_gridlines = True
    paint(across.major_gridlines.format.line, "bg2")
    across.format.line.fill.background()
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = percent, False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.minimum_scale, up.maximum_scale, up.major_unit = -0.5, len(rows) - 0.5, 1
    up.has_major_gridlines = True
    paint(up.major_gridlines.format.line, "bg2")
    up.format.line.fill.background()
    up.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    inner(chart, frame, _SHARES[DOTS], _above(comparison, area), _AXIS)
    series_found = list(chart.plots[0].series)
    label_lines(series_found[0], _in_lines([names[row_id] for row_id in rows], comparison, area))
    for rank, (key, series) in enumerate(zip(headings, series_found[1:], strict=True)):
        series.format.line.fill.background()
        series.marker.style = _MARK_STYLES.get(MARKS.get(key, ""), _FURTHER[rank % len(_FURTHER)])
        series.marker.size = _EMPHASISED if key == comparison.emphasis else _MARK
        slot = _slot(key, rank)
        paint(series.marker.format.fill, slot)
        paint(series.marker.format.line, "bg1" if series.marker.style not in (XL_MARKER_STYLE.X, *_FURTHER) else slot)
    return frame


def _spans(slide: Slide, area: Area, comparison: Comparison, part: pd.DataFrame) -> Any:
    """Stacked bars: an invisible start, then the duration in the territory's colour, labelled with its years."""
    first, last = int(comparison.table["period_start"].min()), int(comparison.table["until"].max()) + 1
    data: Any = CategoryChartData(number_format="0")
    names = _names(comparison, part)
    data.categories = _in_lines(names, comparison, area)
    data.add_series("Début", [int(start) for start in part["period_start"]])
    every = comparison.table
    labels_of = zip(every[comparison.series.id], every[comparison.series.label], strict=True)
    series_names = {key: said(name) for key, name in dict(labels_of).items()}
    durations = (part["until"] - part["period_start"] + 1).astype(int).tolist()
    owners = part[comparison.series.id].tolist()
    for key, name in series_names.items():
        mine = [length if owner == key else None for length, owner in zip(durations, owners, strict=True)]
        data.add_series(name, mine)
    # The years stand behind the bars.
    plot = area.width * (0.98 - _SHARES[SPANS])
    label = min(0.5 * plot, 0.1 + max(width(said(years), SIZE) for years in comparison.table["years"]))
    available = max(1, math.ceil((last - first) * label / (plot - label)))
    data.add_series("Place des étiquettes", [available] * len(durations))
    tall = _edges(comparison, area) + 0.15 + len(names) * max(_HIGHEST_ROW, _row(comparison, area, names))
    frame, chart = placed(slide, area, XL_CHART_TYPE.BAR_STACKED, data, tall)
    legend(chart, 0, len(series_names) + 1)
    category_axis(chart, _SIZES[SPANS])
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = first, last + available
    most = (plot - label) / (width("2030", SIZE) + _YEARS_APART)
    axis.major_unit = next((step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= min(9, most)), 100)
    axis.has_major_gridlines = True
    paint(axis.major_gridlines.format.line, "bg2")
    axis.format.line.fill.background()
    # No year is named where only the words behind the bars stand.
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = f'[>{last}]"";0', False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    inner(chart, frame, _SHARES[SPANS], _above(comparison, area), _AXIS)
    start, *shown, after = plot.series
    start.format.fill.background()
    after.format.fill.background()
    for rank, (key, series) in enumerate(zip(series_names, shown, strict=True)):
        paint(series.format.fill, _slot(key, rank))
    # The years stand behind each bar, where they read whatever the bar's colour and length.
    labels = after.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.INSIDE_BASE
    for at, years in enumerate(part["years"]):
        labels._element.insert(at, point_label(at, None, said(years), "inBase"))
    return frame


def _slot(key: str, rank: int) -> str:
    return SLOTS.get(key) or ("accent6", "accent5")[rank % 2]


def _names(comparison: Comparison, part: pd.DataFrame) -> list[str]:
    """The names of the rows' categories."""
    return [said(name) for name in part[comparison.category.label].tolist()]


def _in_lines(names: Sequence[str], comparison: Comparison, area: Area) -> list[str]:
    """Names broken into lines here: no program agrees with another on where to break those of an axis."""
    return [broken(name, _within(comparison, area), _SIZES[comparison.mark]) for name in names]


def _percent(value: float, comparison: Comparison) -> float:
    return 100 * value if comparison.unit == SHARE else value
