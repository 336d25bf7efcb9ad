"""How long a sidecar's patterns are tried: one that tries too many ways ends the build in words, instead of never."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Of a document, which takes a hundredth of it.
SECONDS = 30.0


@contextmanager
def within(otherwise: Exception) -> Iterator[None]:
    """Raise `otherwise` where the block takes longer than SECONDS.

    Python looks for signals while it tries a pattern, but in its main thread alone: there the build runs. Elsewhere,
    and on Windows, which has no such timer, the block takes as long as it does.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise otherwise

    before = signal.signal(signal.SIGALRM, stop)
    # Again and again: an error that is raised while garbage is collected is lost.
    signal.setitimer(signal.ITIMER_REAL, SECONDS, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
