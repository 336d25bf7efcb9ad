"""Dossiers for the tests of their formats: one with every view and hostile words, and what must be found in each."""

from __future__ import annotations

import datetime
from dataclasses import replace

from dashboard import queries
from dashboard.comparisons.core import Comparison
from dashboard.dossier import views
from dashboard.dossier.assemble import gather
from dashboard.dossier.assembled import Context, Gathered
from dashboard.dossier.model import Dossier, Entry
from dashboard.selection import Selection
from tests.spoken import spoken

BASE = "https://en-regard.example.org/"
DAY = datetime.date(2026, 11, 22)
HOSTILE = "</script><script>alert(1)</script> & \"quatre\" 'mots' <b>gras</b> 🚲 مرحبا"
LONG = "Un titre de deux cents caractères, que son auteur a voulu complet et qui déborde de toutes les lignes " * 2
NOTE, REMARKS, CUE = f"Note de l’auteur. {HOSTILE}", f"Mme Durand l’a dit. {HOSTILE}", "à ne jamais montrer"
NOTHING = Selection(territories=("porte-du-hainaut",), funders=("leader",))


def every_view() -> Dossier:
    """Each view once, the first with words of its author's; one without a row, one of a single territory."""
    own, grid = Selection(territories=("cahors",)), Selection(grid=str(queries.grids()["grid_id"].iloc[0]))
    chosen = {
        "contours": own,
        "themes-d-un-territoire": own,
        "rubriques-par-territoire": grid,
        "rubriques-en-points": grid,
    }
    names = [*views.VIEWS, *(one.key for one in views.amounts(Selection(), national=True))]
    entries = [Entry.of(name, chosen.get(name, Selection())) for name in names]
    entries[0] = replace(entries[0], title=HOSTILE, note=NOTE, cue=CUE, remarks=REMARKS)
    entries += [Entry.of("themes-par-territoire", NOTHING, title=LONG[:200]), Entry.of("themes-en-points", own)]
    return Dossier(f"Dossier {HOSTILE}", tuple(entries))


def gathered(dossier: Dossier, base: str = BASE) -> Gathered:
    """The dossier, made; all of its views must be."""
    found = gather(dossier, base, f"{base}dossier?d=abc" if base else "", DAY)
    assert not found.problems
    return found.gathered


def with_hostile_data(whole: Gathered) -> Gathered:
    """The same, its categories, findings, notes and actions saying what data should not."""
    return replace(whole, entries=tuple((_hostile(one), _acting(context)) for one, context in whole.entries))


def _hostile(comparison: Comparison) -> Comparison:
    table = comparison.table.copy()
    if len(table):
        first = table[comparison.category.id] == table[comparison.category.id].iloc[0]
        table.loc[first, comparison.category.label] = HOSTILE
    return replace(comparison, table=table, headline=spoken(HOSTILE), remarks=(HOSTILE, "\x07\x0b fin"))


def _acting(context: Context) -> Context:
    actions = context.actions.copy()
    if len(actions):
        actions.loc[actions.index[0], "title"] = HOSTILE
    return replace(context, actions=actions, filters=HOSTILE)
