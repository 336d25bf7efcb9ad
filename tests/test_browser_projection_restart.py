"""A séance over time, in a real Chromium: a restart of the server, a cut thread, one's own dossier."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard.dossier.model import Dossier, Entry, from_file
from tests.projected import QUATRE, open_window, press, put_dossier, shows
from tests.served import Served, free_port, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser


def test_a_restart_in_the_middle_loses_nothing(
    browser: Browser, database: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log, port = tmp_path_factory.mktemp("restarted") / "log.txt", free_port()
    with ExitStack() as visitors:
        with serving(database, log, port) as first:
            room, desk = (visitors.enter_context(visiting(browser, first)).page for _ in range(2))
            seance = open_window(room, first.url)
            open_window(desk, first.url, seance, role="presentateur")
            press(room, "9", "Enter", "ArrowDown", "s")
            desk.fill("#remark", "Dit avant l’arrêt")
            expect(desk.locator("#kept")).to_have_text("Enregistré", timeout=30_000)
        # The thread is cut: each window goes on alone, and what is typed stays.
        expect(room.locator("#lost")).to_be_visible()
        expect(desk.locator("#lost")).to_contain_text("Liaison avec le serveur perdue")
        desk.fill("#remark", "Dit avant l’arrêt, puis pendant")
        expect(desk.locator("#kept")).to_contain_text("Gardé ici")
        with serving(database, log, port) as again:
            for page in (room, desk):
                expect(page.locator("#lost")).to_be_hidden(timeout=20_000)
                shows(page, 9)
                expect(page.locator("#page")).to_have_text("page 2/3")
            expect(desk.locator("#kept")).to_have_text("Enregistré", timeout=30_000)
            kept = from_file((log.parent / "dossiers" / f"{seance}.json").read_bytes())
            assert kept.entries[8].remarks == "Dit avant l’arrêt, puis pendant"
            assert [one.view for one in kept.entries] == [one.view for one in QUATRE.entries]
            # A window opened only now finds the same.
            late = visitors.enter_context(visiting(browser, again)).page
            open_window(late, again.url, seance, role="presentateur")
            shows(late, 9)
            expect(late.locator("#remark")).to_have_value("Dit avant l’arrêt, puis pendant")
            expect(late.locator("#stage[data-look=dark]")).to_have_count(1)
            press(late, "ArrowRight")
            shows(room, 10)


def test_what_is_driven_without_the_server_is_told_when_it_is_back(
    browser: Browser, database: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log, port = tmp_path_factory.mktemp("alone") / "log.txt", free_port()
    with ExitStack() as visitors:
        with serving(database, log, port) as first:
            room, desk = (visitors.enter_context(visiting(browser, first)).page for _ in range(2))
            open_window(desk, first.url, open_window(room, first.url), role="presentateur")
        expect(room.locator("#lost")).to_be_visible()
        press(room, "4", "Enter")
        shows(room, 4)
        shows(desk, 1)
        with serving(database, log, port):
            shows(desk, 4)
            shows(room, 4)


def test_ones_own_dossier_is_projected_and_its_remarks_stay_in_it(browser: Browser, served: Served) -> None:
    own = put_dossier(
        served, Dossier("Le mien", (Entry("echeances", {}, key="e1"), Entry("face-a-face", {}, key="e2")))
    )
    with visiting(browser, served) as visitor:
        visitor.page.context.add_cookies([{"name": "en-regard-dossier", "value": own, "url": served.url}])
        visitor.page.goto(f"{served.url}/projection")
        visitor.page.click("text=Démarrer Le mien")
        visitor.page.wait_for_selector("body[data-ready]")
        visitor.page.fill("#remark", "À reprendre")
        expect(visitor.page.locator("#kept")).to_have_text("Enregistré")
    folder = served.log.parent / "dossiers"
    assert from_file((folder / f"{own}.json").read_bytes()).entries[0].remarks == "À reprendre"
    assert json.loads((folder / f"{own}.seance").read_bytes())["step"] == "e1"
