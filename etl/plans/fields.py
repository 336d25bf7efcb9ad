"""The fields of a planner's file as they are shown: one name each, whatever the file calls them, and its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from etl.readers.fields.funding import funding_of

# People that a file names are not shown: a comparison of plans has no need of them.
_BEFORE = {"pilot": "Pilote", "service": "Service", "partners": "Partenaires"}
_AFTER = {
    "status": "État",
    "calendar": "Calendrier",
    "start": "Début",
    "end": "Fin",
    "priority": "Priorité",
    "indicators": "Indicateurs",
}


def shown_fields(fields: Mapping[str, Any], facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names and values in the order in which they are shown: who, with whose money, when and how far."""
    yield from _named(fields, _BEFORE)
    for line in funding_of(fields, facts).lines():
        name, _, said = line.partition(" : ")
        yield name[:1].upper() + name[1:], said
    yield from _named(fields, _AFTER)


def _named(fields: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, label in names.items():
        said = _said(fields.get(name))
        if said:
            yield label, said


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " ; ".join(f"{name} : {_said(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return " ; ".join(filter(None, map(_said, value)))
    return " ; ".join(part.strip() for part in str(value).split("\n") if part.strip())
