"""XLSX: figures with a native chart, the actions behind, and what must be known to read and to cite them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.choice import EVERYTHING
from dashboard.charts.model import MatrixChart, chart_of
from dashboard.comparisons.core import SPANS, Comparison
from dashboard.dossier import views
from dashboard.dossier.assembled import MOST_BEHIND, Context, Gathered, Made, Opening, title_of
from dashboard.exports.core import citation, filters_said, full_citation
from dashboard.exports.dossier_parts import left_out
from dashboard.exports.tidy import clean, is_formula, is_missing, joined, readme
from dashboard.exports.xlsx import charts, grants
from dashboard.exports.xlsx.columns import NUMBER, TEXT, Column, columns
from dashboard.exports.xlsx.worksheets import NUMBERS, Book, printable
from dashboard.look.formats import count, listed, period
from dashboard.look.palette import LIGHT

_ACTIONS = (
    ("Territoire", "territory", 15),
    ("Titre", "title", 42),
    ("Thème", "theme", 20),
    ("Engagement", "engagement_label", 14),
    ("Financeurs", "funders", 18),
    ("Financeurs envisagés", "envisaged_funders", 16),
    ("Signataires", "signatories", 18),
    ("Partenaires", "partners", 18),
    ("Dispositifs", "schemes", 16),
    ("Dispositifs du document entier", "document_schemes", 13),
    ("Période", "period", 12),
    ("Première ligne", "first_line", 10),
    ("Dernière ligne", "last_line", 10),
)
# Those that stand on screen alone: on paper they would make all letters too small.
_ON_SCREEN = (
    ("Tous ses thèmes", "themes", 36),
    ("Nature", "nature_label", 22),
    ("Document", "document", 44),
    ("Date du document", "date_label", 22),
    ("Identifiant", "action_id", 24),
)
_HEADINGS_ON_SCREEN = [f"« {heading} »" for heading, _, _ in _ON_SCREEN]
# The contents of a dossier: heading and width.
_CONTENTS = {
    "N°": 6,
    "Titre": 50,
    "Question": 40,
    "Réponse": 60,
    "Note": 60,
    "Ce qui s’est dit": 60,
    "Filtres": 36,
    "Actions": 10,
}
_OPENING = {"Partie": 26, "Texte": 110}
_README_WIDTHS = (26, 110)
_NAME_LENGTH = 31


def make(comparison: Comparison, context: Context) -> bytes:
    """« Figures », « Actions » and « Lisez-moi » of one view."""
    book = Book(title_of(comparison, context), context.made_on)
    _figures(book, "Figures", comparison, context)
    if len(context.actions) or comparison.counted == "actions":
        _actions(book, context.actions, is_cut=context.left_out > 0)
    grants.sheet(book, [context.grants])
    _readme(book, [(comparison, context)])
    return book.close()


def workbook(gathered: Gathered) -> bytes:
    """A dossier: a contents sheet, a sheet of figures each, the actions behind any of them, one « Lisez-moi »."""
    book = Book(gathered.title, gathered.made_on)
    names = [sheet_name(number, comparison) for number, (comparison, _) in enumerate(gathered.entries, 1)]
    _contents(book, gathered, names)
    if gathered.opening:
        _opening(book, gathered.opening)
    for name, (comparison, context) in zip(names, gathered.entries, strict=True):
        _figures(book, name, comparison, context)
    every, numbers = _together([context.actions for _, context in gathered.entries])
    is_cut = len(every) > MOST_BEHIND or any(context.left_out for _, context in gathered.entries)
    _actions(book, every.head(MOST_BEHIND), numbers, is_cut)
    grants.sheet(book, [context.grants for _, context in gathered.entries])
    _readme(book, gathered.entries, _of_dossier(gathered))
    return book.close()


def sheet_name(number: int, comparison: Comparison) -> str:
    """« 3 Thèmes par territoire »: unique by its number, valid, at most 31 characters."""
    try:
        label = views.label_of(comparison.key)
    except views.ViewUnknown:
        # A comparison that no page shows has its key for a name.
        label = comparison.key.replace("-", " ")
    plain = re.sub(r"[\[\]:*?/\\']", " ", clean(label)).replace("\n", " ")
    return f"{number} {plain}"[:_NAME_LENGTH].strip()


def _contents(book: Book, gathered: Gathered, names: Sequence[str]) -> None:
    header = 3
    sheet = book.add("Sommaire", header)
    book.text(sheet, 0, 0, gathered.title, bold=True, font_size=16)
    sheet.set_row(0, 24)
    versions = f"données {gathered.data_version} du {gathered.data_date} · export du {gathered.made_on:%d/%m/%Y}"
    under = f"En regard, {count(len(names), 'vue')} · {versions}"
    book.text(sheet, 1, 0, under, font_color=LIGHT.quiet)
    widths = printable(list(_CONTENTS.values()))
    book.header(sheet, header, list(_CONTENTS), widths, {len(_CONTENTS) - 1})
    sheet.freeze_panes(header + 1, 2)
    linked = book.format(font_color=LIGHT.accent, underline=1)
    for number, (name, (comparison, context)) in enumerate(zip(names, gathered.entries, strict=True), 1):
        row = header + number
        sheet.write_url(row, 0, f"internal:'{name}'!A1", linked, str(number))
        said = (title_of(comparison, context), comparison.question, comparison.finding)
        texts = (*said, context.note, context.remarks, filters_said(comparison, context))
        for at, text in enumerate(texts, 1):
            book.text(sheet, row, at, text, text_wrap=True)
        book.fit(sheet, row, texts, widths[1:])
        behind = len(context.actions) + context.left_out
        sheet.write_number(row, len(texts) + 1, behind, book.format(num_format=NUMBERS[NUMBER]))


def _opening(book: Book, opening: Sequence[Opening]) -> None:
    """What stands before the views, a row a paragraph."""
    sheet = book.add("Avant les vues", 0)
    widths = printable(list(_OPENING.values()))
    book.header(sheet, 0, list(_OPENING), widths, set())
    row = 1
    for one in opening:
        for text in one.paragraphs:
            book.text(sheet, row, 0, one.heading, text_wrap=True)
            book.text(sheet, row, 1, text, text_wrap=True)
            book.fit(sheet, row, [one.heading, text], widths)
            row += 1
    sheet.freeze_panes(1, 1)


def _of_dossier(gathered: Gathered) -> Mapping[str, list[str]]:
    return {
        "Dossier": [gathered.title],
        "Données": [f"En regard, version {gathered.data_version} du {gathered.data_date}"],
        "Grille de codage": [gathered.codebook_version],
        "Citation": [full_citation(gathered)],
        "Fait le": [f"{gathered.made_on:%d/%m/%Y}"],
    }


def _figures(book: Book, name: str, comparison: Comparison, context: Context) -> None:
    # Periods are drawn line for line beside their table.
    chart = chart_of(comparison, EVERYTHING if comparison.mark == SPANS else None)
    finding = [(comparison.finding, {"bold": True})] if context.heading else []
    above: list[tuple[str, dict[str, Any]]] = [
        (title_of(comparison, context), {"bold": True, "font_size": 14}),
        *finding,
        (comparison.subtitle, {"font_color": LIGHT.quiet}),
        (filters_said(comparison, context), {"font_color": LIGHT.quiet, "italic": True}),
        *((f"Graphique : {note}", {"font_color": LIGHT.quiet}) for note in chart.choice.notes),
    ]
    header = len(above) + 1
    sheet = book.add(name, header)
    found = columns(comparison)
    rows = len(found[0].cells)
    widths = printable([column.width for column in found])
    for row, (text, look) in enumerate(above):
        book.across(sheet, row, widths, text, **look)
    numeric = {at for at, column in enumerate(found) if column.kind != TEXT}
    book.header(sheet, header, [column.heading for column in found], widths, numeric)
    for at, column in enumerate(found):
        _column(book, sheet, header + 1, at, column)
    texts = [column for column in found if column.kind == TEXT]
    text_widths = [width for column, width in zip(found, widths, strict=True) if column.kind == TEXT]
    for row in range(rows):
        book.fit(sheet, header + 1 + row, [column.cells[row] for column in texts], text_widths)
    if any(column.totals for column in found):
        for at, title in enumerate((comparison.total_title, "Toutes les actions du document"), header + rows + 2):
            book.text(sheet, at, 0, title, text_wrap=True, italic=True, font_color=LIGHT.quiet)
            book.fit(sheet, at, [title], widths)
    if not rows or comparison.is_empty:
        book.text(sheet, header + rows + 4, 0, comparison.empty, italic=True)
    sheet.autofilter(header, 0, header + rows, len(found) - 1)
    sheet.freeze_panes(header + 1, 1)
    if isinstance(chart, MatrixChart) and rows:
        drawn = [at for at, column in enumerate(found) if column.series is not None]
        scale = {"min_type": "num", "min_value": 0, "min_color": "#FFFFFF", "max_color": LIGHT.sequential[3]}
        if drawn:
            area = (header + 1, drawn[0], header + rows, drawn[-1])
            sheet.conditional_format(*area, {"type": "2_color_scale", **scale})
    if not comparison.is_empty:
        under = header + rows + 5
        charts.add(book.book, sheet, chart, found, header, under, book.left(sheet, under, widths, charts.LOWEST))


def _column(book: Book, sheet: Worksheet, first: int, at: int, column: Column) -> None:
    if column.kind == TEXT:
        for row, text in enumerate(column.cells, first):
            # Apart from the figures of the column before.
            book.text(sheet, row, at, text, text_wrap=True, indent=int(at > 0))
        return
    look = book.format(num_format=NUMBERS[column.kind])
    for row, number in enumerate(column.cells, first):
        if not is_missing(number):
            sheet.write_number(row, at, float(number), look)
    foot = book.format(num_format=NUMBERS[NUMBER], italic=True, font_color=LIGHT.quiet)
    for row, total in enumerate(column.totals or (), first + len(column.cells) + 1):
        sheet.write_number(row, at, total, foot)


def _actions(book: Book, actions: pd.DataFrame, views: dict[str, str] | None = None, is_cut: bool = False) -> None:
    """The actions behind the figures; under them, where others are left out, that they are."""
    sheet = book.add("Actions", 0)
    printed = ([("Vues", "views", 12)] if views is not None else []) + list(_ACTIONS)
    shown = [*printed, *_ON_SCREEN]
    widths = [*printable([width for _, _, width in printed]), *(width for _, _, width in _ON_SCREEN)]
    book.header(sheet, 0, [heading for heading, _, _ in shown], widths, printed=len(printed))
    sheet.print_area(0, 0, len(actions), len(printed) - 1)
    wrapped, plain = book.format(text_wrap=True, indent=1), book.format()
    texts: list[list[str]] = [[""] * len(shown) for _ in range(len(actions))]
    for at, (_, field, _) in enumerate(shown):
        for row, value in enumerate(_field(actions, field, views or {}), 1):
            if isinstance(value, int):
                sheet.write_number(row, at, value, plain)
            elif value:
                texts[row - 1][at] = text = joined(value)
                if is_formula(text):
                    book.text(sheet, row, at, text, text_wrap=True, indent=1)
                else:
                    sheet.write_string(row, at, text, wrapped)
    for row, of_row in enumerate(texts, 1):
        book.fit(sheet, row, of_row, widths)
    sheet.autofilter(0, 0, len(actions), len(shown) - 1)
    sheet.freeze_panes(1, 2)
    if is_cut:
        # A row of the table would be sorted and counted with it.
        book.text(sheet, len(actions) + 2, 0, left_out(len(actions)), italic=True, font_color=LIGHT.quiet)


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


def _readme(book: Book, entries: Sequence[Made], above: Mapping[str, list[str]] | None = None) -> None:
    """`above` is said of the whole dossier, before its views."""
    sheet = book.add("Lisez-moi")
    for at, width in enumerate(_README_WIDTHS):
        sheet.set_column(at, at, width)
    row = _told(book, sheet, 0, above) + 1 if above else 0
    for number, (comparison, context) in enumerate(entries, 1):
        if above:
            book.text(sheet, row, 0, f"Vue {number}", bold=True, font_size=14)
            sheet.set_row(row, 21)
            row += 1
        row = _told(book, sheet, row, _of_view(comparison, context))
        book.text(sheet, row, 0, "Lien", bold=True, font_color=LIGHT.accent)
        book.link(sheet, row, 1, context.permalink)
        row += 2


def _of_view(comparison: Comparison, context: Context) -> Mapping[str, list[str]]:
    meanings = {column.heading: column.meaning for column in columns(comparison)}
    own = {"Titre": context.heading, "Note": context.note, "Ce qui s’est dit": context.remarks}
    return {
        **{heading: [text] for heading, text in own.items() if text.strip()},
        **readme(comparison),
        "Filtres": [filters_said(comparison, context)],
        **({"Actions tenues": [left_out(len(context.actions))]} if context.left_out else {}),
        "Impression": [f"La feuille Actions garde à l’écran ses dernières colonnes : {listed(_HEADINGS_ON_SCREEN)}."],
        "Colonnes": [f"« {heading} » : {meaning}" for heading, meaning in meanings.items()],
        "Citation": [citation(comparison, context)],
        "Fait le": [f"{context.made_on:%d/%m/%Y}"],
    }


def _told(book: Book, sheet: Worksheet, row: int, said: Mapping[str, list[str]]) -> int:
    """Texts under their headings, from this row on; gives the first row after them."""
    for heading, texts in said.items():
        for at, text in enumerate(texts):
            if not at:
                book.text(sheet, row, 0, heading, bold=True, font_color=LIGHT.accent)
            book.text(sheet, row, 1, text, text_wrap=True)
            book.fit(sheet, row, [clean(text)], _README_WIDTHS[1:])
            row += 1
    return row
