"""Any number of territories: each looks like nobody else, charts choose and say so, pages and files stay right."""

from __future__ import annotations

import datetime
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from dashboard import queries
from dashboard.charts import html, plotly
from dashboard.charts.model import BarChart, Chart, DotChart, EmptyChart, MatrixChart, ShapeChart, SpanChart, chart_of
from dashboard.charts.words import alternative
from dashboard.comparisons import contours, face_to_face_of, others_read, themes_by_territory, themes_in_dots
from dashboard.comparisons.core import MOST_TOGETHER, SHAPES, SPANS, Comparison
from dashboard.comparisons.faces import shown_of
from dashboard.comparisons.looks import look_of
from dashboard.comparisons.places import places
from dashboard.dossier import views
from dashboard.dossier.assemble import context_of, known
from dashboard.exports.registry import FORMATS
from dashboard.look.palette import LIGHT
from dashboard.look.territories import FURTHER, LOOKS
from dashboard.page_registry import OVERVIEW
from dashboard.projection.charts import drawn
from dashboard.selection import OWN_GRID, Selection
from dashboard.widgets.filters import territory_groups
from dashboard.widgets.templates import render
from etl.paths import ROOT
from tests.apps import AppTest
from tests.many import build_many, identifier, short_name
from tests.pairs import is_its_turn
from tests.truth import CHECKS
from tests.words_of import WORDS
from tests.world import World

# Fewer than are shown together, as many, and many more; between the last two lies what `--whole` tries beside them.
NUMBERS, BETWEEN = (5, 8, 100), 20
_DAY = datetime.date(2026, 11, 25)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for each number of territories."""
    if "number" in metafunc.fixturenames:
        numbers = [*NUMBERS, BETWEEN] if metafunc.config.getoption("whole") else NUMBERS
        metafunc.parametrize("number", numbers, indirect=True, scope="module")


@pytest.fixture(scope="module")
def number(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A database of so many compared territories, which the dashboard reads."""
    database = build_many(tmp_path_factory.mktemp("many"), request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DB", str(database))
        yield request.param


def every_view() -> Iterator[tuple[str, Comparison]]:
    """Each view that can be kept, of all territories, or of the last one where it is one territory's."""
    last = list(places(Selection()))[-1]
    grid = next(one for one in sorted(known()["grid"]) if one != OWN_GRID)
    for name in views.VIEWS:
        selection = Selection(territories=(last,)) if views.is_of_territory(name) else Selection()
        yield name, views.comparison(name, selection.but(grid=grid) if name.startswith("rubriques") else selection)


def test_each_territory_has_a_look_of_its_own_and_further_ones_a_grey(number: int) -> None:
    compared = list(places(Selection()))
    assert len(compared) == number
    looks = [look_of(one) for one in compared]
    assert looks[: len(LOOKS)] == list(LOOKS[:number])
    assert all(look is FURTHER for look in looks[len(LOOKS) :])


def test_charts_show_all_that_can_be_read_and_say_what_they_leave(number: int) -> None:
    for name, comparison in every_view():
        chart = chart_of(comparison)
        shown = {series.id for series in getattr(chart, "series", ())}
        held = (
            set(comparison.table[comparison.series.id].astype(str)) if comparison.series.id == "territory_id" else set()
        )
        if len(held) <= MOST_TOGETHER:
            assert not chart.choice.notes, name
            assert not held or isinstance(chart, ShapeChart | EmptyChart) or shown == held, name
            continue
        assert len(shown or {shape.series.id for shape in chart.shapes}) == MOST_TOGETHER, name
        (note,) = chart.choice.notes
        assert note.startswith(f"{MOST_TOGETHER} territoires sur {len(held)} sont montrés"), name
        assert note in alternative(chart) and note in chart.notes, name


@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(themes=("sante",)), Selection(engagements=("engage",)), Selection(measure="nombre")],
    ids=["all", "theme", "engagement", "count"],
)
def test_what_is_shown_first_is_what_the_note_says(number: int, selection: Selection) -> None:
    comparison = themes_by_territory(selection)
    chart = chart_of(comparison)
    # A table of themes divides by the actions of all themes: the note says so, and this recomputes it.
    kept = queries.actions(selection.but(themes=()))["territory_id"].value_counts().to_dict()
    named = {
        one
        for one, place in places(Selection()).items()
        if any(
            re.search(rf"\b{re.escape(form)}\b", comparison.finding)
            for form in (place.name, place.with_article, place.with_de)
        )
    }
    shown = [series.id for series in chart.series]
    assert named <= set(shown), "whoever the title speaks of is in the chart"
    rest, left = [one for one in shown if one not in named], [one for one in places(Selection()) if one not in shown]
    if left:
        least, most = min(kept.get(one, 0) for one in rest), max(kept.get(one, 0) for one in left)
        assert least >= most
        (note,) = chart.choice.notes
        assert f"ceux qui ont le plus d’{comparison.total_title.lower()}" in note
        assert (least == most) == (f"{len(rest)} de ceux" in note)
        assert bool(named) == ("ceux dont parle le titre" in note)
        assert ("autres que le thème" in note) == bool(selection.themes)


def test_a_document_is_read_beside_those_that_none_of_the_others_passes_and_they_are_named(number: int) -> None:
    own, *others = places(Selection())
    read = others_read(own)
    assert len(read) == min(len(others), MOST_TOGETHER - 1) and own not in read
    counted = queries.table("action")["territory_id"].value_counts()
    left = [counted.get(one, 0) for one in others if one not in read]
    assert min(counted.get(one, 0) for one in read) >= max(left, default=0)
    said = render("own_others.html", places=[places(Selection())[one].name for one in read], of=len(others))
    assert ("dont aucun des autres ne passe" in said) == bool(left)
    assert not left or all(places(Selection())[one].name in said for one in read)


def test_who_is_put_first_is_always_shown(number: int) -> None:
    own = identifier(1)
    assert own in [series.id for series in chart_of(themes_in_dots(Selection(), emphasis=own)).series]
    chosen = tuple(places(Selection()))[: number - 1]
    assert [one.id for one in chart_of(themes_by_territory(Selection(territories=chosen))).series] == list(chosen)


def test_marks_stay_in_their_row(number: int) -> None:
    for selection in (Selection(), Selection(territories=tuple(places(Selection())))):
        chart = chart_of(themes_in_dots(selection))
        levels = [series.level for series in chart.series]
        assert len(set(levels)) == len(levels) and max(map(abs, levels)) < 0.5
        rows = {row.id: len(chart.rows) - 1 - at for at, row in enumerate(chart.rows)}
        for trace in plotly.figure(chart, LIGHT)["data"][1:]:
            assert [round(y) for y in trace["y"]] == [rows[ids[0]] for ids in trace["customdata"]]


def test_contours_say_whose_are_missing(number: int) -> None:
    drawn_of = set(queries.contours()["territory_id"])
    missing = [place.name for one, place in places(Selection()).items() if one not in drawn_of]
    notes = " ".join(contours("cahors").notes)
    assert bool(missing) == ("Sans contour ici" in notes)
    assert all(name in notes for name in missing[:3])


def test_every_claim_is_true_of_as_many(number: int) -> None:
    world = World(Path(os.environ["EN_REGARD_DB"]))
    for name, comparison in every_view():
        for claim in comparison.claims:
            assert not CHECKS[type(claim)](claim, world), (name, claim)


def test_every_view_is_drawn_on_the_page_and_in_the_room(number: int) -> None:
    for name, comparison in every_view():
        chart = chart_of(comparison)
        if isinstance(chart, EmptyChart):
            continue
        assert html.drawn(chart, LIGHT) or plotly.figure(chart, LIGHT)["data"], name
        pages = drawn(chart, 640)
        assert pages and all(pages), name
        if isinstance(chart, SpanChart):
            assert html.drawn(chart, LIGHT).count('class="er-bar') == len(chart.spans)


def test_every_format_holds_every_view(number: int, all_combinations: bool) -> None:
    """Each view in each format, of one of these numbers; each view and each format of each number."""
    formats = [one for one in FORMATS if not one.is_picture]
    for at, (name, comparison) in enumerate(every_view()):
        context = context_of(comparison, views.page_of(name), "http://localhost/", _DAY)
        labels = [bare(label) for label in comparison.table[comparison.category.label].astype(str)[:3]]
        for turn, one in enumerate(formats):
            if all_combinations or is_its_turn(False, len(NUMBERS), NUMBERS.index(number), at, turn):
                said = bare(WORDS[one.extension](one.make(comparison, context)))
                # Of Parquet the words read here are those of its metadata.
                told = [bare(comparison.question)] if one.extension == "parquet" else labels
                assert all(text in said for text in told), (name, one.key)


def bare(text: str) -> str:
    """A text without what lines, cells and typography change."""
    return re.sub(r"[\W_]+", "", text)


def test_files_of_numbers_hold_all_territories_and_charts_say_what_they_show(number: int) -> None:
    comparison = themes_by_territory(Selection())
    context = context_of(comparison, OVERVIEW, "http://localhost/", _DAY)
    made = {one.key: one.make(comparison, context) for one in FORMATS if not one.is_picture}
    csv = made["csv"].decode()
    assert all(place.name in csv for place in places(Selection()).values())
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    headings = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert all(place.name in headings for place in places(Selection()).values())
    slides = " ".join(
        text
        for slide in Presentation(io.BytesIO(made["pptx"])).slides
        for shape in slide.shapes
        for text in ([shape.text_frame.text] if shape.has_text_frame else [])
    ).replace("\u00a0", " ")
    page = bare(WORDS["pdf"](made["pdf"]))
    assert (number > MOST_TOGETHER) == (f"{MOST_TOGETHER} territoires sur {number}" in slides)
    assert (number > MOST_TOGETHER) == (
        f"{MOST_TOGETHER}territoiressur{number}" in page.replace(" ", "").replace("\u00a0", "")
    )


def test_as_many_as_the_reader_chose_are_shown_over_several_slides(number: int) -> None:
    chosen = tuple(places(Selection()))[:20]
    comparison = themes_by_territory(Selection(territories=chosen))
    deck = next(one for one in FORMATS if one.key == "pptx").make(
        comparison, context_of(comparison, OVERVIEW, "http://x/", _DAY)
    )
    tables = [
        shape.table for slide in Presentation(io.BytesIO(deck)).slides for shape in slide.shapes if shape.has_table
    ]
    heads = " ".join(cell.text.replace("\v", " ") for table in tables for cell in table.rows[0].cells)
    assert all(
        name in heads.replace("\u00a0", " ")
        for name in (place.name for place in places(Selection(territories=chosen)).values())
    )
    assert max(len(table.columns) for table in tables) <= 9


@pytest.mark.parametrize("asked", [Selection(), Selection(themes=("sante",))], ids=["all", "theme"])
def test_face_to_face_is_of_as_many_as_can_be_read(number: int, asked: Selection) -> None:
    shown = list(places(face_to_face_of(asked)))
    assert len(shown) == min(number, MOST_TOGETHER)
    kept = queries.actions(asked)["territory_id"].value_counts().to_dict()
    left = [one for one in places(asked) if one not in shown]
    if left:
        assert min(kept.get(one, 0) for one in shown) >= max(kept.get(one, 0) for one in left)
    assert (f"{len(shown)} territoires sur {number}" in shown_of(asked)) == bool(left)
    assert face_to_face_of(Selection(territories=("cahors",))) == Selection(territories=("cahors",))
    every = tuple(places(Selection()))
    assert list(places(face_to_face_of(Selection(territories=every)))) == list(every[:MOST_TOGETHER])


def test_filters_choose_territories_by_department_region_and_kind(number: int) -> None:
    groups = territory_groups()
    assert {name.split(" : ")[0] for name in groups} <= {"Département", "Région", "Sorte"}
    assert {"midi-quercy", "cahors"} <= set(groups["Région : Occitanie"])
    table = queries.territories().drop_duplicates("territory_id").set_index("territory_id")
    for name, members in groups.items():
        column = {"Département": "department", "Région": "region", "Sorte": "kind"}[name.split(" : ")[0]]
        same = table[table["is_compared"] & (table[column] == name.split(" : ")[1])]
        assert set(members) == set(same.index) and 1 < len(members) < number


@pytest.mark.parametrize(
    "page", ["vue_densemble", "themes", "face-a-face", "dispositifs", "financements", "calendrier", "territoires"]
)
def test_every_page_is_bounded_and_whole(number: int, page: str) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=60)
    app.run()
    if page != "vue_densemble":
        app.switch_page(f"../pages/{page}.py").run()
    assert not app.exception and not app.error
    said = " ".join(element.value for element in app.html)
    assert "quatre" not in re.sub("quatre thèmes|quatre-vingt", "", said.lower())
    assert len(said) < 700_000


def test_names_of_many_are_those_that_were_written(number: int) -> None:
    names = [place.name for place in places(Selection()).values()]
    assert names[4:] == [short_name(at) for at in range(1, number - 3)]


def kinds() -> tuple[type[Chart], ...]:
    return (MatrixChart, DotChart, BarChart, SpanChart, ShapeChart)


def test_the_views_hold_every_kind_of_chart(number: int) -> None:
    found = {type(chart_of(comparison)) for _, comparison in every_view()}
    found |= {type(chart_of(one)) for one in views.amounts(Selection(), True)}
    assert found >= set(kinds())
    assert {comparison.mark for _, comparison in every_view()} >= {SHAPES, SPANS}
