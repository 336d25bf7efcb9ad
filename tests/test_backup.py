"""All that is kept, copied into one folder while people write, and opened again elsewhere."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from dashboard import backup, queries
from dashboard.dossier import store as dossiers
from dashboard.projection import screens
from dashboard.seance import database, register, votes
from dashboard.workspace import bringing, renewing
from dashboard.workspace import store as plans
from dashboard.workspace.plan import own_plans
from etl.grants.kept import lists_of
from etl.inputs import is_current
from etl.paths import DATA, ROOT, database_path, loaded_path
from tests.brought import ABOUT, workbook
from tests.projected import QUATRE


@pytest.fixture
def state(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One folder of all that is kept, in use."""
    for name in ("EN_REGARD_DOSSIERS", "EN_REGARD_WORKSPACES", "EN_REGARD_DB"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "state"
    folder.mkdir()
    monkeypatch.setenv("EN_REGARD_STATE", str(folder))
    shutil.copy(database, folder / "en-regard.duckdb")
    return folder


def test_a_copy_made_while_people_write_opens_elsewhere(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, name = plans.new_name(), dossiers.new_name()
    assert bringing.make(workbook(), "plan.xlsx", ABOUT, own) is None
    dossiers.put(name, QUATRE)
    with queries.reading(plans.base(own)):
        seance = register.begin(QUATRE, title="Atelier du plan")
    ballot = votes.put_to_the_room(seance.name, QUATRE.entries[0].key, "", 3, [votes.Item("i", "Une action")])
    kept = loaded_path() / "fichier-1"
    shutil.copytree(lists_of(DATA / "grants")[0], kept)

    over, said = threading.Event(), 0

    def write() -> None:
        nonlocal said
        while not over.is_set() and said < 1500:
            register.say(seance.name, f"c{said}", QUATRE.entries[0].key, "remarque", "x" * 500)
            votes.vote(ballot, votes.new_voter(seance.secret), 1, {"i": {"reprendre": 1}})
            dossiers.change(name, lambda one, title=f"Titre {said}": one.entitled(title))
            said += 1

    writing = threading.Thread(target=write)
    writing.start()
    try:
        while said < 20:
            pass
        before, copies = said, [tmp_path / f"copy-{at}" for at in range(3)]
        for copy in copies:
            found = backup.copy(copy)
            assert found == {"dossiers": 2, "plans": 1, "lists of grants": 1}
    finally:
        over.set()
        writing.join()
    assert said > before, "people wrote meanwhile"
    shutil.rmtree(state)  # the machine is lost

    for copy in copies:
        monkeypatch.setenv("EN_REGARD_STATE", str(copy))
        with sqlite3.connect(database.path()) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found_seance = register.take(seance.name)
        assert found_seance and found_seance.own_base == copy / "workspaces" / own / "base.duckdb"
        assert len(register.entries(seance.name)) >= before and votes.tally(ballot.id).voters >= before
        dossier = dossiers.take(name)
        assert dossier and dossier.title.startswith("Titre ") and len(dossier.entries) == len(QUATRE.entries)
        assert own_plans(own)[0].title == ABOUT.title
        with queries.reading(found_seance.own_base):
            assert "cc-faucigny-glieres" in set(queries.territories()["territory_id"])
            assert screens.made(dossier.entries[0], screens.Override()).table is not None
        assert lists_of(DATA / "grants")[-1].parent == copy / "grants"
        with duckdb.connect(str(database_path()), read_only=True) as base:
            assert base.execute("SELECT count(*) FROM build").fetchall() == [(1,)]
    assert renewing.renew(own) is None and own_plans(own)[0].title == ABOUT.title
    register.say(seance.name, "later", QUATRE.entries[0].key, "remarque", "La séance continue")


def test_a_copy_is_whole_or_not_there_and_never_over_another(state: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard.backup", str(tmp_path / "copy")]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0 and "0 dossiers, 0 plans, 0 lists of grants" in made.stdout, made.stderr
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert again.returncode == 1 and "is there already" in again.stderr and "Traceback" not in again.stderr
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        backup.copy(tmp_path / "file" / "copy")
    assert not list(tmp_path.glob(".*.part"))


def test_lists_that_were_loaded_into_the_folder_make_the_base_old(state: Path) -> None:
    base = database_path()
    with duckdb.connect(str(base), read_only=True) as connection:
        assert connection.execute("SELECT input_hash FROM build").fetchall()
    was = is_current(DATA, base)
    shutil.copytree(lists_of(DATA / "grants")[0], loaded_path() / "fichier-1")
    assert was and not is_current(DATA, base)


def test_each_folder_may_still_be_told_apart(state: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path / "d"))
    monkeypatch.setenv("EN_REGARD_WORKSPACES", str(tmp_path / "w"))
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "b.duckdb"))
    assert (dossiers.folder(), plans.folder(), database_path()) == (
        tmp_path / "d", tmp_path / "w", tmp_path / "b.duckdb",
    )  # fmt: skip
    monkeypatch.delenv("EN_REGARD_STATE")
    assert loaded_path() == DATA / "grants" / "loaded"
