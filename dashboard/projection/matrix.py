"""The room's table of two dimensions: the value in each cell on one hue, as large as all of it stands."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from dashboard.charts.model import Mark, MatrixChart, Row, Series
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
# What is not needed to read the figures (counts under shares, full names) comes only with type of these sizes.
_WITH_COUNTS, _WITH_NAMES = SIZES, (38, 34, 32, 30, 28)
# Between a label and its full name on one line; how much higher than their type rows become where there is room.
_APART, _STRETCH = 14, 2.2


class _Names(Enum):
    """Where the full names of what labels shorten stand: beside them, else under them; beside them where one line can
    hold both; or beside them where the labels' own column holds both. Elsewhere they are only heard."""

    ALL, BESIDE, KEPT = "all", "beside", "kept"


@dataclass(frozen=True)
class _Plan:
    """How wide and high the table's parts are with type of one size."""

    chart: MatrixChart
    size: int
    counts: bool
    names: _Names
    air: float = AIR

    @property
    def within(self) -> float:
        """Width of the labels."""
        widest = max(width(row.label, self.size, self.face) for row in self.chart.rows)
        if self.names is not _Names.KEPT:
            # Full names take no column from the page, and the widest that the others leave room for sets the width.
            most = max(widest, min(_WIDEST_LABELS * INNER, INNER - len(self.chart.series) * self._narrowest) - GAP - 2)
            widest = max([widest, *(wide for row in self.chart.rows if (wide := self._on_one_line(row)) <= most)])
        if self.names is _Names.ALL:
            widest = max([widest, *(min(most, width(row.name, SMALLEST)) for row in self.chart.rows)])
        # A little more than the widest, so that it does not break for a rounding.
        return min(_WIDEST_LABELS * INNER, widest + GAP + 2)

    @property
    def face(self) -> Face:
        return STRONG if any(row.name for row in self.chart.rows) else TEXT

    def _on_one_line(self, row: Row) -> float:
        """How wide the label is with its full name beside it."""
        return width(row.label, self.size, self.face) + (_APART + width(row.name, SMALLEST) if row.name else 0)

    def is_beside(self, row: Row) -> bool:
        """Whether the full name stands beside the label."""
        return bool(row.name) and self._on_one_line(row) <= self.within - GAP

    def is_under(self, row: Row) -> bool:
        """Whether the full name stands under the label."""
        return bool(row.name) and self.names is _Names.ALL and not self.is_beside(row)

    @property
    def _narrowest(self) -> float:
        """The narrowest that a column can be for its head."""
        words = widest_word([series.label for series in self.chart.series], _HEAD, STRONG) + self.beside
        return max(_NARROWEST, words)

    @property
    def beside(self) -> int:
        """What a head holds beside its label."""
        return (_MARK if self.chart.series[0].look else 0) + GAP

    @property
    def columns(self) -> int:
        """Columns of a page: all of them, or as many as their longest words allow, evenly."""
        most = max(1, int((INNER - self.within) // self._narrowest))
        return math.ceil(len(self.chart.series) / math.ceil(len(self.chart.series) / most))

    @property
    def across(self) -> float:
        return (INNER - self.within) / self.columns

    @property
    def holds_words(self) -> bool:
        """Whether no word of a cell is wider than it."""
        words = widest_word((mark.text for row in self.chart.rows for mark in row.marks), self.size, STRONG)
        return words <= self.across - _AIR_OF_CELL

    @property
    def head_height(self) -> float:
        most = max(lines(one.label, _HEAD, self.across - self.beside, STRONG) for one in self.chart.series)
        return most * _HEAD * LINE + (_SECOND if self.chart.series[0].look else 0) + _FOOT

    def heights(self) -> list[float]:
        found, within, across = [], self.within - GAP, self.across - _AIR_OF_CELL
        for row in self.chart.rows:
            said = lines(row.label, self.size, within, self.face) * self.size * LINE
            if self.is_under(row):
                said += lines(row.name, SMALLEST, within) * _SECOND
            figures = max(lines(mark.text, self.size, across, STRONG) for mark in row.marks) * self.size * LINE
            found.append(max(said, figures + (_SECOND if self.counts else 0)) + self.air * self.size)
        return found


def matrix(chart: MatrixChart, available: float) -> list[Page]:
    """The pages of the table: rows over pages where they do not stand on one, and columns where they do not."""
    groups = [row.group for row in chart.rows]
    best = [_Names.ALL, _Names.BESIDE, _Names.KEPT] if any(row.name for row in chart.rows) else [_Names.KEPT]
    tries: list[tuple[Sequence[int], bool, _Names]] = [
        (_WITH_COUNTS, True, best[0]) if chart.comparison.unit == SHARE else ((), False, best[0]),
        *((_WITH_NAMES, False, names) for names in best[:-1]),
        (SIZES, False, _Names.KEPT),
    ]
    plans = [_Plan(chart, size, counts, names) for sizes, counts, names in tries for size in sizes]
    # Rows that stand closer read better than a second page.
    plans += [_Plan(chart, SIZES[-1], False, names, _TIGHT) for names in best[1:] or best]
    plan = next((one for one in plans if _stands(one, groups, available)), None)
    if plan is None:
        # Names that take no further page are shown.
        paged = [_Plan(chart, PAGED, False, names) for names in best]
        fewest = _pages_of(paged[-1], groups, available)
        plan = next(one for one in paged if _pages_of(one, groups, available) <= fewest)
    fit = _fitted(plan, groups, available)
    return [
        Page(_page(plan, fit, part, first, groups), tuple(row.label for row in chart.rows[part.start : part.end]))
        for part in fit.pages
        for first in range(0, len(chart.series), plan.columns)
    ]


def tone_of(unit: Unit, mark: Mark) -> int:
    """The tone of a cell: of a share or a count by its value alone, the same on all screens of a room, whatever the
    largest of each; of euros, which no scale is common to, beside the largest of its own; 0 where there is nothing."""
    if not mark.value or not unit.counts_actions:
        return mark.step
    return bisect_right(_SHARES if unit == SHARE else _COUNTS, mark.value) + 1


def _fitted(plan: _Plan, groups: Sequence[str], available: float) -> Fitted:
    return fitted(
        lambda size: plan.heights(),
        groups,
        available - plan.head_height,
        sizes=(plan.size,),
        paged=plan.size,
        stretch=_STRETCH,
    )


def _pages_of(plan: _Plan, groups: Sequence[str], available: float) -> int:
    return len(_fitted(plan, groups, available).pages) * math.ceil(len(plan.chart.series) / plan.columns)


def _stands(plan: _Plan, groups: Sequence[str], available: float) -> bool:
    """Whether all rows stand on one page, with no word of a cell wider than it."""
    return plan.holds_words and is_one_page(
        lambda size: plan.heights(), groups, available - plan.head_height, sizes=(plan.size,)
    )


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
                "name": chart.rows[at].name,
                "place": _place(plan, chart.rows[at]),
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


def _place(plan: _Plan, row: Row) -> str:
    """Where the full name of a row stands: the class of its words."""
    if plan.is_beside(row):
        return "beside"
    return "under" if plan.is_under(row) else "unseen"
