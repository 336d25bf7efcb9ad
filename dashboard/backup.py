"""`python -m dashboard.backup FOLDER`: all that visitors and the owner keep, copied into one folder while it is served.

To restore, put the folder in place of that of `EN_REGARD_STATE`, or name it there, and start: nothing else is needed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.dossier.store import ShelfClosed, is_name
from dashboard.seance import database as seances
from etl import whole
from etl.paths import database_path, dossiers_path, loaded_path, workspaces_path


def copy(target: Path) -> dict[str, int]:
    """Copy everything into a folder that is not there yet, whole or not at all; how many of each kind.

    Files are put in place at once by whoever writes them, so that each is whole in the copy; séances are copied as of
    one moment. What is deleted meanwhile may be in the copy or not.

    Raises:
        FileExistsError: there is something of this name.
        OSError, ShelfClosed: it cannot be read or written.
    """
    if target.exists():
        raise FileExistsError(f"{target} is there already")
    beside = target.with_name(f".{target.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        found = {
            "dossiers": _each(dossiers_path(), "*.json", beside / "dossiers", lambda one: is_name(one.stem)),
            "plans": _each(workspaces_path(), "*", beside / "workspaces", lambda one: is_name(one.name)),
            "lists of grants": _each(loaded_path(), "*", beside / "grants", Path.is_dir),
        }
        seances.copy_to(beside / "dossiers" / "seances.sqlite")
        if database_path().exists():
            shutil.copy2(database_path(), beside / "en-regard.duckdb")
        whole.put(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return found


def _each(where: Path, pattern: str, into: Path, is_wanted: Callable[[Path], bool]) -> int:
    """Copy what is wanted of a folder; how many files, or folders."""
    into.mkdir()
    copied = 0
    for one in sorted(where.glob(pattern)):
        if not is_wanted(one):
            continue
        try:
            if one.is_dir():
                shutil.copytree(one, into / one.name, ignore=shutil.ignore_patterns(".*"))
            else:
                shutil.copy2(one, into / one.name)
        except (FileNotFoundError, shutil.Error):
            if one.exists():
                raise
            # It was deleted in the middle: nothing of it is kept here either.
            shutil.rmtree(into / one.name, ignore_errors=True)
            continue
        copied += 1
    return copied


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m dashboard.backup", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    target: Path = parser.parse_args(arguments).folder
    try:
        found = copy(target)
    except FileExistsError as error:
        print(f"{error}\n  -> name another folder, with the day in it", file=sys.stderr)
        return 1
    except (OSError, ShelfClosed, shutil.Error) as error:
        print(f"{target} could not be written: {error}\n  -> see to its rights and its room", file=sys.stderr)
        return 1
    print(f"{target}: {', '.join(f'{number} {kind}' for kind, number in found.items())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
