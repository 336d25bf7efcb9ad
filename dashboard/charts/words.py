"""French sentences for those who hear a Comparison instead of seeing it: computed from the same table."""

from __future__ import annotations

import pandas as pd

from dashboard.comparisons.core import EUROS, KILOMETRES, MENTIONS, SHARE, YEARS, Comparison
from dashboard.look.formats import euros, integer, listed, share

_MOST_NAMED = 3


def alternative(comparison: Comparison, with_table: bool = True) -> str:
    """The chart in words: question, finding, and for each series its largest values; that a table with all of them
    follows, where one does."""
    if comparison.is_empty:
        return f"{comparison.question} {comparison.empty}"
    said = [comparison.question, f"{comparison.finding}."]
    if comparison.unit == EUROS:
        largest, among = _largest(comparison.table, comparison.value)
        said.append(f"{among}es plus grandes sommes : {listed([_sum(row) for _, row in largest.iterrows()])}.")
    elif comparison.unit == KILOMETRES:
        said.append(
            listed([f"{row['territory']}, {row['extent']}" for row in comparison.table.to_dict("records")]) + "."
        )
    elif comparison.unit == MENTIONS:
        for of_group, rows in comparison.table.groupby(comparison.group, sort=False):
            said.append(f"{of_group} : {listed(rows[comparison.category.label].tolist())}.")
    elif comparison.unit == YEARS:
        for of_territory in _by_territory(comparison, "title", "years"):
            first = of_territory.head(_MOST_NAMED)
            periods = [f"{title}, {years}" for title, years in zip(first["title"], first["years"], strict=True)]
            said.append(f"{of_territory['territory'].iloc[0]} : {listed(periods)}.")
    elif comparison.series.id == "territory_id":
        needed = ["actions", comparison.category.label, *(["total"] if comparison.unit == SHARE else [])]
        said += [_series(comparison, of_series) for of_series in _by_territory(comparison, *needed)]
    else:
        largest, among = _largest(comparison.table, "actions")
        pairs = [
            f"{row[comparison.category.label]} pour {row[comparison.series.label]} ({integer(row['actions'])})"
            for _, row in largest.iterrows()
        ]
        said.append(f"{among}es plus grands nombres : {listed(pairs)}.")
    return " ".join([*said, "Le tableau des données suit."] if with_table else said)


def source_line(comparison: Comparison) -> str:
    """« Sources : … Données En regard, version 1a2b3c4d, 22/11/2026. »"""
    documents = " ; ".join(
        ", ".join(filter(None, (source.territory, source.kind, source.date))) for source in comparison.sources
    )
    named = f"Sources : {documents}. " if documents else ""
    return f"{named}En regard, données {comparison.data_version[:8]} du {comparison.data_date}."


def _largest(table: pd.DataFrame, value: str) -> tuple[pd.DataFrame, str]:
    """The rows of the largest values, and how they are called: where one that is left out ties, they are only among the
    largest."""
    largest = table.nlargest(_MOST_NAMED, value)
    left_out = (table[value] >= largest[value].min()).sum() > len(largest)
    return largest, "Parmi l" if left_out else "L"


def _share(part: float, whole: float) -> str:
    """« 15 % (11 sur 72) », « 3 sur 10 »."""
    told, counts = share(part, whole), f"{integer(part)} sur {integer(whole)}"
    return told if told == counts else f"{told} ({counts})"


def _sum(row: pd.Series) -> str:
    return f"{row['label']}, {euros(row['eur'])}"


def _by_territory(comparison: Comparison, *columns: str) -> list[pd.DataFrame]:
    """These columns, territory by territory: a table of all columns takes ten times as long to part."""
    needed = comparison.table[list(dict.fromkeys(["territory_rank", "territory", *columns]))]
    return [of_territory for _, of_territory in needed.groupby("territory_rank", sort=True)]


def _series(comparison: Comparison, of_series: pd.DataFrame) -> str:
    name, counts = of_series["territory"].iloc[0], of_series["actions"].tolist()
    largest = sorted(range(len(counts)), key=lambda at: -counts[at])[:_MOST_NAMED]
    named = [at for at in largest if counts[at] > 0]
    totals = of_series["total"].tolist() if comparison.unit == SHARE else []
    if totals and not any(totals):
        return f"{name} : sans objet, aucune action retenue."
    if not named:
        return f"{name} : aucune."
    labels = of_series[comparison.category.label].tolist()
    values = [f"{labels[at]} {_share(counts[at], totals[at]) if totals else integer(counts[at])}" for at in named]
    return f"{name} : {listed(values)}."
