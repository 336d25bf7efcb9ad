"""What a list of all grants of France takes: `python -m benchmarks.grants [110000]`.

The list is invented: real communes and intercommunalities, titles as communes write them, each once, in the columns of
the State's lists. It is read and kept, a base is built with it, and every page's questions are asked of that base.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.report import Figure, Report
from dashboard import queries
from dashboard.selection import Selection
from etl.paths import DATA, ROOT

_HEAD = (
    "exercice", "dispositif", "programme", "beneficiaire_type", "beneficiaire_siren", "beneficiaire_dep",
    "beneficiaire_nom", "beneficiaire_code_insee", "intitule", "cout_ht", "subvention", "taux",
)  # fmt: skip
WORKS = (
    "Rénovation énergétique", "Réhabilitation", "Mise aux normes", "Construction", "Extension", "Isolation",
    "Travaux d'accessibilité", "Remplacement de la chaudière", "Création", "Aménagement", "Sécurisation", "Toiture",
)  # fmt: skip
OBJECTS = (
    "de l'école", "de la mairie", "de la salle polyvalente", "d'une voie verte", "du groupe scolaire", "du gymnase",
    "de l'église Saint-Martin", "d'une maison de santé", "du réseau d'assainissement", "de la crèche",
    "de la médiathèque", "du cimetière", "d'un commerce multiservices", "de la place du village", "de la piscine",
    "du réseau d'eau potable", "d'un city-stade", "de logements communaux", "du pont", "de la voirie",
)  # fmt: skip
# As many rows of the published lists of 2018 to 2024 bear no code.
_WITHOUT_CODE = 0.05
_TERRITORIES = (("pays-midi-quercy",), ("cahors",), ("coeur-de-lorraine", "porte-du-hainaut"), ())
_MOST, _FUNDER, _TIMES = 20, "État", 20
_SECONDS, _MEBIBYTES, _MILLISECONDS = 20, 1024, 50


def invented(rows: int, seed: int = 14) -> bytes:
    """A list of so many grants, as bytes of a CSV."""
    chance = random.Random(seed)
    communes = pq.read_table(DATA / "reference" / "france" / "communes.parquet").to_pylist()
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(_HEAD)
    for at in range(rows):
        place, eur = chance.choice(communes), chance.randrange(1_000, 400_000)
        has_code = chance.random() >= _WITHOUT_CODE
        table.writerow((
            chance.choice((2018, 2019, 2023, 2024)), chance.choice(("DETR", "DSIL", "DSID", "DPV")), "119", "commune",
            place["siren"] if has_code else "", place["departement"], place["name"], place["insee"] if has_code else "",
            f"{chance.choice(WORKS)} {chance.choice(OBJECTS)} de {place['name']}, tranche {at}",
            f"{eur * chance.uniform(1.2, 5):.2f}".replace(".", ","), f"{eur},00", "",
        ))  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def measure(rows: int, folder: Path) -> Iterator[Figure]:
    """The figures of a list of so many grants, as they come."""
    of = f"{rows:,} grants".replace(",", " ")
    (file := folder / "liste nationale.csv").write_bytes(invented(rows))
    kept, base = folder / "grants", folder / "base.duckdb"
    seconds, mebibytes = _run(
        "import sys; from pathlib import Path; from etl.paths import DATA; from etl.grants.bring import bring_list;"
        "from etl.coding.codebook import read_codebook; file = Path(sys.argv[1]);"
        "bring_list(file.read_bytes(), file.name, Path(sys.argv[2]), read_codebook(DATA / 'codebook').rules)",
        file, kept,
    )  # fmt: skip
    yield Figure("a list read, its themes found, kept", of, seconds, "s", bound=_SECONDS)
    yield Figure("memory of that", of, mebibytes, "MiB", bound=_MEBIBYTES)
    seconds, mebibytes = _run(
        "import sys; from pathlib import Path; from etl.load import build; from etl.paths import DATA;"
                "build(DATA, Path(sys.argv[1]), grants=sorted(Path(sys.argv[2]).iterdir()))",
        base, kept,
    )  # fmt: skip
    yield Figure("a base built with it", of, seconds, "s")
    yield Figure("memory of that", of, mebibytes, "MiB", bound=_MEBIBYTES)
    asked: dict[str, Callable[[Selection], object]] = {
        "granted": queries.granted,
        "sizes": lambda selection: queries.grant_sizes(selection, _FUNDER),
        "largest": lambda selection: queries.grant_list(selection, _FUNDER, _MOST),
        "apart": lambda selection: queries.grant_list(selection, None, _MOST, apart=True),
        "beneficiaries": lambda selection: queries.grant_beneficiaries(selection, _FUNDER, _MOST),
        "beside": lambda selection: queries.grants_beside(selection, _FUNDER),
    }
    with queries.reading(base):
        for name, ask in asked.items():
            yield Figure(f"question: {name}, p50", of, statistics.median(_asked(ask)), "ms", bound=_MILLISECONDS)


def _asked(ask: Callable[[Selection], object]) -> list[float]:
    """Milliseconds of each question, each Selection a new one: no answer is one that was kept."""
    themes = queries.catalogue().query("field == 'themes'")["value"].tolist()
    spent = []
    for at in range(_TIMES):
        selection = Selection(
            territories=_TERRITORIES[at % len(_TERRITORIES)],
            themes=tuple(themes[: at // len(_TERRITORIES)]),
        )
        start = time.perf_counter()
        ask(selection)
        spent.append(1000 * (time.perf_counter() - start))
    return spent


def _run(code: str, *args: Path) -> tuple[float, float]:
    """Seconds and MiB at most of a Python that runs this."""
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, *map(str, args)], cwd=ROOT) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError("it ended with an error")
    return time.perf_counter() - start, used.ru_maxrss / 1024


def main(rows: int, json: Path | None) -> int:
    with tempfile.TemporaryDirectory() as folder, Report(json) as report:
        for figure in measure(rows, Path(folder)):
            report.tell(figure)
    return report.past


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=110_000)
    parser.add_argument("--json", type=Path, help="also write the figures there")
    chosen = parser.parse_args()
    sys.exit(main(chosen.rows, chosen.json))
