"""Streamlit's own document in French: its language and title, what stands where no script runs, where the server cannot
be reached, and an answer for addresses that lead nowhere."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.look.palette import DARK, LIGHT
from dashboard.look.templates import renderer
from dashboard.page_registry import PAGES

_TEMPLATES = Path(__file__).parent / "templates"
_render = renderer(_TEMPLATES)
_ROOT = '<div id="root"></div>'


class FrenchDocument:
    """Says in French what Streamlit says in English before any page runs.

    `base` is the path under which the dashboard is served, if it is not the root (`server.baseUrlPath`).
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not _asks_for_a_document(scope):
            await self._app(scope, receive, send)
            return
        started: list[Message] = []
        parts: list[bytes] = []

        async def pass_on(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_document(message):
                started.append(message)
            elif not started:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    await self._answer(scope, receive, send, started[0], b"".join(parts))

        # A document is read here, and is small: it comes as it is.
        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, pass_on)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, start: Message, body: bytes) -> None:
        """The document of a page; of an address that is none, where the pages are."""
        text = body.decode("utf-8", "replace")
        if _ROOT not in text:
            await send(start)
            await send({"type": "http.response.body", "body": body})
            return
        if not self._is_page(scope):
            depth = scope["path"].removeprefix(self._base).strip("/").count("/")
            page = _render("not_found.html", home="../" * depth or "./", pages=PAGES.values(), day=LIGHT, night=DARK)
            await HTMLResponse(page, status_code=404)(scope, receive, send)
            return
        content = french(text).encode("utf-8")
        headers = MutableHeaders(raw=list(start["headers"]))
        if scope["method"] == "GET":
            headers["content-length"] = str(len(content))
        # The name of Streamlit's own bytes.
        del headers["etag"]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})

    def _is_page(self, scope: Scope) -> bool:
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(self._base).strip("/")
        return path in PAGES or path == "index.html"


def _asks_for_a_document(scope: Scope) -> bool:
    """Whether a browser opens an address; what a script fetches is no document, and comes compressed."""
    accepted = Headers(scope=scope).get("accept", "text/html")
    return "." not in scope["path"].rsplit("/", 1)[-1] and "text/html" in accepted


def _is_document(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and headers.get("content-type", "").startswith("text/html")


@lru_cache(maxsize=4)
def french(document: str) -> str:
    """Streamlit's document with its language, its title and what stands in it until a page runs."""
    told = document.replace('<html lang="en">', '<html lang="fr">', 1)
    told = re.sub(r"<title>.*?</title>", "<title>En regard</title>", told, count=1)
    told = re.sub(r"<noscript>.*?</noscript>", "", told, flags=re.DOTALL)
    # In the root, which the first page replaces.
    told = told.replace(_ROOT, f'<div id="root">{_render("waiting.html")}</div>', 1)
    return told.replace("</body>", f"<script>{(_TEMPLATES / 'waiting.js').read_text('utf-8')}</script></body>", 1)
