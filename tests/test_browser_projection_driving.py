"""Driving the projection in a real Chromium: keys, two windows in step, a restart in the middle, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.projected import QUATRE, open_window, press, put_dossier, shows
from tests.served import Served, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser

_LAST = len(QUATRE.entries)


@pytest.fixture(scope="module")
def stage(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(database, tmp_path_factory.mktemp("driving") / "log.txt") as running:
        yield running


@pytest.fixture
def windows(browser: Browser, stage: Served) -> Iterator[tuple[Page, Page]]:
    """The room's window and the facilitator's, of two visitors: two machines of one room."""
    with ExitStack() as visitors:
        room = visitors.enter_context(visiting(browser, stage))
        desk = visitors.enter_context(visiting(browser, stage))
        room.page.set_viewport_size({"width": 1920, "height": 1080})
        # A sequence put on the shelf, not asked for: a server makes thirty a minute, and tests are quicker.
        seance = put_dossier(stage, QUATRE)
        open_window(room.page, stage.url, seance)
        open_window(desk.page, stage.url, seance, role="presentateur")
        yield room.page, desk.page
        assert not room.foreign_requests and not desk.foreign_requests
        assert any(request.startswith("ws://") for request in room.requests), "sockets are counted too"


@pytest.fixture
def room(windows: tuple[Page, Page]) -> Page:
    return windows[0]


# Keys


@pytest.mark.parametrize(
    ("keys", "number"),
    [
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
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else str(value),
)
def test_keys_go_from_screen_to_screen_in_both_windows(
    windows: tuple[Page, Page], keys: list[str], number: int
) -> None:
    room, desk = windows
    press(room, *keys)
    shows(room, number)
    shows(desk, number)


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


# Two windows


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


def test_what_is_open_closes_by_touch_and_by_going_on_at_its_end(windows: tuple[Page, Page]) -> None:
    room, desk = windows
    for close in ("PageDown", "ArrowRight", " ", "Escape"):
        press(room, "i")
        expect(room.locator("#panel")).to_be_visible()
        expect(room.locator("#panel-page")).not_to_be_empty()
        for _ in range(6):
            if desk.locator("#panel").is_hidden():
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


def test_the_log_of_the_server_tells_of_no_error(stage: Served) -> None:
    assert "Traceback" not in stage.said()
