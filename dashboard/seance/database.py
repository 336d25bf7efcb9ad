"""The file of séances: SQLite beside the dossiers, never in the base of the documents."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dashboard.dossier import store

_SCHEMA = Path(__file__).with_name("schema.sql")
_WAIT_SECONDS = 10
_THREAD = threading.local()


def path() -> Path:
    return store.folder() / "seances.sqlite"


@contextmanager
def transaction() -> Iterator[sqlite3.Connection]:
    """A connection of this thread, in a transaction that is on disk when the block ends.

    Raises:
        ShelfClosed: the server cannot keep what is said.
    """
    try:
        connection = _opened()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
    except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise store.ShelfClosed("Le serveur ne peut rien garder de la séance : le noter ailleurs.") from error


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """A connection of this thread, to read what is on disk.

    Raises:
        ShelfClosed: the server cannot read it.
    """
    try:
        yield _opened()
    except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
        raise store.ShelfClosed("Le serveur ne peut pas lire ce qui est gardé de la séance.") from error


def copy_to(target: Path) -> None:
    """Write all séances into another file, whole as of one moment, while they go on; nothing where there are none.

    Raises:
        ShelfClosed: they cannot be read, or the other file cannot be written.
    """
    if not path().exists():
        return
    with reading() as connection, closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


def _opened() -> sqlite3.Connection:
    """The thread's own connection: opening and closing one a question would write the log back each time."""
    file = path()
    kept: tuple[Path, int, sqlite3.Connection] | None = getattr(_THREAD, "kept", None)
    identity = file.stat().st_ino if file.exists() else 0
    if kept and kept[:2] == (file, identity):
        return kept[2]
    if kept:
        kept[2].close()
        _THREAD.kept = None
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    # What a phone is told is counted is on disk, even if the power goes; what is deleted is overwritten.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(_SCHEMA.read_text("utf-8"))
    if "base" not in {row["name"] for row in connection.execute("PRAGMA table_info(seance)")}:
        # A file of before séances could be of a base of their own.
        connection.execute("ALTER TABLE seance ADD COLUMN base TEXT NOT NULL DEFAULT ''")
    _THREAD.kept = (file, file.stat().st_ino, connection)
    return connection
