"""Funding: who the actions say pays, signs or helps; what is not said stays « non renseigné »."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

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
    told_by_row,
    version,
    without_shares,
)
from dashboard.formats import NO_BREAK, count, integer, share
from dashboard.selection import Selection

_TERRITORY = Axis("territory_id", "territory", "Territoire", filters="territories")
_LEVEL = Axis("level", "label", "Niveau", filters="levels")
_FUNDER = Axis("funder_id", "label", "Organisme", filters="funders")
_NOT_SAID = (
    "Une action qui ne nomme pas de financeur est « non renseignée » : cela ne veut pas dire qu’elle n’est pas "
    "financée."
)
_NOT_PAYING = (
    "Signer une convention n’est pas payer, et un financeur seulement envisagé ne paie pas : ni l’un ni l’autre ne "
    "compte ici."
)
_SEVERAL = "Une action peut nommer plusieurs niveaux : les parts ne s’additionnent pas."


def levels_by_territory(selection: Selection) -> Comparison:
    """Level of the bodies that pay × territory, with the actions that name none as a row of their own."""
    table = queries.level_by_territory(selection)
    table["part"] = shares(table)
    table["nombre"] = table["actions"]
    is_share = selection.measure == SHARE
    hash_, date = version()
    return Comparison(
        key="niveaux-par-territoire",
        question="Quels niveaux de financeurs les actions nomment-elles ?",
        finding=_level_finding(table),
        subtitle=subtitle(
            ("Part" if is_share else "Nombre") + " des actions qui nomment au moins un financeur du niveau",
            int(table.drop_duplicates("territory_id")["total"].sum()),
            selection,
        ),
        table=table,
        category=_LEVEL,
        series=_TERRITORY,
        value=selection.measure,
        unit=SHARE if is_share else COUNT,
        mark=MATRIX,
        selection=selection,
        notes=(_NOT_SAID, _NOT_PAYING, _SEVERAL, *without_shares(table, selection.measure), *caveats(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Part des actions du territoire" if is_share else "Nombre d’actions",
    )


def funders_by_territory(selection: Selection) -> Comparison:
    """Body × territory: how many actions name it, and as what; table columns `payers`, `envisaged`, `signatories` and
    `partners` count its actions by role."""
    table = queries.funder_by_territory(selection)
    labels = dict(queries.roles()[["role", "label"]].itertuples(index=False))
    table["nombre"] = table["actions"]
    table["as"] = [standing(standings, labels) for standings in table["standings"]]
    table["told"] = told_by_row(table, "funder_id", "as")
    hash_, date = version()
    named = table.groupby("label", sort=False)["actions"].sum()
    most = named.idxmax() if len(named) else ""
    finding = (
        f"{most} : l’organisme que le plus d’actions nomment ({integer(named.max())})"
        if len(named)
        else f"Aucune action de ces documents ne nomme de {_roles(selection)}"
    )
    return Comparison(
        key="organismes-par-territoire",
        question="Quels organismes les actions nomment-elles ?",
        finding=finding,
        subtitle=subtitle(
            f"Ce qu’est l’organisme dans les actions qui le nomment {_roles(selection)} (« × 2 » : dans 2 actions)",
            int(table.drop_duplicates("territory_id")["total"].sum()),
            selection,
        ),
        table=table,
        category=_FUNDER,
        series=_TERRITORY,
        value="nombre",
        unit=COUNT,
        mark=MATRIX,
        selection=selection,
        notes=(_NOT_SAID, *caveats(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Nombre d’actions",
        empty=f"Aucune action de ces documents ne nomme de {_roles(selection)}.",
        extra_columns={"level": "Niveau"},
        printed="as",
        told="told",
    )


def themes_by_funder(selection: Selection) -> Comparison:
    """Funder × theme: how many actions of the theme name the body, all territories of the Selection together."""
    table = queries.theme_by_funder(selection)
    table["nombre"] = table["actions"]
    hash_, date = version()
    by_theme = (
        table.groupby("theme", sort=False)["funder_id"].agg(lambda ids: 0)
        if table.empty
        else (table[table["actions"] > 0].groupby("theme", sort=False)["funder_id"].nunique())
    )
    finding = (
        f"« {by_theme.idxmax()} » est le thème qui nomme le plus d’organismes différents ({integer(by_theme.max())})"
        if len(by_theme)
        else f"Aucune action de ces documents ne nomme de {_roles(selection)}"
    )
    return Comparison(
        key="themes-par-organisme",
        question="Sur quels thèmes chaque organisme est-il nommé ?",
        finding=finding,
        subtitle=subtitle(
            f"Nombre d’actions qui nomment l’organisme comme {_roles(selection)}, par thème principal",
            int(table["total"].max()) if len(table) else 0,
            selection,
        ),
        table=table,
        category=Axis("funder_id", "funder", "Organisme", filters="funders"),
        series=Axis("theme_id", "theme", "Thème", filters="themes"),
        value="nombre",
        unit=COUNT,
        mark=MATRIX,
        selection=selection,
        notes=(_NOT_SAID, *caveats(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Nombre d’actions",
        empty=f"Aucune action de ces documents ne nomme de {_roles(selection)}.",
        extra_columns={"level": "Niveau"},
    )


def _roles(selection: Selection) -> str:
    return "financeur, signataire ou partenaire" if selection.with_partners else "financeur ou signataire"


def standing(standings: Iterable[Mapping[str, Any]], labels: Mapping[str, str]) -> str:
    """« financeur × 3 · financeur envisagé », « financeur d’une partie »."""
    said = Counter(
        labels[one["role"]].lower()
        + (" d’une partie" if one["in_part"] else "")
        + (" envisagé" if one["certainty"] == "envisage" else "")
        for one in standings
    )
    return " · ".join(name if times == 1 else f"{name} ×{NO_BREAK}{integer(times)}" for name, times in said.items())


def _level_finding(table: pd.DataFrame) -> str:
    if table.empty:
        return "Aucune action ne répond à ces filtres"
    totals = table.drop_duplicates("territory_id")
    unknown = table[table["level"] == "non-renseigne"]["actions"].sum()
    total = totals["total"].sum()
    if unknown == total:
        return f"Aucune des {count(total, 'action')} ne nomme de financeur"
    said = total - unknown
    return (
        f"{integer(said)} des {count(total, 'action')} ({share(said, total)}) {'nomme' if said == 1 else 'nomment'} un "
        "financeur ; les autres actions n’en nomment pas"
    )
