"""The text of a unit in pieces, each with what its words are worth where they stand.

The title of a fiche and the words before a purpose (« pour », « afin de »…) name the object acted on; what follows
names aims, means and settings, and brackets hold examples.
"""

from __future__ import annotations

import re

from etl.coding.terms import Passage
from etl.models import Unit

# Measured on the documents that the terms were made on (data/codebook/README.md).
_LABEL, _TITLE, _BEFORE_PURPOSE, _AFTER_PURPOSE, _DETAIL = 4.0, 2.0, 1.0, 0.5, 0.3
_PURPOSE = re.compile(
    r"\b(?:pour(?! tou(?:s|tes)\b)|afin de?|en vue de?|en lien avec|dans le cadre|via|notamment"
    r"|permettant|favorisant|en partenariat|visant|dans (?:la|une) perspective|face aux?)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(\([^()]*\))")

Zones = list[tuple[Passage, float]]


def zones_of(unit: Unit) -> Zones:
    """The unit's text in pieces, each with what its words are worth."""
    zones: list[tuple[str, float]] = []
    for text, worth in texts_of(unit):
        is_whole = worth in (_LABEL, _DETAIL)
        zones += [(text, worth)] if is_whole else [(clause, worth * of) for clause, of in _clauses(text)]
    return [(Passage.of(text), worth) for text, worth in zones if text.strip()]


def statements(unit: Unit) -> list[Passage]:
    """The unit's text in pieces that end at brackets alone: who pays is said across « pour » and « via »."""
    return [Passage.of(piece) for text, _ in texts_of(unit) for piece in _BRACKETS.split(text) if piece.strip()]


def texts_of(unit: Unit) -> list[tuple[str, float]]:
    """The unit's title, label, text and lines of detail, as far as each says more than the others, with their worth."""
    texts: list[tuple[str, float]] = []
    if not unit.text.startswith(unit.title) or (unit.text == unit.title and unit.detail):
        texts.append((unit.title, _TITLE))
    if unit.label:
        texts.append((unit.label, _LABEL))
    if not texts or unit.text != unit.title:
        texts.append((unit.text, 1.0))
    if unit.whole_detail:
        texts += [(line, _DETAIL) for line in unit.whole_detail.split("\n")]
    return texts


def _clauses(text: str) -> list[tuple[str, float]]:
    """The text cut at brackets and at the first purpose; one that opens the text ends at its comma."""
    clauses: list[tuple[str, float]] = []
    worth = _BEFORE_PURPOSE
    for piece in _BRACKETS.split(text):
        if _BRACKETS.fullmatch(piece):
            clauses.append((piece, _DETAIL))
            continue
        if not clauses and _PURPOSE.match(piece) and "," in piece:
            clauses.append((piece[: piece.index(",")], _AFTER_PURPOSE))
            piece = piece[piece.index(",") :]
        purpose = _PURPOSE.search(piece, 1)
        cut = purpose.start() if purpose else len(piece)
        clauses.append((piece[:cut], worth))
        worth = _AFTER_PURPOSE if purpose else worth
        clauses.append((piece[cut:], worth))
    return clauses
