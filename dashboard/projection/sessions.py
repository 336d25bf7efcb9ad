"""Sessions: séances that are open now, each with its windows, which one process keeps in step.

A session lives on the event loop of the server; what touches the disk or makes screens runs in a thread. Of several
server processes, one holds the séance's lock while windows follow it, and the others send theirs away: the proxy leads
all windows of a séance to the same process, by its name in their addresses.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
import uuid
from dataclasses import dataclass, field, replace
from typing import IO, Any

from starlette.concurrency import run_in_threadpool

from dashboard import queries
from dashboard.dossier import store
from dashboard.dossier.assemble import known
from dashboard.dossier.model import Dossier, DossierRefused
from dashboard.projection.screens import Screen, screen, unmade
from dashboard.projection.state import Known, Refused, State, read

_LOG = logging.getLogger(__name__)
_SAVE_SECONDS, _WATCH_SECONDS = 0.05, 1.0
_MOST_WINDOWS, _MOST_WAITING, _KEPT = 60, 200, 24


class SessionClosed(Exception):
    """There is no séance of this name, or it is full; the message is French."""


class Outdated(Exception):
    """What was asked for is of a state that has passed."""


@dataclass(eq=False)
class Window:
    """A browser window of the session, and what waits to be sent to it."""

    name: str
    waiting: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(_MOST_WAITING))

    def tell(self, said: dict[str, Any]) -> None:
        """Send something. A window that takes nothing any more is let go: it comes back and is told all."""
        try:
            self.waiting.put_nowait(json.dumps(said, ensure_ascii=False))
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.waiting.put_nowait(None)


@dataclass(frozen=True)
class _Opened:
    """What the disk knows of a séance; `read_at` is when its dossier was last changed."""

    dossier: Dossier
    state: State
    known: Known
    read_at: float
    is_begun: bool


class Session:
    """A séance that is open: its dossier as last read, its state, its windows."""

    def __init__(self, name: str, opened: _Opened) -> None:
        self.name, self.dossier, self.state, self.known = name, opened.dossier, opened.state, opened.known
        self.windows: set[Window] = set()
        self._read_at, self._is_begun = opened.read_at, opened.is_begun
        self._saving: asyncio.TimerHandle | None = None
        self._writing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._made: dict[str, dict[str, Screen]] = {}
        self._making = asyncio.Lock()

    def position(self) -> dict[str, Any]:
        """What every window is told of the state; `tag` names the screens that go with it."""
        return {"say": "state", "state": self.state.as_json(), "tag": self.tag(), "now": time.time()}

    def tag(self) -> str:
        """Two states of one tag show the same screens, whatever step they are at."""
        shown = [(one.key, one.view, sorted(one.params.items()), one.title) for one in self.dossier.entries]
        words = json.dumps([shown, repr(self.state.override), queries.content_hash()], ensure_ascii=False)
        return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]

    async def screens(self, step: str | None = None) -> tuple[str, list[Screen]]:
        """The screens of the state as it is now, or that of one step, and their tag.

        Each is made once, whichever window asks, and going back to what was shown before makes none anew.

        Raises:
            Outdated: the state changed meanwhile, so that nobody waits for these any more.
        """
        tag, override = self.tag(), self.state.override
        made = self._made.setdefault(tag, {})
        for oldest in list(self._made)[:-_KEPT]:
            del self._made[oldest]
        failed: dict[str, Screen] = {}
        asked = [entry for entry in self.dossier.entries if step in (None, entry.key)]
        for entry in asked:
            async with self._making:
                if entry.key in made:
                    continue
                if tag != self.tag():
                    raise Outdated
                try:
                    made[entry.key] = await run_in_threadpool(screen, entry, override)
                except queries.DatabaseMissing:
                    raise
                except Exception:  # one screen's trouble must not keep the others from the room; it is tried again
                    reference = uuid.uuid4().hex[:8]
                    _LOG.exception("a screen could not be made (%s)", reference)
                    said = f"Une erreur empêche de faire cet écran. Référence dans le journal du serveur : {reference}."
                    failed[entry.key] = await run_in_threadpool(unmade, entry, said)
        return tag, [made.get(entry.key) or failed[entry.key] for entry in asked]

    def change(self, to: Any, by: Window, number: int) -> None:
        """Change the state and tell every window.

        Raises:
            Refused: the change means nothing.
        """
        self.state = self.state.changed(to, self.known)
        self._tell({**self.position(), "by": by.name, "n": number})
        self._save_soon()

    async def remark(self, key: str, text: str, was: str, by: Window, number: int) -> None:
        """Keep a remark with its step; if somebody else's came in between, both stay.

        Raises:
            Refused: there is no such step any more, or the text is too long, or the disk is full.
        """

        def kept() -> tuple[Dossier, str]:
            said = text

            def reworded(dossier: Dossier) -> Dossier:
                nonlocal said
                at = dossier.position(key)
                if at < 0:
                    raise Refused("Cet écran n’est plus dans le dossier : copier la remarque ailleurs.")
                there = dossier.entries[at].remarks
                if there not in (was, text) and there.strip() and there not in text:
                    said = f"{there}\n{text}"
                return dossier.reworded(key, remarks=said)

            if store.take(self.name) is None:
                raise Refused("Ce dossier n’est plus sur le serveur : copier la remarque ailleurs.")
            return store.change(self.name, reworded), said

        try:
            async with self._writing:
                self.dossier, said = await run_in_threadpool(kept)
                self._read_at = await run_in_threadpool(store.changed_at, self.name)
        except (DossierRefused, store.ShelfClosed) as error:
            raise Refused(str(error)) from error
        self._tell({"say": "remark", "key": key, "text": said, "by": by.name, "n": number})

    @property
    def is_kept(self) -> bool:
        """Whether the disk knows less than this session: windows are open, or a change is being written."""
        return bool(self.windows or self._saving or self._tasks)

    def join(self, window: Window) -> None:
        """A window comes in.

        Raises:
            SessionClosed: there are too many.
        """
        if len(self.windows) >= _MOST_WINDOWS:
            raise SessionClosed("Trop de fenêtres suivent déjà cette séance.")
        self.windows.add(window)

    def begin(self) -> None:
        """A séance that nobody opened before starts now, and a new start of the server knows when that was."""
        if not self._is_begun:
            self._is_begun = True
            self._save_soon()

    async def look_again(self) -> None:
        """Read the dossier again where somebody changed it elsewhere, and tell the windows."""
        if await run_in_threadpool(store.changed_at, self.name) == self._read_at:
            return
        async with self._writing:
            found = await run_in_threadpool(_opened, self.name)
        if found is None:
            return
        before = {entry.key: entry.remarks for entry in self.dossier.entries}
        self.dossier, self.known, self._read_at = found.dossier, found.known, found.read_at
        if self.state.step not in self.known.steps:
            self.state = replace(self.state, step=next(iter(self.known.steps), ""), page=0, panel=None)
        self._tell(self.position())
        for entry in self.dossier.entries:
            if entry.remarks != before.get(entry.key, ""):
                self._tell({"say": "remark", "key": entry.key, "text": entry.remarks, "by": "", "n": 0})

    def _tell(self, said: dict[str, Any]) -> None:
        for window in tuple(self.windows):
            window.tell(said)

    def _save_soon(self) -> None:
        if self._saving is None:
            self._saving = asyncio.get_running_loop().call_later(_SAVE_SECONDS, self._save)

    def _save(self) -> None:
        self._saving = None
        task = asyncio.get_running_loop().create_task(self._write())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _write(self) -> None:
        try:
            async with self._writing:
                await run_in_threadpool(store.put_beside, self.name, self.state.to_bytes())
        except store.ShelfClosed as error:
            _LOG.warning("the state of a séance could not be kept: %s", error)
            self._tell({"say": "trouble", "text": str(error)})


class Sessions:
    """The sessions of this process, by the names of their séances."""

    def __init__(self) -> None:
        self._open: dict[str, Session] = {}
        self._locks: dict[str, IO[bytes]] = {}
        self._watching: asyncio.Task[None] | None = None

    async def open(self, name: str) -> Session:
        """The session of a séance, which its first window opens.

        Raises:
            SessionClosed: there is no séance of this name.
            DossierRefused: its file was changed by hand and is no dossier any more.
        """
        if name in self._open and self._open[name].is_kept:
            return self._open[name]
        found = await run_in_threadpool(_opened, name)
        # Another window may have opened it meanwhile.
        if name in self._open and self._open[name].is_kept:
            return self._open[name]
        if found is None:
            raise SessionClosed("Cette séance n’existe pas, ou n’existe plus, sur ce serveur.")
        self._open[name] = Session(name, found)
        return self._open[name]

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


def _opened(name: str) -> _Opened | None:
    if not store.is_name(name):
        return None
    read_at = store.changed_at(name)
    dossier = store.take(name)
    if dossier is None:
        return None
    identifiers, content = known(), store.beside(name)
    here = Known(tuple(entry.key for entry in dossier.entries), identifiers["themes"], identifiers["territories"])
    return _Opened(dossier, read(content, here), here, read_at, content is not None)


SESSIONS = Sessions()
