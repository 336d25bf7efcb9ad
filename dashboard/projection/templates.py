"""The templates of the projection's pages, screens, styles."""

from __future__ import annotations

from pathlib import Path

from dashboard.comparisons.looks import look_of
from dashboard.look.templates import renderer

render = renderer(Path(__file__).parent / "templates", look_of=look_of)
