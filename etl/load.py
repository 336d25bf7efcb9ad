"""The database: built beside the old one, checked, then put in its place at once."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import whole
from etl.alone import Taken, alone
from etl.checks import run_checks
from etl.errors import BuildError, DiskRefused, UnderWay
from etl.inputs import input_hash
from etl.paths import ROOT, SQL
from etl.search.prepare import prepare
from etl.sources import Sources, read_sources
from etl.tables import SOURCE_FILES, Rows, tables

# Bytes of the file's blocks, the least there are. Each table and each key takes one at least, and most are nearly
# empty: in blocks of the usual size these plans took 37 MB.
_BLOCK = "16384"
# Bytes that a build works in, where the machine has as many: past them sorting goes through the disk, beside the base.
_MOST_MEMORY = 3 * 2**30
# Tables that refer to themselves: their key, and the columns that refer to it.
_SELF_REFERENCES = {"outline": ("outline_id", ("parent_id",)), "amount": ("amount_id", ("part_of", "same_as"))}


def build(
    data: Path,
    database: Path,
    progress: Callable[[str], None] = lambda message: None,
    only_check: bool = False,
    plans: Sequence[Path] = (),
    grants: Sequence[Path] = (),
    loading: bool = False,
) -> str:
    """Build the database from `data` and from plan folders and lists of grants that stand elsewhere, and return its
    content hash; with `only_check`, leave the old file alone. `loading`: with the lists that are being loaded.

    Raises:
        SourceError: a source that cannot be built from.
        BuildError: failed checks; DiskRefused, the disk cannot be written; UnderWay, another build is.
    """
    with _disk_errors(database), one_at_a_time(database):
        beside = database.with_name(database.name + ".building")
        _forget(beside)
        try:
            sources = read_sources(data, progress, plans, grants, loading)
            content_hash = _write(sources, input_hash(data, plans, grants), beside, progress)
            if not only_check:
                whole.put(beside, database)
        finally:
            _forget(beside)
    return content_hash


def _forget(base: Path) -> None:
    """Let go of a base that is not finished, of its journal, and of what was sorted on the disk."""
    base.unlink(missing_ok=True)
    base.with_name(base.name + ".wal").unlink(missing_ok=True)
    shutil.rmtree(base.with_name(base.name + ".tmp"), ignore_errors=True)


def version() -> str:
    """The software's version, from pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def _write(sources: Sources, inputs: str, path: Path, progress: Callable[[str], None]) -> str:
    progress("Writing the tables")
    with begun(path) as connection:
        for table, rows in tables(sources).items():
            _insert(connection, table, rows)
        return end(connection, inputs, progress)


def begun(path: Path) -> duckdb.DuckDBPyConnection:
    """A new base with the tables of the schema, empty."""
    connection = duckdb.connect(str(path), config={"default_block_size": _BLOCK})
    own = connection.execute("SELECT parse_formatted_bytes(current_setting('memory_limit'))").fetchall()[0][0]
    connection.execute(f"SET memory_limit = '{min(_MOST_MEMORY, own)}B'")
    run_scripts(connection, "schema")
    return connection


def end(
    connection: duckdb.DuckDBPyConnection, inputs: str, progress: Callable[[str], None] = lambda message: None
) -> str:
    """What follows once the tables are filled: what is derived of them, and the checks; gives the content's hash.

    Raises:
        BuildError: a check fails.
    """
    content_hash = _content_hash(connection)
    connection.execute(
        "INSERT INTO build SELECT ?, ?, ?, ?, (SELECT count(*) FROM document), (SELECT count(*) FROM action)",
        [datetime.now(UTC).replace(tzinfo=None), version(), content_hash, inputs],
    )
    run_scripts(connection, "derived")
    prepare(connection)
    run_scripts(connection, "views")
    progress("Checking what must hold")
    run_checks(connection)
    connection.execute("CHECKPOINT")
    return content_hash


def run_scripts(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Run the scripts of a folder of `sql/`, in their order, all of them or none.

    Together: by itself each of some thousand statements waits until it is on the disk, which was half of a build.
    """
    with connection.cursor() as together:
        together.begin()
        for script in sorted((SQL / folder).glob("*.sql")):
            together.execute(script.read_text("utf-8"))
        together.commit()


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    """Append rows by column name; DuckDB casts texts to the column's type and enforces its constraints."""
    if not rows:
        return
    for batch in _rounds(rows, *_SELF_REFERENCES[table]) if table in _SELF_REFERENCES else [rows]:
        connection.register("incoming", pa.Table.from_pylist(batch))
        try:
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # table: a key of tables.tables()
        except (duckdb.ConstraintException, duckdb.ConversionException) as error:
            raise BuildError(
                f"the table {table} refuses what data/{SOURCE_FILES.get(table, 'documents')} gives it: {error}\n"
                "  -> correct the value that the message names; the old database is untouched"
            ) from None
        connection.unregister("incoming")


def _rounds(rows: Rows, key: str, references: tuple[str, ...]) -> Iterator[Rows]:
    """The rows in rounds: a foreign key to the same table finds only what an earlier statement has written."""
    written: set[str] = set()
    left = rows
    while left:
        ready = [row for row in left if all(row[name] is None or row[name] in written for name in references)]
        if not ready:
            raise BuildError(
                f"rows refer to one another in a circle: {', '.join(row[key] for row in left)}\n"
                f"  -> correct {' and '.join(references)} of these rows"
            )
        yield ready
        written |= {row[key] for row in ready}
        left = [row for row in left if row[key] not in written]


def _content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """The same for the same rows, whatever their order: sums of what each row's text gives, a table at a time."""
    digest = hashlib.sha256()
    names = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL").fetchall()
    for (name,) in names:
        summed = connection.execute(
            "SELECT count(*), sum(md5_number_lower(said)), sum(md5_number_upper(said)) "
            f"FROM (SELECT row::VARCHAR AS said FROM {name} AS row)"
        ).fetchone()
        digest.update(repr((name, summed)).encode())
    return digest.hexdigest()


@contextmanager
def one_at_a_time(database: Path) -> Iterator[None]:
    """Let nobody else build this base meanwhile.

    Raises:
        UnderWay: somebody does.
    """
    try:
        with alone(database.with_name(database.name + ".lock")):
            yield
    except Taken:
        raise UnderWay(
            f"another build of {database} is under way\n  -> wait until it has ended, then build again"
        ) from None


@contextmanager
def _disk_errors(database: Path) -> Iterator[None]:
    """Say what a full or read-only disk means, whichever library met it first: DuckDB does while writing (IO), while
    committing (transaction) or while closing (fatal)."""
    try:
        yield
    except (IsADirectoryError, NotADirectoryError) as error:
        raise BuildError(
            f"{database} cannot be put in its place ({error})\n  -> take away what stands there, or name another file"
        ) from error
    except (OSError, duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        raise DiskRefused(
            f"{database.parent} cannot be written ({error})\n  -> free space or make the folder writable; "
            "the old database is untouched"
        ) from error
