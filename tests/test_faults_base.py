"""A base that is missing, spoiled, cut short or of another version: it is built again before the visitor's eyes, and
where that cannot be, a French page says what to do; once it is mended, the same server shows it."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard import base, queries
from dashboard.widgets import first_build
from etl.paths import ROOT
from tests.apps import AppTest
from tests.little_disk import filled, little_disk


def visited() -> AppTest:
    return AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=120).run()


def is_shown(app: AppTest) -> bool:
    return not app.exception and not app.error and any("er-foot" in one.value for one in app.html)


def removed(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def of_another_kind(path: Path) -> None:
    path.write_bytes(b"Ceci n'est pas une base." * 5_000)


def cut_short(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def with_its_head_spoiled(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4_096)
        file.write(b"\xa5" * 8_192)


def with_its_blocks_spoiled(path: Path) -> None:
    """The head and what it leads to are whole: only questions meet the fault."""
    spoiled = bytearray(path.read_bytes())
    with duckdb.connect(str(path), read_only=True) as connection:
        blocks = {
            table: set(connection.execute(f"SELECT block_id FROM pragma_storage_info('{table}')").fetchall())
            for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        }
    for (block,) in set().union(*blocks.values()) - blocks["build"]:
        if block >= 0:
            at = 3 * 4_096 + block * 16_384
            spoiled[at + 64 : at + 16_000] = b"\xa5" * (16_000 - 64)
    path.write_bytes(spoiled)


def of_an_older_version(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        for (view,) in views:
            connection.execute(f'DROP VIEW IF EXISTS "{view}" CASCADE')
        connection.execute("ALTER TABLE build DROP COLUMN documents")


def of_a_later_version_of_duckdb(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(12)
        file.write((9_999).to_bytes(8, "little"))


FAULTS = [
    removed, emptied, of_another_kind, cut_short, with_its_head_spoiled, with_its_blocks_spoiled, of_an_older_version,
    of_a_later_version_of_duckdb,
]  # fmt: skip


@pytest.fixture
def own(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the base that a test may spoil, of a content of its own: no answer that was kept before is given."""
    path = tmp_path / "own" / "base.duckdb"
    path.parent.mkdir()
    shutil.copy(database, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE build SET content_hash = ?", [uuid.uuid4().hex])
    monkeypatch.setenv("EN_REGARD_DB", str(path))
    return path


def forget() -> None:
    """A server that starts: no answer is kept."""
    for kept in (base._answer, base._content_hash, base._instance):
        kept.cache_clear()
    base._UNREAD.clear()


@pytest.fixture(autouse=True)
def nothing_is_kept() -> None:
    forget()


def copied_in(good: Path, path: Path) -> Callable[[], int]:
    """What a build does, without its seconds."""

    def build() -> int:
        beside = path.with_name("beside")
        shutil.copy(good, beside)
        beside.replace(path)
        return 0

    return build


@pytest.mark.parametrize("fault", FAULTS)
def test_a_base_that_cannot_be_read_is_built_again_and_the_page_shown(
    fault: Callable[[Path], None], own: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(own)
    built = []
    monkeypatch.setattr(first_build, "_build", lambda: built.append(1) or copied_in(database, own)())
    app = visited()
    assert is_shown(app), [one.value for one in app.error]
    assert built == [1]
    assert is_shown(visited()) and built == [1]


@pytest.mark.parametrize("fault", FAULTS)
def test_where_it_cannot_be_built_a_french_page_says_so_until_it_is_mended(
    fault: Callable[[Path], None], own: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody restarts the server: the file that an administrator puts in its place is read at the next click."""
    fault(own)
    monkeypatch.setattr(first_build, "_build", lambda: 1)
    for _ in range(2):
        app = visited()
        assert not app.exception
        (said,) = [one.value for one in app.error]
        assert "python -m etl build" in said and "recharger" in said.lower()
    shutil.copy(database, own)
    assert is_shown(visited())


def test_a_real_build_mends_what_a_page_met(own: Path) -> None:
    with_its_blocks_spoiled(own)
    assert is_shown(visited())
    assert [path.name for path in own.parent.iterdir()] == [own.name]


def test_a_full_disk_is_told_with_its_folder_and_forgotten_once_there_is_room(
    own: Path, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with little_disk(tmp_path / "disk", "40m") as disk:
        path = disk / "base.duckdb"
        monkeypatch.setenv("EN_REGARD_DB", str(path))
        with filled(disk):
            app = visited()
            (said,) = [one.value for one in app.error]
            assert not app.exception
            assert str(disk) in said and "disque est plein" in said and "recharger" in said
        assert is_shown(visited())
        forget()


def test_a_base_that_goes_while_pages_are_read_is_built_again(
    own: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visited()
    assert is_shown(app)
    own.unlink()
    monkeypatch.setattr(first_build, "_build", copied_in(database, own))
    app.run()
    assert is_shown(app)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are looked at in /proc")
def test_bases_that_are_gone_are_let_go_of_with_their_threads(own: Path) -> None:
    """Else sixteen workspaces that were deleted stay on the disk, with eight threads each."""
    held = []
    for at in range(6):
        path = own.with_name(f"{at}.duckdb")
        shutil.copy(own, path)
        with queries.reading(path):
            queries.content_hash()
        held.append(len(list(Path("/proc/self/task").iterdir())))
        path.unlink()
    assert held[-1] <= held[1] + 2
    names = [os.readlink(one) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    assert sum(str(own.parent) in name and "(deleted)" in name for name in names) <= 1


@pytest.mark.parametrize("seconds", [-86_400 * 365, 0, 86_400])
def test_a_build_is_seen_whatever_the_clock_says_of_it(seconds: int, own: Path) -> None:
    """Set back, set forward, or so coarse that both builds are of the same moment."""
    first, when = queries.content_hash(), own.stat().st_mtime_ns + seconds * 10**9
    beside = Path(shutil.copy(own, own.with_name("beside")))
    with duckdb.connect(str(beside)) as connection:
        connection.execute("UPDATE build SET content_hash = ?", [uuid.uuid4().hex])
    os.utime(beside, ns=(when, when))
    beside.replace(own)
    assert queries.content_hash() != first


def test_a_visitor_who_comes_while_another_waits_for_the_first_build_waits_too(
    own: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command says that a build is under way; a moment later its base is there."""
    own.unlink()
    asked = []

    def under_way() -> int:
        asked.append(1)
        if len(asked) == 2:
            copied_in(database, own)()
        return first_build._UNDER_WAY

    monkeypatch.setattr(first_build, "_build", under_way)
    assert is_shown(visited())
    assert len(asked) == 2


def test_a_question_that_no_base_can_answer_is_not_taken_for_a_spoiled_base(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each visit would build the base anew, for nothing."""
    whole = shutil.copy(own, own.with_name("whole"))
    monkeypatch.setattr(base, "_query", lambda name: "SELECT no_such_column FROM build")
    with pytest.raises(queries.DatabaseMissing):
        queries.build()
    with pytest.raises(queries.DatabaseMissing):
        queries.content_hash()
    own.unlink()
    Path(whole).rename(own)
    for _ in range(2):
        with pytest.raises(duckdb.BinderException):
            queries.build()
        assert queries.content_hash()
