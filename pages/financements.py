"""Financements: whom the actions name, what whole documents announce, and sums of money, each scope apart."""

import streamlit as st

from dashboard.comparisons import (
    amounts_by_scope,
    document_funders,
    funders_by_territory,
    levels_by_territory,
    regional_aids,
    themes_by_funder,
    usual_funding,
)
from dashboard.widgets import charts, frame
from dashboard.widgets.filters import measure_switch

selection = frame.selection()
levels = levels_by_territory(selection)
charts.head(levels, heading=1)
measure_switch(selection, "measure-funding")
charts.body(levels)
charts.show(funders_by_territory(selection))
charts.show(themes_by_funder(selection))
charts.show(document_funders(selection))
st.html("<h2>Les sommes annoncées, portée par portée</h2>")
for comparison in amounts_by_scope(selection):
    charts.show(comparison, heading=3)
st.html("<h2>Ce que le dispositif apporte d’ordinaire</h2>")
charts.show(usual_funding(selection), heading=3)
charts.show(regional_aids(selection), heading=3)
