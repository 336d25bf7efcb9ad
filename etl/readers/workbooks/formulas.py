"""What a workbook says beside its cells: formulas without stored values, since nothing runs them; hidden columns."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO

from lxml import etree

from etl.readers.model import Doubt, Place

# « # ##0 "€" » counts euros; « # ##0, "k€" » and « # ##0, "€" » do not.
_EURO, _SCALED = re.compile(r"€"), re.compile(r"[kKM]\"?\s*\"?€|0,+(?![0#])")
_LONGEST_ADDRESS = 10
# Columns beyond these are not read.
_MOST_COLUMNS = 2_000
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def unstored(content: bytes) -> list[Doubt]:
    """A doubt for each visible sheet of an XLSX with such formulas, at the row of the first; none for other files."""
    doubts = []
    for name, file in sheets_of(content):
        cells = _cells(file)
        if cells:
            doubts.append(_doubt(name, cells))
    return doubts


def euro_columns(content: bytes) -> dict[str, frozenset[int]]:
    """By visible sheet of an XLSX, the columns, from 0, of which all numbers but years are shown as euros; none for
    other files."""
    formats = _euro_formats(content)
    found: dict[str, frozenset[int]] = {}
    for name, file in sheets_of(content) if formats else ():
        shown: dict[int, bool] = {}
        for _, cell in etree.iterparse(file, tag=f"{MAIN}c", resolve_entities=False, no_network=True):
            value = cell.find(f"{MAIN}v")
            if value is not None and cell.get("t", "n") == "n":
                at = _column_of(cell.get("r", ""))
                shown[at] = shown.get(at, True) and cell.get("s", "0") in formats
            cell.clear()
        found[name] = frozenset(at for at, is_euro in shown.items() if is_euro)
    return found


def _euro_formats(content: bytes) -> set[str]:
    """The styles of cells, by number, that show a number followed by « € », no thousand of them."""
    codes = style_codes(content, {})
    return {style for style, code in codes.items() if _EURO.search(code) and not _SCALED.search(code)}


def style_codes(content: bytes, built_in: Mapping[str, str]) -> dict[str, str]:
    """The styles of cells of an XLSX, by number, with the code of how they show a number; of codes that no file says,
    the `built_in` ones. None for other files."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if "xl/styles.xml" not in package.namelist():
            return {}
        try:
            styles = etree.fromstring(
                package.read("xl/styles.xml"), etree.XMLParser(resolve_entities=False, no_network=True)
            )
        except etree.XMLSyntaxError:
            return {}
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter(f"{MAIN}numFmt")}
    codes = {**built_in, **codes}
    cells = styles.find(f"{MAIN}cellXfs")
    own = cells.findall(f"{MAIN}xf") if cells is not None else []
    return {str(at): codes[one.get("numFmtId")] for at, one in enumerate(own) if one.get("numFmtId") in codes}


def _column_of(address: str) -> int:
    """The column of « AB12 », from 0."""
    at = 0
    for sign in address[:_LONGEST_ADDRESS]:
        if not sign.isalpha():
            break
        at = 26 * at + ord(sign.upper()) - ord("A") + 1
    return at - 1


def hidden_columns(content: bytes) -> dict[str, frozenset[int]]:
    """By visible sheet of an XLSX, the columns that it does not show, from 0; none for other files."""
    found: dict[str, frozenset[int]] = {}
    for name, file in sheets_of(content):
        hidden: set[int] = set()
        for _, column in etree.iterparse(file, tag=(f"{MAIN}col", f"{MAIN}sheetData"), events=("start",),
                                         resolve_entities=False, no_network=True):  # fmt: skip
            if column.tag == f"{MAIN}sheetData":
                break
            if column.get("hidden") in ("1", "true"):
                first, last = int(column.get("min", 1)), int(column.get("max", 0))
                hidden |= set(range(first - 1, min(last, _MOST_COLUMNS)))
        found[name] = frozenset(hidden)
    return found


def sheets_of(content: bytes) -> Iterator[tuple[str, IO[bytes]]]:
    """The visible sheets of an XLSX by name, each open; none of other files, or where the package is damaged: what
    cannot be read at all is refused by who reads the cells."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            book = etree.fromstring(package.read("xl/workbook.xml"), parser)
            parts = {
                one.get("Id"): posixpath.normpath(posixpath.join("xl", one.get("Target", "")))
                if not one.get("Target", "").startswith("/")
                else one.get("Target", "").lstrip("/")
                for one in etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), parser)
            }
            for sheet in book.iter(f"{MAIN}sheet"):
                part = parts.get(sheet.get(_REL), "")
                if sheet.get("state", "visible") == "visible" and part in names:
                    with package.open(part) as file:
                        yield sheet.get("name", ""), file
        except etree.XMLSyntaxError:
            return


def _cells(file: IO[bytes]) -> list[str]:
    """The addresses of cells that have a formula and no value."""
    found = []
    for _, cell in etree.iterparse(file, tag=f"{MAIN}c", resolve_entities=False, no_network=True):
        if cell.find(f"{MAIN}f") is not None:
            value = cell.find(f"{MAIN}v")
            is_stored = value is not None and (bool(value.text) or cell.get("t") == "str")
            if not is_stored:
                found.append(cell.get("r", ""))
        cell.clear()
    return found


def _doubt(sheet: str, cells: list[str]) -> Doubt:
    count = f"{len(cells)} formules" if len(cells) > 1 else "Une formule"
    have = "n’ont" if len(cells) > 1 else "n’a"
    row = re.search(r"\d+", cells[0])
    return Doubt(
        Place(sheet=sheet, row=int(row[0]) if row else 0),
        f"{count} de cette feuille {have} pas de valeur enregistrée ({cells[0]}{'…' if len(cells) > 1 else ''}) : "
        "ouvrir le classeur dans un tableur, l’enregistrer, puis le reprendre.",
    )
