"""Findings of the overview: what is most shared, what differs beyond the focus themes, what is said of money."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import queries
from dashboard.comparisons import ranking
from dashboard.comparisons.claims import Claim, Shared
from dashboard.comparisons.funding import name_payer
from dashboard.comparisons.places import places
from dashboard.comparisons.themes import of_theme
from dashboard.look.records import records_of
from dashboard.selection import Selection


@queries.once_per_content
def overview(selection: Selection) -> tuple[Claim, ...]:
    """Up to three findings, each a claim; none where no action is kept."""
    table = queries.theme_by_territory(selection)
    rows = records_of(table)
    if not any(row["actions"] for row in rows):
        return ()
    found: list[Claim | None] = [name_payer(selection)]
    if len(places(selection)) > 1:
        others = [row for row in rows if not row["is_focus"]]
        found = [_shared(rows, selection), ranking.contrast(others, selection, of_theme), *found]
    return tuple(one for one in found if one)


def _shared(rows: Sequence[ranking.Row], selection: Selection) -> Claim:
    """The themes of which each document has an action."""
    known = places(selection)
    present: dict[str, list[ranking.Row]] = {}
    for row in rows:
        if row["actions"]:
            present.setdefault(row["theme_id"], []).append(row)
    shared = tuple(of_theme(found[0]) for found in present.values() if len(found) == len(known))
    return Shared(selection, "themes", shared, len(known))
