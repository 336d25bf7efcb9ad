"""The head of a list of grants that stands in two rows: names of groups over those of their columns, and beside them
names that are merged over both rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.grants.model import Line

# Names of the first row, at least; letters of a name, at most; and the rows among which a head stands.
_FEWEST, _LONGEST, _FIRST_ROWS = 3, 80, 30


def heads_joined(rows: Iterator[Line]) -> Iterator[Line]:
    """The rows; of a head in two, the names that are merged over both stand in the second alone."""
    upper = next(rows, None)
    while upper is not None:
        lower = next(rows, None)
        if lower is not None and upper.number <= _FIRST_ROWS and _is_second(upper.cells, lower.cells):
            width = max(len(upper.cells), len(lower.cells))
            pairs = list(zip(_wide(upper.cells, width), _wide(lower.cells, width), strict=True))
            upper = replace(upper, cells=tuple(over if under else "" for over, under in pairs))
            lower = replace(lower, cells=tuple(under or over for over, under in pairs))
        yield upper
        upper = lower


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
