"""A plan folder as one ZIP, and back: what leaves a workspace, and what an instance adopts."""

from __future__ import annotations

import errno
import io
import re
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from etl.zips import ZipDamaged, ZipTooLarge, opened_zip

# A plan folder as it travels: no more files than it has, no larger than a received file and its text.
_MOST_FILES, _LARGEST = 20, 60_000_000
_FILES = re.compile(r"(?:text\.txt|source\.toml|(?:units|places|doubts|decisions)\.csv|received\.[a-z]{2,8})")
_NEEDED = {"text.txt", "source.toml", "units.csv"}


class NotAPlan(ValueError):
    """A ZIP that holds no plan folder; the message is French and says what to do."""


def plans_of(place: Path) -> list[Path]:
    """The plan folders that are kept at a place."""
    folder = place / "plans"
    return sorted(path for path in folder.glob("[!.]*") if path.is_dir()) if folder.is_dir() else []


def pack(folder: Path) -> bytes:
    """The plan folder as one ZIP; equal folders give equal bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.name}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, path.read_bytes())
    return held.getvalue()


def unpack(content: bytes, into: Path) -> Path:
    """Write the plan folder of a ZIP below `into`, and say where.

    Raises:
        NotAPlan: it is no ZIP, or holds other things than one plan folder; nothing is written.
        FileExistsError: there is a plan folder of this name already.
        OSError: it cannot be written; nothing of it stays.
    """
    try:
        with opened_zip(content, _MOST_FILES, _LARGEST) as package:
            entries = [one for one in package.infolist() if not one.is_dir()]
            own = _folder_of(entries)
            files = {PurePosixPath(one.filename).name: package.read(one) for one in entries}
    except ZipTooLarge:
        raise NotAPlan("Ce ZIP n’est pas celui d’un plan d’En regard : trop de fichiers, ou trop grands.") from None
    except ZipDamaged:
        raise NotAPlan(
            "Ce fichier n’est pas un ZIP qui se lit : prendre celui qu’En regard a donné, sans l’ouvrir."
        ) from None
    if not set(files) >= _NEEDED:
        raise NotAPlan("Il manque à ce ZIP le texte, la fiche ou le découpage du plan : prendre celui d’En regard.")
    _check_sidecar(files["source.toml"])
    folder = into / own
    if folder.exists():
        raise FileExistsError(errno.EEXIST, "there is one already", str(folder))
    into.mkdir(parents=True, exist_ok=True)
    # Under a name that nobody reads until it is whole.
    with tempfile.TemporaryDirectory(dir=into, prefix=".unpacked-") as beside:
        unpacked = Path(beside) / own
        unpacked.mkdir()
        for file, words in files.items():
            (unpacked / file).write_bytes(words)
        unpacked.rename(folder)
    return folder


def _check_sidecar(content: bytes) -> None:
    """The sidecar says whose plan it is and what was received: the plans that are shipped do not, and are no workspace.

    Raises:
        NotAPlan: it does not.
    """
    said: tuple[object, ...] = ()
    try:
        told = tomllib.loads(content.decode("utf-8"))
        said = (told["territory"]["name"], told["received"]["name"], told["received"]["shape"])
        # Other grammars search by patterns of their own, which whoever sends a plan would choose.
        said = said if told["grammar"] == {"name": "given-units"} else ()
    except (ValueError, KeyError, TypeError, RecursionError):
        said = ()
    if not said or not all(isinstance(one, str) for one in said):
        raise NotAPlan(
            "La fiche de ce ZIP (source.toml) n’est pas celle d’un plan apporté : prendre celui d’En regard."
        )


def _folder_of(entries: Sequence[zipfile.ZipInfo]) -> str:
    """The one folder that holds all entries, each of a file that plan folders have.

    Raises:
        NotAPlan: there is another thing in it.
    """
    found = set()
    for one in entries:
        parts = PurePosixPath(one.filename).parts
        if len(parts) != 2 or not re.fullmatch(r"[a-z0-9-]{1,80}", parts[0]) or not _FILES.fullmatch(parts[1]):
            raise NotAPlan(
                "Ce ZIP contient autre chose que le dossier d’un plan d’En regard : prendre celui qu’il a donné."
            )
        found.add(parts[0])
    if not found:
        raise NotAPlan("Ce ZIP n’est pas celui d’un plan d’En regard : il est vide. Prendre celui qu’il a donné.")
    if len(found) > 1:
        raise NotAPlan("Ce ZIP contient plusieurs plans : en ouvrir un à la fois.")
    if len({one.filename for one in entries}) < len(entries):
        raise NotAPlan("Ce ZIP contient deux fois un même fichier : prendre celui qu’En regard a donné.")
    return found.pop()
