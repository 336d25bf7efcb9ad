"""The ground of a deck: the theme, the master and its layouts, or those of a client's template, checked."""

from __future__ import annotations

import colorsys
import io
import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.slide import SlideLayout
from pptx.util import Inches, Pt

from dashboard.exports.pptx import parts
from dashboard.exports.pptx import template as pptx_template
from dashboard.exports.pptx.measure import Area
from dashboard.exports.pptx.text import Colour
from dashboard.look.palette import LIGHT
from dashboard.look.territories import EVERY_LOOK

_WIDTH, _HEIGHT, _MARGIN = 13.333, 7.5, 0.6
_THEME = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.ground,
    "dk2": LIGHT.accent,
    "lt2": LIGHT.grid,
    # The first territories are the accents, in their order; the others bring their own colours.
    **{look.slot: look.light for look in EVERY_LOOK if look.slot},
    "accent6": LIGHT.unknown,
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.frame,
}
_FONTS = {"major": ("Source Serif 4", "02040603050405020204", "Cambria"), "minor": ("Source Sans 3", "", "Calibri")}
_SMALL = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
# Nothing that a client's file says of entities or of other files is followed.
_PLAIN = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class Ground:
    """An empty presentation, its layouts by role, and the colours of its theme by slot (`#RRGGBB`)."""

    presentation: Any
    cover: Any
    titled: Any
    colours: dict[str, str]
    is_ours: bool

    def resolved(self, colour: Colour) -> str:
        """The colour as it is seen: `lumMod` and `lumOff` work on the luminance of HSL."""
        plain = self.colours[colour.slot] if colour.slot else colour.own
        if not colour.lighter:
            return plain
        red, green, blue = (int(plain[at : at + 2], 16) / 255 for at in (1, 3, 5))
        hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
        seen = colorsys.hls_to_rgb(hue, light * (1 - colour.lighter) + colour.lighter, saturation)
        return "#" + "".join(f"{round(255 * channel):02X}" for channel in seen)

    @property
    def size(self) -> tuple[float, float]:
        return self.presentation.slide_width / Inches(1), self.presentation.slide_height / Inches(1)

    @cached_property
    def title(self) -> Area:
        """Where titles stand; a template's title that fills the slide or stands low is brought to the top."""
        width, tall = self.size
        place: Any = next(one for one in self.titled.placeholders if one.placeholder_format.type in _TITLES)
        edges = (place.left, place.top, place.width, place.height)
        if all(edge is not None for edge in edges):
            found = Area(*(edge / Inches(1) for edge in edges))
            if found.top + found.height < 0.32 * tall and found.width > 0.6 * width:
                return found
        return Area(0.045 * width, 0.045 * tall, 0.91 * width, 0.125 * tall)

    @cached_property
    def bottom(self) -> float:
        """Where the slide's own footer begins."""
        tall = self.size[1]
        tops = [
            one.top / Inches(1)
            for one in self.titled.placeholders
            if one.placeholder_format.type in _SMALL and one.top is not None and one.top / Inches(1) > 0.8 * tall
        ]
        return min([*tops, tall - 0.3])


def ground(template: bytes | None = None) -> Ground:
    """A fresh presentation on our own ground, or on the client's, without the slides that the template holds.

    Raises:
        TemplateRefused: the template cannot be used; the message says why in French.
    """
    if template is None:
        return _ground(Presentation(io.BytesIO(_base())), is_ours=True)
    presentation = pptx_template.opened(template)
    with pptx_template.unreadable():
        return _ground(presentation, is_ours=False)


def _ground(presentation: Any, is_ours: bool) -> Ground:
    titled = _by_role(presentation, ("titleOnly", "obj", "tx"), PP_PLACEHOLDER.TITLE)
    if titled is None:
        raise pptx_template.TemplateRefused(
            "Ce modèle n’a pas de disposition « Titre seul » ni « Titre et contenu » avec un titre."
        )
    cover = _by_role(presentation, ("title",), PP_PLACEHOLDER.CENTER_TITLE) or titled
    return Ground(presentation, cover, titled, _colours(titled), is_ours)


def _by_role(presentation: Any, roles: tuple[str, ...], kind: PP_PLACEHOLDER) -> SlideLayout | None:
    """The layout whose declared type is one of the roles, else the one with that title and least beside it."""
    layouts = [
        layout
        for master in presentation.slide_masters
        for layout in master.slide_layouts
        if any(one.placeholder_format.type in _TITLES for one in layout.placeholders)
    ]
    for role in roles:
        for layout in layouts:
            if layout._element.get("type") == role:
                return layout
    alike = [
        layout for layout in layouts if any(one.placeholder_format.type == kind for one in layout.placeholders)
    ] or (layouts if kind == PP_PLACEHOLDER.TITLE else [])
    return min(alike, key=lambda layout: len(list(layout.placeholders)), default=None)


def _colours(layout: SlideLayout) -> dict[str, str]:
    """The colours of the master's theme, under the names that shapes use: its map says which is ink, which ground."""
    master: Any = layout.slide_master
    theme = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob, _PLAIN)
    found = dict(_THEME)
    for slot in theme.find(f".//{_A}clrScheme") if theme.find(f".//{_A}clrScheme") is not None else ():
        value = slot[0].get("lastClr") or slot[0].get("val") or ""
        if re.fullmatch("[0-9A-Fa-f]{6}", value):
            found[etree.QName(slot).localname] = f"#{value.upper()}"
    named = master._element.find(".//{*}clrMap")
    mapped = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"} | (
        dict(named.attrib) if named is not None else {}
    )
    return found | {name: found[slot] for name, slot in mapped.items() if slot in found}


@cache
def _base() -> bytes:
    """Our own ground, made once: 16:9, three layouts, theme with the territories' colours and our fonts."""
    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    names = {0: "Titre", 1: "Titre et contenu", 5: "Titre seul"}
    for at, layout in enumerate(list(presentation.slide_layouts)):
        if at in names:
            layout.name = names[at]
        else:
            presentation.slide_layouts.remove(layout)
    master = presentation.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _themed(theme.blob)
    inner = _WIDTH - 2 * _MARGIN
    places = {
        PP_PLACEHOLDER.TITLE: Area(_MARGIN, 0.3, inner, 1.0),
        PP_PLACEHOLDER.CENTER_TITLE: Area(_MARGIN, 2.2, inner, 1.5),
        PP_PLACEHOLDER.SUBTITLE: Area(_MARGIN, 3.9, inner, 1.2),
        PP_PLACEHOLDER.BODY: Area(_MARGIN, 1.7, inner, 5.1),
        PP_PLACEHOLDER.OBJECT: Area(_MARGIN, 1.7, inner, 5.1),
        PP_PLACEHOLDER.SLIDE_NUMBER: Area(_WIDTH - _MARGIN - 0.8, 7.1, 0.8, 0.25),
    }
    for holder in (master, *presentation.slide_layouts):
        for place in list(holder.placeholders):
            kind = place.placeholder_format.type
            if kind in (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER):
                place._element.getparent().remove(place._element)
            elif kind in places:
                place.left, place.top, place.width, place.height = places[kind].emu
                frame = place.text_frame
                frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
                if kind in _TITLES:
                    properties = frame._txBody.bodyPr
                    properties.set("anchor", "b" if kind == PP_PLACEHOLDER.CENTER_TITLE else "t")
    _typeset_master(master)
    for layout in presentation.slide_layouts:
        for style in layout._element.iter(f"{_A}lvl1pPr"):
            style.set("algn", "l")
    held = io.BytesIO()
    presentation.save(held)
    # As of a template, nothing stays of the library's own presentation but what is used.
    return parts.bare(held.getvalue())


def _themed(blob: bytes) -> bytes:
    theme = etree.fromstring(blob)
    theme.set("name", "En regard")
    for slot in theme.find(f".//{_A}clrScheme"):
        name = etree.QName(slot).localname
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{_A}srgbClr", val=_THEME[name].lstrip("#"))
    for name, (font, panose, fallback) in _FONTS.items():
        held = theme.find(f".//{_A}{name}Font")
        for child in list(held):
            if etree.QName(child).localname == "font":
                held.remove(child)
        latin = held.find(f"{_A}latin")
        latin.set("typeface", font)
        if panose:
            latin.set("panose", panose)
        etree.SubElement(held, f"{_A}font", script="Latn", typeface=fallback)
    # Offered in the menu of colours, under those of the theme.
    further = etree.Element(f"{_A}custClrLst")
    before = theme.find(f"{_A}extLst")
    theme.insert(len(theme) if before is None else theme.index(before), further)
    for look in EVERY_LOOK:
        if not look.slot:
            held = etree.SubElement(further, f"{_A}custClr", name=f"Territoire {look.key}")
            etree.SubElement(held, f"{_A}srgbClr", val=look.light.lstrip("#"))
    return etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _typeset_master(master: Any) -> None:
    styles = master._element.find(".//{*}txStyles")
    for style, sizes in (("titleStyle", (26,)), ("bodyStyle", (18, 16, 14, 14, 14))):
        for level, size in zip(styles.find(f"{{*}}{style}"), sizes, strict=False):
            level.set("algn", "l")
            level.find(f"{_A}defRPr").set("sz", str(Pt(size).centipoints))
