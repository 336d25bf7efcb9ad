"""The lines of a page in the order in which they are read, where a program drew them in another: cards and columns are
parted at the room between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from etl.readers.fields.columns import field_of
from etl.readers.pdf.lines import Line, cells_of

# In sizes of type: how much higher a line that is drawn later stands, and the room between columns.
_ABOVE, _ROOM = 1.2, 1.0
# In points: what stands at one height.
_SAME_HEIGHT = 3.0
# In points: how wide the strips of a page are in which what was drawn so far is remembered.
_STRIP = 6.0
_FEWEST_LABELS = 2
# A page of more is a drawing or a long table.
_MOST_CELLS = 400


def in_reading_order(lines: Sequence[Line], is_held: Callable[[Line], bool]) -> list[Line]:
    """The lines, those of pages that were drawn out of order parted into cells and put in the order of reading;
    `is_held`: whether a line stands in a table, where its place tells its cell."""
    found: list[Line] = []
    for _, of_page in groupby(lines, key=lambda line: line.page):
        own = list(of_page)
        cells = [cell for line in own for cell in cells_of(line)]
        is_out = len(cells) <= _MOST_CELLS and _is_out_of_order([one for one in cells if not is_held(one)])
        found += _cut(cells) if is_out else own
    return found


def _right(cell: Line) -> float:
    return cell.pieces[-1].right


def _is_out_of_order(cells: Sequence[Line]) -> bool:
    """Whether a cell is drawn after one that it stands above, in one column with it."""
    lowest: dict[int, Line] = {}
    for cell in cells:
        for strip in range(int(cell.left / _STRIP) + 1, int(_right(cell) / _STRIP) + 1):
            below = lowest.get(strip)
            if below is not None and cell.base - below.base > _ABOVE * max(cell.size, below.size):
                return True
            if below is None or cell.base < below.base:
                lowest[strip] = cell
    return False


def _cut(cells: Sequence[Line]) -> list[Line]:
    """The cells in order: columns one after the other where room parts them from above to below, else what stands above
    the widest room across, then what stands below it."""
    if len(cells) < 2:
        return list(cells)
    across = sorted(cells, key=lambda one: one.left)
    end = _right(across[0])
    for at, cell in enumerate(across[1:], 1):
        if cell.left - end > _ROOM * cell.size and not _are_labels(across[:at], across[at:]):
            return [*_cut(across[:at]), *_cut(across[at:])]
        end = max(end, _right(cell))
    down = sorted(cells, key=lambda one: (-one.base, one.left))
    rooms = [(above.base - below.base - below.size, at) for at, (above, below) in enumerate(pairwise(down), 1)]
    room, at = max(rooms, key=lambda one: (one[0], -one[1]))
    if room <= -_SAME_HEIGHT or down[at - 1].base - down[at].base <= _SAME_HEIGHT:
        return down
    return [*_cut(down[:at]), *_cut(down[at:])]


def _are_labels(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether what stands at the left is labels whose values stand beside them: these are no columns."""
    said = ((one, one.text.rstrip(" :")) for one in left)
    labels = [one for one, text in said if ":" not in text and field_of(text)]
    beside = sum(any(abs(one.base - other.base) <= _SAME_HEIGHT for other in right) for one in labels)
    return beside >= max(_FEWEST_LABELS, len(labels) / 2)
