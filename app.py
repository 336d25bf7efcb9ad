"""En regard: the pages that Streamlit serves, and the projection's own beside them."""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.compression import CompressedOnce
from dashboard.projection import ROUTES

# Threads take turns ten times as often as Python has them do: a long export of one visitor is felt less by the others.
sys.setswitchinterval(0.0005)

app = st.App(Path(__file__).parent / "dashboard" / "main.py", routes=ROUTES, middleware=[Middleware(CompressedOnce)])
