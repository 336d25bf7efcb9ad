"""A Word document, or a text of OpenDocument, cut into units: fiches below headings, by style or in bold, with their
fields; or one table of all actions. Tracked changes are read as accepted; boxes, notes and contents are left out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import docx
from docx.document import Document

from etl.readers.fiches.before_titles import headings_first, titles_first
from etl.readers.fiches.blocks import (
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
    without_contents,
    without_title,
)
from etl.readers.fiches.boxes import boxes_as_forms
from etl.readers.fiches.cut import Cut
from etl.readers.fiches.numbered_prose import titles_of_prose
from etl.readers.fiches.rows import without_numbers
from etl.readers.fields.labelled import wide_parts
from etl.readers.lines.diagrams import told_in_document
from etl.readers.lines.headings import heading_level
from etl.readers.lines.unit_words import UnitWord, unit_word
from etl.readers.model import Doubt, FileLine, Place, PlanRead, PlanRefused
from etl.readers.office.opendocument import as_word
from etl.readers.office.word_blocks import blocks_of
from etl.readers.office.word_boxes import lines_apart
from etl.readers.packages import checked_package, or_refused
from etl.readers.tables.cut import read_grids
from etl.readers.tables.fuller import fuller
from etl.readers.tables.turned import turned
from etl.readers.text import one_line
from etl.readers.texts.plain_lines import read_lines
from etl.readers.workbooks.sheets import Grid, lines_of_grids


def read_document(content: bytes) -> PlanRead:
    """The plan of a DOCX.

    Raises:
        PlanRefused: it is none, is damaged or empty, or holds no action.
    """
    checked_package(content, "document Word")
    with or_refused("Ce fichier n’est pas un document Word qui se lit : l’enregistrer à nouveau en .docx."):
        document = _told(docx.Document(io.BytesIO(content)))
    return _cut(document, "document Word")


def read_opendocument(content: bytes) -> PlanRead:
    """The plan of an ODT.

    Raises:
        PlanRefused: it is none, is damaged, locked or empty, or holds no action.
    """
    checked_package(content, "document")
    with or_refused("Ce fichier n’est pas un texte OpenDocument qui se lit : l’enregistrer à nouveau en .odt."):
        document = _told(as_word(content))
    return _cut(document, "texte OpenDocument")


@dataclass(frozen=True)
class _Told:
    """What a document says: its blocks, its tables as grids by number, its notes and boxes; what of it is drawn."""

    blocks: Sequence[Paragraph | Table]
    grids: Mapping[int, Grid]
    apart: tuple[FileLine, ...]
    drawn: tuple[Doubt, ...]


def _told(document: Document) -> _Told:
    grids: dict[int, Grid] = {}
    blocks = list(blocks_of(document, grids))
    return _Told(blocks, grids, tuple(lines_apart(document)), told_in_document(document))


def _cut(document: _Told, kind: str) -> PlanRead:
    """The plan of a document, `kind` in French.

    Raises:
        PlanRefused: it is empty or holds no action.
    """
    blocks = document.blocks
    if not any(one.rows if isinstance(one, Table) else one.text.strip() for one in blocks):
        raise PlanRefused("Ce document est vide : choisir celui qui contient le plan.")
    word = unit_word(list(_said_in(blocks)))
    blocks = lines_told(
        lists_headed(without_title(without_banners(titles_first(titles_of_prose(without_contents(blocks))))))
    )
    blocks = headings_first(boxes_as_forms(blocks))
    left = {one.number for one in blocks if isinstance(one, Table)}
    grids = {number: grid for number, grid in document.grids.items() if number in left}
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
        level,
        is_numbered=is_numbered,
        takes_items=has_items,
        takes_tables=are_tables,
        takes_leads=has_leads,
        parts=parts_of_forms(told),
    )
    for block in told:
        cut.take(block)
    fiches = PlanRead(f"fiches d’un {kind}", cut.counted(), tuple(cut.close()), tuple(cut.doubts))
    found = fuller(fiches, _tables(blocks, grids, kind))
    if not found.units:
        found = _by_lines(plain, kind) or found
    found = word.told_in(found)
    found = replace(found, lines=(*_lines(plain, [grids[number] for number in are_turned]), *document.apart))
    if not found.units:
        raise PlanRefused("Aucune action n’est reconnue dans ce document : des titres « Action 1 – … » la diraient.")
    return replace(found, doubts=(*found.doubts, *document.drawn))


def _said_in(blocks: Sequence[Paragraph | Table]) -> Iterator[str]:
    """What may begin an action, or say a field: paragraphs that stand out, and others that are short; cells."""
    for one in blocks:
        if isinstance(one, Table):
            yield from (cell for row in one.rows for cell in row)
        else:
            yield one.text


def _marked(one: Paragraph | Table, word: UnitWord) -> Paragraph | Table:
    if isinstance(one, Table):
        return replace(one, rows=tuple(tuple(map(word.marked, row)) for row in without_numbers(one.rows)))
    return replace(one, text=word.marked(one.text)) if one.level or one.is_bold else one


def _by_lines(blocks: Sequence[Paragraph | Table], kind: str) -> PlanRead | None:
    """The plan of paragraphs that their numbers or their capitals tell; None where they tell none."""
    lines = list(_lines(blocks, ()))
    levels = {one.place: one.level for one in blocks if isinstance(one, Paragraph) and one.level}
    known = {at: levels[line.place] for at, line in enumerate(lines, 1) if line.place in levels}
    return read_lines(lines, f"texte d’un {kind}", known)


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


def _tables(blocks: Sequence[Paragraph | Table], grids: Mapping[int, Grid], kind: str) -> PlanRead | None:
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
        shape = f"tableau d’actions d’un {kind}"
        return read_grids(list(grids.values()), "tableau", lambda grid: above[grid.name], shape)
    except PlanRefused:
        # It may still hold fiches.
        return None
