"""What each filter offers beside the others: the values that keep an action, with how many and in which roles."""

from __future__ import annotations

import pandas as pd

from dashboard.selection import LISTS, Selection

# The counts of a body by what it is named as.
ROLES = {
    "as_funder": "financeur",
    "as_envisaged": "financeur envisagé",
    "as_signatory": "signataire",
    "as_partner": "partenaire",
}


def choices(catalogue: pd.DataFrame, counted: pd.DataFrame, selection: Selection) -> dict[str, dict[str, str]]:
    """The values that each filter offers, by its field, in the catalogue's order, each with its label and its number of
    actions.

    A value that keeps nothing is offered only where it is chosen, so that it can be taken away; territories always
    are, so that none seems forgotten.

    Args:
        catalogue: the answer to `queries.catalogue`.
        counted: the answer to `queries.facets` for this Selection.
        selection: what the reader looks at.
    """
    kept = {(row["field"], row["value"]): row for row in counted.to_dict("records")}
    offered: dict[str, dict[str, str]] = {field: {} for field in LISTS}
    for field, value, label in zip(catalogue["field"], catalogue["value"], catalogue["label"], strict=True):
        if field not in offered:
            continue
        number = kept.get((field, value), {})
        if number.get("actions") or field == "territories" or value in getattr(selection, field):
            told = roles_told(number, selection.with_partners) if field == "funders" else ""
            offered[field][value] = f"{label} : {told}" if told else f"{label} ({number.get('actions', 0)})"
    return offered


def roles_told(number: dict[str, int], with_partners: bool) -> str:
    """« financeur 1, signataire 4 »: in how many actions a body is named as what; partners where they are counted."""
    return ", ".join(
        f"{role} {number[column]}"
        for column, role in ROLES.items()
        if number.get(column) and (with_partners or column != "as_partner")
    )
