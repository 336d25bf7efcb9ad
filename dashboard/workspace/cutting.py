"""The cut of a workspace's plan, corrected and taken back; decisions on actions that are no more go with them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from dashboard.workspace import store, worker
from etl.coding.readings import COLUMNS
from etl.csvfiles import read_csv
from etl.documents import read_document
from etl.errors import SourceError
from etl.grammars import cut
from etl.identifiers import identify
from etl.plans.cutting import CutPlan, CutRefused, Piece
from etl.plans.folder import table
from etl.plans.refused import Refused

__all__ = ["CutPlan", "CutRefused", "Piece", "change", "picture", "plan", "undo", "undoable"]
_LOCK = threading.Lock()
_MOST_KEPT = 50


def plan(workspace: str) -> CutPlan:
    """The cut as it is now."""
    return CutPlan.of(store.plan(workspace))


def change(workspace: str, how: Callable[[CutPlan], CutPlan]) -> None:
    """Correct the cut.

    Raises:
        CutRefused: the change makes no sense; nothing is changed.
        OSError: the server cannot write.
    """
    with _LOCK:
        folder = store.plan(workspace)
        before = (folder / "units.csv").read_bytes()
        store.write(folder / "units.csv", how(CutPlan.of(folder)).as_csv())
        try:
            kept = set(_identifiers(folder))
        except SourceError as error:
            store.write(folder / "units.csv", before)
            raise CutRefused("Deux actions diraient alors les mêmes mots : chacune compte une fois.") from error
        _keep(_history(workspace), before)
        _keep_decisions(folder, kept)


def undo(workspace: str) -> bool:
    """The cut as it was before the last change; whether there was one.

    Raises:
        OSError: the server cannot write.
    """
    with _LOCK:
        kept = undoable(workspace)
        if not kept:
            return False
        folder = store.plan(workspace)
        store.write(folder / "units.csv", kept[-1].read_bytes())
        kept[-1].unlink()
        _keep_decisions(folder, set(_identifiers(folder)))
        return True


def undoable(workspace: str) -> list[Path]:
    """The cuts before, in their order."""
    history = _history(workspace)
    return sorted(history.iterdir()) if history.is_dir() else []


def picture(workspace: str, page: int) -> bytes | None:
    """A page of the PDF that was received, as PNG; None where none was, or it cannot be drawn."""
    found: bytes | Refused | None = worker.run("page_picture", store.plan(workspace), page)
    return None if isinstance(found, Refused) else found


def _history(workspace: str) -> Path:
    return store.place(workspace) / "cuts"


def _keep(history: Path, content: bytes) -> None:
    history.mkdir(exist_ok=True)
    kept = sorted(history.iterdir())
    number = int(kept[-1].stem) + 1 if kept else 1
    (history / f"{number:06d}.csv").write_bytes(content)
    for oldest in kept[: len(kept) + 1 - _MOST_KEPT]:
        oldest.unlink()


def _identifiers(folder: Path) -> list[str]:
    document = read_document(folder)
    return identify(document, cut(document))


def _keep_decisions(folder: Path, kept: set[str]) -> None:
    path = folder / "decisions.csv"
    if path.exists():
        rows = [row for row in read_csv(path, COLUMNS) if row["action_id"] in kept]
        store.write(path, table(COLUMNS, [[row[column] for column in COLUMNS] for row in rows]))
