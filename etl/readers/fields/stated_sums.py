"""The sums that words state, each with its basis, period and role, and the words that may mean another sum than the one
that they write: ends of ranges, prices of one of several, shares of a sum, least sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from etl.money import MONEY, eur, number

BASIS = re.compile(r"\s*\(?\s*(?P<basis>HT|TTC)\b", re.I)
PER = re.compile(r"\s*(?:/\s*|par\s+|le\s+|la\s+)(?P<per>an|ans|année|mois|mètre|m²|m2|m|ml|km|habitant|hab|logement|"
                  r"place|jour|unité|tonne)\b|\s*annuels?\b", re.I)  # fmt: skip
_PART = re.compile(r"\b(?:dont|y compris|soit)\s*$", re.I)
_CEILING = re.compile(
    r"(?:\b(?:plafonn\w+ (?:à|de)|plafond (?:de|à)|au plus|maximum(?: de)?|moins de|jusqu['’]à)\s*:?|[<≤])\s*$", re.I
)
_AT_MOST = re.compile(r"\s*\(?(?:au )?max(?:imum|i)?\b", re.I)
_YEARLY = ("an", "ans", "année", "annuel", "annuels")
# « De 100 000 à », « entre 100 et », « 50 - »: the first end of a range, before its last.
_FROM = re.compile(
    r"(?:\bde\s+[\d\s\u00a0\u202f.,]+(?:k|m)?\s*à|\bentre\s+[\d\s\u00a0\u202f.,]+(?:k|m)?\s*et|"
    r"(?<![\d.,])(?!(?:19|20)\d\d\s*[-–])\d[\d\s\u00a0\u202f.,]{2,}(?:k|m)?\s*(?:à|[-–]))\s*$", re.I,
)  # fmt: skip
# « 10-50 k€ », « 20 à 30 € »: no number of a phase or a lot stands so near.
_FROM_FEW = re.compile(r"(?<![\d.,/])\d{1,3}(?:[.,]\d+)?(?:[-–/]|\s?à\s|\sou\s|(?P<loose>\s[-–/]\s))\s*$", re.I)
# No first end of a range is longer: looked for in all that stands before, it would take as long as that is, squared.
_LONGEST_BEFORE = 80
_TO, _AND = re.compile(r"\s*(?:à|[-–])\s*"), re.compile(r"\s*et\s*", re.I)
# What makes of a sum the price of one, the whole that a share is of, the rest of « 1 M 200 000 € », or the least.
_OF_ANOTHER = re.compile(
    r"(?:(?<![\d.,])(?!(?:19|20)\d\d\b)\d{1,4}\s+[^\W\d]{3,}\s+(?:à|de)|%\s+(?:de|des?|d['’]|du|sur)(?:\s+total\s+de)?|"
    r"\d\s*(?:M|millions?)|\b(?:plus de|au moins|à partir de|minimum(?: de)?)|[>≥])\s*:?\s*$", re.I,
)  # fmt: skip
_TIMES = re.compile(r"(?<![\d.,\w])(?P<times>\d{1,2})\s*[x×*]\s*$", re.I)
_MANY_TIMES = re.compile(r"\d[\d\s\u00a0\u202f.,]*[x×*]\s*$", re.I)
_TIMES_BEHIND = re.compile(r"\s*[x×*]\s*(?P<times>\d{1,2})(?![\d.,])(?:\s+(?:ans?|ann[ée]es?)\b)?", re.I)
# Digits of which nobody can say whether three of them are thousands or decimals.
_UNSURE = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3}\s*(?:€|euros?\b)|\.\d{3}\s*(?:k€|k\s*euros?\b))", re.I)
# Before a sum: that it is none to the euro.
_ABOUT = re.compile(r"(?:\b(?:environ|env\.?|pr[èe]s de|autour de|de l['’]ordre de|approximativement)|[~≈])\s*$", re.I)
# No cost or help is less: a bare number below counts thousands, millions or shares, whatever its column says.
_LEAST = 100


@dataclass(frozen=True)
class StatedSum:
    """A sum in euros: HT, TTC or nothing said; per `total`, `an`, or what a price is of; `role` is `whole`, `part` of
    the sum before it, or `ceiling`; `words` are the document's."""

    eur: Decimal
    basis: str
    per: str
    role: str
    words: str

    @property
    def is_too_low(self) -> bool:
        """Whether it is a bare number too low for euros."""
        return self.eur < _LEAST and not MONEY.search(self.words)

    def said(self) -> str:
        """The words; a bare number, or a sum taken several times, with what it comes to."""
        stated = MONEY.search(self.words)
        if stated and eur(stated) == self.eur:
            return self.words
        grouped = f"{self.eur.normalize():,f}".replace(",", "\u202f").replace(".", ",")
        yearly = "" if self.per == "total" else f"/{self.per}"
        return f"{self.words} = {grouped}\u00a0€{f' {self.basis}' if self.basis else ''}{yearly}"


def hedged(paid: StatedSum, clause: str) -> str:
    """A sum as said, with what makes it less than sure in its clause: « environ », that it is the most."""
    about = _ABOUT.search(clause.partition(paid.words)[0][-_LONGEST_BEFORE:])
    most = "au plus " if paid.role == "ceiling" else ""
    return most + (f"{about.group().strip()} " if about else "") + paid.said()


def sums_of(words: str) -> list[StatedSum]:
    """The sums of a text, in its order; those of `unsure_of` are none."""
    matches = list(MONEY.finditer(words))
    unsure = _unsure(words, matches)
    found: list[StatedSum] = []
    for at, match in enumerate(matches):
        if at in unsure:
            continue
        begin, end = (
            matches[at - 1].end() if at else 0,
            matches[at + 1].start() if at + 1 < len(matches) else len(words),
        )
        before, tail = words[begin : match.start()], words[match.end() : end]
        times = _TIMES.search(before[-_LONGEST_BEFORE:])
        basis = BASIS.match(tail)
        rest = tail[basis.end() :] if basis else tail
        per, behind = PER.match(rest), _TIMES_BEHIND.match(rest)
        period = "total" if not per else ((per["per"] or "an").lower())
        euros = eur(match) * int((times or behind or {"times": 1})["times"])
        has_part = _PART.search(before) and not (found and euros > found[-1].eur)
        is_most = _CEILING.search(before) or _AT_MOST.match(rest)
        role = "part" if has_part else "ceiling" if is_most else "whole"
        said = tail[: (basis.end() if basis else 0) + (per.end() if per else behind.end() if behind else 0)]
        found.append(
            StatedSum(
                euros, basis["basis"].upper() if basis else "", "an" if period in _YEARLY else period, role,
                ((times.group() if times else "") + match.group() + said).strip(),
            )
        )  # fmt: skip
    return found


def has_unsure(words: str) -> bool:
    """Whether words write money of which nobody can say what sum it is."""
    return bool(_UNSURE.search(words) or _unsure(words, list(MONEY.finditer(words))))


def plain_number(value: object, *, is_of_thousands: bool) -> Decimal | None:
    """A number, or the digits of words as one; None for other words, and where three digits behind a point or comma may
    be thousands or decimals (in a column of thousands of euros they are decimals behind a comma)."""
    written = re.sub(r"[\s'’]", "", str(value))
    if not re.fullmatch(r"\d+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        return None
    if not isinstance(value, str):
        return Decimal(written)
    if re.fullmatch(r"\d{1,3}\.\d{3}" if is_of_thousands else r"\d{1,3},\d{3}", written):
        return None
    return number(written)


def _unsure(words: str, matches: Sequence[re.Match[str]]) -> set[int]:
    """The sums, by number, that are ends of « de 100 000 à 150 000 € », prices of one of several, or bare beginnings:
    what is meant is none of them."""
    found: set[int] = set()
    for at, match in enumerate(matches):
        begins = matches[at - 1].end() if at else 0
        between = words[begins : match.start()]
        before = between[-_LONGEST_BEFORE:]
        is_between = _AND.fullmatch(between) and re.search(r"\bentre\s*$", words[: matches[at - 1].start()], re.I)
        if at and (_TO.fullmatch(between) or is_between):
            found |= {at - 1, at}
        elif (
            _FROM.search(before)
            or ((few := _FROM_FEW.search(before)) and (match["unit"] or not few["loose"]))
            or _OF_ANOTHER.search(before)
            or (_MANY_TIMES.search(before) and not _TIMES.search(before))
        ):
            found.add(at)
    return found
