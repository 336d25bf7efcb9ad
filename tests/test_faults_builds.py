"""Builds that are killed, meet a full disk or one another: what they leave never keeps the next one from its work."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.alone import Taken, alone
from etl.errors import BuildError, DiskRefused, UnderWay
from etl.load import build
from etl.paths import ROOT
from tests.invented import Invented
from tests.little_disk import filled, little_disk


def arguments(invented: Invented) -> list[str]:
    return ["build", "--data", str(invented.data), "--database", str(invented.database)]


def content_of(database: Path) -> str:
    with duckdb.connect(str(database), read_only=True) as connection:
        return str(connection.execute("SELECT content_hash FROM build").fetchall()[0][0])


@pytest.mark.parametrize("left", [b"", b"\0" * 100, b"DUCK" * 1024, b"\0" * 4097])
def test_a_lock_that_was_half_written_when_its_build_was_killed_blocks_no_other(
    invented: Invented, left: bytes
) -> None:
    invented.database.parent.mkdir(parents=True)
    invented.database.with_name(invented.database.name + ".lock").write_bytes(left)
    assert main(arguments(invented)) == 0
    assert [path.name for path in invented.database.parent.iterdir()] == [invented.database.name]


def test_a_full_disk_is_told_leaves_the_old_base_and_is_forgotten_once_there_is_room(
    invented: Invented, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with little_disk(tmp_path / "disk", "8m") as disk:
        database = disk / "base.duckdb"
        there = ["build", "--data", str(invented.data), "--database", str(database)]
        assert main(there) == 0
        before = database.read_bytes()
        with filled(disk):
            assert main(there) == DiskRefused.status
            said = capsys.readouterr().err
            assert str(disk) in said and "-> free space" in said and "Traceback" not in said
            assert database.read_bytes() == before
            assert sorted(path.name for path in disk.iterdir()) == [database.name, "stone"]
        assert main(there) == 0
        assert [path.name for path in disk.iterdir()] == [database.name]


def test_of_two_builds_at_once_one_is_made_and_the_other_told_so(invented: Invented) -> None:
    for _ in range(2):
        both = [
            subprocess.Popen(
                [sys.executable, "-m", "etl", *arguments(invented)], cwd=ROOT, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, text=True,
            )
            for _ in range(2)
        ]  # fmt: skip
        said = [one.communicate(timeout=120)[1] for one in both]
        ended = sorted(one.returncode for one in both)
        # On a machine that is busy with other work the second may begin when the first has ended.
        assert ended in ([0, UnderWay.status], [0, 0]), said
        assert ended == [0, 0] or any("another build" in one and "-> wait" in one for one in said)
        assert content_of(invented.database)
        assert [path.name for path in invented.database.parent.iterdir()] == [invented.database.name]


def test_two_builds_of_one_process_do_not_write_over_one_another(invented: Invented) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def told(_: str) -> None:
        begun.set()
        may_go_on.wait(60)

    first = threading.Thread(target=build, args=(invented.data, invented.database, told))
    first.start()
    assert begun.wait(60)
    try:
        with pytest.raises(UnderWay, match="another build"):
            build(invented.data, invented.database)
    finally:
        may_go_on.set()
        first.join(60)
    assert content_of(invented.database)


def test_who_waits_for_a_lock_that_is_removed_meanwhile_takes_the_one_that_the_folder_names(tmp_path: Path) -> None:
    """Many at once: never two of them in the same moment."""
    inside, most, entered = [0], [0], [0]
    counting = threading.Lock()

    def enter() -> None:
        for _ in range(200):
            try:
                with alone(tmp_path / "lock"):
                    with counting:
                        inside[0] += 1
                        entered[0] += 1
                        most[0] = max(most[0], inside[0])
                    with counting:
                        inside[0] -= 1
            except Taken:
                continue

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == [1] and entered[0] > 4
    assert not list(tmp_path.iterdir())


def test_what_a_command_ends_with_says_why() -> None:
    assert len({0, 2, BuildError.status, UnderWay.status, DiskRefused.status}) == 5, "2 is that of a wrong command"


def test_what_a_killed_build_sorted_on_the_disk_goes_with_the_next_one(invented: Invented) -> None:
    beside = invented.database.with_name(invented.database.name + ".building")
    left = beside.with_name(beside.name + ".tmp")
    left.mkdir(parents=True)
    (left / "duckdb_temp_storage-0.tmp").write_bytes(b"half")
    build(invented.data, invented.database)
    assert [path.name for path in invented.database.parent.iterdir()] == [invented.database.name]
