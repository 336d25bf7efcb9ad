"""En regard: the pages that Streamlit serves, and the projection's own beside them."""

from pathlib import Path

import streamlit as st

from dashboard.stage import ROUTES

app = st.App(Path(__file__).parent / "dashboard" / "house.py", routes=ROUTES)
