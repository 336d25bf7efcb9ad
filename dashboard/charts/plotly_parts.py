"""What every figure is made of: layout, axes, captions, labels that wrap and are never markup."""

from __future__ import annotations

import textwrap
from typing import Any

from dashboard.look.formats import NARROW
from dashboard.look.palette import SANS, Appearance

Figure = dict[str, Any]
FIGURE_SIZE, AXIS_SIZE = 15, 13
LABEL_WIDTH = 24
# Least height of a row, and of a line of its label.
_ROW, _LINE = 30, 17


def caption(text: str, x: float, y: float, look: Appearance) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": AXIS_SIZE, "color": look.ink, "family": SANS},
    }


def base_layout(look: Appearance, height: int, top: int) -> dict[str, Any]:
    return {
        "height": height,
        "margin": {"l": 0, "r": 8, "t": top, "b": 8},
        "paper_bgcolor": look.ground,
        "plot_bgcolor": look.ground,
        "font": {"family": SANS, "color": look.ink, "size": FIGURE_SIZE},
        "separators": f",{NARROW}",
        "hoverlabel": {
            "bgcolor": look.ground,
            "bordercolor": look.frame,
            "font": {"family": SANS, "size": 15, "color": look.ink},
            "align": "left",
        },
        "dragmode": False,
        "clickmode": "event+select",
        "hovermode": "closest",
        "showlegend": False,
    }


def top_axis(look: Appearance, between: tuple[float, float], ticks: dict[float, str]) -> dict[str, Any]:
    """The scale above the rows, `ticks` being what stands at which value."""
    return {
        "range": list(between),
        "tickvals": list(ticks),
        "ticktext": list(ticks.values()),
        "side": "top",
        "gridcolor": look.grid,
        "zeroline": False,
        "fixedrange": True,
        "ticklen": 0,
        "tickfont": {"size": AXIS_SIZE, "color": look.quiet, "family": SANS},
    }


def category_axis(
    look: Appearance, rows: list[str], labels: dict[str, str], width: int = LABEL_WIDTH
) -> dict[str, Any]:
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": rows[::-1],
        "tickvals": rows,
        "ticktext": [wrapped(labels[row], width) for row in rows],
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticklen": 8,
        "tickcolor": look.ground,
        "tickfont": {"size": FIGURE_SIZE, "color": look.ink, "family": SANS},
        "range": [-0.5, len(rows) - 0.5],
    }


def row_height(labels: dict[str, str], width: int = LABEL_WIDTH) -> int:
    most_lines = max((wrapped(label, width).count("<br>") + 1 for label in labels.values()), default=1)
    return max(_ROW, 8 + _LINE * most_lines)


def wrapped(label: str, width: int, at_hyphens: bool = False) -> str:
    # What stands between no-break spaces must not be cut into two lines.
    lines = textwrap.wrap(label, width, break_long_words=False, break_on_hyphens=at_hyphens)
    return "<br>".join(map(plain, lines or [""]))


def plain(text: str) -> str:
    """Plotly reads some HTML in texts: data must never become markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
