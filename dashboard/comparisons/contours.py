"""Contours of the compared territories at one scale."""

from __future__ import annotations

from dashboard import queries
from dashboard.comparisons.core import KILOMETRES, SHAPES, Axis, Comparison, version
from dashboard.formats import integer, listed
from dashboard.selection import Selection


def contours(emphasis: str) -> Comparison:
    """One row a compared territory: its outline in kilometres (`rings`), its width and height."""
    table = queries.contours()
    known = queries.territories().set_index("territory_id")
    table["extent"] = [f"{integer(row.width_km)} × {integer(row.height_km)} km" for row in table.itertuples()]
    table["population"] = [f"{integer(known.at[one, 'population'])} habitants" for one in table["territory_id"]]
    years = [str(year) for year in sorted(known.loc[table["territory_id"], "population_year"].unique())]
    hash_, date = version()
    widest = table.loc[(table["width_km"] * table["height_km"]).idxmax()]
    return Comparison(
        key="contours",
        question="Quelle étendue chaque territoire a-t-il ?",
        finding=f"{widest['territory']} est le plus étendu des territoires comparés",
        subtitle="Contours à la même échelle, étendue d’ouest en est et du sud au nord.",
        table=table,
        category=Axis("territory_id", "territory", "Territoire"),
        series=Axis("territory_id", "territory", "Territoire"),
        value="width_km",
        unit=KILOMETRES,
        mark=SHAPES,
        selection=Selection(),
        notes=(
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
