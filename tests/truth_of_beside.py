"""The truth of claims about what stands beside a territory: row by row from the tables, by no query of the pages."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.comparisons import grant_claims as said
from dashboard.comparisons.claims import Claim
from tests.world import World, equal


@dataclass(frozen=True)
class Lists:
    """The lists that are counted, by their labels in order, and the euros of each intercommunality in them."""

    labels: tuple[str, ...]
    eur: dict[str, float]


@lru_cache
def _tables(world: World) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, dict[str, int]]]:
    grants = {row["grant_id"]: row for row in world.rows('SELECT * FROM "grant"')}
    sources = {row["source_id"]: row for row in world.rows("SELECT * FROM grant_source ORDER BY rank")}
    epci = {row["epci_siren"]: row for row in world.rows("SELECT * FROM epci")}
    held: dict[str, dict[str, int]] = defaultdict(Counter)
    for row in world.rows("SELECT * FROM member"):
        held[row["territory_id"]][row["epci_siren"]] += 1
    return grants, sources, epci, held


def _own(territory: str, world: World) -> list[str]:
    """The intercommunalities that it holds whole."""
    _, _, epci, held = _tables(world)
    return [siren for siren, number in held[territory].items() if siren in epci and epci[siren]["communes"] == number]


def _lists(claim: Claim, world: World) -> tuple[Lists, bool]:
    """What is counted for all rows, and whether it is of all France."""
    grants, sources, epci, _ = _tables(world)
    named: dict[str, set[str]] = defaultdict(set)
    for row in grants.values():
        if sources[row["source_id"]]["is_whole"] and (row["department"] or row["insee"]):
            named[row["source_id"]].add(row["department"] or row["insee"][:2])
    shown = {epci[one]["departments"].split(" ")[0] for one in claim.selection.references}
    for territory in world.shown(claim.selection):
        shown |= {epci[one]["departments"].split(" ")[0] for one in _own(territory, world)}
    of_france = {source for source, departments in named.items() if len(departments) >= 90}
    asked = of_france or {source for source, departments in named.items() if shown <= departments}
    eur: dict[str, float] = defaultdict(float)
    themes = claim.selection.themes
    for row in grants.values():
        repeats = row["same_as"] and grants[row["same_as"]]["source_id"] in asked
        is_of_state = row["source_id"] in asked and row["funder"] == "État" and not repeats
        if is_of_state and row["epci_siren"] and (not themes or row["theme_id"] in themes):
            eur[row["epci_siren"]] += float(row["eur"])
    return Lists(tuple(sources[one]["label"] for one in sources if one in asked), eur), bool(of_france)


def _each(sirens: list[str], eur: dict[str, float], world: World) -> float:
    epci = _tables(world)[2]
    return round(sum(eur[one] for one in sirens) / sum(epci[one]["population"] for one in sirens), 6)


def _alike(territory: str, world: World) -> list[str]:
    epci, own = _tables(world)[2], _own(territory, world)
    return [
        siren
        for siren, other in epci.items()
        if siren not in own
        and other["square_km"]
        and any(
            other["kind"] == mine["kind"]
            and mine["square_km"]
            and 0.5 <= other["population"] / mine["population"] <= 2
            and 0.5 <= (other["population"] / other["square_km"]) / (mine["population"] / mine["square_km"]) <= 2
            for mine in (epci[one] for one in own)
        )
    ]


def _beside(claim: said.BesideEach, world: World) -> str:
    lists, is_of_france = _lists(claim, world)
    true = {}
    for territory in world.shown(claim.selection):
        own = _own(territory, world)
        alike = [_each([one], lists.eur, world) for one in _alike(territory, world)] if is_of_france else []
        if own:
            median = round(statistics.median(alike), 4) if alike else None
            true[territory] = (_each(own, lists.eur, world), len(alike), median)
    told = {
        part.place.territory_id: (
            round(part.each, 6), part.alike, None if part.median_each is None else round(part.median_each, 4)
        )
        for part in claim.parts
    }  # fmt: skip
    epci = _tables(world)[2]
    return equal(
        parts=(told, true),
        chosen=(
            {(siren, name): round(value, 6) for siren, name, value in claim.chosen},
            {(one, epci[one]["name"]): _each([one], lists.eur, world) for one in claim.selection.references},
        ),
        themes=(tuple(one.members for one in claim.themes), tuple((one,) for one in claim.selection.themes)),
    )


def _counted(claim: said.ListsBeside, world: World) -> str:
    return equal(lists=(claim.lists, _lists(claim, world)[0].labels))


def _none(claim: said.NoListBeside, world: World) -> str:
    return equal(lists=((), _lists(claim, world)[0].labels))


CHECKS: dict[type[Claim], Callable[[Any, World], str]] = {
    said.BesideEach: _beside,
    said.ListsBeside: _counted,
    said.NoListBeside: _none,
}
