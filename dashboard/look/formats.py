"""Numbers and lists as French writes them: narrow no-break spaces, decimal comma, « % » and « € » apart."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

NARROW = "\u202f"
NO_BREAK = "\u00a0"
EMPTY = "–"
# « Sans objet »: a share of nothing, which is neither zero nor unknown.
NO_SHARE = f"s.{NO_BREAK}o."
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_SMALL_DENOMINATOR = 100
# A percentage of fewer units than this would say more than there is.
_FEWEST = 20


def integer(value: float) -> str:
    """« 158 351 »."""
    return f"{round(value):,}".replace(",", NARROW)


def decimal(value: float, digits: int = 1) -> str:
    """« 1 234,5 »."""
    return f"{value:,.{digits}f}".replace(",", NARROW).replace(".", ",")


def share(part: float, whole: float) -> str:
    """« 12 % »; one decimal only where the whole has 100 units or more; a small part is never rounded to nothing.

    Of fewer than 20 units a share is told by its counts, « 3 sur 10 »."""
    if not whole:
        return EMPTY
    if whole < _FEWEST:
        return f"{integer(part)} sur {integer(whole)}"
    percent = 100 * part / whole
    if 0 < percent < 1 and whole < _SMALL_DENOMINATOR:
        return f"moins de 1{NARROW}%"
    shown = decimal(percent) if whole >= _SMALL_DENOMINATOR and percent % 1 else integer(percent)
    return f"{shown}{NARROW}%"


def share_with_count(part: float, whole: float) -> str:
    """« 8 % · 6 sur 72 », « 3 sur 10 »."""
    if whole < _FEWEST:
        return share(part, whole)
    return f"{share(part, whole)} · {integer(part)} sur {integer(whole)}"


def euros(value: float) -> str:
    """« 2,6 Md€ », « 52 M€ », « 2 005 385 € »: the unit in which the sum is a round number."""
    for unit, name in ((1e9, "Md€"), (1e6, "M€")):
        scaled = value / unit
        if scaled >= 1 and abs(scaled * 10 - round(scaled * 10)) < 1e-9:
            number = integer(scaled) if scaled == round(scaled) else decimal(scaled)
            return f"{number}{NARROW}{name}"
    return f"{integer(value)}{NARROW}€"


def each(value: float) -> str:
    """Euros per inhabitant: « 417 € », « 2,3 € », « moins de 0,1 € »."""
    if 0 < value < 0.05:
        return f"moins de 0,1{NARROW}€"
    return f"{integer(value) if value >= 100 else decimal(value)}{NARROW}€"


def portion(part: float, whole: float) -> str:
    """A part of a sum of money: « 31 % », « moins de 1 % »."""
    percent = 100 * part / whole
    return f"moins de 1{NARROW}%" if 0 < percent < 1 else f"{integer(percent)}{NARROW}%"


def count(value: float, singular: str, plural: str | None = None) -> str:
    """« 1 action », « 20 actions », « 0 action »: French has no plural below two."""
    return f"{integer(value)}{NO_BREAK}{singular if abs(value) < 2 else plural or singular + 's'}"


def some(names: Sequence[str], other: str, most: int = 3) -> str:
    """« A, B, C et 5 autres territoires »: the first of many, and how many others there are."""
    first, left = list(names[:most]), len(names) - most
    return listed([*first, count(left, other, " ".join(f"{word}s" for word in other.split()))] if left > 0 else first)


def typeset(text: str) -> str:
    """The text with the no-break spaces that French typography wants before : ; ! ? % and inside guillemets."""
    text = re.sub(r" (?=[:;!?%»])", NO_BREAK, text)
    return text.replace("« ", f"«{NO_BREAK}")


def listed(items: Sequence[str], last: str = "et") -> str:
    """« a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def contained(label: str, depth: int) -> str:
    """The name of what an envelope contains: « dont … », « – dont … » for a part of a part; of no envelope, itself."""
    return f"{f'–{NO_BREAK}' * (int(depth) - 1)}dont {label}" if depth else label


def period(start: Any, end: Any) -> str:
    """« 2015-2017 », « 2019 », « à partir de 2019 », or nothing where no period is stated."""
    if pd.isna(start):
        return ""
    if pd.isna(end):
        return f"à partir de {int(start)}"
    return f"{int(start)}" if start == end else f"{int(start)}-{int(end)}"


def long_date(day: datetime.date) -> str:
    """« 1er décembre 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
