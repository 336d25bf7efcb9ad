"""`python -m dashboard.publish out/ [--dossier FILE] [--selection QUERY ...] [--address URL]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from urllib.parse import parse_qsl

from dashboard import queries
from dashboard.dossier.assemble import gather, known
from dashboard.dossier.assembled import Gathered
from dashboard.dossier.model import DossierRefused, from_file
from dashboard.exports.core import Unavailable
from dashboard.publish.site import Refused, publish, views_of
from dashboard.selection import Selection, read_params


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m dashboard.publish", description="Static pages of En regard.")
    parser.add_argument("folder", type=Path, help="the folder to make; an older publication in it is replaced")
    parser.add_argument("--dossier", type=Path, help="a dossier's file, as its page saves it")
    parser.add_argument("--selection", action="append", default=[], metavar="QUERY", help="territoire=…&theme=…")
    parser.add_argument("--address", default="", help="where the dashboard is served, for links to its views")
    asked = parser.parse_args(arguments)
    try:
        gathered = _gathered(asked.dossier, asked.selection, asked.address)
        pages = publish(gathered, asked.folder)
    except (Refused, DossierRefused, Unavailable, queries.DatabaseMissing, OSError) as error:
        print(f"python -m dashboard.publish: {error}", file=sys.stderr)
        return 1
    print(f"{asked.folder}: {pages} pages")
    return 0


def _gathered(dossier: Path | None, asked: list[str], address: str) -> Gathered:
    base = f"{address.rstrip('/')}/" if address else ""
    if dossier:
        gathering = gather(from_file(dossier.read_bytes()), base)
        if gathering.problems:
            raise Refused(f"{dossier}: {' '.join(gathering.problems.values())}")
        return gathering.gathered
    selections = []
    for query in asked:
        reading = read_params(dict(parse_qsl(query.lstrip("?"))), known())
        if reading.unknown:
            raise Refused(f"--selection {query}: {', '.join(reading.unknown)} is unknown in these data")
        selections.append(reading.selection)
    return gather(views_of(selections or [Selection()]), base).gathered


if __name__ == "__main__":
    sys.exit(main())
