"""Tables of a PDF that are ruled across alone, or whose rows are painted: their columns begin where the words of their
heads do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from etl.readers.fields.columns import understood
from etl.readers.pdf.lines import Line, cells_of
from etl.readers.pdf.ruled import Bands, Ruled
from etl.readers.text import one_line

# Of columns that are known: what the head of such a table has at least.
_FEWEST_KNOWN = 3
# In points: how far before the first letter of its head a column begins.
_MARGIN = 3.0
# In sizes of type: what parts two words at least.
_WORD_GAP = 0.15


def banded(bands: Bands, lines: Sequence[Line], parted: Callable[[Sequence[float]], Iterable[Line]]) -> Iterator[Ruled]:
    """The tables that stand in these bands; `lines` are those of the page, and `parted` gives them with their pieces
    parted at some places from the left."""
    rows = [_cells(bands, high, low, lines) for high, low in pairwise(bands.heights)]
    heads = [at for at, row in enumerate(rows) if _is_head(row)]
    for at, head in enumerate(heads):
        # What stands between two tables, and the rule above the second, is of neither.
        last = heads[at + 1] - 1 if at + 1 < len(heads) else len(rows)
        lefts = _lefts(bands, rows[head])
        top, bottom = bands.heights[head], bands.heights[last]
        if last > head + 1 and len(lefts) > _FEWEST_KNOWN and not _crosses(lefts, top, bottom, parted(lefts)):
            yield bands.table(head, last, lefts)


def _cells(bands: Bands, high: float, low: float, lines: Sequence[Line]) -> list[Line]:
    """What stands in a band, cell by cell, from the left."""
    own = [
        cell
        for line in lines
        for cell in cells_of(line)
        if low <= cell.base + cell.size / 4 < high and bands.begins - _MARGIN <= cell.left < bands.ends
    ]
    return sorted(own, key=lambda cell: cell.left)


def _columns(cells: Sequence[Line]) -> list[list[Line]]:
    """The cells of a head by column: those that begin at one place stand below one another."""
    found: list[list[Line]] = []
    for cell in cells:
        if found and cell.left < max(one.pieces[-1].right for one in found[-1]):
            found[-1].append(cell)
        else:
            found.append([cell])
    return found


def _is_head(cells: Sequence[Line]) -> bool:
    said = [one_line(" ".join(cell.text for cell in sorted(own, key=lambda one: -one.base))) for own in _columns(cells)]
    known = {column.field for column in understood(said)}
    return len(known) >= _FEWEST_KNOWN and "title" in known


def _lefts(bands: Bands, head: Sequence[Line]) -> list[float]:
    if len(bands.lefts) > _FEWEST_KNOWN:
        return list(bands.lefts)
    begins = [min(cell.left for cell in own) - _MARGIN for own in _columns(head)]
    return [min(bands.begins, begins[0]), *begins[1:], bands.ends]


def _crosses(lefts: Sequence[float], top: float, bottom: float, lines: Iterable[Line]) -> bool:
    """Whether a word goes over from one column into the next: the columns are then elsewhere."""
    return any(
        any(one.left < left <= other.left for left in lefts[1:-1])
        and not (one.text.endswith(" ") or other.text.startswith(" "))
        and other.left - one.right < _WORD_GAP * other.size
        for line in lines
        if bottom <= line.base < top
        for one, other in pairwise(line.pieces)
    )
