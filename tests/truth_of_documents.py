"""The truth of claims about whole documents, sums and contours, which no filter of actions changes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

from dashboard.comparisons import claims as said
from dashboard.selection import Selection
from etl.money import euros
from tests.world import World, equal


def _mentions_of(selection: Selection, world: World) -> list[dict[str, Any]]:
    own = {
        row["document_id"]: row["territory_id"]
        for row in world.documents
        if not selection.territories or row["territory_id"] in selection.territories
    }
    return [
        {**row, "territory_id": own[row["document_id"]]}
        for row in world.document_funders
        if row["document_id"] in own
        and (not selection.funders or row["funder_id"] in selection.funders)
        and (not selection.levels or row["level"] in selection.levels)
    ]


def for_whole_documents(claim: said.ForWholeDocuments, world: World) -> str:
    true = Counter(row["territory_id"] for row in _mentions_of(claim.selection, world))
    return equal(places=({place.territory_id: number for place, number in claim.places}, dict(true)))


def mentions(claim: said.Mentions, world: World) -> str:
    found = _mentions_of(claim.selection, world)
    naming = {row["document_id"] for row in found}
    looked_at = {row["document_id"] for row in world.documents_of(world.shown(claim.selection))} | naming
    return equal(
        number=(claim.number, len(found)),
        documents=(claim.documents, len(naming)),
        looked_at=(claim.looked_at, len(looked_at)),
    )


def _stated_sums(
    claim: said.LargestSum | said.Stated | said.NoSum | said.UnsaidPayers, world: World
) -> list[dict[str, Any]]:
    """All sums of the claim's scope and standing that the documents of its territories state, whoever pays."""
    own = claim.selection.territories
    return [
        row
        for row in world.amounts
        if (row["scope"], row["standing"]) == (claim.scope, claim.standing) and (not own or row["territory_id"] in own)
    ]


def _sums(claim: said.LargestSum | said.Stated | said.NoSum, world: World) -> list[dict[str, Any]]:
    chosen = claim.selection
    return [
        row
        for row in _stated_sums(claim, world)
        if (not chosen.funders or row["funder_id"] in chosen.funders)
        and (not chosen.levels or (row["level"] or "non-renseigne") in chosen.levels)
    ]


def _unsaid(claim: said.NoSum | said.UnsaidPayers, world: World) -> int:
    shown = {row["amount_id"] for row in _sums(claim, world)}  # type: ignore[arg-type]
    return sum(row["funder_id"] is None and row["amount_id"] not in shown for row in _stated_sums(claim, world))


def no_sum(claim: said.NoSum, world: World) -> str:
    return equal(shown=(0, len(_sums(claim, world))), unsaid=(claim.unsaid, _unsaid(claim, world)))


def unsaid_payers(claim: said.UnsaidPayers, world: World) -> str:
    return equal(number=(claim.number, _unsaid(claim, world)))


def contradiction(claim: said.Contradiction, world: World) -> str:
    """Read again in the documents' lines: each of the two sums stands at all its lines, in euros that differ."""
    rows = {row["amount_id"]: row for row in world.all_amounts}
    told = [one for one in (claim.smaller, claim.larger, claim.same) if one]
    false = ""
    for one in told:
        row = rows[one.amount_id]
        again = {other["line"] for other in rows.values() if other["same_as"] == one.amount_id}
        false += equal(
            eur=(one.eur, float(row["eur"])),
            label=(one.label, row["label"]),
            lines=(set(one.lines), {row["line"]} | again),
        )
        lines = world.lines[row["document_id"]]
        if not all(row["eur"] in euros(lines[line - 1]) for line in one.lines):
            false += f" {one.label} does not stand at {one.lines}"
    smaller, larger = rows[claim.smaller.amount_id], rows[claim.larger.amount_id]
    alike = [
        one["amount_id"]
        for one in rows.values()
        if one["part_of"] == larger["amount_id"] and one["eur"] == smaller["eur"] and one["same_as"] is None
    ]
    return false + equal(
        document=(smaller["document_id"], larger["document_id"]),
        order=(smaller["eur"] < larger["eur"], True),
        both=(smaller["conflicts_with"], larger["amount_id"]),
        place=(claim.place.territory_id, smaller["territory_id"]),
        same=([claim.same.amount_id] if claim.same else [], alike),
    )


def period_over(claim: said.PeriodOver, world: World) -> str:
    (row,) = [one for one in world.amounts if one["amount_id"] == claim.sum.amount_id]
    return equal(
        end=(claim.end, row["period_end"]), past=(claim.end < date.today().year, True),
        said=(str(claim.end) in row["period_words"], True), eur=(claim.sum.eur, float(row["eur"])),
    )  # fmt: skip


def unapplied(claim: said.Unapplied, world: World) -> str:
    """What an action alone bears applies to nothing that a whole document says."""
    chosen = claim.selection.filters
    others = {
        "subventions": ("levels", "funders"),
        "subventions-a-part": ("themes", "levels", "funders"),
        "aides": ("themes", "levels", "funders"),
    }.get(claim.what, ("themes",))
    true = {
        field: {world.labels[field].get(value, value) for value in chosen[field]}
        for field in ("schemes", "engagements", "natures", "years", *others)
        if field in chosen
    }
    told = {field: set(labels) for field, labels in claim.filters}
    if "years" in told:
        told["years"], true["years"] = {len(told["years"])}, {len(true["years"])}  # type: ignore[arg-type]
    return equal(filters=(told, true))


def largest_sum(claim: said.LargestSum, world: World) -> str:
    found = _sums(claim, world)
    most = max(float(row["eur"]) for row in found)
    largest = [row["label"] for row in found if float(row["eur"]) == most]
    told = all(any(label.startswith(one) for one in largest) for label in claim.labels)
    return equal(
        eur=(claim.eur, most),
        number=(claim.number, len(found)),
        ties=(len(claim.labels), len(largest)),
        told=(told, True),
    )


def stated(claim: said.Stated, world: World) -> str:
    return equal(number=(claim.number, len(_sums(claim, world))))


def _surface(rings: list[list[list[float]]]) -> float:
    """By strips from the west, where `square_km` goes round: the surface under each edge."""
    return abs(sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for ring in rings for a, b in pairwise(ring)))


def extent(claim: said.Extent, world: World) -> str:
    true = {one: _surface(rings) for one, rings in world.rings.items()}
    own = true.pop(claim.place.territory_id)
    # Contours err by one in fifty.
    return equal(
        square_km=(round(claim.square_km, 1), round(own, 1)),
        is_broadest=(claim.is_broadest, own / max(true.values()) > 1.02),
    )


def outlined(claim: said.Outlined, world: World) -> str:
    return equal(number=(claim.number, len(world.rings)))


def no_contour(claim: said.NoContour, world: World) -> str:
    missing = set(world.shown(Selection())) - set(world.rings)
    return equal(places=({place.territory_id for place in claim.places}, missing))


def unlike(claim: said.UnlikeDocuments, world: World) -> str:
    own = world.documents_of(world.shown(claim.selection))
    return equal(
        kinds=(set(claim.kinds), {row["kind"] for row in own}),
        years=(set(claim.years), {row["published_on"].year for row in own if row["published_on"]}),
    )


def unreviewed(claim: said.Unreviewed, world: World) -> str:
    read = [
        place.name
        for place in claim.places
        if all(row["is_reviewed"] or decided_of(row, world) for row in world.documents_of([place.territory_id]))
    ]
    return f"all codes of {read} were read, or decided on" if read else ""


def partly_reviewed(claim: said.PartlyReviewed, world: World) -> str:
    part = claim.part
    own = [row for row in world.documents_of([part.place.territory_id]) if not row["is_reviewed"]]
    decided = [action for row in own for action in decided_of(row, world)]
    total = sum(one.document_id == row["document_id"] for row in own for one in world.actions)
    if not 0 < len(decided) == part.actions <= part.total == total:
        return f"{len(decided)} of {total} actions are decided on, not {part.actions} of {part.total}"
    return ""


def decided_of(document: dict[str, Any], world: World) -> set[str]:
    """The actions of a document on which a person decided."""
    own = {one.action_id for one in world.actions if one.document_id == document["document_id"]}
    return own & world.decided


SUMS = {
    said.LargestSum: largest_sum,
    said.NoSum: no_sum,
    said.UnsaidPayers: unsaid_payers,
    said.Contradiction: contradiction,
    said.PeriodOver: period_over,
    said.Unapplied: unapplied,
    said.Stated: stated,
}
