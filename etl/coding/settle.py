"""From proposals, two readings and decisions to the settled codes of a document.

A decision is owed wherever the two readings differ, or agree against the rules, and where the rules qualify a code
(« envisagé », « cité »), of which the readings say nothing. Where all agree nothing needs deciding, and the rules' own
words are the evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from etl.coding.codebook import FIELDS, Codebook
from etl.coding.readings import NONE, HandCode, Reading, find_evidence, read_reading
from etl.coding.rules import Code
from etl.coding.stated import UNCHOSEN_THEME
from etl.coding.values import ACTS, bare, is_usual
from etl.errors import SourceError
from etl.models import Cut, Document, Unit

# What the fields of a unit state, by field of the codebook; a field that states nothing is absent.
Stated = Callable[[Unit], dict[str, list[Code]]]


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
    """A unit with the rules' proposal, the readings' codes, what was settled and what a person decided, by field.

    Proposals and readings hold bare values, as they are compared: the readings were made before there were qualifiers.
    A reading is None where it does not know the unit, which was cut after it.
    """

    action_id: str
    unit: Unit
    proposed: dict[str, list[str]]
    readings: tuple[dict[str, list[str]] | None, ...]
    settled: dict[str, list[SettledCode]]
    decided: dict[str, list[HandCode]]

    def values(self, field: str) -> list[str]:
        """The settled codes of a field, bare."""
        return [bare(field, code.value) for code in self.settled[field]]


@dataclass(frozen=True)
class OwedDecision:
    """A field of an action on which rules and readings differ and nobody has decided."""

    action_id: str
    field: str
    proposed: list[str]
    readings: list[list[str] | None]


def code_document(
    document: Document, cut: Cut, identifiers: list[str], codebook: Codebook, stated: Stated = lambda unit: {}
) -> list[CodedUnit]:
    """All units of a document, coded; `stated` gives the codes that the fields of a unit state.

    Raises:
        SourceError: a unit without a theme, a decision that is owed and missing, or one without a reason.
    """
    coded = coded_units(document, cut, identifiers, codebook, stated)
    owed = owed_decisions(coded)
    if owed:
        first = owed[0]
        raise SourceError(
            _decisions_path(document, codebook),
            f"{first.action_id} needs a decision on {first.field}: the rules say {first.proposed or NONE}, the "
            "readings " + " and ".join(str(reading or NONE) for reading in first.readings),
            f"add its rows, with a reason (`python -m etl report --owed` lists all {len(owed)} that are owed)",
        )
    for unit in coded:
        _check_complete(document, unit, _decisions_path(document, codebook))
    return coded


def owed_decisions(coded: list[CodedUnit]) -> list[OwedDecision]:
    """Where the readings differ, agree against the rules, or say nothing of what the rules propose, and no decision is
    recorded: no « envisagé », no « cité » and no unit cut anew stands on a rule alone once a document has been read.
    """
    return [
        OwedDecision(
            unit.action_id,
            field,
            [bare(field, code.value) if is_usual(field, code.value) else code.value for code in unit.settled[field]],
            [reading[field] if reading else None for reading in unit.readings],
        )
        for unit in coded
        for field in FIELDS
        if field not in unit.decided and not _agreed(unit, field)
    ]


def _agreed(unit: CodedUnit, field: str) -> bool:
    """Whether the rules say of a field what every reading of the document says; a document nobody read agrees."""
    if not unit.readings:
        return True
    if None in unit.readings:
        return not unit.settled[field]
    return all(reading and same(field, unit.proposed[field], reading[field]) for reading in unit.readings) and all(
        is_usual(field, code.value) for code in unit.settled[field]
    )


def _decisions_path(document: Document, codebook: Codebook) -> Path:
    # A plan folder that a planner brought has them with it.
    own = document.folder / "decisions.csv"
    if document.territory is not None:
        return own
    return codebook.folder / "decisions" / f"{document.document_id}.csv"


def coded_units(
    document: Document, cut: Cut, identifiers: list[str], codebook: Codebook, stated: Stated = lambda unit: {}
) -> list[CodedUnit]:
    """All units of a document with whatever codes there are, decisions owed or not."""
    name = f"{document.document_id}.csv"
    files = [codebook.folder / "readings" / order / name for order in ("first", "second")]
    readings = [read_reading(path, document, cut, identifiers, codebook) for path in files if path.exists()]
    decisions_path = _decisions_path(document, codebook)
    decisions = (
        read_reading(decisions_path, document, cut, identifiers, codebook) if decisions_path.exists() else Reading()
    )
    for (action_id, field), codes in decisions.items():
        if not all(code.reason for code in codes):
            raise SourceError(
                decisions_path, f"the decision on {field} of {action_id} has no reason", "say why, in French"
            )
    imposed = document.settings.get("engagement")
    coded = []
    for action_id, unit in zip(identifiers, cut.units, strict=True):
        proposal = codebook.rules.propose(
            unit, cut, str(imposed) if imposed else None, document.bearers, document.grantor
        )
        proposed = {field: [code for code in proposal if code.field == field] for field in FIELDS} | stated(unit)
        proposed["scheme"] += _funds(proposed, codebook)
        if not proposed["theme"] and document.territory is not None:
            # A planner chooses when reviewing; until then the action is compared by all else.
            proposed["theme"] = [Code("theme", UNCHOSEN_THEME["theme_id"], unit.title, "rule")]
        decided = {field: decisions[action_id, field] for field in FIELDS if (action_id, field) in decisions}
        coded.append(
            CodedUnit(
                action_id,
                unit,
                {field: [bare(field, code.value) for code in codes] for field, codes in proposed.items()},
                tuple(_reading_of(action_id, reading) for reading in readings),
                {
                    field: _decided(field, decided[field])
                    if field in decided
                    else _ruled(document, unit, cut, proposed[field])
                    for field in FIELDS
                },
                decided,
            )
        )
    return coded


def _funds(proposed: dict[str, list[Code]], codebook: Codebook) -> list[Code]:
    """The payers that are schemes too (LEADER), where no scheme is proposed for them yet."""
    there = {bare("scheme", code.value) for code in proposed["scheme"]}
    payers = {bare("funder", code.value).split(":")[0]: code for code in proposed["funder"]}
    return [
        Code("scheme", f"{payer}:{ACTS}", code.evidence, code.origin)
        for payer, code in payers.items()
        if payer in codebook.lists["scheme"] and payer not in there
    ]


def same(field: str, one: list[str], other: list[str]) -> bool:
    """Whether two codings of a field agree: the primary theme and the set of all, elsewhere the set."""
    return set(one) == set(other) and (field != "theme" or one[:1] == other[:1])


def _reading_of(action_id: str, reading: Reading) -> dict[str, list[str]] | None:
    if not any((action_id, field) in reading for field in FIELDS):
        return None
    return {field: _values(field, reading.get((action_id, field), [])) for field in FIELDS}


def _values(field: str, codes: list[HandCode]) -> list[str]:
    return [bare(field, code.value) for code in codes if code.value != NONE]


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


def _check_complete(document: Document, coded: CodedUnit, path: Path) -> None:
    for field, least, most in (("theme", 1, 3), ("engagement", 1, 1), ("nature", 1, 1), ("period", 0, 1)):
        found = len(coded.settled[field])
        if not least <= found <= most:
            raise SourceError(
                document.text_path,
                f"{coded.action_id} has {found} codes for {field}",
                f"decide in decisions/{path.name}: from {least} to {most} codes",
                coded.unit.first_line,
            )
    payers = {code.value.split(":")[0] for code in coded.settled["funder"] if ":financeur:" in code.value}
    for code in coded.settled["part"]:
        if code.value not in payers:
            raise SourceError(
                document.text_path,
                f"{coded.action_id} gives a part to {code.value}, which is no financeur of it",
                f"decide in decisions/{path.name}: a part belongs to a body that pays",
                coded.unit.first_line,
            )
