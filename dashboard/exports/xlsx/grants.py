"""The grants behind the figures as a sheet: a row each, with its list and line."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.comparisons.grant_parts import THEME_ORIGINS
from dashboard.exports.tidy import clean, is_formula, is_missing
from dashboard.exports.xlsx.columns import MONEY, YEAR
from dashboard.exports.xlsx.worksheets import NUMBERS, Book, printable

_COLUMNS = (
    ("Territoire", "territory", 16),
    ("Bénéficiaire", "beneficiary", 28),
    ("Intitulé", "title", 44),
    ("Qui accorde", "funder", 12),
    ("Dotation", "programme", 12),
    ("Mesure", "measure", 24),
    ("Année", "year", 8),
    ("Montant accordé", "eur", 15),
    ("Coût hors taxes", "cost", 15),
    ("Thème", "theme", 24),
    ("Origine du thème", "theme_origin", 16),
    ("SIREN", "siren", 11),
    ("INSEE", "insee", 8),
    ("Liste", "source", 30),
    ("Ligne", "line", 9),
)
_FORMATS = {"eur": MONEY, "cost": MONEY, "year": YEAR, "line": YEAR}


def sheet(book: Book, frames: Sequence[pd.DataFrame]) -> None:
    """« Subventions », each grant once, where there are some: an empty title is one that its list alone has."""
    held = [frame for frame in frames if len(frame)]
    if not held:
        return
    every = pd.concat(held).drop_duplicates(["territory_id", "grant_id"])
    page = book.add("Subventions", 0)
    widths = printable([width for _, _, width in _COLUMNS])
    book.header(page, 0, [heading for heading, _, _ in _COLUMNS], widths)
    plain = book.format()
    for at, (_, field, _) in enumerate(_COLUMNS):
        number = book.format(num_format=NUMBERS[_FORMATS[field]]) if field in _FORMATS else None
        for row, value in enumerate(every[field].tolist(), 1):
            if is_missing(value):
                continue
            if number:
                page.write_number(row, at, float(value), number)
                continue
            told = clean(THEME_ORIGINS.get(value, value) if field == "theme_origin" else value)
            if is_formula(told):
                book.text(page, row, at, told)
            else:
                page.write_string(row, at, told, plain)
    page.autofilter(0, 0, len(every), len(_COLUMNS) - 1)
    page.freeze_panes(1, 2)
