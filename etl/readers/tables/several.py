"""Several tables of one file: which of them are of one plan, and whether they count their sums alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from etl.money import MONEY
from etl.readers.fields.columns import plain
from etl.readers.fields.funding import COST, COUNTED
from etl.readers.fields.labelled import basis_of
from etl.readers.model import Doubt, PlanRead
from etl.readers.tables.head import Head
from etl.readers.workbooks.sheets import Grid

_TWICE = (
    "Ce tableau redit la plupart des actions d’un autre, et elles y sont lues une seconde fois : si c’en est une "
    "version plus ancienne, masquer ou supprimer sa feuille, puis reprendre le fichier."
)
# What tells a table of actions, and how much of it; of the actions of another table, the part that makes it the same.
_OF_ACTIONS = {"pilot", "person", "service", "partners", "calendar", "start", "end", "status", "budget", "funders"}
_FEWEST_OF_ACTIONS, _AGAIN = 2, 0.3
UNLIKE = "Ce tableau d’actions a d’autres colonnes que celui qui est lu : il ne l’est pas."
OTHERWISE = "Ce tableau a d’autres colonnes que le premier : il est lu aussi. Vérifier que ses actions sont du plan."
# Of the columns of two tables, the part that both have where they are parts of one plan.
_ALIKE = 0.5


def said_twice(read: Sequence[tuple[PlanRead, Head, Grid]]) -> list[Doubt]:
    """What is told of tables most of whose actions, with their numbers and headings, others have said: an older version
    of the plan is left in its file more often."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for own, head, grid in read:
        said = {(unit.label, unit.title, unit.headings) for unit in own.units}
        if len(said) > 1 and len(said & seen) > len(said) / 2:
            found.append(Doubt(grid.rows[head.begins - 1].place, _TWICE))
        seen |= said
    return found


def counted(found: PlanRead, name: str) -> str:
    return plain(found.facts.get(name, ""))


def count_alike(own: PlanRead, first: PlanRead) -> bool:
    """Whether two tables count their sums alike, or the names of their costs alone differ and each cost says its
    euros: HT or TTC is then said of each."""
    others = [name for name in COUNTED if counted(own, name) != counted(first, name)]
    costs = [unit.fields.get("budget") for one in (own, first) for unit in one.units]
    return not others or (others == [COST] and all(map(_says_euros, costs)))


def each_with_basis(own: PlanRead) -> PlanRead:
    """The units of a table, HT or TTC said of each cost where the name of its column says it."""
    basis = basis_of(own.facts.get(COST, ""))
    units = (
        replace(unit, fields={"basis": basis, **unit.fields}) if basis and "budget" in unit.fields else unit
        for unit in own.units
    )
    return replace(own, units=tuple(units))


def _says_euros(cost: Any) -> bool:
    """Whether a cost says by itself what it counts: it is no bare number."""
    return cost is None or (isinstance(cost, str) and (bool(MONEY.search(cost)) or not any(map(str.isdigit, cost))))


def are_alike(head: Head, best: Head) -> bool:
    """Whether a table has most of the columns of another: one an axis, where a payer of one axis is not of all."""
    own, other = (one.fields - {"part", "year"} for one in (head, best))
    return len(own & other) >= max(2, _ALIKE * len(own | other))


def lists_actions(head: Head) -> bool:
    """Whether the columns of a table are those of actions beyond doubt: who, when, how far or for how much."""
    return len(head.fields & _OF_ACTIONS) >= _FEWEST_OF_ACTIONS


def says_again(own: PlanRead, others: Sequence[PlanRead]) -> bool:
    """Whether a table names some of the actions that others have said, as one that sums them up does."""
    said = {(plain(unit.title), unit.label) for one in others for unit in one.units}
    titles, labels = ({one[at] for one in said} - {""} for at in (0, 1))
    again = [unit for unit in own.units if plain(unit.title) in titles or unit.label in labels]
    return len(again) >= _AGAIN * len(own.units)
