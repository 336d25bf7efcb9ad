"""The frame around every page: navigation that carries the Selection, filters, notices, the foot with the version."""

from __future__ import annotations

import streamlit as st

from dashboard import queries
from dashboard.html import render
from dashboard.selection import Reading, Selection, read_params
from dashboard.style import Appearance, appearance
from dashboard.widgets import filters
from dashboard.widgets.first_build import build_first

PAGES = [
    st.Page("pages/vue_densemble.py", title="Vue d’ensemble", icon=":material/grid_on:", default=True),
    st.Page("pages/themes.py", title="Thèmes", icon=":material/category:", url_path="themes"),
    st.Page("pages/financements.py", title="Financements", icon=":material/euro:", url_path="financements"),
    st.Page("pages/actions.py", title="Actions", icon=":material/list_alt:", url_path="actions"),
    st.Page("pages/territoires.py", title="Territoires", icon=":material/map:", url_path="territoires"),
    st.Page("pages/methode.py", title="Méthode", icon=":material/menu_book:", url_path="methode"),
]
_WITHOUT_FILTERS = ("methode", "territoires")


def open_house(page: st.Page) -> bool:
    """Draw what stands around the page. False where there is no database yet and none could be built."""
    st.html(f"<script>{render('page.js')}</script>", unsafe_allow_javascript=True)
    st.html(f"<style>{render('style.css', look=look())}</style>")
    try:
        queries.content_hash()
    except queries.DatabaseMissing:
        if not build_first():
            return False
    reading = read_url()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="er-nav"):
        st.html(render("brand.html"))
        for link in PAGES:
            st.page_link(link, icon=None, query_params=reading.selection.but(action="").to_params() or None)
    if page.url_path not in _WITHOUT_FILTERS:
        filters.sidebar(reading.selection)
        filters.chips(reading.selection)
    if reading.unknown:
        st.info(
            "Ce lien demande ce qui n’existe pas ici, et qui a été laissé de côté : "
            f"`{'`, `'.join(part.replace('`', '') for part in reading.unknown)}`.",
            icon=":material/link_off:",
        )
    return True


def close_house() -> None:
    """The foot of every page: the version of the data, and where the method is told."""
    build = queries.build().iloc[0]
    st.html(render("foot.html", build=build, date=f"{build['built_at']:%d/%m/%Y}"))


def read_url() -> Reading:
    """The Selection of the address bar, and what of it means nothing here."""
    catalogue = queries.catalogue()
    known = {str(field): set(of_field["value"]) for field, of_field in catalogue.groupby("field")}
    return read_params(st.query_params.to_dict(), known)


def selection() -> Selection:
    """What the user looks at."""
    return read_url().selection


def look() -> Appearance:
    """The colours of the visitor's theme."""
    return appearance(st.context.theme.type)
