"""Funding: who the actions say pays, signs or helps; what is not said stays « non renseigné »."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import queries
from dashboard.comparisons.body_claims import STANDINGS, MostNamed, Standing
from dashboard.comparisons.claims import Claim, MostVaried, Named, NamePayer, Nothing
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
    told_by_row,
    version,
    without_shares,
)
from dashboard.comparisons.phrases import roles
from dashboard.comparisons.places import places
from dashboard.comparisons.themes import TERRITORY, by_theme
from dashboard.look.formats import NO_BREAK, integer
from dashboard.look.records import records_of
from dashboard.selection import Selection

_THEME = Axis("theme_id", "theme", "Thème", filters="themes")
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
_APART = (
    "Seul « financeur » dit qui paie. Un financeur envisagé pourrait payer, un signataire signe une convention, un "
    "partenaire aide : chaque case les dit à part."
)
_SEVERAL = "Une action peut nommer plusieurs niveaux : les parts ne s’additionnent pas."


@queries.once_per_content
def levels_by_territory(selection: Selection) -> Comparison:
    """Level of the bodies that pay × territory, with the actions that name none as a row of their own."""
    table = queries.level_by_territory(selection)
    table["part"] = shares(table)
    table["nombre"] = table["actions"]
    is_share = selection.in_shares
    hash_, date = version()
    return Comparison(
        key="niveaux-par-territoire",
        question="Quels niveaux de financeurs les actions nomment-elles ?",
        headline=name_payer(selection),
        scope=shown(
            ("Part" if is_share else "Nombre") + " des actions qui nomment au moins un financeur du niveau", selection
        ),
        table=table,
        category=_LEVEL,
        series=TERRITORY,
        value=selection.measure,
        unit=SHARE if is_share else COUNT,
        mark=MATRIX,
        selection=selection,
        remarks=(
            _NOT_SAID,
            _NOT_PAYING,
            _SEVERAL,
            *without_shares(table, selection),
            *caveats(selection),
        ),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Part des actions du territoire" if is_share else "Nombre d’actions",
    )


@queries.once_per_content
def funders_by_territory(selection: Selection) -> Comparison:
    """Body × territory: how many actions name it, and as what; table columns `payers`, `signatories`, `partners` and
    these of bodies only envisaged count its actions."""
    table = queries.funder_by_territory(selection)
    labels = dict(queries.roles()[["role", "label"]].itertuples(index=False))
    table["nombre"] = table["actions"]
    table["as"] = standings_told(table, labels)
    table["told"] = told_by_row(table, "funder_id", "as")
    hash_, date = version()
    return Comparison(
        key="organismes-par-territoire",
        question="Quels organismes les actions nomment-elles ?",
        headline=_most_named(table, selection),
        scope=shown(
            f"Ce qu’est l’organisme dans les actions qui le nomment {roles(selection)} (« × 2 » : dans 2 actions)",
            selection,
        ),
        table=table,
        category=_FUNDER,
        series=TERRITORY,
        value="nombre",
        unit=COUNT,
        mark=MATRIX,
        selection=selection,
        remarks=(_NOT_SAID, _APART, *caveats(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Nombre d’actions",
        empty=f"Aucune action de ces documents ne nomme de {roles(selection)}.",
        extra_columns={"level": "Niveau"},
        printed="as",
        told="told",
    )


@queries.once_per_content
def themes_by_funder(selection: Selection) -> Comparison:
    """Funder × theme: as what the actions of the theme name the body, all territories of the Selection together."""
    table = queries.theme_by_funder(selection)
    labels = dict(queries.roles()[["role", "label"]].itertuples(index=False))
    table["nombre"] = table["actions"]
    table["as"] = standings_told(table, labels)
    table["told"] = told_by_row(table, "funder_id", "as", of="theme")
    hash_, date = version()
    return Comparison(
        key="themes-par-organisme",
        question="Sur quels thèmes chaque organisme est-il nommé ?",
        headline=_most_varied(table, selection),
        scope=shown(
            f"Ce qu’est l’organisme dans les actions qui le nomment {roles(selection)}, {by_theme(selection)} "
            "(« × 2 » : dans 2 actions)",
            selection,
        ),
        table=table,
        category=Axis("funder_id", "funder", "Organisme", filters="funders"),
        series=_THEME,
        value="nombre",
        unit=COUNT,
        mark=MATRIX,
        selection=selection,
        remarks=(_NOT_SAID, _APART, *caveats(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Nombre d’actions",
        empty=f"Aucune action de ces documents ne nomme de {roles(selection)}.",
        extra_columns={"level": "Niveau"},
        printed="as",
        told="told",
    )


def standings_told(table: pd.DataFrame, labels: Mapping[str, str]) -> list[str]:
    """What each row of a table with columns STANDINGS and `part_payers`, `envisaged_part_payers` says of its body:
    « financeur × 3 · financeur envisagé », « financeur d’une partie »; nothing where no action names it.

    `labels` are those of roles, by identifier. Most rows of a large base say nothing, and few are unlike all others.
    """
    payer, signatory, partner = (labels[role].lower() for role in ("financeur", "contractant", "partenaire"))
    numbers = {
        payer: table["payers"] - table["part_payers"],
        f"{payer} d’une partie": table["part_payers"],
        f"{payer} envisagé": table["envisaged_payers"] - table["envisaged_part_payers"],
        f"{payer} d’une partie envisagé": table["envisaged_part_payers"],
        signatory: table["signatories"],
        f"{signatory} envisagé": table["envisaged_signatories"],
        partner: table["partners"],
        f"{partner} envisagé": table["envisaged_partners"],
    }
    told: dict[tuple[int, ...], str] = {}
    for counts in set(zip(*(one.tolist() for one in numbers.values()), strict=True)):
        said = [_times(name, times) for name, times in zip(numbers, counts, strict=True) if times]
        told[counts] = " · ".join(said)
    return [told[counts] for counts in zip(*(one.tolist() for one in numbers.values()), strict=True)]


def _times(name: str, times: int) -> str:
    return name if times == 1 else f"{name} ×{NO_BREAK}{integer(times)}"


def name_payer(selection: Selection) -> Claim:
    """How many of the actions name a body that pays, or only one that may, and of which territories none does."""
    kept = queries.kept_by_territory(selection)
    if kept.empty:
        return Nothing(selection)
    paid = dict(zip(kept["territory_id"], kept["paid"].tolist(), strict=True))
    envisaged = dict(zip(kept["territory_id"], kept["envisaged"].tolist(), strict=True))
    silent = tuple(place for one, place in places(selection).items() if paid.get(one) == envisaged.get(one) == 0)
    return NamePayer(selection, sum(paid.values()), sum(envisaged.values()), int(kept["actions"].sum()), silent)


def _most_named(table: pd.DataFrame, selection: Selection) -> Claim:
    """The bodies that most actions name; where a filter hides some, how many are named."""
    if table.empty or selection.funders or selection.levels:
        return Named(selection, "funders", table["funder_id"].nunique())
    actions = table.groupby("funder_id", sort=False)["actions"].sum()
    if actions.max() == 1:
        return Named(selection, "funders", len(actions))
    most = table[table["funder_id"].isin(actions[actions == actions.max()].index)].drop_duplicates("funder_id")
    named = tuple(subject(_FUNDER, row) for row in records_of(most))
    counts = table.groupby("funder_id", sort=False)[STANDINGS].sum()
    standings = tuple(Standing(*map(int, counts.loc[one])) for one in most["funder_id"])
    return MostNamed(selection, named, int(actions.max()), standings)


def _most_varied(table: pd.DataFrame, selection: Selection) -> Claim:
    """The themes whose actions name most different bodies; where a filter hides some, how many bodies are named."""
    if table.empty or selection.funders or selection.levels or selection.themes:
        return Named(selection, "funders", table["funder_id"].nunique())
    bodies = table[table["actions"] > 0].groupby("theme_id", sort=False)["funder_id"].nunique()
    if bodies.max() == 1:
        return Named(selection, "funders", table["funder_id"].nunique())
    most = table[table["theme_id"].isin(bodies[bodies == bodies.max()].index)].drop_duplicates("theme_id")
    named = tuple(subject(_THEME, row) for row in records_of(most))
    return MostVaried(selection, named, int(bodies.max()))
