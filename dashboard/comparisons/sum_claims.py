"""Claims about sums that the fields of brought plans state of actions: words in `sum_wording`, truth in tests."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.comparisons.claims import Claim


@dataclass(frozen=True)
class Sort:
    """What sums must share to stand together: what they are, HT or TTC or neither said, a year's or in all."""

    standing: str
    tax_basis: str
    is_yearly: bool


@dataclass(frozen=True)
class LargestOfActions(Claim):
    """The largest sum of a sort, with the titles of all actions that tie, of so many sums."""

    sort: Sort
    titles: tuple[str, ...]
    eur: float
    number: int


@dataclass(frozen=True)
class NoSumOfActions(Claim):
    """No action that is kept states a sum of this sort in its fields."""

    sort: Sort


@dataclass(frozen=True)
class SumsOfActions(Claim):
    """How many sums of a sort so many actions state, of all that are kept; so many are shown."""

    sort: Sort
    number: int
    shown: int
    actions: int
    total: int


@dataclass(frozen=True)
class UnsureSums(Claim):
    """So many actions say something of such a sum that cannot be read surely, in these words and so many others."""

    standing: str
    actions: int
    words: tuple[str, ...]
    others: int
