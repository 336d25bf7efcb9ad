"""The templates of the pages, beside those of charts."""

from __future__ import annotations

from pathlib import Path

from dashboard.charts import templates as charts
from dashboard.citations import cited, line_url
from dashboard.comparisons.looks import look_of
from dashboard.look.templates import renderer


def anchor(heading: str) -> str:
    """What a heading is called in an address, after its `#`."""
    return "-".join(heading.split())


render = renderer(
    Path(__file__).parent / "templates",
    charts.FOLDER,
    anchor=anchor,
    line_url=line_url,
    cited=cited,
    look_of=look_of,
)
