"""A claim of the tests' own that says any text: what renderers do with words that no comparison would compute."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.comparisons.claims import Claim
from dashboard.comparisons.wording import words
from dashboard.selection import Selection


@dataclass(frozen=True)
class Spoken(Claim):
    """These very words."""

    text: str


@words.register
def _(claim: Spoken) -> str:
    return claim.text


def spoken(text: str) -> Spoken:
    """A claim that is told in this text."""
    return Spoken(Selection(), text)
