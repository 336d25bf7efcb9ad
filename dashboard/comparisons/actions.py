"""Actions face to face: one theme, territory by territory."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import queries
from dashboard.comparisons.core import Source, caveats, shares, sources
from dashboard.comparisons.themes import contrast
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
    table["part"] = shares(table)
    listed = queries.actions(selection)
    known = queries.themes().set_index("theme_id").loc[theme_id]
    with_secondary = len(queries.actions(selection.but(with_secondary=True)))
    return ThemeActions(
        theme_id,
        str(known["label"]),
        str(known["definition"]),
        contrast(table),
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
