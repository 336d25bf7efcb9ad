"""Floods and guesses are slowed: what a room never does, a mischief does thousands of times. Kept in memory, or by
the processes of one server together (`shared`)."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

_MOST_KEYS = 20_000


class Throttle:
    """So many at once, then so many a second, for each of those who ask."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._rate = burst, per_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        # Pages ask from threads of their own.
        self._alone = threading.Lock()

    def wait(self, key: str) -> float:
        """In how many seconds one more of this key is let through; 0 is now. It is not counted."""
        with self._alone:
            return self._missing(*self._left.get(key, (self._burst, time.monotonic())))

    def lets(self, key: str) -> bool:
        """Whether one more of this key is let through; it is counted then."""
        with self._alone:
            now = time.monotonic()
            left = self._now(*self._left.pop(key, (self._burst, now)))
            is_let = left >= 1
            self._left[key] = (left - is_let, now)
            self._forget_old()
            return is_let

    def forget(self) -> None:
        """Begin anew."""
        with self._alone:
            self._left.clear()

    def _forget_old(self) -> None:
        """Whoever may ask for as much as ever is not remembered, and of too many those who asked longest ago."""
        while self._left:
            left, then = self._left[next(iter(self._left))]
            if len(self._left) <= _MOST_KEYS and self._now(left, then) < self._burst:
                return
            self._left.popitem(last=False)

    def _missing(self, left: float, then: float) -> float:
        """In how many seconds there will be one more."""
        return max(0.0, 1 - self._now(left, then)) / self._rate

    def _now(self, left: float, then: float) -> float:
        return min(self._burst, left + (time.monotonic() - then) * self._rate)
