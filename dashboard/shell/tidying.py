"""What nobody came back to goes, once a day, whether somebody visits or not."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from dashboard.dossier import store as dossiers
from dashboard.dossier.store import ShelfClosed
from dashboard.operations import journal, keeping
from dashboard.seance import register
from dashboard.workspace import store as plans

_LOG = logging.getLogger(__name__)
_SOON, _DAY = 60.0, 86_400.0


def tidy() -> dict[str, int]:
    """Let go of what is past its time; how many of each kind went."""
    # A séance goes whole: its dossier has its time and not that of others.
    went = {"seances": register.tidy()}
    return went | {"dossiers": dossiers.tidy(spared=register.names()), "plans": plans.tidy()}


def keep_tidy() -> None:
    """Tidy soon after the server has started, then each day, until it ends.

    Raises:
        ValueError: a variable says no number of days.
    """
    for one in (keeping.DOSSIERS, keeping.PLANS, keeping.SEANCES):
        _ = one.days
    _after(_SOON, _each_day)


def _each_day() -> None:
    try:
        journal.tell("tidied", **tidy())
    except (OSError, ShelfClosed):
        _LOG.exception("what nobody came back to could not be let go; tried again tomorrow")
    _after(_DAY, _each_day)


def _after(seconds: float, what: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, what)
    timer.daemon = True
    timer.start()
