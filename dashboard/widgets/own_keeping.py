"""What a workspace holds, kept as a ZIP and sent on, or let go of."""

from __future__ import annotations

import streamlit as st

from dashboard.widgets import frame
from dashboard.widgets.templates import render
from dashboard.workspace import store
from dashboard.workspace.plan import OwnPlan

_SURE = "own-delete"


def page(name: str, plan: OwnPlan | None) -> None:
    """`plan` is None where the workspace has lists of grants alone."""
    lists = len(store.lists(name))
    address = f"{frame.base_address()}votre-territoire"
    st.html(render("own_keep.html", address=address, has_plan=plan is not None, lists=lists))
    with st.container(horizontal=True, gap="small"):
        if plan or lists:
            st.download_button(
                "Garder ce plan (ZIP)" if plan else "Garder ces listes (ZIP)",
                data=lambda: store.packed(name),
                file_name=f"en-regard_{plan.document_id if plan else 'subventions'}.zip",
                mime="application/zip",
                icon=":material/save:",
                on_click="ignore",
            )
        with st.popover("Supprimer", icon=":material/delete:"):
            held = "Le fichier reçu, son découpage, sa comparaison" if plan else "La comparaison"
            st.markdown(f"{held} et les listes chargées ici quittent le serveur pour de bon.")
            st.button("Supprimer pour de bon", key=_SURE, type="primary", on_click=store.delete, args=(name,))
