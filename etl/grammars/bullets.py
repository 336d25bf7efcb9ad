"""Bulleted list and outline with objectives: each bulleted line is a unit, under the headings that stand above."""

from __future__ import annotations

import re

from etl.errors import SourceError
from etl.grammars.headings import Outline
from etl.grammars.numbering import numbering_faults
from etl.models import Cut, Document, Unit
from etl.text import plain, plain_lines

_BULLET = re.compile(r"^\s*-\s*(?=\S)")
# A unit of up to this many characters is its own title.
_LONGEST_TITLE = 160
# A first clause shorter than this says too little to stand as a title.
_SHORTEST_TITLE = 30
_CLAUSE_END = re.compile(r" ?: | \(|\. ")
# What names nothing by itself: a demonstrative, a finding, a noun whose name stands after the colon.
_AWAITS = re.compile(r"^(?:cet?|cette|ces|constat)\b|\b(?:dispositif|programme)$", re.IGNORECASE)


def title_of(text: str) -> str:
    """The first clause of a long unit, the whole of a short one; always the unit's own first words.

    Only a colon, a bracket or a full stop ends a clause: what stands before a comma may say the contrary of the whole.
    A colon ends none whose content it announces (« Cette force doit être décuplée : … »).
    """
    if len(text) <= _LONGEST_TITLE:
        return text
    for match in _CLAUSE_END.finditer(text, _SHORTEST_TITLE):
        clause = text[: match.start()]
        if ":" in match.group() and _AWAITS.search(clause):
            continue
        if clause.count("«") == clause.count("»") and clause.count("(") == clause.count(")"):
            return clause
    return text


def cut_bulleted_list(document: Document) -> Cut:
    """Units are the bullets under the heading `units_under`; prose elsewhere is let be."""
    return _cut(document, prose_allowed=True)


def cut_outline(document: Document) -> Cut:
    """Units are the bullets under headings of level `units_level`; every line must be placed; numbers are checked."""
    cut = _cut(document, prose_allowed=False)
    cut.faults += numbering_faults(cut)
    return cut


def _cut(document: Document, prose_allowed: bool) -> Cut:
    cut = Cut()
    outline = Outline(document, cut)
    under, level = document.settings.get("units_under"), document.settings.get("units_level")
    started: int | None = None

    def close(last: int) -> None:
        nonlocal started
        if started is not None:
            text = plain_lines(document.lines[started - 1 : last])
            if not text:
                raise SourceError(
                    document.text_path,
                    "a bullet of signs alone, without a word",
                    "a unit has words: leave these signs out of the text that is kept, and renew its hash",
                    started,
                )
            cut.units.append(Unit(outline.current, None, title_of(text), text, None, started, last))
            started = None

    for line, raw in enumerate(document.lines, 1):
        if not raw.strip():
            close(line - 1)
        elif _BULLET.match(raw):
            close(line - 1)
            heading = cut.headings[outline.current] if outline.current is not None else None
            if heading and (heading.label == under or heading.level == level):
                started = line
            elif not prose_allowed:
                raise SourceError(
                    document.text_path,
                    f"« {plain(raw)[:60]} » stands under no heading that has units",
                    f"units stand under headings of level {level}: check the heading above",
                    line,
                )
        elif started is None or (outline.looks_like_heading and outline.looks_like_heading.match(raw)):
            close(line - 1)
            if outline.read(line) is None and cut.headings and not prose_allowed:
                raise SourceError(
                    document.text_path,
                    f"« {plain(raw)[:60]} » is neither a heading nor a bullet",
                    "add a [[grammar.headings]] pattern for it in source.toml",
                    line,
                )
    close(len(document.lines))
    return cut
