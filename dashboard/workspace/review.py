"""The review of a planner's plan: what a person decides of the codes that the rules propose, and who decided when.

Decisions are rows like those of the shipped documents, in the plan folder; they leave with its ZIP.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.workspace import store, worker
from etl.coding.readings import COLUMNS
from etl.csvfiles import read_csv
from etl.paths import DATA
from etl.plans.folder import table
from etl.plans.refused import Refused
from etl.text import plain

_FIELD, _ACCEPTED = "theme", "Proposition des règles acceptée"
_LOCK = threading.Lock()
LONGEST_WHO = 60


@dataclass(frozen=True)
class Evidence:
    """A theme with the document's own words that it rests on."""

    theme_id: str
    words: str


def decided(folder: Path) -> dict[str, tuple[str, ...]]:
    """The themes that were decided of a plan, by action, the main one first, in the order in which that was done."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows(folder):
        if row["field"] == _FIELD:
            found[row["action_id"]] = (*found.get(row["action_id"], ()), row["value"])
    return found


def decide(folder: Path, action_id: str, themes: Sequence[Evidence], is_accepted: bool, who: str = "") -> None:
    """Keep what a person decides of an action's themes, the main one first; a decision before it gives way.

    Raises:
        OSError: the server cannot write.
    """
    today = datetime.date.today().strftime("%d/%m/%Y")
    by = f" par {who.strip()[:LONGEST_WHO]}" if who.strip() else ""
    reason = f"{_ACCEPTED if is_accepted else 'Thème choisi'}{by} le {today}."
    rows = [(action_id, _FIELD, one.theme_id, one.words, reason) for one in themes]
    with _LOCK:
        kept = [row for row in _plain(folder) if row[0] != action_id]
        store.write_all({_path(folder): table(COLUMNS, [*kept, *rows])})


def accepted(folder: Path) -> set[str]:
    """The actions of which what the rules proposed was accepted."""
    return {row["action_id"] for row in _rows(folder) if row["reason"].startswith(_ACCEPTED)}


def undo(folder: Path) -> str:
    """Take the last decision back; the action that it was of, or nothing where there is none.

    Raises:
        OSError: the server cannot write.
    """
    with _LOCK:
        rows = _plain(folder)
        if not rows:
            return ""
        last = rows[-1][0]
        store.write_all({_path(folder): table(COLUMNS, [row for row in rows if row[0] != last])})
        return last


def apply(workspace: str) -> Refused | None:
    """Build the base with what was decided."""
    refused: Refused | None = worker.run("build_again", DATA, store.place(workspace))
    return refused


def words_of(line: str) -> str:
    """The words of a line, as evidence is looked for."""
    return plain(line)


def _path(folder: Path) -> Path:
    return folder / "decisions.csv"


def _rows(folder: Path) -> list[dict[str, str]]:
    path = _path(folder)
    return [row.values for row in read_csv(path, COLUMNS)] if path.exists() else []


def _plain(folder: Path) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in COLUMNS) for row in _rows(folder)]
