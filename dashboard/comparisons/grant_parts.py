"""What comparisons of grants share: whose they are, how many, what must be known before they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.comparisons import grant_wording as grant_wording  # makes the claims' words known
from dashboard.comparisons import unapplied
from dashboard.comparisons.claims import Claim, Subject
from dashboard.comparisons.core import EACH, FIGURES, MATRIX, Comparison, Source, version
from dashboard.comparisons.grant_claims import (
    Granted,
    GrantedEach,
    GrantsShown,
    NamedAlike,
    NoInhabitants,
    NothingGranted,
    OnlyGivers,
    ThemesOfGrants,
    Vintages,
)
from dashboard.comparisons.places import places
from dashboard.look.formats import listed
from dashboard.page_registry import GRANTS
from dashboard.selection import Selection

# Whose grants are compared by theme: those of other givers stand under their own names.
STATE = "État"
# Where the theme of a grant comes from, in words.
THEME_ORIGINS = {
    "lectures": "deux lectures d’accord",
    "decision": "tranché entre deux lectures",
    "rule": "règles seules",
}


def of_grants(selection: Selection) -> Selection:
    """What of the Selection says anything about grants. A frame, as a region, is no territory where grants are counted:
    beside compared ones it is left out."""
    compared = tuple(one for one in selection.territories if one in places(Selection()))
    return Selection(
        territories=compared or selection.territories, themes=selection.themes, references=selection.references
    )


def heeding_places_and_themes(make: Callable[[Selection], Comparison]) -> Callable[[Selection], Comparison]:
    """The Comparison of what of a Selection says anything about grants, with the filters that do not."""
    return _heeding(make, "subventions", ("territories", "themes"))


def heeding_places_themes_and_references(make: Callable[[Selection], Comparison]) -> Callable[[Selection], Comparison]:
    """The same beside the intercommunalities that the reader chose."""
    return _heeding(make, "subventions", ("territories", "themes", "references"))


def heeding_places(make: Callable[[Selection], Comparison]) -> Callable[[Selection], Comparison]:
    """The same of grants told apart, of which nobody read what all of them are for: no theme says anything of them."""
    return _heeding(make, "subventions-a-part", ("territories",))


def _heeding(
    make: Callable[[Selection], Comparison], what: str, fields: tuple[str, ...]
) -> Callable[[Selection], Comparison]:
    # Of two Selections that differ in what is not heeded, only what is told of that differs.
    once = queries.once_per_content(make)

    @queries.once_per_content
    def asked(selection: Selection) -> Comparison:
        heeded = of_grants(selection)
        left = {name: () for name in (*heeded.filters, "references") if name not in fields}
        return unapplied.told(once(heeded.but(**left)), selection, what, fields)

    @wraps(make)
    def made(selection: Selection) -> Comparison:
        beside = selection.references if "references" in fields else ()
        return asked(unapplied.asked(selection).but(references=beside))

    return made


def granted_each(own: Selection, funder: str = STATE) -> Claim:
    """What the giver granted per inhabitant in each territory."""
    every = queries.granted(own)
    found = every[every["funder"] == funder].groupby("territory_id")[["grants", "eur"]].sum()
    inhabitants = population()
    parts = [
        Granted(place, int(found["grants"].get(one, 0)), float(found["eur"].get(one, 0.0)), inhabitants[one])
        for one, place in places(own).items()
    ]
    known = [part for part in parts if part.population]
    if not any(part.grants for part in known):
        return nothing_granted(own, funder)
    return GrantedEach(
        own, funder, chosen(own), tuple(sorted(known, key=lambda part: -part.eur / (part.population or 1)))
    )


def chosen(own: Selection) -> tuple[Subject, ...]:
    """The themes that the Selection names."""
    labels = theme_labels()
    return tuple(Subject("themes", labels[one], (one,)) for one in own.themes if one in labels)


def leading(values: pd.Series) -> tuple[Subject, ...]:
    """The themes, all that tie, of the largest value."""
    labels = theme_labels()
    return tuple(Subject("themes", labels[str(one)], (str(one),)) for one in values[values == values.max()].index)


@queries.once_per_content
def theme_labels() -> Mapping[str, str]:
    known = queries.themes()
    return dict(zip(known["theme_id"], known["label"], strict=True))


def nothing_granted(own: Selection, funder: str = STATE) -> NothingGranted:
    """That the lists hold no grant of this giver here, with how many they hold of others."""
    every = queries.granted(own)
    return NothingGranted(own, funder, int(every.loc[every["funder"] != funder, "grants"].sum()))


@queries.once_per_content
def population() -> Mapping[str, int | None]:
    known = queries.territories().drop_duplicates("territory_id")
    return {row.territory_id: None if pd.isna(row.population) else int(row.population) for row in known.itertuples()}


def granted_comparison(
    key: str,
    question: str,
    own: Selection,
    what: str,
    remarks: tuple[Claim | str, ...] = (),
    funders: tuple[str, ...] = (STATE,),
    also: tuple[Source, ...] = (),
    lists: tuple[str, ...] | None = None,
    **others: Any,
) -> Comparison:
    """A Comparison of grants with what all of them have: lists, caveats, the page on which a figure opens. `also` are
    the sources beside the lists; `lists` are those that are counted, where not all are; `others` are the Comparison's
    own."""
    hash_, date = version()
    return Comparison(
        key=key,
        question=question,
        scope=others.pop("scope", None) or _shown(what, own, funders),
        mark=MATRIX,
        selection=own,
        remarks=(*remarks, *_remarks(own, others["unit"] in (EACH, FIGURES), lists)),
        sources=(*_sources(lists), *also),
        data_version=hash_,
        data_date=date,
        empty=others.pop("empty", None) or _empty(own, funders),
        counted=others.pop("counted", "grants"),
        opens=GRANTS.address,
        **others,
    )


def _empty(own: Selection, funders: tuple[str, ...]) -> str:
    every = queries.granted(own)
    of = " de l’État" if funders == (STATE,) else ""
    are_others = not every.empty and not every["funder"].isin(funders).any()
    more = " Celles d’autres donneurs sont sous « Par quelles dotations »." if are_others else ""
    return f"Ces listes n’ont aucune subvention{of} pour ces territoires et ces thèmes.{more}"


def _shown(what: str, own: Selection, funders: tuple[str, ...]) -> GrantsShown:
    """How many grants of these givers are shown, and their euros."""
    every = queries.granted(own)
    shown = every[every["funder"].isin(funders)]
    return GrantsShown(
        own,
        what,
        funders[0] if len(funders) == 1 else "",
        int(shown["grants"].sum()),
        float(shown["eur"].sum()),
        shown["territory_id"].nunique(),
        len(places(own)),
    )


def _counted_lists(lists: tuple[str, ...] | None) -> pd.DataFrame:
    every = queries.grant_sources()
    return every if lists is None else every[every["source_id"].isin(lists)]


def _remarks(own: Selection, is_each: bool, lists: tuple[str, ...] | None) -> tuple[Claim | str, ...]:
    """What must be known before these sums are read."""
    known = _counted_lists(lists)
    if known.empty:
        return ()
    families: dict[str, set[int]] = {}
    for row in known.itertuples():
        families.setdefault(row.family, set()).update(int(year) for year in row.years)
    years = set().union(*families.values())
    missing = tuple(year for year in range(min(years), max(years)) if year not in years) if years else ()
    funders = tuple(dict.fromkeys(one for of in known["funders"] for one in (of if of is not None else ())))
    remarks: list[Claim | str] = [
        Vintages(own, tuple((family, tuple(sorted(of))) for family, of in families.items()), missing, lists),
        OnlyGivers(own, funders),
    ]
    first = queries.grant_list(own, None, 1, apart=True)
    alike = first[first["alike"] > 0]
    if len(alike) and lists is None:
        named = places(own)
        remarks.append(
            NamedAlike(
                own,
                tuple((named[row.territory_id], int(row.alike), float(row.alike_eur)) for row in alike.itertuples()),
            )
        )
    if is_each:
        remarks.append("Par habitant : la population municipale de la référence, la même pour toutes les années.")
        without = tuple(place for one, place in places(own).items() if not population()[one])
        remarks += [NoInhabitants(own, without)] if without else []
    return tuple(remarks)


def themes_told(own: Selection) -> ThemesOfGrants:
    every = queries.granted(own)
    state = every[every["funder"] == STATE]
    origin = state["theme_origin"]
    return ThemesOfGrants(
        own,
        STATE,
        read=int(state[origin == "lectures"]["grants"].sum()),
        settled=int(state[origin == "decision"]["grants"].sum()),
        ruled=int(state[origin == "rule"]["grants"].sum()),
        without=int(state[origin.isna()]["grants"].sum()),
    )


@queries.once_per_content
def _sources(lists: tuple[str, ...] | None) -> tuple[Source, ...]:
    """The lists behind the figures, those of one family together."""
    return tuple(
        Source(
            str(of["source_id"].iloc[0]),
            "",
            str(of["publisher"].iloc[0]),
            str(family),
            str(family),
            listed([str(year) for year in sorted({int(year) for years in of["years"] for year in years})]),
        )
        for family, of in _counted_lists(lists).groupby("family", sort=False)
    )


def is_uneven() -> bool:
    """Whether some list covers fewer years than another."""
    known = queries.grant_sources()
    return (
        known.groupby("family")["years"].agg(lambda of: tuple(sorted(year for one in of for year in one))).nunique() > 1
    )


def grants_known() -> bool:
    """Whether this base has any list of grants."""
    return not queries.grant_sources().empty
