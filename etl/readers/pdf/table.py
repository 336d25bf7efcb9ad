"""The tables of actions of a PDF: cells over pages joined again, repeated heads read once, what stands between tables
or spans one a heading, and several actions in a cell each one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.readers.fields.columns import LEVELS
from etl.readers.fields.funding import COUNTED, counted_by
from etl.readers.lines.broken_lines import is_cut
from etl.readers.lines.headings import heading_level
from etl.readers.model import Doubt, FileLine, Place, PlanRead, PlanRefused, PlanUnit
from etl.readers.pdf.blocks import Block, Told, Typed
from etl.readers.pdf.cells import expanded
from etl.readers.pdf.grid import (
    ONLY_NUMBER,
    PageTable,
    PdfGrid,
    banners,
    bare,
    go_on,
    grid_of,
    is_banner,
    keeps_spaces,
    overlaps,
    turned_grid,
)
from etl.readers.tables.cut import read_grid, unread_of
from etl.readers.tables.head import Head, filled_head, head_of
from etl.readers.tables.side_by_side import apart
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Grid, Row, as_text, filled, lines_of_grids

# What a table of actions has at least; where nothing else is read, and how many actions it then has.
FEWEST_COLUMNS, FEWEST_OF_NARROW, _FEWEST_ACTIONS, _FEWEST_SURE = 4, 2, 3, 3
_LONGEST_HEADING = 160
# Headings of a table that do not say their level stand below those that do.
_UNNAMED = 8
# Totals, sources and notes.
_FOOT = re.compile(r"((sous.?)?tota(l|ux)\b|(sources?|notes?|n\.?b\.?|l[ée]gende|\*)\s*[:(]).*", re.I | re.S)
_SUMS = re.compile(r"€|\beuros?\b", re.I)
_OTHER = "Un tableau de cette page a d’autres colonnes : non lu."
_BARE = "Ce tableau n’a que deux colonnes connues : vérifier que ses lignes sont des actions."
_KNOWN = "Ce tableau a d’autres colonnes et redit des actions déjà lues : il n’est pas lu."
_SPANS = "Cette ligne qui traverse le tableau n’est prise ni pour un titre ni pour une action."
_REST = "Le haut de cette page continue sans doute la dernière ligne de la page d’avant : il lui est joint."
_OVER = (
    "Des lignes de ce tableau se recouvrent, trop basses pour leur texte : des mots d’une action peuvent être lus dans "
    "une autre. Prendre le classeur dont il vient."
)
_SHAPE = "tableau d’un PDF"
_CODED = re.compile(r"(?:[A-Z]|\d{1,2})(?P<more>(?:\.\d{1,2})*)[.)]?\s+[^\W\d_]")
_NO_ACTION = "Les lignes de ce tableau n’ont pas de titre d’action : elles ne sont pas lues."
_EITHER = "Cette ligne est prise pour une action ; ses mots sont ceux d’un titre."


@dataclass(frozen=True)
class _Heading:
    level: int
    text: str


@dataclass
class _Taken:
    """A table with its parts on all pages, the head that its rows are read by, and the words of that head's rows."""

    grid: PdfGrid
    head: Head
    head_rows: tuple[tuple[str, ...], ...]
    # The rows down to its head, with what they say of sums.
    top: tuple[Row, ...]
    lefts: tuple[float, ...]
    # The last page that it stands on.
    page: int = 0


def flow_of(tables: Sequence[PageTable]) -> list[Told]:
    """The tables as they stand among paragraphs."""
    return [Told((one.box,), (one,), one.largest) for one in tables]


def read_pdf_table(flow: Sequence[Block], facts: Mapping[str, str], fewest: int = FEWEST_COLUMNS) -> PlanRead | None:
    """The plan of the tables that stand among these paragraphs; None where none has the head of a table of actions,
    with `fewest` columns that are known."""
    read = _Read(dict(facts))
    items = list(_joined(flow, fewest, read.doubts))
    read.titles = _titles([one for one in items if isinstance(one, _Taken)])
    for item in items:
        if isinstance(item, _Heading):
            read.rise(item)
        else:
            read.take(item)
    if not read.units or (fewest < FEWEST_COLUMNS and len(read.units) < _FEWEST_ACTIONS):
        return None
    if read.is_bare:
        read.doubts.insert(0, Doubt(read.units[0].place, _BARE))
    told = {**read.facts, "colonnes lues": ", ".join(read.columns), **unread_of(read.parts)}
    return PlanRead(read.shape, told, tuple(read.units), tuple(read.doubts), tuple(read.lines))


def _joined(flow: Sequence[Block], fewest: int, doubts: list[Doubt]) -> Iterator[_Heading | _Taken]:
    """Headings, and tables with their rows on all pages."""
    has_spaces = keeps_spaces([one for one in flow if isinstance(one, PageTable)])
    last: _Taken | None = None
    # Whether no heading stands between the last table and what follows.
    is_open = False
    for block in _named_over_tables(flow):
        if isinstance(block, Typed) and block.level:
            if last and is_open:
                yield last
            is_open = False
            yield _Heading(block.level, one_line(block.text))
        if not isinstance(block, PageTable):
            continue
        own = turned_grid(block, has_spaces) or grid_of(block, has_spaces)
        if overlaps(block):
            doubts.append(Doubt(Place(page=block.page), _OVER))
        head = head_of(filled_head(own.as_grid()))
        head = head if head and len(head.columns) >= fewest else None
        fits = block.ruled.onto(last.lefts) if last else None
        if last and fits and not head and block.page == last.page and block.ruled.columns < len(last.lefts) - 1:
            # A table of fewer columns below another on its page is another.
            fits = None
        if last and fits and (not head or _is_again(_head_rows(own, head), last.head_rows)):
            own = grid_of(replace(block, ruled=fits), has_spaces)
            if is_open:
                _join_rest(last, own, doubts)
                if go_on(last.grid, own, last.head):
                    doubts.append(Doubt(Place(page=block.page), _REST))
                last.page = block.page
            else:
                last, is_open = replace(last, grid=own, head=replace(last.head, begins=0), page=block.page), True
            continue
        if head:
            if last and is_open:
                yield last
            top = filled(own.as_grid()).rows[: head.begins]
            last, is_open = _Taken(own, head, _head_rows(own, head), top, block.ruled.lefts, block.page), True
        elif last and Doubt(Place(page=block.page), _OTHER) not in doubts:
            doubts.append(Doubt(Place(page=block.page), _OTHER))
    if last and is_open:
        yield last


def _named_over_tables(flow: Sequence[Block]) -> list[Block]:
    """The blocks, paragraphs in the type of the text that say « Axe 1 : … » right above a table told as headings; many
    plans print them in a box."""
    found = list(flow)
    is_above = False
    for at in range(len(flow) - 1, -1, -1):
        one = flow[at]
        said = one_line(one.text) if isinstance(one, Typed) else ""
        is_named = isinstance(one, Typed) and not said.endswith(".") and len(said) <= _LONGEST_HEADING
        if is_above and isinstance(one, Typed) and not one.level and is_named and heading_level(said):
            found[at] = replace(one, level=heading_level(said))
        else:
            is_above = isinstance(one, PageTable) or (is_above and isinstance(one, Typed) and bool(one.level))
    return found


def _titles(tables: Sequence[_Taken]) -> frozenset[str]:
    """What spans tables above their heads and is no heading: what one alone has, and what says how sums are counted."""
    found = {
        _alone(row)
        for one in tables
        if one.head.begins
        for at, row in enumerate(one.top)
        if is_banner(one.grid, at) and not heading_level(_alone(row))
    }
    return frozenset(one for one in found if len(found) == 1 or _SUMS.search(one))


def _head_rows(grid: PdfGrid, head: Head) -> tuple[tuple[str, ...], ...]:
    """The words of the rows of a head, without headings above it."""
    rows = [row for at, row in enumerate(grid.rows[: head.begins]) if not is_banner(grid, at)]
    return tuple(bare(row) for row in rows if any(bare(row)) and not heading_level(one_line(" ".join(row))))


def _is_again(rows: Sequence[tuple[str, ...]], head_rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether a head is one that was read before, be it below rows that go on from the page before."""
    return bool(head_rows) and tuple(rows[-len(head_rows) :]) == tuple(head_rows)


def _join_rest(last: _Taken, own: PdfGrid, doubts: list[Doubt]) -> None:
    """The first row of a page, where it is but the rest of a title's cell, is made to go on with the row before."""
    title = last.head.at("title")
    rows = [row for row in last.grid.rows[last.head.begins :] if any(row)]
    at = next((at for at, row in enumerate(own.rows) if bare(row) not in last.head_rows), None)
    if at is None or title is None or last.head.at("label") is not None or is_banner(own, at) or not rows:
        return
    first = own.rows[at]
    is_open = bool(first[title].strip()) and is_cut(last.grid.rows[-1][title].strip(), first[title].strip())
    if len(rows) < 2 and not is_open:
        return
    filled = [column for column, one in enumerate(first) if one.strip()]
    always = [column for column in range(len(first)) if all(row[column].strip() for row in rows)]
    lacks = sum(column not in filled for column in always)
    # The rest of a title alone, or beside those of other cells, most of what each row has not said again.
    is_alone = title in filled and (len(filled) == 1 or (lacks > 1 and 2 * lacks >= len(always)))
    are_full = all(sum(bool(one.strip()) for one in row) > 1 for row in rows)
    begins = first[title][:1].islower() or heading_level(one_line(first[title]))
    if (is_open or (is_alone and are_full)) and not begins:
        is_number = ONLY_NUMBER.fullmatch(last.grid.rows[-1][title].strip())
        last.grid.rows[-1][title] += f"{'' if is_open else ' ' if is_number else chr(10)}{first[title]}"
        last.grid.to_pages[len(last.grid.rows) - 1] = own.pages[at]
        first[title] = ""
        doubts.append(Doubt(Place(page=own.pages[at]), _REST))


@dataclass
class _Read:
    """What tables gave so far: their units below headings, and what they count their sums in."""

    facts: dict[str, str]
    units: list[PlanUnit] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    lines: list[FileLine] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    # What was read below each heading, for the columns that are not.
    parts: list[PlanRead] = field(default_factory=list)
    shape: str = ""
    # Whether the table says little more than titles.
    is_bare: bool = False
    # What stands above the heads of tables and is the title of them all, or says what they count.
    titles: frozenset[str] = frozenset()
    _above: list[_Heading] = field(default_factory=list)

    def rise(self, own: _Heading) -> None:
        """A heading takes those of its level and below it away."""
        self._above = [*(one for one in self._above if one.level < own.level), own]

    def take(self, table: _Taken) -> None:
        """The rows of a table, below the headings that stand before it and those that span it."""
        grid, head = table.grid.as_grid(is_parted=True), table.head
        shown = filled(grid).rows
        before = len(self.units)
        segment: list[Row] = []
        self.lines += lines_of_grids([table.grid.as_grid()])
        was_heading = False
        spanning = banners(table.grid)
        for at, row in enumerate(shown):
            if bare(table.grid.rows[at]) in table.head_rows:
                continue
            level = self._heading(table, row, at in spanning, at < head.begins, was_heading)
            if level:
                self._flush(table, segment)
                self.rise(_Heading(level, _alone(row)))
            elif at >= head.begins and level is not None:
                segment.append(row)
            was_heading = bool(level)
        self._flush(table, segment)
        if len(self.units) > before and not self.columns:
            self.columns = [one_line(column.name) for column in head.columns]
            self.is_bare = len(head.columns) < _FEWEST_SURE and not head.fields & set(LEVELS)

    def _heading(self, table: _Taken, row: Row, is_spanning: bool, is_above: bool, was_heading: bool) -> int | None:
        """The level of a row that is a heading; 0 for one that may be an action, None for one that is neither.
        `is_above`: it stands above the head of its table."""
        words, named = _alone(row), heading_level(_alone(row))
        unnamed = self._above[-1].level + 1 if was_heading and self._above[-1].level >= _UNNAMED else _UNNAMED
        if coded := _CODED.match(words):
            # « A.2 » stands below « A. », whatever stands between.
            unnamed = _UNNAMED + coded["more"].count(".")
        if is_spanning:
            if is_above and words in self.titles:
                return None
            if named or (
                len(words) <= _LONGEST_HEADING and not words.endswith((".", ";")) and not _FOOT.fullmatch(words)
            ):
                return named or unnamed
            if not _FOOT.fullmatch(words):
                self.doubts.append(Doubt(row.place, _SPANS))
            return None
        head = table.head
        said = [column for column, cell in enumerate(row.cells) if as_text(cell).strip()]
        title = head.at("title")
        levels = [column.at for column in head.columns if column.field in LEVELS]
        if len(said) == 1 and named and said[0] not in levels:
            return named
        if is_above or not said or any(column in levels for column in said):
            return 0
        is_in_front = said == [0] and title != 0 and sum(sign.isalpha() for sign in words) > 3
        if is_in_front and not _FOOT.fullmatch(words):
            return unnamed
        others = [column for column in said if column not in (title, head.at("label"))]
        if others and title is not None and heading_level(one_line(as_text(row.at(title)))):
            self.doubts.append(Doubt(row.place, _EITHER))
        return 0

    def _flush(self, table: _Taken, segment: list[Row]) -> None:
        """The units of the rows below one heading."""
        rows, head = [row for row in segment if not row.is_empty], table.head
        segment.clear()
        if not rows:
            return
        made = expanded(rows, head)
        try:
            # Headings above the head of the table are known.
            top = [row for row in table.top[:-1] if not heading_level(_alone(row))] + [table.top[-1]]
            grid = Grid("", (*top, *made.rows))
            found = _side_by_side(grid) or read_grid(grid, replace(made.head, begins=len(top)), {}, _SHAPE)
        except PlanRefused:
            if not all(_FOOT.fullmatch(_alone(row)) or _is_total(row) for row in rows):
                self.doubts.append(Doubt(rows[0].place, _NO_ACTION))
            return
        counted = {name: said for name, said in found.facts.items() if name in COUNTED}
        if self.units and self._say_again(found.units, head):
            self.doubts.append(Doubt(rows[0].place, _KNOWN))
            return
        if self.units and not self._count_alike(counted):
            own = (replace(one, fields=counted_by(one.fields, counted)) for one in found.units)
            found, counted = replace(found, units=tuple(own)), {}
        self.shape = self.shape or found.shape
        self.parts.append(found)
        self.facts = {**counted, **self.facts} if self.units else {**self.facts, **counted}
        self.doubts += [*made.doubts, *found.doubts]
        has_first = head.at("level1") is not None
        above = () if has_first else tuple(one.text for one in self._above)
        self.units += [replace(unit, headings=(*above, *unit.headings)) for unit in found.units]

    def _count_alike(self, counted: Mapping[str, str]) -> bool:
        """Whether a table counts its sums as those before it do."""
        unit = COUNTED[0]
        is_other = any(counted[name] != self.facts.get(name, counted[name]) for name in counted)
        return not is_other and counted.get(unit) == self.facts.get(unit)

    def _say_again(self, units: Sequence[PlanUnit], head: Head) -> bool:
        """Whether a table says actions of those before it again, in other columns."""
        names = [one_line(column.name) for column in head.columns]
        known = {one.title.casefold() for one in self.units}
        return names != self.columns and bool(self.columns) and any(one.title.casefold() in known for one in units)


def _is_total(row: Row) -> bool:
    return any(_FOOT.fullmatch(one_line(as_text(cell))) for cell in row.cells[:3] if as_text(cell).strip())


def _alone(row: Row) -> str:
    """The words of a row that says one thing, however many cells show it."""
    said = list(dict.fromkeys(one_line(as_text(cell)) for cell in row.cells if as_text(cell).strip()))
    return said[0] if said else ""


def _side_by_side(grid: Grid) -> PlanRead | None:
    """The plan of tables whose columns stand beside one another in one, as of two plans; None where it is one."""
    heads = [(head, one) for one in apart(grid) for head in [head_of(one)] if head]
    if len(heads) < 2:
        return None
    found = [read_grid(one, head, {}, _SHAPE) for head, one in heads]
    units = tuple(unit for one in found for unit in one.units)
    return replace(found[0], units=units, doubts=tuple(doubt for one in found for doubt in one.doubts))
