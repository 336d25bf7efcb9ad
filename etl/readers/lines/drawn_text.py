"""Texts that draw what a document would show: lines underlined with signs, and tables whose rules are signs too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.text import LONGEST_LINE, one_line

_UNDERLINE = re.compile(r"\s*(?P<sign>[=\-–—_~*])(?:\s?(?P=sign)){3,}\s*")
_RULE = re.compile(r"\s*[+|][-=+|\s]{3,}[+|]\s*")
_FEWEST_RULES, _LONGEST_HEADING = 3, 200


def underlined(lines: Sequence[str]) -> tuple[list[str], dict[int, int]]:
    """The lines, those that only underline another blank; and the underlined ones, by their number, with their levels:
    as they say, else by their signs in the order of the text. What says « Action 1 : … » is no heading."""
    found, levels = list(lines), dict[int, int]()
    signs: dict[str, int] = {}
    for at in range(1, len(lines)):
        match = _UNDERLINE.fullmatch(lines[at]) if len(lines[at]) < LONGEST_LINE else None
        said = one_line(lines[at - 1]) if match and len(lines[at - 1]) < LONGEST_LINE else ""
        is_above = at < 2 or not lines[at - 2].strip()
        if not match or not is_above or len(said) > _LONGEST_HEADING or not any(map(str.isalpha, said)):
            continue
        found[at] = ""
        if not ACTION_LABEL.match(parted(said)[0]):
            level = signs.setdefault(match["sign"], len(signs) + 1)
            levels[at] = heading_level(said) or level
    return found, levels


def undrawn(text: str) -> str:
    """The text, each row of a table between rules of signs on its first line, its other lines blank; as it is where it
    has none."""
    lines = text.splitlines()
    rules = [at for at, line in enumerate(lines) if len(line) < LONGEST_LINE and _RULE.fullmatch(line)]
    if len(rules) < _FEWEST_RULES:
        return text
    for above, below in pairwise(rules):
        rows = [lines[at].strip().strip("|").split("|") for at in range(above + 1, below)]
        if rows and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1:
            cells = (one_line(" ".join(parts)) for parts in zip(*rows, strict=True))
            lines[above + 1 : below] = [f"| {' | '.join(cells)} |", *[""] * (below - above - 2)]
    return "\n".join("" if at in rules else line for at, line in enumerate(lines))
