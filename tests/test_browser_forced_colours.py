"""Colours that the visitor's system forces: what a ground alone said is still drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.served import DESKTOP, Served, Watched

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
_GROUND = "one => getComputedStyle(one).backgroundColor"


@pytest.fixture(params=["light", "dark"])
def visitor(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Watched]:
    context = browser.new_context(forced_colors="active", color_scheme=request.param, viewport=DESKTOP)  # type: ignore[arg-type]
    yield Watched(context.new_page(), served.url)
    context.close()


def drawn_apart(page: Page, selector: str) -> bool:
    """Whether the first such element has another ground than the page."""
    return bool(page.locator(selector).first.evaluate(_GROUND) != page.locator("body").evaluate(_GROUND))


def test_bars_marks_and_states_stay(visitor: Watched) -> None:
    page = visitor.open("calendrier")
    assert drawn_apart(page, ".er-bar:not(.er-open)")
    page = visitor.open("")
    chosen, other = (page.locator(f"[data-testid=stButtonGroup] [aria-checked={is_it}]") for is_it in ("true", "false"))
    outlines = [one.first.evaluate("one => getComputedStyle(one).outlineStyle") for one in (chosen, other)]
    assert outlines == ["solid", "none"]
    toggle = page.locator("[data-testid=stCheckbox] label > *").first
    assert toggle.evaluate("one => getComputedStyle(one).forcedColorAdjust") == "none"
