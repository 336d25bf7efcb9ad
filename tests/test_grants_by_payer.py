"""Lists of grants that have a column for each payer, as those of LEADER have: each sum is a grant."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from etl.grants.bring import bring_list
from etl.grants.doubles import doubles
from etl.grants.layouts import guessed, guessed_payers, payer_named
from etl.grants.model import GrantsRefused
from etl.grants.packed import PackedList, bring_packed, packed_list
from etl.grants.read import read_grants
from etl.paths import DATA
from etl.readers.tables.named_columns import Naming
from evaluation.themes import codebook
from tests.granted import workbook
from tests.invented import Invented

HEAD = (
    "Bénéficiaire", "SIREN", "Projet", "Année", "Coût total HT", "FEADER (€)", "Subvention Région",
    "Aide Département (k€)", "Autofinancement",
)  # fmt: skip
ROWS = [
    HEAD,
    ("Commune de Lirelle", "213400011", "Restaurer le moulin", 2021, 100_000, 40_000, 20_000, 5, 35_000),
    ("Association Les Sources", "", "Créer un sentier", 2022, 30_000, 24_000, "", "-", 6_000),
    ("Commune de Sorgue", "213400029", "Réhabiliter le four", 2022, 20_000, "", "", "", 20_000),
]
NAMING = Naming("Liste", 1, {"beneficiary": 0, "siren": 1, "title": 2, "year": 3, "cost": 4}, (5, 6, 7))
SUMS = [("FEADER", 40_000), ("Région", 20_000), ("Département", 5_000), ("FEADER", 24_000)]


def given() -> bytes:
    return workbook({"Liste": ROWS})


def test_each_payers_sum_is_a_grant_of_its_line_and_a_line_without_any_is_told() -> None:
    found = read_grants(given(), "leader.xlsx", NAMING)
    assert [(grant.funder, grant.eur) for grant in found.grants] == [(name, Decimal(eur)) for name, eur in SUMS]
    assert [grant.line for grant in found.grants] == [2, 2, 2, 3]
    assert {grant.cost for grant in found.grants} == {Decimal(100_000), Decimal(30_000)}
    (fault,) = found.faults
    assert fault.line == 4 and "Aucune colonne de financeur" in fault.why
    assert found.rows == 5, "sums that are said, and the line that says none"


def test_columns_of_payers_are_guessed_and_none_of_what_is_hoped_for_or_ones_own() -> None:
    assert guessed_payers(list(HEAD)) == (5, 6, 7)
    assert (
        guessed_payers(["Bénéficiaire", "Projet", "Montant sollicité Région", "Montant DETR", "Autofinancement"]) == ()
    )
    assert guessed_payers(["Commune", "FEADER", "État", "État du dossier"]) == (1, 2)
    assert guessed(list(HEAD))["beneficiary"] == 0


@pytest.mark.parametrize(
    ("name", "payer"),
    [
        ("FEADER (€)", "FEADER"), ("Subvention de la Région", "Région"), ("Montant accordé DETR", "DETR"),
        ("Aide Département (k€)", "Département"), ("Agence de l’eau", "Agence de l’eau"), ("Montant", "Montant"),
    ],
)  # fmt: skip
def test_the_name_of_a_column_without_its_words_of_sums_is_the_payer(name: str, payer: str) -> None:
    assert payer_named(name) == payer


def test_a_sum_that_cannot_be_read_leaves_the_others_of_its_line() -> None:
    rows = [*ROWS[:2], ("Commune de Sorgue", "213400029", "Le four", 2022, 1, "beaucoup", 7_000, "", "")]
    found = read_grants(workbook({"Liste": rows}), "leader.xlsx", NAMING)
    assert [(grant.line, grant.funder) for grant in found.grants][-1] == (3, "Région")
    assert ["beaucoup" in fault.why for fault in found.faults] == [True]
    with pytest.raises(GrantsRefused, match="FEADER"):
        read_grants(workbook({"Liste": [HEAD, ROWS[3]]}), "leader.xlsx", NAMING)


def test_it_is_kept_leaves_with_a_plan_and_comes_back_the_same(tmp_path: Path) -> None:
    kept = bring_list(given(), "leader.xlsx", tmp_path / "one", codebook().rules, NAMING)
    assert "4 subventions en 5 sommes" in kept.said()[0]
    files = packed_list(kept.folder)
    back = bring_packed(
        PackedList(kept.folder.name, files["source.toml"], files["grants.csv"]), tmp_path / "two", codebook().rules
    )
    assert packed_list(back.folder)["grants.csv"] == files["grants.csv"]
    assert (back.grants, back.rows, back.eur) == (kept.grants, kept.rows, kept.eur)


def test_the_base_holds_each_sum_under_an_identifier_of_its_own(invented: Invented) -> None:
    (invented.data / "reference" / "france").symlink_to(DATA / "reference" / "france")
    bring_list(given(), "leader.xlsx", invented.data / "grants" / "loaded", codebook().rules, NAMING)
    invented.build()
    with duckdb.connect(str(invented.database), read_only=True) as base:
        found = base.execute(
            "SELECT grant_id, line, funder, eur FROM \"grant\" WHERE source_id = 'fichier-leader' ORDER BY grant_id"
        ).fetchall()
    assert [(name, line, funder, int(eur)) for name, line, funder, eur in found] == [
        ("fichier-leader:2", 2, "FEADER", 40_000), ("fichier-leader:2:2", 2, "Région", 20_000),
        ("fichier-leader:2:3", 2, "Département", 5_000), ("fichier-leader:3", 3, "FEADER", 24_000),
    ]  # fmt: skip


def test_what_another_list_says_of_one_payer_is_the_double_of_that_sum_alone() -> None:
    first, *_ = read_grants(given(), "leader.xlsx", NAMING).grants
    regional = [one for one in read_grants(given(), "leader.xlsx", NAMING).grants if one.funder == "Région"]
    assert first.funder == "FEADER"
    assert doubles({"a": [first], "b": regional}) == {}
    assert doubles({"a": regional, "b": regional}) == {("b", 2): ("a", 2)}


def asking(rows: list[tuple[str, ...]]) -> None:
    """The script of a page that asks what the columns of a list of grants are."""
    import streamlit as st

    from dashboard.widgets import naming, own_grants
    from etl.readers.tables.named_columns import OfferedTable

    named = naming.columns("digest", [OfferedTable("Liste", tuple(rows))], own_grants._COLUMNS)
    st.text("rien" if named is None else f"{named.payers} {sorted(named.columns)}")


def test_a_planner_is_asked_for_the_columns_of_payers_with_a_guess_made(database: Path) -> None:
    rows = [tuple(map(str, row)) for row in ROWS]
    page = AppTest.from_function(asking, args=(rows,)).run()
    assert not page.exception
    assert page.multiselect[0].placeholder == "Aucune colonne" and page.multiselect[0].value == [5, 6, 7]
    assert page.text[0].value == "(5, 6, 7) ['beneficiary', 'cost', 'siren', 'title', 'year']"
    page.multiselect[0].set_value([]).run()
    assert page.text[0].value == "rien", "no sum is named"
    page.multiselect[0].set_value([5]).run()
    assert page.text[0].value.startswith("(5,)")
