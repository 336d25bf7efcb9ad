"""The base that is read: which file it is, its connections, and the answers that are kept.

Questions are asked of one instance, read-only and locked down, that is kept as long as the file is the same; an answer
is kept as long as the database's content is, so that a new build shows without a restart.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import duckdb
import pandas as pd

from dashboard.judged import kept
from dashboard.kept import Kept, let_go
from dashboard.selection import Selection
from etl.paths import SQL, database_path

_KEPT_ANSWERS = 256
# What Selections keep: as many as are looked at together, since each weighs a byte a filter and combination of codes.
_KEPT_JUDGED = 16
# Bytes, about.
_KEPT_RESULTS = 96_000_000
# Vectors of 2,048 rows that are fetched at once of an answer in parts.
_VECTORS = 2
# Files that are open at once, and contents of which answers are kept: the public base's, and those of visitors who read
# their own plan beside it. Of plans that nobody reads any more nothing is held.
_KEPT_FILES = 8
# Cursors of a file that are kept for the next question.
_RESTING = 4
# Rows that one thread reads: of a smaller table, several would only wake one another.
_ROW_GROUP = 122_880
# Cells are read one by one: as Python's own texts they come three times as quickly as out of Arrow.
pd.set_option("mode.string_storage", "python")
_RESULTS = Kept(_KEPT_RESULTS, _KEPT_FILES)
P = ParamSpec("P")
R = TypeVar("R")
# A file as it stands: another build, or another file put in its place, is another.
Identity = tuple[Path, int, int, int]
Parameter = str | int | bool | tuple[str, ...] | tuple[int, ...] | None | Selection
# The file that is read, where it is another than the public one: of one request, or as a whole is told who asks.
_READING: ContextVar[Path | None] = ContextVar("reading", default=None)


def _public() -> Path | None:
    """No other file than the public base is read until `choose_by` says who is asked."""
    return None


_chosen: Callable[[], Path | None] = _public
# What DuckDB says of a file that another version of En regard built. Of one that is spoiled it says many things, and of
# the question or the machine, not of the file, these.
_OTHER_VERSION = (duckdb.CatalogException, duckdb.BinderException)
_NOT_THE_FILE = (
    duckdb.OutOfMemoryException, duckdb.InterruptException, duckdb.ConversionException, duckdb.ParserException,
)  # fmt: skip
# Files that could not be read to the end, with the content that they say they hold, until others stand in their place.
_UNREAD: dict[Identity, str] = {}
# Files of which an instance may be kept.
_OPENED: set[Identity] = set()
# Names of what queries are given of a Selection.
_SELECTION, _KEPT = "selection", "kept"
# The questions, parsed: of a long one, that takes as long as many answers.
_PARSED: dict[str, duckdb.Statement] = {}


def _unwatched(made: object, seconds: float) -> None:
    """Nobody is told until `watch_by` says who."""


_watched: Callable[[object, float], None] = _unwatched


class DatabaseMissing(Exception):
    """There is no database yet, or one that this version cannot read: it has to be built."""


def choose_by(chooser: Callable[[], Path | None]) -> None:
    """Let this say, whenever something is asked, which file is read; None is the public base."""
    global _chosen
    _chosen = chooser


def watch_by(watcher: Callable[[object, float], None]) -> None:
    """Let this be told whatever is made once per content, and how many seconds it took."""
    global _watched
    _watched = watcher


@contextmanager
def reading(path: Path | None) -> Iterator[None]:
    """Read this file, whoever asks; None leaves it to who is asked by `choose_by`."""
    token = _READING.set(path)
    try:
        yield
    finally:
        _READING.reset(token)


def read_from(path: Path | None) -> None:
    """Read this file for the rest of the task that asks: a request, a window's connection."""
    _READING.set(path)


def own_path() -> Path | None:
    """The file that is read now, where it is another than the public base."""
    return _READING.get() or _chosen()


def base_path() -> Path:
    """The file that is read now."""
    return own_path() or database_path()


def run(name: str, **parameters: Parameter) -> pd.DataFrame:
    """The answer to `sql/queries/<name>.sql`. The frame is the caller's: changing it changes no other answer.

    A Selection is given as the values `selection` and `kept` of sql/views, whichever the query asks for; it is to hold
    what filters, and nothing else, since the answer is kept by it.

    Raises:
        DatabaseMissing: there is no database to ask.
    """
    answer = _answer(content_hash(), name, tuple(parameters.items()))
    let_go(answer)
    # pandas copies on write: a shallow copy is enough to keep the cached frame as it is.
    return answer.copy(deep=False)


def once(name: str, **parameters: Parameter) -> pd.DataFrame:
    """As `run`, of an answer that is not kept: what is as large as the base allows, and is not asked again.

    Raises:
        DatabaseMissing: there is no database to ask.
    """
    return _answer.__wrapped__(content_hash(), name, tuple(parameters.items()))


def in_parts(name: str, **parameters: Parameter) -> Iterator[pd.DataFrame]:
    """As `once`, so many rows at a time: what may be more than the memory. An answer without rows has one part.

    Raises:
        DatabaseMissing: there is no database to ask.
    """
    with connect(base_path()) as connection:
        asked = {key: _plain(value) for key, value in parameters.items()}
        answer = connection.execute(_parsed(connection, _query(name)), asked)
        yield (part := answer.fetch_df_chunk(_VECTORS))
        while len(part) and len(part := answer.fetch_df_chunk(_VECTORS)):
            yield part


def content_hash() -> str:
    """The version of the data that is being read."""
    identity = _identity(base_path())
    if identity in _UNREAD:
        raise DatabaseMissing(f"{identity[0]} cannot be read to its end")
    return _content_hash(identity)


def _identity(path: Path) -> Identity:
    try:
        status = os.stat(path)
    except OSError as error:
        raise DatabaseMissing(f"{path} cannot be opened: {error}") from None
    return path, status.st_mtime_ns, status.st_ino, status.st_size


def once_per_content(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what the function makes of its arguments as long as the data are the same.

    Its arguments can be hashed, and what it returns is never changed: all who ask get the same object.
    """

    @wraps(function)
    def asked(*args: P.args, **named: P.kwargs) -> R:
        content, key = content_hash(), (function, args, tuple(named.items()))
        is_kept, made = _RESULTS.get(content, key)
        if not is_kept:
            start = time.perf_counter()
            made = function(*args, **named)
            _watched(made, time.perf_counter() - start)
            _RESULTS.put(content, key, made)
        found: R = made
        return found

    return asked


@lru_cache(maxsize=_KEPT_FILES)
def _content_hash(identity: Identity) -> str:
    try:
        with _cursor(identity) as connection:
            row = connection.execute("SELECT content_hash FROM build").fetchone()
    except duckdb.Error as error:
        raise DatabaseMissing(f"{identity[0]} cannot be read: {error}") from error
    if row is None:
        raise DatabaseMissing(f"{identity[0]} holds no build")
    return str(row[0])


@lru_cache(maxsize=_KEPT_ANSWERS)
def _answer(content: str, name: str, parameters: tuple[tuple[str, Parameter], ...]) -> pd.DataFrame:
    query = _query(name)
    asked = {key: _plain(value) for key, value in parameters}
    identity = _identity(base_path())
    try:
        with _asking(identity) as connection:
            statement = _parsed(connection, query)
            if _KEPT in statement.named_parameters:
                asked[_KEPT] = _judged(content, dict(parameters)[_SELECTION])
                if _SELECTION not in statement.named_parameters:
                    del asked[_SELECTION]
            answer = connection.execute(statement, asked).df()
    except _NOT_THE_FILE:
        raise
    except duckdb.Error as error:
        # What a new file of the same content cannot be asked either is a fault of the question, not of the file.
        is_again = content in {told for file, told in _UNREAD.items() if file != identity}
        if is_again and isinstance(error, _OTHER_VERSION):
            raise
        _UNREAD[identity] = content
        raise DatabaseMissing(f"{identity[0]} cannot be read to its end: {error}") from error
    for column in answer:
        # Lists, not words: their columns are of that kind too, and hold nothing that could be changed.
        if answer[column].dtype == object:
            for value in answer[column]:
                if hasattr(value, "setflags"):  # an array: copies of a frame share the lists in its cells
                    value.setflags(write=False)
    return answer


@lru_cache(maxsize=_KEPT_JUDGED)
def _judged(content: str, selection: Selection) -> dict[str, object]:
    """The value `kept` of `sql/views`."""
    return kept(_answer(content, "judged_numbers", ()), _answer(content, "left_out", ((_SELECTION, selection),)))


def _plain(value: Parameter) -> object:
    if isinstance(value, Selection):
        return value.parameters()
    return list(value) if isinstance(value, tuple) else value


@lru_cache
def _query(name: str) -> str:
    return (SQL / "queries" / f"{name}.sql").read_text("utf-8")


def _parsed(connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.Statement:
    """The one statement of a query; it is copied each time that it is executed, by whichever connection."""
    if query not in _PARSED:
        (_PARSED[query],) = connection.extract_statements(query)
    return _PARSED[query]


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A locked-down reader of the file that stands at this path now.

    Raises:
        DatabaseMissing: the file cannot be opened.
    """
    try:
        return _cursor(_identity(path))
    except duckdb.Error as error:
        raise DatabaseMissing(f"{path} cannot be opened: {error}") from error


def _cursor(identity: Identity) -> duckdb.DuckDBPyConnection:
    """A cursor of its own for each question: threads share the instance, not a connection. It does not inherit USE."""
    cursor = _instance(identity).connection.cursor()
    cursor.execute("USE plans")
    return cursor


@contextmanager
def _asking(identity: Identity) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor that others have asked with before, where one is at rest: to tell a new one which base it reads takes
    as long as a short answer. After an error it is not asked with again."""
    resting = _instance(identity).resting
    try:
        connection = resting.pop()
    except IndexError:
        connection = _cursor(identity)
    try:
        yield connection
    except BaseException:
        connection.close()
        raise
    resting.append(connection)


def _stands(identity: Identity) -> bool:
    try:
        return _identity(identity[0]) == identity
    except DatabaseMissing:
        return False


@dataclass(frozen=True)
class _Instance:
    """A file that is open, and the cursors with which nobody asks of it now."""

    connection: duckdb.DuckDBPyConnection
    resting: deque[duckdb.DuckDBPyConnection]


@lru_cache(maxsize=_KEPT_FILES)
def _instance(identity: Identity) -> _Instance:
    """The file attached to an instance of its own, kept because opening one takes longer than most questions.

    Connecting to the path would share the instance of any query still running, and with it the file that a new build
    has just replaced. One that is no longer kept lives on as long as a question is being answered.
    """
    if any(not _stands(one) for one in _OPENED):
        # A workspace that was deleted, a build that was replaced: neither its threads nor its place on the disk stay.
        _instance.cache_clear()
        _OPENED.clear()
    _OPENED.add(identity)
    # By default each instance has eight threads that only wait for files.
    connection = duckdb.connect(":memory:", config={"async_threads": 1})
    try:
        quoted = str(identity[0]).replace("'", "''")  # ATTACH takes no parameters; the path is the server's own
        connection.execute(f"ATTACH '{quoted}' AS plans (READ_ONLY)")
        largest = connection.execute("SELECT coalesce(max(estimated_size), 0) FROM duckdb_tables()").fetchall()[0][0]
        connection.execute(f"SET threads = {min(os.cpu_count() or 1, 1 + int(largest) // _ROW_GROUP)}")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error:
        connection.close()
        raise
    return _Instance(connection, deque(maxlen=_RESTING))
