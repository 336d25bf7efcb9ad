"""Work that takes long, told to who waits for it and kept from making others wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.operations import turns


@contextmanager
def long_work(said: str) -> Iterator[None]:
    """Say what is done while the block does it; the pages of others begin meanwhile."""
    turns.PAGES.step_aside()
    with st.spinner(said):
        yield
