"""The rows of a table without any rule: which lines are of one row, and which are headings between rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.readers.fields.columns import Column
from etl.readers.lines.headings import heading_level
from etl.readers.pdf.lines import Line
from etl.readers.text import one_line

# Of the smallest step from line to line, what parts two rows.
_APART = 1.3
# In sizes of type: the widest room between two words of one sentence; the widest step from line to line of one cell;
# how far the middle of a row may be off from its number, twice.
SPACE, LEADING, _OFF = 0.5, 1.45, 0.5


@dataclass
class Row:
    """Cells that stand at one height, from the left."""

    cells: list[Line] = field(default_factory=list)

    @property
    def base(self) -> float:
        return self.cells[0].base

    @property
    def size(self) -> float:
        return max(cell.size for cell in self.cells)


def column_of(left: float, lefts: Sequence[float]) -> int:
    return bisect_right(lefts[1:-1], left)


def is_banner(row: Row, lefts: Sequence[float]) -> bool:
    """Whether a row is one cell at the left that heads those below."""
    one = row.cells[0]
    near = all(two.left - one.pieces[-1].right < SPACE * row.size for one, two in pairwise(row.cells))
    text = one_line(" ".join(cell.text for cell in row.cells))
    is_told = all(cell.is_bold for cell in row.cells) or bool(heading_level(text)) or text.isupper()
    return near and column_of(one.left, lefts) == 0 and is_told


def is_rest(row: Row, above: Row, lefts: Sequence[float]) -> bool:
    """Whether a row is the last line of a title in bold in the row above, and heads nothing."""
    titles = [cell for cell in above.cells if column_of(cell.left, lefts) == 0]
    is_near = above.base - row.base <= LEADING * row.size and len(above.cells) > len(titles)
    of_title = titles[-1] if titles else None
    return (
        is_near and of_title is not None and is_banner(row, lefts) and not heading_level(one_line(row.cells[0].text))
        and of_title.is_bold and abs(of_title.pieces[-1].left - row.cells[0].left) < abs(lefts[0] - row.cells[0].left)
    )  # fmt: skip


def groups_of(rows: Sequence[Row], lefts: Sequence[float], columns: Sequence[Column]) -> list[list[Row]]:
    """The lines of each row: parted by the room between them, or by their numbers; none where neither tells."""
    parts: list[list[Row]] = []
    for row in rows:
        if parts and is_rest(row, parts[-1][-1], lefts):
            parts[-1].append(row)
        elif is_banner(row, lefts) or not parts or is_banner(parts[-1][-1], lefts):
            parts.append([row])
        else:
            parts[-1].append(row)
    # From line to line of one column, the least is that of one cell.
    steps = []
    for column in range(len(lefts) - 1):
        bases = [
            [cell.base for row in part for cell in row.cells if column_of(cell.left, lefts) == column] for part in parts
        ]
        steps += [one - two for of_part in bases for one, two in pairwise(of_part)]
    own = {column.field: column.at for column in columns}
    label = own.get("label")
    # Numbers stand on the first line of their row, or on the last.
    is_above = any(label in _filled(part[0], lefts) for part in parts if not is_banner(part[0], lefts))
    found: list[list[Row]] = []
    for part in parts:
        made = _parted(part, min([*steps, LEADING * part[0].size]), lefts, own, is_above)
        if not made:
            return []
        found += made
    return found


def _by_numbers(part: Sequence[Row], begins: Sequence[int], lefts: Sequence[float], is_above: bool) -> list[list[Row]]:
    """The lines of each row, whose numbers stand on the lines `begins`: on its first, its last, or in its middle."""
    above, below = sorted({0, *begins}), [0, *(at + 1 for at in begins[:-1])]
    first, second = (above, below) if is_above else (below, above)
    ways = [
        [list(part[begin:end]) for begin, end in pairwise([*cuts, len(part)])]
        for cuts in (first, _around(part, begins), second)
        if cuts
    ]
    numbers = [part[at] for at in begins]
    return next((way for way in ways if _are_alike(way, numbers, lefts)), ways[0])


def _around(part: Sequence[Row], begins: Sequence[int]) -> list[int]:
    """Where rows begin whose numbers stand in their middle; nothing where they do not."""
    cuts = [0]
    for at, after in pairwise([*begins, len(part)]):
        middle, top = part[at].base, part[cuts[-1]].base
        end = min(range(at, after), key=lambda one: abs(top + part[one].base - 2 * middle))
        if abs(top + part[end].base - 2 * middle) > _OFF * part[at].size:
            return []
        cuts.append(end + 1)
    return cuts[:-1] if cuts[-1] == len(part) else []


def _are_alike(rows: Sequence[Sequence[Row]], numbers: Sequence[Row], lefts: Sequence[float]) -> bool:
    """Whether the cells of all rows begin beside their number, end beside it, or have it in their middle."""

    def off(one: Sequence[Row], number: Row) -> tuple[bool, bool, bool]:
        bases: dict[int, list[float]] = {}
        for row in one:
            for cell in row.cells:
                bases.setdefault(column_of(cell.left, lefts), []).append(cell.base - number.base)
        ends = [(max(own), min(own)) for own in bases.values()]
        near = _OFF * number.size / 2
        ways = ([top for top, _ in ends], [low for _, low in ends], [(top + low) / 2 for top, low in ends])
        first, last, middle = (all(abs(one) <= near for one in way) for way in ways)
        return first, last, middle

    told = [off(one, number) for one in rows for number in numbers if number in one]
    return len(told) == len(rows) == len(numbers) and any(map(all, zip(*told, strict=True)))


def _filled(row: Row, lefts: Sequence[float]) -> set[int]:
    return {column_of(cell.left, lefts) for cell in row.cells}


def _parted(
    part: Sequence[Row], step: float, lefts: Sequence[float], own: Mapping[str, int], is_above: bool
) -> list[list[Row]]:
    if len(part) == 1 or all(is_rest(row, above, lefts) for above, row in pairwise(part)):
        return [list(part)]
    by_room: list[list[Row]] = [[part[0]]]
    for above, row in pairwise(part):
        if above.base - row.base > _APART * step:
            by_room.append([row])
        else:
            by_room[-1].append(row)
    label, title = own.get("label"), own["title"]
    filled = [_filled(row, lefts) for row in part]
    begins = [at for at, columns in enumerate(filled) if label in columns]
    numbered = [part[at] for at in begins]
    if numbered and len(by_room) == len(numbered) and all(any(row in numbered for row in one) for one in by_room):
        return by_room
    if numbered:
        return _by_numbers(part, begins, lefts, is_above)
    if label is not None:
        # What is left of a row of the page before.
        return [list(part)]
    if all(title in columns and len(columns) > len(own) / 2 for columns in filled):
        # Each line is a row, or all go on over lines alike: rooms that differ tell.
        return by_room if len(by_room) > 1 else [[row] for row in part]
    return by_room if len(by_room) > 1 else []
