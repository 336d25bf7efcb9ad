"""The head of a table of actions: the row, or up to three, whose names say most of what an action has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.money import MONEY
from etl.readers.fields.bodies import body_of
from etl.readers.fields.columns import (
    GIVEN,
    LEVELS,
    PERIOD,
    Column,
    field_of,
    is_unit,
    names_one_payer,
    payer_of,
    staged_payer,
    understood,
)
from etl.readers.fields.labelled import says_when
from etl.readers.fields.payer_cells import said_of_payer, says_no
from etl.readers.fields.payer_names import HOPED, NOTHING, OWN, YES
from etl.readers.lines.titles import ACTION_LABEL, is_state, parted
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Grid, Row, as_text, filled, texts

# Rows in which the head of a table is looked for.
_HEAD_ROWS, _FEWEST_COLUMNS = 30, 2
# Rows in which it is looked for below a long foreword.
_MORE_ROWS, _MOST_COLUMNS = 300, 100
# Rows that tell what a column holds.
_SAMPLE = 200
# What a cell says of the payer of its column is no longer: « pas de demande à ce jour ».
_LONGEST_ANSWER = 40
# Rows that a head may have, one below the other.
_MOST_LEVELS = 3
_NUMBER_ALONE = re.compile(r"[A-Z]{0,3}[\s.-]?\d{1,3}(?:[.-]\d{1,3})*|(?:fiche|action)[\s\w]{0,8}\d+", re.I)
_ASIDE = re.compile(r"\([^()]+\)")
_TOTAL = re.compile(r"(?:montant |coût )?total(?: général| ppi)?", re.I)
_IN_UNITS = re.compile(r"\s*\((?:en )?(?:k|M)?€[^)]*\)$")
_YEAR, _ANY_YEAR = re.compile(r"(?:19|20)\d\d"), re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"-?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?")
_OFTEN = re.compile(r"chaque année|tous les ans|annuel(?:le)?|en continu|permanente?", re.I)
_OTHERS = re.compile(r"autres?(?: financements?| financeurs?| aides?| subventions?)?", re.I)


@dataclass(frozen=True)
class Head:
    """The head of a table: where the rows below it begin, its columns, whether it is the Territoires en Transitions
    one; and, as it was found, the names of all its columns and its first row, from 0."""

    begins: int
    columns: tuple[Column, ...]
    is_template: bool
    names: tuple[str, ...] = ()
    starts: int = 0

    def at(self, field: str) -> int | None:
        return next((column.at for column in self.columns if column.field == field), None)

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns}


def filled_head(grid: Grid) -> Grid:
    """The grid whose first rows show what their merged cells do; below, a merged cell is read by `filled`."""
    return filled(replace(grid, merged=tuple(one for one in grid.merged if one[0] < _MORE_ROWS)))


def head_of(grid: Grid) -> Head | None:
    """The head of the grid: the row, or up to three rows one below the other, that names most; None where none does."""
    best = _head_within(grid.rows[:_HEAD_ROWS])
    if best is None and max((len(row.cells) for row in grid.rows[:_MORE_ROWS]), default=0) <= _MOST_COLUMNS:
        best = _head_within(grid.rows[:_MORE_ROWS])
    if best is None or best.is_template:
        return best
    # A heading over all columns says nothing of what one holds.
    rows = [row for row in grid.rows[best.begins :][:_SAMPLE] if len({text for text in texts(row) if text}) > 1]
    best = _titled_by_cells(_without_years(best), rows)
    best = _with_payers(_with_states(_without_groups(best, rows), rows), rows)
    columns = (*best.columns, *_told_by_cells(best, rows))
    return replace(best, columns=tuple(sorted(columns, key=lambda column: column.at)))


def _head_within(rows: Sequence[Row]) -> Head | None:
    best: Head | None = None
    for at, row in enumerate(rows):
        tried = [(at + 1, texts(row), [""])]
        for end in range(at + 2, min(at + _MOST_LEVELS, len(rows)) + 1):
            if sum(map(bool, texts(rows[end - 1]))) < _FEWEST_COLUMNS:
                break
            tried.append((end, *_names_and_groups(rows[at:end])))
        for begins, names, groups in tried:
            columns = understood(names, groups)
            fields = {column.field for column in columns}
            if "title" not in fields or len(fields) < _FEWEST_COLUMNS:
                continue
            # A row into which names above it reach down is of the head, whether it tells more or not.
            goes_on = (
                best is not None
                and begins == best.begins + 1
                and (_reach_down(rows[begins - 2], rows[begins - 1]) or _is_aside(rows[begins - 1]))
            )
            more = len(columns) - (len(best.columns) if best else 0)
            # What stands above a head that is whole without it is no name.
            is_shorter = best is not None and begins == best.begins and not _reach_down(rows[at - 1], rows[at])
            # « Montant par année » over 2025 and 2026 is one name less.
            if more > 0 or (is_shorter and more == 0) or (goes_on and more >= -1):
                is_template = "subtitle" in fields and "level3" in fields
                best = Head(begins, tuple(columns), is_template, tuple(names), at)
    return best


def _reach_down(above: Row, below: Row) -> bool:
    """Whether a merged cell of one row goes on in the next, which says more beside it; or all that the next says stands
    below cells that go over several columns."""
    pairs = list(zip(texts(above), texts(below), strict=False))
    said = [at for at, (one, other) in enumerate(pairs) if other and one != other]
    wide = [at for at in said if pairs[at][0] and pairs[at][0] in (pairs[at - 1][0] if at else "", *_next(pairs, at))]
    return bool(said) and (any(one and one == other for one, other in pairs) or len(wide) == len(said))


def _is_aside(row: Row) -> bool:
    """Whether a row says, all in brackets, what the names above it are of: « (structure) », « (début – fin) »."""
    said = list(filter(None, texts(row)))
    return len(said) > 1 and all(map(_ASIDE.fullmatch, said))


def _next(pairs: Sequence[tuple[str, str]], at: int) -> list[str]:
    return [one for one, _ in pairs[at + 1 : at + 2]]


def _names_and_groups(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """The name of each column, which is the lowest that its rows say, and those above it that say another, a line
    each, the nearest first."""
    width = max(len(row.cells) for row in rows)
    said = [_long(texts(row), width) for row in rows]
    for over, under in pairwise(said):
        # A CSV says the name of a group over its first column alone.
        for at in range(1, width):
            if not over[at] and over[at - 1] and under[at] and under[at - 1]:
                over[at] = over[at - 1]
    if _is_aside(rows[-1]):
        said.pop()
    found = [list(dict.fromkeys(filter(None, column))) for column in zip(*reversed(said), strict=True)]
    # « Région », over « % » and « € »: the sums are those of the name above.
    found = [[f"{one[1]} ({one[0]})", *one[2:]] if len(one) > 1 and is_unit(one[0]) else one for one in found]
    found = [_with_year(one) for one in found]
    return [one[0] if one else "" for one in found], ["\n".join(map(one_line, one[1:])) for one in found]


def _with_year(names: list[str]) -> list[str]:
    """The names of a column, « T1 » below « 2026 » told with its year."""
    year = next((name for name in names[1:] if _YEAR.fullmatch(name)), "")
    is_part = bool(year) and PERIOD.fullmatch(names[0]) is not None and not _ANY_YEAR.search(names[0])
    return [f"{names[0]} {year}", *(name for name in names[1:] if name != year)] if is_part else names


def _titled_by_cells(head: Head, rows: Sequence[Row]) -> Head:
    """The head, its title the last of the columns « Mesure », « Projet »… where that says more of them: what is said
    once for several rows stands above these, and a number alone is that of the title beside it."""
    first = head.at("title")
    taken = {column.at for column in head.columns}
    if first is not None and any(ACTION_LABEL.match(parted(_at(row, first))[0]) for row in rows):
        # « Action 1 : … », whatever is said of its operations.
        return head
    for at, name in enumerate(head.names):
        if first is None or at <= first or at in taken or field_of(name) != "title":
            continue
        high, low = ({text for row in rows for text in [_at(row, one)] if text} for one in (first, at))
        free = [one for one in LEVELS if head.at(one) is None]
        is_number = bool(high) and all(_NUMBER_ALONE.fullmatch(text) for text in high)
        field = "label" if is_number and head.at("label") is None else free[0] if free and len(high) < len(low) else ""
        if field:
            kept = (replace(one, field=field) if one.at == first else one for one in head.columns)
            return replace(head, columns=(*kept, Column("title", at, name)))
    return head


def _without_groups(head: Head, rows: Sequence[Row]) -> Head:
    """The head without the names that stand over several columns of which each says something of its own: « Dépenses »
    over the years is the sum of none."""

    def is_group(column: Column) -> bool:
        beside = range(column.at + 1, len(head.names))
        end = next((at for at in beside if head.names[at] != column.name), len(head.names))
        own = [[_at(row, at) for at in range(column.at, end)] for row in rows]
        return any(other and other != first for first, *others in own for other in others)

    def is_payer(column: Column) -> bool:
        cells = [text for row in rows for text in [_at(row, column.at)] if text]
        return any(_NUMBER.fullmatch(one) or MONEY.search(one) for one in cells) and all(map(_is_paid, cells))

    kept = [one for one in head.columns if one.field not in ("budget", "calendar") or not is_group(one)]
    state = next((one for one in kept if one.field == "status"), None)
    if state is None or body_of(_bare(state.name)) is None or not is_payer(state):
        return replace(head, columns=tuple(kept))
    # « État » above sums is the payer, not how far an action is; another column may say that.
    others = (at for at in range(state.at + 1, len(head.names)) if field_of(head.names[at]) == "status")
    kept = [one for one in kept if one is not state] + [Column("status", at, head.names[at]) for at in others][:1]
    return replace(head, columns=tuple(sorted(kept, key=lambda one: one.at)))


def _without_years(head: Head) -> Head:
    """The head whose cost is that of no single year: of « Budget 2025 » beside « Budget 2026 » each is a year's, and
    the cost is what another column says."""
    told = [(at, _ANY_YEAR.search(name), _ANY_YEAR.sub("", name, count=1)) for at, name in enumerate(head.names)]
    own = [(at, year.group(), one_line(stem)) for at, year, stem in told if year and field_of(stem) == "budget"]
    alike = [(at, year) for at, year, stem in own if len({one for _, one, other in own if other == stem}) > 1]
    cost = head.at("budget")
    if cost not in [at for at, _ in alike]:
        return head
    kept = [one for one in head.columns if one.field != "budget"]
    taken = {one.at for one in kept} | {at for at, _ in alike}
    others = [at for at, name in enumerate(head.names) if at not in taken and field_of(name) == "budget"]
    more = [Column("budget", at, head.names[at]) for at in others][:1] + [Column("year", *one) for one in alike]
    return replace(head, columns=tuple(sorted([*kept, *more], key=lambda one: one.at)))


def _with_states(head: Head, rows: Sequence[Row]) -> Head:
    """The head, a column of headings (« Liste », as boards call them) whose cells are all states told as one."""
    for column in head.columns:
        cells = {text for row in rows for text in [_at(row, column.at)] if text} if column.field in LEVELS else set()
        if cells and all(map(is_state, cells)) and head.at("status") is None:
            others = tuple(one for one in head.columns if one is not column)
            return replace(head, columns=(*others, replace(column, field="status")))
    return head


def _with_payers(head: Head, rows: Sequence[Row]) -> Head:
    """The head, « Financeur » and « Montant » beside it told as a payer a row and what it gives, where rows without a
    title go on with others."""
    title, payer, given = (head.at(field) for field in ("title", "funders", "budget"))
    if (
        title is None
        or payer is None
        or given != payer + 1
        or not names_one_payer(head.names[payer], head.names[given])
    ):
        return head
    if not any(_at(row, payer) and _at(row, given) and not _at(row, title) for row in rows):
        return head
    told = {payer: "funder", given: "amount"}
    return replace(head, columns=tuple(replace(one, field=told.get(one.at, one.field)) for one in head.columns))


def is_repeated(row: Row, names: Sequence[str]) -> bool:
    """Whether a row says the names of the head again, as below each heading or on each page."""
    said = [one_line(one).casefold() for one in texts(row)]
    head = [one_line(one).casefold() for one in names]
    return any(said) and said[: len(head)] == head[: len(said)] and not any(said[len(head) :])


def _long(said: Sequence[str], width: int) -> list[str]:
    return [*said, *[""] * (width - len(said))]


def _at(row: Row, column: int) -> str:
    return as_text(row.at(column)).strip()


def _told_by_cells(head: Head, rows: Sequence[Row]) -> Iterator[Column]:
    """Columns that are known by their name and by what they hold: a payer's (« DETR », « Région »), which holds sums or
    marks, a year's, which holds either, the total of the years, and when each is carried out. A column « Région » of
    places is none."""
    taken = {column.at for column in head.columns}
    payers, others, years, totals, nameless = [], [], [], [], []
    stages: list[tuple[str, int, Column]] = []
    for at, name in enumerate(map(one_line, head.names)):
        if at in taken:
            continue
        cells = [text for row in rows for text in [_at(row, at)] if text]
        is_paid = all(map(_is_paid, cells))
        if not name:
            nameless += [Column("level1", at, "")] if _are_headings(cells, at, head, rows) else []
        elif head.at("calendar") is None and _says_when(head, name, at, rows):
            yield Column("calendar", at, name)
        elif PERIOD.fullmatch(name) and cells and all(map(YES.fullmatch, cells)):
            years.append((Column("year", at, name), True))
        elif _YEAR.fullmatch(name) and is_paid:
            years.append((Column("year", at, name), all(map(YES.fullmatch, cells))))
        elif is_paid:
            payer = payer_of(name)
            if (staged := staged_payer(name))[0]:
                payer, stage = staged
                stages.append((payer, stage, Column("part", at, payer if stage == GIVEN else name)))
            elif payer or body_of(_bare(name)):
                payers.append((Column("part", at, payer or _IN_UNITS.sub("", name)), bool(cells)))
            elif OWN.fullmatch(_bare(name)) or _OTHERS.fullmatch(_bare(name)):
                others.append(Column("part", at, name))
            elif _TOTAL.fullmatch(_bare(name)) and cells:
                totals.append(Column("budget", at, name))
    if stages:
        # Of what is asked, proposed and given, the last alone: two of them are never two sums.
        best = {payer.casefold(): stage for payer, stage, _ in sorted(stages, key=lambda one: one[1])}
        yield from (column for payer, stage, column in stages if best[payer.casefold()] == stage)
    if stages or any(is_told for _, is_told in payers):
        yield from (column for column, _ in payers)
        yield from others
    if head.at("level1") is None:
        yield from nameless[:1]
    if len(years) > 1:
        yield from (column for column, _ in years)
    known = [any(_NUMBER.fullmatch(_at(row, one.at)) for row in rows) for one in head.columns if one.field == "year"]
    has_sums = len(years) > 1 and not all(are_marks for _, are_marks in years)
    if head.at("budget") is None and (has_sums or sum(known) > 1):
        # Sums by year, and what they come to.
        yield from totals[:1]


def _says_when(head: Head, name: str, at: int, rows: Sequence[Row]) -> bool:
    """Whether a column says when each action is carried out; a merged cell of a row without action says nothing."""
    title = head.at("title")
    own = [_at(row, at) for row in rows if title is not None and _at(row, at) not in ("", _at(row, title))]
    years = [one for one in own if says_when(name, one)]
    return bool(years) and all(one in years or _OFTEN.fullmatch(one) for one in own)


def _are_headings(cells: Sequence[str], at: int, head: Head, rows: Sequence[Row]) -> bool:
    """Whether a column without a name, left of the titles, says headings: words, from the first row on, each of
    several rows."""
    title = head.at("title")
    if title is None or at >= title:
        return False
    titled = [row for row in rows if _at(row, title)]
    are_words = all(any(map(str.isalpha, one)) and len(one) > 2 for one in cells)
    is_begun = bool(titled) and bool(_at(titled[0], at))
    return is_begun and are_words and len(set(cells)) < len({_at(row, title) for row in titled})


def _bare(name: str) -> str:
    """The name of a column without what it counts: « DETR (€ HT) »."""
    return re.sub(r"\([^)]*\)|€|\b(?:HT|TTC|k€)\b", " ", name).strip(" :")


def _is_paid(cell: str) -> bool:
    """Whether a cell below the name of a payer says what it pays, or that it does."""
    return bool(
        _NUMBER.fullmatch(cell)
        or MONEY.search(cell)
        or YES.fullmatch(cell)
        or NOTHING.fullmatch(cell)
        or HOPED.search(cell)
        or re.fullmatch(r"\d+(?:[.,]\d+)?\s?%", cell)
        or (len(cell) <= _LONGEST_ANSWER and (says_no(cell) or said_of_payer(cell)))
    )


def named(columns: Iterable[Column], at: int) -> str:
    """The name of a column, by its number."""
    return next(one_line(one.name) for one in columns if one.at == at)
