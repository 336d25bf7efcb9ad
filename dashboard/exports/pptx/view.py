"""A view on its slides: title, what is shown, the figures, the words beside them, sources and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.slide import Slide

from dashboard.charts.model import BarChart, Chart, DotChart, EmptyChart, MatrixChart, ShapeChart, SpanChart, chart_of
from dashboard.charts.words import alternative, source_line
from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context, title_of
from dashboard.exports.core import filters_line
from dashboard.exports.pptx import charts, shapes, statement, sums
from dashboard.exports.pptx import slides as pptx_slides
from dashboard.exports.pptx import table as pptx_table
from dashboard.exports.pptx import words as pptx_words
from dashboard.exports.pptx.ground import Ground
from dashboard.exports.pptx.measure import Area, height
from dashboard.exports.pptx.text import INK, QUIET, Run, address, box, paragraph, said, said_lines
from dashboard.exports.pptx.words import Section

_SUBTITLES, _FOOT = (13, 12, 11), 10
_FINDING, _ABOVE_GAP = 2, 1
_WORDS_SHARES, _LEAST_FIGURE, _GUTTER = (0.265, 0.32, 0.38), 7.4, 0.4
# Words stand under figures of many columns where they leave them room.
_MANY, _MOST_BELOW = 5, 0.35


@dataclass(frozen=True)
class _Plan:
    """Where the parts of a view stand on its slide, and which words stand with the figures."""

    title: pptx_slides.Heading
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
    chart = chart_of(comparison)
    foot = _sources(chart, context)
    plan = _planned(on, chart, context, foot)
    description = said(alternative(chart, with_table=False))
    parts = _parts(on, chart, plan.content)
    if len(parts) > 1 or plan.rest:
        # What follows the title on several slides takes room too.
        plan = _planned(on, chart, context, foot, pptx_slides.RESERVED)
        parts = _parts(on, chart, plan.content)
    slides = []
    for at, part in enumerate(parts):
        after = pptx_slides.numbered(at, len(parts))
        slide = pptx_slides.titled(on, plan.title, after)
        box(slide, plan.above, _above(comparison, context, plan.above_size), "Sous-titre")
        told = description + after
        _draw(slide, plan.content, chart, part, told)
        if plan.held:
            box(slide, plan.words, pptx_words.paragraphs(plan.held, plan.words_size), "Notes")
        _foot(slide, plan.foot, foot)
        slides.append(slide)
    _continued(on, plan, foot)
    spoken = said_lines(context.cue)
    if spoken:
        pptx_slides.cue(slides[0], spoken)
    return slides[0]


def _continued(on: Ground, plan: _Plan, foot: Sequence[Sequence[Run]]) -> None:
    """Words that did not stand with the figures, on slides of their own, in two columns."""
    rest = list(plan.rest)
    whole = pptx_slides.under_title(on)
    wide = (whole.width - pptx_words.GUTTER) / 2
    tall = plan.foot.top - 0.14 - whole.top
    columns = [Area(left, whole.top, wide, tall) for left in (whole.left, whole.left + wide + pptx_words.GUTTER)]
    while rest:
        slide = pptx_slides.titled(on, plan.title, " (suite)")
        filled, rest, size = pptx_words.in_columns(rest, columns)
        for area, held in zip(columns, filled, strict=True):
            if held:
                box(slide, area, pptx_words.paragraphs(held, size), "Notes")
        _foot(slide, plan.foot, foot)


def _parts(on: Ground, chart: Chart, area: Area) -> list[Any]:
    """What each slide of the view holds of its chart; one slide of what is not parted."""
    match chart:
        case BarChart():
            return list(sums.pages(chart, area))
        case DotChart() | SpanChart():
            return list(charts.pages(chart, area))
        case MatrixChart():
            tables = [pptx_table.matrix(chart, shown, on, area) for shown in pptx_table.parts(chart, area)]
            return [(table, rows) for table in tables for rows in table.pages(area.height)]
    return [None]


def _draw(slide: Slide, area: Area, chart: Chart, part: Any, told: str) -> None:
    """The part of the chart that a slide holds."""
    match chart:
        case EmptyChart():
            box(slide, area, [paragraph([Run(said(chart.comparison.empty), 16)])], "Message")
        case ShapeChart():
            shapes.draw(slide, area, chart, told)
        case BarChart() if len(part) == 1:
            statement.draw(slide, area, part[0].bar)
        case BarChart():
            sums.draw(slide, area, chart, part, told)
        case SpanChart() if len(part) == 1:
            statement.draw(slide, area, part[0])
        case DotChart() | SpanChart():
            charts.draw(slide, area, chart, part, told)
        case MatrixChart():
            table, rows = part
            pptx_table.place(slide, area, table, rows, "Tableau", told)


def _planned(on: Ground, chart: Chart, context: Context, foot: Sequence[Sequence[Run]], after: str = "") -> _Plan:
    title, comparison = on.title, chart.comparison
    bottom = on.bottom - 0.04
    tall = sum(height("".join(run.text for run in runs), title.width, _FOOT) for runs in foot) + 0.04
    foot_area = Area(title.left, bottom - tall, title.width, tall)
    heading = pptx_slides.heading(title, title_of(comparison, context), after=after)
    # Our own titles stand at the top of their place, so that what follows may come up.
    top = title.top + (min(heading.height, title.height) if on.is_ours else title.height) + 0.05
    size, high = _above_size(comparison, context, title.width)
    above = Area(title.left, top, title.width, high)
    top = above.bottom + 0.12
    whole = Area(title.left, top, title.width, foot_area.top - 0.14 - top)
    plan = _Plan(heading, above, size, whole, whole, (), pptx_words.SIZES[-1], (), foot_area)
    return _with_words(plan, whole, chart, context)


def _with_words(plan: _Plan, whole: Area, chart: Chart, context: Context) -> _Plan:
    """The plan with as many words as stand with the figures: under those of many columns, else beside them."""
    choices = pptx_words.choices(chart, context)
    if isinstance(chart, MatrixChart) and (chart.is_quotes or len(chart.series) > _MANY):
        smallest = pptx_words.SIZES[-1]
        for held, rest in choices:
            below = pptx_words.tall(held, whole.width, smallest) + 0.05
            if held and below < _MOST_BELOW * whole.height:
                content = replace(whole, height=whole.height - below - 0.1)
                words = Area(whole.left, content.bottom + 0.1, whole.width, below)
                return replace(plan, content=content, words=words, held=held, words_size=smallest, rest=rest)
    caveats, after = choices[-1]
    for held, rest in choices:
        # The caveats alone may take more of the width.
        wider = [share for share in _WORDS_SHARES if (1 - share) * whole.width >= _LEAST_FIGURE]
        for share in wider if held == caveats and wider else _WORDS_SHARES[:1]:
            beside = _beside(plan, whole, share)
            found = pptx_words.size_within(held, beside.words)
            if held and found:
                return replace(beside, held=held, words_size=found, rest=rest)
    if not caveats:
        return replace(plan, rest=after)
    held, rest, size = pptx_words.shared_out(caveats, beside.words)
    return replace(beside, held=held, words_size=size, rest=[*rest, *after])


def _beside(plan: _Plan, whole: Area, share: float) -> _Plan:
    """The plan with room for words at the right of the figures."""
    wide = whole.width * share
    content = replace(whole, width=whole.width - wide - _GUTTER)
    return replace(plan, content=content, words=replace(whole, left=whole.left + whole.width - wide, width=wide))


def _above(comparison: Comparison, context: Context, size: float) -> list[str]:
    """What stands under the title, line by line."""
    return [paragraph([run], after=_ABOVE_GAP) for run in _above_runs(comparison, context, size)]


def _above_runs(comparison: Comparison, context: Context, size: float) -> list[Run]:
    """The finding where the title is its author's, the question, and what is shown."""
    finding = [Run(said(comparison.finding), size + _FINDING, INK)] if context.heading else []
    return [*finding, *(Run(said(text), size, QUIET) for text in (comparison.question, comparison.subtitle))]


def _above_size(comparison: Comparison, context: Context, width: float) -> tuple[float, float]:
    """The size of these words and how high they stand."""
    for size in _SUBTITLES:
        runs = _above_runs(comparison, context, size)
        high = sum(height(run.text, width, run.size) for run in runs) + _ABOVE_GAP / 72 * (len(runs) - 1)
        if high <= (1.1 if context.heading else 0.65):
            break
    return size, high


def _sources(chart: Chart, context: Context) -> list[tuple[Run, ...]]:
    """The sources, then the filters, the date and the link back."""
    filters = filters_line(chart.comparison, context)
    before = said(f"{filters} Export du {context.made_on:%d/%m/%Y}. Cette vue dans En regard : ")
    return [
        (Run(said(source_line(chart)), _FOOT, QUIET),),
        (Run(before, _FOOT, QUIET), address(context.permalink, _FOOT)),
    ]


def _foot(slide: Slide, area: Area, lines: Sequence[Sequence[Run]]) -> None:
    box(slide, area, [paragraph(runs, slide) for runs in lines], "Sources et date")
