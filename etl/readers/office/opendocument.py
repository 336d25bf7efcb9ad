"""A text of OpenDocument (LibreOffice, OpenOffice) told as the Word document that says the same: one reader reads both.

Changes are read as accepted, since what was deleted stands apart in such a file; contents and indexes are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from etl.readers.model import PlanRefused
from etl.readers.office.opendocument_lists import Lists
from etl.readers.office.opendocument_styles import OFFICE, TEXT, Styles, number_of
from etl.readers.office.word_text import W
from etl.readers.packages import LOCKED

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_ITEMS = (f"{TEXT}list-item", f"{TEXT}list-header")
_ROW_GROUPS = (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group")
# What holds words that the paragraph does not say: notes and comments, marks of changes, what is hidden.
_NOT_SAID = {
    f"{TEXT}note", f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph",
    f"{TEXT}ruby-text", f"{TEXT}tracked-changes",
}  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n]+")
# As Word has them: columns of a table, levels of headings. Blanks and rows in a row that a file may say as one.
_MOST_COLUMNS, _DEEPEST, _MOST_BLANKS = 63, 9, 200
_BOLD, _PLAIN = "1", "0"


def as_word(content: bytes) -> Document:
    """The Word document that says what a text of OpenDocument says.

    Raises:
        PlanRefused: it is locked.
        KeyError, zipfile.BadZipFile, etree.XMLSyntaxError: it is no such text, or damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise PlanRefused(LOCKED)
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        said, styled = (etree.fromstring(package.read(name), parser) for name in ("content.xml", "styles.xml"))
    text = said.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise KeyError("office:text")
    document = docx.Document()
    lists = Lists((said, styled), document.part.numbering_part.element)
    body = document.element.body
    # What the body of a new document ends with says its pages.
    pages = body[-1]
    _Telling(Styles((said, styled)), lists).flow(text, body)
    body.append(pages)
    return document


class _Telling:
    """The parts of a text told one after the other, as children of an element of Word."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles, self._lists = styles, lists
        # Boxes that hang on a page: told with the paragraph that follows.
        self._boxes: list[Any] = []

    def flow(self, source: Any, into: Any) -> None:
        """Tell what a text, a section, a cell or a box holds."""
        for child in source:
            if child.tag in _PARAGRAPHS:
                self._paragraph(child, into, self._lists.of_heading(child) if child.tag == f"{TEXT}h" else None)
            elif child.tag == f"{TEXT}list":
                self._list(child, into, self._lists.begun(child), 0)
            elif child.tag == f"{TEXT}numbered-paragraph":
                place = self._lists.begun(child), number_of(child, f"{TEXT}level", _DEEPEST, 1) - 1
                for one in child:
                    self._paragraph(one, into, place)
            elif child.tag == f"{_TABLE}table":
                self._table(child, into)
            elif child.tag == f"{TEXT}section" and child.get(f"{TEXT}display") != "none":
                self.flow(child, into)
            elif _is_drawn(child):
                self._boxes.append(child)

    def _list(self, source: Any, into: Any, number: str, depth: int) -> None:
        number = self._lists.within(source, number)
        for item in (child for child in source if child.tag in _ITEMS):
            is_first = item.tag == f"{TEXT}list-item"
            number = self._lists.from_item(item, number, depth)
            for child in item:
                if child.tag == f"{TEXT}list":
                    self._list(child, into, number, depth + 1)
                elif child.tag in _PARAGRAPHS:
                    self._paragraph(child, into, (number, depth) if is_first else None)
                    is_first = False

    def _paragraph(self, source: Any, into: Any, place: tuple[str, int] | None) -> None:
        """`place`: its list, and how deep it stands in it, from 0; None where it is no item."""
        style = source.get(f"{TEXT}style-name", "")
        if source.tag not in _PARAGRAPHS or self._styles.is_hidden(style, "paragraph"):
            return
        boxes = [*self._boxes, *_drawn_in(source)]
        self._boxes = []
        for box in boxes:
            # A table that floats stands in a box of its own.
            for table in box.iter(f"{_TABLE}table"):
                if not any(one.tag == f"{_TABLE}table" for one in table.iterancestors()):
                    self._table(table, into)
        paragraph = etree.SubElement(into, f"{W}p")
        properties = etree.SubElement(paragraph, f"{W}pPr")
        level = number_of(source, f"{TEXT}outline-level", 99, 1) if source.tag == f"{TEXT}h" else 0
        if 0 < level <= _DEEPEST:
            etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", f"Heading{level}")
        if place is not None and place[1] < _DEEPEST:
            listed = etree.SubElement(properties, f"{W}numPr")
            depth = max(place[1], self._styles.list_depth(style) - 1)
            etree.SubElement(listed, f"{W}ilvl").set(f"{W}val", str(depth))
            etree.SubElement(listed, f"{W}numId").set(f"{W}val", place[0])
        _Words(paragraph, self._styles).say(source, self._styles.is_bold(style, "paragraph", False))
        notes = (note.find(f"{TEXT}note-body") for note in source.iter(f"{TEXT}note"))
        for box in (*boxes, *(one for one in notes if one is not None)):
            self._box(box, paragraph)

    def _box(self, source: Any, paragraph: Any) -> None:
        """The paragraphs of a box, or of a note, beside the words of the paragraph that it hangs on."""
        held = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}txbxContent")
        for one in source.iter(*_PARAGRAPHS):
            if not any(above.tag == f"{_TABLE}table" for above in one.iterancestors() if above is not source):
                _Words(etree.SubElement(held, f"{W}p"), self._styles).say(one, False)

    def _table(self, source: Any, into: Any) -> None:
        table = etree.SubElement(into, f"{W}tbl")
        # Cells that go over several rows, by their first column: in how many rows more, and over how many columns.
        open_cells: dict[int, tuple[int, int]] = {}
        for row in _rows_of(source):
            told, column = etree.SubElement(table, f"{W}tr"), 0
            for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                for _ in range(number_of(cell, f"{_TABLE}number-columns-repeated", _MOST_COLUMNS, 1)):
                    if column >= _MOST_COLUMNS:
                        break
                    if cell.tag == f"{_TABLE}table-cell":
                        span = number_of(cell, f"{_TABLE}number-columns-spanned", _MOST_COLUMNS, 1)
                        rows = number_of(cell, f"{_TABLE}number-rows-spanned", 10_000, 1)
                        self.flow(cell, _cell(told, span, "restart" if rows > 1 else ""))
                        open_cells[column] = rows - 1, span
                    elif open_cells.get(column, (0, 0))[0] > 0:
                        left, span = open_cells[column]
                        _cell(told, span, "continue")
                        open_cells[column] = left - 1, span
                    column += 1


class _Words:
    """The words of a paragraph, each run of them bold or not. Blanks in a row are one, unless they are told apart."""

    def __init__(self, paragraph: Any, styles: Styles) -> None:
        self._paragraph, self._styles = paragraph, styles
        self._ends_blank, self._is_raised = True, False

    def say(self, source: Any, is_bold: bool) -> None:
        self._write(source.text, is_bold)
        for child in source:
            if not isinstance(child.tag, str) or child.tag in _NOT_SAID or _is_drawn(child):
                pass
            elif child.tag == f"{TEXT}s":
                self._add(" " * number_of(child, f"{TEXT}c", _MOST_BLANKS, 1), is_bold)
            elif child.tag == f"{TEXT}tab":
                self._mark("tab", is_bold)
            elif child.tag == f"{TEXT}line-break":
                self._mark("br", is_bold)
            elif child.tag == f"{TEXT}span":
                style = child.get(f"{TEXT}style-name", "")
                if not self._styles.is_hidden(style, "text"):
                    before, self._is_raised = self._is_raised, self._is_raised or self._styles.is_raised(style)
                    self.say(child, self._styles.is_bold(style, "text", is_bold))
                    self._is_raised = before
            else:
                self.say(child, is_bold)
            self._write(child.tail, is_bold)

    def _write(self, text: str | None, is_bold: bool) -> None:
        said = _BLANKS.sub(" ", text or "")
        said = said.removeprefix(" ") if self._ends_blank else said
        if said:
            self._add(said, is_bold)

    def _add(self, said: str, is_bold: bool) -> None:
        words = etree.SubElement(self._run(is_bold), f"{W}t")
        words.text = said
        self._ends_blank = said.endswith(" ")

    def _mark(self, name: str, is_bold: bool) -> None:
        etree.SubElement(self._run(is_bold), f"{W}{name}")
        self._ends_blank = True

    def _run(self, is_bold: bool) -> Any:
        run = etree.SubElement(self._paragraph, f"{W}r")
        properties = etree.SubElement(run, f"{W}rPr")
        etree.SubElement(properties, f"{W}b").set(f"{W}val", _BOLD if is_bold else _PLAIN)
        if self._is_raised:
            etree.SubElement(properties, f"{W}vertAlign").set(f"{W}val", "superscript")
        return run


def _cell(row: Any, span: int, merge: str) -> Any:
    cell = etree.SubElement(row, f"{W}tc")
    properties = etree.SubElement(cell, f"{W}tcPr")
    etree.SubElement(properties, f"{W}gridSpan").set(f"{W}val", str(span))
    if merge:
        etree.SubElement(properties, f"{W}vMerge").set(f"{W}val", merge)
    return cell


def _rows_of(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows_of(child)


def _is_drawn(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_DRAW)


def _drawn_in(paragraph: Any) -> Iterator[Any]:
    """Boxes that hang on a paragraph, not those within them."""
    for child in paragraph:
        if _is_drawn(child):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _NOT_SAID:
            yield from _drawn_in(child)
