"""Sums of money of a deck, as bars: an envelope and what it contains on one slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.slide import Slide

from dashboard.charts.model import Bar, BarChart
from dashboard.exports.pptx.chart_parts import SIZE, category_axis, inner, paint, placed, point_label
from dashboard.exports.pptx.measure import Area, height, width
from dashboard.exports.pptx.text import Colour, said
from dashboard.look.formats import NARROW

# What the names take of the width, and the room above and below the bars.
_SHARE, _EDGES = 0.36, 0.1
_HIGHEST_ROW, _LOWEST_ROW, _BETWEEN = 0.6, 0.3, 0.05
# Programs that heed it write decimals as French does; the others follow the machine.
_FRENCH = "[$-40C]"
# How much lighter a part of an envelope is, a part of a part, and what is not detailed.
_DEPTHS, _REST = (0.0, 0.3, 0.62), 0.85
_AGAIN = "Rappel : "


@dataclass(frozen=True)
class Shown:
    """A bar of a slide, which may be there `again` for the parts that follow it."""

    bar: Bar
    again: bool

    @property
    def name(self) -> str:
        return said(f"{_AGAIN}{self.bar.label}" if self.again else self.bar.label)


def pages(chart: BarChart, area: Area) -> list[list[Shown]]:
    """The bars, slide by slide. No part stands without its envelope: where one does not hold them, the envelope is
    shown again with those that follow."""
    names = [Shown(bar, True).name for bar in chart.bars]
    row = max(_LOWEST_ROW, max(height(name, area.width * _SHARE - 0.15, SIZE) for name in names) + _BETWEEN)
    depths = [bar.depth for bar in chart.bars]
    fits = max(2 + max(depths), int((area.height - _EDGES) / row))
    fewest = envelopes(depths, fits)
    # Evenly: with the least room that takes no more slides.
    available = range(max(2 + max(depths), -(-len(depths) // len(fewest))), fits)
    evenly = next((found for most in available if len(found := envelopes(depths, most)) == len(fewest)), fewest)
    return [[Shown(chart.bars[at], again) for at, again in page] for page in evenly]


def envelopes(depths: Sequence[int], most: int) -> list[list[tuple[int, bool]]]:
    """Pages of at most `most` rows, each row as its place and whether it is there again.

    `depths` are of rows in order, each part after what contains it; `most` is at least two more than the deepest.
    """
    found: list[list[tuple[int, bool]]] = [[]]

    def put(first: int, last: int, above: list[int]) -> None:
        """Rows `first` to `last`, which are one row and its parts, within the rows `above`."""
        within = last - first
        has_others = [at for at, _ in found[-1]] != above
        if has_others and len(found[-1]) + within > most:
            found.append([(at, True) for at in above])
        if len(found[-1]) + within <= most:
            found[-1] += [(at, False) for at in range(first, last)]
            return
        found[-1].append((first, False))
        for child, after in _parts(depths, first + 1, last):
            put(child, after, [*above, first])

    for first, last in _parts(depths, 0, len(depths)):
        put(first, last, [])
    return found


def _parts(depths: Sequence[int], first: int, last: int) -> list[tuple[int, int]]:
    """The rows of the least depth among these, each with where its own parts end."""
    least = min(depths[first:last])
    heads = [at for at in range(first, last) if depths[at] == least]
    return list(zip(heads, [*heads[1:], last], strict=True))


def draw(slide: Slide, area: Area, chart: BarChart, part: Sequence[Shown], description: str) -> None:
    """The bars of a part of the chart."""
    frame = _bars(slide, area, chart, part)
    frame.name = "Graphique"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)


def _bars(slide: Slide, area: Area, shown: BarChart, part: Sequence[Shown]) -> Any:
    """A bar a sum, from zero; an envelope is dark, what it contains lighter."""
    data: Any = CategoryChartData(number_format="#,##0")
    names, bars = [one.name for one in part], [one.bar for one in part]
    data.categories = names
    data.add_series(said(shown.comparison.value_title), [bar.value for bar in bars])
    row = max(_HIGHEST_ROW, max(height(name, area.width * _SHARE - 0.15, SIZE) for name in names) + _BETWEEN)
    frame, chart = placed(slide, area, XL_CHART_TYPE.BAR_CLUSTERED, data, _EDGES + 0.15 + len(names) * row)
    chart.has_legend = False
    category_axis(chart)
    axis = chart.value_axis
    # The sums stand behind the bars.
    plot = area.width * (0.98 - _SHARE)
    label = min(0.5 * plot, 0.15 + max(width(said(bar.text), SIZE) for bar in bars))
    axis.minimum_scale = 0
    axis.maximum_scale = (shown.largest or 1.0) * plot / (plot - label)
    axis.visible = axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width = 50
    inner(chart, frame, _SHARE, 0, 0)
    series = plot.series[0]
    paint(series.format.fill, Colour("accent2"))
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = euro_format(max(bar.value for bar in bars)), False
    for at, bar in enumerate(bars):
        if bar.depth:
            lighter = _REST if bar.is_rest else _DEPTHS[min(bar.depth, len(_DEPTHS) - 1)]
            paint(series.points[at].format.fill, Colour("accent2", lighter))
        labels._element.insert(at, point_label(at, euro_format(bar.value)))
    return frame


def euro_format(value: float) -> str:
    """The number format under which a cell prints the sum as `formats.euros` does, in a French Office."""
    for unit, commas, name in ((1e9, ",,,", "Md€"), (1e6, ",,", "M€")):
        scaled = value / unit
        if scaled >= 1 and abs(scaled * 10 - round(scaled * 10)) < 1e-9:
            return f'{_FRENCH}{"0" if scaled == round(scaled) else "0.0"}{commas}"{NARROW}{name}"'
    return f'{_FRENCH}#,##0"{NARROW}€"'
