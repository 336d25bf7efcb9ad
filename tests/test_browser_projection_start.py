"""A workshop's start: one séance, the facilitator's window, and the room's screen opened from it."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Browser

from tests.projected import press, shows
from tests.served import Served, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser


def test_one_start_makes_one_seance_and_its_room_is_opened_from_it_again_and_again(
    browser: Browser, served: Served
) -> None:
    with visiting(browser, served) as visitor:
        desk = visitor.page
        desk.goto(f"{served.url}/projection")
        desk.get_by_role("link", name="Démarrer Les territoires").first.click()
        assert desk.input_value("#held_on") == datetime.date.today().isoformat()
        desk.fill("#title", "Atelier du jeudi")
        desk.get_by_role("button", name="Ouvrir la fenêtre de l’animateur").click()
        shows(desk, 1)
        assert "Atelier du jeudi" in desk.inner_text(".desk .name")
        seance = desk.evaluate("document.body.dataset.seance")
        with desk.context.expect_page() as opened:
            desk.get_by_role("link", name="Ouvrir l’écran de la salle").click()
        room = opened.value
        shows(room, 1)
        assert f"seance={seance}" in room.url and "role" not in room.url
        press(desk, "ArrowRight")
        shows(room, 2)
        # Asked for again, the same window comes back.
        number = len(desk.context.pages)
        desk.get_by_role("link", name="Ouvrir l’écran de la salle").click()
        desk.wait_for_timeout(500)
        assert len(desk.context.pages) == number
        room.close()
        with desk.context.expect_page() as again:
            desk.get_by_role("link", name="Ouvrir l’écran de la salle").click()
        shows(again.value, 2)
