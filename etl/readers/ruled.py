"""Tables that lines are ruled around, on a page of a PDF: their cells, merged ones as one, and the words in each."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

# In points: rules nearer than this are one; shorter ones are no side of a cell.
_SAME_RULE, _SHORTEST = 2.5, 5.0
# A page with more of them is a drawing.
_MOST_RULES = 4_000
_MOST_ROWS, _MOST_COLUMNS = 300, 60


@dataclass(frozen=True)
class Rule:
    """A line that is drawn across (`at` is its height) or down (`at` is how far from the left), from and to, in
    points."""

    at: float
    begins: float
    ends: float


@dataclass(frozen=True)
class Cell:
    """Where a cell stands in the grid of its page, both ends included, rows from above; and its sides in points."""

    top: int
    left: int
    bottom: int
    right: int
    from_left: float
    to_right: float
    from_bottom: float
    to_top: float


@dataclass(frozen=True)
class Ruled:
    """The cells of a page, row by row, and the rules between them: `lefts` from the left, `heights` from above."""

    lefts: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> int:
        return len(self.heights) - 1

    @property
    def columns(self) -> int:
        return len(self.lefts) - 1

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.top, cell.bottom + 1)
            for column in range(cell.left, cell.right + 1)
        }

    def cell_at(self, across: float, up: float) -> Cell | None:
        """The cell that holds a point; None beside the table."""
        row = bisect_left(self.heights, -up, key=lambda height: -height) - 1
        return self._by_place.get((row, bisect_right(self.lefts, across) - 1))

    def walls(self) -> list[float]:
        """How far from the left cells begin and end, in points."""
        return sorted({side for cell in self.cells for side in (cell.from_left, cell.to_right)})


def ruled(page: pypdfium2.PdfPage) -> Ruled | None:
    """The cells that lines are ruled around; None where there are none, or too many to be a table."""
    across, down = [], []
    for number, (first, second) in enumerate(_segments(page)):
        if number > _MOST_RULES:
            return None
        wide, high = abs(first[0] - second[0]), abs(first[1] - second[1])
        if wide < _SAME_RULE and high >= _SHORTEST:
            down.append(Rule((first[0] + second[0]) / 2, *sorted((first[1], second[1]))))
        elif high < _SAME_RULE and wide >= _SHORTEST:
            across.append(Rule((first[1] + second[1]) / 2, *sorted((first[0], second[0]))))
    lefts, heights = _places(down), _places(across)[::-1]
    if len(lefts) < 3 or len(heights) < 2 or len(lefts) > _MOST_COLUMNS or len(heights) > _MOST_ROWS:
        return None
    return Ruled(tuple(lefts), tuple(heights), tuple(_cells(lefts, heights, across, down)))


def _segments(page: pypdfium2.PdfPage) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight lines of a page, from and to, in points from its left and bottom."""
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        matrix = drawn.get_matrix()
        x, y = ctypes.c_float(), ctypes.c_float()
        begun: tuple[float, float] | None = None
        last: tuple[float, float] | None = None
        for at in range(min(raw.FPDFPath_CountSegments(drawn.raw), _MOST_RULES)):
            segment = raw.FPDFPath_GetPathSegment(drawn.raw, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_LINETO and last:
                yield last, point
            if kind == raw.FPDF_SEGMENT_MOVETO:
                begun = point
            if raw.FPDFPathSegment_GetClose(segment) and begun:
                yield point, begun
            last = point


def _places(rules: Sequence[Rule]) -> list[float]:
    """Where rules stand, those that are drawn twice or as thin boxes once."""
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _SAME_RULE:
            found.append(at)
    return found


def _cells(
    lefts: Sequence[float], heights: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> Iterator[Cell]:
    """Boxes between neighbouring rules, joined where no rule parts them."""

    def near(rules: Sequence[Rule], places: Sequence[float]) -> list[list[Rule]]:
        return [[rule for rule in rules if abs(rule.at - at) <= _SAME_RULE] for at in places]

    def parted(rules: Sequence[Rule], middle: float) -> bool:
        return any(rule.begins <= middle <= rule.ends for rule in rules)

    walls, floors = near(down, lefts), near(across, heights)
    rows, columns = len(heights) - 1, len(lefts) - 1
    taken: set[tuple[int, int]] = set()
    middles = [(left + right) / 2 for left, right in pairwise(lefts)]
    levels = [(high + low) / 2 for high, low in pairwise(heights)]
    for top in range(rows):
        for left in range(columns):
            if (top, left) in taken:
                continue
            right = left
            while right + 1 < columns and not parted(walls[right + 1], levels[top]):
                right += 1
            bottom = top
            while bottom + 1 < rows and not any(
                parted(floors[bottom + 1], middles[column]) for column in range(left, right + 1)
            ):
                bottom += 1
            taken |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            yield Cell(
                top, left, bottom, right, lefts[left], lefts[right + 1], heights[bottom + 1], heights[top]
            )  # fmt: skip
