"""The lines of a text cut into units: what each is by its sign, its number, its label and what stands above it.

A line that could be either heading or action is told, and never taken into an action in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of
from etl.readers.fields.labelled import (
    TWICE,
    field_said,
    keep,
    known_in,
    labelled_by_tab,
    last_said,
    parts_of,
    said_twice,
    sentences_of,
    with_last,
)
from etl.readers.lines.broken_lines import goes_on, is_cut, is_unfinished, of_pages, outlined
from etl.readers.lines.headings import heading_level, level_alone
from etl.readers.lines.numbered import parted_code
from etl.readers.lines.titles import ACTION_LABEL, parted, stated, title_of
from etl.readers.model import Child, Doubt, Place, PlanUnit
from etl.readers.text import LONGEST_LINE, joined, one_line
from etl.readers.texts.open_unit import OpenUnit

_BULLET = re.compile(
    r"(?P<indent>\s*)(?P<sign>[•‣▪▫·●○◦➢➤→►▸✓❖*+–—-]|o(?=\s)|\d{1,3}[.)](?!\d)|\d+(?:\.\d+)+\.?|[a-z][.)])[\s\xa0]+(?P<text>\S.*)"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\s*[.)–—-]?\s+(?P<text>\S.*)")
_FIELD = re.compile(r"(?P<name>[^\W\d][^:|]{1,40}?)\s*:\s+(?P<value>\S.*)")
_INSET = re.compile(r"\s*[^\W\d][^:|]{1,40}?\s*:\s{2,}(?=\S)")
_LABEL = re.compile(r"(?P<name>[^\W\d][^:|]{1,40}?)\s*:(?P<value>)")
# A label that has a line of its own, without a colon.
_ALONE = re.compile(r"(?P<name>[^\W\d][^:|.;,]{1,40})(?P<value>)")
_ACTION = re.compile(r"(fiche[\s-]*)?action|fiche", re.I)
_FEWEST_CAPITALS = 6
_ENDS = (".", "!", "?", "…")
_DANGLING = re.compile(r"[.;]\s+(?P<name>[A-ZÀ-Ý][^:.;]{1,40}?)\s*:\s*$")
_ARROW = re.compile(r"^(?:=+>|[→⇒➔➜])\s*")
# Of the bullets of a text, how many may begin with a small letter for one that does to go on with the one above.
_FEW = 0.2
_OUTSIDE = "Cette ligne est moins en retrait que l’action au-dessus d’elle : elle n’y est pas prise."


def cut_lines(lines: Sequence[str], told: Mapping[int, int] | None = None) -> tuple[list[PlanUnit], list[Doubt]]:
    """The units of lines and what is doubtful; `told`: of lines by their number, the level of a heading, 0 for an
    action."""
    cut = _Cut(_small_share(lines), _numbers_are_headings(lines), outlined(lines), told)
    furniture = of_pages(lines)
    held = ""
    for number, line in enumerate(lines, 1):
        if number in furniture:
            continue
        line = f"{held} {line.strip()}" if held else line
        held = line.rstrip() if number not in (told or {}) and number < len(lines) and _ends_with_label(line) else ""
        if held:
            continue
        if len(line) > LONGEST_LINE:
            cut.doubt(number, "Cette ligne est trop longue pour être un titre ou une puce : elle est laissée de côté.")
            continue
        cut.take(number, labelled_by_tab(line).replace("\t", "    "))
    return cut.close(), cut.doubts


def _ends_with_label(line: str) -> bool:
    """Whether a line of fields ends with the label of one whose value the next says: « Pilote : Ville. Coût : »."""
    match = _DANGLING.search(line) if len(line) <= LONGEST_LINE else None
    return match is not None and field_of(match["name"]) not in ("", *NO_FIELDS)


def _inset(line: str) -> int:
    return len(line) - len(line.lstrip())


def _numbers_are_headings(lines: Sequence[str]) -> bool:
    """Whether numbered lines stand above bullets that have signs, no heading saying what it is."""
    short = [line for line in lines if len(line) < LONGEST_LINE]
    if any(heading_level(one_line(line)) for line in short):
        return False
    bullets = [match["sign"] for line in short for match in [_BULLET.fullmatch(line)] if match]
    return any(not sign[0].isalnum() for sign in bullets)


def _small_share(lines: Sequence[str]) -> float:
    found = [
        match["text"] for line in lines if len(line) < LONGEST_LINE for match in [_BULLET.fullmatch(line)] if match
    ]
    return sum(one[0].islower() for one in found) / len(found) if found else 0.0


class _Cut:
    """Lines taken one after the other."""

    def __init__(
        self,
        small_share: float,
        numbers_are_headings: bool,
        outline: Mapping[str, int] | None = None,
        told: Mapping[int, int] | None = None,
    ) -> None:
        """`outline`: see `outlined`; `told`: see `cut_lines`."""
        self._told = told or {}
        self.doubts: list[Doubt] = []
        self._outline = outline or {}
        # The line above, where it may go on: a heading, the title of an action, the value of a field.
        self._may_go_on = ""
        self._line_above = ""
        # How far from the left the value of the field above begins, where the lines of a value stand below one another.
        self._value_inset = 0
        self._small_share, self._numbers_are_headings = small_share, numbers_are_headings
        self._units: list[PlanUnit] = []
        self._above: list[tuple[int, str]] = []
        self._open: OpenUnit | None = None
        # Whether the line above belongs to the unit: a blank line parts them.
        self._is_near = False

    def close(self) -> list[PlanUnit]:
        self._end()
        return self._units

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._above)

    def doubt(self, line: int, why: str) -> None:
        self.doubts.append(Doubt(Place(line=line), why))

    def take(self, number: int, line: str) -> None:
        said = one_line(line)
        if not said:
            self._is_near, self._may_go_on = False, ""
            return
        above, self._line_above = self._line_above, said
        if self._may_go_on and number not in self._told and self._is_rest(number, line, said, above):
            return
        self._may_go_on = ""
        if number in self._told:
            self._take_told(number, said, self._told[number])
            return
        label, title = parted(said)
        if not label and ACTION_LABEL.fullmatch(said) and said[-1].isdigit():
            # Its title stands on the next line.
            label, title = said, ""
        if _ACTION.match(label):
            self._end()
            self._open = OpenUnit(label, -1, number, self._path(), [title], is_action=True, inset=_inset(line))
            self._may_go_on = "title" if title else ""
            return
        if self._open and not self._is_near and _inset(line) < self._open.inset and not self._level(line, said):
            self._end()
            self.doubt(number, _OUTSIDE)
            return
        sign = _BULLET.fullmatch(line.rstrip())
        if sign and not sign["sign"][0].isalnum() and heading_level(one_line(sign["text"].strip("*"))):
            # A heading behind the sign of a list.
            said = one_line(sign["text"].strip("*"))
        is_awaited = self._open and (self._open.parts == [""] or (self._open.label_below and self._is_near))
        is_value = is_awaited and not heading_level(said)
        level = 0 if is_value else self._level(line, said)
        if level:
            self._end()
            self._above = [*(one for one in self._above if one[0] < level), (level, said)]
            self._may_go_on = "heading"
            return
        if self._open and self._open.parts == [""]:
            # « Titre », alone, says what the next line is.
            named = _FIELD.fullmatch(said)
            titled = named["value"] if named and field_of(named["name"]) == "title" else said
            self._open.parts = [""] if field_of(said.rstrip(" :")) == "title" else [titled]
            self._may_go_on = "title" if self._open.parts != [""] else ""
            return
        bullet = _BULLET.fullmatch(line.rstrip())
        if self._open and self._open.is_action:
            parts = parts_of(bullet["text"] if bullet else said)
            for part in parts:
                self._below_action(number, part, bool(bullet))
            named = _INSET.match(line) if len(parts) == 1 and self._may_go_on else None
            self._value_inset = named.end() if named else 0
            self._is_near = True
        elif bullet:
            self._bullet(number, bullet)
        elif self._open and self._is_near:
            self._plain(number, line, said)

    def _take_told(self, number: int, said: str, level: int) -> None:
        """A line that is known to be a heading, or an action; below 0, neither: it ends the one before."""
        self._end()
        if level < 0:
            return
        if level:
            self._above = [*(one for one in self._above if one[0] < level), (level, said)]
            self._may_go_on = "heading"
            return
        lettered = _BULLET.fullmatch(said)
        label, words = parted_code(said)
        if lettered and lettered["sign"][0].islower() and not label:
            # « a) Ouvrir… »
            label, words = lettered["sign"].rstrip(".)"), lettered["text"]
        title, state, rest = stated(words)
        self._open = OpenUnit(label, -1, number, self._path(), [title_of(title)], is_action=True)
        self._open.fields |= {"status": state} if state else {}
        self._open.described += filter(None, (rest or (words if title_of(title) != title else ""),))
        self._may_go_on = "" if state else "title"

    def _level(self, line: str, said: str) -> int:
        """The level of a heading, from 1; 0 where the line is none."""
        named = heading_level(said) or level_alone(said) or self._outline.get(said, 0)
        if named:
            return named
        if line[0].isspace() or said.endswith((";", ",")):
            return 0
        labelled = _FIELD.fullmatch(said) or _LABEL.fullmatch(said)
        name = labelled["name"] if labelled else said
        if field_of(name) not in ("", *(() if labelled else LEVELS)) and self._open and self._open.is_action:
            # « FINANCEURS », with or without a colon, is what an action says.
            return 0
        numbered = _NUMBERED.fullmatch(said)
        if numbered and self._numbers_are_headings:
            return min(numbered["number"].count(".") + 1, len(self._above) + 1)
        letters = [one for one in said if one.isalpha()]
        return 1 if len(letters) >= _FEWEST_CAPITALS and all(one.isupper() for one in letters) and self._open else 0

    def _is_rest(self, number: int, line: str, said: str, above: str) -> bool:
        """Whether a line is the rest of the one `above`, as a page breaks them; it is then joined to it."""
        of, own = self._may_go_on, self._open
        text = self._above[-1][1] if of == "heading" else own.parts[-1] if own and of == "title" else ""
        if own and of in own.fields:
            text = last_said(own.fields[of])
        is_value = own is not None and of in own.fields
        named = _FIELD.fullmatch(said)
        # « Région : 185 000 € » begins no field below « Financement : DSIL : 555 000 € ; ».
        is_named = named is not None and not (is_value and field_said(named["name"], named["value"], of) == "")
        begins = _BULLET.fullmatch(line) or is_named or heading_level(said) or _ACTION.match(parted(said)[0])
        is_below = self._value_inset > own.inset and _inset(line) == self._value_inset if own else False
        is_open = is_value and (is_below or text.endswith((":", ";", ",")) or is_cut(text, said))
        if of == "heading" and not begins and level_alone(text):
            # « Objectif 2.1 » alone above its name.
            self._above[-1] = (self._above[-1][0], f"{text} – {said}")
            return True
        # « Financeurs sollicités : ANCT, Conseil », below it « départemental »: short by its label alone.
        is_broken = is_value and said[0].islower() and above.endswith(text) and goes_on(above, said)
        if begins or not (is_open or is_broken or goes_on(text, said)):
            return False
        if of in ("heading", "title") and not is_unfinished(text):
            self.doubt(number, "Cette ligne continue sans doute le titre au-dessus : elle lui est jointe.")
        if of == "heading":
            self._above[-1] = (self._above[-1][0], joined([text, said]))
        elif own and of == "title":
            own.parts.append(said)
        elif own:
            whole, *more = sentences_of(joined([text, said]))
            own.fields[of] = with_last(own.fields[of], whole)
            for part in more:
                # « Associés : Banque des », below it « Territoires. Coût : 45 k€ ».
                self._below_action(number, part.rstrip(" ."), is_bullet=False)
        return True

    def _below_action(self, number: int, said: str, is_bullet: bool) -> None:
        """A line below an action of its own: a field, a part, or what describes it."""
        own = self._open
        if own is None:
            return
        match = _FIELD.fullmatch(said) or _LABEL.fullmatch(said) or (None if is_bullet else _ALONE.fullmatch(said))
        within = field_of(own.label_below) if own.label_below and self._is_near else ""
        known = field_said(match["name"], match["value"], within) if match else ""
        if match and known in LEVELS and match["value"] and not match["value"].endswith("."):
            own.headings += (match["value"],) if match["value"] not in own.headings else ()
        elif match and known and (known not in NO_FIELDS or (known == "text" and not match["value"])):
            # A label alone is that of the lines below it, up to a blank one.
            own.label_below = "" if match["value"] else match["name"]
            if match["value"]:
                if said_twice(own.labels, known, match["name"]):
                    self.doubt(number, TWICE)
                keep(own.fields, known, match["name"], match["value"])
                self._may_go_on = "funders" if known == "funding_text" else known
        elif own.label_below and self._is_near:
            below = field_of(own.label_below)
            if below == "text":
                own.described.append(said)
            else:
                keep(own.fields, below, own.label_below, said)
        elif is_bullet:
            own.children.append(Child(one_line(said), Place(line=number)))
            own.to_line = number
        elif own.children and own.to_line == number - 1 and goes_on(own.children[-1].text, said):
            # The rest of an item, as a page breaks it.
            own.children[-1] = Child(joined([own.children[-1].text, said]), own.children[-1].place)
            own.to_line = number
        else:
            own.described.append(said)

    def _bullet(self, number: int, bullet: re.Match[str]) -> None:
        text, sign, indent = one_line(bullet["text"]), bullet["sign"].rstrip(), len(bullet["indent"])
        if not self._above:
            self.doubt(number, "Cette puce est avant le premier titre : elle n’est pas prise pour une action.")
            return
        if self._open and indent > self._open.indent:
            match = _FIELD.fullmatch(text)
            if match and (known := known_in(text)) and field_said(match["name"], match["value"]):
                # « - Pilote : Ville », below the action.
                keep(self._open.fields, known, match["name"], match["value"])
            else:
                self._open.children.append(Child(text, Place(line=number)))
            self._is_near = True
            return
        if self._open and self._goes_on(text):
            self._open.parts.append(text)
            self._open.to_line = number
            self.doubt(number, "Cette puce continue sans doute la précédente : elle lui est jointe.")
            return
        self._end()
        self._open = OpenUnit(sign, indent, number, self._path(), [text])
        self._is_near = True

    def _goes_on(self, text: str) -> bool:
        """Whether a bullet is the rest of the one above: a small letter where bullets have none, after no full stop."""
        return bool(
            self._open
            and self._is_near
            and not self._open.children
            and text[0].islower()
            and self._small_share < _FEW
            and not self._open.parts[-1].endswith(_ENDS)
        )

    def _plain(self, number: int, line: str, said: str) -> None:
        """A line without a sign, near a bullet: the rest of it, or a heading that does not say so."""
        own = self._open
        if own is None:
            return
        match = _FIELD.fullmatch(said)
        if match and (known := known_in(said)) and field_said(match["name"], match["value"]):
            # « Pilote : Ville », below the line of the action.
            for part in parts_of(said):
                if told := _FIELD.fullmatch(part):
                    known = known_in(part)
                    keep(own.fields, known, told["name"], told["value"])
            own.below = "funders" if known == "funding_text" else known
            return
        if own.below and not own.children:
            # Below a field no line is the rest of the title.
            value = own.fields.get(own.below)
            text = last_said(value)
            if text and (is_cut(text, said) or goes_on(text, said)):
                whole, *more = sentences_of(joined([text, said]))
                own.fields[own.below] = with_last(value, whole)
                for told in filter(None, (_FIELD.fullmatch(part.rstrip(" .")) for part in more)):
                    own.below = known_in(told.group())
                    keep(own.fields, own.below, told["name"], told["value"])
            else:
                own.described.append(_ARROW.sub("", said))
            own.to_line = number
            return
        is_rest = line[0].isspace() or said[0].islower() or (said[0].isdigit() and not own.parts[-1].endswith(_ENDS))
        if not is_rest:
            self.doubt(number, "Cette ligne suit une puce sans en être la suite certaine : titre, ou fin de l’action ?")
            self._is_near = False
            return
        if own.children:
            last = own.children[-1]
            own.children[-1] = Child(joined([last.text, said]), last.place)
        else:
            own.parts.append(said)
            own.to_line = number

    def _end(self) -> None:
        if self._open:
            self._units.append(self._open.unit())
        self._open, self._is_near = None, False
