"""Workbooks and CSV as grids: rows of cells with their places, merged cells filled with what they show."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import python_calamine

from etl.readers.model import FileLine, Place, PlanRefused
from etl.readers.packages import DAMAGED, LOCKED, checked_package, or_refused
from etl.readers.text import decoded, one_line
from etl.readers.workbooks.merged import merged_of_ods
from etl.readers.workbooks.shown import as_shown, shown_in

Cell = str | float | int | bool | datetime.date
_DELIMITERS, _MOST_ROWS, _MOST_COLUMNS = ";,\t|", 20_000, 2_000
_NO_BREAK = "\xa0"


# « – » in a cell of a table says that nothing is said; so does a box that is not ticked.
_NOTHING = ("–", "-", "—", "☐", "□")
# In the cell of a table, between the words in bold that it begins with and those below them.
APART = "\u001e"
# What a form of Word says where nobody has written.
_TO_FILL = re.compile(
    r"(?:cliquez|appuyez|click|tap)\b.{0,30}\b(?:pour|to) (?:entrer|taper|saisir|ajouter|enter)\b.{1,30}|"
    r"(?:choisissez|sélectionnez) un élément\.?|choose an item\.?",
    re.I,
)


def says_nothing(text: str) -> bool:
    """Whether a cell or a field holds no more than the sign that it is empty."""
    return text.strip() in _NOTHING or bool(_TO_FILL.fullmatch(text.strip()[:100]))


@dataclass(frozen=True)
class Row:
    """A row of a grid with its place; empty cells are empty texts."""

    place: Place
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        cell = self.cells[column] if column < len(self.cells) else ""
        return "" if isinstance(cell, str) and says_nothing(cell) else cell

    @property
    def is_empty(self) -> bool:
        return not any(str(cell).strip() for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """A sheet, or a CSV; `merged` names the rows whose cells show what stands above them, `above` is what is written
    over a table that stands beside others."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    above: tuple[str, ...] = ()
    # The columns, from 0, whose numbers a workbook shows as euros.
    in_euros: frozenset[int] = frozenset()


def workbook(content: bytes) -> list[Grid]:
    """The visible sheets of an XLSX, XLSM, XLS or ODS, their values as stored, but for shares and for days that do not
    show whole (see `shown_in`); nothing in it is run.

    Raises:
        PlanRefused: it is locked, damaged, none, or unfolds to too much.
    """
    book = opened(content)
    with or_refused(DAMAGED):
        shown, of_ods = shown_in(content), merged_of_ods(content)
    grids = []
    for told in book.sheets_metadata:
        if told.visible != python_calamine.SheetVisibleEnum.Visible:
            continue
        with or_refused(f"La feuille « {told.name[:60]} » ne se lit pas : enregistrer le classeur à nouveau."):
            sheet = book.get_sheet_by_name(told.name)
        values = sheet.to_python(skip_empty_area=False)
        if any(cell not in ("", None) for cells in values[_MOST_ROWS:] for cell in cells):
            raise PlanRefused(_TOO_LONG)
        del values[_MOST_ROWS:]
        own = shown.get(told.name, {})
        rows = tuple(
            Row(
                Place(sheet=told.name, row=at),
                tuple(map(_value, as_shown(cells[:_MOST_COLUMNS], at - 1, own))),
            )
            for at, cells in enumerate(values, 1)
        )
        merged = tuple((first[0], first[1], last[0], last[1]) for first, last in (sheet.merged_cell_ranges or ()))
        merged = merged or of_ods.get(told.name, ())
        grids.append(_checked(Grid(told.name, rows, merged)))
    if not grids:
        raise PlanRefused("Ce classeur n’a aucune feuille visible : en afficher une, puis réessayer.")
    return grids


def _checked(grid: Grid) -> Grid:
    """The grid, where its merged areas can be laid beside one another: filling thousands that cover it all never ends.

    Raises:
        PlanRefused: they cannot.
    """
    width = max((len(row.cells) for row in grid.rows), default=0)
    covered = sum(
        (min(bottom + 1, len(grid.rows)) - top) * (min(right + 1, width) - left)
        for top, left, bottom, right in grid.merged
        if top < len(grid.rows) and left < width
    )
    if covered > len(grid.rows) * width:
        raise PlanRefused(
            "Des cellules fusionnées se recouvrent dans ce classeur : l’ouvrir dans un tableur, l’enregistrer, puis "
            "réessayer."
        )
    return grid


def opened(content: bytes, wanted: str = "le plan") -> python_calamine.CalamineWorkbook:
    """A workbook of an office, nothing of it read yet.

    Raises:
        PlanRefused: it is locked, damaged, none, or unfolds to too much.
    """
    checked_package(content, "classeur", wanted)
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except python_calamine.PasswordError:
        raise PlanRefused(LOCKED) from None
    except (python_calamine.CalamineError, OSError) as error:
        locked = "password" in str(error).lower() or "encrypt" in str(error).lower()
        raise PlanRefused(LOCKED if locked else DAMAGED) from None


_TOO_LONG = "Ce tableau a plus de 20 000 lignes : n’en garder que le plan."


def _value(cell: Any) -> Cell:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    return cell if isinstance(cell, str | float | int | bool | datetime.date) else str(cell or "")


def filled(grid: Grid) -> Grid:
    """The grid, each merged area showing its value in all its rows, as it does to a reader."""
    cells = [list(row.cells) for row in grid.rows]
    for top, left, bottom, right in grid.merged:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        value = cells[top][left]
        for row in range(top, min(bottom, len(cells) - 1) + 1):
            for column in range(left, min(right, len(cells[row]) - 1) + 1):
                cells[row][column] = value
    rows = tuple(replace(row, cells=tuple(own)) for row, own in zip(grid.rows, cells, strict=True))
    return replace(grid, rows=rows)


def separated(content: bytes) -> tuple[Grid, dict[str, str]]:
    """A CSV, and what was found out of it: its encoding and its separator.

    Raises:
        PlanRefused: it is empty or no text.
    """
    text, encoding = decoded(content)
    delimiter = delimiter_of(text)
    # A cell may be a long text; the library bounds it for fear of a quote that is never closed.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    line = 1
    for record, cells in enumerate(reader, 1):
        if record > _MOST_ROWS:
            raise PlanRefused(_TOO_LONG)
        rows.append(Row(Place(record=record, line=line), tuple(cells[:_MOST_COLUMNS])))
        line = reader.line_num + 1
    named = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
    return Grid("", tuple(rows)), {"encodage": encoding, "séparateur": named[delimiter]}


def delimiter_of(text: str) -> str:
    """The separator that parts most records into one number of cells, several of them."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            reader = csv.reader(io.StringIO(text[:400_000]), delimiter=delimiter)
            records = [len(one) for one in itertools.islice(reader, 200) if one]
        except csv.Error:
            return (0, 0)
        width, alike = Counter(records).most_common(1)[0] if records else (1, 0)
        return (alike if width > 1 else 0, width)

    return max(_DELIMITERS, key=score)


def as_text(cell: Cell) -> str:
    """A cell as it reads: whole numbers without a decimal point, days as 2025-01-31."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell).replace(APART, "\n")


def as_field(cell: Cell) -> Cell | None:
    """A cell as a field's value: numbers as numbers, texts without the space around them; None where it is empty."""
    if isinstance(cell, str):
        return cell.strip(f" \t\r\n{_NO_BREAK}").replace("\r\n", "\n").replace(APART, "\n") or None
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def lines_of_grids(grids: Sequence[Grid], hidden: Mapping[str, Collection[int]] | None = None) -> tuple[FileLine, ...]:
    """The rows that hold something, a line each, their cells parted by bars; `hidden` are the columns of a grid, by its
    name, that nobody sees."""
    found = []
    for grid in grids:
        unseen = (hidden or {}).get(grid.name, ())
        for row in grid.rows:
            said = (one_line(as_text(cell)) for at, cell in enumerate(row.cells) if at not in unseen)
            text = " | ".join(filter(None, said))
            if text:
                found.append(FileLine(text, row.place, True))
    return tuple(found)


def texts(row: Row) -> Sequence[str]:
    return [as_text(cell).strip() for cell in row.cells]
