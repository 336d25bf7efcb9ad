"""What `benchmarks.kills` kills: `python -m benchmarks.killed command | workspace | dossier | seance …`.

Each writes, most of them without end, and says when it begins and what is done, a line each.
"""

from __future__ import annotations

import io
import itertools
import sys
from collections.abc import Callable

import xlsxwriter

from dashboard.dossier import store as shelf
from dashboard.dossier.model import Dossier, Entry
from dashboard.seance import register, votes
from dashboard.workspace import store as workspaces
from etl.__main__ import main as etl
from etl.paths import DATA
from etl.plans.bring import Refused, bring, build_again, prepare
from etl.plans.folder import About
from etl.plans.territory import OwnTerritory

ABOUT = About("Plan d’essai", "projet de territoire", OwnTerritory("Pays d’essai", "Territoire", ()))
ACTIONS = 40
ITEMS = (votes.Item("a", "Covoiturage"), votes.Item("b", "Vélo"))


def plan() -> bytes:
    """A planner's workbook of actions."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, ["N°", "Action", "Description"])
        for at in range(1, ACTIONS + 1):
            sheet.write_row(at, 0, [at, f"Ouvrir la maison de santé n° {at}", "Avec les communes."])
    return content.getvalue()


def workspace(kept: str) -> None:
    """Make workspaces of a file, and build that of `kept` again, by turns."""
    prepare()
    content = plan()
    _tell("ready")
    for at in itertools.count():
        name = workspaces.new_name() if at % 2 == 0 else kept
        _tell(f"begun {name}")
        place = workspaces.place(name)
        place.mkdir(parents=True, exist_ok=True)
        refused = bring(content, "plan.xlsx", ABOUT, DATA, place) if at % 2 == 0 else build_again(DATA, place)
        _expect(refused)
        _tell(f"done {name}")


def dossier(name: str) -> None:
    """Change one dossier, all titles of which are the same number."""
    _tell("ready")
    while True:
        said: list[int] = []

        def changed(found: Dossier, said: list[int] = said) -> Dossier:
            said.append(int(found.title or 0) + 1)
            entries = [Entry("echeances", {}, key=f"e{at}", title=str(said[0])) for at in range(40)]
            return Dossier(str(said[0]), tuple(entries))

        shelf.change(name, changed)
        _tell(f"done {said[0]}")


def seance(name: str) -> None:
    """Note, vote and move on in one séance: the dots on both items are the same, and the state is that of the entry."""
    at, ballot = len(register.entries(name)), votes.ballots(name)[-1]
    _tell("ready")
    while True:
        at += 1
        register.say(name, f"c{at}", "un", "remarque", f"{at}")
        votes.vote(ballot, f"p{at % 50}", at, {item.id: {"reprendre": 1 + at % 2} for item in ITEMS})
        register.put_state(name, f"{at}")
        _tell(f"done {at}")


def command(*arguments: str) -> None:
    """`python -m etl` with these arguments."""
    _tell("ready")
    if etl(list(arguments)):
        raise RuntimeError(f"{arguments[0]} failed")


def _expect(refused: Refused | None) -> None:
    if refused:
        raise RuntimeError(refused.said)


def _tell(what: str) -> None:
    print(what, flush=True)


_WORK: dict[str, Callable[..., None]] = {one.__name__: one for one in (workspace, dossier, seance, command)}

if __name__ == "__main__":
    _WORK[sys.argv[1]](*sys.argv[2:])
