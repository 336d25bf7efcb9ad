"""What a visitor does: filter, go on, go back, paste a link, open what a figure counts, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import queries
from dashboard.comparisons import themes_by_territory
from dashboard.comparisons.core import MOST_LISTED
from dashboard.look.formats import typeset
from dashboard.selection import Selection
from tests.served import Served, Watched, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Watched]
SLOW = 20_000


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def expect_parameter(page: Page, name: str, value: str) -> None:
    expect(page).to_have_url(re.compile(rf"[?&]{name}={re.escape(value)}(&|$)"), timeout=SLOW)


def expect_actions(page: Page, number: int) -> None:
    """The page of actions is open and lists so many."""
    expect(page).to_have_url(re.compile("/actions"), timeout=SLOW)
    listed = page.get_by_role("region", name="Liste des actions").locator("tbody tr")
    expect(listed).to_have_count(number, timeout=SLOW)


def choose_theme(page: Page, label: str) -> None:
    box = page.get_by_test_id("stSidebar").get_by_role("combobox", name="Thèmes")
    box.click()
    box.fill(label)
    page.get_by_role("option", name=label).first.click()


def test_a_filter_goes_to_the_address_and_through_the_navigation(visit: Visit) -> None:
    page = visit("actions").page
    choose_theme(page, "Santé")
    expect_parameter(page, "theme", "sante")
    page.keyboard.press("Escape")  # while its list is open, the rest of the page is hidden from assistive technology
    expect_actions(page, len(queries.actions(Selection(themes=("sante",)))))
    page.locator(".st-key-er-nav").get_by_role("link", name="Financements").click()
    expect(page).to_have_url(re.compile("/financements"), timeout=SLOW)
    expect_parameter(page, "theme", "sante")
    expect(page.locator(".st-key-er-chips")).to_contain_text("Santé", timeout=SLOW)


def test_back_and_forward_lead_through_what_was_seen(visit: Visit) -> None:
    visitor = visit("actions?theme=sante")
    page = visitor.page
    sante, everything = len(queries.actions(Selection(themes=("sante",)))), MOST_LISTED
    assert len(queries.actions(Selection())) > everything, "the first page of the list"
    expect_actions(page, sante)
    page.get_by_role("button", name=re.compile("Tout effacer")).click()
    expect_actions(page, everything)
    page.go_back()
    expect_parameter(page, "theme", "sante")
    expect_actions(page, sante)
    page.go_forward()
    expect_actions(page, everything)
    assert not parameters(page)


def test_a_pasted_link_gives_the_same_view(visit: Visit) -> None:
    page = visit("?territoire=cahors,midi-quercy&mesure=nombre").page
    matrix = page.locator(".er-matrix").first
    expect(matrix).to_be_visible(timeout=SLOW)
    other = visit(urlsplit(page.url).path.lstrip("/") + "?" + urlsplit(page.url).query).page
    assert other.locator(".er-matrix").first.inner_text() == matrix.inner_text()
    assert other.locator("h1").inner_text() == page.locator("h1").inner_text()


def test_a_cell_of_the_matrix_opens_as_many_actions_as_it_prints(visit: Visit) -> None:
    page = visit("?mesure=nombre").page
    table = themes_by_territory(Selection(measure="nombre")).table
    cell = page.locator(".er-matrix tbody a").first
    printed = int(cell.inner_text())
    assert printed == table[table["actions"] > 0].iloc[0]["actions"]
    cell.click()
    expect_actions(page, printed)
    assert {"territoire", "theme"} <= set(parameters(page))
    page.go_back()
    expect(page.locator(".er-matrix").first).to_be_visible(timeout=SLOW)


def test_a_dot_opens_the_actions_that_it_counts(visit: Visit) -> None:
    page = visit("themes").page
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.scroll_into_view_if_needed()
    chart.locator("path.point").first.click(force=True)
    expect(page).to_have_url(re.compile("/actions"), timeout=SLOW)
    asked = parameters(page)
    selection = Selection(territories=(asked["territoire"][0],), themes=(asked["theme"][0],))
    expect_actions(page, len(queries.actions(selection)))


def test_a_chip_takes_its_filter_away(visit: Visit) -> None:
    page = visit("actions?theme=sante&territoire=cahors,midi-quercy").page
    page.locator(".st-key-er-chips").get_by_role("button", name=re.compile("Cahors")).click()
    expect_parameter(page, "territoire", "midi-quercy")
    expect_actions(page, len(queries.actions(Selection(themes=("sante",), territories=("midi-quercy",)))))


def test_a_record_shows_its_evidence_and_its_lines(visit: Visit) -> None:
    page = visit("actions?theme=sante&territoire=midi-quercy").page
    action = queries.actions(Selection(themes=("sante",), territories=("midi-quercy",))).iloc[0]
    page.get_by_role("region", name="Liste des actions").locator("tbody").get_by_role("link").first.click()
    expect(page.locator(".er-record mark").first).to_be_visible(timeout=SLOW)
    own = page.locator(".er-passage tr.er-own td:first-child")
    assert own.all_inner_texts() == [str(line) for line in range(action["first_line"], action["last_line"] + 1)]
    words = " ".join(page.locator(".er-record mark").all_inner_texts())
    evidence = queries.action_codes(action["action_id"])["evidence"].tolist()
    assert any(words_of_code in words or words in words_of_code for words_of_code in evidence)


def test_the_data_table_opens_by_keyboard_and_its_links_can_be_reached(visit: Visit) -> None:
    page = visit().page
    expander = page.get_by_test_id("stExpander").first
    summary = expander.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    link = expander.get_by_role("link").first
    expect(link).to_be_visible(timeout=SLOW)
    page.keyboard.press("Tab")  # the region that scrolls
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-testid=stExpander] a')")
    printed = int(re.findall(r"· (\d+) sur", link.inner_text())[0])
    page.keyboard.press("Enter")
    expect_actions(page, printed)


def test_the_first_opening_builds_the_database_and_then_shows_the_page(browser: Browser, tmp_path: Path) -> None:
    database = tmp_path / "new" / "en-regard.duckdb"
    with serving(database, tmp_path / "log.txt") as first, visiting(browser, first) as visitor:
        assert not database.exists()
        page = visitor.open()
        assert database.exists()
        expect(page.locator(".er-matrix").first).to_be_visible(timeout=SLOW)
        assert page.locator("h1").count() == 1
        assert "Traceback" not in first.said()


def test_two_visitors_do_not_see_one_another_s_filters(visit: Visit, served: Served) -> None:
    one, other = visit("actions?theme=sante").page, visit("actions?territoire=cahors").page
    expect_actions(one, len(queries.actions(Selection(themes=("sante",)))))
    expect_actions(other, len(queries.actions(Selection(territories=("cahors",)))))
    assert parameters(one) == {"theme": ["sante"]} and parameters(other) == {"territoire": ["cahors"]}


def test_a_click_in_the_navigation_leads_on_while_a_menu_is_open(visit: Visit) -> None:
    page = visit("calendrier").page
    page.get_by_role("button", name="Exporter").first.click()
    expect(page.get_by_role("button", name="Classeur Excel")).to_be_visible(timeout=SLOW)
    page.locator(".st-key-er-nav").get_by_role("link", name="Méthode").click()
    expect(page.locator("h1")).to_contain_text("Méthode", timeout=SLOW)


def test_an_idle_page_makes_ready_what_draws_the_charts_of_the_next(visit: Visit) -> None:
    page = visit("").page
    loaded = "performance.getEntriesByType('resource').find((one) => one.name.includes('PlotlyChart'))"
    sizes = page.wait_for_function(f"(() => {{ const one = {loaded}; return one?.responseEnd && one.toJSON(); }})()")
    told = sizes.json_value()
    assert 0 < told["encodedBodySize"] < told["decodedBodySize"] / 2


def test_a_long_list_is_turned_over_and_the_address_says_its_page(visit: Visit) -> None:
    page = visit("actions").page
    every = queries.actions(Selection())["title"].tolist()
    region = page.get_by_role("region", name="Liste des actions")
    expect_actions(page, MOST_LISTED)
    page.get_by_role("navigation", name="Pages de la liste").get_by_role("link", name="Page 2").click()
    expect_parameter(page, "page", "2")
    expect(region.locator("caption")).to_contain_text(f"{MOST_LISTED + 1} à {2 * MOST_LISTED} sur {len(every)}")
    assert region.locator("tbody th").first.inner_text() == typeset(every[MOST_LISTED])
    page.go_back()
    expect(region.locator("caption")).to_contain_text(f"Actions 1 à {MOST_LISTED}")
    # A filter begins at the first page.
    page.go_forward()
    expect(region.locator("caption")).to_contain_text(f"{MOST_LISTED + 1} à {2 * MOST_LISTED} sur {len(every)}")
    choose_theme(page, "Santé")
    page.keyboard.press("Escape")
    expect_actions(page, len(queries.actions(Selection(themes=("sante",)))))


def test_a_list_is_sorted_by_its_heads_and_a_filter_keeps_the_order(visit: Visit) -> None:
    page = visit("actions?territoire=cahors").page
    region = page.get_by_role("region", name="Liste des actions")
    region.get_by_role("columnheader", name="Période").get_by_role("link").click()
    expect_parameter(page, "tri", "periode")
    expect(region.locator("caption")).to_contain_text("par période", timeout=SLOW)
    expect(region.locator("th[aria-sort=ascending]")).to_contain_text("Période")
    first = queries.action_page(Selection(territories=("cahors",)), 1, 0, "periode")["title"][0]
    assert region.locator("tbody th").first.inner_text() == typeset(first)
    choose_theme(page, "Numérique")
    page.keyboard.press("Escape")
    expect_parameter(page, "theme", "numerique-innovation")
    expect_parameter(page, "tri", "periode")
