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
from pptx.util import Inches

from dashboard.exports.tidy import is_web
from dashboard.formats import NO_BREAK, typeset

A_NAMESPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_R_NAMESPACE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
# Width of a common character and height of a line, as shares of the size: generous, for fonts wider than Source Sans.
_CHARACTER, _LINE = 0.45, 1.22
# Titles stand in a serif, which is wider, and a machine without it takes one that is wider still.
TITLE_CHARACTER = 0.52
_LONGEST_SHOWN = 110
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Area:
    """A rectangle of a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def emu(self) -> tuple[Inches, Inches, Inches, Inches]:
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Colour:
    """A colour of the theme, made lighter by a share: a client's theme replaces it."""

    slot: str
    lighter: float = 0.0

    @property
    def xml(self) -> str:
        if not self.lighter:
            return f'<a:schemeClr val="{self.slot}"/>'
        kept = round(100_000 * (1 - self.lighter))
        return (
            f'<a:schemeClr val="{self.slot}"><a:lumMod val="{kept}"/><a:lumOff val="{100_000 - kept}"/></a:schemeClr>'
        )

    @property
    def fill(self) -> str:
        return f"<a:solidFill>{self.xml}</a:solidFill>"


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


def broken(text: str, width: float, size: float) -> str:
    """The text with the line breaks that it needs to stand in `width` inches."""
    room = max(8, int(width * 72 / (size * _CHARACTER)))
    # Split at plain spaces alone: what stands between no-break spaces must not be cut.
    found = [""]
    for word in text.split(" "):
        while len(word) > room:
            found[-1:] = [*([found[-1]] if found[-1] else []), word[:room], ""]
            word = word[room:]
        if found[-1] and len(found[-1]) + 1 + len(word) > room:
            found.append("")
        found[-1] = f"{found[-1]} {word}" if found[-1] else word
    return "\n".join(line for line in found if line)


def lines(text: str, width: float, size: float, character: float = _CHARACTER) -> int:
    """About how many lines of `size` points the text takes in `width` inches; `character` is a share of the size."""
    room = max(1.0, width * 72 / (size * character))
    taken, used = 1, 0.0
    for word in text.split(" "):
        wide = float(len(word)) + (
            0 if word.isascii() else sum(unicodedata.east_asian_width(one) in "WF" for one in word)
        )
        if used and used + 1 + wide > room:
            taken, used = taken + 1, 0.0
        used += wide + (1 if used else 0)
        while used > room:
            taken, used = taken + 1, used - room
    return taken


def height(text: str, width: float, size: float, character: float = _CHARACTER) -> float:
    """About how high the text stands, in inches."""
    return lines(text, width, size, character) * size * _LINE / 72


def fitting(text: str, area: Area, sizes: Sequence[float], character: float = _CHARACTER) -> float:
    """The first of the sizes at which the text fits in the area, or the last."""
    return next((size for size in sizes if height(text, area.width, size, character) <= area.height), sizes[-1])


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
