"""The workspace under whose address somebody reads: `/espace/<name>/themes` is the page « Thèmes » of a workspace.

The address alone says it. A middleware takes its part off, so that pages and routes stand where they always do, and
tells whoever answers by a header of its own making.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import queries
from dashboard.look.palette import DARK, LIGHT
from dashboard.look.templates import renderer
from dashboard.page_registry import TAKEN_OFF
from dashboard.workspace import store

PREFIX = "espace"
HEADER = "x-en-regard-espace"
_render = renderer(Path(__file__).parent / "templates")
_NAME: ContextVar[str] = ContextVar("workspace", default="")


def name() -> str:
    """The workspace of the request that is being answered; empty for the public base."""
    return _NAME.get()


class InWorkspace:
    """Answers what is asked under `/espace/<name>/` from the base of that workspace."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        """`base` is the path under which the dashboard is served, if it is not the root."""
        self._app = app
        self._under = f"/{base.strip('/')}" if base.strip("/") else ""
        self._asked = re.compile(rf"{re.escape(self._under)}/{PREFIX}/(?P<name>[^/]*)(?P<rest>/.*)?", re.S)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        # Nobody but this says so.
        scope = {**scope, "headers": [one for one in scope["headers"] if one[0].lower() != HEADER.encode()]}
        asked = self._asked.fullmatch(scope["path"])
        if asked is None:
            await self._app(scope, receive, send)
            return
        own = asked["name"]
        if not store.exists(own):
            await self._refuse(scope, receive, send)
            return
        taken_off = f"/{PREFIX}/{own}"
        if not asked["rest"]:
            query = scope["query_string"].decode("latin-1")
            where = f"{self._under}{taken_off}/{f'?{query}' if query else ''}"
            await RedirectResponse(where, 307)(scope, receive, send)
            return
        if scope["type"] == "websocket":
            # A page is read: a server that runs for long is not to forget who comes back.
            store.opened(own)
        path = f"{self._under}{asked['rest']}"
        headers = MutableHeaders(raw=list(scope["headers"]))
        headers[HEADER] = own
        within = {
            **scope, "path": path, "raw_path": quote(path).encode(), "headers": headers.raw, TAKEN_OFF: taken_off,
        }  # fmt: skip
        token = _NAME.set(own)
        try:
            with queries.reading(store.base(own)):
                await self._app(within, receive, send)
        finally:
            _NAME.reset(token)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4404})
            return
        page = _render("gone.html", home=f"{self._under}/", day=LIGHT, night=DARK)
        await HTMLResponse(page, status_code=404)(scope, receive, send)
