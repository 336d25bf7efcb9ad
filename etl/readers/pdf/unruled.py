"""Tables of a PDF without any rule, as a workbook that was printed has them: columns lie below the names of their head,
rows are parted by their numbers or by the room between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from etl.readers.fields.columns import Column, field_of, understood
from etl.readers.pdf.grid import PageTable
from etl.readers.pdf.lines import SAME_LINE, Line, PageText, cells_of
from etl.readers.pdf.ruled import Cell, Ruled
from etl.readers.pdf.unruled_rows import LEADING, SPACE, Row, column_of, groups_of, is_banner, is_rest
from etl.readers.text import one_line

_FEWEST_KNOWN, _LONGEST_NAMES = 3, 60
# In points: how far before its first letter a column begins, and how far heads of one table are off on another page.
_MARGIN, _SAME_PLACE = 2.0, 4.0
# In sizes of type: what a letter needs above its base, and below it.
_HIGH, _LOW = 0.85, 0.25
# Of cells, how many may go over into the next column.
_CROSSING = 0.02
# In points: what stands at one height.
_SAME_HEIGHT = 1.0
# Words that tell where columns begin.
_MOST_WORDS = 2_000
UNRULED = (
    "Ce tableau n’a pas de bords : ses cases sont lues d’après la place de leurs mots. Vérifier le découpage, ou "
    "prendre le classeur dont il vient."
)


@dataclass(frozen=True)
class _Head:
    """The names of columns, and where each begins, from the left."""

    row: Row
    names: tuple[str, ...]
    lefts: tuple[float, ...]

    @classmethod
    def of(cls, row: Row) -> _Head:
        whole = [one_line(cell.text) for cell in row.cells]
        has_title = any(field_of(name) == "title" for name in whole)
        parts = [part for cell in row.cells for part in _names_in(cell, has_title)]
        return cls(row, tuple(name for name, _ in parts), tuple(left for _, left in parts))

    def is_like(self, other: _Head) -> bool:
        """Whether another page says the same names at the same places."""
        places = zip(self.lefts, other.lefts, strict=False)
        return self.names == other.names and all(abs(one - two) <= _SAME_PLACE for one, two in places)

    @property
    def fields(self) -> set[str]:
        return {column.field for column in understood(self.names)}


@dataclass
class _Page:
    """What a page has of a table: its head, where it shows one, and the rows below."""

    number: int
    head: _Head | None
    rows: list[Row]


def unruled_tables(lines: Sequence[Line], pages: Sequence[PageText]) -> list[PageTable]:
    """The tables without rules on pages whose `lines` these are; none where their rows or columns cannot be parted."""
    found: list[PageTable] = []
    shown = list(_pages(lines, len(pages)))
    for head, own in _runs(shown):
        columns = understood(head.names)
        lefts = _lefts(head, [page for page in own if page.head], pages)
        for page in own:
            if not lefts:
                return []
            parted = list(pages[page.number - 1].lines(lefts[1:-1]))
            table = _table(page, _of_columns(page, parted, lefts), lefts, columns)
            if table is None and page.head:
                return []
            if table is None:
                break
            level = (one for one in parted if table.heights[-1] <= one.base + one.size / 4 <= table.heights[0])
            found.append(PageTable(page.number, table, tuple(level)))
    return [*found, *_asides(shown, found, pages)]


def _asides(shown: Sequence[_Page], found: Sequence[PageTable], pages: Sequence[PageText]) -> Iterator[PageTable]:
    """What stands on pages of its own below names of columns, none the title, on rows of the tables before it."""
    free = list(found)
    for page in shown:
        head = _Head.of(page.rows[0]) if page.rows and page.head is None else None
        if head is None or not all(map(field_of, head.names)):
            continue
        bases = [row.base for row in page.rows]
        own = next((one for one in free if one.page < page.number and _are_of(bases, one.ruled)), None)
        lefts = _lefts(head, [replace(page, head=head, rows=page.rows[1:])], pages) if own else []
        if own and lefts:
            free.remove(own)
            sides = list(enumerate(pairwise(lefts)))
            levels = list(enumerate(pairwise(own.ruled.heights)))
            cells = (
                Cell(row, column, row, column, left, right, low, high)
                for row, (high, low) in levels
                for column, (left, right) in sides
            )
            lines = tuple(pages[page.number - 1].lines(lefts[1:-1]))
            yield PageTable(page.number, Ruled(tuple(lefts), own.ruled.heights, tuple(cells)), lines)


def _are_of(bases: Sequence[float], table: Ruled) -> bool:
    """Whether what stands at these heights stands in the rows of a table, from its head on."""
    are_within = all(table.heights[-1] <= base <= table.heights[0] for base in bases)
    return are_within and bases[0] > table.heights[1]


def _rows(lines: Sequence[Line]) -> list[Row]:
    return _in_rows([cell for line in lines for cell in cells_of(line)])


def _in_rows(cells: Sequence[Line]) -> list[Row]:
    rows: list[Row] = []
    for cell in sorted(cells, key=lambda one: -one.base):
        if cell.text and rows and rows[-1].base - cell.base <= SAME_LINE * cell.size:
            rows[-1].cells.append(cell)
        elif cell.text:
            rows.append(Row([cell]))
    for row in rows:
        row.cells.sort(key=lambda one: one.left)
    return rows


def _of_columns(page: _Page, lines: Sequence[Line], lefts: Sequence[float]) -> list[Row]:
    """The rows of a page, their cells parted where columns begin, however near they stand; what stands at the heights
    of no row of the running text is left out."""
    bases = [row.base for row in page.rows]
    cells = []
    for line in lines:
        if any(abs(line.base - base) <= _SAME_HEIGHT for base in bases):
            for _, pieces in groupby(line.pieces, key=lambda one: column_of(one.left, lefts)):
                cells.append(Line(line.page, tuple(pieces)))
    return _in_rows(cells)


def _names_in(cell: Line, has_title: bool) -> list[tuple[str, float]]:
    """The names that a cell of a head says, with where they begin: two that stand near each other are one cell, as
    « N° Action » is where no other cell says « Action »."""
    text = one_line(cell.text)
    whole = [(text, cell.left)]
    if (field_of(text) and (has_title or field_of(text) != "label")) or len(text) > _LONGEST_NAMES:
        return whole
    spaces = [at for at, sign in enumerate(text) if sign == " "]
    at = next((at for at in spaces if field_of(text[:at]) and field_of(text[at + 1 :])), 0)
    if not at:
        return whole
    step = (cell.pieces[-1].right - cell.left) / len(text)
    return [(text[:at], cell.left), (text[at + 1 :], cell.left + step * (at + 1))]


def _is_head(row: Row) -> bool:
    fields = _Head.of(row).fields
    return "title" in fields and len(fields) >= _FEWEST_KNOWN


def names_columns(line: Line) -> bool:
    """Whether a line is the head of a table of actions."""
    return _is_head(Row(list(cells_of(line))))


def _pages(lines: Sequence[Line], pages: int) -> Iterator[_Page]:
    for number in range(1, pages + 1):
        rows = _rows([line for line in lines if line.page == number])
        heads = [at for at, row in enumerate(rows) if _is_head(row)]
        if not heads:
            yield _Page(number, None, rows)
        for at, end in pairwise([*heads, len(rows)]):
            head = _with_names_above(rows[at], rows[at - 1]) if at else rows[at]
            yield _Page(number, _Head.of(head), rows[at + 1 : end])


def _with_names_above(head: Row, above: Row) -> Row:
    """The head of a table, the names that begin on the line above it whole: « Coût », over « prévisionnel »."""
    over = {
        id(cell): one for one in above.cells for cell in head.cells if cell.left < one.right and one.left < cell.right
    }
    is_near = above.base - head.base <= LEADING * head.size
    if not is_near or len(over) != len(above.cells) or len(over) >= len(head.cells):
        return head
    return Row([_under(cell, over[id(cell)]) if id(cell) in over else cell for cell in head.cells])


def _under(cell: Line, above: Line) -> Line:
    *first, last = above.pieces
    return replace(cell, pieces=(*first, replace(last, text=f"{last.text.rstrip()} "), *cell.pieces))


def _runs(pages: Sequence[_Page]) -> Iterator[tuple[_Head, list[_Page]]]:
    """Each head with the pages that its table is on: those that repeat it, and those without one right behind."""
    own: list[_Page] = []
    head: _Head | None = None
    for page in pages:
        goes_on = page.head is None and bool(page.rows) and not all(map(field_of, _Head.of(page.rows[0]).names))
        is_same = head is not None and (goes_on or (page.head is not None and page.head.is_like(head)))
        if head and not is_same:
            yield head, own
            own = []
        head = head if is_same else page.head
        if head:
            own.append(page)
    if head:
        yield head, own


def _lefts(head: _Head, own: Sequence[_Page], pages: Sequence[PageText]) -> list[float]:
    """Where the columns begin, from the left: before each name of the head, where fewest cells go over; nothing where
    too many do."""
    words = [
        word
        for page in own
        for bases in [[row.base for row in page.rows if len(row.cells) > 1]]
        for word in pages[page.number - 1].words()
        if any(abs(word.base - base) <= _SAME_HEIGHT for base in bases)
    ][:_MOST_WORDS]
    if not words:
        return []
    found = [min(*(word.left for word in words), head.lefts[0]) - _MARGIN]
    for left, after in pairwise(head.lefts):
        places = [left + _MARGIN + at for at in range(int(after - left - _MARGIN))]
        if not places:
            return []
        over = {at: sum(one.left < at - 1 and one.right > at + 1 for one in words) for at in places}
        best = min(places, key=lambda at: (over[at], -at))
        if over[best] > _CROSSING * len(words):
            return []
        found.append(best)
    return [*found, max(*(word.right for word in words), head.row.cells[-1].pieces[-1].right) + _MARGIN]


def _table(page: _Page, of_columns: Sequence[Row], lefts: Sequence[float], columns: Sequence[Column]) -> Ruled | None:
    """The table of a page; None where its rows cannot be parted, or it has none."""
    rows = list(_of_table(of_columns, lefts))
    while rows and is_banner(rows[-1], lefts) and not (len(rows) > 1 and is_rest(rows[-1], rows[-2], lefts)):
        # What heads the next table.
        rows.pop()
    groups = groups_of(rows, lefts, columns)
    while groups and all(_is_prose(row) for row in groups[-1]):
        groups.pop()
    if not groups:
        return None
    top = page.head.row if page.head else None
    own = [*([[top]] if top else []), *groups]
    size = max(row.size for group in own for row in group)
    heights = [max(piece.base for cell in own[0][0].cells for piece in cell.pieces) + _HIGH * size]
    for above, below in pairwise(own):
        heights.append((above[-1].base - _LOW * size + below[0].base + _HIGH * size) / 2)
    heights.append(own[-1][-1].base - _LOW * size)
    cells: list[Cell] = []
    for at, (group, (high, low)) in enumerate(zip(own, pairwise(heights), strict=True)):
        if len(group) == 1 and group[0] is not top and is_banner(group[0], lefts):
            cells.append(Cell(at, 0, at, len(lefts) - 2, lefts[0], lefts[-1], low, high))
        else:
            sides = enumerate(pairwise(lefts))
            cells += [Cell(at, column, at, column, left, right, low, high) for column, (left, right) in sides]
    return Ruled(tuple(lefts), tuple(heights), tuple(cells))


def _of_table(rows: Sequence[Row], lefts: Sequence[float]) -> Iterator[Row]:
    """The rows down to where running text begins, whose words go on from column to column."""
    for row in rows:
        near = (two.left - one.pieces[-1].right < SPACE * row.size for one, two in pairwise(row.cells))
        if any(near) and not is_banner(row, lefts):
            return
        yield row


def _is_prose(row: Row) -> bool:
    """Whether a row is one sentence alone, as stands below a table."""
    return len(row.cells) == 1 and row.cells[0].text.strip().endswith((".", ":"))
