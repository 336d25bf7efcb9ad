"""Whether the visitor is still there: long work for somebody who left is given up."""

from __future__ import annotations

import time

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

# A connection that was cut may come back: by then it has.
_BACK_WITHIN = 5.0


class Presence:
    """A visitor who waits for something that takes long."""

    def __init__(self) -> None:
        self._last_seen = time.monotonic()

    def stop_if_gone(self) -> None:
        """Stop what runs for the visitor where their window has been gone for some seconds."""
        context = get_script_run_ctx(suppress_warning=True)
        if context is None or not runtime.exists() or runtime.get_instance().is_active_session(context.session_id):
            self._last_seen = time.monotonic()
        elif time.monotonic() - self._last_seen > _BACK_WITHIN:
            st.stop()
