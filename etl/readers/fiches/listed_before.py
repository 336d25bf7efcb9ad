"""Lists of the fiches that stand before them: « Fiche action n° 1 : Ouvrir une halle », line by line."""

from __future__ import annotations

from collections.abc import Sequence

from etl.readers.model import PlanUnit
from etl.readers.text import one_line
from etl.text import fold


def without_lists(units: Sequence[PlanUnit]) -> list[PlanUnit]:
    """The units without those that say nothing but the number and the title, or several titles, of one that follows and
    says more."""
    kept: list[PlanUnit] = []
    for at, unit in enumerate(units):
        is_bare = bool(unit.label) and not (unit.fields or unit.text or unit.children)
        later = (one for one in units[at + 1 :] if is_bare and _number(one) == _number(unit))
        if not any(_says(unit, one) and (one.fields or one.text) for one in later):
            kept.append(unit)
    return kept


def _number(unit: PlanUnit) -> str:
    return "".join(filter(str.isdigit, unit.label))


def _says(unit: PlanUnit, later: PlanUnit) -> bool:
    return bool(later.title) and fold(one_line(unit.title)).startswith(fold(one_line(later.title)))
