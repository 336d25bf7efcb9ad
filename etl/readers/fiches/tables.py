"""Tables that are fiches, or hold the fields of one, read row by row into the unit that is open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from etl.readers.fiches.blocks import LINE, OpenUnit, Table
from etl.readers.fiches.rows import (
    are_pairs,
    begins,
    begun_by,
    headed_by,
    headings_between,
    heads_payers,
    holds_cards,
    holds_fiche,
    is_payer,
    label_above,
    labelled_below,
    labels_over_values,
    lone,
    paid_by,
    paid_in,
    payers_below,
    payers_over_sums,
    receipts_below,
    say_fields_each,
    titled_below,
    titled_by,
    without_group,
    years_ticked,
)
from etl.readers.fiches.rows import said as _said
from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of, plain
from etl.readers.fields.labelled import FIELD, field_said, keep, lines_of_fields
from etl.readers.lines.headings import heading_level
from etl.readers.lines.over_actions import LEVEL
from etl.readers.lines.titles import parted
from etl.readers.model import Doubt, Place, PlanUnit
from etl.readers.text import one_line

_LONGEST_LABEL, _LONGEST_HEADING = 60, 200
AIM = "objectif"
_FEWEST_AHEAD, _MOST_AHEAD = 2, 0.75
_AHEAD = "Des champs sont au-dessus du titre de cette action, et d’aucune autre : ils ne sont pas lus."
# A list within a field, typed by hand.
_DASH = re.compile(r"^\s*[-–•]\s+")


class TableCut:
    """What is open while a document is read, and the tables of it."""

    def __init__(self, between: str = "\n", takes_tables: bool = False) -> None:
        """`between` parts the lines of a field that has several; `takes_tables`: see `tables_are_actions`."""
        self._between, self._takes_tables = between, takes_tables
        self.doubts: list[Doubt] = []
        self._units: list[PlanUnit] = []
        self._above: list[tuple[int, str]] = []
        self._open: OpenUnit | None = None
        # The field whose label stood on a line of its own, and that label.
        self._field = self._label = ""
        # The field that was kept last, and its label.
        self._kept = ("", "")
        # The labels that the open unit has said in paragraphs, with their fields.
        self._labels: set[tuple[str, str]] = set()
        self._cost_names: set[str] = set()
        self._paid_names: set[str] = set()
        # The fields above the title of the next action, below no other, and those that each unit has so.
        self._ahead: list[tuple[str, str, str]] = []
        self._said_ahead: list[tuple[tuple[str, str, str], ...]] = []
        # What each unit says below « Objectif », which numbers none.
        self.aims: list[str] = []

    def close(self) -> list[PlanUnit]:
        self._end()
        return without_shared(with_aims(self._with_ahead(), self.aims))

    def _with_ahead(self) -> list[PlanUnit]:
        """The units, with the fields that stand above their titles where most have them so; those of few may be of all
        below a heading, which is told."""
        own = [at for at, said in enumerate(self._said_ahead) if said]
        if len(own) < max(_FEWEST_AHEAD, _MOST_AHEAD * len(self._units)):
            self.doubts += [Doubt(self._units[at].place, _AHEAD) for at in own]
            return self._units
        found = []
        for unit, said in zip(self._units, self._said_ahead, strict=True):
            fields: dict[str, Any] = {}
            for known, label, value in said:
                if known not in unit.fields:
                    keep(fields, known, label, value, self._between)
            found.append(replace(unit, fields={**fields, **unit.fields}))
        return found

    def counted(self) -> dict[str, str]:
        """What the labels of costs, and the columns of what is paid, say of bare numbers, where all
        are called alike."""
        told = {"colonne du coût": self._cost_names, "colonne des montants": self._paid_names}
        return {fact: min(names) for fact, names in told.items() if len(names) == 1 and "" not in names}

    def _table(self, table: Table) -> None:
        if holds_cards(table.rows):
            self._cards(table)
            return
        if self._open and (years := years_ticked(table.rows)):
            self._field = ""
            self._keep("calendar", "Calendrier", years)
            return
        if head := headed_by(table.rows):
            # What the fiche says stands below, in paragraphs.
            label, title, headings = head
            self._named(label, title, Place(table=table.number, row=1))
            for heading in headings:
                self._stands_under("", heading)
            self._field = ""
            return
        is_fiche, paired = holds_fiche(table.rows), are_pairs(table.rows)
        titled = titled_by(table.rows) if self._takes_tables and not is_fiche else None
        if self._open is None and not (is_fiche or titled):
            return
        if self._open and not (is_fiche or titled) and self._receipts(table.rows):
            self._at_table(table)
            self._field = ""
            return
        is_below_payers = self._field in ("funders", "funding_text") and bool(table.rows)
        if self._open and not titled and (is_below_payers or (table.rows and heads_payers(table.rows[0]))):
            # A small table of who pays what, below its head.
            self._paid(table.rows)
            self._at_table(table)
            self._field = ""
            return
        self._at_table(table)
        self._field = ""
        begun = [begun_by(row) if is_fiche else None for row in table.rows]
        if titled:
            begun[next(at for at, row in enumerate(table.rows) if any(row))] = titled
        first, between = begins(table.rows, begun), headings_between(table.rows, begun)
        ahead: list[Sequence[str]] = []
        # The headings between fiches of one table, which those below them stand under.
        standing: list[str] = []
        # The rows of values whose labels stand in the row above.
        below: set[int] = set()
        for at, row in enumerate(table.rows, 1):
            if at in between:
                heading = lone(row)
                level = heading_level(heading) or LEVEL
                standing = [*(one for one in standing if (heading_level(one) or LEVEL) < level), heading]
                continue
            if at in first:
                ahead.append(row)
            elif named := begun[at - 1]:
                self._named(*named, Place(table=table.number, row=at))
                for cell in (*standing, *filter(heading_level, map(_said, row))):
                    self._stands_under("", cell)
                is_titled = bool(named[1]) or titled_below(begun[at:])
                near = list(takewhile(any, reversed(ahead)))
                for above in ahead:
                    if is_titled and not named[1] and above not in near and lone(above):
                        # The title of the whole, above a blank row.
                        continue
                    if is_titled and not named[1] and lone(above):
                        # Above a number whose title stands below it, no words are the title.
                        self._stands_under("", lone(above))
                    else:
                        self._row(above, paired)
                ahead = []
            elif at in below:
                # It has been read with a row above, and is the fiche's too.
                pass
            elif self._open and (receipts := receipts_below(table.rows[at - 1 :])):
                self._receipts(receipts)
                below |= set(range(at + 1, at + len(receipts)))
            elif self._open and (paid_rows := payers_below(table.rows[at - 1 :])):
                self._paid(paid_rows)
                below |= set(range(at + 1, at + len(paid_rows)))
            elif self._open and (
                paid := payers_over_sums(row, table.rows[at] if at < len(table.rows) else (), self._is_of_payers())
            ):
                self._keep("funders", self._label if self._is_of_payers() else "", "\n".join(map(" : ".join, paid)))
                below.add(at + 1)
                self._field = ""
            elif told := labelled_below(row, table.rows[at] if at < len(table.rows) else ()):
                below.add(at + 1)
                for label, value in told:
                    self._row((label, value))
            else:
                self._row(row, paired)
            if self._open and self._open.place.row:
                self._open.place = replace(self._open.place, to_row=at)
        self._field = ""

    def _is_of_payers(self) -> bool:
        """Whether the label that stands alone above says that payers follow."""
        return self._field in ("funders", "funding_text")

    def _receipts(self, rows: Sequence[Sequence[str]]) -> bool:
        """Keep what rows of costs beside receipts say; whether they are such rows."""
        paid = paid_by(rows)
        if not self._open or paid is None:
            return False
        for name, value in (("budget", paid[0]), ("funders", paid[1])):
            if value:
                self._open.fields.setdefault(name, value)
        return True

    def _cards(self, table: Table) -> None:
        """A table of which each cell is a fiche."""
        for at, row in enumerate(table.rows, 1):
            for cell in filter(str.strip, row):
                first, *below = cell.strip().split("\n")
                self._begin(*parted(_said(first)), Place(table=table.number, row=at))
                for line in filter(str.strip, below):
                    self._cell(line)
        self._end()

    def _paid(self, rows: Sequence[Sequence[str]]) -> None:
        """Keep who pays what in the rows of a table, and what that comes to where the fiche says no cost."""
        if self._open:
            paid = paid_in(rows)
            self._open.fields["funders"] = paid.payers
            self._paid_names.add(paid.label)
            if paid.total and "budget" not in self._open.fields:
                keep(self._open.fields, "budget", paid.label, paid.total)
                self._cost_names.add(paid.label)

    def _named(self, label: str, title: str, place: Place) -> None:
        """A row that names an action: one that begins, or the one whose number alone has been said."""
        if self._open and not self._open.title and title:
            self._open.title, self._open.label = title, self._open.label or label
        elif not (
            self._open and self._open.title == title and not self._open.fields and _are_one(self._open.label, label)
        ):
            self._begin(label, title, place)

    def _row(self, row: Sequence[str], paired: bool = False) -> None:
        """A row of a fiche: a label and its value, two of them, a label alone above its value, or words; `paired`:
        four cells are two labels with their values, though one of these is not known."""
        row = without_group(row)
        told = [cell for cell in row if cell.strip()]
        if self._open is None or not told:
            return
        if any(map(labels_over_values, told)):
            for cell in told:
                for line in cell.split("\n") if labels_over_values(cell) else [cell]:
                    self._cell(line)
                self._field = ""
            return
        if (len(told) == 1 and len(row) == 1) or say_fields_each(told):
            for cell in told:
                self._field = "" if len(told) > 1 else self._field
                self._cell(cell)
            return
        if len(row) == 1 or not any(map(field_of, row[::2])):
            if self._kept[0] in ("funders", "funding_text") and is_payer(told):
                # A label merged over the rows of several payers.
                self._keep(*self._kept, " : ".join(map(_said, told)))
                return
            # No label that is known: the words are the unit's own.
            self._open.described.append(" : ".join(map(_said, told)))
            return
        self._field = ""
        first = row[1]
        if len(row) > 2 and not any(map(field_of, row[2::2])) and not (paired and len(row) == 4):
            # One label, and a value over several cells.
            row = (row[0], "\n".join(filter(None, (" : ".join(map(_said, filter(str.strip, row[1:]))),))))
        for at in range(0, len(row) - 1, 2):
            known, value = field_said(row[at], row[at + 1]), row[at + 1]
            if known == "title" and value.strip() and not self._open.title:
                self._open.title = _said(value)
            elif known in LEVELS:
                # What stands beside it in further cells is a note.
                self._stands_under(row[at], first if at == 0 else value)
            elif known == "label" and value.strip() and not self._open.label:
                self._open.label = _said(value)
            elif known and value and (known not in NO_FIELDS or known == "text"):
                self._keep(known, row[at], value)
            elif value.strip() and row[at].strip() and _said(value) not in (self._open.title, self._open.label):
                self._open.described.append(f"{_said(row[at])} : {_said(value)}")

    def _cell(self, text: str) -> None:
        """The one cell of a row: a label, the value of the label above, « Label : value », or words."""
        if lines := lines_of_fields(text) if "\n" in text.strip() else []:
            for line in lines:
                self._cell(line)
            return
        text = text.replace(LINE, "\n")
        if self._open and self._open.title and not self._open.fields and not self._field and heading_level(_said(text)):
            # « Orientation 1 – … », below the title and over the fields.
            self._stands_under("", text)
            return
        headed, match = label_above(text), FIELD.fullmatch(text.strip())
        if headed and match and "\n" in match["name"]:
            # « Financeurs », and below it « ARS : 12 000 € ».
            match = None
        known = field_said(match["name"], match["value"], self._field) if match else ""
        is_said = self._field or known or headed or field_of(text.rstrip(" :"))
        if self._open and not self._open.title and not is_said:
            self._open.title = _said(text)
            return
        label = field_of(text.rstrip(" :")) if len(text) <= _LONGEST_LABEL and not headed else ""
        if match and known and (known not in NO_FIELDS or known == "text"):
            self._field = ""
            self._keep(known, match["name"], match["value"])
        elif headed:
            self._field = ""
            self._keep(field_of(headed[0]), *headed)
        elif label and (label not in NO_FIELDS or label == "text"):
            self._field, self._label = label, text
        elif self._field:
            self._keep(self._field, self._label, text.strip())
        elif self._open:
            self._open.described.append(_said(text))

    def _stands_under(self, label: str, value: str) -> None:
        """A heading that a fiche names in a row of its own: « Axe | 1 – Se loger »."""
        said = _said(value)
        if not self._open or not said:
            return
        if len(said) > _LONGEST_HEADING or said.endswith("."):
            # Whole sentences name no heading.
            self._open.described.append(f"{_said(label)} : {said}")
            return
        said = f"{_said(label)} {said}" if not any(sign.isalpha() for sign in said) else said
        if said not in self._open.headings:
            self._open.headings += (said,)
            if plain(label) == AIM and not heading_level(said) and not said[0].isdigit():
                self._open.aim = said

    def _at_table(self, table: Table) -> None:
        if self._open and table.number and not self._open.place.table:
            self._open.place = replace(self._open.place, table=table.number)

    def _keep(self, known: str, label: str, value: str, is_item: bool = False) -> None:
        if self._open is None:
            return
        if known == "text":
            self._open.described.append(value)
            return
        if known == "budget":
            self._cost_names.add(one_line(label))
        self._kept = known, label
        value = "\n".join(_DASH.sub("", line) for line in value.split("\n")).strip()
        keep(self._open.fields, known, label, value, "\n" if is_item else self._between)

    def _begin(self, label: str, title: str, place: Place) -> None:
        self._end()
        self._kept, self._labels = ("", ""), set()
        self._open = OpenUnit(label, title, tuple(text for _, text in self._above), place, ahead=tuple(self._ahead))
        self._ahead = []

    def _began_at(self, level: int) -> None:
        if self._open:
            self._open.level = level

    def _end(self) -> None:
        if self._open and self._open.title:
            self._units.append(self._open.unit(self._between == "\n"))
            self.aims.append(self._open.aim)
            self._said_ahead.append(self._open.ahead)
        elif self._open and (self._open.fields or self._open.described):
            self.doubts.append(
                Doubt(self._open.place, f"« {self._open.label} » n’a pas de titre : elle n’est pas lue.")
            )
        self._open, self._field = None, ""


def _are_one(label: str, other: str) -> bool:
    """Whether two numbers of an action are not told to be of two."""
    return not label or not other or label.casefold() == other.casefold()


def with_aims(units: Sequence[PlanUnit], aims: Sequence[str]) -> list[PlanUnit]:
    """The units of fiches; what each says below « Objectif » is what it aims at, and no heading, where no two say the
    same, or all do."""
    said = [aim for aim in aims if aim]
    is_own = len(set(said)) == len(said) or (len(set(said)) == 1 and all(aims))
    if len(said) < 2 or not is_own:
        return list(units)
    return [_with_aim(unit, aim) if aim in unit.headings else unit for unit, aim in zip(units, aims, strict=True)]


def without_shared(units: Sequence[PlanUnit]) -> list[PlanUnit]:
    """The units without the heading that stands over them all and has no number (« Gouvernance et suivi », before the
    first fiche), where each fiche says by itself its « Axe 1 : … », and these are several."""
    over, axes = ({unit.headings[at] if len(unit.headings) > at else "" for unit in units} for at in (0, 1))
    are_axes = len(axes) > 1 and all(heading_level(axis) == 1 for axis in axes)
    if len(over) > 1 or not are_axes or any(map(heading_level, over)):
        return list(units)
    return [replace(unit, headings=unit.headings[1:]) for unit in units]


def _with_aim(unit: PlanUnit, aim: str) -> PlanUnit:
    headings = tuple(one for one in unit.headings if one != aim)
    return replace(unit, headings=headings, text="\n".join(filter(None, (aim, unit.text))))
