"""Lines that say « Action 1 : … » and are neither headings nor bold; numbers that lists of Word print; slides whose
title is only the largest of their boxes."""

from __future__ import annotations

import docx
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Cm, Pt

from etl.readers import PlanRead, read
from tests.pdf_shapes import TALL, pdf
from tests.usual_shapes import saved

_TITLES = ("Créer une voie verte", "Poser des arceaux", "Ouvrir la halte")


def _said(found: PlanRead) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(unit.label, unit.title, unit.headings) for unit in found.units]


@pytest.mark.parametrize("style", [None, "List Bullet"])
def test_paragraphs_that_say_action_are_actions_and_headings_above_them_are_none(style: str | None) -> None:
    document = docx.Document()
    document.add_heading("Mobilités", 1)
    for at, title in enumerate(_TITLES, 1):
        if at != 2:
            document.add_heading(("Vélo", "", "Train")[at - 1], 2)
        document.add_paragraph(f"Action {at} : {title}", style=style)
        document.add_paragraph("Pilote : Ville")
    found = read(saved(document), "p.docx")
    assert _said(found) == [
        (f"Action {at}", title, ("Mobilités", "Train" if at == 3 else "Vélo")) for at, title in enumerate(_TITLES, 1)
    ]
    assert [unit.fields for unit in found.units] == [{"pilot": "Ville"}] * 3


@pytest.mark.parametrize("sign", ["", "- "])
def test_lines_of_a_pdf_that_say_action_are_actions(sign: str) -> None:
    body = TALL + "= Plan\n"
    for at, title in enumerate(_TITLES, 1):
        body += ("== Vélo\n", "", "== Train\n")[at - 1] + f"{sign}Action {at} : {title}\n\nPilote : Ville\n\n"
    found = read(pdf(body), "p.pdf")
    assert _said(found) == [
        (f"Action {at}", title, ("Train" if at == 3 else "Vélo",)) for at, title in enumerate(_TITLES, 1)
    ]
    assert [unit.fields for unit in found.units] == [{"pilot": "Ville"}] * 3


def test_a_line_that_refers_to_an_action_is_none() -> None:
    document = docx.Document()
    document.add_heading("Axe 1 : Bouger", 1)
    for title in _TITLES:
        document.add_heading(title, 2)
        document.add_paragraph("Action 4 : voir la fiche du pays.")
        document.add_paragraph("Pilote : Ville")
    assert [unit.title for unit in read(saved(document), "p.docx").units] == list(_TITLES)


def _listed(document: docx.document.Document, *levels: str) -> None:
    numbers = document.part.numbering_part.element
    said = "".join(f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{level}</w:lvl>' for at, level in enumerate(levels))
    numbers.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{said}</w:abstractNum>'))
    numbers.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _item(document: docx.document.Document, text: str, level: int) -> None:
    own = document.add_paragraph(text)._p.get_or_add_pPr()
    own.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))


def test_levels_of_a_list_above_those_that_it_calls_actions_are_headings_with_their_numbers() -> None:
    document = docx.Document()
    _listed(
        document,
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="AXE %1 :"/>',
        '<w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/>',
        '<w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="Action %3 :"/>',
    )
    for axis, aim, title in zip(("Bouger", "", "Vivre"), ("Vélo", "", "Train"), _TITLES, strict=True):
        for level, text in enumerate((axis, aim)):
            if text:
                _item(document, text, level)
        _item(document, title, 2)
        document.add_paragraph("Pilote : Ville")
    found = read(saved(document), "p.docx")
    assert _said(found) == [
        ("Action 1", _TITLES[0], ("AXE I : Bouger", "1.1. Vélo")),
        ("Action 2", _TITLES[1], ("AXE I : Bouger", "1.1. Vélo")),
        ("Action 3", _TITLES[2], ("AXE II : Vivre", "2.1. Train")),
    ]
    assert [unit.fields for unit in found.units] == [{"pilot": "Ville"}] * 3


def test_the_largest_box_of_a_slide_without_a_title_is_its_title() -> None:
    shown = pptx.Presentation()
    for at, title in enumerate(_TITLES, 1):
        slide = shown.slides.add_slide(shown.slide_layouts[6])
        for top, size, text in (
            (1, 12, f"Axe {(at + 1) // 2} – Bouger"), (2, 24, f"A{at} – {title}"), (5, 14, f"Ce qu’est {title}."),
            (8, 14, f"Porteur : Ville\nBudget : {at} 000 €"),
        ):  # fmt: skip
            frame = slide.shapes.add_textbox(Cm(2), Cm(top), Cm(15), Cm(1)).text_frame
            frame.text = text
            for paragraph in frame.paragraphs:
                paragraph.runs[0].font.size = Pt(size)
    found = read(saved(shown), "p.pptx")
    assert _said(found) == [
        (f"A{at}", title, (f"Axe {(at + 1) // 2} – Bouger",)) for at, title in enumerate(_TITLES, 1)
    ]
    assert [unit.fields for unit in found.units] == [{"pilot": "Ville", "budget": f"{at} 000 €"} for at in (1, 2, 3)]
    assert found.units[0].text == f"Ce qu’est {_TITLES[0]}."


@pytest.mark.parametrize("parts", ["\t: ", " : "])
def test_the_title_that_a_label_says_below_the_number_of_a_fiche_is_its_title(parts: str) -> None:
    document, text = docx.Document(), "Axe 1 : Agir\n"
    for at, title in enumerate(_TITLES, 1):
        document.add_paragraph().add_run(f"FICHE PROJET N° {at}").bold = True
        for line in (f"Intitulé du projet{parts}{title}", f"Maître d’ouvrage{parts}Ville"):
            document.add_paragraph(line)
        document.add_paragraph().add_run("Description du projet").bold = True
        document.add_paragraph("Elle est douce.")
        text += f"Action n°{at}\nIntitulé : {title}\nPilote : Ville\n\n"
    found = read(saved(document), "p.docx")
    assert [(unit.label, unit.title, unit.text) for unit in found.units] == [
        (f"FICHE PROJET N° {at}", title, "Elle est douce.") for at, title in enumerate(_TITLES, 1)
    ]
    for one in (found, read(text.encode(), "p.txt")):
        assert [(unit.title, unit.fields) for unit in one.units] == [(title, {"pilot": "Ville"}) for title in _TITLES]


def test_a_line_that_stands_out_from_the_last_action_is_not_taken_into_it() -> None:
    text = "Axe 1 : Agir\n   Action 1 - Planter\n     Pilote : Ville\n\nDIT que les crédits sont inscrits.\n"
    (unit,) = (found := read(text.encode(), "p.txt")).units
    assert (unit.text, unit.fields) == ("", {"pilot": "Ville"})
    assert [doubt.place.line for doubt in found.doubts] == [5]


_THEMES = ("Santé", "", "Culture")


def _themed(mark: str = "", action: str = "") -> str:
    text = "Plan de mandat\n\n"
    for at, (theme, title) in enumerate(zip(_THEMES, _TITLES, strict=True), 1):
        text += f"{mark}{theme}{mark}\n\n" if theme else ""
        text += f"{action}Action {at} : {title}\nPilote : Ville\nElle sera belle.\n\n"
    return text


def _word(are_bold: bool) -> bytes:
    document = docx.Document()
    for line in _themed().splitlines():
        if line or not are_bold:
            bold = line.startswith("Action") or (are_bold and line in _THEMES)
            document.add_paragraph().add_run(line).bold = bold
    return saved(document)


def _pdf() -> bytes:
    lines = (
        f"*{line}*" if line in (*_THEMES,) or line.startswith("Action") else line for line in _themed().split("\n")
    )
    return pdf(TALL + "\n\n".join(line for line in lines if line != "**"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (_themed().encode(), "p.txt"), (_themed().encode(), "p.md"), (_themed("**", "### ").encode(), "p.md"),
        (_word(True), "p.docx"), (_word(False), "p.docx"), (_pdf(), "p.pdf"),
    ],
)  # fmt: skip
def test_a_line_alone_above_an_action_is_its_heading_and_no_part_of_the_one_before(content: bytes, name: str) -> None:
    found = read(content, name)
    assert _said(found) == [
        (f"Action {at}", title, ("Culture" if at == 3 else "Santé",)) for at, title in enumerate(_TITLES, 1)
    ]
    assert [(unit.text, unit.fields) for unit in found.units] == [("Elle sera belle.", {"pilot": "Ville"})] * 3
    assert sum("seule au-dessus d’une action" in doubt.why for doubt in found.doubts) == 1


def test_the_end_of_a_value_or_of_a_sentence_above_an_action_is_no_heading() -> None:
    text = "Axe 1 : Agir\nAction 1 : Planter\nPartenaires :\n\nRégion\n\nAction 2 : Creuser\nUne mare de\n\nBrézé\n\n"
    found = read(f"{text}Action 3 : Bâtir\n".encode(), "p.txt")
    assert [unit.headings for unit in found.units] == [("Axe 1 : Agir",)] * 3 and not found.doubts


@pytest.mark.parametrize("name", ["p.txt", "p.docx"])
def test_a_line_above_an_action_that_may_be_its_heading_is_told(name: str) -> None:
    lines = [line for line in _themed().splitlines() if line][1:]
    document = docx.Document()
    for line in lines:
        document.add_paragraph().add_run(line).bold = line.startswith("Action")
    found = read(saved(document) if name == "p.docx" else "\n".join(lines).encode(), name)
    # « Santé », above the first, is in no action of a document of Word.
    told = [doubt.why.endswith("titre de ce qui suit ?") for doubt in found.doubts]
    assert [unit.headings for unit in found.units] == [()] * 3 and told == [True] * (2 - (name == "p.docx"))
    assert found.units[1].text.endswith("Culture")
