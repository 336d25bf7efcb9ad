"""Decks and a workbook of all views, opened by LibreOffice and looked at: every page stands, no word leaves it.

Once with our fonts, once with the wide one that a bare Linux takes instead.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from PIL import Image, ImageChops
from pptx import Presentation

from dashboard import queries
from dashboard.dossier import views
from dashboard.dossier.assembled import Gathered
from dashboard.exports.pptx import deck as pptx
from dashboard.exports.xlsx import workbook
from dashboard.look.text_width import font_file
from dashboard.selection import Selection
from tests.every_view import context_of, dossier, every
from tests.spoken import spoken
from tests.test_export_template import template

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler’s tools are not installed"),
]
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{}</fontconfig>"""
# As on a machine without our fonts, which takes the widest of the common ones.
_INSTEAD = """<match target="pattern"><test name="family"><string>{}</string></test>
<edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit></match>"""
_OURS = {"sans": "Source Sans 3", "serif": "Source Serif 4"}
_NOTE = "Ce que nous en retenons tient en deux phrases. La seconde dit ce qu’il reste à vérifier. "
DECKS = ("ours", "theirs", "long")
FONTS = ("with", "without")
# In the wide font words need most room: what fits the author's template and long words then fits with ours, which are
# tried on our own slides; with `--whole`, on all.
WIDE_ALONE = ("theirs", "long")


def decks_in(fonts: str, whole: bool) -> list[str]:
    """The decks that are printed with these fonts."""
    return [deck for deck in DECKS if whole or fonts == "without" or deck not in WIDE_ALONE]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for each deck with the fonts that it is printed in."""
    whole = bool(metafunc.config.getoption("whole"))
    if {"deck", "fonts"} <= set(metafunc.fixturenames):
        metafunc.parametrize(("deck", "fonts"), [(deck, one) for one in FONTS for deck in decks_in(one, whole)])


def _gathered() -> Gathered:
    """Every view, in turn bare, with short words and with long ones."""
    long, short = _NOTE * 30, _NOTE * 2
    words = (
        {},
        {"heading": "Ce que dit cette vue", "note": short, "remarks": "« Nous n’avons pas la compétence » (élue)"},
        {"heading": "Un titre de l’auteur, long : " + "deux cents caractères " * 8, "note": long, "remarks": long},
    )
    entries = [(comparison, context_of(**words[at % 3])) for at, comparison in enumerate(every())]
    return dossier(entries, "Projets de territoire : « face à face » & compagnie")


def _of_long_words() -> Gathered:
    """Views of many columns, and titles of three hundred letters without a space."""
    whole = Selection(with_partners=True)
    wide = [views.comparison(name, whole) for name in ("themes-par-organisme", "organismes-par-territoire")]
    one = views.comparison("themes-par-territoire", Selection())
    entries = [(comparison, context_of()) for comparison in wide]
    entries += [(one, context_of(heading=letter * 300)) for letter in "xWi"]
    entries += [(replace(one, headline=spoken("x" * 300), scope=spoken("y" * 300)), context_of(filters="z" * 300))]
    return dossier(entries, "T" * 300)


def _without_ours(folder: Path) -> str:
    return "".join(map(_INSTEAD.format, _OURS.values()))


def _with_ours(folder: Path) -> str:
    """Our fonts as a machine that has them has them, made of those that the dashboard sends to browsers."""
    for font, family in _OURS.items():
        # The letters of our languages, kerned: a weight of all that the font holds takes ten times as long to make.
        whole, letters = TTFont(font_file(font)), io.BytesIO()
        few = Subsetter(Options(layout_features=["kern"], notdef_outline=True))
        few.populate(unicodes=[*range(0x20, 0x180), *range(0x2000, 0x2300), *range(0x2500, 0x2700)])
        few.subset(whole)
        whole.flavor = None
        whole.save(letters)
        for weight, style in ((400, "Regular"), (700, "Bold")):
            made = TTFont(io.BytesIO(letters.getvalue()))
            at = {axis.axisTag: axis.defaultValue for axis in made["fvar"].axes} | {"wght": weight}
            made = instancer.instantiateVariableFont(made, at)
            names = made["name"]
            names.names = [record for record in names.names if record.nameID not in (16, 17, 21, 22, 25)]
            for record, name in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}")):
                names.setName(name.replace(" ", "") if record == 6 else name, record, 3, 1, 0x409)
            made["OS/2"].usWeightClass = weight
            made["OS/2"].fsSelection = 0x20 if weight == 700 else 0x40
            made["head"].macStyle = int(weight == 700)
            made.save(folder / f"{font}-{style}.ttf")
    return f"<dir>{folder}</dir>"


@pytest.fixture(scope="module")
def printed(database: Path, tmp_path_factory: pytest.TempPathFactory, all_combinations: bool) -> Path:
    """A folder with the files and what LibreOffice prints of them with each set of fonts."""
    folder = tmp_path_factory.mktemp("printed")
    gathered = _gathered()
    (folder / "ours.pptx").write_bytes(pptx.deck(gathered))
    (folder / "theirs.pptx").write_bytes(pptx.deck(replace(gathered, template=template())))
    (folder / "long.pptx").write_bytes(pptx.deck(_of_long_words()))
    (folder / "book.xlsx").write_bytes(workbook.workbook(gathered))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for fonts, rules in (("with", _with_ours), ("without", _without_ours)):
        (folder / fonts).mkdir()
        (folder / f"{fonts}.conf").write_text(_FONTS.format(rules(folder / fonts)), "utf-8")
        files = [f"{name}.pptx" for name in decks_in(fonts, all_combinations)]
        files += ["book.xlsx"] if fonts == "without" else []
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", fonts, *files]
        environment = {**os.environ, "FONTCONFIG_FILE": str(folder / f"{fonts}.conf")}
        subprocess.run(command, cwd=folder, env=environment, check=True, timeout=300, capture_output=True)
    return folder


@cache
def _words(pdf: Path) -> list[tuple[tuple[float, float], list[tuple[float, float, float, float, str]]]]:
    """Page by page, its size and its words with their edges."""
    said = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    # What the tool itself writes of a title may be no XML.
    tree = ElementTree.fromstring(re.sub(r"(?s)<head>.*?</head>", "", said))
    return [
        (
            (float(page.attrib["width"]), float(page.attrib["height"])),
            [
                (*(float(word.attrib[edge]) for edge in ("xMin", "yMin", "xMax", "yMax")), word.text or "")  # type: ignore[misc]
                for word in page.findall(".//{*}word")
            ],
        )
        for page in tree.findall(".//{*}page")
    ]


def test_every_slide_is_printed_with_its_words_within_it_and_none_on_another(
    printed: Path, deck: str, fonts: str
) -> None:
    slides = list(Presentation(io.BytesIO((printed / f"{deck}.pptx").read_bytes())).slides)
    pages = _words(printed / fonts / f"{deck}.pdf")
    assert len(pages) == len(slides)
    for number, ((wide, tall), words) in enumerate(pages, 1):
        assert words, f"slide {number} is empty"
        for left, top, right, bottom, text in words:
            assert left >= -1 and top >= -1 and right <= wide + 1 and bottom <= tall + 1, (number, text)
        assert not (found := _overlapping(words)), (number, found)


def test_no_word_of_a_slide_and_no_name_of_a_bar_is_lost(printed: Path, deck: str, fonts: str) -> None:
    slides = list(Presentation(io.BytesIO((printed / f"{deck}.pptx").read_bytes())).slides)
    for number, (slide, (_, words)) in enumerate(zip(slides, _words(printed / fonts / f"{deck}.pdf"), strict=True), 1):
        said = Counter(letter for *_, text in words for letter in _letters(text))
        wanted = Counter(letter for text in _texts(slide) for letter in _letters(text))
        assert wanted and not wanted - said, (number, wanted - said)
        # Words may be broken between two lines; those of the names of rows, at hyphens alone.
        shown = Counter(part for *_, text in words for part in _parted(text))
        named = Counter(part for text in _names(slide) for part in _parted(text))
        assert not named - shown, (number, named - shown)


def _letters(text: str) -> str:
    """Letters and figures alone, as they are whatever a font joins of them."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())


def _parted(text: str) -> list[str]:
    return [part for part in re.split(r"[^\w’']+", unicodedata.normalize("NFKC", text)) if part]


def _texts(slide: Any) -> list[str]:
    """All that a slide says: in its boxes, its tables and its charts."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        elif shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found + _names(slide)


def _names(slide: Any) -> list[str]:
    """The names of the rows of charts."""
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    named = [str(name) for chart in charts for plot in chart.plots for name in plot.categories if name]
    labels = [label for chart in charts for label in chart._chartSpace.iterfind(".//{*}dLbl//{*}rich")]
    return named + [" ".join(run.text or "" for run in label.iterfind(".//{*}t")) for label in labels]


def _overlapping(words: list[tuple[float, float, float, float, str]]) -> list[tuple[str, str]]:
    """Pairs of words of which one covers a good part of the other."""
    found = []
    ordered = sorted(words)
    for at, (left, top, right, bottom, text) in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other[0] >= right:
                break  # all that follow begin further right
            wide = min(right, other[2]) - other[0]
            high = min(bottom, other[3]) - max(top, other[1])
            least = min((right - left) * (bottom - top), (other[2] - other[0]) * (other[3] - other[1]))
            if wide > 0 and high > 0 and wide * high > 0.35 * least:
                found.append((text, other[4]))
    return found


@pytest.mark.parametrize("fonts", FONTS)
def test_no_text_that_a_layout_holds_in_wait_is_printed(printed: Path, fonts: str, all_combinations: bool) -> None:
    for name in set(decks_in(fonts, all_combinations)) - {"long"}:
        said = " ".join(text for _, words in _words(printed / fonts / f"{name}.pdf") for *_, text in words).lower()
        for waiting in ("click to", "cliquez pour", "cliquer pour", "lorem"):
            assert waiting not in said


def test_a_title_that_is_cut_stands_whole_in_the_notes(printed: Path) -> None:
    slides = list(Presentation(io.BytesIO((printed / "long.pptx").read_bytes())).slides)
    cut = [slide for slide in slides if "…" in slide.shapes.title.text_frame.text]
    assert {slide.notes_slide.notes_text_frame.text for slide in cut} >= {"T" * 300, "W" * 300}


def test_a_calc_component_prints_every_sheet_of_the_workbook(printed: Path) -> None:
    if not (printed / "without" / "book.pdf").exists():
        pytest.skip("LibreOffice Calc is not installed")
    said = " ".join(text for _, words in _words(printed / "without" / "book.pdf") for *_, text in words)
    book = openpyxl.load_workbook(printed / "book.xlsx")
    for name in book.sheetnames:
        assert name in said, "the foot of a page names its sheet"
    assert "#####" not in said, "a number does not stand in its column"
    for label in queries.themes()["label"]:
        assert label.split()[0] in said


@pytest.mark.parametrize("fonts", FONTS)
def test_no_page_is_blank_and_nothing_is_drawn_to_its_edge(printed: Path, fonts: str) -> None:
    if not shutil.which("pdftoppm"):
        pytest.skip("poppler’s tools are not installed")
    subprocess.run(["pdftoppm", "-r", "24", "-png", "ours.pdf", "page"], cwd=printed / fonts, check=True)
    pictures = sorted((printed / fonts).glob("page-*.png"))
    assert len(pictures) == len(_words(printed / fonts / "ours.pdf"))
    for picture in pictures:
        drawn = ImageChops.invert(Image.open(picture).convert("L")).point(lambda dark: 255 if dark > 40 else 0)
        found = drawn.getbbox()
        assert found, f"{picture.name} is blank"
        assert found[0] > 4 and found[1] > 4 and found[2] < drawn.width - 4 and found[3] < drawn.height - 4


def test_every_letter_of_a_printed_workbook_has_eight_points_and_no_sheet_is_two_pages_wide(printed: Path) -> None:
    """A4 or A3 on its side, printed without the fonts that the workbook asks for: those that stand in are wider."""
    pages = list(pypdfium2.PdfDocument(printed / "without" / "book.pdf"))
    assert len(pages) > 20
    for number, page in enumerate(pages, 1):
        sizes = _sizes(page.get_textpage())
        assert (round(page.get_width()), round(page.get_height())) in ((842, 595), (1191, 842))
        assert sizes and min(sizes) > 7.9, f"page {number}"


def _sizes(text: pypdfium2.PdfTextPage) -> set[float]:
    """The sizes in which letters and figures are printed; signs alone fall back to another font."""
    found = set()
    for at in range(text.count_chars()):
        if chr(pdfium.FPDFText_GetUnicode(text, at)).isalnum():
            matrix = pdfium.FS_MATRIX()
            assert pdfium.FPDFText_GetMatrix(text, at, matrix)
            found.add(round(abs(matrix.d) * pdfium.FPDFText_GetFontSize(text, at), 2))
    return found
