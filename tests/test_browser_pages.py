"""Every page in a real Chromium, on a desk and on a phone, light and dark: nothing fails, all of it is French.

Each page is opened once in each situation; the tests look at what was recorded then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser

from dashboard.page_registry import PAGES
from tests.accessible import violations
from tests.served import Served, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser

# Light on a desk and dark on a phone meet both grounds and both screens; the third adds the sidebar on dark.
SITUATIONS = {"desk-light": {}, "phone-dark": {"phone": True, "dark": True}, "desk-dark": {"dark": True}}
# The sidebar is that of all pages: it is looked at beside a matrix, a list, forms and lines; with `--whole`, of each.
WITH_SIDEBAR_ON_DARK = ("", "actions", "votre-territoire", "document")
FILTERS = {
    "": "?theme=culture-patrimoine",
    "actions": "?territoire=cahors",
    "document": "?document=cahors-coeur-de-ville&ligne=174",
}
# Streamlit asks below the page's address before it asks below the root, and the first is not found; nothing is lost.
KNOWN_CONSOLE = re.compile(r"Failed to load resource: the server responded with a status of 404")
# Words of Streamlit's own interface, whole: a visitor who reads or hears the page in French meets none of them.
ENGLISH = re.compile(
    r"\b(select all|choose (an )?options?|no (results|options)|press enter|view fullscreen|fullscreen|close|loading|"
    r"running|open|clear( all)?|remove|selected values|help for|sidebar|collapse|expand|skip to main content|"
    r"show more|search|download|menu|deploy|rerun|stop|main menu|dismiss)\b",
    re.I,
)
# Labels by which assistive technology knows what the eye sees.
_SPOKEN = """() => [...document.querySelectorAll(':is([data-testid=stMain], [data-testid=stSidebar]) *')]
    .filter(element => element.checkVisibility())
    .flatMap(element => ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription']
        .map(name => element.getAttribute(name)).filter(Boolean))"""
# Icons are letters of a font, drawn from English words that nobody sees.
_SHOWN = """() => {
    document.querySelectorAll('[data-testid=stIconMaterial]').forEach(icon => icon.remove());
    const parts = [...document.querySelectorAll('[data-testid=stMain], [data-testid=stSidebar]')];
    return parts.map(part => part.innerText).join('\\n');
}"""
_CHARTS = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].map(chart => {
    const named = chart.closest('[aria-label]') || chart.querySelector('[aria-label]');
    return named ? named.getAttribute('aria-label') : ''; })"""


@dataclass(frozen=True)
class Seen:
    """What a page was when it had been opened."""

    console: tuple[str, ...]
    foreign: tuple[str, ...]
    faults: tuple[str, ...]
    language: str
    titles: tuple[str, ...]
    violations: tuple[dict[str, Any], ...]
    charts: tuple[str, ...]
    shown: str
    spoken: tuple[str, ...]
    wider_by: int


@cache
def _look(browser: Browser, served: Served, page: str, situation: str) -> Seen:
    with visiting(browser, served, **SITUATIONS[situation]) as visitor:
        opened = visitor.open(page + FILTERS.get(page, ""))
        return Seen(
            console=tuple(said for said in visitor.console if not KNOWN_CONSOLE.search(said)),
            foreign=tuple(visitor.foreign_requests),
            faults=tuple(
                opened.locator("[data-testid=stException], [data-testid=stAlertContentError]").all_inner_texts()
            ),
            language=opened.evaluate("document.documentElement.lang"),
            titles=tuple(opened.locator("h1").all_inner_texts()),
            # Dark on a desk differs from light by its colours.
            violations=tuple(violations(opened, colours_alone=situation == "desk-dark")),
            charts=tuple(opened.evaluate(_CHARTS)),
            shown=opened.evaluate(_SHOWN),
            spoken=tuple(opened.evaluate(_SPOKEN)),
            wider_by=opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        )


# Where a filter leaves another with nothing to offer, and where nothing answers.
NARROWED = ("themes?theme=sante", "?financeur=leader&engagement=engage&territoire=porte-du-hainaut")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for each page in each of its situations."""
    if "seen" not in metafunc.fixturenames:
        return
    looks = [
        (page, situation)
        for page in PAGES
        for situation in SITUATIONS
        if situation != "desk-dark" or page in WITH_SIDEBAR_ON_DARK or metafunc.config.getoption("whole")
    ]
    looks += [(page, "desk-light") for page in NARROWED]
    metafunc.parametrize("seen", looks, indirect=True, ids=lambda look: "-".join(look) or "home")


@pytest.fixture
def seen(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Seen:
    return _look(browser, served, *request.param)


def test_nothing_fails(seen: Seen) -> None:
    assert not seen.faults
    assert not seen.console


def test_the_page_is_in_french_for_those_who_hear_it(seen: Seen) -> None:
    assert seen.language == "fr"


def test_the_page_has_one_title(seen: Seen) -> None:
    assert len(seen.titles) == 1 and seen.titles[0].strip()


def test_nothing_bars_the_way_of_anybody(seen: Seen) -> None:
    found = [
        f"{violation['id']} ({violation['impact']}): {node['html'][:120]} {node['failureSummary']}"
        for violation in seen.violations
        for node in violation["nodes"]
    ]
    assert not found, "\n".join(found)


def test_no_request_leaves_for_another_host(seen: Seen) -> None:
    assert not seen.foreign


def test_every_chart_is_told_in_words(seen: Seen) -> None:
    for name in seen.charts:
        assert " " in name and name.endswith("."), f"a chart is named {name!r}"


def test_no_english_is_shown(seen: Seen) -> None:
    found = {match[0] for line in seen.shown.splitlines() if len(line) < 60 for match in ENGLISH.finditer(line)}
    assert not found


def test_no_english_is_spoken(seen: Seen) -> None:
    found = sorted({label for label in seen.spoken if ENGLISH.search(label)})
    assert not found


def test_the_page_does_not_scroll_sideways(seen: Seen) -> None:
    assert seen.wider_by <= 0


def test_a_cell_that_cannot_be_read_is_found_among_many_that_can(browser: Browser) -> None:
    cells = ["<tr><td>lisible</td></tr>"] * 40
    cells[30] = '<tr><td style="color: #eee">illisible</td></tr>'
    page = browser.new_page()
    page.set_content(f"<table><tbody>{''.join(cells)}</tbody></table>")
    found = [node["html"] for one in violations(page, colours_alone=True) for node in one["nodes"]]
    assert found == ['<td style="color: #eee">illisible</td>']
    assert page.locator("td:visible").count() == len(cells), "what was left out is shown again"
    page.close()


def test_some_pages_hold_charts(browser: Browser, served: Served) -> None:
    """The test of their names would pass on pages without any."""
    assert _look(browser, served, "financements", "desk-light").charts


def test_the_log_of_the_server_tells_of_no_error(browser: Browser, served: Served) -> None:
    _look(browser, served, "", "desk-light")
    assert "Traceback" not in served.said()
