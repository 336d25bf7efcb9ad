"""Sums of money: one Comparison a scope and standing, so that sums of different scopes are never on one axis nor added,
and no charge nor work done stands among what is announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.comparisons import contradictions, unapplied, wording
from dashboard.comparisons.claims import Claim, LargestSum, NoSum, PeriodOver, Stated, Sum, UnsaidPayers
from dashboard.comparisons.core import BARS, EUROS, Axis, Comparison, Source, version
from dashboard.look.formats import count, euros, listed
from dashboard.look.records import records_of
from dashboard.selection import Selection

# Remarks about single sums, and documents whose lines are told, so many; the others are counted.
_MOST_REMARKS, _MOST_DOCUMENTS = 20, 8
# What is said of a sum whose period the document does not say.
UNSTATED = "non indiquée"
# What a sum can be, in the order in which they are read, with the question that each answers.
ANNOUNCED = "annonce"
_QUESTIONS = {
    ANNOUNCED: "Quelles sommes les documents annoncent-ils ?",
    "charge": "Quelles charges les documents énoncent-ils ?",
    "realise": "Quels travaux déjà faits les documents chiffrent-ils ?",
}
_TITLES = {ANNOUNCED: "Somme annoncée", "charge": "Charge", "realise": "Travaux déjà faits"}


def amounts_by_scope(selection: Selection, national: bool = True) -> tuple[Comparison, ...]:
    """A Comparison for each scope and standing that the documents of the Selection state a sum of: what is announced
    first, then charges, then works done.

    Without `national`, sums of national programmes are left out: they are no territory's own. Each sum stands once:
    what merely repeats it is told in its note. Components stand under their envelope. A sum bears the document's words
    for its period, in column `period`; one that is no component bears them in its label too. Levels and bodies keep the
    sums that they pay; other filters are an action's, and `unapplied` names those that are set.
    """
    return _asked(unapplied.asked(selection), national)


def key_of(scope: str, standing: str) -> str:
    """The name of the view: of what is announced it is the scope's alone."""
    return f"montants-{scope}" if standing == ANNOUNCED else f"montants-{scope}-{standing}"


@queries.once_per_content
def _asked(asked: Selection, national: bool) -> tuple[Comparison, ...]:
    return tuple(unapplied.told(one, asked, "sommes") for one in _by_scope(unapplied.applied(asked), national))


@queries.once_per_content
def _by_scope(own: Selection, national: bool) -> tuple[Comparison, ...]:
    every = queries.amounts(Selection(territories=own.territories))
    if not national:
        every = every[every["scope"] != "programme-national"]
    if every.empty:
        return ()
    shown = queries.amounts(own)
    table = shown[shown["same_as"].isna() & shown["amount_id"].isin(every["amount_id"])].copy()
    table["period"] = [words if isinstance(words, str) else UNSTATED for words in table["period_words"]]
    table["label"] = [
        label if depth else f"{label} ({f'période {UNSTATED}' if period == UNSTATED else uncapitalised(period)})"
        for label, depth, period in zip(table["label"], table["depth"], table["period"], strict=True)
    ]
    parts = _Parts.of(table, every)
    rows = records_of(table)
    table["note"] = [_note(row, parts, every) for row in rows]
    table["rest_shown"] = [_rest(row, parts) for row in rows]
    table["heading"] = table["standing"].map(_TITLES)
    table["series"], table["series_label"] = "eur", "Montant"
    order = every.assign(place=every["standing"].map(list(_QUESTIONS).index))
    groups = order.drop_duplicates(["place", "scope_rank"]).sort_values(["place", "scope_rank"])
    return tuple(
        _comparison(
            row,
            table[(table["scope"] == row["scope"]) & (table["standing"] == row["standing"])],
            every,
            own,
        )
        for row in records_of(groups)
    )


def _comparison(group: Mapping[str, Any], found: pd.DataFrame, every: pd.DataFrame, own: Selection) -> Comparison:
    """`found` are the sums shown of one scope and standing, `every` all that the documents state."""
    scope, standing = str(group["scope"]), str(group["standing"])
    alike = every[(every["scope"] == scope) & (every["standing"] == standing)]
    unsaid = int((alike["funder_id"].isna() & alike["same_as"].isna()).sum()) if _hides_unsaid(own) else 0
    depth = int(found["depth"].max()) if len(found) else 0
    hash_, date = version()
    headline: Claim = NoSum(own, scope, standing, unsaid)
    if len(found):
        first = found[found["eur"] == found["eur"].max()]
        headline = LargestSum(own, scope, standing, tuple(first["label"]), float(first["eur"].iloc[0]), len(found))
    return Comparison(
        key=key_of(scope, standing),
        question=f"{_QUESTIONS[standing]} Portée : {str(group['scope_label']).lower()}",
        headline=headline,
        scope=Stated(own, scope, standing, str(group["scope_definition"]), len(found), depth),
        table=found.reset_index(drop=True),
        category=Axis("amount_id", "label", "Somme"),
        series=Axis("series", "series_label", "Mesure"),
        value="eur",
        unit=EUROS,
        mark=BARS,
        selection=own,
        remarks=(
            *((UnsaidPayers(own, scope, standing, unsaid),) if unsaid and len(found) else ()),
            *_remarks(found, every, own),
        ),
        sources=stating(found if len(found) else alike),
        data_version=hash_,
        data_date=date,
        value_title="Euros",
        empty=wording.sentence(headline),
        extra_columns={
            "kind": "Nature",
            "period": "Période",
            "territory": "Document de",
            "line": "Ligne",
            "note": "Remarque",
            "heading": "Sorte",
        },
        completed_by={"part_of": "Contenue dans (identifiant)"},
    )


def uncapitalised(words: str) -> str:
    """The words as they stand within a sentence: « Depuis 2012 » is « depuis 2012 »."""
    return words[:1].lower() + words[1:]


def _hides_unsaid(own: Selection) -> bool:
    """Whether the filters leave out a sum of which no payer is stated."""
    return bool(own.funders) or bool(own.levels and "non-renseigne" not in own.levels)


def stating(sums: pd.DataFrame) -> tuple[Source, ...]:
    """The documents that state these sums."""
    known = queries.territories().set_index("document_id")
    return tuple(
        Source(
            row.document_id,
            row.territory_id,
            row.territory,
            row.document,
            known.at[row.document_id, "document_kind"],
            row.date_label,
            int(known.at[row.document_id, "actions"]),
        )
        for row in sums.drop_duplicates("document_id").itertuples()
    )


@dataclass(frozen=True)
class _Parts:
    """By the identifier of a sum: the components that its envelope has, the lines that repeat it; which are shown."""

    of_envelope: Mapping[str, Sequence[str]]
    repeated: Mapping[str, Sequence[int]]
    shown: frozenset[str]

    @classmethod
    def of(cls, shown: pd.DataFrame, every: pd.DataFrame) -> _Parts:
        once, again = every[every["same_as"].isna()], every[every["same_as"].notna()]
        return cls(
            once.groupby("part_of")["amount_id"].agg(list).to_dict(),
            again.groupby("same_as")["line"].agg(list).to_dict(),
            frozenset(shown["amount_id"]),
        )

    def hide_some(self, envelope: str) -> bool:
        """Whether a component of this envelope is not shown."""
        return not self.shown.issuperset(self.of_envelope.get(envelope, ()))


def _rest(row: Mapping[str, Any], parts: _Parts) -> float:
    """What the document does not detail of an envelope, where all that it details is shown; else nothing."""
    return 0.0 if parts.hide_some(row["amount_id"]) or pd.isna(row["rest_eur"]) else float(row["rest_eur"])


def _note(row: Mapping[str, Any], parts: _Parts, every: pd.DataFrame) -> str:
    said = []
    again = parts.repeated.get(row["amount_id"], ())
    if again:
        said.append(f"redite ligne{'s' if len(again) > 1 else ''} {', '.join(map(str, again))}")
    if isinstance(row["conflicts_with"], str):
        said.append(contradictions.note(row, every))
    if isinstance(row["part_of"], str) and row["part_of"] not in parts.shown:
        whole = every[every["amount_id"] == row["part_of"]].iloc[0]
        said.append(
            f"comprise dans « {whole['label']} », {euros(whole['eur'])}, ligne {whole['line']}, que le filtre laisse "
            "de côté"
        )
    if pd.notna(row["parts"]):
        said.append(
            "ses composantes en font la somme"
            if not row["rest_eur"]
            else f"composantes détaillées : {euros(row['parts_eur'])} ; reste non détaillé : {euros(row['rest_eur'])}"
        )
        if parts.hide_some(row["amount_id"]):
            said.append("le filtre ne garde pas toutes ses composantes")
    return " ; ".join(said)


def _remarks(found: pd.DataFrame, every: pd.DataFrame, own: Selection) -> tuple[Claim | str, ...]:
    if found.empty:
        return ()
    of_sums: list[Claim] = [*contradictions.of(found, every, own)]
    this_year = queries.build().iloc[0]["built_at"].year
    for row in found[found["period_end"].notna() & (found["depth"] == 0)].to_dict("records"):
        if row["period_end"] < this_year:
            one = Sum(str(row["amount_id"]), str(row["label"]), float(row["eur"]), (int(row["line"]),))
            of_sums.append(PeriodOver(own, one, int(row["period_end"])))
    remarks: list[Claim | str] = [
        *of_sums[:_MOST_REMARKS],
        "Les sommes de portées différentes ne s’additionnent pas et ne partagent pas d’axe.",
    ]
    if left := of_sums[_MOST_REMARKS:]:
        others = count(len(left), "autre remarque sur une somme", "autres remarques sur des sommes")
        remarks.append(f"{others} : un filtre des territoires {'les' if len(left) > 1 else 'la'} montre.")
    by_document = list(found.groupby("territory", sort=False))
    for territory, of_document in by_document[:_MOST_DOCUMENTS]:
        lines = [str(line) for line in sorted(set(of_document["line"].astype(int)))]
        remarks.append(f"{territory} : {'lignes' if len(lines) > 1 else 'ligne'} {listed(lines)} du document.")
    if len(by_document) > _MOST_DOCUMENTS:
        others = count(len(by_document) - _MOST_DOCUMENTS, "autre territoire", "autres territoires")
        remarks.append(f"{others} : la ligne de chaque somme est dans le tableau.")
    if (found["period"] != UNSTATED).any():
        remarks.append("Une période est dite dans les mots du document ; une composante a celle de son enveloppe.")
    if found["part_of"].notna().any():
        remarks.append("Une enveloppe contient ses composantes : les additionner compterait deux fois.")
    if found["tax_basis"].isna().all():
        remarks.append("Les documents ne disent pas si les sommes sont hors taxes ou toutes taxes comprises.")
    return tuple(remarks)
