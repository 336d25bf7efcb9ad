"""The shipped data with further invented territories, each with a small plan, built by the real ETL.

Names are as long and as oddly hyphenated as those of real bodies; every second one has no contour.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

from etl.load import build
from etl.paths import DATA
from tests.invented import PLAN_GRAMMAR, write_document

KINDS = ("Communauté de communes", "Communauté d’agglomération", "Pôle d’équilibre territorial et rural")
DEPARTMENTS = (
    ("Lot", "Occitanie"),
    ("Nord", "Hauts-de-France"),
    ("Finistère", "Bretagne"),
    ("Loiret", "Centre-Val de Loire"),
)
_STEMS = ("Val", "Haut-Pays", "Plateau", "Rives", "Grand-Châteauneuf", "Entre-Deux-Rivières", "Monts", "Bocage")
_ENDS = ("Nuits-Saint-Christophe", "l’Argonne", "Brionnais", "Kerlouan", "Montmorillonnais", "Sologne", "Thiérache")
_WORKS = (
    "Mettre en place une navette de bus dans les bourgs, financée par LEADER.",
    "Étude d’un réseau de pistes cyclables entre les bourgs.",
    "Poursuivre le contrat local de santé (CLS) 2021-2024 avec l’agence régionale de santé.",
    "Ouvrir une maison de santé et accueillir des médecins.",
    "Rénover les musées et soutenir les concerts d’été.",
    "Rénovation énergétique des logements par une OPAH 2022-2026.",
    "Soutenir les commerces du centre-bourg et les marchés de producteurs.",
    "Construire une halle pour les circuits courts alimentaires.",
    "Former les jeunes aux métiers du bois.",
    "Protéger les zones humides et la biodiversité.",
)


def identifier(at: int) -> str:
    return f"terre-{at:03}"


def short_name(at: int) -> str:
    """A name that no other has, by the place in the list, from 1."""
    return f"{_STEMS[at % len(_STEMS)]} {_ENDS[at // len(_STEMS) % len(_ENDS)]} {at}"


def write_many(data: Path, territories: int) -> None:
    """The shipped folder of data, with as many further territories as make this number of compared ones."""
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.duckdb*"))
    rows = list(csv.DictReader((data / "reference" / "territories.csv").open(encoding="utf-8")))
    compared = sum(row["is_compared"] == "1" for row in rows)
    contours = json.loads((data / "reference" / "contours.geojson").read_text("utf-8"))
    epci, communes = [], []
    for at in range(1, territories - compared + 1):
        key, name = identifier(at), short_name(at)
        department, region = DEPARTMENTS[at % len(DEPARTMENTS)]
        own = dict.fromkeys(rows[0], "")
        rows.append(
            own | {
                "territory_id": key, "rank": str(100 + at), "name": f"{KINDS[at % 3]} {name}", "short_name": name,
                "kind": KINDS[at % 3], "is_compared": "1", "siren": f"{300000000 + at}", "department": department,
                "region": region, "population": str(100 * at), "population_year": "2023", "communes": "1",
            }
        )  # fmt: skip
        epci.append([key, str(300000000 + at), f"{KINDS[at % 3]} {name}", "CC", "1", str(100 * at)])
        communes.append([key, str(300000000 + at), f"99{at:03}", f"Bourg {name}", str(100 * at)])
        if at % 2:
            contours["features"].append(_square(key, at))
        write_document(
            data / "documents" / f"{key}-plan",
            plan(at),
            key,
            "projet de territoire",
            PLAN_GRAMMAR.replace("units = 4", f"units = {len(_own_works(at))}"),
        )
    _write(data / "reference" / "territories.csv", [list(rows[0]), *([*row.values()] for row in rows)])
    _append(data / "reference" / "epci.csv", epci)
    _append(data / "reference" / "communes.csv", communes)
    (data / "reference" / "contours.geojson").write_text(json.dumps(contours), "utf-8")


def plan(at: int) -> str:
    """The text of the plan of a territory: two to seven of the works, by its place in the list."""
    bullets = "\n".join(f"- {work}" for work in _own_works(at))
    return f"Pilier 1 : Vivre ici\n\nObjectif opérationnel n°1.1 : Agir.\n\n{bullets}\n"


def _own_works(at: int) -> list[str]:
    return [_WORKS[(at * 3 + step) % len(_WORKS)] for step in range(2 + at % 6)]


def build_many(folder: Path, territories: int) -> Path:
    """The database of so many compared territories."""
    write_many(folder / "data", territories)
    database = folder / "en-regard.duckdb"
    build(folder / "data", database)
    return database


def _square(key: str, at: int) -> dict[str, object]:
    west, south, wide = 1.0 + at % 10 * 0.3, 44.0 + at // 10 * 0.3, 0.1 + at % 4 * 0.05
    corners = [[west, south], [west + wide, south], [west + wide, south + wide], [west, south + wide], [west, south]]
    return {
        "type": "Feature",
        "properties": {"territory_id": key},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _append(path: Path, rows: list[list[str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
