"""Native charts of a deck, editable with their workbook: dots on lines, spans of years; sums have a module apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import XyWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.slide import Slide

from dashboard.charts.model import Chart, DotChart, Row, Series, Span, SpanChart
from dashboard.comparisons.core import SHARE
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
from dashboard.exports.pptx.measure import Area, broken, height, width
from dashboard.exports.pptx.text import GRID, GROUND, said, territory_colour
from dashboard.look.formats import NARROW

_LEGEND, _AXIS = 0.42, 0.33
# Programs give a legend a part of the chart's width; its entries have a mark and stand apart.
_LEGEND_LINE, _LEGEND_SHARE, _ENTRY = 0.21, 0.7, 0.35
# What the names take of the width.
_SHARES: dict[type[Chart], float] = {DotChart: 0.36, SpanChart: 0.52}
_SIZES: dict[type[Chart], float] = {DotChart: SIZE, SpanChart: 10.0}
# Between two years of an axis, in inches.
_YEARS_APART = 0.15
# A row without neighbours is this high at most; no row is lower, and names stand a little apart.
_HIGHEST_ROW, _LOWEST_ROW, _BETWEEN = 0.6, 0.3, 0.05
# Of the height of a row, what each of its marks takes at least; years that an axis names at most.
_A_MARK, _MOST_TICKS = 0.075, 9
_MARK, _EMPHASISED = 9, 13
# Marks by their names in the table of looks; those that are lines have no fill.
_MARK_STYLES = {name: getattr(XL_MARKER_STYLE, name.upper()) for name in (
    "circle", "square", "diamond", "triangle", "x", "plus", "star", "dash", "dot",
)}  # fmt: skip
_LINES = ("x", "plus", "star", "dash", "dot")
# A row of the chart: a category of dots, or a period.
Line = Row | Span


def pages(chart: DotChart | SpanChart, area: Area) -> list[list[Line]]:
    """The rows, slide by slide: as many as stand legibly, evenly spread."""
    lines: list[Line] = list(chart.rows if isinstance(chart, DotChart) else chart.spans)
    available = area.height - _edges(chart, area)

    def packed(most: int) -> list[list[Line]]:
        found: list[list[Line]] = [[]]
        for line in lines:
            longer = [*found[-1], line]
            tall = len(longer) * _row(chart, area, _names(longer))
            if found[-1] and (len(longer) > most or tall > available):
                found.append([])
            found[-1].append(line)
        return found

    fewest = packed(len(lines))
    evenly = (packed(most) for most in range(-(-len(lines) // len(fewest)), len(lines) + 1))
    return next(found for found in evenly if len(found) == len(fewest))


def draw(slide: Slide, area: Area, chart: DotChart | SpanChart, part: Sequence[Line], description: str) -> Any:
    """The chart of some of its rows."""
    if isinstance(chart, DotChart):
        frame = _dots(slide, area, chart, [line for line in part if isinstance(line, Row)])
    else:
        frame = _spans(slide, area, chart, [line for line in part if isinstance(line, Span)])
    frame.name = "Graphique"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)
    return frame


def _own(values: Mapping[type[Chart], float], chart: Chart) -> float:
    """What a table says of the kind that the chart is of."""
    return next(value for kind, value in values.items() if isinstance(chart, kind))


def _row(chart: Chart, area: Area, names: Iterable[str]) -> float:
    """How high each row of these is, so that no name meets its neighbour, in inches."""
    size, within = _own(_SIZES, chart), _within(chart, area)
    tall = [height(name, within, size) for name in names]
    if isinstance(chart, DotChart) and len(tall) > 1:
        # These names are labels of points, and two neighbours may share the room between them. Names of an axis may
        # not: a program that finds two lines too close leaves out every second name.
        tall = [(one + other) / 2 for one, other in pairwise(tall)]
    least = max(_LOWEST_ROW, _A_MARK * len(chart.series)) if isinstance(chart, DotChart) else _LOWEST_ROW
    return max(least, max(tall, default=0) + _BETWEEN)


def _within(chart: Chart, area: Area) -> float:
    """How wide names are at most, in inches."""
    return area.width * _own(_SHARES, chart) - 0.15


def _edges(chart: DotChart | SpanChart, area: Area) -> float:
    """What the legend above and the axis below take, in inches."""
    return _above(chart, area) + _AXIS


def _above(chart: DotChart | SpanChart, area: Area) -> float:
    """What the legend takes, in inches: programs break it into lines."""
    names = [series.heading if isinstance(chart, DotChart) else series.label for series in chart.series]
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


def _dots(slide: Slide, area: Area, shown: DotChart, part: Sequence[Row]) -> Any:
    """A line a category, a mark a series. A first series, without marks, carries the names of the lines."""
    places = {row.id: len(part) - 1 - at for at, row in enumerate(part)}
    names = {row.id: said(row.label) for row in part}
    is_share = shown.comparison.unit == SHARE
    title = said(shown.comparison.category.title)
    data = _NamedXy(title, "General")
    lined: Any = data.add_series(title)
    data.names.append(list(names.values()))
    for place in places.values():
        lined.add_data_point(0, place)
    drawn = []
    for at, one in enumerate(shown.series):
        # A share of nothing has no place on the scale.
        marks = [(row.id, row.marks[at].value) for row in part if row.marks[at].value is not None]
        if not marks:
            continue
        drawn.append(one)
        series: Any = data.add_series(said(one.heading))
        data.names.append([names[row_id] for row_id, _ in marks])
        for row_id, value in marks:
            series.add_data_point(_percent(value or 0.0, is_share), round(places[row_id] + one.level, 3))
    row_high = max(_HIGHEST_ROW, _row(shown, area, names.values()))
    tall = _edges(shown, area) + 0.15 + len(part) * row_high
    frame, chart = placed(slide, area, XL_CHART_TYPE.XY_SCATTER, data, tall)
    legend(chart, 0)
    across, up = chart.category_axis, chart.value_axis
    first, second, *_, end = *(tick.value for tick in shown.ticks[:2]), shown.ticks[-1].value
    across.minimum_scale, across.maximum_scale = 0, _percent(end, is_share)
    across.major_unit = _percent(second - first, is_share)
    across.has_major_gridlines = True
    paint(across.major_gridlines.format.line, GRID)
    across.format.line.fill.background()
    across.tick_labels.number_format = f'0"{NARROW}%"' if is_share else "0"
    across.tick_labels.number_format_is_linked = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.minimum_scale, up.maximum_scale, up.major_unit = -0.5, len(part) - 0.5, 1
    up.has_major_gridlines = True
    paint(up.major_gridlines.format.line, GRID)
    up.format.line.fill.background()
    up.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    inner(chart, frame, _SHARES[DotChart], _above(shown, area), _AXIS)
    series_found = list(chart.plots[0].series)
    label_lines(series_found[0], _in_lines(list(names.values()), shown, area))
    for one, series in zip(drawn, series_found[1:], strict=True):
        series.format.line.fill.background()
        _mark(series.marker, one)
    return frame


def _mark(marker: Any, series: Series) -> None:
    """The mark of a series: full, with an edge of the ground where it is no line."""
    colour, name = territory_colour(series.look), series.look.office_mark if series.look else "circle"
    marker.style = _MARK_STYLES[name]
    marker.size = _EMPHASISED if series.is_emphasised else _MARK
    paint(marker.format.fill, colour)
    paint(marker.format.line, colour if name in _LINES else GROUND)


def _spans(slide: Slide, area: Area, shown: SpanChart, part: Sequence[Span]) -> Any:
    """Stacked bars: an invisible start, then the duration in the territory's colour, labelled with its years."""
    first, last = shown.first, shown.last + 1
    data: Any = CategoryChartData(number_format="0")
    names = _names(part)
    data.categories = _in_lines(names, shown, area)
    data.add_series("Début", [span.start for span in part])
    for series in shown.series:
        mine = [span.until - span.start + 1 if span.series_id == series.id else None for span in part]
        data.add_series(said(series.label), mine)
    # The years stand behind the bars.
    plot = area.width * (0.98 - _SHARES[SpanChart])
    label = min(0.5 * plot, 0.1 + max(width(said(span.years), SIZE) for span in shown.spans))
    behind = max(1, math.ceil((last - first) * label / (plot - label)))
    data.add_series("Place des étiquettes", [behind] * len(part))
    tall = _edges(shown, area) + 0.15 + len(names) * max(_HIGHEST_ROW, _row(shown, area, names))
    frame, chart = placed(slide, area, XL_CHART_TYPE.BAR_STACKED, data, tall)
    legend(chart, 0, len(shown.series) + 1)
    category_axis(chart, _SIZES[SpanChart])
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = first, last + behind
    most = min(_MOST_TICKS, (plot - label) / (width("2030", SIZE) + _YEARS_APART))
    axis.major_unit = shown.step(most)
    axis.has_major_gridlines = True
    paint(axis.major_gridlines.format.line, GRID)
    axis.format.line.fill.background()
    # No year is named where only the words behind the bars stand.
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = f'[>{last}]"";0', False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    inner(chart, frame, _SHARES[SpanChart], _above(shown, area), _AXIS)
    start, *bars, after = plot.series
    start.format.fill.background()
    after.format.fill.background()
    for one, bar in zip(shown.series, bars, strict=True):
        paint(bar.format.fill, territory_colour(one.look))
    # The years stand behind each bar, where they read whatever the bar's colour and length.
    labels = after.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.INSIDE_BASE
    for at, span in enumerate(part):
        labels._element.insert(at, point_label(at, None, said(span.years), "inBase"))
    return frame


def _names(part: Iterable[Line]) -> list[str]:
    """The names of the rows."""
    return [said(line.label if isinstance(line, Row) else line.title) for line in part]


def _in_lines(names: Sequence[str], chart: Chart, area: Area) -> list[str]:
    """Names broken into lines here: no program agrees with another on where to break those of an axis."""
    return [broken(name, _within(chart, area), _own(_SIZES, chart)) for name in names]


def _percent(value: float, is_share: bool) -> float:
    return 100 * value if is_share else value
