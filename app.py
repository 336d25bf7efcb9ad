"""En regard: the pages that Streamlit serves."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).parent / "dashboard" / "house.py")
