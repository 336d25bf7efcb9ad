"""The projection in a real Chromium: large enough, nothing cut nor scrolled, the same at every size, open to all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from dashboard.dossier import views
from dashboard.dossier.model import LONGEST_TITLE, Dossier, Entry, new_key
from dashboard.projection import sequences
from tests.accessible import violations
from tests.projected import OVERFLOWS, SMALL_TEXTS, new_seance, open_window, put_dossier, through_all_pages
from tests.served import Served, chromium_of, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080), "4k": (3840, 2160)}
_SIZED = {**SIZES, "xga": (1024, 768)}
_GRIDS = ("iso-37101-domaines", "iso-37101-finalites", "territoires-en-transitions", "aides-territoires")
_LONG = "Un titre aussi long que le permet un dossier, avec des mots de toutes les tailles, " * 4


def _entries() -> Iterator[Entry]:
    """Every view, in every grid, with the selections that make most rows, most columns, and longest words."""
    for name in views.VIEWS:
        if name.startswith("rubriques"):
            yield from (Entry(name, {"grille": grid}) for grid in _GRIDS)
        elif name in ("contours", "themes-d-un-territoire"):
            yield Entry(name, {"territoire": "cahors"})
        else:
            yield Entry(name, {})
    yield from (Entry(f"montants-{one}", {}) for one in ("programme-national", "region", "territoire", "operation"))
    yield Entry("themes-par-organisme", {"partenaires": "1"})
    yield Entry("face-a-face", {"par": "organismes", "partenaires": "1"})
    yield Entry("face-a-face", {"par": "dispositifs"})
    yield Entry("themes-par-territoire", {"territoire": "cahors,occitanie", "mesure": "nombre"})
    yield Entry("actions-par-engagement", {"theme": "mobilite", "niveau": "region"})
    yield Entry("dispositifs-par-territoire", {"theme": "sante"}, title=_LONG[:LONGEST_TITLE])
    yield Entry("vue-inconnue", {}, title="Un écran qui ne peut pas être fait")


@pytest.fixture(scope="module")
def stage(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard of its own, whose shelf only these tests fill."""
    with serving(database, tmp_path_factory.mktemp("stage") / "log.txt") as running:
        yield running


@pytest.fixture(scope="module")
def every_view(stage: Served) -> str:
    return put_dossier(stage, Dossier("Toutes les vues", tuple(_entries())))


@pytest.fixture(scope="module")
def everything(stage: Served) -> str:
    """Every view, then every screen of every sequence."""
    steps = [replace(step, key=new_key()) for one in sequences.every() for step in one.dossier.entries]
    return put_dossier(stage, Dossier("Toutes les vues et toutes les séquences", (*_entries(), *steps)))


@pytest.fixture
def room(browser: Browser, stage: Served) -> Iterator[Page]:
    with visiting(browser, stage) as watched:
        watched.page.set_viewport_size({"width": 1920, "height": 1080})
        yield watched.page
        assert not watched.foreign_requests
        assert not watched.console


def _sized(page: Page, size: str) -> Page:
    width, height = _SIZED[size]
    page.set_viewport_size({"width": width, "height": height})
    return page


@dataclass(frozen=True)
class Gone:
    """What was seen of each page of each screen at a size: its place, what is cut, its layout, its small texts, and
    what controls cover."""

    places: tuple[str, ...]
    cut: tuple[tuple[str, ...], ...]
    layouts: tuple[tuple[tuple[int, ...], ...], ...]
    texts: tuple[dict[str, Any], ...]
    covered: tuple[tuple[str, ...], ...]


_LAYOUT = """() => [...document.querySelectorAll('.screen, .screen > *')].map(one => {
    const box = one.getBoundingClientRect(), unit = innerHeight / 1080;
    return [box.left, box.top, box.width, box.height].map(value => Math.round(value / unit / 3));
})"""


_COVERED = """() => {
    const boxes = [...document.querySelectorAll('.bars-all .tool')].map(one => one.getBoundingClientRect());
    return [...document.querySelectorAll('.screen > *, .screen .chart *')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width && !one.closest('.unseen') && boxes.some(tool => tool.left < box.right
            && tool.right > box.left && tool.top < box.bottom - 1 && tool.bottom > box.top);
    }).map(one => one.className + one.textContent.trim().slice(0, 50));
}"""


@pytest.fixture(scope="module")
def gone(browser: Browser, stage: Served, everything: str) -> Callable[[str], Gone]:
    """Go through every page of every screen at a size, once."""

    @cache
    def through(size: str) -> Gone:
        # What is laid out is measured, in points of the page: none of it need be drawn in eight million of a screen.
        with visiting(browser, stage, device_scale_factor=0.25) as watched:
            room = _sized(watched.page, size)
            open_window(room, stage.url, everything)
            seen = [
                (
                    place,
                    tuple(room.evaluate(OVERFLOWS)),
                    tuple(map(tuple, room.evaluate(_LAYOUT))),
                    room.evaluate(SMALL_TEXTS, 28) if size == "1080p" else {},
                    tuple(room.evaluate(_COVERED)) if size == "1080p" else (),
                )
                for place in through_all_pages(room)
            ]
            assert not watched.foreign_requests and not watched.console
        return Gone(*zip(*seen, strict=True))

    return through


@pytest.mark.parametrize("size", SIZES)
def test_no_screen_is_cut_nor_scrolls(gone: Callable[[str], Gone], size: str) -> None:
    seen = gone(size)
    assert not {place: cut for place, cut in zip(seen.places, seen.cut, strict=True) if cut}
    assert len(seen.places) > 100, "every screen was gone through, page by page"


@pytest.mark.parametrize("size", SIZES)
def test_the_layout_is_the_same_at_every_size(gone: Callable[[str], Gone], size: str) -> None:
    first, other = gone("1080p"), gone(size)
    assert other.places == first.places
    for place, one, another in zip(first.places, first.layouts, other.layouts, strict=True):
        assert len(one) == len(another), place
        for box, twin in zip(one, another, strict=True):
            assert all(abs(a - b) <= 1 for a, b in zip(box, twin, strict=True)), place


def test_no_text_of_any_screen_is_too_small_for_the_back_row(gone: Callable[[str], Gone]) -> None:
    seen = gone("1080p")
    for place, measured in zip(seen.places, seen.texts, strict=True):
        assert not measured["found"], place
        assert measured["counted"] > 20, "controls included"
        assert measured["title"] >= 44


@pytest.fixture(scope="module")
def hinted(browser: Browser) -> Iterator[Browser]:
    """A Chromium that draws letters as it does on the machine of a room, where they may be rounded to whole pixels."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    opened = browser.browser_type.launch(executable_path=chromium_of(browser.browser_type), args=flags)
    yield opened
    opened.close()


@pytest.mark.parametrize("size", ["xga", "720p"])
def test_no_screen_is_cut_where_letters_are_rounded_to_pixels(
    hinted: Browser, stage: Served, everything: str, size: str
) -> None:
    with visiting(hinted, stage) as watched:
        room = _sized(watched.page, size)
        open_window(room, stage.url, everything)
        places = 0
        for place in through_all_pages(room):
            assert not room.evaluate(OVERFLOWS), place
            places += 1
        assert places > 80


# What a key opens over a screen.
_KEYS = ("o", "?", "q", "i")
_OPENED = "#overview:not([hidden]), #help:not([hidden]), #panel:not([hidden])"


def _over_it(room: Page) -> Iterator[str]:
    """Open what each key opens over the screen, one after the other."""
    for key in _KEYS:
        room.keyboard.press(key)
        room.wait_for_selector(_OPENED)
        yield key
        room.keyboard.press("Escape")
        room.wait_for_selector(_OPENED, state="hidden")


def test_no_text_over_a_screen_is_too_small(room: Page, stage: Served) -> None:
    open_window(room, stage.url)
    for key in _over_it(room):
        measured = room.evaluate(SMALL_TEXTS, 28)
        assert not measured["found"] and measured["counted"] > 20, key
        assert not room.evaluate(OVERFLOWS), key


def test_no_actions_behind_a_mark_are_cut(room: Page, stage: Served) -> None:
    open_window(room, stage.url)
    room.keyboard.press("ArrowRight")
    for mark in room.locator("#screen [data-row]").all():
        mark.click()
        room.wait_for_selector("#panel:not([hidden])")
        at, pages = "", 0
        while at != (now := room.inner_text("#panel-at") + room.inner_text("#panel-page")):
            at, pages = now, pages + 1
            assert not room.evaluate(OVERFLOWS), at[:200]
            foot, last = room.locator(".panel .foot").bounding_box(), room.locator("#panel-page").bounding_box()
            assert foot and last and last["y"] + last["height"] <= foot["y"], at[:200]
            room.keyboard.press("ArrowDown")
            room.evaluate("new Promise(requestAnimationFrame)")
        room.keyboard.press("Escape")
        room.wait_for_selector("#panel", state="hidden")


def test_controls_never_cover_what_is_shown(gone: Callable[[str], Gone]) -> None:
    seen = gone("1080p")
    assert not {place: covered for place, covered in zip(seen.places, seen.covered, strict=True) if covered}


def test_controls_stand_within_the_screen_and_fade_when_nobody_moves(room: Page, stage: Served) -> None:
    open_window(room, stage.url)
    bars = room.locator(".bars-all nav")
    room.mouse.move(300, 300)
    for at in range(2):
        box = bars.nth(at).bounding_box()
        assert (
            box
            and box["x"] >= 0
            and box["y"] >= 0
            and box["x"] + box["width"] <= 1920
            and box["y"] + box["height"] <= 1080
        )
        assert bars.nth(at).evaluate("bar => bar.scrollWidth <= bar.clientWidth")
        assert bars.nth(at).evaluate("bar => getComputedStyle(bar).opacity") == "1"
    room.wait_for_selector("body.idle", timeout=5_000)
    assert bars.first.evaluate("bar => getComputedStyle(bar).opacity") == "0"
    room.mouse.move(320, 320)
    assert bars.first.evaluate("bar => getComputedStyle(bar).opacity") == "1"
    room.wait_for_selector("body.idle", timeout=5_000)
    room.keyboard.press("Tab")
    room.locator(".tool").first.focus()
    assert bars.first.evaluate("bar => getComputedStyle(bar).opacity") == "1"


def test_territories_are_told_apart_by_shape_colour_and_name(room: Page, stage: Served) -> None:
    open_window(room, stage.url)
    room.keyboard.press("ArrowRight")
    heads = room.locator(".matrix .head").evaluate_all(
        "all => all.map(one => [one.querySelector('use').getAttribute('href'),"
        " getComputedStyle(one.querySelector('svg')).fill, one.textContent])"
    )
    assert len(heads) == 4
    for column in zip(*heads, strict=True):
        assert len(set(column)) == 4


def _violations(page: Page, colours_alone: bool = False) -> list[str]:
    found = violations(page, colours_alone)
    return [f"{one['id']}: {node['html'][:150]} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_nothing_in_the_room_bars_anybody(room: Page, stage: Served, look: str) -> None:
    open_window(room, stage.url)
    room.keyboard.press("ArrowRight")
    if look == "dark":
        room.keyboard.press("s")
        room.wait_for_selector("html[data-look=dark]")
    assert not _violations(room)
    for key in _over_it(room):
        assert not _violations(room), key


@pytest.mark.parametrize("look", ["light", "dark"])
def test_no_view_bars_anybody(room: Page, stage: Served, every_view: str, look: str) -> None:
    open_window(room, stage.url, every_view)
    if room.evaluate("document.documentElement.dataset.look") != look:
        room.keyboard.press("s")
        room.wait_for_selector(f"html[data-look={look}]")
    room.keyboard.press("Home")
    for _ in range(room.locator("#all button").count()):
        assert not _violations(room, colours_alone=look == "dark"), room.inner_text("#place")
        room.keyboard.press("ArrowRight")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("address", ["", "/demarrer?sequence=4-sante", "role=presentateur", "/fin", "?seance=inconnue"])
def test_nothing_around_the_room_bars_anybody(browser: Browser, stage: Served, address: str, dark: bool) -> None:
    with visiting(browser, stage, dark=dark) as watched:
        if address == "role=presentateur":
            open_window(watched.page, stage.url, role="presentateur")
        else:
            seance = f"?seance={new_seance(stage.url)}" if address == "/fin" else ""
            watched.page.goto(f"{stage.url}/projection{address}{seance}")
        assert not _violations(watched.page)
        assert watched.page.evaluate("document.documentElement.lang") == "fr"
        assert not watched.foreign_requests


def test_the_log_of_the_server_tells_of_no_error(stage: Served) -> None:
    assert "Traceback" not in stage.said()
