"""Of the fiches and the table that a document holds, the one that is its plan."""

from __future__ import annotations

from dataclasses import replace

from etl.readers.fields.columns import field_of
from etl.readers.lines.titles import ACTION_LABEL
from etl.readers.model import Doubt, PlanRead


def fuller(fiches: PlanRead, table: PlanRead | None) -> PlanRead:
    """Of the two ways to read a document, the one that gives more actions; what the other gives is told, not read."""
    if table is None or not table.units:
        return fiches
    # Headings of which none says that it is an action, nor has a field, are less than a table that has a head.
    told = sum(bool(unit.fields) or bool(ACTION_LABEL.match(unit.label)) for unit in fiches.units)
    labels = [field_of(unit.label) for unit in table.units if unit.label]
    if fiches.units and 2 * sum(map(bool, labels)) > len(table.units):
        # Its rows are « Porteur de projet | Ville »: a form of which one row reads as a head.
        return fiches
    if _are_rows_of_forms(table, fiches):
        return fiches
    # A form that reads as a table whose actions are columns names each several times.
    named, other_names = ({unit.title for unit in one.units} for one in (table, fiches))
    is_form = named == other_names and len(table.units) > len(named)
    if (len(table.units) > len(fiches.units) and not is_form) or told < len(fiches.units) / 2:
        own, other, why = table, fiches, "Ce document a aussi des fiches d’actions : elles ne sont pas lues."
    else:
        own, other, why = fiches, table, "Ce document a aussi un tableau d’actions : il n’est pas lu."
    # Headings above the actions that are read are no fiches that are not.
    above = {heading for unit in own.units for heading in unit.headings}
    # Labels above their values, in a form of a sheet, are no head of a table.
    forms = {one.place.sheet for one in other.units} - {""}
    # Nor are contents, which say no more than numbers and titles.
    are_contents = not any(unit.fields or unit.text for unit in other.units)
    above |= {unit.title for unit in own.units if are_contents or unit.place.sheet in forms}
    lost = (Doubt(other.units[0].place, why),) if any(unit.title not in above for unit in other.units) else ()
    return replace(own, doubts=(*own.doubts, *lost))


def _are_rows_of_forms(table: PlanRead, fiches: PlanRead) -> bool:
    """Whether the rows of a table are those of the forms of its sheets, which say more: « État | Projet », a label and
    its value, reads as a head over the rows below it."""
    sheets = {unit.place.sheet for unit in fiches.units} - {""}
    said, fields = (sum(len(unit.fields) for unit in one.units) for one in (table, fiches))
    return fields > said and bool(sheets) and all(unit.place.sheet in sheets for unit in table.units)
