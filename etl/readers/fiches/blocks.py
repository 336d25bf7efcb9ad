"""The paragraphs and tables of a document, and what of them tells its actions: headings that say so, their level, the
items of lists, tables of fields, numbers in bold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, TypeVar

from etl.readers.fiches.rows import holds_cards, holds_fiche, titled_by
from etl.readers.fiches.rows import said as _said
from etl.readers.fields.columns import field_of
from etl.readers.fields.labelled import known_in, labelled_by_tab
from etl.readers.lines.broken_lines import is_contents
from etl.readers.lines.headings import heading_level
from etl.readers.lines.over_actions import begins_action, over_actions
from etl.readers.lines.titles import ACTION_LABEL, label_alone, parted
from etl.readers.model import Child, Place, PlanUnit
from etl.readers.text import joined, one_line

# « 12. Ouvrir… »: a title in bold that is numbered, and how many of them make a list of actions.
NUMBER = re.compile(r"(\d{1,3})\s*[.)]\s+(\S.*)", re.S)
_FEWEST_NUMBERED = 3
_LONGEST_QUESTION = 60
# How far below its title the first field of an action stands.
_MOST_BEFORE = 3
_FEWEST_LETTERS = 8
# Lines « Action 1 : … » that are no headings, and how long one is.
_FEWEST_TOLD, _LONGEST_TITLE = 2, 300
# Rows of a table that is but headings.
_MOST_OF_BANNER = 3
# The level of headings that their place alone tells: below all others.
LEVEL_BY_PLACE = 80
# A sentence, or the way to a slide: « Axe 1 – … › Objectif 1.1 – … ».
_NO_NAME = re.compile(r"[.;]$|\s[›>»]\s")
# A line of contents whose page stands behind a tab.
_BY_TAB = re.compile(r".*\t\s*\d+\s*", re.S)
# Of the headings of actions, how many have words of their own.
_OWN = 0.7
Block = TypeVar("Block")
_DEEP = re.compile(r"(?:[A-Z]|[IVX]+|\d+)(?:\.\d+){2}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it reads: its place, its words, the level of its heading (0 for none), whether all is bold, how
    deep it stands in a list (0 where it is no item), and the words in bold that it begins with, others behind."""

    place: Place
    text: str
    level: int
    is_bold: bool
    item: int = 0
    lead: str = ""
    # What its program prints before it, as the styles of headings number them: « 1.2. ».
    number: str = ""
    # Whether its place alone tells that it is a heading.
    is_by_place: bool = False
    # Whether it stands as such a heading does, but not apart from what is above it.
    may_head: bool = False


# Between the lines of a value that stands in a line of a cell, as in the row of a table within.
LINE = "\v"


@dataclass(frozen=True)
class Table:
    """A table of fields: its number in its document (0 where it has none), its rows of cells, a merged one once."""

    number: int
    rows: tuple[tuple[str, ...], ...]


@dataclass
class OpenUnit:
    """A unit whose paragraphs are being read."""

    label: str
    title: str
    headings: tuple[str, ...]
    place: Place
    # The level of the heading that it began with; 0 where it began otherwise.
    level: int = 0
    # The level of the first heading that is a part of it.
    part_level: int = 0
    described: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    parts: list[Child] = field(default_factory=list)
    # The fields above its title, with their labels.
    ahead: tuple[tuple[str, str, str], ...] = ()
    # The heading that « Objectif » says in it: it may be its own.
    aim: str = ""

    def unit(self, is_parted: bool) -> PlanUnit:
        """`is_parted`: the parts of the description stand on lines of their own, as in the file."""
        text = "\n".join(map(one_line, self.described)) if is_parted else joined(self.described)
        return PlanUnit(
            self.title, self.place, self.label, self.headings, text, self.fields,
            children=tuple(self.parts),
        )  # fmt: skip


def without_title(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, the title of the whole no heading: the first of them all, alone of its level, where others below say
    « Axe 1 »."""
    heads = [at for at, one in enumerate(blocks) if isinstance(one, Paragraph) and one.level and one.text.strip()]
    found = list(blocks)
    first = found[heads[0]] if heads else None
    others = [one for at in heads[1:] for one in [blocks[at]] if isinstance(one, Paragraph)]
    if isinstance(first, Paragraph) and not first.number and not heading_level(one_line(first.text)):
        is_above = all(one.level > first.level for one in others)
        if is_above and sum(heading_level(one_line(one.text)) == 1 for one in others) > 1:
            found[heads[0]] = replace(first, level=0, is_bold=False)
    return found


def without_contents(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks without the lines of typed contents, which a page's number ends, where there are several, and the
    headings right above them, which have none."""
    found = [isinstance(one, Paragraph) and is_of_contents(one.text) for one in blocks]
    for at in range(len(blocks) - 2, -1, -1):
        one = blocks[at]
        is_head = isinstance(one, Paragraph) and bool(one.level or one.is_bold or heading_level(_said(one.text)))
        found[at] = found[at] or (is_head and found[at + 1])
    return [one for one, is_one in zip(blocks, found, strict=True) if not is_one] if sum(found) > 1 else list(blocks)


def is_of_contents(text: str) -> bool:
    """Whether a line leads to the number of a page, and is no label with its value."""
    return labelled_by_tab(text) == text and (is_contents(text) or bool(_BY_TAB.fullmatch(text)))


def without_banners(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, tables of one cell that say « Axe 1 : … » or « Action 1 : … » told as lines in bold; so is « AXE 1 |
    Bouger »."""
    return [line for one in blocks for line in (_banner_lines(one) if isinstance(one, Table) else [one])]


def _banner_lines(table: Table) -> list[Paragraph | Table]:
    rows = [[_said(cell) for cell in row if cell.strip()] for row in table.rows]
    rows = [row for row in rows if row]
    if len(rows) == 1 and len(rows[0]) == 2 and not heading_level(rows[0][0]) and heading_level(f"{rows[0][0]} – x"):
        rows = [[" – ".join(rows[0])]]
    said = [row[0] for row in rows if len(row) == 1]
    are_names = all(heading_level(one) or _begins_action(one) for one in said)
    if not said or len(said) < len(rows) or len(said) > _MOST_OF_BANNER or not are_names:
        return [table]
    return [Paragraph(Place(table=table.number, row=at), one, 0, True) for at, one in enumerate(said, 1)]


def lists_headed(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, items « Objectif 1.1 : … » above deeper ones told as headings."""
    found = list(blocks)
    # The level of the heading above, and the depth of the last item that is one.
    above = depth = 0
    for at, one in enumerate(blocks):
        if not isinstance(one, Paragraph) or not one.text.strip():
            continue
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        level = heading_level(_said(one.text))
        if one.level or (one.is_bold and level):
            above, depth = one.level or level, 0
        elif level and one.item and isinstance(below, Paragraph) and below.item > one.item:
            found[at] = replace(one, level=above + 1 if above and level > 1 else level, item=0)
            depth = one.item
        elif one.item > depth:
            found[at] = replace(one, item=one.item - depth)
        else:
            depth = 0
    return found


def lines_told(blocks: Sequence[Block], has_sizes: bool = False) -> list[Block]:
    """The blocks, paragraphs and items that say « Action 1 : … » told as lines in bold, where no heading does and none
    says it twice; `has_sizes`: the size of type will tell what is a heading (see `named_over_actions`)."""
    own = [one for one in blocks if isinstance(one, Paragraph | Table)]
    labels = {
        at: label
        for at, one in enumerate(blocks)
        if isinstance(one, Paragraph) and len(one.text) <= _LONGEST_TITLE
        for label in [parted(_said(one.text))[0]]
        if ACTION_LABEL.match(label)
    }
    found = list(blocks)
    if len(labels) >= _FEWEST_TOLD and len(set(labels.values())) == len(labels) and not _say_actions(own):
        for at in reversed(labels):
            found[at : at + 1] = _title_and_rest(found[at])
    return _headed_by_place(found if has_sizes else named_over_actions(found))


def _title_and_rest(one: Block) -> list[Block]:
    """A paragraph that begins with an action as its title in bold, and what follows where its first words alone are in
    bold: « **Action 1 : Ouvrir une halle.** Elle aura… »."""
    title = replace(one, is_bold=True, item=0, lead="")  # type: ignore[type-var]
    if not isinstance(one, Paragraph) or one.is_bold or not is_title(parted(_said(one.lead))[1]):
        return [title]
    rest = one.text.strip().removeprefix(one.lead.strip()).lstrip(" .:–—-")
    begun = replace(title, text=one.lead.strip().rstrip(" .:–—-"))  # type: ignore[type-var]
    return [begun, replace(one, text=rest, lead="")] if rest else [title]


def _headed_by_place(blocks: list[Block]) -> list[Block]:
    """The blocks, short lines in bold, or below an empty one, that stand right above actions told as headings."""
    said = [
        (_said(one.text) if one.level or one.is_bold or not begins_action(_said(one.text)) else "–")
        if isinstance(one, Paragraph) else "–"
        for one in blocks
    ]  # fmt: skip

    def is_apart(at: int) -> bool:
        one = blocks[at]
        if not isinstance(one, Paragraph) or one.level or one.item:
            return False
        return one.is_bold or not at or not said[at - 1]

    for at in over_actions(said, is_apart):
        blocks[at] = replace(blocks[at], level=LEVEL_BY_PLACE, is_by_place=True)  # type: ignore[type-var]
    if not any(isinstance(one, Paragraph) and _is_heading(one) for one in blocks):
        for at in over_actions(said, lambda at: _is_line(blocks[at])):
            blocks[at] = replace(blocks[at], may_head=True)  # type: ignore[type-var]
    return blocks


def named_over_actions(blocks: Sequence[Block], begun: tuple[type, ...] = ()) -> list[Block]:
    """The blocks, paragraphs in the type of the text that say « Axe 2 : … » right above an action (a heading, or one of
    the types `begun`) told as headings: taken into the action before them, they would be lost."""
    found = list(blocks)
    is_above = False
    for at in range(len(blocks) - 1, -1, -1):
        one = blocks[at]
        if not isinstance(one, Paragraph):
            is_above = isinstance(one, begun)
            continue
        said = _said(one.text)
        is_named = bool(heading_level(said)) and len(said) <= _LONGEST_TITLE and not _NO_NAME.search(said)
        if one.level or one.is_bold:
            is_above = _begins_action(said) or (is_above and is_named)
        elif is_above and is_named and not one.item:
            found[at] = replace(one, level=LEVEL_BY_PLACE, is_by_place=True)
        elif said:
            is_above = False
    return found


def _is_heading(one: Paragraph) -> bool:
    said = _said(one.text)
    return bool(one.level or (one.is_bold and heading_level(said))) and not begins_action(said)


def _is_line(one: object) -> bool:
    return isinstance(one, Paragraph) and not one.level and not one.item


def level_of_actions(blocks: Sequence[Paragraph | Table]) -> int:
    """The level of headings that are actions, where none says that it is one: the deepest whose headings have words of
    their own, unlike the parts of a form, if it does not say « Objectif 1.2 »."""
    paragraphs = [one for one in blocks if isinstance(one, Paragraph) and one.text.strip()]
    if _say_actions(blocks) or _announce_items(blocks):
        return 0
    levels = sorted({one.level for one in paragraphs if one.level})
    if len(levels) < 2:
        return levels[0] if levels and _are_forms(blocks) else 0
    for level in reversed(levels[1:]):
        own = [_said(one.text) for one in paragraphs if one.level == level]
        parts = sum(bool(field_of(one)) for one in own)
        words = {one.casefold() for one in own}
        if len(words) < max(2, _OWN * len(own)) or parts > len(own) / 2:
            continue
        return 0 if sum(map(bool, map(heading_level, own))) > len(own) / 2 else level
    return 0


def _are_forms(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether the headings of a document are numbered, and a form of labels and values stands below most of them."""
    heads: list[tuple[str, int]] = []
    for one in blocks:
        if isinstance(one, Paragraph) and one.level and one.text.strip():
            heads.append((_said(one.text), 0))
        elif isinstance(one, Table) and heads:
            known = {field_of(row[0]) for row in one.rows if len(row) > 1} - {""}
            heads[-1] = heads[-1][0], max(heads[-1][1], len(known))
    are_numbered = all(parted(said)[0] or NUMBER.fullmatch(said) for said, _ in heads)
    return len(heads) > 1 and are_numbered and sum(known > 1 for _, known in heads) >= _OWN * len(heads)


def _say_actions(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether a heading, or a table that is a fiche, says that it is an action."""
    return any(
        holds_fiche(one.rows) or holds_cards(one.rows)
        if isinstance(one, Table)
        else bool((one.level or one.is_bold) and _begins_action(_said(one.text)))
        for one in blocks
    )


def _begins_action(said: str) -> bool:
    return bool(ACTION_LABEL.match(parted(said)[0]) or label_alone(said))


def items_are_actions(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether actions are the items of lists below headings, no heading being one."""
    has_items = any(isinstance(one, Paragraph) and one.item for one in blocks)
    if _announce_items(blocks):
        return True
    return has_items and not (_say_actions(blocks) or level_of_actions(blocks) or are_numbered(blocks))


def _announce_items(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether most lists stand below a line that says « Actions prévues : », no heading or table being an action."""
    shown = [one for one in blocks if not isinstance(one, Paragraph) or one.text.strip()]
    lists = [
        before
        for before, one in pairwise(shown)
        if isinstance(one, Paragraph) and one.item and not (isinstance(before, Paragraph) and before.item)
    ]
    said = [_said(one.text) for one in lists if isinstance(one, Paragraph) and not one.level]
    announced = sum(one.endswith(":") and field_of(one) == "title" for one in said)
    return announced > 1 and announced > len(lists) / 2 and not _say_actions(blocks)


def tables_are_actions(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether actions are tables of fields below a first row that names them, nothing else saying what they are."""
    titled = [named for one in blocks if isinstance(one, Table) for named in [titled_by(one.rows)] if named]
    # « A.1.1 – Réhabiliter », below headings « A.1 » of which none is an action.
    are_deeper = len(titled) > 1 and all(_DEEP.match(f"{label} {title}".strip()) for label, title in titled)
    is_told = _say_actions(blocks) or (level_of_actions(blocks) and not are_deeper) or are_numbered(blocks)
    return bool(titled) and not is_told


def leads_are_actions(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether actions are paragraphs that begin with words in bold of their own, nothing else saying what they are."""
    leads = [one.lead for one in blocks if isinstance(one, Paragraph) and is_title(one.lead)]
    # « 3.1.1. Constituer une réserve. », below headings that have numbers too.
    have_numbers = all(parted(_said(lead))[0].count(".") > 1 for lead in leads)
    is_told = _say_actions(blocks) or (level_of_actions(blocks) and not have_numbers) or are_numbered(blocks)
    return not is_told and len(leads) >= _FEWEST_NUMBERED and len(set(leads)) == len(leads)


def is_title(lead: str) -> bool:
    """Whether words in bold before others may name an action: several, no label of a field."""
    said = parted(lead.strip())[1]
    is_long = len(said.split()) > 1 and sum(map(str.isalpha, said)) >= _FEWEST_LETTERS
    return is_long and said[0].isupper() and not field_of(said.rstrip(" :")) and not heading_level(said)


def parts_of_forms(blocks: Iterable[object]) -> frozenset[str]:
    """The lines in bold that stand in the document more than once, and short questions that come often, in small
    letters: parts of each fiche."""
    told = [(one.is_bold or one.level, _said(one.text)) for one in blocks if isinstance(one, Paragraph)]
    bold = Counter(text.casefold() for stands_out, text in told if stands_out)
    asked = Counter(text.casefold() for _, text in told if text.endswith("?") and len(text) <= _LONGEST_QUESTION)
    often = {text for text, times in asked.items() if times >= _FEWEST_NUMBERED}
    return frozenset({text for text, times in bold.items() if times > 1} | often)


def are_numbered(blocks: Sequence[Paragraph | Table], may_restart: bool = False) -> bool:
    """Whether actions are lines in bold with a number alone, none saying that it is one; `may_restart`: below each
    heading, where all have words of their own."""
    stand_out = [one for one in blocks if isinstance(one, Paragraph) and (one.is_bold or one.level)]
    # « 2. État d’avancement des actions », over « Axe 1 : … », is a chapter.
    axes = max((one.level for one in stand_out if heading_level(_said(one.text))), default=0)
    bold = [_said(one.text) for one in stand_out if not 0 < one.level < axes]
    if any(ACTION_LABEL.match(parted(one)[0]) for one in bold):
        return False
    numbers = [int(match[1]) for one in bold for match in [NUMBER.fullmatch(one)] if match]
    titles = {match[2].casefold() for one in bold for match in [NUMBER.fullmatch(one)] if match}
    restarts = may_restart and len(titles) == len(numbers)
    rising = sum(after == before + 1 or (restarts and after == 1) for before, after in pairwise(numbers))
    return len(numbers) >= _FEWEST_NUMBERED and rising >= 0.8 * (len(numbers) - 1)


def are_numbered_in_bold(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether actions are lines in bold with a number alone below headings without one, each over a field of its own,
    which a description may stand above: « 1) Restaurer les lavoirs », « Pilotage : … »."""
    told = [one for one in blocks if isinstance(one, Table) or one.text.strip()]
    bold = [at for at, one in enumerate(told) if isinstance(one, Paragraph) and one.is_bold and not one.level]
    numbered = [at for at in bold if NUMBER.fullmatch(_said(told[at].text))]  # type: ignore[union-attr]
    headings = [one for one in told if isinstance(one, Paragraph) and one.level]
    ends = [*numbered[1:], len(told)]
    below = [told[at + 1 : min(end, at + 1 + _MOST_BEFORE)] for at, end in zip(numbered, ends, strict=False)]
    have_fields = [any(isinstance(one, Paragraph) and known_in(one.text.strip()) for one in own) for own in below]
    return (
        are_numbered([told[at] for at in numbered], may_restart=True)
        and sum(have_fields) >= _OWN * len(numbered)
        and not any(NUMBER.fullmatch(_said(one.text)) or one.number for one in headings)
    )
