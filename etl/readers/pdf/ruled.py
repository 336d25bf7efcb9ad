"""Tables that lines are ruled around, on a page of a PDF: their cells, merged ones as one, and the words in each."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from etl.readers.pdf.lines import Point, upright

# In points: rules nearer than this are one; shorter ones are no side of a cell.
_SAME_RULE, _SHORTEST = 2.5, 5.0
# In points, how near to the edge of the paper nothing but its ground goes.
_EDGE = 4.0
# A page with more of them is a drawing.
_MOST_RULES = 4_000
# Of rules as they are seen, parts that go on with one another made one.
_MOST_LONG = 1_500
_MOST_ROWS, _MOST_COLUMNS = 300, 60
_FEWEST_BANDS = 3


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
    # Tables that stand in one of its cells.
    inner: tuple[Ruled, ...] = ()

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

    def is_ground(self, width: float, height: float) -> bool:
        """Whether this is what a page is painted with, from edge to edge of the paper: no table goes so far."""
        is_wide = self.lefts[0] < _EDGE and self.lefts[-1] > width - _EDGE
        return is_wide or (self.heights[-1] < _EDGE and self.heights[0] > height - _EDGE)

    def holds(self, other: Ruled) -> bool:
        """Whether a table stands in a cell of this one."""
        across, up = (other.lefts[0] + other.lefts[-1]) / 2, (other.heights[0] + other.heights[-1]) / 2
        cell = self.cell_at(across, up)
        return (
            cell is not None
            and cell.from_left - _SAME_RULE <= other.lefts[0] < other.lefts[-1] <= cell.to_right + _SAME_RULE
            and cell.from_bottom - _SAME_RULE <= other.heights[-1] < other.heights[0] <= cell.to_top + _SAME_RULE
        )

    def covers(self, other: Ruled) -> bool:
        """Whether a table stands within the heights of this one, beside none of it."""
        across, up = (other.lefts[0] + other.lefts[-1]) / 2, (other.heights[0] + other.heights[-1]) / 2
        return self.lefts[0] < across < self.lefts[-1] and self.heights[-1] < up < self.heights[0]

    def onto(self, lefts: Sequence[float]) -> Ruled | None:
        """The table with the columns of another that it goes on with, all of whose rules it may not show; None where it
        has rules of its own, or stands elsewhere."""
        for shift in (lefts[0] - self.lefts[0], 0.0):
            columns = [
                at
                for own in self.lefts
                for at in [next((at for at, one in enumerate(lefts) if abs(one - shift - own) <= 2 * _SAME_RULE), None)]
                if at is not None
            ]
            is_whole = columns[:1] == [0] and columns[-1:] == [len(lefts) - 1]
            # A cell at the side that goes on from the page before has no rule of its own.
            is_most = not shift and len(columns) > len(lefts) / 2
            if len(columns) == len(self.lefts) and (is_whole or is_most):
                break
        else:
            return None
        cells = tuple(replace(one, left=columns[one.left], right=columns[one.right + 1] - 1) for one in self.cells)
        moved = [left - shift for left in lefts]
        top, low, last = self.heights[0], self.heights[-1], len(lefts) - 1
        sides = [(0, columns[0])] * (columns[0] > 0) + [(columns[-1], last)] * (columns[-1] < last)
        beside = (Cell(0, at, self.rows - 1, to - 1, moved[at], moved[to], low, top) for at, to in sides)
        return replace(self, lefts=tuple(moved), cells=(*cells, *beside))

    def walls(self) -> list[float]:
        """How far from the left cells begin and end, in points, those of tables in its cells too."""
        own = {side for cell in self.cells for side in (cell.from_left, cell.to_right)}
        return sorted(own | {side for one in self.inner for side in one.walls()})


@dataclass(frozen=True)
class Bands:
    """Rules of one width one below another, from and to, in points: their heights from above, and where painted cells
    between them begin and end, where there are any."""

    begins: float
    ends: float
    heights: tuple[float, ...]
    lefts: tuple[float, ...]

    def table(self, first: int, last: int, lefts: Sequence[float]) -> Ruled:
        """The table of the bands from `first` up to `last`, with columns that begin at `lefts`."""
        heights = self.heights[first : last + 1]
        cells = tuple(
            Cell(row, column, row, column, left, right, low, high)
            for row, (high, low) in enumerate(pairwise(heights))
            for column, (left, right) in enumerate(pairwise(lefts))
        )
        return Ruled(tuple(lefts), heights, cells)


def ruled(page: pypdfium2.PdfPage) -> tuple[list[Ruled], list[Bands]]:
    """The tables of a page, from above: each what rules that touch one another go around; and rules or painted rows
    that lie one below another, which may be tables too. None where a page has too many rules to be more than a
    drawing."""
    across, down = [], []
    width, height = page.get_width(), page.get_height()
    for number, (first, second) in enumerate(_segments(page)):
        if number > _MOST_RULES:
            return [], []
        wide, high = abs(first[0] - second[0]), abs(first[1] - second[1])
        if wide < _SAME_RULE and high >= _SHORTEST:
            rule = Rule((first[0] + second[0]) / 2, *sorted((first[1], second[1])))
            if not _is_edge(rule, width, height):
                down.append(rule)
        elif high < _SAME_RULE and wide >= _SHORTEST:
            rule = Rule((first[1] + second[1]) / 2, *sorted((first[0], second[0])))
            if not _is_edge(rule, height, width):
                across.append(rule)
    groups = list(_touching(across, down))
    found = [table for own in groups for table in [_table(*own)] if table]
    tables = _outer(sorted(found, key=lambda one: (-one.heights[0], one.lefts[0])))
    # A row by itself may be one of a table whose other rows are not painted.
    return tables, _bands(groups, [one for one in tables if one.rows > 1])


def _bands(groups: Sequence[tuple[list[Rule], list[Rule]]], tables: Sequence[Ruled]) -> list[Bands]:
    """Rules of one width, three at least, in no table, and where the painted cells between them begin and end."""
    loose = [(wide, high) for wide, high in groups if wide and not any(_is_within(wide[0], one) for one in tables)]
    found: list[list[tuple[list[Rule], list[Rule]]]] = []
    for wide, high in sorted(loose, key=lambda one: one[0][0].begins):
        whole = (min(one.begins for one in wide), max(one.ends for one in wide))
        same = next((own for own in found if _is_wide_as(own[0][0], whole)), None)
        if same is None:
            found.append([(wide, high)])
        else:
            same.append((wide, high))
    bands = []
    for own in found:
        heights = _places([rule for wide, _ in own for rule in wide])[::-1]
        lefts = _places([rule for _, high in own for rule in high])
        if _FEWEST_BANDS <= len(heights) <= _MOST_ROWS and len(lefts) <= _MOST_COLUMNS:
            begins, ends = own[0][0][0].begins, max(rule.ends for rule in own[0][0])
            bands.append(Bands(begins, ends, tuple(heights), tuple(lefts)))
    return bands


def _is_within(rule: Rule, table: Ruled) -> bool:
    is_beside = rule.ends < table.lefts[0] or rule.begins > table.lefts[-1]
    return not is_beside and table.heights[-1] - _SAME_RULE <= rule.at <= table.heights[0] + _SAME_RULE


def _is_wide_as(wide: Sequence[Rule], whole: tuple[float, float]) -> bool:
    begins, ends = min(one.begins for one in wide), max(one.ends for one in wide)
    return abs(begins - whole[0]) <= 2 * _SAME_RULE and abs(ends - whole[1]) <= 2 * _SAME_RULE


def _is_edge(rule: Rule, breadth: float, length: float) -> bool:
    """Whether a rule is a side of the whole page: its ground is painted, and a table may go over it."""
    is_at_side = rule.at < _SAME_RULE or rule.at > breadth - _SAME_RULE
    return is_at_side and rule.ends - rule.begins > length - 2 * _SAME_RULE


def _table(across: Sequence[Rule], down: Sequence[Rule]) -> Ruled | None:
    lefts, heights = _places(down), _places(across)[::-1]
    # A box of one column may be a fiche, row by row.
    if len(lefts) < 2 or len(heights) < 2 or len(lefts) > _MOST_COLUMNS or len(heights) > _MOST_ROWS:
        return None
    return Ruled(tuple(lefts), tuple(heights), tuple(_cells(lefts, heights, across, down)))


def _outer(tables: Sequence[Ruled]) -> list[Ruled]:
    """The tables that stand in no cell of another, with those that do."""

    def holder(inner: Ruled) -> Ruled | None:
        wide = (one for one in tables if one is not inner and one.columns > 1)
        around = [one for one in wide if one.covers(inner) and one.holds(inner)]
        return min(around, key=lambda one: one.lefts[-1] - one.lefts[0], default=None)

    held = [(inner, around) for inner in tables for around in [holder(inner)] if around]
    return [
        replace(one, inner=tuple(inner for inner, around in held if around is one))
        for one in tables
        # A frame around a table is none.
        if not any(inner is one for inner, _ in held)
        and (one.columns > 1 or not any(one.covers(other) and one.holds(other) for other in tables if other is not one))
    ]


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules in groups, each of those that touch one another."""
    wide, high = _longest(across), _longest(down)
    if len(wide) + len(high) > _MOST_LONG:
        return
    group = list(range(len(wide) + len(high)))

    def first(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for at, rule in enumerate(wide):
        begins = bisect_left(high, rule.begins - _SAME_RULE, key=lambda one: one.at)
        ends = bisect_right(high, rule.ends + _SAME_RULE, key=lambda one: one.at)
        for other in range(begins, ends):
            if high[other].begins - _SAME_RULE <= rule.at <= high[other].ends + _SAME_RULE:
                group[first(len(wide) + other)] = first(at)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate((*wide, *high)):
        found.setdefault(first(at), ([], []))[0 if at < len(wide) else 1].append(rule)
    yield from found.values()


def _longest(rules: Sequence[Rule]) -> list[Rule]:
    """Rules in the order of where they stand, those that go on with one another made one."""
    found: list[Rule] = []
    places = _places(rules)
    by_place: dict[float, list[Rule]] = {at: [] for at in places}
    for rule in rules:
        by_place[places[bisect_right(places, rule.at) - 1]].append(rule)
    for at, own in by_place.items():
        begins, ends = None, 0.0
        for rule in sorted(own, key=lambda one: one.begins):
            if begins is None:
                begins, ends = rule.begins, rule.ends
            elif rule.begins > ends + _SAME_RULE:
                found.append(Rule(at, begins, ends))
                begins, ends = rule.begins, rule.ends
            else:
                ends = max(ends, rule.ends)
        if begins is not None:
            found.append(Rule(at, begins, ends))
    return found


def _segments(page: pypdfium2.PdfPage) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a page as it is shown, from and to, in points from its left and bottom."""
    turned = upright(page)
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        matrix = drawn.get_matrix()
        x, y = ctypes.c_float(), ctypes.c_float()
        begun: Point | None = None
        last: Point | None = None
        for at in range(min(raw.FPDFPath_CountSegments(drawn.raw), _MOST_RULES)):
            segment = raw.FPDFPath_GetPathSegment(drawn.raw, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = turned(*matrix.on_point(x.value, y.value))
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
