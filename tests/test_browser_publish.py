"""The static publication: read from a folder and from a web server, every link leads on, every count can be opened."""

from __future__ import annotations

import csv
import functools
import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import queries
from dashboard.comparisons import themes_by_territory
from dashboard.dossier.model import Dossier, Entry, to_file
from dashboard.publish.__main__ import main
from dashboard.publish.site import LARGEST_PAGE
from dashboard.selection import Selection, read_params
from etl.paths import DATA, ROOT
from tests.accessible import violations
from tests.served import DESKTOP, PHONE

pytest_plugins = ["tests.visitors"]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("database")]
_LINK = re.compile(r'(?:href|src)="([^"]+)"')


@pytest.fixture(scope="module")
def site(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("publication") / "site"
    assert main([str(out)]) == 0
    return out


@pytest.fixture(scope="module", params=["folder", "server"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    if request.param == "folder":
        yield site.as_uri()
        return
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="fr-FR", viewport=DESKTOP)  # type: ignore[arg-type]
    one = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    one.on("request", lambda request: asked.append(request.url))
    one.on("pageerror", lambda error: faults.append(str(error)))
    one.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield one
    context.close()
    assert not faults
    assert all(url.startswith(address) or url.startswith(("data:", "blob:")) for url in asked), "no other host"


@functools.cache
def sources_of_schemes() -> frozenset[str]:
    """The addresses of what is said of schemes in general."""
    with (DATA / "codebook" / "scheme_funding.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(row["source_url"] for row in csv.DictReader(rows))


def test_every_page_is_small_and_every_link_leads_somewhere(site: Path) -> None:
    pages = sorted(site.glob("*.html"))
    assert len(pages) > len(queries.table("action_overview"))
    for one in pages:
        html = one.read_text("utf-8")
        assert len(html.encode()) <= LARGEST_PAGE, one.name
        for link in map(unescape, _LINK.findall(html)):
            parts = urlsplit(link)
            if link in sources_of_schemes():
                continue  # followed by whoever clicks it: nothing of it is fetched
            if link.startswith("data:image/svg+xml;base64,"):
                continue  # a contour, drawn within the page
            assert not parts.scheme and not parts.path.startswith("/"), f"{one.name}: {link}"
            target = site / (parts.path or one.name)
            assert target.is_file(), f"{one.name}: {link}"
            if parts.fragment:
                assert f'id="{parts.fragment}"' in target.read_text("utf-8"), f"{one.name}: {link}"
    assert sum(file.stat().st_size for file in (site / "style.css", site / "actions.js", site / "index.html")) < 400_000


def test_a_cell_opens_as_many_actions_as_it_prints(page: Page, address: str) -> None:
    table = themes_by_territory(Selection()).table
    page.goto(f"{address}/vue-01.html")
    links = page.locator(".er-matrix td a")
    assert links.count() >= int((table["actions"] > 0).sum())
    for at in (0, 7, 20):
        page.goto(f"{address}/vue-01.html")
        link = page.locator(".er-matrix td a").nth(at)
        asked = dict(one.split("=") for one in urlsplit(str(link.get_attribute("href"))).query.split("&"))
        known = {field: frozenset(of["value"]) for field, of in queries.catalogue().groupby("field")}
        number, _ = queries.counted(read_params(asked, known).selection)
        link.click()
        expect(page.locator("#er-filters")).to_have_text(re.compile(rf"^{number} action"))
        expect(page.locator("#er-rows tr")).to_have_count(number)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(territories=("cahors",), themes=("culture-patrimoine",), with_secondary=True),
        Selection(funders=("region",), with_partners=True),
        Selection(levels=("non-renseigne",), engagements=("programme",)),
        Selection(schemes=("cls", "leader")),
        Selection(territories=("occitanie",)),
    ],
)
def test_filters_keep_what_the_dashboard_keeps(page: Page, address: str, selection: Selection) -> None:
    page.goto(f"{address}/{selection.url('actions.html')}")
    links = page.locator("#er-rows a").evaluate_all("links => links.map((one) => one.getAttribute('href'))")
    assert links == [f"action-{one}.html" for one in queries.actions(selection)["action_id"]]


def test_a_search_without_accents_finds_an_action_and_its_words_in_the_document(page: Page, address: str) -> None:
    page.goto(f"{address}/actions.html")
    page.get_by_role("searchbox").fill("revitalisation CHATEAU")
    expect(page.locator("#er-rows tr")).to_have_count(1)
    page.locator("#er-rows a").click()
    assert "CHATEAU" in page.locator("h1").inner_text()
    line = page.locator(".er-lines .er-own a").first
    number = line.inner_text()
    line.click()
    shown = page.locator(f"#L{number}")
    assert shown.evaluate("one => one.matches(':target')") and shown.inner_text().strip().startswith(number)


@pytest.mark.parametrize(
    "name", ["index.html", "vue-01.html", "vue-02.html", "actions.html", "document-midi-quercy-chantiers.html"]
)
def test_pages_are_accessible_and_fit_a_phone(browser: Browser, site: Path, name: str) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    one = context.new_page()
    one.goto(f"{site.as_uri()}/{name}")
    assert not [fault["id"] for fault in violations(one)]
    assert one.evaluate("document.documentElement.lang") == "fr" and one.title()
    assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_a_dossier_is_published_with_its_words_which_are_no_markup(database: Path, tmp_path: Path) -> None:
    words = "« <b>gras</b> » <script>alert(1)</script>"
    dossier = Dossier("Mon <i>dossier</i>", (Entry.of("echeances", Selection(), title=words, note=words),))
    file = tmp_path / "dossier.json"
    file.write_bytes(to_file(dossier))
    command = [sys.executable, "-m", "dashboard.publish", str(tmp_path / "out"), "--dossier", str(file)]
    subprocess.run([*command, "--address", "https://en-regard.example"], cwd=ROOT, check=True)
    html = (tmp_path / "out" / "vue-01.html").read_text("utf-8")
    assert "<script>alert" not in html and "<b>gras" not in html and "&lt;b&gt;gras" in html
    assert "https://en-regard.example/calendrier" in html


def test_a_folder_that_holds_something_else_is_left_alone(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert main([str(tmp_path)]) == 1
    assert "holds something else" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
    assert main([str(tmp_path / "out"), "--selection", "theme=nulle-part"]) == 1
    assert "nulle-part" in capsys.readouterr().err and not (tmp_path / "out").exists()
