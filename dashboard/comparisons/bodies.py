"""Each body that an action names, action by action: as what, how surely, for what part, in which words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.comparisons.body_claims import STANDINGS, NamedAs, Standing
from dashboard.comparisons.core import MATRIX, NAMINGS, Axis, Comparison, Worded, caveats, shown, sources, version
from dashboard.comparisons.phrases import roles
from dashboard.comparisons.places import places
from dashboard.look.formats import euros, listed, period
from dashboard.selection import Selection

# Bodies of one territory, at most, and of all of them together, of which each has a few.
_MOST, _MOST_OF_ALL, _FEW = 200, 4_000, 10
_NOT_PAYING = (
    "Seul un « financeur » paie. Un « financeur envisagé » pourrait payer, un « signataire » signe une convention, un "
    "« partenaire » aide sans qu’aucun argent soit nommé : aucun des trois ne paie."
)
# What is said of each mention, in columns.
_SAID = ["role_said", "told", "spoken", "sums", "period", "part_said"]
_UNSAID = "Une somme, une part ou une période que l’action ne dit pas reste « non dite » : ce n’est pas zéro."


@queries.once_per_content
def bodies_by_action(selection: Selection) -> Comparison:
    """A row an action and a body that it names, those that pay first; each territory is a group."""
    most = max(_FEW, min(_MOST, _MOST_OF_ALL // max(1, len(places(selection)))))
    table = queries.named_bodies(selection, most)
    named = int(table["named"].iloc[0]) if len(table) else 0
    table["pair_id"] = table["action_id"] + "/" + table["funder_id"]
    table["column"], table["heading"], table["mention"] = "mention", "Rôle et certitude", 1
    table[_SAID] = pd.DataFrame([_said(row) for row in table.itertuples()], table.index, _SAID)
    cut = f"D’un territoire, {most} mentions au plus sont montrées, les premières : un filtre montre les autres."
    hash_, date = version()
    return Comparison(
        key="qui-paie-selon-les-actions",
        question="Qui paie selon les actions, qui pourrait payer, qui signe ?",
        headline=_named_as(table, selection),
        scope=shown(f"Chaque organisme qu’une action nomme {roles(selection)}, dans ses mots", selection),
        table=table,
        category=Axis("pair_id", "funder", "Organisme"),
        series=Axis("column", "heading", "Mesure"),
        value="mention",
        unit=NAMINGS,
        mark=MATRIX,
        selection=selection,
        remarks=(*((cut,) if len(table) < named else ()), _NOT_PAYING, _UNSAID, *caveats(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Mention",
        value_alone="Nombre de mentions",
        empty=f"Aucune action de ces documents ne nomme de {roles(selection)}.",
        extra_columns={
            "level": "Niveau",
            "role_said": "Rôle",
            "action": "Action",
            "part_said": "Partie payée",
            "sums": "Somme",
            "period": "Période",
            "evidence": "Mots du document",
            "line": "Ligne",
        },
        group="territory",
        printed="told",
        spoken="spoken",
        words="evidence",
        worded=Worded(
            "Organismes que les actions nomment, dans leurs mots",
            before=("Niveau", "Rôle", "Action"),
            under=("Partie payée", "Somme", "Période"),
            after=("Ligne",),
            counted="Action",
        ),
    )


def _said(row: Any) -> tuple[str, ...]:
    """The texts of a mention, in the order of `_SAID`; who might pay is not said to pay."""
    role = f"{row.role_label} envisagé" if row.certainty == "envisage" else row.role_label
    told = f"{role.lower()}, ligne {row.line}"
    stated = row.stated_sum if isinstance(row.stated_sum, str) else "non dite"
    sums = listed([euros(one) for one in row.euros]) or stated
    years = period(row.period_start, row.period_end) or "non dite"
    part = row.part if isinstance(row.part, str) else ""
    return role, told, f"{told} : « {row.evidence} », {row.action}", sums, years, part


def _named_as(table: pd.DataFrame, selection: Selection) -> NamedAs:
    """Counted of all that the Selection keeps, whatever a table of many leaves out."""
    counts = queries.funder_by_territory(selection)[STANDINGS].sum()
    naming = int(table["naming"].iloc[0]) if len(table) else 0
    return NamedAs(selection, Standing(*map(int, counts)), naming, queries.counted(selection)[0])
