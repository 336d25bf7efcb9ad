"""What the fields of a planner's file say that somebody pays: beside the payer, never « non dite »."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard import queries
from dashboard.comparisons import bodies_by_action
from dashboard.selection import Selection
from etl.load import build
from etl.paths import DATA
from tests.brought import TITLES, plan_folder, workbook

OWN = "cc-faucigny-glieres"


def test_a_sum_that_a_field_states_of_a_payer_stands_beside_it_and_another_is_unsaid(tmp_path: Path) -> None:
    build(DATA, tmp_path / "base.duckdb", plans=[plan_folder(tmp_path)])
    with queries.reading(tmp_path / "base.duckdb"):
        table = bodies_by_action(Selection(territories=(OWN,))).table
    said = dict(zip(zip(table["action"], table["funder_id"], strict=True), table["sums"], strict=True))
    assert said[TITLES[0], "region"] == "240 000 €"
    assert said[TITLES[0], "ademe"] == "non dite"
    assert [sums for (title, _), sums in said.items() if title == TITLES[2]] == ["10 000 €"]


def test_a_bare_number_under_the_name_of_a_payer_is_its_sum_as_its_column_says(tmp_path: Path) -> None:
    head = ("Axe", "Titre de l'action", "Financeur 1", "Montant € HT")
    rows = (("Axe 1", "Créer une voie verte", "Région", 45000), ("Axe 1", "Isoler les écoles", "ADEME", "1 200,50"))
    folder = plan_folder(tmp_path, workbook(rows, head))
    build(DATA, tmp_path / "base.duckdb", plans=[folder])
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT title, funder_id, stated_sum FROM action_funder JOIN action USING (action_id) "
            "WHERE stated_sum IS NOT NULL ORDER BY rank"
        ).fetchall()
    assert [(title, funder) for title, funder, _ in found] == [
        ("Créer une voie verte", "region"), ("Isoler les écoles", "ademe")
    ]  # fmt: skip
    assert [sums.split(" = ")[-1] for *_, sums in found] == ["45\u202f000\u00a0€ HT", "1\u202f200,5\u00a0€ HT"]


def test_a_record_tells_of_a_field_s_sum_what_it_is_and_who_gives_it_without_identifiers(tmp_path: Path) -> None:
    build(DATA, tmp_path / "base.duckdb", plans=[plan_folder(tmp_path)])
    with queries.reading(tmp_path / "base.duckdb"):
        (action_id,) = queries.actions(Selection(territories=(OWN,))).query("title == @TITLES[0]")["action_id"]
        (amounts,) = queries.action_record(action_id)["amounts"]
    assert [(one["label"], one["eur"], one["field"]) for one in amounts] == [
        ("Coût d’une action HT", 600_000, "Coût"),
        ("Participation d’un payeur : Région", 240_000, "Financeurs"),
    ]
