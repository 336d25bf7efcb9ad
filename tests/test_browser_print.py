"""Every page on paper: what Chromium prints is read back with PDFium, and measured at the paper's width.

Each page is opened once, printed once and measured once; the tests look at what was recorded then.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from dashboard import queries
from dashboard.comparisons.core import MOST_LISTED
from dashboard.look.palette import contrast
from dashboard.page_registry import PAGES
from dashboard.selection import Selection
from tests.overlapping import overlaps
from tests.served import Served, Watched, visiting
from tests.words_of import WORDS

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser

FILTERS = {"calendrier": "?territoire=cahors", "themes": "?theme=sante", "territoires": "?territoire=cahors"}
SAID = {
    "": "Sans filtre · Mesure : parts au sein de chaque territoire · Grille de lecture : Thèmes d’En regard",
    "calendrier": "Territoires : Cahors / Grand Cahors",
    "themes": "Thèmes : Santé · Grille de lecture",
    "face-a-face": "Sans filtre · Comparer par : thèmes",
    "territoires": "Territoires : Cahors / Grand Cahors",
    "document": "Texte tel que reçu",
    "dossier": "Chaque vue dit ses filtres",
    "actions?q=v%C3%A9lo": "Sans filtre · Recherche : « vélo »",
}
# The first action of the list is opened there: its identifier is the data's.
RECORD = "actions?action="
ADDRESSES = [*(page + FILTERS.get(page, "") for page in PAGES), "actions?q=v%C3%A9lo", RECORD]
# A4 less the margins of print.css, in CSS pixels.
PORTRAIT, LANDSCAPE = 688, 1016

_TITLE = "() => document.querySelector('[data-testid=stMain] h1').textContent"
_ROWS = """() => [...document.querySelectorAll('[data-testid=stMain] .er-table tbody tr')]
    .filter(row => row.checkVisibility()).map(row => row.innerText)"""
_TICKS = """() => [...document.querySelectorAll('.er-paper :is(.xtick text, .ytick text, .annotation-text)')]
    .flatMap(text => text.querySelector('tspan') ? [...text.querySelectorAll('tspan')] : [text])
    .map(text => text.textContent)"""
# What is drawn beyond the sheet, or cut by something around it.
_CUT = """() => {
    const width = document.documentElement.clientWidth, main = document.querySelector('[data-testid=stMain]');
    const name = element => `${element.tagName}.${element.className.baseVal ?? element.className}`;
    const found = document.documentElement.scrollWidth > width ? ['the document scrolls sideways'] : [];
    for (const thing of main.querySelectorAll('table, .er-paper, p, li, h1, h2, h3')) {
        if (!thing.checkVisibility() || thing.matches('caption, .er-matrix caption *')) continue;
        const box = thing.getBoundingClientRect();
        if (box.right > width + 1 || box.left < -1) found.push(`${name(thing)} from ${box.left} to ${box.right}`);
        for (let around = thing.parentElement; around; around = around.parentElement) {
            const shown = getComputedStyle(around);
            if (shown.overflow !== 'visible' && (around.scrollWidth > around.clientWidth + 1
                || around.scrollHeight > around.clientHeight + 1)) found.push(`${name(thing)} in ${name(around)}`);
        }
    }
    for (const text of main.querySelectorAll('.er-paper text')) {
        const box = text.getBoundingClientRect(), sheet = text.closest('.er-paper').getBoundingClientRect();
        if (box.left < sheet.left - 2 || box.right > sheet.right + 2) found.push(`label ${text.textContent}`);
    }
    return found;
}"""
_CONTROLS = """() => [...document.querySelectorAll(
        'button, input, textarea, [role=combobox], [role=radiogroup], nav, [data-testid=stSidebar], .er-copy')]
    .filter(element => element.checkVisibility()).map(element => element.outerHTML.slice(0, 120))"""
# Colour, ground and size of each text that is shown.
_TEXTS = """() => {
    const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
    const found = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const element = text.parentElement;
        if (!text.data.trim() || !element.checkVisibility() || element.closest('script, style, caption')) continue;
        const shown = getComputedStyle(element), isDrawn = Boolean(element.closest('svg'));
        let ground = 'rgba(0, 0, 0, 0)';
        for (let around = element; around && /, 0\\)$/.test(ground) && !isDrawn; around = around.parentElement)
            ground = getComputedStyle(around).backgroundColor;
        found.push([text.data.trim(), isDrawn ? shown.fill : shown.color, ground, parseFloat(shown.fontSize), isDrawn]);
    }
    return found;
}"""


@dataclass(frozen=True)
class Printed:
    """A page on paper. `text` is that of the PDF and `rows` those of the page's tables, both without white space."""

    url: str
    title: str
    text: str
    sheets: int
    sizes: tuple[tuple[float, float], ...]
    rows: tuple[str, ...]
    charts: int
    drawn: int
    ticks: tuple[str, ...]
    cut: dict[int, list[str]]
    over: tuple[str, ...]
    controls: tuple[str, ...]
    texts: tuple[tuple[Any, ...], ...]
    left_over: int


def _squeezed(text: str) -> str:
    # In the font of the headings one glyph stands for two apostrophes: the PDF names the other.
    return "".join(text.split()).replace("ʼ", "’")


def _pdf(page: Page, landscape: bool = False) -> bytes:
    return page.pdf(format="A4", landscape=landscape)


def _text(pdf: bytes) -> str:
    return _squeezed(WORDS["pdf"](pdf))


def _open(visitor: Watched, address: str) -> Page:
    if address != RECORD:
        return visitor.open(address)
    link = visitor.open("actions").locator(".er-actions tbody th a").first.get_attribute("href")
    return visitor.open(str(link))


def _measured(page: Page, width: int, script: str) -> Any:
    """What the script sees in the page as it is laid out for a sheet of this width."""
    page.set_viewport_size({"width": width, "height": 1000})
    return page.evaluate(script)


def _on_paper(page: Page) -> None:
    """Lay the page out with the media of print alone, without the event that the browser sends before it prints."""
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


@cache
def _print(browser: Browser, served: Served, address: str) -> Printed:
    with visiting(browser, served) as visitor:
        page = _open(visitor, address)
        charts = page.locator("[data-testid=stPlotlyChart]").count()
        pdf = _pdf(page)
        sizes = tuple((sheet.get_width(), sheet.get_height()) for sheet in PdfDocument(pdf))
        left_over = page.locator(".er-paper").count()
        _on_paper(page)
        return Printed(
            url=page.url,
            title=page.evaluate(_TITLE),
            text=_text(pdf),
            sheets=len(sizes),
            sizes=sizes,
            rows=tuple(map(_squeezed, page.evaluate(_ROWS))),
            charts=charts,
            drawn=page.locator(".er-paper .main-svg:visible").count(),
            ticks=tuple(map(_squeezed, page.evaluate(_TICKS))),
            cut={width: _measured(page, width, _CUT) for width in (LANDSCAPE, PORTRAIT)},
            over=tuple(overlaps(pdf)),
            controls=tuple(page.evaluate(_CONTROLS)),
            texts=tuple(tuple(text) for text in page.evaluate(_TEXTS)),
            left_over=left_over,
        )


@pytest.fixture(params=ADDRESSES, ids=lambda address: address or "home")
def address(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def printed(address: str, browser: Browser, served: Served) -> Printed:
    return _print(browser, served, address)


def test_the_head_says_the_filters_the_day_the_version_and_the_address(printed: Printed, address: str) -> None:
    page = address.split("?")[0]
    assert _squeezed(SAID.get(address, SAID.get(page, "Sans filtre"))) in printed.text
    assert f"Impriméle{datetime.date.today():%d/%m/%Y}·données" in printed.text
    assert "?version=" in printed.text or "&version=" in printed.text
    if not address.startswith(RECORD):
        assert _squeezed(printed.url.split("#")[0]) in printed.text


def test_the_title_is_printed(printed: Printed) -> None:
    assert len(printed.title) > 3
    assert _squeezed(printed.title) in printed.text


def test_every_row_of_every_table_is_printed_whole_as_text(printed: Printed) -> None:
    missing = [row for row in printed.rows if row not in printed.text]
    assert not missing, f"{len(missing)} of {len(printed.rows)} rows, the first: {missing[:3]}"


def test_every_chart_is_drawn_again_for_the_paper_with_all_its_labels(printed: Printed) -> None:
    # Plotly draws a figure in three layers.
    assert printed.drawn == 3 * printed.charts
    assert bool(printed.ticks) == bool(printed.charts) or "territoires" in printed.url
    assert all(tick in printed.text for tick in printed.ticks)


def test_nothing_of_the_paper_stays_on_the_screen(printed: Printed) -> None:
    assert printed.left_over == 0


@pytest.mark.parametrize("width", [PORTRAIT, LANDSCAPE])
def test_nothing_is_cut_or_wider_than_the_sheet(printed: Printed, width: int) -> None:
    assert not printed.cut[width]


def test_no_word_is_printed_over_another(printed: Printed) -> None:
    assert not printed.over


def test_nothing_that_is_clicked_is_printed(printed: Printed) -> None:
    assert not printed.controls


def test_no_text_is_smaller_than_eight_points(printed: Printed) -> None:
    small = {text for text, _, _, pixels, is_drawn in printed.texts if not is_drawn and pixels < 8 / 0.75 - 0.01}
    assert not small


def test_sheets_are_a4(printed: Printed) -> None:
    assert all(
        width == pytest.approx(595.3, abs=1) and height == pytest.approx(841.9, abs=1.2)
        for width, height in printed.sizes
    )


@pytest.mark.parametrize("page", ["", "dispositifs", "financements"])
def test_pages_with_a_matrix_have_rows_to_be_printed(browser: Browser, served: Served, page: str) -> None:
    """The test of the rows would pass on pages without any."""
    assert len(_print(browser, served, page).rows) > 10


def test_a_page_of_the_list_is_printed_on_several_sheets_and_says_which(browser: Browser, served: Served) -> None:
    actions = _print(browser, served, "actions")
    every, _ = queries.counted(Selection())
    assert len(actions.rows) == MOST_LISTED < every
    assert f"Actions1à{MOST_LISTED}sur{every}" in actions.text
    assert actions.rows[-1] in actions.text
    assert actions.sheets > 3
    # The head of the table is on each sheet.
    assert actions.text.count("EngagementOrganismes") == actions.sheets


@pytest.mark.parametrize("page", ["", "financements", "territoires?territoire=cahors", "methode"])
def test_the_dark_screen_prints_dark_on_white(browser: Browser, served: Served, page: str) -> None:
    with visiting(browser, served, dark=True) as visitor:
        _on_paper(visitor.open(page))
        visitor.page.set_viewport_size({"width": PORTRAIT, "height": 1000})
        texts = visitor.page.evaluate(_TEXTS)
    assert texts
    pale = {
        (text, colour, ground)
        for text, colour, ground, _, _ in texts
        # Marks of territories are held to 3, all else to more.
        if contrast(_hex(colour), _hex(ground)) < (3 if len(text) == 1 else 4.5)
    }
    assert not pale


def test_what_was_opened_is_printed_and_what_is_closed_is_not(browser: Browser, served: Served) -> None:
    with visiting(browser, served) as visitor:
        page = visitor.open("")
        closed = _text(_pdf(page))
        page.get_by_text("Voir le tableau des données").click()
        table = page.locator("[data-testid=stExpanderDetails] table")
        table.wait_for()
        last = _squeezed(table.locator("tbody tr").last.inner_text())
        assert last and last not in closed
        opened = _text(_pdf(page, landscape=True))
        assert last in opened
        assert "Voirletableau" not in closed + opened


def _hex(colour: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`; what is transparent is the paper."""
    parts = colour[colour.index("(") + 1 : -1].split(",")
    if len(parts) == 4 and float(parts[3]) == 0:
        return "#FFFFFF"
    return "#" + "".join(f"{round(float(part)):02X}" for part in parts[:3])
