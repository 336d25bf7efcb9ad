"""Phones of a room as the server sees them: a light page, votes on disk before they are confirmed, floods slowed."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from dashboard.dossier import store
from dashboard.operations import limits
from dashboard.projection import phones
from dashboard.seance import register, votes
from dashboard.seance.database import path
from tests.projected import Answer, ask, heard, new_seance, routes_served, said, socket_to

pytestmark = pytest.mark.usefixtures("database")
ITEMS = [
    {"id": "a", "label": "Covoiturage", "territory_id": ""},
    {"id": "b", "label": "<b>Vélo</b>", "territory_id": ""},
]


@pytest.fixture(scope="module")
def server(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched, routes_served() as running:
        patched.setenv("EN_REGARD_DOSSIERS", str(tmp_path_factory.mktemp("phones")))
        yield running


@pytest.fixture(autouse=True)
def calm() -> None:
    for one in (phones.GUESSES, limits.PHONES, limits.VOTES, limits.REMARKS):
        one.forget()


class Phone:
    """A phone of the room, with its cookie."""

    def __init__(self, server: str, code: str) -> None:
        self.base = f"{server}/salle/{code}"
        page = ask(self.base)
        assert page.status == 200, page.text
        self.page = page
        self.cookie = "; ".join(
            f"{one.key}={one.value}" for one in SimpleCookie(page.headers.get("set-cookie", "")).values()
        )

    def looks(self, **asked: str) -> dict[str, Any]:
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        told: dict[str, Any] = json.loads(ask(f"{self.base}/ecran?{query}", Cookie=self.cookie).text)
        return told

    def sends(self, what: str, **content: Any) -> Answer:
        return ask(f"{self.base}/{what}", json.dumps(content).encode("utf-8"), Cookie=self.cookie)


@pytest.fixture
def room(server: str) -> str:
    return new_seance(server, place="Salle des fêtes")


@pytest.fixture
def code(room: str) -> str:
    found = register.take(room)
    assert found
    return found.code


def test_the_page_is_light_and_holds_nothing_that_drives_the_room(server: str, room: str, code: str) -> None:
    phone = Phone(server, code)
    told = phone.looks()
    assert room not in phone.page.text and room not in json.dumps(told)
    assert "streamlit" not in phone.page.text.lower()
    script = ask(f"{server}/projection/fichiers/phone.js").text
    style = ask(f"{server}/projection/fichiers/phone.css").text + ask(f"{server}/projection/fichiers/base.css").text
    assert len(phone.page.text) + len(script) + len(style) + len(told["html"]) < 60_000
    assert not re.search(r"animation|cue|notes", json.dumps(told, ensure_ascii=False))


def test_every_screen_is_read_line_by_line_with_its_question_and_its_source(server: str, room: str, code: str) -> None:
    phone = Phone(server, code)
    dossier = store.take(room)
    assert dossier
    for entry in dossier.entries:
        told = phone.looks(step=entry.key)
        assert told["step"] == entry.key and told["room"] == dossier.entries[0].key
        if entry.title:
            assert f"<h1>{entry.title.split(' ')[0]}" in told["html"]
        assert told["html"].count('<section class="block">') or entry.view in ("face-a-face",), entry.view
        assert '<p class="question">' in told["html"] and "data-way=" in told["html"]
        assert "<dd>–</dd>" not in told["html"], "a dash alone would not say what it means"


def test_a_phone_follows_the_room_and_is_told_nothing_twice(server: str, room: str, code: str) -> None:
    phone = Phone(server, code)
    first = phone.looks()
    assert phone.looks(seen=first["mark"]) == {"mark": first["mark"], "room": first["step"]}
    with socket_to(server, room) as desk:
        heard(desk, "you")
        said(desk, do="set", to={"step": "niveaux"}, n=1)
        heard(desk, "state")
        said(desk, do="set", to={"theme": "sante"}, n=2)
        heard(desk, "state")
    for _ in range(100):
        told = phone.looks(seen=first["mark"])
        if told.get("step") == "niveaux":
            break
    assert told["step"] == "niveaux" and "Choisi en séance" in told["html"]


def open_ballot(room: str, dots: int = 3) -> votes.Ballot:
    items = [votes.Item(one["id"], one["label"]) for one in ITEMS]
    return votes.put_to_the_room(room, "niveaux", "Que reprendre <i>ici</i> ?", dots, items)


def test_a_vote_is_on_disk_when_the_phone_is_told_and_can_be_changed(server: str, room: str, code: str) -> None:
    ballot, phone, other = open_ballot(room), Phone(server, code), Phone(server, code)
    assert phone.looks()["ballot"]["question"] == "Que reprendre <i>ici</i> ?"
    answer = phone.sends("vote", ballot=ballot.id, number=10, dots={"a": {"reprendre": 2}})
    assert (answer.status, json.loads(answer.text)) == (200, {"number": 10})
    with sqlite3.connect(path()) as by_itself:
        assert by_itself.execute("SELECT item, answer, dots FROM vote").fetchall() == [("a", "reprendre", 2)]
    other.sends("vote", ballot=ballot.id, number=3, dots={})
    phone.sends("vote", ballot=ballot.id, number=11, dots={"b": {"adapter": 1}})
    late = phone.sends("vote", ballot=ballot.id, number=9, dots={"a": {"non": 3}})
    assert json.loads(late.text) == {"number": 11}
    found = votes.tally(ballot.id)
    assert (found.voters, found.blank, found.of("b")["adapter"], found.of("a")["non"]) == (2, 1, 1, 0)
    own = phone.looks()["ballot"]
    assert (own["number"], own["own"]) == (11, {"b": {"adapter": 1}})


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'{"ballot": 1}', 400),
        (b'{"ballot": "1", "number": 1, "dots": {}}', 400),
        (b'{"ballot": 999, "number": 1, "dots": {}}', 409),
        (b'{"ballot": 1, "number": -1, "dots": {}}', 400),
        (b"[" * 5000, 400),
        (b"x" * 30_000, 403),
    ],
)
def test_what_is_no_vote_is_refused_in_words(server: str, code: str, sent: bytes, status: int) -> None:
    phone = Phone(server, code)
    answer = ask(f"{phone.base}/vote", sent, Cookie=phone.cookie)
    assert answer.status == status, answer.text
    assert "Traceback" not in answer.text


def test_a_vote_after_the_close_is_refused(server: str, room: str, code: str) -> None:
    ballot, phone = open_ballot(room), Phone(server, code)
    votes.close(room)
    answer = phone.sends("vote", ballot=ballot.id, number=1, dots={})
    assert answer.status == 409 and "clos" in answer.text
    assert phone.looks()["ballot"] is None


def test_nobody_votes_without_the_seances_own_sign_nor_from_another_site(server: str, room: str, code: str) -> None:
    ballot, phone = open_ballot(room), Phone(server, code)
    vote = json.dumps({"ballot": ballot.id, "number": 1, "dots": {"a": {"reprendre": 3}}}).encode()
    name = phone.cookie.split("=")[0]
    for cookie in ("", f"{name}=0123456789abcdef.{'0' * 32}", phone.cookie[:-2]):
        assert ask(f"{phone.base}/vote", vote, Cookie=cookie).status == 403
    assert ask(f"{phone.base}/vote", vote, Cookie=phone.cookie, Origin="http://ailleurs.example").status == 403
    assert votes.tally(ballot.id).voters == 0


def test_a_vote_by_machine_and_guessed_codes_are_slowed(
    server: str, room: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballot, phone = open_ballot(room), Phone(server, code)
    answers = [phone.sends("vote", ballot=ballot.id, number=at + 1, dots={}).status for at in range(25)]
    assert answers[:20] == [200] * 20 and 429 in answers[20:]
    monkeypatch.setattr(phones, "_GUESS_SECONDS", 0.01)
    guesses = [ask(f"{server}/salle/AAAA{at:04}").status for at in range(2, 27)]
    assert guesses[:20] == [404] * 20 and set(guesses[20:]) == {429}
    assert ask(f"{server}/salle/{code}").status == 200, "whoever has the code comes in"


def test_a_remark_of_a_phone_waits_for_the_facilitator_and_is_never_markup(server: str, room: str, code: str) -> None:
    phone = Phone(server, code)
    hostile = "<script>alert(1)</script> =1+1"
    with socket_to(server, room, role="presentateur") as desk, socket_to(server, room) as stage:
        heard(desk, "you")
        answer = phone.sends("remarque", client="c1", step="niveaux", text=hostile, who="Table 3")
        assert json.loads(answer.text) == {"kept": "c1"}
        assert json.loads(phone.sends("remarque", client="c1", step="niveaux", text=hostile, who="Table 3").text)
        while not (waiting := heard(desk, "voices")["waiting"]):
            pass
        assert [(one["text"], one["status"]) for one in waiting] == [(hostile, "waiting")]
        assert heard(stage, "voices")["waiting"] == [], "the projected window is not told what waits"
        shown = json.loads(ask(f"{server}/projection/panneau?seance={room}&kind=paroles&step=niveaux").text)
        assert hostile not in json.dumps(shown) and "script" not in json.dumps(shown)
        said(desk, do="judge", entry=waiting[0]["id"], status="kept", n=1)
        assert heard(desk, "entry")["entry"]["status"] == "kept"
    shown = json.loads(ask(f"{server}/projection/panneau?seance={room}&kind=paroles&step=niveaux").text)
    assert "&lt;script&gt;" in shown["pages"][0] and "<script" not in shown["pages"][0]
    assert phone.sends("remarque", client="c2", step="ailleurs", text="x", who="").status == 400
    assert phone.sends("remarque", client="c3", step="niveaux", text="x" * 300, who="").status == 400


def test_the_room_sees_dots_item_by_item_with_the_number_of_voters(server: str, room: str, code: str) -> None:
    ballot, phone = open_ballot(room), Phone(server, code)
    phone.sends("vote", ballot=ballot.id, number=1, dots={"b": {"reprendre": 3}})
    votes.raise_hands(room, ballot.id, 9, {"a": {"non": 4}})
    shown = json.loads(ask(f"{server}/projection/panneau?seance={room}&kind=votes&row={ballot.id}").text)
    page = shown["pages"][0]
    assert shown["title"] == "Que reprendre <i>ici</i> ?", "the window sets it as text"
    assert "1\xa0téléphone a voté" in page and "à main levée\xa0: 9\xa0personnes" in page and "Vote ouvert." in page
    assert page.index("&lt;b&gt;Vélo") < page.index("Covoiturage"), "what most would take up comes first"
    assert "4\xa0mains" in page and "<b>3</b>" in page
    for row in ("", "x", "999", "-1", "%C2%B2"):
        answer = ask(f"{server}/projection/panneau?seance={room}&kind=votes&row={row}")
        assert json.loads(answer.text)["pages"] == []


def test_what_a_vote_can_be_about_is_what_the_screen_shows(server: str, room: str) -> None:
    found = json.loads(ask(f"{server}/projection/aux-voix?seance={room}&step=dispositifs").text)["items"]
    screen = json.loads(ask(f"{server}/projection/ecrans?seance={room}&step=dispositifs").text)["steps"][0]
    drawn = set(re.findall(r'data-row="([^"]+)"', "".join(screen["pages"])))
    assert drawn and drawn <= {one["id"] for one in found}
    row, column = re.search(r'data-row="([^"]+)" data-column="([^"]+)"', screen["pages"][0]).groups()  # type: ignore[union-attr]
    behind = json.loads(
        ask(f"{server}/projection/aux-voix?seance={room}&step=dispositifs&row={row}&column={column}").text
    )["items"]
    panel = ask(f"{server}/projection/panneau?seance={room}&kind=actions&step=dispositifs&row={row}&column={column}")
    assert behind and f": {len(behind)}" in json.loads(panel.text)["title"]


def test_the_end_gives_files_and_then_nothing_stays(server: str, room: str, code: str) -> None:
    assert ask(f"{server}/projection/fin?seance={room}").status == 200
    form = f"seance={room}&do=end&participants=31&title=Atelier&held_on=2026-12-01&place=Ici".encode()
    assert ask(f"{server}/projection/fin", form).status == 303
    found = register.take(room)
    assert found and found.ended and (found.participants, found.title, found.place) == (31, "Atelier", "Ici")
    phone = Phone(server, code)
    assert phone.looks()["is_over"] is True
    assert phone.sends("remarque", client="c", step="niveaux", text="Trop tard", who="").status == 409
    told = ask(f"{server}/projection/compte-rendu?seance={room}&format=seance")
    assert "attachment" in told.headers["content-disposition"] and json.loads(told.text)["titre"] == "Atelier"
    assert ask(f"{server}/projection/compte-rendu?seance={room}&format=exe").status == 404
    assert ask(f"{server}/projection/fin", f"seance={room}&do=resume".encode()).status == 303
    found = register.take(room)
    assert found and found.ended is None and found.participants == 31
    assert "Cocher" in ask(f"{server}/projection/fin", f"seance={room}&do=delete".encode()).text
    assert ask(f"{server}/projection/fin", f"seance={room}&do=delete&sure=1".encode()).status == 303
    for address in (f"projection?seance={room}", f"projection/fin?seance={room}", f"salle/{code}"):
        assert ask(f"{server}/{address}").status == 404


def test_windows_of_a_deleted_seance_are_told_and_write_nothing_back(server: str, room: str) -> None:
    with socket_to(server, room) as one:
        heard(one, "you")
        said(one, do="set", to={"step": "niveaux"}, n=1)
        assert ask(f"{server}/projection/fin", f"seance={room}&do=delete&sure=1".encode()).status == 303
        assert "supprimée" in heard(one, "closed")["text"]
    assert register.take(room) is None and store.take(room) is None


def test_a_seance_of_another_server_is_opened_from_its_file(server: str, room: str) -> None:
    register.say(room, "x", "niveaux", "decision", "À emporter")
    content = ask(f"{server}/projection/compte-rendu?seance={room}&format=seance").text
    body = (
        b'--limite\r\nContent-Disposition: form-data; name="file"; filename="s.json"\r\n'
        b"Content-Type: application/json\r\n\r\n" + content.encode("utf-8") + b"\r\n--limite--\r\n"
    )
    kind = "multipart/form-data; boundary=limite"
    answer = ask(f"{server}/projection/rouvrir", body, Content_Type=kind)
    assert answer.status == 303, answer.text
    name = answer.headers["location"].split("seance=")[1].split("&")[0]
    assert [one.text for one in register.entries(name)] == ["À emporter"]
    broken = ask(f"{server}/projection/rouvrir", body.replace(b"en-regard/seance", b"autre"), Content_Type=kind)
    assert broken.status == 422 and "format" in broken.text
    assert ask(f"{server}/projection/rouvrir", body, Content_Type=kind, Origin="http://ailleurs.example").status == 403
