"""The figure of periods: a bar a document or action, from its first year to the end of its last."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.plotly_parts import (
    AXIS_SIZE,
    Figure,
    base_layout,
    category_axis,
    legend_above,
    plain,
    row_height,
    top_axis,
    wrapped,
)
from dashboard.comparisons.core import Comparison
from dashboard.look.formats import typeset
from dashboard.look.palette import SANS, Appearance, mark

# Letters a line of a label, share of a row that a bar fills, and ticks at most.
_TITLE_WIDTH, _ACTION, _DOCUMENT, _TICKS = 62, 0.5, 0.22, 10


def spans_chart(comparison: Comparison, look: Appearance) -> Figure:
    """Bars in the territory's colour, its mark at their start; what has no stated end fades and ends in an arrow."""
    table = comparison.table
    rows = table[comparison.category.id].tolist()
    titles = zip(table[comparison.category.label], table["is_document"], strict=True)
    labels = dict(
        zip(
            rows,
            [typeset(f"Document : {title}" if is_document else title) for title, is_document in titles],
            strict=True,
        )
    )
    traces: list[dict[str, Any]] = []
    for rank, (territory_id, of_territory) in enumerate(table.groupby("territory_id", sort=False)):
        colour = look.territory(str(territory_id))
        traces += [
            _bars(comparison, of_territory, colour, look),
            _ends(comparison, of_territory, colour),
            _starts(comparison, of_territory, colour, mark(str(territory_id), rank), look),
        ]
    first, last = int(table["period_start"].min()), int(table["until"].max()) + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= _TICKS or step == 100)
    layout = base_layout(look, 76 + row_height(labels, _TITLE_WIDTH) * len(rows), top=60)
    layout |= {
        "showlegend": True,
        "legend": legend_above(look),
        "barmode": "overlay",
        "yaxis": category_axis(look, rows, labels, _TITLE_WIDTH),
        "xaxis": top_axis(
            look,
            # Room to the right of the last bar for its years.
            (first - 0.02 * (last - first), last + 0.2 * (last - first)),
            {year: str(year) for year in range(first, last + 1) if year % step == 0},
        ),
    }
    return {"data": traces, "layout": layout}


def _bars(comparison: Comparison, table: pd.DataFrame, colour: str, look: Appearance) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": table[comparison.category.id].tolist(),
        "base": table["period_start"].tolist(),
        "x": (table["until"] - table["period_start"] + 1).tolist(),
        "width": [_DOCUMENT if is_document else _ACTION for is_document in table["is_document"]],
        "marker": {
            "color": colour,
            "opacity": [0.55 if is_open else 1.0 for is_open in table["is_open"]],
        },
        "text": [
            "" if is_open else plain(years) for years, is_open in zip(table["years"], table["is_open"], strict=True)
        ],
        "textposition": "outside",
        "textfont": {"color": look.ink, "size": AXIS_SIZE, "family": SANS},
        "cliponaxis": False,
        "customdata": table[[comparison.category.id, comparison.series.id]].to_numpy().tolist(),
        "hovertext": [
            f"<b>{wrapped(row['title'], _TITLE_WIDTH)}</b><br>{plain(row['territory'])} : {plain(row['years'])}"
            for row in table.to_dict("records")
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }


def _ends(comparison: Comparison, table: pd.DataFrame, colour: str) -> dict[str, Any]:
    """An arrow where no end is stated."""
    still_open = table[table["is_open"]]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": (still_open["until"] + 1).tolist(),
        "y": still_open[comparison.category.id].tolist(),
        "marker": {"symbol": "triangle-right", "size": 18, "color": colour},
        "text": [f"  {plain(years)}" for years in still_open["years"]],
        "textposition": "middle right",
        "textfont": {"size": AXIS_SIZE, "family": SANS},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _starts(comparison: Comparison, table: pd.DataFrame, colour: str, symbol: str, look: Appearance) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(table.iloc[0][comparison.series.label]),
        "x": table["period_start"].tolist(),
        "y": table[comparison.category.id].tolist(),
        "marker": {"symbol": symbol, "size": 13, "color": colour, "line": {"color": look.ground, "width": 1}},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
