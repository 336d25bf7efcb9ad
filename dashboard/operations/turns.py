"""Whose page runs now: few at once, in the order in which they were asked.

Python runs one thread at a time. Fifty pages that run together hand over to each other thousands of times a second,
wait for each other's locks at every element, take twice the processor and all end last; one after the other, each takes
what it takes alone.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds for which a page may keep the others waiting.
_LONGEST = 0.5


class Turns:
    """Turns of threads, in the order in which they ask: `at_once` together. Whoever takes more than `longest` seconds
    goes on aside, so that nobody waits for the long work of others."""

    def __init__(self, at_once: int, longest: float = _LONGEST) -> None:
        self._at_once, self._longest = at_once, longest
        self._alone = threading.Lock()
        self._waiting: deque[threading.Condition] = deque()
        # When each thread that has a turn began.
        self._begun: dict[int, float] = {}

    @contextmanager
    def taken(self) -> Iterator[float]:
        """Wait for one's turn, and have it until the block ends; gives the seconds waited."""
        asked = time.monotonic()
        self._begin()
        try:
            yield time.monotonic() - asked
        finally:
            self.step_aside()

    def step_aside(self) -> None:
        """Let another begin, as at the end of the turn: what this thread does now takes long, and mostly waits."""
        with self._alone:
            self._begun.pop(threading.get_ident(), None)
            self._call_next()

    def _begin(self) -> None:
        with self._alone:
            turn = threading.Condition(self._alone)
            self._waiting.append(turn)
            try:
                while True:
                    is_next = self._waiting[0] is turn
                    until_room = self._until_room()
                    if is_next and not until_room:
                        break
                    # The first alone sees when somebody has been long; it calls the one behind it.
                    turn.wait(until_room if is_next else None)
                self._begun[threading.get_ident()] = time.monotonic()
            finally:
                self._waiting.remove(turn)
                self._call_next()

    def _call_next(self) -> None:
        if self._waiting:
            self._waiting[0].notify()

    def _until_room(self) -> float:
        """Seconds until another may begin if nobody ends before, 0 where one may."""
        now = time.monotonic()
        short = sorted(begun for begun in self._begun.values() if now - begun < self._longest)
        return self._longest - (now - short[-self._at_once]) if len(short) >= self._at_once else 0.0


# One computes while another waits for the base, which answers on a core of its own.
PAGES = Turns(at_once=2)
