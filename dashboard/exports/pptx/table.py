"""Tables of a deck: native, shaded with the one hue as on screen, continued on further slides where they are long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Inches

from dashboard.charts.model import Mark, MatrixChart, Series
from dashboard.comparisons.core import MOST_TOGETHER
from dashboard.exports.pptx.ground import Ground
from dashboard.exports.pptx.measure import BOLD, TEXT, Area, Setting, broken, cut, height, longest, width
from dashboard.exports.pptx.text import (
    A_NAMESPACE,
    GRID,
    GROUND,
    INK,
    QUIET,
    Colour,
    Run,
    paragraph,
    said,
    territory_colour,
)
from dashboard.look.palette import contrast

_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# Between a value and the counts beside it: a space of the width of a letter.
_BESIDE = "\u2002"
_SIZES, _HEADS = (13.0, 12.0, 11.0, 10.5), (11.0, 10.5, 10.0)
_SIDE, _ABOVE = 0.06, 0.02
# How much lighter than the accent each step is.
_STEPS = (0.91, 0.80, 0.655, 0.43, 0.27, 0.0)
# What labels take of the width, at least and where headings are turned; what each column has at least, in inches.
_LEAST_LABEL, _USUAL_LABEL, _LEAST_COLUMN, _LABEL_BESIDE_WORDS = 0.2, 0.27, 1.25, 0.3
# Below this width of a column its heading is turned; a column of few is no wider than that.
_NARROWEST, _WIDEST = 0.5, 1.75
# How long the lines of a turned heading are at least, in inches, and at most, as a share of the height.
_SHORTEST_TURNED, _TURNED_SHARE = 1.0, 0.45
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
        available = tall - self.head.height
        fewest = self._packed(available)
        share = sum(row.height for row in self.rows) / len(fewest)
        while share < available:
            even = self._packed(share)
            if len(even) == len(fewest):
                return even
            share += 0.1
        return fewest

    def _packed(self, available: float) -> list[tuple[Row, ...]]:
        pages: list[list[Row]] = [[]]
        heading: Row | None = None
        for at, row in enumerate(self.rows):
            heading = row if row.is_heading else heading
            needed = row.height + (self.rows[at + 1].height if row.is_heading and at + 1 < len(self.rows) else 0)
            if pages[-1] and sum(one.height for one in pages[-1]) + needed > available:
                pages.append([heading] if heading and not row.is_heading else [])
            pages[-1].append(row)
        return [tuple(page) for page in pages]


def shade(step: int, ground: Ground) -> tuple[Colour | None, Colour]:
    """Ground and ink of a cell: the steps of the screen on the theme's second accent; the ink that reads best."""
    if not step:
        return None, QUIET
    colour = Colour("accent2", _STEPS[step - 1])
    seen = ground.resolved(colour)
    return colour, max((GROUND, INK), key=lambda ink: contrast(ground.resolved(ink), seen))


def parts(chart: MatrixChart, area: Area) -> list[Sequence[Series]]:
    """The series that stand beside one another on a slide: of territories, as many as keep a value on one line."""
    most = len(chart.series)
    if chart.series[0].look and not chart.is_signs:
        widest = max(width(_value(mark), _SIZES[-1]) for row in chart.rows for mark in row.marks) + 2 * _SIDE + 0.05
        most = max(1, min(MOST_TOGETHER, int((1 - _USUAL_LABEL) * area.width / widest)))
    elif chart.series[0].look:
        most = MOST_TOGETHER
    each = -(-len(chart.series) // -(-len(chart.series) // most))
    return [chart.series[first : first + each] for first in range(0, len(chart.series), each)]


def matrix(chart: MatrixChart, shown: Sequence[Series], ground: Ground, area: Area) -> Table:
    """These columns of the chart as on screen: a row a category, a column a series, rows gathered by group.

    The words that rows are told in, where the chart has them, stand in a last column.
    """
    rows = _rows_of(chart, shown)
    label_width = _label_width([row.texts[0] for row in rows], [said(one.heading) for one in shown], area.width)
    if chart.is_quotes:
        # Words are read line by line, and want the most of the width.
        label_width = min(label_width, _LABEL_BESIDE_WORDS * area.width)
    widths = [label_width] + [min(_WIDEST, (area.width - label_width) / len(shown))] * len(shown)
    if chart.is_quotes:
        widths.append(area.width - sum(widths))
    head = _head(chart, shown, widths, area)
    rows = [_within(row, widths, 0.9 * (area.height - head.height)) for row in rows]
    groups = [said(group) for group in dict.fromkeys(row.group for row in rows) if group]

    def tall(size: float) -> float:
        named = sum(_row_height(group, sum(widths), size, BOLD) for group in groups)
        return named + sum(_highest(row.texts, widths, size) for row in rows)

    size = next((size for size in _SIZES if tall(size) <= area.height - head.height - 0.1), _SIZES[-1])
    found: list[Row] = []
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            title = Cell((Run(said(group), size, QUIET, bold=True),), span=len(widths), anchor="b")
            found.append(Row((title,), _row_height(said(group), sum(widths), size, BOLD), is_heading=True))
        label, *texts = row.texts
        cells = [Cell((Run(label, size),))]
        for text, step in zip(texts, row.steps, strict=False):
            fill, ink = shade(step, ground)
            value_said, _, beside = text.partition(_BESIDE)
            lighter = (Run(f"{_BESIDE}{beside}", 0.75 * size, ink),) if beside else ()
            cells.append(Cell((Run(value_said, size, ink), *lighter), fill, "ctr"))
        cells += [Cell((Run(text, size, QUIET),)) for text in texts[len(row.steps) :]]
        found.append(Row(tuple(cells), _highest(row.texts, widths, size)))
    return Table(tuple(widths), head, tuple(found))


def _label_width(labels: Sequence[str], headings: Sequence[str], whole: float) -> float:
    """What the labels take: one line each where the columns keep room for the longest word of their headings."""
    wanted = max((width(label, _SIZES[1]) for label in labels), default=0) + 2 * _SIDE + 0.02
    column = longest(headings, _HEADS[-1], BOLD) + 2 * _SIDE + 0.02
    left = whole - len(headings) * max(column, _LEAST_COLUMN)
    return max(_LEAST_LABEL * whole, min(wanted, left if left > _LEAST_LABEL * whole else _USUAL_LABEL * whole))


@dataclass(frozen=True)
class _Words:
    """What a row of a matrix says: its label, a text a series, and its words where it has some; its tones."""

    group: str
    texts: tuple[str, ...]
    steps: tuple[int, ...]


def _rows_of(chart: MatrixChart, shown: Sequence[Series]) -> list[_Words]:
    first = chart.series.index(shown[0])
    found = []
    for row in chart.rows:
        marks = row.marks[first : first + len(shown)]
        texts = [said(row.label), *map(_value, marks), *([said(row.quoted)] if chart.is_quotes else [])]
        found.append(_Words(row.group, tuple(texts), tuple(mark.step for mark in marks)))
    return found


def _value(mark: Mark) -> str:
    """What a cell prints: the value, then the counts that stand beside it in lighter type."""
    return said(mark.text) + (f"{_BESIDE}{said(mark.beside)}" if mark.beside else "")


def _within(row: _Words, widths: Sequence[float], tall: float) -> _Words:
    """The row, its texts cut where one would stand higher than a slide."""
    size = _SIZES[-1]
    texts = [
        text if _row_height(text, wide, size) <= tall else cut(text, Area(0, 0, wide - 2 * _SIDE, tall - 0.1), size)
        for text, wide in zip(row.texts, widths, strict=True)
    ]
    return replace(row, texts=tuple(texts))


def _head(chart: MatrixChart, shown: Sequence[Series], widths: Sequence[float], area: Area) -> Row:
    """The names of the series: upright in type at which no word is wider than its column, else turned."""
    glyphs = [f"{series.look.glyph} " if series.look else "" for series in shown]
    labels = [
        label if len(label) <= _LONGEST_HEADING else label[: _LONGEST_HEADING - 1].rstrip() + "…"
        for label in (said(series.heading) for series in shown)
    ]
    available = widths[1] - 2 * _SIDE
    whole = [f"{glyph}{label}" for glyph, label in zip(glyphs, labels, strict=True)]
    upright = (one for one in _HEADS if longest(whole, one, BOLD) <= available)
    size = next(upright, None) if widths[1] >= _NARROWEST else None
    turned = size is None
    size = size or _HEADS[-1]
    corner = said(chart.comparison.category.title)
    cells = [Cell((Run(corner, size, QUIET),), anchor="b")]
    tall = _row_height(corner, widths[0], size)
    for series, glyph, label in zip(shown, glyphs, labels, strict=True):
        if turned:
            label, length = _turned(label, widths[1], size, _TURNED_SHARE * area.height)
            tall = max(tall, length)
        else:
            tall = max(tall, _row_height(f"{glyph}{label}", widths[1], size, BOLD))
        runs = (Run(glyph, size, territory_colour(series.look)),) if glyph else ()
        anchor, align = ("ctr", "l") if turned else ("b", "ctr")
        cells.append(Cell((*runs, Run(label, size, bold=True)), None, align, anchor, turned))
    if chart.comparison.worded and chart.is_quotes:
        cells.append(Cell((Run(said(chart.comparison.worded.title), size, bold=True),), anchor="b"))
    return Row(tuple(cells), tall)


def _turned(label: str, across: float, size: float, most_long: float) -> tuple[str, float]:
    """The label in as many lines as stand side by side in the column, cut where they would be too long, and how long
    they are."""
    most = max(1, int((across - 2 * _ABOVE) / (size * BOLD.own_line / 72)))
    available = max(_SHORTEST_TURNED, *(width(word, size, BOLD) + 0.01 for word in label.split(" ")))
    while len(broken(label, available, size, BOLD).split("\n")) > most and available < most_long:
        available += 0.1
    shown = broken(label, available, size, BOLD).split("\n")
    if len(shown) > most:
        shown = [*shown[: most - 1], shown[most - 1].rstrip("… ")[:-1] + "…"]
    return "\n".join(shown), max(width(line, size, BOLD) for line in shown) + 2 * _SIDE + 0.1


def _highest(texts: Sequence[str], widths: Sequence[float], size: float) -> float:
    return max(_row_height(text, wide, size) for text, wide in zip(texts, widths, strict=True))


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


def _row_height(text: str, across: float, size: float, setting: Setting = TEXT) -> float:
    return height(text, across - 2 * _SIDE, size, setting) + 2 * _ABOVE + 0.01
