"""A unit of a text whose lines are being read: its title, its parts, its fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from etl.readers.fields.columns import field_of
from etl.readers.fields.labelled import (
    bracketed,
    keep,
)
from etl.readers.lines.titles import title_of
from etl.readers.model import Child, Place, PlanUnit
from etl.readers.text import joined


@dataclass
class OpenUnit:
    """A unit whose lines are being read."""

    label: str
    indent: int
    line: int
    headings: tuple[str, ...]
    parts: list[str]
    to_line: int = 0
    children: list[Child] = field(default_factory=list)
    # Of an action that has a line of its own: what stands below it.
    is_action: bool = False
    described: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    # How far from the left it stands, in signs.
    inset: int = 0
    # The label that stood alone on a line above, and all labels that were said.
    label_below: str = ""
    # The field that was said last, of a unit that begins with a sign.
    below: str = ""
    labels: set[tuple[str, str]] = field(default_factory=set)

    def unit(self) -> PlanUnit:
        if self.is_action:
            described, below = joined(self.described), tuple(self.children)
            place = Place(line=self.line)
            return PlanUnit(
                joined(self.parts), place, self.label, self.headings, described, self.fields, children=below
            )
        text = joined(self.parts)
        place = Place(line=self.line, to_line=self.to_line if self.to_line > self.line else 0)
        words, told = bracketed(text)
        if any(field_of(name) == "person" for name, _ in told):
            # Of whom to ask nothing is kept but the words.
            words, told = text, []
        for name, value in told:
            keep(self.fields, field_of(name), name, value)
        whole, below = joined([text, *self.described]), tuple(self.children)
        return PlanUnit(title_of(words), place, self.label, self.headings, whole, self.fields, children=below)
