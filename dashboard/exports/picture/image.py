"""A Comparison as a picture that can be shown unchanged: finding, figure, caveats and sources, 1 200 px wide.

PNG and SVG are two prints of one page, which is made of the same table or figure as on screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

from markupsafe import Markup

from dashboard.charts.html import matrix, quotes, timeline
from dashboard.charts.plotly import figure, series_headings
from dashboard.charts.words import alternative, source_line
from dashboard.comparisons.core import DOTS, MATRIX, SPANS, Comparison
from dashboard.dossier.assembled import Context
from dashboard.exports.core import filters_line
from dashboard.exports.fonts import faces_for
from dashboard.exports.picture.browser import PRESS, WIDTH, Sheet, found_browser
from dashboard.exports.templates import render
from dashboard.look.palette import GLYPHS, LIGHT, PRINT, Appearance

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
    is_table = comparison.mark in (MATRIX, SPANS)
    drawn = None if comparison.is_empty or is_table else figure(comparison, look, legend=False)
    if drawn and transparent:
        drawn["layout"] |= {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)"}
    told = alternative(comparison, with_table=False)
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
        table=_table(comparison, look) if is_table and not comparison.is_empty else "",
        legend=comparison.mark == DOTS,
        headings=series_headings(comparison) if comparison.mark == DOTS and not comparison.is_empty else {},
        glyphs=GLYPHS,
        alternative=told,
        notes=comparison.notes,
        sources=source_line(comparison),
        made_on=f"{context.made_on:%d/%m/%Y}",
    )
    return Sheet(html, drawn, comparison.finding, told, transparent)


def _table(comparison: Comparison, look: Appearance) -> Markup:
    """The table that the page shows; its values are escaped where it is made."""
    if comparison.words:
        return Markup(quotes(comparison, page=None))
    return Markup(timeline(comparison) if comparison.mark == SPANS else matrix(comparison, look))
