"""A row alone on a slide: one bar compares nothing, and what it says is stated."""

from __future__ import annotations

from pptx.slide import Slide

from dashboard.charts.model import Bar, Span
from dashboard.exports.pptx.measure import BOLD, Area, fitting, width
from dashboard.exports.pptx.text import QUIET, Run, box, paragraph, said

_FIGURES, _NAMES, _QUOTE, _FACT = (66, 54, 44, 36, 28, 20), (20, 18, 16, 14), 14, 12
# What the name takes of the height at most.
_NAME_SHARE = 0.25


def draw(slide: Slide, area: Area, one: Bar | Span) -> None:
    """The value in large, what it is of, its words in the document, and what else is known of it."""
    figure, name = (one.years, one.title) if isinstance(one, Span) else (one.text, one.name)
    size = next((size for size in _FIGURES if width(said(figure), size) <= area.width), _FIGURES[-1])
    label = fitting(said(name), Area(0, 0, area.width, _NAME_SHARE * area.height), _NAMES, BOLD)
    words = [paragraph([Run(said(figure), size)], after=14), paragraph([Run(said(name), label, bold=True)], after=8)]
    if isinstance(one, Bar) and one.quote:
        words.append(paragraph([Run(said(f"« {one.quote} »"), _QUOTE, QUIET)], after=10))
    for title, fact in one.facts.items():
        if fact:
            words.append(paragraph([Run(said(f"{title} : {fact}"), _FACT)], after=3))
    box(slide, area, words, "Valeur")
