"""PowerPoint: native charts and tables that stay editable, each with its caveats, its sources and its way back.

Titles, colours and fonts are those of the master and its theme, so that a client's template replaces them.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide

from dashboard.comparisons.core import BARS, DOTS, MATRIX, SHAPES, SPANS, Comparison
from dashboard.exports import pptx_charts, pptx_shapes, pptx_table
from dashboard.exports.core import Context
from dashboard.exports.pptx_base import Ground, TemplateRefused, ground
from dashboard.exports.pptx_text import QUIET, Area, Run, body, box, fitting, height, paragraph, said
from dashboard.formats import NO_BREAK, count
from dashboard.summaries import alternative, source_line

__all__ = ["TemplateRefused", "deck", "make"]
_TITLES, _SUBTITLES = (26, 24, 22, 20, 18, 16, 14), (14, 13, 12, 11)
_NOTES, _NOTE_GAP, _FOOT = (12, 11.5, 11), 5, 10
_NOTES_SHARE, _GUTTER = 0.265, 0.4
_MANY = 5
# Heights are estimated generously: a little more than the room still stands in it.
_TOLERANCE = 1.15
_NUMBERS = (PP_PLACEHOLDER.SLIDE_NUMBER,)
_TITLE_KINDS = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_READ_WITH = "À lire avec ces chiffres"
_METHOD = (
    "En regard met face à face ce que des documents de territoires disent de leurs actions, dans leurs propres mots. "
    "Chaque chiffre compte des actions ou reprend une somme qu’un document énonce.",
    "Une action absente d’un document n’est pas une action que le territoire ne fait pas. La page Méthode d’En regard "
    "donne les définitions, les règles de codage et leurs limites.",
)


def make(comparison: Comparison, context: Context) -> bytes:
    """One view as a presentation: one slide, or several where its rows need them."""
    on = ground()
    _view(on, comparison, context)
    return _saved(on, comparison.finding)


def deck(entries: Sequence[tuple[Comparison, Context]], title: str, template: bytes | None = None) -> bytes:
    """Several views: title, contents, the views, method and sources; on the user's template where one is given.

    Raises:
        TemplateRefused: the template cannot be used; the message says why in French.
    """
    on = ground(template)
    _cover(on, entries, title)
    number = -(-len(entries) // _PER_CONTENTS)
    contents = [_titled(on, _numbered("Sommaire", at, number)) for at in range(number)]
    firsts = [_view(on, comparison, context) for comparison, context in entries]
    _contents(on, contents, entries, firsts)
    _method(on, entries)
    return _saved(on, title)


# Entries of a slide of contents.
_PER_CONTENTS = 10


@dataclass(frozen=True)
class _Plan:
    """Where the parts of a view stand on its slide."""

    subtitle: Area
    subtitle_size: float
    content: Area
    notes: Area
    foot: Area


def _view(on: Ground, comparison: Comparison, context: Context) -> Slide:
    """The slides of a view; gives back the first."""
    plan, foot = _planned(on, comparison, context)
    notes, rest, size = _shared_out([said(note) for note in comparison.notes], plan.notes)
    description = said(alternative(comparison).removesuffix(" Le tableau des données suit."))
    parts = _parts(on, comparison, plan.content)
    slides = []
    for at, part in enumerate(parts):
        slide = _titled(on, _numbered(said(comparison.finding), at, len(parts)))
        box(
            slide, plan.subtitle, [paragraph([Run(said(comparison.subtitle), plan.subtitle_size, QUIET)])], "Sous-titre"
        )
        told = _numbered(description, at, len(parts))
        if part is None:
            box(slide, plan.content, [paragraph([Run(said(comparison.empty), 16)])], "Message")
        elif comparison.mark == SHAPES:
            pptx_shapes.draw(slide, plan.content, comparison, told)
        elif comparison.mark in (BARS, DOTS, SPANS):
            pptx_charts.draw(slide, plan.content, comparison, part, told)
        else:
            table, rows = part
            pptx_table.place(slide, plan.content, table, rows, "Tableau", told)
        if notes:
            box(slide, plan.notes, _note_paragraphs(notes, size), "Notes")
        _foot(slide, plan.foot, foot, context)
        slides.append(slide)
    while rest:
        slide = _titled(on, f"{_READ_WITH} (suite)")
        area = Area(plan.content.left, plan.subtitle.top, on.title.width, plan.content.bottom - plan.subtitle.top)
        notes, rest, size = _shared_out(rest, area)
        box(slide, area, _note_paragraphs(notes, size), "Notes")
        _foot(slide, plan.foot, foot, context)
    return slides[0]


def _parts(on: Ground, comparison: Comparison, area: Area) -> list[Any]:
    """What each slide of the view holds: a part of its table, or nothing where there is nothing to show."""
    if comparison.is_empty:
        return [None]
    if comparison.mark == SHAPES:
        return [comparison.table]
    if comparison.mark in (BARS, DOTS, SPANS):
        return list(pptx_charts.pages(comparison, area))
    table = pptx_table.matrix(comparison, on, area)
    return [(table, rows) for rows in table.pages(area.height)]


def _planned(on: Ground, comparison: Comparison, context: Context) -> tuple[_Plan, list[str]]:
    title = on.title
    bottom = on.bottom - 0.04
    foot = [said(source_line(comparison)), _filters(context), _way_back(context)]
    tall = sum(height(line, title.width, _FOOT) for line in foot) + 0.04
    foot_area = Area(title.left, bottom - tall, title.width, tall)
    subtitle = said(comparison.subtitle)
    # Our own titles stand at the top of their place, so that what follows may come up.
    finding = said(comparison.finding)
    used = height(finding, title.width, fitting(finding, title, _TITLES)) if on.is_ours else title.height
    most = Area(title.left, title.top + min(used, title.height) + 0.05, title.width, 0.55)
    size = fitting(subtitle, most, _SUBTITLES)
    under = Area(most.left, most.top, most.width, height(subtitle, most.width, size))
    top = under.bottom + 0.16
    wide = title.width * _NOTES_SHARE if comparison.notes else 0.0
    gutter = _GUTTER if comparison.notes else 0.0
    content = Area(title.left, top, title.width - wide - gutter, foot_area.top - 0.14 - top)
    notes = Area(content.left + content.width + gutter, top, wide, content.height)
    below = 0.05 + sum(
        height(said(note), title.width, _NOTES[-1]) + _NOTE_GAP / 72 for note in (_READ_WITH, *comparison.notes)
    )
    many = comparison.mark == MATRIX and comparison.table[comparison.series.id].nunique() > _MANY
    if comparison.notes and many and below < 0.35 * content.height:
        # Many columns need the whole width: the notes stand under them.
        content = Area(title.left, top, title.width, content.height - below - 0.1)
        notes = Area(title.left, content.bottom + 0.1, title.width, below)
    return _Plan(under, size, content, notes, foot_area), foot


def _shared_out(notes: list[str], area: Area) -> tuple[list[str], list[str], float]:
    """The notes that stand in the area, those that do not, and the size at which they do."""
    for size in _NOTES:
        held: list[str] = []
        used = height(_READ_WITH, 10, size) + _NOTE_GAP / 72
        for note in notes:
            used += height(note, area.width, size) + _NOTE_GAP / 72
            if used > area.height * (_TOLERANCE if size == _NOTES[-1] else 1):
                break
            held.append(note)
        if len(held) == len(notes):
            return held, [], size
    # A note longer than a slide stands nevertheless: its box shrinks it.
    held = held or (notes[:1] if area.width > 6 else [])
    return held, notes[len(held) :], _NOTES[-1]


def _note_paragraphs(notes: list[str], size: float) -> list[str]:
    head = paragraph([Run(_READ_WITH, size, bold=True)], after=_NOTE_GAP)
    return [head, *(paragraph([Run(note, size)], after=_NOTE_GAP) for note in notes)]


def _filters(context: Context) -> str:
    return said(f"Filtres : {context.filters}" if context.filters else "Sans filtre : toutes les actions.")


def _way_back(context: Context) -> str:
    return said(f"Export du {context.made_on:%d/%m/%Y}. Cette vue dans En regard : ") + _shown(context.permalink)


def _shown(address: str) -> str:
    """An address as it is printed: whole where it stands on a line."""
    plain = said(address).replace(NO_BREAK, " ")
    return plain if len(plain) <= 110 else f"{plain[:107]}…"


def _foot(slide: Slide, area: Area, foot: list[str], context: Context) -> None:
    """Sources, filters, date and the link back."""
    *said_first, way_back = foot
    shown = _shown(context.permalink)
    link = context.permalink if context.permalink.startswith(("https://", "http://")) else None
    runs = [Run(way_back.removesuffix(shown), _FOOT, QUIET), Run(shown, _FOOT, QUIET, link=link)]
    paragraphs = [paragraph([Run(line, _FOOT, QUIET)]) for line in said_first]
    box(slide, area, [*paragraphs, paragraph(runs, slide)], "Sources et date")


def _cover(on: Ground, entries: Sequence[tuple[Comparison, Context]], title: str) -> None:
    versions = dict.fromkeys(
        f"données {comparison.data_version[:8]} du {comparison.data_date}" for comparison, _ in entries
    )
    days = sorted({context.made_on for _, context in entries})
    under = " · ".join(
        [f"En regard, {count(len(entries), 'vue')}", *versions, *(f"export du {days[-1]:%d/%m/%Y}" for _ in days[:1])]
    )
    slide = _slide(on, on.cover)
    _entitle(on, slide, said(title), (36, 32, 28, 24, 20))
    place = next(
        (
            one
            for one in slide.placeholders
            if one.placeholder_format.type in (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY)
        ),
        None,
    )
    if place is None:
        below = Area(on.title.left, on.title.bottom + 0.3, on.title.width, 0.8)
        box(slide, below, [paragraph([Run(said(under), 16, QUIET)])], "Sous-titre")
    else:
        _written(place, [paragraph([Run(said(under), 16, QUIET)])])
    _without_empty(slide)


def _contents(
    on: Ground, slides: list[Slide], entries: Sequence[tuple[Comparison, Context]], firsts: list[Slide]
) -> None:
    numbers = {slide.slide_id: at for at, slide in enumerate(on.presentation.slides, 1)}
    area = _under_title(on)
    for at, slide in enumerate(slides):
        here = range(at * _PER_CONTENTS, min((at + 1) * _PER_CONTENTS, len(entries)))
        titles = [said(entries[one][0].finding) for one in here]
        taken = next(
            (
                size
                for size in (16, 14, 12)
                if sum(height(title, area.width - 0.8, size) + 10 / 72 for title in titles) <= area.height
            ),
            11,
        )
        box(
            slide,
            area,
            [
                paragraph(
                    [
                        Run(f"{title} ", taken),
                        Run(f"p.{NO_BREAK}{numbers[firsts[one].slide_id]}", taken, link=firsts[one]),
                    ],
                    slide,
                    after=8,
                )
                for one, title in zip(here, titles, strict=True)
            ],
            "Sommaire",
        )


def _method(on: Ground, entries: Sequence[tuple[Comparison, Context]]) -> None:
    """What the figures are, and every document behind them once."""
    known = {source.document_id: source for comparison, _ in entries for source in comparison.sources}
    area = _under_title(on)
    top = sum(height(text, area.width, 13) + 6 / 72 for text in _METHOD) + 0.15
    rows = [(source.territory, source.title, source.kind, source.date) for source in known.values()]
    widths = [area.width * part for part in (0.18, 0.44, 0.2, 0.18)]
    table = pptx_table.plain(("Territoire", "Document", "Sorte", "Date"), rows, widths)
    parts = table.pages(area.height - top)
    for at, part in enumerate(parts):
        slide = _titled(on, _numbered("Méthode et sources", at, len(parts)))
        box(slide, area, [paragraph([Run(said(text), 13)], after=6) for text in _METHOD], "Méthode")
        if rows:
            below = Area(area.left, area.top + top, area.width, area.height - top)
            described = "Documents derrière les chiffres : territoire, titre, sorte et date."
            pptx_table.place(slide, below, table, part, "Sources", said(described))


def _under_title(on: Ground) -> Area:
    title = on.title
    return Area(title.left, title.bottom + 0.15, title.width, on.bottom - title.bottom - 0.3)


def _numbered(text: str, at: int, number: int) -> str:
    return text if number == 1 else f"{text} ({at + 1}/{number})"


def _titled(on: Ground, title: str) -> Slide:
    slide = _slide(on, on.titled)
    _entitle(on, slide, said(title), _TITLES)
    _without_empty(slide)
    return slide


def _slide(on: Ground, layout: Any) -> Slide:
    """A slide with the layout's number of the slide, which the library leaves out."""
    slide: Slide = on.presentation.slides.add_slide(layout)
    for place in layout.placeholders:
        if place.placeholder_format.type in _NUMBERS:
            slide.shapes._spTree.append(copy.deepcopy(place._element))
    for at, element in enumerate(slide.shapes._spTree.iter("{*}cNvPr"), 1):
        element.set("id", str(at))
    return slide


def _entitle(on: Ground, slide: Slide, title: str, sizes: Sequence[float]) -> None:
    """The title in its placeholder, as large as it fits."""
    place: Any = next(one for one in slide.placeholders if one.placeholder_format.type in _TITLE_KINDS)
    area = on.title
    if slide.slide_layout == on.titled:
        own = tuple(edge / 914_400 for edge in (place.left, place.top, place.width, place.height) if edge is not None)
        if own != (area.left, area.top, area.width, area.height):
            place.left, place.top, place.width, place.height = area.emu
    elif place.height and place.width:
        area = Area(0, 0, place.width / 914_400, place.height / 914_400)
    size = fitting(title, area, sizes)
    _written(place, [f'<a:p><a:r><a:rPr lang="fr-FR" sz="{round(size * 100)}"/><a:t></a:t></a:r></a:p>'])
    place.text_frame.paragraphs[0].runs[0].text = title


def _written(place: Any, paragraphs: list[str]) -> None:
    """Paragraphs in a placeholder, whose body keeps what its layout says of it."""
    old = place._element.txBody
    new = body(paragraphs)
    for one in old.findall("{*}p"):
        old.remove(one)
    for one in new.findall("{*}p"):
        old.append(one)


def _without_empty(slide: Any) -> None:
    for place in list(slide.placeholders):
        if place.placeholder_format.type in _NUMBERS or (place.has_text_frame and place.text_frame.text.strip()):
            continue
        place._element.getparent().remove(place._element)


def _saved(on: Ground, title: str) -> bytes:
    properties = on.presentation.core_properties
    properties.title, properties.author, properties.language = said(title)[:250], "En regard", "fr-FR"
    properties.subject, properties.keywords, properties.comments = "Comparaison de documents de territoires", "", ""
    held = io.BytesIO()
    on.presentation.save(held)
    return held.getvalue()
