"""A table whose columns are not recognised: its planner names them, with a guess made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.widgets.markdown import literal
from dashboard.widgets.templates import render
from dashboard.workspace import bringing
from dashboard.workspace.bringing import FIELDS, Naming, OfferedTable, PlanRead, Refused, guessed, guessed_head


@dataclass(frozen=True)
class Wanted:
    """What the columns of a table can be: the fields with their French names, the one without which nothing can be
    read and how it is asked for, a guess by the names of a head; and how columns that stand in its place, one a payer,
    are asked for, with a guess of these."""

    fields: Mapping[str, str]
    needed: str
    missing: str
    guessed: Callable[[list[str]], dict[str, int]]
    several: str = ""
    guessed_several: Callable[[list[str]], tuple[int, ...]] = lambda _: ()


ACTIONS = Wanted(FIELDS, "title", "Dire au moins quelle colonne porte le titre des actions.", guessed)

_OFFERED, _NAMED = "own-offered", "own-named"
_SHOWN = 6


def ask(name: str, content: bytes) -> tuple[PlanRead, Naming] | None:
    """The plan of a table whose columns were named; None until they are, or where the file has no table."""
    digest = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()
    naming = columns(digest, _tables(digest, name, content), ACTIONS)
    if naming is None:
        return None
    found = _read(digest, name, content, naming)
    if isinstance(found, Refused):
        st.error(literal(found.said), icon=":material/error:")
        return None
    return found, naming


def columns(digest: str, tables: Sequence[OfferedTable], wanted: Wanted) -> Naming | None:
    """What a planner says of the columns of one of these tables; None until enough is said."""
    if not tables:
        return None
    st.html(render("own_naming.html"))
    table = tables[0]
    if len(tables) > 1:
        at = st.selectbox(
            "Feuille", range(len(tables)), format_func=lambda one: tables[one].name, key=f"own-sheet-{digest[:12]}"
        )
        table = tables[at]
    key = f"{digest[:12]}-{table.name}"
    row = st.number_input(
        "Ligne des noms de colonnes",
        min_value=1,
        max_value=len(table.rows),
        value=guessed_head(table),
        step=1,
        key=f"own-head-{key}",
    )
    naming = _naming(table, int(row), key, wanted)
    if naming is None:
        st.caption(wanted.missing)
    return naming


def _naming(table: OfferedTable, row: int, key: str, wanted: Wanted) -> Naming | None:
    """The column of each field, as chosen; None where none is the one that is needed."""
    head = table.rows[row - 1]
    width = max(len(one) for one in table.rows)
    names = [head[at] if at < len(head) and head[at] else f"Colonne {at + 1}" for at in range(width)]
    likely, likely_several = wanted.guessed(list(head)), wanted.guessed_several(list(head))
    if likely_several:
        likely = {name: at for name, at in likely.items() if name != wanted.needed and at not in likely_several}
    st.html(render("own_naming_rows.html", names=names, rows=table.rows[row : row + _SHOWN]))
    chosen: dict[str, int] = {}
    shown = st.columns(3)
    for place, (field, label) in enumerate(wanted.fields.items()):
        with shown[place % 3]:
            at = st.selectbox(
                label,
                range(width),
                index=likely.get(field),
                format_func=lambda one: names[one],
                placeholder="Aucune colonne",
                key=f"own-column-{key}-{row}-{field}",
            )
        if at is not None:
            chosen[field] = at
    several = tuple(
        st.multiselect(
            wanted.several,
            range(width),
            default=likely_several,
            format_func=lambda one: names[one],
            placeholder="Aucune colonne",
            key=f"own-several-{key}-{row}",
        )
        if wanted.several
        else ()
    )
    if several and wanted.needed in chosen:
        said = f"« {wanted.fields[wanted.needed]} » n’est pas lu : chaque financeur a sa colonne."
        st.caption(said)
        del chosen[wanted.needed]
    for at, fields in _twice(chosen).items():
        said = " et ".join(f"« {wanted.fields[field]} »" for field in fields)
        st.warning(literal(f"La colonne « {names[at]} » sera lue comme {said}."), icon=":material/warning:")
    return Naming(table.name, row, chosen, several) if several or wanted.needed in chosen else None


def _twice(chosen: Mapping[str, int]) -> dict[int, list[str]]:
    """The columns that were chosen for several fields, with these."""
    columns: dict[int, list[str]] = {}
    for field, at in chosen.items():
        columns.setdefault(at, []).append(field)
    return {at: fields for at, fields in columns.items() if len(fields) > 1}


def _tables(digest: str, name: str, content: bytes) -> tuple[OfferedTable, ...]:
    kept = st.session_state.get(_OFFERED)
    if kept is None or kept[0] != digest:
        kept = st.session_state[_OFFERED] = (digest, bringing.offer_tables(content, name))
    tables: tuple[OfferedTable, ...] = kept[1]
    return tables


def _read(digest: str, name: str, content: bytes, naming: Naming) -> PlanRead | Refused:
    kept = st.session_state.get(_NAMED)
    if kept is None or kept[:2] != (digest, naming):
        kept = st.session_state[_NAMED] = (digest, naming, bringing.read_table(content, name, naming))
    found: PlanRead | Refused = kept[2]
    return found
