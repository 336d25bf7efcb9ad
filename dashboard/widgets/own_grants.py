"""Lists of grants brought to a workspace: read, told, compared with what is shipped, and let go."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard import queries
from dashboard.comparisons import has_whole_lists
from dashboard.page_registry import GRANTS
from dashboard.selection import Selection
from dashboard.widgets import naming
from dashboard.widgets.long_work import long_work
from dashboard.widgets.markdown import literal
from dashboard.widgets.naming import Wanted
from dashboard.widgets.templates import render
from dashboard.workspace import bringing, store, worker
from dashboard.workspace.bringing import GRANT_FIELDS, Brought, Naming, Refused, guessed_grants, guessed_payers
from dashboard.workspace.plan import OwnPlan

_MEGABYTES = 60
_TOLD, _REFUSED, _ASKED = "own-grants-told", "own-grants-refused", "own-grants-asked"
_BEGUN = "own-list-begun"
_COLUMNS = Wanted(
    GRANT_FIELDS,
    "eur",
    "Dire au moins quelle colonne porte les montants.",
    guessed_grants,
    "Montants par financeur, quand chacun a sa colonne (FEADER, Région, Département…)",
    guessed_payers,
)


@dataclass(frozen=True)
class _Loading:
    """How a list is loaded where it is dropped, what follows, and what the button says once its columns are named."""

    load: Callable[[bytes, str, Naming | None], Brought | Refused]
    then: Callable[[Brought, str], None]
    button: str


def page(workspace: str, plan: OwnPlan | None) -> None:
    """The lists of a workspace; `plan` is None where it has lists alone."""
    worker.warm()
    own = Selection(territories=(plan.territory_id,)) if plan else Selection()
    sources = queries.grant_sources().to_dict("records")
    st.html(
        render(
            "own_grants.html",
            sources=sources,
            link=own.url(GRANTS.address),
            told=st.session_state.get(_TOLD),
            address="",
            has_plan=plan is not None,
            has_whole_lists=has_whole_lists(),
        )
    )
    # Emptied by another key once its file is loaded: a list that is let go would come back with it.
    given = _given(f"own-grants-file-{st.session_state.get(_ASKED, 0)}")
    if given is not None:
        loading = _Loading(
            lambda content, name, named: bringing.load_grants(content, name, workspace, named), _loaded, "Charger"
        )
        _load(*given, loading)
    kept = {folder.name for folder in store.lists(workspace)}
    for source in sources:
        if source["source_id"] in kept:
            with st.popover(f"Retirer {literal(source['label'])}", icon=":material/close:"):
                st.markdown("Cette liste quitte le serveur pour de bon, et ne compte plus nulle part.")
                if st.button("Retirer pour de bon", key=f"own-grants-drop-{source['source_id']}", type="primary"):
                    _drop(source["source_id"], workspace)


def begin(address: Callable[[str], str]) -> None:
    """A list dropped where there is no workspace yet begins one without a plan; `address` is that of a workspace."""
    st.html(render("own_list_lead.html"))
    given = _given("own-list")
    if given is None:
        return
    begun = st.session_state.get(_BEGUN)
    if begun is None or begun[0] != _digest(*given):
        workspace = store.new_name()

        def then(found: Brought, name: str) -> None:
            st.session_state[_BEGUN] = (_digest(*given), workspace, _told(found, name))

        _load(
            *given,
            _Loading(
                lambda content, name, named: bringing.begin_with_grants(content, name, workspace, named),
                then,
                "Comparer avec cette liste",
            ),
        )
        begun = st.session_state.get(_BEGUN)
    if begun is not None and begun[0] == _digest(*given):
        st.html(render("own_told.html", told=begun[2], address=address(begun[1])))


def _given(key: str) -> tuple[str, bytes] | None:
    """The file that was dropped, its name first."""
    given = st.file_uploader(
        "Une liste de subventions : dotations de l’État, Fonds vert, SCDL, ou un tableau",
        type=["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"],
        max_upload_size=_MEGABYTES,
        key=key,
    )
    return None if given is None else (given.name, given.getvalue())


def _digest(name: str, content: bytes) -> str:
    return hashlib.sha256(name.encode() + b"\0" + content).hexdigest()


def _load(name: str, content: bytes, loading: _Loading) -> None:
    """Read the file once; where its columns are not known, once they are named."""
    digest = _digest(name, content)
    refused = st.session_state.get(_REFUSED)
    if refused is None or refused[0] != digest:
        _keep(name, content, digest, None, loading)
        refused = st.session_state.get(_REFUSED)
    if refused is None:
        return
    st.error(literal(refused[1].said), icon=":material/error:")
    named = naming.columns(digest, bringing.offer_grants(content, name), _COLUMNS)
    if named is not None and st.button(loading.button, type="primary", icon=":material/playlist_add:"):
        _keep(name, content, digest, named, loading)
        if _REFUSED not in st.session_state:
            st.rerun()


def _keep(name: str, content: bytes, digest: str, named: Naming | None, loading: _Loading) -> None:
    with long_work("Lecture de la liste, thèmes par les règles et comparaison…"):
        found = loading.load(content, name, named)
    if isinstance(found, Refused):
        st.session_state[_REFUSED] = (digest, found)
        return
    st.session_state.pop(_REFUSED, None)
    loading.then(found, name)


def _loaded(found: Brought, name: str) -> None:
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
    with long_work("Mise à jour de la comparaison…"):
        refused = bringing.drop_grants(source_id, workspace)
    st.session_state.pop(_TOLD, None)
    if refused is not None:
        st.session_state[_REFUSED] = ("", refused)
    st.rerun()
