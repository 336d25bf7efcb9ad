"""Several processes of one server let through what one would, and keep no address on the disk."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.operations import limits, shared
from dashboard.operations.shared import SharedThrottle
from etl.paths import ROOT

ADDRESS = "198.51.100.77"
_ASKS = """
import sys, time
from dashboard.operations import limits
print("ready", flush=True)
sys.stdin.readline()
done = 0
for at in range(100):
    try:
        limits.PLANS.ask(sys.argv[1])
        done += 1
    except limits.TooMany as error:
        said = str(error)
print(done, said)
"""


def throttle(file: Path, burst: float = 5, rate: float = 0.001, name: str = "plans") -> SharedThrottle:
    return SharedThrottle(name, burst, rate, file, "key")


def test_two_processes_that_ask_at_once_are_let_through_as_one_would_be(tmp_path: Path) -> None:
    own = {shared.FILE: str(tmp_path / "limits.sqlite"), shared.KEY: "a key", "PYTHONPATH": str(ROOT)}
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", _ASKS, ADDRESS], cwd=ROOT, env={**os.environ, **own}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]  # fmt: skip
    for one in asking:
        assert one.stdout and one.stdout.readline() == "ready\n"
    told = [one.communicate("go\n", timeout=60)[0] for one in asking]
    done = [int(one.split()[0]) for one in told]
    assert sum(done) == 30 and all("Trop de plans sont apportés" in one for one in told), told
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"plans" in kept and ADDRESS.encode() not in kept


def test_a_check_takes_less_than_a_millisecond(tmp_path: Path) -> None:
    one = throttle(tmp_path / "limits.sqlite", 1_000_000)
    took = []
    for at in range(300):
        before = time.perf_counter()
        one.wait(f"address {at % 50}")
        one.lets(f"address {at % 50}")
        took.append(time.perf_counter() - before)
    assert statistics.median(took) < 0.001


def test_what_one_is_let_through_refills_for_the_other(tmp_path: Path) -> None:
    file = tmp_path / "limits.sqlite"
    one, other = throttle(file, 2, 20), throttle(file, 2, 20)
    assert [one.lets("a"), other.lets("a"), one.lets("a"), other.lets("b")] == [True, True, False, True]
    assert 0 < other.wait("a") <= 0.05
    time.sleep(other.wait("a"))
    assert other.lets("a") and not one.lets("a")
    assert throttle(file, 2, 20, "kits").lets("a"), "another limit has a count of its own"
    other.forget()
    assert one.wait("a") == 0


def test_those_who_may_ask_for_as_much_as_ever_are_forgotten(tmp_path: Path) -> None:
    one = throttle(tmp_path / "limits.sqlite", 1, 10_000)
    for at in range(1_024):
        one.lets(f"address {at}")
    with one._counted.changing() as connection:
        (kept,) = connection.execute("SELECT count(*) FROM bucket").fetchone()
    assert kept < 512


def test_a_file_that_cannot_be_had_leaves_each_process_its_own_count_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "limits.sqlite"
    file.mkdir()
    one = throttle(file, 3)
    assert [one.lets("a") for _ in range(5)] == [True, True, True, False, False] and one.wait("a") > 0
    assert "this one counts alone" in caplog.text and ADDRESS not in caplog.text
    file.rmdir()
    assert throttle(file, 3).lets("a"), "it is tried again"


def test_one_process_keeps_its_limits_in_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(shared.FILE, raising=False)
    assert type(limits.throttle("exports", 1, 1)) is limits.Throttle
    monkeypatch.setenv(shared.FILE, str(tmp_path / "limits.sqlite"))
    assert isinstance(limits.throttle("exports", 1, 1), SharedThrottle)
