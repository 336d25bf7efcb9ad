"""Markdown cut into units: a heading that numbers an action, or a list below a heading, and the fields under either."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from etl.readers.columns import NO_FIELDS, field_of
from etl.readers.labelled import keep
from etl.readers.model import Child, Doubt, Place, PlanRead, PlanRefused, PlanUnit
from etl.readers.sheets import Grid, Row
from etl.readers.tables import fuller, read_grids
from etl.readers.text import LONGEST_LINE, joined, lines_of_text, one_line
from etl.readers.titles import parted, title_of

_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*")
_ITEM = re.compile(r"(?P<indent>\s*)(?P<sign>[-*+]|\d{1,3}[.)])\s+(?P<text>\S.*)")
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
# « **Pilote :** … », « *Pilote* : … », « Pilote : … ».
_FIELD = re.compile(
    r"(?P<mark>\*\*|__|[*_])?(?P<name>[^*_:|]{2,40}?)(?:\s*:\s*(?P=mark)|(?P=mark)\s*:|\s*:)\s+(?P<value>\S.*)"
)
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-{2,}:?|")
_ROW = re.compile(r"\|(?P<name>[^|]+)\|(?P<value>[^|]+)\|?\s*")
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<title>.+?)(?P=mark)\s*(?:[–—:-]+\s*)?(?P<rest>.*)", re.S)
_SENTENCE = re.compile(r"(?P<first>.{12,}?[^.\s])\.\s+(?P<rest>[A-ZÉÈÀÂÎÔÇŒ«].*)", re.S)
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

    def unit(self) -> PlanUnit:
        said = joined(self.parts)
        place = Place(line=self.line, to_line=self.to_line if self.to_line > self.line else 0)
        bold = _BOLD.fullmatch(said)
        sentence = _SENTENCE.fullmatch(said)
        if self.is_heading:
            title, text = said, joined(self.described)
        elif bold:
            title, text = bold["title"], bold["rest"]
        elif sentence:
            title, text = sentence["first"], said
        else:
            title = title_of(said)
            text = "" if title == said else said
        return PlanUnit(
            without_marks(title), place, self.label, self.headings, without_marks(text), self.fields,
            children=tuple(self.children),
        )  # fmt: skip


def without_marks(text: str) -> str:
    """The words of a line, without the marks of bold, slanted and linked ones."""
    linked = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`)", "", linked).strip()


def read_markdown(text: str, encoding: str) -> PlanRead:
    """The plan of a Markdown text.

    Raises:
        PlanRefused: it has no heading with actions below it.
    """
    lines = text.splitlines()
    title_level = _title_level(lines)
    cut = _Cut(title_level)
    hidden = _hidden(lines)
    for number, line in enumerate(lines, 1):
        below = lines[number] if number < len(lines) else ""
        if number in hidden:
            continue
        if len(line) > LONGEST_LINE:
            cut.doubts.append(Doubt(Place(line=number), "Cette ligne est trop longue : elle est laissée de côté."))
            continue
        if (
            line.strip()
            and _UNDERLINE.fullmatch(below.rstrip())
            and len(below.strip()) > 2
            and not _ITEM.fullmatch(line)
        ):
            cut.heading(number, 1 if below.startswith("=") else 2, line.strip())
        elif not (_UNDERLINE.fullmatch(line.rstrip()) and len(line.strip()) > 2):
            cut.take(number, line.replace("\t", "    ").rstrip())
    listed = PlanRead("Markdown", {"encodage": encoding}, tuple(cut.close()), tuple(cut.doubts))
    found = fuller(listed, _tables(lines, hidden, title_level))
    if not found.units:
        raise PlanRefused(
            "Aucune action n’est reconnue : des listes ou des titres « Action 1 – … » doivent suivre un titre, ou un "
            "tableau d’actions."
        )
    return replace(found, lines=lines_of_text(lines))


def _title_level(lines: Sequence[str]) -> int:
    """The level of the title of the whole: the first, unless several headings have it; 0 for none."""
    underlined = sum(line.startswith("=") and bool(_UNDERLINE.fullmatch(line.rstrip())) for line in lines)
    return int(sum(line.startswith("# ") for line in lines) + underlined <= 1)


def _tables(lines: Sequence[str], hidden: Collection[int], title_level: int) -> PlanRead | None:
    """The plan of the tables of actions, each under the headings before it; None where there is none."""
    grids: list[Grid] = []
    above: dict[str, tuple[str, ...]] = {}
    path: list[tuple[int, str]] = []
    rows: list[Row] = []
    for number, line in enumerate([*lines, ""], 1):
        heading = _HEADING.fullmatch(line.strip()) if len(line) <= LONGEST_LINE else None
        if line.lstrip().startswith("|") and number not in hidden and len(line) <= LONGEST_LINE:
            cells = [without_marks(cell.strip().replace("<br>", "\n")) for cell in _BAR.split(line.strip().strip("|"))]
            if not all(_RULE.fullmatch(cell) for cell in cells):
                rows.append(Row(Place(line=number), tuple(cells)))
            continue
        if rows:
            grids.append(Grid(str(len(grids) + 1), tuple(rows)))
            above[grids[-1].name] = tuple(text for level, text in path if level > title_level)
            rows = []
        if heading:
            level, said = len(heading["marks"]), without_marks(one_line(heading["text"]))
            path = [*(one for one in path if one[0] < level), (level, said)]
    try:
        return read_grids(grids, "tableau", lambda grid: above[grid.name], "tableau d’actions en Markdown")
    except PlanRefused:
        # It may still hold lists.
        return None


def _is_underline(line: str) -> bool:
    return bool(_UNDERLINE.fullmatch(line.rstrip())) and len(line.strip()) > 2


def _hidden(lines: list[str]) -> set[int]:
    """Lines of front matter and of comments."""
    found: set[int] = set()
    if lines and lines[0].strip() == "---":
        end = next((at for at, line in enumerate(lines[1:], 2) if line.strip() in ("---", "...")), 0)
        found |= set(range(1, end + 1))
    is_within = False
    for number, line in enumerate(lines, 1):
        if "<!--" in line and not is_within:
            is_within = True
        if is_within:
            found.add(number)
        if "-->" in line:
            is_within = False
    return found


class _Cut:
    """Lines taken one after the other."""

    def __init__(self, title_level: int = 1) -> None:
        """`title_level` is that of the title of the whole, 0 where there is none."""
        self.doubts: list[Doubt] = []
        self._title_level = title_level
        self._units: list[PlanUnit] = []
        self._above: list[tuple[int, str]] = []
        self._open: _Open | None = None
        self._is_near = False

    def close(self) -> list[PlanUnit]:
        self._end()
        return self._units

    def heading(self, number: int, level: int, said: str) -> None:
        self._end()
        said = without_marks(one_line(said))
        label, title = parted(said)
        above = [one for one in self._above if one[0] < level]
        if re.match(r"(fiche[\s-]*)?action|fiche", label, re.I):
            self._above = above
            self._open = _Open(label, self._path(), number, -1, [title], is_heading=True)
            return
        self._above = [*above, (level, said)]

    def _path(self) -> tuple[str, ...]:
        """The headings above, without the title of the whole."""
        return tuple(text for level, text in self._above if level > self._title_level)

    def take(self, number: int, line: str) -> None:
        heading = _HEADING.fullmatch(line.strip())
        if heading:
            self.heading(number, len(heading["marks"]), heading["text"])
            return
        if not line.strip():
            self._is_near = False
            return
        item = _ITEM.fullmatch(line)
        if item:
            self._item(number, item)
        elif self._open and self._open.is_heading:
            self._described(line.strip())
        elif self._open and self._is_near and (line[0].isspace() or not self._open.children):
            self._open.parts.append(line.strip())
            self._open.to_line = number

    def _item(self, number: int, item: re.Match[str]) -> None:
        text, indent = item["text"].strip(), len(item["indent"])
        own = self._open
        if own and indent > own.indent:
            if not self._kept(text):
                own.children.append(Child(without_marks(text), Place(line=number)))
            return
        if _LINK.fullmatch(text) or not self._path():
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
        if not self._kept(line) and self._open and not line.startswith(">"):
            self._open.described.append(line)

    def _kept(self, text: str) -> bool:
        match = _FIELD.fullmatch(text)
        return self._keep(match["name"], match["value"]) if match else False

    def _keep(self, name: str, value: str) -> bool:
        known = field_of(name.strip(" :"))
        if not known or known in NO_FIELDS or not self._open:
            return False
        keep(self._open.fields, known, name, value.strip().rstrip("\\").strip())
        return True

    def _end(self) -> None:
        if self._open:
            self._units.append(self._open.unit())
        self._open, self._is_near = None, False
