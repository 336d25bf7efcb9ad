"""The cut, seen and corrected: the document's lines, the action that they are, and what can be done with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import queries
from dashboard.look.formats import count, integer
from dashboard.look.records import rows
from dashboard.widgets import own_changes
from dashboard.widgets.templates import render
from dashboard.workspace import cutting
from dashboard.workspace.cutting import CutPlan, CutRefused, Piece
from dashboard.workspace.plan import OwnPlan

# Lines of the document shown before and after an action.
_AROUND, _MOST_LINES = 5, 60
_AT, _LINE, _DRAWN = "own-cut-at", "own-cut-line", "own-cut-drawn"
_PAGE = re.compile(r"pages? (\d+)")


def page(plan: OwnPlan) -> None:
    own = cutting.plan(plan.folder)
    units = own.units
    at = min(max(0, int(st.session_state.get(_AT, 0))), len(units) - 1)
    st.session_state[_AT] = at
    headings = len(own.pieces) - len(units)
    st.html(
        render(
            "own_cut_head.html",
            said=", ".join(
                (
                    count(len(units), "action"),
                    count(headings, "titre") if headings else "aucun titre",
                    f"{count(len(plan.doubts), 'doute') if plan.doubts else 'aucun doute'} à la première lecture",
                )
            ),
            doubts=plan.doubts,
        )
    )
    undo = (lambda: cutting.undo(plan.folder)) if cutting.undoable(plan.folder) else None
    own_changes.bar(plan.workspace, undo, "Reprendre le dernier changement")
    lines, action = st.columns([3, 2], gap="large")
    unit = units[at]
    places = _places(plan.document_id)
    first, last = max(1, unit.first_line - _AROUND), min(len(own.lines), unit.last_line + _AROUND)
    last = min(last, first + _MOST_LINES - 1)
    with lines:
        shown = _shown(own, unit, first, last)
        st.html(render("own_cut_lines.html", lines=shown, place=places.get(unit.first_line)))
    with action:
        _action(plan.folder, own, unit, at, range(first, last + 1))
        _picture(plan.folder, places.get(unit.first_line, ""))


def _shown(own: CutPlan, unit: Piece, first: int, last: int) -> list[dict[str, Any]]:
    """The lines around an action, each with what it is: a heading, this action, another, or none."""
    headings = {piece.first_line for piece in own.pieces if not piece.is_unit}
    taken = {line for piece in own.units for line in range(piece.first_line, piece.last_line + 1)}
    return [
        {
            "line": line,
            "text": own.lines[line - 1],
            "is_own": unit.first_line <= line <= unit.last_line,
            "is_heading": line in headings - taken,
            "is_other": line in taken and not unit.first_line <= line <= unit.last_line,
        }
        for line in range(first, last + 1)
    ]


def _action(folder: Path, own: CutPlan, unit: Piece, at: int, around: range) -> None:
    st.html(render("own_cut_action.html", unit=unit, rank=at + 1, of=len(own.units)))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Précédente", shortcut="B", icon=":material/chevron_left:", disabled=at == 0, on_click=_go, args=(at - 1,)
        )
        st.button(
            "Suivante",
            shortcut="N",
            icon=":material/chevron_right:",
            disabled=at == len(own.units) - 1,
            on_click=_go,
            args=(at + 1,),
        )
    titles = [piece.title for piece in own.units]
    st.selectbox(
        "Aller à une action",
        range(len(titles)),
        index=None,
        format_func=lambda one: f"{one + 1}. {titles[one]}",
        placeholder="Choisir une action",
        key=f"own-cut-go-{at}-{len(titles)}",
        on_change=_go_to_chosen,
        args=(f"own-cut-go-{at}-{len(titles)}",),
    )
    with st.container(horizontal=True, gap="small"):
        _changing(folder, "Pas une action", "D", ":material/delete:", lambda plan: plan.without(_same(plan, unit)))
        _changing(
            folder,
            "Joindre à la précédente",
            "J",
            ":material/merge:",
            lambda plan: plan.joined(_same(plan, unit)),
            then=at - 1,
        )
    line = st.selectbox(
        "Une ligne",
        list(around),
        index=None,
        format_func=lambda one: f"{one} : {own.lines[one - 1].strip()[:60]}",
        placeholder="Choisir une ligne",
        key=f"{_LINE}-{at}-{len(titles)}",
    )
    with st.container(horizontal=True, gap="small"):
        chosen = line or 0
        _changing(
            folder, "Couper l’action ici", "K", ":material/content_cut:",
            lambda plan: plan.parted(_same(plan, unit), chosen), disabled=line is None,
        )  # fmt: skip
        _changing(
            folder, "En faire une action", "", ":material/add:",
            lambda plan: plan.with_unit(chosen, chosen), disabled=line is None,
        )  # fmt: skip
        _changing(
            folder, "En faire un titre", "", ":material/title:",
            lambda plan: plan.with_heading(chosen), disabled=line is None,
        )  # fmt: skip


def _same(plan: CutPlan, unit: Piece) -> Piece:
    """The unit in the cut as it is on disk now."""
    found = next((piece for piece in plan.units if piece == unit), None)
    if found is None:
        raise CutRefused("Cette action a changé entre-temps : la page la montre telle qu’elle est maintenant.")
    return found


def _changing(
    folder: Path,
    label: str,
    shortcut: str,
    icon: str,
    how: Callable[[CutPlan], CutPlan],
    disabled: bool = False,
    then: int | None = None,
) -> None:
    """A button that corrects the cut; `then` is the action to look at once that is done."""
    st.button(
        label, icon=icon, shortcut=shortcut or None, disabled=disabled, key=f"own-cut-{label}", on_click=_change,
        args=(folder, how, then),
    )  # fmt: skip


def _change(folder: Path, how: Callable[[CutPlan], CutPlan], then: int | None) -> None:
    try:
        kept = own_changes.keeping(lambda: cutting.change(folder, how))
    except CutRefused as error:
        own_changes.tell(str(error))
        return
    if kept and then is not None:
        st.session_state[_AT] = then


def _go(at: int) -> None:
    st.session_state[_AT] = at


def _go_to_chosen(key: str) -> None:
    if st.session_state.get(key) is not None:
        st.session_state[_AT] = st.session_state[key]


def _places(document_id: str) -> dict[int, str]:
    """Where each line stands in the file that was received."""
    line_count = int(queries.territories().set_index("document_id").at[document_id, "line_count"])
    passage = rows(queries.passage(document_id, 1, line_count))
    return {int(line["line"]): str(line["place"]) for line in passage if line["place"]}


def _picture(folder: Path, place: str) -> None:
    """The page of a PDF on which the action begins."""
    match = _PAGE.match(place)
    if not match:
        return
    page = int(match[1])
    # Kept for this visitor alone, and no longer than they look at it.
    kept = st.session_state.get(_DRAWN)
    if kept is None or kept[:2] != (folder, page):
        kept = st.session_state[_DRAWN] = (folder, page, cutting.picture(folder, page))
    if kept[2]:
        st.image(kept[2], caption=f"Page {integer(page)} du fichier reçu")
