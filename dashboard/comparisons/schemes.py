"""Schemes: which of them each territory's actions name, and how far along those actions are."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.core import COUNT, MATRIX, Axis, Comparison, caveats, sources, subtitle, version
from dashboard.formats import count, integer, listed
from dashboard.selection import Selection
from dashboard.style import ENGAGEMENT_SHAPES


def schemes_by_territory(selection: Selection) -> Comparison:
    """Scheme × territory, grouped by theme; a shape an action says its commitment."""
    table = queries.scheme_by_territory(selection)
    labels = dict(queries.engagements()[["engagement", "label"]].itertuples(index=False))
    table["nombre"] = table["actions"]
    table["shapes"] = [" ".join(ENGAGEMENT_SHAPES[one] for one in engagements) for engagements in table["engagements"]]
    table["spoken"] = [_spoken(list(engagements), labels) for engagements in table["engagements"]]
    hash_, date = version()
    key = " ; ".join(f"{ENGAGEMENT_SHAPES[one]} {label.lower()}" for one, label in labels.items())
    return Comparison(
        key="dispositifs-par-territoire",
        question="Quels dispositifs les actions nomment-elles, et où en sont-elles ?",
        finding=_finding(table),
        subtitle=subtitle(
            f"Une forme par action qui nomme le dispositif : {key}",
            int(table.drop_duplicates("territory_id")["total"].sum()) if len(table) else 0,
            selection,
        ),
        table=table,
        category=Axis("scheme_id", "short_label", "Dispositif", filters="schemes"),
        series=Axis("territory_id", "territory", "Territoire", filters="territories"),
        value="nombre",
        unit=COUNT,
        mark=MATRIX,
        selection=selection,
        notes=(
            "Un dispositif absent d’un document n’y est pas nommé : le territoire peut y avoir part.",
            *caveats(selection),
        ),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Actions",
        empty="Aucune action de ces documents ne nomme de dispositif.",
        extra_columns={"label": "Nom officiel"},
        group="theme",
        printed="shapes",
        spoken="spoken",
    )


def _spoken(engagements: list[str], labels: dict[str, str]) -> str:
    """« 2 actions : 1 engagée, 1 à étudier »."""
    by_label = [
        f"{integer(engagements.count(one))} {label.lower()}" for one, label in labels.items() if one in engagements
    ]
    return f"{count(len(engagements), 'action')} : {', '.join(by_label)}" if engagements else ""


def _finding(table: pd.DataFrame) -> str:
    named = table[table["actions"] > 0]
    if named.empty:
        return "Aucune action de ces documents ne nomme de dispositif"
    spread = named.groupby("short_label", sort=False)["territory"].nunique()
    number = table["scheme_id"].nunique()
    most = spread[spread == spread.max()].index.tolist()
    named_ones = count(number, "dispositif nommé", "dispositifs nommés")
    if spread.max() == 1:
        return f"{named_ones}, chacun dans un seul document"
    where = f"dans {integer(spread.max())} documents"
    if len(most) > 4:
        return f"{named_ones} ; {integer(len(most))} le sont {where}, aucun dans plus"
    return f"{listed(most)} {'est nommé' if len(most) == 1 else 'sont nommés'} {where}, plus que tout autre dispositif"
