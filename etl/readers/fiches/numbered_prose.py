"""Actions told in running text, as deliberations tell them: « 1. Ouvrir une halle. La commune… » below « Axe 1 : … »,
whose numbers run on from one heading to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from etl.readers.fiches.blocks import Paragraph
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.text import one_line

# « 1. Ouvrir une halle. La commune… »; the sentence that a number opens is the title, unless an abbreviation ends it.
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3})\s?[.)°]\s+(?P<title>[A-ZÀ-ÞŒ«].{8,200}?(?:\w{3}|[»”)]))\.\s+(?P<rest>[A-ZÀ-ÞŒ«].*)", re.S
)
_ALONE = re.compile(r"(?P<number>\d{1,3})\s?[.)°]\s+(?P<title>[A-ZÀ-ÞŒ«].{8,200}?)\s?\.?", re.S)
# « Action 1.2 — Ouvrir une halle. La commune… », and how many there are.
_RUN_IN = re.compile(
    r"(?P<title>(?:[Ff]iche[\s-]*)?[Aa]ction\s+(?:n\s*°\s*)?[A-Z]?\d[\w.]*\s*[—–:.-]\s*[A-ZÀ-ÞŒ«].{8,200}?(?:\w{3}|[»”)]))"
    r"\.\s+(?P<rest>[A-ZÀ-ÞŒ«].*)",
    re.S,
)
_FEWEST_RUN_IN = 2
# How many such there are, of how many headings, and how many of them go on behind their title.
_FEWEST, _FEWEST_HEADINGS, _MOST = 4, 2, 0.75
Block = TypeVar("Block")


@dataclass(frozen=True)
class _Told:
    at: int
    title: str
    rest: str


def titles_of_prose(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each such paragraph as a title that says its number and the text behind it, and what stands before
    the first of their headings as text; as they are where none tells its actions so."""
    told = _numbered(blocks)
    headings = [at for at, one in enumerate(blocks) if isinstance(one, Paragraph) and heading_level(_said(one))]
    above = [at for at in headings if told and at < told[-1].at]
    over = [at for at in above if any(at < one.at for one in told)]
    runs = {max((at for at in over if at < one.at), default=-1) for one in told}
    described = sum(bool(one.rest) for one in told)
    if (
        len(told) < _FEWEST
        or -1 in runs
        or len(runs) < _FEWEST_HEADINGS
        or described < _MOST * len(told)
        or any(isinstance(one, Paragraph) and ACTION_LABEL.match(_said(one)) for one in blocks)
    ):
        return list(blocks)
    places = {one.at: one for one in told}
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            made.append(block)
        elif at in places:
            number = 1 + told.index(places[at])
            title = replace(block, text=f"Action {number} – {places[at].title}", is_bold=True, level=0, item=0, lead="")
            rest = replace(block, text=places[at].rest, is_bold=False, level=0, item=0, lead="")
            made += [title, rest] if places[at].rest else [title]
        elif at in runs:
            made.append(replace(block, is_bold=True))
        else:
            made.append(block if at > min(runs) else replace(block, is_bold=False, level=0))
    return made


def titles_run_in(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each paragraph that begins with the label and the title of an action (« Action 1.2 — Ouvrir une
    halle. La commune… ») as these and the text behind them, where several do and no other says the same number."""
    labels = Counter(parted(_said(one))[0] for one in blocks if isinstance(one, Paragraph))
    found = {
        at: match
        for at, one in enumerate(blocks)
        if isinstance(one, Paragraph) and not (one.level or one.is_bold)
        for match in [_RUN_IN.fullmatch(_said(one))]
        if match and labels[parted(_said(one))[0]] == 1
    }
    if len(found) < _FEWEST_RUN_IN:
        return list(blocks)
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if at in found and isinstance(block, Paragraph):
            made.append(replace(block, text=found[at]["title"], is_bold=True, item=0, lead=""))
            made.append(replace(block, text=found[at]["rest"], item=0, lead=""))
        else:
            made.append(block)
    return made


def _numbered(blocks: Sequence[object]) -> list[_Told]:
    """The paragraphs that are numbered on from 1 in plain type; none where a number comes again."""
    told: list[_Told] = []
    for at, one in enumerate(blocks):
        if not isinstance(one, Paragraph) or one.level:
            continue
        said = _said(one)
        match = _NUMBERED.fullmatch(said) or _ALONE.fullmatch(said)
        if match and int(match["number"]) == len(told) + 1:
            told.append(_Told(at, match["title"], match.groupdict().get("rest") or ""))
        elif match and int(match["number"]) <= len(told):
            return []
    return told


def _said(one: Paragraph) -> str:
    return one_line(one.text)
