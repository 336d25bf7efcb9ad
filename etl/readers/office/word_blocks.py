"""The paragraphs and tables of a Word document in their order, with titles that stand in boxes and heads of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx.document import Document

from etl.readers.fiches.blocks import LINE, Paragraph, Table
from etl.readers.fields.asked import labels_of_questions
from etl.readers.fields.columns import field_of
from etl.readers.fields.pictured import without_picture
from etl.readers.model import Place
from etl.readers.office.word_boxes import fields_in_boxes, says_action, titles_in_boxes
from etl.readers.office.word_numbers import Numbers
from etl.readers.office.word_text import (
    W,
    ends_bold,
    held,
    is_all_bold,
    item_level,
    lead_of,
    style_level,
    style_of,
    text_of,
)
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import APART, Grid, Row

_MOST_COLUMNS = 63
_LIST = re.compile(r"(?:list (?:bullet|number)|liste à (?:puces|numéros))\s*(?P<depth>[2-9])?", re.I)


def blocks_of(document: Document, grids: dict[int, Grid]) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in their order; `grids` is given the tables as grids, by number."""
    levels = {style.style_id: style_level(style) for style in document.styles if style.type == 1}
    named = ((style.style_id, _LIST.match(str(style.name or ""))) for style in document.styles if style.type == 1)
    # How deep the items of a style stand in their list.
    lists = {style: int(match["depth"] or 1) for style, match in named if match}
    bold = {style.style_id for style in document.styles if style.type == 1 and style.font.bold}
    heads, numbers = _titles_of_pages(document), Numbers(document)
    paragraphs = tables = 0
    for element in document.element.body.iter(f"{W}p", f"{W}tbl"):
        above = {one.tag for one in element.iterancestors()}
        if f"{W}tbl" in above or f"{W}txbxContent" in above:
            continue
        if element.tag == f"{W}tbl":
            for title in heads.get(element, ()):
                yield Paragraph(Place(paragraph=paragraphs), title, 0, True)
            tables += 1
            table, grids[tables] = _table(element, tables, lists)
            yield table
        else:
            paragraphs += 1
            place = Place(paragraph=paragraphs)
            for title in (*heads.get(element, ()), *titles_in_boxes(element)):
                yield Paragraph(place, title, 0, True)
            of = style_of(element)
            text = without_picture(labels_of_questions(text_of(element)))
            level, number = levels.get(of, 0), numbers.of(element)
            # « Action 1.2 – », by its style or its list.
            is_told = bool(number) and says_action(one_line(f"{number} {text}"))
            if is_told:
                text, number = f"{number} {text}", ""
            level = level or numbers.level_of(element)
            item = 0 if level or is_told else item_level(element, lists.get(of, 0))
            is_bold = is_told or is_all_bold(element, of in bold)
            lead = "" if is_bold else lead_of(element, of in bold)
            yield Paragraph(place, text, level, is_bold, item, lead, number if level else "")
            for line in fields_in_boxes(element):
                yield Paragraph(place, without_picture(labels_of_questions(line)), 0, bool(field_of(line)))


def _titles_of_pages(document: Document) -> dict[Any, tuple[str, ...]]:
    """The title of an action that the head of the pages of a section says, by the section's first element."""
    found: dict[Any, tuple[str, ...]] = {}
    elements = list(held(document.element.body, f"{W}p", f"{W}tbl"))
    at = {element: number for number, element in enumerate(elements)}
    begins = 0
    for section in document.sections:
        # A section ends with the paragraph that holds what it is, the last with the document.
        holder = section._sectPr.getparent().getparent()
        if begins < len(elements) and not section.header.is_linked_to_previous:
            texts = (one_line(one.text) for one in section.header.paragraphs)
            found[elements[begins]] = tuple(filter(says_action, texts))
        begins = at.get(holder, len(elements)) + 1
    # The head that all pages have is that of the document.
    return found if len(found) > 1 else {}


def _texts_of_cell(cell: Any, lists: Mapping[str, int]) -> Iterator[str]:
    """The paragraphs of a cell, an item of a list behind its bullet, and the rows of a table that stands in it."""
    for element in held(cell, f"{W}p", f"{W}tbl"):
        if element.tag == f"{W}p":
            text = text_of(element)
            yield f"• {text}" if item_level(element, lists.get(style_of(element), 0)) and text.strip() else text
        else:
            for row in held(element, f"{W}tr"):
                cells = [list(filter(str.strip, _texts_of_cell(one, lists))) for one in held(row, f"{W}tc")]
                *names, last = filter(None, cells) if any(cells) else [[]]
                # A label and its value in one line, whose own lines are parted otherwise than those of the cell.
                last = [line for text in last for line in text.split("\n") if line.strip()]
                said = LINE.join(map(one_line, last))
                yield " : ".join([*(one_line(" ".join(name)) for name in names), said]) if names else "\n".join(last)


def _rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table; a cell alone in its row that holds tables is but a frame, whose paragraphs and rows are."""
    for row in held(table, f"{W}tr"):
        cells = list(held(row, f"{W}tc"))
        within = list(held(cells[0], f"{W}p", f"{W}tbl")) if len(cells) == 1 else []
        if not any(one.tag == f"{W}tbl" for one in within):
            yield row
            continue
        for one in within:
            if one.tag == f"{W}tbl":
                yield from _rows_of(one)
            elif text_of(one).strip():
                yield [[one]]


def _span(said: str | None) -> int:
    """Over how many columns a cell goes: no table of Word has more than 63, whatever a file says."""
    return min(int(said or 1), _MOST_COLUMNS)


def _titled(cell: Any, text: str) -> str:
    """The text of a cell, what it says in bold and what stands below that told apart."""
    said = [one for one in held(cell, f"{W}p", f"{W}tbl") if text_of(one).strip()] if not isinstance(cell, list) else []
    stand_out = [one.tag == f"{W}p" and bool(ends_bold(one)) for one in said]
    bold = next((at for at, is_one in enumerate(stand_out) if not is_one), len(said))
    first = "\n".join(text_of(one) for one in said[:bold]).strip()
    if not 0 < bold < len(said) or any(stand_out[bold:]) or not text.startswith(first):
        return text
    return f"{first}{APART}{text[len(first) :].strip()}"


def _table(element: Any, number: int, lists: Mapping[str, int]) -> tuple[Table, Grid]:
    rows: list[tuple[str, ...]] = []
    grid: list[Row] = []
    above: list[str] = []
    for at, row in enumerate(_rows_of(element), 1):
        cells: list[str] = []
        spread: list[str] = []
        for cell in row if isinstance(row, list) else held(row, f"{W}tc"):
            text = "\n".join(_texts_of_cell(cell, lists)).strip()
            properties = None if isinstance(cell, list) else cell.find(f"{W}tcPr")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            if merge is not None and merge.get(f"{W}val") != "restart" and len(spread) < len(above):
                text = above[len(spread)]
            cells.append(text)
            text = text if text in above else _titled(cell, text)
            spread += [text] * (_span(span.get(f"{W}val")) if span is not None else 1)
        rows.append(tuple(cells))
        grid.append(Row(Place(table=number, row=at), tuple(spread)))
        above = spread
    return Table(number, tuple(rows)), Grid(str(number), tuple(grid))
