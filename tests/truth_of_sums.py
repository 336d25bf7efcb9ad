"""The truth of claims about sums that fields of brought plans state of actions, recomputed from the tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dashboard.comparisons import sum_claims as said
from dashboard.comparisons.claims import Claim
from tests.world import World, equal


@lru_cache(maxsize=4)
def _titles(world: World) -> tuple[tuple[str, str], ...]:
    return tuple((row["action_id"], row["title"]) for row in world.rows("SELECT action_id, title FROM action"))


@lru_cache(maxsize=4)
def _all_unsure(world: World) -> tuple[dict[str, Any], ...]:
    return tuple(world.rows("SELECT * FROM unsure_sum JOIN amount_kind USING (kind)"))


def _sums(claim: Any, world: World) -> list[dict[str, Any]]:
    """The sums of the claim's sort that actions which it keeps state: of payers, those that it keeps."""
    chosen, sort = claim.selection, claim.sort
    kept = {action.action_id for action in world.kept(chosen)}
    return [
        row
        for row in world.all_amounts
        if row["field"] is not None
        and row["action_id"] in kept
        and (row["standing"], row["tax_basis"] or "", row["per"] == "an")
        == (sort.standing, sort.tax_basis, sort.is_yearly)
        and (row["funder_id"] is None or not chosen.funders or row["funder_id"] in chosen.funders)
        and (row["funder_id"] is None or not chosen.levels or row["level"] in chosen.levels)
    ]


def _largest(claim: said.LargestOfActions, world: World) -> str:
    found = _sums(claim, world)
    largest = max(row["eur"] for row in found)
    most = {row["action_id"] for row in found if row["eur"] == largest}
    titles = [title for one, title in _titles(world) if one in most]
    told = [title.removesuffix("…") for title in claim.titles]
    return equal(
        number=(claim.number, len(found)),
        eur=(claim.eur, float(largest)),
        ties=(len(claim.titles), len(most)),
        titles=(all(any(title.startswith(one) for title in titles) for one in told), True),
    )


def _none(claim: said.NoSumOfActions, world: World) -> str:
    return equal(sums=(0, len(_sums(claim, world))))


def _of_actions(claim: said.SumsOfActions, world: World) -> str:
    found = _sums(claim, world)
    return equal(
        number=(claim.number, len(found)),
        shown=(claim.shown, min(len(found), 20)),
        actions=(claim.actions, len({row["action_id"] for row in found})),
        total=(claim.total, len(world.kept(claim.selection))),
    )


def _unsure(claim: said.UnsureSums, world: World) -> str:
    kept = {action.action_id for action in world.kept(claim.selection)}
    found = [row for row in _all_unsure(world) if row["action_id"] in kept and row["standing"] == claim.standing]
    words = [row["words"] for row in found]
    return equal(
        actions=(claim.actions, len({row["action_id"] for row in found})),
        words=(all(any(one.startswith(told.removesuffix("…")) for one in words) for told in claim.words), True),
        others=(claim.others, len(set(words)) - len(claim.words)),
        quoted=(len(claim.words), min(4, len(set(words)))),
    )


CHECKS: dict[type[Claim], Callable[[Any, World], str]] = {
    said.LargestOfActions: _largest,
    said.NoSumOfActions: _none,
    said.SumsOfActions: _of_actions,
    said.UnsureSums: _unsure,
}
