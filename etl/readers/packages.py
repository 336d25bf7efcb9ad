"""Files of an office looked at before anything of them is read, and what their libraries say of damaged ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from etl.readers.model import PlanRefused
from etl.zips import ZipDamaged, ZipTooLarge, opened_zip

# What a package may hold and unfold to.
_MOST_PARTS, _LARGEST_UNFOLDED = 10_000, 200_000_000
# Cells that all sheets may span, empty or not; a sheet has no more rows than this.
_LARGEST_AREA, _LAST_ROW = 30_000_000, 1_048_576
# The place of a cell or of a row: « B12 », « 12 ».
_CELL = re.compile(rb"""\br=["']([A-Z]{0,3})(\d{1,7})["']""")
# Rows of an ODS that repeat the one before: a sheet has a million at the most, a workbook dozens of sheets.
_REPEATED, _MOST_REPEATED = re.compile(rb"""rows-repeated=["'](\d{1,20})["']"""), 60_000_000
# The longest of these, and a little more.
_LONGEST = 40
LOCKED = "Ce fichier est protégé par un mot de passe : l’enregistrer sans, puis réessayer."
DAMAGED = "Ce fichier ne se lit pas : il est abîmé, ou d’une autre sorte que ne dit son nom. L’enregistrer à nouveau."
_TOO_WIDE = (
    "Une cellule est très loin des autres dans ce classeur : supprimer les lignes et colonnes vides, puis réessayer."
)


@contextmanager
def or_refused(message: str) -> Iterator[None]:
    """A refusal in the place of any error of a library: a broken file fails in many ways."""
    try:
        yield
    except (PlanRefused, MemoryError):
        raise
    except Exception as error:
        raise PlanRefused(message) from error


def checked_package(content: bytes, what: str, wanted: str = "le plan") -> None:
    """Look at a file of an office before anything of it is read.

    Raises:
        PlanRefused: it is empty, locked, damaged, or unfolds to too much.
    """
    if not content:
        raise PlanRefused(f"Ce fichier est vide : choisir celui qui contient {wanted}.")
    if content[:4] == b"\xd0\xcf\x11\xe0" and b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content:
        raise PlanRefused(LOCKED)
    if not content.startswith(b"PK"):
        return
    areas = _Areas()
    try:
        with opened_zip(content, _MOST_PARTS, _LARGEST_UNFOLDED, areas.look):
            pass
    except ZipTooLarge:
        raise PlanRefused(f"Ce {what} se déplie en plus de 200 Mo : n’en garder que {wanted}.") from None
    except ZipDamaged:
        raise PlanRefused(DAMAGED) from None
    if areas.total > _LARGEST_AREA or areas.repeated > _MOST_REPEATED:
        raise PlanRefused(_TOO_WIDE)


class _Areas:
    """The cells between the first and the last of each sheet, which the library sets out in full: a cell that strayed
    to the last row and column would ask for more memory than there is. A sheet may stand under any name."""

    def __init__(self) -> None:
        self.repeated = 0
        self._kept, self._name = b"", ""
        self._reach: dict[str, tuple[int, int]] = {}

    @property
    def total(self) -> int:
        return sum(rows * columns for rows, columns in self._reach.values())

    def look(self, name: str, piece: bytes) -> None:
        if name != self._name:
            self._name, self._kept = name, b""
        rows, columns = self._reach.get(name, (0, 26))
        for column, row in _CELL.findall(self._kept + piece):
            rows, columns = max(rows, min(int(row), _LAST_ROW)), max(columns, _number(column))
        self._reach[name] = rows, columns
        self.repeated += sum(map(int, _REPEATED.findall(self._kept + piece)))
        self._kept = piece[-_LONGEST:]


def _number(column: bytes) -> int:
    """« AB » as 28."""
    number = 0
    for sign in column:
        number = 26 * number + sign - 64
    return number
