"""A workbook being written: its looks, its texts that cannot run, its sheets ready to be printed."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.tidy import clean, is_formula, is_web
from dashboard.exports.xlsx.columns import FINE_MONEY, FINE_PART, LENGTH, MONEY, NUMBER, PART, YEAR
from dashboard.look.palette import LIGHT

# Excel shows the separators of the reader's own country: `#,##0` is « 1 234 » in a French one.
NUMBERS = {
    PART: '0"\u202f"%;-0"\u202f"%;"–"',
    FINE_PART: '0.0"\u202f"%;-0.0"\u202f"%;"–"',
    NUMBER: '#,##0;-#,##0;"–"',
    MONEY: '#,##0"\u202f€"',
    FINE_MONEY: '#,##0.0"\u202f€"',
    YEAR: "0",
    LENGTH: "#,##0.0",
}
# Height of a line in points, the highest that a row can be, and how many letters stand on a unit of width.
_LINE, _HIGHEST, _FILLED = 15, 405, 1.05
_SIZE = 11
_LONGEST_SHOWN = 255
# Papers, by their number in Excel, on their side: how many pixels of columns stand on one when letters of 11 points are
# printed at 8. A column takes so many pixels a letter, in the widest font that stands in for Excel's, and some beside.
_A4, _A3 = 9, 8
_ON_PAPER = {_A4: 1280, _A3: 1860}
_LETTER, _BESIDE = 9, 5
# What a printed page holds at its full size, in pixels across and down, margins and foot left out.
_PAGES = {_A4: (1020, 640), _A3: (1480, 960)}
_POINTS_A_PIXEL = 0.75
# What no column is narrowed below.
_NARROW = 9
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Book:
    """A workbook being written: its formats are made once."""

    def __init__(self, title: str, made_on: datetime.date) -> None:
        self.bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.bytes, _OPTIONS)
        made = datetime.datetime.combine(made_on, datetime.time())
        self.book.set_properties({"title": clean(title)[:255], "author": "En regard", "created": made})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._heights: dict[str, dict[int, float]] = {}

    def format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"valign": "top", **properties})
        return self._formats[key]

    def text(self, sheet: Worksheet, row: int, column: int, text: Any, **properties: Any) -> None:
        """A text, never more: marked as such where typing it again would make a formula of it."""
        shown = clean(text)
        if is_formula(shown):
            properties["quote_prefix"] = True
        sheet.write_string(row, column, shown, self.format(**properties))

    def across(self, sheet: Worksheet, row: int, widths: Sequence[float], text: str, **properties: Any) -> None:
        """A text over all columns of a table, in as many lines as it takes: what ran on beyond would widen the page."""
        look = {"text_wrap": True, **properties}
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", self.format(**look))
        self.text(sheet, row, 0, text, **look)
        size = properties.get("font_size", _SIZE)
        lines = _lines(clean(text), sum(widths) * _SIZE / size)
        self._set_height(sheet, row, min(_HIGHEST, _LINE * lines * size / _SIZE))

    def header(
        self,
        sheet: Worksheet,
        row: int,
        headings: Sequence[str],
        widths: Sequence[float],
        numeric: Collection[int] = (),
        printed: int | None = None,
    ) -> None:
        """The headings of a table, whose columns get these widths, on a paper for those that are printed (all, or the
        first so many); those of numbers stand above their figures."""
        look = {"bold": True, "text_wrap": True, "bg_color": LIGHT.sequential[0], "bottom": 1}
        for at, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(at, at, width)
            self.text(sheet, row, at, heading, **look, **({"align": "right"} if at in numeric else {}))
        # The sign of the filter stands on the last line.
        self.fit(sheet, row, [f"{heading}\n" for heading in headings], widths)
        sheet.set_paper(_paper(widths[:printed]))

    def fit(self, sheet: Worksheet, row: int, texts: Iterable[str], widths: Iterable[float]) -> None:
        """The row as high as its wrapped texts want: Excel would find it, other programs do not."""
        lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=False)), default=1)
        if lines > 1:
            self._set_height(sheet, row, min(_HIGHEST, _LINE * lines))

    def _set_height(self, sheet: Worksheet, row: int, height: float) -> None:
        sheet.set_row(row, height)
        self._heights.setdefault(sheet.get_name(), {})[row] = height

    def left(self, sheet: Worksheet, row: int, widths: Sequence[float], least: float) -> float:
        """What is left of the printed page under this row, in pixels, on a sheet of these columns: of a larger paper
        where the own one would leave less than `least`; nothing where a page ends before."""
        own = self._heights.get(sheet.get_name(), {})
        used = sum(own.get(at, _LINE) for at in range(row)) / _POINTS_A_PIXEL

        def under(paper: int) -> float:
            across, down = _PAGES[paper]
            return max(0.0, down * max(1.0, _pixels(widths) / across) - used)

        paper = _paper(widths)
        if under(paper) < least <= under(_A3):
            sheet.set_paper(paper := _A3)
        return under(paper)

    def link(self, sheet: Worksheet, row: int, column: int, address: str) -> None:
        """An address that can be followed where it is one of the web, else a text."""
        plain = clean(address).replace("\n", "")
        if is_web(plain):
            look = self.format(font_color=LIGHT.accent, underline=1)
            sheet.write_url(row, column, plain, look, plain if len(plain) < _LONGEST_SHOWN else "Ouvrir la vue")
        else:
            self.text(sheet, row, column, plain, text_wrap=True)

    def add(self, name: str, header: int | None = None) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&11En regard&C&11&A&R&11&P / &N", {"scale_with_doc": False})
        if header is not None:
            sheet.repeat_rows(header)
        return sheet

    def close(self) -> bytes:
        self.book.close()
        return self.bytes.getvalue()


def printable(widths: Sequence[float]) -> list[float]:
    """Widths with which a sheet is legible on one page across: wide columns are narrowed where it would not be."""
    available = _ON_PAPER[_A3] - _BESIDE * len(widths)
    narrow = sum(min(width, _NARROW) for width in widths)
    wide = sum(max(0.0, width - _NARROW) for width in widths)
    share = min(1.0, max(0.0, available / _LETTER - narrow) / wide) if wide else 1.0
    return [min(width, _NARROW) + share * max(0.0, width - _NARROW) for width in widths]


def _paper(widths: Sequence[float]) -> int:
    return _A4 if _pixels(widths) <= _ON_PAPER[_A4] else _A3


def _pixels(widths: Sequence[float]) -> float:
    return sum(_LETTER * width + _BESIDE for width in widths)


def _lines(text: str, width: float) -> int:
    """About how many lines the text takes in a column."""
    available = max(1.0, width * _FILLED)
    if len(text) <= available and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(len(line) / available)) for line in text.split("\n"))
