"""What the cell of a title says: one action with its description or parts, or as many as it lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.readers.lines.titles import title_of
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import APART, Cell, as_text

_ITEM = re.compile(r"\s*(?:(?P<sign>[•‣▪▫·●○◦➢➤→►▸✓❖*–—-])|(?P<number>\d{1,2})[.)])[\s\u00a0]+(?P<text>\S.*)")
# What describes an action below its title, in one cell: whole sentences.
_SENTENCES = re.compile(r"[A-ZÀ-Ý«].*[.!?…]", re.S)

# A line that is a title of its own: several words, from a capital on, that no small word or comma leaves open.
_LINE = re.compile(r"[A-ZÀ-ÝŒ]\S*(?:\s+\S+)+(?<![.,;:!?…])")


@dataclass(frozen=True)
class Titles:
    """What the cell of the title says: the titles of one action or of several with their numbers, and the description
    or the parts below a single one."""

    titles: tuple[tuple[str, str], ...]
    text: str = ""
    parts: tuple[str, ...] = ()
    # Whether nothing but the breaks between lines parts several.
    are_lines: bool = False

    @property
    def are_several(self) -> bool:
        return len(self.titles) > 1


def titles_of(cell: Cell, are_plural: bool = False) -> Titles:
    """The actions of a cell: one, or as many as it has bullets; below « Actions » (`are_plural`), as many as it has
    lines that begin as titles do and end as no sentence does."""
    whole = cell if isinstance(cell, str) else as_text(cell)
    named, apart, described = whole.partition(APART)
    if apart and not _ITEM.match(named):
        # Its title stands out.
        return Titles((("", one_line(named)),), "\n".join(map(one_line, described.strip().split("\n"))))
    lines = [line for line in whole.replace("\r\n", "\n").split("\n") if line.strip()]
    items = [_ITEM.fullmatch(line) for line in lines]
    if not lines:
        return Titles((("", ""),))
    bullets = sum(bool(item) for item in items)
    if bullets > 1 and items[0]:
        titles: list[tuple[str, str]] = []
        for line, item in zip(lines, items, strict=True):
            if item:
                titles.append((item["number"] or "", one_line(item["text"])))
            else:
                number, title = titles[-1]
                titles[-1] = number, f"{title} {one_line(line)}"
        # « Ouvrir le dimanche (médiathèque, 2025) »
        return Titles(tuple((number, title_of(title)) for number, title in titles))
    if bullets and not items[0] and all(items[1:]):
        return Titles((("", one_line(lines[0])),), parts=tuple(one_line(item["text"]) for item in items[1:] if item))
    head, rest = one_line(lines[0]), "\n".join(map(one_line, lines[1:]))
    if rest and head[-1].isalnum() and _SENTENCES.fullmatch(rest):
        return Titles((("", head),), rest)
    is_listed = len(lines) > 1 and all(_LINE.fullmatch(line.strip()) for line in lines)
    if are_plural and is_listed and not bullets:
        return Titles(tuple(("", one_line(line)) for line in lines), are_lines=True)
    only = items[0]
    if only and len(lines) == 1:
        return Titles(((only["number"] or "", one_line(only["text"])),))
    return Titles((("", one_line(whole)),))


def share_of(value: object, at: int, count: int) -> object:
    """What a cell beside several actions says of the one numbered `at`, from 0: its item, where it lists as many as
    there are actions; else all of it."""
    lines = [line for line in value.split("\n") if line.strip()] if isinstance(value, str) else []
    items = [match["text"] for match in map(_ITEM.fullmatch, lines) if match]
    return one_line(items[at]) if len(items) == len(lines) == count > 1 else value
