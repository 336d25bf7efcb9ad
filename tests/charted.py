"""What of a chart many tests compare with: texts of a row of a Comparison's table, and headings of its series."""

from __future__ import annotations

from dashboard.charts.choice import EVERYTHING
from dashboard.charts.model import beside as beside_text
from dashboard.charts.model import matrix
from dashboard.charts.model import printed as value_text
from dashboard.comparisons.core import Comparison

__all__ = ["beside_text", "series_headings", "value_text"]


def series_headings(comparison: Comparison) -> dict[str, str]:
    """By identifier, all of them."""
    return {series.id: series.heading for series in matrix(comparison, EVERYTHING).series}
