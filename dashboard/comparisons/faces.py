"""Face to face: what several territories share in their documents, and what only one of them names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from dashboard import queries
from dashboard.comparisons import wording
from dashboard.comparisons.absences import presence
from dashboard.comparisons.claims import Absence, Claim, Nothing, OnlyHere, Place, Shared, Subject
from dashboard.comparisons.core import COUNT, MOST_TOGETHER, Comparison, Source, caveats, shown, sources
from dashboard.comparisons.funding import funders_by_territory
from dashboard.comparisons.places import places
from dashboard.comparisons.schemes import schemes_by_territory
from dashboard.comparisons.themes import themes_by_territory
from dashboard.selection import Selection

QUESTION = "Que partagent ces territoires, et que dit un seul ?"
LENSES = {"themes": "Thèmes", "dispositifs": "Dispositifs", "organismes": "Organismes"}
_FIELDS = {"themes": "themes", "dispositifs": "schemes", "organismes": "funders"}
_LENS_COMPARISONS: dict[str, Callable[[Selection], Comparison]] = {
    "themes": themes_by_territory,
    "dispositifs": schemes_by_territory,
    "organismes": funders_by_territory,
}
# Actions of one territory that are listed under one entry, at most.
_MOST_BY_CODE = 30
_NOTE = (
    "« Seulement ici » : ni les actions ni le texte des autres documents n’en portent les termes. Ailleurs, une ligne "
    "peut en parler sans qu’une action en ait été retenue."
)


@dataclass(frozen=True)
class Entry:
    """A theme, a family of schemes or a body: its first actions by territory, how it is absent from the others, and
    whether the texts of all the others are silent on it, where one territory alone has actions of it."""

    id: str
    subject: Subject
    counts: dict[str, int]
    actions: dict[str, pd.DataFrame]
    absences: dict[str, Absence]
    is_only_here: bool
    behind: Selection

    @property
    def label(self) -> str:
        return self.subject.label

    @property
    def present(self) -> list[str]:
        return [territory for territory, number in self.counts.items() if number]


@dataclass(frozen=True, eq=False)
class Faces:
    """Territories side by side through one lens.

    `places` are the territories by identifier, in order; `entries` are what an action of at least one has.
    """

    lens: str
    places: Mapping[str, Place]
    totals: dict[str, int]
    entries: tuple[Entry, ...]
    headline: tuple[Claim, ...]
    remarks: tuple[Claim | str, ...]
    sources: tuple[Source, ...]
    selection: Selection

    @property
    def territories(self) -> dict[str, str]:
        return {territory: place.name for territory, place in self.places.items()}

    @property
    def finding(self) -> str:
        """The title, computed."""
        return " ; ".join(map(wording.words, self.headline))

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(remark if isinstance(remark, str) else wording.sentence(remark) for remark in self.remarks)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that is stated, absences included."""
        absences = (absence for entry in self.entries for absence in entry.absences.values())
        return (*self.headline, *(one for one in self.remarks if isinstance(one, Claim)), *absences)

    @property
    def shared(self) -> list[Entry]:
        return [entry for entry in self.entries if len(entry.present) == len(self.places)]

    def only(self, territory_id: str) -> list[Entry]:
        """What stands in this document alone."""
        return [entry for entry in self.entries if entry.is_only_here and entry.present == [territory_id]]

    def retained_only(self, territory_id: str) -> list[Entry]:
        """What actions of this document alone have, while the text or other actions of another speak of it too."""
        return [entry for entry in self.entries if not entry.is_only_here and entry.present == [territory_id]]


def face_to_face_of(selection: Selection) -> Selection:
    """The Selection, of so many territories as can be read face to face: those that it names, else those of which it
    keeps the most actions."""
    known = places(selection)
    if len(known) <= MOST_TOGETHER:
        return selection
    counted = queries.kept_by_territory(selection)
    kept = dict(zip(counted["territory_id"], counted["actions"], strict=True))
    asked = selection.territories or tuple(sorted(known, key=lambda one: -kept.get(one, 0)))
    shown = set(asked[:MOST_TOGETHER])
    return selection.but(territories=tuple(one for one in known if one in shown))


def shown_of(asked: Selection) -> str:
    """Which of the territories that were asked for stand face to face, in a sentence, and how to choose others."""
    shown, every = len(places(face_to_face_of(asked))), len(places(asked))
    if shown == every:
        return "Choisir deux territoires ou plus dans les filtres."
    which = "les premiers choisis" if asked.territories else "parmi ceux qui ont le plus d’actions retenues"
    return f"{shown} territoires sur {every} sont face à face : {which}. Choisir les autres dans les filtres."


@queries.once_per_content
def face_to_face(selection: Selection, lens: str) -> Faces:
    """What the territories of the Selection (all compared ones if it names none) have in common, and what not."""
    comparison = _LENS_COMPARISONS[lens](selection.but(measure="nombre"))
    table, known = comparison.table, places(selection)
    actions = queries.first_by_code(selection, _FIELDS[lens], _MOST_BY_CODE)
    by_code = actions.groupby("code").groups
    kept = queries.kept_by_territory(selection)
    totals = dict(zip(kept["territory_id"], kept["actions"].astype(int), strict=True))
    entries = tuple(
        _entry(comparison, of_entry, selection, list(known.values()), actions, by_code)
        for _, of_entry in table.groupby(comparison.category.id, sort=False)
        if of_entry["actions"].any()
    )
    return Faces(
        lens,
        known,
        {territory: totals.get(territory, 0) for territory in known},
        entries,
        _headline(selection, _FIELDS[lens], entries, known),
        (_NOTE, *caveats(selection)),
        sources(selection),
        selection,
    )


def _entry(
    comparison: Comparison,
    table: pd.DataFrame,
    selection: Selection,
    known: list[Place],
    actions: pd.DataFrame,
    by_code: Mapping[str, pd.Index],
) -> Entry:
    first = table.iloc[0].to_dict()
    subject = Subject(
        str(comparison.category.filters), str(first[comparison.category.label]), comparison.category.chosen(first)
    )
    counts = dict(zip(table["territory_id"], table["actions"].astype(int), strict=True))
    present = [one.territory_id for one in known if counts[one.territory_id]]
    behind = selection.but(**{subject.field: subject.members})
    bearing = [row for code in subject.members for row in by_code.get(code, ())]
    found = actions.loc[sorted(set(bearing))].drop_duplicates("action_id")
    among = [one.territory_id for one in known]
    held = presence(subject.field, territories=tuple(among))
    return Entry(
        str(first[comparison.category.id]),
        subject,
        {one: counts[one] for one in among},
        {one: found[found["territory_id"] == one] for one in among},
        {one.territory_id: held.absence(selection, subject, one) for one in known if not counts[one.territory_id]},
        len(present) == 1 and held.is_only_in(subject, present[0], among),
        behind,
    )


def _headline(
    selection: Selection, field: str, entries: tuple[Entry, ...], known: Mapping[str, Place]
) -> tuple[Claim, ...]:
    """What all have; then what stands in one document alone, where something does."""
    if not entries and not queries.counted(selection)[0]:
        return (Nothing(selection),)
    shared = tuple(entry.subject for entry in entries if len(entry.present) == len(known))
    alone = tuple(
        (place, tuple(entry.subject for entry in entries if entry.is_only_here and entry.present == [territory]))
        for territory, place in known.items()
    )
    alone = tuple((place, subjects) for place, subjects in alone if subjects)
    headline: tuple[Claim, ...] = (Shared(selection, field, shared, len(known)),)
    return (*headline, OnlyHere(selection, field, alone)) if alone and len(known) > 1 else headline


@queries.once_per_content
def presence_by_territory(selection: Selection) -> Comparison:
    """The same as one table: what all these documents have first, then what several do, then what only one does."""
    faces = face_to_face(selection, selection.lens)
    comparison = _LENS_COMPARISONS[selection.lens](selection.but(measure="nombre"))
    every = len(faces.places)
    groups = {}
    for entry in faces.entries:
        present = entry.present
        if len(present) == every:
            groups[entry.id] = (0, "Dans tous ces documents" if every > 1 else "Dans ce document")
        elif len(present) > 1:
            groups[entry.id] = (1, "Dans plusieurs")
        elif entry.is_only_here:
            place = faces.places[present[0]]
            groups[entry.id] = (2 + list(faces.places).index(present[0]), f"Seulement dans le document {place.with_de}")
        else:
            groups[entry.id] = (2 + every, "Dans les actions d’un seul, et dans le texte d’un autre")
    table = comparison.table[comparison.table[comparison.category.id].isin(list(groups))].copy()
    table["presence"] = [groups[one][1] for one in table[comparison.category.id]]
    table["presence_rank"] = [groups[one][0] for one in table[comparison.category.id]]
    table["nombre"] = table["actions"]
    return replace(
        comparison,
        key="face-a-face",
        question=QUESTION,
        headline=faces.headline[0],
        scope=shown("Nombre d’actions de chaque document, de ce que tous ont à ce qu’un seul a", selection),
        # Stable: within a presence, the order of the comparison through this lens stays.
        table=table.sort_values("presence_rank", kind="stable").reset_index(drop=True),
        value="nombre",
        unit=COUNT,
        selection=selection,
        remarks=(*faces.headline[1:], *faces.remarks),
        value_title="Nombre d’actions",
        group="presence",
        printed=None,
        spoken=None,
        told=None,
        beside=None,
        beside_title="",
        beside_note="",
    )
