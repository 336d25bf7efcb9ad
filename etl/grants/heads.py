"""The head of a list of grants that stands in two rows: names of groups over those of their columns, and beside them
names that are merged over both rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Any

# Names of the first row, at least; letters of a name, at most; and the rows among which a head stands.
_FEWEST, _LONGEST, _FIRST_ROWS = 3, 80, 30
Row = Any  # etl.grants.tables.Line, which takes this module's rows


def heads_joined(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows; of a head in two, the names that are merged over both stand in the second alone."""
    second: tuple[object, ...] | None = None
    for upper, lower in pairwise(chain(rows, [None])):
        cells = second or upper.cells
        second = None
        if lower is not None and upper.number <= _FIRST_ROWS and _is_second(cells, lower.cells):
            width = max(len(cells), len(lower.cells))
            above, below = _wide(cells, width), _wide(lower.cells, width)
            second = tuple(under or over for over, under in zip(above, below, strict=True))
            cells = tuple(over if under else "" for over, under in zip(above, below, strict=True))
        yield replace(upper, cells=cells) if cells is not upper.cells else upper


def _is_second(upper: Sequence[object], lower: Sequence[object]) -> bool:
    """Whether a row names columns of groups that the row above it names, and nothing else."""
    names, below = list(map(_name, upper)), list(map(_name, lower))
    if sum(map(bool, names)) < _FEWEST or not any(below) or not (_are_names(upper) and _are_names(lower)):
        return False
    names += [""] * (len(below) - len(names))
    below += [""] * (len(names) - len(below))
    grouped, is_group = [], False
    for at, name in enumerate(names):
        # A group begins over a column that has no name in the first row, or goes on to one.
        goes_on = at + 1 < len(names) and not names[at + 1] and bool(below[at + 1])
        is_group = goes_on if name else is_group
        grouped.append(is_group and bool(below[at]))
    merged = any(name and not under for name, under in zip(names, below, strict=True))
    return merged and all(group for group, under in zip(grouped, below, strict=True) if under)


def _are_names(cells: Sequence[object]) -> bool:
    return all(isinstance(cell, str) and len(cell) <= _LONGEST for cell in cells if _name(cell)) and not any(
        name and not any(map(str.isalpha, name)) for name in map(_name, cells)
    )


def _name(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _wide(cells: Sequence[object], width: int) -> tuple[object, ...]:
    return (*cells, *[""] * (width - len(cells)))
