"""A chart, said once: all that is drawn or told of a Comparison, typed, whatever the means that draw it.

Only this module knows the columns of a Comparison's table beyond category, series and value. A renderer takes a chart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dashboard.charts.choice import EVERYTHING, Choice, chosen_series
from dashboard.charts.kinds import (
    Bar,
    BarChart,
    Chart,
    DotChart,
    EmptyChart,
    Mark,
    MatrixChart,
    Row,
    Series,
    Shape,
    ShapeChart,
    Span,
    SpanChart,
    Tick,
)
from dashboard.comparisons.core import BARS, DOTS, MATRIX, SHAPES, SHARE, SPANS, Comparison
from dashboard.comparisons.looks import look_of
from dashboard.look.formats import EMPTY, NARROW, NO_SHARE, contained, euros, integer, share, share_with_count
from dashboard.look.palette import step_of
from dashboard.look.records import records_of

__all__ = [
    "SCALE_KM", "Bar", "BarChart", "Chart", "DotChart", "EmptyChart", "Mark", "MatrixChart", "Row", "Series", "Shape",
    "ShapeChart", "Span", "SpanChart", "Tick", "chart_of", "is_of_territories", "matrix",
]  # fmt: skip
Record = Mapping[str, Any]
# How far apart the marks of a row stand at most, and all of them together, as shares of the row.
_LEVEL, _SPREAD = 0.17, 0.68
_SHARE_STEPS, _MOST_TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0), 5
# What an envelope holds that its document does not detail.
REST = "reste non détaillé"
# The scale of a drawing of contours, in kilometres.
SCALE_KM = 20


def chart_of(comparison: Comparison, choice: Choice | None = None) -> Chart:
    """The chart of a Comparison, by the way it is meant to be seen.

    `choice` are the series that it shows, where it is not the chart that chooses them.
    """
    if comparison.is_empty:
        return EmptyChart(comparison, EVERYTHING)
    shown = choice or chosen_series(comparison)
    return MAKERS[comparison.mark](comparison, shown)


# The table of data is most often the matrix that was drawn.
@lru_cache(maxsize=64)
def matrix(comparison: Comparison, choice: Choice) -> MatrixChart:
    """The chart of a Comparison of two dimensions, as a table."""
    series = _series(comparison, choice)
    return MatrixChart(comparison, choice, series, _rows(comparison, series), bool(comparison.printed))


def dots(comparison: Comparison, choice: Choice) -> DotChart:
    """The chart of a Comparison of shares or counts, as marks on lines."""
    series = _series(comparison, choice)
    rows = _rows(comparison, series)
    largest = max((mark.value or 0.0 for row in rows for mark in row.marks), default=0.0)
    return DotChart(comparison, choice, series, rows, _ticks(largest, comparison.unit == SHARE), largest)


# As are the rows of sums, of periods and of contours.
@lru_cache(maxsize=64)
def bars(comparison: Comparison, choice: Choice) -> BarChart:
    """The chart of sums of one scope."""
    records = records_of(comparison.table)
    largest = max((float(row[comparison.value]) for row in records), default=0.0)
    several = len({row.get("territory") for row in records}) > 1
    found: list[Bar] = []
    # Envelopes whose parts follow, with what of each is not detailed.
    within: list[tuple[Bar, float]] = []
    for row in records:
        bar = _bar(comparison, row, largest, several)
        while within and within[-1][0].depth >= bar.depth:
            found += _rest(*within.pop(), largest)
        found.append(bar)
        within.append((bar, _number(row.get("rest_shown"))))
    while within:
        found += _rest(*within.pop(), largest)
    return BarChart(comparison, choice, tuple(found), largest)


def _bar(comparison: Comparison, row: Record, largest: float, several: bool) -> Bar:
    label, depth = str(row[comparison.category.label]), int(row.get("depth") or 0)
    return Bar(
        id=str(row[comparison.category.id]),
        series_id=str(row[comparison.series.id]),
        label=contained(label, depth),
        name=label,
        depth=depth,
        value=float(row[comparison.value]),
        fraction=max(0.0, float(row[comparison.value])) / (largest or 1.0),
        text=euros(row[comparison.value]),
        kind=str(row["kind"]),
        scope=f"{row['heading']}, {str(row['scope_label']).lower()}",
        fact=", ".join([str(row["kind"]), *([str(row["territory"])] if several else [])]),
        note=_text(row["note"]),
        document_id=str(row["document_id"]),
        line=int(row["line"]),
        quote=_text(row["quote"]),
        facts=_facts(comparison, row),
    )


def _rest(envelope: Bar, eur: float, largest: float) -> list[Bar]:
    """What the document does not detail of an envelope, where it details some: a bar after its parts."""
    if eur <= 0:
        return []
    note = f"calculé : « {envelope.name} », {envelope.text}, moins ses composantes détaillées"
    own = {"Nature": REST.capitalize(), "Remarque": note, "Ligne": ""}
    return [
        replace(
            envelope,
            id=f"{envelope.id}/reste",
            label=contained(REST, envelope.depth + 1),
            name=f"{REST[:1].upper()}{REST[1:]} de « {envelope.name} »",
            depth=envelope.depth + 1,
            value=eur,
            fraction=eur / (largest or 1.0),
            text=euros(eur),
            kind="Calculé",
            fact="calculé, non énoncé",
            note=note,
            facts={title: own.get(title, text) for title, text in envelope.facts.items()},
            is_rest=True,
        )
    ]


@lru_cache(maxsize=16)
def spans(comparison: Comparison, choice: Choice) -> SpanChart:
    """The chart of stated periods."""
    table = comparison.table
    records = [row for row in records_of(table) if choice.keeps(str(row[comparison.series.id]))]
    first, last = min(int(row["period_start"]) for row in records), max(int(row["until"]) for row in records)
    return SpanChart(
        comparison,
        choice,
        _series(comparison, choice),
        tuple(
            Span(
                id=str(row[comparison.category.id]),
                series_id=str(row[comparison.series.id]),
                title=str(row[comparison.category.label]),
                is_document=bool(row["is_document"]),
                is_open=bool(row["is_open"]),
                start=int(row["period_start"]),
                until=int(row["until"]),
                years=str(row["years"]),
                place=(int(row["period_start"]) - first) / (last - first + 1),
                length=(int(row["until"]) - int(row["period_start"]) + 1) / (last - first + 1),
                quote=_text(row["evidence"]),
                document_id=str(row["document_id"]),
                line=int(_number(row["line"])),
                facts=_facts(comparison, row),
                behind=None if row["is_document"] else comparison.selection.but(action=row[comparison.category.id]),
            )
            for row in records
        ),
        first,
        last,
    )


@lru_cache(maxsize=16)
def shapes(comparison: Comparison, choice: Choice) -> ShapeChart:
    """The chart of contours: those of the chosen territories, the emphasised one among them."""
    records = {str(row[comparison.series.id]): row for row in records_of(comparison.table)}
    return ShapeChart(
        comparison,
        choice,
        tuple(
            Shape(
                series=series,
                width_km=float(row["width_km"]),
                height_km=float(row["height_km"]),
                extent=str(row["extent"]),
                facts=_facts(comparison, row),
                rings=row["rings"],
            )
            for series in _series(comparison, choice)
            for row in [records[series.id]]
        ),
        max((float(records[one]["height_km"]) for one in records if choice.keeps(one)), default=0.0),
    )


# How each mark is made. A new one is a type in `kinds`, its maker here, and a case in the renderers that draw it in a
# way of its own; where it extends a known type the others draw it as that.
MAKERS: dict[str, Callable[[Comparison, Choice], Chart]] = {
    MATRIX: matrix,
    DOTS: dots,
    BARS: bars,
    SPANS: spans,
    SHAPES: shapes,
}


def is_of_territories(comparison: Comparison) -> bool:
    """Whether the series are territories."""
    return comparison.series.id == "territory_id"


def _series(comparison: Comparison, choice: Choice) -> tuple[Series, ...]:
    table, axis = comparison.table, comparison.series
    labels = dict(zip(table[axis.id].tolist(), table[axis.label].tolist(), strict=True))
    is_counted = is_of_territories(comparison) and "total" in table
    counts = dict(zip(table[axis.id].tolist(), table["total"].tolist(), strict=True)) if is_counted else {}
    shown = [(str(one), str(label)) for one, label in labels.items() if choice.keeps(str(one))]
    # Each stands at its own level, so that equal values do not hide one another, and all of them in their row.
    apart = min(_LEVEL, _SPREAD / max(1, len(shown) - 1))
    return tuple(
        Series(
            id=key,
            label=label,
            count=int(counts[key]) if counts else None,
            look=look_of(key) if is_of_territories(comparison) else None,
            is_emphasised=key == comparison.emphasis,
            level=apart * ((len(shown) - 1) / 2 - at),
        )
        for at, (key, label) in enumerate(shown)
    )


def _rows(comparison: Comparison, series: Sequence[Series]) -> tuple[Row, ...]:
    category, axis = comparison.category, comparison.series.id
    table = comparison.table[comparison.table[axis].isin([one.id for one in series])]
    by_category: dict[str, dict[str, Record]] = {}
    for record in records_of(table):
        by_category.setdefault(str(record[category.id]), {})[str(record[axis])] = record
    worth = {key: max(_number(row[comparison.value]) for row in of.values()) for key, of in by_category.items()}
    most = max(worth.values(), default=0.0)
    # Whether each row is the words of one action.
    of_actions = bool(comparison.words) and "action_id" in table
    found = []
    for key, of_row in by_category.items():
        largest = worth[key] if comparison.unit.is_of_row else most
        first = next(iter(of_row.values()))
        facts, label = _facts(comparison, first), str(first[category.label])
        found.append(
            Row(
                id=key,
                label=label,
                name=_name(comparison, first, label),
                group=str(first[comparison.group]) if comparison.group else "",
                words=_words(comparison, first),
                document_id=str(first.get("document_id", "")),
                facts=facts,
                marks=tuple(_mark(comparison, of_row[one.id], largest) for one in series if one.id in of_row),
                behind=comparison.selection.but(action=str(first["action_id"])) if of_actions else None,
            )
        )
    return tuple(found)


def _mark(comparison: Comparison, row: Record, largest: float) -> Mark:
    value = row[comparison.value]
    is_missing = value is None or value != value
    text, figure, said = printed(comparison, row), _figure(comparison, row), _told(comparison, row)
    return Mark(
        category_id=str(row[comparison.category.id]),
        series_id=str(row[comparison.series.id]),
        value=None if is_missing else float(value),
        fraction=_number(value) / largest if largest > 0 else 0.0,
        step=step_of(_number(value), largest),
        actions=int(row.get(comparison.counted, 0)),
        text=text,
        figure=figure,
        heard=_heard(comparison, row, figure),
        counts=_counts(comparison, row),
        beside=beside(comparison, row),
        told=said,
        spoken=f"{row[comparison.category.label]}, {row[comparison.series.label]} : {_heard(comparison, row, figure)}",
        behind=comparison.behind(row),
        behind_other=comparison.behind_other(row),
    )


def printed(comparison: Comparison, row: Record) -> str:
    """The value as it is printed on the chart and in the table's cells."""
    if comparison.printed:
        return str(row[comparison.printed]) or EMPTY
    if comparison.unit.said:
        return comparison.unit.said(float(row[comparison.value])) if _number(row[comparison.value]) else EMPTY
    if comparison.unit == SHARE and not row["total"]:
        return NO_SHARE
    if not row["actions"]:
        return EMPTY
    return share(row["actions"], row["total"]) if comparison.unit == SHARE else integer(row[comparison.value])


def _figure(comparison: Comparison, row: Record) -> str:
    """The value with the counts that make it, « 8 % (6 sur 72) »; the words of what is printed as a sign."""
    if comparison.spoken and row[comparison.spoken]:
        return str(row[comparison.spoken])
    if comparison.unit == SHARE and row["total"] and row["actions"]:
        return share_with_count(row["actions"], row["total"])
    return printed(comparison, row)


def _heard(comparison: Comparison, row: Record, figure: str) -> str:
    """The figure in words: a dash alone says neither that there is nothing nor of what."""
    if comparison.unit == SHARE and not row["total"]:
        return "sans objet, aucune action retenue"
    return comparison.unit.nothing if figure == EMPTY and comparison.unit.nothing else figure


def _counts(comparison: Comparison, row: Record) -> str:
    """« 6 sur 72 » of a share of something."""
    if comparison.unit != SHARE or not row["actions"]:
        return ""
    return f"{integer(row['actions'])} sur {integer(row['total'])}"


def beside(comparison: Comparison, row: Record) -> str:
    """The counts that stand in light beside the value of a cell: where it is a share its own, then the other one; the
    other alone beside a count; nothing where there is nothing to count."""
    if not comparison.beside or not (row["actions"] or row[comparison.beside]):
        return ""
    other = integer(row[comparison.beside])
    return f"{integer(row['actions'])} · {other}" if comparison.unit == SHARE else other


def _told(comparison: Comparison, row: Record) -> str:
    """« 6 sur 72 (9, thèmes secondaires compris) »."""
    if comparison.spoken:
        return str(row[comparison.spoken])
    if not row.get("total", True):
        return "sans objet : aucune action retenue"
    if "total" not in row:
        return ""
    counts = f"{integer(row['actions'])} sur {integer(row['total'])}"
    if not comparison.beside:
        return counts
    return f"{counts} ({integer(row[comparison.beside])}, {comparison.beside_title})"


def _name(comparison: Comparison, row: Record, label: str) -> str:
    """The full name of a category whose label shortens it."""
    name = _text(row.get("label")) if "label" in comparison.extra_columns else ""
    return "" if name == label else name


def _words(comparison: Comparison, row: Record) -> str:
    if not (comparison.words and comparison.worded):
        return ""
    return comparison.worded.set_out(_text(row[comparison.words]))


def _facts(comparison: Comparison, row: Record) -> Mapping[str, str]:
    return {title: _text(row.get(column)) for column, title in comparison.extra_columns.items()}


@lru_cache(maxsize=256)
def _ticks(largest: float, is_share: bool) -> tuple[Tick, ...]:
    """Round values from zero to the first that is not below the largest."""
    steps: Iterable[float] = _SHARE_STEPS if is_share else (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000)
    step = next(step for step in steps if largest / step <= _MOST_TICKS)
    values = [0.0]
    while values[-1] < largest - 1e-9 or len(values) == 1:
        values.append(round(values[-1] + step, 4))
    label = (lambda value: f"{integer(100 * value)}{NARROW}%") if is_share else integer
    return tuple(Tick(value, value / values[-1], label(value)) for value in values)


def _number(value: Any) -> float:
    return 0.0 if value is None or value != value else float(value)


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return " ; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
