"""Native charts of a deck, editable with their workbook: bars, dots on lines, spans of years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.datalabel import DataLabels
from pptx.chart.xlsx import XyWorkbookWriter
from pptx.dml.line import LineFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.comparisons.core import BARS, DOTS, SHARE, SPANS, Comparison
from dashboard.exports.pptx_base import SLOTS
from dashboard.exports.pptx_text import A_NAMESPACE, INK, Area, Colour, broken, lines, said
from dashboard.figures import series_headings
from dashboard.formats import NARROW
from dashboard.style import MARKS

_C_NAMESPACE = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_SIZE, _LEGEND, _AXIS = 11.0, 0.42, 0.33
_LEGEND_LINE, _LEGEND_SHARE = 0.2, 0.7
# What the names take of the width.
_SHARES = {BARS: 0.36, DOTS: 0.34, SPANS: 0.52}
# Columns that charts use beside those that the Comparison names.
_DRAWN = ("depth", "period_start", "until", "years")
# Programs that heed it write decimals as French does; the others follow the machine.
_FRENCH = "[$-40C]"
# How far names stand from marks at zero, as a share of the chart.
_APART = -0.012
_LOWEST_ROW, _LEVEL = 0.25, 0.17
_MARK, _EMPHASISED = 9, 13
_MARK_STYLES = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "x": XL_MARKER_STYLE.X,
}
_FURTHER = (XL_MARKER_STYLE.STAR, XL_MARKER_STYLE.PLUS, XL_MARKER_STYLE.DASH)
_DEPTHS = (0.0, 0.27, 0.43)


def pages(comparison: Comparison, area: Area) -> list[pd.DataFrame]:
    """The table, slide by slide: as many categories as stand legibly, evenly spread."""
    category = comparison.category
    wanted = (category.id, category.label, comparison.series.id, comparison.value, *_DRAWN)
    data = comparison.table[[name for name in dict.fromkeys(wanted) if name in comparison.table]]
    labels = _labels(comparison, data.drop_duplicates(category.id))
    taken = [lines(label, area.width * _SHARES[comparison.mark] - 0.15, _SIZE) for label in labels]
    most: float = max(taken, default=1)
    if comparison.mark == DOTS:
        # These names are labels of points, and two neighbours may share the room between them. Names of an axis may
        # not: a program that finds two lines too close leaves out every second name.
        most = max((one + other for one, other in zip(taken, [*taken[1:], 1], strict=True)), default=2) / 2
    row = max(_LOWEST_ROW, most * _SIZE * 1.15 / 72)
    fits = max(1, int((area.height - _edges(comparison, area)) / row))
    of_rows = data[category.id].tolist()
    ids = list(dict.fromkeys(of_rows))
    number = -(-len(ids) // fits)
    each = -(-len(ids) // max(1, number))
    slides = {row_id: at // each for at, row_id in enumerate(ids)}
    return [
        data.iloc[[at for at, row_id in enumerate(of_rows) if slides[row_id] == slide]]
        for slide in range(-(-len(ids) // each))
    ]


def _edges(comparison: Comparison, area: Area) -> float:
    """What the legend above and the axis below take, in inches."""
    return 0.1 if comparison.mark == BARS else _above(comparison, area) + _AXIS


def _above(comparison: Comparison, area: Area) -> float:
    """What the legend takes, in inches: programs give it a part of the width, and break it into lines."""
    # The number of a territory's actions may follow its name.
    names = set(comparison.table[comparison.series.label].tolist())
    wide = sum((len(str(name)) + 5) * _SIZE * 0.45 / 72 + 0.3 for name in names)
    return _LEGEND + _LEGEND_LINE * (-(-wide // (_LEGEND_SHARE * area.width)) - 1)


def draw(slide: Slide, area: Area, comparison: Comparison, part: pd.DataFrame, description: str) -> Any:
    """The chart of a part of the Comparison's table."""
    make: Callable[..., Any] = {BARS: _bars, DOTS: _dots, SPANS: _spans}[comparison.mark]
    frame = make(slide, area, comparison, part)
    frame.name = "Graphique"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)
    return frame


def _bars(slide: Slide, area: Area, comparison: Comparison, part: pd.DataFrame) -> Any:
    """A bar a sum, from zero; an envelope is dark, what it contains lighter."""
    data: Any = CategoryChartData(number_format="#,##0")
    names = _labels(comparison, part)
    data.categories = names
    values = [float(value) for value in part[comparison.value]]
    data.add_series(said(comparison.value_title), values)
    frame, chart = _chart(slide, area, XL_CHART_TYPE.BAR_CLUSTERED, data, comparison, names)
    chart.has_legend = False
    _category_axis(chart)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = 0, float(comparison.table[comparison.value].max() or 1) * 1.3
    axis.visible = axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width = 50
    _inner(chart, frame, _SHARES[BARS], 0, 0)
    series = plot.series[0]
    _paint(series.format.fill, "accent2")
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = euro_format(max(values, default=0)), False
    depths = part["depth"].tolist() if "depth" in part else [0] * len(values)
    for at, (value, depth) in enumerate(zip(values, depths, strict=True)):
        if depth:
            _paint(series.points[at].format.fill, "accent2", _DEPTHS[min(int(depth), len(_DEPTHS) - 1)])
        labels._element.insert(at, _point_label(at, euro_format(value)))
    return frame


def euro_format(value: float) -> str:
    """The number format under which a cell prints the sum as `formats.euros` does, in a French Office."""
    for unit, commas, name in ((1e9, ",,,", "Md€"), (1e6, ",,", "M€")):
        scaled = value / unit
        if scaled >= 1 and abs(scaled * 10 - round(scaled * 10)) < 1e-9:
            return f'{_FRENCH}{"0" if scaled == round(scaled) else "0.0"}{commas}"{NARROW}{name}"'
    return f'{_FRENCH}#,##0"{NARROW}€"'


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
    names = dict(zip(part[comparison.category.id], _labels(comparison, part), strict=True))
    percent = f'0"{NARROW}%"' if comparison.unit == SHARE else "0"
    data = _NamedXy(said(comparison.category.title), "General")
    lined: Any = data.add_series(said(comparison.category.title))
    data.names.append([names[row_id] for row_id in rows])
    for row_id in rows:
        lined.add_data_point(0, places[row_id])
    # A share of nothing has no place on the scale.
    part = part[part[comparison.value].notna()]
    placed = set(part[comparison.series.id])
    headings = {key: heading for key, heading in series_headings(comparison).items() if key in placed}
    for rank, (key, heading) in enumerate(headings.items()):
        series: Any = data.add_series(said(heading))
        of_series = part[part[comparison.series.id] == key]
        data.names.append([names[row_id] for row_id in of_series[comparison.category.id]])
        for row_id, value in zip(of_series[comparison.category.id], of_series[comparison.value], strict=True):
            level = places[row_id] + _LEVEL * ((len(headings) - 1) / 2 - rank)
            series.add_data_point(_percent(float(value), comparison), round(level, 3))
    frame, chart = _chart(slide, area, XL_CHART_TYPE.XY_SCATTER, data, comparison, list(names.values()))
    _legend(chart, 0)
    across, up = chart.category_axis, chart.value_axis
    largest = _percent(float(comparison.table[comparison.value].max() or 0), comparison)
    step = next((one for one in (2, 5, 10, 20, 50, 100) if largest / one <= 5), 100)
    across.minimum_scale, across.maximum_scale, across.major_unit = 0, max(step, -(-largest // step) * step), step
    across.has_major_gridlines = True
    _paint(across.major_gridlines.format.line, "bg2")
    across.format.line.fill.background()
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = percent, False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.minimum_scale, up.maximum_scale, up.major_unit = -0.5, len(rows) - 0.5, 1
    up.has_major_gridlines = True
    _paint(up.major_gridlines.format.line, "bg2")
    up.format.line.fill.background()
    up.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    _inner(chart, frame, _SHARES[DOTS], _above(comparison, area), _AXIS)
    series_found = list(chart.plots[0].series)
    _label_lines(series_found[0], _in_lines([names[row_id] for row_id in rows], comparison, area))
    for rank, (key, series) in enumerate(zip(headings, series_found[1:], strict=True)):
        series.format.line.fill.background()
        series.marker.style = _MARK_STYLES.get(MARKS.get(key, ""), _FURTHER[rank % len(_FURTHER)])
        series.marker.size = _EMPHASISED if key == comparison.emphasis else _MARK
        slot = _slot(key, rank)
        _paint(series.marker.format.fill, slot)
        _paint(series.marker.format.line, "bg1" if series.marker.style not in (XL_MARKER_STYLE.X, *_FURTHER) else slot)
    return frame


def _spans(slide: Slide, area: Area, comparison: Comparison, part: pd.DataFrame) -> Any:
    """Stacked bars: an invisible start, then the duration in the territory's colour, labelled with its years."""
    first, last = int(comparison.table["period_start"].min()), int(comparison.table["until"].max()) + 1
    data: Any = CategoryChartData(number_format="0")
    names = _labels(comparison, part)
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
    room = max(1, round((last - first) * 0.16))
    data.add_series("Place des étiquettes", [room] * len(durations))
    frame, chart = _chart(slide, area, XL_CHART_TYPE.BAR_STACKED, data, comparison, names)
    _legend(chart, 0, len(series_names) + 1)
    _category_axis(chart)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = first, last + room
    axis.major_unit = next((step for step in (1, 2, 5, 10) if (last - first) / step <= 9), 20)
    axis.has_major_gridlines = True
    _paint(axis.major_gridlines.format.line, "bg2")
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    _inner(chart, frame, _SHARES[SPANS], _above(comparison, area), _AXIS)
    start, *shown, after = plot.series
    start.format.fill.background()
    after.format.fill.background()
    for rank, (key, series) in enumerate(zip(series_names, shown, strict=True)):
        _paint(series.format.fill, _slot(key, rank))
    # The years stand behind each bar, where they read whatever the bar's colour and length.
    labels = after.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.INSIDE_BASE
    for at, years in enumerate(part["years"]):
        labels._element.insert(at, _point_label(at, None, said(years), "inBase"))
    return frame


def _chart(
    slide: Slide, area: Area, kind: XL_CHART_TYPE, data: Any, comparison: Comparison, names: list[str]
) -> tuple[Any, Any]:
    """A chart as high as its rows and their names want, within the area."""
    shapes: Any = slide.shapes
    wide = area.width * _SHARES[comparison.mark] - 0.15
    row = max(0.6, max((lines(name, wide, _SIZE) for name in names), default=1) * _SIZE * 1.3 / 72)
    tall = min(area.height, _edges(comparison, area) + 0.15 + len(names) * row)
    frame = shapes.add_chart(kind, *Area(area.left, area.top, area.width, tall).emu, data)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(_SIZE)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return frame, chart


def _category_axis(chart: Any) -> None:
    axis = chart.category_axis
    axis.reverse_order = True
    axis.has_major_gridlines = False
    axis.format.line.fill.background()
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # Every category is named, however close they stand.
    axis._element.find("{*}noMultiLvlLbl").addprevious(parse_xml(f'<c:tickLblSkip {_C_NAMESPACE} val="1"/>'))
    axis.major_tick_mark = XL_TICK_MARK.NONE


def _legend(chart: Any, *without: int) -> None:
    """A legend above, without the series that only carry names or make room."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    for at in reversed(without):
        entry = parse_xml(f'<c:legendEntry {_C_NAMESPACE}><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>')
        chart.legend._element.find("{*}legendPos").addnext(entry)


def _label_lines(series: Any, names: list[str]) -> None:
    """Names at the left of the axis."""
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.fill.background()
    labels = DataLabels(series._element.get_or_add_dLbls())
    labels.show_value, labels.position = True, XL_LABEL_POSITION.LEFT
    for at, name in enumerate(names):
        labels._element.insert(at, _point_label(at, None, name, "l", _APART))
    # No line from a name to its place.
    labels._element.append(
        parse_xml(
            f'<c:extLst {_C_NAMESPACE}><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" xmlns:c15="http://schemas.'
            'microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
        )
    )


def _point_label(at: int, number_format: str | None, text: str = "", where: str = "outEnd", apart: float = 0) -> Any:
    """The label of one point: its value under a number format of its own, or words."""
    moved = f'<c:layout><c:manualLayout><c:x val="{apart}"/><c:y val="0"/></c:manualLayout></c:layout>' if apart else ""
    said_lines = "".join(
        f'<a:p><a:pPr algn="r"/><a:r><a:rPr lang="fr-FR" sz="{int(_SIZE * 100)}">{INK.fill}</a:rPr>'
        f"<a:t>{escape(line)}</a:t></a:r></a:p>"
        for line in text.split("\n")
    )
    look = (
        '<c:txPr><a:bodyPr wrap="none"/><a:p><a:pPr/><a:endParaRPr lang="fr-FR"/></a:p></c:txPr>'
        if number_format
        else ""
    )
    held = (
        f'<c:numFmt formatCode="{escape(number_format, {chr(34): "&quot;"})}" sourceLinked="0"/>'
        if number_format
        else f'<c:tx><c:rich><a:bodyPr wrap="none"/>{said_lines}</c:rich></c:tx>'
    )
    return parse_xml(
        f'<c:dLbl {_C_NAMESPACE} {A_NAMESPACE}><c:idx val="{at}"/>{moved}{held}<c:spPr><a:noFill/>'
        f'<a:ln><a:noFill/></a:ln></c:spPr>{look}<c:dLblPos val="{where}"/>'
        f'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        f'<c:showPercent val="0"/>'
        f'<c:showBubbleSize val="0"/></c:dLbl>'
    )


def _inner(chart: Any, frame: Any, left: float, above: float, below: float) -> None:
    """Where the plot stands within its chart: a share at the left for the names, inches above and below."""
    inches = frame.height / 914_400
    top, width, tall = above / inches, 0.98 - left, 1 - (above + below) / inches
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {_C_NAMESPACE}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/><c:x val="{left:.4f}"/><c:y val="{top:.4f}"/><c:w val="{width:.4f}"/>'
            f'<c:h val="{tall:.4f}"/></c:manualLayout></c:layout>'
        ),
    )


def _paint(holder: Any, slot: str, lighter: float = 0.0) -> None:
    """Fills a shape, or draws a line, with a colour of the theme."""
    element = holder._get_or_add_ln() if isinstance(holder, LineFormat) else holder._xPr
    # The library's own way takes ten times as long.
    solid = element.get_or_change_to_solidFill()
    for old in list(solid):
        solid.remove(old)
    solid.append(parse_xml(f"<a:solidFill {A_NAMESPACE}>{Colour(slot, lighter).xml}</a:solidFill>")[0])


def _slot(key: str, rank: int) -> str:
    return SLOTS.get(key) or ("accent6", "accent5")[rank % 2]


def _labels(comparison: Comparison, part: pd.DataFrame) -> list[str]:
    """The names of the rows' categories; a sum that an envelope contains says so."""
    names = [said(name) for name in part[comparison.category.label].tolist()]
    if comparison.mark != BARS or "depth" not in part:
        return names
    return [f"dont {name}" if depth else name for name, depth in zip(names, part["depth"].tolist(), strict=True)]


def _in_lines(names: Sequence[str], comparison: Comparison, area: Area) -> list[str]:
    """Names broken into lines here: no program agrees with another on where to break those of an axis."""
    return [broken(name, area.width * _SHARES[comparison.mark] - 0.15, _SIZE) for name in names]


def _percent(value: float, comparison: Comparison) -> float:
    return 100 * value if comparison.unit == SHARE else value
