"""Driving the projection in a real Chromium: keys, two windows in step, a restart in the middle, nothing lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.projected import QUATRE, press, shows
from tests.served import Served

pytest_plugins = ["tests.visitors", "tests.rooms"]
pytestmark = pytest.mark.browser

_LAST = len(QUATRE.entries)


# Keys


# From the first screen, and where they lead.
_KEYS = (
    (["ArrowRight"], 2),
    (["ArrowRight", "ArrowRight", "ArrowLeft"], 2),
    ([" "], 2),
    ([" ", "Shift+ "], 1),
    (["PageDown", "PageDown"], 3),
    (["PageDown", "PageDown", "PageUp"], 2),
    (["End"], _LAST),
    (["End", "ArrowRight"], _LAST),
    (["End", "Home"], 1),
    (["ArrowLeft"], 1),
    (["7", "Enter"], 7),
    (["1", "0", "Enter"], 10),
    (["9", "9", "Enter"], _LAST),
    (["7", "Escape", "Enter"], 1),
)


def test_keys_go_from_screen_to_screen_in_both_windows(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    for keys, number in _KEYS:
        press(room, *keys)
        shows(room, number)
        shows(desk, number)
        press(room, "Home")
        shows(room, 1)
        shows(desk, 1)


def test_digits_of_a_french_keyboard_jump_too(room: Page) -> None:
    room.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: '_', code: 'Digit8', bubbles: true}))")
    expect(room.locator("#jump")).to_have_text("Écran 8 : Entrée")
    press(room, "Enter")
    shows(room, 8)


def test_a_remote_goes_through_the_pages_of_a_screen_and_arrows_leap_over_them(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    press(room, "9", "Enter")
    expect(room.locator("#page")).to_have_text("page 1/3")
    press(room, "ArrowDown")
    expect(desk.locator("#page")).to_have_text("page 2/3")
    press(desk, "ArrowUp")
    expect(room.locator("#page")).to_have_text("page 1/3")
    press(room, "PageDown", "PageDown")
    expect(desk.locator("#page")).to_have_text("page 3/3")
    press(room, "PageDown")
    shows(desk, 10)
    press(room, "PageUp")
    expect(desk.locator("#page")).to_have_text("page 3/3")
    press(room, "ArrowRight")
    shows(desk, 10)


@pytest.mark.parametrize("key", ["b", "."])
def test_the_screen_goes_black_and_comes_back(windows: tuple[Page, Page], key: str) -> None:
    room, desk = windows
    press(desk, key)
    expect(room.locator("#blank")).to_be_visible()
    assert room.evaluate(
        "() => [[5, 5], [960, 540], [1915, 1075]].every(at => document.elementFromPoint(...at).id === 'blank')"
    )
    expect(desk.locator("#blanked")).to_be_visible()
    press(desk, "ArrowRight")
    shows(room, 2)
    expect(room.locator("#blank")).to_be_visible()
    press(room, key)
    expect(room.locator("#blank")).to_be_hidden()
    press(room, key, "Escape")
    expect(room.locator("#blank")).to_be_hidden()


def test_the_overview_leads_to_any_screen(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    press(room, "o")
    expect(room.locator("#all button")).to_have_count(_LAST)
    expect(desk.locator("#overview")).to_be_hidden()
    press(room, "ArrowDown", "ArrowRight", "Enter")
    expect(room.locator("#overview")).to_be_hidden()
    shows(desk, 4)
    press(room, "o", "Escape")
    expect(room.locator("#overview")).to_be_hidden()
    shows(room, 4)


def test_help_names_every_key_and_goes_away(room: Page) -> None:
    press(room, "?")
    said = room.inner_text("#help")
    for key in ("Espace", "Page ↓", "Début", "b ou .", "f", "o", "t", "m", "q", "i", "p", "0", "Échap", "Entrée"):
        assert re.search(rf"(^|\s){re.escape(key)}(,|\s|$)", said), key
    press(room, "Escape")
    expect(room.locator("#help")).to_be_hidden()


def test_the_screen_fills_the_display_and_leaves_it(room: Page) -> None:
    press(room, "f")
    expect(room.locator("html:fullscreen")).to_have_count(1)
    press(room, "f")
    expect(room.locator("html:fullscreen")).to_have_count(0)


def test_the_room_is_light_or_dark(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    press(desk, "s")
    expect(room.locator("html[data-look=dark]")).to_have_count(1)
    expect(desk.locator("#stage[data-look=dark]")).to_have_count(1)
    assert room.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 23, 31)"
    press(room, "s")
    expect(desk.locator("#stage[data-look=light]")).to_have_count(1)


def test_the_facilitators_window_opens_by_a_key_and_hides_what_is_not_for_the_room(room: Page) -> None:
    with room.context.expect_page() as opened:
        press(room, "p")
    desk = opened.value
    shows(desk, 1)
    expect(desk.locator("#unhide")).to_be_visible()
    for private in ("#cue", "#note", "#remark"):
        expect(desk.locator(private)).to_be_hidden()
    desk.locator("#unhide").click()
    expect(desk.locator("#remark")).to_be_visible()


# What is shown


def test_one_key_changes_the_theme_and_keeps_the_place(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    press(room, "2", "Enter", "t")
    expect(room.locator(".words")).to_contain_text("Choisi en séance : Thèmes : Mobilité et transports")
    expect(desk.locator(".words")).to_contain_text("Mobilité")
    shows(desk, 2)
    press(room, "t")
    expect(room.locator(".words")).to_contain_text("Transition énergétique")
    press(desk, "Shift+T")
    expect(room.locator(".words")).to_contain_text("Mobilité")
    press(room, "ArrowRight")
    expect(room.locator(".words")).to_contain_text("Mobilité")
    press(desk, "0")
    expect(room.locator(".words")).to_have_count(0)
    shows(room, 3)


def test_one_key_takes_a_territory_away_and_gives_it_back(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    press(room, "2", "Enter", "a")
    expect(room.locator(".matrix .head")).to_have_count(3)
    expect(room.locator(".words")).to_contain_text("Territoires : Cœur de Lorraine")
    expect(desk.locator("[data-territory=midi-quercy]")).to_have_attribute("aria-pressed", "false")
    press(desk, "z", "e")
    expect(room.locator(".matrix .head")).to_have_count(1)
    press(desk, "r")
    expect(room.locator(".matrix .head")).to_have_count(1)
    press(room, "a", "z", "e")
    expect(room.locator(".matrix .head")).to_have_count(4)
    expect(room.locator(".words")).to_have_count(0)


def test_one_key_changes_the_measure(room: Page) -> None:
    press(room, "2", "Enter")
    cell = room.locator("[data-row=mobilite][data-column=coeur-de-lorraine]")
    expect(cell).to_contain_text("%")
    press(room, "m")
    expect(cell).to_have_text("6")
    expect(room.locator(".words")).to_contain_text("mesure : nombre d’actions")
    press(room, "m")
    expect(cell).to_contain_text("%")


def test_one_click_does_what_a_key_does(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    room.mouse.move(400, 400)
    room.click("[data-do=next]")
    room.click("[data-do=subjects]")
    room.click("#subjects [data-theme=sante]")
    expect(room.locator("#subjects")).to_be_hidden()
    expect(desk.locator(".words")).to_contain_text("Santé")
    room.click("[data-territory=cahors]")
    expect(room.locator(".matrix .head")).to_have_count(3)
    room.click("[data-do=measure]")
    expect(room.locator(".words")).to_contain_text("mesure")
    room.click("[data-do=reset]")
    expect(room.locator(".words")).to_have_count(0)
    press(room, " ")
    shows(desk, 3)
    desk.click("[data-do=blank] >> nth=-1")
    expect(room.locator("#blank")).to_be_visible()


def test_a_click_on_a_mark_shows_its_actions_and_escape_comes_back_to_it(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    press(room, "2", "Enter")
    room.click("[data-row=energie-climat][data-column=coeur-de-lorraine]")
    title = "Transition énergétique et climat, Cœur de Lorraine : 11 actions"
    for page in windows:
        expect(page.locator("#panel-title")).to_have_text(title)
    expect(room.locator("#panel-at")).to_contain_text("1/")
    first = room.inner_text("#panel-page")
    assert "Révision du projet de territoire" in first and "Programmée" in first
    press(desk, "PageDown")
    expect(room.locator("#panel-at")).to_contain_text("2/")
    assert room.inner_text("#panel-page") != first
    shows(room, 2)
    press(room, "Escape")
    for page in windows:
        expect(page.locator("#panel")).to_be_hidden()
    assert room.evaluate("[document.activeElement.dataset.row, document.activeElement.dataset.column]") == [
        "energie-climat",
        "coeur-de-lorraine",
    ]
    press(room, "Enter")
    expect(desk.locator("#panel-title")).to_have_text(title)


def test_a_mark_is_reached_by_keyboard(room: Page) -> None:
    press(room, "2", "Enter")
    for _ in range(30):
        press(room, "Tab")
        if room.evaluate("document.activeElement.dataset.row === 'culture-patrimoine'"):
            break
    press(room, "Enter")
    expect(room.locator("#panel-title")).to_contain_text("Culture et patrimoine")


def test_the_code_for_phones_follows_the_address_that_the_facilitator_sets(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    press(room, "7", "Enter", "q")
    expect(room.locator("#panel svg.qr")).to_be_visible()
    desk.fill("#address", "192.168.44.5:8501")
    desk.click("#reach button")
    expect(room.locator(".handout .host")).to_have_text("http://192.168.44.5:8501/")
    expect(room.locator(".handout .rest")).to_contain_text("salle/")
    desk.fill("#address", "pas une adresse")
    desk.click("#reach button")
    expect(desk.locator("#trouble")).to_contain_text("ne se lit pas")
    expect(room.locator(".handout .host")).to_have_text("http://192.168.44.5:8501/")
    press(room, "q")
    expect(room.locator("#panel")).to_be_hidden()


def test_the_log_of_the_server_tells_of_no_error(stage: Served) -> None:
    assert "Traceback" not in stage.said()
