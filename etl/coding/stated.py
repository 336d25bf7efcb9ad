"""Codes that the fields of a planner's file state: who pays, who takes part, how far an action is, and when.

Where a field states what a rule would guess, the field wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from etl.coding.calendars import years_of
from etl.coding.codebook import Codebook
from etl.coding.degrees import degree_of
from etl.coding.partners import partners_of
from etl.coding.payers import FUNDS_OF
from etl.coding.readings import line_of
from etl.coding.rules import Code
from etl.models import Document, Unit
from etl.plans.territory import slug
from etl.readers.fields.funding import StatedFunder, funding_of
from etl.text import fold, plain

# A level of a body of which nothing says what it is, and the theme of an action of which nothing says what it is about:
# they stand in a base that needs them alone.
UNKNOWN_LEVEL = {"level": "a-preciser", "rank": "98", "label": "Niveau à préciser"}
UNCHOSEN_THEME = {
    "theme_id": "a-choisir",
    "rank": "99",
    "label": "Thème à choisir",
    "is_focus": "0",
    "definition": "Les règles n’y lisent aucun thème : une relecture en choisira un.",
}
# Of a name what may stand before the body: « l’ », « la ».
_LONGEST_LABEL, _LONGEST_ARTICLE = 80, 3


class StatedBodies:
    """The bodies that fields name: those of the codebook, as the rules find them in any text, and new ones, which get
    rows of their own."""

    def __init__(self, codebook: Codebook) -> None:
        self.rows: list[dict[str, str]] = []
        self._rules = codebook.rules
        # « Communes » means nothing certain in a sentence, and is a body where a field for payers says it.
        self._labels = {fold(row["label"]): code for code, row in codebook.lists["funder"].items()}
        self._taken = set(codebook.lists["funder"])

    def id_of(self, funder: StatedFunder) -> str:
        """The identifier of a payer: one code for a body, whether a field or a sentence names it."""
        return self._known(funder.name) or self._added(funder)

    def _known(self, name: str) -> str:
        """The code of the body that a name begins with, or of the fund behind it (« État (DSIL) »)."""
        hits = self._rules.every_hit("funder", name)
        if not hits or len(name[: hits[0].start].strip()) > _LONGEST_ARTICLE:
            return ""
        levels = self._rules.levels
        funds = (
            hit.code for hit in hits[1:] if levels[hit.code] == levels[hits[0].code] and levels[hit.code] in FUNDS_OF
        )
        return next(funds, hits[0].code)

    def _added(self, funder: StatedFunder) -> str:
        name = funder.body or funder.name
        label = name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1].rstrip()}…"
        if fold(label) in self._labels:
            return self._labels[fold(label)]
        code = slug(label)
        while code in self._taken:
            code += "-bis"
        self._taken.add(code)
        self._labels[fold(label)] = code
        self.rows.append(
            {
                "funder_id": code,
                "label": label,
                "level": funder.level or UNKNOWN_LEVEL["level"],
                "definition": "Organisme que nomme un plan apporté par un planificateur.",
            }
        )
        return code


def stated_codes(document: Document, unit: Unit, codebook: Codebook, bodies: StatedBodies) -> dict[str, list[Code]]:
    """What the fields of a unit state, by field of the codebook; fields that state nothing are absent."""
    found: dict[str, list[Code]] = {
        "engagement": list(stated_engagement(unit.fields.get("status"))),
        "period": _period(unit.fields),
    }
    payers, parts = _payers(document, unit, bodies)
    if payers:
        paying = {one.value.split(":")[0] for one in payers}
        found |= {"funder": [*payers, *_partners(document, unit, codebook, paying)], "part": parts}
    return {name: codes for name, codes in found.items() if codes}


def _payers(document: Document, unit: Unit, bodies: StatedBodies) -> tuple[list[Code], list[Code]]:
    payers: dict[str, Code] = {}
    parts: dict[str, Code] = {}
    for funder in funding_of(unit.fields, document.facts).funders:
        if funder.is_own:
            continue
        code = bodies.id_of(funder)
        # Said once to pay and once hoped for: it pays.
        if code not in payers or ":envisage" in payers[code].value:
            words = _found(document, unit, funder.words, funder.name, funder.sum.words if funder.sum else "")
            # Elsewhere the head of a column names the payer, and its cell says « x »: both are the document’s words.
            payers[code] = Code("funder", f"{code}:financeur:{funder.certainty}", words or funder.words, "stated")
        # A bare number of a column says nothing without its head: it is told with the unit's fields.
        if (funder.sum or funder.share) and _found(document, unit, funder.words):
            parts.setdefault(code, Code("part", code, funder.words, "stated"))
    return list(payers.values()), list(parts.values())


def stated_sums(document: Document, unit: Unit, bodies: StatedBodies) -> dict[str, str]:
    """By payer the sums that the fields of a unit state of it, in the document's words with their basis and period."""
    found: dict[str, list[str]] = {}
    for funder in funding_of(unit.fields, document.facts).funders:
        # One sum of several payers is of none of them alone.
        is_alone = not funder.is_own and not funder.is_joint
        if funder.sum and is_alone and not funder.sum.is_too_low:
            found.setdefault(bodies.id_of(funder), []).append(funder.paid())
    return {code: " ; ".join(dict.fromkeys(sums)) for code, sums in found.items()}


def _found(document: Document, unit: Unit, *candidates: str) -> str:
    """The first of these words that the unit's lines say one after the other; nothing where they say none."""
    return next((words for words in candidates if words and line_of(plain(words), document, unit.lines)), "")


def _partners(document: Document, unit: Unit, codebook: Codebook, payers: set[str]) -> Iterator[Code]:
    seen = {*payers, *document.bearers}
    for partner in partners_of(str(unit.fields.get("partners") or ""), codebook):
        code = partner.value.split(":")[0]
        if code not in seen:
            seen.add(code)
            yield partner


def stated_engagement(status: Any) -> Iterator[Code]:
    """The degree of commitment that the state of an action says; none where it says neither."""
    said = str(status or "").strip()
    degree = degree_of(said)
    if degree:
        yield Code("engagement", degree, said, "stated")


def _period(fields: Mapping[str, Any]) -> list[Code]:
    years, said = years_of(fields)
    return [Code("period", years, said, "stated")] if years else []
