"""The way back, and where one stands: entries of the history, places on long pages, titles, focus, what links say."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from dashboard import queries
from dashboard.comparisons import themes_by_territory
from dashboard.look.formats import typeset
from dashboard.selection import Selection
from tests.served import Watched

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Watched]
SLOW = 20_000
_PLACE = "document.querySelector('[data-testid=stMain]').scrollTop"


def heading(page: Page) -> str:
    return page.get_by_test_id("stMain").locator("h1").first.inner_text()


def test_back_from_a_dot_of_a_territory_is_that_territory(visit: Visit) -> None:
    visitor = visit("territoires?territoire=cahors")
    page, before = visitor.page, heading(visitor.page)
    entries = page.evaluate("history.length")
    dot = page.locator(".js-plotly-plot .scatterlayer .points path").nth(3)
    dot.scroll_into_view_if_needed()
    dot.click(force=True)
    page.wait_for_url("**/actions**", timeout=SLOW)
    visitor.shown()
    assert page.evaluate("history.length") == entries + 1, "one entry a click"
    page.go_back()
    page.wait_for_url("**/territoires?territoire=cahors", timeout=SLOW)
    expect(page.get_by_test_id("stMain").locator("h1").first).to_have_text(before, timeout=SLOW)


def test_words_as_they_are_typed_make_one_entry(visit: Visit) -> None:
    visitor = visit("")
    page = visitor.page
    entries = page.evaluate("history.length")
    box = page.get_by_role("searchbox").first
    for words in ("v", "vé", "vélo"):
        box.fill(words)
        box.press("Enter")
        expect(page).to_have_url(re.compile(rf"[?&]q={quote(words)}(&|$)"), timeout=SLOW)
        visitor.shown()
    assert page.evaluate("history.length") == entries + 1
    page.go_back()
    expect(page).not_to_have_url(re.compile("q="), timeout=SLOW)


def test_back_leads_to_the_place_on_a_long_list(visit: Visit) -> None:
    visitor = visit("actions")
    page = visitor.page
    link = page.get_by_role("region", name="Liste des actions").locator("tbody th a").nth(45)
    link.scroll_into_view_if_needed()
    place = page.evaluate(_PLACE)
    assert place > 1000
    link.click()
    page.wait_for_url("**action=**", timeout=SLOW)
    visitor.shown()
    page.go_back()
    page.wait_for_function(f"Math.abs({_PLACE} - {place}) < 60", timeout=SLOW)


def test_the_title_says_the_page_and_what_it_found(visit: Visit) -> None:
    page = visit("").page
    finding = themes_by_territory(Selection()).finding
    expect(page).to_have_title(f"{typeset(finding)} – Vue d’ensemble – En regard", timeout=SLOW)


def test_who_follows_a_link_stands_at_the_heading_of_the_page(visit: Visit) -> None:
    visitor = visit("")
    page = visitor.page
    page.locator(".st-key-er-nav").get_by_role("link", name="Dispositifs").click()
    page.wait_for_url("**/dispositifs", timeout=SLOW)
    visitor.shown()
    page.wait_for_function("document.activeElement?.tagName === 'H1'", timeout=SLOW)
    assert page.evaluate("document.activeElement.textContent.trim()") == heading(page).strip()


def test_a_filter_is_announced_by_what_is_now_found(visit: Visit) -> None:
    visitor = visit("actions?theme=sante")
    page = visitor.page
    page.get_by_role("button", name=re.compile("Tout effacer")).click()
    expect(page.locator(".er-spoken")).to_contain_text(str(len(queries.actions(Selection()))), timeout=SLOW)


def test_a_parameter_said_twice_is_read_and_one_that_means_nothing_is_told(visit: Visit) -> None:
    page = visit("actions?theme=sante&theme=mobilite&filtre=vert").page
    number, _ = queries.counted(Selection(themes=("sante", "mobilite")))
    assert heading(page).startswith(f"{number}\u00a0actions")
    expect(page.get_by_test_id("stAlert")).to_contain_text("filtre=vert")


def test_what_is_no_part_of_the_selection_stays_in_the_address(visit: Visit) -> None:
    visitor = visit("document?document=cahors-coeur-de-ville&ligne=30")
    page = visitor.page
    box = page.get_by_role("searchbox").first
    box.fill("commerce")
    box.press("Enter")
    expect(page).to_have_url(re.compile("q=commerce"), timeout=SLOW)
    assert "document=cahors-coeur-de-ville" in page.url and "ligne" not in page.url
