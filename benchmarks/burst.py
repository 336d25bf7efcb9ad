"""A room that votes at once: two hundred phones within ten seconds, and what each waits until it is told.

`python -m benchmarks.burst [--phones 200] [--json FILE]`: the served dashboard, a séance with an open ballot, phones
that open their page, look at the screen and vote, beside a room's own windows.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Figure, Report
from benchmarks.visitors import serving
from dashboard.projection import sequences
from dashboard.seance import register, votes
from etl.paths import ROOT

_WITHIN, _BOUND_MS = 10.0, 2000.0


def phone(url: str, code: str, ballot: votes.Ballot, after: float) -> dict[str, float]:
    """What one phone waits for its page, its screen and its vote, in milliseconds."""
    time.sleep(after)
    waited: dict[str, float] = {}

    def asked(what: str, path: str, cookie: str = "", sent: bytes | None = None) -> str:
        start = time.perf_counter()
        request = urllib.request.Request(f"{url}/salle/{code}{path}", sent, {"Cookie": cookie})
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
            waited[what] = 1000 * (time.perf_counter() - start)
            return str(answer.headers.get("set-cookie", ""))

    cookie = asked("page", "").split(";")[0]
    asked("screen", "/ecran", cookie)
    dots = {ballot.items[0].id: {"reprendre": 1}, ballot.items[-1].id: {"adapter": 1}}
    asked("vote", "/vote", cookie, json.dumps({"ballot": ballot.id, "number": 1, "dots": dots}).encode("utf-8"))
    return waited


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.burst", description=__doc__.split("\n")[0])
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as folder, Report(asked.json) as report:
        os.environ["EN_REGARD_DOSSIERS"] = str(Path(folder) / "dossiers")
        sequence = sequences.every()[0].dossier
        seance = register.begin(sequence)
        items = [votes.Item(f"i{at}", f"Action {at}") for at in range(12)]
        ballot = votes.put_to_the_room(seance.name, sequence.entries[0].key, "", 3, items)
        with serving(ROOT / "app.py") as (port, _):
            url = f"http://127.0.0.1:{port}"
            # As in a room, whose screen stands before its phones look.
            urllib.request.urlopen(f"{url}/salle/{seance.code}/ecran", timeout=60).close()
            with ThreadPoolExecutor(asked.phones) as threads:
                begun = [
                    threads.submit(phone, url, seance.code, ballot, _WITHIN * at / asked.phones)
                    for at in range(asked.phones)
                ]
                found = [one.result() for one in begun]
        for what in found[0]:
            waits = sorted(one[what] for one in found)
            of = f"{asked.phones} phones within {_WITHIN:g} s"
            report.tell(Figure(f"{what}, p50", of, statistics.median(waits), "ms"))
            report.tell(Figure(f"{what}, p95", of, waits[int(0.95 * (len(waits) - 1))], "ms", _BOUND_MS))
        counted = votes.tally(ballot.id).voters
        assert counted == asked.phones, f"{counted} of {asked.phones} votes are on disk"
        return report.past


if __name__ == "__main__":
    sys.exit(main())
