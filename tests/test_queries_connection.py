"""How the dashboard opens the database: read-only, locked down, always the newest build, answers nobody can spoil."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from dashboard import base, queries
from dashboard.selection import Selection
from tests.invented import Invented


@pytest.fixture
def own_database(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real database that a test may replace or delete."""
    path = tmp_path / "own.duckdb"
    shutil.copy(database, path)
    monkeypatch.setenv("EN_REGARD_DB", str(path))
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE spoiled (a INTEGER)",
        "INSERT INTO build SELECT * FROM build",
        "DELETE FROM action",
        "COPY territory TO '{folder}/stolen.csv'",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT content FROM read_text('{file}')",
        "ATTACH '{folder}/other.duckdb' AS other",
        "LOAD httpfs",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1GB'",
        "RESET lock_configuration",
        "PRAGMA threads = 1",
    ],
)
def test_a_reader_can_change_nothing_and_open_no_other_file(statement: str, database: Path, tmp_path: Path) -> None:
    readable = tmp_path / "readable.csv"
    readable.write_text("a\n1\n", "utf-8")
    asked = statement.format(folder=tmp_path.as_posix(), file=readable.as_posix())
    with base.connect(database) as connection, pytest.raises(duckdb.Error):
        connection.execute(asked)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["readable.csv"]


def test_a_reader_reads_what_it_is_for(database: Path) -> None:
    with base.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM build").fetchone() == (1,)


def test_without_a_database_it_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "nowhere.duckdb"))
    with pytest.raises(queries.DatabaseMissing, match="nowhere"):
        queries.themes()
    assert not list(tmp_path.iterdir()), "asking must not make a file"


def test_a_path_that_cannot_be_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "file" / "en-regard.duckdb"))
    with pytest.raises(queries.DatabaseMissing):
        queries.themes()


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 5000], ids=["empty", "words", "zeros"])
def test_a_file_that_is_no_database_is_said_to_be_missing(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "odd.duckdb"
    path.write_bytes(content)
    monkeypatch.setenv("EN_REGARD_DB", str(path))
    with pytest.raises(queries.DatabaseMissing, match="odd"):
        queries.themes()


def test_a_database_without_a_build_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bare.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE build (content_hash VARCHAR)")
    monkeypatch.setenv("EN_REGARD_DB", str(path))
    with pytest.raises(queries.DatabaseMissing, match="no build"):
        queries.themes()


def test_a_database_that_goes_away_is_missed_at_once(own_database: Path) -> None:
    assert len(queries.themes())
    own_database.unlink()
    with pytest.raises(queries.DatabaseMissing):
        queries.themes()


def test_a_new_build_shows_without_a_restart(invented: Invented, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_DB", str(invented.database))
    first = invented.build()
    assert queries.content_hash() == first
    assert "Val Clair" in set(queries.territories()["short_name"])
    invented.replace("reference/territories.csv", ",Val Clair,", ",Val Lumineux,")
    second = invented.build()
    assert queries.content_hash() == second != first
    assert "Val Lumineux" in set(queries.territories()["short_name"])


def test_a_build_that_lands_while_a_query_runs_shows_once_the_query_has_ended(
    own_database: Path, tmp_path: Path
) -> None:
    coming = tmp_path / "coming.duckdb"
    shutil.copy(own_database, coming)
    with duckdb.connect(str(coming)) as connection:
        connection.execute("UPDATE build SET content_hash = 'coming'")
    assert queries.content_hash() != "coming"
    with base.connect(own_database) as running:
        os.replace(coming, own_database)
        queries.content_hash()  # another visitor's run, in the same moment
        running.execute("SELECT 1")
    assert queries.content_hash() == "coming"


def test_the_same_content_at_another_place_is_the_same_answer(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = queries.content_hash()
    other = tmp_path / "other.duckdb"
    shutil.copy(database, other)
    monkeypatch.setenv("EN_REGARD_DB", str(other))
    assert queries.content_hash() == before


def test_a_frame_can_be_changed_without_changing_the_next_answer(database: Path) -> None:
    first = queries.themes()
    first.loc[:, "label"] = "spoiled"
    first["more"] = 1
    first.pop("definition")
    again = queries.themes()
    assert "definition" in again and "more" not in again and "spoiled" not in set(again["label"])


def test_a_list_inside_a_cell_can_be_changed_without_changing_the_next_answer(database: Path) -> None:
    first = queries.actions(Selection())
    before = first.at[0, "themes"][0]
    try:
        first.at[0, "themes"][0] = "spoiled"
        assert queries.actions(Selection()).at[0, "themes"][0] == before
    except ValueError:  # arrays that refuse to be written to are as good as copies
        return
    finally:
        base._answer.cache_clear()


def test_an_answer_is_asked_once_for_one_content(database: Path) -> None:
    selection = Selection(themes=("sante",))
    queries.actions(selection)
    before = base._answer.cache_info()
    queries.actions(Selection(themes=("sante",), measure="nombre", words="x", action="y"))
    after = base._answer.cache_info()
    assert (after.hits, after.misses) == (before.hits + 1, before.misses), "measure, words and action ask nothing new"


def test_many_visitors_may_ask_at_once(database: Path) -> None:
    base._answer.cache_clear()
    selections = [Selection(themes=(theme,)) for theme in ("sante", "mobilite", "tourisme", "habitat")] * 4
    with ThreadPoolExecutor(8) as visitors:
        counted = list(visitors.map(lambda selection: len(queries.actions(selection)), selections))
    assert counted == [len(queries.actions(selection)) for selection in selections]


def test_nothing_is_held_of_bases_that_nobody_reads_any_more(database: Path, tmp_path: Path) -> None:
    """Forty planners who read their own plan, one after the other, took 400 MiB that stayed."""
    made: list[Path] = []

    @queries.once_per_content
    def answer() -> object:
        made.append(queries.base_path())
        return object()

    def read(number: int) -> None:
        path = tmp_path / f"{number}.duckdb"
        if not path.exists():
            shutil.copy(database, path)
            with duckdb.connect(str(path)) as connection:
                connection.execute("UPDATE build SET content_hash = ?", [f"{number:064d}"])
        with queries.reading(path):
            answer()
            answer()

    most = base._KEPT_FILES
    for number in range(most + 1):
        read(number)
        # The public base is read between them, and stays.
        answer()
    assert len(made) == len(set(made)) == most + 2
    read(0)
    assert len(made) == most + 3, "the plan that was read longest ago is read anew"
    answer()
    assert len(made) == most + 3
