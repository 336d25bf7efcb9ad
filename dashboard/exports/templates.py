"""The templates of files that a browser reads or draws, beside those of charts."""

from __future__ import annotations

from pathlib import Path

from dashboard.charts import templates as charts
from dashboard.citations import cited, line_url
from dashboard.comparisons.looks import look_of
from dashboard.look.templates import renderer

FOLDER = Path(__file__).parent / "templates"
render = renderer(
    FOLDER,
    Path(__file__).parent / "picture" / "templates",
    charts.FOLDER,
    line_url=line_url,
    cited=cited,
    look_of=look_of,
)
