"""Contours of the compared territories at one scale."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Broadest, Claim, Outlined
from dashboard.comparisons.core import KILOMETRES, SHAPES, Axis, Comparison, version
from dashboard.comparisons.places import places
from dashboard.formats import integer, listed
from dashboard.selection import Selection

# How far surfaces of simplified contours may be wrong, as a share.
_ERROR = 0.02


def contours(emphasis: str) -> Comparison:
    """One row a compared territory: its outline in kilometres (`rings`), its width and height."""
    table = queries.contours()
    known = queries.territories().set_index("territory_id")
    table["extent"] = [f"{integer(row.width_km)} × {integer(row.height_km)} km" for row in table.itertuples()]
    table["population"] = [f"{integer(known.at[one, 'population'])} habitants" for one in table["territory_id"]]
    years = [str(year) for year in sorted(known.loc[table["territory_id"], "population_year"].unique())]
    hash_, date = version()
    table["square_km"] = table["rings"].map(square_km)
    return Comparison(
        key="contours",
        question="Quelle étendue chaque territoire a-t-il ?",
        headline=_broadest(table),
        scope=Outlined(Selection(), len(table)),
        table=table,
        category=Axis("territory_id", "territory", "Territoire"),
        series=Axis("territory_id", "territory", "Territoire"),
        value="width_km",
        unit=KILOMETRES,
        mark=SHAPES,
        selection=Selection(),
        remarks=(
            "Contours simplifiés à partir des communes (IGN Admin Express, Licence Ouverte 2.0).",
            f"Populations municipales {listed(years)} (INSEE).",
        ),
        sources=(),
        data_version=hash_,
        data_date=date,
        value_title="Étendue",
        extra_columns={"population": "Population"},
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


def _broadest(table: pd.DataFrame) -> Claim:
    """The territory of the largest surface, if it is so beyond what simplified contours may err."""
    ordered = table.sort_values("square_km", ascending=False)
    if len(ordered) < 2 or ordered["square_km"].iloc[0] < (1 + _ERROR) * ordered["square_km"].iloc[1]:
        return Outlined(Selection(), len(table))
    first = ordered.iloc[0]
    return Broadest(Selection(), places(Selection())[first["territory_id"]], float(first["square_km"]))
