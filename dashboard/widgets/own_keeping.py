"""What a workspace holds, kept as a ZIP and sent on, or let go of."""

from __future__ import annotations

import streamlit as st

from dashboard.widgets import frame
from dashboard.widgets.long_work import long_work
from dashboard.widgets.markdown import literal
from dashboard.widgets.templates import render
from dashboard.workspace import bringing, store
from dashboard.workspace.plan import OwnPlan, own_plans

_SURE, _REFUSED = "own-delete", "own-drop-refused"


def page(name: str) -> None:
    plans, lists = own_plans(name), len(store.lists(name))
    address = f"{frame.base_address()}votre-territoire"
    st.html(render("own_keep.html", address=address, plans=len(plans), lists=lists))
    if refused := st.session_state.pop(_REFUSED, ""):
        st.error(literal(refused), icon=":material/error:")
    with st.container(horizontal=True, gap="small"):
        if plans or lists:
            st.download_button(
                _kept(plans),
                data=lambda: store.packed(name),
                file_name=f"en-regard_{_named(plans)}.zip",
                mime="application/zip",
                icon=":material/save:",
                on_click="ignore",
            )
        with st.popover("Supprimer", icon=":material/delete:"):
            st.markdown(f"{_held(plans)} et les listes chargées ici quittent le serveur pour de bon.")
            st.button("Supprimer pour de bon", key=_SURE, type="primary", on_click=store.delete, args=(name,))
    for plan in plans if len(plans) > 1 else ():
        with st.popover(f"Retirer {literal(plan.territory)} : {literal(plan.title)}", icon=":material/close:"):
            st.markdown("Son fichier, son découpage et ses codes relus quittent le serveur pour de bon.")
            if st.button("Retirer pour de bon", key=f"own-plan-drop-{plan.document_id}", type="primary"):
                _drop(plan)


def _kept(plans: list[OwnPlan]) -> str:
    if not plans:
        return "Garder ces listes (ZIP)"
    return "Garder ces plans (ZIP)" if len(plans) > 1 else "Garder ce plan (ZIP)"


def _named(plans: list[OwnPlan]) -> str:
    if not plans:
        return "subventions"
    return "plans" if len(plans) > 1 else plans[0].document_id


def _held(plans: list[OwnPlan]) -> str:
    if not plans:
        return "La comparaison"
    if len(plans) > 1:
        return "Les fichiers reçus, leurs découpages, leur comparaison"
    return "Le fichier reçu, son découpage, sa comparaison"


def _drop(plan: OwnPlan) -> None:
    with long_work("Mise à jour de la comparaison…"):
        refused = bringing.drop_plan(plan)
    if refused is not None:
        st.session_state[_REFUSED] = refused.said
    st.rerun()
