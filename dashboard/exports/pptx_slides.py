"""The slides of a deck: made from a layout, titled in its placeholder, with what the facilitator alone sees."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.slide import Slide

from dashboard.exports.pptx_base import Ground
from dashboard.exports.pptx_text import A_NAMESPACE, TITLE_CHARACTER, Area, body, fitting, said

TITLES = (26, 24, 22, 20, 18, 16, 14)
_NUMBERS = (PP_PLACEHOLDER.SLIDE_NUMBER,)
_TITLE_KINDS = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_PLACE_OF_NOTES = (
    f'<p:sp {A_NAMESPACE} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:nvSpPr>'
    '<p:cNvPr id="90" name="Notes"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
)


def titled(on: Ground, title: str) -> Slide:
    """A slide with this title and room for the rest."""
    slide = add(on, on.titled)
    entitle(on, slide, said(title), TITLES)
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


def entitle(on: Ground, slide: Slide, title: str, sizes: Sequence[float]) -> None:
    """The title in its placeholder, as large as it fits."""
    place: Any = next(one for one in slide.placeholders if one.placeholder_format.type in _TITLE_KINDS)
    area = on.title
    if slide.slide_layout == on.titled:
        own = tuple(edge / 914_400 for edge in (place.left, place.top, place.width, place.height) if edge is not None)
        if own != (area.left, area.top, area.width, area.height):
            place.left, place.top, place.width, place.height = area.emu
    elif place.height and place.width:
        area = Area(0, 0, place.width / 914_400, place.height / 914_400)
    size = fitting(title, area, sizes, TITLE_CHARACTER)
    written(place, [f'<a:p><a:r><a:rPr lang="fr-FR" sz="{round(size * 100)}"/><a:t></a:t></a:r></a:p>'])
    place.text_frame.paragraphs[0].runs[0].text = title


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


def numbered(text: str, at: int, number: int) -> str:
    """« Sommaire (2/3) » where there are several."""
    return text if number == 1 else f"{text} ({at + 1}/{number})"


def under_title(on: Ground) -> Area:
    """All that a slide has below its title."""
    title = on.title
    return Area(title.left, title.bottom + 0.15, title.width, on.bottom - title.bottom - 0.3)


def cue(slide: Slide, words: Sequence[str]) -> None:
    """Speaker notes: paragraphs that the facilitator sees and the room does not."""
    notes: Any = slide.notes_slide
    if notes.notes_text_frame is None:
        # A client's notes master may have no place for words.
        notes.shapes._spTree.append(parse_xml(_PLACE_OF_NOTES))
    frame = notes.notes_text_frame
    first, *others = words
    frame.text = first
    for one in others:
        frame.add_paragraph().text = one
