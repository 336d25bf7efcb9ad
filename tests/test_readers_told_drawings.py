"""What documents draw and no reader reads is told: diagrams of slides and of Word, text boxes of workbooks."""

from __future__ import annotations

import io
from typing import Any

import docx
import pptx
import pytest
import xlsxwriter
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from pptx.opc.package import Part as SlidePart
from pptx.opc.packuri import PackURI as SlideURI

from etl.readers import read

_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
_KIND = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
_URI = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _words(said: str) -> bytes:
    text = f"<a:p><a:r><a:t>{said}</a:t></a:r></a:p>"
    model = f'<dgm:dataModel xmlns:dgm="{_URI}" xmlns:a="{_DRAWN}"><dgm:ptLst><dgm:pt><dgm:t><a:bodyPr/>{text}</dgm:t>'
    return f"{model}</dgm:pt></dgm:ptLst></dgm:dataModel>".encode()


def _graphic(relation: str) -> str:
    ids = f'<dgm:relIds xmlns:dgm="{_URI}" xmlns:r="{_RELATIONS}" r:dm="{relation}" r:lo="" r:qs="" r:cs=""/>'
    return f'<a:graphic xmlns:a="{_DRAWN}"><a:graphicData uri="{_URI}">{ids}</a:graphicData></a:graphic>'


def _saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize("said", ["AXE 1 – Bouger", ""])
def test_a_diagram_of_a_slide_is_told_where_it_says_words(said: str) -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Le plan en bref"
    part = SlidePart(SlideURI("/ppt/diagrams/data1.xml"), _KIND, show.part.package, _words(said))
    relation = slide.part.relate_to(part, _DATA)
    slide.shapes._spTree.append(
        parse_xml(
            '<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:nvGraphicFramePr>'
            '<p:cNvPr id="9" name="Schéma"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>'
            f'<a:off xmlns:a="{_DRAWN}" x="0" y="0"/><a:ext xmlns:a="{_DRAWN}" cx="9" cy="9"/></p:xfrm>'
            f"{_graphic(relation)}</p:graphicFrame>"
        )
    )
    action = show.slides.add_slide(show.slide_layouts[1])
    action.shapes.title.text, action.placeholders[1].text = "Action 1 – Prêter des vélos", "Pilote : Ville"
    found = read(_saved(show), "plan.pptx")
    assert [unit.title for unit in found.units] == ["Prêter des vélos"]
    assert [(one.place.slide, "SmartArt" in one.why) for one in found.doubts] == ([(1, True)] if said else [])


def test_a_diagram_of_a_word_document_is_told() -> None:
    document = docx.Document()
    document.add_heading("Axe 1 – Bouger", 1)
    part = Part(PackURI("/word/diagrams/data1.xml"), _KIND, _words("Axe 2 – Habiter"), document.part.package)
    relation = document.part.relate_to(part, _DATA)
    run = document.add_paragraph().add_run()
    run._r.append(
        parse_xml(
            '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><wp:inline '
            'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="9" '
            f'cy="9"/><wp:docPr id="9" name="Schéma"/>{_graphic(relation)}</wp:inline></w:drawing>'
        )
    )
    document.add_heading("Action 1 – Prêter des vélos", 2)
    document.add_paragraph("Pilote : Ville")
    found = read(_saved(document), "plan.docx")
    assert [(one.place.paragraph, "SmartArt" in one.why) for one in found.doubts] == [(2, True)]


@pytest.mark.parametrize(("said", "told"), [("AXE 1 – Bouger", 1), ("Logo du pays", 0)])
def test_a_text_box_of_a_workbook_that_names_an_axis_is_told(said: str, told: int) -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("Axe un")
        sheet.insert_textbox(0, 0, said)
        sheet.write_row(9, 0, ["Action", "Pilote"])
        sheet.write_row(10, 0, ["Prêter des vélos", "Ville"])
    found = read(held.getvalue(), "plan.xlsx")
    assert [(one.place.sheet, said in one.why) for one in found.doubts] == [("Axe un", True)] * told
