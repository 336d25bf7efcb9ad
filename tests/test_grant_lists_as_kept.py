"""Lists of grants as administrations keep them: heads in two rows, a column a year, sums that are taken back."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from etl.grants.layouts import guessed
from etl.grants.read import read_grants
from etl.grants.tables import offered
from etl.readers.tables.named_columns import Naming, guessed_head
from tests.granted import only, workbook


def _confirmed(content: bytes, name: str) -> Naming:
    """What a planner says who takes each guess."""
    (table,) = offered(content, name)
    head = guessed_head(table)
    return Naming(table.name, head, guessed(table.rows[head - 1]))


def test_a_head_in_two_rows_is_one_and_no_row_is_lost() -> None:
    rows = [
        ["Dotations 2023"], [],
        ["N°", "Commune bénéficiaire", "Intitulé de l’opération", "Coût HT", "DETR", "", "Date de l’arrêté"],
        ["", "", "", "", "Subvention accordée", "Taux", ""],
        ["Arrondissement de Montauban"],
        [1, "Albias", "École", 84_210.5, 33_684, 0.4, "27/05/2023"],
        [2, "Bioule", "Halle", 10_000, 4_000, 0.4, "27/05/2023"],
    ]  # fmt: skip
    content = workbook({"DETR": rows})
    assert _confirmed(content, "detr.xlsx").head_row == 4
    found = read_grants(content, "detr.xlsx")
    assert found.layout == "dotations de l’État à l’investissement"
    assert [(one.line, one.beneficiary, one.eur, one.cost, one.year, one.programme) for one in found.grants] == [
        (6, "Albias", Decimal(33_684), Decimal("84210.5"), 2023, "DETR"),
        (7, "Bioule", Decimal(4_000), Decimal(10_000), 2023, "DETR"),
    ]


@pytest.mark.parametrize(
    "below",
    [
        ["Arrondissement de Montauban", "", "", "", ""],
        ["", "", "", 12_000, ""],
        ["", "Cœur de ville", "", "", ""],
    ],
)
def test_a_row_below_a_head_in_one_is_no_part_of_it(below: list[object]) -> None:
    head = ["Canton", "Commune", "Objet", "Subvention accordée", "Année"]
    (table,) = offered(workbook({"L": [head, below, ["A", "Albas", "École", 9, 2023]]}), "l.xlsx")
    assert list(table.rows[0]) == head and table.rows[1][3] in ("", "12000")


def test_of_a_column_a_year_the_last_is_guessed_and_says_its_year() -> None:
    content = workbook({"A": [["Association", "Subvention 2023", "Subvention 2024"], ["Le Fil", 100, 200]]})
    naming = _confirmed(content, "BP2023.xlsx")
    assert naming.columns == {"beneficiary": 0, "eur": 2}
    grant = only(read_grants(content, "BP2023.xlsx", naming))
    assert (grant.eur, grant.year) == (Decimal(200), 2024)
    other = Naming("A", 1, {"beneficiary": 0, "eur": 1})
    assert only(read_grants(content, "BP2025.xlsx", other)).year == 2023


def test_days_that_a_workbook_lost_the_form_of_say_their_year() -> None:
    rows = [["Bénéficiaire", "Montant", "Date de décision"], ["Albas", 5, 44_379]]
    naming = Naming("A", 1, {"beneficiary": 0, "eur": 1, "year": 2})
    assert only(read_grants(workbook({"A": rows}), "a.xlsx", naming)).year == 2021
    rows[0][2] = "Code"
    found = read_grants(workbook({"A": rows}), "a.xlsx", naming)
    assert only(found).year is None and "ne dit pas une année" in found.faults[0].why


@pytest.mark.parametrize(
    "said",
    ["Annulée le 3 mai", "Retirée", "Refusé", "Dossier déprogrammé", "Avis défavorable", "En attente", "caduque",
     "Subvention annulée", "Rejetée"],
)  # fmt: skip
def test_what_was_refused_or_taken_back_is_told_and_not_counted(said: str) -> None:
    rows = [["Bénéficiaire", "Objet", "Montant accordé", "Observations"], ["Albas", "École", 5, said],
            ["Bioule", "Halle", 7, "Soldé"], ["Caussade", "Retirer l’amiante", 9, ""]]  # fmt: skip
    found = read_grants(workbook({"A": rows}), "2024.xlsx", Naming("A", 1, {"beneficiary": 0, "title": 1, "eur": 2}))
    assert [one.beneficiary for one in found.grants] == ["Bioule", "Caussade"]
    (fault,) = [one for one in found.faults if one.line == 2]
    assert f"« {said} » dans « Observations »" in fault.why and "n’est pas comptée" in fault.why


def test_neither_costs_nor_sums_that_are_asked_for_are_guessed_to_be_granted() -> None:
    for name in ("Coût total de l’opération (€)", "Montant demandé", "Subventions espérées", "Dépense éligible (€)"):
        assert "eur" not in guessed(("Bénéficiaire", "Objet de l’opération", name))
        found = guessed(("Bénéficiaire", "Objet de l’opération", name, "Aide régionale (€)"))
        assert found["eur"] == 3
    assert "department" not in guessed(("Bénéficiaire", "Montant accordé", "Dépenses"))


def test_words_merged_over_rows_are_of_each_and_sums_are_counted_once() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Commune", "Nature des travaux", "Montant accordé"], ["Albas", "École", 10], ["", "Halle", 20],
                ["Bioule", "Pont", 30], ["", "Quai", ""]):  # fmt: skip
        sheet.append(row)
    for area in ("A2:A3", "A4:A5", "C4:C5"):
        sheet.merge_cells(area)
    held = io.BytesIO()
    book.save(held)
    found = read_grants(held.getvalue(), "2024.xlsx", Naming("Sheet", 1, {"beneficiary": 0, "title": 1, "eur": 2}))
    assert [(one.beneficiary, one.title, one.eur) for one in found.grants] == [
        ("Albas", "École", Decimal(10)), ("Albas", "Halle", Decimal(20)), ("Bioule", "Pont", Decimal(30)),
    ]  # fmt: skip
    assert [fault.line for fault in found.faults] == [5]


@pytest.mark.parametrize(
    ("cell", "eur"),
    [(8.175, 8_175), ("8,175", 8_175), (17.28, 17_280), ("12 k€", 12_000), ("12 000 €", 12_000), (140, 140_000)],
)
def test_sums_in_thousands_are_whole_to_the_euro_and_a_cell_that_says_its_unit_is_in_that(
    cell: object, eur: int
) -> None:
    rows = [["Bénéficiaire", "Aide votée (k€)", "Date"], ["Albas", cell, 2023], ["Bioule", "2,5", 2023]]
    naming = Naming("A", 1, {"beneficiary": 0, "eur": 1, "year": 2})
    found = read_grants(workbook({"A": rows}), "a.xlsx", naming)
    assert [one.eur for one in found.grants] == [Decimal(eur), Decimal(2_500)]
