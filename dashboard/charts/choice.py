"""Which series a chart shows where they are too many to be read together."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.comparisons.core import KILOMETRES, MOST_TOGETHER, YEARS, Comparison
from dashboard.look.formats import integer


@dataclass(frozen=True)
class Choice:
    """The identifiers that are shown, of how many; none named is all of them."""

    shown: frozenset[str] = frozenset()
    of: int = 0
    notes: tuple[str, ...] = ()

    def keeps(self, series_id: str) -> bool:
        return not self.shown or series_id in self.shown


EVERYTHING = Choice()


def chosen_series(comparison: Comparison) -> Choice:
    """All series, but of many territories: those that the reader chose, else the emphasised one and those that have the
    most of what is counted. All of them stay in the table of data and in files of numbers."""
    table, axis = comparison.table, comparison.series
    known = list(dict.fromkeys(map(str, table[axis.id])))
    if axis.id != "territory_id" or len(known) <= MOST_TOGETHER or comparison.selection.territories:
        return EVERYTHING
    weights, why = _weights(comparison, known)
    ranked = sorted(known, key=lambda one: (one != comparison.emphasis, -weights[one]))
    shown, left = ranked[:MOST_TOGETHER], ranked[MOST_TOGETHER:]
    ties = weights[left[0]] == min(weights[one] for one in shown if one != comparison.emphasis)
    own = "celui qui est mis en avant, et " if comparison.emphasis in shown else ""
    among = f"{MOST_TOGETHER - bool(own)} de " if ties and any(weights.values()) else ""
    more = "" if comparison.unit == KILOMETRES else "Le filtre des territoires en montre d’autres ; "
    note = (
        f"{MOST_TOGETHER} territoires sur {integer(len(known))} sont montrés : {own}{among}{why}. "
        f"{more}{'les' if more else 'Les'} données les contiennent tous."
    )
    return Choice(frozenset(shown), len(known), (note,))


def _weights(comparison: Comparison, known: list[str]) -> tuple[dict[str, float], str]:
    """How much each territory has of what is asked, and how those are called that have the most."""
    table, series = comparison.table, comparison.table[comparison.series.id].astype(str)
    if "total" in table:
        totals = dict(zip(series, table["total"].astype(float), strict=True))
        return totals, f"ceux qui ont le plus d’{comparison.total_title.lower()}"
    counts = series.value_counts().astype(float).to_dict()
    if comparison.unit == YEARS:
        return counts, "ceux qui annoncent le plus de périodes"
    return dict.fromkeys(known, 0.0), "les premiers dans l’ordre des territoires"
