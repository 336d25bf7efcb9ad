"""Grants one by one and in brief: the largest projects, who was granted most, and how large a grant usually is, so that
one school does not pass for a policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Claim
from dashboard.comparisons.core import FIGURES, GRANTED, Axis, Comparison
from dashboard.comparisons.grant_claims import ApartSum, Beneficiaries, LargestGrant, ToldApart
from dashboard.comparisons.grant_parts import (
    STATE,
    THEME_ORIGINS,
    chosen,
    granted_comparison,
    granted_each,
    heeding_places,
    heeding_places_and_themes,
    nothing_granted,
    themes_told,
)
from dashboard.comparisons.grant_wording import said_each
from dashboard.comparisons.grants_beside import ALIKE, alike_each
from dashboard.comparisons.places import places
from dashboard.look.formats import count, each, euros, integer, portion
from dashboard.selection import Selection

# Grants and bodies of each territory that are listed, and grants where the reader looks at one territory alone.
_MOST_GRANTS, _MOST_OF_ONE, _MOST_BODIES = 10, 60, 8
_SUM = Axis("column", "heading", "Mesure")
_KINDS = {"commune": "commune", "epci": "intercommunalité", "autre": "autre organisme"}
_WHY = {
    "nom": "sans code ; son nom est celui d’un membre",
    "departement": "organisme du département, hors des communes du territoire, ou sans code",
}


@heeding_places_and_themes
def grants_in_brief(own: Selection) -> Comparison:
    """A figure × territory: grants, bodies, euros, per inhabitant, median, largest, cost, rate of aid."""
    sizes = queries.grant_sizes(own, STATE).to_dict("records")
    alike = alike_each(own).to_dict("index")
    rows = [
        {
            "figure_id": figure,
            "figure": label,
            "territory_id": row["territory_id"],
            "territory": row["territory"],
            "grants": int(row["grants"]),
            "value": value if value == value else None,
            "printed": text if value == value else "",
            "spoken": spoken if value == value else "",
        }
        for row in sizes
        if row["territory_id"] in places(Selection())
        for figure, label, value, text, spoken in (
            *_figures(row),
            *(_alike(alike.get(row["territory_id"])) if alike else ()),
        )
    ]
    order = {figure: at for at, figure in enumerate(dict.fromkeys(row["figure_id"] for row in rows))}
    rows.sort(key=lambda row: order[row["figure_id"]])
    columns = ["figure_id", "figure", "territory_id", "territory", "grants", "value", "printed", "spoken"]
    return granted_comparison(
        "subventions-en-bref",
        "Qu’est-ce que l’État a accordé, en bref ?",
        own,
        "Nombre, taille et coût des projets financés",
        table=pd.DataFrame(rows, columns=columns),
        category=Axis("figure_id", "figure", "Mesure"),
        series=Axis("territory_id", "territory", "Territoire"),
        headline=granted_each(own),
        unit=FIGURES,
        value="value",
        value_title="Valeur",
        printed="printed",
        spoken="spoken",
        completed_by={},
        remarks=(
            "La médiane est celle des subventions : la moitié ne la dépassent pas.",
            "Le taux d’aide est celui des seuls projets dont la liste dit le coût.",
            *((ALIKE,) if alike else ()),
        ),
    )


def _figures(row: Mapping[str, Any]) -> list[tuple[str, str, float, str, str]]:
    """Of each figure its identifier, label, value, what is printed and what is told."""
    missing = float("nan")
    grants, eur, people = int(row["grants"]), float(row["eur"]), row["population"]
    eur = eur if grants else missing
    one_each = eur / people if people == people and people else missing
    largest = float(row["largest_eur"]) if grants else missing
    cost = float(row["cost"]) if row["costed"] else missing
    rate = float(row["costed_eur"]) / cost if row["costed"] else missing
    median = float(row["median_eur"]) if grants else missing
    of_all = f" ({portion(largest, eur)} du total)" if grants else ""
    costed = f" pour {count(row['costed'], 'projet')}"
    return [
        ("nombre", "Subventions", grants, integer(grants), count(grants, "subvention")),
        ("beneficiaires", "Bénéficiaires", int(row["beneficiaries"]), integer(row["beneficiaries"]),
         count(row["beneficiaries"], "bénéficiaire")),
        ("euros", "Euros accordés", eur, _told(euros, eur), _told(euros, eur)),
        ("par-habitant", "Euros par habitant", one_each, _told(each, one_each),
         f"{_told(each, one_each)} par habitant"),
        ("mediane", "Subvention médiane", median, _told(euros, median), _told(euros, median)),
        ("plus-grande", "La plus grande", largest, _told(euros, largest) + of_all, _told(euros, largest) + of_all),
        ("cout", "Coût des projets, s’il est dit", cost, _told(euros, cost), _told(euros, cost) + costed),
        ("taux", "Taux d’aide de ces projets", rate, portion(rate, 1) if rate == rate else "",
         (portion(rate, 1) if rate == rate else "") + costed),
    ]  # fmt: skip


def _alike(row: Mapping[str, Any] | None) -> list[tuple[str, str, float, str, str]]:
    """What intercommunalities alike were granted, beside the same lists for the territory."""
    missing = float("nan")
    own, median = (float(row["each"]), float(row["median_each"])) if row else (missing, missing)
    of = f"médiane de {count(row['alike'], 'intercommunalité')}, " if row else ""
    half = f"la moitié entre {said_each(row['low_each'])} et {said_each(row['high_each'])}" if row else ""
    return [
        ("listes-entieres", "Par habitant, listes de toute la France", own,
         _told(said_each, own), _told(said_each, own)),
        ("semblables", "Intercommunalités semblables", median, _told(said_each, median),
         f"{_told(said_each, median)}, {of}{half}"),
    ]  # fmt: skip


def _told(said: Any, value: float) -> str:
    return said(value) if value == value else ""


@heeding_places_and_themes
def largest_grants(own: Selection) -> Comparison:
    """The largest grants of each territory, with their programme, cost, theme, list and line; the title where the file
    was loaded."""
    most = _MOST_OF_ONE if len(places(own)) == 1 else _MOST_GRANTS
    table = queries.grant_list(own, STATE, most)
    table["label"] = [row.title if isinstance(row.title, str) else _unnamed(row) for row in table.itertuples()]
    table["where"] = [f"{row.source}, ligne {row.line}" for row in table.itertuples()]
    table["rate"] = [
        f"{portion(row.eur, row.cost)} de {euros(row.cost)}" if row.cost == row.cost else "coût non dit"
        for row in table.itertuples()
    ]
    table["theme"] = [
        f"{row.theme} ({THEME_ORIGINS[row.theme_origin]})" if isinstance(row.theme, str) else "objet non nommé"
        for row in table.itertuples()
    ]
    table["year_said"] = ["non dite" if pd.isna(year) else f"{year:.0f}" for year in table["year"]]
    return _listed(
        "subventions-les-plus-grandes",
        f"Quelles sont les plus grandes subventions de l’État ? ({most} par territoire au plus)",
        own,
        table,
        Axis("grant_id", "label", "Projet"),
        "Les plus grandes subventions de chaque territoire",
        headline=_largest_claim(own),
        extra_columns={
            "beneficiary": "Bénéficiaire",
            "programme": "Dotation",
            "year_said": "Année",
            "rate": "Taux d’aide",
            "theme": "Thème",
            "where": "Liste et ligne",
        },
        remarks=(
            *(
                ("L’intitulé d’un projet se lit dans le fichier de la liste, à la ligne dite : les faits livrés ici ne "
                 "le reprennent pas.",)
                * bool(table["title"].isna().any())
            ),
            themes_told(own),
        ),
    )  # fmt: skip


def _unnamed(row: Any) -> str:
    measure = f", {row.measure}" if isinstance(row.measure, str) else ""
    return f"{row.beneficiary} : {row.programme}{measure}"


@heeding_places_and_themes
def most_granted_bodies(own: Selection) -> Comparison:
    """Who was granted most in each territory: how many grants, their euros, and the part of all."""
    table = queries.grant_beneficiaries(own, STATE, _MOST_BODIES)
    table["body_id"] = table["territory_id"] + "/" + table["code"]
    table["kind"] = [_KINDS[one] for one in table["beneficiary_kind"]]
    table["number"] = table["grants"]
    table["part_of_all"] = [portion(row.eur, row.total_eur) for row in table.itertuples()]
    table["largest"] = [euros(one) for one in table["largest_eur"]]
    places_ = places(own)
    first = table.drop_duplicates("territory_id")
    headline: Claim = (
        Beneficiaries(
            own,
            STATE,
            chosen(own),
            tuple(
                (places_[row.territory_id], int(row.beneficiaries), float(row.eur), float(row.total_eur))
                for row in first.itertuples()
            ),
        )
        if len(table)
        else nothing_granted(own)
    )
    return _listed(
        "subventions-beneficiaires",
        f"Qui a reçu le plus de l’État ? ({_MOST_BODIES} par territoire au plus)",
        own,
        table,
        Axis("body_id", "beneficiary", "Bénéficiaire"),
        "Les organismes qui ont reçu le plus, dans chaque territoire",
        headline=headline,
        extra_columns={
            "kind": "Sorte",
            "code": "SIREN ou INSEE",
            "number": "Subventions",
            "largest": "La plus grande",
            "part_of_all": "Part du territoire",
        },
        remarks=(
            "Un organisme qui n’est ni commune ni intercommunalité (syndicat, département, bailleur) est compté là où "
            "la liste place son projet ; sans commune dite, il n’est compté nulle part.",
        ),
    )


@heeding_places
def grants_apart(own: Selection) -> Comparison:
    """What is told beside each territory and counts nowhere: rows without any code, and bodies of its departments that
    stand in none of its communes, as a syndicate of several territories, whose grants are never split."""
    table = queries.grant_list(own, None, _MOST_OF_ONE if len(places(own)) == 1 else _MOST_GRANTS, apart=True)
    table["apart"] = table["grants"]
    table["label"] = [row.title if isinstance(row.title, str) else row.beneficiary for row in table.itertuples()]
    table["why"] = [_WHY[how] for how in table["how"]]
    table["where"] = [f"{row.source}, ligne {row.line}" for row in table.itertuples()]
    table["year_said"] = ["non dite" if pd.isna(year) else f"{year:.0f}" for year in table["year"]]
    named = places(own)
    first = table.drop_duplicates("territory_id")
    return _listed(
        "subventions-a-part",
        "Quelles subventions sont dites à part, et ne comptent nulle part ?",
        own,
        table,
        Axis("grant_id", "label", "Ligne"),
        "Ce que ces sommes ne contiennent pas",
        headline=ToldApart(
            own,
            tuple((named[row.territory_id], int(row.grants)) for row in first.itertuples()),
        ),
        counted="apart",
        scope=ApartSum(own, int(first["grants"].sum()), float(first["total_eur"].sum())),
        extra_columns={
            "beneficiary": "Nom dans la liste",
            "why": "Pourquoi à part",
            "funder": "Qui accorde",
            "programme": "Dotation",
            "year_said": "Année",
            "where": "Liste et ligne",
        },
    )


def _largest_claim(own: Selection) -> Claim:
    sizes = queries.grant_sizes(own, STATE)
    named = places(own)
    found = tuple(
        (named[row.territory_id], float(row.largest_eur), float(row.eur)) for row in sizes.itertuples() if row.grants
    )
    return LargestGrant(own, STATE, chosen(own), found) if found else nothing_granted(own)


def _listed(
    key: str,
    question: str,
    own: Selection,
    table: pd.DataFrame,
    category: Axis,
    what: str,
    headline: Claim,
    **others: Any,
) -> Comparison:
    table["column"], table["heading"] = "eur", "Montant accordé"
    return granted_comparison(
        key,
        question,
        own,
        what,
        table=table,
        category=category,
        series=_SUM,
        headline=headline,
        unit=GRANTED,
        value="eur",
        value_title="Euros accordés",
        value_alone="Euros accordés",
        group="territory",
        completed_by={},
        **others,
    )
