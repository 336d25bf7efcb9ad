"""The « Exporter » menu under every chart: files are made when asked, never while the page loads."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.comparisons import Comparison
from dashboard.comparisons.identity import identity
from dashboard.dossier import assemble
from dashboard.dossier.assembled import in_silence
from dashboard.exports import FORMATS, Format, names
from dashboard.exports.core import cited
from dashboard.exports.dossier import DECK
from dashboard.exports.package import data_package
from dashboard.exports.pdf import fact_sheet
from dashboard.exports.workshop import WORKSHOP
from dashboard.operations import journal
from dashboard.operations.limits import EXPORTS, KITS
from dashboard.page_registry import TERRITORIES, Page
from dashboard.widgets import frame, keeping
from dashboard.widgets.templates import render

# What the makers of pictures take, as the menu says it.
_LOOKS = {"transparent": "Fond transparent", "printable": "Pour impression, en gris"}
_NAMED = {"transparent": "fond-transparent", "printable": "en-gris"}


@st.fragment
def menu(comparison: Comparison, page: Page) -> None:
    """The formats of the registry, the citation to copy, and the dossier to keep the view in.

    A fragment: opening it redraws nothing else. `page` is the page that shows the view: a fragment runs without the
    frame that knows it.
    """
    with st.container(horizontal=True, gap="small", key=f"er-menu-{comparison.key}"):
        _formats(comparison, page)
        keeping.add(comparison)


def _formats(comparison: Comparison, page: Page) -> None:
    # Drawn whether open or not: a popover that runs its fragment as it closes would, on a click in the navigation, run
    # it instead of the page that the click leads to.
    with st.popover("Exporter", icon=":material/download:"):
        base, day = frame.base_address(page), datetime.date.today()
        reasons = {one.key: one.unavailable() for one in FORMATS}
        looks = st.pills(
            "Images",
            list(_LOOKS),
            format_func=_LOOKS.__getitem__,
            selection_mode="multi",
            key=f"export-{comparison.key}-looks",
        )
        named = _names(comparison, tuple(looks))
        with st.container(horizontal=True, gap="small"):
            for one in FORMATS:
                st.download_button(
                    one.label,
                    data=_maker(one, comparison, page, base, looks if one.is_picture else ()),
                    file_name=named[one.key],
                    mime=one.mime,
                    key=f"export-{comparison.key}-{one.key}",
                    on_click="ignore",
                    disabled=reasons[one.key] is not None,
                )
        for reason in dict.fromkeys(filter(None, reasons.values())):
            st.caption(reason)
        st.html(_citation(comparison, page, base, day))


@queries.once_per_content
def _names(comparison: Comparison, looks: tuple[str, ...]) -> Mapping[str, str]:
    """The name of each format's file."""
    return {
        one.key: names.of_view(
            comparison, one.extension, one.apart, *(_NAMED[look] for look in looks if one.is_picture)
        )
        for one in FORMATS
    }


@queries.once_per_content
def _citation(comparison: Comparison, page: Page, base: str, day: datetime.date) -> str:
    return render("citation.html", citation=cited(comparison, assemble.permalink_of(comparison, page, base), day))


def territory_sheet(territory: str) -> None:
    """The fact sheet of a territory, two pages, and its presentation."""
    base, day = frame.base_address(TERRITORIES), datetime.date.today()
    version = queries.content_hash()[:8]

    def sheet() -> bytes:
        KITS.ask()
        return fact_sheet.pdf(assemble.of_territory(territory, base, day), identity(territory))

    def deck() -> bytes:
        KITS.ask()
        return WORKSHOP.make(DECK.key, assemble.of_territory(territory, base, day), in_silence)

    with st.container(horizontal=True, gap="small", key="er-fiche"):
        st.download_button(
            "Fiche en deux pages (PDF)",
            data=sheet,
            file_name=names.of_territory("fiche", territory, "pdf", version),
            mime="application/pdf",
            icon=":material/description:",
            on_click="ignore",
        )
        st.download_button(
            "Présentation (PowerPoint)",
            data=deck,
            file_name=names.of_territory("presentation", territory, DECK.extension, version),
            mime=DECK.mime,
            icon=":material/slideshow:",
            on_click="ignore",
        )


def whole_base() -> None:
    """The whole base: the DuckDB file, and all its tables as a Data Package."""
    version, day = queries.content_hash()[:8], f"{queries.build().iloc[0]['built_at']:%Y-%m-%d}"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "La base (DuckDB)",
            data=_base,
            file_name=names.of_base("base", "duckdb", version),
            mime="application/octet-stream",
            on_click="ignore",
        )
        st.download_button(
            "Toutes les tables (Data Package)",
            data=lambda: _package(version, day),
            file_name=names.of_base("tables", "zip", version),
            mime="application/zip",
            on_click="ignore",
        )


def _base() -> bytes:
    EXPORTS.ask()
    return queries.database_bytes()


class _Tables(Mapping[str, Iterator[pd.DataFrame]]):
    """The tables of the base, each fetched in parts when it is asked for: one of them may be more than the memory."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Iterator[pd.DataFrame]:
        return queries.table_in_parts(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _package(version: str, day: str) -> bytes:
    KITS.ask()
    dictionary = queries.dictionary()
    tables = _Tables(tuple(dict.fromkeys(dictionary["relation"].astype(str))))
    return data_package(tables, dictionary, version, day, queries.keys())


def _maker(one: Format, comparison: Comparison, page: Page, base: str, looks: Sequence[str]) -> Callable[[], bytes]:
    def make() -> bytes:
        # Made when asked: the actions behind the figures are fetched then.
        EXPORTS.ask()
        with journal.timed("export", format=one.key, view=comparison.key):
            context = assemble.context_of(comparison, page, base)
            return one.make(comparison, context, **dict.fromkeys(looks, True))

    return make
