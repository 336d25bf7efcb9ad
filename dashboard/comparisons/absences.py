"""Absence said in its kinds: what the filters hide, what is only secondary, what the text says without an action, and
what is not in the text at all."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Absence, Degree, Place, Subject
from dashboard.selection import Selection


@queries.once_per_content
def presence(field: str, codes: tuple[str, ...] | None = None, territories: tuple[str, ...] | None = None) -> Presence:
    """What documents hold of a field: of these codes, else of all; the documents of these territories, else all."""
    return Presence(field, queries.presence(field, codes, territories))


@dataclass(frozen=True)
class Held:
    """What the whole documents of a territory hold of a subject, whatever the filters: identifiers of the actions that
    have it first and of all that have it, whether a whole document is of it, and the lines of its terms."""

    main: frozenset[str]
    touching: frozenset[str]
    of_whole_document: bool
    lines: tuple[int, ...]

    @property
    def is_silent(self) -> bool:
        """Whether neither its codes nor its text have anything of it."""
        return not (self.touching or self.of_whole_document or self.lines)


class Presence:
    """What documents hold of the themes, schemes or bodies that were asked for."""

    def __init__(self, field: str, found: pd.DataFrame) -> None:
        self._field = field
        self._held: dict[tuple[str, str], list[Held]] = {}
        for row in found.itertuples(index=False):
            held = Held(
                frozenset(row.main), frozenset(row.touching), bool(row.of_whole_document), tuple(map(int, row.lines))
            )
            self._held.setdefault((row.code, row.territory_id), []).append(held)

    def of(self, subject: Subject, territory_id: str) -> Held:
        """What the territory's documents hold of the subject, which is one of the field that was asked for."""
        if subject.field != self._field:
            raise ValueError(f"{subject.field} was not asked for, but {self._field}")
        held = [one for code in subject.members for one in self._held.get((code, territory_id), [])]
        return Held(
            frozenset().union(*(one.main for one in held)),
            frozenset().union(*(one.touching for one in held)),
            any(one.of_whole_document for one in held),
            tuple(sorted({line for one in held for line in one.lines})),
        )

    def is_only_in(self, subject: Subject, territory_id: str, among: list[str]) -> bool:
        """Whether the documents of all the others are silent on it."""
        return all(self.of(subject, other).is_silent for other in among if other != territory_id)

    def absence(self, selection: Selection, subject: Subject, place: Place) -> Absence:
        """How absent the subject is, where no action of the territory that the Selection keeps has it."""
        held = self.of(subject, place.territory_id)
        counted = held.touching if selection.with_secondary or subject.field != "themes" else held.main
        if counted or held.of_whole_document:
            return Absence(selection, place, subject, Degree.FILTERED, len(counted), held.lines)
        if held.touching:
            return Absence(selection, place, subject, Degree.SECONDARY, len(held.touching), held.lines)
        degree = Degree.WRITTEN if held.lines else Degree.SILENT
        return Absence(selection, place, subject, degree, 0, held.lines)
