"""What a server that runs for long gives back of its memory.

The C library keeps what was let go of in pools, one for every few threads, and pages are made by many threads: after
thirteen minutes of visitors 192 MiB were free in these pools beside 127 in use; with two pools, 101 beside 121.
"""

from __future__ import annotations

import ctypes
import sys
import threading

# « M_ARENA_MAX » of malloc.h.
_POOLS, _MOST_POOLS = -8, 2
_EVERY = 60.0


def give_back_memory() -> bool:
    """Have few pools from now on, and give back what is free in them each minute; whether this machine's C library can
    be asked to."""
    library = _library()
    if library is None:
        return False
    library.mallopt(_POOLS, _MOST_POOLS)
    threading.Thread(target=_again_and_again, args=(library,), name="memory", daemon=True).start()
    return True


def _library() -> ctypes.CDLL | None:
    """The C library, where it is the GNU one."""
    if not sys.platform.startswith("linux"):
        return None
    found = ctypes.CDLL(None)
    return found if hasattr(found, "malloc_trim") and hasattr(found, "mallopt") else None


def _again_and_again(library: ctypes.CDLL) -> None:
    rest = threading.Event()
    while not rest.wait(_EVERY):
        library.malloc_trim(0)
