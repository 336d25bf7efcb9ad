"""Actions face to face: one theme, territory by territory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard import queries
from dashboard.comparisons import ranking, wording
from dashboard.comparisons.absences import presence
from dashboard.comparisons.claims import Absence, Claim
from dashboard.comparisons.core import MOST_LISTED, MOST_TOGETHER, Source, caveats, sources
from dashboard.comparisons.places import places
from dashboard.comparisons.themes import of_theme
from dashboard.look.records import records_of
from dashboard.selection import Selection


@dataclass(frozen=True, eq=False)
class ThemeActions:
    """One theme's actions by territory.

    `columns` holds, for each territory in its order, its identifier, its name, the numbers behind its share and its
    first actions (a frame as `queries.first_actions` gives it; none where others fill the page); `absences` say how the
    theme is absent where there are none. `also_secondary` counts the actions for which the theme is only a secondary
    one and which the Selection leaves out.
    """

    theme_id: str
    theme: str
    definition: str
    headline: Claim
    columns: tuple[tuple[str, str, int, int, pd.DataFrame], ...]
    absences: Mapping[str, Absence]
    also_secondary: int
    remarks: tuple[Claim | str, ...]
    sources: tuple[Source, ...]
    selection: Selection

    @property
    def finding(self) -> str:
        """The title, computed."""
        return wording.words(self.headline)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(remark if isinstance(remark, str) else wording.sentence(remark) for remark in self.remarks)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that is stated."""
        return (self.headline, *(one for one in self.remarks if isinstance(one, Claim)), *self.absences.values())


@queries.once_per_content
def actions_on_theme(selection: Selection) -> ThemeActions:
    """The actions of the one theme that the Selection names."""
    (theme_id,) = selection.themes
    table = queries.theme_by_territory(selection)
    fullest = table.nlargest(MOST_TOGETHER, "actions", keep="first")["territory_id"]
    listed = queries.first_actions(selection.but(territories=tuple(fullest)), MOST_LISTED)
    by_territory = dict(tuple(listed.groupby("territory_id")))
    known = queries.themes().set_index("theme_id").loc[theme_id]
    with_secondary = queries.counted(selection.but(with_secondary=True))[0]
    without, _ = queries.counted(selection)
    rows = records_of(table)
    subject, held, named = of_theme(rows[0]), presence("themes", (theme_id,)), places(selection)
    return ThemeActions(
        theme_id,
        str(known["label"]),
        str(known["definition"]),
        ranking.counted(rows, selection, subject),
        tuple(
            (
                row["territory_id"],
                row["territory"],
                int(row["actions"]),
                int(row["total"]),
                by_territory.get(row["territory_id"], listed[:0]),
            )
            for row in rows
        ),
        {
            row["territory_id"]: held.absence(selection, subject, named[row["territory_id"]])
            for row in rows
            if not row["actions"]
        },
        0 if selection.with_secondary else with_secondary - without,
        caveats(selection),
        sources(selection),
        selection,
    )
