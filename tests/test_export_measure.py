"""How much room words take: never less than they do, with our fonts or with the widest that stands in for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from dashboard import queries
from dashboard.exports.pptx.measure import BOLD, TEXT, TITLE, Area, Face, broken, cut, height, lines, longest, width
from dashboard.exports.pptx.text import said
from dashboard.look.text_width import font_file
from dashboard.selection import Selection
from tests.every_view import every

pytestmark = pytest.mark.usefixtures("database")
DEJAVU = {TEXT: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf", TITLE: "DejaVuSans.ttf"}
OURS = {TEXT: ("sans", 400), BOLD: ("sans", 700), TITLE: ("serif", 400)}


def spoken() -> list[str]:
    """All that slides say of these data, and longer words."""
    found = [text for one in every() for text in (one.question, one.finding, one.subtitle, *one.notes)]
    found += queries.actions(Selection())["title"].tolist()
    return [said(text) for text in found]


def width_in(font: Any, text: str, size: float) -> float:
    """How wide the text is in a font, in inches."""
    names, glyphs = font.getBestCmap(), font["hmtx"]
    wide = sum(glyphs[names[ord(letter)]][0] for letter in text if ord(letter) in names)
    return wide / font["head"].unitsPerEm * size / 72


@pytest.mark.parametrize("face", [TEXT, BOLD, TITLE], ids=["text", "bold", "title"])
def test_no_text_is_wider_in_the_wide_font_than_it_is_measured(face: Face) -> None:
    found = next(Path("/usr/share/fonts").rglob(DEJAVU[face]), None)
    if found is None:
        pytest.skip("DejaVu is not installed")
    font = TTFont(found)
    for text in spoken():
        true, measured = width_in(font, text, 12), width(text, 12, face)
        assert true <= measured <= 1.12 * true + 0.1, text


@pytest.mark.parametrize("face", [TEXT, BOLD, TITLE], ids=["text", "bold", "title"])
def test_no_sentence_is_wider_in_our_font_than_it_is_measured(face: Face) -> None:
    name, weight = OURS[face]
    font = TTFont(font_file(name))
    font = instancer.instantiateVariableFont(
        font, {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}
    )
    head, os2 = font["hhea"], font["OS/2"]
    tall = max(head.ascent - head.descent + head.lineGap, os2.usWinAscent + os2.usWinDescent)
    assert tall / font["head"].unitsPerEm <= face.own_line
    own = Face(face.own_width, face.own_width)
    # A word of narrow letters may be wider in our fonts, no sentence is.
    for text in (one for one in spoken() if len(one) >= 20):
        assert width_in(font, text, 12) <= width(text, 12, own), text


def test_words_are_broken_at_spaces_alone_unless_they_are_too_long() -> None:
    assert broken("un deux trois", 0.7, 11).split("\n") == ["un deux", "trois"]
    assert "".join(broken("x" * 100, 1, 11).split("\n")) == "x" * 100
    assert lines("x" * 100, 1, 11) > 5
    assert [lines(text, 0.7, 11) for text in ("un deux trois", "un\u00a0deux\u00a0trois")] == [2, 2]
    assert lines("Pays Midi-Quercy", 0.8, 11) == 2, "a hyphen between letters ends a line"
    assert lines("2015-2020", 0.5, 11) == 2
    assert longest(["Pays Midi-Quercy"], 11) == width("Quercy", 11)


def test_a_text_that_stands_nowhere_is_cut_at_a_word_and_stands() -> None:
    area = Area(0, 0, 5, 0.5)
    whole = "Un titre de plusieurs mots qui ne tient pas " * 10
    shown = cut(whole, area, 14, TITLE, " (2/3)")
    assert shown.endswith("…") and whole.startswith(shown[:-1]) and whole[len(shown) - 1] == " "
    assert height(f"{shown} (2/3)", 5, 14, TITLE) <= 0.5
    assert cut("x" * 300, area, 14)[:30] == "x" * 30
    assert cut("court", area, 14) == "court"
