"""What native charts share: their axes, names of rows, labels of points, legend, and where the plot stands."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from pptx.chart.datalabel import DataLabels
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

from dashboard.exports.pptx.measure import Area
from dashboard.exports.pptx.text import A_NAMESPACE, INK, Colour

C_NAMESPACE = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
SIZE = 11.0
# How far names stand from marks at zero, as a share of the chart.
_APART = -0.012


def placed(slide: Slide, area: Area, kind: XL_CHART_TYPE, data: Any, tall: float) -> tuple[Any, Any]:
    """A chart at the top of the area, as high as told; its frame and itself."""
    shapes: Any = slide.shapes
    frame = shapes.add_chart(kind, *Area(area.left, area.top, area.width, min(area.height, tall)).emu, data)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(SIZE)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return frame, chart


def category_axis(chart: Any, size: float = SIZE) -> None:
    """The names of the rows, from above, all of them."""
    axis = chart.category_axis
    axis.reverse_order = True
    axis.has_major_gridlines = False
    axis.format.line.fill.background()
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # Every category is named, however close they stand.
    axis._element.find("{*}noMultiLvlLbl").addprevious(parse_xml(f'<c:tickLblSkip {C_NAMESPACE} val="1"/>'))
    axis.major_tick_mark = XL_TICK_MARK.NONE
    # Another program leaves names out all the same, unless they are said to stand upright.
    upright = axis._element.get_or_add_txPr().find("{*}bodyPr")
    upright.set("rot", "0")
    upright.set("vert", "horz")
    axis.tick_labels.font.size = Pt(size)


def legend(chart: Any, *without: int) -> None:
    """A legend above, without the series that only carry names or make room."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    for at in reversed(without):
        entry = parse_xml(f'<c:legendEntry {C_NAMESPACE}><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>')
        chart.legend._element.find("{*}legendPos").addnext(entry)


def label_lines(series: Any, names: list[str]) -> None:
    """Names at the left of the axis."""
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.fill.background()
    labels = DataLabels(series._element.get_or_add_dLbls())
    labels.show_value, labels.position = True, XL_LABEL_POSITION.LEFT
    for at, name in enumerate(names):
        labels._element.insert(at, point_label(at, None, name, "l", _APART))
    # No line from a name to its place.
    labels._element.append(
        parse_xml(
            f'<c:extLst {C_NAMESPACE}><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" xmlns:c15="http://schemas.'
            'microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
        )
    )


def point_label(at: int, number_format: str | None, text: str = "", where: str = "outEnd", apart: float = 0) -> Any:
    """The label of one point: its value under a number format of its own, or words."""
    moved = f'<c:layout><c:manualLayout><c:x val="{apart}"/><c:y val="0"/></c:manualLayout></c:layout>' if apart else ""
    said_lines = "".join(
        f'<a:p><a:pPr algn="r"/><a:r><a:rPr lang="fr-FR" sz="{int(SIZE * 100)}">{INK.fill}</a:rPr>'
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
        f'<c:dLbl {C_NAMESPACE} {A_NAMESPACE}><c:idx val="{at}"/>{moved}{held}<c:spPr><a:noFill/>'
        f'<a:ln><a:noFill/></a:ln></c:spPr>{look}<c:dLblPos val="{where}"/>'
        f'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        f'<c:showPercent val="0"/>'
        f'<c:showBubbleSize val="0"/></c:dLbl>'
    )


def inner(chart: Any, frame: Any, left: float, above: float, below: float) -> None:
    """Where the plot stands within its chart: a share at the left for the names, inches above and below."""
    inches = frame.height / 914_400
    top, width, tall = above / inches, 0.98 - left, 1 - (above + below) / inches
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {C_NAMESPACE}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/><c:x val="{left:.4f}"/><c:y val="{top:.4f}"/><c:w val="{width:.4f}"/>'
            f'<c:h val="{tall:.4f}"/></c:manualLayout></c:layout>'
        ),
    )


def paint(holder: Any, colour: Colour) -> None:
    """Fills a shape, or draws a line."""
    element = holder._get_or_add_ln() if isinstance(holder, LineFormat) else holder._xPr
    # The library's own way takes ten times as long.
    solid = element.get_or_change_to_solidFill()
    for old in list(solid):
        solid.remove(old)
    solid.append(parse_xml(f"<a:solidFill {A_NAMESPACE}>{colour.xml}</a:solidFill>")[0])
