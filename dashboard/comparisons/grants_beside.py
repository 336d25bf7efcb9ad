"""What the State granted intercommunalities that stand beside a territory: those alike, and those that were chosen."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Claim
from dashboard.comparisons.core import EACH, Axis, Comparison
from dashboard.comparisons.grant_claims import Beside, BesideEach, ListsBeside, NoListBeside
from dashboard.comparisons.grant_parts import STATE, chosen, granted_comparison, heeding_places_themes_and_references
from dashboard.comparisons.grant_wording import NOTHING
from dashboard.comparisons.places import places
from dashboard.look.formats import each, euros, integer
from dashboard.selection import Selection

# Those alike that are listed of each territory, the nearest first.
_MOST = 10
# The rule by which intercommunalities are alike: that of `sql/queries/grants_beside.sql`.
ALIKE = (
    "Intercommunalités semblables : de même sorte que l’une de celles du territoire, avec la moitié à deux fois ses "
    "habitants et sa densité ; la médiane de ce qu’elles ont reçu par habitant, leurs communes comprises. Celles que "
    "ces listes ne nomment pas y comptent pour zéro."
)
_CHOSEN = "Intercommunalités choisies"
_SAME_LISTS = (
    "Les mêmes listes pour toutes les lignes : celles qui nomment des organismes de toute la France ou, s’il n’y en a "
    "pas, celles dont le fichier entier est chargé et nomme des organismes de chaque département montré."
)
NO_LIST = (
    "Aucune liste entière n’est chargée qui nomme des organismes de chacun de ces départements : charger le fichier "
    "entier sous « Votre territoire », ou par « python -m etl grants »."
)
_NEAREST = f"Les {_MOST} semblables les plus proches de chaque territoire, par leurs habitants et leur densité."


@heeding_places_themes_and_references
def grants_beside(own: Selection) -> Comparison:
    """A row an intercommunality: euros per inhabitant, of the territory's own, of those alike, of those chosen."""
    every = queries.grants_beside(own, STATE, own.references)
    table = every[(every["part"] != "alike") | (every.groupby(["territory_id", "part"]).cumcount() < _MOST)].copy()
    lists = () if every.empty else tuple(every["lists"].iloc[0])
    own_rows = table["part"] == "own"
    table["row_id"] = table["territory_id"].fillna("") + "/" + table["epci_siren"]
    table["group"] = table["territory"].where(table["territory"].notna(), _CHOSEN)
    table["label"] = table["name"].where(~own_rows, "L’intercommunalité du territoire")
    several = own_rows & table["epci_siren"].str.contains(",")
    table.loc[several, "label"] = "Les intercommunalités du territoire"
    table["part_said"] = table["part"].map({"own": "le territoire", "alike": "semblable", "chosen": "choisie"})
    table["column"], table["heading"] = "each", "Euros par habitant"
    table["granted"] = [euros(eur) if eur else NOTHING for eur in table["eur"]]
    table["number"] = table["grants"]
    table["people"] = [integer(one) for one in table["population"]]
    table["density_said"] = ["" if pd.isna(one) else f"{integer(round(one))} hab./km²" for one in table["density"]]
    # Without any grant in these lists nothing is known to be zero.
    table["each"] = table["each"].where(table["grants"] > 0)
    table["printed"] = [each(one) if one == one else "" for one in table["each"]]
    has_alike = bool((table["part"] == "alike").any())
    return granted_comparison(
        "subventions-a-cote",
        "Et les intercommunalités d’à côté ?",
        own,
        "Ce que l’État a accordé à d’autres intercommunalités",
        table=table,
        category=Axis("row_id", "label", "Intercommunalité"),
        series=Axis("column", "heading", "Mesure"),
        headline=_claim(own, every),
        scope=None if every.empty else ListsBeside(own, tuple(_labels(lists))),
        lists=lists,
        empty=NO_LIST,
        unit=EACH,
        value="each",
        value_title="Euros par habitant",
        group="group",
        completed_by={},
        printed="printed",
        extra_columns={
            "part_said": "À quel titre",
            "name": "Nom",
            "departments": "Départements",
            "people": "Habitants",
            "density_said": "Densité",
            "number": "Subventions",
            "granted": "Euros accordés",
        },
        remarks=(_SAME_LISTS, *((ALIKE, _NEAREST) if has_alike else ())),
    )


def has_whole_lists() -> bool:
    """Whether some list is kept whole, so that any intercommunality it names can stand beside."""
    known = queries.grant_sources()
    return bool(known["is_whole"].any())


def alike_each(own: Selection) -> pd.DataFrame:
    """By territory what its own had per inhabitant in lists of all France, how many are alike, and their median and
    quartiles; no row where there is no such list."""
    every = queries.grants_beside(own, STATE)
    alike = every[every["part"] == "alike"].groupby("territory_id")["each"]
    found = every[every["part"] == "own"].set_index("territory_id")[["each"]]
    told = alike.agg(alike="size", median_each="median").join(alike.quantile([0.25, 0.75]).unstack())
    return found.join(told.rename(columns={0.25: "low_each", 0.75: "high_each"}), how="inner")


def _labels(lists: tuple[str, ...]) -> list[str]:
    named = queries.grant_sources().set_index("source_id")["label"]
    return [str(named[one]) for one in lists]


def _claim(own: Selection, every: pd.DataFrame) -> Claim:
    if every.empty:
        return NoListBeside(own, STATE)
    named, alike = places(own), alike_each(own)
    known = alike[["alike", "median_each"]].to_dict("index")
    mine, picked = every[every["part"] == "own"], every[every["part"] == "chosen"]
    return BesideEach(
        own,
        STATE,
        chosen(own),
        tuple(
            Beside(named[one], value, int(known[one]["alike"]), float(known[one]["median_each"]))
            if one in known
            else Beside(named[one], value)
            for one, value in zip(mine["territory_id"], mine["each"], strict=True)
        ),
        tuple(zip(picked["epci_siren"], picked["name"], picked["each"], strict=True)),
    )
