"""How long exports take, against what was promised: `python -m benchmarks.exports` (exit code 1 past a bound).

Files of one process are timed by the processor's time, the best of several runs: a busy machine disturbs that least.
The kit waits for a browser and for the disk, so it is timed by the clock.

Other visitors are measured on the real server, as they are served: `benchmarks.served` is the dashboard with one more
address, which makes a kit in a thread of the server's own process, where Streamlit makes it too. Visitors open the
pages through the server's own protocol (a websocket, as a browser does, without the time that a browser takes to draw)
and change a filter a second after the last answer. AppTest would leave out the server's loop, its queues and its
messages, which are what a long export could block.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.dossier import a_dossier, each_view
from dashboard.dossier.assembled import in_silence
from dashboard.exports.pptx import deck
from dashboard.exports.xlsx import workbook

# The bounds, in seconds, and how many times longer the p95 of other visitors may be while a kit is made.
ONE_CHART, DECK, KIT, SLOWER = 0.050, 1.0, 15.0, 2.0
# Seconds that each grant behind a workbook adds to it.
A_GRANT = 0.0001
VIEWS = 12


def best(made: Callable[[], object], times: int = 5) -> float:
    """The least processor time that it takes, in seconds, once what is made once is made."""
    made()
    spent = []
    for _ in range(times):
        start = time.process_time()
        made()
        spent.append(time.process_time() - start)
    return min(spent)


def charts(times: int = 5) -> Iterator[tuple[str, float, float]]:
    """Each view as a slide and as a workbook: what was made, its time, its bound."""
    for comparison, context in each_view():
        yield f"{comparison.key}, PPTX", best(lambda: deck.make(comparison, context), times), ONE_CHART  # noqa: B023
        # A workbook holds every grant behind its figures, line by line.
        bound = ONE_CHART + A_GRANT * len(context.grants)
        yield f"{comparison.key}, XLSX", best(lambda: workbook.make(comparison, context), times), bound  # noqa: B023


def dossiers(times: int = 3) -> Iterator[tuple[str, float, float]]:
    """A dossier as a deck and as a workbook, to which the same bound is held."""
    gathered = a_dossier(VIEWS)
    yield f"dossier de {VIEWS} vues, PPTX", best(lambda: deck.deck(gathered), times), DECK
    yield f"dossier de {VIEWS} vues, XLSX", best(lambda: workbook.workbook(gathered), times), DECK


def kits() -> Iterator[tuple[str, float, float]]:
    """A ZIP kit with its images: the first, which starts the browser, and the next."""
    from dashboard.exports import kit

    gathered = a_dossier(VIEWS)
    for which in ("premier", "suivant"):
        start = time.perf_counter()
        kit.make(gathered, in_silence)
        yield f"kit ZIP de {VIEWS} vues, {which}", time.perf_counter() - start, KIT


def visitors(seconds: float) -> Iterator[tuple[str, float, float]]:
    """The p95 of other visitors' reruns, before and while kits are made."""
    from benchmarks.visitors import reruns

    calm, busy = reruns(seconds)
    before, meanwhile = p95(calm), p95(busy)
    print(
        f"{len(calm)} reruns au calme, {len(busy)} pendant le kit ; médianes : "
        f"{1000 * statistics.median(calm):.0f} et {1000 * statistics.median(busy):.0f} ms"
    )
    yield "p95 d’un rerun au calme", before, float("inf")
    yield "p95 d’un rerun pendant un kit", meanwhile, SLOWER * before


def p95(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__.split("\n")[0])
    parser.add_argument("--visitors", type=float, default=30, metavar="SECONDS", help="of calm to measure (default 30)")
    seconds = parser.parse_args().visitors
    exceeded = 0
    for part in (charts(), dossiers(), kits(), visitors(seconds)):
        for what, spent, bound in part:
            told = "" if bound == float("inf") else f"{1000 * bound:8.0f}"
            past = spent > bound
            exceeded += past
            print(f"{what:48} {1000 * spent:8.0f} ms {told:>8} {'TROP LONG' if past else ''}".rstrip(), flush=True)
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
