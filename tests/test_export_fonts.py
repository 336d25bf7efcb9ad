"""The fonts of exports: cut down to what a picture says, and still complete: accents, kerning, figures of one width."""

from __future__ import annotations

import base64
import io
import re

from fontTools.ttLib import TTFont

from dashboard.exports import fonts
from dashboard.exports.fonts import SANS, SERIF, faces_for, folder, font_faces

_FRENCH = "Œuvre d’été : « çà et là », 1 234,5 % … ● ■ ◆ ▲"
# A word of the interface, of a title, and one in letters that no French text has.
_SVG = """<svg xmlns="http://www.w3.org/2000/svg"><title>ЖЩ</title><desc>ЖЩ</desc><style>/*fonts*/ ЖЩ</style>
<text font-family="&quot;Source Sans&quot;, sans-serif">%s</text>
<g style="fill: red; font-family: 'Source Sans', sans-serif"><text>Ω</text></g>%s</svg>"""
_TITLE = '<text font-family="Source Serif, serif">Constat</text>'


def held(css: bytes) -> dict[str, TTFont]:
    """The fonts that a style sheet holds, by family."""
    found = re.findall(r'font-family:"([^"]+)"[^}]*?base64,([^)]+)\)', css.decode("ascii"))
    return {family: TTFont(io.BytesIO(base64.b64decode(data))) for family, data in found}


def test_an_svg_holds_the_characters_that_it_writes_and_few_others() -> None:
    kept = held(faces_for((_SVG % (_FRENCH, _TITLE)).encode()))
    assert set(kept) == {SANS, SERIF}
    sans = set(map(chr, kept[SANS].getBestCmap()))
    assert set(_FRENCH) <= sans and "Ω" in sans, "its style names the family too"
    assert not {"Ж", "Щ"} & sans, "titles, descriptions and styles are not drawn"
    assert set("Constat") <= set(map(chr, kept[SERIF].getBestCmap()))
    assert len(sans) < 250 and len(kept[SANS].getGlyphOrder()) < 600


def test_an_svg_without_a_title_holds_no_font_for_one() -> None:
    assert set(held(faces_for((_SVG % (_FRENCH, "")).encode()))) == {SANS}


def test_a_character_that_no_font_has_is_left_to_the_reader() -> None:
    kept = held(faces_for((_SVG % ("🚲 مرحبا", "")).encode()))[SANS].getBestCmap()
    assert ord("🚲") not in kept and ord("م") not in kept and ord("e") in kept


def test_kerning_accents_and_figures_of_one_width_are_kept() -> None:
    kept = held(faces_for((_SVG % (_FRENCH, _TITLE)).encode()))
    for family, font in kept.items():
        tags = {
            record.FeatureTag for table in ("GSUB", "GPOS") for record in font[table].table.FeatureList.FeatureRecord
        }
        assert {"kern", "mark", "ccmp", "liga"} <= tags, family
        assert "smcp" not in tags
    widths = {kept[SANS]["hmtx"][kept[SANS].getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1, "figures stand under one another"


def test_weights_of_the_sans_vary_and_titles_have_the_one_they_use() -> None:
    css = faces_for((_SVG % (_FRENCH, _TITLE)).encode())
    kept = held(css)
    assert [axis.axisTag for axis in kept[SANS]["fvar"].axes] == ["wght"]
    assert "fvar" not in kept[SERIF]
    assert b"font-weight:600;" in css and b"font-weight:200 900;" in css


def test_fonts_of_an_svg_are_small_and_two_alike_share_one_cut() -> None:
    fonts.subset.cache_clear()
    css = faces_for((_SVG % (_FRENCH, _TITLE)).encode())
    assert len(css) < 80_000 < 700_000 < len(font_faces())
    made = fonts.subset.cache_info().misses
    faces_for((_SVG % ("Autre texte, mêmes lettres Ω", _TITLE)).encode())
    assert fonts.subset.cache_info().misses == made


def test_letters_that_no_font_has_make_no_other_cut() -> None:
    plain = faces_for((_SVG % (_FRENCH, _TITLE)).encode())
    made = fonts.subset.cache_info().misses
    assert faces_for((_SVG % (f"{_FRENCH} 🚲 مرحبا", _TITLE)).encode()) == plain
    assert fonts.subset.cache_info().misses == made


def test_the_files_for_typst_bear_the_names_that_style_sheets_use() -> None:
    named = {TTFont(file)["name"].getDebugName(1) for file in folder().glob("*.ttf")}
    assert named == {SANS, SERIF}
    assert folder() == folder()


def test_the_fonts_are_our_own_files_with_their_licence() -> None:
    assert all(face.file.is_file() for face in fonts._FACES)
    assert "SIL OPEN FONT LICENSE" in (fonts.FONTS / "OFL.txt").read_text("utf-8")
