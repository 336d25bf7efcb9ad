"""Shapes of PDFs that were wrong at first sight: titles set letter by letter, rows painted in turn, labels that their
type alone tells, cells that a page cuts, units that are called otherwise."""

from __future__ import annotations

import re

import pytest

from etl.readers import PlanRead, read
from etl.readers.fields.funding import funding_of
from tests.pdf_shapes import TALL, WIDE, cells, pdf, plain, table

TITLES = ("Planter des haies", "Ouvrir une halle", "Former les agents")


def of(body: str) -> PlanRead:
    return read(pdf(body), "plan.pdf")


def titles(found: PlanRead) -> list[str]:
    return [unit.title for unit in found.units]


def test_a_title_that_is_set_letter_by_letter_reads_as_its_words() -> None:
    body = TALL + "#text(size: 16pt, tracking: 5pt)[AXE 1 – AGIR POUR LA NATURE ET VIVRE]\n\n"
    for at, title in enumerate(TITLES, 1):
        body += f"*Action {at} : {title}*\n\nPilote : Ville\n\n"
    assert {one.headings for one in of(body).units} == {("AXE 1 – AGIR POUR LA NATURE ET VIVRE",)}


def test_crosses_in_the_cells_of_a_calendar_stay_apart() -> None:
    rows = (cells(title, "Ville", *["X"] * 9) for title in TITLES)
    body = WIDE + table(
        "5cm, 3cm, " + ", ".join(["0.8cm"] * 9), cells("Action", "Pilote", *(f"T{at}" for at in range(1, 10))), *rows
    )
    assert titles(of(body)) == list(TITLES)


@pytest.mark.parametrize("count", [4, 5])
def test_rows_between_painted_ones_and_below_the_last_are_read(count: int) -> None:
    own = [f"Planter des haies le long du chemin numéro {at}" for at in range(1, count + 1)]
    rows = (cells(title, "Ville", "CAUE", "2026", more="inset: 6pt") for title in own)
    head = cells("Action", "Pilote", "Partenaires", "Échéance", more='fill: rgb("#234"), inset: 6pt')
    body = TALL + table(
        "5cm, 4cm, 4cm, 3cm", head, *rows, how='stroke: none, fill: (x, y) => if calc.odd(y) { rgb("#eef") },'
    )
    found = of(body)
    assert titles(found) == own
    assert {one.fields["partners"] for one in found.units} == {"CAUE"}


def test_words_in_bold_that_name_a_field_are_its_label_without_a_colon() -> None:
    body = TALL
    for at, title in enumerate(TITLES, 1):
        body += f"= Action {at} : {title}\nUn verger pour tous.\n\n/ Chef de file: Ville\n/ Partenaires: CAUE, ONF\n\n"
    found = of(body)
    assert titles(found) == list(TITLES)
    assert [one.fields for one in found.units] == [{"pilot": "Ville", "partners": "CAUE, ONF"}] * 3


def test_questions_on_lines_that_follow_one_another_are_fields_each() -> None:
    body = TALL
    for at, title in enumerate(TITLES, 1):
        body += f"= Action {at} : {title}\n*Qui pilote ?* Ville \\ *Avec qui ?* CAUE \\ *Quand ?* 2026\n\n"
    assert [one.fields for one in of(body).units] == [{"pilot": "Ville", "partners": "CAUE", "calendar": "2026"}] * 3


@pytest.mark.parametrize("begin", ["Mesure {} | {}", "Engagement n°{} : {}", "Chantier 1.{} : {}", "FICHE {} · {}"])
def test_a_unit_is_known_by_the_word_of_its_plan(begin: str) -> None:
    body = TALL + "#outline(title: [Sommaire])\n#pagebreak()\n"
    for at, title in enumerate(TITLES, 1):
        body += f"= {plain(begin.format(at, title))}\nUn verger.\n\n*Pilote :* Ville\n\n"
    found = of(body)
    assert titles(found) == list(TITLES)
    assert [one.label for one in found.units] == [re.split(" [|:·] ", begin)[0].format(at) for at in (1, 2, 3)]
    assert [one.fields for one in found.units] == [{"pilot": "Ville"}] * 3


def test_a_number_that_stands_apart_from_its_title_begins_one_action() -> None:
    body = TALL
    for at, title in enumerate(TITLES, 1):
        body += f'#text(size: 14pt, weight: "bold")[Action 1.{at} – #h(1.5cm) {title}]\n\nPilote : Ville\n\n'
    found = of(body)
    assert [(one.label, one.title) for one in found.units] == [(f"Action 1.{at}", t) for at, t in enumerate(TITLES, 1)]


def test_a_sentence_beside_objectif_tells_what_is_done_and_is_no_heading() -> None:
    body = TALL + '#text(size: 15pt, weight: "bold")[Axe 1 : Agir]\n\n'
    for at, title in enumerate(TITLES, 1):
        rows = (cells("Objectif", "Douze haies seront plantées."), cells("Pilote", "Ville"), cells("Coût", "9 000 €"))
        body += table("4cm, 1fr", cells(f"Fiche action 1-{at} : {title}", more="colspan: 2"), *rows) + "\n\n"
    found = of(body)
    assert [(one.title, one.headings) for one in found.units] == [(title, ("Axe 1 : Agir",)) for title in TITLES]
    assert "Douze haies seront plantées." in found.units[0].text


def test_what_is_left_of_a_cell_on_a_last_page_of_its_own_is_read() -> None:
    long = "Les plants sont choisis avec les habitants et les agriculteurs du pays, puis confiés à une coopérative"
    rows = [cells(title, f"{long} {at}", "Ville", "2026") for at, title in enumerate(TITLES, 1)]
    head = f"table.header({cells('Action', 'Descriptif', 'Pilote', 'Échéance')}),"
    for high in range(50, 80, 3):
        page = f"#set page(width: 21cm, height: {high / 10}cm, margin: 1cm)\n"
        found = of(page + table("4cm, 4cm, 4cm, 3cm", head, *rows))
        assert [one.text for one in found.units] == [f"{long} {at}" for at in range(1, 4)]


def test_titles_that_all_begin_with_their_number_have_it_as_their_number() -> None:
    body = TALL + '#text(size: 18pt, weight: "bold")[Axe 1 : Agir]\n\n'
    for at, title in enumerate(TITLES, 1):
        body += f'#text(size: 13pt, weight: "bold")[0{at} #h(0.3cm) {title}]\n\nPilote : Ville\n\n'
    found = of(body)
    assert [(one.label, one.title) for one in found.units] == [(f"0{at}", title) for at, title in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    "title", ["Ouvrir une maison à Saint-Varent Le-Neuf", "Ouvrir une maison des habitants du pays"]
)
def test_a_row_that_a_page_cuts_in_several_of_its_cells_is_one_action(title: str) -> None:
    pilot = "Communauté de communes du Haut Morvieux et de ses Vallées"
    rows = [cells(f"{title} {at}", pilot, "Région", "9 000 €", "2026") for at in range(1, 5)]
    head = f"table.header({cells('Action', 'Pilote', 'Partenaires', 'Coût', 'Échéance')}),"
    for high in range(40, 90, 4):
        page = f"#set page(width: 21cm, height: {high / 10}cm, margin: 1cm)\n"
        found = of(page + table("2.6cm, 2.6cm, 3cm, 3cm, 3cm", head, *rows))
        assert titles(found) == [f"{title} {at}" for at in range(1, 5)], high
        assert {one.fields["pilot"] for one in found.units} == {pilot}, high


def test_a_payer_that_a_page_cuts_in_a_fiche_of_four_columns_keeps_its_sum_or_is_told() -> None:
    payer = "Agence de l’eau Seine-Normandie"
    rows = "".join(
        cells(f"Action {at} : {title}", more="colspan: 4")
        + cells("Pilote", "Ville", "Échéance", "2026")
        + cells("Financeurs", f"{payer} : 38 000 €", "Statut", "Engagé")
        for at, title in enumerate(TITLES, 1)
    )
    for high in range(30, 70, 3):
        page = f"#set page(width: 21cm, height: {high / 10}cm, margin: 1cm)\n"
        found = of(page + table("3cm, 3cm, 3cm, 3cm", rows))
        paid = [funding_of(one.fields, found.facts).funders for one in found.units]
        for own, unit in zip(paid, found.units, strict=True):
            is_whole = [(one.name, one.sum and one.sum.eur) for one in own] == [(payer, 38000)]
            assert is_whole or any("coupe" in one.why and one.place.page >= unit.place.page for one in found.doubts), (
                high
            )


def test_a_stamp_across_a_page_is_no_word_of_its_text() -> None:
    body = TALL + "#set page(background: rotate(45deg, text(80pt, fill: silver)[*PROJET*]))\n"
    for at, title in enumerate(TITLES * 3, 1):
        body += f"= Action {at} : {title} {at}\n*Pilote :* Ville\n\n*Budget :* 9 000 €\n\n*Calendrier :* 2026\n\n"
    found = of(body)
    assert [one.fields for one in found.units] == [{"pilot": "Ville", "budget": "9 000 €", "calendar": "2026"}] * 9
    assert found.doubts == ()


def test_an_axis_in_the_table_of_a_fiche_whose_title_stands_above_it_is_its_heading() -> None:
    body = TALL
    for at, title in enumerate(TITLES, 1):
        rows = (cells("Axe", "Axe 1 : Agir"), cells("Pilote", "Ville"), cells("Coût", "9 000 €"))
        body += f"= Fiche n°{at} : {title}\n" + table("4cm, 1fr", *rows)
    assert [(one.title, one.headings) for one in of(body).units] == [(title, ("Axe 1 : Agir",)) for title in TITLES]
