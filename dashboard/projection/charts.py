"""Charts of the room: tables, dots and bars as HTML in the screen's own unit, every mark a button with its words."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.charts.plotly import value_text
from dashboard.comparisons.core import BARS, DOTS, MATRIX, SHAPES, SHARE, SPANS, Comparison
from dashboard.look.formats import contained, euros, share_with_count
from dashboard.look.text_width import lines, width
from dashboard.projection.drawings import shapes, spans
from dashboard.projection.layout import INNER, SMALLEST, fitted, is_one_page
from dashboard.projection.matrix import matrix
from dashboard.projection.parts import AIR, GAP, LINE, Row, heads_of, rows_of, spoken
from dashboard.projection.templates import render

# The least length of a scale of dots.
_SCALE = 0.24 * INNER
# Sizes of type of dots, of bars, indent of a part, size of a quote.
_DOTS = (72, 64, 58, 52, 46, 42, 38, 34, 32, 30, 28, 26)
_BARS, _INDENT, _QUOTE = (34, 32, 30, 28, 26, 24), 36, 32


def drawn(comparison: Comparison, available: float) -> list[str]:
    """The pages of a Comparison's chart, each HTML of at most this height."""
    draw: dict[str, Callable[[Comparison, float], list[str]]] = {
        MATRIX: matrix,
        DOTS: _dots,
        BARS: _bars,
        SPANS: spans,
        SHAPES: shapes,
    }
    return draw[comparison.mark](comparison, available)


def _dots(comparison: Comparison, available: float) -> list[str]:
    """A band a category; in it a line a territory: its mark on the common scale, then its name and its value."""
    rows = rows_of(comparison)
    labels = [str(cells[0][comparison.category.label]) for cells in rows]
    within = 0.27 * INNER
    most = max(len(cells) for cells in rows)
    marks = {head["id"]: head["mark"] for head in heads_of(comparison)}
    said = [[_said(comparison, one) for one in cells] for cells in rows]

    def heights(size: int) -> list[float]:
        return [
            max(lines(label, size, within - GAP, 600) * size * LINE, most * size * LINE) + 0.75 * size
            for label in labels
        ]

    def beside(size: int) -> float:
        return max(width(f"{name} {value}", size, 600) for of_row in said for name, value in of_row) + 40 + size

    # Words never take the place of the lengths that they name.
    sizes = [size for size in _DOTS if INNER - within - beside(size) >= _SCALE] or [_DOTS[-1]]
    fit = fitted(heights, [""] * len(rows), available, sizes=sizes, paged=min(sizes))
    largest = float(comparison.table[comparison.value].max() or 1)
    scale = INNER - within - beside(fit.size)
    return [
        render(
            "dots.html",
            size=fit.size,
            within=within,
            line=fit.size * LINE,
            rows=[
                {
                    "label": labels[at],
                    "height": fit.heights[at],
                    "marks": [
                        {
                            "row": one[comparison.category.id],
                            "column": one[comparison.series.id],
                            # A share of nothing has no place on the scale, and no mark.
                            "mark": marks[one[comparison.series.id]] if one["total"] else "",
                            "at": scale * float(one[comparison.value]) / largest if one["total"] else 0.0,
                            "name": name,
                            "value": value,
                            "loud": comparison.emphasis in (None, one[comparison.series.id]),
                            "opens": comparison.behind(one) is not None,
                            "spoken": spoken(comparison, one),
                        }
                        for one, (name, value) in zip(rows[at], said[at], strict=True)
                    ],
                }
                for at in range(part.start, part.end)
            ],
        )
        for part in fit.pages
    ]


def _said(comparison: Comparison, row: Row) -> tuple[str, str]:
    """A territory's name and its value, as they stand beside its mark."""
    if comparison.unit == SHARE and not row["total"]:
        return str(row[comparison.series.label]), "sans objet"
    if not row["actions"]:
        # At the start of the scale, a dash alone could be read as a figure that is missing.
        return str(row[comparison.series.label]), "aucune action"
    value = share_with_count(row["actions"], row["total"]) if comparison.unit == SHARE else value_text(comparison, row)
    return str(row[comparison.series.label]), value


def _bars(comparison: Comparison, available: float) -> list[str]:
    """A bar a sum, its amount and what kind of sum it is at its end; parts of an envelope are indented.

    Where a few stand alone, the words of the document stand under each.
    """
    rows = comparison.table.to_dict("records")
    labels = [contained(str(row["label"]), row["depth"]) for row in rows]
    several = comparison.table["territory"].nunique() > 1
    facts = [str(row["kind"]) + (f", {row['territory']}" if several else "") for row in rows]
    quotes = [f"Ligne {row['line']} : « {row['quote']} »" for row in rows]
    beside = max(
        width(euros(row["eur"]), _BARS[0], 600) + width(fact, SMALLEST) for row, fact in zip(rows, facts, strict=True)
    )
    widest = max(width(label, _BARS[0]) + _INDENT * row["depth"] for row, label in zip(rows, labels, strict=True))
    within = min(0.42 * INNER, widest) + GAP
    scale = INNER - within - beside - 60

    def heights(size: int) -> list[float]:
        return [
            lines(label, size, within - GAP - _INDENT * row["depth"]) * size * LINE + AIR * size
            for row, label in zip(rows, labels, strict=True)
        ]

    def with_quotes(size: int) -> list[float]:
        said = (lines(quote, _QUOTE, INNER) * _QUOTE * LINE + 50 for quote in quotes)
        return [height + words for height, words in zip(heights(size), said, strict=True)]

    none = [""] * len(rows)
    quoted = is_one_page(with_quotes, none, available, sizes=_BARS[:3])
    fit = fitted(with_quotes if quoted else heights, none, available, sizes=_BARS, stretch=1.0 if quoted else None)
    own = heights(fit.size)
    largest = float(comparison.table[comparison.value].max() or 1)
    return [
        render(
            "bars.html",
            size=fit.size,
            within=within,
            rows=[
                {
                    "row": rows[at]["amount_id"],
                    "label": labels[at],
                    "indent": _INDENT * rows[at]["depth"],
                    "height": own[at] if quoted else fit.heights[at],
                    "quote": quotes[at] if quoted else "",
                    "long": max(3.0, scale * rows[at]["eur"] / largest),
                    "step": {0: 6, 1: 5}.get(rows[at]["depth"], 4),
                    "value": euros(rows[at]["eur"]),
                    "fact": facts[at],
                    "spoken": f"{labels[at]} : {euros(rows[at]['eur'])}, {facts[at]}",
                }
                for at in range(part.start, part.end)
            ],
        )
        for part in fit.pages
    ]
