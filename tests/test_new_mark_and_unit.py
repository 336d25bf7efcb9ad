"""A new mark and a new unit touch the model alone: every renderer has them at once, the mark as the kind it extends."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from dashboard.charts import html, model, plotly
from dashboard.charts.kinds import DotChart
from dashboard.charts.model import chart_of
from dashboard.charts.thumbnail import thumbnail
from dashboard.charts.words import alternative
from dashboard.comparisons import Comparison, themes_by_territory
from dashboard.comparisons.core import Unit
from dashboard.dossier.assemble import context_of, gathered_of
from dashboard.exports import FORMATS
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.look.palette import LIGHT
from dashboard.page_registry import OVERVIEW
from dashboard.projection.charts import drawn
from dashboard.selection import Selection
from tests.test_many_territories import bare
from tests.words_of import WORDS

pytestmark = pytest.mark.usefixtures("database")
POINTS = Unit("points", is_whole=True)


@dataclass(frozen=True)
class StripChart(DotChart):
    """Marks on lines, for renderers to draw in another way than dots."""


@pytest.fixture
def scores(monkeypatch: pytest.MonkeyPatch) -> Iterator[Comparison]:
    """A Comparison of points, to be seen as strips."""
    monkeypatch.setitem(model.MAKERS, "strips", lambda *asked: StripChart(**vars(model.dots(*asked))))
    made = themes_by_territory(Selection(measure="nombre"))
    yield replace(made, key="essai", mark="strips", unit=POINTS, value_title="Points")


def test_it_is_seen_heard_and_projected(scores: Comparison) -> None:
    chart = chart_of(scores)
    assert isinstance(chart, StripChart)
    marks = [mark for row in chart.rows for mark in row.marks]
    assert sum(mark.value or 0 for mark in marks) == scores.table[scores.value].sum()
    assert len(plotly.figure(chart, LIGHT)["data"]) == len(chart.series) + 1
    heard, seen, table = alternative(chart), "".join(page.html for page in drawn(chart, 640)), html.table(scores)
    assert scores.question in heard and marks[0].text in heard
    for row in chart.rows:
        assert row.label in seen and row.label in table
    assert thumbnail(chart, LIGHT)


@pytest.mark.parametrize("one", [one for one in FORMATS if not one.is_picture], ids=lambda one: one.key)
def test_every_format_holds_it(scores: Comparison, one: object) -> None:
    said = bare(WORDS[one.extension](one.make(scores, context_of(scores, OVERVIEW, "http://localhost/"))))
    if one.extension == "parquet":
        assert bare(scores.question) in said, "of which the words are those of its metadata"
    else:
        assert all(bare(label) in said for label in scores.table[scores.category.label])


@pytest.mark.parametrize("one", DOSSIER_FORMATS, ids=lambda one: one.key)
def test_every_format_of_a_dossier_holds_it(scores: Comparison, one: object) -> None:
    day = datetime.date(2026, 11, 22)
    context = context_of(scores, OVERVIEW, "http://localhost/", day)
    gathered = gathered_of("Un dossier", [(scores, context)], "http://localhost/dossier", day)
    made = one.make(gathered, lambda *told: None)
    if one.extension in WORDS:
        assert bare(scores.category.title) in bare(WORDS[one.extension](made))
