"""Pages on a phone, touched: swipes over charts, taps on marks, filters and choices within a thumb's reach."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.served import PHONE, Served, Watched, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
SLOW = 20_000
# The words of a matrix that stand out of their cell by more than a rounding.
_WORDS_OVER_THEIR_CELLS = """() => [...document.querySelectorAll('table.er-matrix th, table.er-matrix td')]
    .filter(cell => {
        const words = document.createRange(), box = cell.getBoundingClientRect();
        words.selectNodeContents(cell);
        return [...words.getClientRects()].some(one => one.left < box.left - 0.5 || one.right > box.right + 0.5);
    })
    .map(cell => cell.textContent)"""


@pytest.fixture
def phone(browser: Browser, served: Served) -> Iterator[Watched]:
    with visiting(browser, served, phone=True, is_mobile=True, reduced_motion="no-preference") as visitor:
        yield visitor


def opened(phone: Watched, address: str) -> Page:
    """A page on the phone, whose title stands on the first screen, and which does not turn sideways: no page does."""
    page = phone.open(address)
    title = page.get_by_test_id("stMain").get_by_role("heading", level=1).first.bounding_box()
    assert title and title["y"] + title["height"] < PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return page


def place(page: Page) -> float:
    return float(page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop"))


def swipe(page: Page, finger: CDPSession, x: float, y: float, by: float) -> None:
    """A finger that goes down at a point of the screen, moves up or down, and leaves it."""
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 15):
        point = {"x": x, "y": y + by * step / 14}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        page.wait_for_timeout(16)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(400)


@pytest.mark.parametrize("address", ["themes", "financements", "territoires"])
def test_a_swipe_over_a_chart_moves_the_page(phone: Watched, address: str) -> None:
    page = opened(phone, address)
    finger = page.context.new_cdp_session(page)
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    box = chart.bounding_box()
    assert box
    before = place(page)
    swipe(page, finger, 250, max(300, min(700, box["y"] + box["height"] / 2)), -210)
    assert place(page) - before > 120


def test_a_tap_on_a_mark_opens_its_actions(phone: Watched) -> None:
    page = opened(phone, "themes")
    mark = page.locator(".js-plotly-plot .point").nth(3)
    mark.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    box = mark.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(lambda url: "/actions" in url and "theme=" in url, timeout=SLOW)


@pytest.mark.parametrize("address", ["financements?partenaires=1", "financements", ""])
def test_words_of_a_matrix_stand_within_their_cells_and_leave_room_beside_heads(phone: Watched, address: str) -> None:
    page = opened(phone, address)
    table = page.locator("table.er-matrix").first
    table.wait_for(timeout=SLOW)
    assert page.evaluate(_WORDS_OVER_THEIR_CELLS) == []
    head = table.locator("tbody th[scope=row]").first.bounding_box()
    assert head
    assert head["width"] <= PHONE["width"] / 2


def test_contours_stand_apart_at_one_scale_each_above_its_name(phone: Watched) -> None:
    page = opened(phone, "territoires")
    page.locator(".er-contours li").first.wait_for(timeout=SLOW)
    told = page.locator(".er-contours li").evaluate_all(
        """all => all.map(one => {
            const [drawn, name] = [one.querySelector('img.er-day'), one.querySelector('strong')];
            const [box, above, below] = [one, drawn, name].map(each => each.getBoundingClientRect());
            return {box: [box.left, box.top, box.right, box.bottom], wide: drawn.naturalWidth && above.width,
                fits: above.bottom <= below.top && above.left >= 0 && above.right <= innerWidth,
                kilometres: +getComputedStyle(one).getPropertyValue('--wide')};
        })"""
    )
    assert len(told) == 4 and all(one["fits"] for one in told)
    assert len({round(one["wide"] / one["kilometres"], 1) for one in told}) == 1
    for one, other in combinations([one["box"] for one in told], 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_title_of_a_comparison_of_two_is_on_the_first_screen(phone: Watched) -> None:
    opened(phone, "face-a-face")


def test_filters_are_named_and_open_under_a_thumb(phone: Watched) -> None:
    page = opened(phone, "")
    button = page.get_by_test_id("stExpandSidebarButton")
    said = button.evaluate("one => getComputedStyle(one, '::after').content")
    assert said == '"Filtres"'
    button.tap()
    expect(page.get_by_test_id("stSidebar").get_by_text("Filtrer", exact=True)).to_be_in_viewport(timeout=SLOW)


def test_a_choice_of_many_stands_in_one_row_in_its_order_and_shows_the_chosen_one(phone: Watched) -> None:
    page = opened(phone, "themes?theme=numerique-innovation")
    row = page.get_by_role("radiogroup", name="Thème")
    chosen = row.get_by_role("radio", name="Numérique et innovation")
    expect(chosen).to_be_in_viewport(ratio=1)
    places = [one.bounding_box() for one in row.get_by_role("radio").all()]
    across = [place["x"] for place in places if place]
    assert across == sorted(across) and len(across) > 10
    box = row.bounding_box()
    assert box and box["height"] < 60


def test_the_list_of_actions_is_no_endless_scroll(phone: Watched) -> None:
    page = opened(phone, "actions")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") < 12_000
