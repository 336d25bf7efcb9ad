"""The first page of a workspace: what others do and an own document does not say, and all that is done with it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import queries
from dashboard.comparisons import LENSES, missing, others_read, places
from dashboard.comparisons.wording import sentence
from dashboard.page_registry import ACTIONS, FACE_TO_FACE, TERRITORIES
from dashboard.selection import Selection
from dashboard.widgets import bringing, own_cutting, own_grants, own_keeping, own_list, own_review, own_workspace
from dashboard.widgets.templates import render
from dashboard.workspace.plan import OwnPlan, own_plans

_LENSES = ("themes", "dispositifs")
_CHOSEN, _PART = "own-plan", "own-part"


def page() -> None:
    name = own_workspace.asked()
    plans = own_plans(name)
    if not plans:
        own_list.page(name)
        return
    if (added := bringing.added()) in {one.document_id for one in plans}:
        st.session_state[_CHOSEN] = added
        st.session_state.pop(_PART, None)
    plan = _chosen(plans)
    st.html(_head(plan))
    first = next(iter(_PARTS))
    st.session_state.setdefault(_PART, first)
    part = st.segmented_control("Volet", list(_PARTS), key=_PART, label_visibility="collapsed", required=True)
    _PARTS[part or first](plan)


def _chosen(plans: list[OwnPlan]) -> OwnPlan:
    """The plan that is looked at."""
    known = {one.document_id: one for one in plans}
    if len(known) == 1:
        return plans[0]
    if st.session_state.get(_CHOSEN) not in known:
        st.session_state[_CHOSEN] = plans[0].document_id
    chosen = st.selectbox(
        "Plan",
        list(known),
        format_func=lambda one: f"{known[one].territory} : {known[one].title}",
        key=_CHOSEN,
        persist_state="session",
    )
    return known[chosen]


def _others(plan: OwnPlan) -> None:
    known = places(Selection())
    read = [known[one].name for one in others_read(plan.territory_id)]
    st.html(render("own_others.html", places=read, of=len(known) - 1))
    for lens in _LENSES:
        st.html(_missing(plan.territory_id, lens))


_PARTS: dict[str, Callable[[OwnPlan], None]] = {
    "Ce que les autres font": _others,
    "Le découpage": own_cutting.page,
    "Relire les codes": own_review.page,
    "Subventions": lambda plan: own_grants.page(plan.workspace, plan),
    "Ajouter un plan": lambda plan: bringing.add(plan.workspace),
    "Garder et transmettre": lambda plan: own_keeping.page(plan.workspace),
}


@queries.once_per_content
def _head(plan: OwnPlan) -> str:
    known = queries.territories().set_index("document_id").loc[plan.document_id]
    own = Selection(territories=(plan.territory_id,))
    return render(
        "own_head.html",
        plan=plan,
        actions=int(known["actions"]),
        decided=int(known["decided"]),
        links={
            "actions": own.url(ACTIONS.address),
            "territory": own.url(TERRITORIES.address),
            "faces": FACE_TO_FACE.address,
        },
    )


@queries.once_per_content
def _missing(territory_id: str, lens: str) -> str:
    found = missing(territory_id, lens)
    return render(
        "own_missing.html",
        lens=LENSES[lens],
        key=lens,
        entries=[
            {
                "label": one.subject.label,
                "said": sentence(one.absence),
                "others": [
                    {
                        "id": place.territory_id,
                        "name": place.name,
                        "actions": number,
                        "link": one.behind.but(territories=(place.territory_id,)).url(ACTIONS.address),
                    }
                    for place, number in one.others
                ],
            }
            for one in found
        ],
    )
