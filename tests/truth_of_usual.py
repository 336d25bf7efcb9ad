"""The truth of what schemes normally bring and of the aids that a page lists: read again in the files and the lines."""

from __future__ import annotations

import csv
from collections import Counter
from functools import lru_cache

from dashboard.comparisons import claims as said
from dashboard.selection import Selection
from etl.paths import DATA
from tests.selections import Coded
from tests.world import World, equal


@lru_cache(maxsize=2)
def _file(name: str) -> list[dict[str, str]]:
    with (DATA / "codebook" / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _schemes(selection: Selection) -> tuple[set[str], set[str]]:
    """The schemes that have a funder, and those said to bring no money, of those that the Selection asks for."""
    asked = [
        row for row in _file("scheme_funding.csv") if not selection.schemes or row["scheme_id"] in selection.schemes
    ]
    funded = {row["scheme_id"] for row in asked if row["funder_id"]}
    return funded, {row["scheme_id"] for row in asked} - funded


def _named(selection: Selection, world: World) -> list[tuple[Coded, set[str]]]:
    """The kept actions, each with the schemes that it names itself and that are asked for."""
    chosen = set(selection.schemes)
    return [
        (one, {scheme for scheme in world.named_schemes.get(one.action_id, ()) if not chosen or scheme in chosen})
        for one in world.kept(selection)
    ]


def funded(claim: said.UsuallyFunded, world: World) -> str:
    paying, _ = _schemes(claim.selection)
    naming = [(one, own & paying) for one, own in _named(claim.selection, world) if own & paying]
    silent = [one for one, _ in naming if not any(body[2:] == ("financeur", "dit") for body in one.bodies)]
    return equal(
        schemes=(claim.schemes, len({scheme for _, own in naming for scheme in own})),
        actions=(claim.actions, len(naming)),
        silent=(claim.silent, len(silent)),
    )


def known(claim: said.UsuallyKnown, world: World) -> str:
    paying, without = _schemes(claim.selection)
    named = {scheme for _, own in _named(claim.selection, world) for scheme in own}
    return equal(
        funded=(claim.funded, len(named & paying)),
        without=(claim.without, len(named & without)),
        unknown=(claim.unknown, len(named - paying - without)),
    )


def _aids(selection: Selection, world: World) -> list[tuple[str, dict[str, str]]]:
    """The aids of the territories looked at, and of frames of their region, each with whose it is."""
    owner = {row["document_id"]: row["territory_id"] for row in world.documents}
    regions = {world.territories[one]["region"] for one in selection.territories}
    found = []
    for row in _file("aids.csv"):
        territory = world.territories[owner[row["document_id"]]]
        own = not selection.territories or territory["territory_id"] in selection.territories
        if own or (not territory["is_compared"] and territory["region"] in regions):
            found.append((territory["territory_id"], row))
    return found


def aids(claim: said.AidsListed, world: World) -> str:
    found = _aids(claim.selection, world)
    # The years as the document's own lines write them.
    years = [int(world.lines[row["document_id"]][int(row["date_line"]) - 1].split()[-1]) for _, row in found]
    return equal(
        places=({place.territory_id: number for place, number in claim.places}, dict(Counter(of for of, _ in found))),
        first=(claim.first, min(years, default=None)),
        last=(claim.last, max(years, default=None)),
        unsaid=(claim.unsaid, sum(not row["state"] for _, row in found)),
    )


def lists(claim: said.AidsOf, world: World) -> str:
    found = Counter((of, row["document_id"], int(row["list_line"])) for of, row in _aids(claim.selection, world))
    true = {
        (of, world.lines[document][line - 1].strip(), line): number for (of, document, line), number in found.items()
    }
    told = {(place.territory_id, words, line): number for place, number, words, line in claim.lists}
    return equal(lists=(told, true))
