"""How long comparisons take to be made: those that are kept already take nothing, and are not told."""

from __future__ import annotations

from dashboard import queries
from dashboard.comparisons import Comparison
from dashboard.operations import journal


def watch() -> None:
    """Tell the journal each comparison that this process makes, by the name of its view."""
    queries.watch_by(_made)


def _made(made: object, seconds: float) -> None:
    several = made if isinstance(made, tuple) else (made,)
    keys = [one.key for one in several if isinstance(one, Comparison)]
    if keys:
        journal.took("comparison", seconds, view=" ".join(keys))
