"""Who pays and how much, as the fields of a unit say it: every sum with its basis and period, every payer with its
certainty; words that hold neither are told as unread. Nothing is inferred: a sum without HT or TTC has no basis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from etl.money import MONEY
from etl.readers.fields.bodies import body_of
from etl.readers.fields.columns import field_of, says_hoped
from etl.readers.fields.payer_cells import HOPED_FOR, is_hoped, refuses, said_of_payer, says_no
from etl.readers.fields.payer_clauses import ONLY_SUM, clauses, clauses_in_lines
from etl.readers.fields.payer_lists import (
    AND_OF,
    REMARK,
    bare_name,
    begins_payer,
    is_own_money,
    named_in,
    names_of,
    own_words,
)
from etl.readers.fields.payer_names import HOPED, NOBODY, NOTHING, OWN, YES, names_payer
from etl.readers.fields.payer_shares import A_SHARE, NO_SHARE, SHARE_FIRST, share_of
from etl.readers.fields.stated_sums import BASIS, PER, StatedSum, has_unsure, hedged, plain_number, sums_of

_IN_BRACKETS = re.compile(r"\(\s*\d[\d\s.,]{2,}\)")
_BARE = re.compile(r"\d+(?:[.,]\d+)?")
# What a column counts, where it counts no single euros.
_MANY = (
    (1_000_000, re.compile(r"\bM ?€|\bMEUR\b|\bmillions? d.?euros?|\ben millions?\b", re.I)),
    (1_000, re.compile(r"\bk ?€|\bkEUR\b|\bmilliers? d.?euros?|\bk ?euros?\b", re.I)),
)
_DEPENDS = re.compile(r"(?:selon|suivant|en fonction|si|sous)\b", re.I)
_COLON = re.compile(r"\s*:\s+")
_EACH = re.compile(r"\bchacune?s?\b", re.I)
# « Plancher d’aide FEADER : 4 000 € », « sous réserve des régimes d’aides d’État »: within which somebody may pay.
_OF_RULES = re.compile(
    r"(?:sous réserve )?(?:(?:du|des|de la|les?|la) )?(?:planchers?|plafonds?|seuils?|barèmes?|régimes? d['’]aides?)\b",
    re.I,
)
_DASHES = re.compile(r"[-–—_/\\.…\s]*")
_EITHER = re.compile(r"\s(?:et/ou|ou(?: bien)?|sinon|à défaut)\s", re.I)
# Columns that hold the names of payers, none being one.
_GROUPS = ("Autres", "Autre", "Autres financeurs", "Financeurs", "État et opérateurs")
# A number behind a name, or in the column of a payer, that nothing says to be euros; a year is none.
_UNCOUNTED = re.compile(r"\D(?!(?:19|20)\d\d\s*$)\d[\d\s.,]{2,}\s*$")
_UNCOUNTED_CELL = re.compile(r"\d[\s.]\d{3}(?!\d)|\d{5}")
# « DETR : 18 000 € » in the cell of a cost, on a line or between brackets.
_PAYER_WITHIN = re.compile(
    rf"(?:^|(?<=[;\n(,]))[^\S\n]*(?:[-–•]\s+)?(?P<name>[^\s:;(),€][^:;\n(),€]{{1,79}}?)\s*:\s*{MONEY.pattern}"
    r"(?:\s*(?:HT|TTC)\b)?\s*(?=[;\n),]|$)[;,]?"
)
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)")
# What facts say of how sums are counted: thousands, and the names of their columns with HT or TTC; and the field that
# says so of one unit.
COST = "colonne du coût"
COUNTED = ("unité des montants", COST, "colonne des montants")
COUNTS = "counts"
_OF_MONEY = ("budget", "funders", "funding_text")


@dataclass(frozen=True)
class Unit:
    """What bare numbers of a column count: how many euros one of them is, nothing where none says it, and HT or TTC."""

    euros: int | None
    basis: str

    @classmethod
    def of(cls, column: str, unit: str) -> Unit:
        """The unit that the name of a column, or what stands above its table, says."""
        said = column if BASIS.search(column) else unit
        bases = {one.upper() for one in re.findall(r"\b(?:HT|TTC)\b", said, re.I)}
        is_plain = unit.startswith("euro") or re.search(r"€|\beur(?:os?)?\b", column, re.I)
        of_column = next((many for many, said in _MANY if said.search(column)), None)
        of_table = 1_000_000 if unit.startswith("million") else 1_000 if unit.startswith("millier") else None
        in_euros = of_column or of_table or (1 if is_plain else None)
        return cls(in_euros, bases.pop() if len(bases) == 1 else "")


def _written(eur: Decimal) -> str:
    return format(eur.normalize(), "f")


@dataclass(frozen=True)
class StatedFunder:
    """A payer as written, the body that it is where one is known with its level, what it pays, in what share, and
    `dit` or `envisage`; `is_own` for the bearer's own money, `is_joint` where one sum is of several payers."""

    name: str
    body: str
    level: str
    sum: StatedSum | None
    share: str
    certainty: str
    is_own: bool
    words: str
    is_joint: bool = False

    def paid(self) -> str:
        """What it pays in the words of its clause, with what makes it less than sure; nothing where none is said."""
        said = hedged(self.sum, self.words) if self.sum else ""
        return f"{said} à plusieurs" if said and self.is_joint else said

    def as_json(self) -> dict[str, str]:
        paid = {"eur": _written(self.sum.eur), "basis": self.sum.basis, "per": self.sum.per} if self.sum else {}
        told = {"name": self.name, "body": self.body, "level": self.level, "share": self.share}
        told |= {"joint": "oui"} if self.is_joint else {}
        return {**told, **paid, "certainty": self.certainty, "own": "oui" if self.is_own else "", "words": self.words}


@dataclass(frozen=True)
class Funding:
    """The sums of a unit, its payers, the words of its fields that say neither, and all words of its cost."""

    sums: tuple[StatedSum, ...]
    funders: tuple[StatedFunder, ...]
    unread: tuple[str, ...]
    cost: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "sums": [asdict(one) | {"eur": _written(one.eur)} for one in self.sums],
            "funders": [one.as_json() for one in self.funders],
            "unread": list(self.unread),
        }

    def lines(self) -> list[str]:
        """What is said of money, a line each, in French and in the document's words."""
        roles = {"whole": "coût", "part": "dont", "ceiling": "plafond"}
        said = [f"{roles[one.role]} : {one.said()}" for one in self.sums]
        if self.sums and any(map(str.isalpha, _beside(self.cost, self.sums))):
            # « 150 000 € chacun », « environ 20 000 € »: the sums alone would say another cost.
            said = [f"coût : {' ; '.join(filter(None, map(str.strip, self.cost.splitlines())))}"]
        for one in self.funders:
            who = "part propre" if one.is_own else "payeur envisagé" if one.certainty == "envisage" else "payeur"
            said.append(
                f"{who} : {one.name}{f', {one.paid()}' if one.sum else ''}{f', {one.share}' if one.share else ''}"
            )
        return [*said, *(f"non lu : {one}" for one in self.unread if f"coût : {one}" not in said)]


def counted_by(fields: Mapping[str, Any], facts: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a unit whose table counts its sums as these facts say, whatever others of its file do."""
    said = {COUNTS: {name: facts.get(name, "") for name in COUNTED}} if any(map(fields.get, _OF_MONEY)) else {}
    return {**fields, **said}


def _beside(cost: str, sums: Sequence[StatedSum]) -> str:
    """The words of a cost beside its sums and their bases."""
    for one in sums:
        cost = cost.replace(one.words, " ", 1)
    return re.sub(r"\b(?:HT|TTC)\b", " ", cost)


def funding_of(fields: Mapping[str, Any], facts: Mapping[str, str]) -> Funding:
    """What the fields of a unit say of money, the facts of its file saying in what its columns count, unless its own
    table counts otherwise (`COUNTS`)."""
    facts = {**facts, **fields.get(COUNTS, {})}
    table = facts.get("unité des montants", "")
    costs, amounts = (Unit.of(facts.get(f"colonne {name}", ""), table) for name in ("du coût", "des montants"))
    budget, told = fields.get("budget"), str(fields.get("funding_text") or "")
    # « 95 000 € TTC par an – Anah : 50 % ; … »: what the whole costs may stand before who pays.
    head, dash, rest = told.partition(" – ")
    if dash and not any(body_of(clause) for clause in clauses(head)):
        budget, told = head if budget is None else budget, rest
    first, _, rest = told.partition("\n")
    if budget is None and ONLY_SUM.fullmatch(first):
        budget, told = first, rest
    budget, within = _without_payers(budget)
    sums = _budget(budget, fields.get("basis"), costs)
    unread = [str(budget)] if budget is not None and (not sums or has_unsure(_cost(budget))) else []
    written, missed = _read(told, amounts)
    written += _read(within, amounts)[0]
    paired, missed_too = _read(fields.get("funders"), amounts)
    # Where a text says more of a payer than its cell does, the text is taken; a cell that says another sum stays.
    kept = [one for one in paired if not any(_says_more(other, one) for other in written)]
    return Funding(tuple(sums), (*written, *kept), (*unread, *missed, *missed_too), _cost(budget))


def _without_payers(budget: Any) -> tuple[Any, str]:
    """The words of a cost without the payers that it names with their sums, and the words of these."""
    if not isinstance(budget, str):
        return budget, ""
    found: list[str] = []

    def taken(match: re.Match[str]) -> str:
        name = bare_name(match["name"])
        is_own = OWN.fullmatch(name) and not name.casefold().startswith("budget")
        if not (is_own or body_of(name)):
            return match.group()
        found.append(match.group().strip(" ;,\n"))
        return ""

    rest = _PAYER_WITHIN.sub(taken, budget)
    return (_EMPTY_BRACKETS.sub("", rest).strip(" ;,\n") or None, "\n".join(found)) if found else (budget, "")


def _cost(budget: Any) -> str:
    if isinstance(budget, list):
        return " ; ".join(filter(None, map(_cost, budget)))
    return "" if budget is None else str(budget).strip()


def _read(value: Any, unit: Unit) -> tuple[list[StatedFunder], list[str]]:
    found, unread = [], []
    for group, told, share in _clauses(value):
        for one in _funders(group, told, share, unit):
            if one is None:
                # An empty cell and one with a dash say the same.
                said = str(share if told is None else told)
                words = f"{group} : {said}" if group else said
                unread += [words] if not _DASHES.fullmatch(said) and words not in unread else []
            else:
                found.append(one)
        is_bare = bool(_BARE.fullmatch(str(told)) and not NOTHING.fullmatch(str(told)))
        is_open = (group and is_bare and not _number(told, unit)) or _IN_BRACKETS.search(str(told))
        has_number = isinstance(told, str) and not MONEY.search(told) and not (group and _number(told, unit))
        is_uncounted = has_number and (_UNCOUNTED_CELL if group else _UNCOUNTED).search(told)
        is_left = is_open or is_uncounted or has_unsure(str(told)) or _are_several(told)
        said = f"{group} : {told}" if group else str(told)
        if is_left and said not in unread:
            # Nothing says what the number counts: euros, thousands of them, or shares.
            unread.append(said)
    return found, unread


def _are_several(told: Any) -> bool:
    """Whether a clause states sums of which its payer's may be any."""
    return isinstance(told, str) and bool(sums_of(told)) and _only_sum(told, is_behind=True) is None


def _says_more(text: StatedFunder, cell: StatedFunder) -> bool:
    """Whether words say all of a payer that a cell does."""
    same = text.name.casefold() == cell.name.casefold() or (bool(text.body) and text.body == cell.body)
    if cell.sum is None:
        return same
    # « Contrat de plan : 1,7 M€ » and « État (contrat de plan) » with that sum are one.
    is_equal = text.sum is not None and text.sum.eur == cell.sum.eur
    return is_equal and (same or text.name.casefold() in cell.name.casefold())


def _budget(value: Any, basis: Any, unit: Unit) -> list[StatedSum]:
    """The sums of a field: words, a number, or several of them with their bases beside."""
    if isinstance(value, list):
        bases = basis if isinstance(basis, list) else [basis] * len(value)
        return [one for part, own in zip(value, bases, strict=False) for one in _budget(part, own, unit)]
    number = _number(value, unit, str(basis or ""))
    if number or not isinstance(value, str):
        return [number] if number else []
    said = BASIS.search(str(basis or ""))
    beside = said["basis"].upper() if said else ""
    return [replace(one, basis=one.basis or beside) for one in sums_of(value)]


def _number(value: Any, unit: Unit, beside: str = "") -> StatedSum | None:
    """A bare number as a sum; None where it is none, or nothing says what it counts."""
    if value is None or unit.euros is None:
        return None
    counted = plain_number(value, is_of_thousands=unit.euros > 1)
    if counted is None:
        return None
    basis, is_yearly = BASIS.search(beside), bool(PER.search(beside))
    said = basis["basis"].upper() if basis else unit.basis
    return StatedSum(counted * unit.euros, said, "an" if is_yearly else "total", "whole", str(value))


def _clauses(value: Any) -> Iterator[tuple[str, Any, str]]:
    """What a field says of payers, one by one: its column or name, its words or number, its share."""
    if isinstance(value, str):
        yield from (("", clause, "") for clause in clauses_in_lines(value))
    elif isinstance(value, Mapping):
        for group, told in value.items():
            for part in told if isinstance(told, list) else [told]:
                is_words = isinstance(part, str)
                yield from ((group, one, "") for one in (clauses(part) if is_words else [part]) if one != "")
    elif isinstance(value, list):
        for row in value:
            if isinstance(row, list) and row:
                name, amount, *more = [*row, None, None][:3]
                yield str(name), amount, str(more[0] or "")


def _funders(group: str, value: Any, share: str, unit: Unit) -> list[StatedFunder | None]:
    """The payers that a clause, or a cell beside or below the name of one, says; None where it says none."""
    words = "" if value is None else str(value).strip()
    number = _number(value, unit)
    if (number and not number.eur) or NOTHING.fullmatch(words) or refuses(words) or _OF_RULES.match(words):
        return [None]
    if says_hoped(group):
        # « Financeurs potentiels : Région ; Département »: none of them pays yet.
        return [one and replace(one, certainty="envisage") for one in _funders("", value, share, unit)]
    if group and words and share and not A_SHARE.search(share) and refuses(share):
        # « Région | 30 000 € | refusée »
        return [None]
    if group and says_no(words if words else share) and (words or share):
        if not A_SHARE.search(share):
            return [None]
        words, value = "", None
    if number or not words:
        # The column or the cell beside names the payer.
        said = _funder(group, number, share if A_SHARE.search(share) else "", f"{group} : {words}" if words else group)
        return [said and replace(said, certainty=HOPED_FOR) if HOPED.search(share) else said]
    first = SHARE_FIRST.match(words) if not group else None
    if first and begins_payer(rest := words[first.end() :]):
        # « 50 % agence de l’eau », « Financement à 80 % par l’État ».
        words = f"{rest} : {first['share']}"
    name, *more = _COLON.split(words, maxsplit=1)
    told = more[0] if more else ""
    if group and told and YES.fullmatch(name.strip()):
        return _funders(group, told, share, unit)
    if says_no(told) and told and not HOPED.search(told):
        return [None]
    if told and (not named_in(name) or (body_of(told) and not (body_of(name) or is_own_money(bare_name(name))))):
        # « Investissement : Région », « Pistes : Région, LEADER »: a label, behind which payers stand.
        behind = [one for clause in clauses(told) for one in _funders("", clause, share, unit)]
        is_open = HOPED.search(name) or _DEPENDS.match(name)
        return [one and replace(one, certainty="envisage") for one in behind] if is_open else behind
    found = _only_sum(told or words, is_behind=bool(told or group)) or _number(told, unit)
    # « x », « à solliciter » or « 183 735 € » in the column of a payer; in a column of several, words name one.
    is_of_group = not _is_several(group) or YES.fullmatch(words) or HOPED.fullmatch(words) or sums_of(words)
    if group and not more and not body_of(name) and is_of_group:
        said = _funder(group, found, share or share_of(words, 1), f"{group} : {words}")
        is_unsure = is_hoped(group) or bool(HOPED.search(words) or HOPED.search(share))
        certainty = HOPED_FOR if is_unsure else said_of_payer(words) if not _is_several(group) else "dit"
        return [said and replace(said, certainty=certainty) if certainty else None]
    is_one = OWN.match(bare_name(name)) and AND_OF.search(name)
    names = [name] if is_one else [one for part in names_of(name) for one in names_of(named_in(part) or part)]
    share = share or share_of(told if more else name, len(names))
    if (found and not found.eur) or NO_SHARE.fullmatch(share):
        return [None]
    if _EITHER.search(REMARK.sub(" ", name)):
        # « Région ou Département »: one of them, and nobody says which.
        return [
            one and replace(one, certainty=HOPED_FOR) for one in (_funder(part, None, share, words) for part in names)
        ]
    named = [_funder(part, found, share, words, own_words(part, names, words)) for part in names]
    if sum(map(bool, named)) > 1 and found and not _EACH.search(told):
        # One sum of several payers is of none of them alone.
        return [one and replace(one, is_joint=True) for one in named]
    return named


def _only_sum(words: str, is_behind: bool) -> StatedSum | None:
    """The sum that words say of a payer; None where they say several of which it may be any: one a year, a whole and
    its part before the payer's name."""
    said = sums_of(words)
    alike = [one for one in said[1:] if (one.per, one.basis) == (said[0].per, said[0].basis)]
    return said[0] if said and all(one.role == "part" and is_behind for one in alike) else None


def _is_several(group: str) -> bool:
    """Whether a column or label holds the names of payers, its own being none."""
    return group in _GROUPS or field_of(group) in ("funders", "funding_text")


def _funder(
    name: str, paid: StatedSum | None, share: str, words: str, own_words: str | None = None
) -> StatedFunder | None:
    """A payer by its bare name; None where no name is left. `own_words`: those that say how sure it is, where they are
    less than all."""
    bare = bare_name(name)
    if not any(sign.isalpha() for sign in bare) or NOBODY.fullmatch(bare):
        return None
    is_own = is_own_money(bare)
    body = None if is_own else body_of(bare) or body_of(name)
    if not (is_own or body or names_payer(bare)):
        return None
    return StatedFunder(
        bare, body.name if body else "", body.level if body else "", paid, share,
        HOPED_FOR if is_hoped(words if own_words is None else own_words) else "dit", is_own, words,
    )  # fmt: skip
