"""Territoires: who a territory is, what its document is and holds, beside the others."""

from dashboard.comparisons import amounts_by_scope, contours, themes_in_dots
from dashboard.selection import Selection
from dashboard.widgets import charts, exporting, frame, texts
from dashboard.widgets.filters import territory_choice
from dashboard.widgets.guard import guarded

territory = territory_choice(frame.selection())
own = Selection(territories=(territory,))
with guarded("identité du territoire"):
    texts.territory_identity(territory)
    exporting.territory_sheet(territory)
if texts.is_compared(territory):
    charts.show(contours(territory))
    charts.show(themes_in_dots(Selection(), emphasis=territory))
with guarded("financeurs et dispositifs du territoire"):
    texts.territory_names(own)
for comparison in amounts_by_scope(own, national=False):
    charts.show(comparison)
with guarded("plan du document"):
    texts.territory_documents(territory)
