"""Why something that a planner asked for was not done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """Why something was not done; `said` is French and says what to do."""

    said: str
