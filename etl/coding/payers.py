"""Bodies as texts name them: with the name that follows, beside a sum, refused, or twice under two names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from etl.coding.terms import Hit, Passage
from etl.money import MONEY

PAYS, SIGNS = "financeur", "contractant"
# There is one of these to a territory: named bare it is the one that is named in full.
_ONE_EACH = ("region", "departement")
# Bodies of which the evidence keeps the name behind the noun.
_WITH_NAMES = (*_ONE_EACH, "agence-eau", "communes", "intercommunalites")
# Levels whose funds have names: « État (DETR) » is the DETR.
FUNDS_OF = frozenset(["etat", "europe"])
# « Région Pays de la Loire », « Département du Finistère », « agence de l’eau Loire-Bretagne ».
_NAME = re.compile(
    r"\s(?:d[eu]s?\s(?:la\s|l['’])?|d['’])?[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*"
    r"(?:[ -](?:de\s|la\s|l['’]|et\s|en\s)*[A-ZÀ-Þ][\w'’-]*)*"
)
_REFUSED = re.compile(
    r"(?<!s['’]il )\bn(?:e|['’])\s?\w+(?:\s\w+)?\s+(?:pas|plus|rien|jamais|aucune?)\b|\brefus\w*|\bnon reten\w+"
    r"|\bsans (?:l['’]|la |le )?(?:aide|participation|financement|soutien)",
    re.IGNORECASE,
)
# « Le projet ne pourra se faire sans l’aide de l’État »: the State is asked to pay.
_CANNOT = re.compile(r"\bn(?:e|['’])\s?(?:se |s['’])?(?:p(?:ourr|eu|ouv)|saur|ser)\w+", re.IGNORECASE)
_SHARE = re.compile(r":\s*\d+(?:[.,]\d+)?\s?%")
_LABEL = re.compile(r"\b(?:co-?)?financeurs?(?:\s+\w+){0,2}\s*:", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
SUM = rf"(?:{MONEY.pattern.replace('?P<number>', '?:').replace('?P<unit>', '?:')}|\d+(?:[.,]\d+)?\s?%)"
# « Europe (FEDER) : 200 k€ », « l’État apporte son soutien pour 62 000 euros »
_SUM_BEHIND = re.compile(
    rf"\s?(?:\([^()]*\)|\))\s?:\s?{SUM}|[^.;:\n]{{0,40}}?\s(?:pour|à hauteur de|jusqu['’]à)\s(?:un montant de\s)?{SUM}"
)
# « 159 855 € (Région, Département) », « les subventions des collectivités (département, région) »
_SUM_BEFORE = re.compile(
    rf"(?:{SUM}|\b(?:subventions?|aides?|(?:co)?financements?|participations?|contributions?) (?:de |des |d['’])"
    r"(?:\w+ )?(?:collectivités|partenaires|financeurs)(?: \w+)?)\s?$"
)
# « aidés à 80 % par l’Europe »: who stands behind pays.
_SHARE_BY = re.compile(r"\d+(?:[.,]\d+)?\s?% par\b")
# « les syndicats mixtes pourront prétendre au soutien de l’État »: who stands before receives.
_RECEIVES = re.compile(
    r"(?:(?!\b(?:dont|que?|et)\b)[^.;:,\n]){0,40}? (?:peu(?:t|vent)|pourr\w+|va|vont|doi(?:t|vent)|devr\w+) "
    r"(?:\w+ment )?(?:prétendre|bénéficier|solliciter|recevoir)\b",
    re.IGNORECASE,
)
# Beyond which a sum or a label says nothing of a body.
_FAR = 300
_SEGMENT_ENDS = ";.\n"


def as_named(hit: Hit, passage: Passage, named: Collection[Hit]) -> str:
    """The words of a body with the name behind them, which ends where another body begins."""
    following = _NAME.match(passage.text, hit.end)
    if hit.code not in _WITH_NAMES or not following:
        return hit.words
    if any(hit.end <= other.start < following.end() for other in named):
        return hit.words
    return passage.text[hit.start : following.end()]


def sums(passage: Passage) -> list[Hit]:
    """Sums of money, shares behind a colon and « Financeurs : », as marks of who pays."""
    return [
        Hit(PAYS, 3, match.start(), match.end(), match.group())
        for pattern in (MONEY, _SHARE, _SHARE_BY, _LABEL)
        for match in pattern.finditer(passage.text)
    ]


def nearest(hit: Hit, words: Sequence[Hit], money: Sequence[Hit], passage: Passage) -> Hit | None:
    """The mark that tells a body's role: the nearest of its own clause, else the nearest word anywhere.

    A sum speaks within its clause only, « Financeurs : » to the end of its line.
    """
    beside = (mark for mark in (*words, *money) if abs(mark.start - hit.start) <= _FAR)
    own = [mark for mark in beside if not _parted(hit, mark, passage)]
    # « Financements : … » on a later line says nothing of who was named before it.
    anywhere = (mark for mark in words if mark.start < hit.start or "\n" not in passage.text[hit.end : mark.start])
    return min(own or anywhere, key=lambda mark: abs(mark.start - hit.start), default=None)


def is_paid_before(passage: Passage, before: str) -> bool:
    """Whether the passage is brackets behind a sum: « 159 855 € (Région, Département) »."""
    return passage.text.startswith("(") and bool(_SUM_BEFORE.search(before[-_FAR:]))


def is_paid_behind(hit: Hit, passage: Passage, behind: str) -> bool:
    """Whether a sum stands behind the brackets that follow a body, or that close on it (« Europe (FEDER) : 200 k€ »).

    `behind` is the text that follows the passage, which ends at brackets.
    """
    return bool(_SUM_BEHIND.match(passage.text[hit.end :] + behind[:_FAR]))


def _parted(hit: Hit, mark: Hit, passage: Passage) -> bool:
    first, last = sorted((hit, mark), key=lambda one: one.start)
    ends = "\n" if _LABEL.fullmatch(mark.words) else _SEGMENT_ENDS
    return any(end in passage.text[first.end : last.start] for end in ends)


def in_brackets(hit: Hit, passage: Passage, following: str) -> str:
    """What stands in brackets right behind a name, in its passage or in the `following` one."""
    found = _BRACKETS.match(passage.text, hit.end)
    if not found and not passage.text[hit.end : hit.end + _FAR].strip():
        found = _BRACKETS.match(following)
    return found[1] if found else ""


def is_refused(hit: Hit, passage: Passage) -> bool:
    """Whether the sentence says that the body does not pay (« le Département ne finance pas »)."""
    low, high = max(hit.start - _FAR, 0), min(hit.end + _FAR, len(passage.text))
    start = max([low, *(passage.text.rfind(end, low, hit.start) + 1 for end in _SEGMENT_ENDS)])
    ends = [at for end in _SEGMENT_ENDS if (at := passage.text.find(end, hit.end, high)) >= 0]
    refused = _REFUSED.search(passage.text, start, min(ends, default=high))
    if refused and refused[0].lower().startswith("sans"):
        return not _CANNOT.search(passage.text, start, refused.start())
    return bool(refused)


def is_receiving(hit: Hit, passage: Passage) -> bool:
    """Whether the sentence says that the body may ask for money or receive it."""
    return bool(_RECEIVES.match(passage.text, hit.end))


def doubled(codes: Iterable[str], known: Collection[str], levels: Mapping[str, str]) -> set[str]:
    """Bodies named bare beside one of their level that is named in full, here or as the plan's own or its grantor."""
    named = {*codes, *known}
    return {bare for bare in _ONE_EACH if any(levels.get(code) == bare for code in named - {bare})}
