"""PowerPoint: native charts and tables that stay editable, each with its caveats, its sources and its way back.

Titles, colours and fonts are those of the master and its theme, so that a client's template replaces them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide

from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context, Gathered, Made, Opening, title_of
from dashboard.exports.core import citation, full_citation
from dashboard.exports.pptx import slides as pptx_slides
from dashboard.exports.pptx import table as pptx_table
from dashboard.exports.pptx import view
from dashboard.exports.pptx.ground import Ground, ground
from dashboard.exports.pptx.measure import Area, height
from dashboard.exports.pptx.template import TemplateRefused
from dashboard.exports.pptx.text import QUIET, Run, address, box, paragraph, said
from dashboard.look.formats import NO_BREAK, count

__all__ = ["TemplateRefused", "deck", "make"]
_COVER_TITLES, _UNDER_COVER = (36, 32, 28, 24, 20), 16
# Entries of a slide of contents, at most.
_PER_CONTENTS, _CONTENTS_SIZES = 10, (16, 14, 12)
_OPENING, _OPENING_AFTER = 16, 8
_METHOD_SIZES, _METHOD_AFTER = (13, 12, 11), 6
_METHOD = (
    "En regard met face à face ce que des documents de territoires disent de leurs actions, dans leurs propres mots. "
    "Chaque chiffre compte des actions ou reprend une somme qu’un document énonce.",
    "Une action absente d’un document n’est pas une action que le territoire ne fait pas. La page Méthode d’En regard "
    "donne les définitions, les règles de codage et leurs limites.",
)


def make(comparison: Comparison, context: Context) -> bytes:
    """One view as a presentation: one slide, or several where its rows need them. Its notes say how to cite it."""
    on = ground()
    cited = f"Pour citer : {citation(comparison, context)}"
    view.place(on, comparison, replace(context, cue="\n".join(filter(None, (context.cue, cited)))))
    return _saved(on, title_of(comparison, context))


def deck(gathered: Gathered) -> bytes:
    """A dossier: title, contents, its views, method and sources; on its author's template where it has one.

    Raises:
        TemplateRefused: the template cannot be used; the message says why in French.
    """
    on = ground(gathered.template)
    _cover(on, gathered)
    for opening in gathered.opening:
        _opening(on, opening)
    contents = _contents_parts(on, gathered.entries)
    slides = [
        pptx_slides.titled(on, "Sommaire", pptx_slides.numbered(at, len(contents))) for at in range(len(contents))
    ]
    firsts = [view.place(on, *made) for made in gathered.entries]
    _contents(on, slides, contents, firsts)
    _method(on, gathered)
    return _saved(on, gathered.title)


def _cover(on: Ground, gathered: Gathered) -> None:
    under = said(
        f"En regard, {count(len(gathered.entries), 'vue')} · données {gathered.data_version} du {gathered.data_date} · "
        f"export du {gathered.made_on:%d/%m/%Y}"
    )
    slide = pptx_slides.add(on, on.cover)
    place = pptx_slides.title_place(slide)
    known = place.width and place.height
    area = Area(0, 0, place.width / 914_400, place.height / 914_400) if known else on.title
    pptx_slides.entitle(on, slide, pptx_slides.heading(area, gathered.title, _COVER_TITLES, ""))
    words = [paragraph([Run(under, _UNDER_COVER, QUIET)])]
    kinds = (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY)
    place = next((one for one in slide.placeholders if one.placeholder_format.type in kinds), None)
    if place is None:
        box(slide, Area(on.title.left, on.title.bottom + 0.3, on.title.width, 0.8), words, "Sous-titre")
    else:
        pptx_slides.written(place, words)
    pptx_slides.without_empty(slide)


def _opening(on: Ground, opening: Opening) -> None:
    """The paragraphs under their heading, over as many slides as they need; one that no slide holds is cut by lines."""
    area = pptx_slides.under_title(on)
    after = _OPENING_AFTER / 72
    parts: list[list[str]] = [[]]
    taken = 0.0
    for text in opening.paragraphs:
        for piece in _pieces(said(text), area):
            tall = height(piece, area.width, _OPENING) + after
            if parts[-1] and taken + tall > area.height:
                parts.append([])
                taken = 0.0
            parts[-1].append(piece)
            taken += tall
    for at, texts in enumerate(parts):
        slide = pptx_slides.titled(on, opening.heading, pptx_slides.numbered(at, len(parts)))
        box(slide, area, [paragraph([Run(text, _OPENING)], after=_OPENING_AFTER) for text in texts], "Textes")


def _pieces(text: str, area: Area) -> list[str]:
    """The text, in pieces that a slide holds."""
    pieces, words = [""], text.split(" ")
    for word in words:
        longer = f"{pieces[-1]} {word}".strip()
        if pieces[-1] and height(longer, area.width, _OPENING) > 0.9 * area.height:
            pieces.append(word)
        else:
            pieces[-1] = longer
    return pieces


def _contents_parts(on: Ground, entries: Sequence[Made]) -> list[list[str]]:
    """The titles of the views, slide by slide: as many as stand on one at the smallest size."""
    area = pptx_slides.under_title(on)
    parts: list[list[str]] = []
    for made in entries:
        title = said(title_of(*made))
        longer = [*parts[-1], title] if parts else []
        if longer and len(longer) <= _PER_CONTENTS and _tall(longer, area, _CONTENTS_SIZES[-1]) <= area.height:
            parts[-1] = longer
        else:
            parts.append([title])
    return parts


def _tall(titles: Sequence[str], area: Area, size: float) -> float:
    # The number of the page takes room at the end of a line.
    return sum(height(title, area.width - 0.8, size) + 10 / 72 for title in titles)


def _contents(on: Ground, slides: list[Slide], parts: list[list[str]], firsts: list[Slide]) -> None:
    numbers = {slide.slide_id: at for at, slide in enumerate(on.presentation.slides, 1)}
    area = pptx_slides.under_title(on)
    views = iter(firsts)
    for slide, titles in zip(slides, parts, strict=True):
        fits = (size for size in _CONTENTS_SIZES if _tall(titles, area, size) <= area.height)
        size = next(fits, _CONTENTS_SIZES[-1])
        lines = []
        for title, first in zip(titles, views, strict=False):
            page = Run(f"p.{NO_BREAK}{numbers[first.slide_id]}", size, link=first)
            lines.append(paragraph([Run(f"{title} ", size), page], slide, after=8))
        box(slide, area, lines, "Sommaire")


def _method(on: Ground, gathered: Gathered) -> None:
    """What the figures are, how to cite them, and every document behind them once."""
    known = {source.document_id: source for comparison, _ in gathered.entries for source in comparison.sources}
    area = pptx_slides.under_title(on)
    rows = [(source.territory, source.title, source.kind, source.date) for source in known.values()]
    widths = [area.width * part for part in (0.18, 0.44, 0.2, 0.18)]
    for size in _METHOD_SIZES:
        cited = Run(said(f"Pour citer : {full_citation(replace(gathered, permalink=''))} "), size)
        words = [*([Run(said(text), size)] for text in _METHOD), [cited, address(gathered.permalink, size)]]
        told = ["".join(run.text for run in runs) for runs in words]
        top = sum(height(text, area.width, size) + _METHOD_AFTER / 72 for text in told) + 0.15
        table = pptx_table.plain(("Territoire", "Document", "Sorte", "Date"), rows, widths, size - 1)
        parts = table.pages(area.height - top)
        if len(parts) == 1:
            break
    for at, part in enumerate(parts):
        slide = pptx_slides.titled(on, "Méthode et sources", pptx_slides.numbered(at, len(parts)))
        box(slide, area, [paragraph(runs, slide, after=_METHOD_AFTER) for runs in words], "Méthode")
        if rows:
            below = Area(area.left, area.top + top, area.width, area.height - top)
            described = "Documents derrière les chiffres : territoire, titre, sorte et date."
            pptx_table.place(slide, below, table, part, "Sources", said(described))


def _saved(on: Ground, title: str) -> bytes:
    properties = on.presentation.core_properties
    properties.title, properties.author, properties.language = said(title)[:250], "En regard", "fr-FR"
    properties.last_modified_by, properties.subject = "En regard", "Comparaison de documents de territoires"
    held = io.BytesIO()
    on.presentation.save(held)
    return held.getvalue()
