"""Vue d'ensemble: who gives what share of its actions to which theme."""

import streamlit as st

from dashboard.comparisons import areas_by_territory, findings, themes_by_territory
from dashboard.selection import OWN_GRID
from dashboard.widgets import charts, frame, texts
from dashboard.widgets.filters import grid_switch, measure_switch

selection = frame.selection()
comparison = themes_by_territory(selection) if selection.grid == OWN_GRID else areas_by_territory(selection)
texts.lead()
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
