"""A workshop in a real Chromium: a facilitator, a co-facilitator, the room's screen, ten phones; cuts and kills."""

from __future__ import annotations

import json
import re
import sqlite3
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessible import violations
from tests.projected import new_seance, open_window, press, shows
from tests.served import Served, free_port, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
_PHONES = 10


@pytest.fixture(scope="module")
def stage(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(database, tmp_path_factory.mktemp("workshop") / "log.txt") as running:
        yield running


def code_of(served: Served, seance: str) -> str:
    with sqlite3.connect(served.log.parent / "dossiers" / "seances.sqlite") as by_itself:
        return str(by_itself.execute("SELECT code FROM seance WHERE name = ?", (seance,)).fetchone()[0])


def open_phone(page: Page, served: Served, code: str) -> Page:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served.url}/salle/{code}")
    expect(page.locator("#screen h1")).to_be_visible()
    return page


def open_ballot(desk: Page, dots: int = 3) -> None:
    desk.click("#asking summary")
    expect(desk.locator("#votables input").first).to_be_visible()
    desk.fill("#dots", str(dots))
    desk.click("#open-ballot button")
    expect(desk.locator("#ballots article").last).to_contain_text("Ouvert")


@contextmanager
def voting(browser: Browser, served: Served) -> Iterator[tuple[Page, Page, str]]:
    """The facilitator's window and a phone of a new séance (its name last), in which a vote is open on screen 2."""
    with ExitStack() as visitors:
        desk, phone = (visitors.enter_context(visiting(browser, served)).page for _ in range(2))
        seance = new_seance(served.url)
        open_window(desk, served.url, seance, role="presentateur")
        open_phone(phone, served, code_of(served, seance))
        press(desk, "2", "Enter")
        open_ballot(desk)
        yield desk, phone, seance


def test_a_workshop_from_its_start_to_its_end(browser: Browser, stage: Served) -> None:
    with ExitStack() as visitors:
        desk, other, room, *phones = (visitors.enter_context(visiting(browser, stage)).page for _ in range(3 + _PHONES))
        room.set_viewport_size({"width": 1920, "height": 1080})
        seance = new_seance(stage.url, place="Caussade")
        open_window(desk, stage.url, seance, role="presentateur")
        open_window(other, stage.url, seance, role="presentateur")
        open_window(room, stage.url, seance)
        code = code_of(stage, seance)
        for phone in phones:
            open_phone(phone, stage, code)
        # They follow.
        press(desk, "2", "Enter")
        for phone in phones:
            expect(phone.locator("#at")).to_have_text("2/10")
        assert phones[0].evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not violations(phones[0])
        # Two people note on one screen.
        desk.fill("#remark", "Noté par l’une")
        desk.click("#note button")
        other.select_option("#kind", "decision")
        other.fill("#remark", "Décidé par l’autre")
        other.click("#note button")
        for window in (desk, other):
            expect(window.locator("#entries li")).to_have_count(2)
        # Dots.
        open_ballot(desk)
        expect(room.locator("#ballot")).to_have_text("Vote ouvert : 0")
        for at, phone in enumerate(phones[:-1]):
            phone.locator("#items li").nth(at % 3).locator("button").first.click()
            phone.locator("#items li").nth(0).locator("button", has_text="à adapter").click()
            expect(phone.locator("#counted")).to_have_text("Votre vote est compté.")
        phones[-1].click("#blank")
        expect(phones[-1].locator("#counted")).to_have_text("Votre vote blanc est compté.")
        # Nor does a page that is opened again, or asks again, say another thing.
        phones[-1].reload()
        expect(phones[-1].locator("#counted")).to_have_text("Votre vote blanc est compté.")
        expect(desk.locator("#ballots")).to_contain_text("10 téléphones ont voté, dont 1 blanc")
        assert not violations(phones[0])
        # Nothing is shown before the facilitator shows it; then it lives.
        expect(room.locator("#panel")).to_be_hidden()
        desk.click("#ballots [data-tally]")
        expect(room.locator(".participation")).to_contain_text("10 téléphones ont voté")
        phones[0].locator("#items li").nth(0).locator("button", has_text="retirer").last.click()
        first_row = room.locator(".tally tbody tr").first.locator("td b")
        expect(first_row.nth(1)).to_have_text("8")
        assert not violations(room)
        # By hands, for those without a phone.
        desk.click("#ballots details summary")
        desk.fill("#ballots [name=hands]", "6")
        desk.locator("#ballots fieldset").first.locator("input").first.fill("4")
        desk.click("#ballots form button")
        expect(room.locator(".tally")).to_contain_text("4 mains")
        desk.click("#ballots [data-vote=close]")
        for phone in phones:
            expect(phone.locator("#ballot")).to_be_hidden()
        # A phone writes; the room reads it when the facilitator keeps it.
        phones[1].fill("#text", "<b>Et les jeunes ?</b>")
        phones[1].click("#say button")
        expect(phones[1].locator("#sent")).to_have_text("Remarque remise à l’animateur.")
        expect(other.locator("#waiting li")).to_contain_text("<b>Et les jeunes ?</b>")
        press(desk, "Escape", "w")
        expect(room.locator(".said")).to_contain_text("Aucune remarque n’est encore retenue")
        other.click("#waiting [data-act=keep]")
        expect(room.locator(".said")).to_contain_text("<b>Et les jeunes ?</b>")
        press(desk, "Escape", "d")
        expect(room.locator(".said")).to_contain_text("Décidé par l’autre")
        # The end.
        desk.click("text=Terminer…")
        desk.fill("#participants", "31")
        desk.get_by_role("button", name="Terminer", exact=True).click()
        expect(desk.locator("h1")).to_have_text("Séance terminée")
        with desk.expect_download() as downloaded:
            desk.get_by_role("link", name="Télécharger Document Word").click()
        assert re.fullmatch(
            r"en-regard_compte-rendu_les-territoires-en-dix-ecrans_[-\d]+\.docx", downloaded.value.suggested_filename
        )
        # Phones that were open before hear of it, and of its being opened again.
        expect(phones[0].locator("#over")).to_have_text("Cette séance est terminée.", timeout=15_000)
        expect(phones[0].locator("#say")).to_be_hidden()
        desk.get_by_role("button", name="Rouvrir la séance").click()
        expect(phones[0].locator("#over")).to_be_hidden(timeout=15_000)
        expect(phones[0].locator("#say")).to_be_visible()


def test_the_co_facilitators_phone_drives_by_a_code_that_the_room_never_sees(browser: Browser, stage: Served) -> None:
    with ExitStack() as visitors:
        desk, phone = (visitors.enter_context(visiting(browser, stage)).page for _ in range(2))
        seance = new_seance(stage.url)
        open_window(desk, stage.url, seance, role="presentateur")
        assert "svg" not in desk.inner_html("#remote-code")
        desk.click("#remote summary")
        expect(desk.locator("#remote-code svg.qr")).to_be_visible()
        press(desk, "q")
        expect(desk.locator("#panel-page")).to_be_visible()
        assert seance not in desk.inner_html("#panel-page")
        phone.set_viewport_size({"width": 390, "height": 844})
        phone.goto(f"{stage.url}/projection?seance={seance}&role=presentateur&forme=telecommande")
        phone.wait_for_selector("body[data-ready]")
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
        phone.click(".drive [data-do=next]")
        shows(desk, 2)


def test_the_keyboard_stays_where_it_was_when_phones_are_heard(browser: Browser, stage: Served) -> None:
    with voting(browser, stage) as (desk, phone, _):
        desk.locator("#ballots [data-vote=close]").focus()
        phone.locator("#items button").first.click()
        expect(desk.locator("#ballots")).to_contain_text("1 téléphone a voté")
        desk.keyboard.press(" ")
        expect(desk.locator("#ballots article").last).to_contain_text("Clos")
        shows(desk, 2)
        assert desk.evaluate("document.activeElement.dataset.vote") == "reopen"
        for text in ("Une", "Deux"):
            phone.fill("#text", text)
            phone.click("#say button")
            expect(desk.locator("#waiting li").last).to_contain_text(text)
        desk.locator("#waiting [data-act=keep]").first.focus()
        desk.keyboard.press(" ")
        expect(desk.locator("#waiting li")).to_have_count(1)
        desk.keyboard.press(" ")
        expect(desk.locator("#waiting li")).to_have_count(0)
        # What is pressed once more, where nothing waits any longer, moves no room.
        desk.keyboard.press(" ")
        shows(desk, 2)


def test_a_change_that_comes_once_the_vote_is_closed_is_told_as_not_counted(browser: Browser, stage: Served) -> None:
    with voting(browser, stage) as (desk, phone, _):
        phone.locator("#items button").first.click()
        expect(phone.locator("#counted")).to_have_text("Votre vote est compté.")
        phone.context.set_offline(True)
        phone.locator("#items button").nth(2).click()
        expect(phone.locator("#counted")).to_contain_text("Gardé sur ce téléphone")
        desk.click("#ballots [data-vote=close]")
        expect(desk.locator("#ballots article").last).to_contain_text("Clos")
        phone.context.set_offline(False)
        expect(phone.locator("#told")).to_contain_text("dernier changement n’est pas compté", timeout=15_000)
        # A second vote is not opened over one in which phones vote, without a word.
        desk.click("#ballots [data-vote=reopen]")
        desk.click("#asking summary")
        desk.click("#open-ballot button")
        expect(desk.locator("#open-told")).to_contain_text("1 téléphone y a voté")
        expect(desk.locator("#ballots article")).to_have_count(1)
        desk.click("#open-ballot button")
        expect(desk.locator("#ballots article")).to_have_count(2)


def test_a_code_that_was_misread_is_typed_again(browser: Browser, stage: Served) -> None:
    with visiting(browser, stage) as visitor:
        visitor.page.goto(f"{stage.url}/salle/ZZZZ9999")
        expect(visitor.page.get_by_role("alert")).to_contain_text("Aucune séance n’a ce code")
        expect(visitor.page.locator("#code")).to_be_visible()


def test_what_a_phone_does_without_the_network_waits_and_is_sent_once(browser: Browser, stage: Served) -> None:
    with voting(browser, stage) as (desk, phone, _):
        expect(phone.locator("#ballot")).to_be_visible()
        phone.context.set_offline(True)
        phone.locator("#items button").first.click()
        phone.fill("#text", "Écrit hors ligne")
        phone.click("#say button")
        expect(phone.locator("#counted")).to_contain_text("Gardé sur ce téléphone")
        expect(phone.locator("#sent")).to_contain_text("gardée ici")
        expect(phone.locator("#lost")).to_be_visible()
        expect(desk.locator("#ballots")).to_contain_text("0 téléphone")
        phone.context.set_offline(False)
        expect(phone.locator("#counted")).to_have_text("Votre vote est compté.", timeout=15_000)
        expect(desk.locator("#waiting li")).to_have_count(1, timeout=15_000)
        expect(desk.locator("#ballots")).to_contain_text("1 téléphone")
        # The page that comes back shows the same vote.
        phone.reload()
        expect(phone.locator("#items button[aria-pressed=true]")).to_have_count(1)


def test_a_slow_network_never_puts_an_older_vote_over_a_newer_one(browser: Browser, stage: Served) -> None:
    with voting(browser, stage) as (_, phone, seance):
        expect(phone.locator("#ballot")).to_be_visible()
        phone.route("**/vote", lambda route: (phone.wait_for_timeout(700), route.continue_()))
        add = phone.locator("#items li").first.locator("button").first
        add.click()
        phone.wait_for_timeout(500)
        add.click()
        phone.wait_for_timeout(500)
        add.click()
        expect(phone.locator("#left")).to_have_text("Tous vos points sont placés")
        expect(phone.locator("#counted")).to_have_text("Votre vote est compté.", timeout=15_000)
        expect(phone.locator("#items li").first.locator("button").first).to_have_text("à reprendre ici : 3")
        with sqlite3.connect(stage.log.parent / "dossiers" / "seances.sqlite") as by_itself:
            found = by_itself.execute(
                "SELECT vote.dots FROM vote JOIN ballot ON ballot.id = vote.ballot WHERE seance = ?", (seance,)
            ).fetchall()
        assert found == [(3,)]


def test_a_facilitators_browser_that_keeps_nothing_says_so_and_loses_nothing(browser: Browser, stage: Served) -> None:
    with visiting(browser, stage) as visitor:
        page = visitor.page
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
        )
        open_window(page, stage.url, new_seance(stage.url), role="presentateur")
        page.fill("#remark", "Sans mémoire")
        expect(page.locator("#browser")).to_be_visible()
        page.click("#note button")
        expect(page.locator("#entries li")).to_contain_text("Sans mémoire")


def test_every_vote_that_was_told_counted_is_on_disk_after_a_kill(
    database: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log, port = tmp_path_factory.mktemp("killed") / "log.txt", free_port()

    def vote(url: str, code: str, ballot: int) -> str:
        """The cookie of a phone whose vote was counted."""
        with urllib.request.urlopen(f"{url}/salle/{code}", timeout=20) as page:
            cookie = page.headers["set-cookie"].split(";")[0]
        sent = json.dumps({"ballot": ballot, "number": 1, "dots": {"a": {"reprendre": 2}}}).encode()
        request = urllib.request.Request(f"{url}/salle/{code}/vote", sent, {"Cookie": cookie})
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert json.load(answer) == {"number": 1}
        return str(cookie.split("=", 1)[1])

    with serving(database, log, port) as served:
        seance = new_seance(served.url)
        code = code_of(served, seance)
        with sqlite3.connect(log.parent / "dossiers" / "seances.sqlite") as by_itself:
            ballot = by_itself.execute(
                "INSERT INTO ballot (seance, step, question, dots, items, is_open, opened_at) "
                "VALUES (?, 'themes', '?', 3, ?, 1, 0) RETURNING id",
                (seance, json.dumps([{"id": "a", "label": "A", "territory_id": ""}])),
            ).fetchone()[0]
        counted, lost = [], 0
        with ThreadPoolExecutor(16) as threads:
            votes = [threads.submit(vote, served.url, code, ballot) for _ in range(200)]
            for one in as_completed(votes):
                if one.exception():
                    lost += 1
                    continue
                counted.append(one.result())
                if len(counted) == 60:
                    served.process.kill()
    assert len(counted) >= 60 and lost, "it was killed in the middle"
    with serving(database, log, port):
        pass
    with sqlite3.connect(log.parent / "dossiers" / "seances.sqlite") as by_itself:
        on_disk = {row[0] for row in by_itself.execute("SELECT voter FROM vote WHERE ballot = ?", (ballot,))}
        assert by_itself.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert set(counted) <= on_disk


def test_the_log_of_the_server_tells_of_no_error(stage: Served) -> None:
    assert "Traceback" not in stage.said()
