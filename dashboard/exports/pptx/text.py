"""Texts of a deck: what French and XML want of them, how much room they take, and their DrawingML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.slide import Slide

from dashboard.exports.pptx.measure import Area
from dashboard.exports.tidy import is_web
from dashboard.look.formats import NO_BREAK, typeset
from dashboard.look.territories import TerritoryLook

A_NAMESPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_R_NAMESPACE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_LONGEST_SHOWN = 110
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Colour:
    """A colour of the theme, made lighter by a share: a client's theme replaces it. Without a slot, it is its `own`."""

    slot: str
    lighter: float = 0.0
    own: str = ""

    @property
    def xml(self) -> str:
        if not self.slot:
            return f'<a:srgbClr val="{self.own.removeprefix("#")}"/>'
        if not self.lighter:
            return f'<a:schemeClr val="{self.slot}"/>'
        kept = round(100_000 * (1 - self.lighter))
        return (
            f'<a:schemeClr val="{self.slot}"><a:lumMod val="{kept}"/><a:lumOff val="{100_000 - kept}"/></a:schemeClr>'
        )

    @property
    def fill(self) -> str:
        return f"<a:solidFill>{self.xml}</a:solidFill>"


def territory_colour(look: TerritoryLook | None) -> Colour:
    """The colour of a territory; that of what is unknown for what is none."""
    return Colour(look.slot, own=look.light) if look else Colour("accent6")


INK, QUIET, GROUND, GRID = Colour("tx1"), Colour("tx1", 0.25), Colour("bg1"), Colour("bg2")


@dataclass(frozen=True)
class Run:
    """Words of one look. `link` is an address of the web, or a slide of the same deck."""

    text: str
    size: float
    colour: Colour = INK
    bold: bool = False
    link: str | Slide | None = None


def said(text: object) -> str:
    """The text with French typography, on one line, without what no XML may hold."""
    return typeset(_NOT_XML.sub("", re.sub(r"[\t\r\n\v\f]+", " ", str(text))))


def said_lines(text: str) -> list[str]:
    """The paragraphs of what someone wrote, each as `said`."""
    return [said(line) for line in re.split(r"[\r\n\v\f\u2028\u2029]+", text) if line.strip()]


def paragraph(
    runs: Sequence[Run], slide: Slide | None = None, align: str = "l", after: float = 0, before: float = 0
) -> str:
    """DrawingML of a paragraph; links need the slide that they stand on."""
    text = "".join(run.text for run in runs)
    rtl = ' rtl="1"' if _is_right_to_left(text) else ""
    where = {"l": "r", "r": "l"}.get(align, align) if rtl else align
    space = "".join(
        f'<a:{side}><a:spcPts val="{round(points * 100)}"/></a:{side}>'
        for side, points in (("spcBef", before), ("spcAft", after))
        if points
    )
    return f'<a:p><a:pPr algn="{where}"{rtl}>{space}</a:pPr>{"".join(_run(run, slide) for run in runs)}</a:p>'


def address(link: str, size: float, colour: Colour = QUIET) -> Run:
    """An address as it is printed, whole where it stands on a line; it leads there if it is one of the web."""
    plain = said(link).replace(NO_BREAK, " ")
    shown = plain if len(plain) <= _LONGEST_SHOWN else f"{plain[: _LONGEST_SHOWN - 1]}…"
    return Run(shown, size, colour, link=link if is_web(link) else None)


def body(paragraphs: Sequence[str], anchor: str = "t", tag: str = "p:txBody", shrinks: bool = True) -> Any:
    """The text body of a shape without margins; it wraps, and PowerPoint may shrink it when it is edited."""
    fit = "<a:normAutofit/>" if shrinks else ""
    return parse_xml(
        f'<{tag} {A_NAMESPACE} {_R_NAMESPACE} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        f'<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">{fit}</a:bodyPr>'
        f"<a:lstStyle/>{''.join(paragraphs)}</{tag}>"
    )


def box(slide: Slide, area: Area, paragraphs: Sequence[str], name: str, anchor: str = "t") -> Any:
    """A box of text on a slide."""
    shape: Any = slide.shapes.add_textbox(*area.emu)
    shape.name = name
    shape._element.replace(shape._element.txBody, body(paragraphs, anchor))
    return shape


def link_id(slide: Slide, link: str | Slide) -> str:
    """The relationship that leads from the slide to an address or to another slide."""
    if isinstance(link, str):
        return slide.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return slide.part.relate_to(link.part, RELATIONSHIP_TYPE.SLIDE)


def _run(run: Run, slide: Slide | None) -> str:
    click = ""
    if run.link is not None and slide is not None:
        action = "" if isinstance(run.link, str) else ' action="ppaction://hlinksldjump"'
        click = f"<a:hlinkClick {_R_NAMESPACE} r:id={quoteattr(link_id(slide, run.link))}{action}/>"
    look = f'<a:rPr lang="fr-FR" sz="{round(run.size * 100)}" b="{int(run.bold)}">{run.colour.fill}{click}</a:rPr>'
    return "<a:br/>".join(f"<a:r>{look}<a:t>{escape(line)}</a:t></a:r>" for line in run.text.split("\n"))


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction goes to the left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one != "L" for one in directions if one in ("L", "R", "AL")), False)
