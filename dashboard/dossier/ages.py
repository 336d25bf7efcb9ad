"""How long nobody touched a file, as far as the clock can be believed."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

DAY = 86_400.0
# Nothing was kept before En regard was there: a server whose clock was not set yet wrote that.
_FIRST = datetime(2024, 1, 1, tzinfo=UTC).timestamp()


def is_left(path: Path, days: float) -> bool:
    """Whether nobody touched this file for so many days.

    A time that no clock can have told, before En regard was there or yet to come, is not believed: what bears it was
    written while the clock was wrong, and its days are counted from now on.

    Raises:
        OSError: the file is not there, or cannot be touched.
    """
    now, touched = time.time(), path.stat().st_mtime
    if now < _FIRST:
        return False  # the clock is wrong now
    if not _FIRST <= touched <= now + DAY:
        os.utime(path)
        return False
    return touched < now - days * DAY
