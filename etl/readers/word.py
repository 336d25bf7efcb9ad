"""A Word document cut into units: fiches below headings, by style or in bold, with their fields; or one table of all
actions. Tracked changes are read as accepted; boxes, notes and contents are left out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from etl.readers.before_titles import titles_first
from etl.readers.diagrams import told_in_document
from etl.readers.fiche_blocks import (
    Paragraph,
    Table,
    are_numbered_in_bold,
    items_are_actions,
    leads_are_actions,
    level_of_actions,
    lines_told,
    lists_headed,
    parts_of_forms,
    tables_are_actions,
    without_banners,
    without_title,
)
from etl.readers.fiches import Cut
from etl.readers.headings import heading_level
from etl.readers.labelled import wide_parts
from etl.readers.model import FileLine, Place, PlanRead, PlanRefused
from etl.readers.packages import checked_package, or_refused
from etl.readers.plain_lines import read_lines
from etl.readers.sheets import Grid, Row, lines_of_grids
from etl.readers.tables import fuller, read_grids
from etl.readers.text import one_line
from etl.readers.titles import ACTION_LABEL, parted
from etl.readers.turned import turned
from etl.readers.unit_words import UnitWord, unit_word
from etl.readers.word_numbers import Numbers

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}delText"}
_WRAPPERS = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"}
_MOST_COLUMNS = 63
# Styles that are made from one another; levels of headings.
_MOST_STYLES, _DEEPEST = 12, 9
_LIST = re.compile(r"(?:list (?:bullet|number)|liste à (?:puces|numéros))\s*(?P<depth>[2-9])?", re.I)
_STYLE = re.compile(r"(?:heading|titre)\s*(\d)", re.I)


def read_document(content: bytes) -> PlanRead:
    """The plan of a DOCX.

    Raises:
        PlanRefused: it is none, is damaged or empty, or holds no action.
    """
    checked_package(content, "document Word")
    grids: dict[int, Grid] = {}
    with or_refused("Ce fichier n’est pas un document Word qui se lit : l’enregistrer à nouveau en .docx."):
        document = docx.Document(io.BytesIO(content))
        blocks = list(_blocks(document, grids))
        apart, drawn = tuple(_apart(document)), told_in_document(document)
    if not any(one.rows if isinstance(one, Table) else one.text.strip() for one in blocks):
        raise PlanRefused("Ce document est vide : choisir celui qui contient le plan.")
    word = unit_word(list(_said_in(blocks)))
    blocks = lines_told(lists_headed(without_title(without_banners(titles_first(blocks)))))
    left = {one.number for one in blocks if isinstance(one, Table)}
    grids = {number: grid for number, grid in grids.items() if number in left}
    plain, blocks = blocks, [_marked(one, word) for one in blocks]
    whole = {number: turned(grid) for number, grid in grids.items()}
    grids, are_turned = whole, {number for number, grid in whole.items() if grid is not grids[number]}
    told = [one for one in blocks if not (isinstance(one, Table) and one.number in are_turned)]
    are_tables = tables_are_actions(told)
    is_numbered = are_numbered_in_bold(told)
    has_items = items_are_actions(told) and not (are_tables or is_numbered)
    has_leads = not (has_items or are_tables or is_numbered) and leads_are_actions(told)
    level = 0 if is_numbered or has_leads or are_tables else level_of_actions(told)
    cut = Cut(
        level, is_numbered=is_numbered, takes_items=has_items, takes_tables=are_tables, takes_leads=has_leads,
        parts=parts_of_forms(told),
    )  # fmt: skip
    for block in told:
        cut.take(block)
    fiches = PlanRead("fiches d’un document Word", cut.counted(), tuple(cut.close()), tuple(cut.doubts))
    found = fuller(fiches, _tables(blocks, grids))
    if not found.units:
        found = _by_lines(plain) or found
    found = word.told_in(found)
    found = replace(found, lines=(*_lines(plain, [grids[number] for number in are_turned]), *apart))
    if not found.units:
        raise PlanRefused("Aucune action n’est reconnue dans ce document : des titres « Action 1 – … » la diraient.")
    return replace(found, doubts=(*found.doubts, *drawn))


def _said_in(blocks: Sequence[Paragraph | Table]) -> Iterator[str]:
    """What may begin an action, or say a field: paragraphs that stand out, and others that are short; cells."""
    for one in blocks:
        if isinstance(one, Table):
            yield from (cell for row in one.rows for cell in row)
        else:
            yield one.text


def _marked(one: Paragraph | Table, word: UnitWord) -> Paragraph | Table:
    if isinstance(one, Table):
        return replace(one, rows=tuple(tuple(map(word.marked, row)) for row in one.rows))
    return replace(one, text=word.marked(one.text)) if one.level or one.is_bold else one


def _by_lines(blocks: Sequence[Paragraph | Table]) -> PlanRead | None:
    """The plan of paragraphs that their numbers or their capitals tell; None where they tell none."""
    lines = list(_lines(blocks, ()))
    levels = {one.place: one.level for one in blocks if isinstance(one, Paragraph) and one.level}
    known = {at: levels[line.place] for at, line in enumerate(lines, 1) if line.place in levels}
    return read_lines(lines, "texte d’un document Word", known)


def _lines(blocks: Sequence[Paragraph | Table], turned_grids: Sequence[Grid]) -> Iterator[FileLine]:
    own = {grid.rows[0].place.table: grid for grid in turned_grids}
    for block in blocks:
        if isinstance(block, Table) and block.number in own:
            yield from lines_of_grids([own[block.number]])
        elif isinstance(block, Table):
            for at, row in enumerate(block.rows, 1):
                said = " | ".join(filter(None, map(one_line, row)))
                yield FileLine(said, Place(table=block.number, row=at), True)
        else:
            for line in filter(None, block.text.split("\n")):
                yield from (FileLine(part, block.place) for part in map(one_line, wide_parts(line)) if part)


def _apart(document: Document) -> Iterator[FileLine]:
    """The paragraphs of notes and boxes; a box is written twice, for older programs."""
    roots = [document.element.body]
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in ("footnotes", "endnotes"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                roots.append(etree.fromstring(relation.target_part.blob, parser))
            except etree.XMLSyntaxError:
                # Damaged notes keep nobody from the plan.
                continue
    said: set[str] = set()
    for at, root in enumerate(roots):
        for element in root.iter(f"{_W}p"):
            if at == 0 and not any(one.tag == f"{_W}txbxContent" for one in element.iterancestors()):
                continue
            text = one_line(_text(element))
            if text and text not in said and not _says_action(text):
                said.add(text)
                yield FileLine(text, Place(), is_apart=True)


def _tables(blocks: Sequence[Paragraph | Table], grids: Mapping[int, Grid]) -> PlanRead | None:
    """The plan of the tables of actions, each under the headings before it; None where there is none."""
    above: dict[str, tuple[str, ...]] = {}
    headings: list[tuple[int, str]] = []
    for block in blocks:
        if isinstance(block, Table):
            above[grids[block.number].name] = tuple(text for _, text in headings)
        elif block.text.strip() and (
            level := block.level or (heading_level(one_line(block.text)) if block.is_bold else 0)
        ):
            said = f"{block.number} {one_line(block.text)}".strip()
            headings = [*(one for one in headings if one[0] < level), (level, said)]
    try:
        shape = "tableau d’actions d’un document Word"
        return read_grids(list(grids.values()), "tableau", lambda grid: above[grid.name], shape)
    except PlanRefused:
        # It may still hold fiches.
        return None


def _blocks(document: Document, grids: dict[int, Grid]) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in their order; `grids` is given the tables as grids, by number."""
    levels = {style.style_id: _style_level(style) for style in document.styles if style.type == 1}
    named = ((style.style_id, _LIST.match(str(style.name or ""))) for style in document.styles if style.type == 1)
    # How deep the items of a style stand in their list.
    lists = {style: int(match["depth"] or 1) for style, match in named if match}
    bold = {style.style_id for style in document.styles if style.type == 1 and style.font.bold}
    heads, numbers = _titles_of_pages(document), Numbers(document)
    paragraphs = tables = 0
    for element in document.element.body.iter(f"{_W}p", f"{_W}tbl"):
        above = {one.tag for one in element.iterancestors()}
        if f"{_W}tbl" in above or f"{_W}txbxContent" in above:
            continue
        if element.tag == f"{_W}tbl":
            for title in heads.get(element, ()):
                yield Paragraph(Place(paragraph=paragraphs), title, 0, True)
            tables += 1
            table, grids[tables] = _table(element, tables, lists)
            yield table
        else:
            paragraphs += 1
            place = Place(paragraph=paragraphs)
            for title in (*heads.get(element, ()), *_titles_in_boxes(element)):
                yield Paragraph(place, title, 0, True)
            of = _style_of(element)
            text, level, number = _text(element), levels.get(of, 0), numbers.of(element)
            # « Action 1.2 – », by its style or its list.
            is_told = bool(number) and _says_action(one_line(f"{number} {text}"))
            if is_told:
                text, number = f"{number} {text}", ""
            level = level or numbers.level_of(element)
            item = 0 if level or is_told else _item_level(element, lists.get(of, 0))
            is_bold = is_told or _is_bold(element, of in bold)
            lead = "" if is_bold else _lead(element, of in bold)
            yield Paragraph(place, text, level, is_bold, item, lead, number if level else "")


def _says_action(text: str) -> bool:
    return bool(ACTION_LABEL.match(parted(text)[0]))


def _titles_in_boxes(paragraph: Any) -> Iterator[str]:
    """What a box at a paragraph says of the action that begins there; a box is written twice, for older programs."""
    boxes = paragraph.iter(f"{_W}txbxContent")
    said = dict.fromkeys(one_line(" ".join(_text(one) for one in box.iter(f"{_W}p"))) for box in boxes)
    yield from filter(_says_action, said)


def _titles_of_pages(document: Document) -> dict[Any, tuple[str, ...]]:
    """The title of an action that the head of the pages of a section says, by the section's first element."""
    found: dict[Any, tuple[str, ...]] = {}
    elements = list(_held(document.element.body, f"{_W}p", f"{_W}tbl"))
    at = {element: number for number, element in enumerate(elements)}
    begins = 0
    for section in document.sections:
        # A section ends with the paragraph that holds what it is, the last with the document.
        holder = section._sectPr.getparent().getparent()
        if begins < len(elements) and not section.header.is_linked_to_previous:
            texts = (one_line(one.text) for one in section.header.paragraphs)
            found[elements[begins]] = tuple(filter(_says_action, texts))
        begins = at.get(holder, len(elements)) + 1
    # The head that all pages have is that of the document.
    return found if len(found) > 1 else {}


def _held(element: Any, *tags: str) -> Iterator[Any]:
    """The parts of a body, a table, a row or a cell, those that stand in content controls among them."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _held(child, *tags)


def _style_of(element: Any) -> str:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val") or "") if style is not None else ""


def _item_level(element: Any, by_style: int) -> int:
    """How deep a paragraph stands in a list, from 1; 0 where it is no item of one."""
    depth = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    if depth is not None:
        return int(depth.get(f"{_W}val") or 0) + 1
    return by_style or int(element.find(f"{_W}pPr/{_W}numPr") is not None)


def _style_level(style: Any) -> int:
    """The level of the headings of a style: by its name, by what it says of its outline, or by the style that it is
    made from; 0 for others."""
    for _ in range(_MOST_STYLES):
        match = _STYLE.fullmatch(str(style.name or ""))
        outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
        if match or outline is not None:
            level = int(match[1]) if match else int(outline.get(f"{_W}val") or 9) + 1
            return level if level <= _DEEPEST else 0
        if style.base_style is None:
            break
        style = style.base_style
    return 0


def _is_hidden(run: Any) -> bool:
    """Whether a run is in letters that are not shown."""
    vanish = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false")


def _text(element: Any) -> str:
    """The words of a paragraph, changes accepted."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in _LEFT_OUT or not isinstance(child.tag, str) or _is_hidden(child):
                continue
            if child.tag == f"{_W}t":
                if not _is_mark(node, child.text or "", parts):
                    parts.append(child.text or "")
            elif child.tag in (f"{_W}tab",) and node.tag == f"{_W}r":
                parts.append("\t")
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                parts.append("\n")
            elif child.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            else:
                walk(child)

    walk(element)
    return "".join(parts)


def _is_mark(run: Any, text: str, before: Sequence[str]) -> bool:
    """Whether a raised number behind a word is the mark of a note; « m² » and « km² » are words of two letters."""
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    if raised is None or raised.get(f"{_W}val") != "superscript" or not text.strip().isdigit():
        return False
    word = re.search(r"[^\W\d_]+$", "".join(before[-3:]))
    return word is not None and len(word[0]) > 2


def _lead(element: Any, by_style: bool) -> str:
    """The words in bold that a paragraph begins with; nothing where it begins otherwise."""
    lead = ""
    for run in _runs(element):
        if not _is_run_bold(run, by_style):
            break
        lead += _text(run)
    return lead


def _runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph that have words."""
    for run in element.iter(f"{_W}r"):
        if not any(one.tag in _LEFT_OUT for one in run.iterancestors()) and _text(run).strip():
            yield run


def _is_run_bold(run: Any, by_style: bool) -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    return by_style if mark is None else mark.get(f"{_W}val") not in ("0", "false")


def _is_bold(element: Any, by_style: bool) -> bool:
    """Whether all words of a paragraph are bold."""
    found = [_is_run_bold(run, by_style) for run in _runs(element)]
    return bool(found) and all(found)


def _texts_of_cell(cell: Any, lists: Mapping[str, int]) -> Iterator[str]:
    """The paragraphs of a cell, an item of a list behind its bullet, and the rows of a table that stands in it."""
    for element in _held(cell, f"{_W}p", f"{_W}tbl"):
        if element.tag == f"{_W}p":
            text = _text(element)
            yield f"• {text}" if _item_level(element, lists.get(_style_of(element), 0)) and text.strip() else text
        else:
            for row in _held(element, f"{_W}tr"):
                cells = (one_line(" ".join(_texts_of_cell(one, lists))) for one in _held(row, f"{_W}tc"))
                yield " : ".join(filter(None, cells))


def _rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table; a cell alone in its row that holds tables is but a frame, whose paragraphs and rows are."""
    for row in _held(table, f"{_W}tr"):
        cells = list(_held(row, f"{_W}tc"))
        within = list(_held(cells[0], f"{_W}p", f"{_W}tbl")) if len(cells) == 1 else []
        if not any(one.tag == f"{_W}tbl" for one in within):
            yield row
            continue
        for one in within:
            if one.tag == f"{_W}tbl":
                yield from _rows_of(one)
            elif _text(one).strip():
                yield [[one]]


def _span(said: str | None) -> int:
    """Over how many columns a cell goes: no table of Word has more than 63, whatever a file says."""
    return min(int(said or 1), _MOST_COLUMNS)


def _table(element: Any, number: int, lists: Mapping[str, int]) -> tuple[Table, Grid]:
    rows: list[tuple[str, ...]] = []
    grid: list[Row] = []
    above: list[str] = []
    for at, row in enumerate(_rows_of(element), 1):
        cells: list[str] = []
        spread: list[str] = []
        for cell in row if isinstance(row, list) else _held(row, f"{_W}tc"):
            text = "\n".join(_texts_of_cell(cell, lists)).strip()
            properties = None if isinstance(cell, list) else cell.find(f"{_W}tcPr")
            merge = properties.find(f"{_W}vMerge") if properties is not None else None
            span = properties.find(f"{_W}gridSpan") if properties is not None else None
            if merge is not None and merge.get(f"{_W}val") != "restart" and len(spread) < len(above):
                text = above[len(spread)]
            cells.append(text)
            spread += [text] * (_span(span.get(f"{_W}val")) if span is not None else 1)
        rows.append(tuple(cells))
        grid.append(Row(Place(table=number, row=at), tuple(spread)))
        above = spread
    return Table(number, tuple(rows)), Grid(str(number), tuple(grid))
