"""The rows of a table of a PDF as labels and values: beside one another, one above the other, or in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.readers.fiches.rows import are_labels, heads_payers, paid_by, receipts_below, titled_by
from etl.readers.fields.columns import NO_FIELDS, field_of
from etl.readers.fields.labelled import FIELD
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.pdf.grid import PARAGRAPH, PageTable, grid_of, lines_by_cell
from etl.readers.pdf.lines import Line, cells_of
from etl.readers.pdf.ruled import Cell
from etl.readers.text import one_line

PAYING = ("funders", "funding_text")
# Cells of a row that begins a fiche: its number, its title, and what it stands under.
_MOST_CELLS = 4
# « Dépenses | Montant | Recettes | Montant », and what says that the latter are of payers.
_OF_RECEIPTS, _RECEIPTS = 4, "Plan de financement"
_MOST_RECEIPTS = 60
# « 1-1 », « FA.3 », « A2 »: the code of an action in a cell of its own.
_CODE = re.compile(r"[A-Z]{1,3}[\s.-]?\d{1,3}(?:[.-]\d{1,3})*|\d{1,3}(?:[.-]\d{1,3})+")
# Among how many rows at the top of a table it stands, of how many tables, and how many letters a title has.
_MOST_OVER, _FEWEST_CODED, _FEWEST_LETTERS = 3, 2, 8
_NUMBER = re.compile(r"[A-Z]{0,3}[\s.-]?\d{1,3}(?:[.-]\d{1,3})*")
_LONGEST_RUN = 1_000
_NEXT = re.compile(r"\s(?=([A-ZÀ-Ý][^:|]{1,40}?)\s?:\s)")
_PARTS = re.compile(rf"[\n{PARAGRAPH}]")

# The label and the paragraphs of its value; no label where a value stands alone.
Pair = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class FicheRow:
    """A row of cells, merged ones once, each with its paragraphs and the columns from and to which it goes; a table
    that stands in one, by its rows."""

    page: int
    cells: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, int], ...]
    inner: tuple[tuple[str, ...], ...] = ()
    # Whether a page cuts one of its cells where it is not sure that both parts are one.
    is_cut: bool = False

    def text(self, at: int) -> str:
        return one_line(" ".join(self.cells[at]))


@dataclass(frozen=True)
class Begin:
    """How a row begins a fiche: its number and title, empty where it does not say it, and the headings beside them."""

    label: str
    title: str
    beside: tuple[str, ...] = ()


def rows_of(table: PageTable, has_spaces: bool) -> Iterator[FicheRow]:
    grid = grid_of(table, has_spaces)
    lines = lines_by_cell(table)
    for top in range(table.ruled.rows):
        own = [one for one in table.ruled.cells if one.top == top]
        texts = [tuple(filter(None, map(one_line, _PARTS.split(grid.rows[top][one.left])))) for one in own]
        inner = next((rows for one in own[1:] for rows in [_inner_rows(table, one, lines.get(one, []))] if rows), ())
        yield FicheRow(table.page, tuple(texts), tuple((one.left, one.right) for one in own), inner)


def inner_tables(table: PageTable) -> Iterator[PageTable]:
    """The tables that stand in cells of a table."""
    for one in table.ruled.inner:
        yield replace(table, ruled=one, is_first=False, is_last=False)


def _inner_rows(table: PageTable, cell: Cell, lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table that stands in a cell: by its rules, or by what stands far apart on its lines."""
    for inner in inner_tables(table):
        across, up = inner.ruled.lefts[0] + 1, inner.ruled.heights[0] - 1
        if table.ruled.cell_at(across, up) == cell:
            return tuple(tuple(map(one_line, row)) for row in grid_of(inner, False).rows if any(row))
    rows = [list(cells_of(line)) for line in lines]
    begins = [row[1].left for row in rows if len(row) == 2]
    if len(rows) < 2 or len(begins) <= len(rows) / 2 or max(map(len, rows)) > 2:
        return ()
    parts = [tuple(one.text for one in row) if len(row) == 2 else _parted_at(row[0], begins[0]) for row in rows]
    return tuple(parts) if all(len(row) == 2 for row in parts) else ()


def _parted_at(cell: Line, left: float) -> tuple[str, ...]:
    """A cell parted at the space that stands nearest to where the next column begins, where one stands near."""
    begins, ends, text = cell.left, cell.pieces[-1].right, cell.text
    places = [at for at, sign in enumerate(text) if sign == " "]
    if not places or not begins < left < ends:
        return (text,)
    width = (ends - begins) / len(text)
    nearest = min(places, key=lambda at: abs(begins + (at + 1) * width - left))
    is_near = abs(begins + (nearest + 1) * width - left) <= 2 * cell.size
    return (text[:nearest].strip(), text[nearest:].strip()) if is_near else (text,)


def _texts(row: FicheRow) -> tuple[str, ...]:
    return tuple(map(row.text, range(len(row.cells))))


def label_in(paragraphs: Sequence[str]) -> Pair:
    """The label that a cell begins with, above its value or before it; nothing where it has none."""
    if not paragraphs:
        return "", ()
    first = paragraphs[0]
    if len(paragraphs) > 1 and field_of(first.rstrip(" :")):
        return first.rstrip(" :"), tuple(paragraphs[1:])
    match = FIELD.fullmatch(first)
    if match and field_of(match["name"]):
        return match["name"], (match["value"], *paragraphs[1:])
    return "", ()


def stand_above(row: FicheRow, following: FicheRow) -> bool:
    """Whether a row is nothing but labels whose values stand in the next one, which begins with no label of its own."""
    said = _texts(row)
    texts = _texts(following)
    is_value = bool(texts) and not any(map(field_of, texts))
    return are_labels(said) and row.spans == following.spans and is_value


def coded(tables: Sequence[Sequence[FicheRow]]) -> list[list[FicheRow]]:
    """The rows of tables, a code beside a title (« A1-1 | Réhabiliter la station »), the first of each table to say
    one, called an action; as they are where few tables have one, or some begin otherwise."""
    found = {id(rows): at for rows in tables for at in [_code_in(rows)] if at is not None}
    codes = {rows[found[id(rows)]].text(0) for rows in tables if id(rows) in found}
    is_told = any(begun(row) for rows in tables for row in rows)
    if is_told or len(codes) < max(_FEWEST_CODED, len(found)) or len(found) < len(tables) / 2:
        return [list(rows) for rows in tables]
    return [
        [
            replace(row, cells=((f"Action {row.text(0)}",), *row.cells[1:])) if at == found.get(id(rows)) else row
            for at, row in enumerate(rows)
        ]
        for rows in tables
    ]


def _code_in(rows: Sequence[FicheRow]) -> int | None:
    """Where the first rows of a table say a code beside a title, over a label."""
    for at, row in enumerate(rows[:_MOST_OVER]):
        said = [row.text(column) for column in range(len(row.cells))]
        is_titled = len(said) == 2 and sum(map(str.isalpha, said[1])) > _FEWEST_LETTERS and not field_of(said[1])
        below = rows[at + 1].text(0) if at + 1 < len(rows) and rows[at + 1].cells else ""
        if is_titled and _CODE.fullmatch(said[0]) and field_of(below.rstrip(" :")):
            return at
    return None


def begun(row: FicheRow) -> Begin | None:
    """How a row begins an action by saying « Fiche action 1 : … » or « Fiche action 1 » and its title in the next
    cell; None where it does not."""
    cells = [one for one in row.cells if one]
    said = [one_line(" ".join(one)) for one in cells]
    if not said or len(said) > _MOST_CELLS or sum(map(_is_label, said)) > 1:
        # Where several are numbers, actions are columns.
        return None
    if len(said) == 2 and field_of(said[0]) == "title" and _NUMBER.fullmatch(said[1]):
        # « Fiche action | 1.1 »: its title stands below.
        return Begin(f"{said[0]} {said[1]}", "")
    if len(cells) == 1 and len(cells[0]) > 1 and _is_label(cells[0][0]):
        return Begin(cells[0][0].rstrip(" :"), one_line(" ".join(cells[0][1:])))
    for at, one in enumerate(said):
        label, title = parted(one)
        beside = tuple(other for other in (*said[:at], *said[at + 1 :]) if heading_level(other))
        if ACTION_LABEL.match(label) and len(beside) == len(said) - 1:
            return Begin(label, title, beside)
        if _is_label(one):
            after = [other for other in said[at + 1 :] if other not in beside]
            if len(after) + len(beside) == len(said) - 1 and len(after) < 2:
                return Begin(one.rstrip(" :"), after[0] if after else "", beside)
    return None


def titled(rows: Sequence[FicheRow]) -> dict[int, Begin]:
    """The row, by its `id`, that begins the action of a table in which none says « Action »: one cell over labels of
    fields, or a code and a title with nothing but headings beside them."""
    texts = list(map(_texts, rows))
    first = next((row for row in rows if any(row.cells)), None)
    # What stands beside an empty cell, at the top of a page, goes on with the row that the page cuts.
    is_rest = first is not None and len(first.cells) > 1 and not first.cells[0]
    named = None if is_rest else titled_by(texts)
    if named:
        return {id(next(row for row in rows if any(row.cells))): Begin(*named)}
    coded = [row for row, said in zip(rows, texts, strict=True) if len(said) == 2 and _CODE.fullmatch(said[0])]
    others = [said for row, said in zip(rows, texts, strict=True) if any(said) and row not in coded]
    if len(coded) != 1 or not all(len(said) == 1 and heading_level(said[0]) for said in others):
        return {}
    label, title = texts[rows.index(coded[0])]
    return {id(coded[0]): Begin(label, title)} if any(map(str.isalpha, title)) and not field_of(title) else {}


def _is_label(said: str) -> bool:
    return bool(ACTION_LABEL.fullmatch(said.rstrip(" :"))) and any(sign.isdigit() for sign in said)


def pairs_of(rows: Sequence[FicheRow]) -> Iterator[tuple[FicheRow, tuple[Pair, ...]]]:
    """The labels of each row and their values; rows of payers beside one label are the table in the row of it."""
    at = 0
    while at < len(rows):
        row = rows[at]
        at += 1
        if not any(row.cells):
            continue
        if at < len(rows) and stand_above(row, rows[at]):
            yield row, tuple((row.text(column), rows[at].cells[column]) for column in range(len(row.cells)))
            at += 1
            continue
        if len(row.cells) > 2 and heads_payers(_texts(row)):
            # They are told as a table of their own (`small_tables`).
            while at < len(rows) and len(rows[at].cells) == len(row.cells):
                at += 1
            continue
        # Rows below are read where the first is the head of such a table, and no more than one has: there may be many.
        is_head = len(row.cells) == _OF_RECEIPTS and paid_by([_texts(row)]) is not None
        rest = [row, *rows[at : at + _MOST_RECEIPTS]] if is_head else []
        receipts = receipts_below(list(map(_texts, rest)))
        if paid_of := paid_by(receipts):
            # Costs beside receipts: what they come to, and who pays what.
            total, payers = paid_of
            at += len(receipts) - 1
            yield replace(row, inner=tuple(map(tuple, payers))), ((_RECEIPTS, ()),)
            if total:
                yield row, ((row.text(0), (total,)),)
            continue
        if len(row.cells) == 3 and field_of(row.text(0)) in PAYING:
            paid: list[tuple[tuple[str, ...], ...]] = [row.cells[1:]]
            while at < len(rows) and _is_paid(rows[at], row):
                paid.append(rows[at].cells[-2:])
                at += 1
            inner = tuple(tuple(one_line(" ".join(cell)) for cell in each) for each in paid if any(each))
            yield replace(row, inner=inner), ((row.text(0), ()),)
            continue
        yield row, tuple(_in_row(row))


def _is_paid(row: FicheRow, first: FicheRow) -> bool:
    """Whether a row names one more payer, below the first that stands beside the label."""
    is_below = row.spans == first.spans[1:] and not field_of(row.text(0))
    return is_below or (row.spans == first.spans and not row.cells[0] and any(row.cells))


def _run_on(said: str) -> list[str]:
    """The fields of a paragraph that short lines run together: « Coût : 480 000 € Échéance : 2026 »."""
    match = FIELD.fullmatch(said)
    if not match or len(said) > _LONGEST_RUN or field_of(match["name"]) in ("", *NO_FIELDS, *PAYING):
        return [said]
    first = field_of(match["name"])
    for next_ in _NEXT.finditer(said):
        if field_of(next_[1]) not in ("", first, *NO_FIELDS):
            return [said[: next_.start()], *_run_on(said[next_.end() :])]
    return [said]


def _in_row(row: FicheRow) -> Iterator[Pair]:
    # « Moyens | Coût global | 480 000 € »: the name of a group stands before its first label.
    last = row.text(2) if len(row.cells) == 3 else ""
    is_grouped = bool(last) and field_of(row.text(1)) and (not field_of(last) or heading_level(last))
    # « Maître d'ouvrage » above « Ville » in the first cell is no name of a group.
    is_grouped = is_grouped and not any(label_in(row.cells[0]))
    column = int(bool(is_grouped) and not _NUMBER.fullmatch(row.text(0)))
    while column < len(row.cells):
        parts = [part for one in row.cells[column] for part in _run_on(one)]
        own = [match for match in map(FIELD.fullmatch, parts) if match]
        said = {field_of(match["name"]) for match in own} - {"", *NO_FIELDS}
        if len(said) > 1 and len(own) == len(parts) == len(said):
            # Several labels with their values in one cell.
            yield from ((match["name"], (match["value"],)) for match in own)
            column += 1
            continue
        label, value = label_in(row.cells[column])
        if label:
            yield label, value
        elif column + 1 < len(row.cells) and row.cells[column]:
            yield row.text(column), row.cells[column + 1]
            column += 1
        else:
            yield "", row.cells[column]
        column += 1
