"""What axe finds on a page that bars somebody's way."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
# Those of the category that axe asks by default; `color-contrast-enhanced` is not.
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def violations(page: Page, colours_alone: bool = False) -> list[dict[str, Any]]:
    """Violations of any rule; of those of colours alone for a page whose other ground was asked for all of them."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if colours_alone:
        options["runOnly"] = _COLOURS
    # Half a megabyte, which stays as long as the page is not loaded again.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.axe_script)
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(options)", options)["violations"]
    return found
