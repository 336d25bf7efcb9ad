"""The temporary folder of a server: what it and the processes that it starts keep for a while goes when it ends.

A server that was killed leaves its own, which the next one to start sweeps.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

from starlette.concurrency import run_in_threadpool

from dashboard.dossier import locks
from dashboard.exports.picture.browser import PRESS
from dashboard.exports.workshop import WORKSHOP

_PREFIX, _HELD = "er-", ".held"
# The socket of a browser stands in it, in a folder of a workshop: its path has 104 signs at most.
_LONGEST = 34
# A folder is made a moment before its lock is.
_MOMENT = 60.0
_held: list[IO[bytes]] = []


def own_temporary_folder() -> Path:
    """Make the folder, once a process, and have everything temporary stand in it until the process ends."""
    if _held or len(tempfile.gettempdir()) > _LONGEST:
        return Path(tempfile.gettempdir())
    for left in _left(Path(tempfile.gettempdir())):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = locks.take(folder / _HELD)
    if lock is not None:
        _held.append(lock)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    # The first to be registered is the last to be called: browsers are closed by then.
    atexit.register(_remove, folder, os.getpid())
    return folder


def _left(where: Path) -> Iterator[Path]:
    """Folders of servers that are no more; those of other users cannot be opened, and are theirs."""
    for folder in where.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            # A clock that was set back makes of a moment ago a time to come.
            if abs(time.time() - folder.stat().st_mtime) > _MOMENT and (lock := locks.take(folder / _HELD)):
                lock.close()
                yield folder


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:
        # A browser that was just ended may still be writing.
        for _ in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                return
            time.sleep(0.1)


@asynccontextmanager
async def put_away(app: object) -> AsyncIterator[None]:
    """The life of a server, at the end of which browsers and workshops are closed and its temporary folder goes: a
    server that is told to end by SIGTERM does so before Python's own last acts."""
    yield
    await run_in_threadpool(_put_away)


def _put_away() -> None:
    PRESS.close()
    WORKSHOP.close()
    if _held:
        _remove(Path(_held[0].name).parent, os.getpid())
