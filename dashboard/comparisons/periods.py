"""Periods: when documents and actions say that they run, on one axis; what says nothing is counted apart."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.core import SPANS, YEARS, Axis, Comparison, caveats, sources, version
from dashboard.formats import count, integer, period
from dashboard.selection import Selection


def stated_periods(selection: Selection) -> Comparison:
    """One row a stated period: documents first, then the actions that state one, territory by territory."""
    table = queries.periods(selection)
    undated = queries.undated(selection)
    latest = int(pd.concat([table["period_end"], table["period_start"]]).max()) if len(table) else 0
    table["is_open"] = table["period_end"].isna()
    table["until"] = table["period_end"].fillna(latest).astype(int) if len(table) else []
    table["years"] = [period(row.period_start, row.period_end) for row in table.itertuples()]
    table["kind"] = ["Document" if is_document else "Action" for is_document in table["is_document"]]
    hash_, date = version()
    dated, total = int((~table["is_document"]).sum()) if len(table) else 0, int(undated["total"].sum())
    return Comparison(
        key="echeances",
        question="Quelles périodes les documents et les actions annoncent-ils ?",
        finding=_finding(table, dated, total),
        subtitle="Périodes que les documents et leurs actions énoncent pour eux-mêmes ; une barre sans fin court "
        "à partir de l’année dite, sans terme annoncé.",
        table=table,
        category=Axis("item_id", "title", "Document ou action"),
        series=Axis("territory_id", "territory", "Territoire"),
        value="period_start",
        unit=YEARS,
        mark=SPANS,
        selection=selection,
        notes=(
            *(
                f"{row.territory} : {integer(row.undated)} des {count(row.total, 'action')} ne disent aucune période."
                for row in undated.itertuples()
                if row.undated
            ),
            *caveats(selection),
        ),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Période",
        empty="Ni ces documents ni leurs actions n’annoncent de période.",
        extra_columns={"territory": "Territoire", "kind": "Sorte", "evidence": "Mots qui le disent"},
    )


def _finding(table: pd.DataFrame, dated: int, total: int) -> str:
    if table.empty:
        return "Ni ces documents ni leurs actions n’annoncent de période"
    actions = table[~table["is_document"]]
    if actions.empty:
        return f"Aucune des {count(total, 'action')} n’annonce de période"
    last = actions.loc[actions["until"].where(~actions["is_open"], 0).idxmax()]
    verb = "annonce" if dated == 1 else "annoncent"
    return (
        f"{integer(dated)} des {count(total, 'action')} {verb} une période ; la plus lointaine finit en {last['until']}"
    )
