"""How much may be asked of what costs, from one network address and in all; of the processes of one server together.

A workshop's two hundred phones, or an administration's offices, stand behind one address: what they do at once is let
through, and what a machine does is slowed. EN_REGARD_LIMITS multiplies all of it (2 lets twice as much through).
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

from dashboard.operations import shared, visitor
from dashboard.operations.throttle import Throttle

_ALL, _MINUTE, _ROUND = "", 60, 5
_SETTING = "EN_REGARD_LIMITS"


class TooMany(Exception):
    """More is asked for than is let through; the message is French and says when to ask again."""

    def __init__(self, what: str, seconds: float) -> None:
        self.seconds = math.ceil(seconds)
        super().__init__(f"{what} à la fois : réessayer {in_words(self.seconds)}.")


def in_words(seconds: int) -> str:
    """« dans 40 secondes », « dans 3 minutes »: never too early."""
    if seconds > _MINUTE:
        return f"dans {math.ceil(seconds / _MINUTE)} minutes"
    return f"dans {max(_ROUND, _ROUND * math.ceil(seconds / _ROUND))} secondes"


def factor() -> float:
    """By what the server's owner multiplies what is let through.

    Raises:
        ValueError: the variable says no number.
    """
    told = os.environ.get(_SETTING) or "1"
    try:
        found = float(told)
    except ValueError:
        found = math.nan
    if not 0 < found < math.inf:
        raise ValueError(f"{_SETTING} is {told!r}, no number above zero\n  -> write 2 to let twice as much through")
    return found


def throttle(name: str, burst: float, per_second: float) -> Throttle:
    """So many at once and a second, as the server's owner multiplies them; `name` is that of what is counted, which
    other processes of the server count too."""
    times = factor()
    file, most, rate = os.environ.get(shared.FILE), max(1.0, burst * times), per_second * times
    if file:
        return shared.SharedThrottle(name, most, rate, Path(file), os.environ.get(shared.KEY, ""))
    return Throttle(most, rate)


@dataclass(frozen=True)
class Limit:
    """`each` is of one address, `all` of all of them; `what` says in French of what there is too much."""

    what: str
    each: Throttle
    all: tuple[Throttle, ...]

    def ask(self, key: str | None = None) -> None:
        """One more, of this key or of the address that asks; it counts where it is let through.

        Raises:
            TooMany: it is not let through now.
        """
        key = visitor.address() if key is None else key
        bounds = [(self.each, key), *((one, _ALL) for one in self.all)]
        if wait := max(bound.wait(of) for bound, of in bounds):
            raise TooMany(self.what, wait)
        for bound, of in bounds:
            bound.lets(of)

    def forget(self) -> None:
        """Begin anew."""
        for one in (self.each, *self.all):
            one.forget()


def _limit(name: str, what: str, each: tuple[float, float], *every: tuple[float, float]) -> Limit:
    """So many at once and a second, of one address and of all."""
    together = tuple(throttle(f"{name}, all {at}", *bound) for at, bound in enumerate(every))
    return Limit(what, throttle(name, *each), together)


# A picture, a workbook or a slide of one view: a class of thirty that tries all formats.
EXPORTS = _limit("exports", "Trop d’exports", (120, 2), (400, 6))
# A whole dossier, the minutes of a séance: made one at a time.
KITS = _limit("kits", "Trop d’exports de dossiers", (20, 1 / 10), (60, 1 / 3))
UPLOADS = _limit("uploads", "Trop de fichiers envoyés", (60, 1 / 2), (200, 2))
# A file is read, coded and built.
PLANS = _limit("plans", "Trop de plans sont apportés", (30, 1 / 20), (60, 1 / 10))
# A mischief would push what visitors keep from the shelf, which has an end: so many a day in all.
DOSSIERS = _limit("dossiers", "Trop de dossiers sont commencés", (100, 1 / 5), (300, 1), (1_000, 1_000 / 86_400))
SEANCES = _limit("seances", "Trop de séances sont ouvertes", (30, 1 / 2), (60, 1), (300, 300 / 86_400))
# A room is hundreds behind one address; a phone is known by its signed number.
PHONES = _limit("phones", "Trop de téléphones entrent", (400, 2), (2_000, 20))
VOTES = _limit("votes", "Trop de votes", (20, 1), (2_000, 200))
REMARKS = _limit("remarks", "Trop de remarques", (5, 0.1), (1_000, 20))
