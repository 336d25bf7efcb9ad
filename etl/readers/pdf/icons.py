"""Signs that a designer draws before the labels of fields: « ◷ QUAND ? », « € COMBIEN ? »."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from etl.readers.fields.columns import field_of
from etl.readers.pdf.lines import Line

_SIGNED = re.compile(r"(?P<sign>\S{1,2})\s+(?P<label>[^\W\d].*)")
_LONGEST_LABEL = 40
# Pictures, arrows, marks of money; and what a private type has in the place of letters.
_DRAWN = ("So", "Sm", "Sc", "Co", "Cn")


def without_icons(lines: Sequence[Line]) -> list[Line]:
    """The lines, a sign before the label of a field left out; so before other labels in capitals that come again."""
    signed = (match["label"] for line in lines if (match := _signed(line)) and match["label"].isupper())
    again = {label for label, times in Counter(signed).items() if times > 1 and len(label) <= _LONGEST_LABEL}
    return [_without_icon(line, again) for line in lines]


def _signed(line: Line) -> re.Match[str] | None:
    match = _SIGNED.fullmatch(line.text.strip())
    return match if match and all(unicodedata.category(sign) in _DRAWN for sign in match["sign"]) else None


def _without_icon(line: Line, again: Collection[str]) -> Line:
    match = _signed(line)
    if not match or not (match["label"] in again or field_of(match["label"].rstrip(" :?"))):
        return line
    first, *others = line.pieces
    rest = first.text.lstrip().removeprefix(match["sign"]).lstrip()
    # The sign may be a piece of its own, in a type of pictures.
    return replace(line, pieces=(replace(first, text=rest), *others) if rest or not others else tuple(others))
