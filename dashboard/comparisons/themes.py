"""Themes: what share of its actions each territory gives to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.comparisons import ranking
from dashboard.comparisons.claims import Subject
from dashboard.comparisons.core import (
    COUNT,
    DOTS,
    MATRIX,
    SHARE,
    Axis,
    Comparison,
    caveats,
    shares,
    shown,
    sources,
    subject,
    version,
    without_shares,
)
from dashboard.comparisons.places import places
from dashboard.look.records import records_of
from dashboard.selection import PART, Selection

_THEME = Axis("theme_id", "theme", "Thème", filters="themes")
TERRITORY = Axis("territory_id", "territory", "Territoire", filters="territories")


@queries.once_per_content
def themes_by_territory(selection: Selection) -> Comparison:
    """Theme × territory, by main theme; focus themes first, then the themes of most actions."""
    return _themes(selection, "themes-par-territoire", MATRIX)


@queries.once_per_content
def themes_in_dots(selection: Selection, emphasis: str | None = None) -> Comparison:
    """The same answer seen as one line a theme and one mark a territory, one of them larger; always shares.

    With an emphasis, the headline is about that territory.
    """
    comparison = _themes(
        selection.but(measure=PART), "themes-d-un-territoire" if emphasis else "themes-en-points", DOTS
    )
    if not emphasis:
        return comparison
    rows = records_of(comparison.table)
    headline = ranking.leading(rows, comparison.selection, places(selection)[emphasis], of_theme)
    return replace(comparison, emphasis=emphasis, headline=headline)


def of_theme(row: Mapping[str, Any]) -> Subject:
    """The theme of a row."""
    return subject(_THEME, row)


def _themes(selection: Selection, key: str, mark: str) -> Comparison:
    table = weighed(queries.theme_by_territory(selection), "theme_id", "theme_rank", first="is_focus")
    hash_, date = version()
    what = "Part des actions de chaque document" if selection.in_shares else "Nombre d’actions"
    scope = shown(f"{what}, {by_theme(selection)}", selection)
    return Comparison(
        key=key,
        question="À quels thèmes chaque document consacre-t-il ses actions ?",
        headline=ranking.headline(table, selection, of_theme, replace(scope, what="Les thèmes de chaque document")),
        scope=scope,
        table=table,
        category=_THEME,
        series=TERRITORY,
        value=selection.measure,
        unit=SHARE if selection.in_shares else COUNT,
        mark=mark,
        selection=selection,
        remarks=(
            *with_secondary(selection, mark),
            *without_shares(table, selection),
            *caveats(selection),
        ),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Part des actions du territoire" if selection.in_shares else "Nombre d’actions",
        beside=beside(selection) if mark == MATRIX else None,
        beside_title=beside_title(selection) if mark == MATRIX else "",
        beside_note=beside_note(selection) if mark == MATRIX else "",
    )


def by_theme(selection: Selection) -> str:
    """Which themes of an action count."""
    return "par thème, principal ou secondaire" if selection.with_secondary else "par thème principal"


def beside(selection: Selection) -> str:
    """The column of the count that the Selection does not choose."""
    return "main" if selection.with_secondary else "touching"


def beside_title(selection: Selection) -> str:
    """What that count is of."""
    return "thème principal seul" if selection.with_secondary else "thèmes secondaires compris"


def with_secondary(selection: Selection, mark: str) -> tuple[str, ...]:
    """That secondary themes count, where they do and no second count in the cells shows it."""
    if mark == MATRIX or not selection.with_secondary:
        return ()
    return ("Sont comptées aussi les actions dont le thème n’est que secondaire.",)


def beside_note(selection: Selection) -> str:
    """How a cell of a matrix is read, which bears both counts."""
    first, other = "thème principal", "thème principal ou secondaire"
    first, other = (other, first) if selection.with_secondary else (first, other)
    if selection.in_shares:
        return f"À côté de la part, en petit : les actions dont c’est le {first}, puis le {other}."
    return f"À côté du nombre, en petit : les actions dont c’est le {other}."


def weighed(table: pd.DataFrame, category: str, rank: str, first: str | None = None) -> pd.DataFrame:
    """Counts with their share of each territory's actions; categories marked as `first` lead, then those that weigh."""
    table["part"] = shares(table)
    table["nombre"] = table["actions"]
    table["weight"] = -table.groupby(category)["part"].transform("sum")
    table["later"] = ~table[first] if first else False
    return (
        table.sort_values(["later", "weight", rank, "territory_rank"])
        .drop(columns=["weight", "later"])
        .reset_index(drop=True)
    )
