"""An instance that asks to sign in: plans and dossiers open for those who did, everything else for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.look.palette import DARK, LIGHT
from dashboard.look.templates import renderer
from dashboard.operations import admission
from dashboard.workspace import PREFIX

_CLOSED = 4401
# Streamlit's own, which leads to the issuer.
_LOGIN = "/auth/login"
_render = renderer(Path(__file__).parent / "templates")


class SignedIn:
    """Opens no address of a plan to whoever did not sign in, and tells the routes beside who did.

    `admits` says so by the cookies of a request; without it the instance asks nobody.
    """

    def __init__(self, app: ASGIApp, base: str = "", admits: Callable[[Mapping[str, str]], bool] | None = None) -> None:
        self._app, self._admits = app, admits
        self._under = f"/{base.strip('/')}" if base.strip("/") else ""
        self._own = re.compile(rf"{re.escape(self._under)}/+{PREFIX}(?:/.*)?", re.S)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._admits is None or scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if scope["path"] == f"{self._under}{_LOGIN}":
            await self._to_the_issuer(scope, receive, send)
            return
        is_admitted = self._admits(HTTPConnection(scope).cookies)
        admission.admit(is_admitted)
        if is_admitted or not self._own.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _CLOSED})
        else:
            await self._page("sign_in.html", 401)(scope, receive, send)

    async def _to_the_issuer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead there or, where it does not answer, say so in French instead of a word of English."""
        is_refused = False

        async def pass_on(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start" and message["status"] >= 400:
                is_refused = True
                await self._page("issuer_gone.html", 502)(scope, receive, send)
            elif not is_refused:
                await send(message)

        await self._app(scope, receive, pass_on)

    def _page(self, template: str, status: int) -> HTMLResponse:
        page = _render(template, home=f"{self._under}/", day=LIGHT, night=DARK)
        return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
