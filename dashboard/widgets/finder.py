"""Search from every page, as one types; and the actions near one that is open."""

from __future__ import annotations

import streamlit as st

from dashboard.look.formats import count
from dashboard.page_registry import ACTIONS
from dashboard.search import ask
from dashboard.search.answers import Found, answered, line_groups, linked
from dashboard.selection import Selection
from dashboard.widgets.filters import go_to
from dashboard.widgets.templates import render

_KEY = "search-words"
# Enough answers to see at a glance while typing; the page of actions has all of them.
_ACTIONS_AT_A_GLANCE, _LINES_AT_A_GLANCE = 5, 3
_MOST = 60


def box(selection: Selection) -> None:
    """The search field; what is typed goes to the address."""
    # What the field holds is set only where the address says another: an answer to letters typed before must not take
    # away those typed since.
    if _squeezed(st.session_state.get(_KEY)) != _squeezed(selection.words):
        st.session_state[_KEY] = selection.words
    st.text_input(
        "Chercher dans les actions et les documents",
        key=_KEY,
        type="search",
        icon=":material/search:",
        live="300ms",
        max_chars=200,
        label_visibility="collapsed",
        placeholder="Chercher : vélo, Anah, contrat local de santé, bornes électriques…",
        on_change=_changed,
        args=(selection,),
    )


def _squeezed(words: str | None) -> str:
    return " ".join((words or "").split())


def at_a_glance(selection: Selection) -> None:
    """The best answers, under the field, on any page."""
    if selection.words.strip():
        _show(answered(selection, (_ACTIONS_AT_A_GLANCE, _LINES_AT_A_GLANCE)), selection, heading=2)


def answers(selection: Selection) -> None:
    """All answers, as the page of actions shows them."""
    _show(answered(selection), selection, heading=1)


def lines_of(document_id: str, selection: Selection) -> list[ask.Line]:
    """The lines of one document that answer what is searched, listed above its text."""
    if not selection.words.strip():
        return []
    found = ask.lines_of(document_id, selection.words)
    st.html(
        render(
            "document_answers.html",
            words=selection.words,
            number=count(len(found), "ligne"),
            lines=line_groups(found[:_MOST], selection, keep_words=True),
            more=selection.url(ACTIONS.address),
        )
    )
    return found


def near(action_id: str, selection: Selection) -> None:
    """Actions of other territories near this one, and what they share."""
    found = ask.neighbours(action_id)
    if not found:
        return
    st.html(
        render(
            "neighbours.html",
            neighbours=[
                {**action, "shared": one.shared}
                for one, action in zip(found, linked([one.place for one in found], selection), strict=True)
            ],
        )
    )


def _show(found: Found, selection: Selection, heading: int) -> None:
    st.html(
        render(
            "answers.html",
            words=selection.words,
            heading=heading,
            found=found,
            filtered=bool(selection.filters),
            unfiltered=Selection(words=selection.words).url(ACTIONS.address),
        )
    )


def _changed(selection: Selection) -> None:
    go_to(selection.but(words=st.session_state[_KEY], action=""))
