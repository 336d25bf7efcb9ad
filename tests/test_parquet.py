"""The base written as Parquet: every table, every row in its order, every type; whole or not at all."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl import parquet
from etl.__main__ import main
from etl.errors import BuildError, DiskRefused
from etl.paths import SQL


@pytest.fixture(scope="module")
def written(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "deep" / "parquet"
    parquet.write(database, folder)
    return folder


def tables() -> list[str]:
    return [script.stem.split("_", 1)[1] for place in ("schema", "derived") for script in (SQL / place).glob("*.sql")]


def test_there_is_a_file_for_each_table_of_sql_and_nothing_else(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == sorted(f"{name}.parquet" for name in tables())
    assert [path.name for path in written.parent.iterdir()] == [written.name]
    assert written.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("name", tables())
def test_a_table_is_read_back_as_it_is(name: str, written: Path, connection: duckdb.DuckDBPyConnection) -> None:
    own, read = connection.table(f'"{name}"'), connection.read_parquet(str(written / f"{name}.parquet"))
    assert read.columns == own.columns
    assert list(map(str, read.types)) == list(map(str, own.types))
    assert read.fetchall() == own.fetchall()


def test_the_command_says_where_the_tables_are_and_does_not_write_over_others(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["parquet", str(tmp_path / "parquet"), "--database", str(database)]
    assert main(told) == 0
    assert f"{len(tables())} tables" in capsys.readouterr().out
    assert main(told) == 1
    assert "is there already\n  -> " in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"no base"])
def test_without_a_base_that_can_be_read_nothing_is_written(content: bytes | None, tmp_path: Path) -> None:
    base = tmp_path / "base.duckdb"
    if content is not None:
        base.write_bytes(content)
    with pytest.raises(BuildError, match="python -m etl build"):
        parquet.write(base, tmp_path / "parquet")
    assert [path for path in tmp_path.iterdir() if path != base] == []


def test_a_disk_that_cannot_be_written_is_told_and_leaves_nothing(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(DiskRefused, match="name another folder"):
        parquet.write(database, tmp_path / "file" / "parquet")

    def full(beside: Path, path: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("etl.whole.put", full)
    with pytest.raises(DiskRefused, match="No space left"):
        parquet.write(database, tmp_path / "parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
