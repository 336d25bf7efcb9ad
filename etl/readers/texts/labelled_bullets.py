"""Actions that say so behind the sign of a list: « * Action 1 : Ouvrir une halle »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.text import LONGEST_LINE, one_line

_LISTED = re.compile(r"(?P<inset>\s*)[•‣▪▫·●○◦➢➤→►▸✓❖*+–—-]\s+(?P<said>\S.*)")
_FEWEST = 2


def without_signs(lines: Sequence[str]) -> tuple[list[str], bool]:
    """The lines, those of actions that say so without their signs, as far from the left; and whether there are any:
    then no other sign tells actions."""
    told: dict[int, str] = {}
    for at, line in enumerate(lines):
        match = _LISTED.fullmatch(line) if len(line) <= LONGEST_LINE else None
        label = parted(one_line(match["said"]))[0] if match else ""
        if match and ACTION_LABEL.fullmatch(label) and any(sign.isdigit() for sign in label):
            told[at] = " " * match.start("said") + match["said"]
    labels = {parted(one_line(said))[0] for said in told.values()}
    if len(labels) < _FEWEST:
        return list(lines), False
    return [told.get(at, line) for at, line in enumerate(lines)], True
