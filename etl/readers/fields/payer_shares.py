"""The shares that a field says of its payers: « 50 % », « 10 à 20 % », « jusqu’à 80 % »."""

from __future__ import annotations

import re

# « 50 % agence de l’eau »: before the name of who pays it.
SHARE_FIRST = re.compile(
    r"(?:(?:(?:co)?financement|subvention|aide|participation|prise en charge)s?\s+(?:à hauteur\s+)?"
    r"(?:[àa]\s|de\s|d['’])?\s*)?"
    r"(?P<share>\d+(?:[.,]\d+)?\s?%)\s+(?:(?:par|de|du|des|d['’])\s*)?(?:la\s|le\s|les\s|l['’])?", re.I,
)  # fmt: skip
# « 10 à 20 % », « jusqu’à 80 % »: its end alone is another share.
SHARE = re.compile(
    r"(?:(?:\b(?:entre|environ|jusqu['’]à|maximum|max\.?|au plus)|[<≤~≈])\s*)?"
    r"(?<![\d.,])(?:\d+(?:[.,]\d+)?\s?%?\s?(?:à|et|ou|[-–])\s?)?(?<!\d)\d+(?:[.,]\d+)?\s?%(?:[^;()]*)", re.I,
)  # fmt: skip
A_SHARE, NO_SHARE = re.compile(r"[1-9]"), re.compile(r"0+(?:[.,]0+)?\s?%")


def share_of(words: str, payers: int) -> str:
    """The share that words say; all of them where they say several of one payer, nothing where of several."""
    shared = SHARE.search(words)
    if not shared or words.count("%") == 1:
        return shared.group().strip() if shared else ""
    return words[shared.start() :].strip() if payers == 1 else ""
