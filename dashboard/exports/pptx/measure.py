"""How much room words take on a slide, whatever the font that the machine has in the place of ours.

A machine without our fonts takes a wider one; our own are narrower, and their lines stand further apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pptx.util import Inches

from dashboard.look import text_width
from dashboard.look.text_width import SERIF, STAND_IN, STAND_IN_BOLD, Face, shares


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
class Setting:
    """How words are set: the font that may stand in, ours, and the height of a line in each, as a share of the size."""

    theirs: Face
    ours: Face
    line: float = 1.18
    own_line: float = 1.33


# No line is broken to less than two letters, in sizes of letters.
_NARROWEST = 2.6
TEXT = Setting(STAND_IN, text_width.TEXT)
BOLD = Setting(STAND_IN_BOLD, text_width.BOLD)
# Titles stand in a serif.
TITLE = Setting(STAND_IN, SERIF, own_line=1.38)


def width(text: str, size: float, setting: Setting = TEXT) -> float:
    """How wide the text is on one line, in inches."""
    return text_width.width(text, size, setting.theirs) / 72


def lines(text: str, available: float, size: float, setting: Setting = TEXT) -> int:
    """How many lines the text takes in `available` inches; a word that is wider than a line breaks."""
    return text_width.lines(text, size, available * 72, setting.theirs)


def longest(texts: Iterable[str], size: float, setting: Setting = TEXT) -> float:
    """How wide the widest part of the texts is that no line may break, in inches."""
    return text_width.widest_word(texts, size, setting.theirs) / 72


def height(text: str, available: float, size: float, setting: Setting = TEXT) -> float:
    """How high the text stands in `available` inches, in the wide font or in ours: whichever is higher."""
    theirs = lines(text, available, size, setting) * setting.line
    ours = text_width.lines(text, size, available * 72, setting.ours) * setting.own_line
    return max(theirs, ours) * size / 72


def fitting(text: str, area: Area, sizes: Sequence[float], setting: Setting = TEXT) -> float:
    """The first of the sizes at which the text fits in the area, or the last."""
    return next((size for size in sizes if height(text, area.width, size, setting) <= area.height), sizes[-1])


def cut(text: str, area: Area, size: float, setting: Setting = TEXT, after: str = "") -> str:
    """The text, or as much of it as stands in the area before an ellipsis and `after`; whole words where there are."""
    if height(text + after, area.width, size, setting) <= area.height:
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = height(f"{text[:middle]}…{after}", area.width, size, setting) <= area.height
        low, high = (middle, high) if fits else (low, middle - 1)
    at = text.rfind(" ", low // 2, low + 1)
    return f"{text[: at if at > 0 else low].rstrip()}…"


def broken(text: str, available: float, size: float, setting: Setting = TEXT) -> str:
    """The text with the line breaks that it needs to stand in `available` inches."""
    most, space = max(available * 72 / size, _NARROWEST), shares(" ", setting.theirs)
    found = [""]
    for word in text.split(" "):
        while shares(word, setting.theirs) > most:
            # As many letters as fill a line, on a line of their own.
            fits = sum(1 for wide in accumulate(shares(one, setting.theirs) for one in word) if wide <= most)
            found[-1:] = [*([found[-1]] if found[-1] else []), word[:fits], ""]
            word = word[fits:]
        if found[-1] and shares(found[-1], setting.theirs) + space + shares(word, setting.theirs) > most:
            found.append("")
        found[-1] = f"{found[-1]} {word}" if found[-1] else word
    return "\n".join(line for line in found if line)
