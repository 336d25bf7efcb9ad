"""The whole base as a Data Package: a CSV a table, and a description of each column from the database's comments."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO, Any

import pandas as pd

from dashboard.exports.csvfiles import written
from dashboard.exports.tidy import is_formula, is_missing

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "UINTEGER"), "integer"),
    **dict.fromkeys(("DOUBLE", "FLOAT", "DECIMAL"), "number"),
}
_ABOUT = (
    "Toutes les tables et vues d’En regard, telles que la base DuckDB les contient. Une cellule de texte qui commence "
    "par = + - @ est précédée d’une apostrophe, pour qu’aucun tableur ne l’exécute : l’ôter rend le texte exact."
)
_LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0 ; les textes des documents restent à leurs émetteurs (voir la table document)",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
# The same bytes for the same base: a ZIP otherwise holds the minute it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def data_package(
    tables: Mapping[str, Iterable[pd.DataFrame]],
    dictionary: pd.DataFrame,
    version: str,
    date: str,
    keys: pd.DataFrame | None = None,
) -> bytes:
    """A ZIP of `datapackage.json` and `data/<table>.csv`.

    Args:
        tables: by name, each in parts, of which the first has all columns even where there is no row. Each is asked for
            when its turn comes, and no part is kept.
        dictionary: a row a table and column (`relation`, `column_name`, `data_type`, `comment`).
        version: content hash of the database.
        date: the day of the data, ISO or French.
        keys: constraints (`relation`, `kind`, `columns`, `other`, `other_columns`), as `queries.keys` gives them.
    """
    of_tables = dict(iter(dictionary.groupby("relation")))
    of_keys = {} if keys is None else {name: of_name.to_dict("records") for name, of_name in keys.groupby("relation")}
    out, resources = io.BytesIO(), []
    with zipfile.ZipFile(out, "w") as archive:
        for name in tables:
            resources.append(
                _put_table(archive, name, tables[name], of_tables[name], of_keys.get(name, []), set(tables))
            )
        package = _package(resources, version, date)
        with _entry(archive, "datapackage.json") as file:
            file.write(json.dumps(package, ensure_ascii=False, indent=2).encode())
    return out.getvalue()


def _put_table(
    archive: zipfile.ZipFile,
    name: str,
    parts: Iterable[pd.DataFrame],
    described: pd.DataFrame,
    keys: list[dict[str, Any]],
    known: set[str],
) -> dict[str, Any]:
    """Write a table's file part by part; gives how it is described."""
    types = {
        row["column_name"]: _type(str(row["data_type"]))
        for row in described.to_dict("records")
        if not is_missing(row["column_name"])
    }
    written_so_far, digest, is_first = 0, hashlib.sha256(), True
    # Columns with a cell that is empty in a CSV, and with one that a spreadsheet would run.
    empty, marked = set[str](), set[str]()
    with _entry(archive, f"data/{name}.csv") as file:
        for part in parts:
            columns = {column: _cells(part[column], types[column]) for column in part}
            empty |= {one for one, values in columns.items() if any(v is None or v == "" for v in values)}
            marked |= {one for one, values in columns.items() if any(map(_is_run, values))}
            content = written(list(columns), zip(*columns.values(), strict=True), has_headings=is_first).encode()
            written_so_far, is_first = written_so_far + len(content), False
            digest.update(content)
            file.write(content)
    return {
        "name": name.lower(),
        "title": name,
        "type": "table",
        "description": _described(described, list(columns), marked),
        "path": f"data/{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written_so_far,
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": _schema(name, list(columns), types, described, keys, known, empty),
    }


def _entry(archive: zipfile.ZipFile, path: str) -> IO[bytes]:
    """A file of the archive, to be written; how long it gets is not known yet, and may be more than 2 GiB."""
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return archive.open(entry, "w", force_zip64=True)


def _package(resources: list[dict[str, Any]], version: str, date: str) -> dict[str, Any]:
    return {
        "$schema": _PROFILE,
        "name": "en-regard",
        "title": "En regard : les projets de territoire, dans leurs mots",
        "description": _ABOUT,
        "version": version,
        "created": _created(date),
        "licenses": [_LICENCE],
        "resources": resources,
    }


def _described(described: pd.DataFrame, columns: list[str], marked: set[str]) -> str:
    """What a table is, with the columns in which an apostrophe was added."""
    of_table = described[described["column_name"].isna()]["comment"]
    said = "".join(map(_said, of_table))
    added = ", ".join(column for column in columns if column in marked)
    return said + (f" Apostrophes ajoutées dans : {added}." if added else "")


def _schema(
    name: str,
    columns: list[str],
    types: Mapping[str, str],
    described: pd.DataFrame,
    keys: list[dict[str, Any]],
    known: set[str],
    empty: set[str],
) -> dict[str, Any]:
    comments = dict(zip(described["column_name"].fillna(""), described["comment"], strict=True))
    # In a CSV an empty text and no text are the same: a column that holds empty ones cannot be required.
    required = {
        column
        for key in keys
        if key["kind"] in ("NOT NULL", "PRIMARY KEY")
        for column in key["columns"]
        if column in columns and column not in empty
    }
    schema: dict[str, Any] = {
        "$schema": _SCHEMA,
        "fields": [
            {
                "name": column,
                "type": types[column],
                "description": _said(comments.get(column)),
                **({"constraints": {"required": True}} if column in required else {}),
            }
            for column in columns
        ],
        "missingValues": [""],
    }
    for key in keys:
        if key["kind"] == "PRIMARY KEY":
            schema["primaryKey"] = list(key["columns"])
        elif key["kind"] == "UNIQUE":
            schema.setdefault("uniqueKeys", []).append(list(key["columns"]))
        elif key["kind"] == "FOREIGN KEY" and key["other"] in known:
            # A table that refers to itself is named by nothing.
            other = "" if key["other"] == name else str(key["other"])
            schema.setdefault("foreignKeys", []).append(
                {
                    "fields": list(key["columns"]),
                    "reference": {"resource": other, "fields": list(key["other_columns"])},
                }
            )
    return schema


def _type(data_type: str) -> str:
    if data_type.endswith("]"):
        return "array"
    return _TYPES.get(data_type.split("(")[0], "string")


def _cells(column: pd.Series, kind: str) -> list[Any]:
    values = [None if is_missing(value) else value for value in column.tolist()]
    if kind == "array":
        return [None if value is None else json.dumps(_plain(value), ensure_ascii=False) for value in values]
    if kind == "integer":
        return [None if value is None else int(value) for value in values]
    if kind == "number":
        return [None if value is None else float(value) for value in values]
    if kind == "boolean":
        return [None if value is None else bool(value) for value in values]
    if kind == "date":
        return [None if value is None else f"{value:%Y-%m-%d}" for value in values]
    if kind == "datetime":
        return [None if value is None else f"{value:%Y-%m-%dT%H:%M:%S}" for value in values]
    return values


def _is_run(value: Any) -> bool:
    """Whether a spreadsheet would run the cell."""
    return isinstance(value, str) and is_formula(value)


def _plain(value: Any) -> Any:
    """Lists of what was arrays of arrays; a structure keeps the names of its parts."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return value.item() if hasattr(value, "item") else value
    return [_plain(item) for item in value]


def _created(date: str) -> str:
    """A moment as the profile wants it, from 2026-12-31 or 31/12/2026."""
    day = "-".join(reversed(date.split("/"))) if "/" in date else date[:10]
    return f"{day}T00:00:00Z"


def _said(comment: Any) -> str:
    return "" if is_missing(comment) else str(comment)
