"""Paragraphs of a Word document: their texts, headings, links and fields."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Written
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dashboard.exports.tidy import clean
from dashboard.look.formats import typeset


def said(text: Any) -> str:
    """A text as French is set, without what no XML may hold."""
    return typeset(clean(text))


def on_a_line(text: str) -> str:
    """The text without line breaks nor tabs, which headings and entries have a use for."""
    return said(text).replace("\n", " ").replace("\t", " ")


def put(document: Written, text: str, style: str) -> None:
    """The text, a paragraph a line; distances are the style's, not empty lines."""
    for line in filter(str.strip, said(text).split("\n")):
        document.add_paragraph(line, style=style)


def heading(document: Written, title: str, bookmark: str) -> None:
    """A heading of the first level that links lead to."""
    paragraph = document.add_paragraph(style="Heading 1")
    identifier = str(len(document.element.body))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:name"), bookmark)
    for mark in (start, end):
        mark.set(qn("w:id"), identifier)
    paragraph._p.append(start)
    paragraph.add_run(on_a_line(title))
    paragraph._p.append(end)


def linked(document: Written, before: str, address: str, style: str) -> None:
    """A paragraph that ends in an address which can be followed."""
    paragraph = document.add_paragraph(said(before), style=style)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(paragraph.add_run(clean(address), style="Hyperlink")._r)
    paragraph._p.append(link)


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field at the end of a paragraph, with what stands there until Word computes it."""
    begin(paragraph, instruction)
    if shown:
        paragraph.add_run(shown)
    end(paragraph)


def begin(paragraph: Any, instruction: str) -> None:
    """The head of a field; what stands there follows, up to its `end`."""
    _mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _mark(paragraph, "separate")


def end(paragraph: Any) -> None:
    """The end of a field."""
    _mark(paragraph, "end")


def _mark(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
