"""Territoires: who a territory is, what its document is, and the plan's outline."""

from dashboard.widgets import charts, frame, texts
from dashboard.widgets.filters import territory_choice

territory = territory_choice(frame.selection())
with charts.guarded("identité du territoire"):
    texts.territory(territory)
