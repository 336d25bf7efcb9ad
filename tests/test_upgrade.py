"""What earlier versions of En regard wrote still opens: the files of `tests/earlier` are theirs, with their days.

They were written by the code of those days: 6c98a47 (a dossier), 2c954aa (a séance, its file and the file of séances),
15b697e (a plan), 65c693a (the table of a base).
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dashboard.dossier import assemble, store
from dashboard.dossier.model import from_file, to_file
from dashboard.projection.screens import over
from dashboard.seance import database, file, minutes, register, votes
from dashboard.workspace import bringing, renewing
from dashboard.workspace import store as plans
from dashboard.workspace.plan import own_plans
from etl.inputs import is_current
from etl.paths import DATA, ROOT

EARLIER = ROOT / "tests" / "earlier"
DOSSIER = (EARLIER / "dossier-2026-11-23.json").read_bytes()
SEANCE = "qB5DYX9fprKA1nQECoA_QQ"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("EN_REGARD_DOSSIERS", "EN_REGARD_WORKSPACES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EN_REGARD_STATE", str(tmp_path))
    return tmp_path


def test_a_dossier_opens_with_its_words_and_every_view_is_made() -> None:
    opened = from_file(DOSSIER)
    assert len(opened.entries) == 10 and opened.entries[0].remarks == "Mme Durand : à revoir"
    assert from_file(to_file(opened)) == opened
    made = assemble.gather(opened, "")
    assert not made.problems and len(made.gathered.entries) == 10


def test_the_file_of_seances_opens_with_what_was_said_and_voted(state: Path) -> None:
    (state / "dossiers").mkdir()
    (state / "dossiers" / f"{SEANCE}.json").write_bytes(DOSSIER)
    with sqlite3.connect(state / "dossiers" / "seances.sqlite") as connection:
        connection.executescript((EARLIER / "seances-2026-11-28.sql").read_text("utf-8"))
    connection.close()
    found = register.take(SEANCE)
    assert found and found.title == "Conseil du 12 juin" and found.base == "" and found.own_base is None
    assert [one.text for one in register.entries(SEANCE)] == ["Reprendre l’action sur les haies", "Et les jeunes ?"]
    (ballot,) = votes.ballots(SEANCE)
    assert votes.tally(ballot.id).of("i1")["reprendre"] == 6
    dossier = store.take(SEANCE)
    assert dossier and minutes.gather(found, dossier, over, "")[0].entries
    register.say(SEANCE, "c", dossier.entries[0].key, "remarque", "La séance reprend")
    assert {row["name"] for row in _columns()} >= {"base"}


def _columns() -> list[sqlite3.Row]:
    with database.reading() as connection:
        return connection.execute("PRAGMA table_info(seance)").fetchall()


def test_a_seance_that_was_sent_on_as_a_file_opens() -> None:
    name = file.opened((EARLIER / "seance-2026-11-28.json").read_bytes())
    assert next(one.text for one in register.entries(name)) == "Reprendre l’action sur les haies"
    assert votes.tally(votes.ballots(name)[0].id).voters == 3


def test_a_plan_that_was_kept_as_a_zip_opens_and_one_on_the_server_is_built_anew(state: Path) -> None:
    own = plans.new_name()
    assert bringing.open_packed((EARLIER / "plan-2026-11-28.zip").read_bytes(), own) is None
    assert own_plans(own)[0].title == "Projet de territoire 2025-2028"
    # A base of that day beside its plan.
    plans.base(own).unlink()
    _old_base(plans.base(own))
    assert plans.exists(own) and not plans.is_built(own)
    assert renewing.renew(own) is None and plans.is_built(own)


def test_a_base_of_another_version_is_built_anew_by_make_run(state: Path) -> None:
    _old_base(state / "en-regard.duckdb")
    assert not is_current(DATA, state / "en-regard.duckdb")
    environment = {"PATH": "/usr/bin:/bin", "EN_REGARD_STATE": str(state)}
    command = [sys.executable, "-m", "etl", "build", "--if-changed"]
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    assert is_current(DATA, state / "en-regard.duckdb")


def _old_base(path: Path) -> None:
    """A base of 65c693a, of which its table of the build stands for all: no other is as it was."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE build (built_at TIMESTAMP, version VARCHAR, content_hash VARCHAR, input_hash VARCHAR, "
            "documents INTEGER, actions INTEGER)"
        )
        connection.execute("INSERT INTO build VALUES (now(), '0.1.0', 'abc', 'abc', 5, 178)")
