"""Fiches cut into units, whatever document they stand in: a heading that numbers an action, its description, its fields
in paragraphs, below labels in bold, or in tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from etl.readers.fiches.blocks import NUMBER, Paragraph, Table, is_of_contents, is_title
from etl.readers.fiches.rows import said as _said
from etl.readers.fiches.tables import TableCut
from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of, plain
from etl.readers.fields.labelled import (
    FIELD,
    TWICE,
    bracketed,
    field_said,
    known_in,
    labelled_by_tab,
    lines_of_fields,
    parts_of,
    said_twice,
)
from etl.readers.fields.states import says_state
from etl.readers.lines.headings import heading_level, is_shown_figure
from etl.readers.lines.over_actions import BY_PLACE, MAY_HEAD
from etl.readers.lines.titles import ACTION_LABEL, is_state, label_alone, parted, title_of
from etl.readers.model import Child, Doubt
from etl.readers.text import FREE, TICKED, one_line

# What stands above a table or lines of payers, though it is not in bold.
_PAID_BELOW = re.compile(r"plan de financement|(?:co-?)?financements?|(?:co-?)?financeurs?", re.I)
_LONGEST_VALUE = 80
_TO_TICK = "Cette case à cocher n’est sous aucune action, quand d’autres lignes en sont : elle n’est pas lue."
_BY_LEADS = "Les mots en gras au début des paragraphes sont pris pour les titres des actions : vérifier que c’en sont."


class Cut(TableCut):
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
        super().__init__(between, takes_tables)
        self._is_numbered, self._takes_items, self._takes_leads = is_numbered, takes_items, takes_leads
        self._parts = parts
        # Whether the label above is in plain letters, of what is right below it alone, and an item of it was read.
        self._is_plain = self._is_list = self._was_item = False
        self._level_of_actions = level_of_actions
        # Whether the label above, in bold, has no value yet.
        self._awaits = False

    def take(self, block: Paragraph | Table) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif block.text.strip() and not is_of_contents(block.text):
            self._paragraph(block)

    def _paragraph(self, one: Paragraph) -> None:
        said = _said(one.text)
        is_head = bool(one.level) or one.is_bold
        label, title = parted(said)
        if is_head and ACTION_LABEL.match(label):
            self._begin(label, title, one.place)
            self._began_at(one.level)
            return
        if one.is_by_place:
            if not any(doubt.why == BY_PLACE for doubt in self.doubts):
                self.doubts.append(Doubt(one.place, BY_PLACE))
            self._end()
            named = heading_level(said)
            over = [
                above for above in self._above
                if (heading_level(above[1]) < named if named and heading_level(above[1]) else above[0] < one.level)
            ]  # fmt: skip
            self._above = [
                *over,
                (max(named, *(level + 1 for level, _ in over)) if over and named else named or one.level, said),
            ]
            return
        above, broken, below = one.text.strip().partition("\n")
        if is_head and broken and (alone := label_alone(_said(above))):
            # « ACTION 1 », a break, and its title in the same paragraph.
            self._begin(alone, _said(below), one.place)
            self._began_at(one.level)
            return
        if is_head and (alone := label_alone(said)):
            # Its title stands on the next line.
            self._begin(alone, "", one.place)
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
            words, told = bracketed(rest)
            self._below(replace(one, text=words, lead=""), words)
            for name, value in told:
                self._keep(field_of(name), name, value)
            return
        if self._takes_items and one.item:
            self._item(one, said)
            return
        level = one.level or (heading_level(said) if one.is_bold else 0)
        if level and level == self._level_of_actions:
            self._begin(label or one.number, title, one.place)
        elif self._open and 0 < self._level_of_actions < level:
            # A part of the fiche.
            self._below(replace(one, is_bold=True), said)
        elif self._open and level and self._is_part(level, said):
            self._open.part_level = self._open.part_level or level
            self._below(replace(one, is_bold=True), said)
        elif level:
            self._end()
            self._ahead = []
            self._above = [
                *(above for above in self._above if above[0] < level and not _is_in_place_of(said, above[1])),
                (level, f"{one.number} {said}".strip()),
            ]
        elif self._open:
            self._below(one, said)
        else:
            self._before(one)

    def _before(self, one: Paragraph) -> None:
        """A paragraph below no action: fields may be those of the next one."""
        parts = [FIELD.fullmatch(part) for part in parts_of(labelled_by_tab(one.text.strip()))]
        said = [(known_in(part.group()), part["name"], part["value"]) for part in parts if part]
        is_field = len(said) == len(parts) and all(known for known, *_ in said)
        self._ahead = [*self._ahead, *said] if is_field else []

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
        elif match and self._open and one.item > 1 and field_of(match["name"]) == "text":
            self._open.described.append(match["value"])
        elif self._open and (one.item > 1 or (_is_box(said) and not _is_box(self._open.title))):
            self._open.parts.append(Child(said, one.place))
        elif _is_box(said) and not all(_is_box(unit.title) for unit in self._units):
            # « ☐ Réserver la salle », below no action, where none begins with a box.
            self.doubts.append(Doubt(one.place, _TO_TICK))
        elif self._above and is_title(one.lead) and len(one.lead) < len(one.text):
            # « **Ouvrir une maison.** Deux jours par semaine… »
            self._begin("", one_line(one.lead).rstrip(" .:–—-"), one.place)
            rest = one_line(one.text.strip().removeprefix(one.lead.strip())).lstrip(" .:–—-")
            if self._open and rest:
                self._open.described.append(rest)
        elif self._above:
            words, told = bracketed(said)
            self._begin("", title_of(words), one.place)
            for name, value in told:
                self._keep(field_of(name), name, value)
            if self._open and self._open.title != words:
                self._open.described.append(said)

    def _is_pill(self, one: Paragraph, said: str) -> bool:
        """Whether words right below a title are its state: further below they may head a part, « Réalisé »."""
        is_first = self._open is not None and not (self._open.fields or self._open.described or self._open.parts)
        return is_first and not one.level and is_state(said)

    def _below(self, one: Paragraph, said: str) -> None:
        """A paragraph of a fiche: a field, the label of one, the value of the label above, or its description."""
        if one.may_head:
            self.doubts.append(Doubt(one.place, MAY_HEAD))
        # « Statut : En cours » in bold is a field and no label of what follows.
        is_whole = bool(known_in(labelled_by_tab(one.text.strip()))) and not said.endswith(":")
        known = field_of(said.rstrip(" :"))
        # « ÉTAT D’AVANCEMENT », and « En cours » right below it, in bold as well.
        is_value = self._awaits and not known and not one.level and _is_sure_value(self._field, said)
        if one.is_bold and not is_whole and not is_value and not self._is_pill(one, said):
            if known:
                self._field, self._label, self._awaits = known, said, True
                self._is_plain = self._is_list = self._was_item = False
            elif self._open and (
                NUMBER.fullmatch(said)
                or one.level
                or said.casefold() in self._parts
                or is_shown_figure(said)
                or said.endswith(":")  # « L’État et l’ONF s’engagent à : », over what they do.
            ):
                # A part of the fiche that is none of the fields.
                self._field = ""
                self._open.described.append(said)
            else:
                self.doubts.append(Doubt(one.place, "Cette ligne en gras termine-t-elle la fiche ?"))
                self._end()
            return
        self._awaits = False
        if self._field and said.endswith("?") and said.casefold() in self._parts and not field_of(said):
            # « Pour qui ? », in letters as those of the values above it.
            self._field = ""
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
        if match and known == "title" and self._open and not self._open.title:
            # « Intitulé : Ouvrir une halle », below the number of its fiche.
            self._open.title = one_line(match["value"])
        elif match and known in LEVELS:
            self._field = ""
            self._stands_under(match["name"], said if heading_level(said) else match["value"])
        elif match and known and known not in NO_FIELDS:
            self._field = ""
            if said_twice(self._labels, known, match["name"]):
                self.doubts.append(Doubt(one.place, TWICE))
            self._keep(known, match["name"], match["value"])
        elif _PAID_BELOW.match(said) and field_of(said) in ("funders", "funding_text"):
            # Who pays stands below, in a table or in lines.
            self._field, self._label = field_of(said), said
            self._is_plain, self._is_list, self._was_item = True, False, False
        elif said.endswith(":") and field_of(said.rstrip(" :")) not in ("", *NO_FIELDS):
            # « Partenaires associés : », over a list.
            self._field, self._label = field_of(said.rstrip(" :")), said
            self._is_plain, self._is_list, self._was_item = True, True, False
        elif self._field and self._open and not one.item and (self._is_list or self._was_item):
            # What stands right below is its value though it is no list; behind a list it is the action's own again.
            if self._was_item:
                self._open.described.append(said)
            elif self._field in LEVELS:
                self._stands_under(self._label, said)
            else:
                self._keep(self._field, self._label, said)
            self._field, self._is_list, self._was_item = "", False, False
        elif self._field in LEVELS:
            self._stands_under(self._label, said)
        elif self._field:
            self._keep(self._field, self._label, one.text.strip(), is_item=bool(one.item))
            self._was_item = self._is_plain and bool(one.item)
        elif self._open and "status" not in self._open.fields and is_state(said):
            # « En cours », alone in a line as in a pill.
            self._keep("status", said, said)
        elif self._open:
            self._open.described.append(said)


def _is_box(said: str) -> bool:
    return said[:1] in FREE + TICKED and bool(said)


def _is_sure_value(field: str, said: str) -> bool:
    """Whether words in bold right below a label are its value, and no chapter that follows the fiche."""
    if field == "status":
        return says_state(said)
    is_number = any(map(str.isdigit, said)) and len(said) <= _LONGEST_VALUE
    return field in ("calendar", "budget") and is_number and not (NUMBER.fullmatch(said) or heading_level(said))


def _is_in_place_of(said: str, above: str) -> bool:
    """Whether a heading is called as one above it is, « Axe 2 » as « Axe 1 », whatever type each is set in."""
    level, other = heading_level(said), heading_level(above)
    return 0 < level <= other and plain(said).split()[0] == plain(above).split()[0]
