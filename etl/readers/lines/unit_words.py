"""Plans that call their actions otherwise: « Mesure 3 – … », « Projet 12 | … », « Engagement n°4 », « Chantier 1.2 ».

Such a word is that of the units where no line says « Action », as many number themselves by it, and fields stand below
most of them where the word may also name what stands above actions. The lines are then read as fiches of it. It is told
where no fields stand below them, or where the word names headings as often: nothing then says that they are the units.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.readers.fields.columns import NO_FIELDS, field_of
from etl.readers.fields.labelled import FIELD, labelled_by_tab
from etl.readers.lines.titles import ACTION_LABEL, CODE, PARTS_TITLE, UNIT_WORDS, parted
from etl.readers.model import Doubt, PlanRead
from etl.readers.text import one_line

# What is as often the name of a heading above actions.
_ABOVE_ACTIONS = re.compile(r"engagements?|chantiers?|leviers?|initiatives?|d[ée]marches?", re.I)
_NUMBERED = re.compile(
    rf"(?P<word>{UNIT_WORDS})\s*(?:n\s*[°ºo]\s*)?(?P<code>(?!(?:19|20)\d\d\b){CODE})\s*(?:{PARTS_TITLE}\s*(?P<title>\S.*)?)?",
    re.I | re.S,
)
_FEWEST, _LONGEST = 3, 250
_MARK = "Fiche "
_BY_WORD = (
    "Ce que le document appelle « {} » est pris pour ses actions, rien n’y disant « Action » : vérifier que c’en sont."
)


@dataclass(frozen=True)
class UnitWord:
    """The word that a document calls its actions by, in small letters; nothing where it is none of its own. It is sure
    where the word names no headings and fields stand below most lines that begin with it."""

    word: str = ""
    is_sure: bool = True

    def marked(self, text: str) -> str:
        """A line that begins an action by this word, told as the fiche of one; any other as it is."""
        return f"{_MARK}{text.lstrip()}" if self.says(text) else text

    def says(self, text: str) -> bool:
        """Whether a line begins an action by this word."""
        match = _NUMBERED.fullmatch(text.strip()) if self.word and len(text) <= _LONGEST else None
        return bool(match and match["word"].lower() == self.word)

    def told_in(self, found: PlanRead) -> PlanRead:
        """What was read of marked lines, its words again those of the document; that this word alone tells the units is
        told where it is not sure."""
        if not self.word:
            return found
        mark = re.compile(rf"{_MARK}(?={self.word}\b)", re.I)
        first = next((unit.place for unit in found.units if mark.match(unit.label)), None)
        units = tuple(
            replace(
                unit,
                label=mark.sub("", unit.label),
                title=mark.sub("", unit.title),
                headings=tuple(mark.sub("", one) for one in unit.headings),
                text=mark.sub("", unit.text),
                children=tuple(replace(one, text=mark.sub("", one.text)) for one in unit.children),
            )
            for unit in found.units
        )
        told = () if first is None or self.is_sure else (Doubt(first, _BY_WORD.format(self.word.capitalize())),)
        return replace(found, units=units, doubts=(*told, *found.doubts))


def unit_word(lines: Sequence[str]) -> UnitWord:
    """The word of a document whose lines, paragraphs and cells these are, in its order."""
    said = [one_line(line) if len(line) <= _LONGEST else "" for line in lines]
    if any(_says_action(one) for one in said):
        return UnitWord()
    begun: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, one in enumerate(said):
        match = _NUMBERED.fullmatch(one)
        if match:
            begun[match["word"].lower()].append((at, match["code"]))
    best, codes = UnitWord(), 0
    for word, own in begun.items():
        number = len({code for _, code in own})
        names_headings, have_fields = bool(_ABOVE_ACTIONS.fullmatch(word)), _have_fields(own, said)
        if number >= max(_FEWEST, codes) and (have_fields or not names_headings):
            best, codes = UnitWord(word, have_fields and not names_headings), number
    return best


def _says_action(said: str) -> bool:
    label = parted(said)[0]
    return bool(ACTION_LABEL.match(label)) or (
        bool(ACTION_LABEL.fullmatch(said)) and any(sign.isdigit() for sign in said)
    )


def _have_fields(own: Sequence[tuple[int, str]], said: Sequence[str]) -> bool:
    """Whether fields stand below most lines that begin so, before the next of them."""
    ends = [at for at, _ in own[1:]] + [len(said)]
    with_fields = sum(any(map(_is_field, said[at + 1 : end])) for (at, _), end in zip(own, ends, strict=True))
    # A list of contents has none.
    return with_fields >= len({code for _, code in own}) / 2


def _is_field(said: str) -> bool:
    match = FIELD.fullmatch(labelled_by_tab(said))
    return field_of(match["name"] if match else said.rstrip(" :")) not in ("", *NO_FIELDS)
