"""A plain text cut into units: headings that say « Axe 1 », « Objectif 1.2 », and bullets below, whatever their sign.

Where no heading says what it is, numbered lines above bullets are headings (« 1.2 Se loger »), and lines in capitals. A
line « Action 12 : … » is an action by itself, with the fields below it. A line that could be either is told, and never
taken into an action in silence.
"""

from __future__ import annotations

from dataclasses import replace

from etl.readers.fields.asked import labels_of_questions
from etl.readers.fields.labelled import known_in
from etl.readers.fields.pictured import without_picture
from etl.readers.lines.broken_lines import without_contents
from etl.readers.lines.drawn_text import underlined
from etl.readers.lines.hyphens import whole_lines
from etl.readers.lines.numbered import BY_LISTS, by_lists, by_words, told_lines
from etl.readers.lines.over_actions import BY_PLACE, LEVEL, MAY_HEAD, over_actions
from etl.readers.lines.titles import ACTION_LABEL
from etl.readers.lines.two_signs import two_signs
from etl.readers.lines.unit_words import unit_word
from etl.readers.model import Doubt, Place, PlanRead, PlanRefused
from etl.readers.text import SYMBOLS, lines_of_text
from etl.readers.texts.announced import announced
from etl.readers.texts.cut import cut_lines
from etl.readers.texts.labelled_bullets import without_signs

_OTHER = "Cette puce ne dit pas « Action », quand d’autres le disent : elle n’est pas prise pour une action."


def read_text(text: str, encoding: str) -> PlanRead:
    """The plan of a text.

    Raises:
        PlanRefused: no bullet stands below a heading.
    """
    lines = text.translate(SYMBOLS).splitlines()
    word = unit_word(lines)
    bare, under = underlined(without_contents(lines))
    marked = announced(list(map(word.marked, whole_lines(bare))))
    marked, are_labelled = without_signs([labels_of_questions(without_picture(line)) for line in marked])
    levels, of_signs = two_signs(marked) if not are_labelled else ({}, [])
    over = over_actions(marked, lambda at: not at or not marked[at - 1].strip())
    levels = levels or by_words(marked) or {at + 1: LEVEL for at in over} | under
    units, doubts = cut_lines(marked, levels)
    if are_labelled:
        others = [unit for unit in units if not ACTION_LABEL.fullmatch(unit.label)]
        doubts += [Doubt(unit.place, _OTHER) for unit in others]
        units = [unit for unit in units if unit not in others]
    if not any(unit.headings for unit in units):
        doubts += [Doubt(Place(line=at + 1), MAY_HEAD) for at in over_actions(marked, lambda _: True)]
    doubts = [*of_signs, *(Doubt(Place(line=at + 1), BY_PLACE) for at in over[:1]), *doubts]
    if sum(bool(known_in(unit.title)) for unit in units) > len(units) / 2:
        # What the bullets say are fields of what stands above them.
        units = []
    for told, why in (one for one in (*told_lines(marked), (by_lists(marked), BY_LISTS)) if not units and one[0]):
        units, doubts = cut_lines(marked, told)
        doubts.insert(0, Doubt(units[0].place, why))
        break
    if not units:
        raise PlanRefused(
            "Aucune action n’est reconnue : un texte doit avoir des titres (« Axe 1 : … », « Objectif 1.2 : … ») et, "
            "sous eux, des puces."
        )
    found = word.told_in(PlanRead("texte à puces", {"encodage": encoding}, tuple(units), tuple(doubts)))
    return replace(found, lines=lines_of_text(lines))
