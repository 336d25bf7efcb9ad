"""Where planners' own plans stand: a folder each on the server, under a name that cannot be guessed.

Who knows the name reads the plan: it is in the address that its planner chooses to give. Nobody else meets it.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from dashboard.dossier.ages import is_left
from dashboard.dossier.store import is_name
from dashboard.dossier.store import new_name as new_name
from dashboard.operations import keeping
from etl import whole
from etl.grants.kept import GRANTS, lists_of
from etl.inputs import is_current
from etl.paths import DATA, workspaces_path
from etl.plans.packed import pack, plans_of

# The file whose time says when somebody last opened it, and for how long what a killed server began to make stays.
_OPENED, _UNFINISHED_DAYS = "opened", 1
# Where the cuts before each change stand, by plan.
CUTS = "cuts"
_LOG = logging.getLogger(__name__)


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
    """Whether there is a workspace of this name; one whose base is missing has it built anew as it is opened."""
    return is_name(name) and ((place(name) / "base.duckdb").is_file() or bool(plans(name) or lists(name)))


def base(name: str) -> Path:
    return place(name) / "base.duckdb"


def plans(name: str) -> list[Path]:
    """The plan folders of a workspace; none where it has lists of grants alone."""
    return plans_of(place(name))


def is_built(name: str) -> bool:
    """Whether the base is that of the plans as they are kept, by this version of En regard."""
    return is_current(DATA, base(name), plans(name), lists(name))


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files of a workspace, all of them or none: nobody reads half of one.

    Raises:
        OSError: the server cannot write; they are as they were.
    """
    # Not in the plan folder, which holds no other files than those of its kind.
    whole.write_all(files, beside=next(iter(files)).parent.parent)


def delete(name: str) -> None:
    """Nothing of the workspace stays: out of reach at once, then off the disk."""
    whole.remove(place(name))


def opened(name: str) -> None:
    """Somebody reads it: its time begins anew."""
    with suppress(OSError):
        (place(name) / _OPENED).touch()


def tidy() -> int:
    """Let go of what nobody opened for as long as plans are kept, and of what a deletion or a making that was cut short
    left; how many plans went."""
    went = 0
    for path in sorted(folder().iterdir()) if folder().is_dir() else ():
        try:
            went += _tidy(path)
        except OSError:
            # One that cannot be let go of keeps nobody from bringing a plan.
            _LOG.exception("what is no longer read could not be let go of")
    return went


def _tidy(path: Path) -> bool:
    """Whether a plan went."""
    if path.name.startswith("."):
        shutil.rmtree(path, ignore_errors=True)
    elif is_name(path.name) and path.is_dir():
        marks = [path / one for one in (_OPENED, "base.duckdb") if (path / one).exists()]
        # All are looked at: a time that cannot be believed is set right. One without any was never made to its end.
        days = keeping.PLANS.days if marks else _UNFINISHED_DAYS
        left = [is_left(mark, days) for mark in marks or [path]]
        if all(left):
            delete(path.name)
            return True
        for where in (path, path / "plans", path / CUTS, path / GRANTS):
            whole.sweep(where, ".*", "*.building", "*.building.wal", "*.building.tmp", "*.lock")
    return False


def lists(name: str) -> list[Path]:
    """The folders of the lists of grants that a workspace holds."""
    return lists_of(place(name) / GRANTS)


def packed(name: str) -> bytes:
    """The plan folders and the lists of grants of a workspace as one ZIP."""
    return pack(plans(name), lists(name))
