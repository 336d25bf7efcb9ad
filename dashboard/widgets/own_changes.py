"""What a planner changed of their plan: taken back, and made to show on every page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.widgets.long_work import long_work
from dashboard.widgets.markdown import literal
from dashboard.workspace import review, store

_TOLD = "own-changes-told"
UNKEPT = "Ce serveur ne peut pas garder ce changement : l’espace y manque, ou il y est interdit d’écrire."


def tell(message: str) -> None:
    """Say this above the changes in the next run."""
    st.session_state[_TOLD] = message


def bar(workspace: str, undo: Callable[[], object] | None, label: str) -> None:
    """What went wrong, the way back from the last change (None where there is none), and the way to the comparison."""
    if message := st.session_state.pop(_TOLD, ""):
        st.error(literal(message), icon=":material/error:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            label,
            icon=":material/undo:",
            shortcut="U",
            disabled=undo is None,
            on_click=_undo,
            args=(undo,),
        )
        is_built = store.is_built(workspace)
        if st.button("Mettre à jour la comparaison", icon=":material/refresh:", disabled=is_built):
            with long_work("Mise à jour de votre comparaison…"):
                refused = review.apply(workspace)
            if refused:
                tell(refused.said)
            st.rerun()


def _undo(undo: Callable[[], object] | None) -> None:
    if undo is not None:
        keeping(undo)


def keeping(change: Callable[[], object]) -> bool:
    """Make a change that is written to disk; whether it was, and why not is told."""
    try:
        change()
    except OSError:
        tell(UNKEPT)
        return False
    return True
