"""How wide words are, in our own fonts or in the widest that stands in for them, and in how many lines they stand.

Screens are sent our fonts, whose widths are read from their files: they are laid out on the server and are the same at
any size. Office may have none of them: the widest that it then takes is DejaVu Sans, that of a bare Linux, whose widths
stand here. What holds with both holds with those between them.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from dashboard.look.formats import typeset

# Our own fonts: what is measured here is what the room is sent, whatever a library brings.
FONTS = Path(__file__).parent / "fonts"
# Font's name in the style sheet -> its file, and what is fixed of it beside the weight.
FILES: dict[str, tuple[str, dict[str, float]]] = {
    "sans": ("SourceSans-Upright.woff2", {}),
    "serif": ("SourceSerif-Roman.woff2", {"opsz": 36.0}),
}
_STAND_IN = "stand-in"


@dataclass(frozen=True)
class Face:
    """How words are set: a font of ours at a weight, or the one that stands in; letters count `times` their width."""

    font: str
    weight: int = 400
    # Browsers round and kern: a line is counted full a little before it is.
    times: float = 1.02


TEXT, STRONG, BOLD = Face("sans"), Face("sans", 600), Face("sans", 700)
SERIF, HEADING = Face("serif"), Face("serif", 600)
STAND_IN, STAND_IN_BOLD = Face(_STAND_IN, times=1.0), Face(_STAND_IN, times=1.14)
# Width of each letter in DejaVu Sans, in hundredths of its size, rounded up; of those that are wider in ours, more.
_WIDEST = {
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
# Of a letter that the font does not hold, as a share of its size; of the widest letter that any holds.
_UNKNOWN = {_STAND_IN: 0.72, "sans": 0.9, "serif": 0.9}
_FULL = 1.3
# A font's tables are read as they are asked for, which two threads must not do at once.
_READING = threading.Lock()
_BLANK = " \t\n"
# Where a line may end: after blanks that break, and after a hyphen between letters.
_BREAKS = re.compile(r"(?<=[ \t\n])(?=[^ \t\n])|(?<=[^\W\d]-)(?=[^\W\d])")


def font_file(font: str) -> Path:
    """The file of a font of the style sheet that texts are set in."""
    return FONTS / FILES[font][0]


def width(text: str, size: float, face: Face = TEXT) -> float:
    """How wide the text is on one line, in the unit of `size`."""
    return size * shares(text, face)


@lru_cache(maxsize=20_000)
def shares(text: str, face: Face) -> float:
    """How wide the text is on one line, in sizes of its letters."""
    letter_widths = _widths(face.font, face.weight)
    found = 0.0
    for letter in typeset(text):
        known = letter_widths.get(letter)
        found += _learn(face.font, face.weight, letter) if known is None else known
    return face.times * found


@lru_cache(maxsize=20_000)
def lines(text: str, size: float, within: float, face: Face = TEXT) -> int:
    """How many lines the text takes where a line is so wide; a word that is wider breaks."""
    available = max(within / size, _FULL)
    taken, used = 1, 0.0
    for part in parts(text):
        # A blank at the end of a line takes no room of it.
        word = part.rstrip(_BLANK)
        wide = shares(word, face)
        if used and used + wide > available:
            taken, used = taken + 1, 0.0
        for letter in word if wide > available else ():
            if used + shares(letter, face) > available:
                taken, used = taken + 1, 0.0
            used += shares(letter, face)
        used += shares(part[len(word) :], face) + (0.0 if wide > available else wide)
    return taken


def widest_word(texts: Iterable[str], size: float, face: Face = TEXT) -> float:
    """How wide the widest part of the texts is that no line may break."""
    return max((width(part.rstrip(_BLANK), size, face) for text in texts for part in parts(text)), default=0.0)


def parts(text: str) -> list[str]:
    """What a line may end with, blanks staying with what they follow; no-break spaces part nothing."""
    return _BREAKS.split(typeset(text))


@lru_cache
def _font(font: str) -> TTFont:
    return TTFont(font_file(font))


@lru_cache
def _glyphs(font: str, weight: int) -> Any:
    return _font(font).getGlyphSet(location={"wght": float(weight), **FILES[font][1]})


@lru_cache
def _widths(font: str, weight: int) -> dict[str, float]:
    """Widths learned so far, as shares of the size."""
    return dict(_WIDEST) if font == _STAND_IN else {}


def _learn(font: str, weight: int, letter: str) -> float:
    found = _unknown(font, letter) if font == _STAND_IN else _read(font, weight, letter)
    _widths(font, weight)[letter] = found
    return found


def _read(font: str, weight: int, letter: str) -> float:
    with _READING:
        name = _font(font).getBestCmap().get(ord(letter))
        if name is None:
            return _unknown(font, letter)
        return float(_glyphs(font, weight)[name].width / _font(font)["head"].unitsPerEm)


def _unknown(font: str, letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return _FULL if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN[font]
