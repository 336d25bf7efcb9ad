"""En regard: the pages that Streamlit serves, and the projection's own beside them."""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.compression import CompressedOnce
from dashboard.projection import routes_at
from dashboard.shell import FrenchDocument

# Threads take turns ten times as often as Python has them do: a long export of one visitor is felt less by the others.
sys.setswitchinterval(0.0005)

# The path under which a proxy serves the dashboard, where it is not a host's root.
base = st.get_option("server.baseUrlPath").strip("/")
app = st.App(
    Path(__file__).parent / "dashboard" / "main.py",
    routes=routes_at(base),
    middleware=[Middleware(FrenchDocument, base=base), Middleware(CompressedOnce)],
)
