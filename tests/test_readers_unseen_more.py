"""Further shapes that unseen plans showed: fiches of Word, tables of payers, items with their fields in sentences."""

from __future__ import annotations

import docx
import xlsxwriter

from etl.readers import funding_of, read
from tests.unseen import pilots, saved, workbook


def test_years_ticked_in_a_table_of_a_fiche_are_its_calendar():
    document = docx.Document()
    document.add_heading("Axe 1 – Soigner", 1)
    for at in (1, 2):
        document.add_heading(f"Fiche-action 1.{at} : Former des maîtres de stage {at}", 2)
        document.add_paragraph("Pilote : CPTS")
        table = document.add_table(rows=2, cols=3)
        for column, (year, mark) in enumerate((("2025", "X" if at == 1 else ""), ("2026", "X"), ("2027", ""))):
            table.cell(0, column).text, table.cell(1, column).text = year, mark
    units = saved(document, "plan.docx").units
    assert [unit.fields.get("calendar") for unit in units] == ["2025, 2026", "2026"]


def test_lines_in_bold_with_a_number_below_themes_are_actions_where_each_has_its_fields():
    document = docx.Document()
    document.add_heading("Plan de paysage du plateau", 1)
    number = 0
    for theme, titles in (
        ("Le patrimoine", ("Restaurer les lavoirs", "Éditer un guide")),
        ("Les vues", ("Effacer les réseaux",)),
    ):
        document.add_heading(theme, 2)
        document.add_paragraph("Il est proposé de :")
        for title in titles:
            number += 1
            document.add_paragraph().add_run(f"{number}) {title}").bold = True
            for field in (f"Pilotage : association {number}", "Coût : 64 000 euros", "Réalisation : 2025 à 2027"):
                document.add_paragraph(field, style="List Bullet")
    units = saved(document, "plan.docx").units
    assert [(unit.title, unit.headings[-1]) for unit in units] == [
        ("Restaurer les lavoirs", "Le patrimoine"),
        ("Éditer un guide", "Le patrimoine"),
        ("Effacer les réseaux", "Les vues"),
    ]
    assert pilots(units) == ["association 1", "association 2", "association 3"]
    assert {unit.fields.get("calendar") for unit in units} == {"2025 à 2027"}


def test_a_plan_of_funding_without_names_of_columns_in_a_fiche_is_read():
    document = docx.Document()
    for at in (1, 2):
        table = document.add_table(rows=0, cols=4)
        for cells in (
            (f"Fiche action n° {at}", f"OUVRIR UN ESPACE {at}", "", ""),
            ("Pilote", "Mission locale", "Calendrier", "2026"),
            ("Plan de financement", "", "", ""),
            ("État (BOP 147)", "", "12 000 €", ""),
            ("Fondation", "", "souhaitée", ""),
            ("Total", "", "12 000 €", ""),
        ):
            row = table.add_row().cells
            for place, text in zip(row, cells, strict=True):
                place.text = text
            merged = ((1, 3),) if cells[0].startswith("Fiche") else ((0, 3),) if not cells[2] else ()
            merged = ((0, 1), (2, 3)) if cells[2] and not cells[1] else merged
            for first, last in merged:
                said = row[first].text
                row[first].merge(row[last]).text = said
        document.add_paragraph("")
    plan = saved(document, "plan.docx")
    assert [unit.fields.get("budget") for unit in plan.units] == ["12 000 €", "12 000 €"]
    assert plan.facts["colonne du coût"] == "Plan de financement", "no name that the document does not have"
    assert [(unit.place.row, unit.place.to_row) for unit in plan.units] == [(1, 6), (1, 6)], "all of its rows"
    for unit in plan.units:
        assert [(one.name, one.certainty) for one in funding_of(unit.fields, plan.facts).funders] == [
            ("État (BOP 147)", "dit"), ("Fondation", "envisage")
        ]  # fmt: skip


def test_the_cost_of_an_action_stands_beside_one_payer_a_row_and_the_state_of_a_request_is_not_that_of_the_action():
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Suivi")
        names = ["Code", "Libellé de l'action", "Dépense prévue", "Financeur", "Montant", "Statut de la demande"]
        sheet.write_row(0, 0, names)
        for column, text in enumerate(("DEC-01", "Généraliser le tri", "365 000 €")):
            sheet.merge_range(1, column, 2, column, text)
        sheet.write_row(1, 3, ["ADEME", "146 000 €", "Accordé"])
        sheet.write_row(2, 3, ["Région", "100 000 €", "Déposé"])
        sheet.write_row(
            3, 0, ["DEC-02", "Ouvrir une recyclerie", "15 000 €", "Département", "15 000 €", "À solliciter"]
        )

    plan = workbook(write)
    assert [(unit.title, unit.fields["budget"], unit.fields.get("status")) for unit in plan.units] == [
        ("Généraliser le tri", "365 000 €", None), ("Ouvrir une recyclerie", "15 000 €", None)
    ]  # fmt: skip
    paid = [one.name for unit in plan.units for one in funding_of(unit.fields, plan.facts).funders]
    assert paid == ["ADEME", "Région", "Département"]
    assert "Statut de la demande" in plan.facts["colonnes non lues"]


def test_fields_in_sentences_behind_an_item_are_its_fields():
    text = """1. Logement

- Louer clé en main (pilote : foyer ; partenaires : CAF). Budget : 60 000 €. Calendrier : 2026.
- Ouvrir un guichet (pilote : agglo ; partenaires : ADIL). Budget : 310 000 € sur trois ans. Calendrier : 2025-2027.

2. Transports

- Prolonger la piste (pilote : agglo). Budget : 640 000 €. Calendrier : 2026.
"""
    units = read(text.encode(), "plan.txt").units
    assert [(unit.title, unit.fields.get("pilot"), unit.fields.get("budget")) for unit in units] == [
        ("Louer clé en main", "foyer", "60 000 €"),
        ("Ouvrir un guichet", "agglo", "310 000 € sur trois ans"),
        ("Prolonger la piste", "agglo", "640 000 €"),
    ]


def test_a_label_on_a_line_of_its_own_has_the_paragraph_below_it_and_what_follows_is_the_action_s():
    document = docx.Document()
    document.add_heading("Axe 1 – Soigner", 1)
    for at in (1, 2):
        document.add_heading(f"Action {at} – Ouvrir une maison de santé {at}", 2)
        for text in ("Partenaires :", "ARS, CPTS", "Financement", "Région : 20 000 €", "Financeurs :"):
            document.add_paragraph(text)
        document.add_paragraph("Département : 5 000 €", style="List Bullet")
        document.add_paragraph("Une réunion aura lieu.")
    for unit in saved(document, "plan.docx").units:
        assert unit.fields["partners"] == "ARS, CPTS"
        assert [one.name for one in funding_of(unit.fields, {}).funders] == ["Région", "Département"]
        assert unit.text == "Une réunion aura lieu."
