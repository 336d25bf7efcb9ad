"""Reading the project's CSV files: UTF-8, exact columns, and the line number of each row kept for errors."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.errors import SourceError


@dataclass(frozen=True)
class Row:
    """One row: its values by column, and the line on which it starts."""

    path: Path
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def integer(self, column: str) -> int:
        try:
            return int(self[column])
        except ValueError:
            raise self.error(
                f"column {column!r} holds {self[column]!r}, which is no whole number", "write digits only"
            ) from None

    def decimal(self, column: str) -> float:
        """A finite number."""
        try:
            number = float(self[column])
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise self.error(f"column {column!r} holds {self[column]!r}, which is no number", "write one, as 0.25")
        return number

    def optional_integer(self, column: str) -> int | None:
        return self.integer(column) if self[column] else None

    def error(self, message: str, remedy: str) -> SourceError:
        return SourceError(self.path, message, remedy, self.line)


def read_text(path: Path) -> str:
    """The file's text; errors name the file and what to do."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise SourceError(path, "the file is missing", "restore it from git, or remove what refers to it") from None
    except OSError as error:
        raise SourceError(path, f"the file cannot be read ({error})", "make it readable") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SourceError(path, "the file is not UTF-8", "save it again as UTF-8 without BOM", line) from None
    if text.startswith("\ufeff"):
        raise SourceError(path, "the file begins with a byte order mark (BOM)", "save it as UTF-8 without BOM", 1)
    return text


def read_csv(path: Path, columns: Sequence[str]) -> list[Row]:
    """Rows of a comma-separated file with exactly these columns, in this order.

    Raises:
        SourceError: the file is missing, is not UTF-8, has other columns, or a row of another length.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if start == 1:
                if cells != list(columns):
                    raise SourceError(
                        path,
                        f"the columns are {', '.join(cells)}",
                        f"the columns must be {', '.join(columns)}",
                        1,
                    )
            elif len(cells) != len(columns):
                raise SourceError(
                    path,
                    f"{len(cells)} cells where {len(columns)} are expected",
                    "quote a cell that holds a comma",
                    start,
                )
            else:
                rows.append(Row(path, start, dict(zip(columns, cells, strict=True))))
    except csv.Error as error:
        raise SourceError(path, f"broken CSV ({error})", "check the quotes on this line", line) from None
    if line == 1:
        raise SourceError(path, "the file is empty", f"its first line must be {','.join(columns)}")
    return rows


def keyed(rows: Sequence[Row], column: str) -> dict[str, Row]:
    """Rows by their identifier.

    Raises:
        SourceError: an identifier stands twice.
    """
    found: dict[str, Row] = {}
    for row in rows:
        if row[column] in found:
            raise row.error(
                f"{column} {row[column]!r} stands already on line {found[row[column]].line}",
                "identifiers are unique: rename or remove one",
            )
        found[row[column]] = row
    return found
