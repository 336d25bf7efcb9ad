"""A screen as text that a thumb reads: the author's question, the comparison line by line, its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from dashboard.charts.model import Bar, BarChart, Chart, DotChart, MatrixChart, ShapeChart, SpanChart, chart_of
from dashboard.charts.words import source_line
from dashboard.dossier import views
from dashboard.dossier.assemble import context_of, known
from dashboard.dossier.assembled import title_of
from dashboard.dossier.model import Entry
from dashboard.projection.marks import plain, with_marks
from dashboard.projection.screens import Override, chosen_in_words, made, notes_of
from dashboard.projection.templates import render
from dashboard.seance.votes import MOST_ITEMS, Item

# Rows that a phone shows; the dashboard has all of them.
_MOST_ROWS = 60


@dataclass(frozen=True)
class Line:
    """One thing told of a row: of which territory (none where the row says it), its name, and its value."""

    territory_id: str
    name: str
    value: Markup


@dataclass(frozen=True)
class Block:
    """A row of the chart: its label, what completes it, and its lines."""

    label: str
    note: str
    lines: tuple[Line, ...]


@lru_cache(maxsize=200)
def phone_screen(view: str, params: tuple[tuple[str, str], ...], title: str, over: Override, data: str) -> str:
    """The screen of a step as HTML, kept by what it shows and the content of the base (`data`)."""
    entry = Entry(view, dict(params), title=title)
    try:
        comparison = made(entry, over)
    except views.ViewUnknown as error:
        return render("phone_problem.html", title=title, problem=str(error))
    chart = chart_of(comparison)
    context = replace(context_of(comparison, views.page_of(view), ""), heading=title)
    blocks = blocks_of(chart)
    return render(
        "phone_screen.html",
        question=comparison.question,
        title=title_of(comparison, context),
        finding=f"{comparison.finding}." if title else "",
        subtitle=comparison.subtitle,
        words=chosen_in_words(comparison, context, over, entry.reading(known()).selection),
        empty=comparison.empty if comparison.is_empty else "",
        blocks=blocks[:_MOST_ROWS],
        left=max(0, len(blocks) - _MOST_ROWS),
        notes=notes_of(chart),
        source=source_line(chart),
        link=comparison.address.url(views.page_of(view).address),
    )


def blocks_of(chart: Chart) -> list[Block]:
    """All that the chart shows, as rows with their lines."""
    match chart:
        case MatrixChart() | DotChart():
            return [
                Block(
                    row.label,
                    row.name or row.words,
                    tuple(
                        Line(series.id if series.look else "", series.label, with_marks(mark.heard))
                        for mark in row.marks
                        for series in chart.series
                        if series.id == mark.series_id
                    ),
                )
                for row in chart.rows
            ]
        case BarChart():
            return [
                Block(
                    bar.label,
                    f"Ligne {bar.line} : « {plain(bar.quote)} »",
                    (Line("", bar.fact, Markup.escape(bar.text)),),
                )
                for bar in chart.bars
            ]
        case SpanChart():
            return [
                Block(
                    series.label,
                    "",
                    tuple(
                        Line("", span.title, Markup.escape(span.years))
                        for span in chart.spans
                        if span.series_id == series.id
                    ),
                )
                for series in chart.series
            ]
        case ShapeChart():
            return [
                Block(
                    shape.series.label,
                    "",
                    (
                        Line("", "Étendue", Markup.escape(shape.extent)),
                        *(Line("", name, Markup.escape(value)) for name, value in shape.facts.items()),
                    ),
                )
                for shape in chart.shapes
            ]
    return []


def _of_bar(bar: Bar) -> Line:
    return Line("", bar.fact, Markup.escape(bar.text))


def items_of(chart: Chart) -> Sequence[Item]:
    """What a room can put dots on: the rows that the chart shows, or the actions that it draws."""
    match chart:
        case MatrixChart() | DotChart():
            items = [Item(row.id, row.label) for row in chart.rows]
        case BarChart():
            items = [Item(bar.id, bar.label) for bar in chart.bars if not bar.is_rest]
        case SpanChart():
            items = [Item(one.id, one.title, one.series_id) for one in chart.spans if not one.is_document]
        case ShapeChart():
            items = [Item(shape.series.id, shape.series.label, shape.series.id) for shape in chart.shapes]
        case _:
            items = []
    return items[: MOST_ITEMS * 5]
