"""Presentations, read back: charts and tables hold the Comparison's figures, and no placeholder is left empty."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.util import Inches

from dashboard import queries
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
from dashboard.comparisons.core import BARS, DOTS, MATRIX, SPANS
from dashboard.exports.core import Context
from dashboard.exports.pptx import TemplateRefused, deck, make
from dashboard.exports.pptx_base import SLOTS, ground
from dashboard.exports.pptx_charts import euro_format
from dashboard.exports.pptx_table import shade
from dashboard.exports.pptx_text import broken, lines, said
from dashboard.figures import series_headings, value_text
from dashboard.selection import Selection
from dashboard.style import LIGHT, contrast

pytestmark = pytest.mark.usefixtures("database")
LINK = "https://en-regard.example.org/themes?theme=mobilite,sante&v=1a2b3c4d"
HOSTILE = (
    '=1+1 & <b>"guillemets"</b> ’ é 🚲 \x07\x0b שלום עולם ' + "très long titre de deux cents caractères " * 4
).strip()
GRID = "iso-37101-domaines"


def sums(selection: Selection) -> Comparison:
    return amounts_by_scope(selection)[0]


def shapes(selection: Selection) -> Comparison:
    return contours("cahors")


MAKERS: tuple[Callable[[Selection], Comparison], ...] = (
    themes_by_territory,
    themes_in_dots,
    sums,
    shapes,
    funders_by_territory,
    levels_by_territory,
    themes_by_funder,
    schemes_by_territory,
    stated_periods,
    areas_by_territory,
    areas_in_dots,
)
BARE = Selection(grid=GRID)
EVERY = pytest.mark.parametrize("of", MAKERS, ids=lambda of: of.__name__)


def context(**changes: Any) -> Context:
    day = datetime.date(2026, 11, 22)
    return replace(Context(LINK, "thème Mobilité ; tous les territoires", pd.DataFrame(), day), **changes)


def opened(made: bytes) -> Any:
    return Presentation(io.BytesIO(made))


def charts(made: Any) -> list[Any]:
    return [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]


def tables(made: Any) -> list[Any]:
    return [shape.table for slide in made.slides for shape in slide.shapes if shape.has_table]


def texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def check_sound(made: Any) -> None:
    """Nothing empty, nothing off the slide, no shape named twice, an alternative text on every picture of data."""
    for slide in made.slides:
        assert slide.shapes.title.text_frame.text.strip()
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            if shape.is_placeholder and shape.has_text_frame:
                assert shape.text_frame.text.strip(), shape.name
            assert shape.left >= 0 and shape.left + shape.width <= made.slide_width + 10, shape.name
            assert shape.top >= 0 and shape.top + shape.height <= made.slide_height + 10, shape.name
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


@EVERY
def test_a_view_says_its_finding_its_sources_its_filters_and_the_way_back(of: Callable[..., Comparison]) -> None:
    comparison = of(BARE)
    made = opened(make(comparison, context()))
    assert (made.slide_width, made.slide_height) == (Inches(13.333), Inches(7.5))
    check_sound(made)
    first = made.slides[0]
    assert first.shapes.title.text_frame.text.startswith(said(comparison.finding))
    everything = "\n".join(texts(slide) for slide in made.slides)
    for words in (comparison.subtitle, *comparison.notes, "Filtres : thème Mobilité", comparison.data_version[:8]):
        assert said(words) in everything
    for source in comparison.sources:
        assert said(source.date) in everything
    assert "22/11/2026" in everything
    links = [rel.target_ref for rel in first.part.rels.values() if rel.is_external]
    assert links == [LINK]


@EVERY
def test_charts_and_tables_hold_the_figures_of_the_comparison(of: Callable[..., Comparison]) -> None:
    comparison = of(BARE)
    table = comparison.table
    made = opened(make(comparison, context()))
    if comparison.mark == BARS:
        values = [value for chart in charts(made) for value in chart.plots[0].series[0].values]
        names = [str(name) for chart in charts(made) for name in chart.plots[0].categories]
        assert values == table["eur"].tolist()
        assert [name.removeprefix("dont ") for name in names] == [said(label) for label in table["label"]]
    elif comparison.mark == SPANS:
        starts = [value for chart in charts(made) for value in chart.plots[0].series[0].values]
        lengths = [
            next(value for value in at if value is not None)
            for chart in charts(made)
            for at in zip(*[series.values for series in list(chart.plots[0].series)[1:-1]], strict=True)
        ]
        assert starts == table["period_start"].tolist()
        assert lengths == (table["until"] - table["period_start"] + 1).tolist()
    elif comparison.mark == DOTS:
        for at, (key, heading) in enumerate(series_headings(comparison).items(), 1):
            drawn = [list(chart.plots[0].series)[at] for chart in charts(made)]
            assert {series.name for series in drawn} == {said(heading)}
            found = [
                float(point.text) / 100
                for series in drawn
                for point in series._element.findall(".//{*}xVal//{*}pt/{*}v")
            ]
            assert found == pytest.approx(table[table["territory_id"] == key]["part"].tolist())
    elif comparison.mark == MATRIX:
        rows = [[cell.text for cell in row.cells] for one in tables(made) for row in list(one.rows)[1:]]
        groups = {said(group) for group in table[comparison.group]} if comparison.group else set()
        found_rows = [row for row in rows if not (row[0] in groups and not any(row[1:]))]
        expected = [
            [said(of_row.iloc[0][comparison.category.label])]
            + [said(value_text(comparison, row)) for _, row in of_row.iterrows()]
            for _, of_row in table.groupby(comparison.category.id, sort=False)
        ]
        assert found_rows == expected
        for one in tables(made):
            heads = [cell.text.replace("\v", " ") for cell in one.rows[0].cells][1:]
            assert all(
                head.endswith(said(want))
                for head, want in zip(heads, series_headings(comparison).values(), strict=True)
            )
    else:
        everything = texts(made.slides[0])
        assert all(said(extent) in everything for extent in table["extent"])
        outlines = [shape for shape in made.slides[0].shapes if shape.name.startswith("Contour")]
        assert len(outlines) == len(table)
        scales = [shape.width / wide for shape, wide in zip(outlines, table["width_km"], strict=True)]
        assert max(scales) / min(scales) < 1.05, "one scale for all"


@EVERY
def test_a_native_chart_carries_its_workbook(of: Callable[..., Comparison]) -> None:
    made = opened(make(of(BARE), context()))
    for chart in charts(made):
        assert zipfile.is_zipfile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))


def test_dots_keep_the_colour_and_the_mark_of_their_territory() -> None:
    made = opened(make(themes_in_dots(Selection(), "cahors"), context()))
    _, *series = charts(made)[0].plots[0].series
    marks = [str(one.marker.style).split()[0] for one in series]
    assert marks == ["CIRCLE", "SQUARE", "DIAMOND", "TRIANGLE"]
    assert [one.marker.size for one in series] == [9, 9, 13, 9]
    slots = [one.marker.format.fill.fore_color.theme_color.name for one in series]
    assert slots == ["ACCENT_1", "ACCENT_2", "ACCENT_3", "ACCENT_4"]


def test_the_theme_holds_the_colours_of_the_territories_and_our_fonts() -> None:
    on = ground()
    assert {territory: on.colours[slot] for territory, slot in SLOTS.items()} == LIGHT.territories
    master = on.presentation.slide_master.part
    theme = next(rel.target_part.blob for rel in master.rels.values() if rel.reltype.endswith("/theme")).decode()
    for font in ("Source Sans 3", "Source Serif 4", "Calibri", "Cambria"):
        assert f'typeface="{font}"' in theme


@pytest.mark.parametrize("value", range(1, 101, 3))
def test_the_ink_of_a_shaded_cell_can_be_read(value: int) -> None:
    on = ground()
    colour, ink = shade(value, 100, on)
    assert colour is not None
    assert contrast(on.resolved(colour), on.resolved(ink)) >= 4.5


@pytest.mark.parametrize(
    ("value", "expected"),
    [(5e9, '0,,,"\u202fMd€"'), (2.6e9, '0.0,,,"\u202fMd€"'), (52e6, '0,,"\u202fM€"'), (2005385, '#,##0"\u202f€"')],
)
def test_sums_are_labelled_as_french_writes_them(value: float, expected: str) -> None:
    assert euro_format(value).endswith(expected)


@EVERY
def test_hostile_words_long_ones_and_one_territory_stay_on_the_slide(of: Callable[..., Comparison]) -> None:
    plain = of(BARE.but(territories=("cahors",)))
    table = plain.table.assign(**{plain.category.label: HOSTILE, plain.series.label: HOSTILE})
    spoiled = replace(plain, finding=HOSTILE, subtitle=HOSTILE, notes=(HOSTILE,) * 12, table=table)
    made = opened(make(spoiled, context(filters=HOSTILE, permalink=f"{LINK}&q={'a' * 300}")))
    check_sound(made)
    assert said(HOSTILE) in made.slides[0].shapes.title.text_frame.text
    assert "<b>" in made.slides[0].shapes.title.text_frame.text


@EVERY
def test_a_view_without_rows_says_so(of: Callable[..., Comparison]) -> None:
    comparison = of(BARE)
    made = opened(make(replace(comparison, table=comparison.table.iloc[:0]), context(filters="")))
    check_sound(made)
    assert said(comparison.empty) in texts(made.slides[0])
    assert not charts(made) and not tables(made)


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    made = opened(make(themes_by_territory(Selection()), context(permalink="javascript:alert(1)")))
    assert not [rel for rel in made.slides[0].part.rels.values() if rel.is_external]


def test_a_right_to_left_title_reads_from_the_right() -> None:
    xml = make(replace(themes_by_territory(Selection()), subtitle="שלום עולם"), context())
    made = opened(xml)
    box = next(shape for shape in made.slides[0].shapes if shape.name == "Sous-titre")
    assert box.text_frame.paragraphs[0]._p.pPr.get("rtl") == "1"


def test_a_deck_of_forty_views_has_contents_that_lead_to_them_and_its_sources() -> None:
    entries = [(of(BARE), context()) for of in MAKERS] * 4
    made = opened(deck(entries[:40], "Projets de territoire : « face à face » & compagnie"))
    check_sound(made)
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[0].startswith("Projets de territoire")
    assert titles[1] == "Sommaire (1/4)" and titles[-1] == "Méthode et sources"
    linked = [
        rel.target_part
        for slide in list(made.slides)[1:5]
        for rel in slide.part.rels.values()
        if rel.reltype.endswith("/slide")
    ]
    assert len(linked) == 40 and len(set(map(id, linked))) == 40
    sources = {row.cells[1].text for row in list(tables(made)[-1].rows)[1:]}
    assert {said(source.title) for source in themes_by_territory(Selection()).sources} <= sources


def test_a_deck_without_views_still_opens() -> None:
    check_sound(opened(deck([], "Dossier vide")))


def template(**changes: str) -> bytes:
    """A client's template in 4:3 with a slide of its own; `changes` are parts to add."""
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "À effacer"
    held = io.BytesIO()
    made.save(held)
    with zipfile.ZipFile(held, "a") as archive:
        for name, words in changes.items():
            archive.writestr(name, words)
    return held.getvalue()


def test_a_template_gives_its_theme_and_layouts_and_loses_its_slides() -> None:
    entries = [(of(BARE), context()) for of in MAKERS]
    made = opened(deck(entries, "Sur le modèle du client", template()))
    check_sound(made)
    assert made.slide_width == Inches(10)
    assert not any("À effacer" in texts(slide) for slide in made.slides)
    theme = next(rel.target_part.blob for rel in made.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    assert b"Source Sans" not in theme
    assert {slide.slide_layout.name for slide in made.slides} == {"Title Slide", "Title Only"}


def without_titles() -> bytes:
    made: Any = Presentation()
    for layout in list(made.slide_layouts)[:-5]:
        made.slide_layouts.remove(layout)
    for layout in made.slide_layouts:
        for place in list(layout.placeholders):
            place._element.getparent().remove(place._element)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (lambda: b"not a presentation", "n’est pas une présentation"),
        (lambda: b"", "n’est pas une présentation"),
        (lambda: template()[:5000], "n’est pas une présentation"),
        (lambda: bytes(20 * 1024 * 1024 + 1), "20 Mo"),
        (lambda: template(**{"ppt/vbaProject.bin": "x"}), "macros"),
        (lambda: template(**{"ppt/activeX/activeX1.xml": "x"}), "macros"),
        (without_titles, "disposition"),
    ],
    ids=["text", "empty", "cut", "heavy", "macros", "controls", "no titles"],
)
def test_a_file_that_is_no_usable_template_is_refused_in_french(given: Callable[[], bytes], why: str) -> None:
    with pytest.raises(TemplateRefused, match=why):
        deck([(themes_by_territory(Selection()), context())], "Titre", given())


def test_a_workbook_is_no_template() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(TemplateRefused):
        deck([], "Titre", held.getvalue())


def test_words_are_broken_at_spaces_alone_unless_they_are_too_long() -> None:
    assert broken("un deux trois", 0.7, 11).split("\n") == ["un deux", "trois"]
    assert "".join(broken("x" * 100, 1, 11).split("\n")) == "x" * 100
    assert lines("x" * 100, 1, 11) > 5


def test_one_view_and_a_dossier_are_made_quickly() -> None:
    """Measured at 10 to 60 ms a view and 0.5 s for twelve; the limits leave room for a busy machine."""
    of_themes, of_dots = themes_by_territory(BARE), themes_in_dots(BARE)
    make(of_themes, context())
    spent = []
    for _ in range(5):
        started = time.perf_counter()
        make(of_dots, context())
        spent.append(time.perf_counter() - started)
    assert min(spent) < 0.15
    entries = [(of(BARE), context()) for of in MAKERS] + [(of_themes, context())]
    started = time.perf_counter()
    deck(entries, "Douze vues")
    assert time.perf_counter() - started < 3


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_another_program_opens_the_deck_and_prints_every_slide(tmp_path: Path) -> None:
    made = deck([(of(BARE), context()) for of in MAKERS], "Rendu")
    (tmp_path / "deck.pptx").write_bytes(made)
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "deck.pptx"], cwd=tmp_path, check=True, timeout=180, capture_output=True)
    if not shutil.which("pdftotext"):
        return
    read = subprocess.run(["pdftotext", "deck.pdf", "-"], cwd=tmp_path, check=True, capture_output=True).stdout.decode()
    assert read.count("\f") == len(opened(made).slides)
    for words in ("5\u202fMd€", "Sommaire", "20\u202fkm", "Transition énergétique"):
        assert "".join(words.split()) in "".join(read.split())
    assert queries.themes().iloc[0]["label"] in read
