"""A Comparison on the page: finding, chart, caveats, sources, table. A click on a mark opens the actions behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import queries
from dashboard.charts.as_it_is import AsItIs
from dashboard.charts.html import drawn, table
from dashboard.charts.model import Chart, DotChart, chart_of
from dashboard.charts.plotly import CONFIG, figure
from dashboard.charts.words import alternative, source_line
from dashboard.citations import cited
from dashboard.comparisons import Comparison
from dashboard.comparisons.core import EUROS
from dashboard.comparisons.wording import sentence
from dashboard.look.palette import Appearance
from dashboard.page_registry import ACTIONS
from dashboard.widgets import ROOT, exporting, frame, texts
from dashboard.widgets.frame import look
from dashboard.widgets.guard import guarded
from dashboard.widgets.templates import render


@dataclass(frozen=True)
class Drawn:
    """What a page shows of a Comparison: a chart of HTML, or a figure with its legend and its words for the ear; then
    its caveats with its sources, and its table."""

    chart: Chart
    html: str
    figure: Any
    legend: str
    alternative: str
    notes: str
    table: str


@queries.once_per_content
def _drawn(comparison: Comparison, look: Appearance) -> Drawn:
    chart = chart_of(comparison)
    html = drawn(chart, look)
    return Drawn(
        chart,
        html,
        figure=None if html else figure(chart, look),
        legend=render("legend.html", series=chart.series) if isinstance(chart, DotChart) else "",
        alternative="" if html else alternative(chart),
        notes=render("notes.html", notes=_notes(chart), sources=source_line(chart)),
        table=table(comparison),
    )


@queries.once_per_content
def _head(comparison: Comparison, heading: int) -> str:
    return render(
        "finding.html",
        heading=heading,
        question=comparison.question,
        finding=comparison.finding,
        subtitle=comparison.subtitle,
        unapplied=[sentence(claim) for claim in comparison.unapplied],
    )


def show(comparison: Comparison, heading: int = 2) -> None:
    """Show the whole Comparison under a heading of this level."""
    head(comparison, heading)
    body(comparison)


def head(comparison: Comparison, heading: int = 2) -> None:
    """Question, finding as the title, and what is shown."""
    st.html(_head(comparison, heading))


def body(comparison: Comparison) -> None:
    """Chart, caveats, sources and table; a click on a mark goes to the actions that it counts."""
    with guarded(comparison.question), st.container(key=f"er-comparison-{comparison.key}"):
        if comparison.is_empty:
            # Of what is told in words, and of sums, the finding says that there is none.
            if not comparison.words and comparison.unit != EUROS:
                texts.nothing(comparison.empty, comparison.selection)
            return
        shown = _drawn(comparison, look())
        if shown.html:
            st.html(shown.html)
        else:
            _plot(shown)
        st.html(shown.notes)
        exporting.menu(comparison, frame.current_page())
        with st.expander("Voir le tableau des données", icon=":material/table:"):
            st.html(shown.table)


def folded(comparison: Comparison, question: str) -> None:
    """A matrix behind its question, for a page whose first concern is another."""
    with guarded(comparison.question), st.expander(question, icon=":material/grid_on:"):
        head(comparison)
        shown = _drawn(comparison, look())
        st.html(shown.html)
        st.html(shown.notes)


def _notes(chart: Chart) -> list[str]:
    """The caveats, but for what the head says; a note on one territory's document leads to the lines that it cites."""
    documents = {f"{source.territory} : ": source.document_id for source in chart.comparison.sources}
    about = {note: next((documents[name] for name in documents if note.startswith(name)), "") for note in chart.notes}
    headed = {sentence(claim) for claim in chart.comparison.unapplied}
    return [
        cited(note, about[note], chart.comparison.selection) if about[note] else note
        for note in chart.notes
        if note not in headed
    ]


def _plot(shown: Drawn) -> None:
    if shown.legend:
        st.html(shown.legend)
    event = st.plotly_chart(
        AsItIs(shown.figure),
        key=f"chart-{shown.chart.comparison.key}",
        theme=None,
        config=CONFIG,
        on_select="rerun",
        selection_mode="points",
        alt=shown.alternative,
    )
    _follow(shown.chart, event)


def _follow(chart: Chart, event: object) -> None:
    points = getattr(getattr(event, "selection", None), "points", None) or []
    chosen = next((point["customdata"] for point in points if point.get("customdata")), None)
    if not chosen or not isinstance(chart, DotChart):
        return
    marks = {(mark.category_id, mark.series_id): mark for row in chart.rows for mark in row.marks}
    mark = marks.get((str(chosen[0]), str(chosen[1])))
    if mark and mark.behind:
        st.switch_page(str(ROOT / "pages" / ACTIONS.file), query_params=mark.behind.to_params())
