"""Every intercommunality and commune of France: found by name, put together into a territory with its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from etl.contours import square_km
from etl.csvfiles import read_csv
from etl.errors import SourceError
from etl.text import fold

_EPCI = ("siren", "name", "kind", "departements", "region", "communes", "population")
KINDS = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole de Lyon",
}
# What a name may begin with, which nobody types.
_PREFIX = re.compile(
    r"(?:cc|ca|cu|communaute de communes|communaute d agglomeration|communaute urbaine|petr|commune|ville)\s+"
    r"(?:(?:de la|de l|du|des|de|d)\s+)?"
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A commune (`kind` is « commune ») or an intercommunality: its SIREN, name, departments and region by name,
    municipal population, and how many communes it has; `was` names a commune that is part of it now."""

    siren: str
    name: str
    kind: str
    departments: tuple[str, ...]
    region: str
    population: int
    communes: int
    was: str = ""

    def said(self) -> str:
        where = ", ".join(self.departments)
        before = f", dont {self.was}" if self.was else ""
        return f"{self.name}{before} ({KINDS.get(self.kind, self.kind)}, {where})"


@dataclass(frozen=True)
class Grouping:
    """Members as one territory, each commune counted once."""

    members: tuple[Member, ...]
    communes: int
    population: int
    departments: tuple[str, ...]
    regions: tuple[str, ...]


class France:
    """The files of `data/reference/france`, read when first asked for."""

    # Of the populations (`data/reference/README.md`).
    population_year = 2023

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _areas(self) -> dict[tuple[str, str], str]:
        rows = read_csv(self._folder / "areas.csv", ("level", "code", "name", "region"))
        return {(row["level"], row["code"]): row["name"] for row in rows}

    def _departments(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._areas.get(("departement", code), code) for code in codes if code)

    @cached_property
    def _communes(self) -> list[dict[str, str | int]]:
        path = self._folder / "communes.parquet"
        try:
            return list(pq.read_table(path).to_pylist())
        except OSError as error:
            raise SourceError(path, f"the communes cannot be read ({error})", "restore the file from git") from None

    @cached_property
    def _members(self) -> dict[str, Member]:
        found = {
            row["siren"]: Member(
                row["siren"], row["name"], row["kind"], self._departments(re.split(r"[ |;]+", row["departements"])),
                self._areas.get(("region", row["region"]), row["region"]), row.integer("population"),
                row.integer("communes"),
            )
            for row in read_csv(self._folder / "epci.csv", _EPCI)
        }  # fmt: skip
        for one in self._communes:
            siren = str(one["siren"])
            found[siren] = Member(
                siren, str(one["name"]), "commune", self._departments([str(one["departement"])]),
                self._areas.get(("region", str(one["region"])), str(one["region"])), int(one["population"] or 0), 1,
            )  # fmt: skip
        return found

    @cached_property
    def _names(self) -> list[tuple[str, Member]]:
        """What each may be called, in the form in which names are compared."""
        found = [(_compared(one.name), one) for one in self._members.values()]
        by_insee = {str(one["insee"]): str(one["siren"]) for one in self._communes}
        for row in read_csv(self._folder / "former_communes.csv", ("insee", "name", "kind", "insee_now")):
            now = self._members.get(by_insee.get(row["insee_now"], ""))
            if now and _compared(now.name) != _compared(row["name"]):
                found.append((_compared(row["name"]), Member(**{**now.__dict__, "was": row["name"]})))
        return found

    @cached_property
    def _by_insee(self) -> dict[str, dict[str, str | int]]:
        return {str(one["insee"]): one for one in self._communes}

    @cached_property
    def _merged(self) -> dict[str, str]:
        rows = read_csv(self._folder / "former_communes.csv", ("insee", "name", "kind", "insee_now"))
        return {row["insee"]: row["insee_now"] for row in rows}

    def commune_now(self, insee: str) -> Mapping[str, str | int] | None:
        """The commune of today that bears this INSEE code, or that the one which bore it is part of."""
        return self._by_insee.get(self._merged.get(insee, insee))

    def member(self, siren: str) -> Member | None:
        """The commune or intercommunality of this number."""
        return self._members.get(siren)

    @cached_property
    def _insee_of(self) -> dict[str, str]:
        return {str(one["siren"]): str(one["insee"]) for one in self._communes}

    def insee_of(self, siren: str) -> str:
        """The INSEE code of the commune of this number; empty where it is none of today."""
        return self._insee_of.get(siren, "")

    def intercommunalities(self) -> list[Mapping[str, str]]:
        """The rows of `epci.csv`."""
        return [row.values for row in read_csv(self._folder / "epci.csv", _EPCI)]

    @cached_property
    def surfaces(self) -> dict[str, float]:
        """Square kilometres of each intercommunality that has an outline, by SIREN."""
        kept = self._outlines(None)
        return {one["epci_siren"]: round(square_km(one["contour_wkb"]), 1) for one in kept}

    @cached_property
    def _bearers(self) -> dict[tuple[str, str], set[str]]:
        """Who bears a name in a department: the INSEE code of a commune, the SIREN of an intercommunality."""
        found: dict[tuple[str, str], set[str]] = {}
        for one in self._communes:
            found.setdefault((str(one["departement"]), _bare(str(one["name"]))), set()).add(str(one["insee"]))
        for row in self.intercommunalities():
            for department in re.split(r"[ |;]+", row["departements"]):
                found.setdefault((department, _bare(row["name"])), set()).add(row["siren"])
        return found

    def alone_named(self, name: str, department: str) -> str:
        """The INSEE code of the commune, or the SIREN of the intercommunality, that alone bears this name in the
        department; empty where none does, or several do."""
        asked = self._bearers.get((department, _bare(name)), set())
        return next(iter(asked)) if len(asked) == 1 else ""

    def find(self, words: str, most: int = 20) -> list[Member]:
        """Those whose names these words are, begin, or are part of, in this order; among equals intercommunalities
        first, then the most peopled."""
        asked = _compared(words)
        if not asked:
            return []
        ranked = []
        for name, member in self._names:
            bare = _PREFIX.sub("", name, count=1)
            if asked in (name, bare):
                rank = 0
            elif name.startswith(f"{asked} ") or bare.startswith(f"{asked} "):
                rank = 1
            elif f" {asked} " in f" {name} ":
                rank = 2
            elif len(asked) > 2 and f" {asked}" in f" {name}":
                rank = 3
            else:
                continue
            ranked.append((rank, member.kind == "commune", -member.population, member.name, member.was, member))
        return [one[-1] for one in sorted(ranked, key=lambda one: one[:-1])][:most]

    def together(self, sirens: Sequence[str]) -> Grouping:
        """The territory that these are together: a commune within a member is counted once.

        Raises:
            KeyError: no commune and no intercommunality has one of these numbers.
        """
        members = tuple(self._members[siren] for siren in dict.fromkeys(sirens))
        inside = self.communes_of(sirens)
        return Grouping(
            members,
            len(inside),
            sum(int(one["population"] or 0) for one in inside),
            self._departments(sorted({str(one["departement"]) for one in inside})),
            tuple(sorted({self._areas.get(("region", str(one["region"])), str(one["region"])) for one in inside})),
        )

    def communes_of(self, sirens: Sequence[str]) -> list[dict[str, str | int]]:
        """The communes that these are or hold, each once, with `insee`, `siren`, `name`, `population`."""
        chosen = set(sirens)
        return [one for one in self._communes if one["siren"] in chosen or one["epci_siren"] in chosen]

    def epci_of(self, commune: Mapping[str, str | int]) -> Member | None:
        """The intercommunality of a commune; None for the few islands that are of none."""
        return self._members.get(str(commune["epci_siren"] or ""))

    def outlines_of(self, sirens: Sequence[str]) -> list[bytes]:
        """The outlines of these as WKB; none where one of them has none, as communes have."""
        kept = self._outlines([("epci_siren", "in", list(sirens))])
        return [one["contour_wkb"] for one in kept] if len(kept) == len(set(sirens)) else []

    def _outlines(self, filters: list[tuple[str, str, list[str]]] | None) -> list[dict[str, Any]]:
        path = self._folder / "epci_contours.parquet"
        try:
            return list(pq.read_table(path, filters=filters).to_pylist())
        except OSError as error:
            raise SourceError(path, f"the contours cannot be read ({error})", "restore the file from git") from None


def _bare(name: str) -> str:
    """A name as it is compared, without what says the kind of body."""
    return _PREFIX.sub("", _compared(name), count=1)


def _compared(name: str) -> str:
    """« Saint-Étienne-de-Tulmont » and « st etienne de tulmont » are one name."""
    bare = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(name)).split())
    return re.sub(r"\bst(e?)\b", r"saint\1", bare)
