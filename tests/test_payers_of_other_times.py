"""Who paid before, who was asked and closed the door, and who is not yet decided, in turns that texts by a further
author who saw no rule showed (`evaluation`), told in other words."""

from __future__ import annotations

import pytest

from evaluation.funders import payers_by_rules as payers

PAYS = [
    ("Le syndicat d’énergie pose les bornes et en supporte 30 % du coût", "syndicat-energie"),
    ("La Région commande l’enquête et la paie", "region"),
    ("La commune de Lirelle porte donc seule le coût de la mission, soit 75 000 €", "communes"),
    ("La différence est absorbée par le budget des communes : 12 000 €", "communes"),
    ("La commune de Lirelle complète par un emprunt de 40 000 €", "communes"),
]
HOPED_FOR = [
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
# Each was told to pay for the action that the sentence stands in.
OTHERWISE = [
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
def test_who_is_not_yet_decided_is_hoped_for(sentence: str, bodies: str) -> None:
    assert payers(sentence) == dict.fromkeys(bodies.split(), "financeur:envisage")


@pytest.mark.parametrize("sentence", OTHERWISE)
def test_who_paid_before_or_closed_the_door_pays_nothing(sentence: str) -> None:
    assert payers(sentence) == {}


def test_a_body_that_closed_its_door_keeps_no_other_from_paying() -> None:
    said = "L’Agence de l’eau ayant supprimé son aide aux particuliers, l’intercommunalité versera une prime de 1 500 €"
    assert set(payers(said)) == {"intercommunalites"}
