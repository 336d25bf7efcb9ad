"""Screens of the projection, made on the server: every view and every sequence, whole, with nothing cut or hidden."""

from __future__ import annotations

import html
import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from dashboard import queries
from dashboard.charts.model import BarChart, MatrixChart, chart_of
from dashboard.comparisons.core import DOTS, MATRIX, SHAPES, SHARE, SPANS, Comparison
from dashboard.dossier import views
from dashboard.dossier.model import Entry
from dashboard.look.formats import typeset
from dashboard.look.text_width import STRONG, lines, width
from dashboard.projection import sequences
from dashboard.projection.layout import INNER, Part, fitted, headings
from dashboard.projection.matrix import tone_of
from dashboard.projection.panels import behind, caveats
from dashboard.projection.screens import Override, made, notes_of, screen
from dashboard.selection import LISTS

pytestmark = pytest.mark.usefixtures("database")

_AS_KEPT = Override()
_GRID = {"rubriques-par-territoire", "rubriques-en-points"}
_OF_TERRITORY = {"contours", "themes-d-un-territoire"}
_AMOUNTS = ("programme-national", "region", "territoire", "operation")
NAMES = [*views.VIEWS, *(f"montants-{scope}" for scope in _AMOUNTS)]
_MARK = re.compile(r'data-row="([^"]*)" data-column="([^"]*)"')


def entry(name: str, **params: str) -> Entry:
    """The view with what it asks for."""
    needed = {"grille": "iso-37101-domaines"} if name in _GRID else {}
    needed |= {"territoire": "cahors"} if name in _OF_TERRITORY else {}
    return Entry(name, needed | params)


def step_of(sequence: str, key: str) -> Entry:
    found = sequences.found(sequence)
    assert found
    return next(one for one in found.dossier.entries if one.key == key)


STEPS = [(one.id, step.key) for one in sequences.every() for step in one.dossier.entries]


@pytest.mark.parametrize(("sequence", "key"), STEPS, ids=map("-".join, STEPS))
def test_every_screen_of_every_sequence_is_made(sequence: str, key: str) -> None:
    step = step_of(sequence, key)
    shown = screen(step, _AS_KEPT)
    assert not shown.problem
    assert shown.pages and shown.question and shown.title
    comparison = made(step, _AS_KEPT)
    assert not comparison.is_empty, "a screen of a sequence has something to show"
    # A title in a sequence is a question: facts are computed.
    assert not step.title or step.title.endswith("?")
    assert len(step.cue) > 80 and "Demander" in step.cue and "Ne pas conclure" in step.cue


@pytest.mark.parametrize(("sequence", "key"), STEPS, ids=map("-".join, STEPS))
def test_notes_of_a_sequence_state_no_figure(sequence: str, key: str) -> None:
    assert not re.search(r"\d", step_of(sequence, key).cue), "figures are computed, not typed in"


def test_the_six_sequences_are_there_and_have_the_length_announced() -> None:
    length = {one.dossier.title: len(one.dossier.entries) for one in sequences.every()}
    assert length.pop("Les territoires en dix écrans") == 10
    assert len(length) >= 5
    assert all(5 <= number <= 8 for number in length.values()), length


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_stands_on_exactly_one_page(name: str) -> None:
    comparison = made(entry(name), _AS_KEPT)
    shown = screen(entry(name), _AS_KEPT)
    found = Counter(_MARK.findall("".join(shown.pages)))
    table = comparison.table.to_dict("records")
    expected = {
        (str(escape(row[comparison.category.id])), str(escape(row[comparison.series.id])))
        for row in table
        if (comparison.mark in (MATRIX, DOTS) and comparison.behind(row))
        or comparison.mark == SHAPES
        or (comparison.mark == SPANS and not row["is_document"])
        or name.startswith("montants-")
    }
    drawn = chart_of(comparison)
    if isinstance(drawn, BarChart):
        expected |= {(bar.id, bar.series_id) for bar in drawn.bars if bar.is_rest}
    assert set(found) == expected
    assert set(found.values()) <= {1}


@pytest.mark.parametrize("name", NAMES)
def test_every_label_is_printed_whole(name: str) -> None:
    comparison = made(entry(name), _AS_KEPT)
    text = "".join(screen(entry(name), _AS_KEPT).pages)
    for label in comparison.table[comparison.category.label].unique():
        assert str(escape(typeset(label))) in text
    for source in comparison.sources:
        assert str(escape(typeset(source.date))) in text


@pytest.mark.parametrize("name", [name for name in views.VIEWS if name not in _OF_TERRITORY])
def test_a_choice_made_in_the_room_applies_to_every_view_and_is_said(name: str) -> None:
    override = Override("mobilite", ("cahors", "coeur-de-lorraine"), "nombre")
    comparison = made(entry(name), override)
    assert comparison.selection.territories == ("cahors", "coeur-de-lorraine")
    page = screen(entry(name), override).pages[0]
    if "themes" in _told_without_effect(comparison):
        # What is said of a whole document, or of grants that nobody read, is of no theme.
        assert comparison.selection.themes == () and "Sans effet sur cet écran\xa0: Mobilité et transports" in page
        return
    assert comparison.selection.themes == ("mobilite",)
    assert "Choisi en séance" in page and "Mobilité et transports" in page
    if comparison.unit == SHARE:
        assert "Sans effet sur cet écran\xa0: nombre d’actions" in page


def _told_without_effect(comparison: Comparison) -> set[str]:
    return {field for claim in comparison.unapplied for field, _ in claim.filters}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name in views.VIEWS if name not in _OF_TERRITORY])
def test_each_filter_is_heeded_by_a_view_or_told_to_have_no_effect(name: str) -> None:
    offered = queries.catalogue().drop_duplicates("field").set_index("field")["value"]
    for field, parameter in LISTS.items():
        value = "cahors" if field == "territories" else offered[field]
        comparison = made(entry(name, **{parameter: value}), _AS_KEPT)
        heeded = {field} if getattr(comparison.selection, field) else set()
        assert heeded | _told_without_effect(comparison) == {field}


def test_a_choice_without_effect_says_so() -> None:
    page = screen(entry("contours"), Override("sante")).pages[0]
    assert "Sans effet sur cet écran\xa0: Santé" in page
    assert "Choisi en séance" not in page
    assert "Sans effet" not in screen(entry("contours"), _AS_KEPT).pages[0]


def test_what_a_step_keeps_by_itself_is_not_said_to_be_chosen_in_the_room() -> None:
    page = screen(entry("actions-par-engagement", niveau="region"), Override("culture-patrimoine")).pages[0]
    assert "Choisi en séance\xa0: Thèmes\xa0: Culture et patrimoine · Niveau de financeur\xa0: Région" in page


def test_all_territories_chosen_in_the_room_are_those_that_the_site_compares() -> None:
    every = tuple(queries.territories().query("is_compared")["territory_id"])
    narrow = entry("themes-par-territoire", territoire="cahors")
    comparison = made(narrow, Override(territories=every))
    assert comparison.selection.territories == ()
    assert set(comparison.table["territory_id"]) == set(every)
    assert "tous les territoires comparés" in screen(narrow, Override(territories=every)).pages[0]


def test_an_authors_title_stands_above_the_finding_and_is_never_markup() -> None:
    shown = screen(Entry("themes-par-territoire", {}, title="<b>Que voit-on ?</b>"), _AS_KEPT)
    finding = made(entry("themes-par-territoire"), _AS_KEPT).finding
    assert "&lt;b&gt;Que voit-on\xa0?&lt;/b&gt;" in shown.pages[0] and "<b>Que" not in shown.pages[0]
    assert str(escape(typeset(finding))) in shown.pages[0]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Entry("vue-inconnue", {}), "n’a pas de vue"),
        (Entry("contours", {}), "celle d’un territoire"),
        (Entry("montants-lune", {}), "Aucune somme"),
    ],
)
def test_a_step_that_cannot_be_made_says_so_on_its_screen(step: Entry, said: str) -> None:
    shown = screen(step, _AS_KEPT)
    assert said in shown.problem and len(shown.pages) == 1
    assert said in shown.pages[0]


def test_an_empty_comparison_explains_itself() -> None:
    shown = screen(entry("organismes-par-territoire", theme="mobilite"), _AS_KEPT)
    assert "ne nomme de financeur" in shown.pages[0]


def test_behind_a_mark_stand_the_actions_that_it_counts_with_their_own_lines() -> None:
    comparison = made(entry("themes-par-territoire"), _AS_KEPT)
    for row in comparison.table.to_dict("records"):
        panel = behind(chart_of(comparison), row["theme_id"], row["territory_id"])
        if not row["actions"]:
            assert panel is None
            continue
        assert panel and f"{row['actions']}\xa0action" in panel.title
        text = "".join(panel.pages)
        assert "# " not in text and "**" not in text, "our transcription's marks are no words of the document"
        selection = comparison.behind(row)
        assert selection
        for action in queries.actions(selection).to_dict("records"):
            passage = queries.passage(action["document_id"], action["first_line"], action["last_line"])
            for line in passage.itertuples():
                if line.text.strip():
                    assert str(escape(typeset(re.sub("^#+ +", "", line.text).replace("**", "")))) in text
                    assert f"</span>{line.line}</span>" in text


def test_what_all_actions_of_a_panel_share_is_said_once_a_page() -> None:
    panel = behind(chart_of(made(entry("themes-par-territoire"), _AS_KEPT)), "mobilite", "coeur-de-lorraine")
    assert panel and len(panel.items) > 3
    for page in panel.pages:
        assert page.count("Cœur de Lorraine · Mobilité et transports") == 1
        assert page.count('class="g t-') == 1, "the territory's mark stands once"


@pytest.mark.parametrize("name", NAMES)
def test_the_title_of_a_page_speaks_of_rows_that_stand_on_it(name: str) -> None:
    comparison = made(entry(name), _AS_KEPT)
    labels = [str(label) for label in comparison.table[comparison.category.label].unique()]
    shown = screen(entry(name), _AS_KEPT)
    for page in shown.pages if len(shown.pages) > 1 else ():
        title = html.unescape(page.split("<h1", 1)[1].split(">", 1)[1].split("</h1>", 1)[0]).replace("\xa0", " ")
        body = html.unescape(page.split('<div class="chart">', 1)[1]).replace("\xa0", " ").replace("\u202f", " ")
        for label in labels:
            plain_label = typeset(label).replace("\xa0", " ").replace("\u202f", " ")
            assert f"« {plain_label} »" not in title or plain_label in body, (title, label)


def test_one_count_has_one_tone_on_all_screens() -> None:
    found: dict[tuple[bool, float], set[int]] = {}
    for name in NAMES:
        for over in (_AS_KEPT, Override("mobilite"), Override("sante")):
            try:
                chart = chart_of(made(entry(name), over))
            except views.ViewUnknown:
                continue
            if isinstance(chart, MatrixChart) and not chart.is_signs and chart.comparison.unit.counts_actions:
                for row in chart.rows:
                    for mark in row.marks:
                        key = (chart.comparison.unit == SHARE, mark.value or 0.0)
                        found.setdefault(key, set()).add(tone_of(chart.comparison.unit, mark))
    assert len(found) > 20 and all(len(tones) == 1 for tones in found.values())
    counts = sorted((value, *tones) for (is_share, value), tones in found.items() if not is_share)
    assert [tone for _, tone in counts] == sorted(tone for _, tone in counts), "more is never lighter"


@pytest.mark.parametrize("name", ["subventions-par-theme", "subventions-par-annee", "subventions-les-plus-grandes"])
def test_euros_are_toned_beside_the_largest_of_their_screen(name: str) -> None:
    """By the scale of shares or counts nearly all of them were as dark as can be."""
    comparison = made(entry(name), _AS_KEPT)
    chart = chart_of(comparison)
    assert isinstance(chart, MatrixChart)
    marks = [mark for row in chart.rows for mark in row.marks if mark.value]
    tones = [tone_of(comparison.unit, mark) for mark in sorted(marks, key=lambda mark: mark.value or 0)]
    assert tones == sorted(tones) and len(set(tones)) > 2 and tones.count(tones[-1]) < len(tones) / 2


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_of_4_by_3_holds_all_rows_on_no_more_pages(name: str) -> None:
    wide, tall = screen(entry(name), _AS_KEPT), screen(entry(name), _AS_KEPT, "4:3")
    assert len(tall.pages) <= len(wide.pages)
    assert sorted(_MARK.findall("".join(tall.pages))) == sorted(_MARK.findall("".join(wide.pages)))


def test_what_a_step_shows_by_itself_is_not_said_to_be_chosen_in_the_room() -> None:
    same = screen(entry("actions-par-engagement", theme="sante"), Override("sante")).pages[0]
    assert "Choisi en séance" not in same and "Thèmes\xa0: Santé" in same
    part = screen(entry("themes-par-territoire"), Override(measure="part")).pages[0]
    assert "Choisi en séance" not in part
    every = tuple(queries.territories().query("is_compared")["territory_id"])
    assert "Choisi en séance" not in screen(entry("themes-par-territoire"), Override(territories=every)).pages[0]
    other = screen(entry("themes-par-territoire"), Override(measure="nombre")).pages[0]
    assert "Choisi en séance\xa0: mesure\xa0: nombre d’actions" in other


@pytest.mark.parametrize(("shape", "height"), [("16:9", 1080), ("4:3", 1440)])
@pytest.mark.parametrize("name", ["actions-par-engagement", "themes-en-points", "echeances"])
def test_few_rows_fill_the_screen(name: str, shape: str, height: int) -> None:
    shown = screen(entry(name, theme="sante"), _AS_KEPT, shape)
    assert len(shown.pages) == 1
    rows = re.findall(r'<(?:tr|li|div class="band")[^>]*style="--h:([\d.]+)', shown.pages[0])
    assert sum(map(float, rows)) > 0.45 * height


def test_behind_a_sum_stand_the_words_that_state_it() -> None:
    comparison = made(entry("montants-operation"), _AS_KEPT)
    row = comparison.table.iloc[0]
    panel = behind(chart_of(comparison), row["amount_id"], "eur")
    assert panel and str(escape(typeset(row["quote"]))) in panel.pages[0] and str(row["line"]) in panel.pages[0]


def test_behind_a_mark_that_is_none_there_is_nothing() -> None:
    comparison = made(entry("themes-par-territoire"), _AS_KEPT)
    assert behind(chart_of(comparison), "mobilite", "paris") is None
    assert behind(chart_of(comparison), "<script>", "") is None


def test_guillemets_within_a_citation_are_not_those_around_it() -> None:
    comparison = made(entry("montants-operation"), _AS_KEPT)
    panel = behind(chart_of(comparison), comparison.table.iloc[0]["amount_id"], "eur")
    assert (
        panel and "«\xa0Signature de la convention “Action cœur de ville”\xa0: dossier de presse\xa0»" in panel.pages[0]
    )


def test_a_title_breaks_neither_before_what_a_number_counts_nor_within_a_name() -> None:
    page = screen(entry("actions-par-engagement", theme="mobilite"), _AS_KEPT).pages[0]
    title = page.split("<h1", 1)[1].split("</h1>", 1)[0]
    assert "2\xa0«\xa0À\xa0étudier\xa0»" in title


def test_a_territory_without_action_says_so_in_words_beside_its_mark() -> None:
    comparison = made(entry("themes-en-points", theme="sante"), _AS_KEPT)
    silent = comparison.table[comparison.table["actions"] == 0]
    page = screen(entry("themes-en-points", theme="sante"), _AS_KEPT).pages[0]
    assert len(silent) and page.count("<b>aucune action</b>") == len(silent)
    assert "<b>–</b>" not in page
    # Words as large as they can be never take the place of the lengths that they name.
    assert max(float(at) for at in re.findall(r"--at:([\d.]+)", page)) > INNER / 5


def test_caveats_are_all_told_but_how_to_read_counts_that_the_rooms_cells_do_not_bear() -> None:
    comparison = made(entry("themes-par-territoire"), _AS_KEPT)
    notes = notes_of(chart_of(comparison))
    assert notes == tuple(note for note in comparison.notes if "en petit" not in note) and notes != comparison.notes
    text = "".join(caveats(notes).pages)
    assert notes and all(str(escape(typeset(note))) in text for note in notes)
    assert "Rien de particulier" in caveats(()).pages[0]


@given(
    heights=st.lists(st.floats(10, 300), min_size=1, max_size=60),
    group_sizes=st.lists(st.integers(1, 9), min_size=1, max_size=60),
    room=st.floats(400, 900),
)
def test_pages_hold_every_row_once_in_order_and_none_is_too_full(
    heights: list[float], group_sizes: list[int], room: float
) -> None:
    groups = [f"g{at}" for at, size in enumerate(group_sizes) for _ in range(size)][: len(heights)]
    groups += ["reste"] * (len(heights) - len(groups))
    fit = fitted(lambda size: [height * size / 28 for height in heights], groups, room)
    assert [at for part in fit.pages for at in range(part.start, part.end)] == list(range(len(heights)))
    for part in fit.pages:
        opened = list(headings(part, groups))
        assert opened[0][0] == part.start, "a page says which group its first row is of"
        used = sum(fit.heights[part.start : part.end]) + fit.heading * len(opened)
        assert used <= room * 1.0001 or part.end - part.start == 1
        assert opened[0][1].endswith("(suite)") == (part.start > 0 and groups[part.start] == groups[part.start - 1])


@pytest.mark.parametrize(
    ("rows", "a_page", "expected"), [(9, 8, [5, 4]), (7, 3, [3, 2, 2]), (13, 4, [4, 3, 3, 3]), (5, 4, [3, 2])]
)
def test_no_page_is_left_with_a_lonely_row(rows: int, a_page: int, expected: list[int]) -> None:
    fit = fitted(lambda size: [40.0] * rows, [""] * rows, 40.0 * a_page, sizes=(28,), paged=28)
    assert sorted((part.end - part.start for part in fit.pages), reverse=True) == expected


@given(heights=st.lists(st.floats(30, 90), min_size=2, max_size=60), room=st.floats(300, 900))
def test_no_row_could_go_to_the_page_before_and_leave_both_more_even(heights: list[float], room: float) -> None:
    fit = fitted(lambda size: heights, [""] * len(heights), room, sizes=(28,), paged=28)
    filled = [sum(heights[part.start : part.end]) for part in fit.pages]
    for one, (before, after) in zip(fit.pages[1:], itertools.pairwise(filled), strict=True):
        first = heights[one.start]
        assert before + first > room or abs(after - before) <= abs(after - before - 2 * first) + 1e-6


def test_rows_that_fit_stand_on_one_page_as_large_as_they_can() -> None:
    fit = fitted(lambda size: [2.0 * size] * 6, [""] * 6, 600)
    assert fit.pages == (Part(0, 6, False),)
    assert fit.size == max(size for size in (46, 42, 38, 34) if 12 * size <= 600)


def test_widths_are_those_of_the_font() -> None:
    assert width("iiii", 40) < width("MMMM", 40) < width("MMMM", 40, STRONG)
    assert lines("un deux trois", 40, width("un deux", 40) + 1) == 2
    assert lines("x" * 100, 40, 200) >= 8, "a word wider than its line breaks"


def test_a_file_that_is_no_sequence_is_told_and_the_others_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = sequences.folder() / "4-sante.json"
    (tmp_path / "a-moi.json").write_bytes(good.read_bytes())
    (tmp_path / "cassee.json").write_text("{", "utf-8")
    (tmp_path / "vide.json").write_text('{"format": "en-regard/dossier", "version": 1, "vues": []}', "utf-8")
    (tmp_path / "Mal Nommée.json").write_bytes(good.read_bytes())
    monkeypatch.setenv("EN_REGARD_SEQUENCES", str(tmp_path))
    found = {one.file: one for one in sequences.every()}
    assert not found["a-moi.json"].problem and sequences.found("a-moi")
    assert "JSON" in found["cassee.json"].problem and sequences.found("cassee") is None
    assert "aucune vue" in found["vide.json"].problem
    assert "son nom" in found["Mal Nommée.json"].problem
    assert sequences.found("../4-sante") is None
