"""The numbers that Word prints before paragraphs and does not write in them: « 1.2. », « Action 3 – », by their lists
or by their styles."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_ACTION = re.compile(r"\s*(?:fiche[\s-]*)?action\b", re.I)
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
# No plan counts further, nor has more words around its numbers.
_MOST, _LONGEST = 3_999, 100


@dataclass(frozen=True)
class _Level:
    """How a level of a list counts: from which number, in which signs, and the words around its numbers; behind which
    level, from 1, it begins anew (0 for none), and whether it prints all numbers in figures."""

    start: int
    signs: str
    words: str
    restart: int = _LEVELS
    is_legal: bool = False


class Numbers:
    """Paragraphs in their order, each counted once."""

    def __init__(self, document: Document) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        # Of styles: the list and the level that they or those that they are made from say.
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)
        self._begun: set[str] = set()
        numbering = _numbering(document)
        if numbering is None:
            return
        by_style: dict[str, int] = {}
        for one in numbering.findall(f"{_W}abstractNum"):
            levels = {_number(level, f"{_W}ilvl"): _level(level) for level in one.findall(f"{_W}lvl")}
            self._abstract[one.get(f"{_W}abstractNumId", "")] = levels
            for level in one.findall(f"{_W}lvl"):
                style = level.find(f"{_W}pStyle")
                if style is not None:
                    by_style[style.get(f"{_W}val", "")] = _number(level, f"{_W}ilvl")
        for one in numbering.findall(f"{_W}num"):
            of = one.find(f"{_W}abstractNumId")
            starts = {
                _number(over, f"{_W}ilvl"): _number(start, f"{_W}val")
                for over in one.findall(f"{_W}lvlOverride")
                for start in over.findall(f"{_W}startOverride")
            }
            if of is not None:
                self._lists[one.get(f"{_W}numId", "")] = of.get(f"{_W}val", ""), starts
        for style in document.styles:
            told = _told(style.element)
            if told:
                self._styles[style.style_id] = told[0], by_style.get(style.style_id, told[1] or 0)

    def of(self, paragraph: Any) -> str:
        """What is printed before a paragraph: its number, with the words around it; nothing before others."""
        found = self._place(paragraph)
        return self._counted(*found) if found else ""

    def level_of(self, paragraph: Any) -> int:
        """The level of a heading, from 1, where a paragraph stands above others of its list that its numbers call
        actions: « Axe %1 », « %1.%2 », above « Action %3 »; 0 for others."""
        number, level = self._place(paragraph) or ("", 0)
        of = self._abstract.get(self._lists[number][0], {}) if number else {}
        actions = [at for at, one in of.items() if _ACTION.match(one.words)]
        is_above = bool(actions) and level < min(actions) and level in of and of[level].signs not in ("bullet", "none")
        return level + 1 if is_above else 0

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list of a paragraph and its level in it, from 0; None where it is of none."""
        told = _told(paragraph)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        by_style = self._styles.get(style.get(f"{_W}val", "")) if style is not None else None
        if told is None and by_style is None:
            return None
        number, level = by_style or ("", 0)
        if told is not None:
            number, level = told[0] or number, level if told[1] is None else told[1]
        return (number, level) if number in self._lists and 0 <= level < _LEVELS else None

    def _counted(self, number: str, level: int) -> str:
        of, starts = self._lists[number]
        levels, counts = self._abstract.get(of, {}), self._counts[of]
        if number not in self._begun:
            self._begun.add(number)
            for at, start in starts.items():
                if 0 <= at < _LEVELS:
                    counts[at] = start - 1
        own = levels.get(level)
        if own is None or own.signs == "bullet":
            return ""
        counts[level] = counts[level] + 1 if counts[level] else own.start
        for at in range(level + 1, _LEVELS):
            if level < (levels[at].restart if at in levels else _LEVELS):
                counts[at] = 0
        said = own.words
        for at in range(level + 1):
            there = levels.get(at)
            figures = None if own.is_legal else there
            said = said.replace(f"%{at + 1}", _signs(counts[at] or (there.start if there else 1), figures))
        return said.strip() if any(map(str.isalnum, said)) else ""


def _numbering(document: Document) -> Any:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/numbering"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                return etree.fromstring(relation.target_part.blob, parser)
            except etree.XMLSyntaxError:
                # Damaged numbers keep nobody from the plan.
                return None
    return None


def _told(element: Any) -> tuple[str, int | None] | None:
    """The list that a paragraph or a style says, and its level in it, where it says one."""
    own = element.find(f"{_W}pPr/{_W}numPr")
    if own is None:
        return None
    number, level = own.find(f"{_W}numId"), own.find(f"{_W}ilvl")
    said = number.get(f"{_W}val", "") if number is not None else ""
    return said, _number(level, f"{_W}val") if level is not None else None


def _level(level: Any) -> _Level:
    names = ("start", "numFmt", "lvlText", "lvlRestart")
    start, signs, words, restart = (level.find(f"{_W}{name}") for name in names)
    return _Level(
        _number(start, f"{_W}val") if start is not None else 1,
        signs.get(f"{_W}val", "decimal") if signs is not None else "decimal",
        words.get(f"{_W}val", "")[:_LONGEST] if words is not None else "",
        _number(restart, f"{_W}val") if restart is not None else _LEVELS,
        level.find(f"{_W}isLgl") is not None,
    )


def _number(element: Any, name: str) -> int:
    said = element.get(name, "")
    return int(said) if said.isdecimal() and len(said) < len(str(_MOST)) + 1 else 0


def _signs(number: int, level: _Level | None) -> str:
    kind = level.signs if level else "decimal"
    if kind.endswith("Letter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind.startswith("upper") else letter.lower()
    if kind.endswith("Roman"):
        said, rest = "", min(number, _MOST)
        for value, sign in _ROMAN:
            said, rest = said + sign * (rest // value), rest % value
        return said if kind.startswith("upper") else said.lower()
    return f"{number:02d}" if kind == "decimalZero" else str(number)
