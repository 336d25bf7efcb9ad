"""What the rooms of the ETL hand to one another."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Document:
    """A source document: its sidecar's facts and its lines as stored.

    `lines[0]` is line 1. `settings` is the sidecar's `[grammar]` table. `rules_made_on` says that the coding rules were
    developed on this document; on the others they are tested. `bearers` are the funder identifiers of the bodies whose
    plan it is; `grantor` is the one whose own grants the document presents, if it is a funder's. `territory` is what a
    plan folder that a planner brought says of its territory, `facts` what the reading of its file found out.
    """

    document_id: str
    folder: Path
    territory_id: str
    title: str
    issuer: str
    kind: str
    published_on: datetime.date | None
    date_precision: str
    date_basis: str
    period_start: int | None
    period_end: int | None
    licence: str
    sha256: str
    masked_lines: tuple[int, ...]
    caveat: str
    rules_made_on: bool
    bearers: tuple[str, ...]
    grantor: str | None
    settings: dict[str, object]
    lines: tuple[str, ...]
    territory: Mapping[str, Any] | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    # By line: where it stands in the file that the text was read from.
    places: Mapping[int, str] = field(default_factory=dict)

    @property
    def text_path(self) -> Path:
        return self.folder / "text.txt"

    @property
    def sidecar_path(self) -> Path:
        return self.folder / "source.toml"


@dataclass(frozen=True)
class Heading:
    """A heading of the plan's outline, as printed. `parent` is the place of its parent in `Cut.headings`."""

    level: int
    number: str | None
    label: str
    line: int
    parent: int | None


@dataclass(frozen=True)
class Restatement:
    """Lines that say a unit's idea once more, in other words."""

    first_line: int
    last_line: int
    text: str


@dataclass(frozen=True)
class Unit:
    """A unit of the codebook, in the document's own words. `heading` is its place in `Cut.headings`.

    `label` is what the document prints before the title (« ACTION MATURE »); `reason` why chosen lines are a unit;
    `restated` where the document says its idea again, which is detail of this unit and no unit. `fields` are what the
    layout of a planner's file gives beside the text, by the names of `etl.readers`.
    """

    heading: int | None
    number: str | None
    title: str
    text: str
    detail: str | None
    first_line: int
    last_line: int
    label: str | None = None
    reason: str | None = None
    restated: tuple[Restatement, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def lines(self) -> list[int]:
        """The lines that the unit stands on, and those that restate it."""
        spans = [(self.first_line, self.last_line), *((one.first_line, one.last_line) for one in self.restated)]
        return [line for first, last in spans for line in range(first, last + 1)]

    @property
    def whole_detail(self) -> str | None:
        """The unit's own detail and its restatements, a line each."""
        return "\n".join([*filter(None, [self.detail]), *(one.text for one in self.restated)]) or None

    @property
    def words(self) -> str:
        """All that the unit's own lines say, each word once: what identifies it, however often it is said again."""
        said = [] if self.text.startswith(self.title) else [self.title]
        return " ".join([*said, self.text, *([self.detail] if self.detail else [])])


@dataclass(frozen=True)
class Fault:
    """A fault that the document carries and that the data show rather than hide. `explanation` is French."""

    line: int
    kind: str
    quote: str
    explanation: str
    origin: str = "calcul"


@dataclass
class Cut:
    """What a grammar makes of a document."""

    headings: list[Heading] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def path(self, unit: Unit) -> list[Heading]:
        """The headings above a unit, nearest first."""
        above, at = [], unit.heading
        while at is not None:
            above.append(self.headings[at])
            at = self.headings[at].parent
        return above
