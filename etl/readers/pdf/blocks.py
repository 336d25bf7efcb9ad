"""The lines of a PDF joined into paragraphs and rows of fields, in the order of its text; tables that are told as such
stand at their first line."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from etl.readers.fiches.blocks import Paragraph, Table
from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of
from etl.readers.fields.labelled import FIELD
from etl.readers.lines.titles import label_alone
from etl.readers.model import Place
from etl.readers.pdf.grid import PageTable
from etl.readers.pdf.lines import SAME_LINE, Line, cells_of
from etl.readers.text import joined

# In sizes of type: how far lines of one paragraph stand apart.
_APART, _CLOSE = 1.6, 1.35
_ENDS = tuple(".:;!?")
# How much room, in sizes of type, tells of a small letter that it begins an item.
_WIDE_ROOM = 5
# What a payer’s sum ends with, above a line that names the next; and what no item ends with.
_ENDS_OF_SUM, _UNENDED = ("€", "%", ")"), (":", ",", "(", "/", "–")
# What fields list, an item a line.
_LISTS = ("partners", "funders", "funding_text", "indicators")
# Signs that nothing but a list begins with.
_DASH = re.compile(r"[–—-]\s+")
_BULLET = re.compile(r"[•‣▪▫●○◦■□➢➤→►▸✓❖]\s*")
# « ●●○ » is a degree.
_PICTURED = re.compile(r"^[^\w«(]+")
# How often a label stands in a line of its own.
_FEWEST_LABELS = 3
_RATED = re.compile(r"\s*(?:[●○◦■□]\s*){2,}")


@dataclass(frozen=True)
class Typed(Paragraph):
    """A paragraph with the size of its type and the height of its first line, in points; whether it stands in a cell of
    a table, and whether it begins a column beside the paragraph before it."""

    size: float = 0.0
    base: float = 0.0
    is_in_cell: bool = False
    is_beside: bool = False


@dataclass(frozen=True)
class Begun:
    """What begins an action in a table that is a fiche: its number and title, and the headings that the table names,
    with their levels."""

    label: str
    title: str
    place: Place
    headings: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Doubted:
    """What is doubtful of the blocks around it, in French."""

    place: Place
    why: str


Block = Typed | Table | Begun | PageTable | Doubted


@dataclass(frozen=True)
class Told:
    """A table that is read as such: the boxes that it stands in (page, left, bottom, right and top, in points) and the
    blocks that it is."""

    boxes: tuple[tuple[int, float, float, float, float], ...]
    blocks: tuple[Block, ...]
    # The size of type, in points, above which a line is no cell's.
    largest: float = math.inf

    def holds(self, line: Line) -> bool:
        up = line.base + line.size / 4
        return line.size < self.largest and any(
            line.page == page and left <= line.left + line.size / 4 < right and bottom <= up < top
            for page, left, bottom, right, top in self.boxes
        )


def blocks_of(lines: Sequence[Line], told: Sequence[Told], tables: Sequence[PageTable] = ()) -> Iterator[Block]:
    """Paragraphs, and rows of tables: those that are told, and a label in bold at the left, its value at some
    distance; `tables` are all that are ruled, told or not."""
    ruled_on: dict[int, list[Told]] = defaultdict(list)
    for each in tables:
        ruled_on[each.page].append(Told((each.box,), (), each.largest))
    by_page: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        for page in {box[0] for box in one.boxes}:
            by_page[page].append(one)
    cells = _titles_first([cell for line in lines for cell in cells_of(line)], by_page)
    holders = [next((one for one in by_page[cell.page] if one.holds(cell)), None) for cell in cells]
    edges = _edges(cells)
    often = Counter(filter(None, map(_label_of, cells)))
    at, said = 0, ""
    seen: set[int] = set()
    while at < len(cells):
        table = holders[at]
        if table:
            if id(table) not in seen:
                seen.add(id(table))
                yield from table.blocks
            at += 1
            continue
        label_end = at + 1
        while label_end < len(cells) and not holders[label_end] and _goes_on(cells[at:label_end], cells[label_end]):
            is_rest = cells[label_end].text[:1].islower()
            if field_of(cells[label_end].text) and field_of(cells[at].text) and not is_rest:
                # Two labels, the first without a value; « Description de⏎l’action » is one.
                break
            label_end += 1
        is_beside = label_end < len(cells) and not holders[label_end] and _is_value(cells[at], cells[label_end])
        if is_beside and (cells[at].is_bold or _is_label(cells[at:label_end])):
            value_end = label_end + 1
            while (
                value_end < len(cells)
                and not holders[value_end]
                and _is_same_cell(cells[label_end], cells[value_end], cells[value_end - 1])
            ):
                value_end += 1
            label = joined([one.text for one in cells[at:label_end]])
            value = _listed(cells[label_end:value_end], label, edges)
            yield Table(0, ((label, value),))
            at, said = value_end, ""
            continue
        own = cells[at:label_end]
        lead = _lead(own[0])
        text = _listed(own, said, edges)
        said = text
        if field_of(lead) and not lead.endswith(":") and not text[len(lead) :].lstrip().startswith(":"):
            # « **Chef de file** Communauté de communes »: the type of its letters parts a label from its value.
            text = f"{lead} : {text[len(lead) :].strip()}"
        elif len(own) > 1 and often[named := _label_of(own[0])] >= _FEWEST_LABELS and not own[1].text[:1].islower():
            # « Pilote », in a line of its own as on other pages, right above « ONF ».
            text = f"{named} : {_listed(own[1:], said, edges)}"
        is_bold, is_in_cell = all(one.is_bold for one in own), any(one.holds(own[0]) for one in ruled_on[own[0].page])
        bare, item = _bare(text)
        before = cells[at - 1] if at else None
        begins_column = before is not None and before.page == own[0].page and own[0].base > before.base + own[0].size
        yield Typed(
            Place(page=own[0].page),
            bare,
            0,
            is_bold,
            item,
            size=own[0].size,
            base=own[0].base,
            lead=lead if item else "",
            is_in_cell=is_in_cell,
            is_beside=begins_column,
        )
        at = label_end


def _edges(cells: Sequence[Line]) -> dict[tuple[int, int], float]:
    """How far to the right lines go that begin at a place, by page and place, in points."""
    edges: dict[tuple[int, int], float] = {}
    for one in cells:
        at = one.page, round(one.left)
        edges[at] = max(one.right, edges.get(at, 0.0))
    return edges


def _listed(lines: Sequence[Line], label: str, edges: Mapping[tuple[int, int], float]) -> str:
    """The lines of a paragraph as one; below the label of a list (« Partenaires »), or behind it, a line that ends
    where the first word of the next had room is an item of its own."""
    named = FIELD.fullmatch(lines[0].text)
    if field_of(label.rstrip(" :")) not in _LISTS and not (named and field_of(named["name"]) in _LISTS):
        return joined([one.text for one in lines])
    items: list[list[str]] = []
    for above, line in zip((None, *lines), lines, strict=False):
        edge = edges.get((above.page, round(above.left)), 0.0) if above else 0.0
        if (
            above is None
            or _had_room(above, line, edge)
            or (above.text.endswith(_ENDS_OF_SUM) and FIELD.fullmatch(line.text))
        ):
            items.append([line.text])
        else:
            items[-1].append(line.text)
    return "\n".join(map(joined, items))


def _had_room(above: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line had room behind the one above, which goes up to the edge at the most."""
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) / max(len(line.text), 1) * (len(word) + 1)
    # A small letter begins an item where much more than its word had room.
    room = above.right + width + (1 if line.text[:1].isupper() else _WIDE_ROOM) * above.size
    return not above.text.endswith(_UNENDED) and line.text[:1].isalpha() and room < edge


def _titles_first(cells: Sequence[Line], told: Mapping[int, Sequence[Told]]) -> list[Line]:
    """The cells, what is drawn among those of a table and stands above or over it brought before the table: its title,
    whenever it was drawn."""
    held: dict[int, list[int]] = defaultdict(list)
    holders = [next((one for one in told.get(cell.page, ()) if one.holds(cell)), None) for cell in cells]
    for at, one in enumerate(holders):
        if one and cells[at].page == one.boxes[0][0]:
            held[id(one)].append(at)
    before: dict[int, list[int]] = {}
    for own in held.values():
        bottom = cells[own[-1]].base
        among = [at for at in range(own[0], own[-1]) if holders[at] is None and cells[at].base >= bottom]
        before[own[0]] = among
    moved = {at for own in before.values() for at in own}
    return [
        cells[one]
        for at in range(len(cells))
        for one in (*before.get(at, ()), *(() if at in moved else (at,)))
    ]  # fmt: skip


def _label_of(cell: Line) -> str:
    """The name of a field that a line is, without the picture or bullet before it; nothing of others."""
    name = _PICTURED.sub("", cell.text).rstrip(" :")
    return name if field_of(name) not in ("", *NO_FIELDS) else ""


def _bare(text: str) -> tuple[str, int]:
    """A paragraph without its bullet, or the dash before the name of a field; and whether it is an item of a list, 1
    or 0."""
    bullet, dash = _BULLET.match(text), _DASH.match(text)
    if bullet and not _RATED.fullmatch(text):
        return text[bullet.end() :], 1
    return (text[dash.end() :], 1) if dash and _names_field(text[dash.end() :]) else (text, 0)


def _names_field(text: str) -> bool:
    match = FIELD.fullmatch(text)
    return bool(match and field_of(match["name"]))


def _is_number(text: str) -> bool:
    """Whether a line numbers an action, whose title stands below."""
    return bool(label_alone(text))


def _is_label(cells: Sequence[Line]) -> bool:
    """Whether a cell is a label that nothing but its place sets apart: the name of a field alone."""
    return len(cells) == 1 and field_of(cells[0].text.rstrip(" :")) not in ("", "title", "label", *LEVELS)


def _is_value(label: Line, value: Line) -> bool:
    """Whether a cell is the value beside a label: to its right, beginning at its height."""
    is_beside = abs(value.base - label.base) <= SAME_LINE * label.size
    return value.page == label.page and is_beside and value.left > label.left + 2 * label.size and not value.is_bold


def _is_same_cell(first: Line, line: Line, above: Line) -> bool:
    """Whether a line goes on with a cell: at its left edge, right below; or at the head of the next page."""
    is_below = line.page == above.page and 0 < above.base - line.base <= _APART * line.size
    is_next_page = line.page == above.page + 1
    return abs(line.left - first.left) < line.size / 2 and not line.is_bold and (is_below or is_next_page)


def _lead(line: Line) -> str:
    """The words in bold that a line begins with, others behind them; nothing where it begins otherwise, or is all
    bold."""
    pieces = list(takewhile(lambda one: one.is_bold or not one.text.strip(), line.pieces))
    return "".join(one.text for one in pieces).strip() if len(pieces) < len(line.pieces) else ""


# The lines over which brackets are looked for: no field has more.
_MOST_WITHIN = 4


def _goes_on(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether a line goes on with the paragraph above it."""
    above, said = paragraph[-1], "".join(one.text for one in paragraph[-_MOST_WITHIN:])
    # « (pilote : CCAS ;⏎ échéance : 2026) »: no label parts brackets.
    is_within = said.count("(") > said.count(")")
    if is_within and ")" in line.text and line.page == above.page and not _BULLET.match(line.text):
        return 0 < above.base - line.base <= _APART * line.size and round(above.size) == round(line.size)
    if (lead := _lead(line)) and field_of(lead.rstrip(" :")) not in ("", *LEVELS):
        return False
    starts_bold, was_bold = line.pieces[0].is_bold, above.pieces[-1].is_bold
    if round(above.size) != round(line.size) or _BULLET.match(line.text):
        return False
    dash = _DASH.match(line.text)
    if _names_field(line.text[dash.end() if dash else 0 :]) or _is_number(above.text):
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
    is_beside = abs(line.left - above.left) < 3 * line.size + 200 or abs(line.middle - above.middle) < line.size
    # Small capitals stand on lines as high as their largest letters.
    size = max(piece.size for piece in (*above.pieces, *line.pieces) if piece.text.strip())
    return 0 < above.base - line.base <= _APART * size and is_beside
