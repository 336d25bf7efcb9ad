"""What is measured: every view there is, and a dossier of some of them with the words of an author."""

from __future__ import annotations

import datetime
from dataclasses import replace

from dashboard import queries
from dashboard.comparisons.core import Comparison
from dashboard.dossier import views
from dashboard.dossier.assemble import context_of, gathered_of
from dashboard.dossier.assembled import Gathered, Made
from dashboard.page_registry import THEMES
from dashboard.selection import OWN_GRID, Selection

_BASE = "http://localhost:8501/"
_NOTE = "Ce que nous en retenons tient en deux phrases. La seconde dit ce qu’il reste à vérifier auprès des services. "


def each_view() -> list[Made]:
    """Every view of the registry and every scope of sums, with the actions behind."""
    grid = next(one for one in queries.grids()["grid_id"] if one != OWN_GRID)
    territory = next(iter(queries.territories()["territory_id"]))
    made: list[Comparison] = []
    for name in views.VIEWS:
        for selection in (Selection(), Selection(grid=grid), Selection(territories=(territory,))):
            try:
                made.append(views.comparison(name, selection))
                break
            except views.ViewUnknown:
                continue
    made += views.amounts(Selection(), national=True)
    return [(comparison, context_of(comparison, THEMES, _BASE)) for comparison in made]


def a_dossier(number: int) -> Gathered:
    """The first views, every other with a title, a note and what was said."""
    words = {"heading": "Ce que dit cette vue", "note": _NOTE * 2, "remarks": _NOTE, "cue": "Demander à la salle."}
    entries = [
        (comparison, replace(context, **words) if at % 2 else context)
        for at, (comparison, context) in enumerate(each_view()[:number])
    ]
    return gathered_of("Un dossier pour la mesure", entries, _BASE, datetime.date.today())
