"""The rows below the head of a table of actions cut into units: what is a heading, what is none of either, and which
cell says several actions."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from etl.readers.fields.columns import LEVELS, plain
from etl.readers.lines.headings import heading_level, parts_of_heading
from etl.readers.lines.titles import code_before, parted
from etl.readers.model import Child, Doubt, PlanUnit
from etl.readers.tables.head import Head, is_repeated
from etl.readers.tables.row_kinds import (
    above_heads,
    are_in_capitals,
    are_steps,
    band_beside,
    feet,
    heads_of_others,
    is_advice,
    is_total,
    lone_headings,
    lost_zeros,
    named_above,
    parts_of_rows,
)
from etl.readers.tables.row_values import described, name_of, together, values_of
from etl.readers.tables.title_cells import share_of, titles_of
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Row, as_text, texts

_SOURCE = re.compile(r"(sources?|notes?|n\.?b\.?|legende|légende|\*)\s*[:(].*", re.I | re.S)
_CONTINUED = re.compile(r"\(?\s*suite\s*\)?\.?", re.I)
_POINTS = re.compile(r"(?:\d{1,3}|[A-Z]\d{0,2})(?:\.\d{1,3})*\.?")
_LONGEST_HEADING = 200
_SAME_TITLE = "Cette ligne redit le titre de la précédente et en change : elle est lue comme sa suite."
_ANOTHER = "Un autre tableau commence ici, sans numéros d’action : il n’est pas lu, ni ce qui suit."
_BELOW = "Un autre tableau commence ici, dont l’en-tête ne nomme pas d’actions : il n’est pas lu, ni ce qui suit."
_STEPS = "Les sous-actions sont lues comme les étapes de leur action : vérifier que ce n’en sont pas d’autres."
_PARTS = "Chaque sous-action a son pilote ou son coût : elle est prise pour une action, sous celle dont elle est."
# « A », « II »: a letter or a numeral may number what stands above actions.
_LONGEST_LETTER = 4
_LONE = "Cette ligne n’a qu’un titre, au-dessus d’autres qui en disent plus : elle est lue comme un intertitre."
_UNNUMBERED = "Cette ligne n’a qu’un titre, sans le numéro que les actions ont : elle est lue comme un intertitre."
_FOOT = "Sous le tableau, sans le numéro que les actions ont : ce texte et ceux qui le suivent ne sont pas lus."
_UNTITLED = "Cette ligne n’a pas de titre : elle est lue comme la suite de l’action au-dessus d’elle."
_UNREAD = "Cette ligne n’a pas de titre : elle n’est pas lue."
_LINES = "Cette case a plusieurs lignes : chacune est prise pour une action."
# What a row says beside the cell of its heading, which is below it.
_BAND = "band"
_MONEY_FIELDS = ("budget", "basis", "funders", "funding_text")


class RowsCut:
    """Rows taken one after the other, all of them known: the number of a row says whether the next stand below it."""

    def __init__(self, head: Head, names: Sequence[str], rows: Sequence[Row], above: Sequence[str] = ()) -> None:
        """`names` are those of the head as written, `above` the headings that the table stands under."""
        self.units: list[PlanUnit] = []
        self._last_at = 0  # The row, or the record, that the last action was last said in.
        self.doubts: list[Doubt] = []
        self._head, self._names = head, names
        self._labels: dict[int, str] = {}
        self._levels = [(field, at) for field in LEVELS for at in [head.at(field)] if at is not None]
        self._above: dict[str, str] = {}
        # Headings that have a row of their own, with their level.
        self._banners: list[tuple[int, str]] = []
        if head.at("level1") is None:
            for text in above:
                self._stand_under(heading_level(text) or 1, text)
        # The level of headings that do not say what they are, and whether the row before was a heading.
        self._unnamed, self._was_banner = 0, False
        self._labels, self.doubts = lost_zeros([(row, self._text(row, "label")) for row in rows])
        self._parents = self._numbers_of_parents(rows)
        self._others = heads_of_others(rows)
        self._inner = parts_of_rows(head, rows)
        self._depths = self._inner.above
        self._named_above = named_above(head, rows)
        self._over_heads, self._feet = above_heads(rows, names), feet(head, rows)
        self._are_steps = are_steps(head, rows)
        self._capitals = are_in_capitals(head, rows)
        self._lone = set() if self._capitals else lone_headings(head, rows)
        self._unnumbered = self._without_number(rows)
        self._last = next((id(row) for row in reversed(rows) if self._text(row, "title")), 0)
        self._is_after_last = False
        self._are_plural = plain(head.names[head.at("title") or 0] if head.names else "").endswith("s")
        # The action whose parts have rows of their own.
        self._parted = ""
        # Whether a row without words stood above, and whether what follows is of another table.
        self._is_apart, self._is_over = False, False
        self._alone: list[tuple[PlanUnit, Doubt]] = []

    def close(self) -> tuple[tuple[PlanUnit, ...], tuple[Doubt, ...]]:
        """The units and what is doubtful: where others say more, a title alone may be a heading."""
        if any(unit.fields or unit.text for unit in self.units):
            self.doubts += [doubt for _, doubt in self._alone]
        return tuple(self.units), tuple(self.doubts)

    def take(self, row: Row) -> None:
        if row.is_empty:
            self._is_apart = True
            return
        is_apart, self._is_apart = self._is_apart, False
        if self._is_over or is_total(row) or is_repeated(row, self._names) or is_advice(row):
            return
        if id(row) in self._inner.heads:
            return
        if id(row) in self._feet:
            self._tell_once(row, _FOOT)
            return
        if id(row) in self._inner.words and self._is_step(row):
            return
        if id(row) in self._named_above:
            return
        band = band_beside(row, self._head)
        if is_apart and not band and id(row) not in self._over_heads and self._is_of_another(row):
            self._is_over = True
            self.doubts.append(Doubt(row.place, _ANOTHER))
            return
        if id(row) in self._others:
            self._is_over = True
            self.doubts.append(Doubt(row.place, _BELOW))
            return
        banner = self._banner(row)
        if banner:
            if id(row) in self._unnumbered | self._lone and not heading_level(banner[1]):
                self.doubts.append(Doubt(row.place, _UNNUMBERED if id(row) in self._unnumbered else _LONE))
            self._stand_under(*banner)
            self._was_banner = True
            return
        is_apart, self._was_banner = is_apart or self._was_banner, False
        self._is_after_last = self._is_after_last or id(row) == self._last
        is_untitled = not self._text(row, "title") and not self._text(row, "subtitle")
        if is_untitled and self._goes_on_without_title(row, is_apart):
            self._go_on(row)
            return
        if self._is_foot(row):
            return
        own = {field: self._heading(row, field, at) for field, at in self._levels}
        if any(own.values()):
            self._rise(own)
        if band:
            self._above[_BAND] = band
            return
        title, subtitle, label = (self._text(row, field) for field in ("title", "subtitle", "label"))
        before, self._parted = self._parted, title or (self._parted if subtitle else "")
        if subtitle and self._are_steps and self._parted:
            if title == before or not title:
                self._go_on(row)
            else:
                self._actions(row, label)
            own_unit = self.units[-1]
            self.units[-1] = replace(own_unit, children=(*own_unit.children, Child(subtitle, row.place)))
            self._tell_once(row, _STEPS)
            return
        if subtitle and not self._head.is_template:
            self._tell_once(row, _PARTS)
        if subtitle:
            # A part of the action whose title stands before it, or in a cell above.
            number, part = parted(subtitle)
            self.units.append(self._unit(row, part, number, "sous-action", (self._parted,) if self._parted else ()))
            return
        if self._continues(row, title, label):
            self._go_on(row)
            return
        if not title:
            if label and not any(own.values()):
                self.doubts.append(Doubt(row.place, "Cette ligne a un numéro et pas de titre."))
            return
        self._actions(row, label)

    def _is_step(self, row: Row) -> bool:
        """Whether a row is a step of the action that it names as its parent, else of the one above; it is then kept."""
        words, parent = self._inner.words[id(row)]
        named = {parent, parted(parent)[1]}
        above = [at for at, unit in enumerate(self.units) if not parent or unit.title in named]
        for at in above[-1:]:
            own = self.units[at]
            self.units[at] = replace(own, children=(*own.children, Child(words, row.place)))
            self._tell_once(row, _STEPS)
        return bool(above)

    def _goes_on_without_title(self, row: Row, is_apart: bool) -> bool:
        """Whether a row that has no title goes on with the action right above it, as where a cell of several rows was
        parted; what else such a row says in words is told, and numbers alone are sums."""
        said = [one for one in texts(row) if one]
        if not any(any(map(str.isalpha, one)) for one in said) or self._text(row, "label"):
            return False
        if len(said) == 1 and (is_apart or _SOURCE.fullmatch(said[0])):
            # What is written over rows that follow, or below all of them.
            return False
        is_more = bool(self._fields(row) or self._free(row)) and not any(
            as_text(row.at(at)).strip() for _, at in self._levels
        )
        goes_on = bool(self.units) and is_more and not is_apart
        if is_more or not self._is_after_last:
            self._tell_once(row, _UNTITLED if goes_on else _UNREAD)
        return goes_on

    def _actions(self, row: Row, label: str) -> None:
        """The action of a row, or those that its cell lists."""
        at, self._last_at = self._head.at("title"), row.place.row or row.place.record
        said = titles_of(row.at(at) if at is not None else "", self._are_plural)
        for nth, (number, title) in enumerate(said.titles):
            own, title = (label, title) if label and not said.are_several else parted(title)
            own = own or number
            unit = self._unit(row, title, own, "action")
            if said.are_several:
                kept = {name: one for name, one in unit.fields.items() if name not in _MONEY_FIELDS}
                unit = replace(unit, fields={name: share_of(kept[name], nth, len(said.titles)) for name in kept})
            elif said.text or said.parts:
                children = tuple(Child(part, row.place) for part in said.parts)
                unit = replace(unit, text="\n".join(filter(None, (said.text, unit.text))), children=children)
            self.units.append(unit)
        if said.are_lines:
            self.doubts.append(Doubt(row.place, _LINES))
        if said.are_several and any(name in self._fields(row) for name in _MONEY_FIELDS):
            self.doubts.append(
                Doubt(row.place, "Cette case dit plusieurs actions et une seule somme : elle n’est donnée à aucune.")
            )
        elif not said.are_several and sum(map(bool, texts(row))) == 1 + bool(self._text(row, "label")):
            alone = Doubt(row.place, "Cette ligne n’a qu’un titre : action, ou intertitre ?")
            self._alone.append((self.units[-1], alone))

    def _tell_once(self, row: Row, why: str) -> None:
        if not any(doubt.why == why for doubt in self.doubts):
            self.doubts.append(Doubt(row.place, why))

    def _stand_under(self, level: int, text: str) -> None:
        self._banners = [*(one for one in self._banners if one[0] < level), (level, text)]
        self._above.clear()

    def _without_number(self, rows: Sequence[Row]) -> set[int]:
        """The rows, by `id`, that say a title alone, above others of which each has a number."""
        told = [(row, self._number(row), sum(map(bool, texts(row)))) for row in rows if self._text(row, "title")]
        fuller = [bool(number) for row, number, said in told if said > 2 and len(set(texts(row))) > 2]
        last = max((at for at, (_, number, said) in enumerate(told) if number and said > 1), default=0)
        are_numbered = len(fuller) > 1 and all(fuller)
        return {id(row) for row, number, said in told[:last] if are_numbered and said == 1 and not number}

    def _numbers_of_parents(self, rows: Sequence[Row]) -> set[int]:
        """The rows, by `id`, that say nothing but their title and whose number the next one's goes on from: « 1 », then
        « 1.1 » or « 1.a »."""
        numbered = [(row, said) for row in rows for said in [self._number(row) or self._text(row, "label")] if said]
        return {
            id(row)
            for (row, number), (_, after) in itertools.pairwise(numbered)
            if self._number(row)
            and not self._fields(row)
            and re.match(rf"{re.escape(number)}(?:{'[.]?' if number.isalpha() else '[.]'}\d|[.-][a-z]$)", after)
        }

    def _number(self, row: Row) -> str:
        """The number of a row, in its own column or before its title: « 1.2 »."""
        title = self._text(row, "title")
        label = self._text(row, "label") or parted(title)[0] or code_before(title)
        return label.rstrip(".") if _POINTS.fullmatch(label) else ""

    def _banner(self, row: Row) -> tuple[int, str] | None:
        """The heading that a row is, with its level from 1: it says « Axe 1 », its number has others below it, or it is
        one text over all columns."""
        said = [one_line(one) for one in texts(row) if one]
        if not said or len(said[0]) > _LONGEST_HEADING:
            return None
        label, title = self._text(row, "label"), self._text(row, "title")
        whole = said[0] if len(set(said)) == 1 else f"{label} {title}" if label and title else ""
        has_more = bool(self._fields(row)) and len(set(said)) > 1
        named = heading_level(whole) or (heading_level(f"{whole} – x") if re.search(r"\d\s*$", whole) else 0)
        if whole and named and not has_more and not self._is_action_cell(row, said):
            return named, whole
        if id(row) in self._depths:
            return self._depths[id(row)], title or whole
        if id(row) in self._parents:
            number = self._number(row)
            # « A1 » stands below « A ».
            return number.count(".") + 1 + (number[0].isalpha() and number[1:2].isdigit()), whole or title
        if whole and self._is_unnamed_heading(row, said):
            if self._was_banner:
                self._unnamed = self._banners[-1][0] + 1
            elif not self._unnamed:
                self._unnamed = min(2, 1 + sum(bool(heading_level(text)) for _, text in self._banners))
            return self._unnamed, whole
        return None

    def _is_unnamed_heading(self, row: Row, said: Sequence[str]) -> bool:
        """Whether a row that says one text is a heading of the rows below it: over all columns, in capitals as other
        titles are not, or in a column that is neither of titles nor of headings."""
        if self._is_after_last or _SOURCE.fullmatch(said[0]) or not any(sign.isalpha() for sign in said[0]):
            return False
        if len(said) > 1:
            return len(set(said)) == 1 and len(said) >= len(self._head.columns) / 2
        if self._text(row, "title"):
            is_told = id(row) in self._over_heads | self._unnumbered | self._lone
            return is_told or (self._capitals and said[0].isupper())
        return not any(as_text(row.at(at)).strip() for _, at in self._levels)

    def _is_action_cell(self, row: Row, said: Sequence[str]) -> bool:
        """Whether the one cell of a row is that of a column of levels: it names a heading in its own way."""
        return len(said) == 1 and any(as_text(row.at(at)).strip() for _, at in self._levels)

    def _is_foot(self, row: Row) -> bool:
        """What is said below a table: sources, notes, legends."""
        said = [one for one in texts(row) if one]
        if len(said) != 1:
            return False
        known = [at for at in (self._head.at("title"), *(at for _, at in self._levels)) if at is not None]
        return bool(_SOURCE.fullmatch(said[0])) or not any(as_text(row.at(at)).strip() for at in known)

    def _heading(self, row: Row, field: str, at: int) -> str:
        """What a column of headings says in a row; a bare number with the name of its column: « Axe 1 »."""
        said = "\n".join(map(one_line, as_text(row.at(at)).strip().split("\n")))
        is_number = bool(said) and not any(sign.isalpha() for sign in said)
        return f"{name_of(self._head, field)} {said}".strip() if is_number else said

    def _rise(self, own: dict[str, str]) -> None:
        """The headings above the next rows: a level that is named anew takes those below it away."""
        for at, (field, _) in enumerate(self._levels):
            text = own[field]
            if not text:
                continue
            # « AXE 2 » in capitals and « Axe 2 » are one heading. A template repeats all of them on each row.
            is_other = self._above.get(field, "").casefold() != text.casefold()
            below = [*(lower for lower, _ in self._levels[at + 1 :]), *([_BAND] if is_other else [])]
            for lower in below if is_other or self._head.is_template else ():
                self._above.pop(lower, None)
            self._above[field] = text

    def _is_of_another(self, row: Row) -> bool:
        """Whether a row below an empty one begins another table: where each action has a number, it has words there."""
        label = self._text(row, "label")
        labels = [unit.label for unit in self.units]
        is_numbered = len(labels) > 1 and all(any(map(str.isdigit, one)) for one in labels)
        is_told = bool(label) and not any(map(str.isdigit, label)) and bool(self._text(row, "title"))
        return is_numbered and is_told and len(label) > _LONGEST_LETTER and len({*texts(row)} - {""}) > 1

    def _text(self, row: Row, field: str) -> str:
        if field == "label" and id(row) in self._labels:
            return self._labels[id(row)]
        at = self._head.at(field)
        return one_line(as_text(row.at(at))) if at is not None else ""

    def _continues(self, row: Row, title: str, label: str) -> bool:
        """Whether a row goes on with the action of the row above: it says so, or has its number and no title."""
        if not self.units:
            return False
        above = self.units[-1]
        number, words = parted(title)
        is_same = title == above.title or bool(number and (number, words) == (above.label, above.title))
        # A cell of several rows, as one a payer; or the number of the row above.
        is_below = bool(title) and is_same and not label and self._is_below(above, row)
        if is_below or (label and label == above.label and title in ("", above.title)):
            if title and self._differ(above, row):
                self.doubts.append(Doubt(row.place, _SAME_TITLE))
            return True
        return bool(title and _CONTINUED.fullmatch(title.removeprefix(above.title).strip()) and title != above.title)

    def _is_below(self, above: PlanUnit, row: Row) -> bool:
        """Whether a row stands right below the action of the row above and says more of it: the same again is told."""
        says_more = any(above.fields.get(name) != value for name, value in self._fields(row).items())
        at = row.place.row or row.place.record
        is_near = at == self._last_at + 1 > 1 and self._path() == above.headings
        return says_more and is_near and self._free(row) in ("", above.text)

    def _differ(self, above: PlanUnit, row: Row) -> bool:
        """Whether a row says something else than the one above of what an action has once."""
        own = {name: value for name, value in self._fields(row).items() if name not in _MONEY_FIELDS}
        return any(name in above.fields and above.fields[name] != value for name, value in own.items())

    def _go_on(self, row: Row) -> None:
        above, self._last_at = self.units[-1], row.place.row or row.place.record
        fields = together(above.fields, self._fields(row))
        text = self._free(row)
        place = replace(above.place, to_row=row.place.row) if row.place.row else above.place
        joined = above.text if not text or text == above.text else f"{above.text}\n{text}".strip()
        self.units[-1] = replace(above, fields=fields, place=place, text=joined)

    def _unit(self, row: Row, title: str, label: str, kind: str, below: tuple[str, ...] = ()) -> PlanUnit:
        return PlanUnit(title, row.place, label, self._path() + below, self._free(row), self._fields(row), kind)

    def _path(self) -> tuple[str, ...]:
        named = [self._above[field] for field, _ in self._levels if field in self._above]
        # One column may hold all levels, a line each; a line break in one of several columns parts nothing.
        is_whole = len(self._levels) == 1 and named
        headings = tuple(parts_of_heading(named[0])) if is_whole else tuple(map(one_line, named))
        band = (self._above[_BAND],) if _BAND in self._above else ()
        return (*(text for _, text in self._banners), *headings, *band)

    def _free(self, row: Row) -> str:
        return described(self._head, row)

    def _fields(self, row: Row) -> dict[str, Any]:
        return values_of(self._head, row)
