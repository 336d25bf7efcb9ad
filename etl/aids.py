"""Aids that a document presents, in its words: what each is, for whom, of which day, whether it says open or closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from etl.csvfiles import Row, read_csv
from etl.models import Document
from etl.quoted import check_quote

_COLUMNS = (
    "document_id", "line", "title", "beneficiary", "beneficiary_line", "published_on", "date_words", "date_line",
    "words", "words_line", "state", "state_line", "list_words", "list_line",
)  # fmt: skip
# What is quoted, and the line at which it stands.
_QUOTED = {
    "title": "line",
    "beneficiary": "beneficiary_line",
    "date_words": "date_line",
    "words": "words_line",
    "state": "state_line",
    "list_words": "list_line",
}
_NEEDED = ("title", "words", "list_words")


def read_aids(path: Path, documents: Sequence[Document]) -> list[Row]:
    """The aids, each word of them found in its document. A codebook without any has no such file.

    Raises:
        SourceError: words that the document does not say, a day that is none, an aid that stands twice.
    """
    rows = read_csv(path, _COLUMNS) if path.exists() else []
    known: dict[tuple[str, str], int] = {}
    for row in rows:
        for column, line in _QUOTED.items():
            if row[column]:
                check_quote(row, documents, row[column], line)
            elif column in _NEEDED:
                raise row.error(f"no {column}", "quote what the document says")
            elif row[line]:
                raise row.error(f"column {line!r} tells a line of no words", f"quote {column}, or empty {line}")
        _check_day(row)
        place = row["document_id"], row["line"]
        if place in known:
            raise row.error(f"this aid stands already on line {known[place]}", "remove one of the two")
        known[place] = row.line
    return rows


def _check_day(row: Row) -> None:
    """The day is that which the document's words say, or there is none."""
    if bool(row["published_on"]) != bool(row["date_words"]):
        raise row.error("a day without its words, or words without their day", "fill in both, or neither")
    try:
        date.fromisoformat(row["published_on"] or "2000-01-01")
    except ValueError:
        raise row.error(f"{row['published_on']!r} is no day", "write it as 2020-01-21") from None
