"""Charts of the room: tables, dots and bars as HTML in the screen's own unit, every mark a button with its words."""

from __future__ import annotations

from dashboard.charts.model import Bar, BarChart, Chart, DotChart, Mark, MatrixChart, ShapeChart, SpanChart
from dashboard.look.text_width import STRONG, TEXT, lines, width
from dashboard.projection.drawings import page_of as _page
from dashboard.projection.drawings import shapes, spans
from dashboard.projection.layout import AIR, GAP, INNER, LINE, SMALLEST, Page, fitted, is_one_page
from dashboard.projection.marks import plain
from dashboard.projection.matrix import matrix

# The least length of a scale of dots.
_SCALE = 0.24 * INNER
# How much higher than their type bands of dots become where there is room.
_SPREAD = 2.8
# Sizes of type of dots, of bars, indent of a part, size of a quote.
_DOTS = (72, 64, 58, 52, 46, 42, 38, 34, 32, 30, 28)
_BARS, _INDENT, _QUOTE = (34, 32, 30, 28), 36, 32
# Of a sum that stands alone: its figure, and beside it its name, kind and words; how much larger they are tried.
_FIGURE, _NAME, _KIND, _TIMES = 100, 40, 28, (1.9, 1.75, 1.6, 1.45, 1.3, 1.15, 1.0)


def drawn(chart: Chart, available: float) -> list[Page]:
    """The pages of a chart, each HTML of at most this height; one empty page where nothing is to be drawn."""
    match chart:
        case MatrixChart():
            return matrix(chart, available)
        case DotChart():
            return _dots(chart, available)
        case BarChart():
            return _sum(chart.bars[0], available) if len(chart.bars) == 1 else _bars(chart, available)
        case SpanChart():
            return spans(chart, available)
        case ShapeChart():
            return shapes(chart, available)
    return [Page("", ())]


def _dots(chart: DotChart, available: float) -> list[Page]:
    """A band a category; in it a line a territory: its mark on the common scale, then its name and its value."""
    within, most = 0.27 * INNER, len(chart.series)
    said = [[_said(chart, mark) for mark in row.marks] for row in chart.rows]
    names = [series.label for series in chart.series]

    def heights(size: int) -> list[float]:
        return [
            max(lines(row.label, size, within - GAP, STRONG) * size * LINE, most * size * LINE) + 0.75 * size
            for row in chart.rows
        ]

    def beside(size: int) -> float:
        told = (f"{name} {value}" for of_row in said for name, value in zip(names, of_row, strict=True))
        return max(width(text, size, STRONG) for text in told) + 40 + size

    # Words never take the place of the lengths that they name.
    sizes = [size for size in _DOTS if INNER - within - beside(size) >= _SCALE] or [_DOTS[-1]]
    fit = fitted(heights, [""] * len(chart.rows), available, sizes=sizes, paged=min(sizes), stretch=_SPREAD)
    # Lines of a band take the room that it has.
    line = fit.size * LINE * min(got / own for got, own in zip(fit.heights, heights(fit.size), strict=True))
    scale = INNER - within - beside(fit.size)
    has_first = any(series.is_emphasised for series in chart.series)
    return [
        _page(
            tuple(row.label for row in chart.rows[part.start : part.end]),
            "dots.html",
            size=fit.size,
            within=within,
            line=line,
            rows=[
                {
                    "label": chart.rows[at].label,
                    "height": fit.heights[at],
                    "marks": [
                        {
                            "mark": mark,
                            "series": series,
                            "at": scale * mark.fraction,
                            "value": value,
                            "loud": series.is_emphasised or not has_first,
                        }
                        for series, mark, value in zip(chart.series, chart.rows[at].marks, said[at], strict=True)
                    ],
                }
                for at in range(part.start, part.end)
            ],
        )
        for part in fit.pages
    ]


def _said(chart: DotChart, mark: Mark) -> str:
    """A value as it stands beside its mark, under the name of its territory."""
    if mark.value is None:
        return "sans objet"
    # At the start of the scale, a dash alone could be read as a figure that is missing.
    return mark.figure if mark.actions else "aucune action"


def _bars(chart: BarChart, available: float) -> list[Page]:
    """A bar a sum, its amount and what kind of sum it is at its end; parts of an envelope are indented.

    Where a few stand alone, the words of the document stand under each.
    """
    bars = chart.bars
    quotes = [_quote(bar) for bar in bars]
    beside = max(width(bar.text, _BARS[0], STRONG) + width(bar.fact, SMALLEST) for bar in bars)
    widest = max(width(bar.label, _BARS[0]) + _INDENT * bar.depth for bar in bars)
    within = min(0.42 * INNER, widest) + GAP
    scale = INNER - within - beside - 60

    def heights(size: int) -> list[float]:
        return [lines(bar.label, size, within - GAP - _INDENT * bar.depth) * size * LINE + AIR * size for bar in bars]

    def with_quotes(size: int) -> list[float]:
        said = (lines(quote, _QUOTE, INNER) * _QUOTE * LINE + 50 for quote in quotes)
        return [height + words for height, words in zip(heights(size), said, strict=True)]

    none = [""] * len(bars)
    quoted = is_one_page(with_quotes, none, available, sizes=_BARS[:3])
    fit = fitted(with_quotes if quoted else heights, none, available, sizes=_BARS, stretch=1.0 if quoted else None)
    own = heights(fit.size)
    return [
        _page(
            tuple(bar.label for bar in bars[part.start : part.end]),
            "bars.html",
            size=fit.size,
            within=within,
            rows=[
                {
                    "bar": bars[at],
                    "indent": _INDENT * bars[at].depth,
                    "height": own[at] if quoted else fit.heights[at],
                    "quote": quotes[at] if quoted else "",
                    "long": max(3.0, scale * bars[at].fraction),
                }
                for at in range(part.start, part.end)
            ],
        )
        for part in fit.pages
    ]


def _sum(bar: Bar, available: float) -> list[Page]:
    """A single sum, as a figure: a bar without another to compare it with is no measure, and would be taken for one
    beside the sum of another scope. The words of the document stand under it where they find room."""
    fitting = (
        (times, quoted)
        for quoted in (True, False)
        for times in _TIMES
        if _sum_height(bar, times, quoted) <= available and _figure(bar, times) <= INNER / 2
    )
    times, quoted = next(fitting, (_TIMES[-1], False))
    return [
        _page(
            (bar.label,),
            "sum.html",
            bar=bar,
            quote=_quote(bar) if quoted else "",
            within=_figure(bar, times),
            figure=_FIGURE * times,
            name=_NAME * times,
            kind=_KIND * times,
            words=_QUOTE * times,
        )
    ]


def sum_height(bar: Bar) -> float:
    """The least height of the chart of a single sum with the document's words."""
    return _sum_height(bar, _TIMES[-1], True)


def _sum_height(bar: Bar, times: float, quoted: bool) -> float:
    beside = INNER - _figure(bar, times)
    said = [(bar.label, _NAME, STRONG), (bar.fact, _KIND, TEXT), *([(_quote(bar), _QUOTE, TEXT)] if quoted else [])]
    tall = sum(lines(text, size * times, beside, face) * size * times * LINE for text, size, face in said)
    return max(_FIGURE * times * LINE, tall + (0.5 * _QUOTE * times if quoted else 0))


def _figure(bar: Bar, times: float) -> float:
    """The width of the figure, and of what parts it from its name."""
    return width(bar.text, _FIGURE * times, STRONG) + _FIGURE * times * 0.5


def _quote(bar: Bar) -> str:
    return f"Ligne {bar.line} : « {plain(bar.quote)} »"
