"""Shapes that a sixth round of unseen plans showed: bands and columns of published PDFs, codes in cells of titles,
numbers above the fields over a title, lists of slides, and values in columns of blanks."""

from __future__ import annotations

from collections.abc import Sequence

import docx
import pptx
import pytest
import xlsxwriter
from pptx.util import Cm, Pt

from etl.readers import funding_of, read
from tests.pdf_shapes import TALL, pdf
from tests.unseen import rows_of, saved, slide_table, told, workbook


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("Durée / période", "2025-2027", "calendar"), ("Services associés", "Finances", "partners"),
        ("État au 30/06", "Fait", "status"), ("Niveau de maturité / état d’avancement", "Prêt", "status"),
        ("On mesure", "Ménages conseillés", "indicators"), ("Association porteuse", "Foyer rural", "pilot"),
        ("Élu référent / service pilote", "M. Oudin", "person"),
    ],
)  # fmt: skip
def test_names_of_columns_of_other_kinds_are_known(name: str, value: str, field: str) -> None:
    (unit,) = read(f"N°;Action;{name}\n1;Relier les bourgs;{value}\n".encode(), "plan.csv").units
    assert unit.fields[field] == value


def test_codes_in_the_cells_of_titles_tell_what_stands_under_what() -> None:
    rows: list[Sequence[object]] = [
        ("Action", "Maîtrise d’ouvrage", "Coût total"), ("Volet A – Sobriété",), ("A.1 Eau potable",),
        ("A.1.1 Poser des compteurs", "Syndicat", 200), ("A.1.2 Tarifer", "Syndicat", 40), ("A.2 Irrigation",),
        ("A.2.1 Piloter par sondes", "Chambre", 135),
    ]  # fmt: skip
    plan = rows_of(rows)
    assert [(unit.label, unit.title, unit.headings) for unit in plan.units] == [
        ("A.1.1", "Poser des compteurs", ("Volet A – Sobriété", "A.1 Eau potable")),
        ("A.1.2", "Tarifer", ("Volet A – Sobriété", "A.1 Eau potable")),
        ("A.2.1", "Piloter par sondes", ("Volet A – Sobriété", "A.2 Irrigation")),
    ]


def test_what_all_sheets_say_beside_their_number_is_no_title() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for number, title in (("A-1-1", "Réhabiliter la station"), ("B-1-1", "Effacer le seuil")):
            sheet = book.add_worksheet(number)
            fields = (("Volet", f"VOLET {number[0]} : Eau"), ("Intitulé", title), ("Maître d’ouvrage", "Commune"))
            for at, row in enumerate(((f"Fiche action {number}", "", "SMBOL – CR 24-29"), *fields, ("Coût", "10 €"))):
                sheet.write_row(at, 0, row)

    assert told(workbook(write)) == [
        ("Réhabiliter la station", ("VOLET A : Eau",)), ("Effacer le seuil", ("VOLET B : Eau",)),
    ]  # fmt: skip


def test_one_value_over_several_columns_of_a_form_is_one_action() -> None:
    document = docx.Document()
    for at in (1, 2):
        table = document.add_table(rows=0, cols=3)
        rows = (
            ("Fiche action n°", f"1.1.{at}"), ("Intitulé de l’action", f"Accueillir {at}"),
            ("Structure pilote", "PETR"), ("Calendrier", "2027"), 
            ("Plan de financement", "ARS", "40 000 € prév."), ("", "Région", "60 000 €"),
        )  # fmt: skip
        for row in rows:
            made = table.add_row().cells
            for cell, text in zip(made, row, strict=False):
                cell.text = text
            if len(row) == 2:
                made[1].merge(made[2]).text = row[1]
        table.cell(4, 0).merge(table.cell(5, 0)).text = "Plan de financement"
        document.add_paragraph("")
    units = saved(document, "plan.docx").units
    assert [(unit.label, unit.title) for unit in units] == [("1.1.1", "Accueillir 1"), ("1.1.2", "Accueillir 2")]
    said = {one.name: (one.sum.eur if one.sum else None) for one in funding_of(units[0].fields, {}).funders}
    assert said == {"ARS": 40_000, "Région": 60_000}


def test_a_number_above_the_fields_over_a_title_is_that_of_the_title() -> None:
    document = docx.Document()
    document.add_heading("Sommaire", 1)
    for at in (1, 2, 3):
        document.add_paragraph(f"    Fiche {at}. Mutualiser un poste {at}\t{at + 2}")
    for at in (1, 2, 3):
        if at != 2:
            document.add_heading(f"Orientation {at} – Vivre", 1)
        document.add_paragraph(f"Fiche action n° {at}")
        document.add_paragraph(f"Statut : {('En cours', 'Idée', 'Fait')[at - 1]}")
        document.add_heading(f"Mutualiser un poste {at}", 2)
        document.add_paragraph().add_run("Partenaires").bold = True
        document.add_paragraph("CRESS")
    units = saved(document, "plan.docx").units
    assert [(unit.label, unit.title, unit.headings, unit.fields["status"]) for unit in units] == [
        ("Fiche action n° 1", "Mutualiser un poste 1", ("Orientation 1 – Vivre",), "En cours"),
        ("Fiche action n° 2", "Mutualiser un poste 2", ("Orientation 1 – Vivre",), "Idée"),
        ("Fiche action n° 3", "Mutualiser un poste 3", ("Orientation 3 – Vivre",), "Fait"),
    ]


def test_values_in_columns_of_blanks_are_those_of_their_labels() -> None:
    text = """Axe stratégique n° 2
DÉVELOPPER UNE ÉCONOMIE CIRCULAIRE

Fiche action n° 2.1
CRÉER UNE RECYCLERIE

Porteur de l'action        Association Remat'
Partenaires                CAPEB, syndicat de traite-
                           ment des déchets
Coût prévisionnel          640 000 € HT
Financements               ADEME (acquis), Région (en cours d'instruction),
                           Communauté d'agglomération

Fiche action n° 2.2
ORGANISER LA ZONE

Porteur de l'action        Direction du développement
"""
    first, second = read(text.encode(), "extrait.txt").units
    assert first.fields["pilot"] == "Association Remat'" and second.fields["pilot"] == "Direction du développement"
    assert first.fields["partners"] == "CAPEB, syndicat de traitement des déchets"
    said = {one.name: one.certainty for one in funding_of(first.fields, {}).funders}
    assert said["Région"] == "envisage" and said["ADEME"] == "dit" and "Communauté d'agglomération" in said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ADEME (acquis), Région (sollicitée), Ville", {"ADEME": "dit", "Région": "envisage", "Ville": "dit"}),
        ("DETR (attribuée), Région (espérée)", {"DETR": "dit", "Région": "envisage"}),
        ("CAF (à confirmer) et Département", {"CAF": "envisage", "Département": "dit"}),
        # What stands behind all of them may be of all.
        ("ADEME, Région (en cours d’instruction)", {"ADEME": "envisage", "Région": "envisage"}),
        ("Région (FEDER), Département", {"Région (FEDER)": "dit", "Département": "dit"}),
        ("Région 10 000 € en instruction", {"Région": "envisage"}),
    ],
)  # fmt: skip
def test_each_payer_of_a_list_is_as_sure_as_its_own_brackets_say(said: str, expected: dict[str, str]) -> None:
    assert {one.name: one.certainty for one in funding_of({"funders": said}, {}).funders} == expected


def test_capitals_apart_above_numbered_lines_are_their_headings() -> None:
    text = "DOMICILE\n\n1) Adapter vingt logements\nPilote : CCAS\n\n2) Porter des repas\nPilote : Cuisine\n\n"
    text += "LIEUX\n\n3) Poser des bancs\nPilote : Ville\n"
    assert told(read(text.encode(), "courriel.txt")) == [
        ("Adapter vingt logements", ("DOMICILE",)), ("Porter des repas", ("DOMICILE",)),
        ("Poser des bancs", ("LIEUX",)),
    ]  # fmt: skip


def test_items_of_a_slide_with_fields_below_them_are_actions_under_its_title() -> None:
    deck = pptx.Presentation()
    for title, actions in (("1. Connaître", ("Tenir des stations", "Cartographier")), ("2. Réparer", ("Replanter",))):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        for action in actions:
            for level, said in ((0, action), (1, "Porteur : Sorne"), (1, "Budget : 8 400 €")):
                paragraph = frame.add_paragraph()
                paragraph.text, paragraph.level = said, level
    plan = saved(deck, "plan.pptx")
    assert told(plan) == [
        ("Tenir des stations", ("1. Connaître",)), ("Cartographier", ("1. Connaître",)), ("Replanter", ("2. Réparer",)),
    ]  # fmt: skip
    assert all(unit.fields["pilot"] == "Sorne" for unit in plan.units)


def test_two_tables_of_a_slide_that_name_an_action_each_are_two() -> None:
    deck = pptx.Presentation()
    for slide_at in (1, 2):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Axe {slide_at} - Manger local"
        for at in (1, 2):
            number = 2 * slide_at + at - 2
            rows = ((f"Fiche n°{number} : Grouper les achats {number}", ""), ("Pilote", "Pays"), ("Coût", "18 000 €"))
            table = slide_table(slide, rows, 12 * at - 11)
            table.cell(0, 0).merge(table.cell(0, 1))
    plan = saved(deck, "plan.pptx")
    assert [(unit.label, unit.headings) for unit in plan.units] == [
        ("Fiche n°1", ("Axe 1 - Manger local",)), ("Fiche n°2", ("Axe 1 - Manger local",)),
        ("Fiche n°3", ("Axe 2 - Manger local",)), ("Fiche n°4", ("Axe 2 - Manger local",)),
    ]  # fmt: skip
    assert all(unit.fields["budget"] == "18 000 €" for unit in plan.units)


def test_labels_and_values_in_boxes_of_a_slide_without_a_title_are_read() -> None:
    deck = pptx.Presentation()
    for at in (1, 2):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        boxes = (
            ("AXE A – Un patrimoine sobre", 11, 1, 3), (f"A.{at}", 24, 1, 5), (f"Rénover les groupes {at}", 22, 5, 5),
            ("Pilote", 12, 1, 8), ("Direction du bâti", 13, 1, 9), ("Indicateurs de suivi", 12, 9, 8),
        )  # fmt: skip
        for text, size, left, top in boxes:
            frame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(7), Cm(1)).text_frame
            frame.text = text
            frame.paragraphs[0].runs[0].font.size = Pt(size)
        frame = slide.shapes.add_textbox(Cm(9), Cm(9), Cm(7), Cm(1)).text_frame
        frame.text = "Consommation\nSurface rénovée"
    units = saved(deck, "plan.pptx").units
    assert [(unit.label, unit.title, unit.headings) for unit in units] == [
        ("A.1", "Rénover les groupes 1", ("AXE A – Un patrimoine sobre",)),
        ("A.2", "Rénover les groupes 2", ("AXE A – Un patrimoine sobre",)),
    ]
    assert units[0].fields["indicators"] == "Consommation\nSurface rénovée"


def test_a_band_at_the_top_of_a_page_heads_what_stands_below_it() -> None:
    body = TALL
    for at, axis in ((1, "AXE 1 : BOUGER"), (2, "AXE 1 : BOUGER"), (3, "AXE 2 : PARTAGER")):
        body += f"#rect(width: 100%, inset: 6pt)[*{axis}*]\n\n"
        rows = (
            f"[*Fiche action n° {at}*], [Relier les bourgs {at}]",
            "[Pilote], [Ville]",
            "[Coût estimatif], [12 000 €]",
        )
        body += f"#table(columns: (5cm, 1fr), {', '.join(rows)})\n#v(1fr)\n#pagebreak()\n"
    assert told(read(pdf(body), "plan.pdf")) == [
        ("Relier les bourgs 1", ("AXE 1 : BOUGER",)), ("Relier les bourgs 2", ("AXE 1 : BOUGER",)),
        ("Relier les bourgs 3", ("AXE 2 : PARTAGER",)),
    ]  # fmt: skip


def test_fields_above_the_number_of_a_fiche_at_the_top_of_a_page_are_its_own() -> None:
    rows = ""
    for at, axis, aim in (
        (1, "1. Foncier", "1.a Connaître"),
        (2, "1. Foncier", "1.b Réinvestir"),
        (3, "2. Relier", "2.a Rouvrir"),
    ):
        rows += f"[Axe], table.cell(colspan: 3)[{axis}], [Objectif], table.cell(colspan: 3)[{aim}],"
        rows += "[Priorité], [Forte], [Mise à jour], [2024],"
        rows += f"table.cell(colspan: 4)[*Action {at}*], table.cell(colspan: 4)[*Tenir un observatoire {at}*],"
        rows += f"[Contenu], table.cell(colspan: 3)[#v({'6cm' if at == 1 else '1cm'}) Réunir.],"
        rows += "[Pilote], [Syndicat], [Partenaires], [EPCI],"
    page = "#set page(width: 21cm, height: 15cm)\n"
    plan = read(pdf(page + f"#table(columns: (3cm, 5cm, 3cm, 5cm), {rows})\n"), "plan.pdf")
    assert told(plan) == [
        ("Tenir un observatoire 1", ("1. Foncier", "1.a Connaître")),
        ("Tenir un observatoire 2", ("1. Foncier", "1.b Réinvestir")),
        ("Tenir un observatoire 3", ("2. Relier", "2.a Rouvrir")),
    ]


def test_a_column_of_fields_drawn_before_the_title_beside_it_is_of_that_title() -> None:
    body = "#set page(width: 21cm, height: 29.7cm, margin: 0cm)\n"
    for at in (1, 2, 3):
        body += f"""#block(width: 100%, fill: blue, inset: 0.6cm)[#text(size: 13pt)[Axe A – Une métropole sobre]

#text(size: 10pt)[A.1 Réduire les consommations]]
#block(height: 22cm)[
#place(top + left, dx: 0cm, rect(width: 6cm, height: 26cm, fill: aqua))
#place(top + left, dx: 1cm, dy: 1.4cm, block(width: 4.5cm)[#text(size: 30pt, weight: "bold")[A.1.{at}]

#text(size: 9pt, weight: "bold")[Pilote]

#text(size: 8.5pt)[Direction {at}]

#text(size: 9pt, weight: "bold")[Avancement]

#text(size: 8.5pt)[En cours]])
#place(top + left, dx: 7cm, dy: 0.8cm, block(width: 12cm)[#text(size: 18pt, weight: "bold")[Déployer un plan {at}]

#text(size: 11pt)[Pourquoi cette action ?]

#text(size: 10pt)[Le diagnostic a montré que ce poste pèse lourd dans le bilan du territoire, et que l’on peut agir.]])
]
#pagebreak()
"""
    units = read(pdf(body), "plan.pdf").units
    assert [(unit.label, unit.title, unit.fields["pilot"], unit.fields["status"]) for unit in units] == [
        (f"A.1.{at}", f"Déployer un plan {at}", f"Direction {at}", "En cours") for at in (1, 2, 3)
    ]
    assert {unit.headings for unit in units} == {("Axe A – Une métropole sobre", "A.1 Réduire les consommations")}


def test_a_part_of_the_head_of_pages_that_changes_is_a_heading() -> None:
    body = ""
    for axis, action in (
        ("Axe 1 - Énergie", "Isoler"),
        ("Axe 2 - Eau", "Économiser"),
        ("Axe 3 - Déchets", "Composter"),
    ):
        head = f"grid(columns: (1fr, auto), [{axis}], [Comité du 4 février])"
        body += f"#set page(width: 29.7cm, height: 12cm, header: {head})\n"
        body += f"#table(columns: 3, [N°], [Action], [Pilote], [1], [{action}], [Syndicat])\n"
    assert told(read(pdf(body), "plan.pdf")) == [
        ("Isoler", ("Axe 1 - Énergie",)), ("Économiser", ("Axe 2 - Eau",)), ("Composter", ("Axe 3 - Déchets",)),
    ]  # fmt: skip
