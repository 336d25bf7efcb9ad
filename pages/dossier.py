"""Dossier: the views that were kept, in order, to be exported, projected or sent on."""

from dashboard.widgets import dossier
from dashboard.widgets.guard import guarded

with guarded("dossier"):
    dossier.page()
