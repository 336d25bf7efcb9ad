"""HTML of charts and tables: real tables, with captions and headers, whose cells lead to the actions they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from dashboard.charts.choice import EVERYTHING, Choice, in_a_table
from dashboard.charts.contours import contours
from dashboard.charts.model import (
    BarChart,
    Chart,
    EmptyChart,
    MatrixChart,
    ShapeChart,
    SpanChart,
    chart_of,
)
from dashboard.charts.model import (
    matrix as grid,
)
from dashboard.charts.templates import render
from dashboard.charts.words import alternative
from dashboard.citations import cited, linked_line
from dashboard.comparisons.core import BARS, SHAPES, SPANS, Comparison
from dashboard.look.formats import typeset
from dashboard.look.palette import Appearance, tone
from dashboard.look.text_width import STRONG, widest_word
from dashboard.page_registry import ACTIONS
from dashboard.selection import Selection

# Headings of columns in which the project tells what it read, and cites lines, and of the line itself.
_CITING, _LINE = ("Remarque", "Lecture", "Pour qui", "Date", "Durée"), "Ligne"
# Headings of what names a source outside the documents, and of its address.
SOURCE, ADDRESS = "Source", "Adresse"
_MOST_TICKS = 8
# Columns that any screen holds. In pixels: type of headings and of cells, the least column, what stands beside its
# words, what heads of rows take at least.
_FEW, _HEADING, _CELL, _COLUMN, _BESIDE, _HEADS = 5, 13, 15, 54, 13, 150
# Ground and ink of a matrix cell, of the step of its value and the look.
Shade = Callable[[int, Appearance], tuple[str, str]]


@dataclass(frozen=True)
class Cell:
    """A cell: its text, the link to what it counts if it counts something, and for a matrix its counts and colours, and
    the second count that stands beside, with its own link."""

    text: str
    link: str | None = None
    counts: str = ""
    ground: str = ""
    ink: str = ""
    beside: str = ""
    beside_link: str | None = None


def drawn(chart: Chart, look: Appearance, page: str | None = ACTIONS.address, shade: Shade = tone) -> str:
    """A chart that is a table, or contours, as HTML; nothing for one that plotly draws, or that shows nothing."""
    match chart:
        case MatrixChart() if chart.is_quotes:
            return quotes(chart, page)
        case MatrixChart() if chart.is_list:
            return listing(chart)
        case MatrixChart():
            return matrix(chart, look, page, shade)
        case SpanChart():
            return timeline(chart, page)
        case ShapeChart():
            return contours(chart)
    return ""


def matrix(chart: MatrixChart, look: Appearance, page: str | None = ACTIONS.address, shade: Shade = tone) -> str:
    """A matrix as a shaded table: it fits any screen, prints, and is read by keyboard.

    The value stands in each cell, on one hue; zero is an empty cell with a dash; a cell leads to what it counts on the
    page, where there is one.
    """
    return render(
        "matrix.html",
        question=chart.comparison.question,
        caption=alternative(chart),
        corner=chart.comparison.category.title,
        series=chart.series,
        heads=_HEADS,
        columns=_columns_width(chart),
        rows=[
            {
                "head": row.label,
                "group": row.group,
                "cells": [
                    Cell(
                        mark.text,
                        _link(chart, mark.behind, page),
                        mark.told,
                        *shade(mark.step, look),
                        mark.beside,
                        mark.behind_other.url(page) if mark.behind_other and page else None,
                    )
                    for mark in row.marks
                ],
            }
            for row in chart.rows
        ],
    )


def _columns_width(chart: MatrixChart) -> int:
    """The pixels that the columns of a matrix of many, or of words, take beside its heads so that no word is broken,
    below which it scrolls; 0 of others."""
    if len(chart.series) <= _FEW and not chart.is_signs:
        return 0
    heading = widest_word([series.heading for series in chart.series], _HEADING, STRONG)
    # A dot that links two parts of a cell stands at the end of the first, as the template has it.
    cell = widest_word([mark.text.replace(" · ", "\u00a0· ") for row in chart.rows for mark in row.marks], _CELL)
    return round(len(chart.series) * (max(_COLUMN, heading, cell) + _BESIDE))


def quotes(chart: MatrixChart, page: str | None = ACTIONS.address) -> str:
    """A matrix of rows told in words: the document's own with their line, or others with their source."""
    return render(
        "quotes.html",
        question=chart.comparison.question,
        corner=chart.comparison.category.title,
        worded=chart.comparison.worded,
        groups=[
            {
                "name": name,
                "rows": [
                    {
                        "label": row.label,
                        "words": row.words,
                        "facts": facts,
                        "behind": _link(chart, row.behind or row.marks[0].behind, page),
                    }
                    for row in rows
                    for facts in [_linked(chart, row.facts, row.document_id, page)]
                ],
            }
            for name, rows in groupby(chart.rows, key=lambda row: row.group)
        ],
    )


def listing(chart: MatrixChart) -> str:
    """A matrix of one value a row as a list: each thing with its value and all that is known of it."""
    return render(
        "listing.html",
        question=chart.comparison.question,
        caption=chart.comparison.subtitle,
        corner=chart.comparison.category.title,
        heading=chart.series[0].label,
        titles=list(chart.comparison.extra_columns.values()),
        groups=[
            {
                "name": name,
                "rows": [{"label": row.label, "text": row.marks[0].text, "facts": row.facts.values()} for row in rows],
            }
            for name, rows in groupby(chart.rows, key=lambda row: row.group)
        ],
    )


def timeline(chart: SpanChart, page: str | None = ACTIONS.address) -> str:
    """Periods on one axis as a table whose last column is the axis: a bar a row, from its first to its last year."""
    selection = chart.comparison.selection
    return render(
        "timeline.html",
        question=chart.comparison.question,
        caption=alternative(chart),
        ticks=[{"year": tick.text, "left": round(100 * tick.place, 2)} for tick in chart.ticks(_MOST_TICKS)],
        groups=[
            {
                "series": series,
                "rows": [
                    {
                        "span": span,
                        "left": round(100 * span.place, 2),
                        "width": round(100 * span.length, 2),
                        "link": span.behind.url(page) if span.behind and page else None,
                        "cited": linked_line(span.document_id, span.line, selection, _base(page))
                        if span.behind and page
                        else None,
                    }
                    for span in chart.of(series)
                ],
            }
            for series in chart.series
        ],
    )


def table(comparison: Comparison, page: str | None = ACTIONS.address) -> str:
    """The data as an HTML table: a row a category, a column a series; for sums, a column a fact. Of a large one, the
    first rows and columns, and its caption says so."""
    held, cut = in_a_table(comparison)
    headings, rows = _rows(held, page)
    return render(
        "comparison_table.html",
        caption=" ".join(filter(None, (comparison.question, comparison.subtitle, cut))),
        corner=comparison.category.title,
        headings=headings,
        rows=rows,
    )


def texts(comparison: Comparison, choice: Choice = EVERYTHING, most: int | None = None) -> list[list[list[str]]]:
    """The same as tables of plain texts, each with its headings, then its rows: of the series that are chosen, at most
    so many side by side."""
    headings, rows = _rows(comparison, None, choice)
    facts = len(comparison.extra_columns)
    # Where a row has one value, all that is known of it stays together.
    is_crossed = comparison.mark not in (BARS, SPANS, SHAPES)
    each = most if most and is_crossed else max(1, len(headings))
    kept, first = (slice(0, facts), facts) if is_crossed else (slice(0, 0), 0)
    told = [[one.text for one in row["cells"]] for row in rows]
    return [
        [
            [comparison.category.title, *headings[kept], *headings[at : at + each]],
            *([row["head"], *cells[kept], *cells[at : at + each]] for row, cells in zip(rows, told, strict=True)),
        ]
        for at in range(first, max(first + 1, len(headings)), each)
    ]


def _rows(
    comparison: Comparison, page: str | None, choice: Choice = EVERYTHING
) -> tuple[list[str], list[dict[str, Any]]]:
    """The headings but the first, and the rows, each with its head and its cells."""
    facts = list(comparison.extra_columns.values())
    if comparison.mark in (BARS, SPANS, SHAPES):
        chart = chart_of(comparison, choice)
        return [comparison.value_title, *facts], [
            {"head": head, "cells": [Cell(value), *map(Cell, told.values())]}
            for head, value, told in _listed(chart, page)
        ]
    every = grid(comparison, choice)
    return [*facts, *(series.heading for series in every.series)], [
        {
            "head": row.label,
            "cells": [
                *map(Cell, _linked(every, row.facts, row.document_id, page).values()),
                *(
                    Cell(mark.figure, _link(every, mark.behind, page))
                    if mark.behind
                    else Cell(_cited(every, mark.text, row.document_id, page))
                    for mark in row.marks
                ),
            ],
        }
        for row in every.rows
    ]


def _listed(chart: Chart, page: str | None) -> list[tuple[str, str, dict[str, str]]]:
    """Each row of a chart of one value a row: its head, its value, what else is known of it."""
    match chart:
        case BarChart():
            return [(one.label, one.text, _linked(chart, one.facts, one.document_id, page)) for one in chart.bars]
        case SpanChart():
            return [(one.title, one.years, _linked(chart, one.facts, one.document_id, page)) for one in chart.spans]
        case ShapeChart():
            return [(one.series.label, one.extent, dict(one.facts)) for one in chart.shapes]
        case EmptyChart():
            return []
    raise TypeError(f"{type(chart).__name__} has several values a row")


def _linked(chart: Chart, facts: Mapping[str, str], document_id: str, page: str | None) -> dict[str, str]:
    """The facts; where there are pages, the lines that they cite lead to their document."""
    told = dict(facts)
    if page and told.get(ADDRESS, "").startswith("https://"):
        address = told[ADDRESS]
        told |= {SOURCE: _led(address, told[SOURCE]), ADDRESS: _led(address, address)}
    if not page or not document_id:
        return told
    # Not the document's own words: their « ligne 2 » may be a bus.
    for heading in _CITING:
        if heading in told:
            told[heading] = _cited(chart, told[heading], document_id, page)
    if told.get(_LINE):
        told[_LINE] = linked_line(document_id, int(told[_LINE]), chart.comparison.selection, _base(page))
    return told


def _led(address: str, text: str) -> Markup:
    """A link that leaves the dashboard: followed, it tells nobody from where."""
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, typeset(text))


def _cited(chart: Chart, text: str, document_id: str, page: str | None) -> str:
    return cited(text, document_id, chart.comparison.selection, _base(page)) if page and document_id else text


def _link(chart: Chart, behind: Selection | None, page: str | None) -> str | None:
    """Where what a mark counts is listed: on the page of actions, or on another beside it, where there is one."""
    if behind is None or not page:
        return None
    if chart.comparison.opens == ACTIONS.address:
        return behind.url(page)
    base = page.removesuffix(ACTIONS.address)
    return behind.url(f"{base}{chart.comparison.opens}") if base != page else None


def _base(page: str) -> str:
    """Where a page's address begins: nothing for a relative one."""
    return page[: page.rfind("/") + 1]
