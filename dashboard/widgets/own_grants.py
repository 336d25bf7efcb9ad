"""Lists of grants brought to a workspace: read, told, compared with what is shipped, and let go."""

from __future__ import annotations

import hashlib

import streamlit as st

from dashboard import queries
from dashboard.page_registry import GRANTS
from dashboard.selection import Selection
from dashboard.widgets import naming
from dashboard.widgets.markdown import literal
from dashboard.widgets.naming import Wanted
from dashboard.widgets.templates import render
from dashboard.workspace import bringing, worker
from dashboard.workspace.bringing import GRANT_FIELDS, Brought, Naming, Refused, guessed_grants
from dashboard.workspace.plan import OwnPlan

_MEGABYTES = 60
_TOLD, _REFUSED, _ASKED = "own-grants-told", "own-grants-refused", "own-grants-asked"
_COLUMNS = Wanted(GRANT_FIELDS, "eur", "Dire au moins quelle colonne porte les montants.", guessed_grants)


def page(workspace: str, plan: OwnPlan) -> None:
    worker.warm()
    own = Selection(territories=(plan.territory_id,))
    st.html(
        render(
            "own_grants.html",
            sources=queries.grant_sources().to_dict("records"),
            link=own.url(GRANTS.address),
            told=st.session_state.get(_TOLD),
        )
    )
    given = st.file_uploader(
        "Une liste de subventions : dotations de l’État, Fonds vert, SCDL, ou un tableau",
        type=["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"],
        max_upload_size=_MEGABYTES,
        # Emptied by another key once its file is loaded: a list that is let go would come back with it.
        key=f"own-grants-file-{st.session_state.get(_ASKED, 0)}",
    )
    if given is not None:
        _load(workspace, given.name, given.getvalue())
    for source in queries.grant_sources().to_dict("records"):
        if source["sha256"]:
            st.button(
                f"Retirer {literal(source['label'])}",
                icon=":material/close:",
                key=f"own-grants-drop-{source['source_id']}",
                on_click=_drop,
                args=(source["source_id"], workspace),
            )


def _load(workspace: str, name: str, content: bytes) -> None:
    """Read the file once; where its columns are not known, once they are named."""
    digest = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()
    refused = st.session_state.get(_REFUSED)
    if refused is None or refused[0] != digest:
        _keep(workspace, name, content, digest, None)
        refused = st.session_state.get(_REFUSED)
    if refused is None:
        return
    st.error(literal(refused[1].said), icon=":material/error:")
    named = naming.columns(digest, bringing.offer_grants(content, name), _COLUMNS)
    if named is not None and st.button("Charger", type="primary", icon=":material/playlist_add:"):
        _keep(workspace, name, content, digest, named)


def _keep(workspace: str, name: str, content: bytes, digest: str, named: Naming | None) -> None:
    with st.spinner("Lecture de la liste, thèmes par les règles et comparaison…"):
        found = bringing.load_grants(content, name, workspace, named)
    if isinstance(found, Refused):
        st.session_state[_REFUSED] = (digest, found)
        return
    st.session_state.pop(_REFUSED, None)
    st.session_state[_TOLD] = _told(found, name)
    st.session_state[_ASKED] = st.session_state.get(_ASKED, 0) + 1
    st.rerun()


def _told(found: Brought, name: str) -> dict[str, object]:
    return {
        "name": name,
        "lines": found.said(),
        "faults": [{"line": fault.line, "why": fault.why} for fault in found.faults],
        "left": found.faulty - len(found.faults),
    }


def _drop(source_id: str, workspace: str) -> None:
    refused = bringing.drop_grants(source_id, workspace)
    st.session_state.pop(_TOLD, None)
    if refused is not None:
        st.session_state[_REFUSED] = ("", refused)
