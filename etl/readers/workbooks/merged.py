"""The merged cells of an ODS, which the library that reads its cells does not tell."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from typing import Any

from lxml import etree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# Areas beyond these are taken as single cells.
_MOST_AREAS, _MOST_DIGITS = 20_000, 7

Area = tuple[int, int, int, int]


def merged_of_ods(content: bytes) -> dict[str, tuple[Area, ...]]:
    """By the name of a sheet, its merged areas: top, left, bottom and right, from 0; none of other files, or where the
    package is damaged: what cannot be read at all is refused by who reads the cells."""
    found: dict[str, list[Area]] = defaultdict(list)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if "content.xml" not in package.namelist():
            return {}
        with package.open("content.xml") as file:
            name, row, count = "", 0, 0
            tags = (f"{_TABLE}table", f"{_TABLE}table-row")
            try:
                for event, element in etree.iterparse(
                    file, tag=tags, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
                ):
                    if element.tag == tags[0]:
                        if event == "start":
                            name, row = element.get(f"{_TABLE}name", ""), 0
                    elif event == "end":
                        own = _areas(element, row)
                        count += len(own)
                        if own and count <= _MOST_AREAS:
                            found[name] += own
                        row += _number(element, "number-rows-repeated")
                        element.clear()
            except etree.XMLSyntaxError:
                return {}
    return {name: tuple(areas) for name, areas in found.items()}


def _areas(row: Any, at: int) -> list[Area]:
    found: list[Area] = []
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        wide, high = (_number(cell, f"number-{one}-spanned") for one in ("columns", "rows"))
        if wide > 1 or high > 1:
            found.append((at, column, at + high - 1, column + wide - 1))
        column += _number(cell, "number-columns-repeated")
    return found


def _number(element: Any, name: str) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(said)) if said.isdecimal() and len(said) <= _MOST_DIGITS else 1
