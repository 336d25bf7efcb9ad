"""Documents, slides and texts that were wrong at first sight: units that are called otherwise, numbers that Word prints
by its styles, choices that are ticked, boxes that are grouped, lines that are cut."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Cm

from etl.readers import PlanRead, read
from etl.readers.fields.funding import funding_of

TITLES = ("Planter des haies", "Ouvrir une halle", "Former les agents")


def titles(found: PlanRead) -> list[str]:
    return [unit.title for unit in found.units]


def word(document: docx.document.Document) -> PlanRead:
    made = io.BytesIO()
    document.save(made)
    return read(made.getvalue(), "plan.docx")


# Words


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (["Mesure 1 | {}", "Porteur : Ville"], "Mesure 1"),
        (["Projet 1 – {}", "Porteur : Ville"], "Projet 1"),
        (["Engagement n°1 · {}", "Porteur : Ville"], "Engagement n°1"),
        (["Chantier 1.1 : {}", "Porteur : Ville"], "Chantier 1.1"),
        (["Fiche-action 1-1 | {}", "Porteur : Ville"], "Fiche-action 1-1"),
    ],
)
def test_a_unit_is_known_by_the_word_of_its_plan_whatever_parts_its_number(lines: list[str], label: str) -> None:
    document = docx.Document()
    for at, title in enumerate(TITLES, 1):
        for text in lines:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(
                text.format(title).replace("1 ", f"{at} ", 1).replace("1.1", f"1.{at}").replace("-1 ", f"-{at} ")
            )
            run.bold = "Porteur" not in text
    found = word(document)
    assert titles(found) == list(TITLES)
    assert found.units[0].label == label
    assert [one.fields for one in found.units] == [{"pilot": "Ville"}] * 3


def test_levers_above_actions_stay_headings() -> None:
    document = docx.Document()
    for at, title in enumerate(TITLES, 1):
        document.add_heading(f"Levier {at} : Agir", 1)
        document.add_paragraph(title, style="List Bullet")
    found = word(document)
    assert [(one.title, one.headings) for one in found.units] == [
        (title, (f"Levier {at} : Agir",)) for at, title in enumerate(TITLES, 1)
    ]


def _numbered(document: docx.document.Document, levels: Sequence[str]) -> None:
    """Give the headings of a document numbers that no paragraph holds."""
    numbers = document.part.numbering_part.element
    said = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{at + 1}"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for at, words in enumerate(levels)
    )
    numbers.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{said}</w:abstractNum>'))
    numbers.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for at in range(len(levels)):
        style = document.styles[f"Heading {at + 1}"].element
        style.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="90"/></w:numPr>')
        )


@pytest.mark.parametrize(
    ("levels", "axis", "labels"),
    [
        (("Axe %1 –", "Action %1.%2 –"), "Axe {} – Agir", ["Action 1.1", "Action 1.2", "Action 2.1"]),
        (("%1.", "%1.%2."), "{}. Agir", ["1.1", "1.2", "2.1"]),
    ],
)
def test_numbers_that_styles_print_are_those_of_headings_and_actions(
    levels: Sequence[str], axis: str, labels: list[str]
) -> None:
    document = docx.Document()
    _numbered(document, levels)
    for at, own in enumerate((TITLES[:2], TITLES[2:]), 1):
        document.add_heading("Agir", 1)
        for title in own:
            document.add_heading(title, 2)
            document.add_paragraph(f"Pilote : Ville {at}")
    found = word(document)
    assert [(one.label.rstrip("."), one.title) for one in found.units] == list(zip(labels, TITLES, strict=True))
    assert [one.headings for one in found.units] == [(axis.format(at),) for at in (1, 1, 2)]


def test_a_style_made_from_one_of_headings_is_one_and_the_title_of_the_whole_is_none() -> None:
    document = docx.Document()
    style = document.styles.add_style("Fiche du pays", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 3"]
    document.add_heading("Plan du pays", 1)
    for at in (1, 2):
        document.add_heading(f"Axe {at} : Agir", 2)
        for title in TITLES:
            document.add_paragraph(f"{title} {at}", style="Fiche du pays")
            document.add_paragraph("Pilote : Ville")
    found = word(document)
    assert titles(found) == [f"{title} {at}" for at in (1, 2) for title in TITLES]
    assert {one.headings for one in found.units} == {("Axe 1 : Agir",), ("Axe 2 : Agir",)}


def test_an_item_that_begins_in_bold_has_its_title_in_bold_and_its_text_behind() -> None:
    document = docx.Document()
    document.add_heading("Axe 1 : Agir", 1)
    for title in TITLES:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{title}.").bold = True
        paragraph.add_run(" Dès le printemps.")
    found = word(document)
    assert [(one.title, one.text) for one in found.units] == [(title, "Dès le printemps.") for title in TITLES]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("☐ À engager ☒ En cours ☐ Terminé", "En cours"),
        ("À engager ☐  En cours ☑  Terminé ☐", "En cours"),
        ("☐ Oui ☐ Non", None),
    ],
)
def test_of_choices_what_is_ticked_is_said_and_nothing_where_nothing_is(said: str, state: str | None) -> None:
    document = docx.Document()
    for at, title in enumerate(TITLES, 1):
        document.add_heading(f"Action {at} : {title}", 1)
        document.add_paragraph(f"Avancement : {said}")
    assert word(document).units[0].fields.get("status") == state


def test_a_raised_number_behind_a_word_is_the_mark_of_a_note_and_behind_a_unit_is_not() -> None:
    document = docx.Document()
    for at, (word_, last) in enumerate((("halles", ""), ("200 km", " de haies"), ("toits", "")), 1):
        heading = document.add_heading(f"Action {at} : Refaire {word_}", 1)
        heading.add_run("2").font.superscript = True
        heading.add_run(last)
        document.add_paragraph("Pilote : Ville")
    assert titles(word(document)) == ["Refaire halles", "Refaire 200 km2 de haies", "Refaire toits"]


def test_the_title_of_an_action_stands_behind_a_break_in_its_heading() -> None:
    document = docx.Document()
    for at, title in enumerate(TITLES, 1):
        heading = document.add_heading(f"ACTION {at}", 1)
        heading.add_run().add_break()
        heading.add_run(title)
        document.add_paragraph("Pilote : Ville")
    assert [(one.label, one.title) for one in word(document).units] == [
        (f"ACTION {at}", title) for at, title in enumerate(TITLES, 1)
    ]


def test_fields_in_brackets_behind_an_item_are_its_fields() -> None:
    document = docx.Document()
    document.add_heading("Axe 1 : Agir", 1)
    for title in TITLES:
        document.add_paragraph(f"{title} (pilote : Ville ; échéance : 2026 ; coût : 45 k€ HT)", style="List Bullet")
    document.add_paragraph("Tenir un forum (avec les jeunes)", style="List Bullet")
    found = word(document)
    assert titles(found) == [*TITLES, "Tenir un forum (avec les jeunes)"]
    assert found.units[0].fields == {"pilot": "Ville", "calendar": "2026", "budget": "45 k€ HT"}


def test_an_item_that_says_objectif_above_deeper_ones_is_their_heading() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Axe 1 : Agir").bold = True
    for at, own in enumerate((TITLES[:2], TITLES[2:]), 1):
        document.add_paragraph(f"Objectif 1.{at} : Mieux", style="List Bullet")
        for title in own:
            document.add_paragraph(title, style="List Bullet 2")
    assert [(one.title, one.headings[1:]) for one in word(document).units] == [
        (TITLES[0], ("Objectif 1.1 : Mieux",)),
        (TITLES[1], ("Objectif 1.1 : Mieux",)),
        (TITLES[2], ("Objectif 1.2 : Mieux",)),
    ]


def test_a_line_in_bold_that_says_axe_stands_above_the_table_below_it() -> None:
    document = docx.Document()
    for at, own in enumerate((TITLES[:2], TITLES[2:]), 1):
        document.add_paragraph().add_run(f"Axe {at} : Agir").bold = True
        table = document.add_table(0, 3)
        for cells in (("Actions", "Porteurs", "Calendrier"), *((title, "Ville", "2026") for title in own)):
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
    assert [one.headings for one in word(document).units] == [("Axe 1 : Agir",)] * 2 + [("Axe 2 : Agir",)]


# Slides and texts


def _box(shapes: pptx.shapes.shapetree.GroupShapes, text: str, top: float) -> None:
    shapes.add_textbox(Cm(2), Cm(top), Cm(20), Cm(1)).text_frame.text = text


def test_a_heading_in_a_row_of_a_group_is_a_heading_of_its_fiche() -> None:
    document = docx.Document()
    for at, title in enumerate(TITLES, 1):
        document.add_heading(f"Fiche n°{at} : {title}", 1)
        table = document.add_table(0, 3)
        for said in (("Cadre", "Axe", "Axe 1 : Agir"), ("Moyens", "Pilote", "Ville"), ("", "Coût", "9 000 €")):
            for cell, text in zip(table.add_row().cells, said, strict=True):
                cell.text = text
    assert [(one.title, one.headings) for one in word(document).units] == [(t, ("Axe 1 : Agir",)) for t in TITLES]


def test_numbers_of_a_style_have_no_words_without_end() -> None:
    document = docx.Document()
    _numbered(document, ("Axe %1 – " + "x" * 100_000,))
    document.add_heading("Agir", 1)
    document.add_paragraph("Planter", style="List Bullet")
    assert len(word(document).units[0].headings[0]) < 200


def test_a_slide_whose_boxes_are_grouped_says_its_number_its_title_and_its_fields() -> None:
    deck = pptx.Presentation()
    for at, title in enumerate(TITLES, 1):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        for top, pair in ((3, (f"Action {at}", title)), (7, ("Pilote", "Ville")), (10, ("Calendrier", "2026"))):
            group = slide.shapes.add_group_shape()
            for down, text in enumerate(pair):
                _box(group.shapes, text, top + down)
    made = io.BytesIO()
    deck.save(made)
    found = read(made.getvalue(), "plan.pptx")
    assert [(one.label, one.title) for one in found.units] == [(f"Action {at}", t) for at, t in enumerate(TITLES, 1)]
    assert [one.fields for one in found.units] == [{"pilot": "Ville", "calendar": "2026"}] * 3


def test_a_table_whose_first_row_names_the_action_of_its_slide_is_its_fiche() -> None:
    deck = pptx.Presentation()
    for at, title in enumerate(TITLES, 1):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        table = slide.shapes.add_table(3, 2, Cm(1), Cm(1), Cm(20), Cm(5)).table
        table.cell(0, 0).merge(table.cell(0, 1))
        said = (f"FICHE ACTION 1.{at} – {title}", "", "Pilote", "Ville", "Calendrier", "2026")
        for cell, text in zip(table.iter_cells(), said, strict=True):
            cell.text = text
    made = io.BytesIO()
    deck.save(made)
    found = read(made.getvalue(), "plan.pptx")
    assert [(one.label, one.title) for one in found.units] == [
        (f"FICHE ACTION 1.{at}", title) for at, title in enumerate(TITLES, 1)
    ]
    assert [one.fields for one in found.units] == [{"pilot": "Ville", "calendar": "2026"}] * 3


def test_several_actions_in_one_box_are_one_each() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Axe 1 : Agir"
    lines = [line for at, title in enumerate(TITLES, 1) for line in (f"Action {at} : {title}", f"Pilote : Pays {at}")]
    slide.placeholders[1].text = "\n".join(lines)
    made = io.BytesIO()
    deck.save(made)
    found = read(made.getvalue(), "plan.pptx")
    assert titles(found) == list(TITLES)
    assert [one.fields["pilot"] for one in found.units] == ["Pays 1", "Pays 2", "Pays 3"]


def test_payers_that_the_end_of_a_line_cuts_go_on_in_the_next_though_they_look_like_fields() -> None:
    text = (
        "Axe 1 : Agir\n\nAction 1 : Planter\nFinancement : DSIL : 370\n000 € ; Fonds vert :\n20 000 € ;\n"
        "Région : 5 000 €\nCalendrier : 2026\n"
    )
    found = read(text.encode(), "plan.txt")
    paid = funding_of(found.units[0].fields, found.facts).funders
    assert [(one.name, one.sum and one.sum.eur) for one in paid] == [
        ("DSIL", 370000), ("Fonds vert", 20000), ("Région", 5000),
    ]  # fmt: skip
    assert found.units[0].fields["calendar"] == "2026"


def test_a_line_in_bold_that_says_axe_is_a_heading_of_markdown() -> None:
    text = "# Plan\n\n**Axe 1 : Agir**\n\n1. Planter\n    - *Avec* : CAUE\n2. Bâtir\n"
    found = read(text.encode(), "plan.md")
    assert [(one.title, one.headings) for one in found.units] == [
        ("Planter", ("Axe 1 : Agir",)),
        ("Bâtir", ("Axe 1 : Agir",)),
    ]
    assert found.units[0].fields == {"partners": "CAUE"}


def test_a_fiche_of_markdown_may_have_points_in_its_number() -> None:
    text = "# Contrat\n\n## Axe 1 – Agir\n\n" + "".join(
        f"### Fiche 1.{at} – {title}\n\n| | |\n|---|---|\n| **Porteur** | Ville |\n\n"
        for at, title in enumerate(TITLES, 1)
    )
    found = read(text.encode(), "plan.md")
    assert [(one.label, one.title) for one in found.units] == [(f"Fiche 1.{at}", t) for at, t in enumerate(TITLES, 1)]
    assert [one.fields for one in found.units] == [{"pilot": "Ville"}] * 3


def test_payers_listed_below_a_fiche_whose_number_has_a_line_of_its_own_are_no_actions() -> None:
    document = docx.Document()
    for at, title in enumerate(TITLES, 1):
        for said in (f"Fiche projet {at}", title, "Plan de financement"):
            document.add_paragraph().add_run(said).bold = True
        document.add_paragraph(f"Anah : {at} 000 €", style="List Bullet")
    found = word(document)
    assert [(one.label, one.title) for one in found.units] == [
        (f"Fiche projet {at}", t) for at, t in enumerate(TITLES, 1)
    ]
    assert [(one.name, one.sum and one.sum.eur) for one in funding_of(found.units[1].fields, {}).funders] == [
        ("Anah", 2000)
    ]


def test_bullets_of_the_types_that_programs_draw_them_with_are_bullets_of_a_text() -> None:
    text = "AXE 1 : AGIR\n" + "".join(f"\uf0a7 {title}\n" for title in TITLES)
    assert titles(read(text.encode(), "plan.txt")) == list(TITLES)


def test_fields_behind_a_title_in_bold_of_a_list_of_markdown_are_its_fields() -> None:
    text = "# Plan\n\n## Nature\n\n" + "".join(
        f"- **{t}** — pilote : Ville ; budget : 9 000 € HT ; dès 2026\n" for t in TITLES
    )
    first = read(text.encode(), "plan.md").units[0]
    assert (first.title, first.text, first.fields) == (
        TITLES[0], "dès 2026", {"pilot": "Ville", "budget": "9 000 € HT"},
    )  # fmt: skip
