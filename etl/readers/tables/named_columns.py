"""A table whose columns a planner names: what is offered of it, a guess, and its units once that is done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from etl.readers.fields.columns import Column, plain, understood
from etl.readers.model import PlanRead, PlanRefused
from etl.readers.tables.cut import read_grid
from etl.readers.tables.head import Head
from etl.readers.tables.shared_rows import parted_lines
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Grid, lines_of_grids, separated, texts, workbook

# The fields that a column can be named, in the order in which they are asked for.
FIELDS = {
    "title": "Titre de l’action",
    "text": "Description",
    "label": "Numéro",
    "level1": "Axe",
    "level2": "Objectif",
    "pilot": "Pilote",
    "partners": "Partenaires",
    "funders": "Financeurs",
    "budget": "Coût",
    "calendar": "Calendrier",
    "status": "État",
    "indicators": "Indicateurs",
}
_SHOWN_ROWS = 30
# What the name of a column may hold, where it is none of those that are known by heart.
_HINTS = {
    "title": r"action|mesure|projet|intitul|operation|fiche|quoi|nature d|travaux|objet$",
    "text": r"descri|detail|contenu|contexte|comment|explic",
    "label": r"^n$|^n\s?°|num|code|\bref",
    "level1": r"axe|orientation|defi|pilier|theme|thematique|ambition",
    "level2": r"objectif|chantier|volet",
    "pilot": r"pilot|porteur|respons|^qui\b|service",
    "partners": r"partenaire|acteur",
    "funders": r"financ|payeur|subvention",
    "budget": r"cout|budget|montant|euro|€|combien",
    "calendar": r"calend|echeanc|date|quand|annee|periode",
    "status": r"etat|statut|avancement",
    "indicators": r"indicateur|evaluat|suivi",
}


@dataclass(frozen=True)
class OfferedTable:
    """A table of a file as it is offered: its sheet's name, empty for a CSV, and its first rows."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Naming:
    """What a planner says of a table: its sheet, the row of its head, from 1, and the column of each field, from 0; of
    a list of grants that has a column for each payer, these columns."""

    table: str
    head_row: int
    columns: Mapping[str, int]
    payers: tuple[int, ...] = ()


def offered(content: bytes, name: str) -> tuple[OfferedTable, ...]:
    """The tables of a workbook or CSV; none of other files, or where it cannot be read."""
    try:
        grids = _grids(content, name)
    except PlanRefused:
        return ()
    return tuple(
        OfferedTable(grid.name, tuple(tuple(map(one_line, texts(row))) for row in grid.rows[:_SHOWN_ROWS]))
        for grid in grids
        if any(not row.is_empty for row in grid.rows)
    )


def guessed_head(table: OfferedTable) -> int:
    """The row that is likely the head, from 1: of the first rows the one with most short texts."""
    return max(range(len(table.rows)), key=lambda at: (_short(table.rows[at]), -at), default=0) + 1


def guessed(head: Sequence[str]) -> dict[str, int]:
    """The column of each field that the names of a head let guess."""
    found = {column.field: column.at for column in understood(list(head)) if column.field in FIELDS}
    for field, pattern in _HINTS.items():
        if field in found:
            continue
        at = next(
            (at for at, name in enumerate(head) if at not in found.values() and re.search(pattern, plain(name))), None
        )
        if at is not None:
            found[field] = at
    return found


def read_named(content: bytes, name: str, naming: Naming) -> PlanRead:
    """The plan of a table whose columns were named.

    Raises:
        PlanRefused: there is no such table, no column is the title, or no row is an action.
    """
    grid = next((one for one in _grids(content, name) if one.name == naming.table), None)
    if grid is None or not 1 <= naming.head_row <= len(grid.rows):
        raise PlanRefused("Ce tableau n’est plus dans le fichier : le choisir à nouveau.")
    if "title" not in naming.columns:
        raise PlanRefused("Dire au moins quelle colonne porte le titre des actions.")
    head = texts(grid.rows[naming.head_row - 1])
    columns = tuple(
        Column(field, at, head[at] if at < len(head) else "")
        for field, at in sorted(naming.columns.items(), key=lambda one: one[1])
        if field in FIELDS
    )
    facts = {"feuille": grid.name} if grid.name else {}
    found = read_grid(grid, Head(naming.head_row, columns, False), facts, "tableau dont les colonnes ont été nommées")
    return parted_lines(replace(found, lines=lines_of_grids([grid])))


def _grids(content: bytes, name: str) -> list[Grid]:
    kind = PurePath(name).suffix.lower()
    if kind in (".xlsx", ".xlsm", ".xls", ".ods"):
        return workbook(content)
    return [separated(content)[0]] if kind in (".csv", ".tsv") else []


def _short(row: Sequence[str]) -> int:
    return sum(bool(cell) and len(cell) <= 60 and not cell.replace(" ", "").isdecimal() for cell in row)
