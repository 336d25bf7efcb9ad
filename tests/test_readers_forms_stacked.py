"""Forms of a workbook: stacked on one sheet below headings, and with their labels above their values."""

from __future__ import annotations

import io
from collections.abc import Callable

import xlsxwriter

from etl.readers import PlanRead, read


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
