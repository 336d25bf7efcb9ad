"""Lists of grants as they are kept: a folder each, with `source.toml` and `grants.csv` or `grants.parquet`.

The shipped ones are facts, a row a grant, whose themes were read twice; those that somebody loads are whole files,
whose themes the rules find. Both are the same rows in the base.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.csvfiles import Row, read_csv, read_text
from etl.errors import SourceError
from etl.france import France
from etl.grants.doubles import doubles
from etl.grants.model import Grant
from etl.grants.places import place_of
from etl.grants.together import on_their_way
from etl.paths import loaded_path
from etl.tomlfiles import toml

COLUMNS = (
    "line", "year", "funder", "programme", "measure", "beneficiary", "siren", "insee", "department", "cost", "eur",
    "first_reading", "second_reading", "theme_id", "reason",
)  # fmt: skip
# Where the lists of a place stand, beside its plans or its documents.
GRANTS = "grants"
# What a reading says of a title that names no object.
NO_OBJECT = "aucun"
_TEXTS = ("family", "label", "publisher", "file", "covers")
_OPTIONAL = ("url", "licence", "sha256", "published_rows", "refused_rows")


@dataclass(frozen=True)
class Theme:
    """The theme of what a grant is for: `origin` is lectures, decision or rule, `words` those of its title."""

    theme_id: str
    origin: str
    words: str = ""


@dataclass(frozen=True)
class GrantList:
    """A list: what is known of it, and its grants with their themes."""

    source_id: str
    told: dict[str, Any]
    grants: list[tuple[Grant, Theme | None]]


def lists_of(place: Path, loading: bool = False) -> list[Path]:
    """The folders of the lists that are kept at a place, those that somebody loaded last; `loading` for who loads some
    now, and reads them before they are kept."""
    into = loaded_path(place.parent)
    coming = set() if loading else on_their_way(into)
    loaded = [path for path in _folders(into) if path.name not in coming]
    return [path for path in (*_folders(place), *loaded) if (path / "source.toml").is_file()]


def _folders(place: Path) -> list[Path]:
    # What begins with a dot is being written, or was when its process was killed.
    return sorted(path for path in place.glob("[!.]*") if path.is_dir()) if place.is_dir() else []


def read_lists(folders: Sequence[Path], themes: set[str]) -> list[GrantList]:
    """The lists of these folders, the shipped ones first.

    Raises:
        SourceError: a folder from which nothing can be built, with its place and the remedy.
    """
    found = [_read_list(folder, themes) for folder in folders]
    seen: set[str] = set()
    for folder, one in zip(folders, found, strict=True):
        if one.source_id in seen:
            raise SourceError(folder, f"there is a list {one.source_id!r} already", "rename the folder")
        seen.add(one.source_id)
    return found


def rows(lists: Sequence[GrantList], france: France) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of `grant_source` and of `grant`. A grant that a later list says again bears the identifier of the
    first, which takes its title where it has none."""
    keyed = {one.source_id: _keyed([grant for grant, _ in one.grants]) for one in lists}
    same = doubles(keyed)
    titles = {
        same[source, grant.line]: grant.title
        for source, grants in keyed.items()
        for grant in grants
        if (source, grant.line) in same
    }
    ids = {
        (one.source_id, grant.line): told
        for one in lists
        for grant, told in zip(keyed[one.source_id], _ids(one), strict=True)
    }
    sources = [
        {
            "source_id": one.source_id,
            "rank": rank,
            "held_rows": len(one.grants),
            **{name: one.told[name] for name in (*_TEXTS, "years", "is_whole")},
            **{name: one.told.get(name) for name in _OPTIONAL},
        }
        for rank, one in enumerate(lists, 1)
    ]
    return sources, [
        _row(ids, (one.source_id, key.line), grant, theme, same.get((one.source_id, key.line)), titles, france)
        for one in lists
        for key, (grant, theme) in zip(keyed[one.source_id], one.grants, strict=True)
    ]


def _keyed(grants: list[Grant]) -> list[Grant]:
    """The grants of a list, each known by its line; by its place where a line says what several payers granted."""
    if len({grant.line for grant in grants}) == len(grants):
        return grants
    return [replace(grant, line=at) for at, grant in enumerate(grants, 1)]


def _ids(one: GrantList) -> list[str]:
    """The identifiers of the grants of a list: its name and their line, and which sum of it from the second on."""
    seen: Counter[int] = Counter()
    found = []
    for grant, _ in one.grants:
        seen[grant.line] += 1
        found.append(f"{one.source_id}:{grant.line}" + (f":{seen[grant.line]}" if seen[grant.line] > 1 else ""))
    return found


def keep(folder: Path, told: dict[str, Any], grants: Sequence[tuple[Grant, Theme | None]]) -> None:
    """Write a list that somebody loaded: its rows, and what is told of it."""
    folder.mkdir(parents=True)
    columns: dict[str, list[Any]] = {name: [] for name in (*Grant.__slots__, "theme_id", "theme_words")}
    for grant, theme in grants:
        for name in Grant.__slots__:
            columns[name].append(getattr(grant, name))
        columns["theme_id"].append(theme.theme_id if theme else None)
        columns["theme_words"].append(theme.words if theme else None)
    pq.write_table(pa.table(columns, schema=_SCHEMA), folder / "grants.parquet")
    (folder / "source.toml").write_text(toml(told), encoding="utf-8")


_SCHEMA = pa.schema(
    [
        ("line", pa.int32()), ("year", pa.int32()),
        *((name, pa.string()) for name in (
            "funder", "programme", "measure", "beneficiary", "beneficiary_kind", "siren", "insee", "department", "title"
        )),
        ("cost", pa.decimal128(18, 2)), ("eur", pa.decimal128(18, 2)),
        ("theme_id", pa.string()), ("theme_words", pa.string()),
    ]
)  # fmt: skip


def _read_list(folder: Path, themes: set[str]) -> GrantList:
    path = folder / "source.toml"
    try:
        told = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(path, f"broken TOML ({error})", "correct the file") from None
    for name, kind in (*((name, str) for name in _TEXTS), ("years", list), ("is_whole", bool)):
        if not isinstance(told.get(name), kind):
            raise SourceError(path, f"{name} is missing or no {kind.__name__}", f"write {name} = …")
    if (folder / "grants.csv").exists():
        grants = list(_of_facts(folder / "grants.csv", themes))
    else:
        grants = list(_of_file(folder / "grants.parquet", themes))
    return GrantList(folder.name, told, grants)


def _of_facts(path: Path, themes: set[str]) -> Iterator[tuple[Grant, Theme | None]]:
    lines: set[int] = set()
    for row in read_csv(path, COLUMNS):
        line = row.integer("line")
        if line in lines:
            raise row.error(f"line {line} of the list stands twice", "remove one")
        lines.add(line)
        grant = Grant(
            line, row.optional_integer("year"), row["funder"], row["programme"], row["measure"], row["beneficiary"], "",
            row["siren"], row["insee"], row["department"], "", _money(row, "cost"), _money(row, "eur") or Decimal(0),
        )  # fmt: skip
        yield grant, _theme(row, themes)


def _money(row: Row, column: str) -> Decimal | None:
    try:
        return Decimal(row[column]) if row[column] else None
    except InvalidOperation:
        raise row.error(f"{column} is {row[column]!r}, no sum", "write euros with a dot") from None


def _theme(row: Row, themes: set[str]) -> Theme | None:
    first, second, settled = row["first_reading"], row["second_reading"], row["theme_id"]
    if not (first or second or settled or row["siren"] or row["insee"]):
        return None  # what counts nowhere was not read
    for one in (first, second, settled):
        if one not in themes and one != NO_OBJECT:
            raise row.error(f"unknown theme {one!r}", f"write a theme of themes.csv, or {NO_OBJECT}")
    agree = first == second == settled
    if not agree and not row["reason"]:
        raise row.error("the readings differ and no reason settles them", "say why this theme")
    if settled == NO_OBJECT:
        return None
    return Theme(settled, "lectures" if agree else "decision")


def rows_of_file(folder: Path) -> list[Grant]:
    """The grants of a list that somebody loaded.

    Raises:
        SourceError: its file cannot be read.
    """
    return [grant for grant, _ in _of_file(folder / "grants.parquet", set())]


def _of_file(path: Path, themes: set[str]) -> Iterator[tuple[Grant, Theme | None]]:
    try:
        table = pq.read_table(path, schema=_SCHEMA)
    except (OSError, pa.ArrowException) as error:
        raise SourceError(path, f"the grants cannot be read ({error})", "load the file again") from None
    names = Grant.__slots__
    columns = [table.column(name).to_pylist() for name in (*names, "theme_id", "theme_words")]
    for *values, theme, words in zip(*columns, strict=True):
        if theme is not None and theme not in themes:
            theme = None  # a theme that the codebook has no longer
        yield Grant(*values), Theme(theme, "rule", words or "") if theme else None


def _row(
    ids: Mapping[tuple[str, int], str],
    key: tuple[str, int],
    grant: Grant,
    theme: Theme | None,
    same: tuple[str, int] | None,
    titles: dict[tuple[str, int], str],
    france: France,
) -> dict[str, Any]:
    place = place_of(grant.siren, grant.insee, grant.beneficiary, grant.department, france)
    return {
        "grant_id": ids[key],
        "source_id": key[0],
        "line": grant.line,
        "year": grant.year,
        "funder": grant.funder or "Donneur non dit",
        "programme": grant.programme,
        "measure": grant.measure or None,
        "beneficiary": grant.beneficiary or place.name or f"SIREN {grant.siren}",
        "beneficiary_kind": place.kind,
        "siren": grant.siren or None,
        "insee": grant.insee or None,
        "department": grant.department or None,
        "commune": place.commune or None,
        "epci_siren": place.epci or None,
        "alike_code": place.alike or None,
        "title": grant.title or titles.get(key) or None,
        "cost": grant.cost,
        "eur": grant.eur,
        "theme_id": theme.theme_id if theme else None,
        "theme_words": theme.words or None if theme else None,
        "theme_origin": theme.origin if theme else None,
        "same_as": ids[same] if same else None,
    }
