"""A grant as a file of its giver tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


class GrantsRefused(ValueError):
    """A file that no grants can be read of; the message is French and says what to do."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One row of a list of grants. Texts are as published, white space aside; what is not said is empty or None.

    `line` is that of the whole source file, from 1: an extract names it in a column `source_line`. `siren` has nine
    digits, `insee` five signs and `department` two or three, their zeros put back. `cost` and `eur` are in euros,
    `cost` before tax. `measure` is what the grant was given for within its `programme`.
    """

    line: int
    year: int | None
    funder: str
    programme: str
    measure: str
    beneficiary: str
    beneficiary_kind: str
    siren: str
    insee: str
    department: str
    title: str
    cost: Decimal | None
    eur: Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be taken, or only in part; `why` is a French sentence with its remedy."""

    line: int
    why: str


@dataclass(frozen=True)
class GrantsRead:
    """What a file holds: its layout by name (French), the giver and the years that it tells, its rows and its faults.

    A row without SIREN and INSEE code is a grant like the others: it is told apart, and nobody guesses whose it is.
    """

    layout: str
    encoding: str
    grants: tuple[Grant, ...]
    faults: tuple[Fault, ...]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Line:
    """A row of a table: its number among the rows, from 1, the first and the last line that it stands on, its cells."""

    number: int
    first: int
    last: int
    cells: Sequence[object]

    @property
    def is_empty(self) -> bool:
        return not any(cell is not None and str(cell).strip() for cell in self.cells)
