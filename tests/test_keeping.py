"""How long what visitors leave stays: as the owner says, and as the method page tells it."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from dashboard.dossier import store as dossiers
from dashboard.operations import keeping
from dashboard.operations.keeping import DOSSIERS, PLANS, SEANCES, Kept
from dashboard.seance import database, register
from dashboard.shell import temporary, tidying
from dashboard.widgets.templates import render
from dashboard.workspace import InWorkspace
from dashboard.workspace import store as plans
from tests.projected import QUATRE
from tests.test_compression import run

DAY = 86_400


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One folder for all that is kept."""
    for name in ("EN_REGARD_DOSSIERS", "EN_REGARD_WORKSPACES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EN_REGARD_STATE", str(tmp_path))
    return tmp_path


def aged(path: Path, days: float) -> None:
    """Touched last so many days ago."""
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def plan(opened: float, built: float = 900) -> str:
    """A plan that was built and opened so many days ago."""
    name = plans.new_name()
    plans.place(name).mkdir(parents=True)
    plans.base(name).write_bytes(b"")
    aged(plans.base(name), built)
    plans.opened(name)
    aged(plans.place(name) / "opened", opened)
    return name


def dossier(days: float) -> str:
    name = dossiers.new_name()
    dossiers.put(name, QUATRE)
    aged(dossiers.folder() / f"{name}.json", days)
    return name


def seance(days: float, said: float | None = None) -> str:
    """A séance that was begun so many days ago, in which something was last said so many days ago."""
    name = register.begin(QUATRE).name
    if said is not None:
        register.say(name, "a", QUATRE.entries[0].key, "remarque", "Une idée")
    with database.transaction() as connection:
        connection.execute("UPDATE seance SET begun = ? WHERE name = ?", (time.time() - days * DAY, name))
        if said is not None:
            connection.execute("UPDATE entry SET said_at = ? WHERE seance = ?", (time.time() - said * DAY, name))
    aged(dossiers.folder() / f"{name}.json", days)
    return name


def test_what_nobody_came_back_to_for_a_year_goes_and_nothing_else() -> None:
    old, new = (dossier(366), plan(366), seance(366)), (dossier(364), plan(364), seance(364))
    spoken = seance(900, said=3)
    assert tidying.tidy() == {"dossiers": 1, "plans": 1, "seances": 1}
    assert dossiers.take(old[0]) is None and dossiers.take(new[0]) and dossiers.take(spoken)
    assert not plans.place(old[1]).exists() and plans.exists(new[1])
    assert register.take(old[2]) is None and register.take(new[2]) and register.take(spoken)
    assert dossiers.take(old[2]) is None and dossiers.take(new[2])
    with sqlite3.connect(database.path()) as connection:
        assert connection.execute("SELECT count(DISTINCT seance) FROM entry").fetchall() == [(1,)]
    assert tidying.tidy() == {"dossiers": 0, "plans": 0, "seances": 0}


def test_each_kind_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DOSSIERS.setting, "30")
    monkeypatch.setenv(PLANS.setting, "10")
    monkeypatch.setenv(SEANCES.setting, "inf")
    gone, stays = (dossier(31), plan(11)), (dossier(29), plan(9), seance(5000))
    assert tidying.tidy() == {"dossiers": 1, "plans": 1, "seances": 0}
    assert dossiers.take(gone[0]) is None and not plans.exists(gone[1])
    assert dossiers.take(stays[0]) and plans.exists(stays[1]) and register.take(stays[2]) and dossiers.take(stays[2])


def test_a_day_or_ten_years_later_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = dossier(0), plan(0, built=0), seance(0)
    now = time.time()
    for days, went in ((364, 0), (366, 1)):
        monkeypatch.setattr(keeping.time, "time", lambda days=days: now + days * DAY)
        assert set(tidying.tidy().values()) == {went}
    assert dossiers.take(kept[0]) is None and not plans.place(kept[1]).exists() and register.take(kept[2]) is None


@pytest.mark.parametrize("wrong", [-900, 20_000], ids=["ahead", "before there was a server"])
def test_what_a_wrong_clock_dated_is_told_and_has_its_time_from_now_on(
    wrong: float, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = dossier(wrong), plan(wrong, built=wrong), seance(wrong, said=wrong)
    spoken = seance(900, said=wrong)
    assert set(tidying.tidy().values()) == {0}
    assert "time of a file that no clock can have told" in caplog.text
    # When they were begun and what was said in one; the other was begun when it could be.
    assert "3 times of séances that no clock can have told" in caplog.text
    assert not [one for one in (*kept, spoken) if one in caplog.text]
    caplog.clear()
    now = time.time()
    for days, went in ((364, {0}), (366, {1, 2})):
        monkeypatch.setattr(keeping.time, "time", lambda days=days: now + days * DAY)
        assert set(tidying.tidy().values()) == went
    assert not caplog.text
    assert dossiers.take(kept[0]) is None and not plans.exists(kept[1]) and not register.names()


def test_a_clock_that_is_wrong_now_lets_nothing_go(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = dossier(400), plan(400), seance(400)
    monkeypatch.setattr(keeping.time, "time", lambda: 1_000.0)
    assert set(tidying.tidy().values()) == {0}
    assert dossiers.take(kept[0]) and plans.exists(kept[1]) and register.take(kept[2])


def test_the_folder_of_a_killed_server_whose_clock_was_ahead_is_swept(tmp_path: Path) -> None:
    for name, days in (("er-ahead", -30), ("er-old", 1), ("er-new", 0)):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".held").touch()
        aged(tmp_path / name, days)
    assert {path.name for path in temporary._left(tmp_path)} == {"er-ahead", "er-old"}


def test_what_a_killed_server_left_half_made_goes_after_a_day() -> None:
    half, fresh = plans.new_name(), plans.new_name()
    for name in (half, fresh):
        (plans.place(name) / "plans").mkdir(parents=True)
    aged(plans.place(half), 2)
    assert plans.tidy() == 1
    assert not plans.place(half).exists() and plans.place(fresh).exists()


def test_a_plan_that_is_read_on_a_server_that_never_restarts_keeps_its_time() -> None:
    name = plan(300)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        pass

    path = f"/espace/{name}/_stcore/stream"
    run(InWorkspace(app)({"type": "websocket", "path": path, "headers": []}, None, None))  # type: ignore[arg-type]
    assert (plans.place(name) / "opened").stat().st_mtime > time.time() - 60


@pytest.mark.parametrize("told", ["un an", "0", "-3", "nan"])
def test_what_is_no_number_of_days_is_told_before_anything_goes(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLANS.setting, told)
    with pytest.raises(ValueError, match=r"EN_REGARD_KEEP_PLANS is .*no number of days"):
        tidying.keep_tidy()


@pytest.mark.parametrize(
    ("days", "said"), [("365", "un an"), ("730", "2 ans"), ("90", "90 jours"), ("1", "un jour"), ("inf", "")]
)
def test_the_time_is_said_in_french(days: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_KEEP_X", days)
    assert Kept("EN_REGARD_KEEP_X").said == said


def test_the_method_page_tells_the_times_of_this_server() -> None:
    told = render("method_visitors.html", title="T", signs_in=False, dossiers="90 jours", plans="un an", seances="")
    for part in (
        "Un dossier reste sur le serveur jusqu’à 90 jours après son dernier changement",
        "jusqu’à un an après sa dernière ouverture",
        "Une séance garde ce qui s’y dit sans limite de durée",
    ):
        assert part in told.replace("\xa0", " ")
