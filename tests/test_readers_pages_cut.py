"""Tables and fiches of PDFs whose pages, columns or spacing cut what belongs together."""

from __future__ import annotations

import pytest

from etl.readers import read
from etl.readers.pdf_grid import said
from etl.readers.pdf_lines import Line, Piece
from etl.readers.ruled import Cell
from tests.pdf_shapes import cells, pdf, table

_HEAD = cells("Action", "Pilote", "Coût")


@pytest.mark.parametrize("height", [5.5, 6, 6.6])
def test_rows_that_go_on_above_a_head_that_comes_again_further_down_a_page_are_kept(height: float) -> None:
    rows = [
        cells("Axe 1 : Bouger", more="colspan: 3"), _HEAD, cells("Prêter des vélos", "Ville", "10 000 €"),
        cells("Ouvrir une voie verte", "Pays", "20 000 €"), cells("Peindre des bandes", "Ville", "30 000 €"),
        cells("Poser des abris", "Pays", "40 000 €"), cells("Former les enfants", "École", "50 000 €"),
        cells("Compter les passages", "Pays", "60 000 €"), cells("Éditer une carte", "Office", "70 000 €"),
        cells("Axe 2 : Habiter", more="colspan: 3"), _HEAD, cells("Isoler les écoles", "Ville", "80 000 €"),
    ]  # fmt: skip
    page = f"#set page(width: 24cm, height: {height}cm, margin: 1cm)\n"
    found = read(pdf(page + table("8cm, 1fr, 4cm", *rows)), "plan.pdf")
    assert [unit.title for unit in found.units] == [
        "Prêter des vélos", "Ouvrir une voie verte", "Peindre des bandes", "Poser des abris", "Former les enfants",
        "Compter les passages", "Éditer une carte", "Isoler les écoles",
    ]  # fmt: skip
    assert [unit.headings for unit in found.units[-2:]] == [("Axe 1 : Bouger",), ("Axe 2 : Habiter",)]


def test_a_title_that_a_page_cuts_behind_its_number_is_one_and_told() -> None:
    name = "Expérimentation de navettes de la gare au collège"
    rows = [
        _HEAD, cells("1.1 Prêter des vélos", "Ville", "10 000 €"), cells("1.2 Peindre des bandes", "Ville", "30 000 €"),
        cells(f"1.3 {name}", "Pays", "40 000 €"), cells("1.4 Former les enfants", "École", "50 000 €"),
    ]  # fmt: skip
    page = "#set page(width: 24cm, height: 5.4cm, margin: 1cm)\n#set text(costs: (widow: 0%, orphan: 0%))\n"
    found = read(pdf(page + table("3cm, 1fr, 4cm", *rows)), "plan.pdf")
    assert [(unit.label, unit.title) for unit in found.units] == [
        ("1.1", "Prêter des vélos"), ("1.2", "Peindre des bandes"), ("1.3", name), ("1.4", "Former les enfants"),
    ]  # fmt: skip
    assert [(one.place.page, "continue sans doute" in one.why) for one in found.doubts] == [(2, True)]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("les écoles de ", "Saint-Vérand", "et de ", "Marsolle"), "les écoles de Saint-Vérand et de Marsolle"),
        (("Communauté", "de communes"), "Communauté de communes"),
        (("récupérateur", "s d’eau"), "récupérateurs d’eau"),
    ],
)
def test_small_words_below_a_word_that_fills_its_cell_are_no_end_of_it(lines: tuple[str, ...], whole: str) -> None:
    # As LibreOffice writes a PDF: no space where it breaks a line that is full.
    cell = Cell(0, 0, 0, 0, 0.0, 4.0 + 5.0 * 12, 0.0, 100.0)
    told = [
        Line(1, (Piece(text, 2.0, 2.0 + 5.0 * len(text.strip()), 90.0 - 12 * at, 10.0, False),))
        for at, text in enumerate(lines)
    ]
    assert said(told, cell, keeps_spaces=True) == whole
