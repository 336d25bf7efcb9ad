"""Échéances: the periods that documents and actions state, on one axis."""

from dashboard.comparisons import stated_periods
from dashboard.widgets import charts, frame

charts.show(stated_periods(frame.selection()), heading=1)
