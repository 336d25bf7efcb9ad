"""Bodies that a document names for its whole programme: told in its words, attributed to no action."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons import unapplied
from dashboard.comparisons.claims import ForWholeDocuments, Mentions
from dashboard.comparisons.core import MATRIX, MENTIONS, Axis, Comparison, Source, Worded, sources, version
from dashboard.comparisons.places import places
from dashboard.selection import Selection

_NOTES = (
    "Ces organismes sont nommés pour tout le document et ne sont attribués à aucune action : de tous les filtres, ceux "
    "de territoire, de niveau et d’organisme s’appliquent seuls.",
    "Un document qui ne nomme personne pour son ensemble peut nommer des organismes action par action.",
)
# An absence that is told: no period is none of zero years.
_NO_PERIOD = "non dite pour cet organisme."


def document_funders(selection: Selection) -> Comparison:
    """A row a document and a body, with the body's role, the words that say so and their line.

    Of the Selection, the territories, the levels and the bodies alone apply, and alone are kept; `unapplied` names the
    other filters that are set.
    """
    return _asked(unapplied.asked(selection))


@queries.once_per_content
def _asked(asked: Selection) -> Comparison:
    return unapplied.told(_named(unapplied.applied(asked)), asked, "organismes")


@queries.once_per_content
def _named(own: Selection) -> Comparison:
    table = queries.document_funders(own)
    table["mention_id"] = table["document_id"] + "/" + table["funder_id"]
    table["column"], table["heading"], table["mention"] = "mention", "Rôle et ligne", 1
    # Who might pay is not said to pay.
    table["role"] = [f"{row.role} envisagé" if row.certainty == "envisage" else row.role for row in table.itertuples()]
    table["told"] = [f"{row.role.lower()}, ligne {row.line}" for row in table.itertuples()]
    table["named"] = [f"{row.told} : « {row.evidence} »" for row in table.itertuples()]
    table["period"] = [
        f"« {row.period_words} », ligne {row.period_line:.0f}" if isinstance(row.period_words, str) else _NO_PERIOD
        for row in table.itertuples()
    ]
    table["of_document"] = table["territory"] + ", " + table["date_label"]
    among = " parmi ceux choisis" if own.levels or own.funders else ""
    looked_at = _sources(own, table)
    hash_, date = version()
    return Comparison(
        key="financeurs-du-document",
        question="Quels organismes les documents nomment-ils pour l’ensemble de leur programme ?",
        headline=_headline(table, own),
        scope=Mentions(own, len(table), table["document_id"].nunique(), len(looked_at)),
        table=table,
        category=Axis("mention_id", "funder", "Organisme"),
        series=Axis("column", "heading", "Mesure"),
        value="mention",
        unit=MENTIONS,
        mark=MATRIX,
        selection=own,
        remarks=_NOTES,
        sources=looked_at,
        data_version=hash_,
        data_date=date,
        value_title="Mention",
        value_alone="Nombre de mentions",
        empty=f"Aucun de ces documents ne nomme d’organisme{among} pour l’ensemble de son programme.",
        extra_columns={
            "level": "Niveau",
            "role": "Rôle",
            "evidence": "Mots du document",
            "line": "Ligne",
            "period": "Durée",
            "reason": "Lecture",
        },
        group="of_document",
        printed="told",
        spoken="named",
        words="evidence",
        worded=Worded(
            "Organismes nommés pour l’ensemble d’un document, et mots qui le disent",
            before=("Niveau", "Rôle"),
            under=("Durée", "Lecture"),
            after=("Ligne",),
        ),
    )


def _sources(selection: Selection, table: pd.DataFrame) -> tuple[Source, ...]:
    """The documents looked at, and that of the frame where it names somebody."""
    looked_at = sources(selection)
    known = {source.document_id for source in looked_at}
    frames = table[~table["document_id"].isin(known)]["territory_id"]
    return looked_at + (sources(Selection(territories=tuple(frames.unique()))) if len(frames) else ())


def _headline(table: pd.DataFrame, selection: Selection) -> ForWholeDocuments:
    """How many bodies each document names."""
    number = table.groupby("territory_id", sort=False)["funder_id"].size()
    named = places(Selection(territories=tuple(number.index)))
    return ForWholeDocuments(selection, tuple((named[one], int(found)) for one, found in number.items()))
