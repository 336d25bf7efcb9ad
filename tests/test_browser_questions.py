"""Questions of a planner who does not know this project, answered from the first page in three clicks at most."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import queries
from dashboard.selection import Selection
from tests.served import Watched, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Watched]
SLOW = 20_000
EVERYWHERE = ("midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut", "occitanie")


def go(page: Page, name: str) -> None:
    page.locator(".st-key-er-nav").get_by_role("link", name=name, exact=True).click()


def look_for(page: Page, words: str) -> None:
    """Type into the field that stands on every page; answers come while one types."""
    page.get_by_role("searchbox", name="Chercher dans les actions").press_sequentially(words, delay=20)


def answers(page: Page) -> list[str]:
    listed = page.locator(".er-answers li")
    expect(listed.first).to_be_visible(timeout=SLOW)
    return [answer.inner_text() for answer in listed.all()]


def test_which_territories_have_a_health_contract_and_how_far_along(visit: Visit) -> None:
    page = visit().page
    page.get_by_role("link", name="Quels documents nomment un contrat local").click()
    row = page.locator(".er-matrix tbody tr").filter(has=page.get_by_role("rowheader", name="CLS", exact=True))
    expect(row).to_be_visible(timeout=SLOW)
    cells = row.get_by_role("cell").all_inner_texts()
    table = queries.scheme_by_territory(Selection(schemes=("cls",)))
    named = table[table["family_id"] == "cls"].sort_values("territory_rank")
    assert [cell != "–" for cell in cells] == [number > 0 for number in named["actions"]]
    assert cells[:2] == ["○", "◐ cité"], "Midi-Quercy studies one, Cœur de Lorraine programmes one and cites it"
    row.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/actions.*territoire=midi-quercy"), timeout=SLOW)
    expect(page.get_by_role("link", name=re.compile("Engager une réflexion avec l.ARS"))).to_be_visible(timeout=SLOW)


def test_all_cycling_actions(visit: Visit) -> None:
    page = visit().page
    page.get_by_role("link", name="Que prévoit-on pour le vélo").click()
    expect(page).to_have_url(re.compile("/actions"), timeout=SLOW)
    said = " ".join(answers(page))
    for words in ("Schéma Cyclable", "Voie Verte", "mobilités douces", "tourisme à vélo", "deux-roues"):
        assert words in said, words


def test_every_action_that_names_leader(visit: Visit) -> None:
    page = visit().page
    page.get_by_role("link", name="Quelles actions nomment LEADER").click()
    listed = page.get_by_role("region", name="Liste des actions").locator("tbody tr")
    naming = {
        row.action_id
        for row in queries.actions(Selection()).itertuples()
        if "LEADER" in " ".join(filter(None, queries.action_record(row.action_id).iloc[0][["title", "text"]]))
    }
    assert len(naming) >= 5
    expect(listed).to_have_count(len(naming), timeout=SLOW)


def test_what_cahors_does_on_heritage_that_midi_quercy_does_not(visit: Visit) -> None:
    page = visit().page
    page.get_by_role("link", name="Quels dispositifs du patrimoine").click()
    expect(page).to_have_url(re.compile("/face-a-face"), timeout=SLOW)
    only = page.locator(".er-faces section").filter(has_text="Cahors / Grand Cahors : seulement ici")
    expect(only).to_contain_text("SPR", timeout=SLOW)
    expect(only).to_contain_text("Label Art et Essai")
    only.get_by_role("link", name="SPR").click()
    expect(page.get_by_role("link", name="UNE NOUVELLE OPERATION FAÇADES")).to_be_visible(timeout=SLOW)


def test_where_the_sentence_about_charging_points_stands(visit: Visit) -> None:
    page = visit().page
    look_for(page, "bornes electriques")
    expect(page.locator(".er-answers")).to_contain_text("bornes électriques", timeout=SLOW)
    page.locator(".er-answers a", has_text="Réflexion sur la répartition des bornes électriques").first.click()
    passage = page.get_by_role("table", name="Passage du document")
    expect(passage).to_be_visible(timeout=SLOW)
    own = passage.locator("tr.er-own")
    expect(own).to_contain_text("142")
    expect(own).to_contain_text("Réflexion sur la répartition des bornes électriques à l'échelle du PETR")
    expect(page.locator(".er-answers")).to_contain_text("Actions proches dans d’autres documents")


def test_an_old_link_says_that_the_data_have_changed(visit: Visit) -> None:
    page = visit("themes?theme=sante&version=00000000").page
    expect(page.get_by_text("copié d’une autre version des données")).to_be_visible(timeout=SLOW)
    current = queries.content_hash()[:8]
    page = visit(f"themes?theme=sante&version={current}").page
    expect(page.get_by_text("copié d’une autre version des données")).to_have_count(0)


def test_an_empty_result_offers_the_nearest_choice_that_is_not(visit: Visit) -> None:
    page = visit("actions?territoire=cahors&theme=sante").page
    offered = page.locator(".er-nearest a")
    expect(offered.first).to_be_visible(timeout=SLOW)
    offered.filter(has_text="sans filtrer les territoires").click()
    listed = page.get_by_role("region", name="Liste des actions").locator("tbody tr")
    expect(listed).to_have_count(len(queries.actions(Selection(themes=("sante",)))), timeout=SLOW)


def test_the_first_visitor_of_a_server_comes_in_by_the_door(browser: Browser, database: Path, tmp_path: Path) -> None:
    """Until st.navigation has run once, Streamlit would show a page of the `pages` folder without its house."""
    with serving(database, tmp_path / "log.txt") as fresh, visiting(browser, fresh) as visitor:
        page = visitor.open("calendrier")
        expect(page.locator(".st-key-er-nav")).to_be_visible(timeout=SLOW)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
