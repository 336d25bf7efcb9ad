"""What never changes is compressed once and kept: a page's scripts, of which plotly alone takes 4.7 MB."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Bytes of compressed files that are kept; all that pages load of Streamlit takes a fifth.
_MOST_KEPT = 32 * 2**20
_LEAST = 1_000
_KINDS = ("text/", "application/javascript", "application/json", "image/svg")


@dataclass(frozen=True)
class Answer:
    """A whole answer: its status, its headers and its bytes."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    @property
    def is_worth_it(self) -> bool:
        """Whether it is a text that never changes under its address, and is not compressed yet."""
        headers = Headers(raw=self.headers)
        return (
            self.status == 200
            and "immutable" in headers.get("cache-control", "")
            and "content-encoding" not in headers
            and headers.get("content-type", "").startswith(_KINDS)
            and len(self.body) >= _LEAST
            # What was cut short is nothing to keep.
            and headers.get("content-length", str(len(self.body))) == str(len(self.body))
        )

    async def send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


class CompressedOnce:
    """Compresses files that may be kept for ever, each once, however many ask for it at the same time.

    Streamlit sends its own as they are, since its middleware would compress them at each request. All else passes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._making: dict[str, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _may_compress(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        try:
            async with self._making.setdefault(path, asyncio.Lock()):
                answer = self._kept.get(path) or await self._made(path, scope)
        finally:
            self._making.pop(path, None)
        await answer.send(send)

    async def _made(self, path: str, scope: Scope) -> Answer:
        answer = await _whole(self._app, scope)
        if answer.is_worth_it:
            answer = await asyncio.to_thread(_compressed, answer)
            self._kept[path] = answer
            while sum(len(one.body) for one in self._kept.values()) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return answer


def _may_compress(scope: Scope) -> bool:
    """Whether the request is for a whole script or style, by a client that reads compressed ones."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith((".js", ".css", ".svg")):
        return False
    headers = Headers(scope=scope)
    # A copy that the browser wants to renew is asked of the file itself.
    renewed = any(name in headers for name in ("range", "if-none-match", "if-modified-since"))
    return "gzip" in headers.get("accept-encoding", "") and not renewed


async def _whole(app: ASGIApp, scope: Scope) -> Answer:
    """The whole answer, even where the visitor who asks first goes away meanwhile: it is for all who come later."""
    asked = False
    started: list[Message] = []
    parts: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.append(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    async def ask() -> Message:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    # Not sent piece by piece by the server itself, which some servers offer.
    await app({**scope, "extensions": {}}, ask, collect)
    return Answer(started[0]["status"], list(started[0]["headers"]), b"".join(parts))


def _compressed(answer: Answer) -> Answer:
    body = gzip.compress(answer.body, compresslevel=6, mtime=0)
    headers = MutableHeaders(raw=list(answer.headers))
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    headers.add_vary_header("accept-encoding")
    # Parts are of the file as it is.
    del headers["accept-ranges"]
    # The file's own name for its bytes is not that of these.
    if "etag" in headers:
        headers["etag"] = f"W/{headers['etag'].removeprefix('W/')}"
    return Answer(answer.status, headers.raw, body)
