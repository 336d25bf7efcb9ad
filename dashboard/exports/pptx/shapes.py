"""Contours of a deck: native shapes, editable, all at one scale with its bar in kilometres."""

from __future__ import annotations

from itertools import chain, repeat
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.comparisons.core import Comparison
from dashboard.exports.pptx.ground import SLOTS
from dashboard.exports.pptx.measure import BOLD, Area, height
from dashboard.exports.pptx.text import A_NAMESPACE, QUIET, Run, box, paragraph, said
from dashboard.look.formats import NARROW

_SCALE_KM, _GAP, _CAPTION, _MIN_WIDTH = 20, 0.35, 0.95, 1.35


def draw(slide: Slide, area: Area, comparison: Comparison, description: str) -> None:
    """Territories side by side; the emphasised one is filled with its colour, the others with the faint hue."""
    rows = [row for _, row in comparison.table.iterrows()]
    available = area.width - _GAP * (len(rows) - 1)
    tallest = max(float(row["height_km"]) for row in rows)
    captions = [
        [said(row["territory"]), said(row["extent"]), *(said(row[extra]) for extra in comparison.extra_columns)]
        for row in rows
    ]
    scale = min(available / sum(float(row["width_km"]) for row in rows), (area.height - _CAPTION - 0.5) / tallest)
    # A small territory still needs room for its name.
    least = min(_MIN_WIDTH, 0.7 * available / len(rows))
    while sum(max(least, scale * float(row["width_km"])) for row in rows) > available and scale > 0.005:
        scale *= 0.97
    base, left = area.top + 0.5 + scale * tallest, area.left
    for row, said_below in zip(rows, captions, strict=True):
        wide = max(least, scale * float(row["width_km"]))
        middle = left + wide / 2
        up = base - scale * float(row["height_km"]) / 2
        told = f"{description} {', '.join(said_below)}."
        shape = _outline(slide, row["rings"], middle, up, scale, said(f"Contour : {said_below[0]}"), told)
        slot = SLOTS.get(row["territory_id"], "accent6")
        shape.fill.solid()
        filled = row["territory_id"] == comparison.emphasis
        shape.fill.fore_color.theme_color = MSO_THEME_COLOR.from_xml(slot if filled else "accent2")
        if not filled:
            shape.fill.fore_color.brightness = 0.91
        shape.line.color.theme_color = MSO_THEME_COLOR.from_xml(slot)
        shape.line.width = Pt(1.5)
        name, *facts = said_below
        size = 13.0 if height(name, wide, 13, BOLD) < 0.6 else 11.0
        box(
            slide,
            Area(left, base + 0.12, wide, area.bottom - base - 0.12),
            [
                paragraph([Run(name, size, bold=True)], align="ctr"),
                *(paragraph([Run(fact, 11, QUIET)], align="ctr") for fact in facts),
            ],
            f"Légende : {name}",
        )
        left += wide + _GAP
    _scale_bar(slide, area, scale)


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
    wide = scale * _SCALE_KM
    left = area.left + area.width - wide
    shapes: Any = slide.shapes
    line = shapes.add_connector(1, Inches(left), Inches(area.top + 0.08), Inches(left + wide), Inches(area.top + 0.08))
    line.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    line.line.width = Pt(2.25)
    line.name = "Échelle"
    line._element.nvCxnSpPr.cNvPr.set("descr", f"Barre d’échelle de {_SCALE_KM} kilomètres")
    label = Area(left + wide / 2 - 0.6, area.top + 0.13, 1.2, 0.25)
    box(slide, label, [paragraph([Run(f"{_SCALE_KM}{NARROW}km", 11)], align="ctr")], "Échelle en kilomètres")
