"""The territory of a planner's plan: communes and intercommunalities of France put together, or a name alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.contours import joined_contour
from etl.csvfiles import Row
from etl.errors import SourceError
from etl.france import France
from etl.french import de
from etl.text import fold

# Names that begin so take an article: « la CC du Val d’Ille », « le PETR Pays de Langres ».
_FEMININE = re.compile(r"(?:CC|CA|CU|Communauté|Métropole|Eurométropole|Ville)\b")
_MASCULINE = re.compile(r"(?:PETR|Pays|Pôle|Syndicat|Grand|Parc)\b")


@dataclass(frozen=True)
class OwnTerritory:
    """What a plan folder says of its territory: its name, its kind, and the SIREN of its members."""

    name: str
    kind: str
    sirens: tuple[str, ...]

    def as_table(self) -> dict[str, Any]:
        return {"name": self.name, "kind": self.kind, "sirens": list(self.sirens)}


@dataclass(frozen=True)
class TerritoryRows:
    """The rows that a plan folder adds to those of `data/reference`."""

    territory: Row
    epci: list[Row]
    communes: list[Row]
    contour: list[dict[str, Any]]


def slug(name: str) -> str:
    """An identifier made of a name: letters without accents, digits, single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60].strip("-") or "territoire"


def territory_rows(
    path: Path, territory_id: str, told: Mapping[str, Any], rank: int, france: France, columns: tuple[str, ...]
) -> TerritoryRows:
    """The rows of a territory, its facts from the reference of France; what no reference knows stays empty.

    Raises:
        SourceError: the table [territory] lacks a part, or names a SIREN that no reference knows.
    """
    try:
        own = OwnTerritory(str(told["name"]), str(told["kind"]), tuple(map(str, told["sirens"])))
    except (KeyError, TypeError) as error:
        raise SourceError(path, f"the table [territory] lacks {error}", "give name, kind and sirens") from None
    values = dict.fromkeys(columns, "")
    values |= {
        "territory_id": territory_id,
        "rank": str(rank),
        "name": own.name,
        "short_name": own.name,
        "kind": own.kind,
        "is_compared": "1",
        **_forms(own.name),
    }
    epci: list[Row] = []
    communes: list[Row] = []
    if own.sirens:
        try:
            found = france.together(own.sirens)
        except KeyError as error:
            raise SourceError(path, f"no reference knows the SIREN {error}", "correct sirens") from None
        values |= {
            "siren": own.sirens[0] if len(own.sirens) == 1 else "",
            "department": ", ".join(found.departments),
            "region": ", ".join(found.regions),
            "population": str(found.population),
            "population_year": str(france.population_year),
            "communes": str(found.communes),
        }
        for member in france.communes_of(own.sirens):
            above = france.epci_of(member)
            communes.append(
                Row(
                    path,
                    1,
                    {
                        "territory_id": territory_id,
                        "epci_siren": above.siren if above else "",
                        "insee_code": str(member["insee"]),
                        "name": str(member["name"]),
                        "population_municipal": str(member["population"] or 0),
                    },
                )
            )
            if above and above.siren not in {row["siren"] for row in epci}:
                epci.append(Row(path, 1, {"siren": above.siren, "name": above.name}))
    outlines = france.outlines_of(own.sirens) if own.sirens else []
    contour = [{"territory_id": territory_id, **joined_contour(outlines)}] if outlines else []
    return TerritoryRows(Row(path, 1, values), epci, communes, contour)


def _forms(name: str) -> dict[str, str]:
    """The name after an article, « de » and « à », as it stands in a sentence."""
    if _FEMININE.match(name):
        return {"with_article": f"la {name}", "with_de": f"de la {name}", "with_a": f"à la {name}"}
    if _MASCULINE.match(name):
        return {"with_article": f"le {name}", "with_de": f"du {name}", "with_a": f"au {name}"}
    return {"with_article": name, "with_de": de(name), "with_a": f"à {name}"}
