"""A step of a séance: a view that was kept, or several that are one screen."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.dossier.model import Dossier, Entry


@dataclass(frozen=True)
class Joined(Entry):
    """Views that are one screen. It goes by the key of the first, under which all is kept that is said of it."""

    parts: tuple[Entry, ...] = ()

    @classmethod
    def of_parts(cls, parts: tuple[Entry, ...]) -> Joined:
        first = parts[0]
        return cls(
            first.view,
            first.params,
            title=" ".join(one.title for one in parts if one.title),
            note="\n".join(one.note for one in parts if one.note),
            cue="\n\n".join(one.cue for one in parts if one.cue),
            minutes=sum(one.minutes for one in parts),
            key=first.key,
            parts=parts,
        )


def parts_of(entry: Entry) -> tuple[Entry, ...]:
    """The views of a step."""
    return entry.parts if isinstance(entry, Joined) else (entry,)


def numbers_of(dossier: Dossier) -> dict[str, int]:
    """The number in the room of the screen of each view, by the view's key."""
    return {part.key: number for number, step in enumerate(dossier.entries, 1) for part in parts_of(step)}


def leads_of(dossier: Dossier) -> dict[str, str]:
    """The key that the screen of each view goes by, by the view's key: what was said of a view before it was joined is
    said of that screen."""
    return {part.key: step.key for step in dossier.entries for part in parts_of(step)}
