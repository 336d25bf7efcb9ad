"""The lines of cells whose rows are too low for them, as a sheet is printed whose rows were not made higher: they go on
over the rows above or below. A program draws a cell at once, so that its lines follow one another; where they begin,
end or have their middle tells the cell, in one way for the whole table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from etl.readers.pdf.lines import Line
from etl.readers.pdf.ruled import Cell

# In sizes of type: how far lines of one cell stand apart.
_APART = 1.6
# In sizes of type: how near lines stand that stand on one another.
_STACKED = 0.75
# Lines of other columns that may be drawn between two of one cell; in points, how far steps of one leading differ.
_BETWEEN, _SAME = 2, 0.3


def are_too_low(drawn: Sequence[tuple[Cell, Line]]) -> bool:
    """Whether lines of a cell stand on one another, or lines that were drawn together go on into the next row as they
    do within a cell, though both rows have words in other columns, which would have been drawn between."""
    for own in grouped(drawn).values():
        for one, other in pairwise(sorted(own, key=lambda line: line.base)):
            if abs(one.left - other.left) < one.size and abs(one.base - other.base) < _STACKED * one.size:
                return True
    pairs = [(above[0], below[0], step) for above, below in pairwise(drawn) if (step := _step(above, below))]
    leading = min((step for above, below, step in pairs if above == below), default=0.0)
    beside: dict[int, set[int]] = defaultdict(set)
    for cell, _ in drawn:
        for row in range(cell.top, cell.bottom + 1):
            beside[row].add(cell.left)
    return any(
        above.top != below.top and abs(step - leading) < _SAME
        and len(beside[above.bottom]) > 1 and len(beside[below.top]) > 1
        for above, below, step in pairs
    )  # fmt: skip


def by_drawing(
    drawn: Sequence[tuple[Cell, Line]], cell_at: Callable[[float, float], Cell | None]
) -> list[tuple[Cell, Line]]:
    """The lines, in the order in which they were drawn, each with the cell that it is of: `drawn` has the cell that it
    stands in, `cell_at` finds one by a point, in points from the left and from the bottom."""
    steps = [_step(*pair) for pair in pairwise(drawn)]
    leading = min(filter(None, steps), default=0.0)
    runs: list[list[tuple[Cell, Line]]] = []
    # Of each column, the last run with the number of its last line.
    last: dict[int, tuple[int, list[tuple[Cell, Line]]]] = {}
    for at, one in enumerate(drawn):
        before, run = last.get(one[0].left, (-1, []))
        # A line of another column that stands as high may come between.
        is_near = run and at - before <= 1 + _BETWEEN
        if is_near and (step := _step(run[-1], one)) and (at == before + 1 or abs(step - leading) < _SAME):
            run.append(one)
        else:
            run = [one]
            runs.append(run)
        last[one[0].left] = at, run

    def placed(way: Callable[[float, float], float]) -> list[Cell | None]:
        found = []
        for run in runs:
            first, last = run[0][1], run[-1][1]
            across = (first.left + first.pieces[-1].right) / 2
            found.append(cell_at(across, way(first.base, last.base) + first.size / 4))
        return found

    ways = [placed(way) for way in (lambda top, _: top, lambda top, low: (top + low) / 2, lambda _, low: low)]
    best = min(ways, key=_clashes)
    return [(of or cell, line) for of, run in zip(best, runs, strict=True) for cell, line in run]


def _step(above: tuple[Cell, Line], below: tuple[Cell, Line]) -> float:
    """How far a line stands below another of its column, in points; 0 where it is not the next of one cell."""
    step = above[1].base - below[1].base
    return step if above[0].left == below[0].left and 0 < step <= _APART * below[1].size else 0.0


def _clashes(cells: Sequence[Cell | None]) -> int:
    """How many runs have no cell, or one that another run has."""
    times = Counter(cells)
    return times.pop(None, 0) + sum(own - 1 for own in times.values())


def grouped(placed: Sequence[tuple[Cell, Line]]) -> dict[Cell, list[Line]]:
    """The lines of each cell."""
    found: dict[Cell, list[Line]] = defaultdict(list)
    for cell, line in placed:
        found[cell].append(line)
    return found
