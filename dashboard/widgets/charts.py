"""A Comparison on the page: finding, chart, caveats, sources, table. A click on a mark opens the actions behind it."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.html import matrix, quotes, table, timeline
from dashboard.charts.plotly import CONFIG, figure, series_headings
from dashboard.charts.words import alternative, source_line
from dashboard.citations import cited
from dashboard.comparisons import Comparison
from dashboard.comparisons.core import DOTS, MATRIX, MENTIONS, SPANS
from dashboard.look.palette import GLYPHS
from dashboard.widgets import ROOT, exporting, frame, texts
from dashboard.widgets.frame import look
from dashboard.widgets.guard import guarded
from dashboard.widgets.templates import render


def show(comparison: Comparison, heading: int = 2) -> None:
    """Show the whole Comparison under a heading of this level."""
    head(comparison, heading)
    body(comparison)


def head(comparison: Comparison, heading: int = 2) -> None:
    """Question, finding as the title, and what is shown."""
    st.html(
        render(
            "finding.html",
            heading=heading,
            question=comparison.question,
            finding=comparison.finding,
            subtitle=comparison.subtitle,
        )
    )


def body(comparison: Comparison) -> None:
    """Chart, caveats, sources and table; a click on a mark goes to the actions that it counts."""
    with guarded(comparison.question), st.container(key=f"er-comparison-{comparison.key}"):
        if comparison.is_empty:
            if comparison.unit != MENTIONS:
                texts.nothing(comparison.empty, comparison.selection)
            return
        if comparison.words:
            st.html(quotes(comparison))
        elif comparison.mark == MATRIX:
            st.html(matrix(comparison, look()))
        elif comparison.mark == SPANS:
            st.html(timeline(comparison))
        else:
            _plot(comparison)
        st.html(render("notes.html", notes=_notes(comparison), sources=source_line(comparison)))
        exporting.menu(comparison, frame.current_page())
        with st.expander("Voir le tableau des données", icon=":material/table:"):
            st.html(table(comparison))


def folded(comparison: Comparison, question: str) -> None:
    """A matrix behind its question, for a page whose first concern is another."""
    with guarded(comparison.question), st.expander(question, icon=":material/grid_on:"):
        head(comparison)
        st.html(matrix(comparison, look()))
        st.html(render("notes.html", notes=_notes(comparison), sources=source_line(comparison)))


def _notes(comparison: Comparison) -> list[str]:
    """The caveats; a note on one territory's document leads to the lines that it cites."""
    documents = {f"{source.territory} : ": source.document_id for source in comparison.sources}
    about = {
        note: next((documents[name] for name in documents if note.startswith(name)), "") for note in comparison.notes
    }
    return [cited(note, about[note], comparison.selection) if about[note] else note for note in comparison.notes]


def _plot(comparison: Comparison) -> None:
    if comparison.mark == DOTS:
        st.html(render("legend.html", headings=series_headings(comparison), glyphs=GLYPHS))
    event = st.plotly_chart(
        figure(comparison, look(), legend=False),
        key=f"chart-{comparison.key}",
        theme=None,
        config=CONFIG,
        on_select="rerun",
        selection_mode="points",
        alt=alternative(comparison),
    )
    _follow(comparison, event)


def _follow(comparison: Comparison, event: object) -> None:
    points = getattr(getattr(event, "selection", None), "points", None) or []
    chosen = next((point["customdata"] for point in points if point.get("customdata")), None)
    if not chosen:
        return
    rows = comparison.table[
        (comparison.table[comparison.category.id] == chosen[0]) & (comparison.table[comparison.series.id] == chosen[1])
    ]
    behind = comparison.behind(rows.iloc[0].to_dict()) if len(rows) else None
    if behind:
        st.switch_page(str(ROOT / "pages" / "actions.py"), query_params=behind.to_params())
