"""Fiches in a workbook: one on each sheet, or one below the other, labels beside their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from etl.readers.fiches.blocks import Table
from etl.readers.fiches.cut import Cut
from etl.readers.fiches.rows import begun_by, holds_fiche, titled_by, without_numbers
from etl.readers.fiches.tables import with_aims
from etl.readers.fields.columns import LEVELS, field_of
from etl.readers.lines.headings import heading_level
from etl.readers.model import Doubt, Place, PlanRead, PlanUnit
from etl.readers.workbooks.sheets import Grid, texts

# « A.1.2 Ouvrir une halle », over the labels of its fiche.
_CODE = re.compile(
    r"(?P<code>(?:[A-Z]{1,3}[.-]?)?\d{1,2}(?:\.\d{1,2})+|[A-Z]{1,3}[.-]?\d{1,3})[\s.:–-]+(?P<title>[^\W\d].*)"
)
_CALLED = "Action "
# Cells of two labels with their values; and sheets, and titles, of a form that nobody has filled in.
_TWO_PAIRS = 4
_BLANK_SHEET = re.compile(r"(trame|mod[èe]le|template|gabarit|exemple|vierge|[àa] dupliquer)\b.*", re.I)
_BLANK_TITLE = re.compile(r"[xX.…_\s\[\]<>-]*|(titre|intitul[ée]|nom)( de l['’]action)?", re.I)

_BLANK = "Cette fiche est une trame que personne n’a remplie : elle n’est pas lue."


def read_fiches(grids: Sequence[Grid]) -> PlanRead:
    """The fiches of the sheets that hold some; no unit where none does."""
    units: list[PlanUnit] = []
    doubts: list[Doubt] = []
    sheets: list[str] = []
    counted: list[dict[str, str]] = []
    aims: list[str] = []
    said = {grid.name: _rows(grid) for grid in grids}
    banners = _banners(list(said.values()))
    for grid in grids:
        rows = without_numbers([[cell for cell in row if cell not in banners] for row in said[grid.name]])
        coded = _coded(rows)
        table = Table(1, tuple(coded or rows))
        if not (holds_fiche(table.rows) or titled_by(table.rows)):
            continue
        cut = Cut(0, takes_tables=True)
        cut.take(table)
        prefix = _CALLED if coded else ""
        own = cut.close()
        blank = [unit for unit in own if _BLANK_TITLE.fullmatch(unit.title)]
        if blank and _BLANK_SHEET.match(grid.name):
            doubts += [Doubt(_place(grid, unit.place), _BLANK) for unit in blank]
            own = [unit for unit in own if unit not in blank]
        above = (grid.name,) if heading_level(grid.name) and all(not unit.headings for unit in own) else ()
        units += [
            replace(
                unit,
                place=_place(grid, unit.place),
                label=unit.label.removeprefix(prefix),
                headings=(*above, *unit.headings),
            )
            for unit in own
        ]
        aims += cut.aims
        doubts += [replace(doubt, place=_place(grid, doubt.place)) for doubt in cut.doubts]
        sheets.append(grid.name)
        counted.append(cut.counted())
    facts = {"feuilles" if len(sheets) > 1 else "feuille": ", ".join(sheets)}
    for fact in ("colonne du coût", "colonne des montants"):
        names = {one[fact] for one in counted if fact in one}
        facts |= {fact: min(names)} if len(names) == 1 else {}
    return PlanRead("fiches d’un classeur", facts, tuple(with_aims(units, aims)), tuple(doubts))


def _banners(sheets: Sequence[Sequence[tuple[str, ...]]]) -> set[str]:
    """What each sheet of a fiche says above it, or beside its number, and is no label: the name of the whole."""
    above = []
    for rows in sheets:
        first = next((at for at, row in enumerate(rows) if begun_by(row)), None)
        cells = {cell for row in rows[: first + 1] for cell in row} if first is not None else set()
        above += [{cell for cell in cells if cell and not field_of(cell.rstrip(" :"))}] if cells else []
    return set.intersection(*above) if len(above) > 1 else set()


def _coded(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows, each that says a code and a title over all columns above labels (« A.1.2 Ouvrir… ») called an action;
    none where fewer than two do, or some are called so already."""
    found = list(rows)
    for at, (row, below) in enumerate(pairwise(rows)):
        match = _CODE.fullmatch(row[0]) if row and len(set(row)) == 1 else None
        if match and below and len(below) > 1 and field_of(below[0]) not in ("", *LEVELS):
            found[at] = (f"{_CALLED}{match['code']} – {match['title']}",)
    are_called = any(row and begun_by(row) for row in rows)
    return found if sum(one is not two for one, two in zip(found, rows, strict=True)) > 1 and not are_called else []


def _rows(grid: Grid) -> list[tuple[str, ...]]:
    """The rows, without the columns that hold nothing and what is empty at their ends."""
    said = [texts(row) for row in grid.rows]
    used = sorted({at for row in said for at, text in enumerate(row) if text})
    return [_bare([row[at] if at < len(row) else "" for at in used]) for row in said]


def _bare(cells: list[str]) -> tuple[str, ...]:
    held = [at for at, cell in enumerate(cells) if cell]
    if len(held) < 3 and not all(field_of(cells[at]) for at in held):
        # One label and one value, whatever merged cells leave between them.
        return tuple(cells[at] for at in held)
    if len(held) == _TWO_PAIRS and all(field_of(cells[at]) for at in held[::2]):
        # Two of each.
        return tuple(cells[at] for at in held)
    # Two labels, of which the first has no value, keep the place of it.
    return tuple(cells[held[0] : held[-1] + 1]) if held else ()


def _place(grid: Grid, place: Place) -> Place:
    first, last = (grid.rows[at - 1].place.row if at else 0 for at in (place.row, place.to_row))
    return Place(sheet=grid.name, row=first, to_row=last)
