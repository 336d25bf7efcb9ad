"""French sentences for those who hear a Comparison instead of seeing it: computed from the same table."""

from __future__ import annotations

import pandas as pd

from dashboard.comparisons.core import EUROS, KILOMETRES, SHARE, YEARS, Comparison
from dashboard.formats import euros, integer, listed, share

_MOST_NAMED = 3


def alternative(comparison: Comparison) -> str:
    """The chart in words: question, finding, and for each series its largest values. The table has all of them."""
    if comparison.is_empty:
        return f"{comparison.question} {comparison.empty}"
    said = [comparison.question, f"{comparison.finding}."]
    if comparison.unit == EUROS:
        largest = comparison.table.nlargest(_MOST_NAMED, comparison.value)
        said.append("Les plus grandes sommes : " + listed([_sum(row) for _, row in largest.iterrows()]) + ".")
    elif comparison.unit == KILOMETRES:
        said.append(
            listed([f"{row['territory']}, {row['extent']}" for row in comparison.table.to_dict("records")]) + "."
        )
    elif comparison.unit == YEARS:
        for _, of_territory in comparison.table.groupby("territory_rank", sort=True):
            periods = [f"{row['title']}, {row['years']}" for _, row in of_territory.head(_MOST_NAMED).iterrows()]
            said.append(f"{of_territory.iloc[0]['territory']} : {listed(periods)}.")
    elif comparison.series.id == "territory_id":
        for _, of_series in comparison.table.groupby("territory_rank", sort=True):
            said.append(_series(comparison, of_series))
    else:
        largest = comparison.table.nlargest(_MOST_NAMED, "actions")
        pairs = [
            f"{row[comparison.category.label]} pour {row[comparison.series.label]} ({integer(row['actions'])})"
            for _, row in largest.iterrows()
        ]
        said.append(f"Les plus grands nombres : {listed(pairs)}.")
    said.append("Le tableau des données suit.")
    return " ".join(said)


def source_line(comparison: Comparison) -> str:
    """« Sources : … Données En regard, version 1a2b3c4d, 22/11/2026. »"""
    documents = " ; ".join(
        ", ".join(filter(None, (source.territory, source.kind, source.date))) for source in comparison.sources
    )
    named = f"Sources : {documents}. " if documents else ""
    return f"{named}En regard, données {comparison.data_version[:8]} du {comparison.data_date}."


def _sum(row: pd.Series) -> str:
    return f"{row['label']}, {euros(row['eur'])}"


def _series(comparison: Comparison, of_series: pd.DataFrame) -> str:
    name = of_series.iloc[0]["territory"]
    named = of_series[of_series["actions"] > 0].nlargest(_MOST_NAMED, "actions")
    if named.empty:
        return f"{name} : aucune."
    values = [
        f"{row[comparison.category.label]} "
        + (share(row["actions"], row["total"]) if comparison.unit == SHARE else integer(row["actions"]))
        for _, row in named.iterrows()
    ]
    return f"{name} : {listed(values)}."
