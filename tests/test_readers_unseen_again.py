"""Shapes that 72 plans, written by hands that had not seen the readers, showed to be read wrongly or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import docx
import pptx
import pytest
import xlsxwriter
from docx.shared import Pt
from pptx.util import Cm

from etl.readers import funding_of, read
from etl.readers.fiches.before_titles import forms_first
from etl.readers.fiches.blocks import Paragraph
from etl.readers.model import Place
from tests.pdf_shapes import TALL, WIDE, pdf, plain
from tests.unseen import pilots, saved, told, workbook

SAID = "Le groupe de travail se réunira deux fois par an, et autant que de besoin en phase de lancement. " * 3
FICHES = (
    ("CRÉER UN PASS D’HIVER", "Office de tourisme", "2025-2026", "40 000 €"),
    ("ÉQUIPER LA STATION", "SIVU du Mont", "2025-2028", "1,8 M€ HT"),
    ("LANCER UNE NAVETTE", "Région", "2026", "95 000 €"),
)


def _in_bold(document: Any, text: str, points: float) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(points)


def test_fields_above_the_title_of_a_word_fiche_are_of_that_fiche_not_of_the_one_before():
    document = docx.Document()
    _in_bold(document, "PLAN D’ACTIONS 2025-2028", 11)
    for at, (title, pilot, calendar, budget) in enumerate(FICHES):
        if at != 1:
            _in_bold(document, f"DÉFI {at + 1} : UN TOURISME À L’ANNÉE", 16)
        document.add_paragraph(f"Porteur : {pilot}        Calendrier : {calendar}")
        _in_bold(document, title, 13)
        document.add_paragraph("Partenaires : commerçants")
        document.add_paragraph(f"Budget : {budget}")
        document.add_paragraph("_" * 40)
    units = saved(document, "plan.docx").units
    assert [unit.title for unit in units] == [fiche[0] for fiche in FICHES]
    assert pilots(units) == [fiche[1] for fiche in FICHES]
    assert [unit.fields.get("calendar") for unit in units] == [fiche[2] for fiche in FICHES]


def test_what_a_form_says_above_its_title_comes_below_it_where_all_forms_begin_alike():
    def block(text: str, level: int = 0) -> Paragraph:
        return Paragraph(Place(), text, level, is_bold=bool(level))

    def form(at: int) -> list[Paragraph]:
        above = [block(one) for one in ("Axe stratégique", f"{at} – Accueillir", "Pilote", f"Agence {at}")]
        return [*above, block(f"Ouvrir la halle {at}", 2), block("Budget"), block("5 000 €")]

    whole = [block("Schéma de développement"), *form(1), *form(2)]
    assert [one.text for one in forms_first(whole, 2)] == [
        "Schéma de développement",
        "Ouvrir la halle 1", "Axe stratégique", "1 – Accueillir", "Pilote", "Agence 1", "Budget", "5 000 €",
        "Ouvrir la halle 2", "Axe stratégique", "2 – Accueillir", "Pilote", "Agence 2", "Budget", "5 000 €",
    ]  # fmt: skip
    # A cover that says « Pilote » too is no form.
    covered = [block("Pilote"), block("CC"), *form(1), *form(2)]
    assert forms_first(covered, 2) == covered


def test_a_line_that_begins_with_a_label_within_brackets_goes_on_with_its_item():
    body = "#set page(width: 9cm, height: 20cm)\n*Axe 1 – Se soigner*\n\n"
    body += "- Déployer des téléconsultations (pilote : Union des pharmaciens ;\\ échéance : 2026 ; coût : 12 k€)\n"
    body += "- Former les aidants (pilote : CCAS ; échéance : 2027 ; coût : 3 k€)\n"
    units = read(pdf(body), "plan.pdf").units
    assert [(unit.title, unit.fields.get("pilot"), unit.fields.get("budget")) for unit in units] == [
        ("Déployer des téléconsultations", "Union des pharmaciens", "12 k€"),
        ("Former les aidants", "CCAS", "3 k€"),
    ]


def test_labels_above_their_values_in_three_cells_of_a_pdf_are_all_read():
    body = f"{TALL}#text(size: 15pt)[*Volet A : Restaurer les milieux*]\n\n"
    for code, title, pilot in (("A.1.1", "ARASER LE SEUIL", "Technicien de rivière"), ("A.1.2", "BARRER L’EAU", "EDF")):
        said = (
            ("Maître d’ouvrage", pilot), ("Coût prévisionnel", "45 000 € HT"), ("Programmation", "2026"),
            ("Partenaires", "OFB"), ("Financeurs", "ADEME"), ("Indicateurs", "Linéaire"),
        )  # fmt: skip
        cells = "".join(f"[*{plain(name)}*\\ {plain(value)}], " for name, value in said)
        head = f"[#text(size: 12pt)[*{plain(f'{code} {title}')}*]], table.cell(colspan: 3)[{SAID}]"
        body += f"#table(columns: (1fr, 1fr, 1fr), table.cell(colspan: 3){head}, {cells})\n\n"
    units = read(pdf(body), "plan.pdf").units
    assert pilots(units) == ["Technicien de rivière", "EDF"]
    assert [unit.fields.get("calendar") for unit in units] == ["2026", "2026"]


def test_a_band_beside_the_merged_cell_of_its_axis_is_a_heading_and_no_action():
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Maquette")
        sheet.write_row(0, 0, ["Orientation", "N°", "Projet", "Porteur", "Montant HT", "Calendrier"])
        sheet.merge_range(1, 0, 3, 0, "Revitaliser les centres")
        sheet.merge_range(1, 1, 1, 5, "Commerce et services")
        sheet.write_row(2, 1, ["1.1", "Réhabiliter la halle", "Commune", 8000, "2025"])
        sheet.write_row(3, 1, ["1.2", "Ouvrir une boutique", "CCI", 12000, "2026"])
        sheet.merge_range(5, 0, 7, 0, "Bouger autrement")
        sheet.merge_range(5, 1, 5, 5, "Vélo")
        sheet.write_row(6, 1, ["2.1", "Aménager une voie verte", "EPCI", 90000, "2026"])
        sheet.write_row(7, 1, ["2.2", "Louer des vélos", "EPCI", 5000, "2027"])

    assert told(workbook(write)) == [
        ("Réhabiliter la halle", ("Revitaliser les centres", "Commerce et services")),
        ("Ouvrir une boutique", ("Revitaliser les centres", "Commerce et services")),
        ("Aménager une voie verte", ("Bouger autrement", "Vélo")),
        ("Louer des vélos", ("Bouger autrement", "Vélo")),
    ]


def test_fiches_one_below_the_other_that_a_code_begins_are_read_with_their_number():
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Fiches")
        sheet.merge_range(0, 0, 0, 3, "AXE 1 : Soigner")
        for at, (code, title) in enumerate(
            (("A.1.1", "Accueillir des soignants"), ("A.1.2", "Former des maîtres de stage"))
        ):
            sheet.merge_range(2 + 4 * at, 0, 2 + 4 * at, 3, f"{code} {title}")
            sheet.write_row(3 + 4 * at, 0, ["Porteur", f"CPTS {at}", "Statut", "En cours"])
            sheet.write_row(4 + 4 * at, 0, ["Budget", "45 000 € TTC", "Calendrier", "2026"])

    units = workbook(write).units
    assert [(unit.label, unit.title) for unit in units] == [
        ("A.1.1", "Accueillir des soignants"), ("A.1.2", "Former des maîtres de stage")
    ]  # fmt: skip
    assert pilots(units) == ["CPTS 0", "CPTS 1"]


def test_numbered_columns_of_payers_and_of_what_they_give_are_paired():
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Suivi")
        sheet.merge_range(0, 3, 0, 6, "FINANCEMENT")
        sheet.write_row(
            1, 0, ["Projet", "Porteur", "Coût (€)", "Financeur 1", "Montant 1 (€)", "Financeur 2", "Montant 2 (€)"]
        )
        sheet.write_row(2, 0, ["Créer un plateau", "GRETA", 780000, "Région", 390000, "FEDER", 150000])
        sheet.write_row(3, 0, ["Ouvrir un guichet", "Agence", 120000, "ANCT", 60000])

    plan = workbook(write)
    paid = [
        [(one.name, one.sum and int(one.sum.eur)) for one in funding_of(unit.fields, plan.facts).funders]
        for unit in plan.units
    ]
    assert paid == [[("Région", 390000), ("FEDER", 150000)], [("ANCT", 60000)]]


def test_cards_of_a_slide_have_the_number_on_the_line_above_their_title():
    deck = pptx.Presentation()
    for axis, first in (("LEVIER A : TRANSPORTS", 1), ("LEVIER B : EMPLOI", 3)):
        slide = deck.slides.add_slide(deck.slide_layouts[3])
        slide.shapes.title.text = axis
        for at in (0, 1):
            slide.placeholders[
                1 + at
            ].text = f"Action {first + at}\nPoser le quai {first + at}\nMontant : 2 M€ HT\nÉchéance : 2026"
    units = saved(deck, "plan.pptx").units
    assert [(unit.label, unit.title) for unit in units] == [
        (f"Action {at}", f"Poser le quai {at}") for at in (1, 2, 3, 4)
    ]


def test_numbered_boxes_of_a_slide_are_actions_and_what_announces_them_is_none():
    deck = pptx.Presentation()
    for axis, titles in (("AXE 1 – LA PLACE DES PARENTS", ("1. Café des parents", "2. Ludothèque")),
                         ("AXE 2 – LE TEMPS DE L’ENFANT", ("3. Plan mercredi", "4. Cour ouverte"))):  # fmt: skip
        opening = deck.slides.add_slide(deck.slide_layouts[2])
        opening.shapes.title.text, opening.placeholders[1].text = axis, "Les actions"
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        above = slide.shapes.add_textbox(Cm(1), Cm(0.5), Cm(20), Cm(1)).text_frame
        above.text = axis
        above.paragraphs[0].runs[0].font.size = pptx.util.Pt(20)
        for at, title in enumerate(titles):
            box = slide.shapes.add_shape(5, Cm(1 + 11 * at), Cm(3), Cm(10), Cm(5)).text_frame
            box.text = f"{title}\nPilote : Centre {title[0]}\nBudget : 4 000 €"
    units = saved(deck, "plan.pptx").units
    assert [(unit.label, unit.title, unit.fields.get("pilot")) for unit in units] == [
        ("1", "Café des parents", "Centre 1"), ("2", "Ludothèque", "Centre 2"),
        ("3", "Plan mercredi", "Centre 3"), ("4", "Cour ouverte", "Centre 4"),
    ]  # fmt: skip


def test_two_plans_that_stand_beside_one_another_in_a_pdf_are_both_read():
    rows = (
        ("T1", "Valoriser le sentier", "Conservatoire", "2026", "E1", "Bâtir un village d’artisans", "SEM", "2027"),
        ("T2", "Classer les meublés", "Office", "2025", "E2", "Ouvrir un fab lab", "La Filature", "2028"),
    )
    heads = "".join(
        f"table.cell(colspan: 4)[*{plain(one)}*], " for one in ("Stratégie touristique", "Schéma économique")
    )
    names = "".join(f"[*{plain(one)}*], " for one in ("N°", "Action", "Pilote", "Échéance") * 2)
    cells = "".join(f"[{plain(one)}], " for row in rows for one in row)
    columns = "1cm, 1fr, 3cm, 2cm, 1cm, 1fr, 3cm, 2cm"
    plan = read(pdf(f"{WIDE}#table(columns: ({columns}), {heads}{names}{cells})\n"), "plan.pdf")
    assert [(unit.title, unit.headings[-1:], unit.fields.get("pilot")) for unit in plan.units] == [
        ("Valoriser le sentier", ("Stratégie touristique",), "Conservatoire"),
        ("Classer les meublés", ("Stratégie touristique",), "Office"),
        ("Bâtir un village d’artisans", ("Schéma économique",), "SEM"),
        ("Ouvrir un fab lab", ("Schéma économique",), "La Filature"),
    ]


def test_a_title_in_bold_before_its_text_is_the_title_alone_and_lists_and_questions_below_are_fields():
    document = docx.Document()
    document.add_heading("1. Un tourisme quatre saisons", 1)
    for at, title in enumerate(("Créer une boucle équestre", "Classer les meublés"), 1):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"Action n° {at} : {title}.").bold = True
        paragraph.add_run(" Six étapes, avec abris.")
        document.add_paragraph("Partenaires associés :")
        for partner in ("Comité équestre", "Département"):
            document.add_paragraph(partner, style="List Bullet")
        document.add_paragraph("Qui ? Office de tourisme. Quand ? 2025-2026. Combien ? 42 000 € TTC.")
        document.add_paragraph("Une réunion aura lieu.")
    units = saved(document, "plan.docx").units
    assert [(unit.label, unit.title) for unit in units] == [
        ("Action n° 1", "Créer une boucle équestre"), ("Action n° 2", "Classer les meublés")
    ]  # fmt: skip
    for unit in units:
        assert unit.text.startswith("Six étapes, avec abris.")
        assert unit.text.endswith("Une réunion aura lieu.")
        assert unit.fields == {
            "partners": "Comité équestre\nDépartement", "pilot": "Office de tourisme", "calendar": "2025-2026",
            "budget": "42 000 € TTC",
        }  # fmt: skip


TABLES = """# PLPDMA des Deux Lacs

## Réduire à la source

| Thème | N° | Action | Pilote |
|---|:-:|---|--:|
| Alimentation | 1 | Lutter contre le gaspillage | SICTOM |
| Objets | 2 | Ouvrir un atelier | Tournevis |

## Mieux trier

| Thème | N° | Action | Pilote |
|---|:-:|---|--:|
| Habitants | 3 | Poser des bacs | SICTOM |
"""
TASKS = """Plan interne de transition
===

**Mobilité**

- [x] Adopter un plan de déplacements
    - *Qui ?* DGS
- [ ] Vendre trois véhicules
    - *Qui ?* Garage

**Achats**

- [x] Insérer des clauses sociales
    - *Qui ?* Commande publique
"""
LEADERS = """COMMUNE DE ROCHEBRUNE
=====================

PREMIÈRE PARTIE : PRÉVENIR
==========================

A.1 TENIR LE PLAN DE SAUVEGARDE
-------------------------------
  Responsable ......... Maire
  Dépense ............. 2 000 €
  Délai ............... 2026

A.2 POSER DES SIRÈNES
---------------------
  Responsable ......... Services techniques
  Dépense ............. 27 000 €

SECONDE PARTIE : SECOURIR
=========================

B.1 CONSTITUER UNE RÉSERVE
--------------------------
  Responsable ......... Adjoint
"""


def test_a_table_below_a_heading_with_a_column_of_themes_has_both_and_no_row_of_rules_is_an_action():
    assert told(read(TABLES.encode(), "plan.md")) == [
        ("Lutter contre le gaspillage", ("Réduire à la source", "Alimentation")),
        ("Ouvrir un atelier", ("Réduire à la source", "Objets")),
        ("Poser des bacs", ("Mieux trier", "Habitants")),
    ]


def test_lines_in_bold_over_lists_are_headings_and_a_question_is_the_label_of_its_answer():
    plan = read(TASKS.encode(), "plan.md")
    assert told(plan) == [
        ("Adopter un plan de déplacements", ("Mobilité",)),
        ("Vendre trois véhicules", ("Mobilité",)),
        ("Insérer des clauses sociales", ("Achats",)),
    ]
    assert pilots(plan.units) == ["DGS", "Garage", "Commande publique"]


def test_points_lead_from_a_label_to_its_value_below_parts_named_by_their_order():
    plan = read(LEADERS.encode(), "plan.txt")
    assert [tuple(unit.headings) for unit in plan.units] == [
        ("PREMIÈRE PARTIE : PRÉVENIR",), ("PREMIÈRE PARTIE : PRÉVENIR",), ("SECONDE PARTIE : SECOURIR",)
    ]  # fmt: skip
    assert pilots(plan.units) == ["Maire", "Services techniques", "Adjoint"]
    assert [unit.fields.get("budget") for unit in plan.units] == ["2 000 €", "27 000 €", None]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Durée / Calendrier", "calendar"), ("Démarrage / fin", "calendar"), ("Programmation", "calendar"),
        ("Critères d’évaluation", "indicators"), ("Animateur", "pilot"), ("Promoteur", "pilot"),
    ],
)  # fmt: skip
def test_a_label_names_its_field(label: str, field: str):
    text = f"# Plan\n\n## Axe 1\n\n### Action 1 – Ouvrir une halle\n\n- **{label}** : ce que dit le plan\n"
    (unit,) = read(text.encode(), "plan.md").units
    assert unit.fields == {field: "ce que dit le plan"}


@pytest.mark.parametrize(
    ("value", "fields"), [("30 000 € sur six ans", {"budget": "30 000 € sur six ans"}), ("deux agents", {})]
)
def test_means_are_a_cost_where_they_say_money(value: str, fields: Mapping[str, str]):
    document = docx.Document()
    document.add_heading("Axe 1 – Trier", 1)
    for at in (1, 2):
        document.add_paragraph().add_run(f"Action {at}. Former les agents du site {at}").bold = True
        document.add_paragraph(f"Moyens :\t{value}")
    assert [dict(unit.fields) for unit in saved(document, "plan.docx").units] == [fields, fields]
