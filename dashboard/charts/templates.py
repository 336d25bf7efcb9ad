"""The templates of charts and tables: HTML of the page, of pictures and of files."""

from __future__ import annotations

from pathlib import Path

from dashboard.citations import cited, line_url
from dashboard.comparisons.looks import look_of
from dashboard.look.templates import renderer

FOLDER = Path(__file__).parent / "templates"
render = renderer(FOLDER, line_url=line_url, cited=cited, look_of=look_of)
