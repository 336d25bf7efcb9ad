"""Decks and a workbook of all views, opened by LibreOffice and looked at: every page stands, no word leaves it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from PIL import Image, ImageChops
from pptx import Presentation

from dashboard import queries
from dashboard.exports import pptx, sheets
from dashboard.exports.core import Gathered
from tests.every_view import context_of, dossier, every
from tests.test_export_template import template

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler’s tools are not installed"),
]
# As on a machine without our fonts, which takes one as wide as Arial.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{}</fontconfig>"""
_INSTEAD = """<match target="pattern"><test name="family"><string>{}</string></test>
<edit name="family" mode="assign" binding="strong"><string>Liberation Sans</string></edit></match>"""
_NOTE = "Ce que nous en retenons tient en deux phrases. La seconde dit ce qu’il reste à vérifier. "


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


@pytest.fixture(scope="module")
def printed(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the files and what LibreOffice prints of them: one run of it, which is slow."""
    folder = tmp_path_factory.mktemp("printed")
    gathered = _gathered()
    (folder / "ours.pptx").write_bytes(pptx.deck(gathered))
    (folder / "theirs.pptx").write_bytes(pptx.deck(replace(gathered, template=template())))
    (folder / "book.xlsx").write_bytes(sheets.workbook(gathered))
    (folder / "fonts.conf").write_text(
        _FONTS.format("".join(map(_INSTEAD.format, ("Source Sans 3", "Source Serif 4")))), "utf-8"
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "ours.pptx", "theirs.pptx", "book.xlsx"]
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(command, cwd=folder, env=environment, check=True, timeout=300, capture_output=True)
    yield folder


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


@pytest.mark.parametrize("name", ["ours", "theirs"])
def test_every_slide_is_printed_with_its_words_within_it_and_none_on_another(printed: Path, name: str) -> None:
    slides = list(Presentation(io.BytesIO((printed / f"{name}.pptx").read_bytes())).slides)
    pages = _words(printed / f"{name}.pdf")
    assert len(pages) == len(slides)
    for number, ((wide, tall), words) in enumerate(pages, 1):
        assert words, f"slide {number} is empty"
        for left, top, right, bottom, text in words:
            assert left >= -1 and top >= -1 and right <= wide + 1 and bottom <= tall + 1, (number, text)
        assert not (found := _overlapping(words)), (number, found)


def _overlapping(words: list[tuple[float, float, float, float, str]]) -> list[tuple[str, str]]:
    """Pairs of words of which one covers a good part of the other."""
    found = []
    for at, (left, top, right, bottom, text) in enumerate(words):
        for other in words[at + 1 :]:
            wide = min(right, other[2]) - max(left, other[0])
            high = min(bottom, other[3]) - max(top, other[1])
            least = min((right - left) * (bottom - top), (other[2] - other[0]) * (other[3] - other[1]))
            if wide > 0 and high > 0 and wide * high > 0.35 * least:
                found.append((text, other[4]))
    return found


def test_no_text_that_a_layout_holds_in_wait_is_printed(printed: Path) -> None:
    for name in ("ours", "theirs"):
        said = " ".join(text for _, words in _words(printed / f"{name}.pdf") for *_, text in words).lower()
        for waiting in ("click to", "cliquez pour", "cliquer pour", "lorem"):
            assert waiting not in said


def test_a_calc_component_prints_every_sheet_of_the_workbook(printed: Path) -> None:
    if not (printed / "book.pdf").exists():
        pytest.skip("LibreOffice Calc is not installed")
    said = " ".join(text for _, words in _words(printed / "book.pdf") for *_, text in words)
    book = openpyxl.load_workbook(printed / "book.xlsx")
    for name in book.sheetnames:
        assert name in said, "the foot of a page names its sheet"
    assert "#####" not in said, "a number does not stand in its column"
    for label in queries.themes()["label"]:
        assert label.split()[0] in said


def test_no_page_is_blank_and_nothing_is_drawn_to_its_edge(printed: Path) -> None:
    if not shutil.which("pdftoppm"):
        pytest.skip("poppler’s tools are not installed")
    subprocess.run(["pdftoppm", "-r", "24", "-png", "ours.pdf", "page"], cwd=printed, check=True)
    pictures = sorted(printed.glob("page-*.png"))
    assert len(pictures) == len(_words(printed / "ours.pdf"))
    for picture in pictures:
        drawn = ImageChops.invert(Image.open(picture).convert("L")).point(lambda dark: 255 if dark > 40 else 0)
        found = drawn.getbbox()
        assert found, f"{picture.name} is blank"
        assert found[0] > 4 and found[1] > 4 and found[2] < drawn.width - 4 and found[3] < drawn.height - 4
