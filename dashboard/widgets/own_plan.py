"""The first page of a workspace: what others do and the own document does not say, and all that is done with it."""

from __future__ import annotations

import streamlit as st

from dashboard import queries
from dashboard.comparisons import LENSES, missing
from dashboard.comparisons.wording import sentence
from dashboard.page_registry import ACTIONS, FACE_TO_FACE, TERRITORIES
from dashboard.selection import Selection
from dashboard.widgets import own_cutting, own_grants, own_keeping, own_list, own_review, own_workspace
from dashboard.widgets.templates import render
from dashboard.workspace import store
from dashboard.workspace.plan import OwnPlan, own_plan

_LENSES = ("themes", "dispositifs")
_PARTS = ("Ce que les autres font", "Le découpage", "Relire les codes", "Subventions", "Garder et transmettre")


def page() -> None:
    name = own_workspace.asked()
    if not store.has_plan(name):
        own_list.page(name)
        return
    plan = own_plan(name)
    st.html(_head(plan))
    part = st.segmented_control(
        "Volet", _PARTS, default=_PARTS[0], key="own-part", label_visibility="collapsed", required=True
    )
    if part == _PARTS[1]:
        own_cutting.page(name, plan)
        return
    if part == _PARTS[2]:
        own_review.page(name, plan)
        return
    if part == _PARTS[3]:
        own_grants.page(name, plan)
        return
    if part == _PARTS[4]:
        own_keeping.page(name, plan)
        return
    st.html("<h2>Ce que les autres font et que votre document ne dit pas</h2>")
    for lens in _LENSES:
        st.html(_missing(plan.territory_id, lens))


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
