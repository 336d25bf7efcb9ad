"""The kinds of charts, typed, and what they are made of. `charts.model` makes them of a Comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.choice import Choice
from dashboard.comparisons.core import Comparison
from dashboard.look.formats import integer
from dashboard.look.palette import LIGHT
from dashboard.look.territories import TerritoryLook
from dashboard.selection import Selection

_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Series:
    """A column of a matrix, or whose marks stand on lines; `count` is how many actions of it the filters keep.

    `look` is a territory's, and missing of what is none. `level` is where its marks stand within a row, in rows from
    the middle up.
    """

    id: str
    label: str
    count: int | None
    look: TerritoryLook | None
    is_emphasised: bool
    level: float

    @property
    def heading(self) -> str:
        """« Cahors (22) »."""
        return self.label if self.count is None else f"{self.label} ({integer(self.count)})"


@dataclass(frozen=True)
class Mark:
    """A value of a category and a series: a cell of a matrix, a mark on a line.

    `value` is missing where it is a share of nothing; `fraction` is its part of the largest, `step` its place among the
    tones, from 1, and 0 where there is nothing. `text` is what is printed, `figure` the same with its counts, `heard`
    that in words; `counts` are those of a share, `beside` what stands in lighter type, `told` all of them in words,
    `spoken` the whole mark for the ear. `behind` and `behind_other` lead to the actions of the two counts.
    """

    category_id: str
    series_id: str
    value: float | None
    fraction: float
    step: int
    actions: int
    text: str
    figure: str
    heard: str
    counts: str
    beside: str
    told: str
    spoken: str
    behind: Selection | None
    behind_other: Selection | None


@dataclass(frozen=True)
class Row:
    """A category with a mark a series, in the order of the series; `facts` are what else is known of it, by heading.

    `name` is the full name of what `label` shortens, empty where that says it; `words` are the document's own in their
    guillemets, or others that the row is told in; `document_id` is the document that all of it is of, if of one, and
    `behind` its action, if it is of one.
    """

    id: str
    label: str
    name: str
    group: str
    words: str
    document_id: str
    facts: Mapping[str, str]
    marks: tuple[Mark, ...]
    behind: Selection | None = None

    @property
    def quoted(self) -> str:
        """The document's own words, with the action that says them where one does."""
        action = self.facts.get("Action", "")
        return f"{self.words}{f' : {action}' if action else ''}" if self.words else ""


@dataclass(frozen=True)
class Tick:
    """A place of an axis: its value, where it stands from 0 to 1, and its label."""

    value: float
    place: float
    text: str


@dataclass(frozen=True)
class Chart:
    """What every chart has: the Comparison that it shows, for its words and sources, and what of it is shown."""

    comparison: Comparison
    choice: Choice

    @property
    def notes(self) -> tuple[str, ...]:
        """The caveats, and what of the Comparison the chart leaves to its table."""
        return (*self.choice.notes, *self.comparison.notes)


@dataclass(frozen=True)
class EmptyChart(Chart):
    """Nothing to show: what is said instead is `comparison.empty`."""


@dataclass(frozen=True)
class MatrixChart(Chart):
    """Categories down, series across, a value in each cell. Cells of signs say all: `is_signs`."""

    series: tuple[Series, ...]
    rows: tuple[Row, ...]
    is_signs: bool

    @property
    def is_quotes(self) -> bool:
        """Whether rows are told in words, the document's own or others."""
        return any(row.words for row in self.rows)

    @property
    def is_list(self) -> bool:
        """Whether each row is one thing with its value and what else is known of it, as a grant is."""
        return len(self.series) == 1 and self.series[0].look is None and not self.is_signs and any(
            row.facts for row in self.rows
        )  # fmt: skip


@dataclass(frozen=True)
class DotChart(Chart):
    """A line a category, on which each series has its mark; `ticks` go from zero to the end of the axis."""

    series: tuple[Series, ...]
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    largest: float


@dataclass(frozen=True)
class Bar:
    """A sum: `depth` counts the envelopes that contain it, and `label` says « dont » for it. One that `is_rest` is what
    the document does not detail of its envelope: it is computed, and nobody states it.

    `kind` is what sort of sum it is, `scope` what it is for, and `fact` the kind with whose it is where several state
    sums; `facts` are what else is known, by heading.
    """

    id: str
    series_id: str
    label: str
    name: str
    depth: int
    value: float
    fraction: float
    text: str
    kind: str
    scope: str
    fact: str
    note: str
    document_id: str
    line: int
    quote: str
    facts: Mapping[str, str]
    is_rest: bool = False

    @property
    def step(self) -> int:
        """Its place among the tones: an envelope is the darkest, what it contains lighter, what is not detailed the
        lightest."""
        return 1 if self.is_rest else len(LIGHT.sequential) - min(2 * self.depth, 3)


@dataclass(frozen=True)
class BarChart(Chart):
    """A bar a sum, from zero, each part after what contains it."""

    bars: tuple[Bar, ...]
    largest: float


@dataclass(frozen=True)
class Span:
    """A period: years from `start` to `until`, both within; where no end is stated (`is_open`), `until` is the last of
    the chart. `place` and `length` are where it stands on the axis, from 0 to 1; `line` is that of an action's words.
    """

    id: str
    series_id: str
    title: str
    is_document: bool
    is_open: bool
    start: int
    until: int
    years: str
    place: float
    length: float
    quote: str
    document_id: str
    line: int
    facts: Mapping[str, str]
    behind: Selection | None

    @property
    def label(self) -> str:
        return f"Document : {self.title}" if self.is_document else self.title


@dataclass(frozen=True)
class SpanChart(Chart):
    """Periods on one axis of years, series by series; the axis ends with the year `last`."""

    series: tuple[Series, ...]
    spans: tuple[Span, ...]
    first: int
    last: int

    def step(self, most: float) -> int:
        """Years between two that are named, where about so many can be."""
        length = self.last - self.first + 1
        return next((step for step in _YEAR_STEPS if length / step <= most), _YEAR_STEPS[-1])

    def ticks(self, most: float) -> tuple[Tick, ...]:
        """The years that are named, at most about so many."""
        length, step = self.last - self.first + 1, self.step(most)
        named = (year for year in range(self.first, self.last + 1) if year % step == 0)
        return tuple(Tick(year, (year - self.first) / length, str(year)) for year in named)

    def of(self, series: Series) -> tuple[Span, ...]:
        """The periods of a series."""
        return tuple(span for span in self.spans if span.series_id == series.id)


@dataclass(frozen=True)
class Shape:
    """A contour: rings of points in kilometres from its middle, to the east and to the north."""

    series: Series
    width_km: float
    height_km: float
    extent: str
    facts: Mapping[str, str]
    rings: Sequence[Sequence[Sequence[float]]]


@dataclass(frozen=True)
class ShapeChart(Chart):
    """Contours at one scale."""

    shapes: tuple[Shape, ...]
    tallest_km: float
