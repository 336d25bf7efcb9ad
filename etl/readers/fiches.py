"""Fiches cut into units, whatever document they stand in: a heading that numbers an action, its description, its fields
in paragraphs, below labels in bold, or in tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from etl.readers.columns import LEVELS, NO_FIELDS, field_of
from etl.readers.fiche_blocks import NUMBER, OpenUnit, Paragraph, Table, is_title
from etl.readers.fiche_rows import (
    are_pairs,
    begins,
    begun_by,
    headed_by,
    holds_cards,
    holds_fiche,
    label_above,
    labelled_below,
    paid_by,
    paid_in,
    payers_below,
    receipts_below,
    say_fields_each,
    titled_by,
    without_group,
)
from etl.readers.fiche_rows import said as _said
from etl.readers.headings import heading_level
from etl.readers.labelled import FIELD, field_said, keep, known_in, labelled_by_tab, lines_of_fields, parts_of
from etl.readers.model import Child, Doubt, Place, PlanUnit
from etl.readers.text import one_line
from etl.readers.titles import ACTION_LABEL, parted, title_of

_CONTENTS = re.compile(r".*(?:\t\s*|\.{4,}\s*|…{2,}\s*)\d+\s*", re.S)
_LONGEST_LABEL, _LONGEST_HEADING = 60, 200
# What stands above a table or lines of payers, though it is not in bold.
_PAID_BELOW = re.compile(r"plan de financement|(?:co-?)?financements?|(?:co-?)?financeurs?", re.I)
_BY_LEADS = "Les mots en gras au début des paragraphes sont pris pour les titres des actions : vérifier que c’en sont."
# A list within a field, typed by hand.
_DASH = re.compile(r"^\s*[-–•]\s+")


class Cut:
    """Paragraphs and tables taken one after the other."""

    def __init__(
        self,
        level_of_actions: int,
        between: str = "\n",
        is_numbered: bool = False,
        takes_items: bool = False,
        takes_tables: bool = False,
        takes_leads: bool = False,
        parts: Collection[str] = (),
    ) -> None:
        """`between` parts the lines of a field that has several; `is_numbered`: see `are_numbered`; `takes_items`: see
        `items_are_actions`; `takes_tables`: see `tables_are_actions`; `takes_leads`: see `leads_are_actions`;
        `parts`: see `parts_of_forms`."""
        self._between, self._is_numbered, self._takes_items = between, is_numbered, takes_items
        self._takes_tables, self._takes_leads = takes_tables, takes_leads
        self._parts = parts
        self.doubts: list[Doubt] = []
        self._level_of_actions = level_of_actions
        self._units: list[PlanUnit] = []
        self._above: list[tuple[int, str]] = []
        self._open: OpenUnit | None = None
        # The field whose label stood on a line of its own, and that label.
        self._field = self._label = ""
        self._cost_names: set[str] = set()
        self._paid_names: set[str] = set()

    def close(self) -> list[PlanUnit]:
        self._end()
        return self._units

    def counted(self) -> dict[str, str]:
        """What the labels of costs, and the columns of what is paid, say of bare numbers, where all
        are called alike."""
        told = {"colonne du coût": self._cost_names, "colonne des montants": self._paid_names}
        return {fact: min(names) for fact, names in told.items() if len(names) == 1 and "" not in names}

    def take(self, block: Paragraph | Table) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif block.text.strip() and (not _CONTENTS.fullmatch(block.text) or labelled_by_tab(block.text) != block.text):
            self._paragraph(block)

    def _paragraph(self, one: Paragraph) -> None:
        said = _said(one.text)
        is_head = bool(one.level) or one.is_bold
        label, title = parted(said)
        if is_head and ACTION_LABEL.match(label):
            self._begin(label, title, one.place)
            self._began_at(one.level)
            return
        if is_head and ACTION_LABEL.fullmatch(said) and any(sign.isdigit() for sign in said):
            # Its title stands on the next line.
            self._begin(said, "", one.place)
            self._began_at(one.level)
            return
        numbered = NUMBER.fullmatch(said) if self._is_numbered and is_head else None
        if numbered:
            self._begin(numbered[1], numbered[2], one.place)
            self._began_at(one.level)
            return
        if self._open and not self._open.title and is_head:
            self._open.title = said
            self._open.place = replace(self._open.place, to_paragraph=one.place.paragraph)
            return
        if self._takes_leads and is_title(one.lead):
            if not any(doubt.why == _BY_LEADS for doubt in self.doubts):
                self.doubts.append(Doubt(one.place, _BY_LEADS))
            label, title = parted(one_line(one.lead).rstrip(" .:–—-"))
            self._begin(label, title, one.place)
            rest = one_line(one.text.strip().removeprefix(one.lead.strip())).lstrip(" .:–—-")
            self._below(replace(one, text=rest, lead=""), rest)
            return
        if self._takes_items and one.item:
            self._item(one, said)
            return
        level = one.level or (heading_level(said) if one.is_bold else 0)
        if level and level == self._level_of_actions:
            self._begin(label, title, one.place)
        elif self._open and 0 < self._level_of_actions < level:
            # A part of the fiche.
            self._below(replace(one, is_bold=True), said)
        elif self._open and level and self._is_part(level, said):
            self._open.part_level = self._open.part_level or level
            self._below(replace(one, is_bold=True), said)
        elif level:
            self._end()
            self._above = [*(above for above in self._above if above[0] < level), (level, said)]
        elif self._open:
            self._below(one, said)

    def _is_part(self, level: int, said: str) -> bool:
        """Whether a heading is a part of the open fiche: it stands below the heading of that, or below those above its
        table, no higher than its first part, and names a field or comes again in other fiches."""
        began, first = (self._open.level, self._open.part_level) if self._open else (0, 0)
        over = max(began, first - 1, *(above for above, _ in self._above))
        known = field_of(said.rstrip(" :"))
        is_told = (known and known not in LEVELS) or said.casefold() in self._parts
        return level > over and not heading_level(said) and bool(is_told)

    def _item(self, one: Paragraph, said: str) -> None:
        """An item of a list that is an action, below a heading; what it lists is a part or a field of it."""
        match = FIELD.fullmatch(said)
        if match and self._open and (known := known_in(said)):
            self._keep(known, match["name"], match["value"])
        elif one.item > 1 and self._open:
            self._open.parts.append(Child(said, one.place))
        elif self._above:
            self._begin("", title_of(said), one.place)
            if self._open and self._open.title != said:
                self._open.described.append(said)

    def _below(self, one: Paragraph, said: str) -> None:
        """A paragraph of a fiche: a field, the label of one, the value of the label above, or its description."""
        if one.is_bold:
            known = field_of(said.rstrip(" :"))
            if known:
                self._field, self._label = known, said
            elif self._open and (NUMBER.fullmatch(said) or one.level or said.casefold() in self._parts):
                # A part of the fiche that is none of the fields.
                self._field = ""
                self._open.described.append(said)
            else:
                self.doubts.append(Doubt(one.place, "Cette ligne en gras termine-t-elle la fiche ?"))
                self._end()
            return
        if lines := lines_of_fields(one.text) if "\n" in one.text.strip() else []:
            for line in lines:
                self._below(replace(one, text=line), _said(line))
            return
        text = labelled_by_tab(one.text.strip())
        parts = parts_of(text)
        if len(parts) > 1:
            for said_part in filter(None, map(FIELD.fullmatch, parts)):
                self._keep(field_of(said_part["name"]), said_part["name"], said_part["value"])
            return
        match = FIELD.fullmatch(text)
        known = field_said(match["name"], match["value"], self._field) if match else ""
        if match and known in LEVELS:
            self._field = ""
            self._stands_under(match["name"], match["value"])
        elif match and known and known not in NO_FIELDS:
            self._field = ""
            self._keep(known, match["name"], match["value"])
        elif _PAID_BELOW.match(said) and field_of(said) in ("funders", "funding_text"):
            # Who pays stands below, in a table or in lines.
            self._field, self._label = field_of(said), said
        elif self._field in LEVELS:
            self._stands_under(self._label, said)
        elif self._field:
            self._keep(self._field, self._label, one.text.strip())
        elif self._open:
            self._open.described.append(said)

    def _table(self, table: Table) -> None:
        if holds_cards(table.rows):
            self._cards(table)
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
        if self._open and not titled and self._field in ("funders", "funding_text") and table.rows:
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
        first = begins(table.rows, begun)
        ahead: list[Sequence[str]] = []
        # The rows of values whose labels stand in the row above.
        below: set[int] = set()
        for at, row in enumerate(table.rows, 1):
            if at in first:
                ahead.append(row)
            elif named := begun[at - 1]:
                self._named(*named, Place(table=table.number, row=at))
                for cell in filter(heading_level, map(_said, row)):
                    self._stands_under("", cell)
                for above in ahead:
                    self._row(above, paired)
                ahead = []
            elif at in below:
                continue
            elif self._open and (receipts := receipts_below(table.rows[at - 1 :])):
                self._receipts(receipts)
                below |= set(range(at + 1, at + len(receipts)))
            elif self._open and (paid_rows := payers_below(table.rows[at - 1 :])):
                self._paid(paid_rows)
                below |= set(range(at + 1, at + len(paid_rows)))
            elif told := labelled_below(row, table.rows[at] if at < len(table.rows) else ()):
                below.add(at + 1)
                for label, value in told:
                    self._row((label, value))
            else:
                self._row(row, paired)
            if self._open and self._open.place.row:
                self._open.place = replace(self._open.place, to_row=at)
        self._field = ""

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
        elif not (self._open and self._open.title == title):
            self._begin(label, title, place)

    def _row(self, row: Sequence[str], paired: bool = False) -> None:
        """A row of a fiche: a label and its value, two of them, a label alone above its value, or words; `paired`:
        four cells are two labels with their values, though one of these is not known."""
        row = without_group(row)
        told = [cell for cell in row if cell.strip()]
        if self._open is None or not told:
            return
        if (len(told) == 1 and len(row) == 1) or say_fields_each(told):
            for cell in told:
                self._field = "" if len(told) > 1 else self._field
                self._cell(cell)
            return
        if len(row) == 1 or not any(map(field_of, row[::2])):
            # No label that is known: the words are the unit's own.
            self._open.described.append(" : ".join(map(_said, told)))
            return
        self._field = ""
        if len(row) > 2 and not any(map(field_of, row[2::2])) and not (paired and len(row) == 4):
            # One label, and a value over several cells.
            row = (row[0], "\n".join(filter(None, (" : ".join(map(_said, filter(str.strip, row[1:]))),))))
        for at in range(0, len(row) - 1, 2):
            known, value = field_said(row[at], row[at + 1]), row[at + 1]
            if known in LEVELS:
                self._stands_under(row[at], value)
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
        match = FIELD.fullmatch(text.strip())
        known = field_said(match["name"], match["value"], self._field) if match else ""
        if self._open and not self._open.title and not field_of(text.rstrip(" :")) and not known:
            self._open.title = _said(text)
            return
        label = field_of(text.rstrip(" :")) if len(text) <= _LONGEST_LABEL else ""
        if match and known and (known not in NO_FIELDS or known == "text"):
            self._field = ""
            self._keep(known, match["name"], match["value"])
        elif headed := label_above(text):
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

    def _at_table(self, table: Table) -> None:
        if self._open and table.number and not self._open.place.table:
            self._open.place = replace(self._open.place, table=table.number)

    def _keep(self, known: str, label: str, value: str) -> None:
        if self._open is None:
            return
        if known == "text":
            self._open.described.append(value)
            return
        if known == "budget":
            self._cost_names.add(one_line(label))
        value = "\n".join(_DASH.sub("", line) for line in value.split("\n")).strip()
        keep(self._open.fields, known, label, value, self._between)

    def _begin(self, label: str, title: str, place: Place) -> None:
        self._end()
        self._open = OpenUnit(label, title, tuple(text for _, text in self._above), place)

    def _began_at(self, level: int) -> None:
        if self._open:
            self._open.level = level

    def _end(self) -> None:
        if self._open and self._open.title:
            self._units.append(self._open.unit(self._between == "\n"))
        elif self._open and (self._open.fields or self._open.described):
            self.doubts.append(
                Doubt(self._open.place, f"« {self._open.label} » n’a pas de titre : elle n’est pas lue.")
            )
        self._open, self._field = None, ""
