"""A dossier whose views are made: what every format and the projection take."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from dashboard.comparisons.core import Comparison

# Actions that a file holds of those behind its figures, at most: a base may hold a million.
MOST_BEHIND = 10_000


@dataclass(frozen=True)
class Context:
    """What the reader had before them.

    `filters` says the Selection in French words (empty where nothing is filtered); `permalink` leads back to the same
    view, data version included; `actions` are those behind the figures, as `queries.actions` gives them, the first
    `MOST_BEHIND` of them, `left_out` how many more there are, and `grants` those behind figures of grants, as
    `queries.grants_behind` does; `made_on` is the day of the export. In a dossier,
    `heading` and `note` are its author's, `remarks` what was said in the room, and `cue` what the facilitator keeps in
    mind; each may be empty.
    """

    permalink: str
    filters: str
    actions: pd.DataFrame
    made_on: datetime.date
    heading: str = ""
    note: str = ""
    remarks: str = ""
    cue: str = ""
    grants: pd.DataFrame = field(default_factory=pd.DataFrame)
    left_out: int = 0


# One view of a dossier, made.
Made = tuple[Comparison, Context]
# How far a long export is: a share from 0 to 1, and what is being made, in French.
Tell = Callable[[float, str], None]


@dataclass(frozen=True)
class Opening:
    """What stands before the views: a heading, and paragraphs that are its author's or the room's own words."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Gathered:
    """A dossier, all its views made: what every format of a dossier takes.

    `file` is the dossier's own file, which the dashboard reopens; `permalink` leads to it on this server and may be
    empty. `template` is the author's own presentation, on which the deck is made.
    """

    title: str
    entries: tuple[Made, ...]
    permalink: str
    made_on: datetime.date
    data_version: str
    data_date: str
    codebook_version: str
    file: bytes
    template: bytes | None = None
    opening: tuple[Opening, ...] = ()


def in_silence(share: float, what: str) -> None:
    """The Tell of those who do not watch."""


def title_of(comparison: Comparison, context: Context) -> str:
    """The title of a view: its author's where there is one, else the finding."""
    return context.heading or comparison.finding
