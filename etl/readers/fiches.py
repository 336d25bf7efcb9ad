"""Fiches cut into units, whatever document they stand in: a heading that numbers an action, its description, its fields
in paragraphs, below labels in bold, or in tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from etl.readers.bullets import heading_level
from etl.readers.columns import NO_FIELDS, field_of
from etl.readers.model import Doubt, Place, PlanUnit
from etl.readers.text import joined, one_line
from etl.readers.titles import ACTION_LABEL, parted

_CONTENTS = re.compile(r".*(?:\t\s*|\.{4,}\s*|…{2,}\s*)\d+\s*", re.S)
FIELD = re.compile(r"(?P<name>[^\W\d][^:|]{1,40}?)\s*:\s+(?P<value>\S.*)", re.S)
# « 12. Ouvrir… »: a title in bold that is numbered, and how many of them make a list of actions.
_NUMBER = re.compile(r"(\d{1,3})\s*[.)]\s+(\S.*)", re.S)
_FEWEST_NUMBERED = 3
# What parts fields that run on in one paragraph.
_PARTS = re.compile(r"\s+[–—|•]\s*(?=[^\W\d][^:|–—]{1,40}?\s*:\s)|\s+[–—|•]\s*$")
# A list within a field, typed by hand.
_DASH = re.compile(r"^\s*[-–•]\s+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it reads: its place, its words, the level of its heading (0 for none), whether all is bold."""

    place: Place
    text: str
    level: int
    is_bold: bool


@dataclass(frozen=True)
class Table:
    """A table of fields: its number in its document (0 where it has none), its rows of cells, a merged one once."""

    number: int
    rows: tuple[tuple[str, ...], ...]


def level_of_actions(blocks: Sequence[Paragraph | Table]) -> int:
    """The level of headings that are actions, where none says that it is one: the deepest, if there are several."""
    paragraphs = [one for one in blocks if isinstance(one, Paragraph) and one.text.strip()]
    if any(ACTION_LABEL.match(parted(_said(one.text))[0]) for one in paragraphs if one.level or one.is_bold):
        return 0
    levels = sorted({one.level for one in paragraphs if one.level})
    return levels[-1] if len(levels) > 1 else 0


def _said(text: str) -> str:
    """A heading on one line; a tab between its number and its title is a dash."""
    return one_line(text.strip().replace("\t", " – "))


def are_numbered(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether actions are lines in bold with a number alone, none saying that it is one."""
    bold = [_said(one.text) for one in blocks if isinstance(one, Paragraph) and (one.is_bold or one.level)]
    if any(ACTION_LABEL.match(parted(one)[0]) for one in bold):
        return False
    numbers = [int(match[1]) for one in bold for match in [_NUMBER.fullmatch(one)] if match]
    rising = sum(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= _FEWEST_NUMBERED and rising >= 0.8 * (len(numbers) - 1)


@dataclass
class _Open:
    """A unit whose paragraphs are being read."""

    label: str
    title: str
    headings: tuple[str, ...]
    place: Place
    described: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)

    def unit(self) -> PlanUnit:
        text = joined(self.described)
        return PlanUnit(self.title, self.place, self.label, self.headings, text, self.fields)


class Cut:
    """Paragraphs and tables taken one after the other."""

    def __init__(self, level_of_actions: int, between: str = "\n", is_numbered: bool = False) -> None:
        """`between` parts the lines of a field that has several; `is_numbered`: see `are_numbered`."""
        self._between, self._is_numbered = between, is_numbered
        self.doubts: list[Doubt] = []
        self._level_of_actions = level_of_actions
        self._units: list[PlanUnit] = []
        self._above: list[tuple[int, str]] = []
        self._open: _Open | None = None
        # The field whose label stood on a line of its own.
        self._field = ""

    def close(self) -> list[PlanUnit]:
        self._end()
        return self._units

    def take(self, block: Paragraph | Table) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif block.text.strip() and not _CONTENTS.fullmatch(block.text):
            self._paragraph(block)

    def _paragraph(self, one: Paragraph) -> None:
        said = _said(one.text)
        is_head = bool(one.level) or one.is_bold
        label, title = parted(said)
        if is_head and ACTION_LABEL.match(label):
            self._begin(label, title, one.place)
            return
        if is_head and ACTION_LABEL.fullmatch(said) and any(sign.isdigit() for sign in said):
            # Its title stands on the next line.
            self._begin(said, "", one.place)
            return
        numbered = _NUMBER.fullmatch(said) if self._is_numbered and is_head else None
        if numbered:
            self._begin(numbered[1], numbered[2], one.place)
            return
        if self._open and not self._open.title and is_head:
            self._open.title = said
            self._open.place = replace(self._open.place, to_paragraph=one.place.paragraph)
            return
        level = one.level or (heading_level(said) if one.is_bold else 0)
        if level and level == self._level_of_actions:
            self._begin(label, title, one.place)
        elif level:
            self._end()
            self._above = [*(above for above in self._above if above[0] < level), (level, said)]
        elif self._open:
            self._below(one, said)

    def _below(self, one: Paragraph, said: str) -> None:
        """A paragraph of a fiche: a field, the label of one, the value of the label above, or its description."""
        if one.is_bold:
            known = field_of(said.rstrip(" :"))
            if known:
                self._field = known
            else:
                self.doubts.append(Doubt(one.place, "Cette ligne en gras termine-t-elle la fiche ?"))
                self._end()
            return
        parts = _PARTS.split(one.text.strip())
        if len(parts) > 1 and all(self._known(part) for part in parts if part):
            for part in filter(None, parts):
                match = FIELD.fullmatch(part)
                if match:
                    self._keep(self._known(part), match["value"])
            return
        match = FIELD.fullmatch(one.text.strip())
        known = field_of(match["name"]) if match else ""
        if match and known and known not in NO_FIELDS:
            self._field = ""
            self._keep(known, match["value"])
        elif self._field:
            self._keep(self._field, one.text.strip())
        elif self._open:
            self._open.described.append(said)

    @staticmethod
    def _known(part: str) -> str:
        """The field that « Name : value » says; nothing where it says none."""
        match = FIELD.fullmatch(part)
        known = field_of(match["name"]) if match else ""
        return "" if known in NO_FIELDS else known

    def _table(self, table: Table) -> None:
        if self._open is None:
            return
        if self._field in ("funders", "funding_text") and table.rows:
            # A small table of who pays what, below its head.
            self._open.fields["funders"] = [list(row) for row in table.rows[1:]]
            self._at_table(table)
            self._field = ""
            return
        self._at_table(table)
        for row in table.rows:
            if len(row) == 1 or not any(map(field_of, row[::2])):
                # No label that is known: the words are the unit's own.
                self._open.described.append(" : ".join(_said(cell) for cell in row if cell.strip()))
                continue
            for at in range(0, len(row) - 1, 2):
                known, value = field_of(row[at]), row[at + 1]
                is_heading = known in NO_FIELDS and known != "text"
                if known and value and not is_heading:
                    self._keep(known, value)
                elif value.strip() and row[at].strip() and _said(value) not in (self._open.title, self._open.label):
                    self._open.described.append(f"{_said(row[at])} : {_said(value)}")

    def _at_table(self, table: Table) -> None:
        if self._open and table.number and not self._open.place.table:
            self._open.place = replace(self._open.place, table=table.number)

    def _keep(self, known: str, value: str) -> None:
        if self._open is None:
            return
        if known == "text":
            self._open.described.append(value)
            return
        name = "funders" if known == "funding_text" else known
        value = "\n".join(_DASH.sub("", line) for line in value.split("\n"))
        there = self._open.fields.get(name)
        self._open.fields[name] = value.strip() if there is None else f"{there}{self._between}{value.strip()}"

    def _begin(self, label: str, title: str, place: Place) -> None:
        self._end()
        self._open = _Open(label, title, tuple(text for _, text in self._above), place)

    def _end(self) -> None:
        if self._open and self._open.title:
            self._units.append(self._open.unit())
        self._open, self._field = None, ""
