"""Vue d'ensemble: who gives what share of its actions to which theme."""

import streamlit as st

from dashboard.comparisons import areas_by_territory, findings, themes_by_territory
from dashboard.comparisons.places import places
from dashboard.selection import OWN_GRID, Selection
from dashboard.widgets import charts, frame, texts
from dashboard.widgets.filters import grid_switch, measure_switch
from dashboard.widgets.templates import render

selection = frame.selection()
comparison = themes_by_territory(selection) if selection.grid == OWN_GRID else areas_by_territory(selection)
st.html(render("lead.html", territories=len(places(Selection()))))
charts.head(comparison, heading=1)
with st.container(key="er-overview"):
    left, right = st.columns([2.4, 1], gap="large")
with left:
    charts.body(comparison)
with right:
    measure_switch(selection, "measure-overview")
    grid_switch(selection, "grid-overview")
    own = selection.grid == OWN_GRID
    texts.findings("À retenir" if own else "À retenir, par thèmes d’En regard", findings.overview(selection))
texts.questions()
texts.territory_cards(selection)
