"""How long a person takes to review a plan that they brought: `python -m benchmarks.review [40]`.

The person reads the words of each action and the themes that are proposed with theirs (set phrases that return each
time are not read again), decides, and presses a key. Of every third they also read the themes of near actions, and put
the proposed one right. What they take for that is reckoned, not waited for; what the server takes is measured, between
each decision and the next action.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from statistics import quantiles

from benchmarks.browsing import Browsing
from benchmarks.grants import OBJECTS, WORKS
from benchmarks.report import Figure, Report
from benchmarks.visitors import serving
from dashboard.workspace import review, store
from etl.paths import DATA, ROOT
from etl.plans.bring import Refused, bring
from etl.plans.folder import About
from etl.plans.territory import OwnTerritory

# Silent reading of what is not fiction: Brysbaert, « How many words do we read per minute? », 2019.
_WORDS_A_MINUTE = 238
_DECIDING, _KEY, _LIST = 3.0, 0.5, 6.0
_PUT_RIGHT_EVERY = 3
_MINUTES, _WAIT_MS = 10, 1000
_CANDIDATES = 6
_ABOUT = About("Plan à relire", "projet de territoire", OwnTerritory("Pays d’essai", "Territoire", ()))
# The parts of the page that an action has to itself, and what is read of each.
_RECORD, _PROPOSED, _NEAR = 'class="er-record"', ("Thème proposé", "Aucun thème"), 'class="er-near'
_NAMED, _CITED, _LINK, _TAG = r"<strong>.*?</strong>", r"«.*?»", r'<p class="er-facts">.*?</p>', r"<[^>]+>"
_DOUBTFUL = ("Thème incertain", "Aucun thème")


@dataclass(frozen=True)
class Reviewed:
    """A review: what a person took of each action, and how long each next one was waited for, in seconds."""

    person: tuple[float, ...]
    waits: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return sum(self.person) + sum(self.waits)


def plan(actions: int) -> str:
    """A plan as text, of which at least so many actions leave their theme in doubt."""
    titles = (
        f"- {work} {place}, avec les communes, les associations et les habitants du territoire, en deux tranches\n"
        for place, work in islice(product(OBJECTS, WORKS), _CANDIDATES * actions)
    )
    return f"Axe 1 : Vivre ensemble\n\n{''.join(titles)}"


def reviewing(port: int, workspace: str, actions: int) -> Reviewed:
    """Review so many doubtful actions of the plan of a workspace.

    Raises:
        RuntimeError: fewer are doubtful, or the page shows an error.
    """
    person, waits = [], []
    with Browsing(port, workspace=workspace) as visitor:
        visitor.open("votre-territoire")
        visitor.pick("Volet", "Relire les codes")
        for at in range(actions):
            (proposed,) = [one for one in visitor.markup if any(sign in one for sign in _PROPOSED)] or [""]
            if visitor.errors or not any(sign in proposed for sign in _DOUBTFUL):
                raise RuntimeError(f"action {at + 1} is no doubtful one: {visitor.errors or proposed}")
            is_put_right = at % _PUT_RIGHT_EVERY == 0 or "Aucun thème" in proposed
            reading = 60 * len(read(visitor.markup, proposed, is_put_right)) / _WORDS_A_MINUTE
            person.append(reading + _DECIDING + (_LIST if is_put_right else _KEY))
            started = time.perf_counter()
            if is_put_right:
                visitor.choose("Choisir un autre thème", at)
            else:
                visitor.click("Accepter")
            waits.append(time.perf_counter() - started)
    return Reviewed(tuple(person), tuple(waits))


def read(markup: list[str], proposed: str, with_near: bool) -> list[str]:
    """The words that a person reads of an action, with the themes of near ones or without."""
    parts = [re.sub(_LINK, "", one) for one in markup if _RECORD in one]
    parts += re.findall(f"{_NAMED}|{_CITED}", proposed)
    if with_near:
        parts += [name for one in markup if _NEAR in one for name in re.findall(_NAMED, one)]
    return re.sub(_TAG, "", " ".join(parts)).split()


def bring_plan(actions: int) -> str:
    """A workspace with a plan to review; its name."""
    workspace = store.new_name()
    place = store.place(workspace)
    place.mkdir(parents=True)
    refused = bring(plan(actions).encode(), "plan.txt", _ABOUT, DATA, place)
    if isinstance(refused, Refused):
        raise RuntimeError(refused.said)
    return workspace


def measure(actions: int) -> Iterator[Figure]:
    """The figures of a review of so many actions, as they come."""
    workspace = bring_plan(actions)
    with serving(ROOT / "app.py") as (port, _):
        reviewed = reviewing(port, workspace, actions)
    kept = len(review.decided(store.plans(workspace)[0]))
    if kept != actions:
        raise RuntimeError(f"{kept} of {actions} decisions are on disk")
    of = f"{actions} doubtful actions"
    yield Figure("a plan reviewed at a person's pace", of, reviewed.seconds / 60, "min", bound=_MINUTES * actions / 40)
    yield Figure("of this, waiting for the page", of, sum(reviewed.waits) / 60, "min")
    yield Figure("the next action is shown, p95", of, 1000 * quantiles(reviewed.waits, n=20)[-1], "ms", bound=_WAIT_MS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("actions", type=int, nargs="?", default=40)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Report(asked.json) as report:
        os.environ |= {"EN_REGARD_WORKSPACES": f"{folder}/workspaces", "EN_REGARD_LOG": f"{folder}/log"}
        for figure in measure(asked.actions):
            report.tell(figure)
    return report.past


if __name__ == "__main__":
    sys.exit(main())
