"""Pages run a few at once, in the order in which they were asked, and none waits for another's long work."""

import shutil
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.operations import turns
from dashboard.operations.turns import Turns
from dashboard.widgets import first_build
from etl.paths import ROOT
from tests.apps import AppTest

_PATIENCE = 10.0


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.002)


class Asking:
    """Threads that ask for a turn one after the other, and end theirs when told to."""

    def __init__(self, of: Turns) -> None:
        self._of = of
        self.begun: list[int] = []
        self.ends: list[threading.Event] = []
        self._threads: list[threading.Thread] = []

    def ask(self, work: Callable[[], None] = lambda: None) -> None:
        at, is_over = len(self.ends), threading.Event()

        def run() -> None:
            with self._of.taken():
                self.begun.append(at)
                work()
                assert is_over.wait(_PATIENCE)

        self.ends.append(is_over)
        self._threads.append(threading.Thread(target=run))
        self._threads[-1].start()
        until(lambda: at in self.begun or len(self._of._waiting) > at - len(self.begun))

    def end(self) -> None:
        for one in self.ends:
            one.set()
        for thread in self._threads:
            thread.join(_PATIENCE)
            assert not thread.is_alive()


@pytest.fixture
def asking() -> Callable[..., Asking]:
    return lambda at_once, longest: Asking(Turns(at_once, longest))


def test_as_many_as_may_run_at_once_and_the_others_in_the_order_of_asking(asking: Callable[..., Asking]) -> None:
    crowd = asking(2, 60.0)
    for _ in range(6):
        crowd.ask()
    assert sorted(crowd.begun) == [0, 1]
    for ended, next_one in ((1, 2), (0, 3), (3, 4), (2, 5)):
        crowd.ends[ended].set()
        until(lambda: len(crowd.begun) == next_one + 1)  # noqa: B023
        assert crowd.begun[-1] == next_one
    crowd.end()


def test_nobody_waits_for_longer_than_a_page_may_take(asking: Callable[..., Asking]) -> None:
    crowd = asking(1, 0.2)
    start = time.monotonic()
    for _ in range(3):
        crowd.ask()
    until(lambda: crowd.begun == [0, 1, 2])
    assert time.monotonic() - start >= 0.4
    crowd.end()


def test_who_steps_aside_lets_the_next_begin_and_goes_on(asking: Callable[..., Asking]) -> None:
    crowd = asking(1, 60.0)
    crowd.ask()
    crowd.ask(crowd._of.step_aside)
    assert crowd.begun == [0]
    crowd.ends[0].set()
    crowd.ask()
    until(lambda: crowd.begun == [0, 1, 2])
    crowd.end()
    crowd._of.step_aside()  # without a turn, as what runs before a page does


def test_an_error_in_a_page_gives_its_turn_back(asking: Callable[..., Asking]) -> None:
    crowd = asking(1, 60.0)
    with pytest.raises(ZeroDivisionError), crowd._of.taken():
        raise ZeroDivisionError
    crowd.ask()
    until(lambda: crowd.begun == [0])
    crowd.end()


def test_many_threads_that_come_and_go_are_never_too_many_and_all_end() -> None:
    of, running, most, done = Turns(3, 60.0), set[int](), [0], []

    def run() -> None:
        for _ in range(50):
            with of.taken():
                running.add(threading.get_ident())
                most.append(len(running))
                time.sleep(0)
                running.discard(threading.get_ident())
        done.append(1)

    threads = [threading.Thread(target=run) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_PATIENCE)
    assert len(done) == 20 and max(most) <= 3
    assert not of._waiting and not of._begun


def test_each_run_of_a_page_has_a_turn_and_a_base_that_is_built_first_keeps_none(
    tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Told(Turns):
        @contextmanager
        def taken(self):  # type: ignore[no-untyped-def]
            with super().taken() as waited:
                said.append("begun")
                yield waited
            said.append("ended")

        def step_aside(self) -> None:
            said.append("aside")
            super().step_aside()

    monkeypatch.setattr(turns, "PAGES", Told(1))
    at = AppTest.from_file(ROOT / "dashboard" / "main.py", default_timeout=60)
    assert not at.run().exception
    assert said == ["begun", "aside", "ended"]
    said.clear()
    missing = tmp_path / "base.duckdb"
    monkeypatch.setenv("EN_REGARD_DB", str(missing))

    def build() -> int:
        said.append(f"{len(turns.PAGES._begun)} held")
        shutil.copy(database, missing)
        return 0

    monkeypatch.setattr(first_build, "_build", build)
    assert not at.run().exception
    assert said == ["begun", "aside", "0 held", "aside", "ended"]
