"""The room's table of two dimensions: the value in each cell on one hue, as large as all of it stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.plotly import value_text
from dashboard.comparisons.core import SHARE, Comparison
from dashboard.look.formats import integer
from dashboard.look.text_width import lines, widest_word, width
from dashboard.projection.layout import INNER, PAGED, SIZES, SMALLEST, Fitted, Part, fitted, headings, is_one_page
from dashboard.projection.marks import with_marks
from dashboard.projection.parts import AIR, GAP, LINE, Row, heads_of, rows_of, spoken, step
from dashboard.projection.templates import render

# Of columns' heads: type, mark, and what the narrowest column leaves.
_HEAD, _MARK, _NARROWEST = 26, 42, 150
_WIDEST_LABELS, _AIR_OF_CELL, _FOOT = 0.46, 20, 12
# A second, smaller line in a cell or under a label.
_SECOND = SMALLEST * LINE
# The ground of cells whose signs say all: colour says only that there is something.
_SIGNED = 2
_OFFICIAL = "label"
# What is not needed to read the figures (counts under shares, official names) comes only with type of these sizes.
_WITH_COUNTS, _WITH_NAMES = (46, 42, 38, 34, 32, 30, 28), (38, 34, 32, 30, 28, 26)


@dataclass(frozen=True)
class _Table:
    """What is to be set: rows with their labels, groups and official names, and the columns."""

    comparison: Comparison
    rows: list[list[Row]]
    labels: list[str]
    groups: list[str]
    official: list[str]
    heads: list[Row]
    is_territory: bool

    @classmethod
    def of(cls, comparison: Comparison) -> _Table:
        rows = rows_of(comparison)
        labels = [str(cells[0][comparison.category.label]) for cells in rows]
        names = (
            [str(cells[0].get(_OFFICIAL, "")) for cells in rows] if _OFFICIAL in comparison.extra_columns else labels
        )
        return cls(
            comparison,
            rows,
            labels,
            [str(cells[0][comparison.group]) if comparison.group else "" for cells in rows],
            ["" if name == label else name for name, label in zip(names, labels, strict=True)],
            heads_of(comparison),
            comparison.series.id == "territory_id",
        )


@dataclass(frozen=True)
class _Plan:
    """How wide and high the table's parts are with type of one size."""

    table: _Table
    size: int
    counts: bool
    names: bool

    @property
    def within(self) -> float:
        """Width of the labels."""
        widest = max(width(label, self.size, self.weight) for label in self.table.labels)
        if self.names:
            widest = max(widest, *(width(name, SMALLEST) for name in self.table.official))
        # A little more than the widest, so that it does not break for a rounding.
        return min(_WIDEST_LABELS * INNER, widest + GAP + 2)

    @property
    def weight(self) -> int:
        return 600 if self.names else 400

    @property
    def beside(self) -> int:
        """What a head holds beside its label."""
        return (_MARK if self.table.is_territory else 0) + GAP

    @property
    def columns(self) -> int:
        """Columns of a page: all of them, or as many as their longest words allow, evenly."""
        words = widest_word([head["label"] for head in self.table.heads], _HEAD, 600) + self.beside
        most = max(1, int((INNER - self.within) // max(_NARROWEST, words)))
        return math.ceil(len(self.table.heads) / math.ceil(len(self.table.heads) / most))

    @property
    def across(self) -> float:
        return (INNER - self.within) / self.columns

    @property
    def head_height(self) -> float:
        most = max(lines(head["label"], _HEAD, self.across - self.beside, 600) for head in self.table.heads)
        return most * _HEAD * LINE + (_SECOND if self.table.is_territory else 0) + _FOOT

    def heights(self) -> list[float]:
        found, within, across = [], self.within - GAP, self.across - _AIR_OF_CELL
        for cells, label, name in zip(self.table.rows, self.table.labels, self.table.official, strict=True):
            said = lines(label, self.size, within, self.weight) * self.size * LINE
            if self.names and name:
                said += lines(name, SMALLEST, within) * _SECOND
            texts = [value_text(self.table.comparison, one) for one in cells]
            figures = max(lines(text, self.size, across, 600) for text in texts) * self.size * LINE
            found.append(max(said, figures + (_SECOND if self.counts else 0)) + AIR * self.size)
        return found


def matrix(comparison: Comparison, available: float) -> list[str]:
    """The pages of the table: rows over pages where they do not stand on one, and columns where they do not."""
    table = _Table.of(comparison)
    tries: list[tuple[Sequence[int], bool, bool]] = [
        (_WITH_COUNTS, True, any(table.official)) if comparison.unit == SHARE else ((), False, False),
        (_WITH_NAMES, False, True) if any(table.official) else ((), False, False),
        (SIZES, False, False),
    ]
    plans = [_Plan(table, size, counts, names) for sizes, counts, names in tries for size in sizes]
    plan = next((one for one in plans if _stands(one, available)), _Plan(table, PAGED, False, False))
    fit = fitted(
        lambda size: plan.heights(), table.groups, available - plan.head_height, sizes=(plan.size,), paged=plan.size
    )
    return [
        _page(plan, fit, part, table.heads[first : first + plan.columns])
        for part in fit.pages
        for first in range(0, len(table.heads), plan.columns)
    ]


def _stands(plan: _Plan, available: float) -> bool:
    """Whether all rows stand on one page."""
    return is_one_page(lambda size: plan.heights(), plan.table.groups, available - plan.head_height, sizes=(plan.size,))


def _page(plan: _Plan, fit: Fitted, part: Part, heads: list[Row]) -> str:
    table, comparison = plan.table, plan.table.comparison
    opened = dict(headings(part, table.groups))
    shown = [head["id"] for head in heads]
    largest = float(comparison.table[comparison.value].max() or 0)
    return render(
        "matrix.html",
        corner=comparison.category.title,
        heads=heads,
        is_territory=table.is_territory,
        size=plan.size,
        head_size=_HEAD,
        heading=fit.heading,
        columns=len(heads) + 1,
        within=plan.within,
        across=plan.across,
        head_height=plan.head_height,
        rows=[
            {
                "label": table.labels[at],
                "official": table.official[at] if plan.names else "",
                "height": fit.heights[at],
                "opens": opened.get(at, ""),
                "cells": [
                    {
                        "row": one[comparison.category.id],
                        "column": one[comparison.series.id],
                        "drawn": with_marks(value_text(comparison, one)),
                        "counts": f"{integer(one['actions'])} sur {integer(one['total'])}"
                        if plan.counts and one["actions"]
                        else "",
                        "step": (_SIGNED if one[comparison.value] else 0)
                        if comparison.printed
                        else step(float(one[comparison.value]), largest),
                        "opens": comparison.behind(one) is not None,
                        "spoken": spoken(comparison, one),
                    }
                    for one in table.rows[at]
                    if one[comparison.series.id] in shown
                ],
            }
            for at in range(part.start, part.end)
        ],
    )
