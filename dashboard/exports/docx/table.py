"""Tables of a Word document: real ones, whose headings are repeated on every page and whose rows are never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as Written
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dashboard.charts.model import MatrixChart
from dashboard.exports.docx.base import CELL, CELL_HEAD, CELL_NUMBER, CELL_ON_DARK, MATRIX_TABLE, TABLE, TEXT_WIDTH
from dashboard.exports.docx.text import said
from dashboard.exports.tidy import clean
from dashboard.look.palette import LIGHT, tone

_TWIPS = 566.929
# Columns of a matrix that a page holds, and that hold a share and its count on a line; letters of a cell that a line
# of A4 holds.
MOST_COLUMNS, _ON_ONE_LINE, _LETTERS, _SIDES, _LONGEST = 8, 4, 104, 2.5, 40


@dataclass(frozen=True)
class Cell:
    """A cell: its lines, its style, its ground (`#RRGGBB`), how many columns it covers."""

    text: str
    style: str = CELL
    ground: str = ""
    span: int = 1


def place(
    document: Written,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    description: str,
    look: str = TABLE,
) -> None:
    """Put a table at the end of the document; `widths` are parts of the width of the text."""
    whole = round(TEXT_WIDTH * _TWIPS)
    grid = [round(whole * width / sum(widths)) for width in widths]
    styles = {style.name: style.style_id for style in document.styles}
    heads = [Cell(text, CELL_HEAD) for text in head]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    lines = [_row(heads, grid, styles, is_head=True), *(_row(row, grid, styles) for row in rows)]
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val={quoteattr(styles[look])}/>"
        f'<w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblDescription w:val={quoteattr(said(description))}/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )
    document.element.body.insert_element_before(table, "w:sectPr")


def _row(cells: Sequence[Cell], grid: Sequence[int], styles: dict[str, str], is_head: bool = False) -> str:
    made, at = [], 0
    for cell in cells:
        width = sum(grid[at : at + cell.span])
        at += cell.span
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.ground.removeprefix("#")}"/>' if cell.ground else ""
        lines = "<w:r><w:br/></w:r>".join(
            f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in said(cell.text).split("\n")
        )
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f"<w:p><w:pPr><w:pStyle w:val={quoteattr(styles[cell.style])}/></w:pPr>{lines}</w:p></w:tc>"
        )
    header = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(made)}</w:tr>"


def matrix(document: Written, chart: MatrixChart, description: str) -> None:
    """A matrix as shaded tables of so many columns as a page holds; a share has the counts that make it beside it."""
    for first in range(0, len(chart.series), MOST_COLUMNS):
        _part(document, chart, slice(first, first + MOST_COLUMNS), description)


def _part(document: Written, chart: MatrixChart, shown: slice, description: str) -> None:
    """The table of these columns."""
    headings = [series.heading for series in chart.series[shown]]
    rows, group = [], ""
    between = " · " if len(headings) <= _ON_ONE_LINE else "\n"
    for row in chart.rows:
        if row.group != group:
            group = row.group
            rows.append([Cell(group, CELL_HEAD, span=len(headings) + 1)])
        # Where cells hold signs, a second table says them, and what else a row has.
        more = [] if chart.comparison.spoken else [clean(text) for text in row.facts.values()]
        cells = [Cell("\n".join(dict.fromkeys(filter(None, [row.label, *more]))))]
        for mark in row.marks[shown]:
            ground, ink = tone(mark.step, LIGHT)
            beside = mark.beside if chart.comparison.beside else mark.counts
            text = f"{mark.text}{between}{beside}" if beside else mark.text
            style = CELL_ON_DARK if ink == LIGHT.on_dark_cell else CELL_NUMBER
            cells.append(Cell(text, style, "" if ground == LIGHT.ground else ground))
        rows.append(cells)
    place(
        document,
        [chart.comparison.category.title, *headings],
        rows,
        [1.9, *[1.0] * len(headings)] if len(headings) > 5 else [1.5, *[1.0] * len(headings)],
        description,
        MATRIX_TABLE,
    )


def plain(document: Written, texts: Sequence[Sequence[str]], description: str) -> None:
    """A table of texts, its first row being the headings."""
    head, *rows = texts
    columns = [[str(row[at]) for row in texts] for at in range(len(head))]
    place(document, head, [[Cell(text) for text in row] for row in rows], _widths(columns), description)


def _widths(columns: Sequence[Sequence[str]]) -> list[float]:
    """Room for the longest word of each column, and what is left shared out among those with more to say."""
    words = [max((len(word) for text in texts for word in text.split(" ")), default=1) for texts in columns]
    least = [_SIDES + 1.1 * longest for longest in words]
    wanted = [
        max(0.0, _SIDES + min(max(map(len, texts)), _LONGEST) - own) for texts, own in zip(columns, least, strict=True)
    ]
    left = max(0.0, _LETTERS - sum(least))
    return [own + left * want / (sum(wanted) or 1) for own, want in zip(least, wanted, strict=True)]
