"""Several processes behind HAProxy: visitors stay with one, windows of a séance meet, what ends is started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.visitors import opened, rerun
from dashboard.dossier import store
from dashboard.dossier.model import to_file
from dashboard.serve import configuration
from etl.load import build
from etl.paths import ROOT
from tests.invented import Invented
from tests.projected import QUATRE, ask, heard, said, socket_to
from tests.served import Served, free_port, visiting, wait_until_answering

pytest_plugins = ["tests.visitors"]
WORKERS = 2
HAPROXY = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not HAPROXY and os.environ.get("EN_REGARD_BROWSER_TESTS") != "required", reason="there is no HAProxy here"
    ),
]


@pytest.fixture(scope="module")
def own_database(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(database, tmp_path_factory.mktemp("served") / "base.duckdb"))


@pytest.fixture(scope="module")
def served(own_database: Path) -> Iterator[Served]:
    port, log = free_port(), own_database.with_name("log")
    shelf = own_database.with_name("dossiers")
    environment = {**os.environ, "EN_REGARD_DB": str(own_database), "EN_REGARD_DOSSIERS": str(shelf)}
    command = [sys.executable, "-m", "dashboard.serve", "--workers", str(WORKERS), "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        one = Served(f"http://127.0.0.1:{port}", log, process)
        try:
            for at in range(WORKERS + 1):
                wait_until_answering(replace(one, url=f"http://127.0.0.1:{port + at}"))
            time.sleep(3)  # the proxy has seen them all
            yield one
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0
    for at in range(1, WORKERS + 1):
        with pytest.raises(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port + at}/_stcore/health", timeout=2)


def port_of(served: Served) -> int:
    return int(served.url.rsplit(":", 1)[1])


def process_of(served: Served, **headers: str) -> str:
    """The process that the proxy leads a visitor to."""
    told = ask(f"{served.url}/", **headers).headers.get("set-cookie", "")
    return told.split("en-regard-process=")[1].split(";")[0] if told else ""


def test_the_configuration_is_one_that_haproxy_takes(tmp_path: Path) -> None:
    file = tmp_path / "haproxy.cfg"
    file.write_text(configuration("0.0.0.0", 8501, [8502, 8503, 8504]), "utf-8")
    assert HAPROXY
    checked = subprocess.run([HAPROXY, "-c", "-f", str(file)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_new_visitors_are_shared_out_and_stay_where_they_began(served: Served) -> None:
    assert {process_of(served) for _ in range(8)} == {"p1", "p2"}
    for one in ("p1", "p2"):
        assert {process_of(served, Cookie=f"en-regard-process={one}") for _ in range(4)} == {""}, "no other is given"


def test_limits_are_those_of_one_server_whichever_process_is_asked(served: Served) -> None:
    """An address may send sixty files at once, and one more in two seconds."""
    began, done = time.monotonic(), 0
    for at in range(90):
        url = f"http://127.0.0.1:{port_of(served) + 1 + at % WORKERS}/_stcore/upload_file/nobody/nothing"
        done += ask(url, b"x", X_Forwarded_For="192.0.2.77").status != 429
    assert 60 <= done <= 61 + (time.monotonic() - began) / 2


def test_a_page_is_shown_through_the_proxy(served: Served, browser: Browser) -> None:
    with visiting(browser, served) as visitor:
        page = visitor.open("themes")
        page.get_by_role("link", name="Financements").first.click()
        page.wait_for_url("**/financements")
        visitor.shown()
        assert not [one for one in visitor.console if "404" not in one]
        assert not visitor.foreign_requests


def test_all_windows_of_a_seance_are_in_step_wherever_their_visitors_began(served: Served, own_database: Path) -> None:
    shelf = own_database.with_name("dossiers")
    shelf.mkdir(exist_ok=True)
    for _ in range(4):  # names that go to one process or the other
        name = store.new_name()
        (shelf / f"{name}.json").write_bytes(to_file(QUATRE))
        windows = [socket_to(served.url, name) for _ in range(4)]
        first = [heard(window, "state")["state"] for window in windows]
        assert all(state == first[0] for state in first)
        said(windows[0], do="set", to={"step": QUATRE.entries[2].key}, n=1)
        assert {heard(window, "state")["state"]["step"] for window in windows} == {QUATRE.entries[2].key}
        # Another process would send its windows away.
        strangers = [f"http://127.0.0.1:{port_of(served) + at}" for at in range(1, WORKERS + 1)]
        told = []
        for stranger in strangers:
            with socket_to(stranger, name) as window:
                told.append(window.recv(timeout=20))
        assert sum("Un autre processus" in str(one) for one in told) == WORKERS - 1
        for window in windows:
            window.close()


def shown_by(port: int) -> str:
    """All that a process sends of the page of the method."""
    with opened(port) as session:
        return rerun(session, "methode", "").decode("utf-8", "replace")


def test_a_new_build_is_seen_by_every_process_at_once(
    served: Served, own_database: Path, invented: Invented, tmp_path: Path
) -> None:
    ports = [port_of(served) + at for at in range(1, WORKERS + 1)]
    before = own_database.read_bytes()
    content = build(invented.data, tmp_path / "other.duckdb")[:8]
    assert not any(content in shown_by(port) for port in ports)
    os.replace(tmp_path / "other.duckdb", own_database)
    try:
        assert all(content in shown_by(port) for port in ports)
    finally:
        own_database.with_name("back").write_bytes(before)
        os.replace(own_database.with_name("back"), own_database)


def test_a_process_that_is_killed_is_started_again(served: Served) -> None:
    listed = subprocess.run(
        ["pgrep", "-f", f"server.port {port_of(served) + 1} "], capture_output=True, text=True, check=True
    ).stdout.split()
    for process in listed:
        os.kill(int(process), signal.SIGKILL)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port_of(served) + 1}/_stcore/health", timeout=2):
                break
        except OSError:
            time.sleep(0.2)
    else:
        pytest.fail("it was not started again")
    assert "is started again" in served.said()
    assert ask(f"{served.url}/_stcore/health").status == 200
