"""What others rely on: tables and columns by name, a comment on each, keys, one build row, times in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard import queries
from dashboard.selection import Selection
from etl.paths import SQL

# The project's design, « The database (what others may rely on) ».
CONTRACT = {
    "territory": "territory_id name short_name kind is_compared siren department region population population_year "
    "communes",
    "document": "document_id territory_id title issuer kind published_on date_precision period_start period_end sha256 "
    "licence",
    "document_line": "document_id line text",
    "outline": "outline_id document_id parent_id level number_printed label line",
    "action": "action_id document_id territory_id outline_id rank number_printed title text detail first_line "
    "last_line period_start period_end engagement nature",
    "theme": "theme_id label definition is_focus rank",
    "funder": "funder_id label definition level",
    "scheme": "scheme_id label definition acronym family_id",
    "scheme_family": "family_id label",
    "action_theme": "action_id theme_id rank origin evidence",
    "action_funder": "action_id funder_id role certainty part evidence line",
    "document_funder": "document_id funder_id role certainty evidence line",
    "document_bearer": "document_id funder_id",
    "action_scheme": "action_id scheme_id relation evidence",
    "document_scheme": "document_id scheme_id evidence line reason",
    "amount": "amount_id document_id territory_id action_id funder_id eur scope kind tax_basis period_words "
    "period_line period_start period_end part_of quote line",
    "build": "built_at version content_hash documents actions",
}
REFERENCES = {
    ("document", "territory"), ("document_line", "document"), ("outline", "document"), ("outline", "outline"),
    ("action", "document"), ("action", "territory"), ("action", "outline"), ("action", "engagement"),
    ("action", "nature"), ("action_theme", "action"), ("action_theme", "theme"), ("action_funder", "action"),
    ("action_funder", "funder"), ("action_funder", "role"), ("document_funder", "document"),
    ("document_funder", "funder"), ("action_scheme", "action"), ("action_scheme", "scheme"), ("funder", "level"),
    ("amount", "document"), ("amount", "territory"), ("amount", "action"), ("amount", "funder"), ("amount", "scope"),
    ("amount", "amount"), ("scheme", "scheme_family"), ("document_scheme", "document"), ("document_scheme", "scheme"),
    ("document_bearer", "document"), ("document_bearer", "funder"),
}  # fmt: skip
TERRITORIES = {"midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut", "occitanie"}


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


@pytest.mark.parametrize("table", CONTRACT)
def test_the_columns_that_others_rely_on_are_there(connection, table: str):
    found = {
        name for (name,) in rows(connection, f"SELECT column_name FROM duckdb_columns WHERE table_name = '{table}'")
    }
    assert set(CONTRACT[table].split()) <= found


def test_the_five_bodies_have_the_identifiers_that_others_rely_on(connection):
    assert {name for (name,) in rows(connection, "SELECT territory_id FROM territory")} == TERRITORIES
    assert rows(connection, "SELECT territory_id FROM territory WHERE NOT is_compared") == [("occitanie",)]


def test_the_first_four_themes_are_those_that_users_asked_for(connection):
    assert [theme for (theme,) in rows(connection, "SELECT theme_id FROM theme WHERE is_focus ORDER BY rank")] == [
        "mobilite", "energie-climat", "sante", "culture-patrimoine",
    ]  # fmt: skip
    assert rows(connection, "SELECT max(rank) FROM theme WHERE is_focus") == [(4,)]


def test_every_table_view_and_column_has_a_comment_in_french(connection):
    comments = rows(
        connection,
        """
        SELECT table_name, column_name, comment FROM duckdb_columns WHERE schema_name = 'main' AND NOT internal
        UNION ALL SELECT table_name, NULL, comment FROM duckdb_tables
        UNION ALL SELECT view_name, NULL, comment FROM duckdb_views WHERE NOT internal
        """,
    )
    assert len(comments) > 150
    assert [row for row in comments if not (row[2] and row[2].strip()[-1] in ".…")] == []


def test_every_table_has_a_primary_key_but_the_one_row_of_the_build(connection):
    tables = {name for (name,) in rows(connection, "SELECT table_name FROM duckdb_tables")}
    keyed = rows(connection, "SELECT table_name FROM duckdb_constraints WHERE constraint_type = 'PRIMARY KEY'")
    assert tables - {name for (name,) in keyed} == {"build"}


def test_foreign_keys_are_declared(connection):
    declared = set(
        rows(
            connection,
            "SELECT table_name, referenced_table FROM duckdb_constraints WHERE constraint_type = 'FOREIGN KEY'",
        )
    )
    assert declared >= REFERENCES


def test_names_are_lower_case_and_singular(connection):
    for (name,) in rows(connection, "SELECT table_name FROM duckdb_tables"):
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name) and not name.endswith("s"), name


@pytest.mark.parametrize("folder", ["schema", "derived", "views"])
def test_each_file_makes_one_relation_and_states_its_grain_first(folder: str):
    for path in sorted((SQL / folder).glob("*.sql")):
        script = path.read_text("utf-8")
        assert script.startswith("-- "), path.name
        made = re.findall(r"^CREATE (?:TABLE|VIEW|MACRO|TYPE) \"?(\w+)", script, re.MULTILINE)
        assert len(made) == 1, path.name
        assert path.stem.split("_", 1)[1] == made[0], path.name


def test_the_build_has_one_row_that_counts_what_is_there(connection):
    ((built_at, version, content_hash, documents, actions),) = rows(
        connection, "SELECT built_at, version, content_hash, documents, actions FROM build"
    )
    assert (documents,) == rows(connection, "SELECT count(*) FROM document")[0]
    assert (actions,) == rows(connection, "SELECT count(*) FROM action")[0] == (178,)
    assert re.fullmatch(r"[0-9a-f]{64}", content_hash) and re.fullmatch(r"\d+\.\d+\.\d+", version)
    # A time stamp without zone, which its comment says is UTC.
    assert built_at.tzinfo is None
    assert timedelta(0) <= datetime.now(UTC).replace(tzinfo=None) - built_at < timedelta(hours=1)
    (comment,) = rows(
        connection, "SELECT comment FROM duckdb_columns WHERE table_name = 'build' AND column_name = 'built_at'"
    )[0]
    assert "UTC" in comment


def test_every_line_of_every_document_is_there_as_stored(connection, real_cuts):
    for document, _ in real_cuts.values():
        found = rows(
            connection,
            f"SELECT line, text FROM document_line WHERE document_id = '{document.document_id}' ORDER BY line",
        )
        assert found == list(enumerate(document.lines, 1))


def test_the_database_keeps_every_heading_and_unit_of_the_grammars(connection, real_cuts):
    for document, cut in real_cuts.values():
        name = document.document_id
        assert [h.label for h in cut.headings] == [
            label
            for (label,) in rows(connection, f"SELECT label FROM outline WHERE document_id = '{name}' ORDER BY rank")
        ]
        assert [(u.title, u.text, u.whole_detail, u.first_line) for u in cut.units] == rows(
            connection, f"SELECT title, text, detail, first_line FROM action WHERE document_id = '{name}' ORDER BY rank"
        )


def test_an_action_knows_its_path_of_headings_from_the_top_down(connection, real_cuts):
    _, cut = real_cuts["coeur-de-lorraine-projet"]
    query = "SELECT first_line, outline_path FROM action_overview WHERE territory_id = 'coeur-de-lorraine'"
    found = dict(rows(connection, query))
    for unit in cut.units:
        assert found[unit.first_line] == [heading.label for heading in reversed(cut.path(unit))]


def test_one_row_of_the_overview_is_one_action(connection):
    (counted,) = rows(connection, "SELECT count(*), count(DISTINCT action_id) FROM action_overview")
    assert counted == (178, 178)


def test_without_a_choice_the_selection_is_all_of_the_compared_territories(database: Path):
    counted = queries.actions(Selection())["territory_id"].value_counts()
    assert counted.to_dict() == {"midi-quercy": 20, "coeur-de-lorraine": 72, "cahors": 22, "porte-du-hainaut": 44}


def test_a_reader_may_lock_the_database_down(database: Path):
    settings = {"enable_external_access": "false", "lock_configuration": "true"}
    with duckdb.connect(str(database), read_only=True, config=settings) as reader:
        assert reader.execute("SELECT count(*) FROM action_overview").fetchone() == (178,)
        with pytest.raises(duckdb.Error):
            reader.execute("SELECT * FROM read_csv('/etc/hostname')")
        with pytest.raises(duckdb.Error):
            reader.execute("DELETE FROM action_theme")
