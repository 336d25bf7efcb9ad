"""A PDF cut into units: its lines by place and type, joined into paragraphs and tables of fields, then cut as fiches.

Heads and feet that stand on most pages, footnotes and contents are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pypdfium2

from etl.readers.bullets import heading_level
from etl.readers.columns import field_of
from etl.readers.fiches import Cut, Paragraph, Table, are_numbered, level_of_actions
from etl.readers.model import FileLine, Place, PlanRead, PlanRefused
from etl.readers.packages import or_refused
from etl.readers.pdf_lines import SAME_LINE, Line, cells_of, lines_of
from etl.readers.pdf_table import Page, SmallTable, read_pdf_table, small_tables
from etl.readers.ruled import ruled
from etl.readers.tables import fuller
from etl.readers.text import joined
from etl.readers.titles import ACTION_LABEL

_MOST_PAGES = 1_000
# In sizes of type: how far lines of one paragraph stand apart.
_APART, _CLOSE = 1.6, 1.35
# Marks of notes, as part of the size of their line; lines of notes at the foot of a page.
_MARK, _MOST_NOTES = 0.72, 8
_OFTEN = 2
# In sizes of type: how far heads and feet stand from the text; within what part of a page's height.
_FAR, _MARGIN = 2.2, 0.1
_ENDS = tuple(".:;!?")
# Of lines, how many end in a hyphen where words are cut.
_CUT_OFTEN = 0.04
_LONGEST_WORD = 80
_DAMAGED = "Ce PDF ne se lit pas : il est abîmé. L’enregistrer à nouveau."


def read_pdf(content: bytes) -> PlanRead:
    """The plan of a PDF.

    Raises:
        PlanRefused: it is locked, damaged, a scan, or holds no action that numbers itself.
    """
    if not content:
        raise PlanRefused("Ce fichier est vide : choisir celui qui contient le plan.")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PlanRefused("Ce PDF est protégé par un mot de passe : l’enregistrer sans, puis réessayer.") from None
        raise PlanRefused(_DAMAGED) from None
    try:
        pages = len(document)
        if pages > _MOST_PAGES:
            raise PlanRefused("Ce PDF a plus de 1 000 pages : n’en garder que celles du plan.")
        with or_refused(_DAMAGED):
            lines = [line for number in range(pages) for line in lines_of(document[number], number + 1)]
            heights = [document[number].get_height() for number in range(pages)]
            tables = list(_tables(document, pages))
    finally:
        document.close()
    if not any(line.text for line in lines):
        raise PlanRefused(
            "Ce PDF n’a pas de texte : ses pages sont des images. Le passer à la reconnaissance de caractères, ou "
            "prendre le document dont il vient."
        )
    running = whole_words(_running(lines, heights))
    blocks = list(_blocks(running, small_tables(tables)))
    cut = Cut(level_of_actions(blocks), " ", are_numbered(blocks))
    for block in blocks:
        cut.take(block)
    facts = {"pages": str(pages)}
    text = [FileLine(line.text, Place(page=line.page)) for line in running if line.text]
    apart = _apart(lines, heights)
    fiches = PlanRead("fiches d’un PDF", facts, tuple(cut.close()), tuple(cut.doubts), tuple(text))
    table = read_pdf_table(tables, facts)
    if table:
        # What a table is told under comes before it.
        whole = (*_beside(running, tables), *table.lines)
        table = replace(table, lines=tuple(sorted(whole, key=lambda line: line.place.page)))
    found = fuller(fiches, table)
    found = replace(found, lines=(*found.lines, *apart))
    if not found.units:
        raise PlanRefused(
            "Aucune action n’est reconnue dans ce PDF : seules le sont des fiches « Action 1 – … » et un tableau dont "
            "les cases sont bordées. Prendre le document ou le tableau dont il vient."
        )
    return found


def _beside(lines: Sequence[Line], tables: Sequence[Page]) -> Iterator[FileLine]:
    """The lines that stand in no cell."""
    ruled_on = {page.number: page.ruled for page in tables}
    for line in lines:
        table = ruled_on.get(line.page)
        if line.text and not (table and table.cell_at(line.left, line.base + line.size / 4)):
            yield FileLine(line.text, Place(page=line.page))


def _tables(document: pypdfium2.PdfDocument, pages: int) -> Iterator[Page]:
    """The pages that have a table ruled on them."""
    for number in range(pages):
        found = ruled(document[number])
        if found:
            lines = lines_of(document[number], number + 1, found.walls())
            yield Page(number + 1, found, tuple(whole_words(list(lines))))


def _heads_and_feet(lines: Sequence[Line], heights: Sequence[float]) -> set[Line]:
    """What stands on most pages, apart from their text."""
    places = Counter(_place(line) for line in lines)
    often = {place for place, times in places.items() if times >= max(_OFTEN, len(heights) / 2)}
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    return {one for page, height in enumerate(heights, 1) for one in _edges(pages[page], often, height)}


def _apart(lines: Sequence[Line], heights: Sequence[float]) -> Iterator[FileLine]:
    """Heads and feet, each once, and notes."""
    running = _heads_and_feet(lines, heights)
    notes = _notes([line for line in lines if line not in running])
    said: set[str] = set()
    for line in lines:
        is_new = _place(line)[0] not in said
        if line.text and (line in notes or (line in running and is_new)):
            said.add(_place(line)[0])
            yield FileLine(line.text, Place(page=line.page), is_apart=True)


def _running(lines: Sequence[Line], heights: Sequence[float]) -> list[Line]:
    """The lines without what stands on most pages, without notes at the foot and the marks that lead to them."""
    running = _heads_and_feet(lines, heights)
    notes = _notes([line for line in lines if line not in running])
    kept = []
    for line in lines:
        if line in running:
            continue
        pieces = tuple(one for one in line.pieces if one.size > _MARK * line.size or not one.text.strip().isdigit())
        if line not in notes and pieces and "".join(one.text for one in pieces).strip():
            kept.append(Line(line.page, pieces))
    return kept


def _edges(lines: Sequence[Line], often: Collection[tuple[str, int]], height: float) -> Iterator[Line]:
    """What stands on most pages, apart from the text above or below it: labels of a form stand on most pages too.

    « Fiche action n° 12 » and « Axe 1 – … » at the head of each page are no heads.
    """
    from_above = sorted(lines, key=lambda line: -line.base)
    for ordered in (from_above, from_above[::-1]):
        edge: list[Line] = []
        for line in ordered:
            if edge and abs(line.base - edge[-1].base) > _FAR * edge[-1].size:
                break
            if _MARGIN * height < line.base < (1 - _MARGIN) * height:
                edge = edge[:1]
                break
            if _place(line) not in often or ACTION_LABEL.match(line.text) or heading_level(line.text):
                # No room between: one line at the most is a head.
                edge = edge[:1]
                break
            edge.append(line)
        yield from edge


def whole_words(lines: Sequence[Line]) -> list[Line]:
    """The lines, words that a hyphen cuts at their ends made whole where the text has them whole, or cuts often."""
    words = {word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)}
    cut = sum(line.text.endswith("-") for line in lines)
    is_often = cut > _CUT_OFTEN * len(lines)
    found = list(lines)
    for at in range(len(found) - 1):
        head, tail = found[at].text, found[at + 1].text
        # The end alone: of a line without end, every letter would be tried as the first of its last word.
        left, right = re.search(r"([^\W\d_]+)-$", head[-_LONGEST_WORD:]), re.match(r"[^\W\d_]+", tail)
        if not left or not right or not right[0][0].islower():
            continue
        whole, parted_ = (left[1] + right[0]).casefold(), f"{left[1]}-{right[0]}".casefold()
        if whole in words or (is_often and parted_ not in words):
            # The rest of the word is brought up: what stands between lines stays between words.
            last, first = found[at].pieces[-1], found[at + 1].pieces[0]
            taken = re.match(r"\s*\S+\s?", first.text)
            rest = first.text[taken.end() :] if taken else first.text
            brought = first.text[: taken.end()].strip() if taken else ""
            up = replace(last, text=f"{last.text.rstrip()[:-1]}{brought} ")
            found[at] = replace(found[at], pieces=(*found[at].pieces[:-1], up))
            found[at + 1] = replace(found[at + 1], pieces=(replace(first, text=rest), *found[at + 1].pieces[1:]))
    return found


def _place(line: Line) -> tuple[str, int]:
    """What a line says, numbers aside, and how high it stands."""
    return re.sub(r"\d+", "#", line.text), round(line.base / 4)


def _notes(lines: Sequence[Line]) -> set[Line]:
    """Lines at the foot of pages that begin with the number of a mark in the text above, and what follows them."""
    found: set[Line] = set()
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    for of_page in pages.values():
        own = sorted(of_page, key=lambda line: line.base)
        marks = {
            piece.text.strip() for line in own for piece in line.pieces
            if piece.text.strip().isdigit() and piece.size <= _MARK * line.size
        }  # fmt: skip
        first = max(
            (at for at, line in enumerate(own[:_MOST_NOTES]) for mark in marks if re.match(rf"{mark}\D", line.text)),
            default=-1,
        )
        found |= set(own[: first + 1])
    return found


def _blocks(lines: Sequence[Line], small: Sequence[SmallTable]) -> Iterator[Paragraph | Table]:
    """Paragraphs, and rows of tables: those of who pays what, and a label in bold at the left, its value at some
    distance."""
    cells = [cell for line in lines for cell in cells_of(line)]
    at = 0
    told: list[SmallTable] = []
    while at < len(cells):
        table = next((one for one in small if one.holds(cells[at])), None)
        if table:
            if table not in told:
                told.append(table)
                yield Table(0, table.rows)
            at += 1
            continue
        label_end = at + 1
        while label_end < len(cells) and _goes_on(cells[label_end - 1], cells[label_end]):
            if field_of(cells[label_end].text) and field_of(cells[at].text):
                # Two labels, the first without a value.
                break
            label_end += 1
        if cells[at].is_bold and label_end < len(cells) and _is_value(cells[at], cells[label_end]):
            value_end = label_end + 1
            while value_end < len(cells) and _is_same_cell(cells[label_end], cells[value_end], cells[value_end - 1]):
                value_end += 1
            label = joined([one.text for one in cells[at:label_end]])
            value = joined([one.text for one in cells[label_end:value_end]])
            yield Table(0, ((label, value),))
            at = value_end
            continue
        own = cells[at:label_end]
        yield Paragraph(Place(page=own[0].page), joined([one.text for one in own]), 0, all(one.is_bold for one in own))
        at = label_end


def _is_value(label: Line, value: Line) -> bool:
    """Whether a cell is the value beside a label: to its right, beginning at its height."""
    is_beside = abs(value.base - label.base) <= SAME_LINE * label.size
    return value.page == label.page and is_beside and value.left > label.left + 2 * label.size and not value.is_bold


def _is_same_cell(first: Line, line: Line, above: Line) -> bool:
    """Whether a line goes on with a cell: at its left edge, right below; or at the head of the next page."""
    is_below = line.page == above.page and 0 < above.base - line.base <= _APART * line.size
    is_next_page = line.page == above.page + 1
    return abs(line.left - first.left) < line.size / 2 and not line.is_bold and (is_below or is_next_page)


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line goes on with the paragraph above it."""
    starts_bold, was_bold = line.pieces[0].is_bold, above.pieces[-1].is_bold
    if round(above.size) != round(line.size):
        return False
    is_mixed = not above.is_bold and not line.is_bold
    if line.page != above.page or line.base > above.base:
        # The next page or column goes on with a sentence without an end, or with the value of a label in bold.
        is_label = is_mixed and was_bold and not starts_bold and above.text.endswith(":")
        return is_label or (starts_bold == was_bold and above.text[-1:] not in _ENDS and line.text[:1].islower())
    if starts_bold != was_bold:
        # Labels in bold within a paragraph; a line that is bold as a whole begins or ends one.
        is_close = 0 < above.base - line.base <= _CLOSE * line.size
        return is_mixed and is_close and abs(line.left - above.left) < line.size
    return 0 < above.base - line.base <= _APART * line.size and abs(line.left - above.left) < 3 * line.size + 200
