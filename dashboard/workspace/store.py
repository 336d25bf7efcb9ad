"""Where planners' own plans stand: a folder each on the server, under a name that cannot be guessed.

Who knows the name reads the plan: it is in the address that its planner chooses to give. Nobody else meets it.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import shutil
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from etl.load import is_current
from etl.paths import DATA, ROOT
from etl.plans.bring import plans_of

_NAME = re.compile(r"[A-Za-z0-9_-]{22}")
# A plan folder as it travels: no more files than it has, no larger than a received file and its text.
_MOST_FILES, _LARGEST = 20, 60_000_000
_FILES = re.compile(
    r"(?:text\.txt|source\.toml|units\.csv|places\.csv|doubts\.csv|decisions\.csv|received\.[a-z]{2,8})"
)


class NotAPlan(ValueError):
    """A ZIP that holds no plan folder; the message is French and says what to do."""


def folder() -> Path:
    """The folder of EN_REGARD_WORKSPACES, else `workspaces` beside app.py."""
    return Path(os.environ.get("EN_REGARD_WORKSPACES") or ROOT / "workspaces")


def new_name() -> str:
    """A name with 128 bits of chance."""
    return secrets.token_urlsafe(16)


def place(name: str) -> Path:
    """The folder of a workspace.

    Raises:
        ValueError: this is no name of one.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a workspace")
    return folder() / name


def exists(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and (place(name) / "base.duckdb").is_file()


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
    return is_current(DATA, base(name), plans_of(place(name)))


def delete(name: str) -> None:
    """Nothing of the workspace stays: out of reach at once, then off the disk."""
    here = place(name)
    gone = here.with_name(f".{here.name}.{time.time_ns()}")
    here.rename(gone)
    shutil.rmtree(gone)


def packed(name: str) -> bytes:
    """The plan folder as one ZIP; equal folders give equal bytes."""
    own = plan(name)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(own.iterdir()):
            entry = zipfile.ZipInfo(f"{own.name}/{path.name}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, path.read_bytes())
    return held.getvalue()


def unpack(content: bytes, name: str) -> None:
    """Keep the plan folder of a ZIP under this name; its base is yet to be built.

    Raises:
        NotAPlan: it is no ZIP, or holds other things than one plan folder.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = [one for one in package.infolist() if not one.is_dir()]
            own = _folder_of(entries)
            files = {PurePosixPath(one.filename).name: package.read(one) for one in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise NotAPlan(
            "Ce fichier n’est pas un ZIP qui se lit : prendre celui qu’En regard a donné, sans l’ouvrir."
        ) from None
    if not {"text.txt", "source.toml", "units.csv"} <= set(files):
        raise NotAPlan("Il manque à ce ZIP le texte, la fiche ou le découpage du plan : prendre celui d’En regard.")
    into = place(name) / "plans" / own
    into.mkdir(parents=True)
    for file, words in files.items():
        (into / file).write_bytes(words)


def _folder_of(entries: Sequence[zipfile.ZipInfo]) -> str:
    """The one folder that holds all entries, each of a file that plan folders have.

    Raises:
        NotAPlan: there is another thing in it.
    """
    if not 0 < len(entries) <= _MOST_FILES or sum(one.file_size for one in entries) > _LARGEST:
        raise NotAPlan("Ce ZIP n’est pas celui d’un plan d’En regard : trop de fichiers, ou trop grands.")
    found = set()
    for one in entries:
        parts = PurePosixPath(one.filename).parts
        if len(parts) != 2 or not re.fullmatch(r"[a-z0-9-]{1,80}", parts[0]) or not _FILES.fullmatch(parts[1]):
            raise NotAPlan("Ce ZIP contient autre chose que le dossier d’un plan d’En regard.")
        found.add(parts[0])
    if len(found) != 1:
        raise NotAPlan("Ce ZIP contient plusieurs plans : en ouvrir un à la fois.")
    return found.pop()
