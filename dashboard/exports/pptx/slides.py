"""The slides of a deck: made from a layout, titled in its placeholder, with what the facilitator alone sees."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.slide import Slide

from dashboard.exports.pptx.ground import Ground
from dashboard.exports.pptx.measure import TITLE, Area, cut, fitting, height
from dashboard.exports.pptx.text import A_NAMESPACE, body, said

TITLES = (26, 24, 22, 20, 18, 16, 14)
# What may follow the title of a slide: room is kept for it, so that all slides of a view are alike.
RESERVED = " (99/99)"
_NUMBERS = (PP_PLACEHOLDER.SLIDE_NUMBER,)
_TITLE_KINDS = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_PLACE_OF_NOTES = (
    f'<p:sp {A_NAMESPACE} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:nvSpPr>'
    '<p:cNvPr id="90" name="Notes"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
)


@dataclass(frozen=True)
class Heading:
    """The title of a view's slides: all its words, those that stand on a slide, their size, and how high they stand."""

    whole: str
    shown: str
    size: float
    height: float


def heading(area: Area, title: str, sizes: Sequence[float] = TITLES, after: str = RESERVED) -> Heading:
    """The title as large as it stands in the area with what may follow it; cut where it stands at no size."""
    whole = said(title)
    size = fitting(whole + after, area, sizes, TITLE)
    shown = cut(whole, area, size, TITLE, after)
    return Heading(whole, shown, size, height(shown + after, area.width, size, TITLE))


def titled(on: Ground, title: str | Heading, after: str = "") -> Slide:
    """A slide with this title and what follows it, and room for the rest; a title that is cut stands in its notes."""
    slide = add(on, on.titled)
    entitle(on, slide, title if isinstance(title, Heading) else heading(on.title, title), after)
    without_empty(slide)
    return slide


def add(on: Ground, layout: Any) -> Slide:
    """A slide with the layout's number of the slide, which the library leaves out."""
    slide: Slide = on.presentation.slides.add_slide(layout)
    for place in layout.placeholders:
        if place.placeholder_format.type in _NUMBERS:
            slide.shapes._spTree.append(copy.deepcopy(place._element))
    for at, element in enumerate(slide.shapes._spTree.iter("{*}cNvPr"), 1):
        element.set("id", str(at))
    return slide


def entitle(on: Ground, slide: Slide, title: Heading, after: str = "") -> None:
    """The title in its placeholder, which is brought where the slides of this ground have theirs."""
    place: Any = title_place(slide)
    area = on.title
    if slide.slide_layout == on.titled:
        own = tuple(edge / 914_400 for edge in (place.left, place.top, place.width, place.height) if edge is not None)
        if own != (area.left, area.top, area.width, area.height):
            place.left, place.top, place.width, place.height = area.emu
    written(place, [f'<a:p><a:r><a:rPr lang="fr-FR" sz="{round(title.size * 100)}"/><a:t></a:t></a:r></a:p>'])
    place.text_frame.paragraphs[0].runs[0].text = title.shown + after
    if title.shown != title.whole:
        cue(slide, [title.whole])


def title_place(slide: Slide) -> Any:
    """The placeholder of the slide's title."""
    return next(one for one in slide.placeholders if one.placeholder_format.type in _TITLE_KINDS)


def written(place: Any, paragraphs: list[str]) -> None:
    """Paragraphs in a placeholder, whose body keeps what its layout says of it."""
    old = place._element.txBody
    new = body(paragraphs)
    for one in old.findall("{*}p"):
        old.remove(one)
    for one in new.findall("{*}p"):
        old.append(one)


def without_empty(slide: Any) -> None:
    """Takes away the placeholders that nothing was written in."""
    for place in list(slide.placeholders):
        if place.placeholder_format.type in _NUMBERS or (place.has_text_frame and place.text_frame.text.strip()):
            continue
        place._element.getparent().remove(place._element)


def numbered(at: int, number: int) -> str:
    """« (2/3) » after the title of what stands on several slides, nothing after that of what stands on one."""
    return "" if number == 1 else f" ({at + 1}/{number})"


def under_title(on: Ground) -> Area:
    """All that a slide has below its title."""
    title = on.title
    return Area(title.left, title.bottom + 0.15, title.width, on.bottom - title.bottom - 0.3)


def cue(slide: Slide, words: Sequence[str]) -> None:
    """Speaker notes: paragraphs that the facilitator sees and the room does not, after those that there are."""
    notes: Any = slide.notes_slide
    if notes.notes_text_frame is None:
        # A client's notes master may have no place for words.
        notes.shapes._spTree.append(parse_xml(_PLACE_OF_NOTES))
    frame = notes.notes_text_frame
    frame.text = "\n".join(filter(None, (frame.text, *words)))
