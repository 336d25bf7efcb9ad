"""What a visitor made stays in reach of their browser: dossiers of two tabs, or left for a new one, and séances."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.widgets.own_dossier import _literal
from tests.projected import press, shows
from tests.served import Served, Watched, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
SLOW = 20_000


def keep_a_view(visitor: Watched, title: str) -> None:
    page = visitor.page
    page.get_by_role("button", name="Ajouter au dossier").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill(title)
    dialog.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator(".st-key-er-nav")).to_contain_text("Dossier (1)", timeout=SLOW)


def others(page: Page) -> list[str]:
    section = page.locator(".er-own-dossiers")
    expect(section).to_be_visible(timeout=SLOW)
    return section.get_by_role("listitem").all_inner_texts()


def test_a_first_view_kept_in_each_of_two_tabs_leaves_both_in_reach(browser: Browser, served: Served) -> None:
    with visiting(browser, served) as first:
        second = Watched(first.page.context.new_page(), served.url)
        first.open("")
        second.open("dispositifs")
        keep_a_view(first, "Le premier constat")
        keep_a_view(second, "Le second constat")
        page = second.open("dossier")
        assert "Le second constat" in page.get_by_test_id("stMain").inner_text()
        assert len(others(page)) == 1 and "1 vue" in others(page)[0]
        page.locator(".er-own-dossiers").get_by_role("link").click()
        expect(page.get_by_test_id("stMain")).to_contain_text("Le premier constat", timeout=SLOW)


def test_a_title_closes_no_script() -> None:
    said = _literal({"title": "</script><script>alert(1)</script>"})
    assert "<" not in said and json.loads(said)["title"].startswith("</script>")


def test_a_seance_is_gone_on_with_from_the_browser_that_began_it(browser: Browser, served: Served) -> None:
    with visiting(browser, served) as visitor:
        page = visitor.page
        page.goto(f"{served.url}/projection")
        assert not page.locator("#recent").is_visible()
        page.get_by_role("link", name="Démarrer Quatre territoires").first.click()
        shows(page, 1)
        press(page, "ArrowRight", "ArrowRight")
        shows(page, 3)
        page.wait_for_timeout(500)
        page.goto(f"{served.url}/projection")
        page.locator("#recent").get_by_role("link").first.click()
        shows(page, 3)
