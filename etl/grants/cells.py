"""What the cells of a list of grants say: sums, codes, years, as whoever typed or exported them wrote them."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TypeVar

from etl.grants.tables import text_of

_Read = TypeVar("_Read")
_CENT = Decimal("0.01")
# No grant of the State to a territory is of as much: a number like that is a code.
_MOST = Decimal(10) ** 11
_NUMBER = re.compile(
    r"(?P<sign>[-−]?)\s?(?:€\s?)?(?P<whole>\d{1,3}(?:\s\d{3})+|\d+)(?P<rest>(?:[.,]\d+)*)[.,]?"
    r"\s?(?P<unit>k€|keur|m€|meur|€|eur|euros?)?(?:\s?(?:ht|ttc))?",
    re.IGNORECASE,
)
# What nearly all cells are: digits with a mark that cannot part thousands.
_PLAIN = re.compile(r"\d+(?:[.,](?:\d{1,2}|\d{4,}))?", re.ASCII)
_UNITS = {"k€": 1000, "keur": 1000, "m€": 10**6, "meur": 10**6}
_CODE = re.compile(r"(\w+)[.,]0+")
_COMMUNE = re.compile(r"(?:\d\d|2[AB])\d{3}")
_DEPARTMENT = re.compile(r"0?(\d\d|2[AB]|9[78]\d)|(\d)", re.IGNORECASE)
_LABELLED = re.compile(r"(\d{1,3}|2[AB])\s?[-–—:]?\s?\(?[^\W\d]{2}[^\d]*", re.IGNORECASE)
# Days as workbooks count them, from 2000 to 2049.
_DAY_ZERO, _FIRST_DAY, _LAST_DAY = datetime.date(1899, 12, 30), 36_526, 54_789
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
# What a cell says where there is no code.
_NO_CODE = ("", "nc", "n/c", "nd", "na", "n/a", "néant", "null", "none", "nan")


class Unreadable(ValueError):
    """A cell that says something else than it should."""


class Ambiguous(Unreadable):
    """A number whose mark is the decimal one or parts thousands: « 1.234 »."""


def amount(cell: object, mark: str = "", unit: int = 1) -> Decimal | None:
    """The sum of a cell in euros and cents, None where it is empty; `mark` is the decimal mark of the column, `unit`
    how many euros one is in it, where the cell says no unit by itself.

    Raises:
        Unreadable: it is no number.
        Ambiguous: it is « 1.234 », and no `mark` tells whether it parts thousands.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, str) and _PLAIN.fullmatch(cell):
        return _rounded(Decimal(cell.replace(",", ".")) * unit)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not math.isfinite(cell):
            raise Unreadable
        return _rounded(Decimal(repr(cell)) * unit)
    text = text_of(cell)
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if not found or isinstance(cell, bool):
        raise Unreadable
    whole, rest = found["whole"], found["rest"]
    digits = whole.replace(" ", "")
    if rest:
        digits = _marked(digits, rest, mark, len(digits) != len(whole))
    value = Decimal(digits) * (_UNITS.get(found["unit"].lower(), 1) if found["unit"] else unit)
    return _rounded(-value if found["sign"] else value)


def _marked(whole: str, rest: str, mark: str, is_spaced: bool) -> str:
    """The digits of a number that has marks in it, the decimal one as a point."""
    parts = re.split(r"[.,]", rest)[1:]
    marks = re.sub(r"\d", "", rest)
    grouped = len(whole) <= 3 and not is_spaced and whole != "0"
    if len(marks) > 1:
        *groups, last = parts
        if not grouped or any(len(group) != 3 for group in groups) or len(set(marks[:-1])) > 1:
            raise Unreadable
        if marks[-1] != marks[0]:
            return f"{whole}{''.join(groups)}.{last}"
        if len(last) != 3:
            raise Unreadable
        return whole + "".join(parts)
    if not grouped or len(parts[0]) != 3 or mark == marks:
        return f"{whole}.{parts[0]}"
    if not mark:
        raise Ambiguous
    return whole + parts[0]


def decimal_mark(cell: object) -> str:
    """The decimal mark that a cell proves; nothing where it has none, or one that could part thousands."""
    found = _NUMBER.fullmatch(text_of(cell)) if isinstance(cell, str) else None
    if not found or not found["rest"]:
        return ""
    marks = re.sub(r"\d", "", found["rest"])
    try:
        _marked(found["whole"].replace(" ", ""), found["rest"], "", " " in found["whole"])
    except Unreadable:
        return ""
    if len(marks) > 1 and marks[-1] == marks[0]:
        return "," if marks[0] == "." else "."
    return marks[-1]


def _rounded(value: Decimal) -> Decimal:
    if abs(value) > _MOST:
        raise Unreadable
    return value.quantize(_CENT, ROUND_HALF_UP)


def _bare(cell: object) -> str:
    """A code without its spaces and without the « .0 » of a spreadsheet; nothing where the cell says none."""
    text = text_of(cell)
    text = "" if text.lower() in _NO_CODE else text.replace(" ", "")
    found = _CODE.fullmatch(text)
    return found[1] if found else text


def siren(text: str) -> str:
    """The SIREN of a SIREN or SIRET; zeros that a spreadsheet dropped are put back where the key proves them.

    Raises:
        Unreadable: it is neither.
    """
    digits = _bare(text)
    if not digits:
        return ""
    if not digits.isascii() or not digits.isdecimal() or not int(digits):
        raise Unreadable
    if len(digits) in (9, 14):
        return digits[:9]
    whole = digits.zfill(9 if len(digits) < 9 else 14)
    if len(digits) not in (7, 8, 12, 13) or not _has_key(whole[:9]):
        raise Unreadable
    return whole[:9]


def _has_key(digits: str) -> bool:
    """Whether the key of a SIREN (Luhn) is right."""
    doubled = (int(sign) * (1 + at % 2) for at, sign in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def insee(text: str) -> str:
    """The INSEE code of a commune, its zero put back.

    Raises:
        Unreadable: it is none.
    """
    code = _bare(text).upper()
    if not code:
        return ""
    code = code.zfill(5) if code.isdecimal() and len(code) == 4 else code
    if not code.isascii() or not _COMMUNE.fullmatch(code) or code.startswith("00"):
        raise Unreadable
    return code


def department(text: str) -> str:
    """The code of a department: « 046 », « 46.0 » and « 46 - Lot » are 46, « 1 » is 01.

    Raises:
        Unreadable: it is none.
    """
    code = _bare(text)
    if not code:
        return ""
    labelled = _LABELLED.fullmatch(text_of(text))
    found = _DEPARTMENT.fullmatch(labelled[1] if labelled else code)
    if not found or (not code.isascii() and not labelled):
        raise Unreadable
    code = (found[1] or found[2].zfill(2)).upper()
    if code == "00":
        raise Unreadable
    return code


def year(cell: object, is_day: bool = False) -> int | None:
    """The year of a year or day, None where the cell is empty; `is_day`: a bare number counts days, as workbooks keep
    them.

    Raises:
        Unreadable: it says none, or several.
    """
    if isinstance(cell, datetime.date):
        return cell.year
    if is_day and isinstance(cell, int | float) and _FIRST_DAY <= cell < _LAST_DAY:
        return (_DAY_ZERO + datetime.timedelta(days=int(cell))).year
    text = text_of(cell)
    if not text:
        return None
    years = set(_YEAR.findall(_CODE.sub(r"\1", text)))
    if len(years) != 1:
        raise Unreadable
    return int(years.pop())


def kept(read: Callable[[str], _Read]) -> Callable[[str], _Read]:
    """The reader of a code or year, the last ones kept: a list says the same few again and again."""
    return lru_cache(maxsize=50_000)(read)
