"""Bring a plan: the file, the territory, the document, then a comparison in a workspace of its own."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import PurePath

import streamlit as st

from dashboard.widgets import frame, naming, own_grants
from dashboard.widgets.long_work import long_work
from dashboard.widgets.markdown import literal
from dashboard.widgets.templates import render
from dashboard.workspace import PREFIX, bringing, store, worker
from dashboard.workspace.bringing import (
    MOST_PLANS,
    About,
    Member,
    Naming,
    OwnTerritory,
    PlanRead,
    Refused,
    document_id,
)

_KINDS = ("projet de territoire", "plan d’actions", "contrat", "plan climat-air-énergie territorial", "programme")
_TYPES = (
    "xlsx", "xlsm", "xls", "ods", "csv", "tsv", "docx", "docm", "odt", "pdf", "pptx", "txt", "md", "markdown",
    # Of what is not read, the reader says what to save it as.
    "doc", "rtf", "ppt", "odp",
)  # fmt: skip
_MEGABYTES, _MOST_FOUND, _MOST_LISTED = 20, 8, 300
_READ, _CHOSEN, _PASTED, _ADDED = "own-read", "own-chosen", "own-pasted", "own-added"
_MAKING = "Découpage, codage par les règles et comparaison…"
# What a grouping of communes and intercommunalities is called, where it is not one of them.
_GROUPING = "Regroupement"


@dataclass(frozen=True)
class _File:
    """A file that was given, read, with how its columns were named where they had to be."""

    name: str
    content: bytes
    found: PlanRead
    columns: Naming | None


def page() -> None:
    worker.warm()
    st.html(render("own_lead.html"))
    brought = _file()
    if brought is None:
        own_grants.begin(_address)
        _packed()
        return
    about = _asked(brought)
    if about and st.button("Comparer", type="primary", icon=":material/compare_arrows:"):
        _make(brought, about)


def add(workspace: str) -> None:
    """Bring one plan more to a workspace."""
    worker.warm()
    st.html(render("own_more_lead.html", most=MOST_PLANS))
    brought = _file()
    about = _asked(brought) if brought else None
    if brought is None or about is None or not st.button("Ajouter", type="primary", icon=":material/compare_arrows:"):
        return
    with long_work(_MAKING):
        refused = bringing.add(brought.content, brought.name, about, workspace, brought.columns)
    if refused is not None:
        st.error(literal(refused.said), icon=":material/error:")
        return
    for key in (_READ, _CHOSEN):
        st.session_state.pop(key, None)
    st.session_state[_ADDED] = document_id(about)
    st.rerun()


def added() -> str:
    """The document that was just added, told once; empty where none was."""
    return str(st.session_state.pop(_ADDED, ""))


def _asked(brought: _File) -> About | None:
    """What the planner says of a file that was read; None until it can be compared."""
    st.html(_told(brought.name, brought.found))
    masks = _contacts(brought.found)
    st.html("<h2>Le territoire</h2>")
    territory = _territory()
    st.html("<h2>Le document</h2>")
    return _about(brought.name, territory, masks)


def _file() -> _File | None:
    """The file that was given or the text that was pasted, read; None where there is none yet, or it was refused."""
    given = st.file_uploader(
        "Le fichier de votre plan : classeur, CSV, document Word ou LibreOffice, PDF, présentation, texte",
        type=list(_TYPES),
        max_upload_size=_MEGABYTES,
        key="own-file",
    )
    with st.expander("Coller un texte"):
        pasted = st.text_area(
            "Le texte du plan, ses titres et ses puces",
            key=_PASTED,
            height=200,
            placeholder="Axe 1 : …\n\nObjectif 1.1 : …\n• Une action\n• Une autre",
        )
    if given is not None:
        name, content = given.name, given.getvalue()
    elif pasted.strip():
        name, content = "texte-colle.txt", pasted.encode()
    else:
        return None
    found = _read(name, content)
    if isinstance(found, Refused):
        st.error(literal(found.said), icon=":material/error:")
        named = naming.ask(name, content)
        return _File(name, content, *named) if named else None
    return _File(name, content, found, None)


def _read(name: str, content: bytes) -> PlanRead | Refused:
    """The file read once, though the page is run at each click."""
    digest = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != digest:
        with long_work("Lecture du fichier…"):
            kept = st.session_state[_READ] = (digest, bringing.read_file(content, name))
    found: PlanRead | Refused = kept[1]
    return found


def _told(name: str, found: PlanRead) -> str:
    groups: list[tuple[tuple[str, ...], list[dict[str, str]]]] = []
    for unit in found.units[:_MOST_LISTED]:
        if not groups or groups[-1][0] != unit.headings:
            groups.append((unit.headings, []))
        groups[-1][1].append({"label": unit.label, "title": unit.title, "place": unit.place.said()})
    return render(
        "own_read.html",
        name=name,
        found=found,
        groups=groups,
        left=max(0, len(found.units) - _MOST_LISTED),
        doubts=[{"place": doubt.place.said(), "why": doubt.why} for doubt in found.doubts],
    )


def _territory() -> OwnTerritory | None:
    """The territory as it is put together; None until it has a name."""
    chosen: dict[str, Member] = st.session_state.setdefault(_CHOSEN, {})
    words = st.text_input(
        "Nom d’une intercommunalité ou d’une commune",
        key="own-words",
        placeholder="Faucigny, Saint-Étienne…",
    )
    found = [one for one in bringing.france().find(words, _MOST_FOUND) if one.siren not in chosen] if words else []
    for one in found:
        st.button(
            literal(one.said()),
            icon=":material/add:",
            key=f"own-add-{one.siren}-{one.was}",
            on_click=_choose,
            args=(one,),
        )
    if words and not found and not chosen:
        st.caption("Aucune commune et aucune intercommunalité ne porte ce nom : en essayer une partie.")
    for one in chosen.values():
        st.button(
            f"Retirer {literal(one.name)}",
            icon=":material/close:",
            key=f"own-drop-{one.siren}",
            on_click=_drop,
            args=(one.siren,),
        )
    if not chosen:
        return _named(words)
    together = bringing.france().together(tuple(chosen))
    st.html(render("own_territory.html", together=together))
    members = together.members
    default = members[0].name if len(members) == 1 else ""
    key = f"own-name-{'-'.join(sorted(chosen))}"
    st.session_state.setdefault(key, default)
    name = st.text_input("Nom du territoire dans les comparaisons", key=key, max_chars=60, placeholder="PETR Pays de…")
    if not name.strip():
        st.caption("Donner un nom au territoire pour comparer.")
        return None
    kind = bringing.kind_of(members[0]) if len(members) == 1 else _GROUPING
    return OwnTerritory(name.strip(), kind, tuple(chosen))


def _named(words: str) -> OwnTerritory | None:
    """A territory by a name that no reference knows, where that is meant; None else."""
    st.caption("Un PETR, un pays ou un autre regroupement se compose des intercommunalités qu’il réunit.")
    if not words.strip() or not st.checkbox(
        "Comparer sous ce nom seul : population, région et contour ne seront pas renseignés", key="own-alone"
    ):
        return None
    return OwnTerritory(words.strip(), "Territoire", ())


def _choose(one: Member) -> None:
    st.session_state[_CHOSEN] = {**st.session_state.get(_CHOSEN, {}), one.siren: one}
    st.session_state["own-words"] = ""


def _drop(siren: str) -> None:
    st.session_state[_CHOSEN] = {key: one for key, one in st.session_state.get(_CHOSEN, {}).items() if key != siren}


def _contacts(found: PlanRead) -> bool:
    """Tell the addresses and numbers that a file holds, and ask whether they are to be masked."""
    held = bringing.contacts(found)
    if not held:
        return False
    st.html(render("own_contacts.html", held=held, lines=list(held.lines[:_MOST_FOUND])))
    return st.checkbox(
        "Les masquer sur leurs lignes, et ne pas garder le fichier d’origine", value=True, key="own-masks"
    )


def _about(name: str, territory: OwnTerritory | None, masks: bool) -> About | None:
    """What the planner says of the document; None until it can be compared."""
    title = st.text_input("Titre du document", value=PurePath(name).stem, max_chars=200, key=f"own-title-{name}")
    kind = st.selectbox("Sorte de document", _KINDS, key="own-kind")
    day = _day()
    if territory is None:
        # Where one is put together, what it still lacks is said beside it.
        if not st.session_state.get(_CHOSEN):
            st.caption("Choisir le territoire pour comparer.")
        return None
    if not title.strip():
        st.caption("Donner un titre au document pour comparer.")
        return None
    return About(title.strip(), kind, territory, *day, masks)


def _day() -> tuple[datetime.date | None, str]:
    """The day of the document and how precise it is; none where it is not known."""
    told = st.text_input(
        "Date du document, si elle est connue", key="own-date", max_chars=10, placeholder="2024, ou 12/06/2024"
    ).strip()
    try:
        if re.fullmatch(r"(?:19|20)\d\d", told):
            return datetime.date(int(told), 1, 1), "annee-environ"
        if told:
            return datetime.datetime.strptime(told, "%d/%m/%Y").date(), "jour"
    except ValueError:
        pass
    if told:
        st.caption("Cette date ne se lit pas et est laissée de côté : écrire une année, ou un jour comme 12/06/2024.")
    return None, "jour"


def _make(brought: _File, about: About) -> None:
    workspace = store.new_name()
    with long_work(_MAKING):
        refused = bringing.make(brought.content, brought.name, about, workspace, brought.columns)
    _go(workspace, refused)


def _packed() -> None:
    """Open again what was kept of a workspace as a ZIP."""
    st.html("<h2>Un ZIP d’En regard</h2>")
    given = st.file_uploader(
        "Rouvrir des plans ou des listes gardés en ZIP", type="zip", max_upload_size=_MEGABYTES * 3, key="own-zip"
    )
    if given is None:
        return
    workspace = store.new_name()
    with long_work("Ouverture du ZIP…"):
        refused = bringing.open_packed(given.getvalue(), workspace)
    _go(workspace, refused)


def _address(workspace: str) -> str:
    return f"{frame.base_address()}{PREFIX}/{workspace}/votre-territoire"


def _go(workspace: str, refused: Refused | None) -> None:
    """On to the workspace, or why not."""
    if refused is not None:
        st.error(literal(refused.said), icon=":material/error:")
        return
    address = _address(workspace)
    st.html(render("own_made.html", address=address))
    st.html(f"<script>window.location.assign({json.dumps(address)})</script>", unsafe_allow_javascript=True)
    st.stop()
