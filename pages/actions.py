"""Actions: what the filters keep, or what the search finds, and the record of the one that is open."""

from dashboard.comparisons import engagements_by_territory
from dashboard.widgets import charts, exporting, finder, frame, texts
from dashboard.widgets.guard import guarded

selection = frame.selection()
with guarded("actions"):
    if texts.record(selection):
        finder.near(selection.action, selection)
    elif selection.words.strip():
        finder.answers(selection)
    elif texts.action_count(selection):
        progress = engagements_by_territory(selection)
        exporting.menu(progress, frame.current_page())
        charts.folded(progress, "Où en sont ces actions ?")
        texts.action_list(selection)
