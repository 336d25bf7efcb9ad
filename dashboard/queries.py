"""The database's answers as DataFrames: each function runs the file of its name in `sql/queries`.

Questions are asked of one instance, read-only and locked down, that is kept as long as the file is the same; an answer
is kept as long as the database's content is, so that a new build shows without a restart.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import duckdb
import pandas as pd

from dashboard.selection import Selection
from etl.paths import SQL, database_path

_KEPT_ANSWERS = 512
_KEPT_RESULTS = 256
# Rows that one thread reads: of a smaller table, several would only wake one another.
_ROW_GROUP = 122_880
# Cells are read one by one: as Python's own texts they come three times as quickly as out of Arrow.
pd.set_option("mode.string_storage", "python")
P = ParamSpec("P")
R = TypeVar("R")
Parameter = str | int | tuple[str, ...] | None | Selection


class DatabaseMissing(Exception):
    """There is no database yet, or one that this version cannot read: it has to be built."""


def run(name: str, **parameters: Parameter) -> pd.DataFrame:
    """The answer to `sql/queries/<name>.sql`. The frame is the caller's: changing it changes no other answer.

    A Selection is given as the value `selection` of sql/views; it is to hold what filters, and nothing else, since the
    answer is kept by it.

    Raises:
        DatabaseMissing: there is no database to ask.
    """
    # pandas copies on write: a shallow copy is enough to keep the cached frame as it is.
    return _answer(content_hash(), name, tuple(parameters.items())).copy(deep=False)


def content_hash() -> str:
    """The version of the data that is being read."""
    path = database_path()
    try:
        status = os.stat(path)
    except OSError as error:
        raise DatabaseMissing(f"{path} cannot be opened: {error}") from None
    return _content_hash(path, status.st_mtime_ns, status.st_ino)


def once_per_content(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what the function makes of its arguments as long as the data are the same.

    Its arguments can be hashed, and what it returns is never changed: all who ask get the same object.
    """

    @lru_cache(maxsize=_KEPT_RESULTS)
    def kept(content: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> R:
        return function(*args, **dict(named))

    @wraps(function)
    def asked(*args: P.args, **named: P.kwargs) -> R:
        return kept(content_hash(), args, tuple(named.items()))

    return asked


@lru_cache(maxsize=4)
def _content_hash(path: Path, changed_at: int, inode: int) -> str:
    try:
        with _connect(path) as connection:
            row = connection.execute("SELECT content_hash FROM build").fetchone()
    except duckdb.Error as error:
        raise DatabaseMissing(f"{path} cannot be read: {error}") from error
    if row is None:
        raise DatabaseMissing(f"{path} holds no build")
    return str(row[0])


@lru_cache(maxsize=_KEPT_ANSWERS)
def _answer(content: str, name: str, parameters: tuple[tuple[str, Parameter], ...]) -> pd.DataFrame:
    query = _query(name)
    asked = {key: _plain(value) for key, value in parameters}
    with _connect(database_path()) as connection:
        answer = connection.execute(query, asked).df()
    for column in answer:
        if answer[column].dtype.kind == "O":
            for value in answer[column]:
                if hasattr(value, "setflags"):  # an array: copies of a frame share the lists in its cells
                    value.setflags(write=False)
    return answer


def _plain(value: Parameter) -> object:
    if isinstance(value, Selection):
        return value.parameters()
    return list(value) if isinstance(value, tuple) else value


@lru_cache
def _query(name: str) -> str:
    return (SQL / "queries" / f"{name}.sql").read_text("utf-8")


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A locked-down reader of the file that stands at this path now.

    Raises:
        DatabaseMissing: the file cannot be opened.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        raise DatabaseMissing(f"{path} cannot be opened: {error}") from None
    # A cursor of its own for each question: threads share the instance, not a connection. It does not inherit USE.
    cursor = _instance(path, status.st_mtime_ns, status.st_ino).cursor()
    cursor.execute("USE plans")
    return cursor


@lru_cache(maxsize=2)
def _instance(path: Path, changed_at: int, inode: int) -> duckdb.DuckDBPyConnection:
    """The file attached to an instance of its own, kept because opening one takes longer than most questions.

    Connecting to the path would share the instance of any query still running, and with it the file that a new build
    has just replaced. One that is no longer kept lives on as long as a question is being answered.
    """
    connection = duckdb.connect(":memory:")
    try:
        quoted = str(path).replace("'", "''")  # ATTACH takes no parameters; the path is the server's own
        connection.execute(f"ATTACH '{quoted}' AS plans (READ_ONLY)")
        largest = connection.execute("SELECT coalesce(max(estimated_size), 0) FROM duckdb_tables()").fetchall()[0][0]
        connection.execute(f"SET threads = {min(os.cpu_count() or 1, 1 + int(largest) // _ROW_GROUP)}")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def build() -> pd.DataFrame:
    return run("build")


def catalogue() -> pd.DataFrame:
    return run("catalogue")


def counted(selection: Selection) -> tuple[int, int]:
    """How many actions the Selection keeps, and of how many documents."""
    row = run("counted", selection=selection.filtering).iloc[0]
    return int(row["actions"]), int(row["documents"])


def facets(selection: Selection) -> pd.DataFrame:
    """How many actions each value of a filter keeps, the other filters being those of the Selection."""
    return run("facets", selection=selection.filtering)


def territories() -> pd.DataFrame:
    return run("territories")


def body_kinds() -> pd.DataFrame:
    """The kind of each body that an action names."""
    return run("body_kinds")


def themes() -> pd.DataFrame:
    return run("themes")


def theme_by_territory(selection: Selection) -> pd.DataFrame:
    return run("theme_by_territory", selection=selection.filtering)


def area_by_territory(selection: Selection) -> pd.DataFrame:
    """Areas of the Selection's grid."""
    return run("area_by_territory", grid=selection.grid, selection=selection.filtering)


def grids() -> pd.DataFrame:
    return run("grids")


def crosswalk() -> pd.DataFrame:
    return run("crosswalk")


def actions(selection: Selection) -> pd.DataFrame:
    """All actions of the Selection, for files; what is shown takes some of them."""
    return run("actions", selection=selection.filtering)


def action_page(selection: Selection, most: int, skipped: int = 0, sorted_by: str = "") -> pd.DataFrame:
    """So many actions of the Selection, from so many on, by `titre`, `theme`, `engagement` or `periode`; else in the
    order of the territories and of their documents."""
    return run("action_page", selection=selection.filtering, most=most, skipped=skipped, sorted=sorted_by)


def first_actions(selection: Selection, most: int) -> pd.DataFrame:
    """The first actions of each territory of the Selection."""
    return run("first_actions", selection=selection.filtering, most=most)


def first_undated(selection: Selection, most: int) -> pd.DataFrame:
    """The first actions of each territory of the Selection that state no period."""
    return run("first_undated", selection=selection.filtering, most=most)


def first_by_code(selection: Selection, field: str, most: int) -> pd.DataFrame:
    """The first actions of each territory of the Selection that bear each code (column `code`) of a field of it."""
    return run("first_by_code", selection=selection.filtering, field=field, most=most)


def named_actions(ids: tuple[str, ...]) -> pd.DataFrame:
    """The actions of these identifiers, of any territory; those that do not exist are left out."""
    return run("named_actions", ids=ids)


def level_by_territory(selection: Selection) -> pd.DataFrame:
    return run("level_by_territory", selection=selection.filtering)


def funder_by_territory(selection: Selection) -> pd.DataFrame:
    return run("funder_by_territory", selection=selection.filtering)


def theme_by_funder(selection: Selection) -> pd.DataFrame:
    return run("theme_by_funder", selection=selection.filtering)


def roles() -> pd.DataFrame:
    return run("roles")


def presence(field: str, codes: tuple[str, ...] | None, territories: tuple[str, ...] | None) -> pd.DataFrame:
    """What each document of these territories holds of these codes of a field, whatever the filters; None is of all."""
    return run("presence", field=field, codes=codes, territories=territories)


def scheme_reach(selection: Selection) -> pd.DataFrame:
    """In how many of the territories looked at each family of schemes stands, whatever the other filters."""
    return run("scheme_reach", selection=Selection(territories=selection.territories).filtering)


def scheme_by_territory(selection: Selection) -> pd.DataFrame:
    return run("scheme_by_territory", selection=selection.filtering)


def scheme_definitions() -> pd.DataFrame:
    return run("scheme_definitions")


def document_schemes(selection: Selection) -> pd.DataFrame:
    return run("document_schemes", selection=selection.filtering)


def engagement_by_territory(selection: Selection) -> pd.DataFrame:
    return run("engagement_by_territory", selection=selection.filtering)


def engagements() -> pd.DataFrame:
    return run("engagements")


def periods(selection: Selection, most: int) -> pd.DataFrame:
    """The periods that documents and actions state, of each territory the first ones."""
    return run("periods", selection=selection.filtering, most=most)


def kept_by_territory(selection: Selection) -> pd.DataFrame:
    return run("kept_by_territory", selection=selection.filtering)


def contours() -> pd.DataFrame:
    return run("contours")


def document_funders(selection: Selection) -> pd.DataFrame:
    return run("document_funders", selection=selection.filtering)


def amounts(selection: Selection) -> pd.DataFrame:
    return run("amounts", selection=selection.filtering)


def action_record(action_id: str) -> pd.DataFrame:
    return run("action_record", action_id=action_id)


def action_codes(action_id: str) -> pd.DataFrame:
    return run("action_codes", action_id=action_id)


def passage(document_id: str, first_line: int, last_line: int) -> pd.DataFrame:
    return run("passage", document_id=document_id, first_line=first_line, last_line=last_line)


def document_units(document_id: str) -> pd.DataFrame:
    return run("document_units", document_id=document_id)


def outline_headings(document_id: str) -> pd.DataFrame:
    return run("outline_headings", document_id=document_id)


def outline_actions(document_id: str, most: int) -> pd.DataFrame:
    """The first actions of a document."""
    return run("outline_actions", document_id=document_id, most=most)


def members(territory_id: str) -> pd.DataFrame:
    return run("members", territory_id=territory_id)


def faults() -> pd.DataFrame:
    return run("faults")


def agreement() -> pd.DataFrame:
    return run("agreement")


def theme_confusion(pair: str) -> pd.DataFrame:
    return run("theme_confusion", pair=pair)


def codebook() -> pd.DataFrame:
    return run("codebook")


def dictionary() -> pd.DataFrame:
    return run("dictionary")


def keys() -> pd.DataFrame:
    return run("keys")


def table(name: str) -> pd.DataFrame:
    """A whole table or view, of those that the dictionary lists.

    Raises:
        KeyError: the dictionary lists none of this name.
    """
    if name not in set(dictionary()["relation"]):
        raise KeyError(name)
    with _connect(database_path()) as connection:
        return connection.table(f'"{name}"').df()


def database_bytes() -> bytes:
    """The database's file.

    Raises:
        DatabaseMissing: there is none that can be read.
    """
    content_hash()
    return database_path().read_bytes()


def search_texts() -> pd.DataFrame:
    return run("search_texts")


def search_lines() -> pd.DataFrame:
    return run("search_lines")


def search_names() -> pd.DataFrame:
    return run("search_names")


def acronyms() -> pd.DataFrame:
    return run("acronyms")


def synonyms() -> pd.DataFrame:
    return run("synonyms")
