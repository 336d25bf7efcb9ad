"""The territories of a Selection as claims name them, and the kinds of their documents."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Place
from dashboard.selection import Selection

# A diagnosis or a page of the web is never set against plans.
_NO_PLAN = ("diagnostic", "page web")


def places(selection: Selection) -> Mapping[str, Place]:
    """Those that the Selection looks at, in their order: the ones that it names, else the compared ones."""
    return _places(selection.territories)


@queries.once_per_content
def _places(territories: tuple[str, ...]) -> Mapping[str, Place]:
    known = queries.territories().drop_duplicates("territory_id")
    shown = known["territory_id"].isin(territories) if territories else known["is_compared"]
    return {
        row.territory_id: Place(row.territory_id, row.short_name, row.with_article, row.with_de)
        for row in known[shown].itertuples()
    }


@queries.once_per_content
def genres() -> Mapping[str, str]:
    """By territory, what its document can be set against: other plans or, for what is none, its own kind alone."""
    known = queries.territories()
    kinds: pd.Series = known["document_kind"].where(known["document_kind"].isin(_NO_PLAN), "plan")
    return dict(zip(known["territory_id"], kinds, strict=True))
