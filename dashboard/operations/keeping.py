"""How long what visitors leave stays: a year by default, or as many days as the server's owner says."""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass

_DAY, _YEAR = 86_400, 365


@dataclass(frozen=True)
class Kept:
    """A kind of what stays; `setting` is the variable that says for how many days (`inf`: until it is deleted)."""

    setting: str

    @property
    def days(self) -> float:
        """How many.

        Raises:
            ValueError: the variable says no number of days.
        """
        told = os.environ.get(self.setting) or str(_YEAR)
        try:
            days = float(told)
        except ValueError:
            days = math.nan
        if not days >= 1:
            raise ValueError(f"{self.setting} is {told!r}, no number of days\n  -> write 365, or inf to keep for ever")
        return days

    @property
    def oldest(self) -> float:
        """What was last touched before this goes, in seconds since 1970."""
        return time.time() - self.days * _DAY

    @property
    def said(self) -> str:
        """« un an », « 90 jours »; empty where nothing goes by itself."""
        if math.isinf(self.days):
            return ""
        years, rest = divmod(self.days, _YEAR)
        if rest == 0:
            return "un an" if years == 1 else f"{years:.0f} ans"
        return f"{self.days:.0f} jours" if self.days > 1 else "un jour"


# Since it was last changed; since it was last opened; since something was last said, shown or voted in it.
DOSSIERS = Kept("EN_REGARD_KEEP_DOSSIERS")
PLANS = Kept("EN_REGARD_KEEP_PLANS")
SEANCES = Kept("EN_REGARD_KEEP_SEANCES")
