"""Tables and fiches of PDFs whose pages, columns or spacing cut what belongs together."""

from __future__ import annotations

import io

import docx
import pytest

from etl.readers import read
from etl.readers.pdf.grid import said
from etl.readers.pdf.lines import Line, Piece
from etl.readers.pdf.ruled import Cell
from tests.pdf_shapes import cells, pdf, plain, table

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


_FICHES = (
    ("Axe 1 : Bouger", "Objectif 1.1 : À vélo", "Prêter des vélos"), ("", "", "Peindre des bandes"),
    ("", "Objectif 1.2 : En car", "Ouvrir une ligne"), ("Axe 2 : Habiter", "Objectif 2.1 : Rénover", "Isoler"),
)  # fmt: skip
_ABOVE = [
    ("Axe 1 : Bouger", "Objectif 1.1 : À vélo"), ("Axe 1 : Bouger", "Objectif 1.1 : À vélo"),
    ("Axe 1 : Bouger", "Objectif 1.2 : En car"), ("Axe 2 : Habiter", "Objectif 2.1 : Rénover"),
]  # fmt: skip


def _plain_lines() -> list[str]:
    return [
        line
        for at, (axis, objective, title) in enumerate(_FICHES, 1)
        for line in (axis, objective, f"Action {at} : {title}", "Pilote : Ville", "Calendrier : 2026")
        if line
    ]


def test_headings_in_the_type_of_the_text_are_of_the_actions_below_them_and_told() -> None:
    found = read(pdf("\n\n".join(plain(line) for line in _plain_lines())), "plan.pdf")
    assert [(unit.title, unit.headings) for unit in found.units] == [
        (title, above) for (*_, title), above in zip(_FICHES, _ABOVE, strict=True)
    ]
    assert all(unit.fields == {"pilot": "Ville", "calendar": "2026"} for unit in found.units)
    assert all(unit.text == "" for unit in found.units)
    assert any("prise pour un titre" in doubt.why for doubt in found.doubts)


def test_headings_in_the_type_of_the_text_of_a_word_document_are_of_the_actions_below_them() -> None:
    document = docx.Document()
    for line in _plain_lines():
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    found = read(held.getvalue(), "plan.docx")
    assert [(unit.title, unit.headings) for unit in found.units] == [
        (title, above) for (*_, title), above in zip(_FICHES, _ABOVE, strict=True)
    ]


def test_labels_at_the_left_that_nothing_but_their_place_sets_apart_have_their_values() -> None:
    body = ""
    for at, (axis, objective, title) in enumerate(_FICHES, 1):
        body += "".join(f"{sign} {plain(one)}\n" for sign, one in (("=", axis), ("==", objective)) if one)
        body += f"=== {plain(f'Action {at} : {title}')}\n#grid(columns: (3cm, 1fr), row-gutter: 8pt, "
        body += "[Description], [Ce qui sera fait.], [Pilote], [Ville de Bray], [Coût], [10 000 € HT])\n"
    found = read(pdf(body), "plan.pdf")
    assert [(unit.title, unit.headings, unit.text) for unit in found.units] == [
        (title, above, "Ce qui sera fait.") for (*_, title), above in zip(_FICHES, _ABOVE, strict=True)
    ]
    assert all(unit.fields == {"pilot": "Ville de Bray", "budget": "10 000 € HT"} for unit in found.units)


def test_boxes_that_say_headings_are_those_of_the_tables_below_them() -> None:
    body = ""
    for axis, objective, titles in (
        ("AXE 1 – Bouger", "Objectif 1.1 – À vélo", ("Prêter des vélos", "Poser des abris")),
        ("", "Objectif 1.2 – En car", ("Ouvrir une ligne",)),
        ("AXE 2 – Habiter", "Objectif 2.1 – Rénover", ("Isoler les écoles", "Planter")),
    ):  # fmt: skip
        body += "".join(table("1fr", cells(one)) for one in (axis, objective) if one)
        rows = (cells(one, "Ville", "10 000 €", "2026") for one in titles)
        body += table("2fr, 1fr, 1fr, 1fr", cells("Action", "Pilote", "Coût", "Calendrier"), *rows)
    found = read(pdf(body), "plan.pdf")
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("Prêter des vélos", ("AXE 1 – Bouger", "Objectif 1.1 – À vélo")),
        ("Poser des abris", ("AXE 1 – Bouger", "Objectif 1.1 – À vélo")),
        ("Ouvrir une ligne", ("AXE 1 – Bouger", "Objectif 1.2 – En car")),
        ("Isoler les écoles", ("AXE 2 – Habiter", "Objectif 2.1 – Rénover")),
        ("Planter", ("AXE 2 – Habiter", "Objectif 2.1 – Rénover")),
    ]


@pytest.mark.parametrize(
    ("before", "title"),
    [("", '#text(size: 14pt, weight: "bold")[{}]'), ("= Axe 1 : Bouger\n\n", "=== {}")],
    ids=["larger and bold", "bold alone, below an axis"],
)
def test_titles_that_begin_as_fields_do_are_actions_where_others_have_their_type(before: str, title: str) -> None:
    titles = ["Prêter des vélos", "Budget participatif : écouter les habitants", "Calendrier partagé des fêtes",
              "Isoler les écoles"]  # fmt: skip
    body = "".join(f"{title.format(plain(one))}\n\nCe qui sera fait.\n\n*Pilote :* Ville\n\n" for one in titles)
    assert [unit.title for unit in read(pdf(before + body), "plan.pdf").units] == titles


def test_the_head_of_a_page_that_names_its_fiche_is_no_part_of_one() -> None:
    body = "#set page(width: 15cm, height: 7cm, margin: 1.5cm)\n"
    for at, title in enumerate(("Prêter des vélos", "Ouvrir une ligne", "Isoler les écoles"), 1):
        head = plain(f"Fiche action {at} – {title}")
        body += f'#set page(header: [{head}])\n#text(size: 16pt, weight: "bold")[{head}]\n\n'
        body += "".join(f"*{label} :* {value}\n\n" for label, value in (
            ("Description", "Ce qui sera fait."), ("Pilote", "Ville"), ("Coût", "10 000 €"), ("Calendrier", "2026"),
            ("Indicateurs", "Nombre de vélos"), ("Partenaires", "Pays"),
        ))  # fmt: skip
        body += "#pagebreak(weak: true)\n"
    found = read(pdf(body), "plan.pdf")
    assert [unit.title for unit in found.units] == ["Prêter des vélos", "Ouvrir une ligne", "Isoler les écoles"]
    assert all(unit.text.endswith("Ce qui sera fait.") for unit in found.units)
    assert all(unit.fields["partners"] == "Pays" for unit in found.units)
    assert found.doubts == ()


def test_headings_between_fiches_of_one_table_are_of_those_below_them() -> None:
    rows = []
    for at, (axis, objective, title) in enumerate(_FICHES, 1):
        rows += [cells(one, more="colspan: 4") for one in (axis, objective) if one]
        rows += [cells(f"Action {at} – {title}", more="colspan: 4"), cells("Pilote", "Ville", "Calendrier", "2026"),
                 cells("Description") + cells("Ce qui sera fait.", more="colspan: 3")]  # fmt: skip
    found = read(pdf(table("3cm, 1fr, 3cm, 1fr", *rows)), "plan.pdf")
    assert [(unit.title, unit.headings) for unit in found.units] == [
        (title, above) for (*_, title), above in zip(_FICHES, _ABOVE, strict=True)
    ]
    assert all(unit.fields == {"pilot": "Ville", "calendar": "2026"} for unit in found.units)
