"""An instance that asks to sign in, with an issuer of its own on this machine: off by default, it guards plans and
dossiers, and leaves the compared territories open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from dashboard.dossier import browsers
from dashboard.dossier import store as shelf
from dashboard.widgets import signing_in
from dashboard.workspace import bringing, store
from tests.brought import ABOUT, workbook
from tests.issuer import CLIENT, SECRET, Issuer, issuing
from tests.projected import QUATRE, ask
from tests.served import Served, Watched, free_port, serving, visiting

pytest_plugins = ["tests.visitors"]
pytestmark = pytest.mark.browser
ANNE = {"email": "anne@exemple.fr", "email_verified": True, "name": "Anne"}
KEPT_OUT = "ouvre les plans et les dossiers aux seules personnes qui se connectent"


@dataclass(frozen=True)
class Instance:
    """An instance that asks to sign in, with a plan and a dossier of somebody's."""

    served: Served
    issuer: Issuer
    plan: str
    dossier: str


@pytest.fixture(scope="module")
def instance(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    log, port = tmp_path_factory.mktemp("sign-in") / "log", free_port()
    secrets = log.with_name("secrets.toml")
    with issuing() as issuer, pytest.MonkeyPatch.context() as patch:
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"s" * 40}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{issuer.url}/.well-known/openid-configuration"\n',
            "utf-8",
        )
        patch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
        patch.setenv("EN_REGARD_SIGN_IN_DOMAINS", "exemple.fr mairie.exemple")
        patch.setenv("EN_REGARD_WORKSPACES", str(log.parent / "workspaces"))
        patch.setenv("EN_REGARD_DOSSIERS", str(log.parent / "dossiers"))
        plan, dossier = store.new_name(), shelf.new_name()
        assert bringing.make(workbook(), "plan.xlsx", ABOUT, plan) is None
        shelf.put(dossier, QUATRE)
        with serving(database, log, port) as served:
            yield Instance(served, issuer, plan, dossier)


def sign_in(page: Page, instance: Instance, user: dict[str, Any]) -> None:
    """Through the page of the issuer, and back."""
    instance.issuer.user = user
    page.get_by_role("button", name="Se connecter").first.click()
    page.wait_for_url(f"{instance.issuer.url}/authorize**")
    page.locator("#go").click()
    page.wait_for_url(f"{instance.served.url}/**")


def only_the_issuer(visitor: Watched, instance: Instance) -> bool:
    own = {urlsplit(instance.served.url).netloc, urlsplit(instance.issuer.url).netloc}
    return {urlsplit(one).netloc for one in visitor.foreign_requests} <= own


def test_without_signing_in_territories_are_compared_and_plans_and_dossiers_stay_shut(
    browser: Browser, instance: Instance
) -> None:
    with visiting(browser, instance.served) as visitor:
        for address in ("", "themes", "financements", "methode"):
            page = visitor.open(address)
            expect(page.get_by_text(KEPT_OUT)).to_have_count(0)
        for address in ("votre-territoire", f"dossier?dossier={instance.dossier}"):
            page = visitor.open(address)
            expect(page.get_by_text(KEPT_OUT)).to_be_visible()
            expect(page.locator("input[type=file]")).to_have_count(0)
            expect(page.get_by_text("Les territoires en dix écrans")).to_have_count(0)
        page = visitor.open("themes")
        page.get_by_role("button", name="Ajouter au dossier").first.click()
        expect(page.get_by_role("dialog").get_by_text(KEPT_OUT)).to_be_visible()
        assert not visitor.foreign_requests and not instance.issuer.asked


def test_no_address_of_a_plan_answers_whoever_did_not_sign_in(instance: Instance) -> None:
    under = f"{instance.served.url}/espace/{instance.plan}"
    forged = {"Cookie": "_streamlit_user=" + "eyJpc19sb2dnZWRfaW4iOnRydWV9.x.y"}
    for path in ("", "/", "/themes", "/votre-territoire", "/projection", "/_stcore/health", "/projection/demarrer"):
        for headers in ({}, forged):
            told = ask(under + path, **headers)
            assert told.status == 401 and KEPT_OUT in told.text.replace("\xa0", " ") and instance.plan not in told.text
    # The same for a name that is none: nobody learns which plans there are.
    assert ask(f"{instance.served.url}/espace/{'x' * 22}/").status == 401
    for path in ("_stcore/stream", "projection/fil"):
        with pytest.raises((ConnectionClosed, InvalidStatus)), connect(f"ws{under[4:]}/{path}") as socket:
            socket.recv(timeout=10)
    server, dossier = instance.served.url, urlencode({"dossier": instance.dossier})
    for told in (
        ask(f"{server}/projection/demarrer?{dossier}"),
        ask(f"{server}/projection/demarrer", dossier.encode()),
        ask(f"{server}/projection/rouvrir", b"x"),
    ):
        assert told.status == 401 and "Se connecter d’abord" in told.text
    assert "Votre dossier" not in ask(f"{server}/projection", Cookie=f"{browsers.COOKIE}={instance.dossier}").text
    assert ask(f"{server}/projection/demarrer?sequence=4-sante").status == 200, "ready-made sequences are everybody's"


def test_who_signs_in_goes_on_to_the_plan_and_out_again(browser: Browser, instance: Instance) -> None:
    with visiting(browser, instance.served) as visitor:
        page = visitor.page
        address = f"{instance.served.url}/espace/{instance.plan}/votre-territoire"
        page.goto(address)
        expect(page.get_by_role("heading", name="Se connecter pour ouvrir ce plan")).to_be_visible()
        page.get_by_role("link", name="Se connecter").click()
        sign_in(page, instance, ANNE)
        page.wait_for_url(address)
        visitor.shown()
        expect(page.get_by_text("Ce que les autres font et que votre document ne dit pas")).to_be_visible()
        expect(page.get_by_text("Connexion de anne@exemple.fr")).to_be_visible()
        held = {one["name"]: one for one in page.context.cookies()}["_streamlit_user"]
        assert held["httpOnly"] and held["sameSite"] == "Lax"
        visitor.open(f"dossier?dossier={instance.dossier}")
        expect(page.get_by_text("Les territoires en dix écrans").first).to_be_visible()
        assert only_the_issuer(visitor, instance)
        page.get_by_role("button", name="Se déconnecter").click()
        until_signed_out(page)
        # Asked beside the page, which still leaves for where who signed out is led: its own way would cut this one off.
        assert page.context.request.get(address).status == 401
    assert instance.issuer.asked.count("token") == 1
    said = instance.served.said()
    assert not [one for one in ("anne@", instance.plan, instance.dossier, "Traceback") if one in said]


def until_signed_out(page: Page) -> None:
    """The page is empty before the server has taken the cookie away: leaving it sooner would give signing out up."""
    for _ in range(400):
        if all(one["name"] != "_streamlit_user" for one in page.context.cookies()):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the server left its cookie")


def test_whoever_has_no_admitted_address_is_told_and_opens_nothing(browser: Browser, instance: Instance) -> None:
    with visiting(browser, instance.served) as visitor:
        page = visitor.open("votre-territoire")
        sign_in(page, instance, {"email": "eve@exemple.fr.ailleurs.example", "email_verified": True})
        visitor.open("votre-territoire")
        expect(page.get_by_text("L’adresse eve@exemple.fr.ailleurs.example n’est pas de celles")).to_be_visible()
        expect(page.locator("input[type=file]")).to_have_count(0)
        assert page.goto(f"{instance.served.url}/espace/{instance.plan}/").status == 401


def test_an_issuer_that_does_not_answer_is_told_in_french(browser: Browser, instance: Instance) -> None:
    with visiting(browser, instance.served) as visitor:
        page = visitor.open("votre-territoire")
        instance.issuer.is_ill = True
        try:
            page.get_by_role("button", name="Se connecter").first.click()
            expect(page.get_by_role("heading", name="La connexion n’a pas pu commencer")).to_be_visible()
        finally:
            instance.issuer.is_ill = False


@pytest.mark.parametrize(
    ("user", "is_admitted"),
    [
        (ANNE, True),
        (ANNE | {"email": "Anne@EXEMPLE.fr"}, True),
        (ANNE | {"email_verified": False}, False),
        ({"email": "a@b@exemple.fr"}, True),
        ({"email": "exemple.fr"}, False),
        ({"email": "@exemple.fr"}, False),
        ({"email": "a@sous.exemple.fr"}, False),
        ({"name": "Anne"}, False),
        ({}, False),
    ],
)
def test_an_address_is_admitted_by_its_whole_domain(
    user: dict[str, Any], is_admitted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EN_REGARD_SIGN_IN_DOMAINS", "exemple.fr")
    assert signing_in.admits(user | {"is_logged_in": True}) is is_admitted
    assert not signing_in.admits(user)
    monkeypatch.delenv("EN_REGARD_SIGN_IN_DOMAINS")
    assert signing_in.admits(user | {"is_logged_in": True})


def test_it_is_off_by_default() -> None:
    assert not signing_in.is_on()
