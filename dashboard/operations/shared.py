"""Limits that the processes of one server keep together: in a small file beside them, for as long as they run.

The file holds no address: who asks stands in it under a key that these processes alone know.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from dashboard.operations.throttle import Throttle

# What `dashboard.serve` gives the processes that it starts: the file, and the key of those who ask.
FILE, KEY = "EN_REGARD_SHARED_LIMITS", "EN_REGARD_SHARED_LIMITS_KEY"
_LOG = logging.getLogger(__name__)
_WAIT_SECONDS = 1.0
# Once in so many times those who may ask for as much as ever are forgotten.
_SWEEP = 512
_TABLE = (
    "CREATE TABLE IF NOT EXISTS bucket (name TEXT, key BLOB, left REAL, at REAL, PRIMARY KEY (name, key)) WITHOUT ROWID"
)


class Counted:
    """The file, by one connection for all threads of this process: opening one takes longer than all it is asked."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._alone = threading.Lock()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, while no other process changes anything.

        Raises:
            sqlite3.Error: the file cannot be read or written; it is opened anew next time.
        """
        with self._alone:
            try:
                connection = self._connection = self._connection or self._opened()
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if self._connection is not None:
                    self._connection.close()
                self._connection = None
                raise

    def _opened(self) -> sqlite3.Connection:
        # What it holds need not outlive the machine.
        found = sqlite3.connect(self._file, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", _TABLE):
            found.execute(statement)
        return found


@lru_cache
def counted(file: Path) -> Counted:
    """The file, opened once a process."""
    return Counted(file)


class SharedThrottle(Throttle):
    """A throttle whose count is that of all processes with the same file; where that fails, of this one alone."""

    def __init__(self, name: str, burst: float, per_second: float, file: Path, key: str) -> None:
        super().__init__(burst, per_second)
        self._name, self._counted, self._key = name, counted(file), key.encode()[:64]
        self._times = 0

    def wait(self, key: str) -> float:
        try:
            with self._counted.changing() as connection:
                return self._missing(*self._kept(connection, self._hidden(key)))
        except sqlite3.Error:
            self._tell()
            return super().wait(key)

    def lets(self, key: str) -> bool:
        try:
            with self._counted.changing() as connection:
                return self._lets(connection, self._hidden(key))
        except sqlite3.Error:
            self._tell()
            return super().lets(key)

    def forget(self) -> None:
        super().forget()
        with self._counted.changing() as connection:
            connection.execute("DELETE FROM bucket WHERE name = ?", [self._name])

    def _lets(self, connection: sqlite3.Connection, hidden: bytes) -> bool:
        now, left = time.monotonic(), self._now(*self._kept(connection, hidden))
        is_let = left >= 1
        row = (self._name, hidden, left - is_let, now)
        connection.execute("INSERT OR REPLACE INTO bucket VALUES (?, ?, ?, ?)", row)
        self._times += 1
        if self._times % _SWEEP == 0:
            full = (self._name, self._rate, now, self._burst)
            connection.execute("DELETE FROM bucket WHERE name = ? AND left + ? * (? - at) >= ?", full)
        return is_let

    def _kept(self, connection: sqlite3.Connection, hidden: bytes) -> tuple[float, float]:
        asked = "SELECT left, at FROM bucket WHERE name = ? AND key = ?"
        row = connection.execute(asked, (self._name, hidden)).fetchone()
        return row or (self._burst, time.monotonic())

    def _hidden(self, key: str) -> bytes:
        return hashlib.blake2b(key.encode("utf-8", "replace"), key=self._key, digest_size=16).digest()

    def _tell(self) -> None:
        _LOG.exception("limits cannot be counted with the other processes now: this one counts alone")
