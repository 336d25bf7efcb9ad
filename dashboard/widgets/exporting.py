"""The « Exporter » menu under every chart: files are made when asked, never while the page loads."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import streamlit as st

from dashboard import queries
from dashboard.comparisons import Comparison
from dashboard.exports import FORMATS, Context, Format, citation, file_name
from dashboard.html import render
from dashboard.widgets import frame
from dashboard.widgets.filters import in_words


@st.fragment
def menu(comparison: Comparison, page: str) -> None:
    """The formats of the registry, and the citation to copy. A fragment: opening it redraws nothing else.

    `page` is the page's name in the address: a fragment runs without the frame that knows it.
    """
    with st.popover(
        "Exporter", icon=":material/download:", key=f"export-{comparison.key}", on_change="rerun"
    ) as popover:
        if not popover.open:
            return
        context = context_of(comparison, page)
        for one in FORMATS:
            reason = one.unavailable()
            st.download_button(
                one.label,
                data=_maker(one, comparison, context),
                file_name=file_name(comparison, context, one.extension),
                mime=one.mime,
                key=f"export-{comparison.key}-{one.key}",
                on_click="ignore",
                disabled=reason is not None,
                width="stretch",
            )
            if reason:
                st.caption(reason)
        st.html(render("citation.html", citation=citation(comparison, context)))


def context_of(comparison: Comparison, page: str) -> Context:
    """What goes into every file beside the Comparison: link, filters in words, the actions behind, the day."""
    selection = comparison.selection
    version = {"version": comparison.data_version[:8]}
    return Context(
        permalink=f"{frame.base_address(page)}{selection.url(page, version)}",
        filters=in_words(selection),
        actions=queries.actions(selection),
        made_on=datetime.date.today(),
    )


def _maker(one: Format, comparison: Comparison, context: Context) -> Callable[[], bytes]:
    def make() -> bytes:
        return one.make(comparison, context)

    return make
