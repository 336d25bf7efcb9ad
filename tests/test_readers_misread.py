"""What a reader once said wrongly in silence: a payer as a state, a part as the cost, a table lost below another."""

from __future__ import annotations

import docx
import openpyxl
import pptx
import pytest

from etl.plans.folder import _unit_rows
from etl.readers import PlanRead, read
from etl.readers.fields.funding import funding_of
from tests.test_readers import workbook
from tests.usual_shapes import saved, table


def _paid(found: PlanRead) -> list[tuple[str, str]]:
    return [
        (payer.name, payer.sum.words if payer.sum else "")
        for unit in found.units
        for payer in funding_of(unit.fields, found.facts).funders
    ]


def test_a_column_etat_above_sums_is_the_payer_and_above_words_how_far_an_action_is() -> None:
    sums: list[list[object]] = [
        ["Montants en euros HT"], ["Action", "Coût total", "État", "Région"], ["Bâtir une crèche", 900_000, 300_000, 0],
        ["Rénover la piscine", 500_000, None, 90_000],
    ]  # fmt: skip
    found = read(workbook(sums), "p.xlsx")
    assert [unit.fields.get("status") for unit in found.units] == [None, None]
    assert _paid(found) == [("État", "300000"), ("Région", "90000")]
    assert [(str(one.eur), one.basis) for one in funding_of(found.units[0].fields, found.facts).sums] == [
        ("900000", "HT")
    ]
    words = read(workbook([["Action", "Pilote", "État"], ["Bâtir", "Ville", "En cours"]]), "p.xlsx")
    assert words.units[0].fields["status"] == "En cours"


@pytest.mark.parametrize("label", ["Plan de financement", ""])
def test_a_line_etat_with_a_sum_is_never_how_far_an_action_is(label: str) -> None:
    lines = ["Action 1 : Bâtir une crèche", "Pilote : Ville", *([f"{label} :"] if label else []), "État : 40 000 €"]
    marked = [f"### {lines[0]}", "", *lines[1:]]
    document = docx.Document()
    document.add_heading(lines[0], 1)
    for line in lines[1:]:
        document.add_paragraph(line).runs[0].bold = line == f"{label} :"
    for content, name in (("\n".join(lines).encode(), "p.txt"), ("\n".join(marked).encode(), "p.md")):
        assert "status" not in read(content, name).units[0].fields
    found = read(saved(document), "p.docx")
    assert "status" not in found.units[0].fields
    assert _paid(found) == ([("État", "40 000 €")] if label else [])


def test_what_one_payer_gives_is_not_what_an_action_costs() -> None:
    rows: list[list[object]] = [
        ["Action", "Pilote", "Subvention DETR", "Part Région"],
        ["Bâtir", "Ville", "13 500 €", "9 000 €"],
    ]
    found = read(workbook(rows), "p.xlsx")
    assert "budget" not in found.units[0].fields and _paid(found) == [("DETR", "13 500 €"), ("Région", "9 000 €")]
    text = read(b"Action 1 : B\xc3\xa2tir\nPilote : Ville\nMontant FEADER : 9 000 \xe2\x82\xac\n", "p.txt")
    assert dict(text.units[0].fields) == {"pilot": "Ville"} and "FEADER" in text.units[0].text


def test_headings_over_all_columns_do_not_hide_what_payers_and_years_hold() -> None:
    rows: list[list[object]] = [
        ["Action", "Pilote", "DETR", "Région", "2026", "2027"], ["Axe 1 : Bâtir"],
        ["Rénover l’école", "Ville", "9 €", "7 €", "x", None], ["Axe 2 : Bouger"],
        ["Tracer une piste", "Agglo", None, "5 €", None, "x"],
    ]  # fmt: skip
    found = read(workbook(rows, ("A2:F2", "A4:F4")), "p.xlsx")
    assert _paid(found) == [("DETR", "9 €"), ("Région", "7 €"), ("Région", "5 €")]
    assert [(unit.headings, unit.fields["calendar"]) for unit in found.units] == [
        (("Axe 1 : Bâtir",), "2026"), (("Axe 2 : Bouger",), "2027"),
    ]  # fmt: skip


def test_a_name_over_years_is_the_sum_of_none() -> None:
    rows: list[list[object]] = [
        ["Action", "Pilote", "Dépenses", None, None], [None, None, 2026, 2027, "Total"],
        ["Bâtir une crèche", "Ville", 100, 0, 100], ["Rénover la piscine", "Agglo", 50, 150, 200],
    ]  # fmt: skip
    first, second = read(workbook(rows, ("C1:E1",)), "p.xlsx").units
    assert (first.fields["budget"], second.fields["budget"]) == (100, 200)
    assert (first.fields["calendar"], second.fields["calendar"]) == ("2026", "2026, 2027")


def test_crosses_below_quarters_are_a_calendar() -> None:
    rows: list[list[object]] = [
        ["Action", "Pilote", "Calendrier", None, None], [None, None, "T1 2026", "T2 2026", "2027"],
        ["Recruter", "DGS", "x", None, None], ["Étudier", "DST", None, "x", "x"],
    ]  # fmt: skip
    assert [unit.fields["calendar"] for unit in read(workbook(rows, ("C1:E1",)), "p.xlsx").units] == [
        "T1 2026", "T2 2026, 2027",
    ]  # fmt: skip


def test_a_number_whose_zero_a_workbook_lost_is_found_again_and_told() -> None:
    rows: list[list[object]] = [["N°", "Action", "Pilote"]]
    rows += [[float(f"1.{at}"), f"Planter la haie {at}", "LPO"] for at in range(1, 12)]
    found = read(workbook(rows), "p.xlsx")
    assert [unit.label for unit in found.units] == [f"1.{at}" for at in range(1, 12)]
    assert [doubt.place.row for doubt in found.doubts] == [11] and "1.10" in found.doubts[0].why


def test_an_action_over_several_rows_counts_once_with_all_who_pay() -> None:
    rows: list[list[object]] = [
        ["Action", "Pilote", "Financeur", "Montant"], ["Rénover l’école", "Ville", "DSIL", "300 000 €"],
        [None, None, "ADEME", "150 000 €"], ["Poser des ombrières", "SEM", "Région", "60 000 €"],
    ]  # fmt: skip
    found = read(workbook(rows, ("A2:A3", "B2:B3")), "p.xlsx")
    assert [unit.title for unit in found.units] == ["Rénover l’école", "Poser des ombrières"]
    assert found.units[0].fields["budget"] == ["300 000 €", "150 000 €"]
    assert _unit_rows(found, [line.text for line in found.lines])[1] == [] and found.doubts == ()
    rows = [["Action", "Pilote", "Coût"], ["Étudier", "Ville", "9 €"], ["Étudier", "Agglo", "7 €"]]
    told = read(workbook(rows), "p.xlsx").doubts
    assert [doubt.place.row for doubt in told] == [3] and "redit le titre" in told[0].why


def test_a_letter_above_codes_that_go_on_from_it_is_a_heading() -> None:
    rows: list[list[object]] = [
        ["Code action", "Libellé action", "Service porteur", "Combien ?"], ["A", "Environnement"],
        ["A.1", "Curer les fossés", "Technique", "9 €"], [None, "Sous-total A", None, "9 €"], ["B", "Culture"],
        ["B1", "Fêter l’été", "Culture", "7 €"],
    ]  # fmt: skip
    assert [(unit.label, unit.headings, dict(unit.fields)) for unit in read(workbook(rows), "p.xlsx").units] == [
        ("A.1", ("A Environnement",), {"service": "Technique", "budget": "9 €"}),
        ("B1", ("B Culture",), {"service": "Culture", "budget": "7 €"}),
    ]


@pytest.mark.parametrize("code", ["A1", "A.1", "II.3", "1-2", "1.1.a", "FA-12", "7 bis"])
def test_the_number_of_an_action_may_have_letters(code: str) -> None:
    document = docx.Document()
    document.add_heading(f"Action {code} : Planter une haie", 1)
    document.add_paragraph("Pilote : LPO")
    text = f"Fiche action {code} - Planter une haie\nPilote : LPO\n"
    for content, name in (
        (saved(document), "p.docx"), (text.encode(), "p.txt"), (f"# Plan\n\n## {text}".encode(), "p.md"),
    ):  # fmt: skip
        (unit,) = read(content, name).units
        assert (unit.label.split("ction ")[1], unit.title) == (code, "Planter une haie")
        assert dict(unit.fields) == {"pilot": "LPO"}


def test_boxes_of_one_slide_that_are_actions_each_are_read_apart() -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[5])
    slide.shapes.title.text = "Axe 1 : Culture"
    for at, title in enumerate(("Rouvrir le théâtre", "Créer un festival"), 1):
        side = pptx.util.Inches(at)
        frame = slide.shapes.add_textbox(side, side, side, side).text_frame
        frame.text = f"Action 1.{at} : {title}\nPilote : Ville\nBudget : {at} 000 €"
    found = read(saved(shown), "p.pptx")
    assert [(unit.title, unit.headings, dict(unit.fields)) for unit in found.units] == [
        ("Rouvrir le théâtre", ("Axe 1 : Culture",), {"pilot": "Ville", "budget": "1 000 €"}),
        ("Créer un festival", ("Axe 1 : Culture",), {"pilot": "Ville", "budget": "2 000 €"}),
    ]
    assert _unit_rows(found, [line.text for line in found.lines])[1] == []


def test_a_hidden_column_that_a_head_names_is_read_whichever_table_of_the_sheet_it_is_of() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["N°", "Action", "Pilote", None, "N°", "Action", "Pilote"],
        [1, "Planter", "LPO", None, 2, "Creuser", "LPO"],
    ):
        book.active.append(row)
    book.active.column_dimensions["B"].hidden = True
    found = read(saved(book), "p.xlsx")
    assert [(unit.label, unit.title) for unit in found.units] == [("1", "Planter"), ("2", "Creuser")]
    assert _unit_rows(found, [line.text for line in found.lines])[1] == []


def test_names_of_columns_in_capitals_count_money_as_others_do() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Action", "Pilote", "Budget"])
    book.active.append(["Planter", "LPO", "9 €"])
    other = book.create_sheet("Suite")
    other.append(["ACTION", "PILOTE", "BUDGET"])
    other.append(["Creuser", "LPO", "7 €"])
    found = read(saved(book), "p.xlsx")
    assert [unit.title for unit in found.units] == ["Planter", "Creuser"] and found.doubts == ()


def test_a_table_below_another_with_other_columns_is_read_and_told() -> None:
    rows: list[list[object]] = [
        ["Actions en cours"], ["Action", "Pilote", "Budget"], ["Rénover les quais", "Port", "1 M€"], [],
        ["À engager"], ["N°", "Pilote", "Action", "Échéance"], ["A1", "Ville", "Créer une criée", "2027"],
        ["A2", "CCI", "Former", "2026"],
    ]  # fmt: skip
    found = read(workbook(rows), "p.xlsx")
    assert [(unit.title, unit.label, unit.fields["pilot"]) for unit in found.units] == [
        ("Rénover les quais", "", "Port"), ("Créer une criée", "A1", "Ville"), ("Former", "A2", "CCI"),
    ]  # fmt: skip
    assert [(doubt.place.row, "d’autres colonnes" in doubt.why) for doubt in found.doubts] == [(2, True)]


def test_one_numbered_action_in_a_cell_has_its_number_apart() -> None:
    rows: list[list[object]] = [["Actions", "Pilote"], ["1. Planter\n2. Creuser", "LPO"], ["3. Compter", "LPO"]]
    assert [(unit.label, unit.title) for unit in read(workbook(rows), "p.xlsx").units] == [
        ("1", "Planter"), ("2", "Creuser"), ("3", "Compter"),
    ]  # fmt: skip


def test_articles_of_a_convention_are_no_actions_where_a_table_has_some() -> None:
    document = docx.Document()
    document.add_heading("Convention", 1)
    for title in ("Objet", "Durée", "Litiges"):
        document.add_heading(f"Article – {title}", 2)
    table(document, [("Action", "Pilote"), ("Planter une haie", "LPO")])
    assert [unit.title for unit in read(saved(document), "p.docx").units] == ["Planter une haie"]


def test_numbered_parts_of_a_fiche_do_not_end_it_and_their_labels_are_known() -> None:
    document = docx.Document()
    document.add_heading("Fiche action 1 : Valoriser les patrimoines", 1)
    for label, value in (("1. Type de soutien", "Aide"), ("2. Bénéficiaires", "Communes"), ("3. Indicateurs", "Sites")):
        document.add_paragraph().add_run(label).bold = True
        document.add_paragraph(value)
    found = read(saved(document), "p.docx")
    assert found.doubts == () and dict(found.units[0].fields) == {"indicators": "Sites"}
    assert found.units[0].text == "1. Type de soutien\nAide\n2. Bénéficiaires\nCommunes"


def test_sentences_and_schemes_below_labels_of_a_fiche_are_no_headings() -> None:
    document = docx.Document()
    table(
        document,
        [
            ("Fiche action 1 : Planter",), ("Axe", "Axe 1 : Nature"), ("Enjeu", "Le bocage recule."),
            ("Programme", "Avenir montagnes"), ("Pilote", "LPO"),
        ],
    )  # fmt: skip
    (unit,) = read(saved(document), "p.docx").units
    assert unit.headings == ("Axe 1 : Nature",)
    assert unit.text == "Enjeu : Le bocage recule.\nProgramme : Avenir montagnes"


def test_a_column_without_a_name_that_marks_some_rows_says_no_headings() -> None:
    rows: list[list[object]] = [
        [None, "Action", "Pilote"], [None, "Planter", "LPO"], ["Urgent", "Creuser", "LPO"], [None, "Compter", "LPO"],
    ]  # fmt: skip
    assert {unit.headings for unit in read(workbook(rows), "p.xlsx").units} == {()}


def test_a_fiche_without_a_title_is_told() -> None:
    document = docx.Document()
    for number, rows in ((1, [("Intitulé", "Planter"), ("Pilote", "LPO"), ("Coût", "9 €")]), (2, [("Pilote", "CEN")])):
        document.add_heading(f"Fiche action {number}", 1)
        table(document, rows)
    found = read(saved(document), "p.docx")
    assert [(unit.label, unit.title) for unit in found.units] == [("Fiche action 1", "Planter")]
    assert [doubt.why for doubt in found.doubts] == ["« Fiche action 2 » n’a pas de titre : elle n’est pas lue."]


def test_items_that_are_fields_are_no_actions() -> None:
    document = docx.Document()
    document.add_heading("Axe 1 : Manger", 1)
    for title in ("Créer un marché", "Ouvrir une légumerie"):
        document.add_paragraph(title, style="List Number")
        document.add_paragraph("Porteur : PETR", style="List Bullet 2")
    assert [(unit.title, dict(unit.fields)) for unit in read(saved(document), "p.docx").units] == [
        ("Créer un marché", {"pilot": "PETR"}), ("Ouvrir une légumerie", {"pilot": "PETR"}),
    ]  # fmt: skip


def test_lines_of_pages_are_left_out_and_lines_alike_of_actions_are_not() -> None:
    text = "".join(
        f"Action {at} : Planter la haie\nPilote : LPO\nDescription : On plante\npuis\nCoût : {at} 000 €\n{at + 6}\n"
        "CRTE du Pays de Bray\n"
        for at in range(1, 4)
    )
    units = read(text.encode(), "p.txt").units
    assert [unit.fields["budget"] for unit in units] == ["1 000 €", "2 000 €", "3 000 €"]
    assert not any("CRTE" in unit.text or "7" in unit.text for unit in units)


def test_a_heading_in_capitals_right_below_another_is_told() -> None:
    text = "AXE 1 : UN TERRITOIRE QUI PRODUIT\nUN TERRITOIRE QUI ACCUEILLE\n- Ouvrir une gare\n"
    found = read(text.encode(), "p.txt")
    assert [doubt.place.line for doubt in found.doubts] == [2] and "titre au-dessus" in found.doubts[0].why


def test_letters_and_roman_numbers_above_numbered_lines_are_headings() -> None:
    text = "I. Cohésion\nA. Social\n1. Ouvrir une épicerie\nB. Santé\n2. Soigner\nII. Cadre de vie\n3. Enfouir\n"
    assert [unit.headings for unit in read(text.encode(), "p.txt").units] == [
        ("I. Cohésion", "A. Social"), ("I. Cohésion", "B. Santé"), ("II. Cadre de vie",),
    ]  # fmt: skip
