"""The visitor's dossier: its name is in the session or a cookie, the dossier on the server's shelf."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.dossier import browsers, store
from dashboard.dossier.model import Dossier, DossierRefused
from dashboard.operations.limits import DOSSIERS, TooMany
from dashboard.widgets.templates import render

PARAMETER = "dossier"
_NAME, _HELD, _FAULT = "own-dossier-name", "own-dossier-held", "own-dossier-fault"


def name() -> str:
    """The name of the visitor's dossier; empty where they have none yet.

    Tabs of one browser have one dossier, though a tab knows no cookie that another set after it was opened.
    """
    cookies = st.context.cookies
    return browsers.begun(cookies) or str(st.session_state.get(_NAME, "")) or browsers.own(cookies)


def _own(new: str) -> None:
    st.session_state[_NAME] = new
    browsers.begin(st.context.cookies, new)


def adopt(new: str) -> None:
    """Make this dossier the visitor's own, in this session and, by a cookie, after it."""
    _own(new)
    st.session_state.pop(_HELD, None)


def hold(dossier: Dossier, why: str) -> None:
    """Make this dossier the visitor's own for as long as their session lasts, the server keeping none; say why."""
    st.session_state[_HELD] = dossier
    st.session_state[_FAULT] = why


def is_held() -> bool:
    """Whether the dossier stands in the session alone: no link leads to it."""
    return _HELD in st.session_state


def remember() -> None:
    """Have the browser ask for the cookie that names its dossier, where it has none yet or that of another. Called once
    a run: the browser needs the page to be drawn."""
    if browsers.is_untold(st.context.cookies):
        st.html(f"<script>{render('remember.js')}</script>", unsafe_allow_javascript=True)


def others(shown: str) -> list[browsers.Listed]:
    """The dossiers of this browser beside the one that is shown."""
    return browsers.others(browsers.names_in(st.context.cookies), shown)


def is_forgotten() -> bool:
    """Whether the browser refuses cookies: Streamlit sets one of its own before any page runs."""
    return not st.context.cookies


def read(of: str = "") -> Dossier:
    """The dossier of this name, else the visitor's own; an empty one where there is none.

    Raises:
        DossierRefused: its file is no dossier any more.
    """
    if not of and _HELD in st.session_state:
        held: Dossier = st.session_state[_HELD]
        return held
    return store.take(of or name()) or Dossier()


def change(how: Callable[[Dossier], Dossier], of: str = "") -> bool:
    """Change the dossier of this name, else the visitor's own; whether that was done. What went wrong is told next.

    Where the server cannot write, the session holds the dossier, and the visitor is told to save its file.
    """
    own = of or name()
    try:
        if not own:
            DOSSIERS.ask()
            own = store.new_name()
        if _HELD in st.session_state:
            st.session_state[_HELD] = how(st.session_state[_HELD])
        else:
            store.change(own, how)
    except (DossierRefused, TooMany) as error:
        st.session_state[_FAULT] = str(error)
        return False
    except store.ShelfClosed as error:
        hold(how(read(of)), str(error))
    if not of:
        _own(own)
    return True


def tell_fault() -> None:
    """What went wrong with the dossier in the last run."""
    fault = st.session_state.pop(_FAULT, "")
    if fault:
        st.error(fault, icon=":material/error:")
