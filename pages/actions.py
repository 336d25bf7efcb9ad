"""Actions: what the filters keep, or what the search finds, and the record of the one that is open."""

from dashboard.widgets import finder, frame, texts
from dashboard.widgets.guard import guarded

selection = frame.selection()
with guarded("actions"):
    if texts.record(selection):
        finder.near(selection.action, selection)
    elif selection.words.strip():
        finder.answers(selection)
    else:
        texts.action_list(selection)
