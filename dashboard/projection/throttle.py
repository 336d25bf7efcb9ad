"""Floods and guesses are slowed: what a room never does, a mischief does thousands of times. Kept in memory alone."""

from __future__ import annotations

import time
from collections import OrderedDict

_MOST_KEYS = 20_000


class Throttle:
    """So many at once, then so many a second, for each of those who ask."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._rate = burst, per_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def lets(self, key: str) -> bool:
        """Whether one more of this key is let through; it is counted then."""
        now = time.monotonic()
        left, then = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - then) * self._rate)
        is_let = left >= 1
        self._left[key] = (left - is_let, now)
        while len(self._left) > _MOST_KEYS:
            self._left.popitem(last=False)
        return is_let

    def forget(self) -> None:
        """Begin anew."""
        self._left.clear()
