"""Sequences ready for the room: dossiers as files of `data/sequences`, to which a facilitator adds their own."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from dashboard.dossier.model import Dossier, DossierRefused, from_file

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True)
class Sequence:
    """A sequence, by the name of its file; `problem` says in French why it cannot be used."""

    id: str
    file: str
    dossier: Dossier
    problem: str = ""


def folder() -> Path:
    """The folder of EN_REGARD_SEQUENCES, else `data/sequences` beside app.py."""
    return Path(os.environ.get("EN_REGARD_SEQUENCES") or Path(__file__).parents[2] / "data" / "sequences")


def every() -> list[Sequence]:
    """All files, in the order of their names; what cannot be read is told and keeps nothing else from being used."""
    return [_read(file) for file in sorted(folder().glob("*.json"))]


def found(name: str) -> Sequence | None:
    """The sequence of this name; None where there is none that can be used."""
    return next((one for one in every() if one.id == name and not one.problem), None)


def _read(file: Path) -> Sequence:
    if not _NAME.fullmatch(file.stem):
        said = "son nom ne doit tenir que des lettres minuscules sans accent, des chiffres et des tirets"
        return Sequence("", file.name, Dossier(), f"{said}.")
    try:
        dossier = from_file(file.read_bytes())
    except DossierRefused as error:
        return Sequence(file.stem, file.name, Dossier(), str(error))
    except OSError as error:
        return Sequence(file.stem, file.name, Dossier(), f"Le fichier ne se lit pas ({error.strerror}).")
    if not dossier.entries:
        return Sequence(file.stem, file.name, dossier, "Cette séquence n’a aucune vue.")
    return Sequence(file.stem, file.name, dossier)
