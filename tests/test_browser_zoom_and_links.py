"""Every page at 200 % zoom, as WCAG 1.4.4 asks; and the link of a view, copied and given to somebody else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from dashboard import queries
from dashboard.page_registry import PAGES
from tests.served import Served, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser

# A screen of 1440 x 900 zoomed to 200 %.
_ZOOMED = {"width": 720, "height": 450}
_WIDER = """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .map(part => part.scrollWidth - part.clientWidth)"""
_SHOWN = "() => document.querySelector('[data-testid=stMain] h1').textContent"


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "home")
def test_at_twice_the_size_no_page_scrolls_sideways(browser: Browser, served: Served, address: str) -> None:
    with visiting(browser, served, viewport=_ZOOMED, device_scale_factor=2) as visitor:
        assert max(visitor.open(address).evaluate(_WIDER)) <= 0


@pytest.mark.parametrize("address", ["?theme=mobilite&territoire=cahors&mesure=nombre", "face-a-face?par=dispositifs"])
def test_a_copied_link_gives_the_same_view_to_somebody_else(browser: Browser, served: Served, address: str) -> None:
    with visiting(browser, served) as visitor, visiting(browser, served) as other:
        page = visitor.open(address)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.url)
        button = page.get_by_role("button", name="copier le lien de cette vue")
        button.click()
        expect(page.locator(".er-foot .er-copy")).to_have_text("copié")
        copied = page.evaluate("navigator.clipboard.readText()")
        asked, given = parse_qs(urlsplit(address).query), parse_qs(urlsplit(copied).query)
        assert given == {**asked, "version": [queries.content_hash()[:8]]}
        opened = other.open(copied.removeprefix(f"{served.url}/"))
        assert opened.evaluate(_SHOWN) == page.evaluate(_SHOWN)
        # The version is the one that is served: nothing warns that figures may have changed.
        expect(opened.get_by_test_id("stAlert")).to_have_count(0)
