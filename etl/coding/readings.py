"""Readings and decisions: what people coded, a row a code, in files that name the unit by its identifier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.coding.codebook import FIELDS, Codebook
from etl.coding.values import QUALIFIERS, bare, qualified
from etl.csvfiles import Row, read_csv
from etl.models import Cut, Document, Unit
from etl.text import plain

COLUMNS = ("action_id", "field", "value", "evidence", "reason")
NONE = "-"


@dataclass(frozen=True)
class Place:
    """Where evidence stands: its line in the document, and whether that line is a heading above the unit."""

    line: int
    in_heading: bool


@dataclass(frozen=True)
class HandCode:
    """A code given by a person. `value` is `-` where the person decided that there is none."""

    value: str
    evidence: str
    reason: str
    place: Place | None


# Codes by (action_id, field), in the order of the file: the first theme is the primary one.
Reading = dict[tuple[str, str], list[HandCode]]


def read_reading(path: Path, document: Document, cut: Cut, identifiers: list[str], codebook: Codebook) -> Reading:
    """One person's codes for one document, every code and every word of evidence checked.

    Raises:
        SourceError: an action that does not exist, an unknown code, or evidence that the unit does not say.
    """
    units = dict(zip(identifiers, cut.units, strict=True))
    reading: Reading = {}
    for row in read_csv(path, COLUMNS):
        if row["action_id"] not in units:
            raise row.error(
                f"{document.document_id} has no action {row['action_id']!r}",
                "its words have changed or it is gone: code it anew under its new identifier (etl report --units)",
            )
        if row["field"] not in FIELDS:
            raise row.error(f"unknown field {row['field']!r}", f"write one of {', '.join(FIELDS)}")
        place = None
        if row["value"] != NONE:
            check_value(row, codebook)
            place = find_evidence(row["evidence"], document, units[row["action_id"]], cut, row["field"] == "funder")
            if place is None:
                raise row.error(
                    f"« {row['evidence'][:80]} » is not found in {row['action_id']} nor above it",
                    "copy the evidence from the document word for word",
                )
        codes = reading.setdefault((row["action_id"], row["field"]), [])
        value = row["value"] if row["value"] == NONE else qualified(row["field"], row["value"])
        if any(bare(row["field"], code.value) == bare(row["field"], value) for code in codes):
            raise row.error(f"{row['value']!r} stands twice for this action", "remove one of the two rows")
        if codes and NONE in (row["value"], codes[0].value):
            raise row.error(f"{NONE!r} stands beside a code for {row['field']}", "decide for none, or for codes")
        codes.append(HandCode(value, row["evidence"], row["reason"], place))
    return reading


def check_value(row: Row, codebook: Codebook) -> None:
    """That the row's value is one that its field may take."""
    field, value = row["field"], row["value"]
    if field == "period":
        start, _, end = value.partition("/")
        if not (start.isdigit() and (end.isdigit() or not end)) or (end and int(end) < int(start)):
            raise row.error(f"{value!r} is no period", "write 2015/2017, 2019/2019, or 2012/ where the end is open")
    elif field == "part":
        codebook.check(row, "funder", value)
    elif field in QUALIFIERS:
        codes, _, qualifier = qualified(field, value).rpartition(":")
        code, _, role = codes.partition(":")
        codebook.check(row, field, code)
        if field == "funder":
            codebook.check(row, "role", role)
        if qualifier not in QUALIFIERS[field]:
            raise row.error(f"{value!r} ends with {qualifier!r}", f"end it with {' or '.join(QUALIFIERS[field])}")
    else:
        codebook.check(row, field, value)


def find_evidence(evidence: str, document: Document, unit: Unit, cut: Cut, introduced: bool = False) -> Place | None:
    """The place of these words in the unit, else in the headings above it, else None.

    `introduced` also looks in the lines that introduce the unit's list: who pays is said there for all of it.
    """
    wanted = plain(evidence)
    if not wanted:
        return None
    line = line_of(wanted, document, unit.lines)
    if line:
        return Place(line, False)
    for heading in cut.path(unit):
        if wanted in heading.label or wanted in plain(document.lines[heading.line - 1]):
            return Place(heading.line, True)
    line = line_of(wanted, document, _introduction(unit, cut)) if introduced else None
    return Place(line, False) if line else None


def _introduction(unit: Unit, cut: Cut) -> list[int]:
    """The lines between a unit and the heading above it that are of no unit."""
    taken = {line for other in cut.units for line in other.lines}
    above = cut.path(unit)
    return [line for line in range(above[0].line + 1, unit.first_line) if line not in taken] if above else []


def line_of(wanted: str, document: Document, lines: Iterable[int]) -> int | None:
    """The line on which these words begin, looking also across line ends."""
    numbered = [(line, plain(document.lines[line - 1])) for line in lines if line <= len(document.lines)]
    for line, words in numbered:
        if wanted in words:
            return line
    for at, (line, words) in enumerate(numbered):
        following = " ".join(filter(None, [words, *(more for _, more in numbered[at + 1 :])]))
        if words and following.find(wanted) in range(len(words)):
            return line
    return None
