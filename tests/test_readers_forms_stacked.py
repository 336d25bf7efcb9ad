"""Forms of a workbook: stacked on one sheet below headings, and with their labels above their values."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import xlsxwriter

from etl.readers import PlanRead, funding_of, read


def workbook(write: Callable[[xlsxwriter.Workbook], None]) -> PlanRead:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        write(book)
    return read(held.getvalue(), "plan.xlsx")


def _stack(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Fiches")
    at = 0
    for heading, titles in (
        ("AXE 1 - Bouger", ()), ("Objectif 1.1 - À vélo", ("Prêter des vélos", "Peindre des bandes")),
        ("Objectif 1.2 - En car", ("Ouvrir une ligne",)), ("AXE 2 - Habiter", ()),
        ("Objectif 2.1 - Rénover", ("Isoler les écoles",)),
    ):  # fmt: skip
        sheet.merge_range(at, 0, at, 3, heading)
        at += 1
        for title in titles:
            sheet.merge_range(at, 0, at, 3, f"Action {at} - {title}")
            sheet.write_row(at + 1, 0, ["Pilote", "Ville", "Calendrier", "2026"])
            sheet.write(at + 2, 0, "Description")
            sheet.merge_range(at + 2, 1, at + 2, 3, "Ce qui sera fait.")
            at += 4


def test_headings_between_stacked_forms_are_of_all_forms_below_them_and_of_none_above() -> None:
    found = workbook(_stack)
    assert [(unit.title, unit.headings, unit.text) for unit in found.units] == [
        ("Prêter des vélos", ("AXE 1 - Bouger", "Objectif 1.1 - À vélo"), "Ce qui sera fait."),
        ("Peindre des bandes", ("AXE 1 - Bouger", "Objectif 1.1 - À vélo"), "Ce qui sera fait."),
        ("Ouvrir une ligne", ("AXE 1 - Bouger", "Objectif 1.2 - En car"), "Ce qui sera fait."),
        ("Isoler les écoles", ("AXE 2 - Habiter", "Objectif 2.1 - Rénover"), "Ce qui sera fait."),
    ]
    assert all(unit.fields == {"pilot": "Ville", "calendar": "2026"} for unit in found.units)


def _above(book: xlsxwriter.Workbook) -> None:
    pairs = [
        ("Axe", "1 - Bouger"), ("Intitulé de l'action", ""), ("Description", "Ce qui sera fait."), ("Pilote", "Ville"),
        ("Coût total", "10 000 € HT"), ("Calendrier", "2026"), ("Indicateurs", "Nombre de vélos"),
    ]  # fmt: skip
    for number, title in (("1.1", "Prêter des vélos"), ("1.2", "Peindre des bandes")):
        sheet = book.add_worksheet(f"FA {number}")
        sheet.merge_range(0, 1, 0, 4, f"FICHE ACTION N° {number}")
        for at, (label, value) in enumerate(pairs):
            row, column = 2 + 3 * (at // 2), 1 + 2 * (at % 2)
            sheet.merge_range(row, column, row, column + 1, label)
            sheet.merge_range(row + 1, column, row + 1, column + 1, value or title)


def test_labels_above_their_values_say_the_title_of_a_form_whose_head_is_its_number() -> None:
    found = workbook(_above)
    assert [(unit.title, unit.headings, unit.text) for unit in found.units] == [
        ("Prêter des vélos", ("1 - Bouger",), "Ce qui sera fait."),
        ("Peindre des bandes", ("1 - Bouger",), "Ce qui sera fait."),
    ]
    assert all(
        unit.fields == {"pilot": "Ville", "budget": "10 000 € HT", "calendar": "2026", "indicators": "Nombre de vélos"}
        for unit in found.units
    )
    assert found.doubts == ()


def _banner(document: docx.document.Document, *cells: str) -> None:
    table = document.add_table(1, len(cells))
    for cell, text in zip(table.rows[0].cells, cells, strict=True):
        cell.text = text
    document.add_paragraph()


def _saved(document: docx.document.Document) -> PlanRead:
    held = io.BytesIO()
    document.save(held)
    return read(held.getvalue(), "plan.docx")


def _fiche(document: docx.document.Document, number: str, title: str, pilot: str) -> None:
    table = document.add_table(3, 2)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = f"Action {number} – {title}"
    for row, (label, value) in zip(table.rows[1:], (("Pilote", pilot), ("Coût", "10 000 €")), strict=True):
        row.cells[0].text, row.cells[1].text = label, value
    document.add_paragraph()


def test_tables_of_one_cell_are_the_headings_of_the_forms_below_them_and_forms_of_one_title_are_two() -> None:
    document = docx.Document()
    _banner(document, "AXE 1", "Bouger")
    _banner(document, "Objectif 1.1 – Éclairer")
    _fiche(document, "1", "Améliorer l’éclairage", "Ville")
    _banner(document, "AXE 2 – Habiter")
    _banner(document, "Objectif 2.1 – Rénover")
    _fiche(document, "2", "Améliorer l’éclairage", "Pays")
    found = _saved(document)
    assert [(unit.label, unit.title, unit.headings, unit.fields["pilot"]) for unit in found.units] == [
        ("Action 1", "Améliorer l’éclairage", ("AXE 1 – Bouger", "Objectif 1.1 – Éclairer"), "Ville"),
        ("Action 2", "Améliorer l’éclairage", ("AXE 2 – Habiter", "Objectif 2.1 – Rénover"), "Pays"),
    ]
    assert all(unit.text == "" for unit in found.units)


def test_tables_of_one_cell_are_headings_of_tables_of_actions_and_of_fiches_in_paragraphs() -> None:
    document = docx.Document()
    for axis, titles in (("AXE 1 – Bouger", ("Prêter des vélos",)), ("AXE 2 – Habiter", ("Isoler", "Planter"))):
        _banner(document, axis)
        table = document.add_table(1 + len(titles), 3)
        for row, told in zip(
            table.rows, (("Action", "Pilote", "Coût"), *((one, "Ville", "") for one in titles)), strict=True
        ):
            for cell, text in zip(row.cells, told, strict=True):
                cell.text = text
    found = _saved(document)
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("Prêter des vélos", ("AXE 1 – Bouger",)), ("Isoler", ("AXE 2 – Habiter",)), ("Planter", ("AXE 2 – Habiter",)),
    ]  # fmt: skip
    document = docx.Document()
    for line in ("AXE 1 – Bouger", "Action 1 – Prêter des vélos", "Action 2 – Poser des abris"):
        _banner(document, line)
        if line.startswith("Action"):
            document.add_paragraph("Ce qui sera fait.")
            document.add_paragraph("Pilote : Ville")
    found = _saved(document)
    assert [(unit.label, unit.headings, unit.text) for unit in found.units] == [
        ("Action 1", ("AXE 1 – Bouger",), "Ce qui sera fait."), ("Action 2", ("AXE 1 – Bouger",), "Ce qui sera fait."),
    ]  # fmt: skip


def _over_payers(book: xlsxwriter.Workbook) -> None:
    for number, title in (("1.1", "Prêter des vélos"), ("1.2", "Peindre des bandes")):
        sheet = book.add_worksheet(number)
        sheet.merge_range(0, 0, 0, 3, f"Action {number} – {title}")
        for at, (label, value) in enumerate(
            (("Pilote", "Ville"), ("Budget", "30 000 € HT"), ("Calendrier", "2026")), 1
        ):
            sheet.write(at, 0, label)
            sheet.merge_range(at, 1, at, 3, value)
        sheet.merge_range(4, 0, 5, 0, "Plan de financement")
        sheet.write_row(4, 1, ["DETR", "10 000 €"])
        sheet.write_row(5, 1, ["Région", "5 000 €"])
        sheet.write_row(6, 0, ["Statut", "En cours"])


def test_a_label_merged_over_the_payers_of_a_form_is_of_all_and_no_action_is_said_twice() -> None:
    found = workbook(_over_payers)
    assert [(unit.title, unit.fields["status"], unit.text) for unit in found.units] == [
        ("Prêter des vélos", "En cours", ""), ("Peindre des bandes", "En cours", ""),
    ]  # fmt: skip
    paid = funding_of(found.units[0].fields, found.facts).funders
    assert [(one.name, one.sum and one.sum.eur) for one in paid] == [("DETR", 10_000), ("Région", 5_000)]


def test_hidden_letters_of_a_word_document_are_not_read() -> None:
    document = docx.Document()
    heading = document.add_heading("Action 1 – Prêter des vélos", 1)
    heading.add_run(" NOTE").font.hidden = True
    document.add_paragraph("Pilote : Ville")
    document.add_paragraph().add_run("Budget : 1 €").font.hidden = True
    (unit,) = _saved(document).units
    assert (unit.title, unit.fields) == ("Prêter des vélos", {"pilot": "Ville"})
