"""XLSX: figures with a native chart, the actions behind, and what must be known to read and to cite them."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.comparisons.core import MATRIX, Comparison
from dashboard.exports import sheet_charts
from dashboard.exports.core import Context, citation
from dashboard.exports.sheet_columns import FINE_PART, LENGTH, MONEY, NUMBER, PART, TEXT, YEAR, Column, columns
from dashboard.exports.tidy import clean, is_formula, is_missing, joined, readme
from dashboard.formats import period
from dashboard.style import LIGHT

# Excel shows the separators of the reader's own country: `#,##0` is « 1 234 » in a French one.
_NUMBERS = {
    PART: '0"\u202f"%;-0"\u202f"%;"–"',
    FINE_PART: '0.0"\u202f"%;-0.0"\u202f"%;"–"',
    NUMBER: '#,##0;-#,##0;"–"',
    MONEY: '#,##0"\u202f€"',
    YEAR: "0",
    LENGTH: "#,##0.0",
}
_ACTIONS = (
    ("Territoire", "territory", 22),
    ("Titre", "title", 60),
    ("Thème", "theme", 30),
    ("Tous ses thèmes", "themes", 36),
    ("Engagement", "engagement_label", 15),
    ("Nature", "nature_label", 22),
    ("Financeurs", "funders", 32),
    ("Partenaires", "partners", 32),
    ("Dispositifs", "schemes", 32),
    ("Période", "period", 14),
    ("Document", "document", 44),
    ("Date du document", "date_label", 22),
    ("Première ligne", "first_line", 10),
    ("Dernière ligne", "last_line", 10),
    ("Identifiant", "action_id", 24),
)
_A4, _NAME_LENGTH, _LONGEST_LINK = 9, 31, 2000
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class _Book:
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

    def header(self, sheet: Worksheet, row: int, headings: Iterable[str]) -> None:
        look = {"bold": True, "text_wrap": True, "bg_color": LIGHT.sequential[0], "bottom": 1}
        for at, heading in enumerate(headings):
            self.text(sheet, row, at, heading, **look)

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


def make(comparison: Comparison, context: Context) -> bytes:
    """« Figures », « Actions » and « Lisez-moi » of one view."""
    book = _Book(comparison.finding, context.made_on)
    _figures(book, "Figures", comparison, context)
    _actions(book, context.actions)
    _readme(book, [(comparison, context)])
    return book.close()


def workbook(entries: Sequence[tuple[Comparison, Context]]) -> bytes:
    """Several views: a contents sheet, a sheet of figures each, the actions behind any of them, one « Lisez-moi »."""
    made_on = max((context.made_on for _, context in entries), default=datetime.date(2000, 1, 1))
    book = _Book("En regard : dossier", made_on)
    contents = book.add("Sommaire", 2)
    book.text(contents, 0, 0, "Sommaire", bold=True, font_size=16)
    book.header(contents, 2, ("N°", "Question", "Réponse", "Filtres", "Actions"))
    for at, width in enumerate((6, 50, 80, 40, 10)):
        contents.set_column(at, at, width)
    contents.freeze_panes(3, 0)
    names = [sheet_name(number, comparison) for number, (comparison, _) in enumerate(entries, 1)]
    for number, (name, (comparison, context)) in enumerate(zip(names, entries, strict=True), 1):
        row, link = number + 2, book.format(font_color=LIGHT.accent, underline=1)
        contents.write_url(row, 0, f"internal:'{name}'!A1", link, str(number))
        for at, text in enumerate((comparison.question, comparison.finding, context.filters or "Aucun filtre"), 1):
            book.text(contents, row, at, text, text_wrap=True)
        contents.write_number(row, 4, len(context.actions), book.format(num_format=_NUMBERS[NUMBER]))
        _figures(book, name, comparison, context)
    _actions(book, *_together([context.actions for _, context in entries]))
    _readme(book, entries)
    return book.close()


def sheet_name(number: int, comparison: Comparison) -> str:
    """« 3 themes par territoire »: unique by its number, valid, at most 31 characters."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", clean(comparison.key)).replace("-", " ").replace("\n", " ")
    return f"{number} {plain}"[:_NAME_LENGTH].strip()


def _figures(book: _Book, name: str, comparison: Comparison, context: Context) -> None:
    header = 4
    sheet = book.add(name, header)
    book.text(sheet, 0, 0, comparison.finding, bold=True, font_size=14)
    book.text(sheet, 1, 0, comparison.subtitle, font_color=LIGHT.quiet)
    book.text(sheet, 2, 0, context.filters or "Aucun filtre.", font_color=LIGHT.quiet, italic=True)
    found = columns(comparison)
    rows = len(found[0].cells)
    book.header(sheet, header, [column.heading for column in found])
    sheet.set_row(header, 48)
    for at, column in enumerate(found):
        sheet.set_column(at, at, column.width)
        _column(book, sheet, header + 1, at, column)
    if any(column.foot is not None for column in found):
        book.text(sheet, header + rows + 2, 0, "Toutes les actions du document", italic=True, font_color=LIGHT.quiet)
    if not rows or comparison.is_empty:
        book.text(sheet, header + rows + 3, 0, comparison.empty, italic=True)
    sheet.autofilter(header, 0, header + rows, len(found) - 1)
    sheet.freeze_panes(header + 1, 1)
    if comparison.mark == MATRIX and rows:
        drawn = [at for at, column in enumerate(found) if column.series is not None]
        scale = {"min_type": "num", "min_value": 0, "min_color": "#FFFFFF", "max_color": LIGHT.sequential[3]}
        area = (header + 1, drawn[0], header + rows, drawn[-1])
        sheet.conditional_format(*area, {"type": "2_color_scale", **scale})
    if not comparison.is_empty:
        sheet_charts.add(book.book, sheet, comparison, found, header)


def _column(book: _Book, sheet: Worksheet, first: int, at: int, column: Column) -> None:
    if column.kind == TEXT:
        for row, text in enumerate(column.cells, first):
            book.text(sheet, row, at, text, text_wrap=True)
        return
    look = book.format(num_format=_NUMBERS[column.kind])
    for row, number in enumerate(column.cells, first):
        if not is_missing(number):
            sheet.write_number(row, at, float(number), look)
    if column.foot is not None:
        foot = book.format(num_format=_NUMBERS[NUMBER], italic=True, font_color=LIGHT.quiet)
        sheet.write_number(first + len(column.cells) + 1, at, column.foot, foot)


def _actions(book: _Book, actions: pd.DataFrame, views: dict[str, str] | None = None) -> None:
    sheet = book.add("Actions", 0)
    shown = ([("Vues", "views", 10)] if views is not None else []) + list(_ACTIONS)
    book.header(sheet, 0, [heading for heading, _, _ in shown])
    wrapped, plain = book.format(text_wrap=True), book.format()
    for at, (_, field, width) in enumerate(shown):
        sheet.set_column(at, at, width)
        for row, value in enumerate(_field(actions, field, views or {}), 1):
            if isinstance(value, int):
                sheet.write_number(row, at, value, plain)
            elif value:
                text = joined(value)
                if is_formula(text):
                    book.text(sheet, row, at, text, text_wrap=True)
                else:
                    sheet.write_string(row, at, text, wrapped)
    sheet.autofilter(0, 0, len(actions), len(shown) - 1)
    sheet.freeze_panes(1, 2)


def _field(actions: pd.DataFrame, field: str, views: dict[str, str]) -> list[Any]:
    if field == "period":
        if "period_start" not in actions:
            return []
        return [period(*both) for both in zip(actions["period_start"], actions["period_end"], strict=True)]
    if field == "views":
        return [views[str(one)] for one in actions["action_id"]] if "action_id" in actions else []
    if field not in actions:
        return []
    values = [None if is_missing(value) else value for value in actions[field].tolist()]
    # Lists come as arrays, which have no truth of their own.
    return [value.tolist() if isinstance(value, np.ndarray) else value for value in values]


def _together(frames: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The actions of several views, each once, and the numbers of the views that hold it."""
    views: dict[str, list[str]] = {}
    for number, frame in enumerate(frames, 1):
        for action_id in frame.get("action_id", ()):
            views.setdefault(str(action_id), []).append(str(number))
    held = [frame for frame in frames if len(frame)]
    every = pd.concat(held).drop_duplicates("action_id") if held else pd.DataFrame()
    return every, {action_id: " ; ".join(numbers) for action_id, numbers in views.items()}


def _readme(book: _Book, entries: Sequence[tuple[Comparison, Context]]) -> None:
    sheet = book.add("Lisez-moi")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    row = 0
    for number, (comparison, context) in enumerate(entries, 1):
        if len(entries) > 1:
            book.text(sheet, row, 0, f"Vue {number}", bold=True, font_size=14)
            row += 1
        meanings = {column.heading: column.meaning for column in columns(comparison)}
        said = {
            **readme(comparison),
            "Filtres": [context.filters or "Aucun filtre."],
            "Colonnes": [f"« {heading} » : {meaning}" for heading, meaning in meanings.items()],
            "Citation": [citation(comparison, context)],
            "Fait le": [f"{context.made_on:%d/%m/%Y}"],
        }
        for heading, texts in said.items():
            for at, text in enumerate(texts):
                if not at:
                    book.text(sheet, row, 0, heading, bold=True, font_color=LIGHT.accent)
                book.text(sheet, row, 1, text, text_wrap=True)
                row += 1
        book.text(sheet, row, 0, "Lien", bold=True, font_color=LIGHT.accent)
        link = clean(context.permalink).replace("\n", "")
        if link.startswith(("https://", "http://")) and len(link) < _LONGEST_LINK:
            look = book.format(font_color=LIGHT.accent, underline=1)
            sheet.write_url(row, 1, link, look, link if len(link) < 255 else "Ouvrir la vue")
        else:
            book.text(sheet, row, 1, link, text_wrap=True)
        row += 2
