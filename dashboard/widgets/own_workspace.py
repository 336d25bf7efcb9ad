"""The workspace that this visitor reads, as the address under which the page was opened says it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import workspace
from dashboard.widgets.long_work import long_work
from dashboard.workspace import renewing, store

# Workspaces whose base was found to be of this version, or made so.
_RENEWED: set[str] = set()
# By session: the workspace of its address.
_OF_SESSIONS: dict[str, str] = {}
_MOST_SESSIONS = 5_000


def asked() -> str:
    """The name that the address says, whether there is a workspace of it or not; empty for the public base."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return workspace.name()
    # Asked with every question to the base: a session keeps the address under which its page was opened.
    name = _OF_SESSIONS.get(context.session_id)
    if name is None:
        name = _OF_SESSIONS[context.session_id] = str(st.context.headers.get(workspace.HEADER) or "")
        while len(_OF_SESSIONS) > _MOST_SESSIONS:
            _OF_SESSIONS.pop(next(iter(_OF_SESSIONS)), None)
    return name


def base() -> Path | None:
    """The base of the workspace that is asked for; None for the public one."""
    own = asked()
    return store.base(own) if own else None


def renew(anew: bool = False) -> str:
    """Bring the base up to this version of En regard, once a process, or make it anew because it cannot be read; what
    keeps that from being done, in French."""
    own = asked()
    if not own or (own in _RENEWED and not anew):
        return ""
    with long_work("Mise à jour de votre comparaison…"):
        refused = renewing.renew(own, anew)
    if refused:
        return refused.said
    store.opened(own)
    _RENEWED.add(own)
    return ""


def is_gone() -> bool:
    """Whether the workspace was deleted while its page was open."""
    return bool(asked()) and not store.exists(asked())
