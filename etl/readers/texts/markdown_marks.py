"""The marks of Markdown, and what is left of a line without them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.readers.fields.columns import LEVELS, field_of
from etl.readers.lines.over_actions import begins_action, over_actions
from etl.readers.lines.unit_words import UnitWord
from etl.readers.text import LONGEST_LINE

RULE = re.compile(r":?-+:?|")

# What a heading or a line in bold begins with.
_MARKED = re.compile(r"\s*(?:#{1,6}\s+)?(?:\*\*|__)?")
# What other programs write: « 2025\\-2029 », « {#axe-1} », « [**Axe 1	2**](#axe-1) ». A sign that would mark something
# at the beginning of a line keeps its escape.
_ESCAPED = re.compile(r"(?P<before>^\s*\d*)?\\(?P<sign>[-.+#!()>~=&])")
_ANCHOR = re.compile(r"\s*\{#[^{}]*\}\s*$")
# Tags of HTML that say nothing, and the line that what is folded away shows.
_TAG = re.compile(r"</?(?:details|div|span|center|font|section|article|p|u|b|strong|em|i)(?:\s[^<>]*)?>", re.I)
_SUMMARY = re.compile(r"<summary(?:\s[^<>]*)?>\s*(?P<said>[^<>]*?)\s*</summary>", re.I)
_BOLD_LINE = re.compile(r"(\*\*|__)(?P<said>[^*_:]{3,120})\1\s*:?")
# A remark is no heading.
_SLANTED = re.compile(r"([*_])(?!\1)[^*_]+\1")
_LISTED = re.compile(r"[-*+] +\S|\d{1,3}[.)] +\S")
_CONTENTS = re.compile(r"\s*\[[^\]]*\]\(#[^)]*\)\s*")


def plain_marks(line: str) -> str:
    """A line as it is read: without the escapes of signs that mark nothing where they stand, the tags of HTML, and the
    name that a heading is linked by; nothing where it is a link of a list of contents."""
    if len(line) > LONGEST_LINE:
        return line
    if _CONTENTS.fullmatch(line):
        return ""
    if "<" in line:
        line = _SUMMARY.sub(r"**\g<said>**", _TAG.sub("", line))
    return _ANCHOR.sub("", _ESCAPED.sub(lambda one: one[0] if one["before"] is not None else one["sign"], line))


def marked(line: str, word: UnitWord) -> str:
    """A line that begins an action by the word that its document has for it, told as such; marks before it stay."""
    match = _MARKED.match(line) if word.word and len(line) <= LONGEST_LINE else None
    if match is None:
        return line
    before, told = match[0], line[match.end() :]
    return before + word.marked(told) if word.says(without_marks(told)) else line


def without_marks(text: str) -> str:
    """The words of a line, without the marks of bold, slanted and linked ones."""
    linked = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`)", "", linked).strip()


def headings_over(lines: Sequence[str]) -> list[int]:
    """The lines, from 0, that stand right above actions as headings without a mark, or in bold."""
    bare = []
    for line in lines:
        said = without_mark(line)
        is_marked = line.lstrip().startswith(("#", ">", "|")) or bool(_SLANTED.fullmatch(line.strip()))
        bare.append(line if is_marked and not begins_action(said) else said)
    return over_actions(bare, lambda at: not at or not lines[at - 1].strip()) or _bold_over_lists(lines)


def _bold_over_lists(lines: Sequence[str]) -> list[int]:
    """The lines, from 0, that are in bold as a whole right above a list, where several are and none has the mark of a
    heading but the title."""
    told = [at for at, line in enumerate(lines) if line.strip() and len(line) <= LONGEST_LINE]
    found = [
        at
        for at, below in pairwise(told)
        if (match := _BOLD_LINE.fullmatch(lines[at].strip()))
        and _LISTED.match(lines[below])
        and not lines[at][:1].isspace()
        and field_of(match["said"].rstrip(" :")) in ("", *LEVELS)
    ]
    are_headed = sum(line.startswith("#") for line in lines) > 1
    return found if len(found) > 1 and not are_headed else []


def without_mark(line: str) -> str:
    """The words of a line, without the mark of a heading before them either."""
    return without_marks(_MARKED.sub("", line, count=1)) if len(line) <= LONGEST_LINE else ""


def rows_without_bars(lines: Sequence[str]) -> set[int]:
    """The lines, from 1, of tables whose rows have bars between their cells alone: those around a rule."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        # Rows of a table that was found already are looked at once.
        is_new = at + 1 not in found and len(line) <= LONGEST_LINE
        cells = [cell.strip() for cell in line.split("|")] if is_new else []
        if at and len(cells) > 1 and all(map(RULE.fullmatch, cells)) and "|" in lines[at - 1]:
            end = next((to for to in range(at, len(lines)) if "|" not in lines[to]), len(lines))
            found |= set(range(at, end + 1))
    return found
