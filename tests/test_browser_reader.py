"""A document in a real Chromium: a line by its address, by keyboard, on a phone, copied, searched, printed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard import queries
from tests.accessible import violations
from tests.served import Watched

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
SLOW = 30_000
CAHORS, HAINAUT = "document?document=cahors-coeur-de-ville", "document?document=porte-du-hainaut-diagnostic"
Visit = Callable[..., Watched]
_IN_VIEW = """line => { const box = line.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.top < innerHeight; }"""


def expect_in_view(page: Page, line: int) -> None:
    here = page.locator(f"#ligne-{line}")
    expect(here).to_have_class(re.compile("er-here"), timeout=SLOW)
    page.wait_for_function(f"({_IN_VIEW})(document.querySelector('#ligne-{line}'))", timeout=SLOW)


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_permalink_opens_on_its_line(visit: Visit, phone: bool) -> None:
    page = visit(f"{HAINAUT}&ligne=935", phone=phone).page
    expect_in_view(page, 935)
    assert page.evaluate("document.activeElement.id") == "ligne-935", "the keyboard goes on from there"
    assert page.title().startswith("Projet de territoire de la Porte du Hainaut") and "ligne 935" in page.title()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_in_a_long_document_bars_the_way(visit: Visit, dark: bool) -> None:
    page = visit(f"{HAINAUT}&ligne=602&q=santé", dark=dark).page
    expect_in_view(page, 602)
    assert not violations(page)


def test_a_citation_is_followed_into_the_document_and_back(visit: Visit) -> None:
    page = visit("financements").page
    page.locator(".er-table").get_by_role("link", name="76", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/document\?.*ligne=76"), timeout=SLOW)
    expect_in_view(page, 76)
    page.go_back()
    expect(page).to_have_url(re.compile("/financements"), timeout=SLOW)


def test_the_outline_and_the_numbers_lead_from_line_to_line(visit: Visit) -> None:
    page = visit(HAINAUT).page
    page.get_by_role("navigation", name="Plan du document").get_by_role("link", name="CONCLUSION GÉNÉRALE").click()
    expect_in_view(page, 912)
    page.locator("#ligne-918 .er-number").click()
    expect_in_view(page, 918)
    expect(page).to_have_url(re.compile("ligne=918"))
    expect(page.locator(".er-here")).to_have_count(1)


def test_a_line_is_reached_by_its_number_and_the_next_by_the_arrows(visit: Visit) -> None:
    page = visit(CAHORS).page
    page.get_by_role("spinbutton", name="Aller à la ligne").fill("174")
    page.keyboard.press("Enter")
    expect_in_view(page, 174)
    page.locator("#ligne-174").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.innerText") == "175"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect_in_view(page, 176)
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.innerText") == "175"


def test_the_link_of_a_line_is_copied(visit: Visit) -> None:
    watched = visit(f"{CAHORS}&ligne=37")
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect_in_view(page, 37)
    page.get_by_role("button", name="copier le lien de la ligne").click()
    expect(page.locator(".er-here .er-copy")).to_have_text("copié", timeout=SLOW)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{watched.url}/document?") and "ligne=37" in copied
    assert f"version={queries.content_hash()[:8]}" in copied


def test_a_search_leads_from_a_body_to_its_line(visit: Visit) -> None:
    page = visit("themes").page
    page.get_by_role("searchbox", name="Chercher dans les actions et les documents").press_sequentially(
        "Anah", delay=20
    )
    answers = page.locator(".er-answers")
    expect(answers).to_contain_text("Agence nationale de l’habitat", timeout=SLOW)
    expect(answers).to_contain_text("7\u00a0lignes de documents")
    answers.locator(".er-quoted").get_by_role("link", name="ligne 37").click()
    expect_in_view(page, 37)


def test_searching_in_a_document_stays_in_it(visit: Visit) -> None:
    page = visit(HAINAUT).page
    page.get_by_role("searchbox").press_sequentially("santé", delay=20)
    expect(page.locator(".er-answers")).to_contain_text("3\u00a0lignes de ce document", timeout=SLOW)
    expect(page.locator("#ligne-202 mark")).to_have_text(re.compile("^santé", re.I))
    page.locator(".er-answers").get_by_role("link", name="ligne 238").click()
    expect_in_view(page, 238)
    expect(page.locator("#ligne-238 mark").first).to_be_visible()


def test_the_territory_read_in_a_search_is_told_and_taken_away(visit: Visit) -> None:
    page = visit("actions?q=Cahors culture").page
    told = page.locator(".er-place")
    expect(told).to_contain_text("Cahors / Grand Cahors", timeout=SLOW)
    told.get_by_role("link", name="chercher « culture » partout").click()
    expect(page.locator(".er-place")).to_have_count(0, timeout=SLOW)
    expect(page.locator(".er-answers")).to_contain_text("Cœur de Lorraine")


def test_weak_matches_are_folded(visit: Visit) -> None:
    page = visit("actions?q=Banque des Territoires").page
    weak = page.locator("details.er-loose")
    expect(weak).to_be_visible(timeout=SLOW)
    assert weak.get_attribute("open") is None
    expect(weak.locator("summary")).to_have_text(re.compile(r"Correspondances plus lâches \(\d+\)"))


def test_a_document_of_a_thousand_lines_is_there_at_once(visit: Visit) -> None:
    watched = visit(HAINAUT)
    start = time.monotonic()
    watched.open(f"{HAINAUT}&ligne=500")
    assert time.monotonic() - start < 10
    assert (
        watched.page.locator(".er-line").count()
        == queries.territories().set_index("document_id").at["porte-du-hainaut-diagnostic", "line_count"]
    )


def test_a_document_is_printed_whole(visit: Visit) -> None:
    page = visit(f"{CAHORS}&ligne=174").page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for line in (3, 174, 465):
        expect(page.locator(f"#ligne-{line}")).to_be_visible()
    expect(page.get_by_role("button", name="copier le lien de la ligne")).to_be_hidden()
    expect(page.locator(".er-print-said")).to_have_text("Texte tel que reçu")
    assert "ligne=174" in page.locator(".er-print-address").inner_text()
