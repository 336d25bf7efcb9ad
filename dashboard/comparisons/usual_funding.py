"""What the schemes that actions name normally bring: general knowledge with its sources, and a fact of no action."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.comparisons.claims import UsuallyFunded, UsuallyKnown
from dashboard.comparisons.core import MATRIX, USUAL, Axis, Comparison, Worded, caveats, sources, version
from dashboard.look.formats import count
from dashboard.selection import Selection

NO_MONEY, UNKNOWN = "aucun argent propre", "non renseigné ici"
_NO_FACT = (
    "Ce que le dispositif apporte d’ordinaire n’est pas ce que l’action reçoit : seul le document dit qui la paie, et "
    "aucune de ces lignes ne compte parmi les financeurs des actions."
)
_DATED = "Taux et plafonds sont ceux de la source à sa date : s’y reporter avant de s’en servir."
_UNKNOWN = (
    f"« {UNKNOWN[:1].upper()}{UNKNOWN[1:]} » : aucune source publique n’a été retenue pour ce dispositif, qui peut "
    "avoir un financeur."
)


@queries.once_per_content
def usual_funding(selection: Selection) -> Comparison:
    """A row a scheme that the kept actions name and a funder that it normally has, grouped by scheme: what it pays, by
    which rule, where that is said and when it was read; how many actions name the scheme, and say of no payer."""
    table = queries.usual_funding(selection)
    table["brought_id"] = table["scheme_id"] + "/" + table["funder_id"].fillna("")
    table["scheme_ids"] = [[scheme] for scheme in table["scheme_id"]]
    table["column"], table["heading"] = "brought", "Apport d’ordinaire"
    is_funded, is_known = table["funder_id"].notna(), table["rule"].notna()
    table["brought"] = is_funded.astype("int64")
    table["printed"] = table["part"].where(is_funded, NO_MONEY).where(is_known, UNKNOWN)
    table["who"] = table["funder"].where(is_funded, "Personne").where(is_known, "–")
    table["named"] = [
        f"{acronym} : {label}" if acronym else label for acronym, label in _pairs(table, "acronym", "scheme")
    ]
    table["of_scheme"] = table["named"]
    table["period"] = [_period(since, until) for since, until in _pairs(table, "since", "until")]
    table["read_on"] = ["" if one is None or one != one else f"{one:%d/%m/%Y}" for one in table["checked_on"]]
    table["spoken"] = [
        f"{printed}{f'. {rule}' if isinstance(rule, str) else ''} "
        f"({count(actions, 'action')} {'nomment' if actions > 1 else 'nomme'} le dispositif)"
        for printed, rule, actions in zip(table["printed"], table["rule"], table["actions"], strict=True)
    ]
    hash_, date = version()
    return Comparison(
        key="apports-des-dispositifs",
        question="Qu’apporte d’ordinaire le dispositif que l’action nomme ?",
        headline=UsuallyFunded(
            selection, table[is_funded]["scheme_id"].nunique(), *queries.usual_funding_reach(selection)
        ),
        scope=UsuallyKnown(
            selection,
            table[is_funded]["scheme_id"].nunique(),
            int((is_known & ~is_funded).sum()),
            int((~is_known).sum()),
        ),
        table=table,
        category=Axis("brought_id", "who", "Financeur d’ordinaire", filters="schemes", members="scheme_ids"),
        series=Axis("column", "heading", "Mesure"),
        value="brought",
        unit=USUAL,
        mark=MATRIX,
        selection=selection,
        remarks=(_NO_FACT, _DATED, *([] if is_known.all() else [_UNKNOWN]), *caveats(selection)),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Apport d’ordinaire",
        value_alone="Nombre d’apports",
        empty="Aucun dispositif que les actions retenues nomment n’a de financeur d’ordinaire renseigné ici.",
        extra_columns={
            "level": "Niveau",
            "printed": "Ce qu’il paie d’ordinaire",
            "rule": "Règle",
            "period": "Période",
            "source_title": "Source",
            "source_url": "Adresse",
            "source_date_label": "Date de la source",
            "read_on": "Lue le",
            "actions": "Actions qui le nomment",
            "silent": "dont non renseignées",
        },
        group="of_scheme",
        printed="printed",
        spoken="spoken",
        words="rule",
        worded=Worded(
            "Ce que le dispositif apporte d’ordinaire n’est pas ce que l’action reçoit",
            title="Règle",
            is_quoted=False,
            before=("Ce qu’il paie d’ordinaire",),
            under=("Période", "Source", "Date de la source", "Lue le"),
            after=("Actions qui le nomment", "dont non renseignées"),
            counted="Actions qui le nomment",
        ),
    )


def _pairs(table: pd.DataFrame, one: str, other: str) -> list[tuple[object, object]]:
    """The values of two columns, those that are missing as None."""
    known = table[[one, other]].astype(object).where(table[[one, other]].notna(), None)
    return list(known.itertuples(index=False, name=None))


def _period(since: object, until: object) -> str:
    """« de 2014 à 2027 », « depuis 2017 », « jusqu’en 2020 », or nothing."""
    if since and until:
        return f"de {int(str(since))} à {int(str(until))}" if since != until else f"{since}"
    return f"depuis {since}" if since else f"jusqu’en {until}" if until else ""
