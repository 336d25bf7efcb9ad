"""What the tabular formats share: a Comparison as a tidy frame, texts that no spreadsheet can run, joined lists."""

from __future__ import annotations

import numbers
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.comparisons.core import Comparison
from dashboard.look.formats import integer

_LONGEST_LINK = 2000
# What no XML nor any reader of a cell wants; tabs and line feeds stay.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# Also the full-width signs, which some spreadsheets read as the plain ones, and signs behind blanks.
_FORMULA = re.compile("\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\x00-\x1f]")


def clean(value: Any) -> str:
    """A text without control characters nor lone surrogates; nothing for what is missing."""
    if is_missing(value):
        return ""
    return _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", " "))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text."""
    return _FORMULA.match(text) is not None


def inert(value: Any) -> str:
    """A text that no spreadsheet runs when it opens a CSV: led by an apostrophe where it looks like a formula."""
    raw, text = "" if is_missing(value) else str(value), clean(value)
    return f"'{text}" if text and (is_formula(raw) or is_formula(text)) else text


def is_web(link: str) -> bool:
    """Whether Office can follow the address and it is one of the web."""
    return link.startswith(("https://", "http://")) and len(link) <= _LONGEST_LINK


def is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def joined(value: Any) -> str:
    """« a ; b » of a list, as cells hold it."""
    if isinstance(value, numbers.Number) and not is_missing(value):
        return str(value)
    return clean(value) if is_missing(value) or isinstance(value, str) else " ; ".join(clean(item) for item in value)


def extra(comparison: Comparison) -> dict[str, str]:
    """Columns beside the value and its counts, with their titles: the group, the Comparison's own, its value's."""
    found = {comparison.group: "Groupe"} if comparison.group else {}
    told = {comparison.told: "En mots"} if comparison.told else {}
    return {**found, **comparison.extra_columns, **told, **comparison.completed_by}


def titles(comparison: Comparison) -> dict[str, str]:
    """The tidy frame's columns and what they are called in French.

    A column without a title is left out where people read: one of counts where nothing is counted, or one that would
    bear the name of an earlier one, since it holds the same.
    """
    of_documents = "du document" if is_of_territories(comparison) else "des documents"
    counts = {
        "actions": "Actions comptées",
        "total": comparison.total_title,
        "in_documents": f"Toutes les actions {of_documents}",
    }
    named = {
        "category_id": f"{comparison.category.title} (identifiant)",
        "category": comparison.category.title,
        "series_id": f"{comparison.series.title} (identifiant)",
        "series": comparison.series.title,
        "value": comparison.value_alone or comparison.value_title,
        **(counts if comparison.unit.counts_actions else {}),
        **({comparison.beside: f"Actions, {comparison.beside_title}"} if comparison.beside else {}),
        "unit": "Unité",
        **extra(comparison),
    }
    first = {title: column for column, title in reversed(named.items())}
    return {column: title for column, title in named.items() if first[title] == column}


def tidy(comparison: Comparison) -> pd.DataFrame:
    """One row a category and series, in the order of reading, typed; columns as `titles` names them."""
    table = comparison.table
    columns: dict[str, Any] = {
        "category_id": _texts(table, comparison.category.id),
        "category": _texts(table, comparison.category.label),
        "series_id": _texts(table, comparison.series.id),
        "series": _texts(table, comparison.series.label),
        "value": _numbers(table, comparison.value, "Int64" if comparison.unit.is_whole else "Float64"),
        "actions": _numbers(table, "actions", "Int64"),
        "total": _numbers(table, "total", "Int64"),
        "in_documents": _in_documents(comparison),
        "unit": pd.Series([comparison.unit.name] * len(table), dtype="object"),
    }
    if comparison.beside:
        columns[comparison.beside] = _numbers(table, comparison.beside, "Int64")
    for name in extra(comparison):
        kind = table[name].dtype.kind if name in table else "O"
        columns[name] = (
            _numbers(table, name, "Int64" if kind in "iu" else "Float64") if kind in "iuf" else _texts(table, name)
        )
    return pd.DataFrame(columns)


def readme(comparison: Comparison) -> Mapping[str, list[str]]:
    """The Comparison's words, by heading: what « Lisez-moi » and the metadata of files say."""
    return {
        "Question": [comparison.question],
        "Réponse": [comparison.finding],
        "Ce qui est montré": [comparison.subtitle, *([comparison.empty] if comparison.is_empty else [])],
        "Actions": _kept_of_all(comparison),
        "À savoir": list(comparison.notes),
        "Sources": [
            ", ".join(filter(None, (source.territory, f"« {source.title} »", source.kind, source.date)))
            for source in comparison.sources
        ],
        "Données": [f"En regard, version {comparison.data_version} du {comparison.data_date}"],
    }


def _kept_of_all(comparison: Comparison) -> list[str]:
    """How many actions of each territory the filters keep, of how many."""
    if not comparison.unit.counts_actions or not is_of_territories(comparison):
        return []
    kept, known = comparison.total_title.removeprefix("Actions "), comparison.in_documents
    return [
        f"{row.territory} : {integer(row.total)} {kept}, {integer(known[row.territory_id])} dans tout le document"
        for row in comparison.table.drop_duplicates("territory_id").itertuples()
    ]


def is_of_territories(comparison: Comparison) -> bool:
    return comparison.series.id == "territory_id"


def _in_documents(comparison: Comparison) -> pd.Series:
    """All the actions of the row's document, or of all documents where the row is no territory's."""
    table, known = comparison.table, comparison.in_documents
    if not comparison.unit.counts_actions:
        return pd.Series([pd.NA] * len(table), dtype="Int64")
    if is_of_territories(comparison):
        return table["territory_id"].map(known).reset_index(drop=True).astype("Int64")
    return pd.Series([sum(known.values())] * len(table), dtype="Int64")


def _texts(table: pd.DataFrame, name: str) -> pd.Series:
    values = table[name] if name in table else [None] * len(table)
    return pd.Series([None if is_missing(value) else joined(value) for value in values], dtype="object")


def _numbers(table: pd.DataFrame, name: str, kind: str) -> pd.Series:
    if name not in table:
        return pd.Series([pd.NA] * len(table), dtype=kind)
    return table[name].reset_index(drop=True).astype(kind)
