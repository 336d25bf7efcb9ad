"""Identifiers that survive re-runs and re-ordering: made of a unit's words, not of its place."""

from __future__ import annotations

import hashlib

from etl.errors import SourceError
from etl.models import Cut, Document, Unit
from etl.text import fold

_LENGTH = 6


def action_id(territory_id: str, unit: Unit) -> str:
    """`<territory>-<6 hexadecimal digits of the folded words>`."""
    return f"{territory_id}-{hashlib.sha256(fold(unit.words).encode()).hexdigest()[:_LENGTH]}"


def identify(document: Document, cut: Cut) -> list[str]:
    """The identifiers of a document's units, in their order.

    Raises:
        SourceError: two units say the same words.
    """
    found: dict[str, Unit] = {}
    for unit in cut.units:
        identifier = action_id(document.territory_id, unit)
        if identifier in found:
            raise SourceError(
                document.text_path,
                f"« {unit.title[:60]} » has the identifier {identifier} of line {found[identifier].first_line}",
                "a unit counts once: correct the cut so that its repetition is left out",
                unit.first_line,
            )
        found[identifier] = unit
    return list(found)
