"""What is put in place was on the disk before its name was, and its name is before the caller hears of it: a loss of
power leaves what was there before, or all of what is new."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import backup
from dashboard.dossier import store as shelf
from dashboard.dossier.model import Dossier, Entry
from dashboard.workspace import review, store
from dashboard.workspace.review import Evidence
from etl import whole
from etl.coding.codebook import read_codebook
from etl.grants.bring import bring_list
from etl.paths import DATA
from etl.plans.bring import bring, build_again
from etl.plans.packed import opened, pack
from tests import granted
from tests.brought import ABOUT, plan_folder, plan_of, workbook


class Disk:
    """What of files and folders the disk was asked to have, as they then were."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.put: list[tuple[Path, Path]] = []
        self.unsettled: list[str] = []
        # Folders in which a name was put and of which the disk does not know it yet.
        self.unnamed: set[Path] = set()
        self._had: dict[int, tuple[int, int]] = {}
        self._sync, self._replace = os.fsync, os.replace
        patch.setattr(os, "fsync", self.fsync)
        patch.setattr(os, "replace", self.replace)

    def fsync(self, handle: int) -> None:
        self._sync(handle)
        told = os.fstat(handle)
        self._had[told.st_ino] = (told.st_size, told.st_mtime_ns)
        self.unnamed -= {folder for folder in self.unnamed if folder.stat().st_ino == told.st_ino}

    def replace(self, source: str | Path, target: str | Path) -> None:
        source = Path(source)
        for part in (source, *source.rglob("*")):
            told = part.stat()
            if self._had.get(told.st_ino) != (told.st_size, told.st_mtime_ns):
                self.unsettled.append(part.name)
        self._replace(source, target)
        self.put.append((source, Path(target)))
        self.unnamed.add(Path(target).parent)

    def is_safe(self) -> bool:
        return bool(self.put) and not self.unsettled and not self.unnamed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a plan, to copy."""
    place = tmp_path_factory.mktemp("made") / store.new_name()
    place.mkdir()
    assert bring(workbook(), "plan.xlsx", ABOUT, DATA, place) is None
    return place


@pytest.fixture
def own(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EN_REGARD_WORKSPACES", str(tmp_path / "workspaces"))
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path / "dossiers"))
    return Path(shutil.copytree(made, tmp_path / "workspaces" / made.name))


def _dossier(own: Path) -> None:
    shelf.put(shelf.new_name(), Dossier("L’atelier", (Entry("echeances", {}, key="un"),)))


def _plan(own: Path) -> None:
    place = store.place(store.new_name())
    place.mkdir()
    bring(workbook(), "plan.xlsx", ABOUT, DATA, place)


def _decision(own: Path) -> None:
    folder = plan_of(own.name)
    review.decide(folder, "cc-faucigny-glieres-001", [Evidence("sante", "maison de santé")], is_accepted=True)


def _grants(own: Path) -> None:
    rules = read_codebook(DATA / "codebook").rules
    bring_list(granted.separated([granted.DGCL]), "dotations-2024.csv", own / "grants", rules)


def _packed(own: Path) -> None:
    (plan,) = opened(pack([plan_of(own.name)])).plans
    plan.write(own.parent / "adopted")


@pytest.mark.parametrize(
    "write",
    [
        _dossier, _plan, _decision, _grants, _packed,
        lambda own: build_again(DATA, own),
        lambda own: backup.copy(own.parent.parent / "copy"),
    ],
    ids=["dossier", "plan", "decision", "grants", "plan that is opened", "base", "backup"],
)  # fmt: skip
def test_whatever_is_kept_is_on_the_disk_once_it_is_said_to_be(
    write: Callable[[Path], object], own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    write(own)
    assert disk.is_safe(), (disk.put, disk.unsettled, disk.unnamed)


def test_a_disk_that_was_not_asked_to_keep_what_is_put_in_place_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    (tmp_path / "beside").write_text("neuf", "utf-8")
    os.replace(tmp_path / "beside", tmp_path / "place")
    assert disk.unsettled == ["beside"] and disk.unnamed == {tmp_path}


def test_what_is_taken_away_for_good_stays_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = plan_folder(tmp_path)
    disk = Disk(monkeypatch)
    disk.unnamed.add(tmp_path)
    whole.remove(folder)
    assert not folder.exists() and not disk.unnamed
