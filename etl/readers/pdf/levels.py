"""What of a PDF is a heading, and of which level, by the size and weight of its type: that of the text is the one most
letters have, and what is larger or bold stands above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.readers.fiches.blocks import Table, are_numbered
from etl.readers.fields.columns import LEVELS, field_of
from etl.readers.fields.labelled import FIELD
from etl.readers.lines.broken_lines import is_contents
from etl.readers.lines.headings import heading_level, is_shown_figure
from etl.readers.lines.titles import ACTION_LABEL, code_before, label_alone, parted
from etl.readers.model import Doubt
from etl.readers.pdf.axis_numbers import is_below_number, with_numbers
from etl.readers.pdf.blocks import Begun, Block, Typed
from etl.readers.text import one_line

# How much larger than the text a heading is; how long it may be.
_LARGER, _LONGEST = 1.06, 220
# How much larger than the text what has the name of a field is, where it is none.
_FAR_LARGER = 1.3
# « 1.1.2 Prêter des vélos »: how deep its number goes.
_DEPTH = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\s*[.)–-]?\s+[^\W\d_]")
_SUMMARY = re.compile(r"(sommaire|table des mati[eè]res|table des actions|index)\b.*", re.I)
# Names of columns that a heading may begin with, by themselves or with what is typical of a form behind.
_BARE = re.compile(r"\s*\([^)]*\)")
_QUOTE = re.compile(r"[«“\"].*[»”\"]", re.S)
_HEAD_END = (";", ",", ".")
# Of titles of actions: how many there are, of how many the words are their own, and how many have something below.
_FEWEST, _FEWEST_ALONE, _OWN, _DESCRIBED, _FIELDED = 2, 3, 0.7, 0.5, 0.5
# Words of a title that begins as the name of a field does.
_FEWEST_WORDS = 4
# The level of a title that says that it is an action, in type that is not bold.
_OF_ACTION = 90
# Between the levels of two sizes, those of headings that say theirs.
_WIDTH = 10
# Of the titles of actions, how many stand beside what was drawn before them.
_MOST = 0.8
_CODED = re.compile(r"([A-Z]{0,3}[ .-]?\d{1,3}(?:\.\d{1,2})*)[.)]?\s+[^\W\d_]")
# The number of an action in a disc beside its title, or above it.
_ALONE = re.compile(r"[A-Z]{0,3}[ .-]?\d{1,3}(?:\.\d{1,2})*\.?")
BY_SIZE = (
    "Les titres de la plus petite taille sont pris pour les actions, aucun ne disant « Action » : vérifier que c’en "
    "sont."
)

_BY_ITEMS = (
    "Les puces sous les titres sont prises pour les actions, aucun titre ne disant « Action » ni « Axe » : vérifier "
    "que c’en sont."
)

_Style = tuple[float, bool]


@dataclass(frozen=True)
class Leveled:
    """The blocks of a document with the levels of their headings; the level of those that are actions where none says
    that it is one, 0 where some do; whether a number alone tells them, or the bullets of lists below headings."""

    blocks: tuple[Block, ...]
    of_actions: int
    is_numbered: bool
    has_items: bool
    doubts: tuple[Doubt, ...]


def leveled(blocks: Sequence[Block], body: float) -> Leveled:
    """The blocks with the levels of headings, `body` being the size of the text in points."""
    heads = [at for at, one in enumerate(blocks) if isinstance(one, Typed) and _is_head(one, body)]
    heads = sorted([*heads, *_named_alike(blocks, heads, body)])
    said = {at: one_line(blocks[at].text) for at in heads}  # type: ignore[union-attr]
    labelled = [at for at in heads if _is_labelled(said[at])]
    is_numbered = (
        not labelled
        and are_numbered([one for one in blocks if isinstance(one, Typed | Table)])
        and not _are_deeper(said.values())
    )
    begun = any(isinstance(one, Begun) for one in blocks)
    if labelled or is_numbered or begun:
        above = with_numbers(_above_actions(blocks, heads, labelled, body), _OF_ACTION)
        return Leveled(above, 0, is_numbered, False, ())
    found = _by_type(blocks, heads, body)
    return replace(found, blocks=with_numbers(found.blocks, found.of_actions))


def headed(blocks: Sequence[Block], body: float) -> tuple[Block, ...]:
    """The blocks with the levels of all that are headings, whatever stands below them."""
    heads = [at for at, one in enumerate(blocks) if isinstance(one, Typed) and _is_head(one, body)]
    ranks = _ranks(blocks, _without_titles(blocks, heads))
    return tuple(
        replace(one, level=ranks[at]) if isinstance(one, Typed) and at in ranks else one
        for at, one in enumerate(blocks)
    )


def body_size(sizes: Counter[float]) -> float:
    """The size of type that most letters have, in points."""
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _is_head(one: Typed, body: float) -> bool:
    """Whether a paragraph may be a heading: larger than the text or bold, and no name of a field."""
    said = one_line(one.text)
    is_larger = one.size > body * _LARGER
    if one.is_in_cell or not (is_larger or one.is_bold) or len(said) > _LONGEST or is_contents(said):
        return False
    letters = sum(sign.isalpha() for sign in said)
    if letters < 3 or said.endswith(_HEAD_END) or _SUMMARY.fullmatch(said):
        return False
    if _QUOTE.fullmatch(said) or is_shown_figure(said):
        # « On attend rarement. », « 86 km », however large, are what a brochure shows beside its actions.
        return False
    if field_of(said) in LEVELS and not heading_level(said) and len(_BARE.sub("", said).split()) < 3:
        return False
    match = FIELD.fullmatch(said)
    names = (said.rstrip(" :"), *([match["name"]] if match else []))
    return all(field_of(name) in ("", *LEVELS) for name in names)


def _named_alike(blocks: Sequence[Block], heads: Sequence[int], body: float) -> list[int]:
    """The paragraphs that begin as a field does (« Budget participatif : … »), and are headings by their type: larger
    than the text or bold, as others are; each said once, unlike the parts of a form. « Piloter » below « Axe 4 » is its
    name, and right above smaller headings it is one, not their field."""
    often = Counter(_style(one) for at in heads for one in [blocks[at]] if isinstance(one, Typed))
    words = Counter(one_line(one.text) for one in blocks if isinstance(one, Typed))
    known = set(heads)
    return [
        at
        for at, one in enumerate(blocks)
        if at not in known and isinstance(one, Typed) and (one.size > body * _LARGER or one.is_bold)
        and words[one_line(one.text)] == 1 and (
            is_below_number(blocks, at)
            or (often[_style(one)] >= _FEWEST and len(one.text.split()) >= _FEWEST_WORDS)
            or (often[_style(one)] and one.size > body * _FAR_LARGER and _is_field_name_over_smaller(blocks, known, at))
        )
        and not one.text.strip().endswith(_HEAD_END)
        and len(one.text) <= _LONGEST and not one.is_in_cell and not is_contents(one_line(one.text))
        and not _SUMMARY.fullmatch(one_line(one.text))
    ]  # fmt: skip


def _is_field_name_over_smaller(blocks: Sequence[Block], heads: Collection[int], at: int) -> bool:
    one, below = blocks[at], blocks[at + 1] if at + 1 in heads else None
    if not isinstance(one, Typed) or not isinstance(below, Typed):
        return False
    return one.size > below.size * _LARGER and bool(field_of(one.text))


def _is_labelled(said: str) -> bool:
    return bool(ACTION_LABEL.match(parted(said.replace("\t", " – "))[0]) or label_alone(said))


def _are_deeper(said: Iterable[str]) -> bool:
    """Whether numbers of headings go deeper than « 1. »: those that do not are then no actions."""
    return any((match := _DEPTH.match(one)) and "." in match[1] for one in said)


def _style(one: Typed) -> _Style:
    return (-round(one.size * 2) / 2, not one.is_bold)


def _ranks(blocks: Sequence[Block], heads: Sequence[int]) -> dict[int, int]:
    """The level of each heading, from 1: by size, then weight, then what it says of its level."""
    own = {at: one for at in heads for one in [blocks[at]] if isinstance(one, Typed)}
    told: dict[int, int] = {}
    for at, one in own.items():
        said = one_line(one.text)
        depth = _DEPTH.match(said)
        told[at] = heading_level(said) or (depth[1].count(".") + 1 if depth else 0)
    least: dict[_Style, int] = {}
    for at, one in own.items():
        if told[at]:
            least[_style(one)] = min(told[at], least.get(_style(one), told[at]))
    keys = {at: (*_style(one), told[at] or least.get(_style(one), 0)) for at, one in own.items()}
    by_type = sorted(set(keys.values()))
    # « Axe 1 » in smaller type than « Objectif 1.1 » stands above it.
    named = iter(sorted((key for key in by_type if key[2]), key=lambda key: key[2]))
    order = {next(named) if key[2] else key: level for level, key in enumerate(by_type, 1)}
    return {at: order[key] for at, key in keys.items()}


def _without_titles(blocks: Sequence[Block], heads: Sequence[int]) -> list[int]:
    """The headings without the title of the document and what stands with it: alone in its type, before any other."""
    often = Counter(_style(blocks[at]) for at in heads)  # type: ignore[arg-type]
    kept = list(heads)
    while kept:
        one = blocks[kept[0]]
        if not isinstance(one, Typed) or often[_style(one)] > 1 or heading_level(one_line(one.text)) or len(kept) == 1:
            break
        kept.pop(0)
    return kept


def _above_actions(
    blocks: Sequence[Block], heads: Sequence[int], labelled: Sequence[int], body: float
) -> tuple[Block, ...]:
    """The blocks with the levels of the headings above actions that say so: larger than these, or by name."""
    sizes = Counter(one.size for at in labelled for one in [blocks[at]] if isinstance(one, Typed))
    size = max(body_size(sizes), body)
    above = [
        at
        for at in _without_titles(blocks, [at for at in heads if at not in set(labelled)])
        for one in [blocks[at]]
        if isinstance(one, Typed) and (one.size > size * _LARGER or heading_level(one_line(one.text)))
    ]
    ranks = _ranks(blocks, above) | dict.fromkeys(labelled, _OF_ACTION)
    return tuple(
        replace(one, level=ranks[at]) if isinstance(one, Typed) and at in ranks else one
        for at, one in enumerate(blocks)
    )


def _by_type(blocks: Sequence[Block], heads: Sequence[int], body: float) -> Leveled:
    """The blocks where none says « Action »: of the levels of headings, the deepest whose headings have words of their
    own and something below are the actions; one whose headings have fields sooner than others."""
    kept = _without_titles(blocks, heads)
    ranks = _ranks(blocks, kept)
    levels = sorted(set(ranks.values()))
    found: list[int] = []
    for level in reversed(levels):
        own = [at for at in kept if ranks[at] == level]
        fewest = _FEWEST if level > levels[0] else _FEWEST_ALONE
        words = {one_line(one.text).casefold() for at in own for one in [blocks[at]] if isinstance(one, Typed)}
        if len(own) < fewest or len(words) < _OWN * len(own):
            continue
        if sum(bool(heading_level(one)) for one in words) > len(words) / 2:
            # « Objectif 1.2 : … »: what is listed below is the actions.
            break
        below = [_below(blocks, at, ranks, level) for at in own]
        if sum(any(map(_describes, part)) for part in below) < _DESCRIBED * len(own):
            continue
        if sum(map(_is_list, below)) > len(own) / 2:
            # Lists alone below the headings: their items are the actions.
            break
        if sum(any(map(_is_field, part)) for part in below) >= _FIELDED * len(own):
            return _of_level(blocks, ranks, level)
        found += [level] if level != levels[0] else []
    return _of_level(blocks, ranks, found[0]) if found else _by_items(blocks, kept, ranks, body)


def _of_level(blocks: Sequence[Block], ranks: Mapping[int, int], level: int) -> Leveled:
    """The blocks, the headings of a level the actions; smaller ones are labels of what follows in these, but for what
    says that it is a heading (« Axe 1 : … ») right above an action."""
    first = next(one for at, one in enumerate(blocks) if ranks.get(at) == level)
    doubts = (Doubt(first.place, BY_SIZE),) if isinstance(first, Typed) else ()
    made: list[Block] = []
    # Whether an action stands below, with its number or its headings between at the most.
    above, number = False, ""
    order, over = _in_order(blocks, ranks, level), _over_titles(blocks, ranks, level)
    # What stood behind a title that was brought forward goes on with no field of the column beside it.
    beside = {before + 1 for before, at in pairwise(order) if at < before}
    for at in reversed(order):
        one, below = blocks[at], made[-1] if made else None
        if at in beside and isinstance(one, Typed):
            one = replace(one, is_beside=True)
        if not isinstance(one, Typed):
            above = False
        elif ranks.get(at, level + 1) <= level:
            one, above = replace(one, level=_WIDTH * ranks[at]), ranks[at] == level
            number = parted(one_line(one.text))[0] or code_before(one_line(one.text))
        elif above and isinstance(below, Typed) and _is_number_of(one, below, _WIDTH * level):
            number = one.text.strip()
            made[-1] = replace(below, number=number)
            continue
        elif above and (named := _level_above(one_line(one.text), number) or (_WIDTH - 1 if at in over else 0)):
            one = replace(one, level=_WIDTH * (level - 1) + min(named, _WIDTH - 1))
        else:
            # A label of what follows in the action.
            one, above = replace(one, is_bold=False) if at in ranks else one, False
        made.append(one)
    return Leveled(tuple(reversed(made)), _WIDTH * level, False, False, doubts)


def _over_titles(blocks: Sequence[Block], ranks: Mapping[int, int], level: int) -> set[int]:
    """The places of the headings in smaller type that stand first on their page, right above the title of an action or
    its number, where most actions have one: the axis in a band."""
    heads = [at for at in range(len(blocks)) if ranks.get(at) == level]
    found = set()
    for at in heads:
        title = blocks[at]
        above = at - 1
        if isinstance(title, Typed) and above >= 0 and _is_alone(blocks[above], title):
            above -= 1
        one, before = (blocks[index] if index >= 0 else None for index in (above, above - 1))
        is_over = isinstance(one, Typed) and isinstance(title, Typed) and one.place == title.place
        is_first = not isinstance(before, Typed) or not isinstance(one, Typed) or before.place != one.place
        if is_over and is_first and ranks.get(above, 0) > level:
            found.add(above)
    return found if len(found) >= max(_FEWEST, _MOST * len(heads)) else set()


def _is_alone(one: Block, title: Typed) -> bool:
    return isinstance(one, Typed) and one.place == title.place and bool(_ALONE.fullmatch(one.text.strip()))


def _level_above(said: str, number: str) -> int:
    """The level of a heading that says its own, by its word or by a part of the number of the action below it: « A.1 »
    above « A.1.2 »; 0 for others."""
    code = _CODED.match(said)
    depth = code[1].count(".") + 1 if code and number.startswith(f"{code[1]}.") else 0
    return heading_level(said) or depth


def _in_order(blocks: Sequence[Block], ranks: Mapping[int, int], level: int) -> list[int]:
    """The places of the blocks, the title of an action before the fields of a column beside it that were drawn before
    it and stand lower: where each action has a page of its own."""
    heads = [at for at in range(len(blocks)) if ranks.get(at) == level]
    pages = Counter(one.place.page for at in heads for one in [blocks[at]] if isinstance(one, Typed))
    order = list(range(len(blocks)))
    moved = 0
    for at in heads:
        title = blocks[at]
        if not isinstance(title, Typed) or pages[title.place.page] > 1:
            continue
        begins = at
        while begins and _is_drawn_before(blocks[begins - 1], title) and ranks.get(begins - 1, level + 1) > level:
            begins -= 1
        if any(map(_is_field, blocks[begins:at])):
            first = blocks[begins]
            begins += isinstance(first, Typed) and bool(_ALONE.fullmatch(first.text.strip()))
            order[begins : at + 1] = [at, *range(begins, at)]
            moved += 1
    return order if moved >= max(_FEWEST, _MOST * len(heads)) else list(range(len(blocks)))


def _is_drawn_before(one: Block, title: Typed) -> bool:
    """Whether a block before a title stands on its page and begins lower."""
    return isinstance(one, Typed) and one.place == title.place and one.base < title.base


def _is_number_of(one: Typed, title: Typed, level: int) -> bool:
    """Whether a number stands alone above the title of an action, on its page: another ends with that of its own."""
    is_bare = title.level == level and not title.number and title.place == one.place
    return is_bare and bool(_ALONE.fullmatch(one.text.strip()))


def _by_items(blocks: Sequence[Block], heads: Sequence[int], ranks: dict[int, int], body: float) -> Leveled:
    """The blocks where the items of lists may be the actions: below headings that say « Axe 1 », or of several levels,
    which is told; those of one level are in any letter."""
    items = [one for one in blocks if isinstance(one, Typed) and one.item]
    is_named = any(isinstance(one, Typed) and heading_level(one_line(one.text)) for at in heads for one in [blocks[at]])
    has_items = bool(items) and (is_named or len(set(ranks.values())) > 1)
    doubts = (Doubt(items[0].place, _BY_ITEMS),) if has_items and not is_named else ()
    return Leveled(headed(blocks, body), 0, False, has_items, doubts)


def _below(blocks: Sequence[Block], at: int, ranks: dict[int, int], level: int) -> list[Block]:
    """What stands below a heading, down to the next of its level or above."""
    end = next((other for other in range(at + 1, len(blocks)) if ranks.get(other, level + 1) <= level), len(blocks))
    return list(blocks[at + 1 : end])


def _describes(one: Block) -> bool:
    """Whether a block may describe an action; the cells of a table of actions do not describe the heading above it."""
    return isinstance(one, Table) or (isinstance(one, Typed) and not one.is_in_cell and bool(one.text.strip()))


def _is_list(below: Sequence[Block]) -> bool:
    """Whether nothing but a list of several items stands below a heading, none of them a field."""
    items = [one for one in below if isinstance(one, Typed) and one.item and not _is_field(one)]
    return len(items) > 1 and len(items) == len(below)


def _is_field(one: Block) -> bool:
    """Whether a block says a field of an action; a heading above several (« Axe 1 ») is none."""
    if isinstance(one, Table):
        return any(field_of(cell) for row in one.rows for cell in row[::2])
    if not isinstance(one, Typed):
        return False
    match = FIELD.fullmatch(one_line(one.text))
    known = field_of(match["name"]) if match else field_of(one.text.rstrip(" :")) if one.is_bold else ""
    return known not in ("", *LEVELS)
