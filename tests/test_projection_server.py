"""The projection as its server sees it: pages, séances kept on disk, messages checked, addresses for phones."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from websockets.exceptions import ConnectionClosed, InvalidStatus

from dashboard.dossier import browsers, store
from dashboard.dossier.model import Dossier, Entry
from dashboard.operations import limits
from dashboard.projection import session as session_module
from dashboard.projection.screens import Override, Screen
from dashboard.projection.socket import LARGEST_MESSAGE
from dashboard.seance import register
from tests.projected import QUATRE, ask, heard, modules, new_seance, routes_served, said, socket_to, start

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(scope="module")
def server(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched, routes_served() as running:
        # Where what is still being written when a test ends goes.
        patched.setenv("EN_REGARD_DOSSIERS", str(tmp_path_factory.mktemp("after")))
        yield running


@pytest.fixture(autouse=True)
def own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path / "dossiers"))
    limits.SEANCES.forget()
    return tmp_path / "dossiers"


def until(what: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def kept(seance: str) -> dict[str, Any]:
    found = register.take(seance)
    return json.loads(found.state) if found and found.state else {}


# Pages


def test_the_chooser_offers_every_sequence_and_the_visitors_own_dossier(server: str) -> None:
    page = ask(f"{server}/projection")
    assert page.status == 200 and "Les territoires en dix écrans" in page.text and "Votre dossier" not in page.text
    name = store.new_name()
    store.put(name, Dossier("Mon <b>conseil</b>", (Entry("echeances", {}),)))
    own = ask(f"{server}/projection", Cookie=f"{browsers.COOKIE}={name}").text
    assert "Mon &lt;b&gt;conseil&lt;/b&gt;" in own and f"projection/demarrer?dossier={name}" in own


def test_the_chooser_tells_of_a_bad_file_and_offers_the_others(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EN_REGARD_SEQUENCES", str(tmp_path))
    (tmp_path / "cassee.json").write_text('{"format": "autre"}', "utf-8")
    (tmp_path / "mienne.json").write_text(
        '{"format":"en-regard/dossier","version":1,"titre":"La mienne","vues":[{"vue":"echeances"}]}', "utf-8"
    )
    page = ask(f"{server}/projection").text
    assert "cassee.json" in page and "n’est pas un dossier" in page and "La mienne" in page


def test_a_sequence_becomes_a_dossier_of_its_own(server: str) -> None:
    one, other = new_seance(server), new_seance(server)
    assert one != other
    dossier = store.take(one)
    assert dossier and len(dossier.entries) == 10
    answer = start(server, sequence="4-sante")
    assert answer.status == 303 and answer.headers["location"].endswith("role=presentateur")


def test_looking_makes_no_seance_and_another_sites_form_makes_none(server: str, own_shelf: Path) -> None:
    assert ask(f"{server}/projection/demarrer?sequence=4-sante").status == 200
    form = b"sequence=4-sante"
    assert ask(f"{server}/projection/demarrer", form, Origin="http://ailleurs.example").status == 403
    assert ask(f"{server}/projection/demarrer", form, Sec_Fetch_Site="cross-site").status == 403
    assert ask(f"{server}/projection/demarrer", form + b"&title=" + b"x" * 30_000).status == 403
    assert not list(own_shelf.glob("*.json"))


def test_dossiers_made_in_bulk_are_refused(server: str, own_shelf: Path) -> None:
    answers = [start(server, sequence="4-sante") for _ in range(36)]
    made = sum(one.status == 303 for one in answers)
    assert 30 <= made < 36 and {one.status for one in answers} == {303, 429}
    assert len(list(own_shelf.glob("*.json"))) == made
    refused = next(one for one in answers if one.status == 429)
    assert "réessayer dans 5 secondes" in refused.text and int(refused.headers["Retry-After"]) <= 5


@pytest.mark.parametrize(
    "asked",
    ["seance=inconnue", "seance=" + "a" * 22, "seance=../../etc/passwd", "sequence=inconnue", "seance=", "sequence=.."],
)
def test_an_address_that_leads_nowhere_says_so_in_french(server: str, asked: str) -> None:
    page = ask(f"{server}/projection?{asked}")
    if page.status == 307:
        page = ask(f"{server}{page.headers['location']}")
    assert page.status == 404
    assert "ne mène à aucune séance" in page.text and 'href="/projection"' in page.text


def test_a_dossier_changed_by_hand_says_so(server: str, own_shelf: Path) -> None:
    seance = new_seance(server)
    (own_shelf / f"{seance}.json").write_text("{", "utf-8")
    page = ask(f"{server}/projection?seance={seance}")
    assert page.status == 409 and "JSON" in page.text


def test_an_empty_dossier_is_not_projected(server: str) -> None:
    name = store.new_name()
    store.put(name, Dossier("Vide"))
    assert "ne garde encore aucune vue" in ask(f"{server}/projection?seance={name}").text


def test_a_database_that_is_missing_says_so(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seance = new_seance(server)
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "absente.duckdb"))
    page = ask(f"{server}/projection?seance={seance}")
    assert page.status == 503 and "pas encore construite" in page.text


def test_pages_hold_a_policy_that_lets_nothing_in_from_elsewhere(server: str) -> None:
    seance = new_seance(server)
    for path in (f"projection?seance={seance}", f"projection/ecrans?seance={seance}", "projection"):
        headers = ask(f"{server}/{path}").headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe-eval" not in policy
        assert "script-src 'self';" in policy and "style-src 'self';" in policy
        hosts = set(re.findall(r"(?:https?|wss?)://([^ ;]+)", policy))
        assert hosts <= {server.removeprefix("http://")}
        assert headers["referrer-policy"] == "same-origin" and headers["cache-control"] == "no-store"


def test_what_pages_are_made_with_is_served_here_and_kept_for_long(server: str) -> None:
    pages = ask(f"{server}/projection?seance={new_seance(server)}&role=presentateur").text
    found = re.findall(r'(?:src|href)="([^"#]+(?:\.js|\.css|polices/)[^"]*)"', pages)
    assert len(found) >= 5
    for path in found:
        assert path.startswith("/projection/")
    for path in [one for one in found if "polices" not in one]:
        answer = ask(server + path)
        assert answer.status == 200 and "immutable" in answer.headers["cache-control"]
        assert not re.search(r"https?://(?!www\.w3\.org)", answer.text)
    assert ask(f"{server}/projection/fichiers/../web.py").status == 404
    assert ask(f"{server}/projection/polices/autre").status == 404


def test_a_screen_that_fails_says_so_and_keeps_no_other_from_the_room(
    server: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    seance = new_seance(server)
    real = session_module.screen

    def failing(entry: Entry, override: Override, shape: str) -> Screen:
        if entry.view == "echeances":
            raise TypeError("a view's own trouble")
        return real(entry, override, shape)

    with monkeypatch.context() as patched:
        patched.setattr(session_module, "screen", failing)
        answer = ask(f"{server}/projection/ecrans?seance={seance}")
    made = json.loads(answer.text)["steps"]
    trouble = [one["problem"] for one in made if one["problem"]]
    assert answer.status == 200 and len(made) == len(QUATRE.entries) and len(trouble) == 1
    reference = trouble[0].removesuffix(".").split()[-1]
    assert any(reference in one.getMessage() and one.exc_info for one in caplog.records)
    again = json.loads(ask(f"{server}/projection/ecrans?seance={seance}").text)["steps"]
    assert not any(one["problem"] for one in again), "it is tried again"


def test_one_screen_is_given_before_the_others_with_the_order_of_all(server: str) -> None:
    seance = new_seance(server)
    key = QUATRE.entries[3].key
    made = json.loads(ask(f"{server}/projection/ecrans?seance={seance}&step={key}").text)
    assert [one["key"] for one in made["steps"]] == [key]
    assert made["keys"] == [entry.key for entry in QUATRE.entries]


def test_the_room_is_not_told_the_facilitators_notes(server: str) -> None:
    seance = new_seance(server)
    room = json.loads(ask(f"{server}/projection/ecrans?seance={seance}").text)
    desk = json.loads(ask(f"{server}/projection/ecrans?seance={seance}&role=presentateur").text)
    assert "words" not in room and len(room["steps"]) == 10
    assert "Demander" in desk["words"][desk["steps"][0]["key"]]["cue"]


# Messages


def test_every_window_is_told_every_change_and_the_disk_keeps_it(server: str) -> None:
    seance = new_seance(server)
    with socket_to(server, seance) as one, socket_to(server, seance) as other:
        first = heard(other, "state")["state"]
        assert first["step"] == "contours"
        heard(one, "you")
        said(one, do="set", to={"step": "niveaux", "look": "dark"}, n=7)
        told = heard(other, "state")
        assert (told["state"]["step"], told["state"]["look"], told["n"]) == ("niveaux", "dark", 7)
        until(lambda: kept(seance).get("step") == "niveaux")
    with socket_to(server, seance) as later:
        assert heard(later, "state")["state"]["step"] == "niveaux"


def test_another_step_starts_at_its_first_page_with_nothing_open_over_it(server: str) -> None:
    seance = new_seance(server)
    with socket_to(server, seance) as one:
        said(one, do="set", to={"page": 2, "panel": {"kind": "qr", "page": 0}}, n=1)
        said(one, do="set", to={"step": "face"}, n=2)
        told = [heard(one, "state") for _ in range(3)][-1]["state"]
    assert (told["step"], told["page"], told["panel"]) == ("face", 0, None)


@pytest.mark.parametrize(
    "message",
    [
        "pas du JSON",
        "[]",
        "[" * 5000,
        '{"do": "rm"}',
        '{"do": "set"}',
        '{"do": "set", "to": {}, "n": 1}',
        '{"do": "set", "to": [], "n": 1}',
        '{"do": "set", "to": {"step": "ailleurs"}, "n": 1}',
        '{"do": "set", "to": {"page": -1}, "n": 1}',
        '{"do": "set", "to": {"page": true}, "n": 1}',
        '{"do": "set", "to": {"look": "<script>"}, "n": 1}',
        '{"do": "set", "to": {"theme": "lune"}, "n": 1}',
        '{"do": "set", "to": {"territories": []}, "n": 1}',
        '{"do": "set", "to": {"territories": ["cahors", "cahors"]}, "n": 1}',
        '{"do": "set", "to": {"panel": {"kind": "autre"}}, "n": 1}',
        '{"do": "set", "to": {"panel": {"kind": "qr", "row": 3}}, "n": 1}',
        '{"do": "set", "to": {"started": "NaN"}, "n": 1}',
        '{"do": "set", "to": {"started": NaN}, "n": 1}',
        '{"do": "set", "to": {"address": "javascript:alert(1)"}, "n": 1}',
        '{"do": "set", "to": {"inconnu": 1}, "n": 1}',
        '{"do": "say", "entry": {"text": 3}, "n": 1}',
        '{"do": "say", "entry": {"client": "a", "step": "ailleurs", "kind": "remarque", "text": "x", "who": "", '
        '"version": 0}, "n": 1}',
        '{"do": "say", "entry": {"client": "a", "step": "niveaux", "kind": "autre", "text": "x", "who": "", '
        '"version": 0}, "n": 1}',
        '{"do": "judge", "entry": 99, "status": "kept", "n": 1}',
        '{"do": "judge", "entry": 1, "status": "autre", "n": 1}',
        '{"do": "ballot", "act": "open", "step": "niveaux", "question": "?", "dots": 3, "items": [], "n": 1}',
        '{"do": "ballot", "act": "open", "step": "ailleurs", "question": "?", "dots": 3, "items": [], "n": 1}',
        '{"do": "ballot", "act": "hands", "ballot": 99, "hands": 3, "raised": {}, "n": 1}',
        '{"do": "ballot", "act": "hands", "ballot": 99, "hands": true, "raised": [], "n": 1}',
        '{"do": "set", "to": {"countdown": -1}, "n": 1}',
        '{"do": "set", "to": {"blank": true}, "n": "un"}',
    ],
)
def test_a_message_that_means_nothing_is_refused_and_changes_nothing(server: str, message: str) -> None:
    seance = new_seance(server)
    with socket_to(server, seance) as one:
        before = heard(one, "state")["state"]
        one.send(message)
        assert heard(one, "refused")["text"].endswith(".")
        assert heard(one, "state")["state"] == before, "the window is told where the séance stands"
        said(one, do="ping")
        heard(one, "pong")


def test_a_message_that_is_too_large_ends_the_thread(server: str) -> None:
    with socket_to(server, new_seance(server)) as one:
        one.send("x" * (LARGEST_MESSAGE + 1))
        with pytest.raises(ConnectionClosed):
            while True:
                one.recv(timeout=10)


@pytest.mark.parametrize("origin", ["http://ailleurs.example", "null", "http://127.0.0.1:1"])
def test_another_sites_page_cannot_drive_a_seance(server: str, origin: str) -> None:
    with pytest.raises(InvalidStatus):
        socket_to(server, new_seance(server), origin=origin)


def test_a_thread_to_no_seance_is_closed_with_a_reason(server: str) -> None:
    with socket_to(server, "a" * 22) as one:
        assert "n’existe pas" in heard(one, "closed")["text"]
        with pytest.raises(ConnectionClosed) as closed:
            one.recv(timeout=10)
    assert closed.value.rcvd and closed.value.rcvd.code == 4404


def test_a_dossier_changed_on_its_page_changes_in_the_room(server: str) -> None:
    seance = new_seance(server)
    with socket_to(server, seance) as one:
        tag = heard(one, "state")["tag"]
        heard(one, "you")
        store.change(seance, lambda dossier: dossier.without("contours"))
        told = heard(one, "state")
        assert told["tag"] != tag and told["state"]["step"] == "themes"


# Phones


def test_the_panel_hands_out_a_page_that_follows_the_room_and_drives_nothing(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EN_REGARD_ADDRESS", "http://192.168.1.20:8501")
    seance = new_seance(server)
    panel = json.loads(ask(f"{server}/projection/panneau?seance={seance}&kind=qr&step=dispositifs").text)
    found = register.take(seance)
    assert found and seance not in panel["pages"][0]
    code = segno.make(f"http://192.168.1.20:8501/salle/{found.code}", micro=False, error="m")
    assert modules(panel["pages"][0]) == [[bool(one) for one in row] for row in code.matrix]
    assert f"salle/{found.code[:4]}-{found.code[4:]}" in panel["pages"][0]
    assert (
        ask(f"{server}/salle?code={found.code[:4].lower()}-{found.code[4:]}").headers["location"].endswith(found.code)
    )
