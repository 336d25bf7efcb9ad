"""Financements: what the actions say of who pays, then what documents say for their whole programme, never mixed."""

from dashboard.comparisons import (
    amounts_by_scope,
    bodies_by_action,
    document_funders,
    funders_by_territory,
    levels_by_territory,
    themes_by_funder,
)
from dashboard.widgets import charts, frame, texts
from dashboard.widgets.filters import measure_switch

selection = frame.selection()
# What the page holds, layer by layer: each under its heading, told once at the top.
ACTIONS, DOCUMENTS = "Ce que disent les actions", "Ce que disent les documents pour tout leur programme"
LAYERS = {
    ACTIONS: "qui paie, qui pourrait payer, qui signe, dans les mots de chacune.",
    DOCUMENTS: "des organismes et des sommes qui ne sont ceux d’aucune action.",
}

levels = levels_by_territory(selection)
charts.head(levels, heading=1)
texts.layers(LAYERS)

texts.layer(ACTIONS)
measure_switch(selection, "measure-funding")
charts.body(levels)
charts.show(funders_by_territory(selection), heading=3)
charts.show(themes_by_funder(selection), heading=3)
charts.show(bodies_by_action(selection), heading=3)

texts.layer(DOCUMENTS)
charts.show(document_funders(selection), heading=3)
for comparison in amounts_by_scope(selection):
    charts.show(comparison, heading=3)
