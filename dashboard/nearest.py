"""When filters leave nothing: which one to remove, and what that would give back."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import queries
from dashboard.selection import LISTS, Selection

_NAMES = {
    "territories": "les territoires",
    "themes": "le thème",
    "levels": "le niveau de financeur",
    "funders": "l’organisme",
    "schemes": "le dispositif",
    "engagements": "l’engagement",
}


@dataclass(frozen=True)
class Choice:
    """A Selection with one filter less that is not empty, and how many actions it keeps."""

    text: str
    selection: Selection
    actions: int


def nearest(selection: Selection) -> list[Choice]:
    """The filters whose removal alone gives something back, the least first; if none does, all of them removed."""
    found = []
    for field in selection.filters:
        wider = selection.but(**{field: ()})
        actions = len(queries.actions(wider))
        if actions:
            found.append(Choice(f"sans filtrer {_NAMES[field]}", wider, actions))
    if not found and len(selection.filters) > 1:
        wider = selection.but(**dict.fromkeys(LISTS, ()))
        found = [Choice("sans aucun filtre", wider, len(queries.actions(wider)))]
    return sorted(found, key=lambda choice: choice.actions)
