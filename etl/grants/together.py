"""Lists of grants that are loaded together: all of them are kept, or none, whatever ends the process that loads them.

A journal names those that are on their way. They stand where they will be, and nobody reads them before it is gone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from etl import whole
from etl.alone import Taken, alone
from etl.errors import UnderWay

_JOURNAL, _LOCK = ".import", ".lock"


def on_their_way(into: Path) -> set[str]:
    """The names of the lists that are being loaded into a folder, or were when their process was killed."""
    try:
        return set(json.loads((into / _JOURNAL).read_text("utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        return set()


@contextmanager
def together(into: Path) -> Iterator[Callable[[str], None]]:
    """Keep the lists that are brought within the block, each told by its name before it is there, once the block ends;
    where it fails, none.

    Raises:
        UnderWay: others are being loaded into the same folder.
        OSError: it cannot be written; nothing stays.
    """
    try:
        with alone(into / _LOCK):
            _forget(into)
            names: list[str] = []

            def note(name: str) -> None:
                names.append(name)
                whole.write(into / _JOURNAL, json.dumps(names).encode())

            try:
                yield note
            except BaseException:
                _forget(into)
                raise
            (into / _JOURNAL).unlink(missing_ok=True)
    except Taken:
        raise UnderWay(
            f"lists are being loaded into {into} already\n  -> wait until that has ended, then load again"
        ) from None


def forget_killed(into: Path) -> None:
    """Let go of what a loading that was killed left."""
    if not any(into.glob(".*")):
        return
    # One that is under way goes on. What a disk keeps from being let go of is read by nobody all the same.
    with suppress(Taken, OSError), alone(into / _LOCK):
        _forget(into)


def _forget(into: Path) -> None:
    for name in sorted(on_their_way(into)):
        if (into / name).is_dir():
            whole.remove(into / name)
    for path in into.glob(".*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != _LOCK:
            path.unlink(missing_ok=True)
