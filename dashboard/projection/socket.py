"""The thread between the windows of a session: small messages on a WebSocket, each checked before it is followed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.dossier.model import DossierRefused
from dashboard.dossier.received import NotJson, received
from dashboard.projection.pages import PRESENTER
from dashboard.projection.sessions import SESSIONS, Session, SessionClosed, Window
from dashboard.projection.state import Refused
from dashboard.queries import DatabaseMissing

_LOG = logging.getLogger(__name__)
# A ballot's items, escaped, and what stands around them.
LARGEST_MESSAGE = 80_000
# The first tells a window not to come back; the others let it try again.
_NO_SEANCE, _NOT_UNDERSTOOD, _TOO_LARGE, _NOT_NOW = 4404, 1008, 1009, 1013


async def live(socket: WebSocket) -> None:
    """A window joins its session, is told every change, and tells its own."""
    if not is_same_origin(socket.headers.get("origin"), socket.headers.get("host")):
        await socket.close(_NOT_UNDERSTOOD)
        return
    await socket.accept()
    window = Window(secrets.token_hex(4), socket.query_params.get("role") == PRESENTER)
    try:
        session = await SESSIONS.open(socket.query_params.get("seance", ""))
        SESSIONS.enter(session, window)
    except (SessionClosed, DossierRefused, DatabaseMissing) as error:
        is_late = isinstance(error, DatabaseMissing)
        said = "La base n’est pas encore construite." if is_late else str(error)
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await socket.send_text(json.dumps({"say": "closed", "text": said}, ensure_ascii=False))
            await socket.close(_NOT_NOW if is_late else _NO_SEANCE)
        return
    window.tell({"say": "you", "name": window.name})
    sending = asyncio.get_running_loop().create_task(_send(socket, window))
    try:
        await _listen(socket, session, window)
    except WebSocketDisconnect:
        pass
    except DatabaseMissing:
        _LOG.warning("the database went away while a séance was open")
    finally:
        SESSIONS.leave(session, window)
        sending.cancel()


def is_same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a socket was opened by a page of this very server: another site's page must not drive a séance."""
    return bool(origin and host) and urlsplit(str(origin)).netloc.lower() == str(host).lower()


async def _send(socket: WebSocket, window: Window) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (said := await window.waiting.get()) is not None:
            await socket.send_text(said)
        await socket.close(_NOT_UNDERSTOOD)


async def _listen(socket: WebSocket, session: Session, window: Window) -> None:
    while True:
        text = await socket.receive_text()
        if len(text) > LARGEST_MESSAGE:
            await socket.close(_TOO_LARGE)
            return
        try:
            message = _parsed(text)
            await _follow(message, session, window)
        except Refused as error:
            number = _number(text)
            window.tell({"say": "refused", "text": str(error), "n": number})
            # The window showed its change before it was refused: it is told where the séance stands.
            window.tell({**session.position(), "by": window.name, "n": number})


def _parsed(text: str) -> dict[str, Any]:
    try:
        message = received(text)
    except NotJson:
        raise Refused("Ce message n’est pas du JSON.") from None
    if not isinstance(message, dict):
        raise Refused("Un message est un objet JSON.")
    number = message.setdefault("n", 0)
    if not isinstance(number, int) or isinstance(number, bool):
        raise Refused("« n » est un nombre entier.")
    return message


def _number(text: str) -> int:
    """The number of a message that was refused, for its sender to know which."""
    with contextlib.suppress(NotJson, AttributeError):
        number = received(text).get("n", 0)
        return number if isinstance(number, int) else 0
    return 0


async def _follow(message: dict[str, Any], session: Session, window: Window) -> None:
    match message:
        case {"do": "ping"}:
            window.tell({"say": "pong"})
        case {"do": "set", "to": to, "n": number}:
            session.change(to, window, number)
        case {"do": "say", "entry": dict(entry), "n": number}:
            await session.say(_entry(entry), window, number)
        case {"do": "judge", "entry": int(entry), "status": str(status), "n": number}:
            await session.judge(entry, status, window, number)
        case {"do": "ballot", "n": number}:
            await session.ballot(message, window, number)
        case _:
            raise Refused("Ce message ne demande rien de connu.")


def _entry(told: dict[str, Any]) -> dict[str, Any]:
    match told:
        case {
            "client": str(), "step": str(), "kind": str(), "text": str(), "who": str(), "version": int(),
        }:  # fmt: skip
            return told
        case _:
            raise Refused("Cette remarque ne se lit pas.")
