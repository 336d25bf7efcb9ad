"""Who pays, who is thought of, who is left out and who paid before, in turns that texts by authors who saw no rule
showed (`evaluation`), told in other words."""

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
    ("Le syndicat d’énergie pose les bornes et en supporte 30 % du coût", "syndicat-energie"),
    ("La Région commande l’enquête et la paie", "region"),
    ("La commune de Lirelle porte donc seule le coût de la mission, soit 75 000 €", "communes"),
    ("La différence est absorbée par le budget des communes : 12 000 €", "communes"),
    ("La commune de Lirelle complète par un emprunt de 40 000 €", "communes"),
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
    ("Une demande a été déposée auprès de la Région pour une aide de 20 000 €", "region"),
    ("On compte aussi demander un coup de pouce financier à la CARSAT", "carsat"),
    ("Le recours au FEDER est également à l’étude pour financer les quais", "union-europeenne"),
    ("La Région doit encore se prononcer sur sa participation de 20 000 €", "region"),
    ("Nous solliciterons la DETR et, à défaut, la Fondation de France, pour 20 000 €", "detr fondation-de-france"),
    (
        "Le plan de financement retient 40 % de DETR et 20 % du Département. Aucun de ces partenaires ne s’est encore "
        "prononcé",
        "detr departement",
    ),
    ("La DETR apporterait 20 000 € ; à ce jour, rien n’est signé", "detr"),
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
# Each was told to pay for the action that the sentence stands in.
OF_OTHER_TIMES = [
    "Le Département a financé en 2019 la passerelle, opération aujourd’hui soldée",
    "La Région avait financé la première étude pour 20 000 €",
    "La Région avait déjà payé les ateliers pour 20 000 €",
    "L’Agence de l’eau ayant supprimé son aide de 20 000 €, rien n’est prévu",
    "La Région a depuis fermé ce guichet de subventions",
    "Après l’échec de la demande de subvention auprès de la Région, le coût de 20 000 € reste entier",
    "Les travailleurs sociaux du Département participent aux équipes pour 20 000 €",
]


@pytest.mark.parametrize(("sentence", "bodies"), PAYS)
def test_who_pays_is_found(sentence: str, bodies: str) -> None:
    assert payers(sentence) == dict.fromkeys(bodies.split(), "financeur:dit")


@pytest.mark.parametrize(("sentence", "bodies"), HOPED_FOR)
def test_who_is_thought_of_is_hoped_for(sentence: str, bodies: str) -> None:
    assert payers(sentence) == dict.fromkeys(bodies.split(), "financeur:envisage")


@pytest.mark.parametrize("sentence", [*LEFT_OUT, *OF_OTHER_TIMES])
def test_who_is_left_out_spoken_of_or_paid_before_pays_nothing(sentence: str) -> None:
    assert payers(sentence) == {}


def test_a_body_that_closed_its_door_keeps_no_other_from_paying() -> None:
    said = "L’Agence de l’eau ayant supprimé son aide aux particuliers, l’intercommunalité versera une prime de 1 500 €"
    assert set(payers(said)) == {"intercommunalites"}
