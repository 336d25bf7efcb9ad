"""The tables that are ruled on the pages of a PDF as grids of texts, their parts on several pages joined again."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from etl.readers.fields.columns import LEVELS
from etl.readers.lines.headings import heading_level
from etl.readers.model import Place
from etl.readers.pdf.lines import Line
from etl.readers.pdf.low_rows import are_too_low, by_drawing, grouped
from etl.readers.pdf.ruled import Cell, Ruled
from etl.readers.tables.head import Head
from etl.readers.tables.turned import turned
from etl.readers.workbooks.sheets import Grid, Row, as_text

# Ends a paragraph in a cell, or may: white space, so that who asks for words sees none of it.
PARAGRAPH, PERHAPS = "\u2029", "\u2028"
# Of lines that go on, how many end in the space that a break took the place of, where a program writes it at all.
_MOST = 0.5
# « 1.2 Rendre à l’eau… » below « Axe 1 – … » in one cell.
_BELOW = re.compile(r"\d+(\.\d+)+\.?\s+[^\W\d_].*")
# What begins an action of several in a cell.
BULLET = re.compile(r"(?:[•‣▪▫●○◦■□➢➤→►▸✓❖*+–—-]|o(?=\s)|\d{1,2}[.)](?!\d)|[a-z][.)])\s+(?=\S)")
# A title that begins with its number, and one that a page cuts right behind it.
_NUMBERED = re.compile(r"(?:(?:fiche[\s-]*)?action\s*(?:n\s*[°ºo]\s*)?)?\d+(?:[.-]\d+)*(?![\d.,])", re.I)
ONLY_NUMBER = re.compile(rf"{_NUMBERED.pattern}\s*[.:–—-]?", re.I)
# Of the width of a line, what room a word needs to spare for its break to be the author's.
_SPARE = 1.1
# A word that fills its line is whole where one of these follows.
_SMALL_WORDS = frozenset(
    ("de", "des", "du", "et", "en", "par", "pour", "sur", "dans", "un", "une", "au", "aux", "ou", "avec", "les", "la")
)
# How much larger than the type of a table a line is that is none of its cells'.
_MUCH_LARGER = 2.0
# In points: how far a table may reach into the next column.
_TOUCH = 2.0
# In points: how much lower than the column before a table may begin that goes on from it.
_AS_HIGH = 6.0


@dataclass(frozen=True, eq=False)
class PageTable:
    """A table of a page, with the lines that stand level with it; whether nothing is above or below it on its page, or
    in its column, from 0, of those that the tables of its page stand in."""

    page: int
    ruled: Ruled
    lines: tuple[Line, ...]
    is_first: bool = False
    is_last: bool = False
    column: int = 0
    columns: int = 1
    # Whether it begins as high as the column before it.
    is_high: bool = False

    @cached_property
    def largest(self) -> float:
        """The size of type, in points, above which a line is no cell's: a title that is drawn over the table."""
        sizes: Counter[float] = Counter()
        for line in self.lines:
            if self._is_around(line):
                sizes[line.size] += len(line.text)
        return _MUCH_LARGER * max(sizes, key=lambda size: (sizes[size], size), default=math.inf)

    def holds(self, line: Line) -> bool:
        """Whether a line of the page stands in a cell."""
        return line.size < self.largest and self._is_around(line)

    def _is_around(self, line: Line) -> bool:
        return self.ruled.cell_at(line.left + line.size / 4, line.base + line.size / 4) is not None

    @property
    def box(self) -> tuple[int, float, float, float, float]:
        """Page, left, bottom, right and top, in points."""
        own = self.ruled
        return (self.page, own.lefts[0], own.heights[-1], own.lefts[-1], own.heights[0])


def placed(tables: Sequence[PageTable], running: Sequence[Line]) -> list[PageTable]:
    """The tables, told what of the running text stands above and below them."""
    own: dict[int, list[PageTable]] = defaultdict(list)
    for table in tables:
        own[table.page].append(table)
    beside: dict[int, list[Line]] = defaultdict(list)
    for line in running:
        if line.text and not any(one.holds(line) for one in own[line.page]):
            beside[line.page].append(line)
    found = []
    columns = {page: _columns(of_page) for page, of_page in own.items()}
    for table in tables:
        spans = columns[table.page]
        left, right = table.ruled.lefts[0], table.ruled.lefts[-1]
        column = next(at for at, (begins, ends) in enumerate(spans) if begins <= left and right <= ends)
        begins, ends = spans[column] if len(spans) > 1 else (-math.inf, math.inf)
        others = [one.ruled for one in own[table.page] if one is not table]
        others = [one for one in others if one.lefts[0] < ends and one.lefts[-1] > begins]
        texts = [
            line.base + line.size / 4
            for line in beside[table.page]
            if line.left < ends and line.pieces[-1].right > begins
        ]
        top, bottom = table.ruled.heights[0], table.ruled.heights[-1]
        is_first = not any(up > top for up in texts) and not any(one.heights[-1] >= top for one in others)
        is_last = not any(up < bottom for up in texts) and not any(one.heights[0] <= bottom for one in others)
        is_high = column > 0 and top > _top(own[table.page], beside[table.page], spans[column - 1]) - _AS_HIGH
        found.append(
            replace(table, is_first=is_first, is_last=is_last, column=column, columns=len(spans), is_high=is_high)
        )
    return found


def _top(tables: Sequence[PageTable], lines: Sequence[Line], span: tuple[float, float]) -> float:
    """How high a column of a page begins, in points."""
    of_tables = [one.ruled.heights[0] for one in tables if span[0] <= one.ruled.lefts[0] < span[1]]
    of_lines = [line.base + line.size for line in lines if span[0] <= line.left < span[1]]
    return max(of_tables + of_lines)


def _columns(tables: Sequence[PageTable]) -> list[tuple[float, float]]:
    """The columns that the tables of a page stand in, by where they begin and end, in points from the left."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((one.ruled.lefts[0], one.ruled.lefts[-1]) for one in tables):
        if found and left < found[-1][1] - _TOUCH:
            found[-1] = found[-1][0], max(right, found[-1][1])
        else:
            found.append((left, right))
    return found


@dataclass
class PdfGrid:
    """Rows that grow page by page; `merged` are areas of top, left, bottom and right. Paragraphs of a cell are parted
    by `PARAGRAPH`, headings in one by line breaks."""

    rows: list[list[str]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    # Row -> the page that it goes on to.
    to_pages: dict[int, int] = field(default_factory=dict)
    merged: list[list[int]] = field(default_factory=list)
    # Cells, by row and column, whose words stand at the top with room below.
    high: set[tuple[int, int]] = field(default_factory=set)

    def area(self, row: int, column: int) -> list[int]:
        """The merged area that holds a cell; made of the cell alone where none does."""
        for one in self.merged:
            if one[0] <= row <= one[2] and one[1] <= column <= one[3]:
                return one
        self.merged.append([row, column, row, column])
        return self.merged[-1]

    def as_grid(self, is_parted: bool = False) -> Grid:
        """The grid as readers of tables take it; `is_parted` keeps the marks between paragraphs."""
        rows = tuple(
            Row(
                Place(page=page, to_page=self.to_pages.get(at, 0)),
                tuple(one if is_parted else re.sub(f"[{PARAGRAPH}{PERHAPS}]", " ", one) for one in cells),
            )
            for at, (cells, page) in enumerate(zip(self.rows, self.pages, strict=True))
        )
        areas = tuple((top, left, bottom, right) for top, left, bottom, right in self.merged)
        return Grid("", rows, tuple(one for one in areas if one[0] < one[2] or one[1] < one[3]))


def turned_grid(table: PageTable, keeps_spaces: bool) -> PdfGrid | None:
    """The grid of a table whose actions are columns, an action a row; None for any other."""
    own = grid_of(table, keeps_spaces)
    one = own.as_grid()
    made = turned(one)
    if made is one:
        return None
    return PdfGrid([list(map(as_text, row.cells)) for row in made.rows], [table.page] * len(made.rows))


def lines_by_cell(table: PageTable) -> dict[Cell, list[Line]]:
    """The lines of each cell, in the order of the text; of rows that are too low for them, those that were drawn
    together."""
    drawn = list(_drawn(table))
    return grouped(by_drawing(drawn, table.ruled.cell_at) if are_too_low(drawn) else drawn)


def _drawn(table: PageTable) -> Iterator[tuple[Cell, Line]]:
    """The lines with the cells that they stand in, one that stands in several as one for each."""
    for line in table.lines:
        if line.size >= table.largest:
            continue
        own: dict[Cell, list[int]] = defaultdict(list)
        for at, piece in enumerate(line.pieces):
            across, up = (piece.left + piece.right) / 2, piece.base + piece.size / 4
            cell = table.ruled.cell_at(across, up)
            if cell:
                own[cell].append(at)
        for cell, places in own.items():
            yield cell, Line(line.page, tuple(line.pieces[at] for at in places))


def overlaps(table: PageTable) -> bool:
    """Whether lines of a cell stand on one another: a row that is too low shows the words of the one above it."""
    return are_too_low(list(_drawn(table)))


def keeps_spaces(tables: Sequence[PageTable]) -> bool:
    """Whether lines that go on end in a space: then one that does not is full, or its word is cut."""
    ends: Counter[bool] = Counter(
        line.pieces[-1].text.endswith(" ")
        for table in tables
        for own in lines_by_cell(table).values()
        for line in own[:-1]
    )
    return ends[True] > _MOST * ends.total()


def grid_of(table: PageTable, keeps_spaces: bool) -> PdfGrid:
    own = table.ruled
    grid = PdfGrid([[""] * own.columns for _ in range(own.rows)], [table.page] * own.rows)
    lines = lines_by_cell(table)
    for cell in own.cells:
        grid.rows[cell.top][cell.left] = said(lines.get(cell, []), cell, keeps_spaces)
        if (cell.top, cell.left) != (cell.bottom, cell.right):
            grid.merged.append([cell.top, cell.left, cell.bottom, cell.right])
        if _stands_high(lines.get(cell, []), cell):
            grid.high.add((cell.top, cell.left))
    return grid


def _stands_high(lines: Sequence[Line], cell: Cell) -> bool:
    if not lines:
        return False
    above = cell.to_top - max(line.base + line.size for line in lines)
    return 2 * abs(above) + lines[0].size < min(line.base for line in lines) - cell.from_bottom


def said(lines: Sequence[Line], cell: Cell, keeps_spaces: bool) -> str:
    """The words of a cell: words that a narrow cell cuts without a hyphen whole again, paragraphs parted."""
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
        has_space = above.pieces[-1].text.endswith(" ") or line.pieces[0].text.startswith(" ")
        is_alone = keeps_spaces and not has_space and " " not in above.text
        is_cut = is_alone and first[:1].islower() and text[-1:].isalpha() and width > room
        is_cut = is_cut and first not in _SMALL_WORDS
        if is_cut:
            text += words
            continue
        # Where spaces are kept, one that a line has room for is not written at the end of a paragraph alone.
        spare = room - (above.size / 2 if keeps_spaces else _SPARE * width)
        is_new = _is_paragraph(above, line, has_space and keeps_spaces, spare)
        gap = between(text, words, is_new)
        is_full = gap == " " and not (has_space and keeps_spaces) and words[:1].isupper()
        text += f"{PERHAPS if is_full else gap}{words}"
    return text


def _is_paragraph(above: Line, line: Line, goes_on: bool, spare: float) -> bool:
    """Whether a line of a cell begins a paragraph: a bullet, another type, or its first word had room above."""
    if BULLET.match(line.text) and not line.text[:1].isalpha():
        return True
    if above.is_bold != line.is_bold and line.text[:1].isupper():
        return True
    is_apart = above.base - line.base > 1.6 * max(above.size, line.size)
    return not goes_on and (spare > above.size / 4 or is_apart) and not line.text[:1].islower()


def between(above: str, text: str, is_paragraph: bool = False) -> str:
    """What stands between two lines of a cell, or its parts on two pages."""
    if not above or (above.endswith("-") and above[-2:-1].isalnum()):
        return ""
    if heading_level(text) or _BELOW.match(text):
        return "\n"
    return PARAGRAPH if is_paragraph else " "


def go_on(taken: PdfGrid, own: PdfGrid, head: Head) -> bool:
    """The rows of the next page below those before, its repeated head left out, its row that goes on taken in; whether
    the missing number of that row alone says that it goes on."""
    while own.rows and bare(own.rows[0]) in [bare(row) for row in taken.rows[: head.begins]]:
        _drop_first(own)
    if not own.rows:
        return False
    last = len(taken.rows) - 1
    is_sure, title = _goes_on(taken, own, head), head.at("title")
    goes_on = is_sure or _lacks_number(taken, own, head)
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
                taken.rows[area[0]][area[1]] = f"{above}{between(above, text)}{text}"
            covered[column] = area
        elif is_level and (0, column) not in own.high and _waits_for_text(taken, last, column):
            # A name that stands in the middle of a high cell may stand on its second page.
            area = taken.area(last, column)
            taken.rows[area[0]][area[1]], own.rows[0][column] = text, ""
            covered[column] = area
    for column, area in covered.items():
        there = own.area(0, column)
        # The row that goes on is no row of its own.
        area[2] += there[2] + (0 if goes_on else 1)
        own.merged.remove(there)
    if goes_on:
        _drop_first(own)
    taken.merged += [[top + last + 1, left, bottom + last + 1, right] for top, left, bottom, right in own.merged]
    taken.to_pages |= {at + last + 1: page for at, page in own.to_pages.items()}
    taken.rows += own.rows
    taken.pages += own.pages
    return goes_on and not is_sure


def _waits_for_text(taken: PdfGrid, row: int, column: int) -> bool:
    """Whether the cell of a level at the foot of a page begins there without words, in a column of cells over rows."""
    area = next((one for one in taken.merged if one[0] <= row <= one[2] and one[1] <= column <= one[3]), None)
    is_merged = any(one[0] < one[2] and one[1] <= column <= one[3] for one in taken.merged)
    top, left = (area[0], area[1]) if area else (row, column)
    return is_merged and not taken.rows[top][left].strip() and any(taken.rows[row])


def _goes_on(taken: PdfGrid, own: PdfGrid, head: Head) -> bool:
    """Whether the first row of a page goes on with the last of the page before: without a number where all have one,
    else without a title of its own."""
    if is_banner(taken, len(taken.rows) - 1) or is_banner(own, 0):
        return False
    label, title = head.at("label"), head.at("title")
    first = own.rows[0]
    if label is not None and taken.rows[-1][label].strip():
        return not first[label].strip() and any(one.strip() for one in first)
    words = first[title] if title is not None else ""
    return not words.strip() or words[:1].islower()


def _lacks_number(taken: PdfGrid, own: PdfGrid, head: Head) -> bool:
    """Whether the title in the first row of a page has no number, where the last of the page before is but its number,
    or all before begin with theirs."""
    title = head.at("title")
    words = own.rows[0][title].strip() if title is not None else ""
    if title is None or not words or _NUMBERED.match(words) or is_banner(own, 0):
        return False
    heads, spanning = {bare(row) for row in taken.rows[: head.begins]}, banners(taken)
    titles = [
        row[title].strip()
        for at, row in enumerate(taken.rows)
        if at >= head.begins and at not in spanning and bare(row) not in heads and row[title].strip()
    ]
    if not titles or len(taken.rows) - 1 in spanning:
        return False
    return bool(ONLY_NUMBER.fullmatch(titles[-1])) or (len(titles) > 1 and all(map(_NUMBERED.match, titles)))


def is_banner(grid: PdfGrid, row: int) -> bool:
    """Whether a row is one cell, with words in it, that spans the table, but for cells that come from above."""
    return row in _banners(grid, [one for one in grid.merged if one[0] <= row <= one[2]])


def banners(grid: PdfGrid) -> set[int]:
    """The rows that are one cell, with words in it, that spans the table."""
    return _banners(grid, grid.merged)


def _banners(grid: PdfGrid, merged: Sequence[Sequence[int]]) -> set[int]:
    from_above: dict[int, set[int]] = defaultdict(set)
    for top, left, bottom, right in merged:
        for row in range(top + 1, bottom + 1):
            from_above[row].update(range(left, right + 1))
    found = set()
    for top, left, bottom, right in merged:
        free = [column for column in range(len(grid.rows[top])) if column not in from_above[top]]
        is_whole = len(free) > 1 and left <= free[0] and right >= free[-1]
        if top == bottom and is_whole and grid.rows[top][free[0]].strip():
            found.add(top)
    return found


def bare(row: Sequence[str]) -> tuple[str, ...]:
    """The letters of a row, however its cells break its words."""
    return tuple("".join(text.split()) for text in row)


def _drop_first(grid: PdfGrid) -> None:
    del grid.rows[0], grid.pages[0]
    grid.high = {(row - 1, column) for row, column in grid.high if row}
    grid.merged = [[max(0, top - 1), left, bottom - 1, right] for top, left, bottom, right in grid.merged if bottom > 0]
