"""Search from every page, as one types; and the actions near one that is open."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import queries, search
from dashboard.evidence import marked_at
from dashboard.formats import count
from dashboard.html import render
from dashboard.selection import Selection
from dashboard.style import GLYPHS
from dashboard.widgets.filters import go_to

_KEY = "search-words"
# Enough answers to see at a glance while typing; the page of actions has all of them.
_AT_A_GLANCE = 5
_MOST = 60


def box(selection: Selection) -> None:
    """The search field; what is typed goes to the address."""
    st.session_state[_KEY] = selection.words
    st.text_input(
        "Chercher dans les actions",
        key=_KEY,
        type="search",
        icon=":material/search:",
        live="300ms",
        max_chars=200,
        label_visibility="collapsed",
        placeholder="Chercher : vélo, contrat local de santé, bornes électriques…",
        on_change=_changed,
        args=(selection,),
    )


def at_a_glance(selection: Selection) -> None:
    """The best answers, under the field, on any page."""
    if selection.words.strip():
        _answers(selection, _AT_A_GLANCE, heading=2)


def answers(selection: Selection) -> None:
    """All answers, as the page of actions shows them."""
    _answers(selection, _MOST, heading=1)


def near(action_id: str, selection: Selection) -> None:
    """Actions of other territories near this one, and what they share."""
    found = search.neighbours(action_id)
    if not found:
        return
    known = _by_id()
    st.html(
        render(
            "neighbours.html",
            neighbours=[
                {**known[one.action_id], "shared": one.shared, "link": _link(one.action_id, selection)} for one in found
            ],
            glyphs=GLYPHS,
        )
    )


def _answers(selection: Selection, most: int, heading: int) -> None:
    known = _by_id(selection)
    hits = [hit for hit in search.find(selection.words, limit=_MOST) if hit.action_id in known]
    st.html(
        render(
            "answers.html",
            words=selection.words,
            heading=heading,
            number=count(len(hits), "action"),
            hits=[
                {
                    **known[hit.action_id],
                    "sentence": marked_at(hit.sentence, hit.spans),
                    "reason": hit.reason,
                    "link": _link(hit.action_id, selection),
                }
                for hit in hits[:most]
            ],
            more=selection.but(action="").url("actions") if len(hits) > most else None,
            filtered=bool(selection.filters),
            unfiltered=Selection(words=selection.words).url("actions"),
            glyphs=GLYPHS,
        )
    )


def _by_id(selection: Selection | None = None) -> dict[str, dict[str, Any]]:
    """The actions of the Selection; without one, or without territories, all documents, the framing region's too."""
    everywhere = tuple(queries.territories()["territory_id"])
    chosen = selection or Selection()
    actions = queries.actions(chosen if chosen.territories else chosen.but(territories=everywhere))
    return {
        str(row["action_id"]): {str(key): value for key, value in row.items()} for row in actions.to_dict("records")
    }


def _link(action_id: str, selection: Selection) -> str:
    return selection.but(action=action_id).url("actions")


def _changed(selection: Selection) -> None:
    go_to(selection.but(words=st.session_state[_KEY], action=""))
