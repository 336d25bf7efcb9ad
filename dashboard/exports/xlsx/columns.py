"""The figures of a Comparison as the columns of a sheet: category × series, or one line a sum, period or extent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.choice import EVERYTHING
from dashboard.charts.model import BarChart, Chart, DotChart, MatrixChart, ShapeChart, SpanChart, chart_of
from dashboard.comparisons.core import EACH, EURO_SHARE, GRANTED, SHARE, Comparison
from dashboard.exports.tidy import clean, extra, is_missing, is_of_territories, joined

TEXT, PART, FINE_PART, NUMBER, MONEY, YEAR, LENGTH = "text", "part", "fine", "number", "money", "year", "length"
FINE_MONEY = "fine money"
_KINDS = {EACH: FINE_MONEY, GRANTED: MONEY, EURO_SHARE: PART}
_COMPLETED = {"eur": MONEY, "plan_part": PART}
_MANY = 100


@dataclass(frozen=True)
class Column:
    """A column: heading, cells, what they are, its width in characters.

    `series` is the identifier of the series where the chart draws the column, `meaning` what « Lisez-moi » says of it.
    `totals`, under the table, are the actions of its territory that the filters keep, and all those of its document.
    """

    heading: str
    cells: Sequence[Any]
    kind: str = TEXT
    width: float = 14
    series: str | None = None
    meaning: str = ""
    totals: tuple[int, int] | None = None


def columns(comparison: Comparison) -> list[Column]:
    """The category first; what the chart draws bears its series."""
    chart = chart_of(comparison, EVERYTHING)
    is_crossed = isinstance(chart, DotChart) or (isinstance(chart, MatrixChart) and not chart.is_quotes)
    return _crossed(comparison) if is_crossed or comparison.unit.counts_actions else _listed(comparison, chart)


def _crossed(comparison: Comparison) -> list[Column]:
    table = comparison.table
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    names: dict[str, str] = {}
    totals: dict[str, set[int]] = {}
    counted = [comparison.beside] if comparison.beside else []
    needed = [comparison.category.label, *counted, "actions", "total", comparison.value, *extra(comparison)]
    fields = [comparison.category.id, comparison.series.id, comparison.series.label, *needed]
    kept = [field for field in dict.fromkeys(fields) if field in table]
    for cells in zip(*(table[field].tolist() for field in kept), strict=True):
        row = dict(zip(kept, cells, strict=True))
        series = str(row[comparison.series.id])
        rows.setdefault(str(row[comparison.category.id]), {})[series] = row
        names[series] = clean(row[comparison.series.label])
        if not is_missing(row.get("total")):
            totals.setdefault(series, set()).add(int(row["total"]))
    firsts = [next(iter(of_row.values())) for of_row in rows.values()]
    found = [
        Column(
            comparison.category.title,
            [clean(first[comparison.category.label]) for first in firsts],
            width=38,
            meaning="Ce que chaque ligne montre.",
        )
    ]
    for field, title in extra(comparison).items():
        if field in comparison.completed_by:
            continue  # of each value its own, beside it
        texts = [joined(first.get(field)) for first in firsts]
        found.append(Column(title, texts, width=_width(texts), meaning="Précision sur la ligne."))
    by_territory = is_of_territories(comparison)
    whole = comparison.in_documents
    under = {series: (min(of), whole[series]) for series, of in totals.items() if by_territory and len(of) == 1}
    told = "sous le tableau, celles que les filtres retiennent et toutes celles du document."

    def crossed(field: str, series: str) -> list[Any]:
        return [of_row.get(series, {}).get(field) for of_row in rows.values()]

    beside = [
        Column(
            f"{name} : actions, {comparison.beside_title}",
            crossed(comparison.beside, series),
            NUMBER,
            15,
            meaning=f"Nombre d’actions, {comparison.beside_title} ; n’est pas dans le graphique.",
        )
        for series, name in (names.items() if comparison.beside else ())
        if comparison.beside
    ]
    if comparison.unit != SHARE:
        what = "Nombre d’actions" if comparison.unit.counts_actions else comparison.value_title
        meaning = f"{what} ; {told}" if under else f"{what}."
        found += [
            Column(
                name,
                crossed(comparison.value, series),
                _KINDS.get(comparison.unit, NUMBER),
                15,
                series,
                meaning,
                totals=under.get(series),
            )
            for series, name in names.items()
        ]
        found += [
            Column(
                f"{name} : {title.lower()}",
                crossed(field, series),
                _COMPLETED.get(field, NUMBER),
                15,
                meaning=f"{title} ; n’est pas dans le graphique.",
            )
            for field, title in comparison.completed_by.items()
            for series, name in names.items()
        ]
        return found + beside
    for series, name in names.items():
        kind = FINE_PART if max(totals.get(series, {0})) >= _MANY else PART
        meaning = (
            "Part des actions : actions comptées, divisées par toutes celles retenues du même document ; vide où il "
            "n’en est retenu aucune."
        )
        found.append(Column(name, crossed(comparison.value, series), kind, 15, series, meaning))
    for series, name in names.items():
        meaning = f"Nombre d’actions derrière la part ; {told}"
        counts = crossed("actions", series)
        found.append(Column(f"{name} : actions", counts, NUMBER, 15, meaning=meaning, totals=under.get(series)))
    return found + beside


def _listed(comparison: Comparison, chart: Chart) -> list[Column]:
    """One line a sum, a period or an extent, as the chart holds them."""
    labels, figures = _figures(chart)
    found = [Column(comparison.category.title, labels, width=46, meaning="Ce que chaque ligne montre."), *figures]
    given, table = {column.heading for column in found}, comparison.table
    rows = _as_drawn(comparison, chart)
    for field, title in extra(comparison).items():
        if field in table and title not in given:
            texts = [row.get(field) for row in rows]
            whole = table[field].dtype.kind in "iu"
            kind, cells = (YEAR, texts) if whole else (TEXT, [joined(text) for text in texts])
            contains = isinstance(chart, BarChart) and field in comparison.completed_by
            meaning = "Enveloppe qui contient la somme : ne pas additionner." if contains else "Précision sur la ligne."
            found.append(Column(title, cells, kind, _width(cells), meaning=meaning))
    return found


def _as_drawn(comparison: Comparison, chart: Chart) -> list[dict[str, Any]]:
    """The rows of the table, one a line that the chart holds: a rest that is not detailed is in no table of data."""
    rows: list[dict[str, Any]] = comparison.table.to_dict("records")
    if not isinstance(chart, BarChart):
        return rows
    by_id = {str(row[comparison.category.id]): row for row in rows}
    named = {title: field for field, title in comparison.extra_columns.items()}
    return [
        {named[title]: text or None for title, text in bar.facts.items()} | {"part_of": bar.id.removesuffix("/reste")}
        if bar.is_rest
        else by_id[bar.id]
        for bar in chart.bars
    ]


def _figures(chart: Chart) -> tuple[list[str], list[Column]]:
    """What each line is called, and its figures."""
    comparison = chart.comparison
    if isinstance(chart, BarChart):
        euros = [bar.value for bar in chart.bars]
        return [clean(bar.label) for bar in chart.bars], [
            Column("Euros", euros, MONEY, 18, "eur", "Somme telle que le document l’énonce ; un reste est calculé.")
        ]
    if isinstance(chart, SpanChart):
        spans = chart.spans
        (end, *_) = comparison.completed_by.values()
        return [clean(span.title) for span in spans], [
            Column(
                comparison.value_alone, [span.start for span in spans], YEAR, 18, "start", "Première année annoncée."
            ),
            Column(
                end,
                [None if span.is_open else span.until for span in spans],
                YEAR,
                18,
                meaning="Dernière année annoncée ; vide si la période est ouverte.",
            ),
            Column(
                "Années montrées",
                [span.until - span.start + 1 for span in spans],
                NUMBER,
                12,
                "span",
                "Longueur de la barre, années de début et de fin comprises ; une période ouverte va jusqu’à la "
                "dernière année du graphique.",
            ),
        ]
    if isinstance(chart, ShapeChart):
        across, down = [shape.width_km for shape in chart.shapes], [shape.height_km for shape in chart.shapes]
        (tall,) = comparison.completed_by.values()
        return [clean(shape.series.label) for shape in chart.shapes], [
            Column(comparison.value_alone, across, LENGTH, 18, "width", "Plus grande largeur, en kilomètres."),
            Column(tall, down, LENGTH, 18, "height", "Plus grande hauteur, en kilomètres."),
        ]
    # What is told in words has no figures: one line a row.
    return [clean(row.label) for row in chart.rows] if isinstance(chart, MatrixChart) else [], []


def _width(cells: Iterable[Any]) -> float:
    return float(min(max(12, *(len(str(cell)) + 2 for cell in cells), 0), 48))
