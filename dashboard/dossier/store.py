"""Where dossiers stand between two visits: a small file each, on the server, under a name that cannot be guessed.

Who knows the name may read and change the dossier: it is in the visitor's cookie, and in the link that they choose to
give. Dossiers that nobody changed for a year go (`keeping`); a full shelf lets go of the one untouched for longest.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from dashboard.dossier import ages, locks
from dashboard.dossier.model import Dossier, from_file, to_file
from dashboard.operations import keeping
from etl import whole
from etl.paths import dossiers_path

_NAME = re.compile(r"[A-Za-z0-9_-]{22}")
_MOST = 5_000
# The lock of a séance, which stands beside its dossier.
_HELD = ".held"
_CLOSED = "Le serveur ne peut pas garder de dossier : enregistrer le fichier du dossier avant de partir."
_LOCK = threading.RLock()


class ShelfClosed(Exception):
    """The server cannot keep dossiers; the message is French and says what remains possible."""


def folder() -> Path:
    """The folder of EN_REGARD_DOSSIERS, else `dossiers` in that of EN_REGARD_STATE or beside app.py."""
    return dossiers_path()


def new_name() -> str:
    """A name with 128 bits of chance."""
    return secrets.token_urlsafe(16)


def is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text))


def take(name: str) -> Dossier | None:
    """The dossier of this name; None where there is none.

    Raises:
        DossierRefused: its file was changed by hand and is none any more.
        ShelfClosed: the server cannot read it.
    """
    if not is_name(name):
        return None
    content = _read(_path(name))
    return None if content is None else from_file(content)


def put(name: str, dossier: Dossier) -> None:
    """Keep the dossier under this name, whole or not at all.

    Raises:
        ShelfClosed: the server cannot write.
    """
    put_bytes(_path(name), to_file(dossier))


def change(name: str, how: Callable[[Dossier], Dossier]) -> Dossier:
    """Change the dossier of this name (an empty one where there is none) without losing another's change.

    Raises:
        ShelfClosed: the server cannot write.
        DossierRefused: `how` refuses, or the file is no dossier any more.
    """
    with _alone():
        changed = how(take(name) or Dossier())
        put(name, changed)
        return changed


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else changes the shelf meanwhile, neither a thread nor another process that serves it.

    Raises:
        ShelfClosed: the server cannot write.
    """
    with _LOCK, ExitStack() as stack:
        try:
            folder().mkdir(parents=True, exist_ok=True)
            stack.enter_context(locks.held(folder() / ".lock"))
        except OSError as error:
            raise ShelfClosed(_CLOSED) from error
        yield


def take_seance(name: str) -> IO[bytes] | None:
    """The lock of a séance, which one process of those that serve the shelf keeps in step; None where another has it.

    Raises:
        ShelfClosed: the server cannot write.
    """
    try:
        folder().mkdir(parents=True, exist_ok=True)
        return locks.take(_path(name, _HELD))
    except OSError as error:
        raise ShelfClosed(_CLOSED) from error


def put_bytes(path: Path, content: bytes) -> None:
    """Write a file of the shelf beside, then put it in place at once."""
    with _LOCK:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not path.exists()
            whole.write(path, content)
            if is_new:
                _make_room(path)
        except OSError as error:
            raise ShelfClosed(_CLOSED) from error


def changed_at(name: str) -> float:
    """When the dossier of this name was last changed; 0 where there is none."""
    try:
        return _path(name).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def is_left(name: str, days: float) -> bool:
    """Whether nobody changed the dossier of this name for so many days.

    Raises:
        FileNotFoundError: there is none.
        ShelfClosed: the server cannot read it.
    """
    try:
        return ages.is_left(_path(name), days)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ShelfClosed(_CLOSED) from error


def remove(name: str) -> None:
    """Nothing of this name stays on the shelf.

    Raises:
        ShelfClosed: the server cannot write.
    """
    with _alone():
        try:
            _path(name).unlink(missing_ok=True)
        except OSError as error:
            raise ShelfClosed("Le serveur ne peut pas supprimer ce dossier.") from error


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ShelfClosed("Le serveur ne peut pas lire ce dossier : en rouvrir le fichier enregistré.") from error


def _path(name: str, suffix: str = ".json") -> Path:
    if not is_name(name):
        raise ValueError(f"{name!r} is no name of a dossier")
    return folder() / f"{name}{suffix}"


def tidy(spared: Collection[str] = ()) -> int:
    """Let go of what nobody changed for as long as dossiers are kept, but for these; how many went.

    Raises:
        ShelfClosed: the server cannot write.
    """
    if not folder().is_dir():
        return 0
    went = 0
    with _alone():
        try:
            for file in folder().glob("*.json"):
                if is_name(file.stem) and file.stem not in spared and ages.is_left(file, keeping.DOSSIERS.days):
                    file.unlink(missing_ok=True)
                    went += 1
            _sweep(folder())
        except OSError as error:
            raise ShelfClosed("Le serveur ne peut pas ranger les dossiers.") from error
    return went


def _make_room(new: Path) -> None:
    """A full shelf lets go of what nobody changed for longest; the new file stays."""
    others = [file for file in new.parent.glob("*.json") if file != new]
    for _, file in sorted(((file.stat().st_mtime, file) for file in others), reverse=True)[_MOST - 1 :]:
        file.unlink(missing_ok=True)
    _sweep(new.parent)


def _sweep(where: Path) -> None:
    """Let go of locks of dossiers that are gone, and of what a process that was killed left."""
    for file in where.glob(f"*{_HELD}"):
        if not file.with_suffix(".json").exists():
            file.unlink(missing_ok=True)
    whole.sweep(where, ".*.part")
