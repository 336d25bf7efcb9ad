"""Méthode: sources, codebook, agreement, faults, limits, data dictionary, version of the build."""

from dashboard.widgets import charts, frame, method

frame.require_house()
for title, section in method.SECTIONS.items():
    with charts.guarded(title):
        section(title)
