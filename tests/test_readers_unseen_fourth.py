"""Shapes that a fourth round of unseen plans showed: cells that say a label and its lines, fields above titles, columns
of payers, outlines, contents, boxes of slides, the template of Petites villes de demain."""

from __future__ import annotations

from collections.abc import Sequence

import docx
import pptx
from pptx.util import Cm

from etl.readers import funding_of, read
from tests.pdf_shapes import TALL, pdf
from tests.unseen import form, pilots, rows_of, saved, slide_table


def test_the_first_payer_below_its_label_in_a_cell_is_kept() -> None:
    document = docx.Document()
    for at in (1, 2):
        form(
            document,
            (f"FICHE ACTION N° 1.{at}\nACCUEILLIR LES INTERNES {at}",),
            ("Structure porteuse\nPays de Lormeuil", "Partenaires\nFaculté"),
            ("Budget prévisionnel\n24 000 €", "Financeurs\nARS (FIR) : 12 000 €\nRégion : 8 000 €"),
        )
    units = saved(document, "plan.docx").units
    assert [(unit.label, unit.title) for unit in units] == [
        (f"FICHE ACTION N° 1.{at}", f"ACCUEILLIR LES INTERNES {at}") for at in (1, 2)
    ]
    assert {unit.fields["funders"] for unit in units} == {"ARS (FIR) : 12 000 €\nRégion : 8 000 €"}


def test_three_fields_in_a_row_of_cells_are_all_kept() -> None:
    document = docx.Document()
    for at in (1, 2):
        document.add_heading(f"Fiche action n° {at} : Créer un relais {at}", 2)
        table = document.add_table(rows=2, cols=3)
        told_there = ("Pilote : CC", "Calendrier : 2026", "Avancement : en projet")
        told_below = ("Partenaires : CAF, MSA", "Coût estimé : 85 000 €", "Financement : CAF (PS) : 52 000 €")
        for place, text in zip([*table.row_cells(0), *table.row_cells(1)], (*told_there, *told_below), strict=True):
            place.text = text
    units = saved(document, "plan.docx").units
    assert {(unit.fields["partners"], unit.fields["budget"], unit.fields["pilot"]) for unit in units} == {
        ("CAF, MSA", "85 000 €", "CC")
    }


def test_what_stands_between_a_heading_and_each_title_is_of_the_title_below_it() -> None:
    document = docx.Document()
    document.add_heading("Axe A – Énergie", 1)
    document.add_heading("A.1 – Bâtiments", 2)
    for at, (pilot, state) in enumerate((("Syndicat", "Engagée"), ("PETR", "Non engagée"), ("Soliha", "Engagée")), 1):
        document.add_paragraph(f"Pilote : {pilot}\tÉtat : {state}")
        document.add_heading(f"A.1.{at} Rénover le parc {at}", 3)
        for field in ("Partenaires : communes", "Coût : 55 k€"):
            document.add_paragraph(field, style="List Bullet")
    units = saved(document, "plan.docx").units
    assert [(unit.fields["pilot"], unit.fields["status"]) for unit in units] == [
        ("Syndicat", "Engagée"), ("PETR", "Non engagée"), ("Soliha", "Engagée"),
    ]  # fmt: skip


def test_payers_that_are_sure_and_those_hoped_for_may_have_a_column_each() -> None:
    plan = read(
        "N°;Action;Financeurs pressentis;Financeurs acquis\n1;Isoler;Région;DETR, Leader\n2;Relier;CAF;\n".encode(),
        "plan.csv",
    )
    told_of = [
        {(one.name, one.certainty) for one in funding_of(unit.fields, plan.facts).funders} for unit in plan.units
    ]
    assert told_of == [{("Région", "envisage"), ("DETR", "dit"), ("Leader", "dit")}, {("CAF", "envisage")}]


def test_receipts_beside_the_column_of_payers_are_no_payer() -> None:
    plan = read(
        "N°;Action;Recettes (€);Financeur\n1;Isoler;256 000;Région\n2;Relier;740 000;CAF\n".encode(), "plan.csv"
    )
    assert [unit.fields for unit in plan.units] == [{"funders": "Région"}, {"funders": "CAF"}]


def test_what_is_deeper_than_most_leaves_of_an_outline_is_a_step() -> None:
    rows: list[Sequence[object]] = [
        ("N°", "Niveau hiérarchique", "Nom", "Noms ressources"),
        (1, 1, "Axe A : Approvisionner", ""), (2, 2, "Créer une légumerie", "PETR"), (3, 3, "Étude", "Bureau"),
        (4, 3, "Travaux", "Entreprise"), (5, 2, "Former les cuisiniers", "CNFPT"),
        (6, 1, "Axe B : Installer", ""), (7, 2, "Animer un observatoire", "SAFER"),
        (8, 2, "Ouvrir une épicerie", "CIAS"),
    ]  # fmt: skip
    plan = rows_of(rows)
    assert [(unit.title, [one.text for one in unit.children]) for unit in plan.units] == [
        ("Créer une légumerie", ["Étude", "Travaux"]),
        ("Former les cuisiniers", []),
        ("Animer un observatoire", []),
        ("Ouvrir une épicerie", []),
    ]


def test_fiches_of_a_text_have_their_titles_in_capitals_below_their_numbers_and_not_in_the_contents() -> None:
    text = "PLAN D’ACTIONS\n\nSOMMAIRE\n\n"
    text += "FICHE N° 1 - PLANTER DES HAIES ........ 2\nFICHE N° 2 - CRÉER DES MARES .... 3\n\n"
    text += "AXE I : RECONSTITUER LES TRAMES\n\n"
    for at, title in enumerate(("PLANTER DES HAIES", "CRÉER DES MARES"), 1):
        text += f"FICHE N° {at}\n{title}\n\nPorteur de l’action ........ CC {at}\nCalendrier ........ 2026\n\n"
    units = read(text.encode(), "plan.txt").units
    assert [(unit.title, unit.headings) for unit in units] == [
        ("PLANTER DES HAIES", ("AXE I : RECONSTITUER LES TRAMES",)),
        ("CRÉER DES MARES", ("AXE I : RECONSTITUER LES TRAMES",)),
    ]
    assert pilots(units) == ["CC 1", "CC 2"]


def test_boxes_name_the_axis_and_the_action_of_a_slide_without_a_title() -> None:
    deck = pptx.Presentation()
    for at, title in (("2.1", "Requalifier la rue"), ("2.2", "Préempter des fonds")):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        for nth, text in enumerate(("Axe 2 – Conforter le commerce", f"Fiche action n° {at}", title)):
            slide.shapes.add_textbox(Cm(1), Cm(1 + nth), Cm(12), Cm(1)).text_frame.text = text
        slide_table(slide, (("Maître d'ouvrage", f"Ville {at}"), ("Calendrier", "2026")))
    plan = saved(deck, "plan.pptx")
    assert [(unit.title, unit.fields.get("pilot")) for unit in plan.units] == [
        ("Requalifier la rue", "Ville 2.1"), ("Préempter des fonds", "Ville 2.2"),
    ]  # fmt: skip


def test_the_template_of_petites_villes_de_demain_says_what_it_costs_and_who_pays() -> None:
    document = docx.Document()
    for at in (1, 2):
        form(
            document,
            ("Nom de l’action", f"Requalifier l’îlot {at}"), ("N° de l’action", f"Action n° {at}"),
            ("Maître d’ouvrage", "Ville"), ("Dépenses prévisionnelles / définitives", "412 000 € HT"),
            ("Plan de financement prévisionnel / définitif", "Anah : 206 000 €"),
        )  # fmt: skip
    units = saved(document, "plan.docx").units
    assert {(unit.fields["budget"], unit.fields["funders"]) for unit in units} == {("412 000 € HT", "Anah : 206 000 €")}


def test_bullets_that_a_type_of_symbols_draws_in_a_pdf_say_fields() -> None:
    body = TALL
    for at in (1, 2):
        body += f"*Action n°{at} – Former les aidants {at}*\n\n"
        body += f"\uf095 Porteur : CCAS {at}\n\n\uf095 Échéancier : 2026\n\n\uf095 Coût prévisionnel : 38 000 €\n\n"
    units = read(pdf(body), "plan.pdf").units
    assert pilots(units) == ["CCAS 1", "CCAS 2"]
    assert {unit.fields["budget"] for unit in units} == {"38 000 €"}


def test_a_box_of_a_slide_says_several_labels_each_above_its_lines() -> None:
    deck = pptx.Presentation()
    for at in (1, 2):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Action {at} – Rafraîchir les cours {at}"
        box = slide.shapes.add_textbox(Cm(1), Cm(5), Cm(12), Cm(6)).text_frame
        box.text = (
            "Budget\n620 000 € HT\nFinancements\nAgence de l’eau : 50 %\nFonds vert : 20 %\nIndicateur\nm² gagnés"
        )
    units = saved(deck, "plan.pptx").units
    assert {(unit.fields["budget"], unit.fields["funders"], unit.fields["indicators"]) for unit in units} == {
        ("620 000 € HT", "Agence de l’eau : 50 %\nFonds vert : 20 %", "m² gagnés")
    }


def test_numbers_before_words_in_bold_are_of_actions_below_numbered_headings() -> None:
    document = docx.Document()
    document.add_heading("3. Programme d’actions", 1)
    for axis, titles in (
        ("3.1. Préserver", ("Constituer une réserve", "Accompagner les cédants")),
        ("3.2. Manger", ("Ouvrir une épicerie",)),
    ):
        document.add_heading(axis, 2)
        for nth, title in enumerate(titles, 1):
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{axis[:3]}.{nth}. {title}. ").bold = True
            paragraph.add_run("La loi le demande. Coût : 9 600 € TTC. Calendrier : 2026.")
    units = saved(document, "plan.docx").units
    assert [(unit.label, unit.title, unit.headings[-1]) for unit in units] == [
        ("3.1.1", "Constituer une réserve", "3.1. Préserver"),
        ("3.1.2", "Accompagner les cédants", "3.1. Préserver"),
        ("3.2.1", "Ouvrir une épicerie", "3.2. Manger"),
    ]
    assert {(unit.fields["budget"], unit.fields["calendar"]) for unit in units} == {("9 600 € TTC", "2026")}


def test_two_tables_below_one_another_are_read_each_as_it_counts() -> None:
    rows: list[Sequence[object]] = [
        ("Projets", "Montant HT", "Subventions demandées", "Quand ?", "Qui suit ?", "Où on en est"),
        ("Toiture", 48_200, "DETR", "2026", "M. Roux", "devis signés"),
        ("Accès", 31_500, "DETR", "2027", "M. Roux", "idée"),
        (),
        ("Actions", "Coût", "Aides", "Avec qui", "Quand ?", "Pilote"),
        ("Point de lecture", 1_200, "Département", "LPO", "2026", "Mairie"),
        ("Transport", 2_400, "CAF", "CCAS", "2027", "Mairie"),
    ]
    plan = rows_of(rows)
    assert [(unit.title, unit.fields["pilot"]) for unit in plan.units] == [
        ("Toiture", "M. Roux"), ("Accès", "M. Roux"), ("Point de lecture", "Mairie"), ("Transport", "Mairie"),
    ]  # fmt: skip
    stated = [funding_of(unit.fields, plan.facts) for unit in plan.units]
    assert [(told.unread[0], told.funders[0].certainty) for told in stated] == [
        ("48200", "envisage"), ("31500", "envisage"), ("1200", "dit"), ("2400", "dit"),
    ]  # fmt: skip


def test_questions_of_two_boxes_beside_one_another_are_fields_of_two_actions() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Défi n°1 : Une ville plus fraîche"
    told_there = (("1.1 Planter 500 arbres", "Espaces verts"), ("1.2 Ouvrir les parcs", "Police"))
    for nth, (title, pilot) in enumerate(told_there):
        slide.shapes.add_textbox(Cm(1 + 12 * nth), Cm(4), Cm(10), Cm(1)).text_frame.text = title
        said = f"Qui pilote ? {pilot}\nAvec qui ? Habitants\nCombien ? 75 k€\nQuand ? 2025-2028"
        slide.shapes.add_textbox(Cm(1 + 12 * nth), Cm(6), Cm(10), Cm(5)).text_frame.text = said
    units = saved(deck, "plan.pptx").units
    assert [(unit.title, unit.fields) for unit in units] == [
        (title, {"pilot": pilot, "partners": "Habitants", "budget": "75 k€", "calendar": "2025-2028"})
        for title, pilot in (("Planter 500 arbres", "Espaces verts"), ("Ouvrir les parcs", "Police"))
    ]


def test_a_title_in_capitals_goes_on_in_the_next_line() -> None:
    text = "AXE 1. ÉCONOMISER L’EAU\n\n"
    for at in (1, 2):
        text += f"FICHE ACTION N° {at}\nÉQUIPER LES BÂTIMENTS PUBLICS {at} DE DISPOSITIFS ET DE\n"
        text += "RÉCUPÉRATEURS DE PLUIE\n\n"
        text += "Pilote : Ville\nCalendrier : 2026\n\n"
    assert [unit.title for unit in read(text.encode(), "plan.txt").units] == [
        f"ÉQUIPER LES BÂTIMENTS PUBLICS {at} DE DISPOSITIFS ET DE RÉCUPÉRATEURS DE PLUIE" for at in (1, 2)
    ]


def test_tables_named_by_a_deeper_number_than_the_headings_over_them_are_the_actions() -> None:
    document = docx.Document()
    document.add_heading("Volet A – Restaurer la qualité de l’eau", 1)
    for at, heading in enumerate(("A.1 Réduire les pollutions", "A.2 Accompagner les pratiques"), 1):
        document.add_heading(heading, 2)
        fields = (("Maître d’ouvrage", f"Commune {at}"), ("Coût prévisionnel", "10 €"), ("Partenaires", "ARS"))
        form(document, (f"A.{at}.1 – Mettre en conformité le système {at}",), *fields)
    plan = saved(document, "plan.docx")
    assert [(unit.title, unit.headings[-1], unit.fields["pilot"]) for unit in plan.units] == [
        ("Mettre en conformité le système 1", "A.1 Réduire les pollutions", "Commune 1"),
        ("Mettre en conformité le système 2", "A.2 Accompagner les pratiques", "Commune 2"),
    ]


def test_typed_contents_of_a_document_are_no_headings() -> None:
    document = docx.Document()
    titles = ("1) DÉPLOYER TRENTE ARRÊTS", "2) EXPÉRIMENTER UN TRANSPORT", "3) APPROVISIONNER LES CANTINES")
    for at, title in enumerate(titles, 2):
        document.add_paragraph(f"{title}\t{at}")
    document.add_paragraph("I. MOBILITÉS DU QUOTIDIEN")
    for title in titles:
        if title.startswith("3"):
            document.add_paragraph("II. ALIMENTATION")
        document.add_paragraph(title)
        document.add_paragraph("Porteur : PETR", style="List Bullet")
        document.add_paragraph("Quand : mars 2025", style="List Bullet")
    units = saved(document, "plan.docx").units
    assert [(unit.title, unit.headings) for unit in units] == [
        ("DÉPLOYER TRENTE ARRÊTS", ("I. MOBILITÉS DU QUOTIDIEN",)),
        ("EXPÉRIMENTER UN TRANSPORT", ("I. MOBILITÉS DU QUOTIDIEN",)),
        ("APPROVISIONNER LES CANTINES", ("II. ALIMENTATION",)),
    ]


def test_operations_of_a_programme_of_investment_are_read_with_their_years() -> None:
    rows: list[Sequence[object]] = [
        ("Op.", "Libellé opération", "Service gestionnaire", "2025", "2026", "Total", "Subventions attendues"),
        ("ÉCOLES",), (101, "Extension du restaurant", "Services techniques", 120, 640, 760, "DETR 250"),
        (102, "Végétalisation des cours", "Espaces verts", 45, 60, 105, "Agence de l’eau 52"),
    ]  # fmt: skip
    units = rows_of(rows).units
    assert [(unit.label, unit.title, unit.headings, unit.fields["service"]) for unit in units] == [
        ("101", "Extension du restaurant", ("ÉCOLES",), "Services techniques"),
        ("102", "Végétalisation des cours", ("ÉCOLES",), "Espaces verts"),
    ]
    assert [unit.fields["budget"] for unit in units] == [760, 105]


def test_old_style_figures_of_a_pdf_are_figures_and_no_bullets() -> None:
    body = TALL
    for at in (1, 2):
        body += f"*Action n°{at} – Former les aidants {at}*\n\nPilote : CCAS\n\n"
        body += "Coût : \uf731\uf732 \uf730\uf730\uf730 €\n\n"
    assert {unit.fields["budget"] for unit in read(pdf(body), "plan.pdf").units} == {"12 000 €"}
