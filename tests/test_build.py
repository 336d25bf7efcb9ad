"""The build as a whole: the same from the same inputs, all or nothing, one at a time, and quick."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from etl import load
from etl.__main__ import main
from etl.errors import BuildError, DiskRefused, UnderWay
from etl.inputs import input_hash, is_current
from etl.load import build
from etl.paths import DATA, ROOT, database_path
from tests.invented import Invented

# Stated for the machine at hand; a slow shared runner must still stay well below.
MOST_SECONDS = 15


def arguments(invented: Invented, *more: str) -> list[str]:
    return ["build", "--data", str(invented.data), "--database", str(invented.database), *more]


def contents(database: Path) -> dict[str, list[tuple]]:
    """All rows of all tables; the build's own row without its time."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_name").fetchall()
        found = {table: connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for (table,) in tables}
        found["build"] = connection.execute("SELECT * EXCLUDE (built_at) FROM build").fetchall()
    return found


# Same inputs, same content


def test_two_builds_from_the_same_inputs_are_equal_in_every_row(database: Path, tmp_path: Path):
    again = tmp_path / "again.duckdb"
    build(DATA, again)
    assert contents(again) == contents(database)


def test_the_content_does_not_depend_on_hash_seeds_or_on_the_folder(invented: Invented, invented_database: Path):
    for seed in ("0", "1"):
        subprocess.run(
            [sys.executable, "-m", "etl", *arguments(invented)],
            cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert contents(invented.database) == contents(invented_database)


def test_the_content_changes_with_the_words_of_a_document(invented: Invented):
    first = invented.build()
    invented.replace("documents/val-plan/source.toml", "Document inventé", "Document corrigé")
    assert invented.build() != first


def test_the_five_documents_are_built_within_a_moment(tmp_path: Path, capsys):
    started = time.perf_counter()
    build(DATA, tmp_path / "timed.duckdb")
    seconds = time.perf_counter() - started
    with capsys.disabled():
        print(f"\n[five documents built in {seconds:.2f} s; aim 3 s, bound {MOST_SECONDS} s]")
    assert seconds < MOST_SECONDS


# Only if changed


def test_a_database_is_current_until_an_input_changes(invented: Invented):
    assert not is_current(invented.data, invented.database)
    invented.build()
    assert is_current(invented.data, invented.database)
    invented.append("codebook/terms.csv", "theme,sante,infirmier,3")
    assert not is_current(invented.data, invented.database)


def test_if_changed_builds_only_then(invented: Invented, capsys):
    assert main(arguments(invented, "--if-changed")) == 0
    assert "Built" in capsys.readouterr().out
    before = invented.database.stat().st_mtime_ns
    assert main(arguments(invented, "--if-changed")) == 0
    assert "is up to date" in capsys.readouterr().out
    assert invented.database.stat().st_mtime_ns == before
    invented.append("codebook/terms.csv", "theme,sante,infirmier,3")
    assert main(arguments(invented, "--if-changed")) == 0
    assert "Built" in capsys.readouterr().out


def test_without_if_changed_a_build_is_made_again(invented: Invented):
    assert main(arguments(invented)) == 0
    first = contents(invented.database), invented.database.stat().st_ino
    assert main(arguments(invented)) == 0
    assert contents(invented.database) == first[0] and invented.database.stat().st_mtime_ns
    with duckdb.connect(str(invented.database), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM build").fetchone() == (1,)


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"\0" * 20_000])
def test_if_changed_builds_over_a_file_that_is_no_database_of_ours(invented: Invented, content: bytes):
    invented.database.parent.mkdir(parents=True)
    invented.database.write_bytes(content)
    assert main(arguments(invented, "--if-changed")) == 0
    assert contents(invented.database)["action"]


@pytest.mark.parametrize(
    "name", ["documents/val-plan/text.txt", "documents/val-plan/source.toml", "documents/haut-pistes/lines.csv",
             "codebook/terms.csv", "codebook/decisions/haut-pistes.csv", "reference/communes.csv"],
)  # fmt: skip
def test_every_kind_of_input_counts(invented: Invented, name: str):
    before = input_hash(invented.data)
    invented.append(name, " ")
    assert input_hash(invented.data) != before


def test_a_renamed_input_counts_and_a_file_of_another_kind_does_not(invented: Invented):
    before = input_hash(invented.data)
    invented.write("notes.md", "Une note.")
    assert input_hash(invented.data) == before
    invented.path("documents/val-plan").rename(invented.path("documents/val-projet"))
    assert input_hash(invented.data) != before


# All or nothing


def test_check_reads_all_and_writes_nothing(invented: Invented, capsys):
    assert main(["check", *arguments(invented)[1:]]) == 0
    assert "Checked in" in capsys.readouterr().out
    assert list(invented.database.parent.iterdir()) == []


def test_a_build_works_in_three_gibibytes_at_most(tmp_path: Path):
    with load.begun(tmp_path / "new.duckdb") as connection:
        asked = "SELECT parse_formatted_bytes(current_setting('memory_limit'))"
        own = duckdb.execute(asked).fetchall()[0][0]
        assert connection.execute(asked).fetchall()[0][0] == min(3 * 2**30, own)


def test_a_build_leaves_only_the_database_in_its_folder(invented: Invented):
    invented.build()
    assert [path.name for path in invented.database.parent.iterdir()] == [invented.database.name]


def test_a_reader_that_holds_the_old_database_is_not_disturbed(built: Invented):
    with duckdb.connect(str(built.database), read_only=True) as reader:
        before = reader.execute("SELECT content_hash FROM build").fetchone()
        built.replace("documents/val-plan/source.toml", "Document inventé", "Document corrigé")
        # Another process, as in life: within one process DuckDB shares an open file.
        done = subprocess.run([sys.executable, "-m", "etl", *arguments(built)], cwd=ROOT, capture_output=True)
        assert done.returncode == 0
        assert reader.execute("SELECT content_hash FROM build").fetchone() == before
    with duckdb.connect(str(built.database), read_only=True) as reader:
        assert reader.execute("SELECT content_hash FROM build").fetchone() != before


def test_a_folder_that_cannot_be_made_is_told_with_its_remedy(invented: Invented, tmp_path: Path, capsys):
    """Permissions do not bind root: a folder whose name a file has taken can be written by nobody."""
    (tmp_path / "taken").write_text("a file", "utf-8")
    database = tmp_path / "taken" / "en-regard.duckdb"
    assert main(["build", "--data", str(invented.data), "--database", str(database)]) == DiskRefused.status
    said = capsys.readouterr().err
    assert "cannot be written" in said and "\n  -> " in said and "Traceback" not in said


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc on this system")
def test_a_folder_that_takes_no_files_is_told_with_its_remedy(invented: Invented, capsys):
    assert main(["build", "--data", str(invented.data), "--database", "/proc/en-regard.duckdb"]) == DiskRefused.status
    said = capsys.readouterr().err
    assert "/proc cannot be written" in said and "\n  -> " in said


def test_a_disk_that_is_full_when_the_file_is_put_in_place_leaves_the_old_one(built: Invented, capsys, monkeypatch):
    before = built.database.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    assert main(arguments(built)) == DiskRefused.status
    said = capsys.readouterr().err
    assert os.strerror(errno.ENOSPC) in said and "free space" in said and "untouched" in said
    assert built.database.read_bytes() == before
    assert [path.name for path in built.database.parent.iterdir()] == [built.database.name]


# As near to a full disk as a test can come: no file of the process may grow beyond a limit.
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from etl.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
only_posix = pytest.mark.skipif(os.name != "posix", reason="limits of file size are a POSIX matter")


def build_with_little_space(invented: Invented, most_bytes: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(most_bytes), *arguments(invented)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip


@only_posix
@pytest.mark.parametrize("most_bytes", [30_000, 1_000_000])
def test_a_disk_that_fills_up_while_writing_leaves_the_old_database(built: Invented, most_bytes: int):
    """The smaller limit stops the journal, the larger the last writing of the file."""
    before = built.database.read_bytes()
    assert build_with_little_space(built, most_bytes).returncode == DiskRefused.status
    assert built.database.read_bytes() == before
    assert [path.name for path in built.database.parent.iterdir()] == [built.database.name]


@only_posix
@pytest.mark.parametrize("most_bytes", [30_000, 1_000_000])
def test_a_disk_that_fills_up_while_writing_is_told_with_its_remedy(invented: Invented, most_bytes: int):
    said = build_with_little_space(invented, most_bytes).stderr
    assert "cannot be written" in said and "\n  -> " in said and "Traceback" not in said


# One at a time


HOLD = """
import sys
from pathlib import Path
from etl.alone import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(database: Path) -> subprocess.Popen[str]:
    """A process that holds the lock of this database, as a build under way does."""
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = database.with_name(database.name + ".lock")
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_a_second_build_is_refused_while_one_is_under_way(built: Invented, capsys):
    before = built.database.read_bytes()
    with holding(built.database) as process:
        assert main(arguments(built)) == UnderWay.status
        said = capsys.readouterr().err
        assert "another build" in said and str(built.database) in said and "-> wait" in said
        assert built.database.read_bytes() == before
        process.communicate("")


def test_the_lock_that_a_dead_build_left_behind_does_not_block(invented: Invented):
    with holding(invented.database) as process:
        process.kill()
    lock = invented.database.with_name(invented.database.name + ".lock")
    assert lock.exists()
    assert main(arguments(invented)) == 0
    assert not lock.exists()


def test_the_half_database_that_a_dead_build_left_behind_does_not_block(invented: Invented):
    invented.database.parent.mkdir(parents=True)
    beside = invented.database.with_name(invented.database.name + ".building")
    beside.write_bytes(b"half a build")
    assert main(arguments(invented)) == 0
    assert not beside.exists()


def test_the_journal_that_a_dead_build_left_behind_does_not_block(invented: Invented):
    invented.database.parent.mkdir(parents=True)
    journal = invented.database.with_name(invented.database.name + ".building.wal")
    journal.write_bytes(b"half a journal")
    assert main(arguments(invented)) == 0


# What the build says of itself


def test_the_build_names_its_version_its_counts_and_its_time_in_utc(invented: Invented, monkeypatch):
    """In a time zone far from UTC, where a local time would be seen at once."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", *arguments(invented)],
        cwd=ROOT, check=True, capture_output=True, env={**os.environ, "TZ": "Pacific/Kiritimati"},
    )  # fmt: skip
    assert done.returncode == 0
    with duckdb.connect(str(invented.database), read_only=True) as connection:
        built_at, version, documents, actions = connection.execute(
            "SELECT built_at, version, documents, actions FROM build"
        ).fetchone()
    assert abs(datetime.now(UTC).replace(tzinfo=None) - built_at) < timedelta(minutes=5)
    assert version == load.version() and version.count(".") == 2
    assert (documents, actions) == (3, 8)


def test_progress_is_told_step_by_step(invented: Invented):
    steps: list[str] = []
    build(invented.data, invented.database, steps.append)
    assert any("val-plan" in step for step in steps)
    assert steps.index("Writing the tables") < steps.index("Checking what must hold")


def test_the_environment_may_put_the_database_elsewhere(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "ailleurs.duckdb"))
    assert database_path() == tmp_path / "ailleurs.duckdb"
    monkeypatch.setenv("EN_REGARD_DB", "")
    assert database_path() == DATA / "en-regard.duckdb"


def test_two_tables_that_refer_to_one_another_in_a_circle_are_refused(invented: Invented):
    invented.replace("codebook/amounts.csv", "enveloppe,,-,,,,,1,", "enveloppe,,-,,,,pays-etudes,1,")
    with pytest.raises(BuildError, match="circle"):
        invented.build()
