"""The empty Word document that dossiers are written in: its styles, theme, language, margins and page numbers.

Fonts and colours are those of the theme, and looks stand in the styles, so that a client's template restyles the text.
"""

from __future__ import annotations

import re
from typing import Any

from docx import Document
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from lxml import etree

from dashboard.look.palette import LIGHT
from dashboard.look.territories import FRAME, LOOKS

LANGUAGE = "fr-FR"
# Width and height of the text on A4, in centimetres.
TEXT_WIDTH, TEXT_HEIGHT = 16.6, 24.3
QUESTION, SUBTITLE, NOTE, READ_WITH, SOURCE, FIGURE = (
    "En regard Question",
    "En regard Sous-titre",
    "En regard Note",
    "En regard À savoir",
    "En regard Source",
    "En regard Graphique",
)
CELL, CELL_NUMBER, CELL_ON_DARK, CELL_HEAD = (
    "En regard Cellule",
    "En regard Cellule chiffrée",
    "En regard Cellule sombre",
    "En regard En-tête de tableau",
)
# As Word itself calls its styles of contents.
CONTENTS_HEAD, CONTENTS = "TOC Heading", "toc 1"
TABLE, MATRIX_TABLE = "En regard Tableau", "En regard Matrice"
# Fonts that every Word has.
_FONTS = {"majorFont": "Cambria", "minorFont": "Calibri"}
_THEME = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.ground,
    "dk2": LIGHT.quiet,
    "lt2": LIGHT.grid,
    "accent1": LIGHT.accent,
    "accent2": LOOKS[0].light,
    "accent3": LOOKS[2].light,
    "accent4": LOOKS[3].light,
    "accent5": FRAME.light,
    "accent6": LIGHT.unknown,
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.frame,
}
_INK, _QUIET, _ACCENT, _GROUND = (
    ("text1", LIGHT.ink),
    ("text2", LIGHT.quiet),
    ("accent1", LIGHT.accent),
    ("background1", LIGHT.ground),
)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def blank() -> Written:
    """A new document without a paragraph."""
    document = Document()
    _theme(document)
    _language(document)
    _styles(document)
    _page(document)
    return document


def _theme(document: Written) -> None:
    package = document.part.package
    # A picture of the library's own first page.
    for key in [key for key, one in package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]
    found = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(found.blob)
    for slot, colour in _THEME.items():
        (place,) = theme.iter(f"{_A}{slot}")
        for old in list(place):
            place.remove(old)
        etree.SubElement(place, f"{_A}srgbClr", val=colour.removeprefix("#"))
    for name, font in _FONTS.items():
        (place,) = theme.iter(f"{_A}{name}")
        place.find(f"{_A}latin").set("typeface", font)
    found._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _language(document: Written) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.find(f".//{qn('w:lang')}").set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    # Narrow columns need it; elsewhere the styles forbid it.
    settings.insert_element_before(OxmlElement("w:autoHyphenation"), "w:characterSpacingControl")
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    _as_word_today(settings)


def _as_word_today(settings: Any) -> None:
    """That the document is of Word 2013 and later: without this Word opens it « en mode de compatibilité », and lays it
    out as an older version did."""
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        settings.insert_element_before(compat, "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang")
    for old in compat.findall(qn("w:compatSetting")):
        compat.remove(old)
    setting = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        setting.set(qn(f"w:{name}"), value)
    compat.append(setting)


def _styles(document: Written) -> None:
    _paragraph(document, "Normal", 10.5, after=6, line=1.15)
    _paragraph(document, "Title", 30, _INK, before=150, after=10, line=1.05, plain=True)
    _paragraph(document, "Subtitle", 13, _QUIET, after=4, plain=True)
    _paragraph(document, "Heading 1", 19, _INK, after=4, line=1.1, page_before=True)
    _paragraph(document, "Heading 2", 13, _ACCENT, before=14, after=4)
    _paragraph(document, "Caption", 9, _QUIET, before=8, after=4, keep=True)
    _paragraph(document, "Footer", 9, _QUIET)
    _paragraph(document, "List Bullet", 10, after=3)
    for name, size, colour, looks in (
        (CONTENTS_HEAD, 19, _INK, {"after": 10, "page_before": True, "font": "major"}),
        (CONTENTS, 11, _INK, {"after": 5}),
        (QUESTION, 11, _QUIET, {"after": 0, "keep": True}),
        (SUBTITLE, 10, _QUIET, {"after": 2}),
        (NOTE, 10.5, _INK, {"before": 4, "after": 4}),
        (READ_WITH, 10, _INK, {"before": 10, "after": 3, "keep": True}),
        (SOURCE, 9, _QUIET, {"before": 2, "after": 2}),
        (FIGURE, 10.5, _INK, {"before": 8, "after": 6}),
        (CELL, 9, _INK, {"after": 0}),
        (CELL_NUMBER, 9, _INK, {"after": 0, "align": WD_ALIGN_PARAGRAPH.CENTER}),
        (CELL_ON_DARK, 9, _GROUND, {"after": 0, "align": WD_ALIGN_PARAGRAPH.CENTER}),
        (CELL_HEAD, 9, _INK, {"after": 0, "keep": True}),
    ):
        _paragraph(document, name, size, colour, **looks)
    for name in (READ_WITH, CELL_HEAD):
        document.styles[name].font.bold = True
    _hyphens(document.styles["Normal"], "1")
    for name in (CELL, CELL_HEAD):
        _hyphens(document.styles[name], "0")
    _bar_at_the_side(document.styles[NOTE])
    toc = document.styles[CONTENTS].paragraph_format
    toc.left_indent, toc.first_line_indent = Cm(0.8), Cm(-0.8)
    toc.tab_stops.add_tab_stop(Cm(0.8))
    toc.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    toc.right_indent = Cm(1)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.underline = True
    _colour(link, ("hyperlink", LIGHT.accent))
    for name, inside in ((TABLE, LIGHT.grid), (MATRIX_TABLE, LIGHT.ground)):
        document.styles.element.append(_table_style(name, inside))


def _paragraph(
    document: Written,
    name: str,
    size: float,
    colour: tuple[str, str] = _INK,
    *,
    before: float = 0,
    after: float = 6,
    line: float = 1.1,
    keep: bool = False,
    page_before: bool = False,
    align: Any = None,
    plain: bool = False,
    font: str = "",
) -> None:
    styles = document.styles
    if name in (known.name for known in styles):
        style = styles[name]
    else:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in (CONTENTS, CONTENTS_HEAD))
        style.base_style = styles["Normal"]
    style.hidden, style.quick_style = False, True
    style.font.size = Pt(size)
    _colour(style, colour)
    if plain:
        style.font.italic = False
        for tag in ("w:pBdr", "w:numPr"):
            for old in style.element.findall(f".//{qn(tag)}"):
                old.getparent().remove(old)
        for old in style.element.findall(f".//{qn('w:spacing')}"):
            if old.getparent().tag == qn("w:rPr"):
                old.getparent().remove(old)
    if font:
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi"):
            fonts.set(qn(f"w:{script}Theme"), f"{font}HAnsi")
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    if keep:
        shape.keep_with_next = True
    if page_before:
        shape.page_break_before = True
    if align is not None:
        shape.alignment = align


def _colour(style: Any, colour: tuple[str, str]) -> None:
    """A colour of the theme, and what it is in ours for readers that know no themes."""
    slot, value = colour
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:color")):
        properties.remove(old)
    found = properties.get_or_add_color()
    found.set(qn("w:val"), value.removeprefix("#"))
    found.set(qn("w:themeColor"), slot)


def _hyphens(style: Any, suppressed: str) -> None:
    found = OxmlElement("w:suppressAutoHyphens")
    found.set(qn("w:val"), suppressed)
    style.element.get_or_add_pPr().insert_element_before(found, "w:spacing", "w:ind", "w:jc")


def _bar_at_the_side(style: Any) -> None:
    colour = LIGHT.accent.removeprefix("#")
    bar = (
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="10" w:color="{colour}" '
        f'w:themeColor="accent1"/></w:pBdr>'
    )
    # The schema has an order: borders stand before distances.
    style.element.get_or_add_pPr().insert_element_before(parse_xml(bar), "w:spacing", "w:ind", "w:jc")
    style.paragraph_format.left_indent = Cm(0.5)


def _table_style(name: str, inside: str) -> Any:
    edge = f'w:val="single" w:sz="4" w:space="0" w:color="{inside.removeprefix("#")}"'
    thick = edge.replace('"4"', '"16"')
    lines = (
        f"<w:insideH {thick}/><w:insideV {thick}/>"
        if name == MATRIX_TABLE
        else f"<w:bottom {edge}/><w:insideH {edge}/>"
    )
    identifier = re.sub(r"\W", "", name)
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        f'<w:bottom w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _page(document: Written) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(3)
    section.header_distance = section.footer_distance = Cm(1.2)
    section.different_first_page_header_footer = True
