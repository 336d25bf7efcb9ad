"""What axe finds on a page that bars somebody's way."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
# Those of the category that axe asks by default; `color-contrast-enhanced` is not.
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# Cells that are built alike, element by element, in tables of one sort bar the same people's way: of each kind two are
# looked at, and the first row of each table. Axe looks under every word for its ground, which in long tables is most of
# what it does.
_HIDE_ALIKE = """() => {
    const met = new Map(), hidden = [];
    const built = element => [element.tagName, !element.textContent.trim(),
        ...['class', 'style', 'role'].map(name => element.getAttribute(name))].join();
    for (const row of document.querySelectorAll('tbody tr')) {
        const place = row.closest('table').className + built(row);
        const kinds = [...row.cells].map(cell =>
            [place, ...[cell, ...cell.querySelectorAll('*')].map(built)].join(';'));
        if (row.previousElementSibling && kinds.every(kind => met.get(kind) > 1))
            hidden.push([row, row.getAttribute('style')]);
        else kinds.forEach(kind => met.set(kind, (met.get(kind) || 0) + 1));
    }
    hidden.forEach(([row]) => row.style.setProperty('display', 'none', 'important'));
    window.showAlike = () => hidden.forEach(([row, style]) =>
        style === null ? row.removeAttribute('style') : row.setAttribute('style', style));
}"""


def violations(page: Page, colours_alone: bool = False) -> list[dict[str, Any]]:
    """Violations of any rule; of those of colours alone for a page whose other ground was asked for all of them."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if colours_alone:
        options["runOnly"] = _COLOURS
    # Half a megabyte, which stays as long as the page is not loaded again.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.axe_script)
    page.evaluate(_HIDE_ALIKE)
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(options)", options)["violations"]
    page.evaluate("showAlike()")
    return found
