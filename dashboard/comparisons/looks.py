"""Which look each territory of these data has: that of its rank among the compared ones."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import queries
from dashboard.look.territories import FRAME, FURTHER, TerritoryLook, look_at


def look_of(territory_id: str) -> TerritoryLook:
    """The look of a territory, the same on every page, whatever the filters; that of no rank for one unknown here."""
    return _looks().get(territory_id, FURTHER)


@queries.once_per_content
def _looks() -> Mapping[str, TerritoryLook]:
    known = queries.territories().drop_duplicates("territory_id")
    compared = known[known["is_compared"]]["territory_id"].tolist()
    return dict.fromkeys(known["territory_id"], FRAME) | {one: look_at(rank) for rank, one in enumerate(compared)}
