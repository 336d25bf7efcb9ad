"""What was really granted, per inhabitant: by theme, by programme, by year, and beside what documents say.

Of a Selection its territories and themes alone say anything about grants, and alone are kept. Sums of one giver are
never added to another's: what is compared by theme is what the State granted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Claim, Subject
from dashboard.comparisons.core import EACH, EURO_SHARE, Axis, Comparison, caveats, sources
from dashboard.comparisons.grant_claims import (
    Both,
    First,
    GrantedByYear,
    MostGranted,
    PlannedAndGranted,
    PlannedAndGrantedOn,
)
from dashboard.comparisons.grant_parts import (
    STATE,
    chosen,
    granted_comparison,
    granted_each,
    heeding_places_and_themes,
    is_uneven,
    leading,
    nothing_granted,
    population,
    theme_labels,
    themes_told,
)
from dashboard.comparisons.places import places
from dashboard.look.formats import NARROW, count, euros, portion, share, share_with_count
from dashboard.look.records import records_of
from dashboard.selection import Selection

_THEME = Axis("theme_id", "theme", "Thème", filters="themes")
_TERRITORY = Axis("territory_id", "territory", "Territoire", filters="territories")
# Where a territory is a column and no filter: what a cell counts has no page of its own.
_COLUMN = Axis("territory_id", "territory", "Territoire")
_PROGRAMME = Axis("programme_id", "programme", "Dotation")
_YEAR = Axis("year_id", "year_label", "Année")
# Without which a sum per inhabitant is not whole in a file of data.
_WHOLE = {"eur": "Euros accordés", "grants": "Subventions"}
UNSAID_PROGRAMME = "Dispositif non dit"
_NO_OBJECT = ("objet-non-nomme", "Objet non nommé")
NOT_THE_PLAN = (
    "Une subvention n’est pas le plan : rien ne dit ici qu’elle paie l’une de ses actions, et une action sans "
    "subvention dans ces listes peut en avoir d’autres."
)


@heeding_places_and_themes
def grants_by_theme(own: Selection) -> Comparison:
    """Theme × territory: euros per inhabitant that the State granted; columns `grants`, `eur`, `total_eur`."""
    every = queries.granted(own)
    table = _crossed(every[every["funder"] == STATE], own, _THEME, _theme_of)
    weight = table.groupby("theme_id")["each"].transform("sum")
    table = table.assign(weight=-weight, last=table["theme_id"] == _NO_OBJECT[0])
    table = table.sort_values(["last", "weight", "theme_id", "territory_rank"]).drop(columns=["weight", "last"])
    return granted_comparison(
        "subventions-par-theme",
        "Quels thèmes l’État a-t-il financés, en euros par habitant ?",
        own,
        "Euros par habitant, par thème de l’objet financé",
        table=table.reset_index(drop=True),
        category=_THEME,
        series=_TERRITORY,
        headline=granted_each(own) if own.themes else _most_granted(every, own),
        remarks=(themes_told(own),),
        unit=EACH,
        value="each",
        value_title="Euros par habitant",
        completed_by=_WHOLE,
    )


@heeding_places_and_themes
def grants_by_programme(own: Selection) -> Comparison:
    """Programme × territory: euros per inhabitant, each giver's programmes under its name."""
    every = queries.granted(own)
    table = _crossed(
        every,
        own,
        _PROGRAMME,
        lambda row: (f"{row['funder']}/{row['programme']}", row["programme"] or UNSAID_PROGRAMME),
    )
    table["giver"] = [one.split("/", 1)[0] for one in table["programme_id"]]
    weight = table.groupby("programme_id")["each"].transform("sum")
    table = table.assign(weight=-weight, other=table["giver"] != STATE)
    table = table.sort_values(["other", "giver", "weight", "programme_id", "territory_rank"])
    return granted_comparison(
        "subventions-par-dotation",
        "Par quelles dotations, en euros par habitant ?",
        own,
        "Euros par habitant, par dotation",
        table=table.drop(columns=["weight", "other"]).reset_index(drop=True),
        category=_PROGRAMME,
        series=_COLUMN,
        headline=_most_by_programme(every, own),
        funders=tuple(table["giver"].unique()) or (STATE,),
        group="giver" if table["giver"].nunique() > 1 else None,
        unit=EACH,
        value="each",
        value_title="Euros par habitant",
        completed_by=_WHOLE,
    )


@heeding_places_and_themes
def grants_by_year(own: Selection) -> Comparison:
    """Year × territory: euros per inhabitant that the State granted; years that no list covers have no row."""
    every = queries.granted(own)
    table = _crossed(
        every[every["funder"] == STATE],
        own,
        _YEAR,
        lambda row: ("?", "Non dite") if pd.isna(row["year"]) else (f"{row['year']:.0f}", f"{row['year']:.0f}"),
    )
    return granted_comparison(
        "subventions-par-annee",
        "En quelles années, en euros par habitant ?",
        own,
        "Euros par habitant, par année",
        table=table.sort_values(["year_id", "territory_rank"]).reset_index(drop=True),
        category=_YEAR,
        series=_COLUMN,
        headline=_by_years(every, own),
        remarks=(
            "Toutes les listes ne couvrent pas les mêmes années : une année plus haute peut n’avoir qu’une liste de "
            "plus.",
        )
        * is_uneven(),
        unit=EACH,
        value="each",
        value_title="Euros par habitant",
        completed_by=_WHOLE,
    )


@heeding_places_and_themes
def planned_and_granted(own: Selection) -> Comparison:
    """Theme × territory: the share of the documents' actions, and that of the State's euros; both in columns
    `plan_part` and `part`, with their counts."""
    # Shares are of all themes; the chosen ones are the rows.
    whole = Selection(territories=own.territories)
    planned = queries.theme_by_territory(whole)
    every = queries.granted(whole)
    eur = every[every["funder"] == STATE].groupby(["territory_id", "theme_id"])[["eur", "grants"]].sum()
    totals = every[every["funder"] == STATE].groupby("territory_id")["eur"].sum()
    table = planned[planned["theme_id"].isin(own.themes)].copy() if own.themes else planned.copy()
    keys = list(zip(table["territory_id"], table["theme_id"], strict=True))
    table["eur"] = [float(eur["eur"].get(key, 0.0)) for key in keys]
    table["grants"] = [int(eur["grants"].get(key, 0)) for key in keys]
    table["total_eur"] = [float(totals.get(one, 0.0)) for one in table["territory_id"]]
    table["plan_part"] = (table["actions"] / table["total"]).where(table["total"] > 0)
    table["part"] = (table["eur"] / table["total_eur"]).where(table["total_eur"] > 0)
    rows = records_of(table)
    table["printed"], table["spoken"] = list(map(_beside, rows)), list(map(_beside_told, rows))
    table["weight"] = -(table["plan_part"].fillna(0) + table["part"].fillna(0))
    table["weight"] = table.groupby("theme_id")["weight"].transform("sum")
    table = table.sort_values(["weight", "theme_rank", "territory_rank"]).drop(columns=["weight", "total"])
    return granted_comparison(
        "plan-et-subventions",
        "Ce que le document dit, et ce que l’État a financé : thème par thème",
        own,
        "Part des actions du document, puis part des euros accordés par l’État",
        table=table.reset_index(drop=True),
        category=_THEME,
        series=_TERRITORY,
        headline=_on_themes(table, own) if own.themes else _firsts(planned, every, own),
        remarks=(NOT_THE_PLAN, themes_told(whole), *caveats(whole)),
        unit=EURO_SHARE,
        value="part",
        value_title="Part des euros accordés",
        also=sources(whole),
        printed="printed",
        spoken="spoken",
        completed_by={
            "plan_part": "Part des actions du document (de 0 à 1)",
            "actions": "Actions du document",
            "eur": "Euros accordés",
            "grants": "Subventions",
        },
    )


def _beside(row: Mapping[str, Any]) -> str:
    """« 14 % · 31 % »: shares of actions and of euros, a dash for what there is nothing of."""
    if not row["actions"] and not row["eur"]:
        return ""
    plan = share(row["actions"], row["total"]) if row["actions"] else "–"
    # In words a small part would not fit the cells of a phone.
    paid = portion(row["eur"], row["total_eur"]).replace("moins de ", f"<{NARROW}") if row["eur"] else "–"
    plan = plan.replace("moins de ", f"<{NARROW}")
    return f"{plan} · {paid}"


def _beside_told(row: Mapping[str, Any]) -> str:
    plan = f"{share_with_count(row['actions'], row['total'])} actions" if row["actions"] else "aucune action"
    paid = (
        f"{portion(row['eur'], row['total_eur'])} des euros ({euros(row['eur'])}, {count(row['grants'], 'subvention')})"
        if row["eur"]
        else "aucune subvention dans ces listes"
    )
    return f"{plan} ; {paid}" if row["actions"] or row["eur"] else ""


def _most_granted(every: pd.DataFrame, own: Selection) -> Claim:
    state = every[(every["funder"] == STATE) & every["theme_id"].notna()]
    if state.empty:
        return nothing_granted(own)
    total = every[every["funder"] == STATE].groupby("territory_id")["eur"].sum()
    by_theme = state.groupby(["territory_id", "theme_id"])["eur"].sum()
    return MostGranted(
        own,
        STATE,
        chosen(own),
        tuple(
            (place, leading(by_theme[one]), float(by_theme[one].max()), float(total[one]))
            for one, place in places(own).items()
            if one in by_theme.index.get_level_values(0)
        ),
    )


def _by_years(every: pd.DataFrame, own: Selection) -> Claim:
    state = every[every["funder"] == STATE].groupby("year")["eur"].sum()
    covered = sorted({int(year) for years in queries.grant_sources()["years"] for year in years})
    if state.empty:
        return nothing_granted(own)
    return GrantedByYear(own, STATE, chosen(own), tuple((year, float(state.get(year, 0.0))) for year in covered))


def _most_by_programme(every: pd.DataFrame, own: Selection) -> Claim:
    # Of the State, or of who gave most where it gave nothing.
    givers = every.groupby("funder")["eur"].sum()
    if givers.empty:
        return nothing_granted(own)
    funder = STATE if STATE in givers.index else str(givers.idxmax())
    given = every[every["funder"] == funder]
    total = given.groupby("territory_id")["eur"].sum()
    by_programme = given.groupby(["territory_id", "programme"])["eur"].sum()
    return MostGranted(
        own,
        funder,
        chosen(own),
        tuple(
            (
                place,
                tuple(
                    Subject("programmes", str(name) or UNSAID_PROGRAMME, (str(name),))
                    for name in by_programme[one][by_programme[one] == by_programme[one].max()].index
                ),
                float(by_programme[one].max()),
                float(total[one]),
            )
            for one, place in places(own).items()
            if one in total.index
        ),
    )


def _on_themes(table: pd.DataFrame, own: Selection) -> Claim:
    """What either side gives to the chosen themes."""
    planned = queries.kept_by_territory(Selection(territories=own.territories)).set_index("territory_id")["actions"]
    parts = []
    for one, place in places(own).items():
        of_place = table[table["territory_id"] == one]
        parts.append(
            Both(
                place,
                int(of_place["actions"].sum()),
                int(planned.get(one, 0)),
                float(of_place["eur"].sum()),
                float(of_place["total_eur"].max()) if len(of_place) else 0.0,
            )
        )
    return PlannedAndGrantedOn(own, STATE, chosen(own), tuple(parts))


def _firsts(planned: pd.DataFrame, every: pd.DataFrame, own: Selection) -> Claim:
    """What comes first on either side."""
    state = every[every["funder"] == STATE]
    themed = state[state["theme_id"].notna()].groupby(["territory_id", "theme_id"])
    by_theme, number = themed["eur"].sum(), themed["grants"].sum()
    firsts = []
    for one, place in places(own).items():
        actions = planned[planned["territory_id"] == one].set_index("theme_id")["actions"]
        if one not in by_theme.index.get_level_values(0) or not actions.sum():
            continue
        total = int(planned[planned["territory_id"] == one]["total"].iloc[0])
        funded, here = leading(by_theme[one]), state[state["territory_id"] == one]
        firsts.append(
            First(
                place,
                leading(actions),
                int(actions.max()),
                total,
                funded,
                float(by_theme[one].max()),
                float(here["eur"].sum()),
                int(sum(number[one][theme] for subject in funded for theme in subject.members)),
                int(here["grants"].sum()),
            )
        )
    return PlannedAndGranted(own, STATE, tuple(firsts)) if firsts else nothing_granted(own)


def _theme_of(row: Mapping[str, Any]) -> tuple[str, str]:
    return (row["theme_id"], theme_labels()[row["theme_id"]]) if isinstance(row["theme_id"], str) else _NO_OBJECT


def _crossed(
    every: pd.DataFrame, own: Selection, category: Axis, key: Callable[[Mapping[str, Any]], tuple[str, str]]
) -> pd.DataFrame:
    """A row a category, by its key and label, and territory that is looked at, zero included where others have some."""
    records = records_of(every)
    sums: dict[tuple[str, str], list[float]] = {}
    names: dict[str, str] = {}
    for row in records:
        one, name = key(row)
        names[one] = name
        held = sums.setdefault((one, row["territory_id"]), [0.0, 0.0])
        held[0] += row["grants"]
        held[1] += row["eur"]
    inhabitants = population()
    totals = every.groupby("territory_id")["eur"].sum()
    looked_at = list(places(own).items())
    return pd.DataFrame(
        [
            {
                category.id: one,
                category.label: name,
                "territory_id": territory,
                "territory": place.name,
                "territory_rank": rank,
                "grants": int(sums.get((one, territory), (0, 0))[0]),
                "eur": float(sums.get((one, territory), (0, 0))[1]),
                "each": sums.get((one, territory), (0, 0))[1] / (inhabitants[territory] or float("nan")),
                "total_eur": float(totals.get(territory, 0.0)),
            }
            for one, name in names.items()
            for rank, (territory, place) in enumerate(looked_at)
        ],
        columns=[
            category.id, category.label, "territory_id", "territory", "territory_rank", "grants", "eur", "each",
            "total_eur",
        ],
    )  # fmt: skip
