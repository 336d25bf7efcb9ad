"""How much room words take on a slide, whatever the font that the machine has in the place of ours.

A machine without our fonts takes another: the widest that is common is DejaVu Sans, that of a bare Linux, whose widths
stand here. Our own are narrower, and their lines stand further apart: what holds both holds those between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pptx.util import Inches


@dataclass(frozen=True)
class Area:
    """A rectangle of a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def emu(self) -> tuple[Inches, Inches, Inches, Inches]:
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Face:
    """How words are set: their width as a share of DejaVu Sans, and that of our font; the height of a line in each, as
    a share of the size."""

    width: float
    own_width: float
    line: float = 1.18
    own_line: float = 1.33


TEXT, BOLD = Face(1.0, 0.85), Face(1.14, 0.92)
# Titles stand in a serif.
TITLE = Face(1.0, 1.0, own_line=1.38)
# Width of each letter in DejaVu Sans, in hundredths of its size, rounded up; of those that are wider in ours, more.
_WIDTHS = {
    letter: hundredths / 100
    for hundredths, letters in {
        20: "\u202f\u2009",
        31: "'ijlìíîï",
        33: "IÌÍÎÏ",
        32: " ,.\xa0·‘’",
        34: "/:;\\|¦",
        36: "f",
        38: "-",
        40: "()[]t‹›",
        42: "!r¡²³¹",
        46: '"',
        50: "*_`§¨°´–†ªº",
        52: "“”",
        54: "?sz¿",
        56: "JLcç",
        58: "Fk",
        60: "vxyýÿ•",
        62: "PTYaeo«»ÝÞàáâãäåèéêëðòóôõöøŸ",
        64: "$0123456789ESbdghnpqu{}£µ¶ÈÉÊËßñùúûüþ€",
        66: "K",
        70: "ABCRVXZÀÁÂÃÄÅÇ",
        74: "UÙÚÛÜ",
        76: "HNÑ",
        78: "&DGÐ◆▲◇",
        80: "OQÒÓÔÕÖØ",
        82: "w",
        84: "#+<=>^~±×÷−↔≥≤→←",
        88: "M●◐○",
        90: "★",
        96: "%■",
        98: "m¼½¾Æ",
        100: "@W©®æ—…™",
        104: "œ",
        108: "Œ",
    }.items()
    for letter in letters
}
_UNKNOWN, _FULL = 0.72, 1.3
_BREAKS = re.compile(r"(?<= )(?=[^ ])|(?<=[^\W\d]-)(?=[^\W\d])")


def width(text: str, size: float, face: Face = TEXT) -> float:
    """How wide the text is on one line, in inches."""
    return _shares(text) * face.width * size / 72


@lru_cache(maxsize=20_000)
def _shares(text: str) -> float:
    return sum(_WIDTHS.get(letter) or _other(letter) for letter in text)


def _other(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return _FULL if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN


def lines(text: str, available: float, size: float, face: Face = TEXT) -> int:
    """How many lines the text takes in `available` inches; a word that is wider than a line breaks."""
    return _lines(text, available * 72 / (size * face.width))


@lru_cache(maxsize=20_000)
def _lines(text: str, available: float) -> int:
    available = max(available, _FULL)
    taken, used = 1, 0.0
    for part in _parts(text):
        # A space at the end of a line takes no room of it.
        word = part.rstrip(" ")
        wide = _shares(word)
        if used and used + wide > available:
            taken, used = taken + 1, 0.0
        for letter in word if wide > available else ():
            if used + _shares(letter) > available:
                taken, used = taken + 1, 0.0
            used += _shares(letter)
        used += _shares(part[len(word) :]) + (0.0 if wide > available else wide)
    return taken


def longest(texts: Iterable[str], size: float, face: Face = TEXT) -> float:
    """How wide the widest part of the texts is that no line may break, in inches."""
    return max((width(part.rstrip(" "), size, face) for text in texts for part in _parts(text)), default=0.0)


def _parts(text: str) -> list[str]:
    """What a line may end with: at plain spaces, which stay with what they follow, and at hyphens between letters.

    What stands between no-break spaces is not parted.
    """
    return _BREAKS.split(text)


def height(text: str, available: float, size: float, face: Face = TEXT) -> float:
    """How high the text stands in `available` inches, in the wide font or in ours: whichever is higher."""
    theirs = lines(text, available, size, face) * face.line
    ours = _lines(text, available * 72 / (size * face.own_width)) * face.own_line
    return max(theirs, ours) * size / 72


def fitting(text: str, area: Area, sizes: Sequence[float], face: Face = TEXT) -> float:
    """The first of the sizes at which the text fits in the area, or the last."""
    return next((size for size in sizes if height(text, area.width, size, face) <= area.height), sizes[-1])


def cut(text: str, area: Area, size: float, face: Face = TEXT, after: str = "") -> str:
    """The text, or as much of it as stands in the area before an ellipsis and `after`; whole words where there are."""
    if height(text + after, area.width, size, face) <= area.height:
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = height(f"{text[:middle]}…{after}", area.width, size, face) <= area.height
        low, high = (middle, high) if fits else (low, middle - 1)
    at = text.rfind(" ", low // 2, low + 1)
    return f"{text[: at if at > 0 else low].rstrip()}…"


def broken(text: str, available: float, size: float, face: Face = TEXT) -> str:
    """The text with the line breaks that it needs to stand in `available` inches."""
    shares = max(available * 72 / (size * face.width), 2 * _FULL)
    found = [""]
    for word in text.split(" "):
        while _shares(word) > shares:
            # As many letters as fill a line, on a line of their own.
            fits = sum(1 for wide in accumulate(map(_shares, word)) if wide <= shares)
            found[-1:] = [*([found[-1]] if found[-1] else []), word[:fits], ""]
            word = word[fits:]
        if found[-1] and _shares(found[-1]) + _WIDTHS[" "] + _shares(word) > shares:
            found.append("")
        found[-1] = f"{found[-1]} {word}" if found[-1] else word
    return "\n".join(line for line in found if line)
