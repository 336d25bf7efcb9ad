"""Plans in the forms in which further authors keep them, who saw none of the code: arrows, boxes of text, heads of
fiches, minutes, forms of sheets, rules of funds."""

from __future__ import annotations

from html import escape

import docx
import docx.document
import pytest
import xlsxwriter
from docx.oxml import parse_xml

from etl.readers import read
from etl.readers.fiches.blocks import is_of_contents
from etl.readers.fields.columns import field_of
from etl.readers.fields.funding import funding_of
from etl.readers.lines.headings import heading_level
from etl.readers.model import PlanRefused
from tests.pdf_shapes import pdf, plain
from tests.test_readers_forms_of_offices import AXES, NUMBERED, WANTED, by_axis
from tests.unseen import pilots, rows_of, saved, told, workbook


def test_questions_behind_arrows_are_labels_and_a_diagnosis_before_the_actions_is_none() -> None:
    document = docx.Document()
    document.add_heading("Plan d’actions du projet alimentaire", 1)
    document.add_heading("Ce que dit le diagnostic", 2)
    for said in ("On compte 120 fermes.", "Deux communes ont une halle."):
        document.add_paragraph(said, style="List Bullet")
    for axis, titles in AXES.items():
        document.add_heading(axis, 2)
        for title in titles:
            document.add_paragraph(style="List Number").add_run(title).bold = True
            document.add_paragraph("→ Qui ? Émilie")
            document.add_paragraph("→ Combien ? 3 800 €")
    found = saved(document, "plan.docx")
    assert told(found) == WANTED
    assert set(pilots(found.units)) == {"Émilie"}
    assert {unit.fields["budget"] for unit in found.units} == {"3 800 €"}


def test_a_head_of_a_fiche_has_its_axis_above_and_its_degree_beside_it_and_pictures_before_its_labels() -> None:
    document = docx.Document()
    for number, axis, title in NUMBERED:
        head = document.add_table(rows=3, cols=2)
        orientation = f"Orientation {axis[4]}1 : Ensemble"
        rows = ((axis, "Niveau de priorité ★★★"), (orientation, orientation), (f"Fiche {axis[4]}1.{number}", title))
        for row, texts in zip(head.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        facts = document.add_table(rows=2, cols=2)
        for row, texts in zip(facts.rows, (("👤 Pilote", "💶 Coût"), (f"Commune {number}", "3 800 €")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_page_break()
    found = saved(document, "plan.docx")
    assert told(found) == [(title, (axis, f"Orientation {axis[4]}1 : Ensemble")) for _, axis, title in NUMBERED]
    assert pilots(found.units) == [f"Commune {number}" for number, *_ in NUMBERED]
    assert {unit.fields["budget"] for unit in found.units} == {"3 800 €"}


def test_an_orientation_of_an_axis_by_letter_stands_below_it() -> None:
    assert [heading_level(said) for said in ("Axe A : Habiter", "Orientation A1 : Loger", "Axe 2 : Rouler")] == [
        1,
        2,
        1,
    ]


def test_a_listed_title_ends_before_its_bracket() -> None:
    listed = "- Ouvrir le dimanche (médiathèque, 2025)\n- Prêter des jeux (2026)"
    found = rows_of([("Enjeux", "Actions"), ("Lire", listed), ("Jouer", "- Rire\n- Danser ensemble (2027)")])
    assert [unit.title for unit in found.units][:2] == ["Ouvrir le dimanche", "Prêter des jeux"]


def test_an_axis_by_its_number_alone_at_the_head_of_most_pages_is_that_of_the_name_below_it() -> None:
    body = ""
    for axis, titles in AXES.items():
        number, name = axis.split(" : ")
        body += f"#text(size: 13pt)[*{number}*]\n\n#text(size: 19pt)[*{name}*]\n\n"
        body += "".join(
            f"#text(size: 14pt)[*Action 1.{at} – {plain(title)}*]\n\nPilote : Commune\n\n"
            for at, title in enumerate(titles, 1)
        )
        body += "#pagebreak()\n"
    found = read(pdf(body), "plan.pdf")
    assert told(found) == [(title, (axis.replace(" :", ""),)) for title, (axis,) in WANTED]


def boxed(document: docx.document.Document, *lines: str) -> None:
    """A box of text at a paragraph of its own, written for newer programs and again for older ones."""
    words = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    inside = f"<w:txbxContent>{words}</w:txbxContent>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for _ in range(2):
        box = parse_xml(f"<w:r {space}><w:pict>{inside}</w:pict></w:r>")
        (document.paragraphs[-1] if _ else document.add_paragraph())._p.append(box)


def test_a_box_beside_an_action_says_its_fields_and_one_that_says_none_is_apart() -> None:
    document = docx.Document()
    for axis, titles in AXES.items():
        document.add_heading(axis, 1)
        for title in titles:
            document.add_heading(title, 2)
            document.add_paragraph("Un texte.")
            boxed(document, "Pilotage : Direction de la culture", "Budget : 85 000 €", "Calendrier", "dès 2026")
    boxed(document, "Le saviez-vous ? Le bourg a deux halles.")
    found = saved(document, "plan.docx")
    assert told(found) == WANTED
    wanted = {"pilot": "Direction de la culture", "budget": "85 000 €", "calendar": "dès 2026"}
    assert all(unit.fields == wanted for unit in found.units)
    lines = [line.text for line in found.lines]
    assert lines.count("Pilotage : Direction de la culture") == len(WANTED)
    assert [line.text for line in found.lines if line.is_apart] == ["Le saviez-vous ? Le bourg a deux halles."]


def test_a_box_that_says_a_title_and_fields_says_them_apart() -> None:
    document = docx.Document()
    for number, _, title in NUMBERED:
        boxed(document, f"Action {number} : {title}", "Pilote : Commune", "Budget : 3 800 €")
        document.add_paragraph("Un texte.")
    found = saved(document, "plan.docx")
    assert [unit.title for unit in found.units] == [title for title, _ in WANTED]
    assert {(unit.fields["pilot"], unit.fields["budget"]) for unit in found.units} == {("Commune", "3 800 €")}


def test_a_label_merged_over_a_table_of_payers_and_a_heading_said_again_without_its_number() -> None:
    document = docx.Document()
    for number, axis, title in NUMBERED:
        document.add_heading(axis, 1)
        rows = [
            (f"Fiche action {number} – {title}",) * 3, ("Axe", *[axis.split(" : ")[1]] * 2),
            ("Niveau d’engagement", "En cours", "En cours"), ("Financement", "Financeur", "Montant"),
            ("Financement", "CAF", "20 000 €"), ("Financement", "Commune", "5 000 €"),
        ]  # fmt: skip
        table = document.add_table(rows=0, cols=3)
        for said in rows:
            for cell, text in zip(table.add_row().cells, said, strict=True):
                cell.text = text
        for first, last in (((0, 0), (0, 2)), ((1, 1), (1, 2)), ((2, 1), (2, 2)), ((3, 0), (5, 0))):
            text = table.cell(*first).text
            table.cell(*first).merge(table.cell(*last)).text = text
    found = saved(document, "plan.docx")
    assert told(found) == WANTED
    assert all(unit.fields["status"] == "En cours" for unit in found.units)
    paid = [funder for unit in found.units for funder in funding_of(unit.fields, found.facts).funders]
    assert [(one.name, one.sum.eur if one.sum else None) for one in paid] == [("CAF", 20_000), ("Commune", 5_000)] * 6


def test_a_label_and_its_value_in_a_form_of_a_sheet_are_no_head_of_a_table() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for number, axis, title in NUMBERED:
            sheet = book.add_worksheet(f"FA {number}")
            rows = [
                ("FICHE-ACTION",), (), ("Orientation", axis), ("N° de fiche", str(number)),
                ("Intitulé de l’action", title), ("Maître d’ouvrage", f"Commune {number}"),
                ("État d’avancement", "Projet" if number % 2 else "En cours"), ("Coût total (€ HT)", 600_000), (),
                ("PLAN DE FINANCEMENT",), ("Financeur", "Montant (€)", "Taux"), ("Région", 200_000, 0.33),
                ("CAF", 400_000, 0.67), ("TOTAL", 600_000),
            ]  # fmt: skip
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)

    found = workbook(write)
    assert told(found) == WANTED
    assert pilots(found.units) == [f"Commune {number}" for number, *_ in NUMBERED]
    assert [unit.fields["status"] for unit in found.units] == ["Projet", "En cours"] * 3
    assert not found.doubts


def test_a_state_in_bold_right_below_a_title_is_its_own_and_further_below_it_heads_a_part() -> None:
    def action(number: int, title: str) -> str:
        state = "*EN COURS*\n\n" if number % 2 else ""
        return (
            f"#text(size: 14pt)[*Action {number} – {title}*]\n\n{state}*Ce que nous faisons*\n\nUn guide.\n\n"
            "*Réalisé*\n\nDeux cafés.\n\nPilote : Commune\n\n"
        )

    found = read(pdf(by_axis(action)), "plan.pdf")
    assert told(found) == WANTED
    assert [unit.fields.get("status") for unit in found.units] == ["EN COURS", None] * 3


@pytest.mark.parametrize("said", ["Piloter et évaluer", "Budgétiser l’action publique", "Décrire"])
def test_a_verb_is_the_name_of_no_field(said: str) -> None:
    assert not field_of(said)


def test_a_chapter_that_begins_with_a_verb_ends_the_last_fiche() -> None:
    def action(number: int, title: str) -> str:
        return f"#text(size: 14pt)[*Action {number} – {title}*]\n\nUn texte.\n\nPilote : Régie\n\n"

    closing = "#text(size: 16pt)[*Piloter et évaluer*]\n\nUn comité de pilotage se réunit deux fois par an.\n\n"
    found = read(pdf(by_axis(action) + closing), "plan.pdf")
    assert pilots(found.units) == ["Régie"] * 6


def test_items_of_minutes_below_axes_are_actions_and_numbered_chapters_over_axes_are_none() -> None:
    document = docx.Document()
    document.add_heading("1. Rappel de la gouvernance", 1)
    document.add_paragraph("Le comité s’est réuni trois fois.")
    document.add_heading("2. État d’avancement des actions", 1)
    for axis, titles in AXES.items():
        document.add_heading(axis, 2)
        for title in titles:
            item = document.add_paragraph(style="List Bullet")
            item.add_run(title).bold = True
            item.add_run(" – Une première séance s’est tenue.")
            document.add_paragraph("État : en cours")
            document.add_paragraph("Prochaine étape : relance en mai")
    document.add_heading("3. Questions diverses", 1)
    document.add_paragraph("Le prochain comité est fixé au 14 janvier.")
    document.add_heading("Relevé de décisions", 1)
    document.add_paragraph("Validation du bilan annuel", style="List Bullet")
    found = saved(document, "plan.docx")
    assert [unit.title for unit in found.units] == [title for title, _ in WANTED]
    assert [unit.headings[-1] for unit in found.units] == [axis for _, (axis,) in WANTED]
    assert {unit.fields["status"] for unit in found.units} == {"en cours"}
    assert any("Relevé de décisions" in doubt.why for doubt in found.doubts)


def test_rules_of_a_fund_name_no_payer_and_an_envelope_of_one_is_no_cost() -> None:
    document = docx.Document()
    for number, _, title in NUMBERED:
        document.add_heading(f"Fiche-action n° {number} : {title}", 2)
        document.add_heading("6. Modalités de financement", 3)
        document.add_paragraph("Taux maximum d’aide : 80 %, sous réserve des régimes d’aides d’État.")
        document.add_paragraph("Enveloppe FEADER : 260 000 €")
        document.add_paragraph("Plancher d’aide FEADER : 4 000 € ; plafond : 60 000 €.")
        document.add_heading("7. Indicateurs", 3)
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Montant moyen de FEADER par dossier", "28 000 €"
    found = saved(document, "plan.docx")
    assert [unit.title for unit in found.units] == [title for title, _ in WANTED]
    for unit in found.units:
        funding = funding_of(unit.fields, found.facts)
        paid = [(one.name, one.sum.eur if one.sum else None) for one in funding.funders]
        assert (paid, funding.sums) == ([("FEADER", 260_000)], ())


def test_numbered_lines_of_a_letter_below_headings_in_bold_are_actions_and_bullets_alone_are_none() -> None:
    letter = "Madame, Monsieur,\n\nLe conseil a adopté ce plan.\n\n- la facture augmente ;\n- les trajets aussi.\n\n"
    body = letter
    for axis, titles in AXES.items():
        body += f"#text(size: 12pt)[*{axis.split(' : ')[1]}*]\n\n"
        own = [(number, title) for number, _, title in NUMBERED if title in titles]
        body += "".join(f"{number}\\. {plain(title)} (services techniques, été 2025)\n\n" for number, title in own)
    found = read(pdf(body), "plan.pdf")
    assert [unit.title for unit in found.units] == [title for title, _ in WANTED]
    assert [unit.headings for unit in found.units] == [(axis.split(" : ")[1],) for _, (axis,) in WANTED]
    assert any("lignes numérotées" in doubt.why for doubt in found.doubts)
    bare = letter + "".join(
        f"#text(size: 12pt)[*{title}*]\n\n- un point ;\n- un autre.\n\n" for title in ("Eau", "Air")
    )
    with pytest.raises(PlanRefused):
        read(pdf(bare), "plan.pdf")


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("Fiche 1 : Ouvrir une halle ... 4", True), ("Axe 2 – Bouger … 12", True), ("Ouvrir une halle ..... 4", True),
        ("Ouvrir une halle...", False), ("Ouvrir une halle ... puis deux", False), ("Coût ... 4 000 €", False),
    ],
)  # fmt: skip
def test_a_line_of_contents_leads_to_a_page_by_three_points_too(said: str, is_one: bool) -> None:
    assert is_of_contents(said) == is_one
