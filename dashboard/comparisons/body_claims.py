"""Claims about bodies that actions name, and as what: words in `wording_money`, truth in tests."""

from __future__ import annotations

from dataclasses import dataclass, fields

from dashboard.comparisons.claims import Claim, Subject


@dataclass(frozen=True)
class Standing:
    """In how many actions a body pays, signs or helps, each as the words say it or only envisage it."""

    payers: int
    envisaged_payers: int
    signatories: int
    envisaged_signatories: int
    partners: int
    envisaged_partners: int


STANDINGS = [field.name for field in fields(Standing)]


@dataclass(frozen=True)
class MostNamed(Claim):
    """The subjects, all that tie, that most actions name, how many these are and as what each is named in them; nothing
    is hidden by a filter."""

    subjects: tuple[Subject, ...]
    actions: int
    standings: tuple[Standing, ...]


@dataclass(frozen=True)
class NamedAs(Claim):
    """How many times an action names a body that pays, signs or helps, or might; in how many actions, of how many."""

    standing: Standing
    actions: int
    total: int
