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

from dashboard.exports.sheet_columns import FINE_PART, LENGTH, MONEY, NUMBER, PART, YEAR
from dashboard.exports.tidy import clean, is_formula, is_web
from dashboard.style import LIGHT

# Excel shows the separators of the reader's own country: `#,##0` is « 1 234 » in a French one.
NUMBERS = {
    PART: '0"\u202f"%;-0"\u202f"%;"–"',
    FINE_PART: '0.0"\u202f"%;-0.0"\u202f"%;"–"',
    NUMBER: '#,##0;-#,##0;"–"',
    MONEY: '#,##0"\u202f€"',
    YEAR: "0",
    LENGTH: "#,##0.0",
}
# Height of a line in points, the highest that a row can be, and how many letters stand on a unit of width.
_LINE, _HIGHEST, _FILLED = 15, 405, 1.05
_LONGEST_SHOWN = 255
_A4 = 9
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Book:
    """A workbook being written: its formats are made once."""

    def __init__(self, title: str, made_on: datetime.date) -> None:
        self.bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.bytes, _OPTIONS)
        made = datetime.datetime.combine(made_on, datetime.time())
        self.book.set_properties({"title": clean(title)[:255], "author": "En regard", "created": made})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

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

    def header(
        self,
        sheet: Worksheet,
        row: int,
        headings: Sequence[str],
        widths: Sequence[float],
        numeric: Collection[int] = (),
    ) -> None:
        """The headings of a table, whose columns get these widths; those of numbers stand above their figures."""
        look = {"bold": True, "text_wrap": True, "bg_color": LIGHT.sequential[0], "bottom": 1}
        for at, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(at, at, width)
            self.text(sheet, row, at, heading, **look, **({"align": "right"} if at in numeric else {}))
        # The sign of the filter stands on the last line.
        self.fit(sheet, row, [f"{heading}\n" for heading in headings], widths)

    def fit(self, sheet: Worksheet, row: int, texts: Iterable[str], widths: Iterable[float]) -> None:
        """The row as high as its wrapped texts want: Excel would find it, other programs do not."""
        lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=False)), default=1)
        if lines > 1:
            sheet.set_row(row, min(_HIGHEST, _LINE * lines))

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
        sheet.set_footer("&L&9En regard&C&9&A&R&9&P / &N")
        if header is not None:
            sheet.repeat_rows(header)
        return sheet

    def close(self) -> bytes:
        self.book.close()
        return self.bytes.getvalue()


def _lines(text: str, width: float) -> int:
    """About how many lines the text takes in a column."""
    room = max(1.0, width * _FILLED)
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))
