"""Claims: what a computed sentence states, as data. `wording` turns each into French; tests recompute its truth.

A claim names what it is about and carries its counts and the Selection that they are of. « Actions » are those that
the Selection keeps; `total` is what they are counted of.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dashboard.selection import Selection


@dataclass(frozen=True)
class Place:
    """A territory as sentences name it: « le Pays Midi-Quercy », « du Pays Midi-Quercy »."""

    territory_id: str
    name: str
    with_article: str
    with_de: str


@dataclass(frozen=True)
class Subject:
    """What an action is counted under: `members` are the values of that field of the Selection."""

    field: str
    label: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """So many actions of a territory's document, of how many."""

    place: Place
    actions: int
    total: int


@dataclass(frozen=True)
class Claim:
    """Any statement of fact, under a Selection."""

    selection: Selection


@dataclass(frozen=True)
class Nothing(Claim):
    """The Selection keeps no action."""


@dataclass(frozen=True)
class Shown(Claim):
    """What a view shows: so many actions, found in `documents` of the `looked_at` documents."""

    what: str
    actions: int
    documents: int
    looked_at: int


@dataclass(frozen=True)
class Contrast(Claim):
    """One territory gives a subject a larger share than another, by main themes alone and with secondary ones, and
    still would if any one action of each were coded otherwise; their documents are of one kind."""

    subject: Subject
    most: Part
    least: Part


@dataclass(frozen=True)
class Counted(Claim):
    """How many actions each territory has under a subject; nothing is ranked."""

    subject: Subject
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Leading(Claim):
    """The subjects, all that tie, under which most actions of one territory stand."""

    subjects: tuple[Subject, ...]
    part: Part


@dataclass(frozen=True)
class Shared(Claim):
    """The subjects under which each of these documents has an action, of a field that `noun` names."""

    field: str
    subjects: tuple[Subject, ...]
    documents: int


@dataclass(frozen=True)
class OnlyHere(Claim):
    """By territory, what its document alone has an action of, while the texts of the others hold none of its terms."""

    field: str
    places: tuple[tuple[Place, tuple[Subject, ...]], ...]


class Degree(Enum):
    """How absent a subject is from a document of which no kept action has it (as its main theme)."""

    FILTERED = "its actions have it, the filters keep none of them"
    SECONDARY = "some actions have it as a secondary theme only"
    WRITTEN = "no action has it, and its terms stand in the text"
    SILENT = "none of its terms stands anywhere in the text"


@dataclass(frozen=True)
class Absence(Claim):
    """No kept action of this territory has the subject: `degree` says what its whole document holds of it, `actions`
    how many of its actions, `lines` where its terms stand."""

    place: Place
    subject: Subject
    degree: Degree
    actions: int
    lines: tuple[int, ...]


@dataclass(frozen=True)
class NamePayer(Claim):
    """How many actions name a body that pays, how many only one that may; `silent` are the territories of which none
    does either."""

    actions: int
    envisaged: int
    total: int
    silent: tuple[Place, ...]


@dataclass(frozen=True)
class Named(Claim):
    """How many schemes, bodies or themes the kept actions name."""

    field: str
    number: int


@dataclass(frozen=True)
class WidelyRead(Claim):
    """The families of schemes, all that tie, that stand in the text or the codes of most documents."""

    subjects: tuple[Subject, ...]
    documents: int
    looked_at: int


@dataclass(frozen=True)
class MostVaried(Claim):
    """The themes, all that tie, whose actions name most different bodies."""

    subjects: tuple[Subject, ...]
    bodies: int


@dataclass(frozen=True)
class Dated(Claim):
    """How many actions state a period, and the last year that one of these ends in, if one says its end."""

    actions: int
    total: int
    last: int | None


@dataclass(frozen=True)
class Undated(Claim):
    """How many actions of a territory, or of many told as one, state no period."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Degrees(Claim):
    """How many actions stand at each degree of commitment that has one, the most first."""

    actions: int
    degrees: tuple[tuple[Subject, int], ...]


@dataclass(frozen=True)
class ForWholeDocuments(Claim):
    """How many bodies each document names for its whole programme; those that name none are left out."""

    places: tuple[tuple[Place, int], ...]


@dataclass(frozen=True)
class LargestSum(Claim):
    """The largest sum of a scope and standing, all that tie, of so many: a charge is never set against what is
    announced."""

    scope: str
    standing: str
    labels: tuple[str, ...]
    eur: float
    number: int


@dataclass(frozen=True)
class NoSum(Claim):
    """No sum of a scope and standing is paid by a body that the filters keep; of so many, no payer is stated."""

    scope: str
    standing: str
    unsaid: int


@dataclass(frozen=True)
class UnsaidPayers(Claim):
    """So many sums of a scope and standing are left out by filters of payers, since no payer is stated."""

    scope: str
    standing: str
    number: int


@dataclass(frozen=True)
class Stated(Claim):
    """How many sums of a scope and standing are shown, and how deep envelopes hold others."""

    scope: str
    standing: str
    definition: str
    number: int
    depth: int


@dataclass(frozen=True)
class Sum:
    """A sum as a document states it, at these lines."""

    amount_id: str
    label: str
    eur: float
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Contradiction(Claim):
    """A document states two sums of one thing; `same` is the component of the larger one that equals the smaller."""

    place: Place
    smaller: Sum
    larger: Sum
    same: Sum | None


@dataclass(frozen=True)
class PeriodOver(Claim):
    """A sum is of a period that has ended."""

    sum: Sum
    end: int


@dataclass(frozen=True)
class Unapplied(Claim):
    """Filters that the Selection sets and that cannot apply to `what` is shown: by field, the labels of its values."""

    what: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Mentions(Claim):
    """How many bodies are named for whole documents, in how many documents of those looked at."""

    number: int
    documents: int
    looked_at: int


@dataclass(frozen=True)
class UsuallyFunded(Claim):
    """How many schemes that the kept actions name normally have a funder, how many actions name one of these, and how
    many of these actions name nobody who pays. It says nothing of who pays for them."""

    schemes: int
    actions: int
    silent: int


@dataclass(frozen=True)
class UsuallyKnown(Claim):
    """Of the schemes that the kept actions name: those that normally have a funder, those that bring no money of their
    own, those of which neither is known here."""

    funded: int
    without: int
    unknown: int


@dataclass(frozen=True)
class AidsListed(Claim):
    """How many aids the documents of each territory present, the first and the last year that they bear, and of how
    many is not said whether they are open."""

    places: tuple[tuple[Place, int], ...]
    first: int | None
    last: int | None
    unsaid: int


@dataclass(frozen=True)
class AidsOf(Claim):
    """Of each list that aids are taken of: whose document it is, how many of its aids that shows, and in which words it
    counts them itself, at which line."""

    lists: tuple[tuple[Place, int, str, int], ...]


@dataclass(frozen=True)
class Extent(Claim):
    """How many square kilometres the contour of a territory holds; whether it is the broadest of those compared, by
    more than a simplified contour errs."""

    place: Place
    square_km: float
    is_broadest: bool


@dataclass(frozen=True)
class Outlined(Claim):
    """So many territories have a contour."""

    number: int


@dataclass(frozen=True)
class UnlikeDocuments(Claim):
    """The documents are of several kinds, of several years, or both."""

    kinds: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True)
class NoContour(Claim):
    """These compared territories have no contour here."""

    places: tuple[Place, ...]


@dataclass(frozen=True)
class Unreviewed(Claim):
    """The codes of a document of each of these territories are the rules' alone, and nobody decided on any."""

    places: tuple[Place, ...]


@dataclass(frozen=True)
class PartlyReviewed(Claim):
    """Of the actions of a territory's documents that were not read twice, so many have codes that a person decided."""

    part: Part


@dataclass(frozen=True)
class NoShare(Claim):
    """No action of these territories is kept: a share of nothing is none."""

    places: tuple[Place, ...]
