"""« Ajouter au dossier » under every chart, with a title and a note of the visitor's own."""

from __future__ import annotations

import streamlit as st

from dashboard.comparisons import Comparison
from dashboard.dossier.model import LONGEST_TEXT, LONGEST_TITLE, Entry
from dashboard.look.formats import count
from dashboard.widgets import own_dossier, signing_in

_KEPT = "own-dossier-kept"


def add(comparison: Comparison) -> None:
    """The button that keeps this view."""
    if st.button("Ajouter au dossier", icon=":material/library_add:", key=f"keep-{comparison.key}"):
        if signing_in.needs():
            _sign_in()
        else:
            _ask(comparison)


@st.dialog("Se connecter")
def _sign_in() -> None:
    signing_in.ask()


@st.dialog("Ajouter au dossier")
def _ask(comparison: Comparison) -> None:
    """Title and note; the whole page runs again, since its navigation counts what is kept."""
    with st.form(f"keep-form-{comparison.key}", border=False):
        title = st.text_input("Titre, à la place du constat calculé (facultatif)", max_chars=LONGEST_TITLE)
        note = st.text_area("Note (facultative)", max_chars=LONGEST_TEXT, height=100)
        if not st.form_submit_button("Ajouter", type="primary"):
            return
    entry = Entry.of(comparison.key, comparison.address, title=title.strip(), note=note.strip())
    st.session_state[_KEPT] = own_dossier.change(lambda dossier: dossier.added(entry))
    st.rerun()


def tell_kept() -> None:
    """Say that the view was kept, in the run after it was, or why the dossier could not be changed."""
    own_dossier.tell_fault()
    if st.session_state.pop(_KEPT, False):
        st.toast(f"Ajoutée. Le dossier tient {count(len(own_dossier.read().entries), 'vue')}.")
