"""What visitors keep, on a disk that is full, under a clock that was set back, after a process that was killed: nothing
of what was kept is lost or halved, what cannot be done is told in French, and all goes on once there is room."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.dossier import store as shelf
from dashboard.dossier.model import Dossier, Entry
from dashboard.projection.session import read_seance
from dashboard.seance import register, votes
from dashboard.workspace import bringing, cutting, renewing, review, store
from dashboard.workspace.review import Evidence
from etl import whole
from etl.plans.refused import Refused
from tests.brought import ABOUT, TITLES, plan_of, workbook
from tests.little_disk import filled, little_disk, read_only

DAY = 86_400
TWO = Dossier("L’atelier", (Entry("echeances", {}, key="un"), Entry("face-a-face", {}, key="deux")))
ITEMS = [votes.Item("a", "Covoiturage"), votes.Item("b", "Vélo")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace on an ordinary disk, to copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_WORKSPACES", str(tmp_path_factory.mktemp("made")))
        name = store.new_name()
        assert bringing.make(workbook(), "plan.xlsx", ABOUT, name) is None
        yield store.place(name)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small disk on which workspaces, dossiers and séances stand."""
    with little_disk(tmp_path / "disk", "24m") as disk:
        monkeypatch.setenv("EN_REGARD_WORKSPACES", str(disk / "workspaces"))
        monkeypatch.setenv("EN_REGARD_DOSSIERS", str(disk / "dossiers"))
        yield disk


@pytest.fixture
def own(made: Path, disk: Path) -> str:
    shutil.copytree(made, disk / "workspaces" / made.name)
    return made.name


@pytest.fixture
def copied(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same on an ordinary disk."""
    monkeypatch.setenv("EN_REGARD_WORKSPACES", str(tmp_path / "workspaces"))
    shutil.copytree(made, tmp_path / "workspaces" / made.name)
    return made.name


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def actions(own: str) -> list[str]:
    with queries.reading(store.base(own)):
        return queries.table("action").query("document_id.str.contains('faucigny')")["action_id"].tolist()


# A full disk


def test_a_review_on_a_full_disk_loses_no_decision_and_goes_on_once_there_is_room(own: str, disk: Path) -> None:
    first, second = actions(own)[:2]
    review.decide(plan_of(own), first, [Evidence("sante", TITLES[0])], False)
    before = files_of(store.place(own))
    with filled(disk):
        for change in (
            lambda: review.decide(plan_of(own), second, [Evidence("sante", TITLES[1])], False),
            lambda: review.undo(plan_of(own)),
        ):
            with pytest.raises(OSError, match="No space left"):
                change()
        assert files_of(store.place(own)) == before
        refused = review.apply(own)
        assert isinstance(refused, Refused) and "l’espace y manque" in refused.said
        assert files_of(store.place(own)) == before
    review.decide(plan_of(own), second, [Evidence("sante", TITLES[1])], False)
    assert set(review.decided(plan_of(own))) == {first, second}


def test_a_cut_on_a_full_disk_is_as_it_was_with_its_decisions_and_its_way_back(own: str, disk: Path) -> None:
    review.decide(plan_of(own), actions(own)[3], [Evidence("sante", TITLES[3])], False)
    cutting.change(plan_of(own), lambda plan: plan.without(plan.units[0]))
    before = files_of(store.place(own))
    with filled(disk):
        for change in (
            lambda: cutting.change(plan_of(own), lambda plan: plan.without(plan.units[-1])),
            lambda: cutting.undo(plan_of(own)),
        ):
            with pytest.raises(OSError, match="No space left"):
                change()
            assert files_of(store.place(own)) == before
    assert cutting.undo(plan_of(own))
    assert [unit.title for unit in cutting.plan(plan_of(own)).units] == TITLES


def test_a_plan_that_comes_to_a_full_disk_is_refused_in_french_and_leaves_nothing(own: str, disk: Path) -> None:
    packed = store.packed(own)
    before = files_of(disk / "workspaces")
    with filled(disk):
        for refused in (
            bringing.make(workbook(), "plan.xlsx", ABOUT, store.new_name()),
            bringing.open_packed(packed, store.new_name()),
        ):
            assert isinstance(refused, Refused) and "l’espace y manque" in refused.said, refused
            assert files_of(disk / "workspaces") == before
    again = store.new_name()
    assert bringing.open_packed(packed, again) is None and store.is_built(again)


def test_a_dossier_on_a_full_disk_is_as_it_was_and_is_changed_once_there_is_room(disk: Path) -> None:
    name = shelf.new_name()
    shelf.put(name, TWO)
    before = files_of(disk / "dossiers")
    with filled(disk):
        with pytest.raises(shelf.ShelfClosed, match="enregistrer le fichier"):
            shelf.change(name, lambda dossier: replace(dossier, title="Autre" * 20))
        assert {file: of for file, of in files_of(disk / "dossiers").items() if file != ".lock"} == before
    assert shelf.change(name, lambda dossier: replace(dossier, title="Autre")).title == "Autre"


def test_a_seance_on_a_full_disk_says_so_counts_nothing_twice_and_goes_on_once_there_is_room(disk: Path) -> None:
    seance = register.begin(TWO)
    ballot = votes.put_to_the_room(seance.name, "un", "", 3, ITEMS)
    votes.vote(ballot, "p1", 1, {"a": {"reprendre": 1}})
    with filled(disk):
        for at in range(200):  # the file's log has room of its own, which ends
            try:
                register.say(seance.name, f"plein-{at}", "un", "remarque", "x" * 1_900)
            except shelf.ShelfClosed as error:
                assert "noter ailleurs" in str(error)
                break
        else:
            pytest.fail("a full disk took everything")
        kept = len(register.entries(seance.name))
        assert kept == at
        with pytest.raises(shelf.ShelfClosed):
            votes.vote(ballot, "p2", 1, {item.id: {"reprendre": 1} for item in ITEMS})
        assert votes.tally(ballot.id).voters == 1, "what is on disk is read all the same"
    votes.vote(ballot, "p2", 1, {"b": {"non": 1}})
    register.say(seance.name, f"plein-{at}", "un", "remarque", "x" * 1_900)
    assert votes.tally(ballot.id).voters == 2 and len(register.entries(seance.name)) == kept + 1


# A folder that is read-only


def test_what_stands_in_a_read_only_folder_is_read_and_changes_are_refused_until_it_is_mended(
    own: str, disk: Path
) -> None:
    name = shelf.new_name()
    shelf.put(name, TWO)
    first = actions(own)[0]
    before = files_of(disk)
    with read_only(disk):
        with pytest.raises(OSError, match="Read-only"):
            review.decide(plan_of(own), first, [Evidence("sante", TITLES[0])], False)
        with pytest.raises(OSError, match="Read-only"):
            cutting.change(plan_of(own), lambda plan: plan.without(plan.units[-1]))
        for refused in (
            review.apply(own),
            bringing.make(workbook(), "plan.xlsx", ABOUT, store.new_name()),
            bringing.open_packed(store.packed(own), store.new_name()),
        ):
            assert isinstance(refused, Refused) and "interdit d’écrire" in refused.said
        with pytest.raises(shelf.ShelfClosed, match="enregistrer le fichier"):
            shelf.put(shelf.new_name(), TWO)
        with pytest.raises(shelf.ShelfClosed):
            register.begin(TWO)
        store.opened(own)
        assert shelf.take(name) == TWO and actions(own)[0] == first
        assert files_of(disk) == before
    review.decide(plan_of(own), first, [Evidence("sante", TITLES[0])], False)
    assert register.take(register.begin(TWO).name)


# The clock


@pytest.fixture
def put_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path / "dossiers"))
    return tmp_path / "dossiers"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the clock of this process by so many seconds; files that are written meanwhile are dated by hand."""
    real = time.time

    def set_by(seconds: float) -> None:
        monkeypatch.setattr(time, "time", lambda: real() + seconds)

    return set_by


@pytest.mark.parametrize("days", [-20_000, 800])
def test_what_was_kept_while_the_clock_was_wrong_stays_once_it_is_right(days: int, put_shelf: Path) -> None:
    """1970, on a machine without a battery; of years to come, where somebody mistyped."""
    name = shelf.new_name()
    shelf.put(name, TWO)
    wrong = max(0.0, time.time() + days * DAY)
    os.utime(put_shelf / f"{name}.json", (wrong, wrong))
    assert shelf.tidy() == 0 and shelf.take(name)
    assert abs((put_shelf / f"{name}.json").stat().st_mtime - time.time()) < DAY, "its year begins now"


@pytest.mark.parametrize("days", [-20_000, -2])
def test_a_clock_that_is_set_back_lets_nothing_go(
    days: int, put_shelf: Path, clock: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [shelf.new_name() for _ in range(3)]
    for name in names:
        shelf.put(name, TWO)
    clock(days * DAY)
    monkeypatch.setattr(shelf, "_MOST", 4)
    new = shelf.new_name()
    shelf.put(new, TWO)
    os.utime(put_shelf / f"{new}.json", (time.time(), time.time()))
    assert all(shelf.take(name) for name in (*names, new))


def test_a_full_shelf_never_lets_go_of_what_was_just_put_on_it(
    put_shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_MOST", 2)
    for _ in range(3):
        ahead = time.time() + DAY / 2
        name = shelf.new_name()
        shelf.put(name, TWO)
        assert shelf.take(name)
        os.utime(put_shelf / f"{name}.json", (ahead, ahead))
    assert len(list(put_shelf.glob("*.json"))) == 2


def test_a_workspace_that_was_opened_while_the_clock_was_wrong_stays(copied: str) -> None:
    for wrong in (0.0, time.time() + 900 * DAY):
        for path in (store.base(copied), store.place(copied) / "opened"):
            path.touch()
            os.utime(path, (wrong, wrong))
        store.tidy()
        assert store.exists(copied)
        assert abs(store.base(copied).stat().st_mtime - time.time()) < DAY


def test_what_is_said_while_the_clock_goes_back_stays_in_its_order(
    put_shelf: Path, clock: Callable[[float], None]
) -> None:
    seance = register.begin(TWO)
    for at, hours in enumerate((0, -3, -20_000 * 24, 1)):
        clock(hours * 3_600)
        register.say(seance.name, f"{at}", "un", "remarque", f"{at}")
        register.put_shown(seance.name, "un", {"theme": f"{at}"})
        ballot = votes.put_to_the_room(seance.name, "un", "", 3, ITEMS)
        votes.vote(ballot, "p", 1, {"a": {"reprendre": 1}})
    assert [one.text for one in register.entries(seance.name)] == ["0", "1", "2", "3"]
    assert [one.override["theme"] for one in register.shown(seance.name)] == ["0", "1", "2", "3"]
    assert [one.is_open for one in votes.ballots(seance.name)] == [False, False, False, True]


@pytest.mark.usefixtures("database")
def test_a_seance_follows_its_dossier_though_the_clock_was_set_back(put_shelf: Path) -> None:
    source = shelf.new_name()
    shelf.put(source, TWO)
    seance = register.begin(TWO, source=source)
    shelf.change(source, lambda dossier: replace(dossier, title="Changé après"))
    os.utime(put_shelf / f"{source}.json", (time.time() - 7_200, time.time() - 7_200))
    found = read_seance(seance.name)
    assert found and found.dossier.title == "Changé après"


# What a killed process left


def aged(path: Path) -> None:
    long_ago = time.time() - whole.LEFT_SECONDS - 60
    os.utime(path, (long_ago, long_ago))


def test_what_a_killed_writer_left_on_the_shelf_goes_and_what_is_being_written_stays(put_shelf: Path) -> None:
    put_shelf.mkdir()
    old, new = put_shelf / ".killed.part", put_shelf / ".writing.part"
    for path in (old, new):
        path.write_bytes(b"{")
    aged(old)
    shelf.put(shelf.new_name(), TWO)
    assert not old.exists() and new.exists()


def test_what_killed_builds_and_writers_left_in_a_workspace_goes_at_the_next_making(copied: str) -> None:
    place = store.place(copied)
    before = files_of(place)
    left = [place / ".bringing-x", place / "grants" / ".fichier-x", place / "plans" / ".unpacked-x"]
    left.append(place / "base.duckdb.building.tmp")
    for path in left:
        (path / "deep").mkdir(parents=True)
    for name in ("base.duckdb.building", "base.duckdb.building.wal", "base.duckdb.lock", "plans/.a.part"):
        (place / name).write_bytes(b"half")
        left.append(place / name)
    for path in left:
        aged(path)
    store.tidy()
    assert files_of(place) == before


def test_a_workspace_whose_making_was_killed_is_none_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_WORKSPACES", str(tmp_path))
    killed, under_way = store.new_name(), store.new_name()
    for name in (killed, under_way):
        (store.place(name) / ".bringing" / "plans" / "cc").mkdir(parents=True)
        assert not store.exists(name)
    long_ago = time.time() - 2 * DAY
    os.utime(store.place(killed), (long_ago, long_ago))
    store.tidy()
    assert not store.place(killed).exists() and store.place(under_way).exists()


@pytest.mark.parametrize("fault", [None, b"", b"no base", b"\0" * 20_000])
def test_a_workspace_whose_base_is_missing_or_spoiled_has_it_built_anew(copied: str, fault: bytes | None) -> None:
    content = actions(copied)
    if fault is None:
        store.base(copied).unlink()
    else:
        store.base(copied).write_bytes(fault)
    assert store.exists(copied)
    assert renewing.renew(copied) is None
    assert actions(copied) == content
