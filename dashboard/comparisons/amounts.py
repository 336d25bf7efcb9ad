"""Sums of money: one Comparison a scope, so that sums of different scopes are never on one axis nor added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import LargestSum, Stated
from dashboard.comparisons.core import BARS, EUROS, Axis, Comparison, Source, version
from dashboard.look.formats import euros, listed
from dashboard.selection import Selection

# What is said of a sum whose period the document does not say.
UNSTATED = "non indiquée"


def amounts_by_scope(selection: Selection, national: bool = True) -> tuple[Comparison, ...]:
    """A Comparison for each scope that the documents of the Selection state a sum of.

    Without `national`, sums of national programmes are left out: they are no territory's own. Each sum stands once:
    what merely repeats it is told in its note. Components stand under their envelope. A sum bears the document's words
    for its period, in column `period`; one that is no component bears them in its label too.
    """
    # Sums are no action's: what keeps actions keeps none of them.
    return _by_scope(Selection(territories=selection.territories), national)


@queries.once_per_content
def _by_scope(own: Selection, national: bool) -> tuple[Comparison, ...]:
    every = queries.amounts(own)
    if not national:
        every = every[every["scope"] != "programme-national"]
    if every.empty:
        return ()
    repeated = every[every["same_as"].notna()]
    table = every[every["same_as"].isna()].copy()
    table["period"] = [words if isinstance(words, str) else UNSTATED for words in table["period_words"]]
    table["label"] = [
        label if depth else f"{label} ({f'période {UNSTATED}' if period == UNSTATED else uncapitalised(period)})"
        for label, depth, period in zip(table["label"], table["depth"], table["period"], strict=True)
    ]
    table["note"] = [_note(row, repeated, every) for row in table.to_dict("records")]
    table["series"], table["series_label"] = "eur", "Montant"
    hash_, date = version()
    known = queries.territories().set_index("document_id")
    found = []
    for _, of_scope in table.groupby("scope_rank", sort=True):
        first = of_scope.iloc[0]
        found.append(
            Comparison(
                key=f"montants-{first['scope']}",
                question=f"Quelles sommes les documents annoncent-ils ? Portée : {first['scope_label'].lower()}",
                headline=_largest(of_scope, own),
                scope=Stated(
                    own,
                    str(first["scope"]),
                    str(first["scope_definition"]),
                    len(of_scope),
                    int(of_scope["depth"].max()),
                ),
                table=of_scope.reset_index(drop=True),
                category=Axis("amount_id", "label", "Somme"),
                series=Axis("series", "series_label", "Mesure"),
                value="eur",
                unit=EUROS,
                mark=BARS,
                selection=own,
                remarks=_notes(of_scope),
                sources=tuple(
                    Source(
                        row.document_id,
                        row.territory_id,
                        row.territory,
                        row.document,
                        known.at[row.document_id, "document_kind"],
                        row.date_label,
                        int(known.at[row.document_id, "actions"]),
                    )
                    for row in of_scope.drop_duplicates("document_id").itertuples()
                ),
                data_version=hash_,
                data_date=date,
                value_title="Euros",
                extra_columns={
                    "kind": "Nature",
                    "period": "Période",
                    "territory": "Document de",
                    "line": "Ligne",
                    "note": "Remarque",
                },
                completed_by={"part_of": "Contenue dans (identifiant)"},
            )
        )
    return tuple(found)


def uncapitalised(words: str) -> str:
    """The words as they stand within a sentence: « Depuis 2012 » is « depuis 2012 »."""
    return words[:1].lower() + words[1:]


def _note(row: Mapping[str, Any], repeated: pd.DataFrame, every: pd.DataFrame) -> str:
    said = []
    again = repeated[repeated["same_as"] == row["amount_id"]]["line"].tolist()
    if again:
        said.append(f"redite ligne{'s' if len(again) > 1 else ''} {', '.join(map(str, again))}")
    if isinstance(row["conflicts_with"], str):
        other = every[every["amount_id"] == row["conflicts_with"]].iloc[0]
        said.append(f"le même document dit {euros(other['eur'])} ligne {other['line']}")
    if pd.notna(row["parts"]):
        said.append(
            "ses composantes en font la somme"
            if not row["rest_eur"]
            else f"composantes détaillées : {euros(row['parts_eur'])} ; reste non détaillé : {euros(row['rest_eur'])}"
        )
    return " ; ".join(said)


def _largest(of_scope: pd.DataFrame, selection: Selection) -> LargestSum:
    largest = of_scope[of_scope["eur"] == of_scope["eur"].max()]
    first = largest.iloc[0]
    return LargestSum(selection, first["scope"], tuple(largest["label"]), float(first["eur"]), len(of_scope))


def _notes(of_scope: pd.DataFrame) -> tuple[str, ...]:
    notes = ["Les sommes de portées différentes ne s’additionnent pas et ne partagent pas d’axe."]
    for territory, of_document in of_scope.groupby("territory", sort=False):
        lines = [str(line) for line in sorted(set(of_document["line"].astype(int)))]
        notes.append(f"{territory} : {'lignes' if len(lines) > 1 else 'ligne'} {listed(lines)} du document.")
    if (of_scope["period"] != UNSTATED).any():
        notes.append("Une période est dite dans les mots du document ; une composante a celle de son enveloppe.")
    if of_scope["part_of"].notna().any():
        notes.append("Une enveloppe contient ses composantes : les additionner compterait deux fois.")
    if of_scope["conflicts_with"].notna().any():
        notes.append("Deux sommes du même document se contredisent : les deux sont montrées.")
    if of_scope["tax_basis"].isna().all():
        notes.append("Les documents ne disent pas si les sommes sont hors taxes ou toutes taxes comprises.")
    return tuple(notes)
