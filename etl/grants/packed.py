"""A list of grants as it leaves with a plan, and back: its rows as a CSV that is read again as any other.

The base keeps lists in a form of its own, which is not to be taken from strangers; a CSV is, and opens anywhere.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.coding.rules import Rules
from etl.grants.bring import Brought, keep_read, known_label
from etl.grants.kept import rows_of_file
from etl.grants.layouts import FIELDS, LAYOUTS, SOURCE_LINE, Layout
from etl.grants.model import Grant, GrantsRead, GrantsRefused
from etl.grants.rows import Reading
from etl.grants.tables import LARGEST, Line, separated

SIDECAR, ROWS = "source.toml", "grants.csv"
FOLDER = re.compile(r"fichier-[a-z0-9-]{1,80}")
# What leaves with a plan, and so what a workspace may hold: as many lists, and bytes of all of them.
MOST_LISTS, MOST_BYTES = 20, 120_000_000
_HEAD = (SOURCE_LINE, *FIELDS.values())
_FIELDS = ("line", *FIELDS)
_DELIMITER, _LONGEST_NAME = ";", 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ODD = "La liste « {name} » de ce ZIP n’est pas telle qu’En regard l’a écrite : prendre le ZIP qu’il a donné."


@dataclass(frozen=True)
class PackedList:
    """A list as it travels: the name of its folder, what is told of it and its rows, nothing of it looked at yet."""

    name: str
    sidecar: bytes
    rows: bytes


class _Kept(Reading):
    """Rows that were taken once: none of them is a total, whatever a code that could not be read left of it."""

    def _total(self, row: Line) -> str:
        return ""


def packed_list(folder: Path) -> dict[str, bytes]:
    """The files of a list that somebody loaded, by their names, as they travel."""
    return {ROWS: _csv(rows_of_file(folder)), SIDECAR: (folder / SIDECAR).read_bytes()}


def check_room(folders: Sequence[Path]) -> None:
    """Whether all of these lists can leave together.

    Raises:
        GrantsRefused: they are too many or too long.
    """
    if len(folders) > MOST_LISTS:
        raise GrantsRefused(
            f"Un espace garde au plus {MOST_LISTS} listes, pour qu’elles partent ensemble dans un ZIP : en retirer une."
        )
    sizes = [sum(map(len, packed_list(folder).values())) for folder in folders]
    if sum(sizes) > MOST_BYTES or max(sizes, default=0) > LARGEST:
        raise GrantsRefused(
            "Cette liste est trop longue pour partir avec les autres dans un ZIP : n’en garder que les lignes du "
            "territoire, ou retirer une autre liste."
        )


def bring_packed(
    packed: PackedList, into: Path, rules: Rules, note: Callable[[str], None] = lambda name: None
) -> Brought:
    """Keep a list that travelled as a folder under `into`, whose name is noted before it is there. Its themes are those
    that the rules find now: what a ZIP says of them is not asked.

    Raises:
        GrantsRefused: it is not as it left, or is kept already; nothing is written.
        OSError: the folder cannot be written; nothing of it stays.
    """
    layout, file, published, sha256 = _told(packed)
    try:
        table = separated(packed.rows, "utf-8", _DELIMITER)
        head = next(table.rows(), None)
        if head is None or tuple(head.cells) != _HEAD or len(packed.rows) > LARGEST:
            raise GrantsRefused(_ODD.format(name=packed.name))
        columns = {SOURCE_LINE: 0} | {field: at for at, field in enumerate(FIELDS, 1)}
        reading = _Kept(table, head, Layout(layout, columns), file)
        reading.run()
    except csv.Error:
        raise GrantsRefused(_ODD.format(name=packed.name)) from None
    if len(reading.grants) != reading.rows or published < reading.rows:
        raise GrantsRefused(_ODD.format(name=packed.name))
    read = GrantsRead(layout, table.encoding, tuple(reading.grants), (), published, sha256)
    return keep_read(read, file, packed.name, into, rules, note)


def kept_as(packed: PackedList, into: Path) -> str | None:
    """The label under which the list of the same file is kept in a folder already; None where it is not.

    Raises:
        GrantsRefused: it is not as it left.
    """
    return known_label(into, _told(packed)[3])


def _told(packed: PackedList) -> tuple[str, str, int, str]:
    """Of what the sidecar says, what no row does: the layout, the file, how many rows it had, and its hash.

    Raises:
        GrantsRefused: it does not say so.
    """
    try:
        told: Mapping[str, object] = tomllib.loads(packed.sidecar.decode("utf-8"))
    except (ValueError, RecursionError):
        told = {}
    layout = next((one for one in LAYOUTS if told.get("family") == one[:1].upper() + one[1:]), "")
    file, rows, sha256 = (told.get(name) for name in ("file", "published_rows", "sha256"))
    if (
        not layout
        or not (isinstance(file, str) and 0 < len(file) <= _LONGEST_NAME and not _CONTROL.search(file))
        or not (isinstance(rows, int) and 0 < rows < 10**9)
        or not (isinstance(sha256, str) and re.fullmatch(r"[0-9a-f]{64}", sha256))
    ):
        raise GrantsRefused(_ODD.format(name=packed.name))
    return layout, file, rows, sha256


def _csv(grants: Sequence[Grant]) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=_DELIMITER, lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows([getattr(grant, field) for field in _FIELDS] for grant in grants)
    return held.getvalue().encode()
