"""Steps that would each show a single sum, one after the other in a dossier: the room sees them as one screen."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.model import BarChart
from dashboard.dossier import views
from dashboard.dossier.model import Dossier, Entry
from dashboard.projection import screens
from dashboard.projection.charts import sum_height
from dashboard.projection.set_out import Told, stand_together
from dashboard.projection.steps import Joined


def joined(dossier: Dossier) -> Dossier:
    """The dossier as the room goes through it: as many sums as stand on one screen are one step.

    What is chosen in the room parts none: the screens of a séance keep their numbers.
    """
    groups: list[list[Entry]] = []
    last: list[tuple[Told, float]] = []
    for entry in dossier.entries:
        alone = _alone(entry)
        if alone and last and stand_together([*last, alone]):
            groups[-1].append(entry)
            last.append(alone)
        else:
            groups.append([entry])
            last = [alone] if alone else []
    return replace(dossier, entries=tuple(Joined.of_parts(tuple(one)) if len(one) > 1 else one[0] for one in groups))


def _alone(entry: Entry) -> tuple[Told, float] | None:
    """What the screen of a single sum says, and the least height of its chart; None of any other."""
    if not views.is_of_sums(entry.view):
        return None
    as_kept = screens.Override()
    try:
        told = screens.told_of(entry, screens.made(entry, as_kept), as_kept)
    except views.ViewUnknown:
        return None
    if not isinstance(told.chart, BarChart) or len(told.chart.bars) != 1:
        return None
    return told, sum_height(told.chart.bars[0])
