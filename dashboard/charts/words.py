"""French sentences for those who hear a chart instead of seeing it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from dashboard.charts.model import (
    BarChart,
    Chart,
    DotChart,
    EmptyChart,
    Mark,
    MatrixChart,
    Series,
    ShapeChart,
    SpanChart,
)
from dashboard.comparisons.core import SHARE
from dashboard.look.formats import count, euros, integer, listed, share

_MOST_NAMED, _MOST_SOURCES = 3, 10
_Value = TypeVar("_Value")


def alternative(chart: Chart, with_table: bool = True) -> str:
    """The chart in words: question, finding, and for each series its largest values; that a table with all of them
    follows, where one does."""
    comparison = chart.comparison
    if isinstance(chart, EmptyChart):
        return f"{comparison.question} {comparison.empty}"
    said = [comparison.question, f"{comparison.finding}.", *chart.choice.notes, *_values(chart)]
    return " ".join([*said, "Le tableau des données suit."] if with_table else said)


def source_line(chart: Chart) -> str:
    """« Sources : … Données En regard, version 1a2b3c4d, 22/11/2026. »

    Where documents are many, those of the territories that the chart shows, and how many others are behind it.
    """
    comparison = chart.comparison
    shown = [source for source in comparison.sources if chart.choice.keeps(source.territory_id)][:_MOST_SOURCES]
    told = [", ".join(filter(None, (source.territory, source.kind, source.date))) for source in shown]
    left = len(comparison.sources) - len(shown)
    told += [f"et {count(left, 'autre document', 'autres documents')}"] if left else []
    named = f"Sources : {' ; '.join(told)}. " if told else ""
    return f"{named}En regard, données {comparison.data_version[:8]} du {comparison.data_date}."


def _values(chart: Chart) -> list[str]:
    match chart:
        case BarChart():
            stated = [bar for bar in chart.bars if not bar.is_rest]
            largest, among = _largest(stated, [bar.value for bar in stated])
            sums = listed([f"{bar.name}, {euros(bar.value)}" for bar in largest])
            return [f"{among}es plus grandes sommes : {sums}."]
        case ShapeChart():
            return [listed([f"{shape.series.label}, {shape.extent}" for shape in chart.shapes]) + "."]
        case SpanChart():
            return [_periods(chart, series) for series in chart.series]
        case MatrixChart() if chart.is_quotes:
            groups = groupby(chart.rows, key=lambda row: row.group)
            return [f"{name} : {listed([row.label for row in rows])}." for name, rows in groups]
        case MatrixChart() | DotChart():
            if any(series.look for series in chart.series):
                return [_series(chart, at, series) for at, series in enumerate(chart.series)]
            return [_pairs(chart)]
    raise TypeError(f"{type(chart).__name__} has no words")


def _largest(values: Sequence[_Value], sizes: Sequence[float]) -> tuple[list[_Value], str]:
    """Those of the largest sizes, and how they are called: where one that is left out ties, they are only among the
    largest."""
    order = sorted(range(len(values)), key=lambda at: -sizes[at])
    largest, left = order[:_MOST_NAMED], order[_MOST_NAMED:]
    ties = bool(left) and sizes[left[0]] == sizes[largest[-1]]
    return [values[at] for at in largest], "Parmi l" if ties else "L"


def _share(part: float, whole: float) -> str:
    """« 15 % (11 sur 72) », « 3 sur 10 »."""
    told, counts = share(part, whole), f"{integer(part)} sur {integer(whole)}"
    return told if told == counts else f"{told} ({counts})"


def _periods(chart: SpanChart, series: Series) -> str:
    first = chart.of(series)[:_MOST_NAMED]
    return f"{series.label} : {listed([f'{span.title}, {span.years}' for span in first])}."


def _pairs(chart: MatrixChart | DotChart) -> str:
    """The largest pairs of categories and series that are no territories."""
    labels = {series.id: series.label for series in chart.series}
    pairs = [(row, mark) for row in chart.rows for mark in row.marks if _size(chart, mark)]
    largest, among = _largest(pairs, [_size(chart, mark) for _, mark in pairs])
    told = [f"{row.label} pour {labels[mark.series_id]} ({_worth(chart, mark)})" for row, mark in largest]
    what = "es plus grandes sommes" if chart.comparison.unit.said else "es plus grands nombres"
    return f"{among}{what} : {listed(told)}." if told else f"{chart.comparison.unit.nothing or 'aucune'}."


def _size(chart: MatrixChart | DotChart, mark: Mark) -> float:
    """What a mark is larger or smaller by: its value, or what it counts."""
    return mark.actions if _counts(chart, mark) else mark.value or 0


def _counts(chart: MatrixChart | DotChart, mark: Mark) -> bool:
    """Whether a mark is told by what it counts: of another unit, what stands behind it is another number."""
    return chart.comparison.unit.counts_actions or mark.value == mark.actions


def _worth(chart: MatrixChart | DotChart, mark: Mark) -> str:
    if chart.comparison.unit.said:
        return mark.text
    return integer(mark.actions) if _counts(chart, mark) else mark.heard


def _series(chart: MatrixChart | DotChart, at: int, series: Series) -> str:
    """What a territory has the most of; all of it, where each row is of a unit of its own."""
    unit, total = chart.comparison.unit, series.count or 0
    if unit == SHARE and not total:
        return f"{series.label} : sans objet, aucune action retenue."
    found = [(row.label, row.marks[at]) for row in chart.rows if _size(chart, row.marks[at])]
    if unit.is_of_row:
        told = [f"{label}, {mark.heard}" for label, mark in found]
        return f"{series.label} : {' ; '.join(told) or unit.nothing}."
    named = sorted(found, key=lambda one: -_size(chart, one[1]))[:_MOST_NAMED]
    if unit == SHARE:
        told = [f"{label} {_share(mark.actions, total)}" for label, mark in named]
    else:
        told = [
            f"{label} {'' if _counts(chart, mark) or unit.said else ': '}{_worth(chart, mark)}" for label, mark in named
        ]
    nothing = unit.nothing if unit.said else ""
    return f"{series.label} : {listed(told) or nothing or 'aucune'}."
