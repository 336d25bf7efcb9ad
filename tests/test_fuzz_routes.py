"""Whatever is asked of the projection's addresses: answered with a page or a refusal, within seconds, and never by an
error of the server's own."""

from __future__ import annotations

import atexit
import json
import logging
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request

from dashboard.dossier import store
from dashboard.dossier.model import Dossier, Entry, to_file
from dashboard.operations import limits
from dashboard.projection import address, ending, pages, phones, routes_at
from dashboard.projection.sessions import SESSIONS
from dashboard.seance import file, register, votes
from etl.load import build
from tests.hostile import Recipe, asked, mutated, patiently, recipes, texts, values
from tests.invented import write_data
from tests.test_compression import run
from tests.test_fuzz_room import shelf

_APP = Starlette(routes=routes_at())
_DOSSIER = Dossier("L’atelier", (Entry("themes-par-territoire", {}, key="un"), Entry("echeances", {}, key="deux")))
_ANSWERED = {200, 303, 307, 400, 401, 403, 404, 405, 409, 422, 429, 503, 507}
_SECONDS, _LARGEST = 10, 3_000_000
_WORDS = (
    st.sampled_from(["SEANCE", "CODE", "DOSSIER", "un", "deux", "presentateur", "telecommande", "cachees", "4-sante"])
    | st.sampled_from(["actions", "votes", "decisions", "paroles", "qr", "savoir", "seance", "odd", "1", "0", "-1"])
    | st.sampled_from(["end", "resume", "delete", "on", "2026-11-29", "0000-00-00", "9" * 5_000, "²", "mobilite"])
    | texts
)
_NAMES = (
    st.sampled_from(["seance", "role", "step", "kind", "row", "column", "sequence", "dossier", "code", "seen", "forme"])
    | st.sampled_from(["format", "notes", "supprimee", "title", "held_on", "place", "participants", "do", "sure"])
    | texts
)
_FIELDS = st.dictionaries(_NAMES, _WORDS, max_size=5)


def _clean(told: dict[str, str]) -> dict[bytes, bytes]:
    """What a browser can send."""
    return {key.encode("utf-8", "replace"): word.encode("utf-8", "replace") for key, word in told.items()}


# The séance of each example, or another of nothing.
_MEANT = st.fixed_dictionaries({"seance": st.sampled_from(["SEANCE"] * 4 + [""]), "step": _WORDS})
_QUERIES = st.one_of(_FIELDS, st.builds(lambda meant, more: {**meant, **more}, _MEANT, _FIELDS)).map(
    lambda told: urlencode(_clean(told))
) | st.text(st.characters(max_codepoint=126, min_codepoint=33), max_size=60)
_GET = (
    *("/projection", "/projection/demarrer", "/projection/ecrans", "/projection/panneau", "/projection/aux-voix"),
    *("/projection/telecommande", "/projection/fin", "/projection/compte-rendu", "/projection/rouvrir", "/salle"),
    *("/salle/CODE", "/salle/CODE/ecran", "/salle/AAAA/ecran", "/projection/fichiers/x", "/projection/polices/icons"),
)
_POST = (
    *("/salle/CODE/vote", "/salle/CODE/remarque", "/projection/demarrer", "/projection/fin", "/projection/rouvrir"),
    *("/salle/AAAA/vote", "/projection"),
)
_HOSTS = st.sampled_from(
    ["localhost:8501"] * 3 + ["", "[", "a" * 3_000, "x:99999", "[::1]:8501", "é", "a:b", "mal.example"]
)
_HEADERS = st.dictionaries(
    st.sampled_from(["origin", "cookie", "sec-fetch-site", "content-type", "accept-encoding"]),
    st.sampled_from(
        ["", "null", "http://localhost:8501", "http://[", "same-origin", "cross-site", "x",
         "multipart/form-data", "multipart/form-data; boundary=x", "application/json; charset=odd", "bytes=9-1",
         "en-regard-dossier=DOSSIER", "en-regard-dossier=../../x", "en-regard-voix-CODE=x; a", "=;=;\xe9"]
    )
    | st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=20),
    max_size=3,
)  # fmt: skip
_BODY = (
    _FIELDS.map(lambda told: urlencode(_clean(told)).encode())
    | values.map(lambda one: json.dumps(one).encode())
    | st.binary(max_size=200)
    | st.just(b"x" * 30_000)
)


@cache
def base() -> Path:
    """The base of the invented documents, built once."""
    where = Path(tempfile.mkdtemp(prefix="routes-"))
    atexit.register(shutil.rmtree, where, ignore_errors=True)
    write_data(where / "data")
    build(where / "data", where / "base.duckdb")
    return where / "base.duckdb"


class _Raised(logging.Handler):
    """What a page met that it could only give a reference for."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.found.append(record.exc_info[1])


async def _answer(method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> tuple[int, Any, bytes]:
    """The status, the headers and the content of the server's answer."""
    said = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": said, "scheme": "http", "server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 1), "root_path": "",
        "http_version": "1.1",
    }  # fmt: skip
    waiting = [{"type": "http.request", "body": body[:100], "more_body": True}]
    waiting.append({"type": "http.request", "body": body[100:], "more_body": False})
    sent: list[Any] = []

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await _APP(scope, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(one.get("body", b"") for one in sent[1:])


def tried(surface: str, requests: list[tuple[str, str, str, dict[str, str], bytes]]) -> None:
    """Ask all of it of one séance, in turn."""
    heard = _Raised()
    log = logging.getLogger(pages.__name__)

    async def told() -> None:
        seance = register.begin(_DOSSIER)
        ballot = votes.put_to_the_room(seance.name, "un", "Que reprendre ?", 3, [votes.Item("a", "Vélo")])
        known = {"SEANCE": seance.name, "CODE": seance.code, "DOSSIER": dossier, "BALLOT": str(ballot.id)}
        # A phone that is let in: half of what is sent comes of it.
        known["VOTER"] = votes.new_voter(seance.secret)

        def meant(text: str) -> str:
            for word, stands in known.items():
                text = text.replace(word, stands)
            return text

        for method, path, query, headers, body in requests:
            sent = {name: meant(value) for name, value in headers.items()}
            content = meant(body.decode("latin-1")).encode("latin-1")
            status, answered, whole = await _answer(method, meant(path), meant(query), sent, content)
            if heard.found:
                raise heard.found[0]
            assert status in _ANSWERED, (method, path, status)
            assert len(whole) < _LARGEST, (method, path)
            if answered.get(b"content-type") == b"application/json":
                json.loads(whole.decode("utf-8"), parse_constant=lambda odd: pytest.fail(odd))
            leads = urlsplit(answered.get(b"location", b"/").decode("latin-1"))
            assert not leads.netloc and leads.path.startswith("/"), "a redirection leaves the server"
        await SESSIONS.drop(seance.name)

    with shelf(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DB", str(base()))
        patch.setattr(phones, "_GUESS_SECONDS", 0.0)
        for one in (phones.GUESSES, limits.PHONES, limits.VOTES, limits.REMARKS, limits.SEANCES, limits.KITS):
            one.forget()
        dossier = store.new_name()
        store.put(dossier, _DOSSIER)
        log.addHandler(heard)
        began = time.perf_counter()
        try:
            asked(surface, lambda: run(told()))
        finally:
            log.removeHandler(heard)
        assert time.perf_counter() - began < _SECONDS, requests


def _request(method: str, paths: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.builds(
        lambda path, query, host, headers, body: (method, path, query, {"host": host, **headers}, body),
        st.sampled_from(paths), _QUERIES, _HOSTS, _HEADERS, _BODY,
    )  # fmt: skip


@patiently(20)
@given(st.lists(_request("GET", _GET) | _request("POST", _POST), min_size=1, max_size=4))
def test_whatever_is_asked_is_answered_or_refused(requests: list[Any]) -> None:
    tried("routes, anything", requests)


_SENT = st.fixed_dictionaries(
    {}, optional={"ballot": st.sampled_from(["BALLOT"]) | values, "number": st.integers() | values, "dots": values,
                  "client": texts | values, "step": _WORDS | values, "text": texts | values, "who": texts | values}
)  # fmt: skip


@patiently(20)
@given(st.lists(st.tuples(st.sampled_from(["vote", "remarque"]), _SENT), min_size=1, max_size=4), st.binary(max_size=9))
def test_whatever_a_phone_of_the_room_sends_is_kept_or_refused(sent: list[tuple[str, Any]], odd: bytes) -> None:
    headers = {"host": "localhost:8501", "cookie": "en-regard-voix-CODE=VOTER"}
    requests = [
        ("POST", f"/salle/CODE/{what}", "", headers, json.dumps(told).replace('"BALLOT"', "BALLOT").encode() + odd[:at])
        for at, (what, told) in enumerate(sent)
    ]
    look = ("GET", "/salle/CODE/ecran", "", headers, b"")
    minutes = ("GET", "/projection/compte-rendu", "seance=SEANCE&format=seance", headers, b"")
    tried("routes, phones", [*requests, look, minutes])


@patiently(15)
@given(st.dictionaries(st.sampled_from(["title", "held_on", "place", "participants", "do"]), _WORDS, max_size=5))
def test_whatever_is_typed_as_a_seance_begins_or_ends_is_kept_or_refused(told: dict[str, str]) -> None:
    headers = {"host": "localhost:8501"}
    clean = _clean(told)
    begun = urlencode({b"sequence": b"4-sante", **clean}).encode()
    ended = urlencode({b"seance": b"SEANCE", **clean}).encode()
    window = [
        ("GET", path, "seance=SEANCE&role=presentateur", headers, b"") for path in ("/projection", "/projection/fin")
    ]
    posts = [("POST", "/projection/demarrer", "", headers, begun), ("POST", "/projection/fin", "", headers, ended)]
    tried("routes, typed", [*posts, *window, ("GET", "/salle/CODE", "", headers, b"")])


@patiently(10)
@given(recipes, recipes, st.sampled_from(["file", "odd", ""]))
def test_whatever_file_is_sent_as_a_seance_is_opened_or_refused(whole: Recipe, inner: Recipe, field: str) -> None:
    with shelf():
        kept = file.written(register.begin(_DOSSIER), _DOSSIER)
    form = (
        f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="s.json"\r\n\r\n'.encode()
        + mutated(kept if len(whole) % 2 else to_file(_DOSSIER), inner)
        + b"\r\n--x--\r\n"
    )
    headers = {"host": "localhost:8501", "content-type": "multipart/form-data; boundary=x"}
    tried("routes, files", [("POST", "/projection/rouvrir", "", headers, mutated(form, whole))])


# What was found so, as small as it can be


@pytest.mark.parametrize("host", ["[", "http://[", "a b", "x" * 3_000])
def test_a_server_that_is_called_by_no_name_tells_phones_its_own_address(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "on_network", lambda: "192.0.2.77")
    monkeypatch.setattr(address, "_answers", lambda *_: True)
    assert address.reached("http", host, "/plans/").base == "http://192.0.2.77:80/plans/"


def test_an_origin_that_is_none_is_not_this_server() -> None:
    headers = {"host": "localhost:8501", "origin": "http://[", "cookie": "en-regard-voix-CODE=VOTER"}
    tried("routes, phones", [("POST", "/salle/CODE/vote", "", headers, b"{}")])
    assert not pages.is_own(Request({"type": "http", "headers": [(b"host", b"x"), (b"origin", b"http://[")]}))


def test_more_participants_than_a_number_has_digits_are_not_counted() -> None:
    with shelf():
        name = register.begin(_DOSSIER).name
        ending._describe(name, {"participants": "9" * 5_000, "title": "L’atelier"})
        kept = register.take(name)
        assert kept and kept.participants is None and kept.title == "L’atelier"
