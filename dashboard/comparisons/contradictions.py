"""Two sums that one document states of one thing: which they are, at which lines, and whether a part of the larger one
is the smaller one exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.comparisons.claims import Contradiction, Sum
from dashboard.comparisons.phrases import at_lines
from dashboard.comparisons.places import places
from dashboard.look.formats import euros
from dashboard.selection import Selection


def of(found: pd.DataFrame, every: pd.DataFrame, own: Selection) -> tuple[Contradiction, ...]:
    """The contradictions of the sums found, each once; `every` are all that the documents state."""
    told = {}
    for row in found[found["conflicts_with"].notna()].to_dict("records"):
        smaller, larger = _ordered(row, every)
        place = places(Selection(territories=(str(row["territory_id"]),)))[str(row["territory_id"])]
        told[smaller["amount_id"], larger["amount_id"]] = Contradiction(
            own, place, _sum(smaller, every), _sum(larger, every), _same(smaller, larger, every)
        )
    return tuple(told.values())


def note(row: Mapping[str, Any], every: pd.DataFrame) -> str:
    """What stands beside one of the two: what the other one says, and the part that explains it."""
    smaller, larger = _ordered(row, every)
    other = _sum(larger if row["amount_id"] == smaller["amount_id"] else smaller, every)
    said = f"le même document dit {euros(other.eur)}, {at_lines(other.lines)}"
    same = _same(smaller, larger, every)
    if not same:
        return said
    part = f"« {same.label} », {euros(same.eur)}, {at_lines(same.lines)}"
    if row["amount_id"] == smaller["amount_id"]:
        return f"{said}, dont la composante {part}, est exactement cette somme"
    return f"{said}, exactement sa composante {part}"


def _ordered(row: Mapping[str, Any], every: pd.DataFrame) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The sum and the one that it contradicts, the smaller first."""
    both = every[every["amount_id"].isin((row["amount_id"], row["conflicts_with"]))].sort_values("eur", kind="stable")
    smaller, larger = both.to_dict("records")
    return smaller, larger


def _same(smaller: Mapping[str, Any], larger: Mapping[str, Any], every: pd.DataFrame) -> Sum | None:
    """The one component of the larger sum that equals the smaller one, if there is one and no more."""
    alike = every[
        (every["part_of"] == larger["amount_id"]) & every["same_as"].isna() & (every["eur"] == smaller["eur"])
    ]
    return _sum(alike.iloc[0], every) if len(alike) == 1 else None


def _sum(row: Mapping[str, Any], every: pd.DataFrame) -> Sum:
    """The sum with all the lines that state it."""
    again = every[every["same_as"] == row["amount_id"]]["line"].tolist()
    lines = tuple(sorted({int(row["line"]), *map(int, again)}))
    return Sum(str(row["amount_id"]), str(row["label"]), float(row["eur"]), lines)
