"""A file of grants as tables: its rows with their lines, read anew each time that they are asked for."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePath

import python_calamine

from etl.grants.heads import heads_joined
from etl.grants.model import GrantsRefused, Line
from etl.readers.model import PlanRefused
from etl.readers.packages import or_refused
from etl.readers.tables.named_columns import OfferedTable
from etl.readers.text import encoding_of, one_line
from etl.readers.workbooks.sheets import as_text, delimiter_of, opened

LARGEST = 60_000_000
_WORKBOOKS, _SEPARATED = (".xlsx", ".xlsm", ".xls", ".ods"), (".csv", ".tsv", ".txt")
_NOTHING = frozenset(["NULL", "-", "–", "—"])
_WANTED = "la liste des subventions"
_SHOWN_ROWS, _SHOWN_COLUMNS, _SHOWN_SIGNS = 30, 200, 200
# By which the separator is found out; and the rows among which a head is looked for, of no more columns than this.
_LOOKED_AT = 400_000
_FIRST_ROWS, _MOST_COLUMNS = 30, 2_000
# Merged cells that are looked at, and rows of one.
_MOST_MERGED, _MOST_MERGED_ROWS = 5_000, 200


@dataclass(frozen=True)
class Table:
    """A sheet by its name, or a CSV, which has none; `rows` begins anew each time. Rows of a CSV
    alone may be cut short."""

    name: str
    encoding: str
    rows: Callable[[], Iterator[Line]]
    # Of cells of a merged area of one column, by row, from 1, and column, from 0: the first row of the area.
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def is_separated(self) -> bool:
        return not self.name

    def first_rows(self) -> list[Line]:
        return list(itertools.islice(self.rows(), _FIRST_ROWS))


def tables(content: bytes, name: str) -> tuple[Table, ...]:
    """The tables of a file that hold something.

    Raises:
        GrantsRefused: the file is empty, too large, damaged, locked, or of no kind that is read.
    """
    kind = PurePath(name).suffix.lower()
    if not content.strip():
        raise GrantsRefused(f"« {name} » est vide : choisir le fichier qui contient {_WANTED}.")
    if len(content) > LARGEST:
        raise GrantsRefused(f"« {name} » dépasse 60 Mo : n’en garder que les lignes du territoire, puis réessayer.")
    if kind not in _WORKBOOKS + _SEPARATED:
        raise GrantsRefused(
            f"« {name} » n’est ni un classeur ni un CSV : choisir un fichier .csv, .xlsx ou .ods, ou l’enregistrer "
            "ainsi."
        )
    try:
        found = _sheets(content) if kind in _WORKBOOKS else (_separated(content),)
    except PlanRefused as refused:
        raise GrantsRefused(f"« {name} » : {refused}") from None
    held = tuple(
        replace(table, rows=partial(_joined, table.rows, table.merged))
        for table in found
        if any(not row.is_empty for row in table.rows())
    )
    if not held:
        raise GrantsRefused(f"« {name} » ne contient aucune ligne : choisir le fichier qui contient {_WANTED}.")
    return held


def _joined(rows: Callable[[], Iterator[Line]], merged: Mapping[tuple[int, int], int]) -> Iterator[Line]:
    """The rows, a head in two as one, and the words of a cell that is merged over several rows in each of them; a sum
    is that of all of them, and counts once."""
    above: dict[tuple[int, int], str] = {}
    tops = {(top, column) for (_, column), top in merged.items()}
    for row in heads_joined(rows()):
        cells = list(row.cells)
        for column, cell in enumerate(row.cells):
            at = row.number, column
            if at in tops and isinstance(cell, str):
                above[at] = cell
            elif at in merged and not str(cell).strip():
                cells[column] = above.get((merged[at], column), cell)
        yield replace(row, cells=cells) if merged else row


def offered(content: bytes, name: str) -> tuple[OfferedTable, ...]:
    """The first rows of the tables of a file, for their columns to be named; none where it cannot be read."""
    try:
        found = tables(content, name)
    except GrantsRefused:
        return ()
    return tuple(OfferedTable(table.name, tuple(map(shown, table.first_rows()[:_SHOWN_ROWS]))) for table in found)


def shown(row: Line) -> tuple[str, ...]:
    """The cells of a row as texts, the longest cut, the last columns of a very wide one left out."""
    return tuple(text_of(cell)[:_SHOWN_SIGNS] for cell in row.cells[:_SHOWN_COLUMNS])


def text_of(cell: object) -> str:
    """A cell as it reads, white space aside; « NULL » and dashes say nothing."""
    text = cell if isinstance(cell, str) else "" if cell is None else as_text(cell)  # type: ignore[arg-type]
    text = one_line(text.replace("\0", " ") if "\0" in text else text)
    return "" if text in _NOTHING else text


def names(row: Line) -> list[str]:
    """What a head says of its columns; a text that is too long to be a name is none."""
    texts = (str(cell) if cell is not None else "" for cell in row.cells[:_MOST_COLUMNS])
    return [text_of(text) if len(text) <= _SHOWN_SIGNS else "" for text in texts]


def _separated(content: bytes) -> Table:
    encoding = encoding_of(content)
    start = content[: 2 * _LOOKED_AT].decode(encoding, "replace")[:_LOOKED_AT]
    return separated(content, encoding, delimiter_of(start))


def separated(content: bytes, encoding: str, delimiter: str) -> Table:
    """The table of a CSV of which it is known how it is written."""

    def rows() -> Iterator[Line]:
        # A cell may be long; the library bounds it for all that reads in this process, for fear of an open quote.
        csv.field_size_limit(max(csv.field_size_limit(), len(content) + 1))
        with io.TextIOWrapper(io.BytesIO(content), encoding, "replace", newline="") as lines:
            reader = csv.reader(lines, delimiter=delimiter)
            line = 1
            for number, cells in enumerate(reader, 1):
                yield Line(number, line, reader.line_num, cells)
                line = reader.line_num + 1

    return Table("", encoding.removesuffix("-sig"), rows)


def _sheets(content: bytes) -> tuple[Table, ...]:
    book = opened(content, _WANTED)
    visible = [
        told.name
        for told in book.sheets_metadata
        if told.visible == python_calamine.SheetVisibleEnum.Visible
        and told.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    return tuple(_sheet(book, name) for name in visible)


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> Table:
    with or_refused(f"La feuille « {name[:60]} » ne se lit pas : enregistrer le classeur à nouveau."):
        sheet = book.get_sheet_by_name(name)
    blank = [""] * (sheet.start[1] if sheet.start else 0)

    def rows() -> Iterator[Line]:
        for number, cells in enumerate(sheet.iter_rows(), 1):
            yield Line(number, number, number, [*blank, *cells])

    merged = {
        (row + 1, left): top + 1
        for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())[:_MOST_MERGED]
        if left == right and bottom - top <= _MOST_MERGED_ROWS
        for row in range(top + 1, bottom + 1)
    }
    return Table(name, "classeur", rows, merged)
