"""Tables of a PDF of which every second row is painted: the rows between, and below the last, are theirs too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from etl.readers.pdf.lines import Line
from etl.readers.pdf.ruled import Cell, Ruled

# In points: how far the sides of two parts may be off; of the rows that are painted, how high one between them may be.
_SAME_SIDE, _HIGHEST = 2.5, 3.0
# In sizes of type: the step from line to line of one cell; what a letter needs below its base; the widest room between
# two words of one sentence.
_LEADING, _LOW, _WORD_GAP = 1.6, 0.5, 0.4
_FEWEST_FILLED, _FEWEST_COLUMNS = 2, 3


def striped(tables: Sequence[Ruled], parted: Callable[[Sequence[float]], Iterable[Line]]) -> list[Ruled]:
    """The tables from above, those one below another that have the same columns joined where nothing but a row stands
    between them; `parted` gives the lines of the page with their pieces parted at some places from the left."""
    known: dict[tuple[float, ...], list[Line]] = {}

    def lines_at(lefts: tuple[float, ...]) -> list[Line]:
        # Parts have the same columns.
        if lefts not in known:
            known[lefts] = list(parted(lefts))
        return known[lefts]

    found: list[Ruled] = []
    joined: list[bool] = []
    for table in sorted(tables, key=lambda one: -one.heights[0]):
        above = found[-1] if found else None
        is_near = above is not None and _are_alike(above, table) and _are_near(above, table)
        if above and is_near and _fits(_between(above, table, lines_at(above.lefts)), above.lefts):
            found[-1] = _joined(above, table)
            joined[-1] = True
        else:
            found.append(table)
            joined.append(False)
    return [
        _with_last(one, [other for other in found if other is not one], lines_at(one.lefts)) if is_joined else one
        for one, is_joined in zip(found, joined, strict=True)
    ]


def _are_alike(above: Ruled, below: Ruled) -> bool:
    is_same = len(above.lefts) == len(below.lefts) > _FEWEST_COLUMNS
    return is_same and all(abs(one - two) <= _SAME_SIDE for one, two in zip(above.lefts, below.lefts, strict=True))


def _between(above: Ruled, below: Ruled, lines: Iterable[Line]) -> list[Line]:
    high, low = above.heights[-1], below.heights[0]
    return [line for line in lines if low <= line.base + line.size / 4 < high]


def _are_near(above: Ruled, below: Ruled) -> bool:
    """Whether no more than a row may stand between two parts."""
    rows = [high - low for one in (above, below) for high, low in pairwise(one.heights)]
    room = above.heights[-1] - below.heights[0]
    return 0 < room <= _HIGHEST * max(rows)


def _fits(lines: Sequence[Line], lefts: Sequence[float]) -> bool:
    """Whether lines fill several columns, no word going over from one into the next, nor beside the table."""
    pieces = [piece for line in lines for piece in line.pieces if piece.text.strip()]
    within = all(lefts[0] <= piece.left and piece.right <= lefts[-1] + _SAME_SIDE for piece in pieces)
    crosses = any(
        _column(one.left, lefts) != _column(two.left, lefts) and two.left - one.right < _WORD_GAP * two.size
        for line in lines
        for one, two in pairwise(line.pieces)
    )
    over = any(_column(piece.left, lefts) != _column(piece.right - 1, lefts) for piece in pieces)
    return (
        len({_column(piece.left, lefts) for piece in pieces}) >= _FEWEST_FILLED and within and not crosses and not over
    )


def _column(left: float, lefts: Sequence[float]) -> int:
    return bisect_right(lefts, left)


def _joined(above: Ruled, below: Ruled) -> Ruled:
    """Two parts as one table, with a row for what stands between them."""
    rows = above.rows + 1
    moved = (replace(one, top=one.top + rows, bottom=one.bottom + rows) for one in below.cells)
    row = _row(above.lefts, above.rows, above.heights[-1], below.heights[0])
    cells = (*above.cells, *row, *moved)
    return Ruled(above.lefts, (*above.heights, *below.heights), cells, (*above.inner, *below.inner))


def _row(lefts: Sequence[float], at: int, high: float, low: float) -> tuple[Cell, ...]:
    return tuple(Cell(at, column, at, column, one, two, low, high) for column, (one, two) in enumerate(pairwise(lefts)))


def _with_last(table: Ruled, others: Sequence[Ruled], lines: Iterable[Line]) -> Ruled:
    """The table with the row that stands below its last painted one, where one does."""
    below = sorted(
        (line for line in lines if line.base + line.size / 4 < table.heights[-1] and line.text),
        key=lambda one: -one.base,
    )
    own: list[Line] = []
    for line in below:
        last = own[-1].base if own else table.heights[-1]
        if last - line.base > _LEADING * line.size or any(
            one.heights[-1] <= line.base <= one.heights[0] for one in others
        ):
            break
        own.append(line)
    if not own or not _fits(own, table.lefts):
        return table
    low = own[-1].base - _LOW * own[-1].size
    row = _row(table.lefts, table.rows, table.heights[-1], low)
    return replace(table, heights=(*table.heights, low), cells=(*table.cells, *row))
