"""The network address from which somebody asks, for limits alone: it is kept in memory, told nobody and
written nowhere, but for a digest of it that processes of one server share while they run (`shared`).

The server believes a proxy's `X-Forwarded-For` where the proxy is one of FORWARDED_ALLOW_IPS (uvicorn's own setting; by
default this machine); whoever else sends one is known by the address that they really have.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

_ADDRESS: ContextVar[str] = ContextVar("address", default="")
_OF_A_HOUSE = 64


def _nobody() -> str:
    """Nobody is asked for until `told_by` says who knows."""
    return ""


_told: Callable[[], str] = _nobody


def told_by(teller: Callable[[], str]) -> None:
    """Let this say the address where no request is being answered: in the thread of a page."""
    global _told
    _told = teller


def address() -> str:
    """Of whoever asks; empty where it is not known."""
    return _ADDRESS.get() or network(_told())


def network(text: str) -> str:
    """The address, or its network where a house has many: whoever has one of IPv6 has 2^64."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(ipaddress.ip_network((found, _OF_A_HOUSE), strict=False)) if found.version == 6 else str(found)


class WhoAsks:
    """Knows the address of a request, or of a WebSocket, while it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and scope.get("client"):
            token = _ADDRESS.set(network(str(scope["client"][0])))
            try:
                await self._app(scope, receive, send)
            finally:
                _ADDRESS.reset(token)
            return
        await self._app(scope, receive, send)
