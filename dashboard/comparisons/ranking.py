"""Headlines that hold: a ranking is claimed only where another reading of the documents would not turn it over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.comparisons.claims import Claim, Contrast, Counted, Leading, Nothing, Part, Place, Shown, Subject
from dashboard.comparisons.places import genres, places
from dashboard.look.records import records_of
from dashboard.selection import Selection

Row = Mapping[str, Any]
SubjectOf = Callable[[Row], Subject]
# Both ways to count an action under a theme: as its main one, and as any of its own.
_WAYS = ("main", "touching")


def headline(table: pd.DataFrame, selection: Selection, subject_of: SubjectOf, shown: Shown) -> Claim:
    """What heads a table of subjects × territories: a contrast that holds; for one territory, what leads; for one
    subject, its counts; else what is shown.

    Args:
        table: columns `territory_id`, `actions`, `total`, `main`, `touching`, and `is_focus` where some subjects come
            first; rows of a subject stand together.
        subject_of: the subject of a row.
        shown: what the view shows, under the same Selection.
    """
    rows = records_of(table)
    if not any(row["actions"] for row in rows):
        return Nothing(selection)
    known = places(selection)
    found = contrast(rows, selection, subject_of) if len(known) > 1 else None
    if found:
        return found
    if len(known) == 1 and not selection.themes:
        return leading(rows, selection, next(iter(known.values())), subject_of)
    subjects = {subject_of(row) for row in rows}
    if len(subjects) == 1:
        return counted(rows, selection, subjects.pop())
    return shown


def contrast(rows: Sequence[Row], selection: Selection, subject_of: SubjectOf) -> Contrast | None:
    """The widest difference that holds, of the subjects in focus where one of these does."""
    known, genre = places(selection), genres()
    found = []
    for subject, group in groupby(rows, key=subject_of):
        of_subject = [row for row in group if row["total"]]
        for kind in {genre[row["territory_id"]] for row in of_subject}:
            alike = [row for row in of_subject if genre[row["territory_id"]] == kind]
            most, least = max(alike, key=_share), min(alike, key=lambda row: (_share(row), -row["total"]))
            if _is_last(least, alike) and _is_first(most, alike) and _holds(most, least):
                gap = _share(most) - _share(least)
                claim = Contrast(selection, subject, _part(most, known), _part(least, known))
                found.append((bool(most.get("is_focus", True)), gap, claim))
    return max(found, key=lambda one: one[:2])[2] if found else None


def leading(rows: Sequence[Row], selection: Selection, place: Place, subject_of: SubjectOf) -> Claim:
    """All the subjects under which most actions of the territory stand."""
    own = [row for row in rows if row["territory_id"] == place.territory_id]
    most = max((row["actions"] for row in own), default=0)
    if not most:
        return Nothing(selection)
    first = [row for row in own if row["actions"] == most]
    return Leading(selection, tuple(map(subject_of, first)), Part(place, int(most), int(first[0]["total"])))


def counted(rows: Sequence[Row], selection: Selection, subject: Subject) -> Counted:
    """The subject's actions, territory by territory."""
    known = places(selection)
    return Counted(selection, subject, tuple(_part(row, known) for row in rows))


def _holds(most: Row, least: Row) -> bool:
    """Whether the one still leads, in both ways of counting, when any one action of each is coded otherwise."""
    return all((most[way] - 1) / most["total"] > min(least[way] + 1, least["total"]) / least["total"] for way in _WAYS)


def _is_first(row: Row, of: Sequence[Row]) -> bool:
    return all(row[way] / row["total"] >= other[way] / other["total"] for other in of for way in _WAYS)


def _is_last(row: Row, of: Sequence[Row]) -> bool:
    return all(row[way] / row["total"] <= other[way] / other["total"] for other in of for way in _WAYS)


def _share(row: Row) -> float:
    return float(row["actions"] / row["total"])


def _part(row: Row, known: Mapping[str, Place]) -> Part:
    return Part(known[row["territory_id"]], int(row["actions"]), int(row["total"]))
