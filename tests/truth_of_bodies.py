"""The truth of claims about bodies that actions name, and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from dashboard.comparisons import body_claims as said
from dashboard.comparisons.claims import Claim
from dashboard.selection import Selection
from tests.selections import Coded
from tests.world import World, equal, roles


def named(world: World, selection: Selection) -> Counter[str]:
    """How many kept actions name each body that the filters keep."""
    return Counter(funder for one in world.kept(selection) for funder in _bodies_of(one, selection))


def _most_named(claim: said.MostNamed, world: World) -> str:
    numbers = named(world, claim.selection)
    most = {body for body, number in numbers.items() if number == max(numbers.values())}
    return equal(
        subjects=({subject.members[0] for subject in claim.subjects}, most),
        actions=(claim.actions, max(numbers.values())),
        hidden=(bool(claim.selection.funders or claim.selection.levels), False),
        standings=(
            claim.standings,
            tuple(_standing(world, claim.selection, subject.members[0]) for subject in claim.subjects),
        ),
    )


def _standing(world: World, selection: Selection, body: str | None = None) -> said.Standing:
    """In how many kept actions a body, or any that the filters keep, pays, signs or helps, said or envisaged."""
    found = Counter(
        (role, certainty)
        for one in world.kept(selection)
        for funder, level, role, certainty in one.bodies
        if (body is None or funder == body)
        and role in roles(selection)
        and (not selection.funders or funder in selection.funders)
        and (not selection.levels or level in selection.levels)
    )
    return said.Standing(
        payers=found["financeur", "dit"],
        envisaged_payers=found["financeur", "envisage"],
        signatories=found["contractant", "dit"],
        envisaged_signatories=found["contractant", "envisage"],
        partners=found["partenaire", "dit"],
        envisaged_partners=found["partenaire", "envisage"],
    )


def _named_as(claim: said.NamedAs, world: World) -> str:
    found = world.kept(claim.selection)
    naming = [one for one in found if _bodies_of(one, claim.selection)]
    return equal(
        standing=(claim.standing, _standing(world, claim.selection)),
        actions=(claim.actions, len(naming)),
        total=(claim.total, len(found)),
    )


def _bodies_of(action: Coded, selection: Selection) -> set[str]:
    return {
        funder
        for funder, level, role, _ in action.bodies
        if role in roles(selection)
        and (not selection.funders or funder in selection.funders)
        and (not selection.levels or level in selection.levels)
    }


CHECKS: dict[type[Claim], Callable[[Any, World], str]] = {
    said.MostNamed: _most_named,
    said.NamedAs: _named_as,
}
