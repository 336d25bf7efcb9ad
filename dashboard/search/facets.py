"""What each filter offers beside the others: the values that keep something, with how much and in which roles."""

from __future__ import annotations

import pandas as pd

from dashboard.look.records import records_of
from dashboard.selection import LISTS, Selection

# The counts of a body by what it is named as.
ROLES = {
    "as_funder": "financeur",
    "as_envisaged_funder": "financeur envisagé",
    "as_signatory": "signataire",
    "as_envisaged_signatory": "signataire envisagé",
    "as_partner": "partenaire",
    "as_envisaged_partner": "partenaire envisagé",
}
PARTNERS = ("as_partner", "as_envisaged_partner")
_WHOLE = {"documents": "document entier"}
# What a value keeps: actions, and of a body what documents say of it apart from them.
KEEPING = ("actions", "documents", "sums")


def choices(catalogue: pd.DataFrame, counted: pd.DataFrame, selection: Selection) -> dict[str, dict[str, str]]:
    """The values that each filter offers, by its field, in the catalogue's order, each with its label and its number of
    actions.

    A value that keeps nothing is offered only where it is chosen, so that it can be taken away; territories always
    are, so that none seems forgotten. A body that documents name apart from all actions keeps what they say of it.

    Args:
        catalogue: the answer to `queries.catalogue`.
        counted: the answer to `queries.facets` for this Selection.
        selection: what the reader looks at.
    """
    kept = {(row["field"], row["value"]): row for row in records_of(counted)}
    offered: dict[str, dict[str, str]] = {field: {} for field in LISTS}
    for field, value, label in zip(catalogue["field"], catalogue["value"], catalogue["label"], strict=True):
        if field not in offered:
            continue
        number = kept.get((field, value), {})
        if any(number.get(one) for one in KEEPING) or field == "territories" or value in getattr(selection, field):
            told = roles_told(number, selection.with_partners) if field == "funders" else ""
            offered[field][value] = f"{label} : {told}" if told else f"{label} ({number.get('actions', 0)})"
    return offered


def roles_told(number: dict[str, int], with_partners: bool) -> str:
    """« financeur 1, signataire 4, document entier 1 »: in how many actions a body is named as what, partners where
    they are counted, and by how many documents as a whole; of how many sums it pays, where it is named nowhere else."""
    told = [
        f"{role} {number[column]}"
        for column, role in (ROLES | _WHOLE).items()
        if number.get(column) and (with_partners or column not in PARTNERS)
    ]
    return ", ".join(told) or (f"payeur d’une somme {number['sums']}" if number.get("sums") else "")
