"""Every view that there is, made: what a test of all formats goes through, so that a new view needs no new test."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from dashboard import queries
from dashboard.comparisons.core import Comparison
from dashboard.dossier import views
from dashboard.dossier.assemble import gathered_of
from dashboard.dossier.assembled import Context, Gathered, Made
from dashboard.selection import OWN_GRID, Selection
from tests.selections import KNOWN

# The views of sums are named by the data: they come together, under this name.
SUMS = "montants"
NAMES = (*views.VIEWS, SUMS)
every_view = pytest.mark.parametrize("name", NAMES)
NOTHING = Selection(territories=("porte-du-hainaut",), funders=("leader",))
ONE_TERRITORY = Selection(territories=("cahors",))
LINK = "https://en-regard.example.org/themes?theme=mobilite,sante&v=1a2b3c4d"
DAY = datetime.date(2026, 11, 22)
HOSTILE = (
    '=1+1 & <b>"guillemets"</b> ’ é 🚲 \x07\x0b שלום עולם ' + "très long titre de deux cents caractères " * 4
).strip()


def made(name: str, selection: Selection | None = None) -> list[Comparison]:
    """The view's Comparisons: one, or one a grid where the view wants a grid, or one a scope of sums."""
    chosen = selection or Selection()
    if name == SUMS:
        return views.amounts(chosen, national=True)
    attempts: Iterable[list[Selection]] = (
        [chosen],
        [chosen.but(grid=grid) for grid in KNOWN["grid"] if grid != OWN_GRID],
        [chosen.but(territories=ONE_TERRITORY.territories)],
    )
    for attempt in attempts:
        try:
            return [views.comparison(name, one) for one in attempt]
        except views.ViewUnknown:
            continue
    raise AssertionError(f"say here what Selection the view {name} wants")


def every(selection: Selection | None = None) -> list[Comparison]:
    return [comparison for name in NAMES for comparison in made(name, selection)]


def context_of(selection: Selection | None = None, **changes: Any) -> Context:
    actions = queries.actions(selection or Selection())
    return replace(Context(LINK, "thème Mobilité ; tous les territoires", actions, DAY), **changes)


def dossier(entries: Iterable[Made], title: str = "Un dossier", template: bytes | None = None) -> Gathered:
    return replace(gathered_of(title, list(entries), LINK, DAY), template=template)


def views_of_a_dossier(number: int, **changes: Any) -> list[Made]:
    """So many views, all those that there are before any comes again."""
    context, found = context_of(**changes), every()
    return [(found[at % len(found)], context) for at in range(number)]
