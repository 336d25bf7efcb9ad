"""Every computed sentence is a claim, and every claim is true: of all views, under all single filters and for all sets
of territories.

Each of them is met, with or without a toggle; the first of each kind (what the data hold of it) alone with each toggle,
the others of that kind four at a time. With `--whole` all are met alone with each toggle.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import fields, replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from dashboard.comparisons import LENSES, action_sums, actions_on_theme, amounts_by_scope, face_to_face, findings
from dashboard.comparisons.body_claims import STANDINGS, Standing
from dashboard.comparisons.claims import (
    Absence,
    Claim,
    Degree,
    OnlyHere,
    Outlined,
    Part,
    Stated,
    Sum,
    Undated,
)
from dashboard.comparisons.wording import sentence
from dashboard.dossier.views import VIEWS, ViewUnknown
from dashboard.selection import LISTS, Selection
from etl.paths import ROOT, SQL
from tests.pairs import by_kind, is_its_turn
from tests.selections import COMPARED, KNOWN
from tests.truth import CHECKS, untrue
from tests.world import World

# A filter alone, then with one toggle: partners count where bodies do, secondary themes everywhere.
Filter = dict[str, Any]
TOGGLES: tuple[Filter, ...] = ({}, {"with_secondary": True}, {"with_partners": True})
GRIDS = [grid for grid in KNOWN["grid"] if grid != "themes"]


def subsets() -> list[tuple[str, ...]]:
    """All sets of the compared territories, and the frame alone and beside one."""
    every = [of for size in range(1, len(COMPARED) + 1) for of in combinations(COMPARED, size)]
    return [*every, ("occitanie",), ("cahors", "occitanie")]


# Views whose queries read whether partners count.
OF_BODIES = ("organismes-par-territoire", "themes-par-organisme", "qui-paie-selon-les-actions")


def claims_of(selection: Selection) -> Iterator[tuple[str, Claim]]:
    """All that the house says under a Selection, with the view that says it.

    Where partners count and no body is chosen, what differs are the views of bodies.
    """
    if selection.with_partners and not selection.funders:
        yield from ((name, claim) for name in OF_BODIES for claim in VIEWS[name].make(selection).claims)
        yield from (("face-a-face", claim) for claim in face_to_face(selection, "organismes").claims)
        return
    for name, view in VIEWS.items():
        try:
            comparison = view.make(selection)
        except ViewUnknown:
            continue
        yield from ((name, claim) for claim in comparison.claims)
    for comparison in (*amounts_by_scope(selection), *action_sums(selection)):
        yield from ((comparison.key, claim) for claim in comparison.claims)
    for lens in LENSES:
        yield from (("face-a-face", claim) for claim in face_to_face(selection, lens).claims)
    yield from (("constats", claim) for claim in findings.overview(selection))


def false_claims(world: World, selections: list[Selection]) -> list[str]:
    """What is said and is not true, each with its view and its address."""
    found, checked = [], set()
    for selection in selections:
        for view, claim in claims_of(selection):
            if claim in checked:
                continue
            checked.add(claim)
            if why := untrue(claim, world):
                found.append(f"{view} {selection.url()}: {sentence(claim)} {why}")
    assert len(checked) > len(selections)
    return found


@pytest.fixture(scope="module")
def world(database: Path) -> World:
    return World(database)


def kind_of(world: World, field: str, value: str) -> Hashable:
    """What the data hold of a value of a filter, as far as it changes what can be said: in how many territories it has
    actions, whether toggles change them, how bodies are named, and whether whole documents and sums bear it."""
    kept = [world.kept(Selection().but(**{field: (value,)}, **toggle)) for toggle in TOGGLES]
    reach = len({action.territory_id for action in kept[0]})
    bodies = {body[2:] for action in world.actions for body in action.bodies if body[0] == value}
    borne = {row["funder_id"] for row in world.document_funders} | {row["scheme_id"] for row in world.document_schemes}
    summed = {row["funder_id"] for row in world.all_amounts}
    toggled = tuple(other != kept[0] for other in kept[1:])
    said = (value in borne, value in summed, value == "non-renseigne")
    return min(reach, 2), reach == len(COMPARED), toggled, frozenset(bodies), said


@pytest.mark.parametrize("field", [field for field in LISTS if field != "territories"])
def test_what_is_said_under_any_single_filter_with_any_toggle_is_true(
    world: World, field: str, all_combinations: bool
) -> None:
    toggles = [toggle for toggle in TOGGLES if not (field == "themes" and "with_partners" in toggle)]
    chosen = list(by_kind(KNOWN[field], lambda value: kind_of(world, field, value), toggles, all_combinations, 4))
    assert {value for values, _ in chosen for value in values} == set(KNOWN[field])
    assert all(toggle in [way for _, way in chosen] for toggle in toggles)
    assert false_claims(world, [Selection().but(**{field: values}, **toggle) for values, toggle in chosen]) == []


def test_what_is_said_of_any_set_of_territories_with_any_toggle_is_true(world: World, all_combinations: bool) -> None:
    chosen = by_kind(subsets(), lambda of: (len(of), "occitanie" in of), TOGGLES, all_combinations)
    assert false_claims(world, [Selection(territories=of).but(**toggle) for (of,), toggle in chosen]) == []


def in_turn(filters: list[Filter], place: int, all_combinations: bool) -> list[tuple[Filter, Filter]]:
    """Each filter, counted by main themes or by all: the one that is not tried here is at the next theme, or grid."""
    return [
        (kept, toggle)
        for (at, kept), (turn, toggle) in product(enumerate(filters), enumerate(TOGGLES[:2]))
        if is_its_turn(all_combinations, 2, place, at, turn)
    ]


@pytest.mark.parametrize("theme", KNOWN["themes"])
def test_what_is_said_of_a_theme_territory_by_territory_is_true(
    world: World, theme: str, all_combinations: bool
) -> None:
    filters: list[Filter] = [
        {},
        *({"engagements": (one,)} for one in KNOWN["engagements"]),
        *({"levels": (one,)} for one in KNOWN["levels"]),
        *({"territories": of} for of in subsets()),
    ]
    found = [
        f"{selection.url('themes')}: {sentence(claim)} {why}"
        for kept, toggle in in_turn(filters, KNOWN["themes"].index(theme), all_combinations)
        for selection in [Selection(themes=(theme,)).but(**kept, **toggle)]
        for claim in actions_on_theme(selection).claims
        if (why := untrue(claim, world))
    ]
    assert found == []


@pytest.mark.parametrize("grid", GRIDS)
def test_what_is_said_in_another_grid_is_true(world: World, grid: str, all_combinations: bool) -> None:
    filters: list[Filter] = [
        {},
        *({"territories": of} for of in subsets()),
        *({"themes": (one,)} for one in KNOWN["themes"]),
    ]
    filters += [{"engagements": (one,)} for one in KNOWN["engagements"]]
    found = [
        f"{selection.url()}: {sentence(claim)} {why}"
        for kept, toggle in in_turn(filters, GRIDS.index(grid), all_combinations)
        for selection in [Selection(grid=grid).but(**kept, **toggle)]
        for name in ("rubriques-par-territoire", "rubriques-en-points")
        for claim in VIEWS[name].make(selection).claims
        if (why := untrue(claim, world))
    ]
    assert found == []


def test_whether_partners_count_is_read_by_the_queries_of_bodies_and_filters_alone() -> None:
    """What the claims above rest on: elsewhere partners change what is kept where a body is chosen, no more."""
    reading = {path.stem for path in (SQL / "queries").glob("*.sql") if "with_partners" in path.read_text("utf-8")}
    assert reading == {"facets", "funder_by_territory", "named_bodies", "theme_by_funder"}
    # A list says whom an action names, and faces of bodies take it by them.
    shared = {path.stem for path in (SQL / "views").glob("*.sql") if "with_partners" in path.read_text("utf-8")}
    assert shared == {"01_selection", "05_counted_bodies", "07_left_out", "12_listed_action"}
    files = (ROOT / "dashboard" / "comparisons").glob("*.py")
    saying = {path.name for path in files if "with_partners" in path.read_text("utf-8")}
    assert saying == {"phrases.py"}, "the words for bodies"


def test_every_kind_of_claim_is_checked_and_has_words() -> None:
    kinds = {kind for kind in Claim.__subclasses__() if kind.__module__.startswith("dashboard.comparisons.")}
    assert set(CHECKS) == kinds


def spoiled(claim: Claim) -> list[Claim]:
    """The claim with each of its counts wrong by one, and with each of its lists of subjects or places one short."""
    found = []
    for field in fields(claim):
        value = getattr(claim, field.name)
        if isinstance(value, Standing):
            found += [
                replace(claim, **{field.name: replace(value, **{one: getattr(value, one) + 1})}) for one in STANDINGS
            ]
        elif isinstance(value, Sum):
            found.append(replace(claim, **{field.name: replace(value, eur=value.eur + 1)}))
        elif isinstance(value, Part):
            found.append(replace(claim, **{field.name: replace(value, actions=value.actions + 1)}))
        elif isinstance(claim, Undated):
            if field.name == "parts":
                first, *others = value
                found.append(replace(claim, parts=(replace(first, actions=first.actions + 1), *others)))
        elif isinstance(value, int | float):
            found.append(replace(claim, **{field.name: value + 1}))
        elif isinstance(value, tuple) and len(value) > 1 and field.name not in ("lines", "labels"):
            found.append(replace(claim, **{field.name: value[1:]}))
    return found


def test_a_claim_that_is_wrong_by_one_is_found_out(world: World) -> None:
    selections = [Selection(), Selection(themes=("sante",)), Selection(engagements=("engage",))]
    selections += [Selection(funders=("anah",)), Selection(levels=("region",), themes=("sante", "mobilite"))]
    selections += [Selection(territories=("cahors",)), Selection(funders=("leader",), with_secondary=True)]
    every = {claim for selection in selections for _, claim in claims_of(selection)}
    every |= {claim for one in KNOWN["themes"] for claim in actions_on_theme(Selection(themes=(one,))).claims}
    found, missed = set(), []
    for claim in every:
        for false in spoiled(claim):
            # That some are left out does not make what is said of the others false.
            if isinstance(false, (OnlyHere, Outlined)) or (isinstance(claim, Stated) and false.depth != claim.depth):
                continue
            if isinstance(claim, Absence) and claim.degree in (Degree.WRITTEN, Degree.SILENT):
                continue
            found.add(type(false))
            missed += [] if untrue(false, world) else [false]
    assert [f"{type(one).__name__} {one}"[:3000] for one in missed] == []
    assert len(found) >= 15
