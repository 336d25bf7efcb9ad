"""Locks between the processes that serve one folder; they go with the process that holds them, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where one process serves
    fcntl = None  # type: ignore[assignment]


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Wait for the lock of this file, and hold it.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("ab") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def take(path: Path) -> IO[bytes] | None:
    """The lock of this file, until what is given is closed; None where another process holds it.

    Raises:
        OSError: the file cannot be written.
    """
    file = path.open("ab")
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
