"""A row alone on a slide: one bar compares nothing, and what it says is stated."""

from __future__ import annotations

from typing import Any

from pptx.slide import Slide

from dashboard.charts.plotly import value_text
from dashboard.comparisons.core import YEARS, Comparison
from dashboard.exports.pptx.measure import BOLD, Area, fitting, width
from dashboard.exports.pptx.text import QUIET, Run, box, paragraph, said
from dashboard.exports.tidy import is_missing, joined

_FIGURES, _NAMES, _QUOTE, _FACT = (66, 54, 44, 36, 28, 20), (20, 18, 16, 14), 14, 12
# What the name takes of the height at most.
_NAME_SHARE = 0.25


def draw(slide: Slide, area: Area, comparison: Comparison, row: dict[str, Any]) -> None:
    """The value in large, what it is of, its words in the document, and what else is known of it."""
    figure = said(row["years"] if comparison.unit == YEARS else value_text(comparison, row))
    name = said(row[comparison.category.label])
    size = next((size for size in _FIGURES if width(figure, size) <= area.width), _FIGURES[-1])
    label = fitting(name, Area(0, 0, area.width, _NAME_SHARE * area.height), _NAMES, BOLD)
    words = [paragraph([Run(figure, size)], after=14), paragraph([Run(name, label, bold=True)], after=8)]
    if not is_missing(row.get("quote")):
        words.append(paragraph([Run(said(f"« {row['quote']} »"), _QUOTE, QUIET)], after=10))
    for field, title in comparison.extra_columns.items():
        if not is_missing(row.get(field)) and joined(str(row[field])):
            words.append(paragraph([Run(said(f"{title} : {row[field]}"), _FACT)], after=3))
    box(slide, area, words, "Valeur")
