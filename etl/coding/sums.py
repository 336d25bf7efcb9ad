"""Sums that the fields of a planner's file state of an action: those of which nothing is in doubt, and the words of the
others, which are told and not guessed at.

What an action costs, what a payer gives, what it might give and the bearer's own part are four kinds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from etl.coding.readings import line_of
from etl.coding.stated import StatedBodies
from etl.models import Document, Unit
from etl.money import MONEY, euros
from etl.readers.fields.funding import StatedFunder, funding_of
from etl.readers.fields.payer_lists import PURPOSE
from etl.readers.fields.payer_names import HOPED
from etl.readers.fields.stated_sums import StatedSum
from etl.text import plain

COST, GIVEN, HOPED_FOR, OWN = "cout-action", "participation", "participation-envisagee", "part-propre"
# Kinds that stand in a base of plans that planners brought alone. Sums of two of them never stand together.
KINDS = (
    {"kind": COST, "label": "Coût d’une action", "standing": "cout",
     "definition": "Ce que l’action coûte, comme un champ du plan le dit : ce n’est la somme d’aucun payeur."},
    {"kind": GIVEN, "label": "Participation d’un payeur", "standing": "participation",
     "definition": "Ce qu’un payeur apporte à une action, comme un champ du plan le dit."},
    {"kind": HOPED_FOR, "label": "Participation envisagée", "standing": "participation-envisagee",
     "definition": "Ce qu’un payeur pourrait apporter à une action, dit un champ du plan : rien n’est acquis."},
    {"kind": OWN, "label": "Part propre du porteur", "standing": "part-propre",
     "definition": "Ce que le porteur du plan met lui-même dans une action, comme un champ du plan le dit."},
)  # fmt: skip
YEARLY = "an"
_SCOPE = "operation"
_FIELD = {COST: "Coût", GIVEN: "Financeurs", HOPED_FOR: "Financeurs", OWN: "Financeurs"}
_LONGEST_TITLE = 80
# Beside a sum, words that leave no doubt of what it is of; what else stands there may mean anything.
_PLAIN_WORDS = re.compile(
    r"\b(?:co[uû]ts?|budgets?|montants?|participations?|subventions?|aides?|financements?|total(?:e|aux)?|global(?:e"
    r"|aux)?|"
    r"pr[ée]visionnel(?:le)?s?|estim(?:[ée]e?s?|atifs?|ation)|l['’]action|l['’]op[ée]ration|du projet|à hauteur de|"
    r"d['’]un montant de|de|du|puis|et|chacune?s?)(?!\w)|[-–—:;,.()=+•*\s]+",
    re.IGNORECASE,
)
# In the field of a cost, beside a sum: what makes it another than the cost, or only a part of it.
_NO_COST = re.compile(r"\b(?:participations?|subventions?|aides?|financements?|chacune?s?)(?!\w)|\+", re.IGNORECASE)
_BELOW_ZERO = re.compile(r"(?:^|\()\s*[-−–]\d")
_CONTAINED = re.compile(r"\b(?:dont|y compris)\b.*", re.IGNORECASE | re.DOTALL)
_PERIOD = re.compile(
    r"\b(?:en|sur|de|pour)\s+(?P<start>(?:19|20)\d\d)(?:\s?[-–/à]\s?(?P<end>(?:19|20)\d\d))?(?!\d)|"
    r"\bsur\s+(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|dix)\s+ans\b",
    re.IGNORECASE,
)
_BASIS = re.compile(r"\b(HT|TTC)\b", re.IGNORECASE)
_BARE = re.compile(r"\d[\d\s.,]*")
_SHARE = re.compile(r"(?<!\d)\d+(?:[.,]\d+)?\s?%")


@dataclass(frozen=True)
class FieldSum:
    """A sum of an action: the meaning of its columns stands in `sql/schema/amount.sql`."""

    kind: str
    funder_id: str | None
    eur: Decimal
    tax_basis: str | None
    per: str | None
    period_words: str | None
    period_start: int | None
    period_end: int | None
    quote: str
    line: int
    said: str


@dataclass(frozen=True)
class UnsureSum:
    """Words of a field that may state a sum, of which it is not sure what."""

    kind: str
    words: str


@dataclass(frozen=True)
class FieldSums:
    """What the fields of an action say of money."""

    sure: list[FieldSum] = field(default_factory=list)
    unsure: list[UnsureSum] = field(default_factory=list)


def field_sums(document: Document, unit: Unit, bodies: StatedBodies) -> FieldSums:
    """The sums that the fields of a unit state, and the words of those of which something is in doubt."""
    told = funding_of(unit.fields, document.facts)
    found: list[tuple[FieldSum | None, UnsureSum]] = []
    for one in (one for one in told.sums if one.role != "part"):
        words = one.words if _BARE.fullmatch(one.words) else told.cost
        rest = _without(words, *(other.words for other in told.sums))
        is_another = _NO_COST.search(_CONTAINED.sub(" ", rest)) or _BELOW_ZERO.search(told.cost)
        sure = None if is_another else _sure(document, unit, COST, None, one, rest, (words, one.words))
        found.append((sure, UnsureSum(COST, words)))
    if told.cost and all(one.role == "part" for one in told.sums):
        found.append((None, UnsureSum(COST, told.cost)))
    for payer in told.funders:
        kind = OWN if payer.is_own else GIVEN if payer.certainty == "dit" else HOPED_FOR
        if payer.sum is None:
            # The ends of a range are no sum.
            found += [(None, UnsureSum(kind, payer.words))] if MONEY.search(payer.words) else []
            continue
        # One sum of several payers is of none of them alone.
        sure = None if payer.is_joint else _paid(document, unit, kind, payer, payer.sum, bodies)
        found.append((sure, UnsureSum(kind, payer.words)))
    found += [
        (None, UnsureSum(GIVEN, words))
        for words in told.unread
        if words != told.cost and (any(euros(words)) or (_BARE.fullmatch(words) and words.strip("0., ")))
    ]
    # Two sums of one kind, payer, basis and period: which of them holds, or what each is of, nobody says.
    alike = Counter(_alike(sure) for sure, _ in found if sure)
    kept = [sure for sure, _ in found if sure and alike[_alike(sure)] == 1]
    left = [unsure for sure, unsure in found if sure is None or alike[_alike(sure)] > 1]
    return FieldSums(kept, list(dict.fromkeys(left)))


def _paid(
    document: Document, unit: Unit, kind: str, payer: StatedFunder, stated: StatedSum, bodies: StatedBodies
) -> FieldSum | None:
    """What a payer gives where its clause leaves no doubt of it; None else."""
    _, colon, told = payer.words.partition(":")
    told = told if colon else payer.words.replace(payer.name, " ", 1)
    rest = _SHARE.sub(" ", HOPED.sub(" ", _without(told, stated.words)))
    rest = PURPOSE.sub(lambda match: match.group() if re.search(r"\d", match.group()) else " ", rest)
    funder = None if kind == OWN else bodies.id_of(payer)
    return _sure(document, unit, kind, funder, stated, rest, (payer.words, told.strip(), stated.words))


def _without(words: str, *others: str) -> str:
    for one in others:
        words = words.replace(one, " ", 1)
    return words


def _alike(one: FieldSum) -> tuple[object, ...]:
    return one.kind, one.funder_id, one.tax_basis, one.per, one.period_words


def _sure(
    document: Document,
    unit: Unit,
    kind: str,
    funder: str | None,
    stated: StatedSum,
    rest: str,
    quotes: Sequence[str],
) -> FieldSum | None:
    """The sum where what its words say beside it, the `rest`, makes nothing else of it, and one of these quotes stands
    at a line; None else."""
    if stated.is_too_low or stated.role != "whole" or stated.per not in ("total", YEARLY) or stated.eur <= 0:
        return None
    rest = _CONTAINED.sub(" ", rest)
    period = _PERIOD.search(rest)
    rest = _PERIOD.sub(" ", rest, count=1)
    bases = {one.upper() for one in _BASIS.findall(rest)}
    basis = stated.basis or (next(iter(bases)) if len(bases) == 1 else "")
    if bases - {basis} or _PLAIN_WORDS.sub("", _BASIS.sub(" ", rest)):
        return None
    said = period.group() if period else ""
    start, end = (int(period[name]) if period and period[name] else None for name in ("start", "end"))
    for quote in quotes:
        line = _line(quote, document, unit)
        if line is not None and (not said or line_of(plain(said), document, [line])):
            return FieldSum(
                kind, funder, stated.eur, basis or None, YEARLY if stated.per == YEARLY else None, said or None,
                start, end, quote, line, stated.said(),
            )  # fmt: skip
    return None


def _line(quote: str, document: Document, unit: Unit) -> int | None:
    """The line at which the words stand; a bare number stands alone there."""
    if not _BARE.fullmatch(quote):
        return line_of(plain(quote), document, unit.lines)
    alone = re.compile(rf"(?<![\d.,]){re.escape(plain(quote))}(?![.,]?\d)")
    return next((line for line in unit.lines if alone.search(plain(document.lines[line - 1]))), None)


def amount_rows(document: Document, unit: Unit, action_id: str, sums: FieldSums) -> Iterator[dict[str, object]]:
    """The rows of `amount` of an action."""
    title = unit.title if len(unit.title) <= _LONGEST_TITLE else f"{unit.title[: _LONGEST_TITLE - 1].rstrip()}…"
    for at, one in enumerate(sums.sure, 1):
        what = " ".join(
            filter(None, [next(kind["label"] for kind in KINDS if kind["kind"] == one.kind), one.tax_basis,
                          "par an" if one.per else ""])
        )  # fmt: skip
        yield {
            "amount_id": f"{action_id}-somme-{at}",
            # The identifier of the action tells two of one title apart.
            "label": f"{what} : {title} ({action_id}, {at})",
            "document_id": document.document_id,
            "line": one.line,
            "funder_id": one.funder_id,
            "eur": one.eur,
            "scope": _SCOPE,
            "kind": one.kind,
            "tax_basis": one.tax_basis,
            "per": one.per,
            "field": _FIELD[one.kind],
            "period_words": one.period_words,
            "period_line": one.line if one.period_words else None,
            "period_start": one.period_start,
            "period_end": one.period_end,
            "part_of": None,
            "parts_complete": False,
            "same_as": None,
            "conflicts_with": None,
            "quote": one.quote,
            "reason": f"Dite par le champ « {_FIELD[one.kind]} » de l’action : {one.said}.",
            "territory_id": document.territory_id,
            "action_id": action_id,
        }


def unsure_rows(action_id: str, sums: FieldSums) -> Iterator[dict[str, object]]:
    """The rows of `unsure_sum` of an action."""
    for rank, one in enumerate(sums.unsure, 1):
        yield {"action_id": action_id, "rank": rank, "kind": one.kind, "words": one.words}
