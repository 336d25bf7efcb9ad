"""Shapes that the last rounds of unseen plans showed: labels with their article, fields above titles, codes of letters,
sheets above a column of objectives, and tables set in columns of blanks."""

from __future__ import annotations

import docx
import pptx
import pytest
import xlsxwriter
from pptx.util import Cm

from etl.readers import funding_of, read
from tests.pdf_shapes import TALL, pdf
from tests.unseen import saved, told, workbook


def test_labels_may_have_their_article() -> None:
    document = docx.Document()
    for at in (1, 2):
        document.add_heading(f"Action {at} – Créer un compte {at}", 3)
        for label, value in (("Les partenaires", "Info Jeunes"), ("Le budget", "2 500 €"), ("Le calendrier", "2027")):
            document.add_paragraph().add_run(label).bold = True
            document.add_paragraph(value)
    assert [unit.fields for unit in saved(document, "plan.docx").units] == [
        {"partners": "Info Jeunes", "budget": "2 500 €", "calendar": "2027"}
    ] * 2


@pytest.mark.parametrize(
    ("said", "label", "title"),
    [
        ("I.A.1 – Inventaire des pigeonniers", "I.A.1", "Inventaire des pigeonniers"),
        ("Action A1.a : Lancer une bourse", "Action A1.a", "Lancer une bourse"),
        ("Action B.a : Créer un pass", "Action B.a", "Créer un pass"),
    ],
)
def test_codes_of_letters_are_parted_from_their_titles(said: str, label: str, title: str) -> None:
    document = docx.Document()
    document.add_heading("Axe I. Connaître", 1)
    for other in (said, said.replace("1", "2").replace(".a", ".b")):
        document.add_heading(other, 2)
        document.add_paragraph("Pilotage : Service")
        document.add_paragraph("Coût : 10 €")
    unit = saved(document, "plan.docx").units[0]
    assert (unit.label, unit.title, unit.headings) == (label, title, ("Axe I. Connaître",))


def test_the_names_of_sheets_stand_above_a_column_of_objectives() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for name, aim in (("OS1 - Bâti et habitat", "1.1 Rénover"), ("OS2 - Énergies", "2.1 Produire")):
            sheet = book.add_worksheet(name)
            rows = (
                ("Code", "Intitulé de l’action", "Objectif opérationnel", "Pilote"),
                (aim[:3], f"Agir {aim}", aim, "CC"),
            )
            for top, row in enumerate(rows):
                sheet.write_row(top, 0, row)

    assert [unit.headings for unit in workbook(write).units] == [
        ("OS1 - Bâti et habitat", "1.1 Rénover"), ("OS2 - Énergies", "2.1 Produire"),
    ]  # fmt: skip


CONTRACT = [
    ("1", "1.1 : Renforcer l’offre", "PETR", "2025"), ("1", "1.2 : Aller vers", "Hôpital", "2026"),
    ("2", "2.1 : Repérer", "CLSM", "2027"),
]  # fmt: skip


def form_of(axis: str, aim: str, fields: str, number: str) -> str:
    return (
        f'#text(size: 9pt, weight: "bold")[Axe stratégique {axis} : Soins]\n\n'
        f"#text(size: 9pt)[Objectif {aim}]\n\n{fields}"
        f'#text(size: 10pt, weight: "bold")[FICHE ACTION {number}]\n\n'
        f'#text(size: 15pt, weight: "bold")[Soutenir {number}]\n\n'
        "*Partenaires associés*\n\n#text(size: 9.5pt)[CPTS, communes et facultés de médecine]\n\n#pagebreak()\n"
    )


def test_fields_between_headings_and_each_number_are_of_the_action_below() -> None:
    body = TALL
    for at, (axis, aim, pilot, year) in enumerate(CONTRACT, 1):
        fields = f"#text(size: 9pt)[Porteur : {pilot}]\n\n#text(size: 9pt)[Calendrier : {year}]\n\n"
        body += form_of(axis, aim, fields, f"{axis}.{at}")
    plan = read(pdf(body), "plan.pdf")
    assert [(unit.fields["pilot"], unit.fields["calendar"], unit.headings) for unit in plan.units] == [
        (pilot, year, (f"Axe stratégique {axis} : Soins", f"Objectif {aim}")) for axis, aim, pilot, year in CONTRACT
    ]


def test_fields_above_one_action_alone_are_told_and_not_its_own() -> None:
    body = TALL
    for at, (axis, aim, pilot, _) in enumerate(CONTRACT, 1):
        body += form_of(axis, aim, f"#text(size: 9pt)[Porteur : {pilot}]\n\n" if at == 1 else "", f"{axis}.{at}")
    plan = read(pdf(body), "plan.pdf")
    assert not any("pilot" in unit.fields for unit in plan.units)
    assert any("d’aucune autre" in doubt.why for doubt in plan.doubts)


LAYOUT = """                                              Petites villes de demain - Varelles
  AXE 1 - HABITER LE CENTRE-BOURG
  N°        Intitulé de l'action                 Pilote              Budget prévisionnel   Échéance

  1.1       Lancer une OPAH de renouvellement    Communauté de       640 000 €             2026-2031
            urbain                               communes

  1.2       Instaurer le permis de louer         Ville               15 000 € par an       2027

Petites villes de demain - version du 2 juin 2026                                          Page 1
  AXE 2 - COMMERCER
  N°        Intitulé de l'action               Pilote                Budget prévisionnel   Échéance

  2.1       Ouvrir une boutique à l'essai      Manager de commerce   32 000 €              2026
"""


def test_a_table_in_columns_of_blanks_is_read_row_by_row_and_told() -> None:
    plan = read(LAYOUT.encode(), "plan.txt")
    assert [(unit.label, unit.title, unit.headings, unit.place.line) for unit in plan.units] == [
        ("1.1", "Lancer une OPAH de renouvellement urbain", ("AXE 1 - HABITER LE CENTRE-BOURG",), 5),
        ("1.2", "Instaurer le permis de louer", ("AXE 1 - HABITER LE CENTRE-BOURG",), 8),
        ("2.1", "Ouvrir une boutique à l'essai", ("AXE 2 - COMMERCER",), 14),
    ]
    assert plan.units[0].fields["pilot"] == "Communauté de communes" and plan.units[2].fields["budget"] == "32 000 €"
    assert "par leurs blancs" in plan.doubts[0].why


def test_rows_whose_number_stands_in_the_middle_are_not_read_so() -> None:
    moved = LAYOUT.replace(
        "  1.2       Instaurer le permis", "            Dans le centre ancien,\n  1.2       instaurer le permis"
    )
    units = read(moved.encode(), "plan.txt").units
    assert not any(unit.title.startswith("instaurer") and unit.fields for unit in units)


def test_pages_of_an_export_may_have_a_heading_that_others_lack() -> None:
    text = "# Base\n\n"
    for at in (1, 2, 3):
        text += f"# Rénover le gymnase {at}\n\nAxe: Sobriété\nResponsable: CC\nStatut: En cours\n\n"
        text += "## Prochaines étapes\n\n- [x] Audit\n\n"
    text += "## Remarque\n\nVu.\n"
    assert told(read(text.encode(), "export.md")) == [(f"Rénover le gymnase {at}", ("Sobriété",)) for at in (1, 2, 3)]


def test_titles_in_bold_may_be_numbered_anew_below_each_heading() -> None:
    document = docx.Document()
    for pillar, titles in (
        ("Pilier Emploi", ("Garde d’enfants", "Permis solidaire")),
        ("Pilier Cadre de vie", ("Jardins partagés",)),
    ):
        document.add_heading(pillar, 1)
        for at, title in enumerate(titles, 1):
            document.add_paragraph().add_run(f"{at}) {title}").bold = True
            document.add_paragraph("Cette action répond à un besoin exprimé par les habitants.")
            document.add_paragraph("Porteur : CCAS", style="List Bullet")
    assert [(unit.label, unit.title, unit.headings) for unit in saved(document, "plan.docx").units] == [
        ("1", "Garde d’enfants", ("Pilier Emploi",)), ("2", "Permis solidaire", ("Pilier Emploi",)),
        ("1", "Jardins partagés", ("Pilier Cadre de vie",)),
    ]  # fmt: skip


def test_fields_below_the_items_of_a_label_of_a_box_are_fields() -> None:
    deck = pptx.Presentation()
    for at in (1, 2):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Fiche action n° {at} – Réduire les fuites {at}"
        frame = slide.shapes.add_textbox(Cm(1), Cm(4), Cm(11), Cm(8)).text_frame
        frame.text = (
            "Objectifs\n• Économiser la ressource\nMaître d’ouvrage : Syndicat des eaux\nPartenaires : Agence de l’eau"
        )
    units = saved(deck, "plan.pptx").units
    assert [(unit.fields["pilot"], unit.fields["partners"]) for unit in units] == [
        ("Syndicat des eaux", "Agence de l’eau")
    ] * 2


def test_headings_of_markdown_over_tables_of_fields_are_actions() -> None:
    text = "# PCAET\n\n## A. Sobriété\n\n"
    for at, aim in ((1, "Réduire de 40 %"), (2, "Trame noire")):
        text += f"### A.{at} Rénover les écoles {at}\n\n| Rubrique | Contenu |\n|---|---|\n| **Objectif** | {aim} |\n"
        text += "| **Service pilote** | Direction |\n| **Coût prévisionnel** | 45 000 € |\n\n"
    plan = read(text.encode(), "plan.md")
    assert [(unit.label, unit.title, unit.headings, unit.fields["budget"]) for unit in plan.units] == [
        (f"A.{at}", f"Rénover les écoles {at}", ("A. Sobriété",), "45 000 €") for at in (1, 2)
    ]


def test_a_csv_says_the_name_of_a_group_over_its_first_column_alone() -> None:
    text = (
        "N°,Action,Porteur,Coût total,Financements demandés (€),,,Observations\n,,,,Politique de la ville,CAF,Ville,\n"
    )
    text += "1,Café des parents,FCPE,3 800 €,1 500,1 200,800,vu\n"
    plan = read(text.encode(), "plan.csv")
    said = {one.name: str(one.sum.eur) for one in funding_of(plan.units[0].fields, plan.facts).funders if one.sum}
    assert said == {"Politique de la ville": "1500", "CAF": "1200", "Ville": "800"}


def test_numbered_payers_have_the_sums_that_their_columns_count() -> None:
    text = "Titre;Pilote;Budget prévisionnel total € HT;Financeur 1;Montant € HT 1;Financeur 2;Montant € HT 2\n"
    text += "Réutiliser les eaux;Régie;640000;Agence de l’eau;320000;Région;96000\n"
    plan = read(text.encode(), "plan.csv")
    said = {one.name: str(one.sum.eur) for one in funding_of(plan.units[0].fields, plan.facts).funders if one.sum}
    assert said == {"Agence de l’eau": "320000", "Région": "96000"}
