"""Files that may be kept for ever go out compressed, made once; all else goes out as it is."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive

from dashboard.compression import CompressedOnce

TEXT = "const plan = 'énergie';\n" * 500
FOR_EVER = "public, immutable, max-age=31536000"


T = TypeVar("T")


def run(awaited: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: a browser of other tests may hold this one's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, awaited).result()


class Site:
    """A site that counts how often each of its files is read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        routes = [Route("/static/{name}", self._file), Route("/lost/{name}", self._lost)]
        self.app = CompressedOnce(Starlette(routes=routes))

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        self.read.append(name)
        await asyncio.sleep(0.01)
        cache = "no-cache" if name.startswith("index") else FOR_EVER
        if name == "parts.js":
            return StreamingResponse(self._parts(), media_type="text/javascript", headers={"cache-control": FOR_EVER})
        kind = "image/png" if name.endswith("picture.js") else "text/javascript"
        return Response(
            TEXT, media_type=kind, headers={"cache-control": cache, "etag": '"a1"', "accept-ranges": "bytes"}
        )

    async def _parts(self) -> AsyncIterator[str]:
        for at in range(0, len(TEXT), 1000):
            await asyncio.sleep(0.001)
            yield TEXT[at : at + 1000]

    async def _lost(self, request: Request) -> Response:
        return Response(TEXT, status_code=404, media_type="text/javascript", headers={"cache-control": FOR_EVER})

    async def get(
        self, path: str, receive: Receive | None = None, **headers: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def asks() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }
        await self.app(scope, receive or asks, send)
        told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:])


def test_a_script_kept_for_ever_goes_out_compressed_and_comes_back_equal() -> None:
    _, headers, body = run(Site().get("/static/a.js", accept_encoding="gzip, deflate"))
    assert headers["content-encoding"] == "gzip" and gzip.decompress(body).decode() == TEXT
    assert int(headers["content-length"]) == len(body) < len(TEXT) / 10
    assert "accept-encoding" in headers["vary"].lower() and headers["cache-control"] == FOR_EVER
    # Neither its name nor its parts are those of the file as it is.
    assert headers["etag"] == 'W/"a1"' and "accept-ranges" not in headers


def test_many_who_ask_at_once_have_it_made_once() -> None:
    site = Site()

    async def crowd() -> list[bytes]:
        answers = await asyncio.gather(*(site.get("/static/a.js", accept_encoding="gzip") for _ in range(30)))
        return [body for _, _, body in answers]

    assert len(set(run(crowd()))) == 1
    assert site.read == ["a.js"]


def test_who_goes_away_first_leaves_the_whole_file_to_the_next() -> None:
    site = Site()

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def both() -> bytes:
        await site.get("/static/parts.js", receive=gone, accept_encoding="gzip")
        _, _, body = await site.get("/static/parts.js", accept_encoding="gzip")
        return body

    assert gzip.decompress(run(both())).decode() == TEXT


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/a.js", {}),
        ("/static/a.js", {"accept_encoding": "br"}),
        ("/static/a.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/a.js", {"accept_encoding": "gzip", "if_none_match": '"a1"'}),
        ("/static/index.js", {"accept_encoding": "gzip"}),
        ("/static/picture.js", {"accept_encoding": "gzip"}),
        ("/static/a.woff2", {"accept_encoding": "gzip"}),
        ("/lost/a.js", {"accept_encoding": "gzip"}),
    ],
)
def test_all_else_goes_out_as_it_is(path: str, headers: dict[str, str]) -> None:
    _, told, body = run(Site().get(path, **headers))
    assert "content-encoding" not in told and body.decode() == TEXT
