"""The page of a dossier, opened from a file in Chromium: it asks nothing of anyone, draws, is read and printed."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from dashboard.charts.html import texts
from dashboard.charts.model import chart_of
from dashboard.charts.plotly import figure
from dashboard.comparisons.core import BARS, DOTS, SHAPES
from dashboard.dossier.assembled import Gathered, in_silence
from dashboard.dossier.model import Dossier, Entry
from dashboard.exports import names, webpage
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.look.palette import DARK, LIGHT, Appearance
from dashboard.selection import Selection
from tests.accessible import violations
from tests.dossiers_made import (
    BASE,
    CUE,
    HOSTILE,
    LONG,
    NOTE,
    REMARKS,
    every_view,
    gathered,
    with_hostile_data,
)
from tests.served import DESKTOP, PHONE
from tests.words_of import WORDS

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.usefixtures("database")
CHARTS = (DOTS, BARS)
_MADE: list[tuple[Gathered, bytes]] = []


@pytest.fixture(scope="module")
def whole(database: Path) -> Gathered:
    return gathered(every_view())


@pytest.fixture(scope="module")
def hostile(whole: Gathered) -> Gathered:
    return with_hostile_data(whole)


def made_of(whole: Gathered) -> bytes:
    """The page, made once of the same dossier: several seconds, whatever is then asked of it."""
    for one, made in _MADE:
        if one is whole:
            return made
    _MADE.append((whole, webpage.make(whole, in_silence)))
    return _MADE[-1][1]


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., tuple[Page, list[str], list[str]]]]:
    """Open a dossier's page from a file: the page, what its console said, and all that it asked for."""
    contexts = []

    def opened(whole: Gathered, dark: bool = False, phone: bool = False) -> tuple[Page, list[str], list[str]]:
        file = tmp_path / f"dossier-{len(contexts)}.html"
        file.write_bytes(made_of(whole))
        contexts.append(
            browser.new_context(
                color_scheme="dark" if dark else "light",
                viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
                reduced_motion="reduce",
                offline=True,
                locale="fr-FR",
            )
        )
        page, said, asked = contexts[-1].new_page(), [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page, said, asked

    yield opened
    for context in contexts:
        context.close()


def all_drawn(page: Page) -> None:
    """Go down the page until each of its charts stands."""
    for chart in page.locator(".er-chart").all():
        chart.scroll_into_view_if_needed()
        chart.locator(".main-svg .trace path").first.wait_for(state="attached")


def axe_finds(page: Page, colours_alone: bool = False) -> list[str]:
    """Violations of any rule, or of those of colours."""
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations(page, colours_alone)]


class Tables(HTMLParser):
    """The tables of a page as rows of texts, read by the standard library."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.tables[-1][-1][-1] += data


def plain(text: str) -> str:
    """A text without its spaces, which typography changes."""
    return re.sub(r"\s", "", text)


def without_scripts(page: str) -> str:
    return re.sub(r"<script.*?</script>", "", page, flags=re.S)


def scripts(page: str) -> list[tuple[str, str]]:
    """Every script element that a browser would find: its attributes and its text."""
    return re.findall(r"<script([^>]*)>(.*?)</script", page, re.S | re.I)


def test_the_page_is_offered_among_the_formats_of_a_dossier() -> None:
    (offered,) = [one for one in DOSSIER_FORMATS if one.key == "html"]
    assert (offered.label, offered.extension, offered.mime) == ("Page web autonome (HTML)", "html", "text/html")


def test_every_number_of_every_view_stands_in_its_table(whole: Gathered) -> None:
    page = made_of(whole).decode("utf-8")
    read = Tables()
    read.feed(without_scripts(page))
    found = [[[plain(cell) for cell in row] for row in table] for table in read.tables]
    told = 0
    for comparison, _ in whole.entries:
        if not comparison.is_empty:
            assert [[plain(text) for text in row] for row in texts(comparison)[0]] in found, comparison.key
            told += 1
    assert told == len(whole.entries) - sum(comparison.is_empty for comparison, _ in whole.entries) > 25


def test_the_charts_held_are_those_of_the_screen_by_day_and_by_night(whole: Gathered) -> None:
    page = made_of(whole).decode("utf-8")
    (held,) = [json.loads(text) for attributes, text in scripts(page) if "json" in attributes]
    with_charts = {
        f"graphique-{number}": comparison
        for number, (comparison, _) in enumerate(whole.entries, 1)
        if comparison.mark in CHARTS and not comparison.is_empty
    }
    assert held["charts"].keys() == with_charts.keys() and len(with_charts) >= 6
    for name, comparison in with_charts.items():
        for look in (LIGHT, DARK):
            expected = json.loads(json.dumps(webpage._plain(figure(chart_of(comparison), look))))
            assert held["charts"][name][look.name] == expected


@pytest.mark.parametrize(("ground", "look"), [("day", LIGHT), ("night", DARK)])
def test_each_contour_is_drawn_from_its_rings_in_the_colour_of_the_ground(
    whole: Gathered, ground: str, look: Appearance
) -> None:
    page = made_of(whole).decode("utf-8")
    told = re.findall(rf'<img class="er-{ground}" src="data:image/svg\+xml;base64,([^"]+)"', page)
    drawn = {path.get("stroke"): path.get("d") for one in told for path in etree.fromstring(base64.b64decode(one))}
    (contours,) = {one for one, _ in whole.entries if one.mark == SHAPES and not one.is_empty}
    shapes = chart_of(contours).shapes
    assert len(told) == len(shapes) == len(drawn)
    for shape in shapes:
        line = drawn[shape.series.look.colour(look)]
        assert line.count("M") == len(shape.rings) and line.count("L") == sum(len(ring) - 1 for ring in shape.rings)


def test_plotly_is_there_once_and_only_where_a_chart_needs_it(whole: Gathered) -> None:
    assert made_of(whole).count(b"plotly.js v") == 1
    tables = gathered(Dossier("Tableaux", (Entry.of("themes-par-territoire", Selection()),)))
    made = webpage.make(tables, in_silence)
    assert b"plotly.js v" not in made and len(made) < 400_000


def test_what_the_facilitator_keeps_in_mind_is_nowhere_and_what_was_said_is(whole: Gathered) -> None:
    page = made_of(whole).decode("utf-8")
    assert CUE not in page
    assert "Ce qui s’est dit" in page and "Mme Durand" in page


def test_links_lead_to_the_server_of_the_permalink_to_a_source_or_nowhere(whole: Gathered) -> None:
    def links(page: bytes) -> set[str]:
        return set(re.findall(r'<a [^>]*href="([^"#][^"]*)"', without_scripts(page.decode("utf-8"))))

    found = links(made_of(whole))
    tables = [made.table for made, _ in whole.entries if "source_url" in made.table]
    sources = {escape(address) for table in tables for address in table["source_url"].dropna()}
    assert len(found) > 200 and all(link.startswith(BASE) or link in sources for link in found)
    assert found & sources
    alone = webpage.make(gathered(every_view(), base=""), in_silence)
    assert links(alone) == set()
    assert b"Cliquer pour lire" not in alone


def test_no_word_of_data_or_author_is_markup(hostile: Gathered) -> None:
    page = made_of(hostile).decode("utf-8")
    found = scripts(page)
    assert len(found) == 3, "the figures, plotly.js and the page's own script"
    assert "<b>gras" not in without_scripts(page)


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_asks_nothing_draws_everything_and_axe_finds_nothing(shown, whole: Gathered, dark: bool) -> None:  # type: ignore[no-untyped-def]
    page, said, asked = shown(whole, dark=dark)
    all_drawn(page)
    assert said == []
    assert [one for one in asked if not one.startswith(("file:", "data:", "blob:"))] == []
    assert len([one for one in asked if one.startswith("file:")]) == 1
    grounds = page.locator(".er-chart .main-svg").first.evaluate("one => getComputedStyle(one).backgroundColor")
    expected = DARK.ground if dark else LIGHT.ground
    assert grounds == "rgb({}, {}, {})".format(*(int(expected[at : at + 2], 16) for at in (1, 3, 5)))
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    # By night the page differs by its colours.
    assert axe_finds(page, colours_alone=dark) == []


@pytest.mark.browser
def test_hostile_words_are_read_as_they_are_written(shown, hostile: Gathered) -> None:  # type: ignore[no-untyped-def]
    page, said, _ = shown(hostile)
    all_drawn(page)
    assert said == [], "no script of theirs ran"
    assert page.title().startswith("Dossier </script><script>alert(1)")
    heading = page.locator("#vue-1 h2")
    assert plain(heading.inner_text()) == plain(HOSTILE)
    assert plain(page.locator("#vue-1 .er-words").first.inner_text()) == plain(NOTE)
    assert plain(page.locator("#vue-1 .er-words").last.inner_text()) == plain(REMARKS)
    assert plain(HOSTILE) in plain(
        page.locator("#vue-3 .er-chart").inner_text() + page.locator("#vue-3 table").inner_text()
    )
    assert plain(LONG[:200]) in {plain(one) for one in page.locator("h2").all_inner_texts()}
    assert page.locator("b").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_a_phone_shows_all_of_it_without_turning_sideways(shown, hostile: Gathered) -> None:  # type: ignore[no-untyped-def]
    page, said, _ = shown(hostile, phone=True)
    all_drawn(page)
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_finds(page) == []


@pytest.mark.browser
def test_actions_are_found_by_their_words_and_lead_to_their_views(shown, whole: Gathered) -> None:  # type: ignore[no-untyped-def]
    page, _, _ = shown(whole)
    rows = page.locator(".er-actions tbody tr")
    every = {action for _, context in whole.entries for action in context.actions.get("action_id", ())}
    assert rows.count() == len(every)
    page.get_by_role("searchbox").fill("MOBILITE")
    visible = [row.inner_text() for row in rows.all() if row.is_visible()]
    assert 0 < len(visible) < len(every) and all("mobilit" in text.lower() for text in visible)
    assert page.locator("#er-found").inner_text() == f"{len(visible)} actions sur {len(every)}."
    page.get_by_role("searchbox").fill("introuvable zzz")
    assert page.locator("#er-found").inner_text() == "Aucune action."
    page.get_by_role("searchbox").fill("")
    first = rows.first
    assert re.search(r"lignes? \d+", first.inner_text())
    first.locator("a[href^='#vue-']").first.click()
    assert page.url.endswith("#vue-1")


@pytest.mark.browser
def test_the_keyboard_reaches_views_tables_and_pictures(shown, whole: Gathered) -> None:  # type: ignore[no-untyped-def]
    page, said, _ = shown(whole)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller aux vues"
    page.get_by_role("button", name="Vue suivante").press("Enter")
    expect(page.locator("#er-where")).to_contain_text("Vue 1 sur")
    page.get_by_role("button", name="Vue suivante").press("Enter")
    expect(page.locator("#er-where")).to_contain_text("Vue 2 sur")
    page.locator("#vue-1 summary").first.press("Enter")
    assert page.locator("#vue-1 details table").is_visible()
    with page.expect_download() as kept:
        page.get_by_role("button", name="Enregistrer l’image de la vue 3 en PNG").press("Enter")
    assert kept.value.suggested_filename == f"{names.of_view(whole.entries[2][0], '')}.png"
    assert Path(kept.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert said == []
    assert page.locator(".modebar").count() == 0, "Plotly’s own buttons are English, and one leads to its maker"


@pytest.mark.browser
def test_paper_holds_every_chart_and_table_and_no_navigation(shown, whole: Gathered) -> None:  # type: ignore[no-untyped-def]
    page, _, _ = shown(whole, dark=True)
    pages = page.pdf(prefer_css_page_size=True, print_background=True)
    assert abs(PdfDocument(pages)[0].get_width() - 595) < 2, "A4"
    printed = plain(WORDS["pdf"](pages))
    assert "Vuesuivante" not in printed and "Chercheruneaction" not in printed
    for comparison, _ in whole.entries:
        if not comparison.is_empty:
            assert plain(texts(comparison)[0][1][0])[:20] in printed
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for chart in page.locator(".er-chart .main-svg:first-child").all():
        expect(chart).to_have_attribute("width", "680")
    ground = page.locator(".er-chart .main-svg").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_a_dossier_of_nothing_and_one_of_forty_views_are_pages(whole: Gathered) -> None:
    nothing = webpage.make(replace(whole, entries=()), in_silence).decode("utf-8")
    assert "Ce dossier ne contient aucune vue." in nothing and "plotly.js v" not in nothing
    forty = replace(whole, entries=(whole.entries * 3)[:40])
    told: list[float] = []
    made = webpage.make(forty, lambda share, what: told.append(share)).decode("utf-8")
    assert len(re.findall(r'<article class="er-view"', made)) == 40
    assert told == sorted(told) and told[-1] == 1.0 and len(told) == 41
