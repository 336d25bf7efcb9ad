"""Face to face: what several territories share in their documents, and what only one of them names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from dashboard import queries
from dashboard.comparisons.core import COUNT, Comparison, Source, caveats, sources, subtitle
from dashboard.comparisons.funding import funders_by_territory
from dashboard.comparisons.schemes import schemes_by_territory
from dashboard.comparisons.themes import themes_by_territory
from dashboard.formats import count, listed
from dashboard.selection import Selection

QUESTION = "Que partagent ces territoires, et que dit un seul ?"
LENSES = {"themes": "Thèmes", "dispositifs": "Dispositifs", "organismes": "Organismes"}
_LENS_COMPARISONS: dict[str, Callable[[Selection], Comparison]] = {
    "themes": themes_by_territory,
    "dispositifs": schemes_by_territory,
    "organismes": funders_by_territory,
}
_NOUNS = {
    "themes": ("thème", "thèmes"),
    "dispositifs": ("dispositif", "dispositifs"),
    "organismes": ("organisme", "organismes"),
}


@dataclass(frozen=True)
class Entry:
    """A theme, scheme or body, the territories whose document names it, and its actions by territory."""

    id: str
    label: str
    counts: dict[str, int]
    actions: dict[str, pd.DataFrame]
    behind: Selection

    @property
    def present(self) -> list[str]:
        return [territory for territory, number in self.counts.items() if number]


@dataclass(frozen=True)
class Faces:
    """Two to four territories side by side through one lens.

    `territories` maps identifiers to names, in order; `entries` are what at least one of them names.
    """

    lens: str
    territories: dict[str, str]
    totals: dict[str, int]
    entries: tuple[Entry, ...]
    finding: str
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    selection: Selection

    @property
    def shared(self) -> list[Entry]:
        return [entry for entry in self.entries if len(entry.present) == len(self.territories)]

    def only(self, territory_id: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.present == [territory_id]]


def face_to_face(selection: Selection, lens: str) -> Faces:
    """What the territories of the Selection (all compared ones if it names none) have in common, and what not."""
    comparison = _LENS_COMPARISONS[lens](selection.but(measure="nombre"))
    table = comparison.table
    names = table.drop_duplicates("territory_id").sort_values("territory_rank") if len(table) else table
    territories = dict(zip(names["territory_id"], names["territory"], strict=True)) if len(table) else {}
    actions = queries.actions(selection)
    entries = []
    for _, of_entry in table.groupby(comparison.category.id, sort=False):
        first = of_entry.iloc[0]
        counts = dict(zip(of_entry["territory_id"], of_entry["actions"].astype(int), strict=True))
        if not any(counts.values()):
            continue
        behind = selection.but(**{str(comparison.category.filters): comparison.category.chosen(first)})
        found = queries.actions(behind)
        entries.append(
            Entry(
                str(first[comparison.category.id]),
                str(first[comparison.category.label]),
                {territory: counts[territory] for territory in territories},
                {territory: found[found["territory_id"] == territory] for territory in territories},
                behind,
            )
        )
    faces = Faces(
        lens,
        territories,
        {territory: int((actions["territory_id"] == territory).sum()) for territory in territories},
        tuple(entries),
        "",
        (
            "« Seulement ici » veut dire : nommé dans ce seul document. « Absent de ce document » ne veut pas dire "
            "que le territoire ne fait rien.",
            *caveats(selection),
        ),
        sources(selection),
        selection,
    )
    return Faces(**{**vars(faces), "finding": _finding(faces)})


def presence_by_territory(selection: Selection) -> Comparison:
    """The same as one table: what all these documents name first, then what several do, then what only one does."""
    faces = face_to_face(selection, selection.lens)
    comparison = _LENS_COMPARISONS[selection.lens](selection.but(measure="nombre"))
    every = len(faces.territories)
    groups = {}
    for entry in faces.entries:
        present = entry.present
        if len(present) == every:
            groups[entry.id] = (0, "Dans tous ces documents" if every > 1 else "Dans ce document")
        elif len(present) > 1:
            groups[entry.id] = (1, "Dans plusieurs")
        else:
            rank = list(faces.territories).index(present[0])
            groups[entry.id] = (2 + rank, f"Seulement : {faces.territories[present[0]]}")
    table = comparison.table[comparison.table[comparison.category.id].isin(list(groups))].copy()
    table["presence"] = [groups[one][1] for one in table[comparison.category.id]]
    table["presence_rank"] = [groups[one][0] for one in table[comparison.category.id]]
    table["nombre"] = table["actions"]
    return replace(
        comparison,
        key="face-a-face",
        question=QUESTION,
        finding=faces.finding,
        subtitle=subtitle(
            "Nombre d’actions de chaque document, de ce que tous nomment à ce qu’un seul nomme",
            sum(faces.totals.values()),
            selection,
        ),
        # Stable: within a presence, the order of the comparison through this lens stays.
        table=table.sort_values("presence_rank", kind="stable").reset_index(drop=True),
        value="nombre",
        unit=COUNT,
        selection=selection,
        notes=faces.notes,
        value_title="Nombre d’actions",
        group="presence",
        printed=None,
        spoken=None,
        told=None,
    )


def _finding(faces: Faces) -> str:
    singular, plural = _NOUNS[faces.lens]
    if not faces.entries:
        return f"Aucun {singular} n’est nommé par ces actions"
    if len(faces.territories) < 2:
        return f"{count(len(faces.entries), singular, plural)} ; choisir un second territoire pour comparer"
    shared = (
        f"{count(len(faces.shared), singular, plural)} dans tous ces documents"
        if faces.shared
        else f"Aucun {singular} commun à tous ces documents"
    )
    alone = [
        f"{len(faces.only(territory))} dans celui de {name} seulement"
        for territory, name in faces.territories.items()
        if faces.only(territory)
    ]
    return f"{shared}" + (f" ; {listed(alone)}" if alone else "")
