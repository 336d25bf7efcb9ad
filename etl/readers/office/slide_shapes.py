"""The slides of a presentation as they read: titles, boxes and tables, whatever their places and types tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from etl.readers.model import FileLine, Place
from etl.readers.office.slide_cards import (
    begins_action,
    cards_of,
    listed_actions,
    named_by,
    paired_boxes,
    size_of,
    titled_by_size,
)
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Grid, Row, lines_of_grids

_LONGEST_TITLE = 200
# Of the height of a slide, what is its head or its foot.
_EDGE = 0.12


@dataclass(frozen=True)
class Slide:
    """A slide as it reads: its title, the texts of its boxes paragraph by paragraph, its tables as grids."""

    number: int
    title: str
    boxes: tuple[tuple[str, ...], ...]
    tables: tuple[Grid, ...]
    # What stands at its head or foot.
    edges: frozenset[str] = frozenset()
    # The boxes that are an action each, as the levels of a list tell; and whether the slide stands over actions of it.
    cards: frozenset[tuple[str, ...]] = frozenset()
    is_over: bool = False
    # What a band says that is set on its side, as the part of a plan is along the edge of its fiches.
    band: str = ""

    def lines(self) -> Iterator[FileLine]:
        """All that the slide says, a line a paragraph or row."""
        place = Place(slide=self.number)
        for text in filter(None, (self.title, *(text for box in self.boxes for text in box), self.band)):
            yield FileLine(text, place)
        yield from lines_of_grids(self.tables)


def is_shown(slide: Any) -> bool:
    return slide._element.get("show") not in ("0", "false")


def slide_of(number: int, slide: Any, high: int, fewest: int = 2) -> Slide:
    """A slide as it reads: its number, and the height of all slides; `fewest`: see `listed_actions`."""
    edges: set[str] = set()
    sizes: dict[tuple[str, ...], int] = {}
    cards: set[tuple[str, ...]] = set()
    boxes: list[tuple[str, ...]] = []
    places: list[tuple[int, int, int, int]] = []
    tables: list[Grid] = []
    bands: list[str] = []

    def walk(shapes: Iterable[Any]) -> None:
        for shape in shapes:
            if getattr(shape, "shapes", None) is not None:
                walk(shape.shapes)
            elif getattr(shape, "has_table", False):
                tables.append(_table(shape.table, number, len(tables) + 1))
            elif shape.has_text_frame and _is_on_its_side(shape):
                bands.append(one_line(shape.text_frame.text))
            elif shape.has_text_frame and shape != slide.shapes.title:
                listed = [(one.level, one_line(one.text)) for one in shape.text_frame.paragraphs]
                listed = [(level, text) for level, text in listed if text]
                own = listed_actions(listed, fewest)
                cards.update(own)
                boxes.extend(own or [tuple(text for _, text in listed)])
                sizes[boxes[-1]] = size_of(shape.text_frame)
                place = (shape.left or 0, shape.top or 0, shape.width or 0, shape.height or 0)
                places.extend([place] * max(1, len(own)))
                if not _EDGE * high <= (shape.top or 0) + (shape.height or 0) / 2 <= (1 - _EDGE) * high:
                    edges.add(one_line(" ".join(boxes[-1])))

    walk(slide.shapes)
    # A list of actions stands in one place.
    carded = list(boxes) if cards else paired_boxes(boxes, places)
    boxes = cards_of(boxes, [one[:3] for one in places]) if carded == boxes else carded
    titled = slide.shapes.title
    title = one_line(titled.text_frame.text) if titled is not None else ""
    if not title:
        first = next((box for box in boxes if begins_action(" ".join(box))), None)
        named = [first] if first else titled_by_size(sizes, _LONGEST_TITLE)
        title = " ".join(line for box in named for line in box)
        boxes = [box for box in boxes if box not in named]
    if not title and tables and (said := named_by(tables[0])):
        title, tables[0] = said, replace(tables[0], rows=tables[0].rows[1:])
    return Slide(
        number,
        title,
        tuple(filter(None, boxes)),
        tuple(tables),
        frozenset(edges),
        frozenset(cards),
        band=" ".join(bands),
    )


def _is_on_its_side(shape: Any) -> bool:
    turn = round(getattr(shape, "rotation", 0))
    return turn % 180 == 90 or shape.text_frame._txBody.bodyPr.get("vert") in ("vert", "vert270")


def _table(table: Any, slide: int, number: int) -> Grid:
    """A table of a slide; a merged cell shows its words in all its rows and columns."""
    rows = tuple(
        Row(
            Place(slide=slide, row=at, table=number if number > 1 else 0),
            tuple(cell.text.replace("\v", "\n") for cell in row.cells),
        )
        for at, row in enumerate(table.rows, 1)
    )
    merged = tuple(
        (top, left, top + cell.span_height - 1, left + cell.span_width - 1)
        for top, row in enumerate(table.rows)
        for left, cell in enumerate(row.cells)
        if cell.is_merge_origin
    )
    return Grid(f"{slide}.{number}", rows, merged)
