"""Identifiers that survive re-runs and re-ordering: made of a unit's words, not of its place."""

from __future__ import annotations

import hashlib

from etl.errors import SourceError
from etl.models import Cut, Document, Unit
from etl.text import fold

# Of a unit's identifier; two units whose words come to the same take more digits.
_LENGTH, _WHOLE = 6, 64


def action_id(territory_id: str, unit: Unit, length: int = _LENGTH) -> str:
    """`<territory>-<hexadecimal digits of the folded words>`."""
    return f"{territory_id}-{hashlib.sha256(fold(unit.words).encode()).hexdigest()[:length]}"


def identify(document: Document, cut: Cut) -> list[str]:
    """The identifiers of a document's units, in their order.

    Raises:
        SourceError: two units say the same words.
    """
    found: dict[str, Unit] = {}
    for unit in cut.units:
        length = _LENGTH
        identifier = action_id(document.territory_id, unit)
        while identifier in found and length < _WHOLE and fold(found[identifier].words) != fold(unit.words):
            length += 2
            identifier = action_id(document.territory_id, unit, length)
        if identifier in found:
            raise SourceError(
                document.text_path,
                f"« {unit.title[:60]} » has the identifier {identifier} of line {found[identifier].first_line}",
                "a unit counts once: correct the cut so that its repetition is left out",
                unit.first_line,
            )
        found[identifier] = unit
    return list(found)
