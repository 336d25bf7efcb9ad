"""The visitor's dossier: its name is in the session or a cookie, the dossier on the server's shelf."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from dashboard.dossier import store
from dashboard.dossier.model import UNTITLED, Dossier, DossierRefused
from dashboard.operations.limits import DOSSIERS, TooMany
from dashboard.widgets.templates import render

PARAMETER = "dossier"
_NAME, _HELD, _FAULT = "own-dossier-name", "own-dossier-held", "own-dossier-fault"
_SECONDS = 365 * 86_400
# Browser -> the name of its dossier, for tabs that were opened before the cookie was set.
_OF_BROWSERS: dict[str, str] = {}
_MOST_BROWSERS = 5_000


def name() -> str:
    """The name of the visitor's dossier; empty where they have none yet.

    Tabs of one browser have one dossier, though a tab knows no cookie that another set after it was opened.
    """
    for found in (_OF_BROWSERS.get(_browser()), st.session_state.get(_NAME), st.context.cookies.get(store.COOKIE)):
        if isinstance(found, str) and store.is_name(found):
            return found
    return ""


def _browser() -> str:
    """What tells this browser from others: the number behind Streamlit's own cookie against forged requests, which is
    written anew, under another mask, with every page. Empty where there is none."""
    kept = str(st.context.cookies.get("_streamlit_xsrf", "")).split("|")
    if len(kept) != 4 or kept[0] != "2":
        return ""
    try:
        mask, masked = bytes.fromhex(kept[1]), bytes.fromhex(kept[2])
    except ValueError:
        return ""
    return bytes(one ^ mask[at % len(mask)] for at, one in enumerate(masked)).hex() if mask else ""


def _own(new: str) -> None:
    st.session_state[_NAME] = new
    browser = _browser()
    if browser:
        _OF_BROWSERS[browser] = new
        while len(_OF_BROWSERS) > _MOST_BROWSERS:
            _OF_BROWSERS.pop(next(iter(_OF_BROWSERS)), None)


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
    """Set the cookie where the session knows more than it, and keep the dossier in this browser's list of its own: two
    tabs may have begun one each. Called once a run: the browser needs the page to be drawn."""
    own = name()
    if not own or (own == st.context.cookies.get(store.COOKIE) and _NAME not in st.session_state):
        return
    cookie = f"{store.COOKIE}={own}; path=/; max-age={_SECONDS}; samesite=lax"
    is_set = st.context.cookies.get(store.COOKIE) == own
    try:
        dossier = read()
    except (DossierRefused, store.ShelfClosed):
        dossier = Dossier()
    told = {"name": own, "title": dossier.title or UNTITLED, "views": len(dossier.entries)}
    script = render("remember.js", cookie=_literal("" if is_set else cookie), told=_literal(told))
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _literal(value: object) -> Markup:
    """The value as JavaScript writes it, with no sign that closes a script."""
    return Markup(json.dumps(value).replace("<", "\\u003c"))


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
