"""Fiches in a workbook: one on each sheet, or one below the other, labels beside their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.readers.fiche_blocks import Table
from etl.readers.fiche_rows import holds_fiche, titled_by
from etl.readers.fiches import Cut
from etl.readers.model import Doubt, Place, PlanRead, PlanUnit
from etl.readers.sheets import Grid, texts


def read_fiches(grids: Sequence[Grid]) -> PlanRead:
    """The fiches of the sheets that hold some; no unit where none does."""
    units: list[PlanUnit] = []
    doubts: list[Doubt] = []
    sheets: list[str] = []
    counted: list[dict[str, str]] = []
    for grid in grids:
        table = Table(1, tuple(_rows(grid)))
        if not (holds_fiche(table.rows) or titled_by(table.rows)):
            continue
        cut = Cut(0, takes_tables=True)
        cut.take(table)
        units += [replace(unit, place=_place(grid, unit.place)) for unit in cut.close()]
        doubts += [replace(doubt, place=_place(grid, doubt.place)) for doubt in cut.doubts]
        sheets.append(grid.name)
        counted.append(cut.counted())
    facts = {"feuilles" if len(sheets) > 1 else "feuille": ", ".join(sheets)}
    for fact in ("colonne du coût", "colonne des montants"):
        names = {one[fact] for one in counted if fact in one}
        facts |= {fact: min(names)} if len(names) == 1 else {}
    return PlanRead("fiches d’un classeur", facts, tuple(units), tuple(doubts))


def _rows(grid: Grid) -> list[tuple[str, ...]]:
    """The rows, without the columns that hold nothing and what is empty at their ends."""
    said = [texts(row) for row in grid.rows]
    used = sorted({at for row in said for at, text in enumerate(row) if text})
    return [_bare([row[at] if at < len(row) else "" for at in used]) for row in said]


def _bare(cells: list[str]) -> tuple[str, ...]:
    held = [at for at, cell in enumerate(cells) if cell]
    if len(held) < 3:
        # One label and one value, whatever merged cells leave between them.
        return tuple(cells[at] for at in held)
    return tuple(cells[held[0] : held[-1] + 1])


def _place(grid: Grid, place: Place) -> Place:
    first, last = (grid.rows[at - 1].place.row if at else 0 for at in (place.row, place.to_row))
    return Place(sheet=grid.name, row=first, to_row=last)
