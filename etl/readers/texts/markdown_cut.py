"""The lines of Markdown taken one after the other into units."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.readers.fiches.tables import AIM, with_aims
from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of, plain
from etl.readers.fields.labelled import FIELD, field_said, keep, known_in, labelled_by_tab, listed_fields, parts_of
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import parted, title_of
from etl.readers.model import Child, Doubt, Place, PlanUnit
from etl.readers.text import LONGEST_LINE, joined, one_line
from etl.readers.texts.markdown_marks import (
    without_marks,
)

HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*")
ITEM = re.compile(r"(?P<indent>\s*)(?P<sign>[-*+]|\d{1,3}[.)])\s+(?P<text>\S.*)")
# « - [x] … »: a box before the words of an item.
_TASK = re.compile(r"^\[[ xX]?\]\s+")
_FEWEST_SIGNS = 8
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
# « **Pilote :** … », « *Pilote* : … », « Pilote : … ».
_FIELD = re.compile(
    r"(?P<mark>\*\*|__|[*_])?(?P<name>[^*_:|]{2,40}?)(?:\s*:\s*(?P=mark)|(?P=mark)\s*:|\s*:)\s+(?P<value>\S.*)"
)
# « **Financeurs :** », its payers on the lines below.
_LABEL = re.compile(
    r"(?P<mark>\*\*|__|[*_])?(?P<name>[^*_:|]{2,40}?)(?:\s*:\s*(?P=mark)|(?P=mark)\s*:|\s*:)\s*(?P<value>)"
)
ACTION = re.compile(r"(fiche[\s-]*)?action|fiche|(projet|op[ée]ration|mesure)\s*n", re.I)
# Headings that stand in a list are below those that have marks.
_IN_LIST = 10
# Titles of actions that have no marks of a heading.
_OF_ACTION, _LONGEST_TITLE = 9, 300
# Headings that are lines in bold: below those that have marks, above actions.
_IN_BOLD = 6
# Headings that their place alone tells: above actions, whatever marks these have.
OVER = 8
_BAR = re.compile(r"(?<!\\)\|")
_ROW = re.compile(r"\|(?P<name>[^|]+)\|(?P<value>[^|]+)\|?\s*")
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<title>.+?)(?P=mark)\s*(?:[–—:-]+\s*)?(?P<rest>.*)", re.S)
_SENTENCE = re.compile(r"(?P<first>.{12,}?[^.\s])\.\s+(?P<rest>[A-ZÉÈÀÂÎÔÇŒ«].*)", re.S)
_ASIDE = "Cette liste, et toute autre sous un titre qui n’est pas celui d’une action, n’est pas lue."
_NO_ACTION = "Cette ligne dit un champ sous un titre qui n’est pas celui d’une action : elle n’est pas lue."
_UNDERLINE = re.compile(r"(=+|-+)\s*")


@dataclass
class _Open:
    """A unit whose lines are being read: the parts of its title and text, and of its description under a heading."""

    label: str
    headings: tuple[str, ...]
    line: int
    indent: int
    parts: list[str]
    is_heading: bool
    to_line: int = 0
    described: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    # The label that stood alone on a line above, and whether a line below it was its value.
    label_below: str = ""
    has_value: bool = False
    # The heading that « Objectif » says in it: it may be its own.
    aim: str = ""

    def unit(self) -> PlanUnit:
        said = joined(self.parts)
        place = Place(line=self.line, to_line=self.to_line if self.to_line > self.line else 0)
        bold = _BOLD.fullmatch(said)
        sentence = _SENTENCE.fullmatch(said)
        if self.is_heading:
            title, text = said, joined(self.described)
        elif bold:
            title = bold["title"]
            text, told = listed_fields(without_marks(bold["rest"]))
            for name, value in told:
                keep(self.fields, field_of(name), name, value)
        elif sentence:
            title, text = sentence["first"], said
        else:
            title = title_of(said)
            text = "" if title == said else said
        text = text if self.is_heading else joined([*filter(None, (text,)), *self.described])
        return PlanUnit(
            without_marks(title), place, self.label, self.headings, without_marks(text), self.fields,
            children=tuple(self.children),
        )  # fmt: skip


def says_action(line: str) -> bool:
    """Whether a line of text is the title of an action by itself: « **Action 1 : …** »."""
    said = without_marks(one_line(line))
    return bool(ACTION.match(parted(said)[0])) and len(said) <= _LONGEST_TITLE


def lead_of(line: str) -> tuple[str, str] | None:
    """The words in bold that a paragraph begins with, as a title, and what follows them: « **Ouvrir une halle.** … »;
    None where it begins otherwise, or says a field."""
    match = _BOLD.match(line) if len(line) <= LONGEST_LINE and line.startswith(("**", "__")) else None
    title = without_marks(match["title"]).rstrip(" .") if match else ""
    is_title = _FEWEST_SIGNS <= len(title) <= _LONGEST_TITLE and ":" not in title and not heading_level(title)
    return (title, match["rest"].strip()) if match and is_title and not field_of(title) else None


def leads_are_actions(lines: Sequence[str]) -> bool:
    """Whether paragraphs that begin in bold are the actions: several, each with fields on its line or the next."""
    found = [at for at, line in enumerate(lines) if lead_of(line)]
    below = [(*lines[at + 1 : at + 2],) for at in found]
    fielded = [any(known_in(part) for line in own for part in parts_of(without_marks(line))) for own in below]
    return sum(fielded) > 1 and sum(fielded) > len(found) / 2


def _level_in_bold(line: str) -> int:
    """The level of a heading that is a line in bold, « **Axe 1 : …** »; 0 for others."""
    match = _BOLD.fullmatch(line.strip()) if len(line) <= _LONGEST_TITLE else None
    return heading_level(without_marks(match["title"])) if match and not match["rest"] else 0


def field_of_line(line: str) -> str:
    """The field that a line, or an item that stands below no other, says; nothing where it says none."""
    item, row = ITEM.fullmatch(line), _ROW.fullmatch(line.strip()) if line.startswith("|") else None
    if item and item["indent"]:
        return ""
    if row:
        # « | **Coût** | 45 000 € | », of a table of fields.
        known = field_of(without_marks(row["name"]).strip(" :"))
        return "" if known in NO_FIELDS or field_of(without_marks(row["value"])) else known
    said = item["text"] if item else line.strip()
    match = _FIELD.fullmatch(said) or _LABEL.fullmatch(said)
    known = field_of(match["name"].strip(" :")) if match else ""
    return "" if known in NO_FIELDS else known


class MarkdownCut:
    """Lines taken one after the other."""

    def __init__(
        self,
        title_level: int = 1,
        level_of_actions: int = 0,
        are_headings: bool = False,
        parts: Collection[str] = (),
        takes_leads: bool = False,
    ) -> None:
        """`title_level` is that of the title of the whole, 0 where there is none; see `_level_of_actions`;
        `are_headings` says that headings are axes and actions, and say so; `parts`: see `_parts_of_actions`;
        `takes_leads`: see `leads_are_actions`."""
        self._takes_leads = takes_leads
        self._parts = parts
        # The level of the heading that the open action is.
        self._own_level = 0
        self._level_of_actions, self._are_headings = level_of_actions, are_headings
        self.doubts: list[Doubt] = []
        self._title_level = title_level
        self._units: list[PlanUnit] = []
        self._aims: list[str] = []
        self._above: list[tuple[int, str]] = []
        self._open: _Open | None = None
        self._is_near = False
        # Whether actions are headings.
        self._has_headed = False

    def close(self) -> list[PlanUnit]:
        self._end()
        self._units = with_aims(self._units, self._aims)
        if self._takes_leads:
            # « **Le directeur** » alone is who signs.
            self._units = [unit for unit in self._units if unit.fields or unit.text or unit.children]
        first, others = self._units[:1], self._units[1:]
        is_title = self._level_of_actions and first and not (first[0].fields or first[0].children)
        # The title of the whole, a heading as those of the actions are.
        return others if is_title and len(others) > 1 and all(unit.fields for unit in others) else self._units

    def heading(self, number: int, level: int, said: str) -> None:
        said = without_marks(one_line(said))
        label, title = parted(said)
        if self._open and self._open.is_heading and level > self._own_level and self._is_part(said):
            self._open.label_below, self._open.has_value = said if field_of(said) else "", False
            self._open.described += [] if field_of(said) else [said]
            return
        self._end()
        above = [one for one in self._above if one[0] < level]
        if ACTION.match(label) or level == self._level_of_actions:
            self._above = [one for one in self._above if one[0] < level or one[0] == OVER]
            self._open, self._has_headed = _Open(label, self._path(), number, -1, [title], is_heading=True), True
            self._own_level = level
            return
        self._above = [*above, (level, said)]

    def _is_part(self, said: str) -> bool:
        """Whether a heading below that of an action is a part of it: a field, or one that comes again below others."""
        is_named = field_of(said) not in ("", "title", "label", *LEVELS) or said.casefold() in self._parts
        return is_named and not (heading_level(said) or ACTION.match(parted(said)[0]))

    def _path(self) -> tuple[str, ...]:
        """The headings above, without the title of the whole."""
        return tuple(text for level, text in self._above if level > self._title_level)

    def take(self, number: int, line: str) -> None:
        heading = HEADING.fullmatch(line.strip())
        if heading:
            self.heading(number, len(heading["marks"]), heading["text"])
            return
        if not line.strip():
            self._is_near = False
            if self._open and self._open.has_value:
                self._open.label_below = ""
            return
        item = ITEM.fullmatch(line)
        if item:
            self._item(number, item)
        elif says_action(line):
            self.heading(number, _OF_ACTION, line.strip())
        elif level := _level_in_bold(line):
            self.heading(number, _IN_BOLD + level, line.strip())
        elif self._takes_leads and (lead := lead_of(line)):
            self._lead(number, *lead)
        elif self._open and self._open.is_heading:
            self._described(line.strip())
        elif self._open and self._is_near and (line[0].isspace() or not self._open.children):
            self._open.parts.append(line.strip())
            self._open.to_line = number

    def _lead(self, number: int, title: str, rest: str) -> None:
        """A paragraph that begins with the title of an action in bold."""
        self._end()
        label, title = parted(without_marks(title))
        self._open, self._has_headed = _Open(label, self._path(), number, -1, [title], is_heading=True), True
        self._own_level = _OF_ACTION
        if rest:
            self._described(rest)

    def _item(self, number: int, item: re.Match[str]) -> None:
        text, indent = _TASK.sub("", item["text"].strip()), len(item["indent"])
        own = self._open
        if (not own or indent <= own.indent) and heading_level(without_marks(text)):
            self._end()
            level = _IN_LIST + indent
            self._above = [*(one for one in self._above if one[0] < level), (level, without_marks(text))]
            return
        if own and indent > own.indent:
            if not self._kept(text) and not self._below_label(text):
                own.children.append(Child(without_marks(text), Place(line=number)))
            return
        if _LINK.fullmatch(text) or not self._path():
            return
        if self._has_headed and not own and field_of_line(text):
            # Below a heading that is no action, where actions have their own.
            self.doubts.append(Doubt(Place(line=number), _NO_ACTION))
            return
        if not own and (self._level_of_actions or (self._are_headings and not heading_level(self._above[-1][1]))):
            if not any(doubt.why == _ASIDE for doubt in self.doubts):
                self.doubts.append(Doubt(Place(line=number), _ASIDE))
            return
        self._end()
        label = item["sign"] if item["sign"][0].isdigit() else ""
        self._open = _Open(label, self._path(), number, indent, [text], is_heading=False)
        self._is_near = True

    def _described(self, line: str) -> None:
        """A line below the heading of an action: a field, a row of a table of fields, or its description."""
        if line.startswith("|"):
            row = _ROW.fullmatch(line)
            if row and not set(row["name"].strip()) <= set("-: "):
                self._keep(without_marks(row["name"]), without_marks(row["value"]))
            return
        parts = parts_of(without_marks(line))
        if len(parts) > 1 and all(map(known_in, parts)):
            # « *Budget : 2,4 M€ — Pilote : la direction* »
            for part in parts:
                self._kept(part)
        elif not self._kept(line) and not self._below_label(line) and self._open and not line.startswith(">"):
            self._open.described.append(line)

    def _kept(self, text: str) -> bool:
        asked = labelled_by_tab(without_marks(text))
        # « *Qui ?* Ville »
        match = _FIELD.fullmatch(text) or (FIELD.fullmatch(asked) if asked != without_marks(text) else None)
        if match:
            return self._keep(match["name"], match["value"])
        label = _LABEL.fullmatch(text)
        known = field_of(label["name"].strip(" :")) if label else ""
        if not (label and known and self._open and (known not in NO_FIELDS or known == "text")):
            return False
        self._open.label_below, self._open.has_value = label["name"], False
        return True

    def _below_label(self, text: str) -> bool:
        """Whether a line is the value of the label above it; it is then kept."""
        own = self._open
        if not own or not own.label_below:
            return False
        own.has_value = True
        known = field_of(own.label_below)
        if known == "text":
            return False
        keep(own.fields, known, own.label_below, without_marks(text))
        return True

    def _keep(self, name: str, value: str) -> bool:
        within = field_of(self._open.label_below) if self._open and self._open.label_below else ""
        known = field_said(name.strip(" :"), value, within)
        if not known or not self._open:
            return False
        if known in LEVELS and self._open.is_heading and value.strip().endswith("."):
            # A sentence is no heading.
            self._open.described.append(f"{name.strip(' :*_')} : {value.strip()}")
            return True
        if known in LEVELS and self._open.is_heading:
            said = without_marks(value)
            self._open.headings += (said,) if said not in self._open.headings else ()
            self._open.aim = said if plain(name) == AIM else self._open.aim
            return True
        if known == "text":
            self._open.described.append(value)
            return True
        if known in NO_FIELDS:
            return False
        self._open.label_below = ""
        keep(self._open.fields, known, name, value.strip().rstrip("\\").strip())
        return True

    def _end(self) -> None:
        if self._open:
            self._units.append(self._open.unit())
            self._aims.append(self._open.aim)
        self._open, self._is_near = None, False
