"""Aids that a region's page lists, in its words: never attributed to an action of a territory."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons import unapplied
from dashboard.comparisons.claims import AidsListed, AidsOf
from dashboard.comparisons.core import AIDS, MATRIX, Axis, Comparison, Worded, sources, version
from dashboard.comparisons.places import places
from dashboard.selection import Selection

_NOTES = (
    "Ces aides sont celles d’une page datée : elles ne sont attribuées à aucune action.",
    "Le thème est celui de l’action relevée au même endroit du document.",
)


def regional_aids(selection: Selection) -> Comparison:
    """A row an aid: for whom, of which theme and day, open or closed where that is said, the words and their line.

    Of the Selection the territories alone apply: theirs, and those of the region in which they lie.
    """
    return _asked(unapplied.asked(selection))


@queries.once_per_content
def _asked(asked: Selection) -> Comparison:
    return unapplied.told(_listed(Selection(territories=asked.territories)), asked, "aides", ("territories",))


@queries.once_per_content
def _listed(own: Selection) -> Comparison:
    table = queries.aids(own)
    table["column"], table["heading"], table["aid"] = "aid", "Date et ligne", 1
    table["for_whom"] = _quoted(table, "beneficiary")
    table["dated"] = _quoted(table, "date", "sans date")
    table["is_open"] = _quoted(table, "state", "Le document ne dit pas si elle est ouverte ou fermée.")
    table["told"] = [f"{date}, ligne {line}" for date, line in zip(table["date_words"], table["line"], strict=True)]
    table["spoken"] = [f"{row.told} : « {row.words} »" for row in table.itertuples()]
    table["of_document"] = table["territory"] + ", " + table["date_label"]
    found = tuple(table["territory_id"].unique())
    hash_, date = version()
    return Comparison(
        key="aides-regionales",
        question="Quelles aides la page de la Région présente-t-elle ?",
        headline=_headline(table, own),
        scope=_scope(table, own),
        table=table,
        category=Axis("aid_id", "title", "Aide"),
        series=Axis("column", "heading", "Mesure"),
        value="aid",
        unit=AIDS,
        mark=MATRIX,
        selection=own,
        # A note that begins with a territory leads to the lines that it cites.
        remarks=(
            *(f"{place.name} : « {words} » se lit ligne {line}." for place, _, words, line in _scope(table, own).lists),
            *_NOTES,
        ),
        sources=sources(Selection(territories=found)) if found else sources(own),
        data_version=hash_,
        data_date=date,
        value_title="Aide",
        value_alone="Nombre d’aides",
        empty="Aucun de ces documents, ni celui de leur région, ne présente d’aides.",
        extra_columns={
            "for_whom": "Pour qui",
            "theme": "Thème",
            "dated": "Date",
            "is_open": "Ouverte ou fermée",
            "words": "Mots du document",
            "line": "Ligne",
        },
        group="of_document",
        printed="told",
        spoken="spoken",
        words="words",
        worded=Worded(
            "Aides que la page d’une région présente, et mots qui le disent",
            before=("Pour qui", "Thème", "Date"),
            under=("Ouverte ou fermée",),
            after=("Ligne",),
        ),
    )


def _quoted(table: pd.DataFrame, field: str, unsaid: str = "le document ne le dit pas") -> list[str]:
    """For each aid the document's words for it and their line: « associations et EPCI », ligne 98."""
    words = table["date_words" if field == "date" else field]
    return [
        f"« {said} », ligne {int(line)}" if isinstance(said, str) else unsaid
        for said, line in zip(words, table[f"{field}_line"], strict=True)
    ]


def _headline(table: pd.DataFrame, selection: Selection) -> AidsListed:
    number = table.groupby("territory_id", sort=False)["aid_id"].size()
    named = places(Selection(territories=tuple(number.index)))
    years = [int(one) for one in table["published_on"].dropna().map(lambda day: day.year)]
    return AidsListed(
        selection,
        tuple((named[one], int(found)) for one, found in number.items()),
        min(years, default=None),
        max(years, default=None),
        int(table["state"].isna().sum()),
    )


def _scope(table: pd.DataFrame, selection: Selection) -> AidsOf:
    lists = table.groupby(["territory_id", "list_words", "list_line"], sort=False)["aid_id"].size()
    named = places(Selection(territories=tuple(table["territory_id"].unique())))
    return AidsOf(
        selection,
        tuple((named[one], int(found), words, int(line)) for (one, words, line), found in lists.items()),
    )
