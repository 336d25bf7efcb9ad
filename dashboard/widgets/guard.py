"""Errors for people: a French sentence and a reference for the visitor, the trace in the server's log."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import queries

_LOG = logging.getLogger(__name__)


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Keep an error in one part of a page from taking the page: a sentence for the visitor, a trace in the log.

    Raises:
        DatabaseMissing: the base cannot be read: no part of the page can be shown until it is built again.
    """
    try:
        yield
    except queries.DatabaseMissing:
        raise
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


_ASKED_AGAIN = "base-asked-again"


@contextmanager
def with_a_base() -> Iterator[None]:
    """Where the base turns out not to be readable in the middle of a page, begin the page again: it builds the base.

    Once: where that does not help, the visitor is told what does.
    """
    try:
        yield
    except queries.DatabaseMissing:
        _LOG.exception("the base cannot be read")
        if not st.session_state.get(_ASKED_AGAIN):
            st.session_state[_ASKED_AGAIN] = True
            st.rerun()
        st.error(
            "La base ne se lit pas : elle manque, elle est abîmée, ou une autre version d’En regard l’a construite. "
            "La commande `python -m etl build`, sur le serveur, la refait ; recharger ensuite cette page.",
            icon=":material/error:",
        )
    st.session_state.pop(_ASKED_AGAIN, None)
