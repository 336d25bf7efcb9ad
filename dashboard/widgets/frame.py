"""The frame around every page: navigation that carries the Selection, filters, notices, the foot with the version."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard import queries
from dashboard.citations import DOCUMENT, LINE, LIST_ORDER, LIST_PAGE, ORDERS
from dashboard.dossier.assemble import known
from dashboard.dossier.model import DossierRefused
from dashboard.dossier.store import ShelfClosed
from dashboard.look.palette import Appearance, appearance
from dashboard.operations import version
from dashboard.page_registry import ACTIONS, DOSSIER, OVERVIEW, PAGES, Page
from dashboard.selection import LISTS, PARAMETERS, Reading, Selection, read_params
from dashboard.widgets import ROOT, filters, finder, keeping, own_dossier, own_workspace, printing
from dashboard.widgets.first_build import build_first
from dashboard.widgets.markdown import literal
from dashboard.widgets.templates import render
from dashboard.workspace import PREFIX

_PAGE = ContextVar("page", default=OVERVIEW)
# What an address may say: the Selection, a place on a page, what Streamlit itself reads.
_OWN = (DOCUMENT, LINE, LIST_ORDER, LIST_PAGE)
_UNDERSTOOD = PARAMETERS | {*_OWN, own_dossier.PARAMETER, "version", "embed", "embed_options"}
_LONGEST_TOLD = 60
_FILES = ROOT / "pages"


def pages() -> list[st.Page]:
    """The pages, in the order of the navigation; made anew in each run, since Streamlit ties them to it."""
    return [
        # The first page has no address of its own.
        st.Page(_FILES / page.file, title=page.title, icon="", url_path=page.address or None, default=not page.address)
        for page in PAGES.values()
    ]


def open_page(address: str, links: Sequence[st.Page]) -> bool:
    """Draw what stands around the page, with these links to all pages. False where there is no database yet and none
    could be built."""
    page = PAGES[address]
    _PAGE.set(page)
    st.html(_script(), unsafe_allow_javascript=True)
    st.html(_style(look()))
    if own_workspace.is_gone():
        home = base_address(page).removesuffix(f"{PREFIX}/{own_workspace.asked()}/")
        st.html(render("own_gone.html", home=home))
        return False
    if not _is_readable():
        return False
    reading = read_url()
    printing.head(page, reading.selection, base_address(page), look(), own_parameters())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="er-nav"):
        st.html(_brand())
        carried = reading.selection.but(action="", words="").to_params()
        for link in links:
            st.page_link(link, label=_label(link), query_params=carried or None)
    own_dossier.remember()
    keeping.tell_kept()
    finder.box(reading.selection)
    if page.has_filters:
        filters.sidebar(reading.selection)
        filters.chips(reading.selection)
    if reading.unknown:
        st.info(
            "Ce lien demande ce qui n’existe pas ici, et qui a été laissé de côté : "
            f"`{'`, `'.join(part.replace('`', '') for part in reading.unknown)}`.",
            icon=":material/link_off:",
        )
    _tell_other_version()
    if page is not ACTIONS and DOCUMENT not in st.query_params:
        finder.at_a_glance(reading.selection)
    return True


def _is_readable() -> bool:
    """Whether there is a base to read: one that is missing, old or spoiled is built, and why it cannot be is told."""
    refused = own_workspace.renew()
    try:
        queries.content_hash()
    except queries.DatabaseMissing:
        if not own_workspace.asked():
            return build_first()
        refused = refused or own_workspace.renew(anew=True)
        if refused:
            st.error(literal(refused), icon=":material/error:")
        return not refused
    if refused:
        st.error(literal(refused), icon=":material/error:")
    return True


def _label(page: st.Page) -> str:
    """The page's name in the navigation; the dossier's says how many views it holds."""
    if page.url_path != DOSSIER.address:
        return str(page.title)
    try:
        held = len(own_dossier.read().entries)
    except (DossierRefused, ShelfClosed):
        held = 0
    return f"{page.title} ({held})" if held else str(page.title)


def _tell_other_version() -> None:
    """A copied link names the data that it was copied from: figures may have changed since."""
    asked, here = st.query_params.get("version", ""), queries.content_hash()
    if asked and not here.startswith(asked):
        st.info(
            f"Ce lien a été copié d’une autre version des données (`{asked.replace('`', '')[:12]}`) ; celle-ci est la "
            f"`{here[:8]}` : les chiffres peuvent avoir changé.",
            icon=":material/history:",
        )


def close_page() -> None:
    """The foot of every page: the version of the data, and where the method is told."""
    st.html(_foot())


@queries.once_per_content
def _foot() -> str:
    build = queries.build().iloc[0]
    return render("foot.html", software=version.told(), build=build, date=f"{build['built_at']:%d/%m/%Y}")


@cache
def _brand() -> str:
    return render("brand.html")


@cache
def _script() -> str:
    return f"<script>{render('page.js', plotly=_plotly())}</script>"


def _plotly() -> str:
    """The name of the script that draws charts, where Streamlit keeps it; none where it has another."""
    known = sorted(Path(st.__file__).parent.glob("static/static/js/PlotlyChart.*.js"))
    return known[0].name if known else ""


@cache
def _style(look: Appearance) -> str:
    return f"<style>{render('style.css', look=look)}</style>"


def read_url() -> Reading:
    """The Selection of the address bar, and what of it means nothing here."""
    params: dict[str, str] = {}
    unread: list[str] = []
    for name in st.query_params:
        values = st.query_params.get_all(name)
        if name in LISTS.values():
            # « theme=sante&theme=mobilite » is as good as « theme=sante,mobilite ».
            values = [",".join(values)]
        params[name] = values[-1]
        unread += [f"{name}={value}" for value in (values if name not in _UNDERSTOOD else values[:-1])]
    reading = read_params(params, known())
    return Reading(reading.selection, (*reading.unknown, *(one[:_LONGEST_TOLD] for one in unread)))


def selection() -> Selection:
    """What the user looks at."""
    return read_url().selection


def own_parameters() -> dict[str, str]:
    """What the address says beside the Selection: the document that is open, and the line; the order and page
    of a list."""
    return {name: st.query_params[name] for name in _OWN if name in st.query_params}


def order_of_list() -> str:
    """What the address asks a long list to be sorted by; nothing for its own order."""
    asked = st.query_params.get(LIST_ORDER, "")
    return asked if asked in ORDERS else ""


def page_of_list() -> int:
    """The page of a long list that the address asks for, from 1."""
    asked = st.query_params.get(LIST_PAGE, "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 9 else 1


def current_page() -> Page:
    """The page that runs."""
    return _PAGE.get()


def base_address(page: Page | None = None) -> str:
    """The dashboard's own address, with its last slash, as seen from this page (by default, the one that runs)."""
    address = str(st.context.url or "").split("?")[0]
    own = (page or current_page()).address
    return f"{address.removesuffix('/').removesuffix(own).removesuffix('/')}/" if address else ""


def look() -> Appearance:
    """The colours of the visitor's theme."""
    return appearance(st.context.theme.type)
