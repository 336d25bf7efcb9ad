"""Dispositifs: which public schemes the actions name, where, and how far along."""

from dashboard.comparisons import schemes_by_territory
from dashboard.widgets import charts, frame, texts
from dashboard.widgets.guard import guarded

comparison = schemes_by_territory(frame.selection())
charts.show(comparison, heading=1)
with guarded("définitions des dispositifs"):
    texts.scheme_definitions(comparison)
