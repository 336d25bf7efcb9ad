"""The script that Streamlit runs for every page: settings, navigation, and what stands around the page."""

import streamlit as st

from dashboard import queries
from dashboard.operations import journal, visitor
from dashboard.operations.turns import PAGES
from dashboard.widgets import ROOT, downloads, frame, own_workspace, signing_in
from dashboard.widgets.guard import guarded, with_a_base

with PAGES.taken() as waited:
    st.set_page_config(page_title="En regard", page_icon=str(ROOT / "dashboard" / "favicon.svg"), layout="wide")
    # A page that was opened under the address of a workspace reads its base.
    queries.choose_by(own_workspace.base)
    downloads.keep_for_a_minute()
    visitor.told_by(lambda: st.context.ip_address or "")
    pages = frame.pages()
    page = st.navigation(pages, position="hidden")
    with (
        journal.timed(
            "page", page=page.url_path or "accueil", own=bool(own_workspace.asked()), waited=round(1000 * waited, 1)
        ),
        guarded("toute la page"),
        with_a_base(),
    ):
        if frame.open_page(page.url_path, pages):
            if signing_in.keeps_out(page.url_path):
                signing_in.ask()
            else:
                page.run()
            signing_in.foot()
            frame.close_page()
