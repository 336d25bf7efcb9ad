"""Checks of the built database: each is a SQL file that returns the offending rows."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from etl.errors import BuildError
from etl.paths import SQL

_SHOWN = 5


@dataclass(frozen=True)
class Check:
    """A check: its name, what must hold (in French, from the file's first line), and its query."""

    name: str
    sentence: str
    query: str


def all_checks() -> list[Check]:
    """The checks of `sql/checks`, by name."""
    checks = []
    for path in sorted((SQL / "checks").glob("*.sql")):
        query = path.read_text("utf-8")
        checks.append(Check(path.stem, query.split("\n", 1)[0].removeprefix("--").strip(), query))
    return checks


def run_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Run all checks.

    Raises:
        BuildError: naming every check that fails, with its first offending rows.
    """
    failures = []
    for check in all_checks():
        rows = connection.execute(check.query).fetchall()
        if rows:
            shown = "\n    ".join(map(str, rows[:_SHOWN]))
            failures.append(f"{check.name}: {check.sentence}\n    {shown}\n    ({len(rows)} row(s))")
    if failures:
        raise BuildError(
            "the checks below fail; the old database is untouched\n- "
            + "\n- ".join(failures)
            + "\n  -> correct the data that the rows name; the checks stand in sql/checks"
        )
