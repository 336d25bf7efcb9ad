"""Sums of money as French documents write them."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = {
    "": 1, "milliard": 10**9, "milliards": 10**9, "Md": 10**9, "Mds": 10**9, "million": 10**6, "millions": 10**6,
    "M": 10**6, "k": 10**3, "K": 10**3,
}  # fmt: skip
# Thousands are parted by spaces, ordinary, no-break or narrow. Within a run of digits nothing is tried anew: one of
# thousands of digits would take minutes.
MONEY = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|(?<!\d)\d+(?:[.,]\d+)?)\s*"
    r"(?P<unit>milliards?|Mds?|millions?|M|k|K)?\s*(?:d['’]\s*)?(?:€|euros?\b)"
)


def eur(match: re.Match[str]) -> Decimal:
    """The sum that `MONEY` found, in euros."""
    return Decimal(re.sub(r"\s", "", match["number"]).replace(",", ".")) * _UNITS[match["unit"] or ""]


def euros(words: str) -> list[Decimal]:
    """The sums that these words state, in euros."""
    return [eur(match) for match in MONEY.finditer(words)]
