"""What schemes normally bring: for each scheme whom it has pay, what for and by which rule, with its source.

General knowledge, of no document and of no action: it never says that somebody pays for one.
"""

from __future__ import annotations

import re
from datetime import date

from etl.coding.codebook import Codebook
from etl.csvfiles import Row, read_csv

_FILE = "scheme_funding.csv"
_COLUMNS = (
    "scheme_id", "funder_id", "part", "rule", "since", "until", "source_title", "source_url", "source_date",
    "checked_on",
)  # fmt: skip
# A day, a month or a year: sources are dated as they date themselves.
_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")
_URL = re.compile(r"https://[\w.-]+\.\w+(/[^\s\"'<>]*)?")


def read_scheme_funding(codebook: Codebook) -> list[Row]:
    """The rows, a scheme and funder each; one without funder is of a scheme that brings no money of its own. A codebook
    without any has no such file.

    Raises:
        SourceError: an unknown scheme or funder, a pair said twice, a row without rule, source or date of its check.
    """
    path = codebook.folder / _FILE
    rows = read_csv(path, _COLUMNS) if path.exists() else []
    said: dict[tuple[str, str], Row] = {}
    for row in rows:
        scheme, funder = codebook.check(row, "scheme", row["scheme_id"]), row["funder_id"]
        if funder:
            codebook.check(row, "funder", funder)
        if bool(funder) != bool(row["part"]):
            raise row.error("a funder without what it pays, or the reverse", "fill in both, or neither")
        if (scheme, funder) in said:
            raise row.error(f"this pair stands already on line {said[scheme, funder].line}", "remove one of the two")
        said[scheme, funder] = row
        _check_source(row)
        _check_years(row)
    for (scheme, funder), row in said.items():
        if funder and (scheme, "") in said:
            raise row.error(f"another row says that {scheme!r} brings no money", "remove one of the two")
    return rows


def _check_source(row: Row) -> None:
    for column in ("rule", "source_title", "source_url", "checked_on"):
        if not row[column].strip():
            raise row.error(f"no {column}", "say the rule, and who says it where and when it was read")
    if not _URL.fullmatch(row["source_url"]):
        raise row.error(f"{row['source_url']!r} is no address that begins with https://", "copy the source's address")
    if row["source_date"]:
        _check_date(row, "source_date")
    if len(_check_date(row, "checked_on")) != len("2026-01-31"):
        raise row.error("checked_on is no day", "write the day on which the source was read, as 2026-01-31")


def _check_date(row: Row, column: str) -> str:
    found = _DATE.fullmatch(row[column])
    try:
        if found is None:
            raise ValueError
        date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        raise row.error(
            f"{column} {row[column]!r} is no date", "write 2026-01-31, or 2026-01 or 2026 where no more is known"
        ) from None
    return row[column]


def _check_years(row: Row) -> None:
    since, until = row.optional_integer("since"), row.optional_integer("until")
    if since is not None and until is not None and until < since:
        raise row.error(f"it ends in {until}, before it begins in {since}", "correct since or until")
