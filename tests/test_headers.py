"""Headers of every answer, and what a proxy asks to know whether the dashboard can answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from dashboard.shell import SecureHeaders, ready_at
from dashboard.shell.headers import declared_frames
from tests.test_compression import run

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}


async def plain(request: Request) -> PlainTextResponse:
    return PlainTextResponse("bonjour")


async def strict(request: Request) -> PlainTextResponse:
    answer = PlainTextResponse(
        "salle", headers={"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
    )
    for cookie in ("a=1; HttpOnly", "b=secure; Path=/", "c=3; Secure"):
        answer.headers.append("set-cookie", cookie)
    return answer


@dataclass(frozen=True)
class Told:
    """An answer: its status, headers and text."""

    status: int
    headers: Headers
    text: str


def get(path: str, scheme: str = "http") -> Told:
    app = SecureHeaders(Starlette(routes=[Route("/", plain), Route("/salle", strict), ready_at()]))
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "scheme": scheme,
        "method": "GET",
        "path": path,
        "headers": [],
        "query_string": b"",
        "root_path": "",
    }
    run(app(scope, receive, send))
    start, *parts = messages
    body = b"".join(part.get("body", b"") for part in parts)
    return Told(start["status"], Headers(raw=start["headers"]), body.decode())


@pytest.mark.parametrize("path", ["/", "/nulle-part"])
def test_every_answer_bears_them_even_one_of_nothing(path: str) -> None:
    headers = get(path).headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "object-src 'none'" in policy and "frame-ancestors 'self'" in policy
    assert "http" not in policy.replace("https:", "http"), "no other host"


def test_a_page_with_a_stricter_policy_keeps_it() -> None:
    headers = get("/salle").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["X-Frame-Options"] == "DENY"


def test_cookies_leave_over_nothing_but_tls_where_there_is_tls() -> None:
    told = {scheme: get("/salle", scheme).headers.getlist("set-cookie") for scheme in ("http", "https")}
    assert told == {
        "http": ["a=1; HttpOnly", "b=secure; Path=/", "c=3; Secure"],
        "https": ["a=1; HttpOnly; Secure", "b=secure; Path=/; Secure", "c=3; Secure"],
    }


def test_the_owner_names_the_sites_whose_frames_it_may_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_FRAMES", 'https://intranet.exemple.fr ; script-src * https://b.fr"x')
    assert declared_frames() == ("https://intranet.exemple.fr",)
    headers = get("/").headers
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'self' https://intranet.exemple.fr")
    assert "X-Frame-Options" not in headers


def test_it_says_whether_it_can_answer(database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = get("/pret")
    assert told.status == 200 and json.loads(told.text)["pret"] and len(json.loads(told.text)["donnees"]) == 64
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "none.duckdb"))
    told = get("/pret")
    assert told.status == 503 and "python -m etl build" in json.loads(told.text)["pourquoi"]


def test_a_socket_passes_as_it_is() -> None:
    seen: list[str] = []

    async def app(scope: dict[str, object], receive: object, send: object) -> None:
        seen.append(str(scope["type"]))

    run(SecureHeaders(app)({"type": "websocket"}, None, None))  # type: ignore[arg-type]
    assert seen == ["websocket"]
