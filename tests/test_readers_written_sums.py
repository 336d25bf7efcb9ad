"""Sums in spellings that plans have and grammars forget: each is read as it is meant, or told as unread."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from etl.money import euros
from etl.readers import funding_of, read
from etl.readers.fields.stated_sums import sums_of


@pytest.mark.parametrize(
    ("words", "eur"),
    [
        ("45.000 €", 45_000),
        ("1.250.000,50 € HT", Decimal("1250000.50")),
        ("12 500.50 €", Decimal("12500.50")),
        ("1.2 M€", 1_200_000),
        ("1,250 M€", 1_250_000),
        ("Travaux 2025 450 000 €", 450_000),
        ("12'500 €", 12_500),
    ],
)
def test_thousands_are_parted_by_points_and_no_year_begins_a_sum(words: str, eur: Decimal) -> None:
    assert euros(words) == [eur]


@pytest.mark.parametrize(
    ("words", "eur", "said"),
    [
        ("3 x 15 000 € HT", 45_000, "3 x 15 000 € HT"),
        ("2 × 22 500 €", 45_000, "2 × 22 500 €"),
        ("10 000 € x 3 ans", 30_000, "10 000 € x 3 ans"),
    ],
)
def test_a_sum_taken_several_times_is_their_product_in_its_words(words: str, eur: int, said: str) -> None:
    assert [(one.eur, one.per, one.words) for one in sums_of(words)] == [(eur, "total", said)]


@pytest.mark.parametrize(
    "words",
    [
        "45,000 €", "1.250 k€", "50 % de 100 000 €", "4 postes à 35 000 €", "1 M 200 000 €", "plus de 20 000 €",
        "80 000 - 100 000 €", "environ 1 000 x 20 €/m²",
    ],
)  # fmt: skip
def test_words_that_may_mean_another_sum_state_none_and_are_told(words: str) -> None:
    assert sums_of(words) == []
    assert funding_of({"budget": words}, {}).unread == (words,)


def test_a_range_beside_a_sum_is_told() -> None:
    told = funding_of({"budget": "Étude : 12 000 € ; travaux : entre 50 000 et 80 000 €"}, {})
    assert [one.eur for one in told.sums] == [12_000]
    assert told.unread == ("Étude : 12 000 € ; travaux : entre 50 000 et 80 000 €",)


def test_a_payer_whose_sum_is_not_sure_is_told() -> None:
    told = funding_of({"funders": "Région : 45,000 € ; Département : 30.000 €"}, {})
    assert [(one.name, one.sum and one.sum.eur) for one in told.funders] == [("Région", None), ("Département", 30_000)]
    assert told.unread == ("Région : 45,000 €",)


@pytest.mark.parametrize("words", ["5 000 € maximum", "< 5 000 €", "moins de 5 000 €", "5 000 € max."])
def test_a_highest_sum_is_a_ceiling(words: str) -> None:
    assert [(one.eur, one.role) for one in sums_of(words)] == [(5_000, "ceiling")]


def test_a_sum_with_tax_is_no_part_of_the_one_without() -> None:
    found = sums_of("60 000 € HT soit 72 000 € TTC")
    assert [(one.eur, one.basis, one.role) for one in found] == [(60_000, "HT", "whole"), (72_000, "TTC", "whole")]


@pytest.mark.parametrize(
    ("written", "eur"), [("100.000", 100_000), ("1.250.000", 1_250_000), ("100.000,50", Decimal("100000.5"))]
)
def test_words_of_digits_in_a_column_of_euros_are_read_as_they_are_written(written: str, eur: Decimal) -> None:
    assert [one.eur for one in funding_of({"budget": written}, {"colonne du coût": "Coût (€)"}).sums] == [eur]


@pytest.mark.parametrize(("written", "column"), [("45,000", "Coût (€)"), ("1.250", "Coût (k€)")])
def test_digits_that_may_be_thousands_or_decimals_are_told(written: str, column: str) -> None:
    told = funding_of({"budget": written}, {"colonne du coût": column})
    assert (told.sums, told.unread) == ((), (written,))


def test_a_workbook_with_points_in_its_thousands_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Action", "Pilote", "Budget", "Financeurs"])
        sheet.write_row(1, 0, ["Ouvrir une halle", "Commune", "45.000 € HT", "Région : 1.500 € ; DETR : 30 %"])
        sheet.write_row(2, 0, ["Planter des haies", "Syndicat", "3 x 15 000 €", ""])
    done = read(path.read_bytes(), path.name)
    told = [funding_of(unit.fields, done.facts) for unit in done.units]
    assert [[one.eur for one in unit.sums] for unit in told] == [[45_000], [45_000]]
    assert [one.sum and one.sum.eur for one in told[0].funders] == [1_500, None]


@pytest.mark.parametrize(
    "written",
    [
        "Financeur : Montant\nBanque des Territoires : 200 000 €\nFEDER : 160 000 €",
        "Financeur Montant\nBanque des\nTerritoires\n200 000 €\nFEDER 160 000 €",
        "Banque des Territoires\n200 000 €\nFEDER\n160 000 €",
    ],
)
def test_a_cell_that_holds_a_table_of_payers_names_each_with_its_sum_and_none_by_its_head(written: str) -> None:
    told = funding_of({"funders": written}, {})
    assert [(one.name, one.sum and one.sum.eur) for one in told.funders] == [
        ("Banque des Territoires", 200_000), ("FEDER", 160_000),
    ]  # fmt: skip
    assert told.unread == ()


def test_sums_below_several_payers_are_of_none_of_them() -> None:
    told = funding_of({"funders": "Région\nDETR\n200 000 €\n160 000 €"}, {})
    assert [one.sum for one in told.funders] == [None, None]
    assert told.unread == ("200 000 €", "160 000 €")


@pytest.mark.parametrize(
    ("written", "payers", "unread"),
    [
        ("Région 45 000 € HT - Département 30 000 € HT", [("Région", 45_000), ("Département", 30_000)], ()),
        ("Région = 45 000 €", [("Région", 45_000)], ()),
        ("45 000 € (Région) ; 30 000 € (Département)", [("Région", 45_000), ("Département", 30_000)], ()),
        ("Région : 45 000 € ; Total : 100 000 €", [("Région", 45_000)], ("Total : 100 000 €",)),
        ("Région : 45 000 €\nsoit 30 %", [("Région", 45_000)], ("soit 30 %",)),
    ],
)
def test_payers_are_parted_and_totals_are_none(
    written: str, payers: list[tuple[str, int]], unread: tuple[str, ...]
) -> None:
    told = funding_of({"funders": written}, {})
    assert [(one.name, one.sum and one.sum.eur) for one in told.funders] == payers
    assert told.unread == unread


@pytest.mark.parametrize(
    "written",
    [
        "DETR : 45 000 € en 2025 puis 20 000 € en 2026", "Fonds vert : 10000",
        "Europe (FEDER : 45 000 € ; FSE+ : 20 000 €)", "Région 45000", "Coût total : 100 000 € dont Région 45 000 €",
    ],
)  # fmt: skip
def test_a_clause_whose_sums_are_not_all_read_is_told_and_gives_none(written: str) -> None:
    told = funding_of({"funders": written}, {})
    assert [one.sum for one in told.funders if one.sum] == []
    assert told.unread == (written,)
