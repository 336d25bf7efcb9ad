"""Commitment: how far along the actions are, territory by territory."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.core import (
    COUNT,
    MATRIX,
    SHARE,
    Axis,
    Comparison,
    caveats,
    shares,
    sources,
    subtitle,
    version,
    without_shares,
)
from dashboard.comparisons.themes import TERRITORY
from dashboard.formats import count, integer, listed
from dashboard.selection import Selection

_ENGAGEMENT = Axis("engagement", "label", "Engagement", filters="engagements")


def engagements_by_territory(selection: Selection) -> Comparison:
    """Degree of commitment × territory, of the actions that the Selection keeps: each action has one degree."""
    table = queries.engagement_by_territory(selection)
    table["part"] = shares(table)
    table["nombre"] = table["actions"]
    is_share = selection.measure == SHARE
    hash_, date = version()
    total = int(table.drop_duplicates("territory_id")["total"].sum())
    return Comparison(
        key="actions-par-engagement",
        question=_question(selection),
        finding=_finding(table, total),
        subtitle=subtitle(
            ("Part des actions retenues de chaque document" if is_share else "Nombre d’actions")
            + ", par degré d’engagement",
            total,
            selection,
        ),
        table=table,
        category=_ENGAGEMENT,
        series=TERRITORY,
        value=selection.measure,
        unit=SHARE if is_share else COUNT,
        mark=MATRIX,
        selection=selection,
        notes=(
            "L’engagement est lu dans les mots du document, à sa date : il ne dit pas où en est l’action aujourd’hui.",
            *without_shares(table, selection.measure),
            *caveats(selection),
        ),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Part des actions retenues" if is_share else "Nombre d’actions",
        extra_columns={"definition": "Définition"},
    )


def _question(selection: Selection) -> str:
    labels = dict(queries.themes()[["theme_id", "label"]].itertuples(index=False))
    named = [f"« {labels[theme]} »" for theme in selection.themes]
    if not named:
        return "Quelles actions, et à quel degré d’engagement ?"
    return f"Quelles actions sur {listed(named)}, et à quel degré d’engagement ?"


def _finding(table: pd.DataFrame, total: int) -> str:
    """« 47 actions : 12 au degré « Engagée », 9 « À étudier »…», the largest first."""
    if not total:
        return "Aucune action ne répond à ces filtres"
    by_degree = table.groupby("label", sort=False)["actions"].sum().sort_values(ascending=False, kind="stable")
    first, *others = [(integer(number), label) for label, number in by_degree.items() if number]
    said = [f"{first[0]} au degré « {first[1]} »", *(f"{number} « {label} »" for number, label in others)]
    return f"{count(total, 'action')} : {listed(said)}"
