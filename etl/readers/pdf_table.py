"""The one wide table of a PDF as a grid: its cells over pages joined again, its repeated head once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.readers.bullets import heading_level
from etl.readers.columns import field_of
from etl.readers.model import Doubt, Place, PlanRead, PlanRefused
from etl.readers.pdf_lines import Line
from etl.readers.ruled import Cell, Ruled
from etl.readers.sheets import Grid, Row, lines_of_grids
from etl.readers.tables import LEVELS, Head, filled_head, head_of, read_grid

# Of lines that go on, how many end in the space that a break took the place of, where a program writes it at all.
_MOST = 0.5
# What a table of actions has at least, and one of who pays what.
_FEWEST_COLUMNS, _FEWEST_PAYING = 4, 2
# « 1.2 Rendre à l’eau… » below « Axe 1 – … » in one cell.
_BELOW = re.compile(r"\d+(\.\d+)+\.?\s+[^\W\d_].*")


@dataclass(frozen=True)
class Page:
    """A page with the cells that are ruled on it and its lines."""

    number: int
    ruled: Ruled
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SmallTable:
    """Who pays what, in a table of a fiche: the boxes that it stands in (page, left, bottom, right and top, in points)
    and its rows, its head the first."""

    boxes: tuple[tuple[int, float, float, float, float], ...]
    rows: tuple[tuple[str, ...], ...]

    def holds(self, line: Line) -> bool:
        return any(
            line.page == page and left <= line.left < right and bottom <= line.base < top
            for page, left, bottom, right, top in self.boxes
        )


@dataclass
class _Grid:
    """Rows that grow page by page; `merged` are areas of top, left, bottom and right."""

    rows: list[list[str]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    # Row -> the page that it goes on to.
    to_pages: dict[int, int] = field(default_factory=dict)
    merged: list[list[int]] = field(default_factory=list)

    def area(self, row: int, column: int) -> list[int]:
        """The merged area that holds a cell; made of the cell alone where none does."""
        for one in self.merged:
            if one[0] <= row <= one[2] and one[1] <= column <= one[3]:
                return one
        self.merged.append([row, column, row, column])
        return self.merged[-1]

    def as_grid(self) -> Grid:
        rows = tuple(
            Row(Place(page=page, to_page=self.to_pages.get(at, 0)), tuple(cells))
            for at, (cells, page) in enumerate(zip(self.rows, self.pages, strict=True))
        )
        areas = tuple((top, left, bottom, right) for top, left, bottom, right in self.merged)
        return Grid("", rows, tuple(one for one in areas if one[0] < one[2] or one[1] < one[3]))


def read_pdf_table(pages: Sequence[Page], facts: Mapping[str, str]) -> PlanRead | None:
    """The plan of the table that stands on these pages; None where none has the head of a table of actions."""
    keeps = _keeps_spaces(pages)
    taken: _Grid | None = None
    head: Head | None = None
    doubts: list[Doubt] = []
    columns = 0
    for page in pages:
        own = _page_grid(page, keeps)
        if taken is None or head is None:
            head = head_of(filled_head(own.as_grid()))
            if head and len(head.columns) >= _FEWEST_COLUMNS:
                taken, columns = own, page.ruled.columns
            else:
                head = None
        elif page.ruled.columns == columns:
            _go_on(taken, own, head)
        else:
            doubts.append(Doubt(Place(page=page.number), "Un tableau de cette page a d’autres colonnes : non lu."))
    if taken is None or head is None:
        return None
    try:
        found = read_grid(taken.as_grid(), head, dict(facts), "tableau d’un PDF")
    except PlanRefused:
        return None
    return PlanRead(found.shape, found.facts, found.units, (*found.doubts, *doubts), lines_of_grids([taken.as_grid()]))


def small_tables(pages: Sequence[Page]) -> list[SmallTable]:
    """Tables of who pays what: their head names a payer first. A row at the top of the next page goes on with one."""
    found: list[SmallTable] = []
    goes_on = False
    for page in pages:
        texts = _page_grid(page, False).rows
        for top, said in enumerate(texts):
            cells = [one for one in page.ruled.cells if one.top == one.bottom == top]
            row = tuple(said[one.left] for one in cells)
            if not any(said):
                # Between the table and the rule above notes.
                continue
            if len(cells) < _FEWEST_PAYING or not row[0]:
                goes_on = False
                continue
            box = (page.number, cells[0].from_left, cells[0].from_bottom, cells[-1].to_right, cells[0].to_top)
            if field_of(row[0]) in ("funder", "funders") and field_of(row[1]) in ("amount", "budget"):
                found.append(SmallTable((box,), (row,)))
                goes_on = True
            elif goes_on and len(row) == len(found[-1].rows[0]) and page.number <= found[-1].boxes[-1][0] + 1:
                found[-1] = SmallTable((*found[-1].boxes, box), (*found[-1].rows, row))
    return found


def _lines_of(page: Page) -> dict[Cell, list[Line]]:
    """The lines of each cell, in the order of the text."""
    found: dict[Cell, list[Line]] = defaultdict(list)
    for line in page.lines:
        own: dict[Cell, list[int]] = defaultdict(list)
        for at, piece in enumerate(line.pieces):
            across, up = (piece.left + piece.right) / 2, piece.base + piece.size / 4
            cell = page.ruled.cell_at(across, up)
            if cell:
                own[cell].append(at)
        for cell, places in own.items():
            found[cell].append(Line(line.page, tuple(line.pieces[at] for at in places)))
    return found


def _keeps_spaces(pages: Sequence[Page]) -> bool:
    """Whether lines that go on end in a space: then one that does not is full, or its word is cut."""
    ends: Counter[bool] = Counter(
        line.pieces[-1].text.endswith(" ") for page in pages for own in _lines_of(page).values() for line in own[:-1]
    )
    return ends[True] > _MOST * ends.total()


def _page_grid(page: Page, keeps_spaces: bool) -> _Grid:
    grid = _Grid([[""] * page.ruled.columns for _ in range(page.ruled.rows)], [page.number] * page.ruled.rows)
    lines = _lines_of(page)
    for cell in page.ruled.cells:
        grid.rows[cell.top][cell.left] = _said(lines.get(cell, []), cell, keeps_spaces)
        if (cell.top, cell.left) != (cell.bottom, cell.right):
            grid.merged.append([cell.top, cell.left, cell.bottom, cell.right])
    return grid


def _said(lines: Sequence[Line], cell: Cell, keeps_spaces: bool) -> str:
    """The words of a cell: a line each paragraph, words that a narrow cell cuts without a hyphen whole again."""
    text = ""
    for at, line in enumerate(lines):
        if not at:
            text = line.text
            continue
        above, words = lines[at - 1], line.text
        first = words.split(" ")[0]
        width = (line.pieces[-1].right - line.pieces[0].left) * len(first) / max(1, len(words))
        # The margin of a cell is the same on both sides: what room is left behind the line above.
        room = cell.to_right - (above.left - cell.from_left) - above.pieces[-1].right
        is_alone = keeps_spaces and not above.pieces[-1].text.endswith(" ") and " " not in above.text
        is_cut = is_alone and first[:1].islower() and text[-1:].isalpha() and width > room
        text += f"{'' if is_cut else _between(text, words)}{words}"
    return text


def _go_on(taken: _Grid, own: _Grid, head: Head) -> None:
    """The rows of the next page below those before, its repeated head left out, its row that goes on taken in."""
    while own.rows and own.rows[0] in taken.rows[: head.begins]:
        _drop_first(own)
    if not own.rows:
        return
    last = len(taken.rows) - 1
    goes_on, title = _goes_on(taken, own, head), head.at("title")
    # A place is that of the title.
    if goes_on and title is not None and own.rows[0][title]:
        taken.to_pages[last] = own.pages[0]
    covered: dict[int, list[int]] = {}
    for column in range(len(own.rows[0])):
        is_level = column in [at for level in LEVELS for at in [head.at(level)] if at is not None]
        text = own.rows[0][column]
        if goes_on or (is_level and (not text or text[:1].islower())):
            area = taken.area(last, column)
            above = taken.rows[area[0]][area[1]]
            own.rows[0][column] = ""
            if text:
                taken.rows[area[0]][area[1]] = f"{above}{_between(above, text)}{text}"
            covered[column] = area
    for column, area in covered.items():
        there = own.area(0, column)
        # The row that goes on is no row of its own.
        area[2] += there[2] + (0 if goes_on else 1)
        own.merged.remove(there)
    if goes_on:
        _drop_first(own)
    taken.merged += [[top + last + 1, left, bottom + last + 1, right] for top, left, bottom, right in own.merged]
    taken.rows += own.rows
    taken.pages += own.pages


def _between(above: str, text: str) -> str:
    """What stands between two lines of a cell, or its parts on two pages."""
    if not above or (above.endswith("-") and above[-2:-1].isalnum()):
        return ""
    return "\n" if heading_level(text) or _BELOW.match(text) else " "


def _goes_on(taken: _Grid, own: _Grid, head: Head) -> bool:
    """Whether the first row of a page goes on with the last of the page before: without a number where all have one,
    else without a title of its own."""
    label, title = head.at("label"), head.at("title")
    first = own.rows[0]
    if label is not None and taken.rows[-1][label].strip():
        return not first[label].strip() and any(one.strip() for one in first)
    said = first[title] if title is not None else ""
    return not said.strip() or said[:1].islower()


def _drop_first(grid: _Grid) -> None:
    del grid.rows[0], grid.pages[0]
    grid.merged = [[max(0, top - 1), left, bottom - 1, right] for top, left, bottom, right in grid.merged if bottom > 0]
