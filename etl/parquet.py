"""The base as Parquet, a file a table, for engines that read no DuckDB: each column of the type that the base has."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb

from etl import whole
from etl.errors import BuildError, DiskRefused


def write(database: Path, folder: Path) -> list[str]:
    """Write all tables of a base, derived ones included, into a new folder, whole or not at all; give their names.

    Views are left out: they are questions, which whoever reads the tables asks again.

    Raises:
        BuildError: there is no base that can be read, or the folder is there already.
        DiskRefused: the folder cannot be written.
    """
    if not database.is_file():
        raise BuildError(f"{database} is not there\n  -> build it first: python -m etl build")
    if folder.exists():
        raise BuildError(f"{folder} is there already\n  -> remove it first, or name another folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        whole.sweep(folder.parent, f".{folder.name}.*")
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            names = _write(database, beside)
            beside.chmod(0o755)  # a temporary folder is its owner's alone
            whole.put(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise DiskRefused(f"{folder} cannot be written ({error})\n  -> free space, or name another folder") from error
    return names


def _write(database: Path, folder: Path) -> list[str]:
    try:
        connection = duckdb.connect(str(database), read_only=True)
    except duckdb.Error as error:
        raise BuildError(f"{database} cannot be read ({error})\n  -> build it again: python -m etl build") from error
    with connection:
        names = [str(name) for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        for name in sorted(names):
            try:
                # A table keeps its order, which is that in which it is asked for. The name is the catalogue's own.
                connection.table(f'"{name}"').write_parquet(str(folder / f"{name}.parquet"), compression="zstd")
            except duckdb.IOException as error:
                raise OSError(str(error)) from error
    return sorted(names)
