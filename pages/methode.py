"""Méthode: sources, codebook, agreement, faults, limits, data dictionary, version of the build."""

from dashboard.widgets import frame, method
from dashboard.widgets.guard import guarded

frame.require_house()
for title, section in method.SECTIONS.items():
    with guarded(title):
        section(title)
