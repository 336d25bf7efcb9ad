"""What is read of a plan's file: its units, and what of it is doubtful. Every word is the file's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


class PlanRefused(ValueError):
    """A file that holds no plan that can be read; the message is French and says what to do."""


@dataclass(frozen=True)
class Place:
    """Where something stands: a sheet and its row (its column too, where an action is one), a record of a CSV with its
    line, a line of a text, a paragraph or a table of a document, a slide, a page; all from 1."""

    sheet: str = ""
    row: int = 0
    to_row: int = 0
    column: int = 0
    record: int = 0
    line: int = 0
    to_line: int = 0
    paragraph: int = 0
    to_paragraph: int = 0
    table: int = 0
    slide: int = 0
    to_slide: int = 0
    page: int = 0
    to_page: int = 0

    def as_json(self) -> dict[str, str | int]:
        return {name: value for name, value in asdict(self).items() if value}

    def said(self) -> str:
        """The place in French: « feuille Actions, ligne 12 », « pages 2 à 3 »."""
        parts = [f"feuille {self.sheet}"] if self.sheet else []
        for word, begins, ends in (
            ("ligne", self.row, self.to_row), ("colonne", self.column, 0),
            ("enregistrement", self.record, 0), ("ligne", self.line, self.to_line),
            ("paragraphe", self.paragraph, self.to_paragraph), ("tableau", self.table, 0),
            ("diapositive", self.slide, self.to_slide), ("page", self.page, self.to_page),
        ):  # fmt: skip
            if begins:
                parts.append(f"{word}s {begins} à {ends}" if ends and ends != begins else f"{word} {begins}")
        return ", ".join(parts)


@dataclass(frozen=True)
class Child:
    """A part of a unit that is listed under it."""

    text: str
    place: Place


@dataclass(frozen=True)
class PlanUnit:
    """An action as its file has it.

    `label` is the number printed before the title, `headings` the path above it. `fields` are what the layout gives,
    verbatim, by name: `pilot`, `partners`, `budget`, `basis` (HT or TTC), `funders`, `status`, `calendar`, `start`,
    `end`, `indicators`, `service`, `person`, `priority`, `funding_text`; absent where the file says nothing.
    """

    title: str
    place: Place
    label: str = ""
    headings: tuple[str, ...] = ()
    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "action"
    children: tuple[Child, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "label": self.label,
            "title": self.title,
            "place": self.place.as_json(),
            "headings": list(self.headings),
            "text": self.text,
            "fields": dict(self.fields),
            "children": [{"text": one.text, **one.place.as_json()} for one in self.children],
        }


@dataclass(frozen=True)
class Doubt:
    """A place that could not be cut surely, and why, in French."""

    place: Place
    why: str


@dataclass(frozen=True)
class FileLine:
    """A line of a file as it reads: of a text, a page or a slide, a paragraph, a row of a table with its cells. What
    stands apart from the text (notes, heads and feet, boxes) comes last."""

    text: str
    place: Place
    is_row: bool = False
    is_apart: bool = False


@dataclass(frozen=True)
class PlanRead:
    """A file that was read: its shape in French words, what was found out about it, its units and doubts, and all of
    its lines in the order in which they are read."""

    shape: str
    facts: Mapping[str, str]
    units: tuple[PlanUnit, ...]
    doubts: tuple[Doubt, ...] = ()
    lines: tuple[FileLine, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "shape": self.shape,
            "facts": dict(self.facts),
            "units": [unit.as_json() for unit in self.units],
            "doubts": [{"place": one.place.as_json(), "why": one.why} for one in self.doubts],
        }
