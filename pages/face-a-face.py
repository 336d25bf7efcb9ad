"""Face à face: a few territories, what all of them name and what only one does."""

import streamlit as st

from dashboard.comparisons import face_to_face, face_to_face_of, presence_by_territory
from dashboard.comparisons.faces import QUESTION, shown_of
from dashboard.widgets import exporting, frame, texts
from dashboard.widgets.filters import lens_choice
from dashboard.widgets.guard import guarded
from dashboard.widgets.templates import render

asked = frame.selection()
selection = face_to_face_of(asked)
lens = lens_choice(asked)
face = face_to_face(selection, lens)
st.html(
    render(
        "finding.html",
        heading=1,
        question=QUESTION,
        finding=face.finding,
        subtitle=shown_of(asked),
    )
)
with guarded("face à face"):
    texts.faces(face)
exporting.menu(presence_by_territory(selection), frame.current_page())
