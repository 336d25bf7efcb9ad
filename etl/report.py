"""What the codings are worth, for people at a terminal; the method page shows the same figures from the database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from etl.coding.agreement import PAIRS, agreements, theme_confusion
from etl.coding.codebook import FIELDS, read_codebook
from etl.coding.readings import NONE
from etl.coding.settle import CodedUnit, coded_units, owed_decisions
from etl.documents import read_documents
from etl.grammars import cut
from etl.identifiers import identify
from etl.sources import Sources


def agreement_report(sources: Sources) -> str:
    """Agreement and κ of every pair of codings on every field, by group of documents; confusion of themes."""
    groups: dict[str, list[CodedUnit]] = {
        "all documents": [unit for plan in sources.plans for unit in plan.units],
        "documents the rules were made on": [
            unit for plan in sources.plans if plan.document.rules_made_on for unit in plan.units
        ],
        "documents the rules' author had not read": [
            unit for plan in sources.plans if not plan.document.rules_made_on for unit in plan.units
        ],
    }
    lines = []
    for name, units in groups.items():
        lines += [f"{name} ({len(units)} units)", f"  {'codings':<30}{'field':<18}{'agree':>12}{'kappa':>8}"]
        for found in agreements(units):
            pair = " / ".join(PAIRS[found.pair])
            score = "" if found.kappa is None else f"{found.kappa:.2f}"
            share = f"{found.agreeing}/{found.units}"
            lines.append(f"  {pair:<30.30}{found.field:<18}{share:>12}{score:>8}")
        lines.append("")
    lines += ["Primary themes that the rules alone confuse (rules -> settled)"]
    lines += _confused(groups["all documents"])
    return "\n".join(lines)


def _confused(units: Sequence[CodedUnit]) -> list[str]:
    confusion = theme_confusion(units, "regles")
    return [f"  {count:>3}  {one} -> {other}" for (one, other), count in confusion.most_common() if one != other]


def units_report(sources: Sources) -> str:
    """Every unit with its identifier, place and settled codes."""
    lines = []
    for plan in sources.plans:
        for coded in plan.units:
            codes = "; ".join(f"{field} {', '.join(coded.values(field))}" for field in FIELDS if coded.values(field))
            lines.append(f"{coded.action_id}  L{coded.unit.first_line}  {coded.unit.title}\n    {codes}")
    return "\n".join(lines)


def owed_report(data: Path) -> str:
    """The decisions that are owed, as rows of a decisions file without their evidence and reason."""
    codebook = read_codebook(data / "codebook")
    lines = []
    for document in read_documents(data / "documents"):
        result = cut(document)
        for owed in owed_decisions(coded_units(document, result, identify(document, result), codebook)):
            said = " | ".join(",".join(values or []) or NONE for values in (owed.proposed, *owed.readings))
            lines.append(f"{document.document_id}: {owed.action_id},{owed.field}: {said}")
    return "\n".join(lines) or "no decision is owed"
