"""The registry of pages: what a page shows is what a dossier reopens, and links within lead to what there is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pandas.testing import assert_frame_equal

from dashboard.comparisons import Comparison
from dashboard.dossier import assemble, views
from dashboard.dossier.model import Dossier as Kept
from dashboard.dossier.model import Entry, from_file, to_file
from dashboard.page_registry import PAGES
from dashboard.projection import routes_at
from dashboard.selection import OWN_GRID, Selection
from dashboard.widgets import ROOT, charts, keeping
from tests.selections import KNOWN
from tests.test_pages import fault_of, opened

Seen = Callable[[str, Selection], tuple[list[Comparison], list[Comparison]]]
pytestmark = pytest.mark.usefixtures("database")
SELECTIONS = {
    "all": Selection(),
    "grid": Selection(grid=next(grid for grid in KNOWN["grid"] if grid != OWN_GRID)),
    "filtered": Selection(territories=("cahors", "midi-quercy"), themes=("sante",), with_secondary=True),
    "counts": Selection(territories=("midi-quercy",), measure="nombre", lens="organismes", with_partners=True),
}


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Open a page: the Comparisons that it draws, and those that it offers to keep."""

    def seen(page: str, selection: Selection) -> tuple[list[Comparison], list[Comparison]]:
        drawn: list[Comparison] = []
        kept: list[Comparison] = []
        chart_of, add = charts.chart_of, keeping.add
        with monkeypatch.context() as watched:
            watched.setattr(charts, "chart_of", lambda one: (drawn.append(one), chart_of(one))[1])
            watched.setattr(keeping, "add", lambda one: (kept.append(one), add(one))[1])
            assert not fault_of(opened(page, selection))
        return drawn, kept

    return seen


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("page", PAGES)
def test_each_chart_that_a_page_shows_is_kept_and_reopens_as_it_was(
    seen: Seen, page: str, selection: Selection
) -> None:
    drawn, offered = seen(page, selection)
    assert {one.key for one in drawn} <= {one.key for one in offered}
    for comparison in offered:
        # Through a file, as a dossier that is sent on.
        (entry,) = from_file(to_file(Kept("", (Entry.of(comparison.key, comparison.address),)))).entries
        (again, context), ignored = assemble.made(entry, "")
        assert not ignored, comparison.key
        assert_same(again, comparison)
        home = views.page_of(comparison.key).address
        assert context.permalink.split("?")[0] == home
        if home != page:
            (there,) = [one for one in seen(home, comparison.address)[1] if one.key == comparison.key]
            assert_same(there, comparison)


def assert_same(one: Comparison, other: Comparison) -> None:
    assert (one.question, one.claims, one.notes) == (other.question, other.claims, other.notes)
    assert_frame_equal(one.table, other.table)


ONLY_BESIDE = "subventions-a-cote"


def test_every_view_is_shown_by_the_page_that_it_names(
    seen: Seen,
) -> None:
    named = {view.page.address for view in views.VIEWS.values()}
    shown = {(page, one.key) for page in named for name in ("all", "grid") for one in seen(page, SELECTIONS[name])[1]}
    # What stands beside the territories wants a list that is loaded whole: tests/test_grants_beside.py opens its page.
    assert {(view.page.address, name) for name, view in views.VIEWS.items()} - {("subventions", ONLY_BESIDE)} <= shown


def test_links_written_in_templates_lead_to_pages_and_routes_that_there_are() -> None:
    routes = {route.path.removeprefix("/") for route in routes_at()}
    found = {
        (link, path.name)
        for path in (ROOT / "dashboard" / "widgets").rglob("*.html")
        for link in re.findall(r'href="([a-z][\w-]*)[?"]', path.read_text("utf-8"))
    }
    assert found
    assert not {one for one in found if one[0] not in {*PAGES, *routes}}
