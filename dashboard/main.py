"""The script that Streamlit runs for every page: settings, navigation, and what stands around the page."""

import streamlit as st

from dashboard import queries
from dashboard.widgets import ROOT, downloads, frame, own_workspace
from dashboard.widgets.guard import guarded, with_a_base

st.set_page_config(page_title="En regard", page_icon=str(ROOT / "dashboard" / "favicon.svg"), layout="wide")
# A page that was opened under the address of a workspace reads its base.
queries.choose_by(own_workspace.base)
downloads.keep_for_a_minute()
page = st.navigation(frame.pages(), position="hidden")
with guarded("toute la page"), with_a_base():
    if frame.open_page(page.url_path):
        page.run()
        frame.close_page()
