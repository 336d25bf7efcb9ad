"""Actions: what the filters keep, or what the search finds, and the record of the one that is open."""

from dashboard.comparisons import engagements_by_territory
from dashboard.widgets import exporting, finder, frame, texts
from dashboard.widgets.guard import guarded

selection = frame.selection()
with guarded("actions"):
    if texts.record(selection):
        finder.near(selection.action, selection)
    elif selection.words.strip():
        finder.answers(selection)
    else:
        exporting.menu(engagements_by_territory(selection), frame.current_page())
        texts.action_list(selection)
