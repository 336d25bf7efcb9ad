"""Each check of sql/checks holds on the real database, and fires on a copy that is broken on purpose."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from etl.checks import all_checks, run_checks
from etl.errors import BuildError
from etl.paths import SQL
from tests.invented import Invented

CHECKS = {check.name: check for check in all_checks()}

# For each check, a statement that breaks what it guards, and a value that its first offending row must show.
BREAKING: dict[str, tuple[str, str]] = {
    "action_has_one_primary_theme": (
        "DELETE FROM action_theme WHERE rank = 1 AND action_id = (SELECT min(action_id) FROM action)",
        "SELECT min(action_id) FROM action",
    ),
    "action_lines_within_document": (
        "UPDATE action SET last_line = 9999 WHERE action_id = (SELECT min(action_id) FROM action)",
        "SELECT min(action_id) FROM action",
    ),
    "actions_do_not_overlap": (
        "UPDATE action SET last_line = last_line + 30 WHERE rank = 1 AND territory_id = 'cahors'",
        "SELECT action_id FROM action WHERE rank = 1 AND territory_id = 'cahors'",
    ),
    "diagnosis_yields_orientations_only": (
        "UPDATE action SET engagement = 'engage' WHERE rank = 1 AND territory_id = 'porte-du-hainaut'",
        "SELECT action_id FROM action WHERE rank = 1 AND territory_id = 'porte-du-hainaut'",
    ),
    "amounts_say_their_period": (
        "UPDATE amount SET period_words = 'sur 7 ans' WHERE amount_id = (SELECT min(amount_id) FROM amount "
        "WHERE period_words IS NOT NULL)",
        "SELECT min(amount_id) FROM amount WHERE period_words IS NOT NULL",
    ),
    "families_have_several_schemes": (
        "UPDATE scheme SET family_id = NULL WHERE scheme_id = 'opah'",
        "SELECT family_id FROM scheme WHERE scheme_id = 'opah'",
    ),
    "every_compared_territory_has_a_document": (
        "DELETE FROM document WHERE territory_id = 'cahors'",
        "SELECT 'cahors'",
    ),
    "every_theme_has_an_area_in_each_grid": ("DELETE FROM theme_area WHERE theme_id = 'sante'", "SELECT 'sante'"),
    "funds_are_schemes_too": (
        "DELETE FROM action_scheme WHERE scheme_id = 'leader'",
        "SELECT 'leader'",
    ),
    "schemes_without_money_have_no_funder": (
        "UPDATE scheme_funding SET scheme_id = 'opah' WHERE scheme_funding_id = 'pcaet/'",
        "SELECT 'opah'",
    ),
    "lines_are_consecutive": (
        "DELETE FROM document_line WHERE document_id LIKE 'cahors%' AND line = 7",
        "SELECT document_id FROM document WHERE territory_id = 'cahors'",
    ),
    "parts_do_not_exceed_envelope": (
        "UPDATE amount SET eur = eur + 1 WHERE part_of = (SELECT min(amount_id) FROM amount WHERE parts_complete)",
        "SELECT min(amount_id) FROM amount WHERE parts_complete",
    ),
    "parts_share_the_scope_of_their_envelope": (
        "UPDATE amount SET scope = 'operation' WHERE amount_id = (SELECT min(part_of) FROM amount)",
        "SELECT 'operation'",
    ),
    "partners_are_not_bearers": (
        "UPDATE action_funder SET role = 'partenaire', funder_id = (SELECT min(funder_id) FROM document_bearer "
        "WHERE document_id LIKE 'cahors%') WHERE action_id = (SELECT min(action_id) FROM action_funder "
        "WHERE action_id LIKE 'cahors%')",
        "SELECT min(action_id) FROM action_funder WHERE action_id LIKE 'cahors%'",
    ),
    "parts_belong_to_payers": (
        "UPDATE action_funder SET part = 'toute la rue' WHERE part IS NOT NULL",
        "SELECT action_id FROM action_funder WHERE part IS NOT NULL",
    ),
    "periods_are_plausible": (
        "UPDATE action SET period_end = period_start - 1 WHERE action_id = (SELECT min(action_id) FROM action "
        "WHERE period_start IS NOT NULL)",
        "SELECT min(action_id) FROM action WHERE period_start IS NOT NULL",
    ),
    "population_is_the_sum_of_members": (
        "UPDATE territory SET population = population + 1 WHERE territory_id = 'cahors'",
        "SELECT 'cahors'",
    ),
    "repeated_amounts_are_equal": (
        "UPDATE amount SET eur = eur + 1 "
        "WHERE amount_id = (SELECT min(amount_id) FROM amount WHERE same_as IS NOT NULL)",
        "SELECT min(amount_id) FROM amount WHERE same_as IS NOT NULL",
    ),
    "title_is_found_at_its_lines": (
        "UPDATE action SET title = title || ' retouché' WHERE action_id = (SELECT min(action_id) FROM action)",
        "SELECT min(action_id) FROM action",
    ),
}  # fmt: skip
# These look at the database's own catalogue, which a copy of the rows does not keep.
OF_THE_CATALOGUE = {
    "every_column_is_described": (
        "ALTER TABLE action ADD COLUMN humeur VARCHAR",
        "CREATE TABLE brouillon (a INTEGER)",
        "CREATE VIEW brouillon AS SELECT 1 AS a",
        "COMMENT ON COLUMN action_overview.theme IS NULL",
        "COMMENT ON TABLE build IS NULL",
    ),
}
# Ways to break a check that the first statement of BREAKING leaves untried.
OTHER_WAYS = [
    ("action_has_one_primary_theme", "UPDATE action_theme SET rank = 1"),
    ("every_theme_has_an_area_in_each_grid", "INSERT INTO grid VALUES ('neuve', 99, 'Neuve', 'Une grille vide.', 'x')"),
    ("amounts_say_their_period", "UPDATE amount SET period_start = 2018 WHERE period_words IS NULL"),
    ("amounts_say_their_period", "UPDATE amount SET period_end = 2022 WHERE period_words = 'sur 5 ans'"),
    ("families_have_several_schemes", "UPDATE scheme_family SET family_id = 'opah' WHERE label LIKE 'OPAH%'"),
    ("funds_are_schemes_too", "UPDATE action_funder SET role = 'partenaire' WHERE funder_id = 'leader'"),
    ("funds_are_schemes_too", "DELETE FROM action_funder WHERE funder_id = 'cee'"),
    ("parts_belong_to_payers", "UPDATE action_funder SET role = 'contractant' WHERE part IS NOT NULL"),
    ("lines_are_consecutive", "UPDATE document_line SET line = line + 1"),
    ("parts_do_not_exceed_envelope", "DELETE FROM amount WHERE part_of IS NOT NULL AND amount_id LIKE '%etudes'"),
    ("periods_are_plausible", "UPDATE action SET period_start = 1995 WHERE period_start IS NOT NULL"),
    ("periods_are_plausible", "UPDATE action SET period_end = 2099 WHERE period_end IS NOT NULL"),
    ("population_is_the_sum_of_members", "DELETE FROM member WHERE territory_id = 'cahors'"),
    ("population_is_the_sum_of_members", "UPDATE territory SET communes = communes + 1 WHERE territory_id = 'cahors'"),
    ("repeated_amounts_are_equal", "UPDATE amount SET eur = 1000000000 WHERE conflicts_with IS NOT NULL"),
]


@pytest.fixture(scope="module")
def unbound_copy(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The real rows without their keys, so that a test may break what the schema alone would forbid."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{database}' AS real (READ_ONLY)")
        tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'real'").fetchall()
        for (table,) in tables:
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM real.{table}")
        connection.execute("DETACH real")
        for script in sorted((SQL / "views").glob("*.sql")):
            connection.execute(script.read_text("utf-8"))
        yield connection


@pytest.fixture
def unbound(unbound_copy: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same for one test: what it breaks is taken back after it."""
    unbound_copy.execute("BEGIN")
    yield unbound_copy
    unbound_copy.execute("ROLLBACK")


def test_every_check_has_a_way_to_break_it():
    """A new check without its breaking case fails here: nobody would know whether it can fire."""
    assert set(BREAKING) | set(OF_THE_CATALOGUE) == set(CHECKS)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_check_says_in_french_what_must_hold(name: str):
    first = CHECKS[name].query.split("\n")[0]
    assert first == f"-- {CHECKS[name].sentence}"
    assert CHECKS[name].sentence.endswith(".") and CHECKS[name].sentence[0].isupper()


def test_all_checks_hold_on_the_real_database(connection):
    run_checks(connection)


@pytest.mark.parametrize("name", sorted(BREAKING))
def test_a_check_is_silent_until_its_data_is_broken(unbound, name: str):
    statement, culprit = BREAKING[name]
    assert unbound.execute(CHECKS[name].query).fetchall() == []
    (expected,) = unbound.execute(culprit).fetchone()
    unbound.execute(statement)
    offending = unbound.execute(CHECKS[name].query).fetchall()
    assert any(expected in row for row in offending), offending[:5]


@pytest.mark.parametrize(("name", "statement"), OTHER_WAYS)
def test_a_check_fires_on_the_other_ways_to_break_it(unbound, name: str, statement: str):
    unbound.execute(statement)
    assert unbound.execute(CHECKS[name].query).fetchall() != []


@pytest.mark.parametrize(
    ("name", "statement"), [(name, statement) for name, ways in OF_THE_CATALOGUE.items() for statement in ways]
)
def test_a_check_of_the_catalogue_fires_on_what_is_not_described(
    invented_database: Path, tmp_path: Path, name: str, statement: str
):
    copy = shutil.copy(invented_database, tmp_path / "copy.duckdb")
    with duckdb.connect(str(copy)) as connection:
        assert connection.execute(CHECKS[name].query).fetchall() == []
        connection.execute(statement)
        assert connection.execute(CHECKS[name].query).fetchall() != []


def test_all_failing_checks_are_told_at_once_with_their_sentence_and_first_rows(unbound):
    for name in ("action_lines_within_document", "population_is_the_sum_of_members"):
        unbound.execute(BREAKING[name][0])
    unbound.execute("UPDATE action SET title = title || ' retouché'")
    with pytest.raises(BuildError) as failed:
        run_checks(unbound)
    said = str(failed.value)
    for name in ("action_lines_within_document", "population_is_the_sum_of_members", "title_is_found_at_its_lines"):
        assert f"- {name}: {CHECKS[name].sentence}" in said
    (actions,) = unbound.execute("SELECT count(*) FROM action").fetchone()
    assert f"({actions} row(s))" in said
    assert said.count("retouché") == 5  # not all of them
    assert "\n  -> " in said and "untouched" in said


BREAK_A_BUILD: dict[str, Callable[[Invented], object]] = {
    "population_is_the_sum_of_members": lambda invented: invented.replace(
        "reference/communes.csv", "Le Pont,100", "Le Pont,101"
    ),
    "parts_do_not_exceed_envelope": lambda invented: (
        invented.replace_words("val-fiches", "- 2 M€", "- 3 M€"),
        invented.replace("codebook/amounts.csv", "2 M€", "3 M€"),
    ),
    "every_compared_territory_has_a_document": lambda invented: (
        shutil.rmtree(invented.path("documents/haut-pistes")),
        [path.unlink() for path in invented.data.glob("codebook/**/haut-pistes.csv")],
    ),
    "diagnosis_yields_orientations_only": lambda invented: invented.replace(
        "documents/val-fiches/source.toml", "dossier de presse", "diagnostic"
    ),
}


@pytest.mark.parametrize("name", BREAK_A_BUILD)
def test_a_build_whose_checks_fail_leaves_the_old_database(built: Invented, name: str):
    before = built.database.read_bytes()
    BREAK_A_BUILD[name](built)
    with pytest.raises(BuildError, match=name):
        built.build()
    assert built.database.read_bytes() == before
    assert [path.name for path in built.database.parent.iterdir()] == [built.database.name]
