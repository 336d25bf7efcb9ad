"""CSV: one row a category and series, for a French Excel and for programs.

Both say their filters, sources, version and citation, each as its readers can bear. The one that people open has them
above its table, in lines that begin with #: pandas, R, DuckDB and the like leave them out when told so. The one for
programs begins with its headings and has them as columns, so that its rows keep them when files are joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context
from dashboard.exports.core import citation, filters_said
from dashboard.exports.tidy import clean, inert, is_missing, readme, tidy, titles
from dashboard.look.formats import count

_BOM = "\ufeff"
_COMMENT = "#"
# Documents that each row names: of hundreds of territories, a file would be nothing else.
_MOST_SOURCES = 8


def french(comparison: Comparison, context: Context) -> bytes:
    """For a double click in a French Excel: UTF-8 with its mark, semicolons, decimal commas, headings in French."""
    frame = tidy(comparison)
    named = titles(comparison)
    table = written(list(named.values()), _rows(frame[list(named)]), ";", ",")
    return (_BOM + _above(comparison, context) + table).encode()


def plain(comparison: Comparison, context: Context) -> bytes:
    """For programs (RFC 4180): commas, decimal points, UTF-8, headings as in the database."""
    frame = tidy(comparison)
    said = {
        "filters": filters_said(comparison, context),
        "sources": _sources(comparison),
        "data_version": comparison.data_version,
        "citation": citation(comparison, context),
    }
    return written([*frame, *said], ((*row, *said.values()) for row in _rows(frame))).encode()


def _sources(comparison: Comparison) -> str:
    """The first documents, and how many others there are: the file that people open names them all."""
    named = readme(comparison)["Sources"]
    left = len(named) - _MOST_SOURCES
    others = [count(left, "autre document", "autres documents")] if left > 0 else []
    return " ; ".join([*named[:_MOST_SOURCES], *others])


def written(
    headings: Sequence[str],
    rows: Iterable[Iterable[Any]],
    delimiter: str = ",",
    decimal: str = ".",
    has_headings: bool = True,
) -> str:
    """Rows as CSV text, below their headings unless these stand there already; nothing in it is read as a formula, nor
    as a comment."""
    lines = [[inert(heading) for heading in headings]] if has_headings else []
    lines += [[_cell(value, decimal) for value in row] for row in rows]
    return "".join(f"{delimiter.join(_quoted(cell, delimiter) for cell in line)}\r\n" for line in lines)


def _quoted(cell: str, delimiter: str) -> str:
    if not any(sign in cell for sign in (delimiter, '"', "\r", "\n", _COMMENT)):
        return cell
    return '"{}"'.format(cell.replace('"', '""'))


def _above(comparison: Comparison, context: Context) -> str:
    """What is to be known before the table, a comment a line, then an empty line.

    Neither semicolons nor quotes stand in them: a spreadsheet would part a line, a program not see the comment.
    """
    said = {
        **readme(comparison),
        "Filtres": [filters_said(comparison, context)],
        "Citation": [citation(comparison, context)],
        "Lien": [context.permalink],
    }
    lines = (f"{heading} : {text}" for heading, texts in said.items() for text in texts)
    plain_lines = (
        " ".join(clean(line).replace(" ;", ",").replace(";", ",").replace('"', "”").split()) for line in lines
    )
    return "".join(f"{_COMMENT} {line}\r\n" for line in plain_lines) + "\r\n"


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
