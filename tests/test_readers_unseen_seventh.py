"""Shapes that a seventh round of unseen plans showed: titles of the whole, exports of pages, tables and boxes of
slides, columns that are not read, and labels in bold with their values."""

from __future__ import annotations

import docx
import pptx
import pytest
import xlsxwriter
from pptx.util import Cm

from etl.readers import funding_of, read
from tests.pdf_shapes import TALL, pdf
from tests.unseen import saved, slide_table, told, workbook


def test_the_title_of_the_whole_is_no_heading_where_others_below_it_part_the_actions() -> None:
    for title, expected in (("Programme d’actions", ()), ("Mobilités", ("Mobilités",))):
        document = docx.Document()
        document.add_heading(title, 1)
        for at, axis in enumerate(("Vélo", "Train"), 1):
            document.add_heading(axis, 2)
            document.add_heading(f"Action {at} – Créer {axis}", 3)
            document.add_paragraph("Pilote : Ville")
        assert told(saved(document, "plan.docx")) == [
            ("Créer Vélo", (*expected, "Vélo")), ("Créer Train", (*expected, "Train")),
        ]  # fmt: skip


def test_an_export_of_pages_with_properties_has_a_heading_an_action() -> None:
    text = "# Projet de territoire\n\nExport du 02/06/2025\n\n"
    for title in ("Maison du vélo", "Autopartage rural", "Tiers-lieu"):
        text += (
            f"# {title}\n\nAxe: Se déplacer\nPilote: Mairie\nBudget: 85 000 €\n\n## Description\n\nAction inscrite.\n\n"
        )
        text += "## Prochaines étapes\n\n- [x] Réunion de lancement\n- [ ] Bilan\n\n---\n\n"
    plan = read(text.encode(), "export.md")
    assert told(plan) == [(title, ("Se déplacer",)) for title in ("Maison du vélo", "Autopartage rural", "Tiers-lieu")]
    assert [child.text for child in plan.units[0].children] == ["Réunion de lancement", "Bilan"]
    assert "Action inscrite." in plan.units[0].text


def test_actions_may_be_numbered_by_letters() -> None:
    document = docx.Document()
    for axis, letters in (("I. Une forêt résiliente", "AB"), ("II. Une filière", "C")):
        document.add_heading(axis, 1)
        for letter in letters:
            document.add_heading(f"Action {letter}. Diversifier les essences {letter}", 2)
            document.add_paragraph("Pilote : ONF")
    assert [(unit.label, unit.title) for unit in saved(document, "plan.docx").units] == [
        (f"Action {letter}", f"Diversifier les essences {letter}") for letter in "ABC"
    ]


def test_a_fiche_whose_head_stands_between_blank_rows_keeps_its_fields() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for at in (1, 2):
            sheet = book.add_worksheet(f"Fiche {at}")
            rows = (("TZCLD", "Plan 2025"), (), (f"Fiche action n° {at}", f"Ouvrir {at}"), (), ("Axe", "Axe 1 : Agir"))
            for top, row in enumerate((*rows, ("Pilote", "EBE"), ("Coût global", "158 000 €"), ("Statut", "Engagée"))):
                sheet.write_row(top, 0, row)

    plan = workbook(write)
    assert told(plan) == [("Ouvrir 1", ("Axe 1 : Agir",)), ("Ouvrir 2", ("Axe 1 : Agir",))]
    assert [unit.fields["pilot"] for unit in plan.units] == ["EBE", "EBE"]


def test_tables_of_slides_stand_under_their_titles_and_the_state_above_sums_pays() -> None:
    deck = pptx.Presentation()
    for title, actions in (
        ("Pilier Cohésion", ("A", "B")),
        ("Pilier Cohésion (suite)", ("C",)),
        ("Pilier Emploi", ("D",)),
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        rows = [("N°", "Action", "Porteur", "Coût total", "État", "Ville", "Statut")]
        rows += [
            (one, f"Accompagner {one}", "Centre", "38 500 €", "12 000 €", "10 000 €", "Reconduction") for one in actions
        ]
        slide_table(slide, rows)
    plan = saved(deck, "plan.pptx")
    assert [unit.headings for unit in plan.units] == [("Pilier Cohésion",)] * 3 + [("Pilier Emploi",)]
    for unit in plan.units:
        assert unit.fields["status"] == "Reconduction"
        said = {one.name: one.sum.eur for one in funding_of(unit.fields, plan.facts).funders if one.sum}
        assert said == {"État": 12_000, "Ville": 10_000}


def test_two_boxes_of_a_slide_that_answer_questions_are_an_action_each() -> None:
    deck = pptx.Presentation()
    for at, title in enumerate(("Petite enfance", "Jeunesse")):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        for side in (1, 2):
            frame = slide.shapes.add_textbox(Cm(12 * side - 11), Cm(4), Cm(11), Cm(8)).text_frame
            frame.text = (
                f"{2 * at + side}. Relais {2 * at + side}\nQui pilote ? Commune\nCombien ? 28 000 €\nQuand ? 2026"
            )
    plan = saved(deck, "plan.pptx")
    assert [(unit.label, unit.title, unit.headings) for unit in plan.units] == [
        (str(at), f"Relais {at}", ("Petite enfance" if at < 3 else "Jeunesse",)) for at in (1, 2, 3, 4)
    ]


def test_columns_of_a_pdf_that_are_not_read_are_told_and_cut_names_are_whole() -> None:
    head = "[N°], [Action], [Pilote], [État d’avanc \\ ement], [Commentaire libre]"
    rows = ", ".join(f"[{at}], [Rénover l’école {at}], [Ville], [En cours], [À voir]" for at in (1, 2, 3))
    plan = read(pdf(f"{TALL}#table(columns: 5, {head}, {rows})"), "plan.pdf")
    assert [unit.fields["status"] for unit in plan.units] == ["En cours"] * 3
    assert plan.facts["colonnes non lues"] == "Commentaire libre"


def test_columns_that_are_not_read_of_any_sheet_are_told() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for name, more in (("Axe 1", ""), ("Axe 2", "Commentaire libre")):
            sheet = book.add_worksheet(name)
            for top, row in enumerate((("N°", "Action", "Pilote", more), (1, f"Agir {name}", "Ville", "vu"))):
                sheet.write_row(top, 0, row)

    assert workbook(write).facts["colonnes non lues"] == "Commentaire libre"


def test_a_label_in_bold_with_its_value_is_no_label_of_what_follows() -> None:
    body = TALL
    for at in (1, 2, 3):
        body += f'#text(size: 14pt, weight: "bold")[Étendre la zone {at}] #h(1fr) '
        body += '#text(weight: "bold")[Statut : EN COURS]\n\n'
        body += "Cette action répond aux attentes.\n\n*Pilote*\n\nDirection\n\n*Calendrier*\n\n2025\n\n"
    units = read(pdf(body), "plan.pdf").units
    assert [(unit.title, unit.fields["status"]) for unit in units] == [
        (f"Étendre la zone {at}", "EN COURS") for at in (1, 2, 3)
    ]


def test_codes_tell_what_headings_across_a_table_of_a_pdf_stand_under() -> None:
    rows = "[N°], [Opération], [Pilote], [2025], [2026], [Total],"
    for band, code in (("A. Réseau", ""), ("A.1 Liaisons", "A.1.1"), ("A.2 Coupures", "A.2.1"), ("B. Services", "B.1")):
        rows += f"table.cell(colspan: 6)[*{band}*],"
        rows += f"[{code}], [Ouvrir {code}], [Ville], [150], [480], [630]," if code else ""
    plan = read(pdf(f"{TALL}#table(columns: 6, {rows})"), "plan.pdf")
    assert [(unit.label, unit.headings, unit.fields["budget"]) for unit in plan.units] == [
        ("A.1.1", ("A. Réseau", "A.1 Liaisons"), "630"), ("A.2.1", ("A. Réseau", "A.2 Coupures"), "630"),
        ("B.1", ("B. Services",), "630"),
    ]  # fmt: skip


def test_of_what_is_asked_proposed_and_given_the_last_alone_is_a_payer_s() -> None:
    names = "Action;Porteur;Coût;Demandé État BOP 147;Proposé État BOP 147;Accordé Région;Sollicité CAF"
    plan = read(f"{names}\nChantier;Régie;32400 €;12000 €;10000 €;4000 €;500 €\n".encode(), "plan.csv")
    said = {
        one.name: (one.certainty, one.sum.eur)
        for one in funding_of(plan.units[0].fields, plan.facts).funders
        if one.sum
    }
    assert said == {"État BOP 147": ("envisage", 10_000), "Région": ("dit", 4_000), "CAF": ("envisage", 500)}
    assert plan.facts["colonnes non lues"] == "Demandé État BOP 147"


@pytest.mark.parametrize(
    ("row", "certainty"),
    [
        (["Région (sollicitée)", "30 000 €"], "envisage"), (["ARS (demande)", "30 000 €"], "envisage"),
        (["Région", "30 000 €", "en instruction"], "envisage"), (["Région", "30 000 €", "acquis"], "dit"),
        (["Région", "30 000 €", "40 %"], "dit"), (["Région", "30 000 €", "refusée"], ""),
    ],
)  # fmt: skip
def test_a_row_of_a_plan_of_finance_says_how_sure_its_payer_is(row: list[str], certainty: str) -> None:
    assert [one.certainty for one in funding_of({"funders": [row]}, {}).funders] == [certainty] * bool(certainty)
