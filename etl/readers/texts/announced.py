"""Lines whose parts a text announces once: « pour chaque ligne : quoi / qui / pour quand », then « - Ouvrir une halle /
Ville / 2026 »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.readers.fields.columns import NO_FIELDS, field_of
from etl.readers.text import LONGEST_LINE, one_line

# Between the parts of a line; names of parts are short, and few enough to be kept in mind.
_BETWEEN = re.compile(r"\s+[/|;]\s+")
_WITHIN = re.compile(r"[(:]\s*([^():]+?)\s*(?:\)|:?\s*$)")
_LONGEST_NAME, _FEWEST = 40, 3
_BULLET = re.compile(r"\s*(?:[•‣▪▫●○◦➢➤►▸*–—-]|\d{1,3}[.)])\s+\S")


def announced(lines: Sequence[str]) -> list[str]:
    """The lines, each item of so many parts with their names before these: « - Ouvrir une halle (qui : Ville ;
    pour quand : 2026) »; as they are where none announces such parts. As many lines, a part that goes on joined."""
    told = (_names(line) for line in lines if len(line) < LONGEST_LINE)
    names = next(filter(None, told), ())
    if not names:
        return list(lines)
    found = list(lines)
    for at, line in enumerate(lines):
        if not _BULLET.match(line) or len(line) >= LONGEST_LINE:
            continue
        below = at + 1
        while (
            below < len(lines)
            and lines[below][:1].isspace()
            and lines[below].strip()
            and not _BULLET.match(lines[below])
        ):
            line, found[below] = f"{line.rstrip()} {lines[below].strip()}", ""
            below += 1
        title, *values = _BETWEEN.split(line.rstrip())
        if len(values) == len(names) - 1:
            said = (f"{name} : {value}" for name, value in zip(names[1:], values, strict=True) if value)
            line = f"{title} ({' ; '.join(said)})"
        found[at] = line
    return found


def _names(line: str) -> tuple[str, ...]:
    """The names of the parts that a line announces, that of the action first; none where it announces none."""
    for match in _WITHIN.finditer(one_line(line)):
        names = tuple(one.strip() for one in re.split(r"\s*[/|;]\s*", match[1]))
        fields = [field_of(one) if len(one) <= _LONGEST_NAME else "" for one in names]
        if len(names) >= _FEWEST and fields[0] == "title" and all(one not in ("", *NO_FIELDS) for one in fields[1:]):
            return names
    return ()
