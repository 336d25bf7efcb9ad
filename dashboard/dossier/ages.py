"""How long nobody touched a file, as far as the clock can be believed."""

from __future__ import annotations

import logging
import os
import time
from datetime import UTC, datetime
from pathlib import Path

DAY = 86_400.0
# Nothing was kept before En regard was there: a server whose clock was not set yet wrote that.
FIRST = datetime(2024, 1, 1, tzinfo=UTC).timestamp()
_LOG = logging.getLogger(__name__)


def is_clock_right() -> bool:
    """Whether the time that the clock tells now can be."""
    return time.time() >= FIRST


def latest() -> float:
    """What lies after this is yet to come, whatever clock told it."""
    return time.time() + DAY


def tell_set_right(number: int, what: str) -> None:
    """Tell in the log how many times were not believed; whose they are is nobody's business."""
    _LOG.warning(
        "%d %s that no clock can have told: what bears them was kept while the clock was wrong, and its days are "
        "counted from now on",
        number,
        what,
    )


def is_left(path: Path, days: float) -> bool:
    """Whether nobody touched this file for so many days.

    A time that no clock can have told, before En regard was there or yet to come, is not believed: what bears it was
    written while the clock was wrong, and its days are counted from now on.

    Raises:
        OSError: the file is not there, or cannot be touched.
    """
    touched = path.stat().st_mtime
    if not is_clock_right():
        return False
    if not FIRST <= touched <= latest():
        os.utime(path)
        tell_set_right(1, "time of a file")
        return False
    return touched < time.time() - days * DAY
