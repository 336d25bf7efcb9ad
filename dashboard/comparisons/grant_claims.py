"""Claims about grants, as `claims` has those about plans: data first, words in `grant_wording`, truth in tests."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.comparisons.claims import Claim, Place, Subject


@dataclass(frozen=True)
class Granted:
    """What one giver granted in a territory: how many grants, their euros, and the inhabitants, if they are known."""

    place: Place
    grants: int
    eur: float
    population: int | None


@dataclass(frozen=True)
class Beside:
    """What a territory's own intercommunalities had per inhabitant, how many are alike, and the median of these."""

    place: Place
    each: float
    alike: int = 0
    median_each: float | None = None


@dataclass(frozen=True)
class NoListBeside(Claim):
    """No list that is kept whole says anything of all that would stand side by side."""

    funder: str


@dataclass(frozen=True)
class ListsBeside(Claim):
    """Which lists are counted for all that stand side by side, by their names."""

    lists: tuple[str, ...]


@dataclass(frozen=True)
class BesideEach(Claim):
    """Euros per inhabitant in the same lists: of each territory that holds an intercommunality whole, beside those
    alike; then of the chosen ones, by SIREN and name; of `themes`, or of all."""

    funder: str
    themes: tuple[Subject, ...]
    parts: tuple[Beside, ...]
    chosen: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True)
class NothingGranted(Claim):
    """These lists hold no grant of the giver that counts in these territories, and so many of others."""

    funder: str
    others: int


@dataclass(frozen=True)
class GrantsShown(Claim):
    """What a view shows: so many grants of so many euros, in so many territories of those looked at."""

    what: str
    funder: str
    grants: int
    eur: float
    territories: int
    looked_at: int


@dataclass(frozen=True)
class GrantedEach(Claim):
    """Euros per inhabitant in each territory whose inhabitants are known, the most first; of `themes`, or of all."""

    funder: str
    themes: tuple[Subject, ...]
    parts: tuple[Granted, ...]


@dataclass(frozen=True)
class MostGranted(Claim):
    """By territory the themes or programmes, all that tie, that had most of the euros: how many, of how many in all; of
    grants of `themes`, or of all."""

    funder: str
    themes: tuple[Subject, ...]
    places: tuple[tuple[Place, tuple[Subject, ...], float, float], ...]


@dataclass(frozen=True)
class GrantedByYear(Claim):
    """The euros of each year that a list covers, all territories together; of `themes`, or of all."""

    funder: str
    themes: tuple[Subject, ...]
    years: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class First:
    """What comes first in a territory: of its documents' actions and of the euros granted, each with its whole, and by
    how many grants of how many."""

    place: Place
    planned: tuple[Subject, ...]
    actions: int
    of_actions: int
    funded: tuple[Subject, ...]
    eur: float
    of_eur: float
    grants: int
    of_grants: int


@dataclass(frozen=True)
class PlannedAndGranted(Claim):
    """What comes first in the documents of each territory, beside what comes first in the grants."""

    funder: str
    firsts: tuple[First, ...]


@dataclass(frozen=True)
class Both:
    """Of some themes, a territory's actions and the euros granted, each with its whole; the whole is 0 where there is
    none."""

    place: Place
    actions: int
    of_actions: int
    eur: float
    of_eur: float


@dataclass(frozen=True)
class PlannedAndGrantedOn(Claim):
    """What documents and grants give to the chosen themes, by main theme."""

    funder: str
    themes: tuple[Subject, ...]
    parts: tuple[Both, ...]


@dataclass(frozen=True)
class LargestGrant(Claim):
    """By territory its largest grant of `themes`, or of all, and what it is of them."""

    funder: str
    themes: tuple[Subject, ...]
    places: tuple[tuple[Place, float, float], ...]


@dataclass(frozen=True)
class Beneficiaries(Claim):
    """How many bodies were granted something in each territory, for `themes` or for all, and what the first one had of
    these euros."""

    funder: str
    themes: tuple[Subject, ...]
    places: tuple[tuple[Place, int, float, float], ...]


@dataclass(frozen=True)
class ToldApart(Claim):
    """By territory how many grants are told beside it and count nowhere."""

    places: tuple[tuple[Place, int], ...]


@dataclass(frozen=True)
class ApartSum(Claim):
    """How many grants are told beside these territories, each once a territory, and their euros."""

    grants: int
    eur: float


@dataclass(frozen=True)
class Vintages(Claim):
    """The years of each family of lists, and those between the first and the last that none covers; of `lists`, by
    their identifiers, where not all are counted."""

    families: tuple[tuple[str, tuple[int, ...]], ...]
    missing: tuple[int, ...]
    lists: tuple[str, ...] | None = None


@dataclass(frozen=True)
class OnlyGivers(Claim):
    """Who gave all that these lists hold."""

    funders: tuple[str, ...]


@dataclass(frozen=True)
class NamedAlike(Claim):
    """By territory, the rows without code that bear the name of one of its members: how many, and their euros."""

    places: tuple[tuple[Place, int, float], ...]


@dataclass(frozen=True)
class ThemesOfGrants(Claim):
    """Where the themes of the grants shown come from: two readings that agree, one settled between them, the rules
    alone; how many name no object."""

    funder: str
    read: int
    settled: int
    ruled: int
    without: int


@dataclass(frozen=True)
class NoInhabitants(Claim):
    """Territories whose inhabitants no reference knows: a sum has no share of them."""

    places: tuple[Place, ...]
