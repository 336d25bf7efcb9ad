"""Sessions: séances that are open now, each with its windows, which one process keeps in step.

A session lives on the event loop of the server; what touches the disk or makes screens runs in a thread. Of several
server processes, one holds the séance's lock while windows follow it, and the others send theirs away: the proxy leads
all windows of a séance to the same process, by its name in their addresses.
"""

from __future__ import annotations

import asyncio
import logging
from typing import IO

from starlette.concurrency import run_in_threadpool

from dashboard import queries
from dashboard.dossier import store
from dashboard.projection.session import Outdated, Session, SessionClosed, Window, read_seance

__all__ = ["SESSIONS", "Outdated", "Session", "SessionClosed", "Window"]
_LOG = logging.getLogger(__name__)
_WATCH_SECONDS = 1.0


class Sessions:
    """The sessions of this process, by the names of their séances."""

    def __init__(self) -> None:
        self._open: dict[str, Session] = {}
        self._locks: dict[str, IO[bytes]] = {}
        self._watching: asyncio.Task[None] | None = None

    async def open(self, name: str) -> Session:
        """The session of a séance, which its first window opens; the base that its screens are made of is read from now
        on in the task that asks.

        Raises:
            SessionClosed: there is no séance of this name.
            DossierRefused: its file was changed by hand and is no dossier any more.
        """
        if name in self._open and self._open[name].is_kept:
            return _read(self._open[name])
        found = await run_in_threadpool(read_seance, name)
        # Another window may have opened it meanwhile.
        if name in self._open and self._open[name].is_kept:
            return _read(self._open[name])
        if found is None:
            raise SessionClosed("Cette séance n’existe pas, ou n’existe plus, sur ce serveur.")
        self._open[name] = Session(name, found)
        return _read(self._open[name])

    def enter(self, session: Session, window: Window) -> None:
        """A window comes in, and is told where the séance stands.

        Raises:
            SessionClosed: there are too many, or another process of the server keeps the séance.
        """
        position = session.position()
        self._hold(session.name)
        session.join(window)
        window.tell(position)
        session.begin()
        if self._watching is None or self._watching.done():
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    def leave(self, session: Session, window: Window) -> None:
        session.windows.discard(window)

    async def look_again(self, name: str) -> None:
        """What was changed of the séance on another page shows in its windows."""
        if name in self._open:
            await self._open[name].read_again()

    async def drop(self, name: str) -> None:
        """The séance is deleted: its windows are told, and nothing of it is written any more."""
        session = self._open.pop(name, None)
        if session:
            await session.close()

    def _hold(self, name: str) -> None:
        if name in self._locks:
            return
        try:
            lock = store.take_seance(name)
        except store.ShelfClosed as error:
            # The séance goes on without being kept, and says so when it is to be.
            _LOG.warning("a séance could not be locked: %s", error)
            return
        if lock is None:
            raise SessionClosed(
                "Un autre processus de ce serveur tient déjà cette séance : recharger la page ; si cela dure, le proxy "
                "n’envoie pas toute la séance au même (README, « Plusieurs processus »)."
            )
        self._locks[name] = lock

    def _let_go(self) -> None:
        """Sessions without windows go, and their locks with them."""
        self._open = {name: session for name, session in self._open.items() if session.is_kept}
        for name in [name for name in self._locks if name not in self._open]:
            self._locks.pop(name).close()

    async def _watch(self) -> None:
        """See what changes on the shelf while windows are open; sessions without any are let go."""
        while any(session.windows for session in self._open.values()):
            await asyncio.sleep(_WATCH_SECONDS)
            for session in tuple(self._open.values()):
                try:
                    await session.look_again()
                except Exception:  # one session's trouble must not end the watch over the others
                    _LOG.exception("a séance could not be read again")
            self._let_go()
        self._let_go()


def _read(session: Session) -> Session:
    queries.read_from(session.seance.own_base)
    return session


SESSIONS = Sessions()
