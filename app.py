"""En regard: navigation and page settings."""

import streamlit as st

from dashboard.widgets import frame
from dashboard.widgets.guard import guarded

st.set_page_config(page_title="En regard", page_icon="dashboard/favicon.svg", layout="wide")
page = st.navigation(frame.pages(), position="hidden")
with guarded("toute la page"):
    if frame.open_house(page):
        page.run()
        frame.close_house()
