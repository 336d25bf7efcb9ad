"""The cut of a plan of a workspace, corrected and taken back; decisions on actions that are no more go with them, and
come back with them."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.workspace import store, worker
from etl.coding.readings import COLUMNS
from etl.csvfiles import Row, read_csv
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


def plan(folder: Path) -> CutPlan:
    """The cut of a plan folder as it is now."""
    return CutPlan.of(folder)


def change(folder: Path, how: Callable[[CutPlan], CutPlan]) -> None:
    """Correct the cut.

    Raises:
        CutRefused: the change makes no sense; nothing is changed.
        OSError: the server cannot write.
    """
    with _LOCK:
        before, after = (folder / "units.csv").read_bytes(), how(CutPlan.of(folder)).as_csv()
        try:
            kept = set(_identifiers(folder, after))
        except SourceError as error:
            raise CutRefused("Deux actions diraient alors les mêmes mots : chacune compte une fois.") from error
        _history(folder).mkdir(parents=True, exist_ok=True)
        rows = _decided(folder)
        gone = [row for row in rows if row["action_id"] not in kept]
        # What is taken back finds the decisions that went with its actions.
        beside = {_gone(_next(folder)): _table(gone)} if gone else {}
        store.write_all(
            {
                _next(folder): before,
                **beside,
                **_decisions(folder, [row for row in rows if row["action_id"] in kept]),
                folder / "units.csv": after,
            },
        )
        for oldest in undoable(folder)[:-_MOST_KEPT]:
            _forget_one(oldest)


def undo(folder: Path) -> bool:
    """The cut as it was before the last change; whether there was one.

    Raises:
        OSError: the server cannot write.
    """
    with _LOCK:
        kept = undoable(folder)
        if not kept:
            return False
        before = kept[-1].read_bytes()
        there, rows = set(_identifiers(folder, before)), _decided(folder)
        since = {row["action_id"] for row in rows}
        back = read_csv(_gone(kept[-1]), COLUMNS) if _gone(kept[-1]).exists() else []
        rows += [row for row in back if row["action_id"] not in since]
        decisions = _decisions(folder, [row for row in rows if row["action_id"] in there])
        store.write_all({**decisions, folder / "units.csv": before})
        _forget_one(kept[-1])
        return True


def undoable(folder: Path) -> list[Path]:
    """The cuts before, in their order."""
    history = _history(folder)
    return sorted(history.glob("*.csv")) if history.is_dir() else []


def picture(folder: Path, page: int) -> bytes | None:
    """A page of the PDF that was received, as PNG; None where none was, or it cannot be drawn."""
    found: bytes | Refused | None = worker.run("page_picture", folder, page)
    return None if isinstance(found, Refused) else found


def forget(folder: Path) -> None:
    """Nothing is kept of the cuts of a plan that is let go of."""
    shutil.rmtree(_history(folder), ignore_errors=True)


def _history(folder: Path) -> Path:
    return folder.parent.parent / store.CUTS / folder.name


def _gone(cut_before: Path) -> Path:
    """Where the decisions are kept that went with a change of this cut."""
    return cut_before.with_suffix(".decisions")


def _forget_one(cut_before: Path) -> None:
    cut_before.unlink()
    _gone(cut_before).unlink(missing_ok=True)


def _next(folder: Path) -> Path:
    """Where the cut before the next change is kept."""
    kept = undoable(folder)
    return _history(folder) / f"{int(kept[-1].stem) + 1 if kept else 1:06d}.csv"


def _identifiers(folder: Path, units: bytes) -> list[str]:
    """The identifiers of the actions that the plan would have by this cut, tried beside it.

    Raises:
        SourceError: it would not be one.
    """
    with tempfile.TemporaryDirectory(dir=folder.parent.parent, prefix=".trial-") as beside:
        tried = Path(beside) / folder.name
        tried.mkdir()
        for name in ("source.toml", "text.txt"):
            shutil.copyfile(folder / name, tried / name)
        (tried / "units.csv").write_bytes(units)
        document = read_document(tried)
        return identify(document, cut(document))


def _decided(folder: Path) -> list[Row]:
    """The decisions that were taken, none where there is no file of them."""
    path = folder / "decisions.csv"
    return read_csv(path, COLUMNS) if path.exists() else []


def _decisions(folder: Path, rows: Sequence[Row]) -> dict[Path, bytes]:
    """These decisions, as the file that they stand in; nothing where none was ever taken."""
    path = folder / "decisions.csv"
    return {path: _table(rows)} if rows or path.exists() else {}


def _table(rows: Sequence[Row]) -> bytes:
    return table(COLUMNS, [[row[column] for column in COLUMNS] for row in rows])
