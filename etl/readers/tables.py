"""A table of actions cut into units: its head is found by the names of columns, what is no action is left out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from etl.readers.columns import LEVELS, Column, understood
from etl.readers.formulas import hidden_columns, unstored
from etl.readers.model import Doubt, PlanRead, PlanRefused, PlanUnit
from etl.readers.packages import DAMAGED, or_refused
from etl.readers.sheets import Grid, Row, as_field, as_text, filled, lines_of_grids, separated, texts, workbook
from etl.readers.text import one_line
from etl.readers.titles import parted

# Rows in which the head of a table is looked for.
_HEAD_ROWS, _FEWEST_COLUMNS = 30, 2
_TOTAL = re.compile(r"(sous.?)?tota(l|ux)\b.*", re.I)
_SOURCE = re.compile(r"(sources?|notes?|n\.?b\.?|legende|légende|\*)\s*[:(].*", re.I | re.S)
_TYPES = re.compile(r"champ (texte|num|date|liste|binaire)", re.I)
_CALENDAR = re.compile(r"calendrier\s*:", re.I)
# Days as numbers of a workbook, from 1990 to 2099; years stand below.
_FIRST_DAY, _LAST_DAY = 32_874, 73_050
_THOUSANDS = re.compile(r"milliers d.?euros|\bk€|\ben k ?euros", re.I)
_EXAMPLE = re.compile(r"\bexemples?\b", re.I)
_CONTINUED = re.compile(r"\(?\s*suite\s*\)?\.?", re.I)


@dataclass(frozen=True)
class Head:
    """The head of a table: where its rows begin, its columns, and whether it is the Territoires en Transitions one."""

    begins: int
    columns: tuple[Column, ...]
    is_template: bool

    def at(self, field: str) -> int | None:
        return next((column.at for column in self.columns if column.field == field), None)


def read_workbook(content: bytes) -> PlanRead:
    """The plan of a workbook: the sheets whose head names most of what an action has.

    Raises:
        PlanRefused: no sheet has the head of a table of actions.
    """
    grids = workbook(content)
    found = read_grids(grids, "feuille", lambda grid: (grid.name,))
    # A hidden column that a head names is read, as the templates have it; another is nobody's business.
    with or_refused(DAMAGED):
        unseen, doubts = hidden_columns(content), unstored(content)
    hidden = {
        grid.name: columns - {column.at for column in head.columns} if (head := head_of(filled_head(grid))) else columns
        for grid in grids
        for columns in [unseen.get(grid.name, frozenset())]
    }
    return replace(found, doubts=(*found.doubts, *doubts), lines=lines_of_grids(grids, hidden))


def read_grids(
    grids: Sequence[Grid], called: str, above: Callable[[Grid], tuple[str, ...]], shape: str = "tableau d’actions"
) -> PlanRead:
    """The plan of tables that have one head, as one an axis; `called` is what they are (« feuille »). Where there are
    several and no column names an axis, `above` says the headings that a table stands under.

    Raises:
        PlanRefused: none has the head of a table of actions, or no row of any is an action.
    """
    heads = [(head, grid) for grid in grids for head in [head_of(filled_head(grid))] if head]
    if not heads:
        raise PlanRefused(_NO_HEAD)
    best, _ = max(heads, key=lambda one: len(one[0].columns))
    read: list[tuple[PlanRead, Head, Grid]] = []
    doubts: list[Doubt] = []
    refused = None
    for head, grid in heads:
        place = grid.rows[head.begins - 1].place
        if _fields(head) != _fields(best):
            doubts.append(
                Doubt(place, "Ce tableau d’actions a d’autres colonnes que celui qui est lu : il ne l’est pas.")
            )
            continue
        try:
            own = read_grid(grid, head, {called: grid.name}, shape)
        except PlanRefused as error:
            refused = error
            continue
        if read and any(own.facts.get(name) != read[0][0].facts.get(name) for name in _COUNTED):
            why = "Ce tableau compte ses montants autrement que le premier : il n’est pas lu."
            doubts.append(Doubt(place, why))
            continue
        read.append((own, head, grid))
    if not read:
        raise refused or PlanRefused(_NO_HEAD)
    doubts = [doubt for own, *_ in read for doubt in own.doubts] + doubts
    if len(read) == 1:
        return replace(read[0][0], doubts=tuple(doubts))
    units = tuple(
        unit
        if any(head.at(level) is not None for level in LEVELS)
        else replace(unit, headings=(*above(grid), *unit.headings))
        for own, head, grid in read
        for unit in own.units
    )
    first = read[0][0]
    facts = {f"{called}{'x' if called.endswith('u') else 's'}": ", ".join(grid.name for *_, grid in read)}
    facts |= {name: value for name, value in first.facts.items() if name != called}
    return PlanRead(first.shape, facts, units, tuple(doubts))


# What facts say of how sums are counted: thousands, and the names of their columns with HT or TTC.
_COUNTED = ("unité des montants", "colonne du coût", "colonne des montants")


def _fields(head: Head) -> list[str]:
    return [column.field for column in head.columns]


def fuller(fiches: PlanRead, table: PlanRead | None) -> PlanRead:
    """Of the two ways to read a document, the one that gives more actions; what the other gives is told, not read."""
    if table is None or not table.units:
        return fiches
    if len(table.units) > len(fiches.units):
        own, other, why = table, fiches, "Ce document a aussi des fiches d’actions : elles ne sont pas lues."
    else:
        own, other, why = fiches, table, "Ce document a aussi un tableau d’actions : il n’est pas lu."
    told = (Doubt(other.units[0].place, why),) if other.units else ()
    return replace(own, doubts=(*own.doubts, *told))


def read_separated(content: bytes) -> PlanRead:
    """The plan of a CSV.

    Raises:
        PlanRefused: it has no head of a table of actions.
    """
    grid, facts = separated(content)
    head = head_of(grid)
    if head is None:
        raise PlanRefused(_NO_HEAD)
    return replace(read_grid(grid, head, facts), lines=lines_of_grids([grid]))


_NO_HEAD = (
    "Aucun tableau d’actions n’est reconnu : une ligne d’en-tête doit nommer au moins le titre des actions "
    "(« Action », « Intitulé »…) et une autre colonne (« Porteur », « Budget », « Calendrier »…)."
)


def filled_head(grid: Grid) -> Grid:
    """The grid whose first rows show what their merged cells do; below, a merged cell is read by `filled`."""
    return filled(replace(grid, merged=tuple(one for one in grid.merged if one[0] < _HEAD_ROWS)))


def head_of(grid: Grid) -> Head | None:
    """The head of the grid: the row, or two rows one above the other, that names most; None where none does."""
    best: Head | None = None
    rows = grid.rows[:_HEAD_ROWS]
    for at, row in enumerate(rows):
        tried = [(at + 1, understood(texts(row)))]
        if at + 1 < len(rows):
            above, below = texts(row), texts(rows[at + 1])
            names = [low or high for low, high in zip(_long(below, above), _long(above, below), strict=True)]
            groups = [
                high if high != low else "" for low, high in zip(_long(below, above), _long(above, below), strict=True)
            ]
            if sum(bool(one) for one in below) >= _FEWEST_COLUMNS:
                tried.append((at + 2, understood(names, groups)))
        for begins, columns in tried:
            fields = {column.field for column in columns}
            if "title" not in fields or len(fields) < _FEWEST_COLUMNS:
                continue
            if best is None or len(columns) > len(best.columns):
                best = Head(begins, tuple(columns), "subtitle" in fields and "level3" in fields)
    return best


def _long(texts_: Sequence[str], other: Sequence[str]) -> list[str]:
    return [*texts_, *[""] * (len(other) - len(texts_))]


def read_grid(grid: Grid, head: Head, facts: dict[str, str], shape: str = "tableau d’actions") -> PlanRead:
    """The units of a grid whose head is known.

    Raises:
        PlanRefused: no row below it is an action.
    """
    shown, begins = filled(grid), head.begins
    rows = shown.rows
    if begins < len(rows) and sum(bool(_TYPES.search(one)) for one in texts(rows[begins])) >= 3:
        begins += 1
        # The older template has a row of advice below its types, then an example to be taken out.
        if head.is_template and (head.at("calendar") is None) and begins < len(rows):
            begins += 1
            if begins < len(rows) and sum(bool(_EXAMPLE.search(one)) for one in texts(rows[begins])) >= 3:
                begins += 1
    cut = _Cut(head)
    for row in rows[begins:]:
        cut.take(row)
    shape = "tableau Territoires en Transitions" if head.is_template else shape
    above = " ".join(one for row in grid.rows[:begins] for one in texts(row))
    if _THOUSANDS.search(above):
        facts = {**facts, "unité des montants": "millier d’euros"}
    for field, said in (("budget", "colonne du coût"), ("amount", "colonne des montants")):
        at = head.at(field)
        if at is not None:
            facts = {**facts, said: next(one_line(one.name) for one in head.columns if one.at == at)}
    named = {"colonnes lues": ", ".join(one_line(column.name) for column in head.columns)}
    if not cut.units:
        raise PlanRefused("Ce tableau n’a aucune ligne d’action sous son en-tête : choisir celui qui en a.")
    return PlanRead(shape, {**facts, **named}, tuple(cut.units), tuple(cut.doubts))


class _Cut:
    """Rows taken one after the other."""

    def __init__(self, head: Head) -> None:
        self.units: list[PlanUnit] = []
        self.doubts: list[Doubt] = []
        self._head = head
        self._levels = [(field, at) for field in LEVELS for at in [head.at(field)] if at is not None]
        self._above: dict[str, str] = {}

    def take(self, row: Row) -> None:
        if row.is_empty or self._is_foot(row):
            return
        own = {field: "\n".join(map(one_line, as_text(row.at(at)).strip().split("\n"))) for field, at in self._levels}
        if any(own.values()):
            self._rise(own)
        title, subtitle, label = (self._text(row, field) for field in ("title", "subtitle", "label"))
        if subtitle:
            # A part of the action whose title stands before it.
            self.units.append(self._unit(row, subtitle, "", "sous-action", (title,) if title else ()))
            return
        if self._continues(row, title, label):
            self._go_on(row)
            return
        if not title:
            if label and not any(own.values()):
                self.doubts.append(Doubt(row.place, "Cette ligne a un numéro et pas de titre."))
            return
        if not label:
            label, title = parted(title)
        self.units.append(self._unit(row, title, label, "action"))

    def _is_foot(self, row: Row) -> bool:
        """Totals, and what is said below a table: sources, notes, legends."""
        said = [one for one in texts(row) if one]
        if any(_TOTAL.fullmatch(one_line(one)) for one in said[:3]):
            return True
        title = self._head.at("title")
        return len(said) == 1 and (
            bool(_SOURCE.fullmatch(said[0])) or title is None or not as_text(row.at(title)).strip()
        )

    def _rise(self, own: dict[str, str]) -> None:
        """The headings above the next rows: a level that is named anew takes those below it away."""
        for at, (field, _) in enumerate(self._levels):
            text = own[field]
            if not text:
                continue
            # « AXE 2 » in capitals and « Axe 2 » are one heading. A template repeats all of them on each row.
            is_other = self._above.get(field, "").casefold() != text.casefold()
            for lower, _ in self._levels[at + 1 :] if is_other or self._head.is_template else ():
                self._above.pop(lower, None)
            self._above[field] = text

    def _text(self, row: Row, field: str) -> str:
        at = self._head.at(field)
        return one_line(as_text(row.at(at))) if at is not None else ""

    def _continues(self, row: Row, title: str, label: str) -> bool:
        """Whether a row goes on with the action of the row above: it says so, or has its number and no title."""
        if not self.units:
            return False
        above = self.units[-1]
        if title and _CONTINUED.fullmatch(title.removeprefix(above.title).strip()):
            return title != above.title
        return bool(label) and label == above.label and title in ("", above.title)

    def _go_on(self, row: Row) -> None:
        above = self.units[-1]
        fields: dict[str, Any] = dict(above.fields)
        for name, value in self._fields(row).items():
            there = fields.get(name)
            if there is None:
                fields[name] = value
            elif isinstance(there, dict) and isinstance(value, dict):
                fields[name] = {
                    **there,
                    **{
                        who: [there[who], part] if who in there and there[who] != part else part
                        for who, part in value.items()
                    },
                }
            else:
                fields[name] = _both(there, value)
        text = self._free(row)
        place = replace(above.place, to_row=row.place.row) if row.place.row else above.place
        joined = above.text if not text or text == above.text else f"{above.text}\n{text}".strip()
        self.units[-1] = replace(above, fields=fields, place=place, text=joined)

    def _unit(self, row: Row, title: str, label: str, kind: str, below: tuple[str, ...] = ()) -> PlanUnit:
        named = [self._above[field] for field, _ in self._levels if field in self._above]
        # One column may hold all levels, a line each; a line break in one of several columns parts nothing.
        headings = tuple(named[0].split("\n")) if len(self._levels) == 1 and named else tuple(map(one_line, named))
        return PlanUnit(title, row.place, label, headings + below, self._free(row), self._fields(row), kind)

    def _free(self, row: Row) -> str:
        at = self._head.at("text")
        return str(as_field(row.at(at)) or "") if at is not None else ""

    def _fields(self, row: Row) -> dict[str, Any]:
        found: dict[str, Any] = {}
        parts: dict[str, Any] = {}
        payers: list[list[Any]] = []
        for column in self._head.columns:
            value = as_field(row.at(column.at))
            if column.field == "funder" and value is not None:
                payers.append([value, None])
            elif column.field == "amount" and value is not None and payers and payers[-1][1] is None:
                payers[-1][1] = value
            elif value is None or column.field in ("title", "subtitle", "label", "text", "amount", *LEVELS):
                continue
            elif column.field == "notes":
                # The older template has no column for it.
                if _CALENDAR.match(str(value)):
                    found.setdefault("calendar", value)
            elif column.field in ("start", "end"):
                found[column.field] = _day(value)
            elif column.field == "part":
                parts[one_line(column.name)] = value
            else:
                found[column.field] = value
        aims = found.pop("aims", None)
        if aims is not None and self._head.is_template:
            found.setdefault("indicators", aims)
        if payers:
            found["funders"] = payers
        if parts:
            found["funders"] = parts
        return found


def _both(there: Any, value: Any) -> Any:
    """What two rows of one action say of a field: once where they say the same."""
    if there is None or there == value:
        return value
    return [*there, value] if isinstance(there, list) else [there, value]


def _day(value: Any) -> Any:
    """A day that a workbook keeps as a bare number, as a day; anything else as it is."""
    if isinstance(value, int) and _FIRST_DAY <= value <= _LAST_DAY:
        return (datetime.date(1899, 12, 30) + datetime.timedelta(days=value)).isoformat()
    written = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", str(value))
    if written:
        day, month, year = map(int, written.groups())
        try:
            return datetime.date(year, month, day).isoformat()
        except ValueError:
            return value
    return str(value) if isinstance(value, int) else value
