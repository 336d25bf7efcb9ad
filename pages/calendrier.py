"""Échéances: the periods that documents and actions state, on one axis; what states none is listed apart."""

from dashboard.comparisons import stated_periods
from dashboard.widgets import charts, frame, texts
from dashboard.widgets.guard import guarded

selection = frame.selection()
charts.show(stated_periods(selection), heading=1)
with guarded("actions sans période"):
    texts.undated(selection)
