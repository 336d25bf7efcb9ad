"""Comparisons: one answer each, independent of any screen. Every renderer takes a Comparison and nothing else."""

from dashboard.comparisons.actions import ThemeActions, actions_on_theme
from dashboard.comparisons.amounts import amounts_by_scope
from dashboard.comparisons.core import Comparison, Source
from dashboard.comparisons.funding import funders_by_territory, levels_by_territory, themes_by_funder
from dashboard.comparisons.themes import themes_by_territory, themes_in_dots

__all__ = [
    "Comparison",
    "Source",
    "ThemeActions",
    "actions_on_theme",
    "amounts_by_scope",
    "funders_by_territory",
    "levels_by_territory",
    "themes_by_funder",
    "themes_by_territory",
    "themes_in_dots",
]
