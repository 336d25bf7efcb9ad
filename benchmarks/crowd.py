"""Many visitors of one server, who change a filter two seconds after each answer; beside those of a bare page.

`python -m benchmarks.crowd [VISITORS ...]`. Visitors speak the server's own protocol, without a browser to draw. Each
figure is told with its ratio to that of the bare page, measured in the same run on the same machine.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.report import Figure, Report
from benchmarks.visitors import opened, rerun, serving, serving_many
from dashboard import queries
from dashboard.page_registry import CALENDAR, FUNDING, OVERVIEW, SCHEMES, THEMES
from dashboard.selection import Selection
from etl.paths import ROOT

_THINKING = 2.0
Serving = AbstractContextManager[tuple[int, subprocess.Popen[bytes]]]
_PAGES = tuple(page.address for page in (OVERVIEW, THEMES, FUNDING, SCHEMES, CALENDAR))


@dataclass(frozen=True)
class Measured:
    """What visitors waited, in seconds, and what the server's processor took for each answer."""

    first: Sequence[float]
    changes: Sequence[float]
    cpu: float
    memory: int

    @property
    def p50(self) -> float:
        return statistics.median(self.changes)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.changes, n=20)[-1] if len(self.changes) > 1 else self.changes[0]


def selections(seed: int) -> Iterator[Selection]:
    """What a visitor asks for, one after the other: one or two filters, seldom the same as another's."""
    choose = random.Random(seed)
    catalogue = queries.catalogue()
    values = {field: catalogue[catalogue["field"] == field]["value"].tolist() for field in ("territories", "themes")}
    values |= {field: catalogue[catalogue["field"] == field]["value"].tolist() for field in ("schemes", "engagements")}
    while True:
        fields = choose.sample(sorted(values), choose.choice((1, 1, 2)))
        yield Selection(**{field: (choose.choice(values[field]),) for field in fields})


def measure(served: Serving, visitors: int, seconds: float, pages: Sequence[str]) -> Measured:
    """So many visitors for so long; all come at once."""
    with served as (port, process), ThreadPoolExecutor(visitors) as crowd:
        with opened(port) as session:
            rerun(session, pages[0], "")
        over, first, changes = threading.Event(), [], []
        lock = threading.Lock()
        together = threading.Barrier(visitors + 1)

        def visit(number: int) -> None:
            page = pages[number % len(pages)]
            with opened(port) as session:
                together.wait()
                start = time.perf_counter()
                rerun(session, page, "")
                with lock:
                    first.append(time.perf_counter() - start)
                for selection in selections(number):
                    if over.wait(_THINKING * (0.5 + random.random())):
                        return
                    start = time.perf_counter()
                    rerun(session, page, urlsplit(selection.url(page)).query)
                    with lock:
                        changes.append(time.perf_counter() - start)

        done = [crowd.submit(visit, number) for number in range(visitors)]
        together.wait()
        while len(first) < visitors and not any(one.done() for one in done):
            time.sleep(0.05)
        time.sleep(_THINKING)
        with lock:
            changes.clear()
        before = _processor(process.pid)
        time.sleep(seconds)
        spent, answers = _processor(process.pid) - before, len(changes)
        over.set()
        for one in done:
            one.result()
        return Measured(tuple(first), tuple(changes), spent / max(answers, 1), _memory(process.pid))


def _processor(pid: int) -> float:
    """Seconds of processor that the process and those that it started took."""
    spent = 0
    for one in with_children(pid):
        told = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        spent += int(told[11]) + int(told[12])
    return spent / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> int:
    """What they hold in memory, in bytes."""
    pages = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in with_children(pid)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")


def with_children(pid: int) -> list[int]:
    """A process and those that it started, whichever of its threads did."""
    children = [one for task in Path(f"/proc/{pid}/task").glob("*/children") for one in _read(task).split()]
    return [pid, *(one for child in children for one in with_children(int(child)))]


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return ""


def figures(visitors: int, name: str, one: Measured, bare: Measured) -> Iterator[Figure]:
    """What so many visitors met, beside those of the bare page, and what was promised of it."""
    of = f"{name}, {visitors} visitor{'s' * (visitors > 1)}"
    for what, value, base, bound, ratio_bound in (
        ("first page, slowest", max(one.first), max(bare.first), 4 if visitors == 50 else None, None),
        ("change, p50", one.p50, bare.p50, None, 1.3 if visitors == 1 else None),
        ("change, p95", one.p95, bare.p95, 0.5 if visitors == 50 else None, None),
        ("processor a change", one.cpu, bare.cpu, None, 1.5 if visitors == 1 else None),
    ):
        milliseconds = None if bound is None else 1000 * bound
        yield Figure(what, of, 1000 * value, "ms", milliseconds, value / base, ratio_bound)
    yield Figure("memory", of, one.memory / 2**20, "MiB")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__.split("\n")[0])
    parser.add_argument("visitors", nargs="*", type=int, default=[1, 10, 25, 50])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=1, help="also with so many processes behind HAProxy")
    parser.add_argument("--json", type=Path, help="also write the figures there")
    asked = parser.parse_args()
    with Report(asked.json) as report:
        for visitors in asked.visitors:
            bare = measure(serving(ROOT / "benchmarks" / "bare.py"), visitors, asked.seconds, ("",))
            pages = _PAGES if visitors > 1 else ("",)
            servers = {"bare": None, "En regard": serving(ROOT / "app.py")}
            if asked.workers > 1:
                servers[f"En regard, {asked.workers} processes"] = serving_many(asked.workers)
            for name, served in servers.items():
                one = bare if served is None else measure(served, visitors, asked.seconds, pages)
                for figure in figures(visitors, name, one, bare):
                    report.tell(replace(figure, bound=None, ratio_bound=None) if served is None else figure)
    return report.past


if __name__ == "__main__":
    sys.exit(main())
