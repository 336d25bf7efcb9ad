"""Actions face to face: one theme, territory by territory."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import queries
from dashboard.comparisons.core import Source, caveats, sources
from dashboard.comparisons.themes import contrast
from dashboard.formats import count, one_in
from dashboard.selection import Selection


@dataclass(frozen=True)
class ThemeActions:
    """One theme's actions by territory.

    `columns` holds, for each territory in its order, its identifier, its name, the numbers behind its share and its
    actions (a frame as `queries.actions` gives it). `also_secondary` counts the actions for which the theme is only a
    secondary one and which the Selection leaves out.
    """

    theme_id: str
    theme: str
    definition: str
    finding: str
    columns: tuple[tuple[str, str, int, int, pd.DataFrame], ...]
    also_secondary: int
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    selection: Selection


def actions_on_theme(selection: Selection) -> ThemeActions:
    """The actions of the one theme that the Selection names."""
    (theme_id,) = selection.themes
    table = queries.theme_by_territory(selection)
    table["part"] = (table["actions"] / table["total"]).where(table["total"] > 0, 0.0)
    listed = queries.actions(selection)
    known = queries.themes().set_index("theme_id").loc[theme_id]
    with_secondary = len(queries.actions(selection.but(with_secondary=True)))
    return ThemeActions(
        theme_id,
        str(known["label"]),
        str(known["definition"]),
        _finding(table, str(known["label"])),
        tuple(
            (
                row.territory_id,
                row.territory,
                int(row.actions),
                int(row.total),
                listed[listed["territory_id"] == row.territory_id],
            )
            for row in table.itertuples()
        ),
        0 if selection.with_secondary else with_secondary - len(listed),
        caveats(selection),
        sources(selection),
        selection,
    )


def _finding(table: pd.DataFrame, theme: str) -> str:
    present = table[table["actions"] > 0]
    if present.empty:
        return f"« {theme} » n’est le thème principal d’aucune action de ces documents"
    if len(table) == 1:
        row = table.iloc[0]
        return f"{row['territory']} consacre {one_in(row['actions'], row['total'])} au thème « {theme} »"
    absent = table[table["actions"] == 0]["territory"].tolist()
    if absent:
        most = present.loc[present["part"].idxmax()]
        missing = (
            f"le document de {absent[0]} n’en dit rien"
            if len(absent) == 1
            else f"{count(len(absent), 'document n’en dit', 'documents n’en disent')} rien"
        )
        return f"{most['territory']} consacre {one_in(most['actions'], most['total'])} au thème « {theme} » ; {missing}"
    return contrast(table)
