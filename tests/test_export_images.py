"""Pictures: complete and sourced, the same in PNG, SVG and PDF, with words that stay words; or a reason in French."""

from __future__ import annotations

import datetime
import io
import os
import re
import signal
import struct
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from pypdf import PdfReader

from dashboard.charts.model import chart_of
from dashboard.charts.words import alternative, source_line
from dashboard.comparisons import (
    Comparison,
    amounts_by_scope,
    areas_by_territory,
    areas_in_dots,
    contours,
    funders_by_territory,
    levels_by_territory,
    schemes_by_territory,
    stated_periods,
    themes_by_funder,
    themes_by_territory,
    themes_in_dots,
)
from dashboard.comparisons.core import MATRIX, SPANS
from dashboard.dossier.assembled import Context
from dashboard.exports import Unavailable
from dashboard.exports.pdf import page
from dashboard.exports.picture import browser as press_module
from dashboard.exports.picture import image
from dashboard.exports.picture.browser import PRESS, WIDTH, found_browser
from dashboard.look.formats import typeset
from dashboard.look.palette import PRINT, contrast
from dashboard.look.territories import EVERY_LOOK, LOOKS
from dashboard.queries import grids
from dashboard.selection import Selection
from tests.spoken import spoken

pytestmark = pytest.mark.usefixtures("database")
CONTEXT = Context("http://localhost/?x=1", "thème « Santé »", pd.DataFrame(), datetime.date(2026, 11, 22))
HOSTILE = '<script>alert(1)</script> & <b>"gras"</b> d’un 🚲 مرحبا ' + "titre très long " * 10
NOTHING = Selection(territories=("porte-du-hainaut",), funders=("leader",))


def in_a_grid(make: Callable[[Selection], Comparison]) -> Callable[[Selection], Comparison]:
    return lambda selection: make(selection.but(grid=str(grids()["grid_id"].iloc[0])))


MADE: dict[str, Callable[[Selection], Comparison]] = {
    "themes": themes_by_territory,
    "dots": themes_in_dots,
    "levels": levels_by_territory,
    "funders": funders_by_territory,
    "themes-by-funder": themes_by_funder,
    "schemes": schemes_by_territory,
    "periods": stated_periods,
    "areas": in_a_grid(areas_by_territory),
    "areas-in-dots": in_a_grid(areas_in_dots),
    "sums": lambda selection: amounts_by_scope(selection)[0],
    "contours": lambda selection: contours("cahors"),
}


@pytest.fixture(scope="module")
def browser_found() -> Iterator[None]:
    """Without a browser the test is skipped, or fails where EN_REGARD_BROWSER_TESTS=required."""
    if not found_browser():
        why = "no Chrome or Chromium on this machine"
        if os.environ.get("EN_REGARD_BROWSER_TESTS") == "required":
            pytest.fail(why)
        pytest.skip(why)
    yield
    PRESS.close()


def drawn(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.browser(pytest.mark.usefixtures("browser_found")(test))


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def words(text: str) -> str:
    """A text without its spaces, which lines break at, and without the ligatures and shared glyphs of its font."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("ʼ", "’")


def svg_words(svg: bytes) -> str:
    texts = (found for found in ElementTree.fromstring(svg).iter() if found.tag.endswith("text"))
    return words("".join("".join(found.itertext()) for found in texts))


def pdf_words(made: PdfReader) -> str:
    return words("".join(one.extract_text() for one in made.pages).replace("\u200b", ""))


@cache
def svg_of(name: str) -> bytes:
    """The drawing of a comparison, asked of the browser once."""
    return image.svg(MADE[name](Selection()), CONTEXT)


@drawn
@pytest.mark.parametrize("name", MADE)
def test_every_comparison_is_a_png_and_an_svg_with_its_finding_and_sources(name: str) -> None:
    comparison = MADE[name](Selection())
    png, svg = image.png(comparison, CONTEXT), svg_of(name)
    width, height = size(png)
    assert width == 2 * WIDTH and height > 400
    assert len(png) > 40_000, "a blank picture is a small file"
    for said in (comparison.finding, source_line(chart_of(comparison)), "Image faite le 22/11/2026", CONTEXT.filters):
        assert words(said) in svg_words(svg)


@pytest.mark.parametrize("name", MADE)
def test_every_comparison_is_a_tagged_pdf_with_its_fonts_its_words_and_its_chart_in_words(name: str) -> None:
    comparison = MADE[name](Selection())
    made = PdfReader(io.BytesIO(page.make(comparison, CONTEXT)))
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert made.metadata and made.metadata.title == typeset(comparison.finding)
    for said in (comparison.finding, source_line(chart_of(comparison)), CONTEXT.filters):
        assert words(said) in pdf_words(made)
    for one in made.pages:
        for font in one["/Resources"]["/Font"].values():
            (drawn_by,) = font.get_object()["/DescendantFonts"]
            descriptor = drawn_by.get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    if comparison.mark not in (MATRIX, SPANS):
        assert words(alternative(chart_of(comparison), with_table=False)) in words("".join(alternatives(made)))


def alternatives(made: PdfReader) -> Iterator[str]:
    """What the parts of a tagged PDF say in place of what is drawn."""
    waiting = [made.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            yield from [str(part["/Alt"])] if "/Alt" in part else []
            waiting += [part["/K"]] if "/K" in part else []


@drawn
@pytest.mark.parametrize("name", MADE)
def test_each_line_of_an_svg_has_its_own_place_and_length_for_readers_with_other_fonts(name: str) -> None:
    root = ElementTree.fromstring(svg_of(name))
    lines = [one for one in root.iter() if one.tag.endswith("}tspan")]
    lines += [one for one in root.iter() if one.tag.endswith("}text") and not any(True for _ in one)]
    assert not [one for one in lines if one.get("dy")]
    assert all(float(one.get("textLength") or 0) > 0 for one in lines if (one.text or "").strip())
    description = next(one.text or "" for one in root.iter() if one.tag.endswith("}desc"))
    assert description and "tableau des données suit" not in description


@drawn
@pytest.mark.parametrize("name", ["themes", "dots", "periods", "sums"])
def test_an_svg_holds_its_fonts_and_refers_to_nothing_elsewhere(name: str) -> None:
    svg = svg_of(name).decode()
    assert svg.count("@font-face") == 2 and "/*fonts*/" not in svg
    assert len(svg) < 150_000, "of the fonts it holds what it says"
    elsewhere = re.sub(r'xmlns(:\w+)?="[^"]*"', "", svg)
    assert not re.search(r"https?://|file:|@import|<script|<foreignObject", elsewhere)


@drawn
@pytest.mark.parametrize("name", ["themes", "dots", "sums", "periods"])
def test_words_of_the_data_stay_words(name: str) -> None:
    comparison = MADE[name](Selection())
    table = comparison.table.copy()
    first = table[comparison.category.id] == table[comparison.category.id].iloc[0]
    table.loc[first, comparison.category.label] = "<script>x</script>&\x01"
    hostile = replace(comparison, headline=spoken(HOSTILE), remarks=(HOSTILE,), table=table)
    svg = image.svg(hostile, CONTEXT)
    assert "<script" not in svg.decode()
    for alone in ("<script>alert(1)</script>", '"gras"', "🚲", "مرحبا", "<script>x</script>&"):
        assert words(alone) in svg_words(svg)
    assert size(image.png(hostile, CONTEXT))[0] == 2 * WIDTH
    assert words("<script>alert(1)</script>") in pdf_words(PdfReader(io.BytesIO(page.make(hostile, CONTEXT))))


@drawn
@pytest.mark.parametrize("name", ["themes", "dots", "schemes", "periods"])
def test_what_holds_nothing_says_so(name: str) -> None:
    comparison = MADE[name](Selection())
    empty = replace(comparison, table=comparison.table.iloc[:0])
    assert words(comparison.empty) in svg_words(image.svg(empty, CONTEXT))
    assert image.png(empty, CONTEXT)
    assert words(comparison.empty) in pdf_words(PdfReader(io.BytesIO(page.make(empty, CONTEXT))))


@drawn
def test_variants_differ_and_a_transparent_ground_is_one() -> None:
    comparison = themes_in_dots(Selection())
    plain, clear = image.png(comparison, CONTEXT), image.png(comparison, CONTEXT, transparent=True)
    assert (plain[25], clear[25]) == (2, 6), "colour types: with alpha only where it is asked for"
    grey = image.svg(comparison, CONTEXT, printable=True).decode()
    assert not [look.key for look in EVERY_LOOK if look.light.lower() in grey.lower()]
    bare = svg_words(image.svg(comparison, CONTEXT, bare=True))
    assert words(comparison.finding) not in bare and "PaysMidi-Quercy" in bare


@drawn
def test_visitors_at_once_and_a_browser_that_died_are_served() -> None:
    comparison = contours("cahors")
    with ThreadPoolExecutor(3) as visitors:
        pictures = list(visitors.map(lambda _: image.png(comparison, CONTEXT), range(3)))
    assert len({size(picture) for picture in pictures}) == 1
    assert PRESS._browser
    os.killpg(PRESS._browser.subprocess.pid, signal.SIGKILL)
    assert size(image.png(comparison, CONTEXT)) == size(pictures[0])


@drawn
def test_what_takes_too_long_is_given_up_and_the_next_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = contours("cahors")
    monkeypatch.setattr(press_module, "PICTURE_SECONDS", 0.01)
    with pytest.raises(Unavailable, match="secondes"):
        image.png(comparison, CONTEXT)
    monkeypatch.undo()
    assert image.png(comparison, CONTEXT)


def test_without_a_browser_the_reason_and_what_remains_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    for make in (image.png, image.svg):
        with pytest.raises(Unavailable, match=r"navigateur.*tableaux.*diapositives"):
            make(contours("cahors"), CONTEXT)


def test_a_browser_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    PRESS.close()
    with pytest.raises(Unavailable, match="diapositives"):
        image.png(contours("cahors"), CONTEXT)


def test_greys_of_the_printed_variant_stand_apart_and_on_the_ground() -> None:
    greys = [look.print for look in LOOKS[:4]]
    assert all(contrast(look.print, PRINT.ground) >= 3 for look in EVERY_LOOK)
    assert all(contrast(one, next_) >= 1.3 for one, next_ in pairwise(greys))


def test_periods_have_a_chart_whose_bars_start_and_end_as_said() -> None:
    comparison = stated_periods(Selection())
    chart = chart_of(comparison)
    found = {span.id: (span.start, span.until) for span in chart.spans}
    assert found == {row.item_id: (row.period_start, row.until) for row in comparison.table.itertuples()}
    years = chart.last - chart.first + 1
    for span in chart.spans:
        assert span.place * years == pytest.approx(span.start - chart.first)
        assert span.length * years == pytest.approx(span.until - span.start + 1)
