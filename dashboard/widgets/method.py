"""The method page: how the figures are made and what they are worth, all of it read from the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard import queries
from dashboard.citations import cited, line_url
from dashboard.look.formats import decimal, integer, listed, share, typeset
from dashboard.look.records import rows
from dashboard.operations import keeping
from dashboard.operations import version as software
from dashboard.widgets import exporting, signing_in
from dashboard.widgets.templates import render

_FIELDS = {
    "theme-principal": "Thème principal",
    "theme": "Tous les thèmes",
    "engagement": "Engagement",
    "nature": "Nature",
    "funder": "Organismes et rôles",
    "scheme": "Dispositifs",
    "period": "Période",
}
_GROUPS = {
    "tous": "tous les documents",
    "mise-au-point": "documents sur lesquels les règles ont été mises au point",
    "epreuve": "documents que l’auteur des règles n’avait pas lus",
}


def sources(title: str) -> None:
    known = rows(queries.territories())
    st.html(render("method_intro.html", title=title, documents=known, sections=list(SECTIONS)))
    _table(
        "Les documents, tels que reçus",
        (
            "Document",
            "Émetteur",
            "Sorte",
            "Date et ce qui la fonde",
            "Unités",
            "Réutilisation",
            "Empreinte SHA-256",
        ),
        (
            (
                Markup('<a href="{}">{}</a>').format(line_url(document["document_id"]), typeset(document["title"])),
                document["issuer"],
                document["document_kind"],
                cited(
                    f"{document['date_label']}. {document['date_basis']}"
                    + (
                        f" Contacts masqués aux lignes {listed(list(map(str, document['masked_lines'])))}."
                        if document["masked_lines"]
                        else ""
                    ),
                    document["document_id"],
                ),
                integer(document["actions"]),
                document["licence"],
                document["sha256"][:16] + "…",
            )
            for document in known
        ),
    )


def codebook(title: str) -> None:
    st.html(render("method_codebook.html", title=title))
    table = queries.codebook()
    for name, of_list in table.groupby("list", sort=False):
        with st.expander(f"{name} ({len(of_list)})"):
            _table(
                f"{name} : définitions, et actions qui portent le code (thème principal pour les thèmes)",
                (str(name), "Définition", "Actions"),
                ((row["label"], row["definition"], integer(row["actions"])) for row in rows(of_list)),
            )


def grids(title: str) -> None:
    st.html(
        render(
            "method_section.html",
            title=title,
            text="Les mêmes actions se lisent aussi dans d’autres grilles. Ces lectures sont déduites : une action "
            "compte dans chaque rubrique à laquelle mène son thème principal, et aucune n’a été relue avec la grille. "
            "Une rubrique est retenue pour l’objet du thème ou pour ce que son nom dit, une finalité si elle est la "
            "plus directe : deux au plus par thème et par grille. Chaque passage dit sa raison et ce qu’il laisse de "
            "côté.",
        )
    )
    crosswalk = queries.crosswalk()
    for grid in rows(queries.grids()):
        of_grid = crosswalk[crosswalk["grid_id"] == grid["grid_id"]]
        with st.expander(typeset(f"{grid['label']} ({of_grid['area_id'].nunique()} rubriques)")):
            _table(
                f"{grid['definition']} Source : {grid['source']}.",
                ("Rubrique", "Thème qui y mène", "Pourquoi, et ce qui reste de côté"),
                (
                    (line["area"], line["theme"] or "Aucun", line["reason"] or "Les thèmes n’isolent pas cet objet.")
                    for line in rows(of_grid)
                ),
            )


def agreement(title: str) -> None:
    table = queries.agreement()
    tested = table[(table["pair"] == "regles") & (table["field"] == "theme-principal")].set_index("document_id")
    read = table[(table["pair"] == "lectures") & (table["field"] == "theme-principal")].set_index("document_id")
    st.html(
        render(
            "method_agreement.html",
            title=title,
            read=_measured(read, "tous"),
            all_units=int(queries.build().iloc[0]["actions"]),
            rules=_measured(tested, "epreuve"),
            unread=_unread(tested),
        )
    )
    for pair, caption in (
        ("lectures", "Les deux lectures entre elles"),
        ("regles", "Les règles seules face au résultat arrêté"),
    ):
        for group, name in _GROUPS.items():
            of_group = table[(table["pair"] == pair) & (table["document_id"] == group)].set_index("field")
            if of_group.empty or (pair == "lectures" and group != "tous"):
                continue
            _table(
                f"{caption} : {name}",
                ("Champ", "Unités", "Codages identiques", "κ de Cohen"),
                (
                    (
                        label,
                        integer(of_group.at[field, "units"]),
                        f"{share(of_group.at[field, 'agreeing'], of_group.at[field, 'units'])} · "
                        f"{integer(of_group.at[field, 'agreeing'])}",
                        _kappa(of_group.at[field, "kappa"]),
                    )
                    for field, label in _FIELDS.items()
                ),
            )
    with st.expander("Les thèmes que les règles confondent"):
        _table(
            "Thème principal donné par les règles, et thème arrêté",
            ("Règles", "Arrêté", "Unités"),
            (
                (row["theme"], row["other_theme"], integer(row["units"]))
                for row in rows(queries.theme_confusion("regles"))
            ),
        )


def faults(title: str) -> None:
    st.html(
        render(
            "method_section.html",
            title=title,
            text="Les documents ont des défauts à eux : ils sont gardés et montrés, jamais corrigés en silence.",
        )
    )
    origins = {"calcul": "trouvé par le découpage", "lecture": "relevé à la lecture"}
    _table(
        "Défauts des documents",
        ("Document de", "Ligne", "Mots", "Ce qui ne va pas, et ce qui en a été fait", "Comment"),
        (
            (
                row["territory"],
                cited(f"ligne {row['line']}", row["document_id"]),
                f"« {row['quote']} »",
                cited(row["explanation"], row["document_id"]),
                origins[row["origin"]],
            )
            for row in rows(queries.faults())
        ),
    )


def limits(title: str) -> None:
    st.html(render("method_limits.html", title=title, documents=rows(queries.territories())))


def dictionary(title: str) -> None:
    st.html(
        render(
            "method_section.html",
            title=title,
            text="Chaque table et chaque colonne de la base, avec le commentaire qu’elle porte.",
        )
    )
    table = queries.dictionary()
    for relation, of_relation in table.groupby("relation", sort=True):
        head = of_relation[of_relation["column_name"].isna()].iloc[0]
        columns = of_relation[of_relation["column_name"].notna()]
        with st.expander(f"`{relation}` : {head['comment']}"):
            _table(
                str(head["comment"]),
                ("Colonne", "Type", "Sens"),
                ((row["column_name"], row["data_type"], row["comment"]) for row in rows(columns)),
            )


def version(title: str) -> None:
    build = rows(queries.build())[0]
    date = f"{build['built_at']:%d/%m/%Y à %H:%M} UTC"
    st.html(render("method_version.html", title=title, software=software.told(), build=build, date=date))
    exporting.whole_base()


def grants(title: str) -> None:
    known = rows(queries.grant_sources())
    st.html(
        render(
            "method_section.html",
            title=title,
            text="Une subvention compte là où est son bénéficiaire : la commune d’aujourd’hui que dit le code INSEE de "
            "la ligne, sinon celle, ou l’intercommunalité, dont c’est le SIREN. Un nom sans code est dit et ne compte "
            "pas. Ce que deux listes disent compte une fois. Le thème est celui de l’objet : lu deux fois pour les "
            "faits livrés, trouvé par les règles seules pour une liste chargée. Les euros par habitant prennent la "
            "population municipale, la même pour toutes les années.",
        )
    )
    if not known:
        return
    _table(
        "Les listes de subventions",
        ("Liste", "Qui la publie", "Ce qu’elle couvre", "Tenues ici", "Sans code", "Redites d’une autre"),
        (
            (
                one["label"],
                one["publisher"],
                one["covers"],
                integer(one["grants"]),
                integer(one["uncoded"]),
                integer(one["repeated"]),
            )
            for one in known
        ),
    )


def kept_of_visitors(title: str) -> None:
    st.html(
        render(
            "method_visitors.html",
            title=title,
            signs_in=signing_in.is_on(),
            dossiers=keeping.DOSSIERS.said,
            plans=keeping.PLANS.said,
            seances=keeping.SEANCES.said,
        )
    )


SECTIONS: dict[str, Callable[[str], None]] = {
    "Des mots d’un document à un chiffre": sources,
    "La grille de codage": codebook,
    "Les grilles de lecture": grids,
    "Ce que valent les codes": agreement,
    "Les subventions": grants,
    "Les défauts des documents": faults,
    "Les limites": limits,
    "Ce qui est gardé de vous": kept_of_visitors,
    "Le dictionnaire des données": dictionary,
    "La version": version,
}


def _measured(table: pd.DataFrame, group: str) -> dict[str, Any] | None:
    """What was measured on a group of documents, or None where nobody has read any of their units."""
    if group not in table.index:
        return None
    found = table.loc[group]
    return {
        "units": int(found["units"]),
        "share": share(found["agreeing"], found["units"]),
        "kappa": _kappa(found["kappa"]),
    }


def _unread(measured: pd.DataFrame) -> list[dict[str, Any]]:
    """The documents of which some units were read by nobody: how many of how many."""
    read = measured["units"].to_dict()
    known = rows(queries.territories())
    unread = [{**document, "unread": document["actions"] - read.get(document["document_id"], 0)} for document in known]
    return [document for document in unread if document["unread"]]


def _kappa(value: float | None) -> str:
    return "sans objet" if value is None or value != value else decimal(value, 2)


def _table(caption: str, headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    st.html(render("data_table.html", caption=caption, headings=headings, rows=list(lines)))
