"""The first page of a workspace without a plan: the shipped documents, beside lists of grants that were brought."""

from __future__ import annotations

import streamlit as st

from dashboard import queries
from dashboard.widgets import bringing, own_grants, own_keeping
from dashboard.widgets.templates import render
from dashboard.workspace import store

_PARTS = ("Subventions", "Ajouter un plan", "Garder et transmettre")


def page(name: str) -> None:
    own = {folder.name for folder in store.lists(name)}
    lists = [str(one["label"]) for one in queries.grant_sources().to_dict("records") if one["source_id"] in own]
    st.html(render("own_list_head.html", lists=lists))
    part = st.segmented_control(
        "Volet", _PARTS, default=_PARTS[0], key="own-list-part", label_visibility="collapsed", required=True
    )
    if part == _PARTS[1]:
        bringing.add(name)
    elif part == _PARTS[2]:
        own_keeping.page(name)
    else:
        own_grants.page(name, None)
