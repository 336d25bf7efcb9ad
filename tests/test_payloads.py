"""A plan, a list of grants and a séance every word of which means to be more than words: on pages, in the room, on
phones and in every file they stay words, as other libraries than the writers' read them."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import unquote

import pytest

from dashboard import queries
from dashboard.comparisons.identity import identity
from dashboard.dossier import assemble, store, views
from dashboard.dossier.assembled import in_silence
from dashboard.dossier.model import Dossier, Entry
from dashboard.exports.core import DossierFormat
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.pdf import fact_sheet
from dashboard.exports.pdf.sheets import SHEETS
from dashboard.exports.registry import FORMATS
from dashboard.page_registry import PAGES
from dashboard.projection.phone_screen import phone_screen
from dashboard.projection.screens import Override, over, screen
from dashboard.seance import minutes, register, votes
from dashboard.widgets import own_workspace
from etl.grants.bring import bring_list
from etl.load import build
from etl.paths import DATA
from etl.plans.territory import OwnTerritory, slug
from etl.sources import codebook_of
from tests import inert
from tests.apps import AppTest
from tests.brought import ABOUT, plan_folder, workbook
from tests.inert import MARK, PAYLOADS, faults_of_page
from tests.projected import ask, routes_served
from tests.test_pages import fault_of, opened, text_of

NAME = f"Pays <b onclick={MARK}(6)>{MARK}"
OWN = slug(NAME)
WORKSPACE = "a" * 22
# What the plan is asked of: the views in which its words stand.
VIEWS = (
    "themes-par-territoire", "actions-par-engagement", "organismes-par-territoire", "dispositifs-par-territoire",
    "echeances", "financeurs-par-territoire", "face-a-face", "montants-action-cout-ht", "montants-action-participation",
)  # fmt: skip


def rows() -> list[tuple[object, ...]]:
    """An action a payload, the payload in each of its fields; the words beside give it a theme, a payer, a scheme."""
    said = "piste cyclable, CRTE, santé"
    return [
        (f"Axe {at} – {one}", f"{at}.1 {one}", at, f"{one} {said}", f"{one} {said}", one, one,
         f"Mutuelle {one} : 10 000 €",
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
    """The base of a workspace, which stands as a planner's own does."""
    where = tmp_path_factory.mktemp("payloads") / WORKSPACE
    (where / "plans").mkdir(parents=True)
    about = replace(ABOUT, title=PAYLOADS[1], kind=PAYLOADS[0], territory=OwnTerritory(NAME, PAYLOADS[2], ()))
    content = workbook(tuple(rows()))
    folder = plan_folder(where / "plans", content, f"{MARK}<svg onload=1>.xlsx", about=about)
    kept = bring_list(grants(), f"{MARK}=<b>.csv", where / "grants", codebook_of(DATA).rules)
    build(DATA, where / "base.duckdb", plans=[folder], grants=[kept.folder])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DB", str(where / "base.duckdb"))
        patch.setenv("EN_REGARD_WORKSPACES", str(where.parent))
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
    assert not faults_of_page(page)


def test_what_a_page_shows_is_looked_through() -> None:
    """A button, a choice and a caption whose words were not made literal are found."""

    def script(odd: str) -> None:
        import streamlit as st

        st.button(odd)
        st.segmented_control("Volet", [odd], label_visibility="collapsed")
        st.caption(f"Le fichier {odd}")
        st.html(f"<p title='{odd}'>{odd}</p>")
        st.selectbox("Des mots, que rien ne lit", [odd])

    page = AppTest.from_function(script, args=(PAYLOADS[8],)).run()
    assert {one.split(":")[0] for one in faults_of_page(page)} == {"button", "button_group", "caption"}
    page = AppTest.from_function(script, args=(PAYLOADS[2],)).run()
    assert {one.split(":")[0] for one in faults_of_page(page)} == {"html"}


# A planner's own plan, as it is brought and read again


PARTS = (
    "Ce que les autres font", "Le découpage", "Relire les codes", "Subventions", "Ajouter un plan",
    "Garder et transmettre",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_words_stay_words_in_each_part_of_an_own_plan(
    part: str, hostile_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_workspace, "asked", lambda: WORKSPACE)
    page = opened("votre-territoire")
    page = page.segmented_control[0].set_value(part).run()
    for _ in range(3 if part in PARTS[1:3] else 1):
        assert not fault_of(page) and MARK in text_of(page)
        assert not faults_of_page(page)
        for button in [one for one in page.button if one.label == "Suivante"]:
            page = button.click().run()


def given(content: bytes, name: str) -> AppTest:
    """« Votre territoire » where this file was given."""
    page = opened("votre-territoire")
    return page.file_uploader[0].upload(name, content, "application/octet-stream").run()


def test_words_stay_words_where_a_plan_is_brought() -> None:
    page = given(workbook(tuple(rows())), f"{PAYLOADS[8]} {PAYLOADS[1]}.xlsx".replace("/", "∕"))
    assert not fault_of(page) and text_of(page).count(MARK) > 24
    assert not faults_of_page(page)
    (words,) = [one for one in page.text_input if one.label.startswith("Nom d’une intercommunalité")]
    page = words.set_value(PAYLOADS[8]).run()
    page = next(one for one in page.checkbox if one.label.startswith("Comparer sous ce nom")).check().run()
    assert not faults_of_page(page)


def test_words_stay_words_where_a_text_is_pasted() -> None:
    pasted = "\n\n".join(f"Axe {at} : {one}\n\n- {one}\n- Planter {one}" for at, one in enumerate(PAYLOADS, 1))
    page = opened("votre-territoire")
    page = page.text_area[0].set_value(pasted).run()
    assert not fault_of(page) and text_of(page).count(MARK) > 24
    assert not faults_of_page(page)


def test_words_stay_words_where_columns_are_named() -> None:
    """A table that says nothing of what its columns hold: its heads and cells are shown to be chosen from."""
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=";").writerows([[f"{one} {at}" for at, one in enumerate(PAYLOADS)]] * 4)
    page = given(held.getvalue().encode(), f"{PAYLOADS[8]}.csv".replace("/", "∕"))
    assert not page.exception and page.selectbox and MARK in text_of(page)
    assert not faults_of_page(page)


def test_a_file_that_is_refused_is_named_in_words() -> None:
    page = given(b"PK\x03\x04", f"{PAYLOADS[8]}.xlsx".replace("/", "∕"))
    assert page.error and not page.exception
    assert not faults_of_page(page)


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


# A séance


def begun() -> register.Seance:
    """A séance whose title, date, place, remarks, tables, question and choices are payloads; the phones' wait."""
    dossier = Dossier(PAYLOADS[1], tuple(replace(one, key=f"e{at}") for at, one in enumerate(entries()[:2])))
    seance = register.begin(dossier, PAYLOADS[9], f"<{MARK}> ={MARK}", PAYLOADS[4])
    step = dossier.entries[0].key
    for at, (one, kind) in enumerate(zip(PAYLOADS, itertools.cycle(register.KINDS), strict=False)):
        register.say(seance.name, f"a{at}", step, kind, one, PAYLOADS[-at][: register.LONGEST_WHO])
        register.say(seance.name, f"b{at}", "gone", kind, one, one[: register.LONGEST_WHO])
        register.say(seance.name, f"c{at}", step, "remarque", one, by_phone=True)
    for waiting in [one for one in register.entries(seance.name) if one.status == "waiting"][::2]:
        register.judge(seance.name, waiting.id, "kept")
    register.put_shown(seance.name, step, {"territories": [OWN, "cahors"]})
    items = [votes.Item(str(at), one, OWN) for at, one in enumerate(PAYLOADS)]
    for question in PAYLOADS[1:9:3]:
        ballot = votes.put_to_the_room(seance.name, step, question, 3, items)
        votes.vote(ballot, "p", 1, {"0": {"reprendre": 1}, "3": {"reprendre": 2}})
    return seance


@pytest.fixture(scope="module")
def seance(hostile_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[register.Seance]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DOSSIERS", str(tmp_path_factory.mktemp("payloads-dossiers")))
        yield begun()


@pytest.fixture(scope="module")
def server(seance: register.Seance) -> Iterator[str]:
    with routes_served() as running:
        yield running


def test_words_stay_words_in_the_windows_of_a_seance_and_on_its_phones(server: str, seance: register.Seance) -> None:
    own, code, step = f"seance={seance.name}", seance.code, "e0"
    mark = f"row={queries.actions(assemble.Selection(territories=(OWN,)))['theme_id'].iloc[0]}&column={OWN}"
    phone = SimpleCookie(ask(f"{server}/salle/{code}").headers["set-cookie"])
    told = {
        address: ask(f"{server}/{address}", Cookie=f"en-regard-dossier={seance.name}; {phone.output(header='')[1:]}")
        for address in (
            f"projection?{own}", f"projection?{own}&role=presentateur", f"projection/fin?{own}", "projection",
            f"projection/demarrer?dossier={seance.name}", f"salle/{code}", f"salle/{code}/ecran?step={step}",
            f"projection/ecrans?{own}&role=presentateur", f"projection/aux-voix?{own}&step={step}&{mark}",
            f"projection/panneau?{own}&step={step}&kind=actions&{mark}",
            *(f"projection/panneau?{own}&step={step}&kind={kind}" for kind in ("paroles", "decisions", "savoir", "qr")),
            *(f"projection/panneau?{own}&step={step}&kind=votes&row={at}" for at in (1, 2, 3)),
        )
    }  # fmt: skip
    for address, answer in told.items():
        assert answer.status == 200, (address, answer.text)
        is_page = answer.headers["content-type"].startswith("text/html")
        parts = [answer.text] if is_page else list(_drawn(json.loads(answer.text)))
        assert not [fault for part in parts for fault in inert.faults_of_html(part)], address
    assert {one.rpartition("=")[2] for one, answer in told.items() if MARK not in answer.text} == {"qr"}


def _drawn(told: object, key: str = "") -> Iterator[str]:
    """What of a JSON answer the scripts put into a page as HTML; the rest they write as text."""
    if isinstance(told, dict):
        for name, one in told.items():
            yield from _drawn(one, name)
    elif isinstance(told, list):
        for one in told:
            yield from _drawn(one, key)
    elif isinstance(told, str) and key in ("html", "page", "pages"):
        yield told


@pytest.mark.parametrize("format_", [*DOSSIER_FORMATS, *SHEETS], ids=lambda one: one.key)
def test_words_stay_words_in_every_file_of_the_minutes(format_: DossierFormat, seance: register.Seance) -> None:
    dossier = store.take(seance.name)
    assert dossier
    gathered, problems = minutes.gather(seance, dossier, over, "http://localhost/")
    assert not problems and sum(MARK in words for one in gathered.opening for words in one.paragraphs) > 12
    _check(format_.extension, format_.make(gathered, in_silence))


def test_the_name_of_a_file_of_a_seance_is_a_name(server: str, seance: register.Seance) -> None:
    answer = ask(f"{server}/projection/compte-rendu?seance={seance.name}&format=seance")
    name = unquote(answer.headers["content-disposition"].removeprefix("attachment; filename*=UTF-8''"))
    assert MARK in name and not set(name) & set('<>:"/\\|?*\n')


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
