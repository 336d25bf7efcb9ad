"""What other documents have actions of and one has none: theme by theme, scheme by scheme, with how absent each is."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import queries
from dashboard.comparisons.claims import Absence, Place, Subject
from dashboard.comparisons.core import MOST_TOGETHER
from dashboard.comparisons.faces import face_to_face
from dashboard.comparisons.places import places
from dashboard.selection import Selection


@dataclass(frozen=True)
class Missing:
    """A subject that no action of a document has: the others whose actions have it, how many, and how absent it is."""

    subject: Subject
    others: tuple[tuple[Place, int], ...]
    absence: Absence
    behind: Selection


@queries.once_per_content
def others_read(territory_id: str) -> tuple[str, ...]:
    """The other territories whose documents one is compared with: all of them, or as many as can be read face to face,
    those that have the most actions."""
    others = [one for one in places(Selection()) if one != territory_id]
    counted = queries.kept_by_territory(Selection())
    actions = dict(zip(counted["territory_id"], counted["actions"], strict=True))
    read = set(sorted(others, key=lambda one: -actions.get(one, 0))[: MOST_TOGETHER - 1])
    return tuple(one for one in others if one in read)


@queries.once_per_content
def missing(territory_id: str, lens: str) -> tuple[Missing, ...]:
    """What the territory's document has no action of, through a lens, those that most others have first."""
    faces = face_to_face(Selection(territories=(territory_id, *others_read(territory_id))), lens)
    found = [
        Missing(
            entry.subject,
            tuple((faces.places[one], entry.counts[one]) for one in entry.present),
            entry.absences[territory_id],
            entry.behind,
        )
        for entry in faces.entries
        if territory_id not in entry.present
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.others), -sum(number for _, number in one.others))))
