"""Plotly figures of Comparisons, as dicts: building graph objects costs more than all the rest of a rerun."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.plotly_parts import (
    AXIS_SIZE,
    FIGURE_SIZE,
    Figure,
    base_layout,
    caption,
    category_axis,
    legend_above,
    plain,
    row_height,
    top_axis,
    wrapped,
)
from dashboard.charts.plotly_spans import spans_chart
from dashboard.comparisons.core import BARS, DOTS, EUROS, MATRIX, SHAPES, SHARE, SPANS, Comparison
from dashboard.look.formats import EMPTY, NARROW, NO_SHARE, contained, euros, integer, share, share_with_count
from dashboard.look.palette import SANS, Appearance, cell, mark

# Height of a row, and how far apart the marks of a row stand, as a share of it.
_ROW_DOTS, _LEVEL = 40, 0.17
_MARK, _EMPHASISED = 12, 18
# Between two contours, and the length of the scale bar, in kilometres.
_GAP_KM, _SCALE_KM = 6.0, 20
# What a mark says of itself where a click leads to its actions.
CLICK_HINT = "<br>Cliquer pour lire les actions"

CONFIG = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "locale": "fr",
}


def figure(comparison: Comparison, look: Appearance, legend: bool = True) -> Figure:
    """The figure of a Comparison on a ground; without its legend where the page shows one that wraps on any screen.

    Each mark carries `[category id, series id]` in `customdata`.
    """
    draw = {MATRIX: _matrix, DOTS: _dots, BARS: _bars, SHAPES: _shapes, SPANS: spans_chart}[comparison.mark]
    drawn = draw(comparison, look)
    if not legend and drawn["layout"]["showlegend"]:
        drawn["layout"] |= {"showlegend": False, "margin": drawn["layout"]["margin"] | {"t": 26}}
    return drawn


def value_text(comparison: Comparison, row: pd.Series | Any) -> str:
    """The value as it is printed on the figure and in the table's cells."""
    if comparison.printed:
        return str(row[comparison.printed]) or EMPTY
    value = row[comparison.value]
    if comparison.unit == EUROS:
        return euros(value)
    if comparison.unit == SHARE and not row["total"]:
        return NO_SHARE
    if not row["actions"]:
        return EMPTY
    return share(row["actions"], row["total"]) if comparison.unit == SHARE else integer(value)


def beside_text(comparison: Comparison, row: pd.Series | Any) -> str:
    """The counts that stand in light beside the value of a cell: where it is a share its own, then the other one; the
    other alone beside a count; nothing where there is nothing to count."""
    if not comparison.beside or not (row["actions"] or row[comparison.beside]):
        return ""
    other = integer(row[comparison.beside])
    return f"{integer(row['actions'])} · {other}" if comparison.unit == SHARE else other


def series_headings(comparison: Comparison) -> dict[str, str]:
    """Labels of the series; territories bear the number of their units."""
    table = comparison.table.drop_duplicates(comparison.series.id)
    labels = dict(zip(table[comparison.series.id], table[comparison.series.label], strict=True))
    if comparison.series.id != "territory_id":
        return labels
    totals = dict(zip(table["territory_id"], table["total"], strict=True))
    return {key: f"{label} ({integer(totals[key])})" for key, label in labels.items()}


def _matrix(comparison: Comparison, look: Appearance) -> Figure:
    """A bar of length one a cell: a heat map would show the same but could not be clicked."""
    table, category, series = comparison.table, comparison.category, comparison.series
    rows = list(dict.fromkeys(table[category.id]))
    columns = series_headings(comparison)
    labels = dict(zip(table[category.id], table[category.label], strict=True))
    largest = float(table[comparison.value].max() or 0)
    traces = []
    for at, column in enumerate(columns):
        of_column = table[table[series.id] == column].set_index(category.id).reindex(rows)
        cells = of_column.to_dict("records")
        paints = [cell(float(row[comparison.value]), largest, look) for row in cells]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": plain(columns[column]),
                "y": rows,
                "x": [1] * len(rows),
                "base": [at] * len(rows),
                "width": 0.94,
                "marker": {
                    "color": [ground for ground, _ in paints],
                    "line": {"color": look.ground, "width": 3},
                },
                "text": [value_text(comparison, row) for row in cells],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": [ink for _, ink in paints], "size": FIGURE_SIZE, "family": SANS},
                "constraintext": "none",
                "customdata": [[row_id, column] for row_id in rows],
                "hovertext": [_hover(comparison, row) for row in cells],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
                "showlegend": False,
            }
        )
    wrap = _column_width(len(columns))
    headings = [wrapped(label, wrap) for label in columns.values()]
    top = 24 + 17 * max(label.count("<br>") + 1 for label in headings)
    layout = base_layout(look, height=top + 12 + row_height(labels) * len(rows), top=top)
    layout |= {
        "barmode": "overlay",
        "bargap": 0,
        "yaxis": category_axis(look, rows, labels),
        "xaxis": {
            "range": [0, len(columns)],
            "tickvals": [at + 0.5 for at in range(len(columns))],
            "ticktext": headings,
            "side": "top",
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "ticklen": 0,
            "tickangle": 0,
            "tickfont": {"size": AXIS_SIZE, "color": look.ink, "family": SANS},
        },
    }
    return {"data": traces, "layout": layout}


def _dots(comparison: Comparison, look: Appearance) -> Figure:
    """A line a category, a mark a territory; marks differ by shape and colour, and stand in one legend above."""
    table, category, series = comparison.table, comparison.category, comparison.series
    rows = list(dict.fromkeys(table[category.id]))
    labels = dict(zip(table[category.id], table[category.label], strict=True))
    headings = series_headings(comparison)
    largest = float(table[comparison.value].max() or 0)
    places = {row_id: len(rows) - 1 - at for at, row_id in enumerate(rows)}
    traces: list[dict[str, Any]] = [_spans(comparison, look, places)]
    for rank, (column, heading) in enumerate(headings.items()):
        # A territory of which nothing is kept has no share, and no mark.
        of_column = table[(table[series.id] == column) & table[comparison.value].notna()]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": plain(heading),
                "x": of_column[comparison.value].tolist(),
                # Each territory has its own level within a row, so that equal shares do not hide one another.
                "y": [places[row_id] + _LEVEL * (1.5 - rank) for row_id in of_column[category.id]],
                "marker": {
                    "symbol": mark(column, rank),
                    "size": _EMPHASISED if column == comparison.emphasis else _MARK,
                    "color": look.territory(column),
                    "line": {"color": look.ground, "width": 1},
                },
                "customdata": of_column[[category.id, series.id]].to_numpy().tolist(),
                "hovertext": [_hover(comparison, row) for row in of_column.to_dict("records")],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
                "cliponaxis": False,
            }
        )
    ticks = _share_ticks(largest)
    # A row holds two lines of a label; three need more.
    layout = base_layout(look, height=96 + max(_ROW_DOTS, row_height(labels) - 2) * len(rows), top=60)
    layout |= {
        "showlegend": True,
        "legend": legend_above(look),
        "yaxis": category_axis(look, rows, labels) | {"type": "linear", "tickvals": [places[row] for row in rows]},
        "xaxis": top_axis(
            look,
            (-0.008, max(ticks[-1], largest) * 1.04),
            {tick: f"{integer(100 * tick)}{NARROW}%" for tick in ticks},
        ),
    }
    return {"data": traces, "layout": layout}


def _spans(comparison: Comparison, look: Appearance, places: dict[str, int]) -> dict[str, Any]:
    """A thin line from the smallest to the largest mark of each row, for the eye to follow."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row_id, of_row in comparison.table.groupby(comparison.category.id, sort=False):
        x += [float(of_row[comparison.value].min()), float(of_row[comparison.value].max()), None]
        y += [places[str(row_id)], places[str(row_id)], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": look.grid, "width": 12},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _bars(comparison: Comparison, look: Appearance) -> Figure:
    """A bar a sum, labelled with its value; what an envelope contains says « dont » and is lighter."""
    table, category = comparison.table, comparison.category
    rows = table[category.id].tolist()
    depth = table["depth"] if "depth" in table else pd.Series(0, index=table.index)
    labels = {
        row_id: contained(label, level) for row_id, label, level in zip(rows, table[category.label], depth, strict=True)
    }
    largest = float(table[comparison.value].max() or 1)
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "x": table[comparison.value].tolist(),
        "marker": {"color": [look.sequential[-1 if level == 0 else -2 if level == 1 else -3] for level in depth]},
        "text": [value_text(comparison, row) for row in table.to_dict("records")],
        "textposition": "outside",
        "textfont": {"color": look.ink, "size": FIGURE_SIZE, "family": SANS},
        "cliponaxis": False,
        "customdata": [[row_id, "eur"] for row_id in rows],
        "hovertext": [_hover(comparison, row) for row in table.to_dict("records")],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }
    layout = base_layout(look, height=24 + row_height(labels) * len(rows), top=8)
    layout |= {
        "bargap": 0.35,
        "yaxis": category_axis(look, rows, labels),
        "xaxis": {"range": [0, largest * 1.22], "visible": False, "fixedrange": True},
    }
    return {"data": [trace], "layout": layout}


def _shapes(comparison: Comparison, look: Appearance) -> Figure:
    """Contours side by side on one plane, so that one scale holds for all; the emphasised one is filled."""
    traces: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    tallest = float(comparison.table["height_km"].max())
    at = 0.0
    for row in comparison.table.to_dict("records"):
        middle, colour = at + row["width_km"] / 2, look.territory(row["territory_id"])
        x: list[float | None] = []
        y: list[float | None] = []
        for ring in row["rings"]:
            x += [middle + point[0] for point in ring] + [None]
            y += [row["height_km"] / 2 + point[1] for point in ring] + [None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "fill": "toself",
                "fillcolor": colour if row["territory_id"] == comparison.emphasis else look.sequential[0],
                "line": {"color": colour, "width": 2},
                "hoverinfo": "text",
                "text": plain(f"{row['territory']} : {row['extent']}"),
                "showlegend": False,
            }
        )
        annotations.append(caption(wrapped(row["territory"], 12), middle, -4.0, look))
        at += row["width_km"] + _GAP_KM
    bar = [at - _GAP_KM - _SCALE_KM, at - _GAP_KM]
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": bar,
            "y": [tallest + 6, tallest + 6],
            "line": {"color": look.ink, "width": 3},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    annotations.append(caption(f"{_SCALE_KM}{NARROW}km", sum(bar) / 2, tallest + 5, look))
    layout = base_layout(look, height=300, top=4) | {
        "annotations": annotations,
        "xaxis": {"visible": False, "range": [-2, at], "fixedrange": True},
        "yaxis": {
            "visible": False,
            "range": [-22, tallest + 10],
            "scaleanchor": "x",
            "constrain": "domain",
            "fixedrange": True,
        },
    }
    return {"data": traces, "layout": layout}


def _column_width(columns: int) -> int:
    return 15 if columns <= 4 else 12


def _hover(comparison: Comparison, row: pd.Series) -> str:
    head = f"<b>{plain(str(row[comparison.category.label]))}</b>"
    if comparison.unit == EUROS:
        note = f"<br>{plain(row['note'])}" if row["note"] else ""
        return f"{head}<br>{euros(row[comparison.value])} · {plain(row['kind'])}{note}<br>Ligne {row['line']}"
    said = (
        share_with_count(row["actions"], row["total"])
        if comparison.series.id == "territory_id"
        else integer(row["actions"])
    )
    where = plain(str(row[comparison.series.label]))
    return f"{head}<br>{where} : {said}" + (CLICK_HINT if row["actions"] else "")


def _share_ticks(largest: float) -> list[float]:
    step = next(step for step in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if largest / step <= 5)
    ticks = [0.0]
    while ticks[-1] < largest:
        ticks.append(round(ticks[-1] + step, 4))
    return ticks
