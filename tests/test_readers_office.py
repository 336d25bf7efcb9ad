"""Plans in Word and PowerPoint, read into units: headings by style or in bold, fields in lines, tables or boxes."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pptx
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from pptx.util import Inches

from etl.readers import PlanRefused, read
from etl.readers.fields.funding import funding_of


def saved(document: object) -> bytes:
    held = io.BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


def bold(document: docx.document.Document, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def with_field(document: docx.document.Document, name: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{name} : ").bold = True
    paragraph.add_run(value)


def test_fiches_below_styles_take_their_fields_from_tables_of_two_or_four_columns() -> None:
    document = docx.Document()
    document.add_heading("Plan de Bray", 0)
    document.add_heading("Préambule", 1)
    document.add_paragraph("Faire avec les communes", style="List Bullet")
    document.add_heading("Axe 1 – Bouger", 1)
    document.add_heading("Objectif 1.1 – À vélo", 2)
    document.add_heading("", 3)
    document.add_heading("Action 1.1.1 – Prêter des vélos", 3)
    document.add_paragraph("Vingt vélos seront prêtés.")
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("Pilote", "CC de Bray"), ("Budget prévisionnel", "")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_heading("Action 1.1.2\tOuvrir une voie verte", 3)
    wide = document.add_table(1, 4)
    for cell, text in zip(wide.rows[0].cells, ("Maître d’ouvrage", "Ville", "Échéancier", "2027"), strict=True):
        cell.text = text
    document.add_heading("Annexe", 1)
    document.add_paragraph("CRTE : contrat")
    found = read(saved(document), "plan.docx")
    assert [(unit.label, unit.title, unit.text, dict(unit.fields)) for unit in found.units] == [
        ("Action 1.1.1", "Prêter des vélos", "Vingt vélos seront prêtés.", {"pilot": "CC de Bray"}),
        ("Action 1.1.2", "Ouvrir une voie verte", "", {"pilot": "Ville", "calendar": "2027"}),
    ]
    assert all(unit.headings == ("Axe 1 – Bouger", "Objectif 1.1 – À vélo") for unit in found.units)
    assert [(unit.place.paragraph, unit.place.table) for unit in found.units] == [(7, 1), (9, 2)]


def test_fiches_in_bold_skip_the_contents_and_deleted_words() -> None:
    document = docx.Document()
    document.add_paragraph("Fiche action n°1 : Prêter des vélos\t3")
    bold(document, "AXE 1 – BOUGER")
    bold(document, "Fiche action n°1 : Prêter des vélos")
    changed = document.add_paragraph("Vingt ")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "trente "
    run.append(text)
    deleted.append(run)
    changed._p.append(deleted)
    changed.add_run("vélos.")
    with_field(document, "Pilote", "CC de Bray")
    bold(document, "Partenaires")
    document.add_paragraph("- Ville")
    document.add_paragraph("- Région")
    bold(document, "Fiche action n°2")
    bold(document, "Ouvrir une voie verte")
    with_field(document, "Sources de financement", "DSIL : 10 € ; Région")
    bold(document, "Glossaire")
    document.add_paragraph("DSIL : dotation")
    found = read(saved(document), "plan.docx")
    first, second = found.units
    assert (first.title, first.text) == ("Prêter des vélos", "Vingt vélos.")
    assert dict(first.fields) == {"pilot": "CC de Bray", "partners": "Ville\nRégion"}
    assert (second.label, second.title) == ("Fiche action n°2", "Ouvrir une voie verte")
    assert dict(second.fields) == {"funders": "DSIL : 10 € ; Région"}
    assert first.headings == ("AXE 1 – BOUGER",)
    assert [doubt.place.paragraph for doubt in found.doubts] == [12], "a bold line that is no label is told"


def test_headings_that_number_nothing_are_actions_where_they_are_the_deepest() -> None:
    document = docx.Document()
    document.add_heading("Bouger", 1)
    document.add_heading("Prêter des vélos", 2)
    with_field(document, "Porteur", "CC")
    document.add_heading("Loger", 1)
    document.add_heading("Rénover", 2)
    found = read(saved(document), "plan.docx")
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("Prêter des vélos", ("Bouger",)),
        ("Rénover", ("Loger",)),
    ]


def test_one_table_of_all_actions_is_read_with_its_merged_axes() -> None:
    document = docx.Document()
    rows = [("Axe et objectif", "Action", "Porteur", "Coût")]
    rows += [("Axe 1\n1.1 Bouger", f"Action numéro {at}", "CC", "–") for at in range(5)]
    table = document.add_table(len(rows), 4)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(5, 0)).text = "Axe 1\n1.1 Bouger"
    found = read(saved(document), "plan.docx")
    assert len(found.units) == 5
    assert all(
        unit.headings == ("Axe 1", "1.1 Bouger") and dict(unit.fields) == {"pilot": "CC"} for unit in found.units
    )
    assert [unit.place.row for unit in found.units] == [2, 3, 4, 5, 6]


def test_slides_are_actions_and_what_stands_on_all_of_them_is_none() -> None:
    deck = pptx.Presentation()

    def slide(title: str, lines: list[str], layout: int = 1) -> object:
        made = deck.slides.add_slide(deck.slide_layouts[layout])
        made.shapes.title.text = title
        made.placeholders[1].text = "\n".join(lines)
        foot = made.shapes.add_textbox(Inches(0), Inches(7), Inches(2), Inches(0.3))
        foot.text_frame.text = "Comité de pilotage"
        return made

    slide("Plan de Bray", ["2026"], 0)
    slide("Axe 1", ["Bouger"], 2)
    slide("Action 1 – Prêter des vélos (1/2)", ["Vingt vélos.", "En bref :", "Pilote : CC"])
    slide("Action 1 – Prêter des vélos (2/2)", ["Budget : 10 €"])
    hidden = slide("Action 2 – Brouillon", ["Pilote : personne"])
    hidden._element.set("show", "0")  # type: ignore[attr-defined]
    boxed = slide("Action 3 – Ouvrir une voie verte", ["Elle longera le canal."])
    for text in ("PILOTE", "Ville de Bray"):
        boxed.shapes.add_textbox(Inches(1), Inches(5), Inches(2), Inches(0.3)).text_frame.text = text  # type: ignore[attr-defined]
    found = read(saved(deck), "plan.pptx")
    assert [(unit.title, unit.text, dict(unit.fields), unit.headings) for unit in found.units] == [
        ("Prêter des vélos", "Vingt vélos.", {"pilot": "CC", "budget": "10 €"}, ("Axe 1 – Bouger",)),
        ("Ouvrir une voie verte", "Elle longera le canal.", {"pilot": "Ville de Bray"}, ("Axe 1 – Bouger",)),
    ]
    assert (found.units[0].place.slide, found.units[0].place.to_slide) == (3, 4)


@pytest.mark.parametrize("name", ["plan.docx", "plan.pptx"])
def test_what_is_no_document_is_refused_in_words(name: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("autre.txt", "x")
    for content in (b"", b"bonjour", held.getvalue(), b"PK\x03\x04abc"):
        with pytest.raises(PlanRefused, match=r"\.$"):
            read(content, name)


def test_an_entity_of_a_document_opens_no_file() -> None:
    content = saved(docx.Document())
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for one in old.namelist():
            inner = old.read(one)
            if one == "word/document.xml":
                inner = (
                    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
                    b"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Action 1 - &x;</w:t></w:r></w:p>"
                    b"</w:body></w:document>"
                )
            new.writestr(one, inner)
    try:
        found = read(held.getvalue(), "plan.docx")
    except PlanRefused:
        return
    assert "root:" not in repr(found)


def test_formulas_that_no_value_is_stored_for_are_told_and_nothing_is_made_up_for_them() -> None:
    held = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in (("Action", "Porteur", "Coût (€)"), ("Rénover", "Ville", "=1000*2"), ("Ouvrir", "Ville", 5)):
        sheet.append(row)
    hidden = book.create_sheet("Cachée")
    hidden.append(["=1+1"])
    hidden.sheet_state = "hidden"
    book.save(held)
    found = read(held.getvalue(), "plan.xlsx")
    assert [dict(one.fields).get("budget") for one in found.units] == [None, 5]
    (doubt,) = found.doubts
    assert (doubt.place.sheet, doubt.place.row) == ("Plan", 2)
    assert doubt.why.startswith("Une formule de cette feuille n’a pas de valeur enregistrée (C2)")


def test_formulas_with_stored_values_are_no_doubt() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, ("Action", "Porteur", "Coût (€)"))
        sheet.write_row(1, 0, ("Rénover", "Ville"))
        sheet.write_formula(1, 2, "=1000*2", None, 2000)
        sheet.write_formula(2, 2, '=T("à définir")', None, "à définir")
        sheet.write_row(2, 0, ("Ouvrir", "Ville"))
    found = read(held.getvalue(), "plan.xlsx")
    assert found.units[0].fields["budget"] == 2000
    assert found.doubts == ()


def test_rows_of_a_fiche_whose_labels_are_unknown_are_kept_in_its_words() -> None:
    document = docx.Document()
    document.add_heading("Action 1 – Prêter des vélos", 2)
    document.add_paragraph("Des vélos pour tous.")
    table = document.add_table(rows=4, cols=2)
    for row, cells in enumerate(
        (("Intitulé", "Prêter des vélos"), ("Points de vigilance", "Le vol, la pluie."), ("Pilote", "Ville"), ("", ""))
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(3, 0).merge(table.cell(3, 1)).text = "À revoir avec les communes."
    (found,) = read(saved(document), "plan.docx").units
    assert found.text.split("\n") == [
        "Des vélos pour tous.",
        "Points de vigilance : Le vol, la pluie.",
        "À revoir avec les communes.",
    ]
    assert dict(found.fields) == {"pilot": "Ville"}


def test_sheets_that_have_one_head_are_one_plan_and_a_sheet_with_another_is_told() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        for name, titles in (("Axe 1", ("Rénover", "Ouvrir")), ("Axe 2", ("Planter",)), ("Vide", ())):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("Action", "Porteur", "Calendrier"))
            for at, title in enumerate(titles, 1):
                sheet.write_row(at, 0, (title, "Ville", "2026"))
        sheet = book.add_worksheet("Bilan")
        sheet.write_row(0, 0, ("Action", "Statut"))
        sheet.write_row(1, 0, ("Rénover", "Fait"))
    found = read(held.getvalue(), "plan.xlsx")
    assert [(one.headings, one.title, one.place.sheet, one.place.row) for one in found.units] == [
        (("Axe 1",), "Rénover", "Axe 1", 2),
        (("Axe 1",), "Ouvrir", "Axe 1", 3),
        (("Axe 2",), "Planter", "Axe 2", 2),
    ]
    assert found.facts["feuilles"] == "Axe 1, Axe 2"
    assert [(one.place.sheet, one.why) for one in found.doubts] == [
        ("Bilan", "Ce tableau d’actions a d’autres colonnes que celui qui est lu : il ne l’est pas.")
    ]


def test_a_sheet_in_thousands_is_read_beside_one_in_euros_each_as_it_counts() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        for name, above in (("Axe 1", "En euros"), ("Axe 2", "En milliers d’euros")):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, above)
            sheet.write_row(1, 0, ("Action", "Porteur", "Coût (€)"))
            sheet.write_row(2, 0, (f"Rénover {name}", "Ville", 5))
    found = read(held.getvalue(), "plan.xlsx")
    said = [(one.title, *(stated.eur for stated in funding_of(one.fields, found.facts).sums)) for one in found.units]
    assert said == [("Rénover Axe 1", 5), ("Rénover Axe 2", 5_000)] and not found.doubts


def test_tables_of_one_head_in_word_are_one_plan_under_their_headings() -> None:
    document = docx.Document()
    for axis, titles in (("Axe 1 – Habiter", ("Rénover", "Ouvrir")), ("Axe 2 – Bouger", ("Planter",))):
        document.add_heading(axis, 1)
        table = document.add_table(rows=len(titles) + 1, cols=3)
        for row, cells in enumerate((("Action", "Porteur", "Calendrier"), *((one, "Ville", "2026") for one in titles))):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    found = read(saved(document), "plan.docx")
    assert [(one.headings, one.title, one.place.table, one.place.row) for one in found.units] == [
        (("Axe 1 – Habiter",), "Rénover", 1, 2),
        (("Axe 1 – Habiter",), "Ouvrir", 1, 3),
        (("Axe 2 – Bouger",), "Planter", 2, 2),
    ]
    assert found.facts["tableaux"] == "1, 2"


def test_a_table_that_sums_fiches_up_does_not_take_their_place_and_is_told() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate((("Action", "Porteur", "Coût"), ("Rénover", "Ville", "5 €"), ("Ouvrir", "CC", "6 €"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for at, title in enumerate(("Rénover", "Ouvrir"), 1):
        document.add_heading(f"Action {at} – {title}", 2)
        document.add_paragraph(f"Tout sur l’action {at}.")
    found = read(saved(document), "plan.docx")
    assert [(one.title, one.text) for one in found.units] == [
        ("Rénover", "Tout sur l’action 1."),
        ("Ouvrir", "Tout sur l’action 2."),
    ]
    assert [one.why for one in found.doubts] == ["Ce document a aussi un tableau d’actions : il n’est pas lu."]


def test_rows_of_a_slide_whose_labels_are_unknown_are_kept_in_its_words() -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Action 1 – Prêter des vélos"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for row, cells in enumerate((("Pilote", "Ville"), ("Points de vigilance", "Le vol."))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    (found,) = read(saved(presentation), "plan.pptx").units
    assert (dict(found.fields), found.text) == ({"pilot": "Ville"}, "Points de vigilance : Le vol.")
