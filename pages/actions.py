"""Actions: the list that the filters keep, and the record of the one that is open."""

from dashboard.widgets import charts, frame, texts

selection = frame.selection()
with charts.guarded("actions"):
    if not texts.record(selection):
        texts.action_list(selection)
