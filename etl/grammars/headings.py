"""Headings of an outline: patterns from the sidecar, one level each, and the place of each heading in the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.errors import SourceError
from etl.grammars.settings import pattern
from etl.models import Cut, Document, Heading
from etl.text import plain


@dataclass(frozen=True)
class HeadingRule:
    """A line that matches `pattern` (and, where set, is followed by the line `followed_by`) is a heading."""

    level: int
    pattern: re.Pattern[str]
    followed_by: str | None


def heading_rules(document: Document) -> list[HeadingRule]:
    """The sidecar's `[[grammar.headings]]`: `level`, `pattern` (groups `number`, `label`), `followed_by`."""
    return [
        HeadingRule(rule["level"], pattern(document, "headings", rule["pattern"]), rule.get("followed_by"))
        for rule in document.settings.get("headings", [])  # type: ignore[attr-defined]
    ]


class Outline:
    """Places headings under one another while a grammar walks down the document."""

    def __init__(self, document: Document, cut: Cut) -> None:
        self.document, self.cut = document, cut
        self.rules = heading_rules(document)
        looks = document.settings.get("looks_like_heading")
        self.looks_like_heading = pattern(document, "looks_like_heading", str(looks)) if looks else None
        self._open: dict[int, int] = {}

    @property
    def current(self) -> int | None:
        """The deepest open heading, as a place in `cut.headings`."""
        return self._open[max(self._open)] if self._open else None

    def at(self, level: int) -> int | None:
        """The open heading of this level, as a place in `cut.headings`."""
        return self._open.get(level)

    def read(self, line: int) -> Heading | None:
        """The heading on this line, placed in the tree, or None.

        Raises:
            SourceError: the line looks like a heading but fits no pattern, or its parent level is missing.
        """
        words = plain(self.document.lines[line - 1])
        for rule in self.rules:
            match = rule.pattern.match(words)
            if match and (rule.followed_by is None or self._next_words(line) == rule.followed_by):
                groups = match.groupdict()
                return self.place(rule.level, groups.get("number"), groups.get("label") or words, line)
        if self.looks_like_heading and self.looks_like_heading.match(self.document.lines[line - 1]):
            raise SourceError(
                self.document.text_path,
                f"« {words[:60]} » looks like a heading and fits no pattern",
                "add a [[grammar.headings]] pattern for it in source.toml",
                line,
            )
        return None

    def place(self, level: int, number: str | None, label: str, line: int) -> Heading:
        above = [open_level for open_level in self._open if open_level < level]
        if level > 1 and (not above or max(above) != level - 1):
            raise SourceError(
                self.document.text_path,
                f"« {label[:60]} » is a heading of level {level} and no heading of level {level - 1} stands above",
                "give the missing heading a pattern, or this one another level, in source.toml",
                line,
            )
        heading = Heading(level, number, label, line, self._open[max(above)] if above else None)
        self._open = {open_level: at for open_level, at in self._open.items() if open_level < level}
        self._open[level] = len(self.cut.headings)
        self.cut.headings.append(heading)
        return heading

    def _next_words(self, line: int) -> str:
        return next(filter(None, map(plain, self.document.lines[line:])), "")
