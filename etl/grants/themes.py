"""The theme of a grant: what the rules find in its title, else in what it was given for."""

from __future__ import annotations

from functools import lru_cache

from etl.coding.rules import Rules
from etl.models import Heading, Unit

# As much of a title as says what it is about: what is longer is no title, and would take its time.
_LONGEST = 5_000


def theme_of(title: str, measure: str, rules: Rules) -> tuple[str, str] | None:
    """The main theme that the rules find, with the words that say it; `measure` stands above the title as a heading
    does, and is read where the title names no object."""
    said = (title if title.strip() else measure)[:_LONGEST]
    if not said.strip():
        return None
    unit = Unit(None, None, said, said, None, 1, 1)
    codes = rules.themes(unit, _above(measure))
    return (codes[0].value, codes[0].evidence) if codes else None


@lru_cache(maxsize=256)
def _above(measure: str) -> tuple[Heading, ...]:
    return (Heading(1, None, measure, 1, None),) if measure.strip() else ()
