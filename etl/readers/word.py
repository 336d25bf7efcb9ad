"""A Word document cut into units: fiches below headings, by style or in bold, with their fields; or one table of all
actions. Tracked changes are read as accepted; boxes, notes and contents are left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from etl.readers.bullets import heading_level
from etl.readers.columns import NO_FIELDS, field_of
from etl.readers.model import Doubt, Place, PlanRead, PlanRefused, PlanUnit
from etl.readers.sheets import Grid, Row, checked_package
from etl.readers.tables import head_of, read_grid
from etl.readers.text import one_line
from etl.readers.titles import ACTION_LABEL, parted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}delText"}
_CONTENTS = re.compile(r".*\t\s*\d+\s*", re.S)
_STYLE = re.compile(r"(?:heading|titre)\s*(\d)", re.I)
_FIELD = re.compile(r"(?P<name>[^\W\d][^:|]{1,40}?)\s*:\s+(?P<value>\S.*)", re.S)
# A list within a field, typed by hand.
_DASH = re.compile(r"^\s*[-–•]\s+")
# Rows that make a table the plan itself.
_FEWEST_ROWS = 5


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it reads: its number, its words, the level of its heading (0 for none), whether all is bold."""

    number: int
    text: str
    level: int
    is_bold: bool


@dataclass(frozen=True)
class Table:
    """A table: its number, and its rows of cells, a merged one once a row."""

    number: int
    rows: tuple[tuple[str, ...], ...]
    grid: Grid


def read_document(content: bytes) -> PlanRead:
    """The plan of a DOCX.

    Raises:
        PlanRefused: it is none, is damaged or empty, or holds no action.
    """
    checked_package(content, "document Word")
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
        raise PlanRefused(
            "Ce fichier n’est pas un document Word qui se lit : l’enregistrer à nouveau en .docx."
        ) from None
    blocks = list(_blocks(document))
    if not any(one.rows if isinstance(one, Table) else one.text.strip() for one in blocks):
        raise PlanRefused("Ce document est vide : choisir celui qui contient le plan.")
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) >= _FEWEST_ROWS:
            head = head_of(block.grid)
            if head:
                return read_grid(
                    block.grid, head, {"tableau": str(block.number)}, "tableau d’actions d’un document Word"
                )
    cut = _Cut(_level_of_actions(blocks))
    for block in blocks:
        cut.take(block)
    units = cut.close()
    if not units:
        raise PlanRefused("Aucune action n’est reconnue dans ce document : des titres « Action 1 – … » la diraient.")
    return PlanRead("fiches d’un document Word", {}, tuple(units), tuple(cut.doubts))


def _blocks(document: Document) -> Iterator[Paragraph | Table]:
    levels = {style.style_id: _style_level(style) for style in document.styles if style.type == 1}
    bold = {style.style_id for style in document.styles if style.type == 1 and style.font.bold}
    paragraphs = tables = 0
    for element in document.element.body.iter(f"{_W}p", f"{_W}tbl"):
        above = {one.tag for one in element.iterancestors()}
        if f"{_W}tbl" in above or f"{_W}txbxContent" in above:
            continue
        if element.tag == f"{_W}tbl":
            tables += 1
            yield _table(element, tables)
        else:
            paragraphs += 1
            style = element.find(f"{_W}pPr/{_W}pStyle")
            of = style.get(f"{_W}val") if style is not None else ""
            yield Paragraph(paragraphs, _text(element), levels.get(of, 0), _is_bold(element, of in bold))


def _style_level(style: Any) -> int:
    match = _STYLE.fullmatch(str(style.name or ""))
    return int(match[1]) if match else 0


def _text(element: Any) -> str:
    """The words of a paragraph, changes accepted."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in _LEFT_OUT or not isinstance(child.tag, str):
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in (f"{_W}tab",) and node.tag == f"{_W}r":
                parts.append("\t")
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                parts.append("\n")
            elif child.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            else:
                walk(child)

    walk(element)
    return "".join(parts)


def _is_bold(element: Any, by_style: bool) -> bool:
    """Whether all words of a paragraph are bold."""
    found = []
    for run in element.iter(f"{_W}r"):
        if any(one.tag in _LEFT_OUT for one in run.iterancestors()) or not _text(run).strip():
            continue
        mark = run.find(f"{_W}rPr/{_W}b")
        found.append(by_style if mark is None else mark.get(f"{_W}val") not in ("0", "false"))
    return bool(found) and all(found)


def _table(element: Any, number: int) -> Table:
    rows: list[tuple[str, ...]] = []
    grid: list[Row] = []
    above: list[str] = []
    for at, row in enumerate(element.iterfind(f"{_W}tr"), 1):
        cells: list[str] = []
        spread: list[str] = []
        for cell in row.iterfind(f"{_W}tc"):
            text = "\n".join(_text(one) for one in cell.iterfind(f"{_W}p")).strip()
            properties = cell.find(f"{_W}tcPr")
            merge = properties.find(f"{_W}vMerge") if properties is not None else None
            span = properties.find(f"{_W}gridSpan") if properties is not None else None
            if merge is not None and merge.get(f"{_W}val") != "restart" and len(spread) < len(above):
                text = above[len(spread)]
            cells.append(text)
            spread += [text] * (int(span.get(f"{_W}val") or 1) if span is not None else 1)
        rows.append(tuple(cells))
        # « – » in a cell of a table says that nothing is said.
        grid.append(Row(Place(table=number, row=at), tuple("" if one in ("–", "-", "—") else one for one in spread)))
        above = spread
    return Table(number, tuple(rows), Grid(f"tableau {number}", tuple(grid)))


def _level_of_actions(blocks: list[Paragraph | Table]) -> int:
    """The level of headings that are actions, where none says that it is one: the deepest, if there are several."""
    paragraphs = [one for one in blocks if isinstance(one, Paragraph) and one.text.strip()]
    if any(ACTION_LABEL.match(parted(_said(one.text))[0]) for one in paragraphs if one.level or one.is_bold):
        return 0
    levels = sorted({one.level for one in paragraphs if one.level})
    return levels[-1] if len(levels) > 1 else 0


def _said(text: str) -> str:
    """A heading on one line; a tab between its number and its title is a dash."""
    return one_line(text.strip().replace("\t", " – "))


@dataclass
class _Open:
    """A unit whose paragraphs are being read."""

    label: str
    title: str
    headings: tuple[str, ...]
    paragraph: int
    to_paragraph: int = 0
    table: int = 0
    described: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)

    def unit(self) -> PlanUnit:
        text = one_line(" ".join(self.described))
        place = Place(paragraph=self.paragraph, to_paragraph=self.to_paragraph, table=self.table)
        return PlanUnit(self.title, place, self.label, self.headings, text, self.fields)


class _Cut:
    """Paragraphs and tables taken one after the other."""

    def __init__(self, level_of_actions: int) -> None:
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
            self._begin(label, title, one.number)
            return
        if is_head and ACTION_LABEL.fullmatch(said):
            # Its title stands on the next line.
            self._begin(said, "", one.number)
            return
        if self._open and not self._open.title and is_head:
            self._open.title, self._open.to_paragraph = said, one.number
            return
        level = one.level or (heading_level(said) if one.is_bold else 0)
        if level and level == self._level_of_actions:
            self._begin(label, title, one.number)
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
                self.doubts.append(Doubt(Place(paragraph=one.number), "Cette ligne en gras termine-t-elle la fiche ?"))
                self._end()
            return
        match = _FIELD.fullmatch(one.text.strip())
        known = field_of(match["name"]) if match else ""
        if match and known and known not in NO_FIELDS:
            self._field = ""
            self._keep(known, match["value"])
        elif self._field:
            self._keep(self._field, one.text.strip())
        elif self._open:
            self._open.described.append(said)

    def _table(self, table: Table) -> None:
        if self._open is None:
            return
        if self._field in ("funders", "funding_text") and table.rows:
            # A small table of who pays what, below its head.
            self._open.fields["funders"] = [list(row) for row in table.rows[1:]]
            self._open.table = self._open.table or table.number
            self._field = ""
            return
        self._open.table = self._open.table or table.number
        for row in table.rows:
            for at in range(0, len(row) - 1, 2):
                known = field_of(row[at])
                if known and row[at + 1]:
                    self._keep(known, row[at + 1])

    def _keep(self, known: str, value: str) -> None:
        if self._open is None:
            return
        if known == "text":
            self._open.described.append(value)
            return
        name = "funders" if known == "funding_text" else known
        value = "\n".join(_DASH.sub("", line) for line in value.split("\n"))
        there = self._open.fields.get(name)
        self._open.fields[name] = value.strip() if there is None else f"{there}\n{value.strip()}"

    def _begin(self, label: str, title: str, number: int) -> None:
        self._end()
        self._open = _Open(label, title, tuple(text for _, text in self._above), number)

    def _end(self) -> None:
        if self._open and self._open.title:
            self._units.append(self._open.unit())
        self._open, self._field = None, ""
