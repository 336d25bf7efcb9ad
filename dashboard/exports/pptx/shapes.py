"""Contours of a deck: native shapes, editable, all at one scale with its bar in kilometres."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.charts.model import SCALE_KM, Shape, ShapeChart
from dashboard.exports.pptx.chart_parts import paint
from dashboard.exports.pptx.measure import BOLD, Area, height, longest
from dashboard.exports.pptx.text import A_NAMESPACE, QUIET, Colour, Run, box, paragraph, said, territory_colour
from dashboard.look.formats import NARROW

# In inches: between two contours, above them, under them, and the least width of one.
_GAP, _ABOVE, _CAPTION, _MIN_WIDTH = 0.35, 0.5, 1.1, 1.35
_NAME, _FACT = 11.0, 11.0
# Where a name may break.
_WORD = re.compile(r"(?<=-)|\s+")


def draw(slide: Slide, area: Area, chart: ShapeChart, description: str) -> None:
    """Territories side by side, all at one scale, in as many rows as their names need."""
    words = [word for shape in chart.shapes for word in _WORD.split(said(shape.series.label))]
    least = max(_MIN_WIDTH, longest(words, _NAME, BOLD) + 0.1)
    each = max(1, min(len(chart.shapes), int((area.width + _GAP) / (least + _GAP))))
    rows = -(-len(chart.shapes) // each)
    # As many in each row as in the others.
    each = -(-len(chart.shapes) // rows)
    of_rows = [chart.shapes[first : first + each] for first in range(0, len(chart.shapes), each)]
    tall = (area.height - _ABOVE) / rows
    scale = (tall - _CAPTION) / chart.tallest_km
    while scale > 0.005 and max(_across(row, scale, least) for row in of_rows) > area.width:
        scale *= 0.97
    for at, row in enumerate(of_rows):
        top = area.top + _ABOVE + at * tall
        _row(slide, Area(area.left, top, area.width, tall), row, chart.tallest_km, scale, least, description)
    _scale_bar(slide, area, scale)


def _across(row: Sequence[Shape], scale: float, least: float) -> float:
    return sum(max(least, scale * shape.width_km) for shape in row) + _GAP * (len(row) - 1)


def _row(
    slide: Slide, area: Area, row: Sequence[Shape], tallest: float, scale: float, least: float, description: str
) -> None:
    """Contours on one line, over their names; the emphasised one is filled with its colour, the others faintly."""
    base, left = area.top + scale * tallest, area.left
    for shape in row:
        wide = max(least, scale * shape.width_km)
        middle, up = left + wide / 2, base - scale * shape.height_km / 2
        name, facts = said(shape.series.label), [said(shape.extent), *map(said, shape.facts.values())]
        told = f"{description} {', '.join([name, *facts])}."
        drawn = _outline(slide, shape.rings, middle, up, scale, said(f"Contour : {name}"), told)
        colour = territory_colour(shape.series.look)
        drawn.fill.solid()
        paint(drawn.fill, colour if shape.series.is_emphasised else Colour("accent2", 0.91))
        drawn.line.width = Pt(1.5)
        paint(drawn.line, colour)
        size = 13.0 if height(name, wide, 13, BOLD) < 0.3 else _NAME
        box(
            slide,
            Area(left, base + 0.1, wide, area.bottom - base - 0.1),
            [
                paragraph([Run(name, size, bold=True)], align="ctr"),
                *(paragraph([Run(fact, _FACT, QUIET)], align="ctr") for fact in facts),
            ],
            f"Légende : {name}",
        )
        left += wide + _GAP


def _outline(slide: Slide, rings: Any, middle: float, up: float, scale: float, name: str, description: str) -> Any:
    """A freeform of all the rings, whose points are kilometres around the territory's middle.

    The library builds such shapes too, in a time that grows with the square of their points.
    """
    at = [[(Inches(middle + scale * float(x)), Inches(up - scale * float(y))) for x, y in ring] for ring in rings]
    left, top = (min(point[axis] for ring in at for point in ring) for axis in (0, 1))
    wide, tall = (max(point[axis] for ring in at for point in ring) - low for axis, low in ((0, left), (1, top)))
    path = "".join(
        "".join(
            f'<a:{step}><a:pt x="{x - left}" y="{y - top}"/></a:{step}>'
            for step, (x, y) in zip(chain(["moveTo"], repeat("lnTo")), ring, strict=False)
        )
        + "<a:close/>"
        for ring in at
    )
    shapes: Any = slide.shapes
    element = parse_xml(
        f'<p:sp {A_NAMESPACE} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:nvSpPr>'
        f'<p:cNvPr id="{shapes._next_shape_id}" name={quoteattr(name)} descr={quoteattr(description)}/><p:cNvSpPr/>'
        f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="{tall}">{path}</a:path></a:pathLst></a:custGeom></p:spPr></p:sp>'
    )
    shapes._spTree.append(element)
    return shapes[-1]


def _scale_bar(slide: Slide, area: Area, scale: float) -> None:
    wide = scale * SCALE_KM
    left = area.left + area.width - wide
    shapes: Any = slide.shapes
    line = shapes.add_connector(1, Inches(left), Inches(area.top + 0.08), Inches(left + wide), Inches(area.top + 0.08))
    line.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    line.line.width = Pt(2.25)
    line.name = "Échelle"
    line._element.nvCxnSpPr.cNvPr.set("descr", f"Barre d’échelle de {SCALE_KM} kilomètres")
    label = Area(left + wide / 2 - 0.6, area.top + 0.13, 1.2, 0.25)
    box(slide, label, [paragraph([Run(f"{SCALE_KM}{NARROW}km", 11)], align="ctr")], "Échelle en kilomètres")
