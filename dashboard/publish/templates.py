"""The templates of static pages, and their one style sheet, by day and by night."""

from __future__ import annotations

from pathlib import Path

from dashboard.charts import templates as charts
from dashboard.citations import cited, line_url
from dashboard.comparisons.looks import look_of
from dashboard.exports.fonts import faces_of
from dashboard.exports.templates import FOLDER as EXPORTS
from dashboard.exports.webpage import colours, shade
from dashboard.look.templates import renderer

_FOLDER = Path(__file__).parent / "templates"
render = renderer(_FOLDER, EXPORTS, charts.FOLDER, line_url=line_url, cited=cited, look_of=look_of)

__all__ = ["render", "shade", "style"]


def style(letters: str) -> str:
    """The style sheet: that of a dossier's web page, what a site adds, and our fonts, cut down to these letters."""
    return colours() + (_FOLDER / "site.css").read_text("utf-8") + faces_of(letters)
