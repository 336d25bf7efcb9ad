"""When filters leave nothing: which one to remove, what that would give back, and what documents say all the same."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import queries
from dashboard.comparisons import amounts_by_scope, document_funders
from dashboard.selection import LISTS, Selection

_NAMES = {
    "territories": "les territoires",
    "themes": "le thème",
    "levels": "le niveau de financeur",
    "funders": "l’organisme",
    "schemes": "le dispositif",
    "engagements": "l’engagement",
    "natures": "la nature",
    "years": "l’année",
}


@dataclass(frozen=True)
class Choice:
    """A wider Selection that is not empty, and how many actions it keeps."""

    text: str
    selection: Selection
    actions: int


def told_of_documents(selection: Selection) -> tuple[tuple[str, str], ...]:
    """What documents say, apart from all actions, of the bodies that are chosen: the questions of « Financements » and
    what it finds."""
    if not selection.funders:
        return ()
    found = (document_funders(selection), *amounts_by_scope(selection))
    return tuple((one.question, one.finding) for one in found if not one.is_empty)


def nearest(selection: Selection) -> list[Choice]:
    """What alone gives something back, the least first: a filter less, or partners counted; else no filter at all."""
    found = []
    if selection.funders and not selection.with_partners:
        wider = selection.but(with_partners=True)
        actions, _ = queries.counted(wider)
        found = [Choice("en comptant aussi les partenaires", wider, actions)] if actions else []
    for field in selection.filters:
        wider = selection.but(**{field: ()})
        actions, _ = queries.counted(wider)
        if actions:
            found.append(Choice(f"sans filtrer {_NAMES[field]}", wider, actions))
    if not found and len(selection.filters) > 1:
        wider = selection.but(**dict.fromkeys(LISTS, ()))
        found = [Choice("sans aucun filtre", wider, queries.counted(wider)[0])]
    return sorted(found, key=lambda choice: choice.actions)
