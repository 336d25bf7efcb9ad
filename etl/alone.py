"""One process or thread at a time: a lock beside a file, empty, that dies with whoever holds it, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Taken(Exception):
    """Another process or thread holds the lock."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock of this name, which is gone afterwards.

    Nothing is ever written to it: what a holder that was killed leaves, or one that met a full disk, is as good a lock
    as a new one.

    Raises:
        Taken: somebody else holds it.
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    held = _held(path)
    try:
        yield
    finally:
        # Removed while still held, so that nobody takes it in between; Windows removes closed files only.
        with suppress(PermissionError):
            path.unlink(missing_ok=True)
        held.close()
        if sys.platform == "win32":
            with suppress(PermissionError):
                path.unlink(missing_ok=True)


def _held(path: Path) -> IO[bytes]:
    while True:
        file = path.open("ab")
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            file.close()
            raise Taken(path) from None
        # Who held it before may have removed it since it was opened here: the lock is the one that the folder names.
        try:
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        except FileNotFoundError:
            pass
        file.close()
