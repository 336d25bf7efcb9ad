"""Fields that stand above the title of their action, as « Porteur : … » between a rule and a title in bold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.readers.fiches.blocks import Block, Paragraph, Table
from etl.readers.fields.columns import field_of
from etl.readers.fields.labelled import known_in, labelled_by_tab, parts_of
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, label_alone, parted
from etl.readers.text import one_line

_RULE = re.compile(r"\s*(?:[_=*~–—-]\s*){5,}")
# Of the titles of a document how many have their fields above: all but that of the whole, say.
_MOST, _FEWEST = 0.75, 2
_LONGEST_HEADING = 200


def titles_first(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, each line of fields that stands between a rule or heading and a title below that title, where most
    titles have one so; as they are elsewhere."""
    told = [one for one in blocks if isinstance(one, Table) or one.text.strip()]
    titles = [at for at, one in enumerate(told) if _is_title(one)]
    if numbers := _numbers_above(told, titles):
        return _numbered(told, numbers)
    below = [at for at in titles if at > 1 and _is_of_fields(told[at - 1]) and _parts(told[at - 2])]
    few = max(_FEWEST, _MOST * len(titles))
    if len(below) < few:
        # Nothing parts them but that the first stands below another heading, and all say the same of their own.
        below = [at for at in titles if at > 1 and _is_of_fields(told[at - 1])]
        over = told[below[0] - 2] if below else None
        levels = {_level(told[at]) for at in below}
        few = max(_FEWEST, _MOST * sum(_level(told[at]) in levels for at in titles))
        is_over = isinstance(over, Paragraph) and 0 < over.level < min(levels, default=0)
        if len(below) < few or not is_over or len({_labels(told[at - 1]) for at in below}) > 1:
            return list(blocks)
    for at in below:
        above, title = told[at - 1], told[at]
        if isinstance(above, Paragraph):
            told[at - 1 : at + 1] = [title, replace(above, is_bold=False)]
    return [one for one in told if isinstance(one, Table) or not _RULE.fullmatch(one.text)]


def _numbers_above(told: Sequence[Paragraph | Table], titles: Sequence[int]) -> dict[int, int]:
    """Where the number of each action stands, above the fields over its title (« Fiche action n° 1 », « Statut : … »):
    by the place of the title, where all titles of one level have theirs so."""
    found: dict[int, int] = {}
    for at in titles:
        begin = at
        while begin and _is_of_fields(told[begin - 1]):
            begin -= 1
        if 0 < begin < at and _number(told[begin - 1]):
            found[at] = begin - 1
    levels = {_level(told[at]) for at in found}
    own = [at for at in titles if _level(told[at]) in levels]
    return found if len(levels) == 1 and 0 not in levels and len(found) == len(own) >= _FEWEST else {}


def _number(one: Paragraph | Table) -> str:
    """The number of an action that a line in plain letters says alone; nothing for others."""
    is_plain = isinstance(one, Paragraph) and not (one.level or one.is_bold or one.item)
    return label_alone(one_line(one.text)) if isinstance(one, Paragraph) and is_plain else ""


def _numbered(told: Sequence[Paragraph | Table], numbers: Mapping[int, int]) -> list[Paragraph | Table]:
    """The blocks, each number kept with its title, and what stands between them below it."""
    found = list(told)
    for title_at, number_at in reversed(list(numbers.items())):
        title = found[title_at]
        if isinstance(title, Paragraph):
            between = found[number_at + 1 : title_at]
            found[number_at : title_at + 1] = [replace(title, number=_number(found[number_at])), *between]
    return found


def _level(one: Paragraph | Table) -> int:
    return one.level if isinstance(one, Paragraph) else 0


def _is_title(one: Paragraph | Table) -> bool:
    said = one.text.strip() if isinstance(one, Paragraph) else ""
    stands_out = isinstance(one, Paragraph) and bool(one.level or one.is_bold)
    return stands_out and not heading_level(said) and not field_of(said.rstrip(" :")) and not known_in(said)


def _is_of_fields(one: Paragraph | Table) -> bool:
    if isinstance(one, Table) or one.level or one.is_bold or one.item:
        return False
    return all(map(known_in, parts_of(labelled_by_tab(one.text.strip()))))


def _labels(one: Paragraph | Table) -> tuple[str, ...]:
    """The fields that a line says."""
    said = one.text.strip() if isinstance(one, Paragraph) else ""
    return tuple(map(known_in, parts_of(labelled_by_tab(said))))


def _parts(one: Paragraph | Table) -> bool:
    """Whether a rule or a heading parts what follows from the action above."""
    if isinstance(one, Table):
        return False
    return bool(_RULE.fullmatch(one.text) or ((one.level or one.is_bold) and heading_level(one.text.strip())))


def forms_first(blocks: Sequence[Block], level: int) -> list[Block]:
    """The blocks, what each form says above its title below it, where all forms begin with the same label and say their
    title (a heading of this level) after it; as they are elsewhere."""
    titles = [at for at, one in enumerate(blocks) if isinstance(one, Paragraph) and level and one.level == level]
    begun = next((at for at, one in enumerate(blocks) if _label(one)), len(blocks))
    if len(titles) < _FEWEST or begun > titles[0]:
        return list(blocks)
    first = _label(blocks[begun])
    begins = [at for at, one in enumerate(blocks) if _label(one) == first]
    if len(begins) != len(titles) or any(not one < title for one, title in zip(begins, titles, strict=True)):
        return list(blocks)
    if any(one < title for one, title in zip(begins[1:], titles, strict=False)):
        return list(blocks)
    found = list(blocks[: begins[0]])
    for begin, title, following in zip(begins, titles, [*begins[1:], len(blocks)], strict=True):
        found += [blocks[title], *blocks[begin:title], *blocks[title + 1 : following]]
    return found


def headings_first(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each heading « Axe 1 : … » above the title right below which it stands, as in the banner of a fiche,
    where all headings of its level, from the first title to the last, stand in such places; as they are elsewhere."""
    titles, below, others = _headings_by_title(blocks)
    levels = {level for headings in below.values() for level in headings}
    moved = {
        level
        for level in levels - others
        if len(titles) >= _FEWEST
        and sum(level in below[title] for title in titles) >= _MOST * len(titles)
        # Of headings over actions that are but titles, none stands below the last.
        and all(level in below[title] for title in (titles[0], titles[-1]))
    }
    found: list[Block] = list(blocks)
    for title in titles:
        over = [at for level, at in below[title].items() if level in moved]
        above = [
            replace(one, is_bold=True) for at in sorted(over) for one in [blocks[at]] if isinstance(one, Paragraph)
        ]
        end = max(below[title].values(), default=title) + 1
        found[title:end] = [*above, *(blocks[at] for at in range(title, end) if at not in over)]
    return found


def _headings_by_title(blocks: Sequence[Block]) -> tuple[list[int], dict[int, dict[int, int]], set[int]]:
    """Where the titles of actions stand; of each, where the headings right below it do, by their levels; and the levels
    of other headings below the first title."""
    titles: list[int] = []
    below: dict[int, dict[int, int]] = {}
    others: set[int] = set()
    is_below = False
    for at, one in enumerate(blocks):
        if isinstance(one, Paragraph) and not one.text.strip():
            continue
        if isinstance(one, Paragraph) and _names_action(one):
            titles.append(at)
            below[at] = {}
            is_below = True
        elif isinstance(one, Paragraph) and _is_heading(one):
            level = heading_level(one_line(one.text))
            if is_below and level not in below[titles[-1]]:
                below[titles[-1]][level] = at
            elif titles:
                others.add(level)
        else:
            is_below = False
    return titles, below, others


def _names_action(one: Paragraph) -> bool:
    """Whether a line that stands out begins an action by its number."""
    said = one_line(one.text)
    return bool(one.level or one.is_bold) and bool(ACTION_LABEL.match(parted(said)[0]) or label_alone(said))


def _is_heading(one: Paragraph) -> bool:
    said = one_line(one.text)
    return not one.item and len(said) <= _LONGEST_HEADING and bool(heading_level(said))


def _label(one: Block) -> str:
    """The label of a line that is but one, or that a colon ends; nothing of others."""
    said = one.text.strip() if isinstance(one, Paragraph) and not (one.item or one.level) else ""
    name = said.partition(" :")[0].rstrip(" :")
    return name.casefold() if name and field_of(name) else ""
