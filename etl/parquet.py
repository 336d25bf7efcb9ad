"""The base as Parquet, a file a table, for engines that read no DuckDB: each column of the type that the base has."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb

from etl import whole
from etl.errors import BuildError


def write(database: Path, folder: Path) -> list[str]:
    """Write all tables of a base, derived ones included, into a new folder; give their names.

    Views are left out: they are questions, which whoever reads the tables asks again.

    Raises:
        BuildError: there is no base, one of another version, or the folder is there already or cannot be written.
    """
    if not database.is_file():
        raise BuildError(f"{database} is not there\n  -> build it first: python -m etl build")
    if folder.exists():
        raise BuildError(f"{folder} is there already\n  -> remove it first, or name another folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise BuildError(f"{folder} cannot be written ({error})\n  -> name another folder") from error
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            names = [
                name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
            ]
            for name in names:
                # The name is the catalogue's own. A table keeps its order, which is that in which it is asked for.
                connection.table(f'"{name}"').write_parquet(str(beside / f"{name}.parquet"), compression="zstd")
        beside.chmod(0o755)
        whole.put(beside, folder)
    except (OSError, duckdb.Error) as error:
        raise BuildError(
            f"{database} cannot be written to {folder} ({error})\n  -> build it again, or free space"
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return names
