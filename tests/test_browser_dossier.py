"""The dossier as its author meets it: keep views, order and reword them, come back, send them on, export them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from dashboard.comparisons import stated_periods, themes_by_territory
from dashboard.dossier.model import MOST_VIEWS
from dashboard.selection import Selection
from tests.served import Served, Watched, chromium_of, own_cookie, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Watched]
SLOW = 30_000
HOSTILE = 'Titre <b>gras</b> **fort** [lien](http://x) & "«é»" 🚲'


def ask_to_keep(page: Page, title: str = "", note: str = "") -> None:
    """Ask for the first view of the page to be kept."""
    page.get_by_role("button", name="Ajouter au dossier").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label(re.compile("^Titre"))).to_be_visible(timeout=SLOW)
    dialog.get_by_label(re.compile("^Titre")).fill(title)
    dialog.get_by_label(re.compile("^Note")).fill(note)
    dialog.get_by_role("button", name="Ajouter", exact=True).click()
    expect(dialog).to_have_count(0, timeout=SLOW)


def keep(page: Page, title: str = "", note: str = "") -> None:
    """Keep the first view of the page."""
    ask_to_keep(page, title, note)
    # Told in the run that also gives the browser its cookie.
    expect(page.get_by_text("Le dossier tient").first).to_be_visible(timeout=SLOW)
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(timeout=SLOW)


def open_dossier(page: Page, held: int) -> None:
    page.locator(".st-key-er-nav").get_by_role("link", name=f"Dossier ({held})").click()
    expect(page.locator(".er-kept")).to_have_count(held, timeout=SLOW)


def titles(page: Page) -> list[str]:
    return page.locator(".er-kept h2").all_inner_texts()


def expect_titles(page: Page, *parts: str) -> None:
    for at, part in enumerate(parts):
        expect(page.locator(".er-kept h2").nth(at)).to_contain_text(part, timeout=SLOW)


def prepared(page: Page, label: str, extension: str) -> bytes:
    """The file of a format, asked for on the page."""
    page.get_by_role("button", name=label, exact=True).click()
    button = page.get_by_role("button", name=re.compile(rf"^Télécharger en-regard_dossier.*\.{extension} "))
    expect(button).to_be_visible(timeout=90_000)
    with page.expect_download(timeout=SLOW) as download:
        button.click()
    return Path(download.value.path()).read_bytes()


def test_views_are_kept_ordered_reworded_and_removed(visit: Visit) -> None:
    visitor = visit("calendrier?territoire=cahors")
    page = visitor.page
    keep(page, HOSTILE, "À dire d’abord.")
    visitor.open("?mesure=nombre")
    keep(page)
    open_dossier(page, 2)
    periods = stated_periods(Selection(territories=("cahors",)))
    themes = themes_by_territory(Selection(measure="nombre"))
    expect_titles(page, HOSTILE, themes.finding[:20])
    expect(page.locator(".er-kept").first).to_contain_text(periods.finding[:20])
    expect(page.locator(".er-kept").first).to_contain_text("Cahors / Grand Cahors")
    assert page.locator(".er-kept b, .er-kept strong").count() == 0, "what the author wrote is text"
    page.get_by_role("button", name="Descendre").first.click()
    expect_titles(page, themes.finding[:20], HOSTILE)
    page.get_by_role("button", name="Titre et notes").first.click()
    field = page.get_by_label("Titre, à la place du constat")
    field.fill("Nombre d’actions par thème")
    field.press("Enter")
    expect_titles(page, "Nombre d’actions par thème", HOSTILE)
    minutes = page.get_by_label("Minutes prévues en séance")
    expect(minutes).to_have_attribute("placeholder", "Non prévues")
    minutes.fill("12")
    minutes.press("Enter")
    expect(page.locator(".er-subtitle").first).to_contain_text("12 minutes prévues pour 1 vue sur 2", timeout=SLOW)
    page.keyboard.press("Escape")
    page.get_by_label("Titre du dossier").fill("Pour le conseil du 3 mars")
    page.get_by_label("Titre du dossier").press("Enter")
    expect(page.locator("h1")).to_have_text("Pour le conseil du 3 mars", timeout=SLOW)
    page.get_by_role("button", name="Retirer").last.click()
    expect(page.locator(".er-kept")).to_have_count(1, timeout=SLOW)
    page.locator(".er-kept h2 a").click()
    expect(page.locator(".er-matrix").first).to_be_visible(timeout=SLOW)
    assert "mesure=nombre" in page.url


def test_a_dossier_is_there_for_the_server_that_is_started_next(
    visit: Visit, browser: Browser, served: Served, database: Path
) -> None:
    page = visit("calendrier").page
    keep(page, "Avant l’arrêt")
    open_dossier(page, 1)
    own = own_cookie(page)["value"]
    # It has the first one's shelf, and nothing else of it.
    with serving(database, served.log.with_name("next.txt")) as second, visiting(browser, second) as visitor:
        visitor.page.context.add_cookies([{"name": "en-regard-dossier", "value": own, "url": second.url}])
        visitor.open("dossier")
        expect_titles(visitor.page, "Avant l’arrêt")


def test_a_link_shows_a_colleague_the_dossier_and_a_copy_is_their_own(visit: Visit) -> None:
    author = visit("calendrier").page
    keep(author, "De l’auteur")
    open_dossier(author, 1)
    link = author.locator(".er-copy[data-text*='dossier=']").get_attribute("data-text") or ""
    colleague = visit(link.split("/", 3)[3]).page
    expect(colleague.get_by_text("ouvert par un lien")).to_be_visible(timeout=SLOW)
    expect_titles(colleague, "De l’auteur")
    colleague.get_by_role("button", name="Continuer dans une copie").click()
    expect(colleague.get_by_text("ouvert par un lien")).to_have_count(0, timeout=SLOW)
    colleague.get_by_role("button", name="Retirer").click()
    expect(colleague.locator(".er-kept")).to_have_count(0, timeout=SLOW)
    author.reload()
    expect_titles(author, "De l’auteur")


def test_a_link_to_a_dossier_that_is_gone_says_so(visit: Visit) -> None:
    page = visit("dossier?dossier=" + "A" * 22).page
    expect(page.locator("h1")).to_have_text("Ce dossier n’est plus sur ce serveur", timeout=SLOW)


def test_a_saved_file_opens_as_a_new_dossier_and_a_bad_one_is_refused(visit: Visit) -> None:
    page = visit("calendrier").page
    keep(page, "Gardée dans le fichier")
    open_dossier(page, 1)
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Enregistrer le fichier du dossier").click()
    assert download.value.suggested_filename.startswith("en-regard_dossier_")
    file = Path(download.value.path()).read_bytes()
    assert json.loads(file)["vues"][0]["titre"] == "Gardée dans le fichier"
    other = visit("dossier").page
    chooser = other.locator("input[type=file]").last
    chooser.set_input_files({"name": "mauvais.json", "mimeType": "application/json", "buffer": b"[]"})
    expect(other.get_by_text("n’est pas un dossier d’En regard")).to_be_visible(timeout=SLOW)
    other.locator("input[type=file]").last.set_input_files(
        {"name": "dossier.json", "mimeType": "application/json", "buffer": file}
    )
    expect_titles(other, "Gardée dans le fichier")
    expect(other.locator(".st-key-er-nav")).to_contain_text("Dossier (1)", timeout=SLOW)


def test_the_dossier_is_exported_as_a_deck_on_the_authors_template_and_as_a_kit(visit: Visit) -> None:
    visitor = visit("calendrier")
    page = visitor.page
    keep(page, HOSTILE)
    visitor.open("")
    keep(page)
    open_dossier(page, 2)
    deck = Presentation(io.BytesIO(prepared(page, "Présentation PowerPoint", "pptx")))
    said = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any("Titre <b>gras</b> **fort**" in text for text in said)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "modele.pptx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 no presentation"}
    )
    expect(page.get_by_role("button", name="Retirer modele.pptx")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1000)  # the file goes to the server by a request of its own
    visitor.shown()
    page.get_by_role("button", name="Présentation PowerPoint", exact=True).click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("modèle", timeout=SLOW)
    template = io.BytesIO()
    Presentation().save(template)
    page.get_by_role("button", name="Retirer modele.pptx").click()
    # The field is drawn anew without the file: what is given to the old one is lost.
    expect(page.get_by_role("button", name="Retirer modele.pptx")).to_have_count(0, timeout=SLOW)
    visitor.shown()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "modele.pptx", "mimeType": "application/octet-stream", "buffer": template.getvalue()}
    )
    expect(page.get_by_role("button", name="Retirer modele.pptx")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1000)  # the file goes to the server by a request of its own
    visitor.shown()
    on_template = Presentation(io.BytesIO(prepared(page, "Présentation PowerPoint", "pptx")))
    assert on_template.slide_width == Presentation().slide_width != deck.slide_width
    kit = zipfile.ZipFile(io.BytesIO(prepared(page, "Kit complet (ZIP)", "zip")))
    names = kit.namelist()
    assert {name.rsplit(".", 1)[-1] for name in names} >= {"pptx", "xlsx", "csv", "md", "json"}
    assert "Données : " in kit.read("LISEZ-MOI.md").decode("utf-8")


def test_a_damaged_dossier_says_so_and_lets_its_owner_begin_anew(visit: Visit, served: Served) -> None:
    page = visit("calendrier").page
    keep(page)
    own = own_cookie(page)["value"]
    (served.log.parent / "dossiers" / f"{own}.json").write_text("{", "utf-8")
    page.goto(f"{served.url}/dossier")
    expect(page.get_by_test_id("stAlert")).to_contain_text("JSON valide", timeout=SLOW)
    page.get_by_role("button", name="Commencer un nouveau dossier").click()
    expect(page.locator("h1")).to_contain_text("Aucune vue gardée", timeout=SLOW)


def file_of(number: int) -> bytes:
    views = [{"vue": "echeances", "parametres": {"theme": "sante"}}] * number
    return json.dumps({"format": "en-regard/dossier", "version": 1, "vues": views}).encode("utf-8")


def reopen(page: Page, file: bytes) -> None:
    given = {"name": "dossier.json", "mimeType": "application/json", "buffer": file}
    page.locator("input[type=file]").last.set_input_files(given)  # type: ignore[arg-type]


def test_a_view_too_many_is_refused_where_it_was_to_be_kept(visit: Visit) -> None:
    visitor = visit("dossier")
    page = visitor.page
    reopen(page, file_of(MOST_VIEWS))
    expect(page.locator(".er-kept")).to_have_count(MOST_VIEWS, timeout=SLOW)
    visitor.open("calendrier")
    ask_to_keep(page)
    expect(page.get_by_test_id("stAlert")).to_contain_text(f"{MOST_VIEWS}\u00a0vues au plus", timeout=SLOW)


def test_where_the_server_keeps_nothing_the_visit_goes_on_and_says_what_will_be_lost(
    browser: Browser, database: Path, tmp_path: Path
) -> None:
    # No folder can be made where a link to nowhere stands, whoever runs the test.
    (tmp_path / "dossiers").symlink_to(tmp_path / "nulle-part")
    with serving(database, tmp_path / "log.txt") as served, visiting(browser, served) as visitor:
        page = visitor.open("calendrier")
        keep(page, "Gardée dans la session")
        expect(page.get_by_test_id("stAlert")).to_contain_text("ne peut pas garder de dossier", timeout=SLOW)
        open_dossier(page, 1)
        expect_titles(page, "Gardée dans la session")
        expect(page.get_by_text("la page rechargée, il sera perdu")).to_be_visible(timeout=SLOW)
        assert page.locator(".er-copy[data-text*='dossier=']").count() == 0, "no link leads to what is not kept"
        reopen(page, file_of(2))
        expect(page.locator(".er-kept")).to_have_count(2, timeout=SLOW)
        assert "Traceback" not in served.said()


def test_a_browser_that_refuses_cookies_is_told_that_it_will_not_find_the_dossier_again(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    (tmp_path / "Default").mkdir()
    refused = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(refused), "utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=chromium_of(browser.browser_type, with_settings=True),
        args=["--no-sandbox", "--disable-dev-shm-usage"],
        locale="fr-FR",
    )
    try:
        page = Watched(context.new_page(), served.url).open("calendrier")
        keep(page)
        open_dossier(page, 1)
        assert context.cookies() == []
        expect(page.get_by_text("Ce navigateur refuse les cookies")).to_be_visible(timeout=SLOW)
    finally:
        context.close()


def test_a_browser_that_takes_cookies_is_told_nothing_of_them(visit: Visit) -> None:
    page = visit("calendrier").page
    keep(page)
    open_dossier(page, 1)
    expect(page.get_by_text("Garder et transmettre")).to_be_visible(timeout=SLOW)
    assert page.get_by_text("refuse les cookies").count() == 0
