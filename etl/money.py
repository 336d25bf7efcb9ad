"""Sums of money as French documents write them."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = {
    "": 1, "milliard": 10**9, "milliards": 10**9, "Md": 10**9, "Mds": 10**9, "million": 10**6, "millions": 10**6,
    "M": 10**6, "k": 10**3, "K": 10**3,
}  # fmt: skip
_UNIT = r"(?:milliards?|Mds?|millions?|M|k|K)"
_EURO = r"(?:d['’]\s*)?(?:€|euros?\b)"
# Thousands are parted by spaces, ordinary, no-break or narrow, by points or by apostrophes. Behind a point or comma
# three digits are thousands or decimals: with a point and plain euros thousands, with a comma and a unit decimals; what
# else may be either is no sum. Nothing is tried anew within a number: « 2025 450 000 € » begins at its second word, and
# a run of thousands of digits would take minutes.
MONEY = re.compile(
    r"(?<!\d)(?<!\d[.,'’])(?P<number>"
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|"
    rf"\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?(?=\s*{_EURO})|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d+)?|"
    r"\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?|"
    rf"\d+,\d{{3}}(?!\d)(?=\s*{_UNIT})|\d+\.\d{{3}}(?!\d)(?=\s*(?:Mds?|M|mill))|"
    r"\d+(?:[.,](?!\d{3}(?!\d))\d+)?)\s*"
    rf"(?P<unit>{_UNIT})?\s*{_EURO}"
)


def number(written: str) -> Decimal:
    """The number that digits in groups, with a decimal comma or point, write: « 1.250.000,50 », « 12 500.50 »."""
    digits = re.sub(r"[\s'’]", "", written)
    is_grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits)
    return Decimal((digits.replace(".", "") if is_grouped else digits).replace(",", "."))


def eur(match: re.Match[str]) -> Decimal:
    """The sum that `MONEY` found, in euros."""
    unit, written = match["unit"] or "", match["number"]
    # « 1.250 M€ » is a million and a quarter.
    is_decimal = unit and re.fullmatch(r"\d+\.\d+", written)
    return (Decimal(written) if is_decimal else number(written)) * _UNITS[unit]


def euros(words: str) -> list[Decimal]:
    """The sums that these words state, in euros."""
    return [eur(match) for match in MONEY.finditer(words)]
