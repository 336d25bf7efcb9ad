"""A séance over time, in a real Chromium: a restart of the server, a cut thread, one's own dossier."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.dossier.model import Dossier, Entry, to_file
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
            desk.click("#note button")
            expect(desk.locator("#kept")).to_have_text("Enregistré", timeout=30_000)
        # The thread is cut: each window goes on alone, and what is typed stays.
        expect(room.locator("#lost")).to_be_visible()
        expect(desk.locator("#lost")).to_contain_text("Liaison avec le serveur perdue")
        desk.fill("#remark", "Dit pendant l’arrêt")
        desk.click("#note button")
        expect(desk.locator("#kept")).to_contain_text("Gardé ici")
        expect(desk.locator("#unsent li")).to_contain_text("Dit pendant l’arrêt")
        desk.fill("#remark", "À peine commencé")
        with serving(database, log, port) as again:
            for page in (room, desk):
                expect(page.locator("#lost")).to_be_hidden(timeout=20_000)
                shows(page, 9)
                expect(page.locator("#page")).to_have_text("page 2/3")
            expect(desk.locator("#kept")).to_have_text("Enregistré", timeout=30_000)
            expect(desk.locator("#unsent li")).to_have_count(0)
            expect(desk.locator("#entries li")).to_have_count(2)
            assert desk.input_value("#remark") == "À peine commencé"
            with sqlite3.connect(log.parent / "dossiers" / "seances.sqlite") as by_itself:
                kept = by_itself.execute(
                    "SELECT step, text FROM entry WHERE seance = ? ORDER BY id", (seance,)
                ).fetchall()
            step = QUATRE.entries[8].key
            assert kept == [(step, "Dit avant l’arrêt"), (step, "Dit pendant l’arrêt")]
            # A window opened only now finds the same.
            late = visitors.enter_context(visiting(browser, again)).page
            open_window(late, again.url, seance, role="presentateur")
            shows(late, 9)
            expect(late.locator("#entries li")).to_have_count(2)
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


def test_a_seance_of_ones_own_dossier_begins_at_zero_each_time_and_follows_the_dossier(
    browser: Browser, served: Served
) -> None:
    dossier = Dossier("Le mien", (Entry("echeances", {}, key="e1"), Entry("face-a-face", {}, key="e2")))
    own, folder = put_dossier(served, dossier), served.log.parent / "dossiers"

    def begun(page: Page) -> str:
        page.goto(f"{served.url}/projection")
        page.click("text=Démarrer Le mien")
        page.fill("#place", "Caussade")
        page.click("text=Ouvrir la fenêtre de l’animateur")
        page.wait_for_selector("body[data-ready]")
        return str(page.evaluate("document.body.dataset.seance"))

    with visiting(browser, served) as visitor:
        page = visitor.page
        page.context.add_cookies([{"name": "en-regard-dossier", "value": own, "url": served.url}])
        first = begun(page)
        page.fill("#remark", "À reprendre")
        page.click("#note button")
        expect(page.locator("#kept")).to_have_text("Enregistré")
        press(page, "ArrowRight", "t")
        expect(page.locator("#place")).to_have_text("2/2")
        # The author goes on with the dossier while it is shown.
        (folder / f"{own}.json").write_bytes(
            to_file(replace(dossier, entries=(*dossier.entries, Entry("contours", {"territoire": "cahors"}, key="e3"))))
        )
        expect(page.locator("#place")).to_have_text("2/3")
        second = begun(page)
        assert second != first
        expect(page.locator("#place")).to_have_text("1/3")
        expect(page.locator("#entries li")).to_have_count(0)
        assert page.locator(".words").count() == 0, "the theme of the other séance does not come back"
        page.goto(f"{served.url}/projection?seance={first}&role=presentateur")
        expect(page.locator("#place")).to_have_text("2/3")
