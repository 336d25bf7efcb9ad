"""From a file of grants to a list that is kept: read, its themes found, its folder written whole or not at all."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from etl import whole
from etl.coding.rules import Rules
from etl.grants.kept import Theme, keep
from etl.grants.layouts import BY_PAYER
from etl.grants.model import Fault, Grant, GrantsRead, GrantsRefused
from etl.grants.read import read_grants
from etl.grants.themes import theme_of
from etl.plans.territory import slug
from etl.readers.tables.named_columns import Naming


@dataclass(frozen=True)
class Brought:
    """A list that was kept: its folder, and what is told of its file. `uncoded` are rows without SIREN and INSEE code,
    `themed` those whose title names an object; the first faults stand for all."""

    folder: Path
    layout: str
    rows: int
    grants: int
    eur: float
    years: tuple[int, ...]
    uncoded: int
    themed: int
    faults: tuple[Fault, ...]
    faulty: int

    def said(self) -> list[str]:
        """What is told of it, in French, a line each."""
        told = [
            f"{self.layout[:1].upper()}{self.layout[1:]} : {self.grants} subventions en {self.rows} "
            f"{'sommes' if self.layout == BY_PAYER else 'lignes'}, "
            + f"{self.eur:,.2f} €".replace(",", "\u202f").replace(".", ","),
            f"Années : {', '.join(map(str, self.years)) or 'non dites'}",
            f"Thème trouvé par les règles seules : {self.themed} sur {self.grants}",
        ]
        if self.uncoded:
            told.append(f"Sans SIREN ni code INSEE, donc comptées nulle part : {self.uncoded}")
        if self.faulty:
            told.append(f"À vérifier dans le fichier : {self.faulty}")
        return told


_FAULTS_TOLD = 50


def bring_list(
    content: bytes,
    name: str,
    into: Path,
    rules: Rules,
    naming: Naming | None = None,
    note: Callable[[str], None] = lambda name: None,
) -> Brought:
    """Read a file of grants and keep it as a folder under `into`, whose name is noted before it is there.

    Raises:
        GrantsRefused: it cannot be read, or is kept already; nothing is written.
        OSError: the folder cannot be written; nothing of it stays.
    """
    # No shipped list has such a name.
    return keep_read(
        read_grants(content, name, naming), name, f"fichier-{slug(PurePath(name).stem)}", into, rules, note
    )


def keep_read(
    read: GrantsRead, name: str, wanted: str, into: Path, rules: Rules, note: Callable[[str], None]
) -> Brought:
    """Keep what was read of a file of this name as a folder under `into`, of the `wanted` name or one like it.

    Raises:
        GrantsRefused: it is kept already; nothing is written.
        OSError: the folder cannot be written; nothing of it stays.
    """
    if (known := known_label(into, read.sha256)) is not None:
        raise GrantsRefused(f"« {name} » est déjà chargé, sous le nom « {known} ».")
    themed = [(grant, _theme(grant, rules)) for grant in read.grants]
    folder = _free(into, wanted)
    beside = into / f".{folder.name}"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        keep(beside, _told(read, name, folder.name), themed)
        note(folder.name)
        whole.put(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Brought(
        folder,
        read.layout,
        read.rows,
        len(read.grants),
        float(sum(grant.eur for grant in read.grants)),
        _years(read.grants),
        sum(not grant.siren and not grant.insee for grant in read.grants),
        sum(theme is not None for _, theme in themed),
        read.faults[:_FAULTS_TOLD],
        len(read.faults),
    )


def _theme(grant: Grant, rules: Rules) -> Theme | None:
    found = theme_of(grant.title, grant.measure, rules)
    return Theme(found[0], "rule", found[1]) if found else None


def _told(read: GrantsRead, name: str, folder: str) -> dict[str, object]:
    givers = Counter(grant.funder for grant in read.grants)
    most = ", ".join(giver or "non dit" for giver, _ in givers.most_common(3))
    years = _years(read.grants)
    return {
        "family": f"{read.layout[:1].upper()}{read.layout[1:]}",
        "label": f"{PurePath(name).stem} ({folder})",
        "publisher": "Fichier chargé",
        "file": name,
        "covers": f"Fichier chargé : {read.layout}, accordées par {most}.",
        "years": list(years),
        "is_whole": True,
        "published_rows": read.rows,
        "refused_rows": read.rows - len(read.grants),
        "sha256": read.sha256,
    }


def _years(grants: Sequence[Grant]) -> tuple[int, ...]:
    return tuple(sorted({grant.year for grant in grants if grant.year is not None}))


def known_label(into: Path, sha256: str) -> str | None:
    """The label of the list that was kept of the same file; None where none was."""
    for path in sorted(into.glob("[!.]*/source.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        if told.get("sha256") == sha256:
            return str(told["label"])
    return None


def _free(into: Path, name: str) -> Path:
    taken = {path.name for path in into.iterdir()} if into.is_dir() else set()
    free = next(one for at in range(1, len(taken) + 2) if (one := name if at == 1 else f"{name}-{at}") not in taken)
    return into / free
