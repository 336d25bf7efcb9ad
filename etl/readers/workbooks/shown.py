"""What the cells of a workbook show where that is not what they hold: a share (0.35, shown as 35 %), a month or a year
(a whole day, shown as « janv. 2029 »), thousands (450000, shown as « 450 » or « 450 k€ »); and the columns whose
numbers are shown as euros, of an ODS."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any

from lxml import etree

from etl.readers.workbooks.formulas import MAIN, sheets_of, style_codes

# Columns and rows beyond these are not read.
_MOST_COLUMNS, _MOST_ROWS = 2_000, 20_000
# Cells beyond these, as one that a file repeats without end, are taken as they are held.
_MOST_CELLS = 400_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# What a code says that is no part of a date: words, colours, countries.
_SAID = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT = re.compile(r"0(?:[.,](?P<decimals>0+))?\s*%")
_BUILT_IN = {"9": "0%", "10": "0.00%", "17": "mmm-yy"}
_EURO, _THOUSANDS = re.compile(r"€|\bEUR\b"), re.compile(r"(?P<unit>[kKM])\s?(?:€|EUR\b|euros?\b)")
# Behind the last digit of a code each comma leaves out a thousand.
_SCALED = re.compile(r"[0#?](?P<commas>,+)(?![0#?.,])")
_WORDS = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<sign>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]')
_DIGITS = re.compile(r"\d[\d\s\u00a0\u202f]*(?:[.,]\d+)*")
_LONGEST_SHOWN = 60
_ADDRESS = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})")
_YEARS = range(1900, 2101)

# By the name of a sheet, then by row and column, from 0: what a cell shows of what it holds.
Shown = dict[str, dict[tuple[int, int], Callable[[Any], Any]]]


def shown_in(content: bytes) -> Shown:
    """The cells of a workbook that show something else than they hold; none of an XLS."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    return _of_xlsx(content) or _of_ods(content)


def euros_of_ods(content: bytes) -> dict[str, frozenset[int]]:
    """By the name of a sheet of an ODS, the columns, from 0, of which all numbers but years are shown as euros; none of
    other files."""
    found: dict[str, frozenset[int]] = {}
    for name, cells in _ods(content):
        shown: dict[int, bool] = {}
        for _, column, kind, held, said in cells:
            is_year = held.isdigit() and int(held) in _YEARS and said == held
            if kind in ("float", "currency") and not is_year:
                is_euro = bool(_EURO.search(said)) and not _THOUSANDS.search(said)
                shown[column] = shown.get(column, True) and is_euro
        found[name] = frozenset(at for at, is_euro in shown.items() if is_euro)
    return found


def _share(decimals: int) -> Callable[[Any], Any]:
    def of(value: Any) -> Any:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return f"{100 * value:.{decimals}f} %".replace(".", ",") if is_number else value

    return of


def _dated(pattern: str) -> Callable[[Any], Any]:
    return lambda value: value.strftime(pattern) if isinstance(value, datetime.date) else value


_MONTH, _YEAR = _dated("%Y-%m"), _dated("%Y")


def _counted(scale: int, unit: str) -> Callable[[Any], Any]:
    """A number without the thousands that are not shown, with the unit that is: 450000 as « 450 k€ »."""

    def of(value: Any) -> Any:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return value
        shown = round(value / scale, 6)
        return f"{shown:.6f}".rstrip("0").rstrip(".").replace(".", ",") + f" {unit}€" if unit else shown

    return of


def _of_xlsx(content: bytes) -> Shown:
    ways = {style: way for style, code in style_codes(content, _BUILT_IN).items() for way in [_way(code)] if way}
    found: Shown = {}
    for name, file in sheets_of(content) if ways else ():
        own = found.setdefault(name, {})
        for _, cell in etree.iterparse(file, tag=f"{MAIN}c", resolve_entities=False, no_network=True):
            way, address = ways.get(cell.get("s", "0")), _ADDRESS.fullmatch(cell.get("r", ""))
            if way and address and len(own) < _MOST_CELLS:
                own[int(address["row"]) - 1, _column(address["column"])] = way
            cell.clear()
    return found


def _column(letters: str) -> int:
    at = 0
    for sign in letters:
        at = 26 * at + ord(sign) - ord("A") + 1
    return at - 1


def _way(code: str) -> Callable[[Any], Any] | None:
    """How a format shows a number, where it shows something else than that."""
    percent = _PERCENT.search(code)
    if percent:
        return _share(len(percent["decimals"] or ""))
    bare = _SAID.sub("", code.split(";")[0])
    scaled, unit = _SCALED.search(bare), _THOUSANDS.search(_WORDS.sub(_said, code.split(";")[0]))
    if scaled or unit:
        return _counted(1000 ** len(scaled["commas"] if scaled else ""), unit["unit"] if unit else "")
    signs = set(bare.lower())
    if "y" not in signs or signs & {"d", "h", "s", "0", "#"}:
        return None
    return _MONTH if "m" in signs else _YEAR


def _said(match: re.Match[str]) -> str:
    return match["quoted"] or match["sign"] or match["currency"] or ""


def _of_ods(content: bytes) -> Shown:
    found: Shown = {}
    for name, cells in _ods(content):
        own = found.setdefault(name, {})
        for row, column, kind, held, said in cells:
            if kind in ("float", "currency"):
                if counted := _way_of_number(held, said):
                    own[row, column] = counted
            elif kind == "percentage":
                decimals = re.search(r"[.,](\d+)\s*%", said)
                own[row, column] = _share(len(decimals[1]) if decimals else 0)
            elif kind == "date" and (way := _way_of_date(said)):
                own[row, column] = way
    return found


def _way_of_number(held: str, said: str) -> Callable[[Any], Any] | None:
    """How a cell shows a number, where it leaves out thousands of it or counts them."""
    unit, digits = _THOUSANDS.search(said), _DIGITS.search(said)
    if not digits or not (unit or held[3:]):
        return None
    try:
        value = abs(float(held))
    except ValueError:
        return None
    whole, *rest = re.split(r"[.,]", re.sub(r"\s", "", digits.group()))
    # Behind a point or comma stand decimals, or thousands.
    shown = [(float(f"{whole}.{''.join(rest) or 0}"), len("".join(rest)))] if len(rest) < 2 else []
    shown += [(float(whole + "".join(rest)), 0)] if rest and all(len(one) == 3 for one in rest) else []
    near = (
        scale for scale in (1, 1000, 1_000_000) for one, decimals in shown
        if abs(value / scale - one) <= 0.51 / 10**decimals
    )  # fmt: skip
    scale = next(near, 1)
    return _counted(scale, unit["unit"] if unit else "") if unit or scale > 1 else None


def _way_of_date(said: str) -> Callable[[Any], Any] | None:
    """How a cell shows a day: whole, or without the day, or the month."""
    numbers, has_name = re.findall(r"\d+", said), any(map(str.isalpha, said))
    parts = len(numbers) + has_name
    return {1: _YEAR, 2: _MONTH}.get(parts) if numbers else None


def _ods(content: bytes) -> Iterator[tuple[str, Iterator[tuple[int, int, str, str, str]]]]:
    """The sheets of an ODS by name, each with its cells that hold a number or a day: row and column from 0, their kind,
    what they hold and what they show. The cells of one are to be taken before the next sheet."""
    found: dict[str, list[tuple[int, int, str, str, str]]] = defaultdict(list)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if "content.xml" not in package.namelist():
            return
        with package.open("content.xml") as file:
            try:
                for name, cell in islice(_cells_of_ods(file), _MOST_CELLS):
                    found[name].append(cell)
            except etree.XMLSyntaxError:
                # What cannot be read at all is refused by who reads the cells.
                return
    for name, cells in found.items():
        yield name, iter(cells)


def _cells_of_ods(file: IO[bytes]) -> Iterator[tuple[str, tuple[int, int, str, str, str]]]:
    name, row = "", 0
    tags = tuple(f"{_TABLE}{one}" for one in ("table", "table-row"))
    for event, element in etree.iterparse(
        file, tag=tags, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
    ):
        if element.tag == tags[0]:
            if event == "start":
                name, row = element.get(f"{_TABLE}name", ""), 0
            continue
        if event == "start":
            continue
        times = _repeated(element, "number-rows-repeated")
        cells = list(_cells_of_row(element))
        for at in range(row, min(row + times, _MOST_ROWS)) if cells else ():
            yield from ((name, (at, *cell)) for cell in cells)
        row += times
        element.clear()


def _cells_of_row(row: Any) -> Iterator[tuple[int, str, str, str]]:
    column = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = _repeated(cell, "number-columns-repeated")
        kind = cell.get(f"{_OFFICE}value-type", "")
        if kind in ("float", "currency", "percentage", "date"):
            said = " ".join("".join(one.itertext()) for one in cell.findall(f"{_TEXT}p"))[:_LONGEST_SHOWN]
            for at in range(column, min(column + times, _MOST_COLUMNS)):
                yield at, kind, cell.get(f"{_OFFICE}value", ""), said
        column += times


def _repeated(element: Any, name: str) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return int(said) if said.isdigit() and len(said) <= 8 else 1


def as_shown(cells: Sequence[Any], row: int, shown: Mapping[tuple[int, int], Callable[[Any], Any]]) -> Sequence[Any]:
    """The cells of a row, from 0, as they are shown."""
    if not shown:
        return cells
    return [shown[row, at](cell) if (row, at) in shown else cell for at, cell in enumerate(cells)]
