"""Financements: what actions say of who pays, what documents say for their whole programme, what a scheme normally
brings, and what was really granted: four layers that are never mixed."""

from dashboard.comparisons import (
    action_sums,
    amounts_by_scope,
    bodies_by_action,
    document_funders,
    funders_by_territory,
    grants_by_theme,
    grants_known,
    levels_by_territory,
    planned_and_granted,
    regional_aids,
    themes_by_funder,
    usual_funding,
)
from dashboard.widgets import charts, frame, texts
from dashboard.widgets.filters import measure_switch

selection = frame.selection()
# What the page holds, layer by layer: each under its heading, told once at the top.
ACTIONS, DOCUMENTS = "Ce que disent les actions", "Ce que disent les documents pour tout leur programme"
SCHEMES, GRANTED = "Ce que le dispositif apporte d’ordinaire", "Ce qui a été réellement accordé"
LAYERS = {
    ACTIONS: "qui paie, qui pourrait payer, qui signe, dans les mots de chacune.",
    DOCUMENTS: "des organismes et des sommes qui ne sont ceux d’aucune action.",
    SCHEMES: "ce qu’un dispositif nommé finance en général, jamais un fait de l’action.",
    GRANTED: "des subventions de listes publiées, là où sont leurs bénéficiaires.",
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
for sums in action_sums(selection):
    charts.show(sums, heading=3)

texts.layer(DOCUMENTS)
charts.show(document_funders(selection), heading=3)
for comparison in amounts_by_scope(selection):
    charts.show(comparison, heading=3)

texts.layer(SCHEMES)
charts.show(usual_funding(selection), heading=3)
charts.show(regional_aids(selection), heading=3)

texts.layer(GRANTED)
if grants_known():
    charts.show(planned_and_granted(selection), heading=3)
    charts.show(grants_by_theme(selection), heading=3)
texts.more_on_grants(selection)
