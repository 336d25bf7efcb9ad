"""Files and folders that are there whole or not at all: written beside and put in place at once, taken away likewise,
whether a process is killed or the power lost.

What a process leaves beside when it is killed bears a name that begins with a dot; nobody reads it, and it is swept.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

# What is written stands beside for as long as that takes; what is older was left by a process that is no more.
LEFT_SECONDS = 3_600.0
_PART = ".part"


def write(path: Path, content: bytes, beside: Path | None = None) -> None:
    """Write a file. `beside` is where it stands meanwhile: by default its own folder.

    Raises:
        OSError: it cannot be written; what was there before is as it was, and nothing else stays.
    """
    write_all({path: content}, beside)


def write_all(files: Mapping[Path, bytes], beside: Path | None = None) -> None:
    """Write several files, put in place in this order once the disk has taken all of them.

    Raises:
        OSError: one cannot be written; what was there before is as it was, and nothing else stays.
    """
    with ExitStack() as stack:
        written = []
        for path, content in files.items():
            handle, name = tempfile.mkstemp(dir=beside or path.parent, prefix=".", suffix=_PART)
            stack.callback(Path(name).unlink, missing_ok=True)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            written.append((Path(name), path))
        for part, _ in written:
            _settle(part)
        for part, path in written:
            os.replace(part, path)
        for folder in {path.parent for path in files}:
            _settle(folder)


def put(beside: Path, path: Path) -> Path:
    """Put in place a file or a folder that was written beside; where it is then.

    Raises:
        OSError: the disk did not take all of it; what was there before is as it was.
    """
    for part in (*beside.rglob("*"), beside):
        _settle(part)
    os.replace(beside, path)
    _settle(path.parent)
    return path


def _settle(path: Path) -> None:
    """Wait until the disk itself has what was written of a file, or the names of what is in a folder: a name that is
    there before its content is an empty file once the power was lost."""
    if path.is_dir() and os.name == "nt":  # there a folder cannot be opened
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(folder: Path) -> None:
    """Take a folder away: out of sight at once, then off the disk.

    Raises:
        OSError: it cannot be.
    """
    gone = folder.with_name(f".{folder.name}.{time.time_ns()}")
    folder.rename(gone)
    shutil.rmtree(gone)
    _settle(folder.parent)


def sweep(folder: Path, *patterns: str) -> None:
    """Take away what processes that are no more left beside: files and folders of these names, by default all that
    begin with a dot."""
    for path in {path for pattern in patterns or (".*",) for path in folder.glob(pattern)}:
        # What cannot be taken away now will be another time.
        with suppress(OSError):
            # A clock that was set back makes of a moment ago a time to come.
            if abs(time.time() - path.lstat().st_mtime) < LEFT_SECONDS:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
