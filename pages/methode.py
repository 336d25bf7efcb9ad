"""Méthode: sources, codebook, agreement, faults, limits, data dictionary, version of the build."""

from dashboard.widgets import method
from dashboard.widgets.guard import guarded

for title, section in method.SECTIONS.items():
    with guarded(title):
        section(title)
