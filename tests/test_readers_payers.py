"""Who pays by a field of a plan: words that name nobody make no body, lists are told payer by payer, and what says
where money is looked for hopes for who is named there."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.load import build
from etl.paths import DATA
from etl.readers import funding_of
from tests.brought import HEAD, plan_folder, workbook

OWN, DIT, ENVISAGE = "propre", "dit", "envisage"


def paying(words: str) -> list[tuple[str, str, str, str]]:
    """Each payer's name or body, its certainty (or that it is the bearer's own), its sum and its share."""
    return [
        (one.name, OWN if one.is_own else one.certainty, str(one.sum.eur) if one.sum else "", one.share)
        for one in funding_of({"funding_text": words}, {}).funders
    ]


@pytest.mark.parametrize(
    "words",
    [
        "À rechercher", "A définir", "A RECHERCHER", "RECHERCHE DE FINANCEMENTS", "À compléter ultérieurement",
        "Recherche de financements en cours", "Financements à rechercher", "Financement à trouver", "Voir convention",
        "cf. plan de financement", "Selon appels à projets", "En attente", "En cours de définition", "Non déterminé",
        "Non connu à ce jour", "Pas encore identifiés", "Pas de financeur identifié", "Aucun financement extérieur",
        "Gratuit", "NC", "N/C", "ND", "n.d.", "TBD", "Idem action 1", "Divers", "Autres financeurs", "Taxe GEMAPI",
        "Subventions diverses", "Montage financier à construire", "Crédits de droit commun", "Voir fiche 3",
        "Subventions publiques à solliciter", "Subventions : 80 %", "80 % d’aides publiques", "Dotation globale",
        "Financement participatif", "Plan de financement à établir",
        "Demande en cours", "Acquis", "Sollicité", "Prévu au BP 2026", "Inscrit au budget de la CC", "Fonctionnement",
        "Inclus dans le poste de chargé de mission", "Action sans coût", "Prestataire", "Recettes", "Total : 120 000 €",
        "Pas de financement de la Région", "reste à trouver",
    ],
)  # fmt: skip
def test_words_that_name_nobody_make_no_body_and_are_told(words: str) -> None:
    found = funding_of({"funding_text": words}, {})
    assert found.funders == ()
    assert found.unread == (words,)


@pytest.mark.parametrize(
    ("words", "payers"),
    [
        (
            "Région Grand Est 30 000 € (sollicitée), autofinancement",
            [("Région Grand Est", ENVISAGE, "30000", ""), ("autofinancement", OWN, "", "")],
        ),
        (
            "Région 30 000 € HT, Département 20 000 € HT",
            [("Région", DIT, "30000", ""), ("Département", DIT, "20000", "")],
        ),
        (
            "Région 30 000 € (acquis) et Département 20 000 € (sollicité)",
            [("Région", DIT, "30000", ""), ("Département", ENVISAGE, "20000", "")],
        ),
        (
            "DETR : 30 000 € acquis, Département : en attente de réponse",
            [("DETR", DIT, "30000", ""), ("Département", ENVISAGE, "", "")],
        ),
        (
            "Etat 40% Région 20% autofinancement 40%",
            [("Etat", DIT, "", "40%"), ("Région", DIT, "", "20%"), ("autofinancement", OWN, "", "40%")],
        ),
        (
            "50 % agence de l'eau, 30 % Département",
            [("agence de l'eau", DIT, "", "50 %"), ("Département", DIT, "", "30 %")],
        ),
        ("50% AELB + 20% CD", [("AELB", DIT, "", "50%"), ("CD", DIT, "", "20%")]),
        ("100 % Etat", [("Etat", DIT, "", "100 %")]),
        ("Financement à 80% par l'Etat", [("Etat", DIT, "", "80%")]),
        (
            "30 000 € de la Région et 20 000 € du Département",
            [("Région", DIT, "30000", ""), ("Département", DIT, "20000", "")],
        ),
        (
            "30 000 € (Région), 20 000 € (Département)",
            [("Région", DIT, "30000", ""), ("Département", DIT, "20000", "")],
        ),
        ("Région et Département : 100 000 €", [("Région", DIT, "100000", ""), ("Département", DIT, "100000", "")]),
        ("CRTE, Région 20 000 €", [("Région", DIT, "20000", "")]),
        ("DETR (40 %, sollicitée), Région", [("DETR", ENVISAGE, "", "40 %, sollicitée"), ("Région", DIT, "", "")]),
    ],
)  # fmt: skip
def test_a_list_of_payers_is_told_payer_by_payer(words: str, payers: list[tuple[str, str, str, str]]) -> None:
    assert paying(words) == payers


@pytest.mark.parametrize(
    ("words", "payers"),
    [
        ("Investissement : Région", [("Région", DIT)]),
        ("Fonctionnement : CAF, MSA", [("CAF", DIT), ("MSA", DIT)]),
        ("Phase 1 : ADEME ; phase 2 : Région", [("ADEME", DIT), ("Région", DIT)]),
        ("2026 : DETR", [("DETR", DIT)]),
        ("Pistes : Région, LEADER", [("Région", ENVISAGE), ("LEADER", ENVISAGE)]),
        ("Selon les projets : Région, Département", [("Région", ENVISAGE), ("Département", ENVISAGE)]),
        ("Appel à projets de l'ADEME", [("ADEME", ENVISAGE)]),
        ("Candidature à l'AAP Fonds vert", [("Fonds vert", ENVISAGE)]),
        ("Possibilité de financement LEADER", [("LEADER", ENVISAGE)]),
        ("Solliciter la Région et le Département", [("la Région", ENVISAGE), ("le Département", ENVISAGE)]),
        (
            "Cofinancement à rechercher auprès de la Région et du Département",
            [("Région", ENVISAGE), ("Département", ENVISAGE)],
        ),
        ("Région : à définir", [("Région", ENVISAGE)]),
        ("Prise en charge par la CPAM", [("CPAM", DIT)]),
        ("Poste financé par l'ANCT", [("ANCT", DIT)]),
        ("Budget général", [("Budget général", OWN)]),
        ("Emprunt", [("Emprunt", OWN)]),
        ("Moyens humains internes", [("Moyens humains internes", OWN)]),
        ("Région, Département, autres", [("Région", DIT), ("Département", DIT)]),
    ],
)
def test_payers_are_found_behind_labels_and_within_words(words: str, payers: list[tuple[str, str]]) -> None:
    assert [one[:2] for one in paying(words)] == payers


@pytest.mark.parametrize(
    "name",
    [
        "Enedis", "Groupama", "EDF ENR", "SYNDICAT DU VAL", "Amis de la halle", "Communes forestières",
        "Mutuelle Ociane", "Ministère de la Recherche", "Fonds chaleur", "Fonds de dotation Léa Nature",
        "Crédit Agricole", "Programme ACTEE",
        "Dotation de soutien à l'investissement local", "Usagers",
    ],
)  # fmt: skip
def test_a_name_that_nobody_here_knows_is_still_a_payer_s(name: str) -> None:
    assert paying(name) == [(name, DIT, "", "")]


def test_an_action_whose_field_names_nobody_has_no_payer_in_the_base(tmp_path: Path) -> None:
    rows = [
        ("Axe 1", "", at, title, "", "", "", payers, "", "", "")
        for at, (title, payers) in enumerate(
            [
                ("Planter des haies", "À rechercher"),
                ("Ouvrir une ressourcerie", "Recherche de financements en cours"),
                ("Créer une maison de santé", "ARS : 60 % ; reste à trouver"),
                ("Rénover le gymnase", "Cofinancement à rechercher auprès de la Région"),
                ("Planter des arbres", "CRTE"),
                ("Restaurer la halle", "Région et Département : 100 000 €"),
            ],
            1,
        )
    ]
    plan = plan_folder(tmp_path, workbook(tuple(rows), HEAD))
    build(DATA, tmp_path / "base.duckdb", plans=[plan])
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as base:
        named = base.execute(
            "SELECT title, funder_id, certainty FROM action_funder JOIN action USING (action_id)"
            " WHERE territory_id = 'cc-faucigny-glieres' ORDER BY ALL"
        ).fetchall()
        joint = base.execute("SELECT count(*) FROM action_funder WHERE stated_sum LIKE '100 000%'").fetchall()
    assert named == [
        ("Créer une maison de santé", "ars", "dit"),
        ("Restaurer la halle", "departement", "dit"),
        ("Restaurer la halle", "region", "dit"),
        ("Rénover le gymnase", "region", "envisage"),
    ]
    assert joint == [(0,)], "one sum of two is of neither"


@pytest.mark.parametrize(
    "words",
    [
        "CRTE",
        "PVD",
        "Petites villes de demain",
        "Programme Action Cœur de Ville",
        "PCAET 2024-2030",
        "Contrat de ville",
    ],
)
def test_a_scheme_under_which_others_pay_is_no_payer_and_is_told(words: str) -> None:
    said = funding_of({"funders": f"{words}, Région"}, {})
    assert [one.name for one in said.funders] == ["Région"]
    assert said.unread and words in said.unread[0]
