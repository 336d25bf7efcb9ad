"""How wide words are drawn, so that a screen is laid out on the server and is the same at any size.

Widths are read from the fonts that the room is sent, at the weight that the style sheet asks for.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
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
# Browsers round and kern: a line is counted full a little before it is.
_CAUTION = 1.02
# Of a letter that the font does not hold, as a share of its size.
_UNKNOWN = 0.9
# A font's tables are read as they are asked for, which two threads must not do at once.
_READING = threading.Lock()
# Where a browser may break a line: at blanks that break, and after a hyphen between letters.
_BREAK = re.compile(r"(?<=[^\W\d]-)(?=\w)|[ \t\n]+")


def font_file(font: str) -> Path:
    """The file of a font of the style sheet that texts are set in."""
    return FONTS / FILES[font][0]


@lru_cache(maxsize=20_000)
def width(text: str, size: float, weight: int = 400, font: str = "sans") -> float:
    """How wide the text is on one line, in the unit of `size`."""
    widths = _widths(font, weight)
    return _CAUTION * size * sum(widths.get(letter) or _learn(font, weight, letter) for letter in typeset(text))


@lru_cache(maxsize=20_000)
def lines(text: str, size: float, within: float, weight: int = 400, font: str = "sans") -> int:
    """How many lines the text takes where a line is so wide; words that are wider break."""
    space = width(" ", size, weight, font)
    count, at = 1, 0.0
    for part in _BREAK.split(typeset(text)):
        wide = width(part, size, weight, font)
        before = space if at else 0.0
        if at + before + wide <= within:
            at += before + wide
            continue
        count += 1 if at else 0
        extra = int(wide // within)
        count += extra
        at = wide - extra * within
    return count


def widest_word(texts: Sequence[str], size: float, weight: int = 400) -> float:
    """The width of the widest part that a line cannot break."""
    return max((width(word, size, weight) for text in texts for word in _BREAK.split(typeset(text))), default=0.0)


@lru_cache
def _font(font: str) -> TTFont:
    return TTFont(font_file(font))


@lru_cache
def _glyphs(font: str, weight: int) -> Any:
    return _font(font).getGlyphSet(location={"wght": float(weight), **FILES[font][1]})


@lru_cache
def _widths(font: str, weight: int) -> dict[str, float]:
    """Widths learned so far, as shares of the size."""
    return {}


def _learn(font: str, weight: int, letter: str) -> float:
    with _READING:
        name = _font(font).getBestCmap().get(ord(letter))
        found = _UNKNOWN if name is None else _glyphs(font, weight)[name].width / _font(font)["head"].unitsPerEm
        _widths(font, weight)[letter] = float(found)
    return float(found)
