"""Who pays, who is thought of, and who is left out, in turns that texts by an author who saw no rule showed
(`evaluation`), told in other words."""

from __future__ import annotations

import pytest

from evaluation.funders import payers_by_rules as payers

PAYS = [
    ("L’opération est financée par la Région et, pour le solde, par la commune de Lirelle", "region communes"),
    ("Les soins sont à la charge de l’ARS, l’hébergement à celle du Département", "ars departement"),
    ("La contrepartie nationale est assurée par la Région", "region"),
    ("Le Département a délibéré en mars pour 30 000 €", "departement"),
    ("Une somme de 50 000 € est prise sur les crédits d’investissement de la Ville", "communes"),
    ("Le poste est intégralement supporté par le budget de l’agglomération", "intercommunalites"),
    (
        "L’achat ne coûte rien au budget local : la moitié est payée par l’Agence de l’eau et l’autre par la Région",
        "agence-eau region",
    ),
    (
        "Le tour de table réunit la Banque des Territoires (40 %), la Région (20 %) et l’agglomération (40 %)",
        "banque-des-territoires region intercommunalites",
    ),
    ("La Région figure parmi les cofinanceurs confirmés", "region"),
    ("Le Département assume 80 % de la masse salariale", "departement"),
    ("Il faut réunir 3 M€ : la Région a déjà engagé 700 000 €", "region"),
    ("80 % sont issus de l’appel à projets, le reste venant de la Fondation de France", "fondation-de-france"),
    ("Leur stage est gratifié par le parc naturel régional", "pnr"),
    ("L’ADEME apporte 60 % de l’étude dans le cadre d’Avelo 3", "ademe"),
    ("Le poste d’économe de flux est financé par le programme ACTEE", "cee"),
]
HOPED_FOR = [
    ("Le FEAMPA est une piste à explorer pour financer les quais", "union-europeenne"),
    ("Dernière piste de financement, non tranchée : le Département", "departement"),
    ("Le FIPD est visé pour financer les actions de rue", "fonds-etat"),
    ("La collectivité étudie un dépôt de dossier au FSE+ pour le financement", "union-europeenne"),
    ("Une fiche LEADER sera rédigée pour compléter le financement", "leader"),
    ("L’étude ouvre droit à une participation de la Région : 20 000 €", "region"),
    ("La DETR sera saisie d’une demande de 20 000 €", "detr"),
    ("Pour le dernier quart, on frappera à la porte de la Fondation du patrimoine", "fondation-patrimoine"),
    ("Travaux finançables au titre du 12e programme de l’agence de l’eau", "agence-eau"),
    ("Possible au titre du programme de l’agence de l’eau", "agence-eau"),
    ("Un bonus de l’État est espéré", "etat"),
    ("Région et ADEME sont pressenties pour financer l’équipement", "region ademe"),
    (
        "Sans le concours de l’Agence de l’eau, qui doit se prononcer en juin, la campagne sera réduite de moitié",
        "agence-eau",
    ),
]
# A fund that is only spoken of, or that is said not to pay, was told to pay as any fund that is named.
LEFT_OUT = [
    "La DSIL est exclue, le cumul étant interdit, et le coût de 20 000 € reste entier",
    "Le Fonds vert est écarté, la dépense de 20 000 € étant trop faible",
    "Le programme ACTEE, clos cette année, ne peut servir à financer les 20 000 €",
    "L’évaluation porte sur l’usage de la DETR et de la DSIL depuis 2021, soit 300 000 €",
    "Les agriculteurs seront informés des règles FEADER ; coût : 2 000 €",
    "Une note expliquera le mécanisme des CEE ; budget : 2 000 €",
    "Elle instruit les dossiers LEADER et prépare les comités pour 300 000 €",
]


@pytest.mark.parametrize(("sentence", "bodies"), PAYS)
def test_who_pays_is_found(sentence: str, bodies: str) -> None:
    assert payers(sentence) == dict.fromkeys(bodies.split(), "financeur:dit")


@pytest.mark.parametrize(("sentence", "bodies"), HOPED_FOR)
def test_who_is_thought_of_is_hoped_for(sentence: str, bodies: str) -> None:
    assert payers(sentence) == dict.fromkeys(bodies.split(), "financeur:envisage")


@pytest.mark.parametrize("sentence", LEFT_OUT)
def test_a_fund_that_is_left_out_or_spoken_of_pays_nothing(sentence: str) -> None:
    assert payers(sentence) == {}
