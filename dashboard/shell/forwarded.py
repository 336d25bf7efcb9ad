"""The name that visitors typed, where a proxy calls the server by another and says so in `X-Forwarded-Host`.

The server compares it with the page that opens a WebSocket: another site's page cannot set this header, and one that
were believed wrongly would only refuse its own sender.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

_FORWARDED, _HOST = b"x-forwarded-host", b"host"


class ForwardedHost:
    """Takes the host of a request from the proxy that passes it on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            told = next((value for name, value in scope["headers"] if name == _FORWARDED), b"")
            # Each proxy on the way adds its own after those before it.
            host = told.split(b",")[0].strip()
            if host:
                others = [(name, value) for name, value in scope["headers"] if name != _HOST]
                scope = {**scope, "headers": [(_HOST, host), *others]}
        await self._app(scope, receive, send)
