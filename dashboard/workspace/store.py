"""Where planners' own plans stand: a folder each on the server, under a name that cannot be guessed.

Who knows the name reads the plan: it is in the address that its planner chooses to give. Nobody else meets it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from dashboard.dossier.store import is_name
from dashboard.dossier.store import new_name as new_name
from dashboard.operations import keeping
from etl.grants.kept import GRANTS, lists_of
from etl.inputs import is_current
from etl.paths import DATA, workspaces_path
from etl.plans import packed as packed_plan
from etl.plans.packed import pack, plans_of

# The file whose time says when somebody last opened it.
_OPENED = "opened"
# What a server that was killed began to make, and nobody will end.
_UNFINISHED_SECONDS = 86_400


def folder() -> Path:
    """The folder of EN_REGARD_WORKSPACES, else `workspaces` in that of EN_REGARD_STATE or beside app.py."""
    return workspaces_path()


def place(name: str) -> Path:
    """The folder of a workspace.

    Raises:
        ValueError: this is no name of one.
    """
    if not is_name(name):
        raise ValueError(f"{name!r} is no name of a workspace")
    return folder() / name


def exists(name: str) -> bool:
    return is_name(name) and (place(name) / "base.duckdb").is_file()


def base(name: str) -> Path:
    return place(name) / "base.duckdb"


def plan(name: str) -> Path:
    """The plan folder of a workspace.

    Raises:
        FileNotFoundError: it has none.
    """
    found = plans_of(place(name))
    if not found:
        raise FileNotFoundError(place(name) / "plans")
    return found[0]


def is_built(name: str) -> bool:
    """Whether the base is that of the plan as it is kept, by this version of En regard."""
    return is_current(DATA, base(name), plans_of(place(name)), lists_of(place(name) / GRANTS))


def write(path: Path, content: bytes) -> None:
    """Write a file of a workspace beside, then put it in place at once: nobody reads half of it.

    Raises:
        OSError: the server cannot write.
    """
    handle, beside = tempfile.mkstemp(dir=path.parent.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(beside, path)


def delete(name: str) -> None:
    """Nothing of the workspace stays: out of reach at once, then off the disk."""
    here = place(name)
    gone = here.with_name(f".{here.name}.{time.time_ns()}")
    here.rename(gone)
    shutil.rmtree(gone)


def opened(name: str) -> None:
    """Somebody reads it: its time begins anew."""
    with suppress(OSError):
        (place(name) / _OPENED).touch()


def tidy() -> int:
    """Let go of what nobody opened for as long as plans are kept, of what was never whole and of what a deletion that
    was cut short left; how many plans went."""
    went = 0
    for path in folder().iterdir() if folder().is_dir() else ():
        if path.name.startswith("."):
            shutil.rmtree(path, ignore_errors=True)
        elif is_name(path.name) and path.is_dir():
            marks = [path / one for one in (_OPENED, "base.duckdb") if (path / one).exists()]
            last = max((mark.stat().st_mtime for mark in marks), default=path.stat().st_mtime)
            if last < (keeping.PLANS.oldest if marks else time.time() - _UNFINISHED_SECONDS):
                delete(path.name)
                went += 1
    return went


def packed(name: str) -> bytes:
    """The plan folder as one ZIP."""
    return pack(plan(name))


def unpack(content: bytes, name: str) -> None:
    """Keep the plan folder of a ZIP under this name; its base is yet to be built.

    Raises:
        NotAPlan: it is no ZIP, or holds other things than one plan folder.
    """
    packed_plan.unpack(content, place(name) / "plans")
