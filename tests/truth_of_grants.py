"""The truth of claims about grants: recomputed from the lists' own files and the reference, without the base."""

from __future__ import annotations

import csv
import statistics
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.comparisons import grant_claims as said
from dashboard.comparisons.claims import Claim, Subject
from dashboard.selection import Selection
from etl.paths import DATA
from tests.world import World, equal

_REFERENCE = DATA / "reference"


@dataclass(frozen=True)
class Grant:
    """A row of a list, where it counts: `territory` is empty where it counts nowhere."""

    source: str
    line: int
    territory: str
    year: int
    programme: str
    body: str
    theme: str
    origin: str
    cost: float | None
    eur: float
    name: str


def _rows(path: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache
def places() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The territory of each INSEE code, of each SIREN, and the communes of today of those that merged."""
    insee = {row["insee_code"]: row["territory_id"] for row in _rows(_REFERENCE / "communes.csv")}
    siren = {row["siren"]: row["territory_id"] for row in _rows(_REFERENCE / "epci.csv")}
    siren |= {row["siren"]: row["territory_id"] for row in _rows(_REFERENCE / "territories.csv") if row["siren"]}
    now = {row["insee"]: row["insee_now"] for row in _rows(_REFERENCE / "france" / "former_communes.csv")}
    return insee, siren, now


@lru_cache
def sources() -> dict[str, dict[str, Any]]:
    return {
        path.parent.name: tomllib.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("grants/*/source.toml"))
    }


@lru_cache
def grants() -> tuple[Grant, ...]:
    insee, siren, now = places()
    found = []
    for source in sources():
        for row in _rows(DATA / "grants" / source / "grants.csv"):
            code = now.get(row["insee"], row["insee"])
            where = insee.get(code, "") if code else siren.get(row["siren"], "")
            readings = (row["first_reading"], row["second_reading"])
            theme = "" if row["theme_id"] == "aucun" else row["theme_id"]
            found.append(
                Grant(
                    source,
                    int(row["line"]),
                    where,
                    int(row["year"]),
                    row["programme"],
                    row["siren"] or code,
                    theme,
                    "" if not theme else "lectures" if readings[0] == readings[1] else "decision",
                    float(row["cost"]) if row["cost"] else None,
                    float(row["eur"]),
                    row["beneficiary"],
                )
            )
    return tuple(found)


def counted(selection: Selection, world: World) -> list[Grant]:
    """Those that count in the territories looked at, of the chosen themes."""
    looked_at = world.shown(selection)
    return [
        one
        for one in grants()
        if one.territory in looked_at and (not selection.themes or one.theme in selection.themes)
    ]


def of(territory: str, found: Iterable[Grant]) -> list[Grant]:
    return [one for one in found if one.territory == territory]


def euros(found: Iterable[Grant]) -> float:
    return round(sum(one.eur for one in found), 2)


def _nothing(claim: said.NothingGranted, world: World) -> str:
    if counted(claim.selection, world):
        return f"{len(counted(claim.selection, world))} count"
    # The lists of this repository are the State's alone.
    return equal(others=(claim.others, 0))


def _shown(claim: said.GrantsShown, world: World) -> str:
    found = counted(claim.selection, world)
    return equal(
        grants=(claim.grants, len(found)),
        eur=(round(claim.eur, 2), euros(found)),
        territories=(claim.territories, len({one.territory for one in found})),
        looked_at=(claim.looked_at, len(world.shown(claim.selection))),
    )


def _each(claim: said.GrantedEach, world: World) -> str:
    found = counted(claim.selection, world)
    people: dict[str, int] = {}
    for row in _rows(_REFERENCE / "epci.csv"):
        people[row["territory_id"]] = people.get(row["territory_id"], 0) + int(row["population_municipal"])
    # Territories that the reference does not list bring their own inhabitants.
    people |= {
        one: row["population"]
        for one, row in world.territories.items()
        if one not in people and row["is_compared"] and row["population"]
    }
    told = {part.place.territory_id: (part.grants, round(part.eur, 2), part.population) for part in claim.parts}
    true = {
        one: (len(of(one, found)), euros(of(one, found)), people[one])
        for one in world.shown(claim.selection)
        if one in people
    }
    ranked = [part.eur / (part.population or 1) for part in claim.parts]
    return equal(parts=(told, true), order=(ranked, sorted(ranked, reverse=True)), themes=_themes(claim))


def _themes(claim: Any) -> tuple[object, object]:
    return tuple(one for subject in claim.themes for one in subject.members), claim.selection.themes


def _first(found: Iterable[Grant], key: Callable[[Grant], str]) -> tuple[set[str], float]:
    sums: dict[str, float] = defaultdict(float)
    for one in found:
        if key(one):
            sums[key(one)] += one.eur
    most = max(sums.values(), default=0.0)
    return {one for one, eur in sums.items() if abs(eur - most) < 0.005}, round(most, 2)


def _members(subjects: Iterable[Subject]) -> set[str]:
    return {one for subject in subjects for one in subject.members}


def _most(claim: said.MostGranted, world: World) -> str:
    found, false = counted(claim.selection, world), ""
    by_theme = claim.places[0][1][0].field == "themes"
    for place, subjects, eur, total in claim.places:
        own = of(place.territory_id, found)
        first, most = _first(own, lambda one: one.theme if by_theme else one.programme)
        false += equal(
            first=(_members(subjects), first), eur=(round(eur, 2), most), total=(round(total, 2), euros(own))
        )
    named = {place.territory_id for place, *_ in claim.places}
    true = {one.territory for one in found if one.theme or not by_theme}
    return false + equal(places=(named, true), themes=_themes(claim))


def _planned_and_granted(claim: said.PlannedAndGranted, world: World) -> str:
    whole = Selection(territories=claim.selection.territories)
    found, false = counted(whole, world), ""
    for one in claim.firsts:
        here = one.place.territory_id
        own, actions = of(here, found), [action for action in world.actions if action.territory_id == here]
        main = [action.themes[0] for action in actions]
        most = max(main.count(theme) for theme in main)
        first, eur = _first(own, lambda grant: grant.theme)
        false += equal(
            planned=(_members(one.planned), {theme for theme in main if main.count(theme) == most}),
            actions=((one.actions, one.of_actions), (most, len(actions))),
            funded=(_members(one.funded), first),
            eur=((round(one.eur, 2), round(one.of_eur, 2)), (eur, euros(own))),
            grants=((one.grants, one.of_grants), (sum(grant.theme in first for grant in own), len(own))),
        )
    both = {one.territory for one in found if one.theme} & {action.territory_id for action in world.actions}
    return false + equal(places=({one.place.territory_id for one in claim.firsts}, both))


def _on_themes(claim: said.PlannedAndGrantedOn, world: World) -> str:
    found = counted(Selection(territories=claim.selection.territories), world)
    false = equal(
        themes=_themes(claim),
        places=([one.place.territory_id for one in claim.parts], world.shown(claim.selection)),
    )
    for one in claim.parts:
        here = one.place.territory_id
        own, actions = of(here, found), [action for action in world.actions if action.territory_id == here]
        on = [action for action in actions if action.themes[0] in claim.selection.themes]
        eur = euros(grant for grant in own if grant.theme in claim.selection.themes)
        false += equal(
            actions=((one.actions, one.of_actions), (len(on), len(actions))),
            eur=((round(one.eur, 2), round(one.of_eur, 2)), (eur, euros(own))),
        )
    return false


def _by_year(claim: said.GrantedByYear, world: World) -> str:
    found = counted(claim.selection, world)
    covered = sorted({year for told in sources().values() for year in told["years"]})
    true = tuple((year, euros(one for one in found if one.year == year)) for year in covered)
    return equal(years=(tuple((year, round(eur, 2)) for year, eur in claim.years), true), themes=_themes(claim))


def _largest(claim: said.LargestGrant, world: World) -> str:
    found = counted(claim.selection, world)
    told = {place.territory_id: (round(eur, 2), round(total, 2)) for place, eur, total in claim.places}
    true = {
        one: (max(grant.eur for grant in of(one, found)), euros(of(one, found)))
        for one in {grant.territory for grant in found}
    }
    return equal(places=(told, true), themes=_themes(claim))


def _bodies(claim: said.Beneficiaries, world: World) -> str:
    found = counted(claim.selection, world)
    told = {
        place.territory_id: (number, round(first, 2), round(total, 2)) for place, number, first, total in claim.places
    }
    true = {}
    for one in {grant.territory for grant in found}:
        sums: dict[str, float] = defaultdict(float)
        for grant in of(one, found):
            sums[_body(grant)] += grant.eur
        true[one] = (len(sums), round(max(sums.values()), 2), euros(of(one, found)))
    return equal(places=(told, true), themes=_themes(claim))


@lru_cache
def _bodies_known() -> dict[str, str]:
    """The INSEE code of today of each commune's number that these lists use, by the rows that give both."""
    now = places()[2]
    return {
        row["siren"]: now.get(row["insee"], row["insee"])
        for source in sources()
        if source.startswith("dgcl")
        for row in _rows(DATA / "grants" / source / "grants.csv")
        if row["siren"] and row["insee"]
    }


def _body(grant: Grant) -> str:
    """A commune whatever number it had; any other body by its own."""
    known = _bodies_known()
    return known.get(grant.body, f"{grant.body[3:5]}{grant.body[5:8]}" if grant.body.startswith("21") else grant.body)


@lru_cache
def _departments() -> dict[tuple[str, int], str]:
    return {
        (source, int(row["line"])): row["department"]
        for source in sources()
        for row in _rows(DATA / "grants" / source / "grants.csv")
    }


def _department_of(one: Grant) -> str:
    """The territory beside which a row without any code is told."""
    of_departments = {"82": "midi-quercy", "55": "coeur-de-lorraine", "46": "cahors", "59": "porte-du-hainaut"}
    return _ALIKE.get(one.name) or of_departments[_departments()[one.source, one.line]]


def _apart(claim: said.ToldApart, world: World) -> str:
    """Of the shipped facts those without any code: of a member by its name, else of the departments of the list."""
    true: dict[str, int] = defaultdict(int)
    for one in grants():
        territory = _department_of(one)
        if not one.body and territory in world.shown(claim.selection):
            true[territory] += 1
    return equal(places=({place.territory_id: number for place, number in claim.places}, dict(true)))


def _apart_sum(claim: said.ApartSum, world: World) -> str:
    found = [one for one in grants() if not one.body and _department_of(one) in world.shown(claim.selection)]
    return equal(sums=((claim.grants, round(claim.eur, 2)), (len(found), euros(found))))


def _vintages(claim: said.Vintages, world: World) -> str:
    families: dict[str, set[int]] = defaultdict(set)
    known = list(sources().values())
    if claim.lists is not None:
        known = [row for row in world.rows("SELECT * FROM grant_source") if row["source_id"] in claim.lists]
    for told in known:
        families[told["family"]] |= set(told["years"])
    years = set().union(*families.values())
    return equal(
        families=(dict(claim.families), {family: tuple(sorted(of)) for family, of in families.items()}),
        missing=(claim.missing, tuple(year for year in range(min(years), max(years)) if year not in years)),
    )


def _givers(claim: said.OnlyGivers, world: World) -> str:
    true = {row["funder"] for source in sources() for row in _rows(DATA / "grants" / source / "grants.csv")}
    return equal(funders=(set(claim.funders), true))


# Whom names without code are of, as a reader of the lists says.
_ALIKE = {"Ca grand cahors": "cahors", "Douelle": "cahors", "Cc du sammiellois": "coeur-de-lorraine"}


def _alike(claim: said.NamedAlike, world: World) -> str:
    true: dict[str, list[Grant]] = defaultdict(list)
    for one in grants():
        territory = _ALIKE.get(one.name, "")
        if not one.body and territory in world.shown(claim.selection):
            true[territory].append(one)
    told = {place.territory_id: (number, round(eur, 2)) for place, number, eur in claim.places}
    return equal(places=(told, {one: (len(found), euros(found)) for one, found in true.items()}))


def _origins(claim: said.ThemesOfGrants, world: World) -> str:
    found = [one.origin for one in counted(claim.selection, world)]
    return equal(
        origins=(
            (claim.read, claim.settled, claim.ruled, claim.without),
            (found.count("lectures"), found.count("decision"), 0, found.count("")),
        )
    )


def _no_inhabitants(claim: said.NoInhabitants, world: World) -> str:
    true = [one for one in world.shown(claim.selection) if not world.territories[one]["population"]]
    return equal(places=([place.territory_id for place in claim.places], true))


def median(territory: str, selection: Selection, world: World) -> float:
    return statistics.median(one.eur for one in of(territory, counted(selection, world)))


CHECKS: dict[type[Claim], Callable[[Any, World], str]] = {
    said.NothingGranted: _nothing,
    said.GrantsShown: _shown,
    said.GrantedEach: _each,
    said.MostGranted: _most,
    said.PlannedAndGranted: _planned_and_granted,
    said.PlannedAndGrantedOn: _on_themes,
    said.GrantedByYear: _by_year,
    said.LargestGrant: _largest,
    said.Beneficiaries: _bodies,
    said.ToldApart: _apart,
    said.ApartSum: _apart_sum,
    said.Vintages: _vintages,
    said.OnlyGivers: _givers,
    said.NamedAlike: _alike,
    said.ThemesOfGrants: _origins,
    said.NoInhabitants: _no_inhabitants,
}
