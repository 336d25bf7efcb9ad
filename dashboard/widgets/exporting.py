"""The « Exporter » menu under every chart: files are made when asked, never while the page loads."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import gathering, queries
from dashboard.comparisons import Comparison
from dashboard.exports import FORMATS, Context, Format, citation, file_name
from dashboard.exports.package import data_package
from dashboard.html import render
from dashboard.widgets import frame


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
        reasons = {one.key: one.unavailable() for one in FORMATS}
        with st.container(horizontal=True, gap="small"):
            for one in FORMATS:
                st.download_button(
                    one.label,
                    data=_maker(one, comparison, context),
                    file_name=file_name(comparison, context, one.extension),
                    mime=one.mime,
                    key=f"export-{comparison.key}-{one.key}",
                    on_click="ignore",
                    disabled=reasons[one.key] is not None,
                )
        for reason in dict.fromkeys(filter(None, reasons.values())):
            st.caption(reason)
        st.html(render("citation.html", citation=citation(comparison, context)))


def whole_base() -> None:
    """The whole base: the DuckDB file, and all its tables as a Data Package."""
    version, day = queries.content_hash()[:8], f"{queries.build().iloc[0]['built_at']:%Y-%m-%d}"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "La base (DuckDB)",
            data=queries.database_bytes,
            file_name=f"en-regard_{version}_{day}.duckdb",
            mime="application/octet-stream",
            on_click="ignore",
        )
        st.download_button(
            "Toutes les tables (Data Package)",
            data=lambda: _package(version, day),
            file_name=f"en-regard_{version}_{day}.zip",
            mime="application/zip",
            on_click="ignore",
        )


def _package(version: str, day: str) -> bytes:
    dictionary = queries.dictionary()
    tables = {str(name): queries.table(str(name)) for name in dict.fromkeys(dictionary["relation"])}
    return data_package(tables, dictionary, version, day, queries.keys())


def context_of(comparison: Comparison, page: str) -> Context:
    """What goes into every file beside the Comparison: link, filters in words, the actions behind, the day."""
    return gathering.context_of(comparison, page, frame.base_address(page))


def _maker(one: Format, comparison: Comparison, context: Context) -> Callable[[], bytes]:
    def make() -> bytes:
        return one.make(comparison, context)

    return make
