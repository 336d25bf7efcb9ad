"""A plan and a list of grants every word of which means to be more than words: on pages, in the room, on phones and in
every file they stay words, as other libraries than the writers' read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.comparisons.identity import identity
from dashboard.dossier import assemble, views
from dashboard.dossier.assembled import in_silence
from dashboard.dossier.model import Dossier, Entry
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.pdf import fact_sheet
from dashboard.exports.registry import FORMATS
from dashboard.page_registry import PAGES
from dashboard.projection.phone_screen import phone_screen
from dashboard.projection.screens import Override, screen
from etl.grants.bring import bring_list
from etl.load import build
from etl.paths import DATA
from etl.plans.territory import OwnTerritory, slug
from etl.sources import codebook_of
from tests import inert
from tests.brought import ABOUT, plan_folder, workbook
from tests.inert import MARK, PAYLOADS
from tests.test_pages import fault_of, opened, text_of

NAME = f"Pays <b onclick={MARK}(6)>{MARK}"
OWN = slug(NAME)
# What the plan is asked of: the views in which its words stand.
VIEWS = (
    "themes-par-territoire", "actions-par-engagement", "organismes-par-territoire", "dispositifs-par-territoire",
    "echeances", "financeurs-par-territoire", "face-a-face", "montants-action-cout-ht", "montants-action-participation",
)  # fmt: skip


def rows() -> list[tuple[object, ...]]:
    """An action a payload, the payload in each of its fields; the words beside give it a theme, a payer, a scheme."""
    said = "piste cyclable, CRTE, santé"
    return [
        (f"Axe {at} – {one}", f"{at}.1 {one}", at, f"{one} {said}", f"{one} {said}", one, one, f"{one} : 10 000 €",
         20_000, f"2025-2027 {one}", f"En cours {one}")
        for at, one in enumerate(PAYLOADS, 1)
    ]  # fmt: skip


def grants() -> bytes:
    head = "exercice;dép;nom du bénéficiaire;SIREN;intitulé du projet;dispositif;coût HT;montant de la subvention"
    cells = [("2023", "46", one, "214600425", one, f"DETR {one}", "1", "2") for one in PAYLOADS]
    lines = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    return "\n".join([head, *lines, ""]).encode()


@pytest.fixture(scope="module")
def hostile_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    where = tmp_path_factory.mktemp("payloads")
    about = replace(ABOUT, title=PAYLOADS[1], kind=PAYLOADS[0], territory=OwnTerritory(NAME, PAYLOADS[2], ()))
    content = workbook(tuple(rows()))
    folder = plan_folder(where, content, f"{MARK}<svg onload=1>.xlsx", about=about)
    kept = bring_list(grants(), f"{MARK}=<b>.csv", where / "grants", codebook_of(DATA).rules)
    build(DATA, where / "base.duckdb", plans=[folder], grants=[kept.folder])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DB", str(where / "base.duckdb"))
        yield where / "base.duckdb"


def action_ids() -> list[str]:
    found = queries.actions(assemble.Selection(territories=(OWN,)))
    return list(found["action_id"])


def kept(view: str) -> Entry:
    # Every word that a dossier's author gives is a payload too.
    words = dict(zip(("title", "note", "cue", "remarks"), PAYLOADS[2:10:2], strict=True))
    return Entry(view, {"territoire": f"{OWN},cahors", "q": PAYLOADS[0]}, **words)


def entries() -> list[Entry]:
    return [kept(view) for view in VIEWS if view in views.VIEWS or views.is_of_sums(view)]


@pytest.mark.parametrize("address", [one for one in PAGES if one != "votre-territoire"])
def test_words_stay_words_on_every_page(address: str, hostile_base: Path) -> None:
    asked = {"territoire": f"{OWN},cahors" if address != "territoires" else OWN, "q": PAYLOADS[1]}
    if address == "actions":
        asked = {"territoire": OWN, "action": action_ids()[0]}
    if address == "document":
        (document,) = queries.territories().query("territory_id == @OWN")["document_id"]
        asked = {"document": document, "ligne": "2"}
    page = opened(address, **asked)
    assert not fault_of(page)
    assert not inert.faults_of_html(text_of(page))
    for block in page.markdown:
        faults = inert.faults_of_html if block.allow_html else inert.faults_of_markdown
        assert not faults(block.value), block.value[:300]


def test_words_stay_words_in_the_record_of_each_action(hostile_base: Path) -> None:
    found = action_ids()
    assert len(found) >= 10
    for one in found:
        page = opened("actions", territoire=OWN, action=one)
        assert not fault_of(page)
        assert MARK in text_of(page) and not inert.faults_of_html(text_of(page))


def test_words_stay_words_in_the_room_and_on_phones(hostile_base: Path) -> None:
    for entry in entries():
        shown = screen(entry, Override())
        assert not shown.problem
        faults = [fault for page in shown.pages for fault in inert.faults_of_html(page)]
        params = tuple(sorted(entry.params.items()))
        held = phone_screen(entry.view, params, entry.title, Override(), queries.content_hash())
        faults += inert.faults_of_html(held)
        assert not faults, (entry.view, faults)


@pytest.mark.parametrize("at", [0, 2, -1])
@pytest.mark.parametrize("format_", [one for one in FORMATS if one.key != "png"], ids=lambda one: one.key)
def test_words_stay_words_in_every_file_of_a_view(format_: object, at: int, hostile_base: Path) -> None:
    if format_.unavailable():
        pytest.skip(format_.unavailable())
    comparison, context = assemble.made(entries()[at], "http://localhost/")[0]
    _check(format_.key, format_.make(comparison, context))


@pytest.mark.parametrize("format_", DOSSIER_FORMATS, ids=lambda one: one.key)
def test_words_stay_words_in_every_file_of_a_dossier(format_: object, hostile_base: Path) -> None:
    gathered = assemble.gather(Dossier(PAYLOADS[1], (*entries()[:3], *entries()[-2:])), "http://localhost/").gathered
    _check(format_.key, format_.make(gathered, in_silence))


def test_words_stay_words_on_the_fact_sheet(hostile_base: Path) -> None:
    gathered = assemble.of_territory(OWN, "http://localhost/")
    assert not inert.faults_of_pdf(fact_sheet.pdf(gathered, identity(OWN)))


def _check(key: str, content: bytes) -> None:
    if key == "html":
        assert MARK in content.decode() and not inert.faults_of_html(content.decode())
    elif key == "svg":
        assert not inert.faults_of_svg(content)
    elif key == "pdf":
        assert not inert.faults_of_pdf(content)
    elif key.startswith("csv"):
        assert MARK in content.decode() and not inert.faults_of_csv(content, ";" if key == "csv-excel" else ",")
    elif key != "parquet":
        assert not inert.faults_of_package(content)
        assert key != "xlsx" or not inert.faults_of_workbook(content)
