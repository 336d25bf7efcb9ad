"""Subventions: what was really granted, by theme, programme and year, who was granted it, and beside what plans say."""

from dashboard.comparisons import (
    grants_apart,
    grants_beside,
    grants_by_programme,
    grants_by_theme,
    grants_by_year,
    grants_in_brief,
    grants_known,
    has_whole_lists,
    largest_grants,
    most_granted_bodies,
    planned_and_granted,
)
from dashboard.widgets import charts, filters, frame, texts

selection = frame.selection()
if grants_known():
    charts.show(planned_and_granted(selection), heading=1)
    for comparison in (
        grants_by_theme(selection),
        grants_in_brief(selection),
        grants_by_programme(selection),
        grants_by_year(selection),
        largest_grants(selection),
        most_granted_bodies(selection),
        grants_apart(selection),
    ):
        charts.show(comparison)
    if has_whole_lists():
        filters.references_choice(selection)
        charts.show(grants_beside(selection))
else:
    texts.more_on_grants(selection)
