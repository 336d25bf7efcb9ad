"""A view on its slides: title, what is shown, the figures, the words beside them, sources and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.slide import Slide

from dashboard.comparisons.core import BARS, DOTS, MATRIX, SHAPES, SPANS, Comparison
from dashboard.exports import pptx_charts, pptx_shapes, pptx_slides, pptx_table, pptx_words
from dashboard.exports.core import Context, title_of
from dashboard.exports.pptx_base import Ground
from dashboard.exports.pptx_text import (
    INK,
    QUIET,
    TITLE_CHARACTER,
    Area,
    Run,
    address,
    box,
    fitting,
    height,
    paragraph,
    said,
    said_lines,
)
from dashboard.exports.pptx_words import Section
from dashboard.summaries import alternative, source_line

_SUBTITLES, _FOOT = (14, 13, 12, 11), 10
_FINDING, _FINDING_GAP = 2, 3
_WORDS_SHARE, _GUTTER = 0.265, 0.4
# Words stand under figures of many columns where they leave them room.
_MANY, _MOST_BELOW = 5, 0.35


@dataclass(frozen=True)
class _Plan:
    """Where the parts of a view stand on its slide, and which words stand with the figures."""

    above: Area
    above_size: float
    content: Area
    words: Area
    held: Sequence[Section]
    words_size: float
    rest: Sequence[Section]
    foot: Area


def place(on: Ground, comparison: Comparison, context: Context) -> Slide:
    """The slides of a view; gives back the first."""
    foot = _sources(comparison, context)
    plan = _planned(on, comparison, context, foot)
    title = said(title_of(comparison, context))
    description = said(alternative(comparison).removesuffix(" Le tableau des données suit."))
    parts = _parts(on, comparison, plan.content)
    slides = []
    for at, part in enumerate(parts):
        slide = pptx_slides.titled(on, pptx_slides.numbered(title, at, len(parts)))
        box(slide, plan.above, _above(comparison, context, plan.above_size), "Sous-titre")
        told = pptx_slides.numbered(description, at, len(parts))
        if part is None:
            box(slide, plan.content, [paragraph([Run(said(comparison.empty), 16)])], "Message")
        elif comparison.mark == SHAPES:
            pptx_shapes.draw(slide, plan.content, comparison, told)
        elif comparison.mark in (BARS, DOTS, SPANS):
            pptx_charts.draw(slide, plan.content, comparison, part, told)
        else:
            table, rows = part
            pptx_table.place(slide, plan.content, table, rows, "Tableau", told)
        if plan.held:
            box(slide, plan.words, pptx_words.paragraphs(plan.held, plan.words_size), "Notes")
        _foot(slide, plan.foot, foot)
        slides.append(slide)
    _continued(on, f"{title} (suite)", plan, foot)
    spoken = said_lines(context.cue)
    if spoken:
        pptx_slides.cue(slides[0], spoken)
    return slides[0]


def _continued(on: Ground, title: str, plan: _Plan, foot: Sequence[Sequence[Run]]) -> None:
    """Words that did not stand with the figures, on slides of their own, in two columns."""
    rest = list(plan.rest)
    whole = pptx_slides.under_title(on)
    wide = (whole.width - pptx_words.GUTTER) / 2
    tall = plan.foot.top - 0.14 - whole.top
    columns = [Area(left, whole.top, wide, tall) for left in (whole.left, whole.left + wide + pptx_words.GUTTER)]
    while rest:
        slide = pptx_slides.titled(on, title)
        filled, rest, size = pptx_words.in_columns(rest, columns)
        for area, held in zip(columns, filled, strict=True):
            if held:
                box(slide, area, pptx_words.paragraphs(held, size), "Notes")
        _foot(slide, plan.foot, foot)


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


def _planned(on: Ground, comparison: Comparison, context: Context, foot: Sequence[Sequence[Run]]) -> _Plan:
    title = on.title
    bottom = on.bottom - 0.04
    tall = sum(height("".join(run.text for run in runs), title.width, _FOOT) for runs in foot) + 0.04
    foot_area = Area(title.left, bottom - tall, title.width, tall)
    shown = said(title_of(comparison, context))
    # Our own titles stand at the top of their place, so that what follows may come up.
    large = fitting(shown, title, pptx_slides.TITLES, TITLE_CHARACTER)
    used = height(shown, title.width, large, TITLE_CHARACTER) if on.is_ours else title.height
    top = title.top + min(used, title.height) + 0.05
    size, high = _above_size(comparison, context, title.width)
    above = Area(title.left, top, title.width, high)
    top = above.bottom + 0.16
    whole = Area(title.left, top, title.width, foot_area.top - 0.14 - top)
    plan = _Plan(above, size, whole, whole, (), pptx_words.SIZES[-1], (), foot_area)
    return _with_words(plan, whole, comparison, context)


def _with_words(plan: _Plan, whole: Area, comparison: Comparison, context: Context) -> _Plan:
    """The plan with as many words as stand with the figures: under those of many columns, else beside them."""
    choices = pptx_words.choices(comparison, context)
    if comparison.mark == MATRIX and comparison.table[comparison.series.id].nunique() > _MANY:
        smallest = pptx_words.SIZES[-1]
        for held, rest in choices:
            below = pptx_words.tall(held, whole.width, smallest) + 0.05
            if held and below < _MOST_BELOW * whole.height:
                content = replace(whole, height=whole.height - below - 0.1)
                words = Area(whole.left, content.bottom + 0.1, whole.width, below)
                return replace(plan, content=content, words=words, held=held, words_size=smallest, rest=rest)
    wide = whole.width * _WORDS_SHARE
    content = replace(whole, width=whole.width - wide - _GUTTER)
    words = Area(content.left + content.width + _GUTTER, whole.top, wide, whole.height)
    beside = replace(plan, content=content, words=words)
    for held, rest in choices:
        found = pptx_words.size_within(held, words)
        if held and found:
            return replace(beside, held=held, words_size=found, rest=rest)
    caveats, after = choices[-1]
    if not caveats:
        return replace(plan, rest=after)
    held, rest, size = pptx_words.shared_out(caveats, words)
    return replace(beside, held=held, words_size=size, rest=[*rest, *after])


def _above(comparison: Comparison, context: Context, size: float) -> list[str]:
    """What stands under the title: what is shown, and above it the finding where the title is its author's."""
    found = [paragraph([Run(said(comparison.subtitle), size, QUIET)])]
    if context.heading:
        finding = Run(said(comparison.finding), size + _FINDING, INK)
        found.insert(0, paragraph([finding], after=_FINDING_GAP))
    return found


def _above_size(comparison: Comparison, context: Context, width: float) -> tuple[float, float]:
    """The size of these words and how high they stand."""
    for size in _SUBTITLES:
        high = height(said(comparison.subtitle), width, size)
        if context.heading:
            high += height(said(comparison.finding), width, size + _FINDING) + _FINDING_GAP / 72
        if high <= (1.0 if context.heading else 0.55):
            break
    return size, high


def _sources(comparison: Comparison, context: Context) -> list[tuple[Run, ...]]:
    """Sources, filters, date and the link back, line by line."""
    filters = f"Filtres : {context.filters}" if context.filters else "Sans filtre : toutes les actions."
    told = [(Run(said(line), _FOOT, QUIET),) for line in (source_line(comparison), filters)]
    return [*told, _way_back(context)]


def _way_back(context: Context) -> tuple[Run, Run]:
    before = said(f"Export du {context.made_on:%d/%m/%Y}. Cette vue dans En regard : ")
    return Run(before, _FOOT, QUIET), address(context.permalink, _FOOT)


def _foot(slide: Slide, area: Area, lines: Sequence[Sequence[Run]]) -> None:
    box(slide, area, [paragraph(runs, slide) for runs in lines], "Sources et date")
