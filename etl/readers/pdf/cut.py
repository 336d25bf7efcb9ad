"""A PDF cut into units: its lines by place and type, joined into paragraphs and tables of fields, then cut as fiches.

Heads and feet that stand on most pages, footnotes and contents are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2

from etl.readers.fiches.before_titles import forms_first, headings_first
from etl.readers.fiches.blocks import lines_told, named_over_actions, parts_of_forms
from etl.readers.fiches.listed_before import without_lists
from etl.readers.fiches.numbered_prose import titles_of_prose, titles_run_in
from etl.readers.fields.columns import field_of, understood
from etl.readers.lines.headings import heading_level, level_alone
from etl.readers.lines.hyphens import Words, parts_at, words_of
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.lines.unit_words import UnitWord, unit_word
from etl.readers.model import Doubt, FileLine, Place, PlanRead, PlanRefused
from etl.readers.packages import or_refused
from etl.readers.pdf.aside import joined_aside
from etl.readers.pdf.bands import banded
from etl.readers.pdf.blocks import Begun, blocks_of
from etl.readers.pdf.fiches import FicheCut, fiche_tables, small_tables, without_heads
from etl.readers.pdf.grid import PageTable, placed
from etl.readers.pdf.icons import without_icons
from etl.readers.pdf.labels_over_values import labels_over_values, titles_over
from etl.readers.pdf.levels import BY_SIZE, body_size, headed, leveled
from etl.readers.pdf.lines import Line, PageText, cells_of
from etl.readers.pdf.numbered_banners import titles_with_numbers
from etl.readers.pdf.numbered_lines import numbered_lines
from etl.readers.pdf.order import in_reading_order
from etl.readers.pdf.ruled import Ruled, ruled
from etl.readers.pdf.stripes import striped
from etl.readers.pdf.table import FEWEST_COLUMNS, FEWEST_OF_NARROW, flow_of, read_pdf_table
from etl.readers.pdf.unruled import UNRULED, names_columns, unruled_tables
from etl.readers.tables.fuller import fuller

_MOST_PAGES = 1_000
# Pages on which tables without rules are looked for.
_MOST_UNRULED = 200
# Marks of notes, as part of the size of their line; lines of notes at the foot of a page.
_MARK, _MOST_NOTES = 0.72, 8
_OFTEN = 2
# In sizes of type: how far heads and feet stand from the text; within what part of a page's height.
_FAR, _MARGIN = 2.2, 0.1
# The number of an action in its banner: no page has one of several parts.
_DEEP_NUMBER = re.compile(r"[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})+")
_PERIOD = re.compile(r"\b20\d\d\s*[-–]\s*20\d\d\b")
_OF_ACTIONS = re.compile(r"actions?\s*(?:\bet\b|[/,&])\s*(?P<other>[^\W\d_].*)", re.I)
# What programs of workbooks say of themselves.
_WORKBOOK = re.compile(r"\b(?:Calc|Excel)\b")
_NONE = (
    "Aucune action n’est reconnue dans ce PDF : le sont des fiches « Action 1 – … », des titres plus grands que le "
    "texte, et un tableau dont les cases ou les lignes sont bordées. Prendre le document ou le tableau dont il vient."
)
_UNRULED = (
    "Aucune action n’est reconnue dans ce PDF : les cases de son tableau n’ont pas de bords, et rien n’en sépare "
    "sûrement les lignes. Prendre le classeur ou la présentation dont il vient, ou l’imprimer avec son quadrillage."
)
_DAMAGED = "Ce PDF ne se lit pas : il est abîmé. L’enregistrer à nouveau."


def read_pdf(content: bytes) -> PlanRead:
    """The plan of a PDF.

    Raises:
        PlanRefused: it is locked, damaged, a scan, or holds no action that is recognised.
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
            lines: list[Line] = []
            heights: list[float] = []
            ruled_on: list[PageTable] = []
            for number in range(1, pages + 1):
                page = document[number - 1]
                text_of = PageText(page, number)
                own = list(text_of.lines())
                lines += own
                heights.append(page.get_height())
                ruled_on += _tables(page, number, text_of, own)
            made_by = (document.get_metadata_value(name) for name in ("Creator", "Producer"))
            is_workbook = any(_WORKBOOK.search(one) for one in made_by)
    finally:
        document.close()
    if not any(line.text for line in lines):
        raise PlanRefused(
            "Ce PDF n’a pas de texte : ses pages sont des images. Le passer à la reconnaissance de caractères, ou "
            "prendre le document dont il vient."
        )
    lines = list(_heads_parted(lines, len(heights)))
    words = words_of([line.text for line in lines])
    running = without_icons(whole_words(_running(lines, heights), words))
    ruled_on = [replace(one, lines=tuple(whole_words(one.lines, words))) for one in ruled_on]
    ruled_on, aside = joined_aside(ruled_on)
    placed_on = placed(ruled_on, running)
    tables = [one for one in placed_on if one.ruled.columns > 1]
    running = in_reading_order(running, lambda line: any(one.page == line.page and one.holds(line) for one in tables))
    body = _body(running)
    text = [FileLine(line.text, Place(page=line.page)) for line in running if line.text]
    word = unit_word([line.text for line in running])
    fiches = _fiches(
        [_marked(line, word) for line in running],
        [replace(one, lines=tuple(_marked(line, word) for line in one.lines)) for one in placed_on],
        body,
    )
    fiches = word.told_in(fiches)
    facts = {"pages": str(pages)}
    apart = _apart(lines, heights)
    is_unruled = is_workbook or _has_unruled_head(running, tables)
    if is_unruled and any(one.why == BY_SIZE for one in fiches.doubts):
        # Names of columns in large type are no actions.
        fiches = replace(fiches, units=(), doubts=())
    fiches = replace(fiches, facts=facts, lines=tuple(text))
    flow = headed(list(blocks_of(running, flow_of(tables))), body)
    table = read_pdf_table(flow, facts)
    if not table and not fiches.units:
        table = read_pdf_table(flow, facts, FEWEST_OF_NARROW)
    if table:
        # What a table is told under comes before it.
        whole = (*_beside(running, [*tables, *aside]), *table.lines)
        table = replace(table, lines=tuple(sorted(whole, key=lambda line: line.place.page)))
    found = fuller(fiches, table)
    if not found.units:
        found = _unruled(content, running, body, facts) or found
    if not found.units and (told := numbered_lines(flow, facts)):
        found = replace(told, lines=tuple(text))
    found = replace(found, lines=(*found.lines, *apart))
    if not found.units:
        raise PlanRefused(_UNRULED if is_unruled else _NONE)
    return found


def _marked(line: Line, word: UnitWord) -> Line:
    """A line that begins an action by the word that its document has for it, told as such."""
    told = word.marked(line.text) if word.word else line.text
    if told == line.text:
        return line
    first, *others = line.pieces
    return replace(
        line, pieces=(replace(first, text=told[: len(told) - len(line.text)] + first.text.lstrip()), *others)
    )


def _unruled(content: bytes, running: Sequence[Line], body: float, facts: dict[str, str]) -> PlanRead | None:
    """The plan of tables that have no rules at all, which is told; None where none can be parted."""
    if not any(map(names_columns, running)):
        return None
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [PageText(document[at], at + 1) for at in range(min(len(document), _MOST_UNRULED))]
    finally:
        document.close()
    whole, aside = joined_aside(unruled_tables(running, pages))
    tables = placed(whole, running)
    table = read_pdf_table(headed(list(blocks_of(running, flow_of(tables))), body), facts)
    if table is None:
        return None
    lines = sorted((*_beside(running, [*tables, *aside]), *table.lines), key=lambda line: line.place.page)
    doubt = Doubt(table.units[0].place, UNRULED)
    return replace(table, doubts=(doubt, *table.doubts), lines=tuple(lines))


def _fiches(running: Sequence[Line], tables: Sequence[PageTable], body: float) -> PlanRead:
    """The plan of fiches, below headings or in tables of their own."""
    is_told = any(ACTION_LABEL.match(parted(line.text)[0]) for line in running)
    told = (*small_tables(tables), *fiche_tables(tables, takes_titles=not is_told))
    free = [line for line in running if not any(one.holds(line) for one in told)]
    told = (*told, *labels_over_values(free))
    # What stands in a box of one column is running text, where the box is no fiche.
    cells = [one for one in tables if one.ruled.columns > 1]
    flow = titles_over(titles_run_in(titles_of_prose(titles_with_numbers(list(blocks_of(running, told, cells)), body))))
    blocks = leveled(lines_told(flow, has_sizes=True), body)
    cut = FicheCut(blocks.of_actions, " ", blocks.is_numbered, blocks.has_items, parts=parts_of_forms(blocks.blocks))
    formed = headings_first(forms_first(without_heads(blocks.blocks), blocks.of_actions))
    for block in named_over_actions(formed, begun=(Begun,)):
        cut.take(block)
    return PlanRead("fiches d’un PDF", {}, tuple(without_lists(cut.close())), (*blocks.doubts, *cut.doubts))


def _body(lines: Sequence[Line]) -> float:
    """The size of the text: the one that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for piece in line.pieces:
            sizes[round(piece.size * 2) / 2] += len(piece.text)
    return body_size(sizes)


def _has_unruled_head(lines: Sequence[Line], tables: Sequence[PageTable]) -> bool:
    """Whether lines level with one another outside ruled tables name columns of a table of actions, as a workbook that
    was printed does, or a roadmap that is drawn."""
    level: dict[tuple[int, int], list[str]] = defaultdict(list)
    for line in set(lines):
        if not any(one.holds(line) for one in tables if one.page == line.page):
            level[line.page, round(line.base)] += [one.text for one in cells_of(line)]
    for names in level.values():
        fields = {column.field for column in understood(names)}
        # « Action et chef de file »: a column of several fields is of actions too.
        for match in filter(None, map(_OF_ACTIONS.fullmatch, names)):
            fields |= {"title", field_of(match["other"])} - {""}
        if "title" in fields and len(fields) >= FEWEST_COLUMNS:
            return True
    return False


def _beside(lines: Sequence[Line], tables: Sequence[PageTable]) -> Iterator[FileLine]:
    """The lines that stand in no cell."""
    ruled_on: dict[int, list[PageTable]] = defaultdict(list)
    for table in tables:
        ruled_on[table.page].append(table)
    for line in lines:
        if line.text and not any(one.holds(line) for one in ruled_on[line.page]):
            yield FileLine(line.text, Place(page=line.page))


def _is_level_with(line: Line, table: Ruled) -> bool:
    """Whether a line stands as high as a table; a cell at its side may have no rule of its own."""
    return table.heights[-1] <= line.base + line.size / 4 <= table.heights[0]


def _tables(page: pypdfium2.PdfPage, number: int, text: PageText, lines: Sequence[Line]) -> Iterator[PageTable]:
    """The tables that are ruled on a page."""
    found, bands = ruled(page)
    found = [one for one in found if not one.is_ground(page.get_width(), page.get_height())]
    found = striped(found, text.lines)
    # Boxes above and below a table that has rules of its own are no rows of one around it.
    across = [
        table
        for one in bands
        for table in banded(one, lines, text.lines)
        if not any(inner.rows > 1 and inner.columns > 1 and table.covers(inner) for inner in found)
    ]
    alone = [one for one in found if not any(one.rows == 1 and table.covers(one) for table in across)]
    found = sorted((*alone, *across), key=lambda one: -one.heights[0])
    if found:
        walls = sorted({wall for one in found for wall in one.walls()})
        parted = tuple(text.lines(walls))
        for table in found:
            yield PageTable(number, table, tuple(line for line in parted if _is_level_with(line, table)))


def _heads_parted(lines: Sequence[Line], pages: int) -> Iterator[Line]:
    """The lines, the first or the last of a page as two where a part of it stands on most pages, and the other says
    what is on its own: « Axe 2 », at the left of the name of the whole."""
    bases: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        bases[line.page].append(line.base)
    ends = {page: (min(own), max(own)) for page, own in bases.items()}
    often = _often((cell for line in lines for cell in cells_of(line)), pages)
    whole = _often(lines, pages)
    for line in lines:
        cells = list(cells_of(line))
        are_often = [_place(cell) in often for cell in cells]
        is_mixed = any(are_often) and not all(are_often) and _place(line) not in whole
        yield from cells if is_mixed and line.base in ends[line.page] else [line]


def _often(lines: Iterable[Line], pages: int) -> set[tuple[str, int]]:
    """What stands at one place of most pages."""
    places = Counter(_place(line) for line in lines)
    return {place for place, times in places.items() if times >= max(_OFTEN, pages / 2)}


def _heads_and_feet(lines: Sequence[Line], heights: Sequence[float]) -> set[Line]:
    """What stands on most pages, apart from their text."""
    often = _often(lines, len(heights))
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    edges = {one for page, height in enumerate(heights, 1) for one in _edges(pages[page], often, height)}
    return edges | {one for own in pages.values() for one in _alone(own, often)}


def _alone(lines: Sequence[Line], often: Collection[tuple[str, int]]) -> Iterator[Line]:
    """The name of the whole, « Programme d’actions 2025-2031 », that stands on most pages far from all else."""
    for line in lines:
        if _place(line) in often and not _is_of_text(line) and not field_of(line.text.rstrip(" :?")):
            apart = min((abs(line.base - one.base) for one in lines if one is not line), default=0)
            if apart > _FAR * line.size and _PERIOD.search(line.text):
                yield line


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


def _is_of_text(line: Line) -> bool:
    """Whether a line that stands on many pages is none of their heads and feet: it says what is below it."""
    is_named = ACTION_LABEL.match(line.text) or heading_level(line.text) or _DEEP_NUMBER.fullmatch(line.text)
    return bool(is_named) or names_columns(line)


def _edges(lines: Sequence[Line], often: Collection[tuple[str, int]], height: float) -> Iterator[Line]:
    """What stands on most pages, apart from the text above or below it: labels of a form stand on most pages too.

    « Fiche action n° 12 », « Axe 1 – … » and « Axe 1 » right above its name at the head of each page are no heads.
    """
    from_above = sorted(lines, key=lambda line: -line.base)
    over_names = {one for one, below in pairwise(from_above) if level_alone(one.text) and below.size > one.size}
    for ordered in (from_above, from_above[::-1]):
        edge: list[Line] = []
        for line in ordered:
            if edge and abs(line.base - edge[-1].base) > _FAR * edge[-1].size:
                break
            if _MARGIN * height < line.base < (1 - _MARGIN) * height:
                edge = edge[:1]
                break
            if _place(line) not in often and any(_place(one) in often for one in ordered if one.base == line.base):
                # What stands beside a head is of the page.
                continue
            if _place(line) not in often or line in over_names or _is_of_text(line):
                # No room between: one line at the most is a head.
                edge = edge[:1]
                break
            edge.append(line)
        yield from edge


def whole_words(lines: Sequence[Line], words: Words) -> list[Line]:
    """The lines, words that a hyphen cuts at their ends made whole; `words` are those of the document."""
    found = list(lines)
    for at in range(len(found) - 1):
        parts = parts_at(found[at].text, found[at + 1].text)
        if parts and words.are_one(*parts):
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
