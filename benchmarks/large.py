"""What large bases take: build, memory, size, each page's queries together, the search, and the first page.

`python -m benchmarks.large 10000 100000 1000000`. Bases are invented (`benchmarks/bases.py`), with the real schema,
views and checks. A page's queries are what its comparisons ask, under Selections of one or two filters.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.report import Figure, Report
from benchmarks.visitors import opened, rerun, serving
from dashboard import queries
from dashboard.exports.package import data_package
from dashboard.page_registry import ACTIONS, CALENDAR, FACE_TO_FACE, FUNDING, OVERVIEW, SCHEMES, THEMES, Page
from dashboard.search.answers import answered
from dashboard.selection import Selection
from etl.load import build
from etl.paths import DATA, ROOT
from evaluation.measures import read_queries

_TERRITORIES = {10_000: 100, 100_000: 500, 1_000_000: 1_500}
_SELECTIONS = 30
_LISTED, _BY_CODE, _PERIODS = 100, 30, 10
# Answers under the field of the search: actions and lines.
_AT_A_GLANCE = (5, 3)
Ask = Callable[[Selection], object]


def _fullest(selection: Selection) -> Selection:
    """The eight territories that a page lists actions of."""
    kept = queries.kept_by_territory(selection).nlargest(8, "actions")["territory_id"]
    return selection.but(territories=tuple(kept))


# What each page asks for a Selection, beside what its filters do.
_ASKED: Mapping[Page, tuple[Ask, ...]] = {
    OVERVIEW: (queries.theme_by_territory, queries.kept_by_territory),
    THEMES: (
        queries.theme_by_territory,
        queries.engagement_by_territory,
        lambda selection: queries.first_actions(_fullest(selection), _LISTED),
    ),
    FACE_TO_FACE: (
        queries.theme_by_territory,
        lambda selection: queries.first_by_code(_fullest(selection), "themes", _BY_CODE),
    ),
    SCHEMES: (queries.scheme_by_territory,),
    FUNDING: (
        queries.level_by_territory,
        queries.funder_by_territory,
        queries.theme_by_funder,
        queries.document_funders,
        queries.usual_funding,
        queries.amounts,
        queries.kept_by_territory,
    ),
    CALENDAR: (
        lambda selection: queries.periods(selection, _PERIODS),
        lambda selection: queries.first_undated(_fullest(selection), _LISTED),
    ),
    ACTIONS: (lambda selection: queries.action_page(selection, _LISTED), queries.engagement_by_territory),
}


def measure(actions: int, folder: Path, shipped: Path) -> Iterator[Figure]:
    """The figures of a base of so many actions made of the shipped one, as they come."""
    path, of = folder / f"{actions}.duckdb", f"{actions:,} actions".replace(",", " ")
    command = [sys.executable, "-m", "benchmarks.bases", str(actions), str(path)]
    command += ["--territories", str(_TERRITORIES.get(actions, 100)), "--shipped", str(shipped)]
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as building:
        _, status, used = os.wait4(building.pid, 0)
        building.returncode = os.waitstatus_to_exitcode(status)
    if building.returncode:
        raise RuntimeError("the base could not be made")
    # What was just written goes to the disk beside whatever is measured next.
    os.sync()
    is_largest = actions == 1_000_000
    yield Figure("build", of, time.perf_counter() - start, "s", 180 if is_largest else None)
    yield Figure("memory of the build", of, used.ru_maxrss / 2**20, "GiB", 4 if is_largest else None)
    yield Figure("size of the base", of, path.stat().st_size / 2**20, "MiB")
    os.environ["EN_REGARD_DB"] = str(path)
    selections = _selections()
    for page, asks in _ASKED.items():
        spent = [_time(asks, selection) for selection in itertools.islice(selections, _SELECTIONS)]
        yield Figure(
            f"queries of /{page.address}, p95", of, 1000 * statistics.quantiles(spent, n=20)[-1], "ms",
            150 if is_largest else None,
        )  # fmt: skip
    start = time.perf_counter()
    answered(Selection(words="vélo"), _AT_A_GLANCE)
    yield Figure("first search", of, time.perf_counter() - start, "s")
    searched = [_searched(query.words) for query in read_queries()]
    yield Figure("search, p95", of, 1000 * statistics.quantiles(searched, n=20)[-1], "ms", 100 if is_largest else None)
    # In a process of its own, since a process tells no more than the most that it ever held.
    with ProcessPoolExecutor(1, get_context("spawn")) as beside:
        yield Figure("memory of the Data Package", of, beside.submit(_memory_of_package).result(), "MiB")
    with serving(ROOT / "app.py") as (port, _), opened(port) as session:
        start = time.perf_counter()
        sent = rerun(session, "", "")
        yield Figure("first page of a new server", of, time.perf_counter() - start, "s", 2 if is_largest else None)
        yield Figure("what it sends", of, len(sent) / 2**20, "MiB")


def _time(asks: tuple[Ask, ...], selection: Selection) -> float:
    start = time.perf_counter()
    queries.facets(selection)
    queries.counted(selection)
    for ask in asks:
        ask(selection)
    return time.perf_counter() - start


def _searched(words: str) -> float:
    start = time.perf_counter()
    answered(Selection(words=words), _AT_A_GLANCE)
    return time.perf_counter() - start


def _memory_of_package() -> float:
    """MiB by which a process grows to make the largest table into a Data Package, the file itself included."""
    names = queries.dictionary()["relation"].astype(str)
    before = _most_held()
    largest = "action_overview"
    data_package({largest: queries.table_in_parts(largest)}, queries.dictionary()[names == largest], "0", "2026-01-01")
    return _most_held() - before


def _most_held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def _selections() -> Iterator[Selection]:
    """None that was asked before, on whichever page, since answers are kept: on each, one in four is of a territory,
    one of a theme or two, two of a theme and something else."""
    catalogue = queries.catalogue()
    values = {field: of_field.tolist() for field, of_field in catalogue.groupby("field")["value"]}
    second = [(field, value) for field in ("engagements", "levels", "years") for value in values[field]]
    pairs = itertools.product(second, values["themes"])
    territories = itertools.chain.from_iterable(values["territories"][start::37] for start in range(37))
    one_or_two = [(theme,) for theme in values["themes"]] + list(itertools.combinations(values["themes"], 2))
    themes = itertools.product(one_or_two, (False, True))
    for territory, (chosen, with_secondary) in zip(territories, themes, strict=False):
        for (field, value), theme in itertools.islice(pairs, 2):
            yield Selection(themes=(theme,), **{field: (value,)})
        yield Selection(territories=(territory,))
        yield Selection(themes=chosen, with_secondary=with_secondary)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__.split("\n")[0])
    parser.add_argument("actions", nargs="*", type=int, default=list(_TERRITORIES))
    parser.add_argument("--json", type=Path, help="also write the figures there")
    asked = parser.parse_args()
    with Report(asked.json) as report, tempfile.TemporaryDirectory(prefix="en-regard-") as folder:
        shipped = Path(folder) / "shipped.duckdb"
        build(DATA, shipped)
        for actions in asked.actions:
            for figure in measure(actions, Path(folder), shipped):
                report.tell(figure)
    return report.past


if __name__ == "__main__":
    sys.exit(main())
