"""Sums that the fields of brought plans state of actions: one Comparison a sort. What an action costs and what somebody
gives stand apart, and so do sums before tax, sums with it and sums that say neither, a year's sums and whole ones."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons import sum_wording as sum_wording  # makes the claims' words known
from dashboard.comparisons import wording
from dashboard.comparisons.amounts import UNSTATED, stating
from dashboard.comparisons.claims import Claim
from dashboard.comparisons.core import BARS, Axis, Comparison, Unit, caveats, version
from dashboard.comparisons.sum_claims import LargestOfActions, NoSumOfActions, Sort, SumsOfActions, UnsureSums
from dashboard.look.formats import euros
from dashboard.look.records import records_of
from dashboard.selection import Selection

_EUROS = Unit("euros", said=euros)
_PREFIX = "montants-action"
_SORTED_BY = ["standing", "tax_basis", "is_yearly"]
# Sums of a sort that are shown, the signs of a title, words that are quoted of what is unsure.
_MOST, _LONGEST, _QUOTED, _LONGEST_WORDS = 20, 60, 4, 90
_QUESTIONS = {
    "cout": "Combien les actions coûtent-elles",
    "participation": "Combien les payeurs apportent-ils",
    "participation-envisagee": "Combien des payeurs pourraient-ils apporter",
    "part-propre": "Combien le porteur du plan apporte-t-il lui-même",
}
_APART = (
    "Un coût, une participation et une part propre ne s’additionnent pas ; ni une somme hors taxes, une somme toutes "
    "taxes comprises et une somme qui ne dit ni l’un ni l’autre ; ni une somme par an et une somme en tout : chaque "
    "sorte a sa vue."
)
_UNSAID = "Une action dont aucun champ ne dit de somme est « non renseignée » : ce n’est pas zéro."


def action_sums(selection: Selection) -> tuple[Comparison, ...]:
    """A Comparison for each sort of sums that the fields of the territories' plans state, costs first; none where no
    plan was brought. All filters of actions apply; levels and bodies keep, of participations, those of their payers."""
    return _made(selection.filtering)


def sorts(selection: Selection) -> tuple[Sort, ...]:
    """The sorts of sums that fields state in its territories, whatever else it filters."""
    return _sorts(Selection(territories=selection.territories))


def key_of_sort(sort: Sort) -> str:
    """The name of the view of a sort."""
    parts = (_PREFIX, sort.standing, sort.tax_basis.lower(), "par-an" * sort.is_yearly)
    return "-".join(filter(None, parts))


@queries.once_per_content
def _sorts(own: Selection) -> tuple[Sort, ...]:
    every = _sorted(queries.action_sums(own)).drop_duplicates(_SORTED_BY)
    return tuple(Sort(row.standing, row.tax_basis, bool(row.is_yearly)) for row in every.itertuples())


@queries.once_per_content
def _made(selection: Selection) -> tuple[Comparison, ...]:
    found = sorts(selection)
    if not found:
        return ()
    table, unsure = _sorted(queries.action_sums(selection)), queries.unsure_sums(selection)
    total, _ = queries.counted(selection)
    every = _sorted(queries.action_sums(Selection(territories=selection.territories)))
    return tuple(_comparison(sort, _of(table, sort), _of(every, sort), unsure, total, selection) for sort in found)


def _sorted(table: pd.DataFrame) -> pd.DataFrame:
    """The sums with the columns of their sort, each of a value."""
    return table.assign(tax_basis=table["tax_basis"].fillna(""), is_yearly=table["per"].notna())


def _of(table: pd.DataFrame, sort: Sort) -> pd.DataFrame:
    return table[
        (table["standing"] == sort.standing)
        & (table["tax_basis"] == sort.tax_basis)
        & (table["is_yearly"] == sort.is_yearly)
    ]


def _comparison(
    sort: Sort, found: pd.DataFrame, every: pd.DataFrame, unsure: pd.DataFrame, total: int, selection: Selection
) -> Comparison:
    """`found` are the sums of the sort that the Selection keeps, `every` those of its territories."""
    table = found.head(_MOST).copy()
    table["label"] = [_label(row) for row in records_of(table)]
    table["payer"] = table["funder"].fillna("")
    table["period"] = table["period_words"].fillna(UNSTATED)
    table["heading"] = table["kind"]
    table["note"] = [f"période dite : « {words} »" if isinstance(words, str) else "" for words in table["period_words"]]
    table["series"], table["series_label"] = "eur", "Montant"
    headline: Claim = NoSumOfActions(selection, sort)
    if len(found):
        most = found[found["eur"] == found["eur"].max()].drop_duplicates("action_id")
        titles = tuple(_cut(str(title), _LONGEST) for title in most["action"])
        headline = LargestOfActions(selection, sort, titles, float(found["eur"].max()), len(found))
    doubts = unsure[unsure["standing"] == sort.standing]
    hash_, date = version()
    named = sum_wording.named(sort)
    return Comparison(
        key=key_of_sort(sort),
        question=f"{_QUESTIONS[sort.standing]}, selon les champs du plan ? {named[:1].upper()}{named[1:]}",
        headline=headline,
        scope=SumsOfActions(selection, sort, len(found), len(table), int(found["action_id"].nunique()), total),
        table=table.reset_index(drop=True),
        category=Axis("amount_id", "label", "Action"),
        series=Axis("series", "series_label", "Mesure"),
        value="eur",
        unit=_EUROS,
        mark=BARS,
        selection=selection,
        remarks=(_APART, _UNSAID, *_unsure(doubts, sort, selection), *caveats(selection)),
        sources=stating(found if len(found) else every),
        data_version=hash_,
        data_date=date,
        value_title="Euros par an" if sort.is_yearly else "Euros",
        empty=wording.sentence(headline),
        extra_columns={
            **({"payer": "Payeur"} if sort.standing.startswith("participation") else {}),
            "action": "Titre de l’action",
            "quote": "Mots du champ",
            "period": "Période",
            "territory": "Document de",
            "line": "Ligne",
            "reason": "Lecture",
        },
    )


def _unsure(doubts: pd.DataFrame, sort: Sort, selection: Selection) -> tuple[Claim, ...]:
    if doubts.empty:
        return ()
    every = list(dict.fromkeys(doubts["words"]))
    first = tuple(_cut(words, _LONGEST_WORDS) for words in every[:_QUOTED])
    number = int(doubts["action_id"].nunique())
    return (UnsureSums(selection, sort.standing, number, first, len(every) - len(first)),)


def _label(row: dict[str, object]) -> str:
    """« 12. Créer une voie verte », with the payer before it where the sum is one's."""
    number = f"{row['number_printed']}. " if isinstance(row["number_printed"], str) else ""
    payer = f"{row['funder']} : " if isinstance(row["funder"], str) else ""
    return _cut(f"{payer}{number}{row['action']}", _LONGEST)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
