"""Two windows of one room in a real Chromium: in step, whatever is typed, opened or cut in either."""

from __future__ import annotations

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from tests.projected import QUATRE, ask, open_window, press, shows
from tests.served import Served, visiting

pytest_plugins = ["tests.visitors", "tests.rooms"]
pytestmark = pytest.mark.browser

_LAST = len(QUATRE.entries)


def test_both_windows_are_in_step_within_half_a_second(windows: tuple[Page, Page]) -> None:
    # Both are on this machine, so that their clocks are one.
    watch = """() => {
        globalThis.changes = [];
        new MutationObserver(() => changes.push([document.getElementById('place').textContent, Date.now()]))
            .observe(document.getElementById('place'), { childList: true, characterData: true, subtree: true });
    }"""
    for page in windows:
        page.evaluate(watch)
    late = []
    for driver in (0, 1):
        press(windows[driver], "Home")
        for number in range(2, 8):
            press(windows[driver], "ArrowRight")
            shows(windows[1 - driver], number)
            seen = [dict(page.evaluate("globalThis.changes")) for page in windows]
            late.append(abs(seen[0][f"{number}/{_LAST}"] - seen[1][f"{number}/{_LAST}"]))
    assert max(late) < 500, late


def test_next_and_previous_answer_at_once(room: Page) -> None:
    took = room.evaluate("""() => {
        const press = key => {
            const from = performance.now();
            document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
            document.querySelector('.screen').getBoundingClientRect();
            return [performance.now() - from, document.getElementById('place').textContent];
        };
        return [...Array(9).fill('ArrowRight'), ...Array(9).fill('ArrowLeft')].map(press);
    }""")
    assert [place for _, place in took[:9]] == [f"{number}/{_LAST}" for number in range(2, 11)]
    assert sorted(time for time, _ in took)[len(took) // 2] < 50


# Nothing has moved for a second.
_IS_SETTLED = """() => {
    const place = document.querySelector("#place").textContent;
    if (window.lastPlace !== place) { window.lastPlace = place; window.lastMoved = performance.now(); }
    return performance.now() - window.lastMoved > 1000;
}"""


def test_fast_fingers_end_in_the_same_place_everywhere(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    for _ in range(5):
        press(room, "ArrowRight")
        press(desk, "ArrowRight", "ArrowLeft")
    press(room, "6", "Enter")
    # A server that stood still meanwhile reads all that waits of one window before the other's (seen with SIGSTOP), so
    # which of the two came last is its own to say: both windows stand where it says, and the next press holds.
    room.wait_for_function(_IS_SETTLED)
    desk.wait_for_function(_IS_SETTLED)
    expect(desk.locator("#place")).to_have_text(room.inner_text("#place"))
    press(room, "7", "Enter")
    shows(room, 7)
    shows(desk, 7)


def test_the_facilitator_sees_notes_what_comes_next_and_the_time(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    expect(desk.locator("#cue")).to_contain_text("qui connaît un autre de ces territoires")
    expect(desk.locator("#following")).to_contain_text("2. Cœur de Lorraine consacre")
    assert re.fullmatch(r"\d\d:\d\d", desk.inner_text("#clock"))
    expect(desk.locator("#elapsed")).to_have_text(re.compile(r"0:00:\d\d"))
    assert "qui connaît un autre" not in room.content()
    press(room, "End")
    expect(desk.locator("#following")).to_have_text("C’est le dernier écran.")


def test_letters_typed_in_a_remark_drive_nothing(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    desk.locator("#remark").press_sequentially("b o q 12 . ? très bien")
    press(desk, "Control+Enter")
    expect(desk.locator("#kept")).to_have_text("Enregistré")
    expect(desk.locator("#entries li")).to_contain_text("b o q 12 . ? très bien")
    shows(room, 1)
    expect(room.locator("#blank")).to_be_hidden()


def test_an_entry_stays_with_the_screen_on_which_it_was_begun(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    desk.fill("#remark", "Sur le premier")
    press(room, "ArrowRight")
    expect(desk.locator("#where")).to_have_text("sur l’écran 1")
    desk.reload()
    expect(desk.locator("#remark")).to_have_value("Sur le premier")
    expect(desk.locator("#where")).to_have_text("sur l’écran 1")
    desk.click("#note button")
    expect(desk.locator("#kept")).to_have_text("Enregistré")
    expect(desk.locator("#entries li")).to_have_count(0)
    desk.select_option("#kind", "decision")
    desk.fill("#remark", "Sur le second")
    desk.click("#note button")
    expect(desk.locator("#entries li")).to_contain_text("Décision Sur le second")
    press(room, "ArrowLeft")
    expect(desk.locator("#entries li")).to_contain_text("Sur le premier")
    desk.click("#entries [data-act=edit]")
    desk.fill("#remark", "Sur le premier, redit")
    desk.click("#note button")
    expect(desk.locator("#entries li")).to_have_count(1)
    expect(desk.locator("#entries li")).to_contain_text("redit")


def test_what_is_said_while_the_screens_are_on_their_way_stays_shown(windows: tuple[Page, Page]) -> None:
    _, desk = windows
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        # The answer is written before the remark is, and read after it.
        held.append((route, route.fetch()))

    desk.route(lambda url: "/projection/ecrans" in url and "step=" not in url, hold)
    desk.reload()
    expect(desk.locator("#current")).to_contain_text("1. ")
    desk.fill("#remark", "Dite entre les deux")
    desk.click("#note button")
    expect(desk.locator("#entries li")).to_contain_text("Dite entre les deux")
    [(route, answer)] = held
    assert "Dite entre les deux" not in answer.text()
    route.fulfill(response=answer)
    expect(desk.locator("body")).to_have_attribute("data-ready", "true")
    expect(desk.locator("#entries li")).to_contain_text("Dite entre les deux")


def test_what_is_open_closes_by_touch_and_by_going_on_at_its_end(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    for close in ("PageDown", "ArrowRight", " ", "Escape"):
        press(room, "i")
        expect(room.locator("#panel")).to_be_visible()
        expect(room.locator("#panel-page")).not_to_be_empty()
        for _ in range(6):
            # The room's own window knows first: the facilitator's may hear of it later than the next key.
            if room.locator("#panel").is_hidden():
                break
            press(room, close)
            room.wait_for_timeout(100)
        expect(room.locator("#panel")).to_be_hidden()
        shows(room, 1)
    press(room, "i")
    room.click("#panel [data-do=close]")
    expect(desk.locator("#panel")).to_be_hidden()


def test_a_clickers_keys_work_on_a_french_keyboard(room: Page) -> None:
    # Its point stands where a French keyboard has « : », and its start of the show must not reload the page.
    room.evaluate("globalThis.isSame = true")
    room.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: ':', code: 'Period', bubbles: true }))")
    expect(room.locator("#blank")).to_be_visible()
    room.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: ':', code: 'Period', bubbles: true }))")
    expect(room.locator("#blank")).to_be_hidden()
    press(room, "F5")
    room.wait_for_timeout(300)
    assert room.evaluate("globalThis.isSame") is True


def test_a_window_that_was_away_does_not_drag_the_room_back(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    desk.context.set_offline(True)
    desk.evaluate("globalThis.dispatchEvent(new Event('offline'))")
    expect(desk.locator("#lost")).to_be_visible(timeout=20_000)
    press(desk, "3", "Enter")
    shows(desk, 3)
    press(room, "7", "Enter")
    shows(room, 7)
    desk.context.set_offline(False)
    expect(desk.locator("#lost")).to_be_hidden(timeout=20_000)
    shows(desk, 7)
    shows(room, 7)


def test_time_that_is_given_to_the_room_runs_on_its_screen(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    expect(room.locator("#countdown")).to_be_hidden()
    desk.click("[data-minutes='5']")
    expect(room.locator("#countdown")).to_have_text(re.compile(r"^(5:00|4:5\d)$"))
    desk.click("[data-minutes='0']")
    expect(room.locator("#countdown")).to_be_hidden()


def test_windows_of_a_deleted_seance_say_so_and_promise_nothing(browser: Browser, stage: Served) -> None:
    with ExitStack() as visitors:
        room, desk = (visitors.enter_context(visiting(browser, stage)).page for _ in range(2))
        seance = open_window(room, stage.url)
        open_window(desk, stage.url, seance, role="presentateur")
        assert ask(f"{stage.url}/projection/fin", f"seance={seance}&do=delete&sure=1".encode()).status == 303
        expect(desk.locator("#lost")).to_be_visible(timeout=15_000)
        expect(desk.locator("#lost")).to_contain_text("Ce qui s’écrit ici n’est plus gardé")
        expect(desk.locator("#lost")).not_to_contain_text("reprise")
        expect(room.locator("#lost")).to_be_visible(timeout=15_000)
        expect(room.locator("#lost")).to_have_attribute("aria-label", re.compile("n’existe|supprimée"))
        desk.fill("#remark", "Trop tard")
        desk.locator("#remark").press("Control+Enter")
        expect(desk.locator("#kept")).to_have_text("La remarque n’est pas gardée : la copier ailleurs")
        expect(desk.locator("#remark")).to_have_value("Trop tard")


def test_the_log_of_the_server_tells_of_no_error(stage: Served) -> None:
    assert "Traceback" not in stage.said()
