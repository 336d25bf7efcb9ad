"""A Comparison as a picture that can be shown unchanged: finding, figure, caveats and sources, 1 200 px wide.

PNG and SVG are two prints of one page, which is made of the same table or figure as on screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

from markupsafe import Markup

from dashboard.charts.html import drawn
from dashboard.charts.model import DotChart, MatrixChart, ShapeChart, chart_of
from dashboard.charts.plotly import figure
from dashboard.charts.words import alternative, source_line
from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context
from dashboard.exports.core import filters_line
from dashboard.exports.fonts import faces_for
from dashboard.exports.picture.browser import PRESS, WIDTH, Sheet, found_browser
from dashboard.exports.templates import render
from dashboard.look.palette import LIGHT, PRINT
from dashboard.page_registry import ACTIONS

_CSS = Path(__file__).parent / "templates" / "picture.css"


def why_not() -> str | None:
    """Why this machine makes no pictures, in French; nothing where it has a browser to draw them."""
    if found_browser():
        return None
    return "Pas d’image ici : le serveur n’a ni Chrome ni Chromium. Diapositives, classeurs et tableaux restent."


class Options(TypedDict, total=False):
    """How a picture departs from the one on screen: `transparent` without ground, `printable` in greys, `bare` without
    title and sources, where a page has them, `width` narrower than WIDTH, to stay readable on paper."""

    transparent: bool
    printable: bool
    bare: bool
    width: int


def png(comparison: Comparison, context: Context, **options: Unpack[Options]) -> bytes:
    """The picture at twice its size."""
    return PRESS.draw(_sheet(comparison, context, **options), "png")


def svg(comparison: Comparison, context: Context, **options: Unpack[Options]) -> bytes:
    """The picture as vectors, its words as text, and within it what they need of the fonts."""
    drawn = PRESS.draw(_sheet(comparison, context, **options), "svg")
    return drawn.replace(b"/*fonts*/", faces_for(drawn), 1)


def _sheet(
    comparison: Comparison,
    context: Context,
    transparent: bool = False,
    printable: bool = False,
    bare: bool = False,
    width: int = WIDTH,
) -> Sheet:
    look = PRINT if printable else LIGHT
    chart = chart_of(comparison)
    quoted = isinstance(chart, MatrixChart) and chart.is_quotes
    # Contours are lines of the picture itself here, not pictures within it.
    table = Markup("" if isinstance(chart, ShapeChart) else drawn(chart, look, None if quoted else ACTIONS.address))
    plotted = None if table or comparison.is_empty else figure(chart, look)
    if plotted and transparent:
        plotted["layout"] |= {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)"}
    told = alternative(chart, with_table=False)
    html = render(
        "picture.html",
        style=Markup(render("style.css", look=look) + _CSS.read_text("utf-8")),
        transparent=transparent,
        bare=bare,
        width=width,
        heading=1,
        question=comparison.question,
        finding=comparison.finding,
        subtitle=comparison.subtitle,
        filters=filters_line(comparison, context),
        empty=comparison.empty if comparison.is_empty else "",
        table=table,
        series=chart.series if isinstance(chart, DotChart) else (),
        alternative=told,
        notes=chart.notes,
        sources=source_line(chart),
        made_on=f"{context.made_on:%d/%m/%Y}",
    )
    return Sheet(html, plotted, comparison.finding, told, transparent)
