"""Errors for people: a French sentence and a reference for the visitor, the trace in the server's log."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

_LOG = logging.getLogger(__name__)


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Keep an error in one part of a page from taking the page: a sentence for the visitor, a trace in the log."""
    try:
        yield
    except Exception as error:
        # Streamlit drives page changes and reruns by exceptions of its own, which are not errors.
        if type(error).__module__.startswith("streamlit.runtime"):
            raise
        reference = uuid.uuid4().hex[:8]
        _LOG.exception("%s could not be shown (%s)", what, reference)
        st.error(
            f"Cette partie de la page n’a pas pu être affichée ({what}). "
            f"Référence à donner pour la retrouver dans le journal : {reference}.",
            icon=":material/error:",
        )
