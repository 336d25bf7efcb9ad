"""A séance that is open: its state, its windows, what is said and voted in it, each told to all."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.concurrency import run_in_threadpool

from dashboard import queries
from dashboard.dossier import store
from dashboard.dossier.assemble import known
from dashboard.dossier.model import Dossier
from dashboard.projection.heard import voices_of
from dashboard.projection.joined import joined
from dashboard.projection.screens import Screen, screen, unmade
from dashboard.projection.state import Known, Refused, State, read
from dashboard.projection.steps import parts_of
from dashboard.seance import register, votes

_LOG = logging.getLogger(__name__)
_SAVE_SECONDS = 0.05
# What the room saw for as long as this was looked at, not passed by.
_LOOKED_AT_SECONDS = 4.0
_MOST_WINDOWS, _MOST_WAITING, _KEPT = 60, 200, 24
_LONGEST_ID, _MOST_UNKEPT = 200, 100


class SessionClosed(Exception):
    """There is no séance of this name, or it is full; the message is French."""


class Outdated(Exception):
    """What was asked for is of a state that has passed."""


@dataclass(eq=False)
class Window:
    """A browser window of the session, and what waits to be sent to it; the facilitator's is a desk."""

    name: str
    is_desk: bool = False
    waiting: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(_MOST_WAITING))

    def tell(self, said: dict[str, Any]) -> None:
        """Send something. A window that takes nothing any more is let go: it comes back and is told all."""
        try:
            self.waiting.put_nowait(json.dumps(said, ensure_ascii=False))
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.waiting.put_nowait(None)

    def end(self) -> None:
        """Send nothing any more, after what waits."""
        if self.waiting.full():
            self.waiting.get_nowait()
        self.waiting.put_nowait(None)


@dataclass(frozen=True)
class Opened:
    """What the disk knows of a séance; `read_at` is when the dossier that it follows was last changed."""

    seance: register.Seance
    dossier: Dossier
    state: State
    known: Known
    read_at: float


class Session:
    """A séance that is open: its dossier as last read, its state, its windows."""

    def __init__(self, name: str, opened: Opened) -> None:
        self.name, self.seance, self.dossier = name, opened.seance, opened.dossier
        self.state, self.known = opened.state, opened.known
        self.windows: set[Window] = set()
        self._read_at = opened.read_at
        self._is_begun = bool(opened.seance.state)
        self._looking: asyncio.TimerHandle | None = None
        self._voices: dict[str, Any] | None = None
        self._saving: asyncio.TimerHandle | None = None
        # What the disk would not take, and is to be offered again.
        self._is_unkept = False
        self._unkept_looks: list[State] = []
        self._writing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._made: dict[str, dict[str, Screen]] = {}
        self._making = asyncio.Lock()

    def position(self) -> dict[str, Any]:
        """What every window is told of the state; `tag` names the screens that go with it."""
        return {"say": "state", "state": self.state.as_json(), "tag": self.tag(), "now": time.time()}

    def tag(self) -> str:
        """Two states of one tag show the same screens, whatever step they are at."""
        shown = [
            (one.key, one.view, sorted(one.params.items()), one.title)
            for step in self.dossier.entries
            for one in parts_of(step)
        ]
        with queries.reading(self.seance.own_base):
            content = queries.content_hash()
        words = json.dumps([shown, repr(self.state.override), self.state.shape, content], ensure_ascii=False)
        return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]

    async def screens(self, step: str | None = None) -> tuple[str, list[Screen]]:
        """The screens of the state as it is now, or that of one step, and their tag.

        Each is made once, whichever window asks, and going back to what was shown before makes none anew.

        Raises:
            Outdated: the state changed meanwhile, so that nobody waits for these any more.
        """
        tag, override, shape = self.tag(), self.state.override, self.state.shape
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
                    made[entry.key] = await run_in_threadpool(screen, entry, override, shape)
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
        self._look_soon()

    async def say(self, said: dict[str, Any], by: Window, number: int) -> None:
        """Keep what was said with its screen, on disk before any window is told.

        Raises:
            Refused: there is no such screen, the text is too long or empty, or the disk is full.
        """
        if said["step"] not in self.known.steps:
            raise Refused("Cet écran n’est plus dans le dossier : copier la remarque ailleurs.")
        if not store.changed_at(self.name):
            raise Refused("Cette séance n’est plus sur le serveur : copier la remarque ailleurs.")
        entry = await self._kept(
            lambda: register.say(
                self.name,
                said["client"],
                said["step"],
                said["kind"],
                said["text"],
                said["who"],
                version=said["version"],
            )
        )
        self._tell_entry(entry, by, number, said["client"])

    async def judge(self, entry: int, status: str, by: Window, number: int) -> None:
        """Keep or refuse an entry.

        Raises:
            Refused: there is no such entry.
        """
        judged = await self._kept(lambda: register.judge(self.name, entry, status))
        if judged is None:
            raise Refused("Cette remarque n’est plus là.")
        self._tell_entry(judged, by, number)

    async def ballot(self, asked: dict[str, Any], by: Window, number: int) -> None:
        """Open a ballot, close it, open one again, or note the hands that were raised.

        Raises:
            Refused: it means nothing here.
        """

        def done() -> None:
            match asked:
                case {"act": "open", "step": str(step), "question": str(question), "dots": int(dots), "items": list()}:
                    if step not in self.known.steps:
                        raise Refused("Cet écran n’est plus dans le dossier.")
                    votes.put_to_the_room(self.name, step, question, dots, items_of(asked["items"]))
                case {"act": "close"}:
                    votes.close(self.name)
                case {"act": "reopen", "ballot": int(ballot)}:
                    votes.reopen(self.name, ballot)
                case {"act": "hands", "ballot": int(ballot), "hands": int() | None as hands, "raised": dict(raised)}:
                    votes.raise_hands(self.name, ballot, hands, raised)
                case _:
                    raise Refused("Ce vote ne se lit pas.")

        await self._kept(done)
        await self.tell_voices(by=by.name, number=number)

    async def _kept(self, how: Callable[[], Any]) -> Any:
        try:
            return await run_in_threadpool(how)
        except (register.EntryRefused, votes.VoteRefused, store.ShelfClosed) as error:
            raise Refused(str(error)) from error

    async def tell_voices(self, by: str = "", number: int = 0) -> None:
        """Tell the windows what phones voted and wrote, where it is new or asked for."""
        found = await run_in_threadpool(voices_of, self.name)
        if found != self._voices or number:
            self._voices = found
            for window in tuple(self.windows):
                self._tell_voices_to(window, by, number)

    def _tell_voices_to(self, window: Window, by: str = "", number: int = 0) -> None:
        if self._voices is not None:
            # What phones wrote is for the facilitator alone until it is kept.
            told = self._voices if window.is_desk else {**self._voices, "waiting": []}
            window.tell({"say": "voices", **told, "by": by, "n": number})

    def _tell_entry(self, entry: register.Entry, by: Window, number: int, client: str = "") -> None:
        for window in tuple(self.windows):
            told = {"entry": entry.as_json(), "for": client} if window.is_desk else {}
            window.tell({"say": "entry", **told, "by": by.name, "n": number})

    @property
    def is_kept(self) -> bool:
        """Whether the disk knows less than this session: windows are open, or a change is being written."""
        return bool(self.windows or self._saving or self._looking or self._tasks or self._is_unkept)

    def join(self, window: Window) -> None:
        """A window comes in.

        Raises:
            SessionClosed: there are too many.
        """
        if len(self.windows) >= _MOST_WINDOWS:
            raise SessionClosed("Trop de fenêtres suivent déjà cette séance.")
        self.windows.add(window)
        self._tell_voices_to(window)

    def begin(self) -> None:
        """A séance that nobody opened before starts now, and a new start of the server knows when that was."""
        if not self._is_begun:
            self._is_begun = True
            self._save_soon()
        self._look_soon()

    async def look_again(self) -> None:
        """Read again what somebody changed elsewhere: the dossier that the séance follows, votes, what phones wrote.
        What the disk would not take before is offered to it again."""
        if self._is_unkept:
            await self._write()
        looks, self._unkept_looks = self._unkept_looks, []
        for state in looks:
            await self._put_shown(state)
        await self.tell_voices()
        follows = self.seance.source or self.name
        if await run_in_threadpool(store.changed_at, follows) != self._read_at:
            await self.read_again()

    async def close(self) -> None:
        """Windows are sent away; what waited to be written is not."""
        for waiting in (self._saving, self._looking):
            if waiting:
                waiting.cancel()
        self._saving = self._looking = None
        self._tell({"say": "closed", "text": "Cette séance a été supprimée."})
        for window in tuple(self.windows):
            window.end()
        async with self._writing:
            pass

    async def read_again(self) -> None:
        """The séance as the disk knows it now; its windows are told."""
        async with self._writing:
            found = await run_in_threadpool(read_seance, self.name)
        if found is None:
            return
        self.seance, self.dossier, self.known, self._read_at = found.seance, found.dossier, found.known, found.read_at
        if self.state.step not in self.known.steps:
            self.state = replace(self.state, step=next(iter(self.known.steps), ""), page=0, panel=None)
        self._tell(self.position())

    def _look_soon(self) -> None:
        """What the room sees now is of the minutes, unless it is passed by."""
        if self._looking:
            self._looking.cancel()
        self._looking = asyncio.get_running_loop().call_later(_LOOKED_AT_SECONDS, self._look)

    def _look(self) -> None:
        self._looking = None
        if not self.state.blank and self.state.step:
            self._begin(self._put_shown(self.state))

    async def _put_shown(self, state: State) -> None:
        try:
            at = self.dossier.position(state.step)
            for part in parts_of(self.dossier.entries[at]) if at >= 0 else ():
                await run_in_threadpool(register.put_shown, self.name, part.key, state.override.as_json())
        except store.ShelfClosed as error:
            self._unkept_looks = [*self._unkept_looks, state][-_MOST_UNKEPT:]
            _LOG.warning("what a room saw could not be kept: %s", error)

    def _tell(self, said: dict[str, Any]) -> None:
        for window in tuple(self.windows):
            window.tell(said)

    def _save_soon(self) -> None:
        if self._saving is None:
            self._saving = asyncio.get_running_loop().call_later(_SAVE_SECONDS, self._save)

    def _save(self) -> None:
        self._saving = None
        self._begin(self._write())

    def _begin(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _write(self) -> None:
        try:
            async with self._writing:
                await run_in_threadpool(register.put_state, self.name, self.state.to_text())
            self._is_unkept = False
        except store.ShelfClosed as error:
            self._is_unkept = True
            _LOG.warning("the state of a séance could not be kept: %s", error)
            self._tell({"say": "trouble", "text": str(error)})


def read_seance(name: str) -> Opened | None:
    """What the disk knows of a séance; where it follows a dossier that changed, its own copy of it follows first."""
    if not store.is_name(name):
        return None
    dossier = store.take(name)
    if dossier is None:
        return None
    seance = register.opened(name, dossier)
    read_at = store.changed_at(seance.source or name)
    if seance.source and not seance.ended:
        # By its content: a clock that was set back makes a later change look older.
        followed = store.take(seance.source)
        if followed and followed.entries and register.without_remarks(followed) != dossier:
            dossier = register.without_remarks(followed)
            store.put(name, dossier)
    dossier = joined(dossier)
    with queries.reading(seance.own_base):
        identifiers = known()
    here = Known(tuple(entry.key for entry in dossier.entries), identifiers["themes"], identifiers["territories"])
    return Opened(seance, dossier, read(seance.state, here), here, read_at)


def items_of(asked: list[Any]) -> list[votes.Item]:
    """What a ballot is about, as a window told it.

    Raises:
        Refused: it does not read.
    """
    items = []
    for one in asked:
        match one:
            case {"id": str(id_), "label": str(label), "territory_id": str(territory)} if id_ and label:
                items.append(votes.Item(id_[:_LONGEST_ID], label, territory[:_LONGEST_ID]))
            case _:
                raise Refused("Ce vote porte sur des lignes qui ne se lisent pas.")
    return items
