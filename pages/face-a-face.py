"""Face à face: two to four territories, what all of them name and what only one does."""

import streamlit as st

from dashboard.comparisons import face_to_face, presence_by_territory
from dashboard.comparisons.faces import QUESTION
from dashboard.widgets import exporting, frame, texts
from dashboard.widgets.filters import lens_choice
from dashboard.widgets.guard import guarded
from dashboard.widgets.templates import render

selection = frame.selection()
lens = lens_choice(selection)
face = face_to_face(selection, lens)
st.html(
    render(
        "finding.html",
        heading=1,
        question=QUESTION,
        finding=face.finding,
        subtitle="Choisir deux à quatre territoires dans les filtres.",
    )
)
with guarded("face à face"):
    texts.faces(face)
exporting.menu(presence_by_territory(selection), frame.current_page())
