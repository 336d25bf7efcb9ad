"""Figures: what plotly accepts, what they print, whose marks lead where, and that data never becomes markup."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import plotly
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings

from dashboard import queries
from dashboard.charts.as_it_is import AsItIs
from dashboard.charts.model import REST, BarChart, DotChart, chart_of
from dashboard.charts.plotly import CONFIG, figure
from dashboard.charts.words import alternative
from dashboard.comparisons import (
    Comparison,
    amounts_by_scope,
    areas_in_dots,
    levels_by_territory,
    themes_by_territory,
    themes_in_dots,
)
from dashboard.look.formats import EMPTY
from dashboard.look.palette import DARK, LIGHT, Appearance
from dashboard.selection import OWN_GRID, Selection
from dashboard.widgets import charts
from tests.charted import value_text
from tests.every_view import every_view, made
from tests.selections import selections

pytestmark = pytest.mark.usefixtures("database")
LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
# Measured from 5 ms (sums) to 15 ms (dots), half of it in `iterrows`; building graph objects would take 100.
MOST_SECONDS = 0.03
HOSTILE = '<script>alert(1)</script> & <b>"gras"</b> d’un intitulé très long, bien plus long qu’une ligne du graphique'


def national(selection: Selection) -> Comparison:
    return amounts_by_scope(selection)[0]


def areas_in_two_cases(selection: Selection) -> Comparison:
    grids = queries.catalogue()
    grid = str(grids[(grids["field"] == "grid") & (grids["value"] != OWN_GRID)]["value"].iloc[0])
    return areas_in_dots(selection.but(grid=grid))


DRAWN: tuple[Callable[[Selection], Comparison], ...] = (
    themes_in_dots,
    areas_in_two_cases,
    national,
)
KINDS = pytest.mark.parametrize("make", DRAWN, ids=["dots", "areas", "sums"])


def texts(value: Any) -> Iterator[str]:
    """All strings of a figure, wherever they stand."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def marks(drawn: dict[str, Any]) -> list[tuple[list[str], str]]:
    """(customdata, hover text) of each mark that can be clicked."""
    return [
        (ids, hover)
        for trace in drawn["data"]
        if "customdata" in trace
        for ids, hover in zip(trace["customdata"], trace["hovertext"], strict=True)
    ]


def unwrapped(label: str) -> str:
    return label.replace("<br>", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@LOOKS
@KINDS
def test_plotly_accepts_every_figure(make: Callable[[Selection], Comparison], look: Appearance) -> None:
    drawn = go.Figure(figure(chart_of(make(Selection())), look))  # raises on any property that plotly does not know
    assert len(drawn.data) and drawn.layout.height > 0


@settings(max_examples=12)
@given(selection=selections(most_filters=2))
def test_plotly_accepts_the_figure_of_any_selection(selection: Selection) -> None:
    comparison = themes_in_dots(selection)
    if not comparison.is_empty:
        go.Figure(figure(chart_of(comparison), LIGHT))


def is_rest(name: str) -> bool:
    """Whether the bar is what an envelope does not detail, which no table states."""
    return name.endswith("/reste")


@KINDS
def test_every_mark_names_a_row_of_the_table(make: Callable[[Selection], Comparison]) -> None:
    comparison = make(Selection())
    keys = set(comparison.table[[comparison.category.id, comparison.series.id]].itertuples(index=False, name=None))
    found = [one for one in marks(figure(chart_of(comparison), LIGHT)) if not is_rest(one[0][0])]
    assert {tuple(ids) for ids, _ in found} == keys
    assert len(found) == len(keys)


@KINDS
def test_every_hover_says_what_is_printed(make: Callable[[Selection], Comparison]) -> None:
    comparison = make(Selection())
    by_key = {(row[comparison.category.id], row[comparison.series.id]): row for _, row in comparison.table.iterrows()}
    for ids, hover in marks(figure(chart_of(comparison), LIGHT)):
        if is_rest(ids[0]):
            assert "800" in hover and "Reste non détaillé" in hover
            continue
        row = by_key[tuple(ids)]
        assert f"<b>{row[comparison.category.label]}</b>" in hover
        printed = value_text(comparison, row)
        assert printed in hover or printed == EMPTY


@KINDS
def test_no_label_is_cut(make: Callable[[Selection], Comparison]) -> None:
    comparison = make(Selection())
    labels = [unwrapped(label) for label in figure(chart_of(comparison), LIGHT)["layout"]["yaxis"]["ticktext"]]
    whole = comparison.table.drop_duplicates(comparison.category.id)[comparison.category.label].tolist()
    rest = [REST] if make is national else []
    assert sorted(label.removeprefix("–\u00a0").removeprefix("dont ") for label in labels) == sorted([*whole, *rest])


@KINDS
def test_words_of_the_data_are_no_markup(make: Callable[[Selection], Comparison]) -> None:
    comparison = make(Selection())
    table = comparison.table.copy()
    table.loc[table[comparison.category.id] == table[comparison.category.id].iloc[0], comparison.category.label] = (
        HOSTILE
    )
    table.loc[:, comparison.series.label] = HOSTILE
    for column in {"note", "kind"} & set(table):
        table[column] = HOSTILE
    drawn = figure(chart_of(replace(comparison, table=table)), LIGHT)
    for trace in drawn["data"]:
        trace.pop("name", None)  # the next test is about names
    for text in texts(drawn):
        assert "<script" not in text and '<b>"' not in text and "</script" not in text, text
    assert HOSTILE in [unwrapped(label) for label in drawn["layout"]["yaxis"]["ticktext"]]


def test_a_name_in_the_legend_is_no_markup() -> None:
    comparison = themes_in_dots(Selection())
    drawn = figure(chart_of(replace(comparison, table=comparison.table.assign(territory=HOSTILE))), LIGHT)
    assert not any("<script" in str(trace.get("name")) for trace in drawn["data"])


@pytest.mark.parametrize("make", [themes_by_territory, levels_by_territory])
def test_a_table_is_no_figure_of_plotly(make: Callable[[Selection], Comparison]) -> None:
    with pytest.raises(TypeError, match="table"):
        figure(chart_of(make(Selection())), LIGHT)


def test_dots_stand_at_their_share_and_no_two_of_a_row_hide_one_another() -> None:
    comparison = themes_in_dots(Selection())
    share = comparison.table.set_index(["theme_id", "territory_id"])["part"]
    places: dict[str, set[float]] = {}
    for trace in figure(chart_of(comparison), LIGHT)["data"]:
        for (theme, territory), x, y in zip(trace.get("customdata", []), trace["x"], trace["y"], strict=False):
            assert x == share[theme, territory]
            places.setdefault(theme, set()).add(y)
    assert {len(levels) for levels in places.values()} == {4}
    assert len(set().union(*places.values())) == 4 * len(places), "marks of two rows share a level"


def test_bars_start_at_zero_and_stand_in_the_order_of_the_table() -> None:
    comparison = national(Selection())
    drawn = figure(chart_of(comparison), LIGHT)
    assert drawn["layout"]["xaxis"]["range"][0] == 0
    assert drawn["layout"]["xaxis"]["range"][1] > comparison.table["eur"].max()
    shown = [one for one in drawn["layout"]["yaxis"]["categoryarray"] if not is_rest(one)]
    assert shown == comparison.table["amount_id"].tolist()[::-1]


def test_what_an_envelope_does_not_detail_stands_after_its_parts_and_makes_its_sum() -> None:
    """The five milliards of the programme: 1.5, 1, 1 and 0.7 are detailed, and the document leaves 0.8 untold."""
    drawn = chart_of(national(Selection())).bars
    (at,) = [place for place, bar in enumerate(drawn) if bar.is_rest]
    rest, envelope = drawn[at], drawn[0]
    assert (rest.id, rest.depth, rest.value) == (f"{envelope.id}/reste", 1, 8e8) and drawn[at + 1].depth == 0
    assert sum(bar.value for bar in drawn[1 : at + 1] if bar.depth == 1) == envelope.value
    assert rest.step < min(bar.step for bar in drawn if bar is not rest)


def test_a_part_stands_in_from_its_envelope() -> None:
    layout, drawn = figure(chart_of(national(Selection())), LIGHT)["layout"], chart_of(national(Selection())).bars
    starts = {one["y"]: one["xshift"] for one in layout["annotations"]}
    depths = {bar.id: bar.depth for bar in drawn}
    least = min(starts.values())
    assert len({(depths[bar], start - least) for bar, start in starts.items()}) == 3
    assert all((start > least) == (depths[bar] > 0) for bar, start in starts.items())
    assert layout["margin"]["l"] >= -least


def test_a_component_says_that_it_is_contained() -> None:
    comparison = national(Selection())
    labels = figure(chart_of(comparison), LIGHT)["layout"]["yaxis"]["ticktext"]
    told = [2 if label.startswith("–\u00a0dont ") else int(label.startswith("dont ")) for label in labels]
    assert told == [bar.depth for bar in chart_of(comparison).bars] and set(told) == {0, 1, 2}


@KINDS
def test_the_words_for_those_who_hear_hold_the_largest_figures(make: Callable[[Selection], Comparison]) -> None:
    comparison = make(Selection())
    said = alternative(chart_of(comparison))
    assert said.startswith(comparison.question)
    assert comparison.finding in said
    assert "Le tableau des données suit." in said
    largest = comparison.table.loc[comparison.table[comparison.value].idxmax()]
    assert value_text(comparison, largest) in said
    assert largest[comparison.category.label] in said
    if comparison.series.id == "territory_id":
        for _, of_series in comparison.table.groupby("territory_id"):
            most = of_series.loc[of_series["actions"].idxmax()]
            assert f"{most[comparison.category.label]} {value_text(comparison, most)}" in said


@pytest.mark.parametrize("make", DRAWN, ids=["dots", "areas", "sums"])
def test_a_figure_is_drawn_before_anybody_waits_for_it(make: Callable[[Selection], Comparison]) -> None:
    comparison = make(Selection())
    figure(chart_of(comparison), LIGHT)
    taken = []
    for _ in range(7):
        started = time.thread_time()
        figure(chart_of(comparison), LIGHT)
        taken.append(time.thread_time() - started)
    # Processor time, and the best of seven: a busy machine slows some, a slow drawing slows them all.
    assert min(taken) < MOST_SECONDS, f"{1000 * min(taken):.1f} ms"


def test_the_chart_speaks_french_and_offers_no_toolbar() -> None:
    assert (CONFIG["locale"], CONFIG["displayModeBar"]) == ("fr", False)


@every_view
def test_a_kept_figure_is_one_that_plotly_knows_and_is_sent_as_it_is(name: str) -> None:
    """The page does not have each visitor's looked through: plotly would add a look of its own, which is not ours."""
    for comparison in made(name):
        chart = chart_of(comparison)
        # Contours are drawn as the page's own.
        if isinstance(chart, DotChart | BarChart):
            kept = charts._drawn(comparison, DARK).figure
            before = json.dumps(kept)
            go.Figure(json.loads(before))  # raises on any property that plotly does not know
            sent = plotly.tools.return_figure_from_figure_or_data(AsItIs(kept), validate_figure=True)
            assert json.loads(plotly.io.to_json(sent, validate=False)) == json.loads(before) == kept
