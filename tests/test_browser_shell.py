"""What a visitor meets before the first page, and where there is none: in French, saying what to do; under any path."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard.page_registry import PAGES
from tests.projected import QUATRE, ask
from tests.served import Served, Watched, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Watched]


@pytest.fixture(scope="module")
def under_a_path(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard as a proxy serves it under a path of its host."""
    log = tmp_path_factory.mktemp("under") / "log"
    with serving(database, log, under="plans/regard") as running:
        yield running


def test_the_document_is_french_before_any_script_runs(served: Served) -> None:
    answer = ask(f"{served.url}/themes", Accept_Encoding="gzip, br", Accept="text/html")
    assert answer.status == 200 and '<html lang="fr">' in answer.text and "<title>En regard</title>" in answer.text
    assert "You need to enable JavaScript" not in answer.text


def test_what_a_script_fetches_still_comes_compressed(served: Served) -> None:
    request = urllib.request.Request(
        f"{served.url}/projection", headers={"Accept": "*/*", "Accept-Encoding": "gzip", "Sec-Fetch-Dest": "document"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.headers["content-encoding"] == "gzip"


def test_without_javascript_it_is_said_what_to_do(served: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url)
    assert "désactivé dans ce navigateur" in page.locator("body").inner_text()
    context.close()


@pytest.mark.parametrize("address", ["", "votre-territoire"], ids=["beside the filters", "without filters"])
def test_the_pages_stand_on_one_line_of_a_usual_screen(served: Served, browser: Browser, address: str) -> None:
    with visiting(browser, served) as visitor:
        visitor.page.set_viewport_size({"width": 1440, "height": 900})
        links = visitor.open(address).locator(".st-key-er-nav a")
        expect(links.last).to_be_visible()
        tops = {round(one.bounding_box()["y"]) for one in links.all()}  # type: ignore[index]
        assert links.count() == len(PAGES) and len(tops) == 1


@pytest.mark.parametrize("address", ["nulle-part", "actions/xyz", "a/b/c"])
def test_an_address_that_leads_nowhere_says_where_the_pages_are(served: Served, browser: Browser, address: str) -> None:
    with visiting(browser, served) as visitor:
        answer = visitor.page.goto(f"{served.url}/{address}")
        assert answer and answer.status == 404
        assert "ne mène nulle part" in visitor.page.title()
        visitor.page.get_by_role("link", name="Dispositifs").click()
        visitor.page.wait_for_url(f"{served.url}/dispositifs")
        visitor.shown()


def test_a_network_that_refuses_websockets_is_told_and_the_notice_goes(served: Served, browser: Browser) -> None:
    with visiting(browser, served) as visitor:
        refused = [True]
        visitor.page.route_web_socket(
            "**/_stcore/stream**", lambda socket: socket.close() if refused[0] else socket.connect_to_server()
        )
        visitor.page.goto(served.url)
        notice = visitor.page.get_by_role("alert").filter(has_text="WebSockets")
        expect(notice).to_be_visible(timeout=30_000)
        expect(notice).to_contain_text("/_stcore/stream")
        refused[0] = False
        visitor.shown()
        expect(notice).to_have_count(0, timeout=10_000)


def test_a_server_that_goes_away_is_told_in_french(database: Path, browser: Browser, tmp_path: Path) -> None:
    with serving(database, tmp_path / "log") as one, visiting(browser, one) as visitor:
        page = visitor.open("")
        one.process.kill()
        one.process.wait()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Connexion interrompue", timeout=30_000)
        expect(dialog).to_contain_text("Le serveur ne répond pas")


def test_pages_and_projection_are_right_under_a_path(under_a_path: Served, browser: Browser) -> None:
    with visiting(browser, under_a_path) as visitor:
        page = visitor.open("themes")
        page.locator(".st-key-er-nav").get_by_role("link", name="Dispositifs").click()
        page.wait_for_url(f"{under_a_path.url}/dispositifs")
        visitor.shown()
        page.goto(f"{under_a_path.url}/projection?sequence=1-quatre-territoires")
        page.get_by_role("button", name="Ouvrir la fenêtre de l’animateur").click()
        page.wait_for_selector("#screen h1")
        assert page.url.startswith(f"{under_a_path.url}/projection?seance=")
        before = page.locator("#screen h1").inner_text()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#screen h1")).not_to_have_text(before)
        assert len(QUATRE.entries) > 1
    assert ask(f"{under_a_path.url}/nulle-part").status == 404


@pytest.mark.parametrize(
    ("address", "heading"),
    [("financements?niveau=europe", "Ce qui a été réellement accordé"), ("methode", "La version")],
)
def test_a_long_page_leads_to_each_of_its_parts(served: Served, browser: Browser, address: str, heading: str) -> None:
    with visiting(browser, served) as visitor:
        page = visitor.open(address)
        links = page.locator(".stHtml a[href^='#']")
        assert links.count() > 3 and links.count() == len(set(links.all_inner_texts()))
        page.get_by_role("link", name=heading, exact=True).click()
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_in_viewport()
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_focused()
        # The address is that of the view, which is copied and sent on.
        assert page.url == f"{visitor.url}/{address}"
