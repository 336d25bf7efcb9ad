"""What a visitor made stays in reach of their browser: dossiers of two tabs, or left for a new one, and séances."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.dossier.browsers import COOKIE
from tests.projected import press, shows
from tests.served import Served, Watched, own_cookie, slowed, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
SLOW = 20_000


def keep_a_view(visitor: Watched, title: str, kept: int = 1) -> None:
    page = visitor.page
    page.get_by_role("button", name="Ajouter au dossier").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill(title)
    dialog.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator(".st-key-er-nav")).to_contain_text(f"Dossier ({kept})", timeout=SLOW)


def others(page: Page) -> list[str]:
    section = page.locator(".er-own-dossiers")
    expect(section).to_be_visible(timeout=SLOW)
    return [one.replace("\u00a0", " ") for one in section.get_by_role("listitem").all_inner_texts()]


def test_tabs_of_one_visitor_keep_their_views_in_one_dossier(browser: Browser, served: Served) -> None:
    with visiting(browser, served) as first:
        second = Watched(first.page.context.new_page(), served.url)
        # Both are open before either has a dossier.
        first.open("")
        second.open("dispositifs")
        keep_a_view(first, "Le premier constat")
        keep_a_view(second, "Le second constat", kept=2)
        page = second.open("dossier")
        for title in ("Le premier constat", "Le second constat"):
            assert title in page.get_by_test_id("stMain").inner_text()
        # A new one that is begun in a tab is that of the other too, and the one before stays in reach.
        page.get_by_role("button", name="Commencer un nouveau dossier").click()
        expect(page.get_by_test_id("stMain")).not_to_contain_text("Le premier constat", timeout=SLOW)
        keep_a_view(first, "Dans le nouveau", kept=1)
        page = second.open("dossier")
        expect(page.get_by_test_id("stMain")).to_contain_text("Dans le nouveau", timeout=SLOW)
        assert len(others(page)) == 1 and "2 vues" in others(page)[0]
        page.locator(".er-own-dossiers").get_by_role("link").click()
        expect(page.get_by_test_id("stMain")).to_contain_text("Le premier constat", timeout=SLOW)


def test_another_browser_has_a_dossier_of_its_own(browser: Browser, served: Served) -> None:
    with visiting(browser, served) as one, visiting(browser, served) as other:
        one.open("")
        other.open("")
        keep_a_view(one, "À l’une")
        other.open("dispositifs")
        assert "Dossier (" not in other.page.locator(".st-key-er-nav").inner_text()


def test_letters_typed_while_an_answer_is_on_its_way_stay(
    browser: Browser, served: Served, all_combinations: bool
) -> None:
    with slowed(served, 0.25) as slow, visiting(browser, slow) as visitor:
        page = visitor.open("dossier")
        field = page.get_by_placeholder("Chercher").first
        for pause in (310, 420, 500, 700) if all_combinations else (310, 500):
            field.fill("")
            # What is typed goes out at each rest of the hand, and more is typed before its answer is there.
            for part in ("cov", "oi", "tu", "rage", " et", " vé", "lo"):
                page.keyboard.type(part, delay=40)
                page.wait_for_timeout(pause)
            expect(page).to_have_url(re.compile(r"q=covoiturage(\+|%20)et(\+|%20)v%C3%A9lo"), timeout=SLOW)
            visitor.shown()
            assert field.input_value() == "covoiturage et vélo", pause
        # What another link sets still comes.
        page.locator(".st-key-er-nav").get_by_role("link", name="Thèmes").click()
        expect(page.get_by_placeholder("Chercher").first).to_have_value("", timeout=SLOW)


def test_no_script_reads_the_name_of_a_dossier(browser: Browser, served: Served) -> None:
    with visiting(browser, served) as visitor:
        page = visitor.open("")
        keep_a_view(visitor, "Le constat")
        cookie = own_cookie(page)
        assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["value"] not in page.content()
        assert COOKIE not in page.evaluate("document.cookie") and not page.evaluate(
            "localStorage.getItem('en-regard-dossiers')"
        )
        visitor.open("dossier")
        expect(page.get_by_test_id("stMain")).to_contain_text("Le constat", timeout=SLOW)


def test_what_an_earlier_version_kept_in_the_browser_is_taken_over(browser: Browser, served: Served) -> None:
    with visiting(browser, served) as visitor:
        page = visitor.open("")
        keep_a_view(visitor, "Autrefois")
        name = own_cookie(page)["value"]
    with visiting(browser, served) as visitor:
        page = visitor.page
        page.goto(f"{served.url}/projection")
        kept = [{"name": name, "title": "Autrefois", "views": 1, "at": 0}]
        page.evaluate("kept => localStorage.setItem('en-regard-dossiers', JSON.stringify(kept))", kept)
        page.evaluate(f"document.cookie = '{COOKIE}={'x' * 22}; path=/'")
        visitor.open("")
        assert own_cookie(page)["value"] == f"{'x' * 22}.{name}"
        assert not page.evaluate("localStorage.getItem('en-regard-dossiers')")
        visitor.open("dossier")
        (listed,) = others(page)
        assert "1 vue" in listed
        page.locator(".er-own-dossiers").get_by_role("link").click()
        expect(page.get_by_test_id("stMain")).to_contain_text("Autrefois", timeout=SLOW)


def test_a_seance_is_gone_on_with_from_the_browser_that_began_it(browser: Browser, served: Served) -> None:
    with visiting(browser, served) as visitor:
        page = visitor.page
        page.goto(f"{served.url}/projection")
        assert not page.locator("#recent").is_visible()
        page.get_by_role("link", name="Démarrer Les territoires").first.click()
        page.get_by_role("button", name="Ouvrir la fenêtre de l’animateur").click()
        shows(page, 1)
        press(page, "ArrowRight", "ArrowRight")
        shows(page, 3)
        page.wait_for_timeout(500)
        page.goto(f"{served.url}/projection")
        page.locator("#recent").get_by_role("link").first.click()
        shows(page, 3)
