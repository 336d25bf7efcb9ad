"""Which series a chart shows where they are too many to be read together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from dashboard.comparisons.claims import Claim, Part, Place
from dashboard.comparisons.core import DOTS, KILOMETRES, MATRIX, MOST_TOGETHER, YEARS, Comparison
from dashboard.look.formats import integer, listed


@dataclass(frozen=True)
class Choice:
    """The identifiers that are shown, of how many; none named is all of them."""

    shown: frozenset[str] = frozenset()
    of: int = 0
    notes: tuple[str, ...] = ()

    def keeps(self, series_id: str) -> bool:
        return not self.shown or series_id in self.shown


EVERYTHING = Choice()
# Rows and columns that a page's table of data holds, at most; files of data have all.
MOST_ROWS, MOST_COLUMNS = 400, 120


def in_a_table(comparison: Comparison) -> tuple[Comparison, str]:
    """What a page's table holds of a Comparison: its first categories and series, and what of it is said."""
    table, row, column = comparison.table, comparison.category.id, comparison.series.id
    rows, columns = (list(dict.fromkeys(table[one].tolist())) for one in (row, column))
    # Where a row has one value, what the series tells is no column.
    columns = columns if comparison.mark in (MATRIX, DOTS) else []
    told = [
        f"{integer(most)} {name} sur {integer(len(every))}"
        for every, most, name in ((rows, MOST_ROWS, "lignes"), (columns, MOST_COLUMNS, "colonnes"))
        if len(every) > most
    ]
    if not told:
        return comparison, ""
    table = table[table[row].isin(rows[:MOST_ROWS])]
    table = table[table[column].isin(columns[:MOST_COLUMNS])] if columns else table
    said = f"{', '.join(told)} ; le classeur et les CSV les ont toutes."
    return replace(comparison, table=table.reset_index(drop=True)), said


def chosen_series(comparison: Comparison) -> Choice:
    """All series, but of many territories: those that the reader chose, else the emphasised one, those of which the
    title speaks, and those that have the most of what is counted. The table of data and files of numbers keep all."""
    table, axis = comparison.table, comparison.series
    known = list(dict.fromkeys(map(str, table[axis.id])))
    if axis.id != "territory_id" or len(known) <= MOST_TOGETHER or comparison.selection.territories:
        return EVERYTHING
    weights, why = _weights(comparison, known)
    spoken_of = [one for one in dict.fromkeys(_territories(comparison.headline)) if one in known]
    own_first = [comparison.emphasis] if comparison.emphasis in known else []
    # A title that speaks of more than can be shown puts nobody first.
    first = list(dict.fromkeys([*own_first, *(spoken_of if len(spoken_of) < MOST_TOGETHER else [])]))
    ranked = sorted((one for one in known if one not in first), key=lambda one: -weights[one])
    most = ranked[: MOST_TOGETHER - len(first)]
    shown = [*first, *most]
    left = [weights[one] for one in ranked[len(most) :]]
    told = ["celui qui est mis en avant"] if comparison.emphasis in first else []
    # Whoever the title speaks of can be looked for in the chart.
    told += ["ceux dont parle le titre"] if set(first) - {comparison.emphasis} else []
    own = f"{listed(told)}, et " if told else ""
    ties = bool(most and left) and max(left) == min(weights[one] for one in most)
    among = f"{len(most)} de " if ties and any(weights.values()) else ""
    more = "" if comparison.unit == KILOMETRES else "Le filtre des territoires en montre d’autres ; "
    note = (
        f"{MOST_TOGETHER} territoires sur {integer(len(known))} sont montrés : {own}{among}{why}. "
        f"{more}{_where_all_are(len(known), bool(more))} les ont tous."
    )
    return Choice(frozenset(shown), len(known), (note,))


def _where_all_are(territories: int, goes_on: bool) -> str:
    """« Le tableau des données, le classeur et les CSV »: a table holds so many columns and no more."""
    places = ["le classeur", "les CSV"]
    said = listed(places if territories > MOST_COLUMNS else ["le tableau des données", *places])
    return said if goes_on else said[0].upper() + said[1:]


def _territories(value: object) -> Iterator[str]:
    """The territories that a claim, or a part of one, speaks of."""
    if isinstance(value, Place):
        yield value.territory_id
    elif isinstance(value, Claim | Part):
        for field in fields(value):
            yield from _territories(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _territories(one)


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
