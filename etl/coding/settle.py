"""From proposals, two readings and decisions to the settled codes of a document.

A decision is owed wherever the two readings differ, or agree against the rules. Where all three agree nothing needs
deciding, and the rules' own words are the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.coding.codebook import FIELDS, Codebook
from etl.coding.readings import NONE, HandCode, Reading, find_evidence, read_reading
from etl.coding.rules import Code
from etl.errors import SourceError
from etl.models import Cut, Document, Unit


@dataclass(frozen=True)
class SettledCode:
    """A code with its evidence and the line where that stands. `reason` is given where a person decided."""

    field: str
    value: str
    evidence: str
    line: int
    origin: str
    reason: str | None


@dataclass(frozen=True)
class CodedUnit:
    """A unit with the rules' proposal, the two readings' codes and what was settled, each by field."""

    action_id: str
    unit: Unit
    proposed: dict[str, list[str]]
    readings: tuple[dict[str, list[str]], ...]
    settled: dict[str, list[SettledCode]]

    def values(self, field: str) -> list[str]:
        return [code.value for code in self.settled[field]]


def code_document(document: Document, cut: Cut, identifiers: list[str], codebook: Codebook) -> list[CodedUnit]:
    """All units of a document, coded.

    Raises:
        SourceError: a unit without a theme, or a decision that is owed and missing.
    """
    files = [
        codebook.folder / "readings" / "first" / f"{document.document_id}.csv",
        codebook.folder / "readings" / "second" / f"{document.document_id}.csv",
    ]
    readings = [read_reading(path, document, cut, identifiers, codebook) for path in files if path.exists()]
    decisions_file = codebook.folder / "decisions" / f"{document.document_id}.csv"
    decisions = (
        read_reading(decisions_file, document, cut, identifiers, codebook) if decisions_file.exists() else Reading()
    )
    imposed = document.settings.get("engagement")
    coded = []
    for action_id, unit in zip(identifiers, cut.units, strict=True):
        proposal = codebook.rules.propose(unit, cut, str(imposed) if imposed else None)
        proposed = {field: [code for code in proposal if code.field == field] for field in FIELDS}
        values = {field: [code.value for code in proposed[field]] for field in FIELDS}
        read = tuple(
            {field: _values(reading.get((action_id, field), [])) for field in FIELDS} for reading in readings
        )
        settled = {}
        for field in FIELDS:
            decision = decisions.get((action_id, field))
            _check_owed(decisions_file, action_id, field, values[field], [one[field] for one in read], decision)
            settled[field] = (
                _decided(field, decision) if decision else _ruled(document, unit, cut, proposed[field])
            )
        _check_complete(document, unit, decisions_file, action_id, settled)
        coded.append(CodedUnit(action_id, unit, values, read, settled))
    return coded


def same(field: str, one: list[str], other: list[str]) -> bool:
    """Whether two codings of a field agree: the primary theme and the set of all, elsewhere the set."""
    return set(one) == set(other) and (field != "theme" or one[:1] == other[:1])


def _values(codes: list[HandCode]) -> list[str]:
    return [code.value for code in codes if code.value != NONE]


def _check_owed(
    path: Path, action_id: str, field: str, proposed: list[str], read: list[list[str]], decision: list[HandCode] | None
) -> None:
    if decision is not None:
        if not all(code.reason for code in decision):
            raise SourceError(path, f"the decision on {field} of {action_id} has no reason", "say why, in French")
        return
    if read and not all(same(field, proposed, one) for one in read):
        raise SourceError(
            path,
            f"{action_id} needs a decision on {field}: the rules say {proposed or NONE}, the readings "
            + " and ".join(str(one or NONE) for one in read),
            "add its rows, with a reason (`etl report --owed` lists all that are owed)",
        )


def _decided(field: str, decision: list[HandCode]) -> list[SettledCode]:
    codes = []
    for code in decision:
        if code.value != NONE and code.place:
            origin = "inherited" if code.place.in_heading and field == "theme" else "reviewed"
            codes.append(SettledCode(field, code.value, code.evidence, code.place.line, origin, code.reason))
    return codes


def _ruled(document: Document, unit: Unit, cut: Cut, proposed: list[Code]) -> list[SettledCode]:
    codes = []
    for code in proposed:
        place = find_evidence(code.evidence, document, unit, cut)
        line = place.line if place else unit.first_line
        codes.append(SettledCode(code.field, code.value, code.evidence, line, code.origin, None))
    return codes


def _check_complete(
    document: Document, unit: Unit, path: Path, action_id: str, settled: dict[str, list[SettledCode]]
) -> None:
    for field, most in (("theme", 3), ("engagement", 1), ("nature", 1), ("period", 1)):
        if len(settled[field]) > most or not settled[field] and field != "period":
            raise SourceError(
                document.text_path,
                f"{action_id} has {len(settled[field])} codes for {field}",
                f"decide in {path.name}: "
                + ("a primary theme and two more at most" if most > 1 else f"{'at most' if field == 'period' else 'exactly'} one"),
                unit.first_line,
            )
