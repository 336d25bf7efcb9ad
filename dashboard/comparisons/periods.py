"""Periods: when documents and actions say that they run, on one axis; what says nothing is counted apart."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Claim, Dated, Part, Undated
from dashboard.comparisons.core import (
    SPANS,
    YEARS,
    Axis,
    Comparison,
    apart_or_together,
    caveats,
    shown,
    sources,
    version,
)
from dashboard.comparisons.places import places
from dashboard.look.formats import period
from dashboard.selection import Selection

# Periods of one territory, at most, and of all of them together, of which each has a few.
_MOST, _MOST_OF_ALL, _FEW = 200, 4_000, 10


@queries.once_per_content
def stated_periods(selection: Selection) -> Comparison:
    """One row a stated period: documents first, then the actions that state one, territory by territory."""
    most = max(_FEW, min(_MOST, _MOST_OF_ALL // max(1, len(places(selection)))))
    table = queries.periods(selection, most)
    is_cut = len(table) > 0 and int((~table["is_document"].astype(bool)).sum()) < table["dated"].iloc[0]
    cut = f"D’un territoire, {most} périodes au plus sont montrées, les premières : un filtre montre les autres."
    latest = int(pd.concat([table["period_end"], table["period_start"]]).max()) if len(table) else 0
    table["is_open"] = table["period_end"].isna()
    table["until"] = table["period_end"].fillna(latest).astype(int) if len(table) else []
    table["years"] = list(map(period, table["period_start"], table["period_end"]))
    table["kind"] = ["Document" if is_document else "Action" for is_document in table["is_document"]]
    hash_, date = version()
    return Comparison(
        key="echeances",
        question="Quelles périodes les documents et les actions annoncent-ils ?",
        headline=_dated(table, selection),
        scope=shown(
            "Périodes que les documents et leurs actions énoncent pour eux-mêmes (une barre sans fin court à partir de "
            "l’année dite, sans terme annoncé)",
            selection,
        ),
        table=table,
        category=Axis("item_id", "title", "Document ou action"),
        series=Axis("territory_id", "territory", "Territoire"),
        value="period_start",
        unit=YEARS,
        mark=SPANS,
        selection=selection,
        remarks=(*((cut,) if is_cut else ()), *_undated(selection), *caveats(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Période",
        empty="Ni ces documents ni leurs actions n’annoncent de période.",
        extra_columns={"territory": "Territoire", "kind": "Sorte", "evidence": "Mots qui le disent"},
        value_alone="Première année",
        completed_by={"period_end": "Dernière année", "years": "Période en mots"},
    )


def _dated(table: pd.DataFrame, selection: Selection) -> Claim:
    """How many actions state a period, and when the last of these ends."""
    dated = int(table["dated"].iloc[0]) if len(table) else 0
    latest = table["latest_end"].dropna()
    return Dated(selection, dated, queries.counted(selection)[0], int(latest.iloc[0]) if len(latest) else None)


def _undated(selection: Selection) -> tuple[Claim, ...]:
    """By territory, how many actions state none, where some do."""
    named = places(selection)
    parts = [
        Part(named[row.territory_id], int(row.undated), int(row.actions))
        for row in queries.kept_by_territory(selection).itertuples()
        if row.undated
    ]
    return tuple(Undated(selection, found) for found in apart_or_together(parts))
