"""Presentations, read back: charts and tables hold the Comparison's figures, and no placeholder is left empty."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from dashboard.charts.model import REST, chart_of
from dashboard.charts.words import source_line
from dashboard.comparisons import themes_by_territory, themes_in_dots
from dashboard.comparisons.core import BARS, DOTS, MATRIX, SHARE, SPANS, Comparison
from dashboard.dossier.assembled import title_of
from dashboard.exports.core import citation
from dashboard.exports.pptx.deck import deck, make
from dashboard.exports.pptx.ground import ground
from dashboard.exports.pptx.table import shade
from dashboard.exports.pptx.text import said
from dashboard.look.formats import contained, euros
from dashboard.look.palette import LIGHT, contrast
from dashboard.look.territories import EVERY_LOOK
from dashboard.selection import Selection
from tests.charted import beside_text, series_headings, value_text
from tests.every_view import (
    HOSTILE,
    LINK,
    ONE_TERRITORY,
    context_of,
    dossier,
    every,
    every_view,
    made,
    views_of_a_dossier,
)
from tests.spoken import spoken

pytestmark = pytest.mark.usefixtures("database")
both_measures = pytest.mark.parametrize("measure", ["part", "nombre"])
# Words of a dossier's author and of the room, harmful ones among them.
NOTE = "Ce que le client retient.\n" + HOSTILE.replace("\x0b", "")
REMARKS, CUE = "« Nous n’avons pas la compétence »\nÀ vérifier", "=À taire\nici"


def opened(made: bytes) -> Any:
    return Presentation(io.BytesIO(made))


def charts(made: Any) -> list[Any]:
    return [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]


def tables(made: Any) -> list[Any]:
    return [shape.table for slide in made.slides for shape in slide.shapes if shape.has_table]


def texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def everything_said(slides: Any) -> str:
    return "\n".join(texts(slide) for slide in slides.slides)


def check_sound(slides: Any) -> None:
    """Nothing empty, nothing off the slide, no shape named twice, an alternative text on every picture of data."""
    for slide in slides.slides:
        assert slide.shapes.title.text_frame.text.strip()
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            if shape.is_placeholder and shape.has_text_frame:
                assert shape.text_frame.text.strip(), shape.name
            assert shape.left >= 0 and shape.left + shape.width <= slides.slide_width + 10, shape.name
            assert shape.top >= 0 and shape.top + shape.height <= slides.slide_height + 10, shape.name
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


@every_view
def test_a_view_says_its_finding_its_sources_its_filters_and_the_way_back(name: str) -> None:
    for comparison in made(name):
        deck_of_one = opened(make(comparison, context_of()))
        assert (deck_of_one.slide_width, deck_of_one.slide_height) == (Inches(13.333), Inches(7.5))
        check_sound(deck_of_one)
        first = deck_of_one.slides[0]
        assert first.shapes.title.text_frame.text.startswith(said(comparison.finding))
        everything = everything_said(deck_of_one)
        for words in (comparison.subtitle, *comparison.notes, "Filtres : thème Mobilité", comparison.data_version[:8]):
            assert said(words) in everything
        for source in comparison.sources:
            assert said(source.date) in everything
        assert "22/11/2026" in everything
        links = [rel.target_ref for rel in first.part.rels.values() if rel.is_external]
        assert links == [LINK]


@every_view
def test_every_slide_with_figures_says_its_question_its_finding_its_filters_and_its_sources(name: str) -> None:
    for comparison in made(name):
        context = context_of(heading="Le titre de l’auteur")
        for slide in opened(make(comparison, context)).slides:
            everything = texts(slide)
            assert slide.shapes.title.text_frame.text.startswith("Le titre de l’auteur")
            for words in (
                comparison.question,
                comparison.finding,
                comparison.subtitle,
                source_line(chart_of(comparison)),
            ):
                assert said(words) in everything
            assert said(f"Filtres : {context.filters}") in everything and "22/11/2026" in everything
            assert [rel.target_ref for rel in slide.part.rels.values() if rel.is_external] == [LINK]


@both_measures
@every_view
def test_charts_and_tables_hold_the_figures_of_the_comparison(name: str, measure: str) -> None:
    for comparison in made(name, Selection(measure=measure)):
        check_figures(comparison, opened(make(comparison, context_of())))


def printed(comparison: Comparison, row: Any) -> str:
    """The value of a cell, and a wide space before the counts that stand beside it in lighter type."""
    return said("\u2002".join(filter(None, [value_text(comparison, row), beside_text(comparison, row)])))


def words_of(row: Any, column: str) -> str:
    """The document's own words, with the action that says them where one does."""
    return f"« {row[column]} »" + (f" : {row['action']}" if "action" in row else "")


def check_figures(comparison: Comparison, deck_of_one: Any) -> None:
    """What python-pptx reads of the slides is what the Comparison's table holds."""
    table = comparison.table
    if table.empty:
        assert said(comparison.empty) in texts(deck_of_one.slides[0])
    elif comparison.mark == BARS:
        rows = zip(table[comparison.category.label], table["depth"], table[comparison.value], strict=True)
        wanted = [(said(contained(label, depth)), value) for label, depth, value in rows]
        if len(table) == 1:
            assert not charts(deck_of_one), "one bar compares nothing"
            stated = texts(deck_of_one.slides[0])
            assert said(euros(wanted[0][1])) in stated and wanted[0][0] in stated
            assert said(f"« {table['quote'][0]} »") in stated
        else:
            found = [
                (str(name), value)
                for chart in charts(deck_of_one)
                for name, value in zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True)
            ]
            stated = [row for row in found if not row[0].startswith("Rappel") and not row[0].endswith(REST)]
            assert stated == wanted
            rests = [bar.value for bar in chart_of(comparison).bars if bar.is_rest]
            assert [value for name, value in found if name.endswith(REST)] == rests
    elif comparison.mark == SPANS:
        starts = [value for chart in charts(deck_of_one) for value in chart.plots[0].series[0].values]
        lengths = [
            next(value for value in at if value is not None)
            for chart in charts(deck_of_one)
            for at in zip(*[series.values for series in list(chart.plots[0].series)[1:-1]], strict=True)
        ]
        names = [str(name) for chart in charts(deck_of_one) for name in chart.plots[0].categories]
        assert starts == table["period_start"].tolist()
        assert lengths == (table["until"] - table["period_start"] + 1).tolist()
        assert [" ".join(name.split()) for name in names] == [
            " ".join(said(label).split()) for label in table[comparison.category.label]
        ]
    elif comparison.mark == DOTS:
        times = 100 if comparison.unit == SHARE else 1
        for at, (key, heading) in enumerate(series_headings(comparison).items(), 1):
            drawn = [list(chart.plots[0].series)[at] for chart in charts(deck_of_one)]
            assert {series.name for series in drawn} == {said(heading)}
            found = [
                float(point.text) / times
                for series in drawn
                for point in series._element.findall(".//{*}xVal//{*}pt/{*}v")
            ]
            assert found == pytest.approx(table[table[comparison.series.id] == key][comparison.value].tolist())
    elif comparison.mark == MATRIX:
        rows = [[cell.text for cell in row.cells] for one in tables(deck_of_one) for row in list(one.rows)[1:]]
        groups = {said(group) for group in table[comparison.group]} if comparison.group else set()
        found_rows = [row for row in rows if not (row[0] in groups and not any(row[1:]))]
        expected = [
            [said(of_row.iloc[0][comparison.category.label])]
            + [printed(comparison, cell) for _, cell in of_row.iterrows()]
            + ([said(row.quoted)] if comparison.words else [])
            for (_, of_row), row in zip(
                table.groupby(comparison.category.id, sort=False), chart_of(comparison).rows, strict=True
            )
        ]
        assert found_rows == expected
        for one in tables(deck_of_one):
            heads = [cell.text.replace("\v", " ") for cell in one.rows[0].cells][1:]
            if comparison.worded:
                assert heads.pop() == comparison.worded.title
            assert all(
                head.endswith(said(want))
                for head, want in zip(heads, series_headings(comparison).values(), strict=True)
            )
    else:
        everything = texts(deck_of_one.slides[0])
        assert all(said(extent) in everything for extent in table["extent"])
        outlines = [shape for shape in deck_of_one.slides[0].shapes if shape.name.startswith("Contour")]
        assert len(outlines) == len(table)
        scales = [shape.width / wide for shape, wide in zip(outlines, table["width_km"], strict=True)]
        assert max(scales) / min(scales) < 1.05, "one scale for all"


@every_view
def test_a_native_chart_carries_its_workbook(name: str) -> None:
    for comparison in made(name):
        drawn = charts(opened(make(comparison, context_of())))
        assert bool(drawn) == (comparison.mark in (BARS, DOTS, SPANS) and len(comparison.table) > 1)
        for chart in drawn:
            assert zipfile.is_zipfile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))


@every_view
def test_the_words_of_a_dossier_stand_with_the_figures_and_the_cue_in_the_speaker_notes_alone(name: str) -> None:
    comparison = made(name)[0]
    context = context_of(heading="Le titre de l’auteur", note=NOTE, remarks=REMARKS, cue=CUE)
    slides = opened(make(comparison, context))
    check_sound(slides)
    first = slides.slides[0]
    assert first.shapes.title.text_frame.text.startswith("Le titre de l’auteur")
    assert texts(first).index(said(comparison.finding)) < texts(first).index(said(comparison.subtitle))
    everything = everything_said(slides)
    for words in ("Note", "Ce qui s’est dit", *NOTE.split("\n"), *REMARKS.split("\n"), *comparison.notes):
        assert said(words) in everything
    assert "À taire" not in everything
    cited = said(f"Pour citer : {citation(comparison, context)}")
    assert first.notes_slide.notes_text_frame.text == f"=À taire\nici\n{cited}"
    assert sum(slide.has_notes_slide for slide in slides.slides) == 1


@every_view
def test_the_caveats_stay_with_the_figures_however_long_the_note_is(name: str) -> None:
    comparison = made(name)[0]
    bare = opened(make(comparison, context_of())).slides[0]
    slides = opened(make(comparison, context_of(note="Une phrase de la note. " * 300, remarks="Un mot. " * 300)))
    check_sound(slides)
    with_figures = texts(slides.slides[0])
    assert all(said(note) in with_figures for note in comparison.notes if said(note) in texts(bare))
    read = " ".join(everything_said(slides).split())
    assert read.count("Une phrase de la note.") >= 290 and read.count("Un mot.") >= 290, "a word may part two slides"
    assert "Note (suite)" in read and "Ce qui s’est dit (suite)" in read


def test_a_word_longer_than_a_slide_is_cut_and_nothing_of_it_is_lost() -> None:
    slides = opened(make(themes_by_territory(Selection()), context_of(note="x" * 9000)))
    check_sound(slides)
    assert everything_said(slides).count("x") >= 9000


def test_dots_keep_the_colour_and_the_mark_of_their_territory() -> None:
    slides = opened(make(themes_in_dots(Selection(), "cahors"), context_of()))
    _, *series = charts(slides)[0].plots[0].series
    marks = [str(one.marker.style).split()[0] for one in series]
    assert marks == ["CIRCLE", "SQUARE", "DIAMOND", "TRIANGLE"]
    assert [one.marker.size for one in series] == [9, 9, 13, 9]
    slots = [one.marker.format.fill.fore_color.theme_color.name for one in series]
    assert slots == ["ACCENT_1", "ACCENT_2", "ACCENT_3", "ACCENT_4"]


def test_the_theme_holds_the_colours_of_the_territories_and_our_fonts() -> None:
    on = ground()
    assert {look.key: on.colours[look.slot] for look in EVERY_LOOK if look.slot} == {
        look.key: look.light for look in EVERY_LOOK if look.slot
    }
    master = on.presentation.slide_master.part
    theme = next(rel.target_part.blob for rel in master.rels.values() if rel.reltype.endswith("/theme")).decode()
    for font in ("Source Sans 3", "Source Serif 4", "Calibri", "Cambria"):
        assert f'typeface="{font}"' in theme


@pytest.mark.parametrize("step", range(1, len(LIGHT.sequential) + 1))
def test_the_ink_of_a_shaded_cell_can_be_read(step: int) -> None:
    on = ground()
    colour, ink = shade(step, on)
    assert colour is not None
    assert contrast(on.resolved(colour), on.resolved(ink)) >= 4.5


@every_view
def test_hostile_words_long_ones_and_one_territory_stay_on_the_slide(name: str) -> None:
    for plain in made(name, ONE_TERRITORY):
        table = plain.table.assign(**{plain.category.label: HOSTILE, plain.series.label: HOSTILE})
        spoiled = replace(plain, headline=spoken(HOSTILE), scope=spoken(HOSTILE), remarks=(HOSTILE,) * 12, table=table)
        hostile = context_of(
            filters=HOSTILE, permalink=f"{LINK}&q={'a' * 300}", note=HOSTILE, remarks=HOSTILE, cue=HOSTILE
        )
        for context in (hostile, replace(hostile, heading=HOSTILE[::-1])):
            slides = opened(make(spoiled, context))
            check_sound(slides)
            title = slides.slides[0].shapes.title.text_frame.text
            assert said(title_of(spoiled, context)) in title and "b<" in title[::-1] + title


@every_view
def test_a_view_without_rows_says_so(name: str) -> None:
    for comparison in made(name):
        slides = opened(make(replace(comparison, table=comparison.table.iloc[:0]), context_of(filters="")))
        check_sound(slides)
        assert said(comparison.empty) in texts(slides.slides[0])
        assert not charts(slides) and not tables(slides)


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    slides = opened(make(themes_by_territory(Selection()), context_of(permalink="javascript:alert(1)")))
    assert not [rel for rel in slides.slides[0].part.rels.values() if rel.is_external]


def test_a_right_to_left_title_reads_from_the_right() -> None:
    slides = opened(make(replace(themes_by_territory(Selection()), scope=spoken("שלום עולם")), context_of()))
    box = next(shape for shape in slides.slides[0].shapes if shape.name == "Sous-titre")
    assert [one._p.pPr.get("rtl") for one in box.text_frame.paragraphs] == [None, "1"]


def test_a_deck_of_forty_views_has_contents_that_lead_to_them_and_its_sources() -> None:
    gathered = dossier(views_of_a_dossier(40), "Projets de territoire : « face à face » & compagnie")
    slides = opened(deck(gathered))
    check_sound(slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]
    assert titles[0].startswith("Projets de territoire")
    assert titles[1] == "Sommaire (1/4)" and titles[-1] == "Méthode et sources"
    linked = [
        rel.target_part
        for slide in list(slides.slides)[1:5]
        for rel in slide.part.rels.values()
        if rel.reltype.endswith("/slide")
    ]
    assert len(linked) == 40 and len(set(map(id, linked))) == 40
    for part, (comparison, context) in zip(linked, gathered.entries, strict=True):
        assert part.slide.shapes.title.text_frame.text.startswith(said(title_of(comparison, context)))
    sources = {row.cells[1].text for row in list(tables(slides)[-1].rows)[1:]}
    assert {said(source.title) for comparison in every() for source in comparison.sources} == sources


def test_the_contents_of_a_deck_name_views_as_their_author_does() -> None:
    titles = ["Mon titre", HOSTILE, ""]
    gathered = dossier([(themes_by_territory(Selection()), context_of(heading=title)) for title in titles])
    slides = opened(deck(gathered))
    check_sound(slides)
    contents = texts(slides.slides[1])
    assert all(said(title_of(*made_view)) in contents for made_view in gathered.entries)


def test_the_last_slide_says_how_to_cite_the_dossier_and_what_it_rests_on() -> None:
    gathered = dossier(views_of_a_dossier(3), "Un titre & d’autres")
    for one in (gathered, replace(gathered, permalink=LINK + "a" * 9000), replace(gathered, permalink="")):
        slides = opened(deck(one))
        check_sound(slides)
        last = texts(list(slides.slides)[-1])
        for words in ("Un titre & d’autres", gathered.data_version, gathered.data_date, gathered.codebook_version):
            assert words in last
    links = [rel.target_ref for rel in list(opened(deck(gathered)).slides)[-1].part.rels.values() if rel.is_external]
    assert links == [LINK]


def test_a_deck_without_views_still_opens() -> None:
    check_sound(opened(deck(dossier([], "Dossier vide"))))
