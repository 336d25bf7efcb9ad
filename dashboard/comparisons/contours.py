"""Contours of the compared territories at one scale."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Claim, Extent, NoContour, Outlined
from dashboard.comparisons.core import KILOMETRES, SHAPES, Axis, Comparison, version
from dashboard.comparisons.places import places
from dashboard.look.formats import integer, listed
from dashboard.selection import Selection

# How far surfaces of simplified contours may be wrong, as a share.
_ERROR = 0.02


@queries.once_per_content
def contours(emphasis: str) -> Comparison:
    """One row a compared territory: its outline in kilometres (`rings`), its width and height."""
    table = queries.contours()
    known = queries.territories().set_index("territory_id")
    table["extent"] = [f"{integer(row.width_km)} × {integer(row.height_km)} km" for row in table.itertuples()]
    table["population"] = [f"{integer(known.at[one, 'population'])} habitants" for one in table["territory_id"]]
    years = [str(int(year)) for year in sorted(known.loc[table["territory_id"], "population_year"].unique())]
    hash_, date = version()
    table["square_km"] = table["rings"].map(square_km)
    return Comparison(
        key="contours",
        question="Quelle étendue chaque territoire a-t-il ?",
        headline=_extent(table, emphasis),
        scope=Outlined(Selection(), len(table)),
        table=table,
        category=Axis("territory_id", "territory", "Territoire"),
        series=Axis("territory_id", "territory", "Territoire"),
        value="width_km",
        unit=KILOMETRES,
        mark=SHAPES,
        selection=Selection(),
        remarks=(
            *_missing(table),
            "Contours simplifiés à partir des communes (IGN Admin Express, Licence Ouverte 2.0).",
            f"Populations municipales {listed(years)} (INSEE).",
        ),
        sources=(),
        data_version=hash_,
        data_date=date,
        value_title="Étendue",
        extra_columns={"population": "Population"},
        value_alone="D’ouest en est (km)",
        completed_by={"height_km": "Du sud au nord (km)"},
        emphasis=emphasis,
    )


def square_km(rings: Sequence[Sequence[Sequence[float]]]) -> float:
    """The surface within a contour, in square kilometres: the holes of a polygon turn the other way."""
    return abs(
        sum(
            x * following_y - following_x * y for ring in rings for (x, y), (following_x, following_y) in pairwise(ring)
        )
        / 2
    )


def _missing(table: pd.DataFrame) -> tuple[NoContour, ...]:
    """The compared territories whose contour is not known, where there are any."""
    drawn = set(table["territory_id"])
    missing = tuple(place for one, place in places(Selection()).items() if one not in drawn)
    return (NoContour(Selection(), missing),) if missing else ()


def _extent(table: pd.DataFrame, territory: str) -> Claim:
    """The surface of the territory, and whether it is the largest beyond what simplified contours may err; without a
    contour of its own, what is shown."""
    surfaces = dict(zip(table["territory_id"], table["square_km"], strict=True))
    if territory not in surfaces:
        return Outlined(Selection(), len(table))
    own = float(surfaces.pop(territory))
    is_broadest = bool(surfaces) and own > (1 + _ERROR) * max(surfaces.values())
    return Extent(Selection(), places(Selection())[territory], own, is_broadest)
