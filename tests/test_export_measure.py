"""How much room words take: never less than they do, with our fonts or with the widest that stands in for them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from PIL import ImageFont

from dashboard import queries
from dashboard.exports.pptx.measure import BOLD, TEXT, TITLE, Area, Setting, broken, cut, height, lines, longest, width
from dashboard.exports.pptx.text import said
from dashboard.look import text_width
from dashboard.look.text_width import FILES, font_file
from dashboard.selection import Selection
from tests.every_view import every

pytestmark = pytest.mark.usefixtures("database")
DEJAVU = {TEXT: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf", TITLE: "DejaVuSans.ttf"}
every_setting = pytest.mark.parametrize("setting", [TEXT, BOLD, TITLE], ids=["text", "bold", "title"])


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


@every_setting
def test_no_text_is_wider_in_the_wide_font_than_it_is_measured(setting: Setting) -> None:
    found = next(Path("/usr/share/fonts").rglob(DEJAVU[setting]), None)
    if found is None:
        pytest.skip("DejaVu is not installed")
    font = TTFont(found)
    for text in spoken():
        true, measured = width_in(font, text, 12), width(text, 12, setting)
        assert true <= measured <= 1.12 * true + 0.1, text


@every_setting
def test_no_text_is_wider_or_taller_in_our_font_than_it_is_measured(setting: Setting) -> None:
    """By another library: FreeType, at the weight that is asked for."""
    whole = TTFont(font_file(setting.ours.font))
    head, os2 = whole["hhea"], whole["OS/2"]
    tall = max(head.ascent - head.descent + head.lineGap, os2.usWinAscent + os2.usWinDescent)
    assert tall / whole["head"].unitsPerEm <= setting.own_line
    axes = FILES[setting.ours.font][1] | {"wght": float(setting.ours.weight)}
    whole.flavor, plain = None, io.BytesIO()
    whole.save(plain)
    plain.seek(0)
    font = ImageFont.truetype(plain, 100)
    font.set_variation_by_axes([axes[axis.axisTag] for axis in whole["fvar"].axes])
    for text in spoken():
        true, measured = font.getlength(text), text_width.width(text, 100, setting.ours)
        assert true <= measured + 1 and measured <= 1.06 * true + 30, text


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
