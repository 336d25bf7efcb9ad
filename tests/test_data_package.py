"""The whole base as a Data Package, and its file: every row and word, in bounded memory."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import duckdb
import frictionless
import pandas as pd
import pytest

from dashboard import base, queries
from dashboard.exports.package import data_package

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(scope="module")
def whole_base(database: Path) -> tuple[dict[str, pd.DataFrame], bytes]:
    dictionary = queries.dictionary()
    tables = {name: queries.table(name) for name in dict.fromkeys(dictionary["relation"])}
    parts = {name: queries.table_in_parts(name) for name in tables}
    return tables, data_package(parts, dictionary, queries.content_hash(), "22/11/2026", queries.keys())


def test_the_whole_base_is_a_valid_data_package(
    whole_base: tuple[dict[str, pd.DataFrame], bytes], tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(whole_base[1])) as archive:
        archive.extractall(tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])[:5]
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    assert set(package.resource_names) == set(whole_base[0])
    action = package.get_resource("action").schema
    assert action.primary_key == ["action_id"]
    assert {"territory", "document", "engagement"} <= {key["reference"]["resource"] for key in action.foreign_keys}
    assert all(field.description for resource in package.resources for field in resource.schema.fields)


def test_the_whole_base_holds_every_row_and_word_of_the_database(
    whole_base: tuple[dict[str, pd.DataFrame], bytes], connection: duckdb.DuckDBPyConnection
) -> None:
    tables, content = whole_base
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        read = {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(f"data/{name}.csv"), "utf-8", newline="")))
            for name in tables
        }
    for name, rows in read.items():
        assert len(rows) == connection.table(name).shape[0], name
    assert [(row["amount_id"], float(row["eur"])) for row in read["amount"]] == [
        (amount_id, float(eur)) for amount_id, eur in connection.sql("SELECT amount_id, eur FROM amount").fetchall()
    ]
    for row, (text,) in zip(
        read["document_line"], connection.sql("SELECT text FROM document_line").fetchall(), strict=True
    ):
        assert row["text"] in (text, f"'{text}")
    known = connection.sql("SELECT bodies FROM body_set ORDER BY body_set").fetchall()
    assert [(json.loads(row["bodies"]),) for row in read["body_set"]] == known and known[-1][0][0]["role"]


def test_a_table_in_parts_makes_the_file_that_it_makes_whole(
    whole_base: tuple[dict[str, pd.DataFrame], bytes],
) -> None:
    tables, content = whole_base
    parts = {
        name: [table.iloc[at : at + 7] for at in range(0, max(1, len(table)), 7)] for name, table in tables.items()
    }
    again = data_package(parts, queries.dictionary(), queries.content_hash(), "22/11/2026", queries.keys())
    assert again == content


def test_a_table_is_fetched_in_parts_that_hold_each_row_once(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_VECTORS", 1)
    parts = list(queries.table_in_parts("search_word"))
    assert len(parts) > 1
    assert pd.concat(parts, ignore_index=True).equals(queries.table("search_word"))
    (nothing,) = queries.table_in_parts("unsure_sum")
    assert nothing.empty and list(nothing) == list(queries.table("unsure_sum"))


def test_only_tables_that_the_dictionary_lists_are_read_and_the_file_is_the_database(database: Path) -> None:
    for name in ("duckdb_settings", 'theme"; DROP TABLE theme; --', ""):
        with pytest.raises(KeyError):
            queries.table(name)
        with pytest.raises(KeyError):
            next(queries.table_in_parts(name))
    assert queries.database_bytes() == database.read_bytes()
