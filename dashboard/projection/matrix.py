"""The room's table of two dimensions: the value in each cell on one hue, as large as all of it stands."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.model import Mark, MatrixChart, Series
from dashboard.comparisons.core import SHARE, Unit
from dashboard.look.text_width import STRONG, TEXT, Face, lines, widest_word, width
from dashboard.projection.layout import (
    AIR,
    GAP,
    INNER,
    LINE,
    PAGED,
    SIZES,
    SMALLEST,
    Fitted,
    Page,
    Part,
    fitted,
    headings,
    is_one_page,
)
from dashboard.projection.marks import with_marks
from dashboard.projection.templates import render

# Of columns' heads: type, mark, and what the narrowest column leaves.
_HEAD, _MARK, _NARROWEST = 28, 42, 150
_WIDEST_LABELS, _AIR_OF_CELL, _FOOT = 0.46, 20, 12
# A second, smaller line in a cell or under a label.
_SECOND = SMALLEST * LINE
# The ground of cells whose signs say all: colour says only that there is something.
_SIGNED = 2
# From which share, or which number, the next tone begins.
_SHARES, _COUNTS = (0.05, 0.1, 0.2, 0.3, 0.45), (2, 4, 7, 13, 25)
# The air of rows that would else need a second page.
_TIGHT = 0.19
# What is not needed to read the figures (counts under shares, official names) comes only with type of these sizes.
_WITH_COUNTS, _WITH_NAMES = (46, 42, 38, 34, 32, 30, 28), (38, 34, 32, 30, 28)


@dataclass(frozen=True)
class _Plan:
    """How wide and high the table's parts are with type of one size."""

    chart: MatrixChart
    size: int
    counts: bool
    names: bool
    air: float = AIR

    @property
    def within(self) -> float:
        """Width of the labels."""
        widest = max(width(row.label, self.size, self.face) for row in self.chart.rows)
        if self.names:
            widest = max(widest, *(width(row.name, SMALLEST) for row in self.chart.rows))
        # A little more than the widest, so that it does not break for a rounding.
        return min(_WIDEST_LABELS * INNER, widest + GAP + 2)

    @property
    def face(self) -> Face:
        return STRONG if self.names else TEXT

    @property
    def beside(self) -> int:
        """What a head holds beside its label."""
        return (_MARK if self.chart.series[0].look else 0) + GAP

    @property
    def columns(self) -> int:
        """Columns of a page: all of them, or as many as their longest words allow, evenly."""
        words = widest_word([series.label for series in self.chart.series], _HEAD, STRONG) + self.beside
        most = max(1, int((INNER - self.within) // max(_NARROWEST, words)))
        return math.ceil(len(self.chart.series) / math.ceil(len(self.chart.series) / most))

    @property
    def across(self) -> float:
        return (INNER - self.within) / self.columns

    @property
    def head_height(self) -> float:
        most = max(lines(one.label, _HEAD, self.across - self.beside, STRONG) for one in self.chart.series)
        return most * _HEAD * LINE + (_SECOND if self.chart.series[0].look else 0) + _FOOT

    def heights(self) -> list[float]:
        found, within, across = [], self.within - GAP, self.across - _AIR_OF_CELL
        for row in self.chart.rows:
            said = lines(row.label, self.size, within, self.face) * self.size * LINE
            if self.names and row.name:
                said += lines(row.name, SMALLEST, within) * _SECOND
            figures = max(lines(mark.text, self.size, across, STRONG) for mark in row.marks) * self.size * LINE
            found.append(max(said, figures + (_SECOND if self.counts else 0)) + self.air * self.size)
        return found


def matrix(chart: MatrixChart, available: float) -> list[Page]:
    """The pages of the table: rows over pages where they do not stand on one, and columns where they do not."""
    groups, has_names = [row.group for row in chart.rows], any(row.name for row in chart.rows)
    tries: list[tuple[Sequence[int], bool, bool]] = [
        (_WITH_COUNTS, True, has_names) if chart.comparison.unit == SHARE else ((), False, False),
        (_WITH_NAMES, False, True) if has_names else ((), False, False),
        (SIZES, False, False),
    ]
    plans = [_Plan(chart, size, counts, names) for sizes, counts, names in tries for size in sizes]
    # Rows that stand closer read better than a second page.
    plans.append(_Plan(chart, SIZES[-1], False, False, _TIGHT))
    plan = next((one for one in plans if _stands(one, groups, available)), _Plan(chart, PAGED, False, False))
    fit = fitted(lambda size: plan.heights(), groups, available - plan.head_height, sizes=(plan.size,), paged=plan.size)
    return [
        Page(_page(plan, fit, part, first, groups), tuple(row.label for row in chart.rows[part.start : part.end]))
        for part in fit.pages
        for first in range(0, len(chart.series), plan.columns)
    ]


def tone_of(unit: Unit, mark: Mark) -> int:
    """The tone of a cell, by its value alone: the same count has the same tone on all screens of a room, whatever the
    largest of each; 0 where there is nothing."""
    if not mark.value:
        return 0
    return bisect_right(_SHARES if unit == SHARE else _COUNTS, mark.value) + 1


def _stands(plan: _Plan, groups: Sequence[str], available: float) -> bool:
    """Whether all rows stand on one page."""
    return is_one_page(lambda size: plan.heights(), groups, available - plan.head_height, sizes=(plan.size,))


def _page(plan: _Plan, fit: Fitted, part: Part, first: int, groups: Sequence[str]) -> str:
    """The table of these rows, and of the columns from `first` on."""
    chart, opened = plan.chart, dict(headings(part, groups))
    shown = slice(first, first + plan.columns)
    heads: Sequence[Series] = chart.series[shown]
    return render(
        "matrix.html",
        corner=chart.comparison.category.title,
        heads=heads,
        size=plan.size,
        head_size=_HEAD,
        heading=fit.heading,
        columns=len(heads) + 1,
        within=plan.within,
        across=plan.across,
        head_height=plan.head_height,
        with_counts=plan.counts,
        rows=[
            {
                "label": chart.rows[at].label,
                "official": chart.rows[at].name if plan.names else "",
                "height": fit.heights[at],
                "opens": opened.get(at, ""),
                "cells": [
                    {
                        "mark": mark,
                        "drawn": with_marks(mark.text),
                        "step": min(mark.step, _SIGNED) if chart.is_signs else tone_of(chart.comparison.unit, mark),
                    }
                    for mark in chart.rows[at].marks[shown]
                ],
            }
            for at in range(part.start, part.end)
        ],
    )
