"""Commitment: how far along the actions are, territory by territory."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Claim, Degrees, Nothing
from dashboard.comparisons.core import (
    COUNT,
    MATRIX,
    SHARE,
    Axis,
    Comparison,
    caveats,
    shares,
    shown,
    sources,
    subject,
    version,
    without_shares,
)
from dashboard.comparisons.themes import TERRITORY
from dashboard.look.formats import listed
from dashboard.selection import Selection

_ENGAGEMENT = Axis("engagement", "label", "Engagement", filters="engagements")


@queries.once_per_content
def engagements_by_territory(selection: Selection) -> Comparison:
    """Degree of commitment × territory, of the actions that the Selection keeps: each action has one degree."""
    table = queries.engagement_by_territory(selection)
    table["part"] = shares(table)
    table["nombre"] = table["actions"]
    is_share = selection.in_shares
    hash_, date = version()
    return Comparison(
        key="actions-par-engagement",
        question=_question(selection),
        headline=_headline(table, selection),
        scope=shown(
            ("Part des actions retenues de chaque document" if is_share else "Nombre d’actions")
            + ", par degré d’engagement",
            selection,
        ),
        table=table,
        category=_ENGAGEMENT,
        series=TERRITORY,
        value=selection.measure,
        unit=SHARE if is_share else COUNT,
        mark=MATRIX,
        selection=selection,
        remarks=(
            "L’engagement est lu dans les mots du document, à sa date : il ne dit pas où en est l’action aujourd’hui.",
            *without_shares(table, selection),
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


def _headline(table: pd.DataFrame, selection: Selection) -> Claim:
    """How many actions stand at each degree, the most first."""
    by_degree = [
        (subject(_ENGAGEMENT, of_degree.iloc[0].to_dict()), int(of_degree["actions"].sum()))
        for _, of_degree in table.groupby("engagement", sort=False)
    ]
    found = sorted([one for one in by_degree if one[1]], key=lambda one: -one[1])
    return Degrees(selection, sum(number for _, number in found), tuple(found)) if found else Nothing(selection)
