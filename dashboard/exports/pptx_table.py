"""Tables of a deck: native, shaded with the one hue as on screen, continued on further slides where they are long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Inches

from dashboard.comparisons.core import Comparison
from dashboard.exports.pptx_base import SLOTS, Ground
from dashboard.exports.pptx_text import (
    A_NAMESPACE,
    GRID,
    GROUND,
    INK,
    QUIET,
    Area,
    Colour,
    Run,
    broken,
    height,
    paragraph,
    said,
)
from dashboard.figures import series_headings, value_text
from dashboard.style import GLYPHS, contrast

_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SIZES, _SMALLEST = (13.0, 12.0, 11.0), 11.0
_SIDE, _ABOVE = 0.06, 0.025
_STEPS = (0.91, 0.80, 0.655, 0.43, 0.27, 0.0)
_NARROWEST, _WIDEST = 1.05, 1.75
# How long the lines of a turned heading are, and from which width of a column it has several, in inches.
_TURNED, _TWO_LINES = 1.4, 0.55
# A heading longer than this is cut: it would leave no room for the rows.
_LONGEST_HEADING = 90


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its words, its ground, where it stands; `turned` reads upwards, `span` covers columns."""

    runs: tuple[Run, ...]
    ground: Colour | None = None
    align: str = "l"
    anchor: str = "ctr"
    turned: bool = False
    span: int = 1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Row:
    """Cells and a height in inches; a heading of a group stands above rows and is repeated where they continue."""

    cells: tuple[Cell, ...]
    height: float
    is_heading: bool = False


@dataclass(frozen=True)
class Table:
    """A table, of which a slide holds a part."""

    widths: tuple[float, ...]
    head: Row
    rows: tuple[Row, ...]

    def pages(self, tall: float) -> list[tuple[Row, ...]]:
        """The rows, slide by slide, evenly; no heading stands alone at the foot."""
        room = tall - self.head.height
        fewest = self._packed(room)
        share = sum(row.height for row in self.rows) / len(fewest)
        while share < room:
            even = self._packed(share)
            if len(even) == len(fewest):
                return even
            share += 0.1
        return fewest

    def _packed(self, room: float) -> list[tuple[Row, ...]]:
        pages: list[list[Row]] = [[]]
        heading: Row | None = None
        for at, row in enumerate(self.rows):
            heading = row if row.is_heading else heading
            needed = row.height + (self.rows[at + 1].height if row.is_heading and at + 1 < len(self.rows) else 0)
            if pages[-1] and sum(one.height for one in pages[-1]) + needed > room:
                pages.append([heading] if heading and not row.is_heading else [])
            pages[-1].append(row)
        return [tuple(page) for page in pages]


def shade(value: float, largest: float, ground: Ground) -> tuple[Colour | None, Colour]:
    """Ground and ink of a cell: the steps of the screen on the theme's second accent; the ink that reads best."""
    # What is missing is not above zero either.
    if not (value > 0 and largest > 0):
        return None, QUIET
    colour = Colour("accent2", _STEPS[min(int(value / largest * len(_STEPS)), len(_STEPS) - 1)])
    seen = ground.resolved(colour)
    return colour, max((GROUND, INK), key=lambda ink: contrast(ground.resolved(ink), seen))


def matrix(comparison: Comparison, ground: Ground, area: Area) -> Table:
    """The Comparison as on screen: a row a category, a column a series, rows gathered by group."""
    data = comparison.table
    headings = {key: said(label) for key, label in series_headings(comparison).items()}
    number = max(1, len(headings))
    label_width = area.width * (0.36 if number <= 6 else 0.27)
    each = min(_WIDEST, (area.width - label_width) / number)
    widths = (label_width, *[each] * number)
    if comparison.words:
        widths = (*widths, area.width - sum(widths))
    largest = float(data[comparison.value].max() or 0)
    labels = [said(label) for label in data.drop_duplicates(comparison.category.id)[comparison.category.label]]
    groups = data[comparison.group].nunique() if comparison.group else 0
    head = _head(comparison, headings, widths, area)
    size = next(
        (
            size
            for size in _SIZES
            if sum(_row_height(label, label_width, size) for label in labels) + groups * _row_height("", 1, size)
            <= area.height - head.height - 0.1
        ),
        _SMALLEST,
    )
    rows: list[Row] = []
    group = None
    by_category: dict[object, list[dict[str, Any]]] = {}
    # The library's own `to_dict("records")` takes longer.
    for values in zip(*(data[name].tolist() for name in data), strict=True):
        record = dict(zip(data, values, strict=True))
        by_category.setdefault(record[comparison.category.id], []).append(record)
    for of_row in by_category.values():
        first = of_row[0]
        if comparison.group and first[comparison.group] != group:
            group = first[comparison.group]
            title = Cell((Run(said(group), size, QUIET, bold=True),), span=len(widths), anchor="b")
            rows.append(Row((title,), _row_height(said(group), sum(widths), size), is_heading=True))
        by_series = {row[comparison.series.id]: row for row in of_row}
        label = said(first[comparison.category.label])
        cells = [Cell((Run(label, size),))]
        for key in headings:
            fill, ink = shade(float(by_series[key][comparison.value]), largest, ground)
            cells.append(Cell((Run(said(value_text(comparison, by_series[key])), size, ink),), fill, "ctr"))
        if comparison.words:
            cells.append(Cell((Run(said(f"« {first[comparison.words]} »"), size, QUIET),)))
        tallest = max(_row_height(cell.text, wide, size) for cell, wide in zip(cells, widths, strict=True))
        rows.append(Row(tuple(cells), tallest))
    return Table(widths, head, tuple(rows))


def _head(comparison: Comparison, headings: dict[str, str], widths: tuple[float, ...], area: Area) -> Row:
    """The names of the series; upright where the columns are wide enough, else turned."""
    turned = widths[1] < (_NARROWEST if len(headings) > 4 else 0.7)
    size = _SMALLEST if len(headings) > 4 else 12.0
    cells = [Cell((Run(said(comparison.category.title), size, QUIET),), anchor="b")]
    for key, label in headings.items():
        shown = label if len(label) <= _LONGEST_HEADING else label[: _LONGEST_HEADING - 1].rstrip() + "…"
        if turned and widths[1] > _TWO_LINES:
            shown = broken(shown, _TURNED, size)
        glyph = GLYPHS.get(key, "") if comparison.series.id == "territory_id" else ""
        runs = (Run(f"{glyph} ", size, Colour(SLOTS[key])),) if glyph else ()
        anchor, align = ("ctr", "l") if turned else ("b", "ctr")
        cells.append(Cell((*runs, Run(shown, size, bold=True)), None, align, anchor, turned))
    if comparison.words:
        cells.append(Cell((Run("Mots du document", size, bold=True),), anchor="b"))
    if turned:
        longest = max(len(line) for cell in cells[1:] for line in cell.text.split("\n"))
        tall = min(area.height * 0.45, max(0.9, 0.2 + longest * size * 0.5 / 72))
    else:
        tall = max(_row_height(cell.text, wide, size) for cell, wide in zip(cells, widths, strict=True))
    return Row(tuple(cells), tall)


def plain(headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], size: float = 12) -> Table:
    """A table of words."""
    head = Row(tuple(Cell((Run(said(one), size, QUIET, bold=True),), anchor="b") for one in headings), 0.32)
    return Table(
        tuple(widths),
        head,
        tuple(
            Row(
                tuple(Cell((Run(said(one), size),), anchor="t") for one in row),
                0.06 + max(_row_height(said(one), wide, size) for one, wide in zip(row, widths, strict=True)),
            )
            for row in rows
        ),
    )


def place(slide: Slide, area: Area, table: Table, rows: Sequence[Row], name: str, description: str) -> Any:
    """The table, or the part of it that a slide holds, as a native one with its alternative text."""
    shown = (table.head, *rows)
    tall = sum(row.height for row in shown)
    shapes: Any = slide.shapes
    frame = shapes.add_table(1, 1, *Area(area.left, area.top, sum(table.widths), tall).emu)
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)
    columns = "".join(f'<a:gridCol w="{Inches(wide)}"/>' for wide in table.widths)
    body = "".join(_row(row, len(table.widths), slide, at == 0) for at, row in enumerate(shown))
    built = parse_xml(
        f'<a:tbl {A_NAMESPACE}><a:tblPr firstRow="1"><a:tableStyleId>{_PLAIN_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{body}</a:tbl>"
    )
    old = frame._element.graphic.graphicData.tbl
    old.getparent().replace(old, built)
    return frame


def _row(row: Row, columns: int, slide: Slide, is_head: bool) -> str:
    cells = "".join(_cell(cell, slide, is_head or row.is_heading) for cell in row.cells)
    covered = columns - sum(cell.span for cell in row.cells) + sum(cell.span - 1 for cell in row.cells)
    empty = "<a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/>"
    return f'<a:tr h="{Inches(row.height)}">{cells}{f"""<a:tc hMerge="1">{empty}</a:tc>""" * covered}</a:tr>'


def _cell(cell: Cell, slide: Slide, is_head: bool) -> str:
    span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    turned = ' vert="vert270"' if cell.turned else ""
    if cell.ground:
        edges = "".join(f'<a:{edge} w="28575">{GROUND.fill}</a:{edge}>' for edge in ("lnL", "lnR", "lnT", "lnB"))
    else:
        edges = "".join(f'<a:{edge} w="0"><a:noFill/></a:{edge}>' for edge in ("lnL", "lnR", "lnT"))
        edges += f'<a:lnB w="9525">{GRID.fill}</a:lnB>'
    return (
        f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph(cell.runs, slide, cell.align)}</a:txBody>"
        f'<a:tcPr marL="{Inches(_SIDE)}" marR="{Inches(_SIDE)}" marT="{Inches(_ABOVE)}" marB="{Inches(_ABOVE)}"'
        f'{turned} anchor="{cell.anchor}">{edges}{cell.ground.fill if cell.ground else "<a:noFill/>"}</a:tcPr></a:tc>'
    )


def _row_height(text: str, width: float, size: float) -> float:
    return height(text, width - 2 * _SIDE, size) + 2 * _ABOVE + 0.02
