"""A room that votes at once: two hundred phones within ten seconds, and what each waits until it is told.

`python -m benchmarks.burst [--phones 200] [--workers 2] [--kill] [--json FILE]`: the served dashboard, a séance with
an open ballot, phones that open their page, look at the screen and vote, beside a room's own windows. With several
processes behind the proxy, `--kill` ends one of them in the middle, without warning: phones ask again, as their page
does, and each vote that was told kept is on disk.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crowd import with_children
from benchmarks.report import Figure, Report
from benchmarks.visitors import serving, serving_many
from dashboard.projection import sequences
from dashboard.seance import register, votes
from etl.paths import ROOT

_WITHIN, _BOUND_MS, _PATIENCE = 10.0, 2000.0, 30.0


def phone(url: str, code: str, ballot: votes.Ballot, after: float) -> dict[str, float]:
    """What one phone waits for its page, its screen and its vote, in milliseconds."""
    time.sleep(after)
    waited: dict[str, float] = {}

    def asked(what: str, path: str, cookie: str = "", sent: bytes | None = None) -> str:
        start = time.perf_counter()
        request = urllib.request.Request(f"{url}/salle/{code}{path}", sent, {"Cookie": cookie})
        while True:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    answer.read()
                    told = answer.headers.get_all("set-cookie") or []
                break
            except OSError as error:
                # A process that ended takes its connections with it: the proxy leads to another.
                is_lost = not isinstance(error, urllib.error.HTTPError) or error.code in (502, 503, 504)
                if not is_lost or time.perf_counter() - start > _PATIENCE:
                    raise
                time.sleep(0.2)
        waited[what] = 1000 * (time.perf_counter() - start)
        return "; ".join(one.split(";")[0] for one in told)

    cookie = asked("page", "")
    asked("screen", "/ecran", cookie)
    dots = {ballot.items[0].id: {"reprendre": 1}, ballot.items[-1].id: {"adapter": 1}}
    asked("vote", "/vote", cookie, json.dumps({"ballot": ballot.id, "number": 1, "dots": dots}).encode("utf-8"))
    return waited


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.burst", description=__doc__.split("\n")[0])
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1, help="processes behind the proxy")
    parser.add_argument("--kill", action="store_true", help="end one of the processes in the middle")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    if asked.kill and asked.workers < 2:
        parser.error("--kill needs several processes: --workers 2")
    with TemporaryDirectory() as folder, Report(asked.json) as report:
        os.environ["EN_REGARD_DOSSIERS"] = str(Path(folder) / "dossiers")
        sequence = sequences.every()[0].dossier
        seance = register.begin(sequence)
        items = [votes.Item(f"i{at}", f"Action {at}") for at in range(12)]
        ballot = votes.put_to_the_room(seance.name, sequence.entries[0].key, "", 3, items)
        with serving_many(asked.workers) if asked.workers > 1 else serving(ROOT / "app.py") as (port, process):
            url = f"http://127.0.0.1:{port}"
            # As in a room, whose screen stands before its phones look.
            urllib.request.urlopen(f"{url}/salle/{seance.code}/ecran", timeout=60).close()
            if asked.kill:
                # The first child is an app process; the last is the proxy.
                threading.Timer(_WITHIN / 2, os.kill, (with_children(process.pid)[1], signal.SIGKILL)).start()
            with ThreadPoolExecutor(asked.phones) as threads:
                begun = [
                    threads.submit(phone, url, seance.code, ballot, _WITHIN * at / asked.phones)
                    for at in range(asked.phones)
                ]
                found = [one.result() for one in begun]
        for what in found[0]:
            waits = sorted(one[what] for one in found)
            of = f"{asked.phones} phones within {_WITHIN:g} s{_said(asked.workers, asked.kill)}"
            report.tell(Figure(f"{what}, p50", of, statistics.median(waits), "ms"))
            report.tell(Figure(f"{what}, p95", of, waits[int(0.95 * (len(waits) - 1))], "ms", _BOUND_MS))
        counted = votes.tally(ballot.id).voters
        assert counted == asked.phones, f"{counted} of {asked.phones} votes are on disk"
        return report.past


def _said(workers: int, is_one_killed: bool) -> str:
    processes = f", {workers} processes" if workers > 1 else ""
    return f"{processes}, one killed" if is_one_killed else processes


if __name__ == "__main__":
    sys.exit(main())
