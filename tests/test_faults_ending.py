"""A visitor who leaves in the middle of a long export, a server that ends or is killed: their work ends, and nothing of
it stays in temporary folders."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from benchmarks.browsing import Browsing
from benchmarks.crowd import with_children
from dashboard.dossier import browsers, store
from dashboard.dossier.model import Dossier, Entry
from dashboard.dossier.views import VIEWS
from dashboard.exports.picture.browser import found_browser
from dashboard.shell import temporary
from dashboard.widgets import downloads
from tests.served import Served, serving

pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="processes are looked at in /proc")


@pytest.fixture(scope="module")
def kept_for_a_while() -> Iterator[Path]:
    """The temporary folder of the server, of a short name: that of a browser's socket is bounded."""
    with tempfile.TemporaryDirectory(prefix="f-", dir="/tmp") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.fixture
def own_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, of a server of one test."""
    with tempfile.TemporaryDirectory(prefix="f-", dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.fixture(scope="module")
def served(database: Path, kept_for_a_while: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(database, tmp_path_factory.mktemp("ending") / "log.txt") as running:
        yield running


def until(what: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


def workshops(served: Served) -> list[int]:
    """The processes that make exports for this server."""
    found = []
    for pid in with_children(served.process.pid):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if b"dashboard.exports.workshop" in command:
            found.append(pid)
    return found


def author(served: Served, monkeypatch: pytest.MonkeyPatch) -> Browsing:
    """A visitor whose dossier takes long to export."""
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(served.log.parent / "dossiers"))
    name = store.new_name()
    store.put(name, Dossier("Long", tuple(Entry(view, {}, key=view) for view in VIEWS)))
    visitor = Browsing(urlsplit(served.url).port or 0, cookie=f"{browsers.COOKIE}={name}")
    visitor.open("dossier")
    return visitor


def test_a_browser_that_goes_in_the_middle_of_a_long_export_ends_its_work(
    served: Served, kept_for_a_while: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workshop that has nothing to do stays for ten minutes: one that is gone was ended."""
    visitor = author(served, monkeypatch)
    visitor.begin("Kit complet")
    until(lambda: bool(workshops(served)), 60)
    time.sleep(1)
    visitor.leave()
    until(lambda: not workshops(served), 60)
    until(lambda: not list(kept_for_a_while.glob("er-*/w-*")), 20)
    with author(served, monkeypatch) as other:
        other.click("Classeur Excel")
        assert not other.errors
        assert other.download(other.find("download_button", "Télécharger")) > 10_000


def test_a_server_that_is_told_to_end_leaves_no_process_and_no_temporary_file(
    database: Path, tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_folder
    with serving(database, tmp_path / "log.txt") as served:
        with author(served, monkeypatch) as visitor:
            visitor.open("themes")
            assert visitor.download(visitor.find("download_button", "Classeur Excel"))
            if found_browser():
                assert visitor.download(visitor.find("download_button", "Image PNG"))
            visitor.open("dossier")
            visitor.click("Classeur Excel")
        started = with_children(served.process.pid)
        assert len(started) > 1 and list(folder.iterdir())
    assert list(folder.iterdir()) == []
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), 20)


def test_what_a_killed_server_left_is_swept_as_the_next_one_starts(
    database: Path, tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_folder
    with serving(database, tmp_path / "log.txt") as served:
        os.kill(served.process.pid, signal.SIGKILL)
        served.process.wait(10)
    (left,) = folder.iterdir()
    (left / "more").write_text("of it", "utf-8")
    with serving(database, tmp_path / "log.txt") as other:
        assert other.process.poll() is None
        assert left in list(folder.iterdir()), "a folder that is quite new may be that of a server that starts"
        long_ago = time.time() - 2 * temporary._MOMENT
        os.utime(left, (long_ago, long_ago))
        (alive,) = [path for path in folder.iterdir() if path != left]
        os.utime(alive, (long_ago, long_ago))
        with serving(database, tmp_path / "other.txt"):
            assert left not in list(folder.iterdir()) and alive in list(folder.iterdir())


def test_a_file_that_was_made_to_be_downloaded_is_there_whatever_others_do() -> None:
    """Streamlit lets go of it once two pages were run."""
    downloads.keep_for_a_minute()
    manager = MediaFileManager(storage=MemoryMediaFileStorage("/media"))
    asked = manager.add_deferred(lambda: b"a,b\n", "text/csv", "1.0", "tout.csv")
    url = manager.execute_deferred(asked)
    for _ in range(5):
        manager.remove_orphaned_files()
    name = url.rsplit("/", 1)[1]
    assert manager.read_file(name), "it can be fetched"
