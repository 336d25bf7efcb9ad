"""Schemes: which of them each territory's actions name, and how far along those actions are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import Claim, Named, Subject, WidelyRead
from dashboard.comparisons.core import COUNT, MATRIX, Axis, Comparison, caveats, shown, sources, told_by_row, version
from dashboard.comparisons.places import places
from dashboard.look.formats import NO_BREAK, count, integer
from dashboard.look.palette import ENGAGEMENT_SHAPES
from dashboard.selection import Selection

# Signs that are no commitment: the action only names the scheme; the whole document is of it.
CITED, WHOLE_DOCUMENT = "cite", "document"
# Shapes of one kind that stand one beside another; more are counted.
_MOST_SHAPES = 5
_SCHEME = Axis("family_id", "short_label", "Dispositif", filters="schemes", members="scheme_ids")
_CITED, _WHOLE_DOCUMENT = "cité", "tout le document"


@queries.once_per_content
def schemes_by_territory(selection: Selection) -> Comparison:
    """Family of schemes × territory, grouped by theme: a shape an action that makes, revises or runs a scheme says its
    commitment, a word says that others only cite it, or that the whole document is of it."""
    table = queries.scheme_by_territory(selection)
    labels = dict(queries.engagements()[["engagement", "label"]].itertuples(index=False))
    table["nombre"] = table["actions"]
    several = [len(schemes) > 1 for schemes in table["scheme_ids"]]
    table["shapes"] = [_drawn(signs, named) for signs, named in zip(table["signs"], several, strict=True)]
    table["spoken"] = [
        _spoken(signs, named, actions, labels)
        for signs, named, actions in zip(table["signs"], several, table["actions"], strict=True)
    ]
    table["told"] = told_by_row(table, "family_id", "spoken")
    hash_, date = version()
    return Comparison(
        key="dispositifs-par-territoire",
        question="Quels dispositifs les actions nomment-elles, et où en sont-elles ?",
        headline=_headline(table, selection),
        scope=shown(
            f"Une forme par action qui fait, révise ou conduit le dispositif : {signs_in_words()} ; « {_CITED} » : "
            f"l’action ne fait que le nommer ; « {_WHOLE_DOCUMENT} » : tout le document en relève",
            selection,
        ),
        table=table,
        category=_SCHEME,
        series=Axis("territory_id", "territory", "Territoire", filters="territories"),
        value="nombre",
        unit=COUNT,
        mark=MATRIX,
        selection=selection,
        remarks=(
            *_named(table, selection),
            "Une case vide : aucune action retenue ne nomme le dispositif, que le texte du document peut citer hors "
            "d’une action ; le territoire peut y avoir part.",
            *caveats(selection),
        ),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Actions",
        empty="Aucune action de ces documents ne nomme de dispositif.",
        extra_columns={"label": "Nom officiel"},
        group="theme",
        printed="shapes",
        spoken="spoken",
        told="told",
    )


def signs_in_words() -> str:
    """« ● engagée ; ◐ programmée ; … »."""
    degrees = queries.engagements().itertuples()
    return " ; ".join(f"{ENGAGEMENT_SHAPES[one.engagement]} {one.label.lower()}" for one in degrees)


def _drawn(signs: Iterable[tuple[str, str, int]], several: bool) -> str:
    """« ● ○ · cité »; where a row holds several schemes, each by its name: « PSMV ● · SPR cité 3 fois »."""
    said = []
    for scheme, of_scheme in groupby(signs, key=itemgetter(0)):
        found = {sign: times for _, sign, times in of_scheme}
        parts = [_WHOLE_DOCUMENT] if WHOLE_DOCUMENT in found else []
        for sign, shape in ENGAGEMENT_SHAPES.items():
            times = found.get(sign, 0)
            parts += [shape] * times if times <= _MOST_SHAPES else [f"{shape} ×{NO_BREAK}{integer(times)}"]
        if times := found.get(CITED, 0):
            parts.append(_CITED if times == 1 else f"{_CITED} {integer(times)} fois")
        said.append(" ".join([scheme, *parts] if several else parts))
    return " · ".join(said)


def _spoken(signs: Iterable[tuple[str, str, int]], several: bool, actions: int, labels: dict[str, str]) -> str:
    """« 3 actions : 1 engagée, 1 à étudier, 1 qui le cite », scheme by scheme where a row holds several."""
    told = []
    for scheme, of_scheme in groupby(signs, key=itemgetter(0)):
        found = {sign: times for _, sign, times in of_scheme}
        said = [_WHOLE_DOCUMENT] if WHOLE_DOCUMENT in found else []
        said += [_counted(found[one], label.lower()) for one, label in labels.items() if one in found]
        if times := found.get(CITED, 0):
            said.append(f"{integer(times)} qui le {'cite' if times == 1 else 'citent'}")
        told.append(f"{scheme}, {', '.join(said)}" if several else ", ".join(said))
    return f"{count(actions, 'action')} : {' ; '.join(told)}" if told else ""


def _counted(number: int, degree: str) -> str:
    """« 2 engagées », « 2 à étudier »."""
    return f"{integer(number)} {degree}{'s' if number > 1 and not degree.startswith('à ') else ''}"


def _headline(table: pd.DataFrame, selection: Selection) -> Claim:
    """The families that stand in most documents, in their codes or anywhere in their texts; under a filter that hides
    some, how many schemes are named."""
    named = Named(selection, "schemes", _number(table))
    if set(selection.filters) - {"territories"}:
        return named
    reach = dict(queries.scheme_reach(selection)[["family_id", "territories"]].itertuples(index=False))
    most = max(reach.values(), default=0)
    widest = tuple(subject for family, subject in families().items() if reach.get(family) == most)
    return WidelyRead(selection, widest, most, len(places(selection))) if most > 1 else named


@queries.once_per_content
def families() -> Mapping[str, Subject]:
    """All families of schemes by their identifier, in the order of names, a scheme without family being its own."""
    known = queries.scheme_definitions()
    return {
        str(family): Subject("schemes", str(of_family.iloc[0]["row_label"]), tuple(sorted(of_family["scheme_id"])))
        for family, of_family in known.groupby("family_id", sort=False)
    }


def _named(table: pd.DataFrame, selection: Selection) -> tuple[Claim, ...]:
    """How many schemes the actions name, where the headline says something else."""
    headline = _headline(table, selection)
    return () if isinstance(headline, Named) else (Named(selection, "schemes", _number(table)),)


def _number(table: pd.DataFrame) -> int:
    return len({scheme for schemes in table["scheme_ids"] for scheme in schemes})
