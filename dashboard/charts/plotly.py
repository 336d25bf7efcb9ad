"""Plotly figures of charts, as dicts: building graph objects costs more than all the rest of a rerun."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from dashboard.charts.model import SCALE_KM, BarChart, Chart, DotChart, Mark, Row, ShapeChart
from dashboard.charts.plotly_parts import (
    FIGURE_SIZE,
    LABEL_WIDTH,
    Figure,
    base_layout,
    caption,
    category_axis,
    plain,
    row_height,
    top_axis,
    wrapped,
)
from dashboard.look.formats import NARROW, euros
from dashboard.look.palette import SANS, Appearance, tone
from dashboard.look.text_width import width as text_width

# Height of a row, for three lines of a label or for marks at levels of their own.
_ROW_DOTS, _A_MARK = 40, 9
_MARK, _EMPHASISED = 12, 18
# Between two contours, in kilometres, and the letters of a line under one.
_GAP_KM, _NAME = 6.0, 12
# Contours of a row, and what a name takes under one, in kilometres.
_SIDE_BY_SIDE, _UNDER_KM = 4, 22
# How far a part stands in from the label of its envelope, and from labels to bars.
_INDENT, _TO_BARS = 20, 10
# What a mark says of itself where a click leads to its actions.
CLICK_HINT = "<br>Cliquer pour lire les actions"

CONFIG = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "locale": "fr",
}


def figure(chart: Chart, look: Appearance) -> Figure:
    """The figure of a chart that is drawn by plotly, on a ground; the page shows its legend, which wraps on any screen.

    Each mark carries `[category id, series id]` in `customdata`.

    Raises:
        TypeError: the chart is a table, which HTML draws.
    """
    match chart:
        case DotChart():
            return _dots(chart, look)
        case BarChart():
            return _bars(chart, look)
        case ShapeChart():
            return _shapes(chart, look)
    raise TypeError(f"{type(chart).__name__} is drawn as a table")


def _dots(chart: DotChart, look: Appearance) -> Figure:
    """A line a category, a mark a series; marks differ by shape and colour."""
    places = {row.id: len(chart.rows) - 1 - at for at, row in enumerate(chart.rows)}
    labels = {row.id: row.label for row in chart.rows}
    traces: list[dict[str, Any]] = [_ranges(chart, look, places)]
    for at, series in enumerate(chart.series):
        # A territory of which nothing is kept has no share, and no mark.
        marks = [(row, row.marks[at]) for row in chart.rows if row.marks[at].value is not None]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": plain(series.heading),
                "x": [mark.value for _, mark in marks],
                "y": [places[row.id] + series.level for row, _ in marks],
                "marker": {
                    "symbol": series.look.mark if series.look else "circle",
                    "size": _EMPHASISED if series.is_emphasised else _MARK,
                    "color": series.look.colour(look) if series.look else look.accent,
                    "line": {"color": look.ground, "width": 1},
                },
                "customdata": [[mark.category_id, mark.series_id] for _, mark in marks],
                "hovertext": [_hover(row, series.label, mark) for row, mark in marks],
                "cliponaxis": False,
                **_CHOSEN,
            }
        )
    end = chart.ticks[-1].value
    tall = max(_ROW_DOTS, row_height(labels) - 2, _A_MARK * len(chart.series))
    layout = base_layout(look, height=96 + tall * len(chart.rows), top=26)
    layout |= {
        "yaxis": category_axis(look, list(labels), labels) | {"type": "linear", "tickvals": list(places.values())},
        "xaxis": top_axis(look, (-0.03 * end, 1.04 * end), {tick.value: tick.text for tick in chart.ticks}),
    }
    return {"data": traces, "layout": layout}


# Hover says what is printed; what is not clicked stays as it is.
_CHOSEN = {
    "hovertemplate": "%{hovertext}<extra></extra>",
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}},
    "showlegend": False,
}


def _ranges(chart: DotChart, look: Appearance, places: dict[str, int]) -> dict[str, Any]:
    """A thin line from the smallest to the largest mark of each row, for the eye to follow."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row in chart.rows:
        values = [mark.value for mark in row.marks if mark.value is not None]
        if values:
            x += [min(values), max(values), None]
            y += [places[row.id], places[row.id], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": look.grid, "width": 12},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _bars(chart: BarChart, look: Appearance) -> Figure:
    """A bar a sum, labelled with its value; what an envelope contains says « dont », stands in from its left and is
    lighter, and what it does not detail is hatched."""
    labels = {bar.id: bar.label for bar in chart.bars}
    rows = [(bar, wrapped(bar.label, LABEL_WIDTH)) for bar in chart.bars]
    margin = round(
        max(_INDENT * bar.depth + text_width(line, FIGURE_SIZE) for bar, said in rows for line in said.split("<br>"))
    )
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": list(labels),
        "x": [bar.value for bar in chart.bars],
        "marker": {
            "color": [tone(bar.step, look)[0] for bar in chart.bars],
            "pattern": {
                "shape": ["/" if bar.is_rest else "" for bar in chart.bars],
                "fgcolor": look.quiet,
                # Laid over it, plotly would look for a contrast to a list of colours, which is none.
                "bgcolor": look.ground,
                "fillmode": "replace",
                "size": 6,
            },
        },
        "text": [bar.text for bar in chart.bars],
        "textposition": "outside",
        "textfont": {"color": look.ink, "size": FIGURE_SIZE, "family": SANS},
        "cliponaxis": False,
        "customdata": [[bar.id, bar.series_id] for bar in chart.bars],
        "hovertext": [
            f"<b>{plain(bar.name)}</b><br>{euros(bar.value)} · {plain(bar.kind)}"
            f"{f'<br>{plain(bar.note)}' if bar.note else ''}<br>Ligne {bar.line}"
            for bar in chart.bars
        ],
        **_CHOSEN,
    }
    layout = base_layout(look, height=24 + row_height(labels) * len(labels), top=8)
    layout |= {
        "bargap": 0.35,
        "margin": layout["margin"] | {"l": margin + _TO_BARS},
        # The axis writes its labels to the right, where no indent shows: they are written beside it.
        "yaxis": category_axis(look, list(labels), labels) | {"showticklabels": False, "automargin": False},
        "annotations": [
            {
                "text": said,
                "align": "left",
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "xshift": _INDENT * bar.depth - margin - _TO_BARS,
                "yref": "y",
                "y": bar.id,
                "yanchor": "middle",
                "showarrow": False,
                "font": {"size": FIGURE_SIZE, "color": look.ink, "family": SANS},
            }
            for bar, said in rows
        ],
        "xaxis": {"range": [0, (chart.largest or 1) * 1.22], "visible": False, "fixedrange": True},
    }
    return {"data": [trace], "layout": layout}


def _shapes(chart: ShapeChart, look: Appearance) -> Figure:
    """Contours side by side on one plane, so that one scale holds for all; the emphasised one is filled."""
    traces: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    places = _cells(chart)
    for shape, (middle, base) in zip(chart.shapes, places, strict=True):
        assert shape.series.look is not None, "contours are of territories"
        colour = shape.series.look.colour(look)
        x: list[float | None] = []
        y: list[float | None] = []
        for ring in shape.rings:
            x += [middle + point[0] for point in ring] + [None]
            y += [base + shape.height_km / 2 + point[1] for point in ring] + [None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "fill": "toself",
                "fillcolor": colour if shape.series.is_emphasised else look.sequential[0],
                "line": {"color": colour, "width": 2},
                "hoverinfo": "text",
                "text": plain(f"{shape.series.label} : {shape.extent}"),
                "showlegend": False,
            }
        )
        annotations.append(
            caption(
                wrapped(shape.series.label, _NAME, at_hyphens=len(chart.shapes) > _SIDE_BY_SIDE),
                middle,
                base - 4.0,
                look,
            )
        )
    at = max(middle + shape.width_km / 2 for shape, (middle, _) in zip(chart.shapes, places, strict=True)) + _GAP_KM
    lowest = min(base for _, base in places)
    bar = [at - _GAP_KM - SCALE_KM, at - _GAP_KM]
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": bar,
            "y": [chart.tallest_km + 6, chart.tallest_km + 6],
            "line": {"color": look.ink, "width": 3},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    annotations.append(caption(f"{SCALE_KM}{NARROW}km", sum(bar) / 2, chart.tallest_km + 5, look))
    rows = len({base for _, base in places})
    layout = base_layout(look, height=300 * rows, top=4) | {
        "annotations": annotations,
        "xaxis": {"visible": False, "range": [-2, at], "fixedrange": True},
        "yaxis": {
            "visible": False,
            "range": [lowest - _UNDER_KM, chart.tallest_km + 10],
            "scaleanchor": "x",
            "constrain": "domain",
            "fixedrange": True,
        },
    }
    return {"data": traces, "layout": layout}


def _cells(chart: ShapeChart) -> list[tuple[float, float]]:
    """Where each contour stands, in kilometres: its middle, and its foot. A few stand side by side; more, in rows of
    cells that are as wide as the widest, so that no name meets its neighbour."""
    if len(chart.shapes) <= _SIDE_BY_SIDE:
        lefts = accumulate((shape.width_km + _GAP_KM for shape in chart.shapes), initial=0.0)
        return [(left + shape.width_km / 2, 0.0) for left, shape in zip(lefts, chart.shapes, strict=False)]
    wide = max(shape.width_km for shape in chart.shapes) + _GAP_KM
    tall = chart.tallest_km + _UNDER_KM
    return [
        (wide * (at % _SIDE_BY_SIDE + 0.5), -tall * (at // _SIDE_BY_SIDE) or 0.0) for at in range(len(chart.shapes))
    ]


def _hover(row: Row, series: str, mark: Mark) -> str:
    return f"<b>{plain(row.label)}</b><br>{plain(series)} : {mark.heard}" + (CLICK_HINT if mark.behind else "")
