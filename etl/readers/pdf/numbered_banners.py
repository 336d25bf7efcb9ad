"""Titles in banners of a PDF whose number stands in a box of its own: « ACTION », « 1 », or « 1.1.2 », beside « Ouvrir
une halle » in larger type, over the fields of a fiche; its axis may stand in small type over the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.readers.fiches.blocks import Table
from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of
from etl.readers.fields.labelled import known_in
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL
from etl.readers.pdf.blocks import Block, Typed
from etl.readers.text import one_line

_CALLED_SO = r"(?i:(?:fiche[\s-]*)?action|fiche(?:[\s-]*projet)?|mesure)"
_WORD = re.compile(_CALLED_SO)
_NUMBER = re.compile(
    rf"(?:(?P<word>{_CALLED_SO})\s*)?(?:n\s*[°ºo]\s*)?(?P<number>[A-Z]{{0,3}}[.-]?\d{{1,3}}(?:\.\d{{1,2}}){{0,3}})"
)
# How much larger than the text a title is that is not bold.
_LARGER = 1.1
# Of such titles how many there are, and how many of them stand over fields.
_FEWEST, _FEWEST_COUNTED, _MOST = 2, 6, 0.75
# A title is no longer, in signs, and has so many letters.
_LONGEST, _FEWEST_LETTERS = 200, 4
_CALLED = "Action"


@dataclass(frozen=True)
class _Banner:
    """The blocks of a banner: from the first of its number to its title, both included, and the heading between."""

    begin: int
    title: int
    heading: int | None
    number: str
    has_word: bool


def titles_with_numbers(blocks: Sequence[Block], body: float) -> list[Block]:
    """The blocks, each title in a banner told with its number as an action's, what says « Axe 1 : … » right above or
    below it as a heading; `body` is the size of the text in points. As they are where few such titles stand over
    fields."""
    every = list(_banners(blocks, body))
    # A figure alone may be a page's, or a part's, unless they count on from 1 to the last.
    told = [one for one in every if one.has_word] or [one for one in every if not one.number.isdigit()]
    counted = [] if told else _counted(every)
    found = told or counted
    ends = [*(one.begin for one in found[1:]), len(blocks)]
    over = sum(any(map(_says_field, blocks[one.title + 1 : end])) for one, end in zip(found, ends, strict=False))
    # Fiches whose titles a figure counts are told by their type, but in the cells of a band.
    is_in_band = all(isinstance(one, Typed) and one.is_in_cell for one in (blocks[each.title] for each in counted))
    is_told = over >= _MOST * len(found)
    if len(found) < _FEWEST or not (is_told or counted) or (counted and is_told and not is_in_band):
        return list(blocks)
    made = list(blocks)
    for one in reversed(found):
        title = made[one.title]
        if not isinstance(title, Typed):
            continue
        for at in (one.begin - 1, one.title + 1):
            beside = made[at] if 0 <= at < len(made) else None
            if isinstance(beside, Typed) and heading_level(one_line(beside.text)):
                made[at] = replace(beside, is_bold=True)
        said = f"{_CALLED} {one.number} – {one_line(title.text)}"
        named = replace(title, text=said, is_bold=True, is_in_cell=False)
        heading = made[one.heading] if one.heading is not None else None
        above: list[Block] = [replace(heading, is_bold=True)] if isinstance(heading, Typed) else []
        made[one.begin : one.title + 1] = [*above, named]
    return made


def _counted(banners: Sequence[_Banner]) -> list[_Banner]:
    """Those whose figures count on from 1; none where these are few, or few of all."""
    found: list[_Banner] = []
    for one in banners:
        if int(one.number) == len(found) + 1:
            found.append(one)
    return found if len(found) >= max(_FEWEST_COUNTED, _MOST * len(banners)) else []


def _banners(blocks: Sequence[Block], body: float) -> Iterator[_Banner]:
    at = 0
    while at < len(blocks):
        begin = at
        has_word = bool(_WORD.fullmatch(_said(blocks[at])))
        number = _NUMBER.fullmatch(_said(blocks[at + has_word])) if at + has_word < len(blocks) else None
        title = at + has_word + 1
        is_headed = title < len(blocks) and bool(heading_level(_said(blocks[title])))
        heading = title if is_headed else None
        title += is_headed
        if number and title < len(blocks) and _is_title(blocks[title], body):
            yield _Banner(begin, title, heading, number["number"], has_word or bool(number["word"]))
            at = title
        at += 1


def _is_title(one: Block, body: float) -> bool:
    said = _said(one)
    stands_out = isinstance(one, Typed) and one.size > _LARGER * body
    is_name = sum(map(str.isalpha, said)) >= _FEWEST_LETTERS and len(said) <= _LONGEST and not said.endswith((".", ":"))
    return stands_out and is_name and not (field_of(said) or heading_level(said) or ACTION_LABEL.match(said))


def _says_field(one: Block) -> bool:
    """Whether a block says a field, or is the label of one."""
    if isinstance(one, Table):
        return any(bool(row) and _is_label(row[0]) for row in one.rows)
    said = _said(one)
    is_label = isinstance(one, Typed) and one.is_bold and _is_label(said.rstrip(" :"))
    return is_label or bool(known_in(said))


def _is_label(name: str) -> bool:
    return field_of(name) not in ("", *NO_FIELDS, *LEVELS)


def _said(one: Block) -> str:
    return one_line(one.text) if isinstance(one, Typed) else ""
