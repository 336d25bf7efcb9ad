"""Tables of a PDF that are a fiche, or hold its fields, over pages; and those of who pays what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from etl.readers.fiches.blocks import Paragraph, Table
from etl.readers.fiches.cut import Cut
from etl.readers.fiches.rows import heads_payers
from etl.readers.fields.columns import LEVELS, field_of
from etl.readers.lines.broken_lines import goes_on, is_cut
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.model import Doubt, Place
from etl.readers.pdf.blocks import Begun, Block, Doubted, Told, Typed
from etl.readers.pdf.fiche_rows import (
    PAYING,
    Begin,
    FicheRow,
    Pair,
    begun,
    coded,
    inner_tables,
    label_in,
    pairs_of,
    rows_of,
    stand_above,
    titled,
)
from etl.readers.pdf.grid import PageTable, grid_of, keeps_spaces, turned_grid
from etl.readers.tables.head import filled_head, head_of
from etl.readers.text import joined, one_line

# In points: how far the sides of a table may be off on the next page.
_SAME_EDGE = 5.0
_FEWEST_PAYING, _FEWEST_FIELDS = 2, 2
_LEVELS = {name: level for level, name in enumerate(LEVELS, 1)}
# What a fiche says of its place and its number, and nothing of what it does.
_ABOVE = ("label", *LEVELS)
# The head of a table of payers that has none of its own.
_PAYERS = ("Financeur", "Montant")
# « Action 3 – Prêter (2/2) », « Axe 1 – … › Objectif 1.1 – … ».
_LONGEST_HEADING = 200
_PART, _WAY = re.compile(r"\s*\(\d+\s*/\s*\d+\)\s*$"), re.compile(r"\s*[›>»]\s+")
_BEGINS = "Cette ligne commence comme une action sans être un titre : elle est lue comme la suite de la précédente."
_CUT = "Le bas de cette page coupe une case : vérifier que ce qui la suit sur la page d’après en est bien la suite."
_NUMBER = re.compile(r"[A-Z]?\d+(?:[.-]\d+)*", re.I)


class FicheCut(Cut):
    """Paragraphs and tables taken one after the other, and tables that begin an action; an action on two slides, or a
    slide that says the way to it, as a presentation that was printed has them."""

    # The page of the last paragraph.
    _page = 0

    def take(self, block: Paragraph | Table | Begun | PageTable | Doubted) -> None:
        if isinstance(block, Doubted):
            self.doubts.append(Doubt(block.place, block.why))
        elif isinstance(block, Begun):
            for level, said in block.headings:
                self._above = [*(one for one in self._above if one[0] < level), (level, said)]
            open_ = self._open
            if open_ and not open_.fields and one_line(open_.title).casefold() == block.title.casefold():
                # The table says again what stands above it.
                open_.label = open_.label or block.label
                open_.headings = tuple(text for _, text in self._above)
                return
            self._begin(block.label, block.title, block.place)
            self._page = block.place.page
        elif not isinstance(block, PageTable):
            if isinstance(block, Paragraph) and self._is_above(block):
                return
            if isinstance(block, Typed) and not block.level and not block.is_bold:
                if self._is_way(block):
                    return
                if block.is_beside and self._open and self._field in self._open.fields:
                    # The value of a label ends with its column.
                    self._field = ""
                self._doubt(block)
            super().take(block)

    def _is_above(self, one: Paragraph) -> bool:
        """Whether a line in the type of the text names what the next action stands under, and not the open one: « Axe
        2 : … » before the first action, or at the top of a page that is not its own."""
        first, self._page = one.place.page != self._page, one.place.page
        said = one_line(one.text)
        is_other = one.level or one.is_bold or len(_WAY.split(said)) > 1
        level = 0 if is_other else heading_level(said)
        if not level or len(said) > _LONGEST_HEADING or not (self._open is None or first):
            return False
        last, name = self._above[-1] if self._above else (0, "")
        if 0 < heading_level(name) < level <= last:
            # « Objectif 1.1 » below « Axe 1 », whatever the level of its type is.
            level = last + 1
        self._above = [*(above for above in self._above if above[0] < level), (level, said)]
        return True

    def _begin(self, label: str, title: str, place: Place) -> None:
        title, is_part = _PART.subn("", title)
        open_ = self._open
        if is_part and open_ and (open_.label, open_.title) == (label, title):
            open_.place = replace(open_.place, to_page=place.page)
            return
        super()._begin(label, title, place)

    def _is_way(self, one: Typed) -> bool:
        """Whether a line says the headings of the action on its page: « Axe 1 – … › Objectif 1.1 – … »."""
        way = tuple(map(one_line, _WAY.split(one.text)))
        if len(way) < 2 or not all(map(heading_level, way)):
            return False
        self._above = list(enumerate(way, 1))
        if self._open and self._open.place.page == one.place.page:
            self._open.headings = way
        return True

    def _doubt(self, one: Typed) -> None:
        """A line in the type of the text that begins as an action does is told."""
        if self._open is None:
            return
        said = one_line(one.text)
        label = parted(said)[0]
        begins = ACTION_LABEL.match(label) if label else ACTION_LABEL.fullmatch(said)
        if begins and any(sign.isdigit() for sign in label or said):
            self.doubts.append(Doubt(one.place, _BEGINS))


def without_heads(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the lines at the top of pages, in the type of the text, that name the fiche of their page: its
    title stands there, or on a page before."""
    named = [_number_of(one) for one in blocks]
    titles = [number if number and _is_title(one) else "" for one, number in zip(blocks, named, strict=True)]
    before = list(accumulate(titles, _last))
    below = list(accumulate(titles[::-1], _last))[::-1]
    found = []
    page = 0
    for one, number, *around in zip(blocks, named, before, below, strict=True):
        is_first = isinstance(one, Typed) and one.place.page != page
        page = one.place.page if isinstance(one, Typed) else page
        if not (is_first and number in around and number and not _is_title(one)):
            found.append(one)
    return found


def _last(above: str, own: str) -> str:
    return own or above


def _is_title(one: Block) -> bool:
    return isinstance(one, Begun) or (isinstance(one, Typed) and bool(one.level or one.is_bold))


def _number_of(one: Block) -> str:
    """The number of the action that a block names, as « action 3 »; nothing where it names none."""
    label = one.label if isinstance(one, Begun) else parted(one_line(one.text))[0] if isinstance(one, Typed) else ""
    return label.casefold() if ACTION_LABEL.match(label) and any(map(str.isdigit, label)) else ""


def small_tables(tables: Sequence[PageTable]) -> list[Told]:
    """Tables of who pays what: their head names a payer first. A row at the top of the next page goes on with one."""
    found: list[tuple[list[tuple[int, float, float, float, float]], list[tuple[str, ...]]]] = []
    goes_on = False
    for table in (inner for outer in tables for inner in (outer, *inner_tables(outer))):
        texts = grid_of(table, False).rows
        goes_on = goes_on and table.is_first
        for top, said in enumerate(texts):
            cells = [one for one in table.ruled.cells if one.top == one.bottom == top]
            row = tuple(one_line(said[one.left]) for one in cells)
            if not any(said):
                continue
            if len(cells) < _FEWEST_PAYING or not row[0]:
                goes_on = False
                continue
            box = (table.page, cells[0].from_left, cells[0].from_bottom, cells[-1].to_right, cells[0].to_top)
            if heads_payers(row):
                found.append(([box], [row]))
                goes_on = True
            elif goes_on and len(row) == len(found[-1][1][0]) and table.page <= found[-1][0][-1][0] + 1:
                found[-1][0].append(box)
                found[-1][1].append(row)
    return [Told(tuple(boxes), (Table(0, tuple(rows)),)) for boxes, rows in found]


def fiche_tables(tables: Sequence[PageTable], takes_titles: bool = False) -> list[Told]:
    """Tables whose rows are labels and values, over pages: what they say of an action, and where they begin one.
    `takes_titles`: nothing says « Action », and the first row of a table may."""
    has_spaces = keeps_spaces(tables)
    found: list[tuple[list[PageTable], list[FicheRow]]] = []
    # A column is read from above to below, then the next one.
    tables = sorted(tables, key=lambda one: (one.page, one.column, -one.ruled.heights[0]))
    taken = [one for one in tables if turned_grid(one, has_spaces) is None]
    own = list(zip(taken, coded([list(rows_of(one, has_spaces)) for one in taken]), strict=True))
    is_told = not takes_titles or any(begun(row) for _, rows in own for row in rows)
    begin = {} if is_told else _titles(own)
    for table, rows in own:
        last = found[-1] if found else None
        begins = bool(rows) and (begun(rows[0]) is not None or any(id(row) in begin for row in rows))
        # « Axe 2 : … » in a band at the top of a page is of what stands below it.
        begins = begins or all(len(row.cells) == 1 and heading_level(row.text(0)) for row in rows)
        if last and _follows(last[0][-1], table) and not begins:
            last[0].append(table)
            rest = rows[0] if rows else None
            above = last[1][-1] if last[1] else None
            if rest and above and _is_rest(rest, above):
                # A row that the page cuts: its label stands on the page before.
                cells = tuple(_whole(one, two) for one, two in zip(above.cells, rest.cells, strict=True))
                parts = zip(above.cells, rest.cells, cells, strict=True)
                is_cut = any(one and two and len(made) == len(one) + len(two) for one, two, made in parts)
                last[1][-1] = replace(above, cells=cells, is_cut=is_cut or above.is_cut)
                rows = rows[1:]
            last[1].extend(rows)
        else:
            found.append(([table], rows))
    return [
        Told(tuple(one.box for one in parts), tuple(_blocks(rows, begin)), max(one.largest for one in parts))
        for parts, rows in found
        if _is_fiche(parts, rows, has_spaces, begin)
    ]


def _titles(tables: Sequence[tuple[PageTable, Sequence[FicheRow]]]) -> dict[int, Begin]:
    """The rows, by `id`, that begin actions without saying so; none where tables say the same, as parts of a form
    do. What follows the title may stand on the next page."""
    found = [titled(rows) for _, rows in tables]
    for at, ((table, rows), (below, more)) in enumerate(pairwise(tables)):
        if not found[at] and not found[at + 1] and _follows(table, below):
            own = set(map(id, rows))
            found[at] = {row: one for row, one in titled([*rows, *more]).items() if row in own}
    said = [one.title.casefold() for own in found for one in own.values()]
    return {at: one for own in found for at, one in own.items()} if len(set(said)) == len(said) else {}


def _whole(above: Sequence[str], rest: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs of a cell that a page cuts: one that is cut in the midst of a phrase, a sum or a name is whole."""
    if above and rest and (goes_on(above[-1], rest[0]) or is_cut(above[-1], rest[0])):
        return (*above[:-1], joined([above[-1], rest[0]]), *rest[1:])
    return (*above, *rest)


def _is_rest(row: FicheRow, above: FicheRow) -> bool:
    """Whether the first row of a page goes on with the last of the page before, and does not name one more payer."""
    # « Financeurs | … | Statut | … » are two labels with their values.
    are_pairs = len(row.cells) == len(above.cells) == 4 and bool(field_of(above.text(2)))
    is_payer = len(row.cells) > 2 and not are_pairs and field_of(above.text(0)) in (*PAYING, "")
    # A label beside what remains of its group has a value of its own.
    is_new = is_payer or (len(row.cells) > 2 and bool(field_of(row.text(1))))
    return len(row.cells) == len(above.cells) > 1 and not row.cells[0] and not above.inner and not is_new


def _follows(above: PageTable, table: PageTable) -> bool:
    """Whether a table at the top of a page or column goes on with the one at the foot of that before: it is as wide,
    though a row that spans it may stand alone on either."""
    if not (above.is_last and table.is_first):
        return False
    one, two = above.ruled.lefts, table.ruled.lefts
    if table.page == above.page:
        is_next = table.column == above.column + 1 and table.is_high
    else:
        is_next = table.page == above.page + 1 and above.column == above.columns - 1 and table.column == 0
    if is_next and (above.columns > 1 or table.columns > 1):
        return abs((one[-1] - one[0]) - (two[-1] - two[0])) < _SAME_EDGE
    return is_next and all(abs(one[at] - two[at]) < _SAME_EDGE for at in (0, -1))


def _is_fiche(
    parts: Sequence[PageTable], rows: Sequence[FicheRow], has_spaces: bool, begin: Mapping[int, Begin]
) -> bool:
    """Whether rows begin with labels of fields, several of them; a table of actions does so in its head alone."""
    known = {field_of(row.text(0)) or label_in(row.cells[0])[0] for row in rows if row.cells} - {""}
    if any(id(row) in begin for row in rows):
        return True
    begins = any(begun(row) for row in rows)
    if not begins and all(one.ruled.columns == 1 for one in parts):
        return False
    above = any(stand_above(row, following) for row, following in pairwise(rows))
    head = head_of(filled_head(grid_of(parts[0], has_spaces).as_grid()))
    if head and len(head.columns) > 2 and not begins:
        return False
    return (len(known) >= _FEWEST_FIELDS or above) and (begins or len(rows) > 1)


@dataclass
class _Section:
    """The rows of one fiche of a table, and the number and title that they say."""

    rows: list[tuple[FicheRow, tuple[Pair, ...]]] = field(default_factory=list)
    label: str = ""
    title: str = ""
    beside: tuple[str, ...] = ()
    page: int = 0


def _sections(rows: Sequence[FicheRow], titles: Mapping[int, Begin]) -> list[_Section]:
    """The fiches of a table, each from the row that begins it; what stands above the first is its own too."""
    found = [_Section()]
    ahead: set[str] = set()
    for row, own in pairs_of(rows):
        begin = begun(row) or titles.get(id(row))
        title = next((one_line(" ".join(value)) for label, value in own if field_of(label) == "title" and value), "")
        last = found[-1]
        if begin is None and not title:
            if last.label and not last.title and len(own) == 1 and not own[0][0]:
                # The title stands in the row below the number.
                last.title = one_line(" ".join(own[0][1]))
            else:
                said = [one_line(" ".join(value)) for label, value in own if field_of(label) == "label"]
                if last.title and not last.label and len(last.rows) == 1 and said and _NUMBER.fullmatch(said[0]):
                    # « Numéro de l'action | 3 », right below its name.
                    last.label = said[0]
                    continue
                last.rows.append((row, own))
            continue
        if last.title or (begin and last.label):
            last = _Section()
            # What the fiche stands under may be said above its title, with what stands above that of the first one.
            while found[-1].rows and all(_stands_above(*one) or one[0] in ahead for one in found[-1].rows[-1][1]):
                last.rows.insert(0, found[-1].rows.pop())
            found.append(last)
        elif len(found) == 1:
            ahead = {label for _, above in last.rows for label, _ in above if label}
        last.page = last.page or row.page
        if begin:
            last.label, last.title, last.beside = begin.label, begin.title, begin.beside
        else:
            number = next((one_line(" ".join(value)) for _, more in [*last.rows, (row, own)] for label, value in more
                           if field_of(label) == "label"), "")  # fmt: skip
            label, last.title = parted(title)
            last.label = last.label or (number if _NUMBER.fullmatch(number) else label)
            last.rows.append((row, own))
    return found


def _stands_above(label: str, value: Sequence[str]) -> bool:
    """Whether a pair says what a fiche stands under: « Axe | 1 – Bouger », or « Axe 1 : Bouger » in a cell alone."""
    return field_of(label) in _ABOVE if label else bool(heading_level(one_line(" ".join(value))))


def _blocks(rows: Sequence[FicheRow], titles: Mapping[int, Begin]) -> Iterator[Block]:
    """A table as what begins its actions, and their fields."""
    for section in _sections(rows, titles):
        if section.title:
            said = [(heading_level(one), one) for one in section.beside]
            headings = (*said, *(one for _, own in section.rows for one in _headings(own)))
            yield Begun(section.label, section.title, Place(page=section.page), headings)
        for row, own in section.rows:
            place = Place(page=row.page)
            if row.is_cut:
                yield Doubted(place, _CUT)
            for label, value in own:
                known = field_of(label)
                words = one_line(" ".join(value))
                if known in LEVELS and _is_sentence(words):
                    yield Typed(place, f"{label} : {words}", 0, is_bold=False)
                    continue
                if known in LEVELS and words and not section.title:
                    # The fiche began in a heading above its table.
                    yield Table(0, ((label, words),))
                    continue
                if known in ("title", *_ABOVE):
                    continue
                if known in PAYING and row.inner:
                    has_head = field_of(row.inner[0][0]) in ("funder", "funders")
                    yield Typed(place, label, 0, is_bold=True)
                    yield Table(0, row.inner if has_head else (_PAYERS, *row.inner))
                elif label and value:
                    yield Table(0, ((label, ("\n" if known in PAYING else " ").join(value)),))
                elif not label:
                    yield from _free(value, place)


def _is_sentence(said: str) -> bool:
    """Whether words are too whole to be a heading."""
    return said.endswith(".") or len(said) > _LONGEST_HEADING


def _headings(own: Sequence[Pair]) -> Iterator[tuple[int, str]]:
    """The headings that a row of a fiche names: « Axe | Axe 1 : … », or « Axe 1 : … » in a cell of its own."""
    for label, value in own:
        level, said = _LEVELS.get(field_of(label), 0), one_line(" ".join(value))
        if _is_sentence(said):
            # « Objectif | Douze bâtiments seront isolés. » tells what is done.
            continue
        whole = f"{label} : {said}" if label else said
        if level and said:
            # « Axe 1 : Bouger » in one cell parts into a label and its value.
            yield level, whole if heading_level(whole) and not heading_level(said) else said
        elif heading_level(whole):
            yield heading_level(whole), whole


def _free(value: Sequence[str], place: Place) -> Iterator[Block]:
    """A cell that is no pair: a label whose value stands in the next row, a value, or words of the fiche."""
    for said in value:
        if not heading_level(said):
            yield Typed(place, said, 0, is_bold=len(value) == 1 and bool(field_of(said.rstrip(" :"))))
