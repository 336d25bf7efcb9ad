"""Full names on the screens of the room: written where there is room for them, heard where there is not."""

from __future__ import annotations

import html
import re

import pytest

from dashboard.charts.model import MatrixChart, chart_of
from dashboard.dossier.model import Entry
from dashboard.look.formats import typeset
from dashboard.look.text_width import STRONG, width
from dashboard.projection.screens import Override, made, screen

pytestmark = pytest.mark.usefixtures("database")
_AS_KEPT = Override()
_NAMED = re.compile(r'<th scope="row"[^>]*>([^<]*) <small class="(\w+)">([^<]*)</small>')


@pytest.mark.parametrize("shape", ["16:9", "4:3"])
@pytest.mark.parametrize("params", [{}, {"theme": "sante"}, {"theme": "mobilite"}, {"territoire": "cahors"}])
@pytest.mark.parametrize("name", ["dispositifs-par-territoire", "face-a-face"])
def test_what_a_label_shortens_is_written_where_there_is_room_and_else_heard(
    name: str, params: dict[str, str], shape: str
) -> None:
    step = Entry(name, {"par": "dispositifs", **params})
    chart = chart_of(made(step, _AS_KEPT))
    assert isinstance(chart, MatrixChart)
    pages = screen(step, _AS_KEPT, shape).pages
    found = {
        html.unescape(label): (place, html.unescape(full)) for label, place, full in _NAMED.findall("".join(pages))
    }
    assert {label: full for label, (_, full) in found.items()} == {
        typeset(row.label): typeset(row.name) for row in chart.rows if row.name
    }
    within, size = (
        float(re.findall(rf'"matrix" style="[^"]*--{one}:([\d.]+)', pages[0])[0]) for one in ("within", "s")
    )
    for label, (place, full) in found.items():
        on_one_line = width(label, size, STRONG) + 14 + width(full, 28)
        assert (place == "beside") == (on_one_line <= within - 24), (label, place)


def test_full_names_take_no_further_page() -> None:
    # Without them, these rows took as many.
    four = Entry("dispositifs-par-territoire", {"theme": "mobilite,energie-climat,sante,culture-patrimoine"})
    assert [len(screen(four, _AS_KEPT, shape).pages) for shape in ("16:9", "4:3")] == [3, 2]


@pytest.mark.parametrize("theme", ["sante", "energie-climat"])
@pytest.mark.parametrize("shape", ["16:9", "4:3"])
def test_a_table_of_few_schemes_writes_all_their_names(theme: str, shape: str) -> None:
    page = screen(Entry("dispositifs-par-territoire", {"theme": theme}), _AS_KEPT, shape).pages[0]
    assert {place for _, place, _ in _NAMED.findall(page)} <= {"beside", "under"}
