"""CSV: one row a category and series, for a French Excel and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from dashboard.comparisons.core import Comparison
from dashboard.exports.core import Context
from dashboard.exports.tidy import inert, is_missing, tidy, titles

_BOM = "\ufeff"


def french(comparison: Comparison, context: Context) -> bytes:
    """For a double click in a French Excel: UTF-8 with its mark, semicolons, decimal commas, headings in French."""
    frame = tidy(comparison)
    named = titles(comparison)
    headings = [named[column] for column in frame]
    return (_BOM + written(headings, _rows(frame), ";", ",")).encode()


def plain(comparison: Comparison, context: Context) -> bytes:
    """For programs (RFC 4180): commas, decimal points, UTF-8, headings as in the database."""
    frame = tidy(comparison)
    return written(list(frame), _rows(frame)).encode()


def written(headings: Sequence[str], rows: Iterable[Iterable[Any]], delimiter: str = ",", decimal: str = ".") -> str:
    """Rows as CSV text; nothing in it is read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([inert(heading) for heading in headings])
    writer.writerows([_cell(value, decimal) for value in row] for row in rows)
    return out.getvalue()


def _rows(frame: Any) -> Iterable[Iterable[Any]]:
    return zip(*(frame[column].tolist() for column in frame), strict=True)


def _cell(value: Any, decimal: str) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, int | np.integer):
        return str(value)
    if isinstance(value, float | np.floating):
        number = float(value)
        return (str(int(number)) if number.is_integer() else repr(number)).replace(".", decimal)
    return inert(value)
