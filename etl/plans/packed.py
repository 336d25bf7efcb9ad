"""Plan folders and lists of grants as one ZIP, and back: what leaves a workspace, and what an instance adopts."""

from __future__ import annotations

import datetime
import errno
import io
import re
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from etl import whole
from etl.grants.kept import GRANTS
from etl.grants.packed import FOLDER, MOST_BYTES, MOST_LISTS, ROWS, SIDECAR, PackedList, packed_list
from etl.zips import ZipDamaged, ZipTooLarge, opened_zip

# Plans that one workspace holds: with the shipped ones, as many as have a colour of their own.
MOST_PLANS = 8
# A plan folder as it travels: no more files than it has; together no larger than a received file and its text, twice.
_MOST_FILES, MOST_BYTES_OF_PLANS = 20, 60_000_000
_FILES = re.compile(r"(?:text\.txt|source\.toml|(?:units|places|doubts|decisions)\.csv|received\.[a-z]{2,8})")
_LIST = re.compile(rf"{GRANTS}/{FOLDER.pattern}/(?:{re.escape(SIDECAR)}|{re.escape(ROWS)})")
_NEEDED = {"text.txt", "source.toml", "units.csv"}


class NotAPlan(ValueError):
    """A ZIP that holds no plan folder; the message is French and says what to do."""


def plans_of(place: Path) -> list[Path]:
    """The plan folders that are kept at a place, as they came: a territory keeps its colour when another is added."""
    folder = place / "plans"
    found = (path for path in folder.glob("[!.]*") if path.is_dir()) if folder.is_dir() else ()
    return sorted(found, key=lambda path: (_received_on(path), path.name))


def _received_on(folder: Path) -> str:
    """The moment, UTC, at which a plan was brought; empty where its sidecar does not say it."""
    try:
        told = tomllib.loads((folder / "source.toml").read_text("utf-8"))["received"]["on"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return told.isoformat() if isinstance(told, datetime.datetime) else ""


@dataclass(frozen=True)
class PackedPlan:
    """A plan folder of a ZIP: its name and its files."""

    name: str
    files: Mapping[str, bytes]

    def write(self, into: Path) -> Path:
        """Write the plan folder below `into`, and say where.

        Raises:
            FileExistsError: there is a plan folder of this name already.
            OSError: it cannot be written; nothing of it stays.
        """
        folder = into / self.name
        if folder.exists():
            raise FileExistsError(errno.EEXIST, "there is one already", str(folder))
        into.mkdir(parents=True, exist_ok=True)
        # Under a name that nobody reads until it is whole.
        with tempfile.TemporaryDirectory(dir=into, prefix=".unpacked-") as beside:
            unpacked = Path(beside) / self.name
            unpacked.mkdir()
            for file, words in self.files.items():
                (unpacked / file).write_bytes(words)
            whole.put(unpacked, folder)
        return folder


@dataclass(frozen=True)
class Packed:
    """What a ZIP holds: plans, none where lists travel alone, and lists of grants."""

    plans: tuple[PackedPlan, ...]
    lists: tuple[PackedList, ...]


def is_room_for(plans: Sequence[Path]) -> bool:
    """Whether these plan folders could leave as one ZIP and come back."""
    sizes = sum(path.stat().st_size for plan in plans for path in plan.iterdir())
    return len(plans) <= MOST_PLANS and sizes <= MOST_BYTES_OF_PLANS


def pack(plans: Sequence[Path], lists: Sequence[Path] = ()) -> bytes:
    """Plan folders, and lists of grants that somebody loaded, as one ZIP; equal ones give equal bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in (
            *((f"{plan.name}/{file.name}", file.read_bytes()) for plan in plans for file in sorted(plan.iterdir())),
            *((f"{GRANTS}/{one.name}/{name}", words) for one in lists for name, words in packed_list(one).items()),
        ):
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)
    return held.getvalue()


def opened(content: bytes) -> Packed:
    """What the ZIP of a workspace holds, nothing of it written.

    Raises:
        NotAPlan: it is no ZIP, or holds other things than plan folders and lists of grants.
    """
    try:
        most = _MOST_FILES * MOST_PLANS
        with opened_zip(content, most + 2 * MOST_LISTS, MOST_BYTES_OF_PLANS + MOST_BYTES) as package:
            entries = [one for one in package.infolist() if not one.is_dir()]
            own = [one for one in entries if not _LIST.fullmatch(one.filename)]
            listed = [one for one in entries if _LIST.fullmatch(one.filename)]
            # What unfolding found to be true is told of their sizes.
            if any(
                len(those) > number or sum(one.file_size for one in those) > largest
                for those, number, largest in (
                    (own, most, MOST_BYTES_OF_PLANS),
                    (listed, 2 * MOST_LISTS, MOST_BYTES),
                )
            ):
                raise ZipTooLarge
            names = _folders_of(own, bool(listed))
            _check_once(entries)
            plans = tuple(
                PackedPlan(name, {PurePosixPath(one.filename).name: package.read(one) for one in held})
                for name, held in names.items()
            )
            lists = _lists({one.filename: package.read(one) for one in listed})
    except ZipTooLarge:
        raise NotAPlan("Ce ZIP n’est pas celui d’un plan d’En regard : trop de fichiers, ou trop grands.") from None
    except ZipDamaged:
        raise NotAPlan(
            "Ce fichier n’est pas un ZIP qui se lit : prendre celui qu’En regard a donné, sans l’ouvrir."
        ) from None
    for plan in plans:
        if not set(plan.files) >= _NEEDED:
            raise NotAPlan("Il manque à ce ZIP le texte, la fiche ou le découpage du plan : prendre celui d’En regard.")
        _check_sidecar(plan.files["source.toml"])
    return Packed(plans, lists)


def _lists(files: Mapping[str, bytes]) -> tuple[PackedList, ...]:
    """The lists of their entries.

    Raises:
        NotAPlan: one lacks a file.
    """
    names = sorted({PurePosixPath(path).parts[1] for path in files})
    try:
        return tuple(
            PackedList(name, files[f"{GRANTS}/{name}/{SIDECAR}"], files[f"{GRANTS}/{name}/{ROWS}"]) for name in names
        )
    except KeyError:
        raise NotAPlan(
            "Il manque à ce ZIP la fiche ou les lignes d’une liste de subventions : prendre celui d’En regard."
        ) from None


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


def _folders_of(entries: Sequence[zipfile.ZipInfo], has_lists: bool) -> dict[str, list[zipfile.ZipInfo]]:
    """The entries by the plan folder that they stand in, each of a file that plan folders have; none where lists travel
    alone.

    Raises:
        NotAPlan: there is another thing in it.
    """
    found: dict[str, list[zipfile.ZipInfo]] = {}
    for one in entries:
        parts = PurePosixPath(one.filename).parts
        if len(parts) != 2 or not re.fullmatch(r"[a-z0-9-]{1,80}", parts[0]) or not _FILES.fullmatch(parts[1]):
            raise NotAPlan(
                "Ce ZIP contient autre chose que le dossier d’un plan d’En regard : prendre celui qu’il a donné."
            )
        found.setdefault(parts[0], []).append(one)
    if not found and not has_lists:
        raise NotAPlan("Ce ZIP n’est pas celui d’un plan d’En regard : il est vide. Prendre celui qu’il a donné.")
    if len(found) > MOST_PLANS:
        raise NotAPlan(f"Ce ZIP contient plus de {MOST_PLANS} plans, ce qu’un espace tient au plus.")
    return dict(sorted(found.items()))


def _check_once(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len({one.filename for one in entries}) < len(entries):
        raise NotAPlan("Ce ZIP contient deux fois un même fichier : prendre celui qu’En regard a donné.")
