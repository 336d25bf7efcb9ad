"""Review: one action after another, the most doubtful first, its proposed theme with its words, near actions beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.look.evidence import marked
from dashboard.look.formats import count, integer
from dashboard.look.records import rows
from dashboard.page_registry import ACTIONS
from dashboard.search import ask
from dashboard.selection import Selection
from dashboard.widgets import own_changes
from dashboard.widgets.templates import render
from dashboard.workspace import review, store
from dashboard.workspace.plan import OwnPlan
from dashboard.workspace.review import Evidence

_NEAR, _CITED = 3, 120
_WHO, _SKIPPED = "own-review-who", "own-review-skipped"
# How doubtful a code is: nothing read, read of a heading, one of several or half said, sure, read by a person.
_NONE_READ, _OF_HEADING, _UNSURE, _SURE, _READ = range(5)
_UNCHOSEN = "a-choisir"


@dataclass(frozen=True)
class Proposed:
    """An action with the themes that it has now, each with its words, the main one first."""

    action: dict[str, Any]
    themes: tuple[dict[str, Any], ...]

    @property
    def action_id(self) -> str:
        return str(self.action["action_id"])

    @property
    def evidence(self) -> list[Evidence]:
        return [Evidence(str(one["theme_id"]), str(one["evidence"])) for one in self.themes]

    @property
    def doubt(self) -> int:
        main = self.themes[0]
        if main["theme_id"] == _UNCHOSEN:
            return _NONE_READ
        if main["is_sure"]:
            return _SURE
        return {"inherited": _OF_HEADING, "reviewed": _READ}.get(str(main["origin"]), _UNSURE)

    @property
    def why_unsure(self) -> str | None:
        """Why the main theme is doubtful, in French; None where it is sure, or where there is none."""
        return {
            _OF_HEADING: "lu dans un titre au-dessus, pas dans ces mots",
            _UNSURE: ("ces mots ne le nomment pas", "un autre thème est lu aussi", "d’autres thèmes sont lus aussi")[
                min(len(self.themes), 3) - 1
            ],
        }.get(self.doubt)


def page(plan: OwnPlan) -> None:
    proposed, decided = _proposed(plan.document_id), review.decided(plan.folder)
    waiting = [one for one in proposed if one.action_id not in decided]
    skipped = st.session_state.setdefault(_SKIPPED, [])
    waiting.sort(key=lambda one: (one.action_id in skipped, one.doubt, int(one.action["action_rank"])))
    _progress(plan, proposed, decided)
    if not waiting:
        st.html(render("own_review_done.html", actions=len(proposed), is_built=store.is_built(plan.workspace)))
        return
    _one(plan, waiting[0])
    st.text_input("Qui relit (si l’on veut le dire)", key=_WHO, max_chars=review.LONGEST_WHO, placeholder="Prénom Nom")


@queries.once_per_content
def _proposed(document_id: str) -> tuple[Proposed, ...]:
    frame: pd.DataFrame = queries.proposed_themes(document_id)
    return tuple(
        Proposed(of_action[0], tuple(of_action))
        for _, part in frame.groupby("action_rank", sort=True)
        for of_action in [rows(part)]
    )


def _progress(plan: OwnPlan, proposed: tuple[Proposed, ...], decided: dict[str, tuple[str, ...]]) -> None:
    done = [one for one in proposed if one.action_id in decided]
    said = "Aucune action n’est relue"
    if done:
        kept = len(review.accepted(plan.folder) & {one.action_id for one in done})
        agreed = f"règles et relecture d’accord sur {integer(kept) if kept else 'aucune'}"
        read = "relues" if len(done) > 1 else "relue"
        said = f"{count(len(done), 'action')} sur {integer(len(proposed))} {read}, {agreed}"
    st.progress(len(done) / len(proposed), text=said)
    undo = (lambda: review.undo(plan.folder)) if decided else None
    own_changes.bar(plan.workspace, undo, "Reprendre la dernière décision")


def _one(plan: OwnPlan, one: Proposed) -> None:
    themes = queries.themes()
    labels = dict(zip(themes["theme_id"], themes["label"], strict=True))
    words = [str(theme["evidence"]) for theme in one.themes if theme["theme_id"] != _UNCHOSEN]
    action = one.action
    is_unchosen = one.themes[0]["theme_id"] == _UNCHOSEN
    words_beside, decision = st.columns([3, 2], gap="large")
    with words_beside:
        st.html(
            render(
                "own_review.html",
                action=action,
                title=marked(action["title"], words),
                text=marked(action["text"], words) if action["text"] != action["title"] else None,
                link=Selection(action=one.action_id).url(ACTIONS.address),
            )
        )
    with decision:
        st.html(render("own_review_codes.html", themes=one.themes, is_unchosen=is_unchosen, why_unsure=one.why_unsure))
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Accepter",
                icon=":material/check:",
                type="primary",
                shortcut="A",
                disabled=is_unchosen,
                on_click=_accept,
                args=(plan, one),
            )
            st.button("Plus tard", icon=":material/skip_next:", shortcut="P", on_click=_skip, args=(one,))
        st.selectbox(
            "Choisir un autre thème",
            [theme for theme in labels if theme != _UNCHOSEN],
            index=None,
            format_func=labels.__getitem__,
            placeholder="Choisir un thème",
            key=f"own-theme-{one.action_id}",
            on_change=_choose,
            args=(plan, one),
        )
        st.caption("Touches : A accepte, T ouvre le choix d’un autre thème, P remet à plus tard, U reprend.")
        if near := _near(one.action_id):
            st.html(render("own_review_near.html", near=near))


@queries.once_per_content
def _near(action_id: str) -> tuple[dict[str, Any], ...]:
    """Actions of the other documents that are near this one, with their themes."""
    found = [one.action_id for one in ask.neighbours(action_id, _NEAR)]
    known = {row["action_id"]: row for row in rows(queries.named_actions(tuple(found)))}
    return tuple(known[one] for one in found if one in known)


def _accept(plan: OwnPlan, one: Proposed) -> None:
    _keep(plan, one, one.evidence, is_accepted=True)


def _choose(plan: OwnPlan, one: Proposed) -> None:
    chosen = st.session_state.get(f"own-theme-{one.action_id}")
    if not chosen:
        return
    others = [theme for theme in one.evidence if theme.theme_id not in (_UNCHOSEN, chosen)]
    own = next((theme for theme in one.evidence if theme.theme_id == chosen), Evidence(chosen, _cited(one)))
    # The theme that was proposed first is put right, not kept as a second one.
    kept = [theme for theme in others if theme.theme_id != one.themes[0]["theme_id"]]
    _keep(plan, one, [own, *kept], is_accepted=False)


def _cited(one: Proposed) -> str:
    """The first words of the action, which its first line says."""
    words = review.words_of(str(one.action["first_words"]))
    return words if len(words) <= _CITED else words[:_CITED].rsplit(" ", 1)[0]


def _skip(one: Proposed) -> None:
    st.session_state[_SKIPPED] = [*st.session_state.get(_SKIPPED, []), one.action_id]


def _keep(plan: OwnPlan, one: Proposed, themes: list[Evidence], is_accepted: bool) -> None:
    who = str(st.session_state.get(_WHO) or "")
    own_changes.keeping(lambda: review.decide(plan.folder, one.action_id, themes, is_accepted, who))
