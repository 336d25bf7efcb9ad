"""Who pays in labelled sentences of our own (`evaluation/funding_sentences.csv`): a body beside money pays nothing
where nothing says that it does, and who pays is found."""

from __future__ import annotations

from collections import Counter

import pytest

from evaluation.funders import payers_by_rules as payers
from evaluation.payer_sentences import counts, read_sentences

BESIDE_MONEY = [
    "Le Département recense 45 subventions versées aux clubs.",
    "La Région publie un guide des aides, dont les montants vont de 500 à 20 000 €.",
    "Selon l’ARS, un lit d’hébergement temporaire revient à 68 € par jour.",
    "L’État a signalé une erreur de 4 500 € dans le décompte présenté par le syndicat.",
    "La commune a réduit sa dette à 3 M€.",
    "Le président de la Région a posé la première pierre de l’équipement, dont la facture atteindra 6 M€.",
    "Pilote : Région – Coût : 38 000 € – Calendrier : 2022-2023",
    "Propriétaire : Département – Gestionnaire : association Les Roseaux – Coût de fonctionnement : 110 000 € par an",
    "Partenaires : ADEME, Chambre d’agriculture, CAUE – Budget : 15 000 € par an",
    "La Chambre d’agriculture évalue à 3,2 M€ les pertes dues au gel de printemps.",
    "La cotisation à la chambre de commerce figure parmi les charges, pour 640 €.",
    "Ni l’agglomération ni la Région ne financent ces travaux de 45 000 €.",
    "Financeurs identifiés : ☐ Département",
    "Les critères de la DETR ont changé : le plancher de dépense est relevé à 10 000 €.",
    "Les subventions demandées par la commune n’ont pas été accordées.",
    "La navette que gère l’association : 92 000 € par an.",
    "Le Parc naturel régional couvre 40 % du département.",
    "Le Département offre 40 km de sentiers, dont l’entretien coûte 20 000 € par an.",
    "20 % du trafic est assuré par la Région.",
    "Ressources humaines : un animateur de la CAF, 0,5 ETP du Département. Coût : 40 000 €",
    "Aide à domicile : CCAS, ARS et Département se coordonnent",
    "Contributions : Région et ADEME ont relu le document",
    "Recherche de financements : chargée de mission du Département",
    "Subventions instruites : Région",
    "L’ADEME propose une aide méthodologique aux communes, pour un coût de 20 000 €.",
    "Le prêt de véhicules de la Région a séduit 20 % des habitants.",
    "La Région aide les communes à monter leurs dossiers de 20 000 €.",
    "La Chambre d’agriculture accompagne 40 exploitants : 15 % sont en bio.",
]
BESIDE_A_PAYER = [
    ("Selon la Région, le Département verse 20 000 € à l’association.", "departement"),
    ("La CAF salue le projet et la commune verse 12 000 €.", "communes"),
    ("Contrairement au Département, la Région participe à hauteur de 100 000 €.", "region"),
    (
        "Selon une étude de l’ADEME, la chaufferie coûtera 700 000 € ; le Département en apporte 140 000 €.",
        "departement",
    ),
    ("L’ARS évalue le dispositif, que la CPAM et le Département financent à parts égales.", "cpam departement"),
    ("Le chantier, visité hier par le président du Département, est financé à 60 % par l’État.", "etat"),
    ("La CAF verse 18 000 € à l’association Les Roseaux, installée dans un immeuble de la Région.", "caf"),
    ("Partenaires : CAUE, DRAC ; Coût : 60 000 € ; Financeurs : Département (20 000 €), MSA", "departement msa"),
]
# By label alone, over brackets, or as one of several subjects of one verb.
LISTED = [
    ("Financement : État (DRAAF) ; MSA à solliciter", "services-etat msa"),
    ("Cofinanceurs pressentis (à confirmer) : Agence de l’eau, Département", "agence-eau departement"),
    (
        "L’Etat, la Région et le département ont subventionné à hauteur de 70 % la médiathèque.",
        "etat region departement",
    ),
    ("L’Anah et la communauté de communes abondent les travaux des propriétaires.", "anah intercommunalites"),
]


# Spoken of beside money: where something is signed, whose committee sits, who guarantees, whose costs are reckoned.
SPOKEN_OF = [
    "Contrat de 300 000 € signé mardi à la sous-préfecture.",
    "Accusé réception en préfecture le 04/07 : subvention de 500 €.",
    "Mme Garnier siégera au conseil d’administration de l’EPF, M. Petit au comité de programmation LEADER.",
    "La commune accorde sa garantie à hauteur de 50 % pour l’emprunt de 1 M€.",
    "Le Département garantit l’emprunt de 500 000 € à 50 %.",
    "Les règles du Fonds vert, de la DETR et de la DSIL ont été expliquées : plafond de 20 000 €.",
    "Charges de personnel de l’agglomération : 1,94 M€ (+3,2 %).",
    "Enquête de la Chambre de métiers : 38 % des artisans prévoient d’investir 10 000 €.",
    "Lot n° 2 gros œuvre : entreprise Castagné, 148 300 € HT.",
    "La convention avec l’EPF est arrivée à terme ; son financement de 40 000 € n’est pas renouvelé.",
    "Le comité LEADER a ajourné le dossier de 28 000 €.",
    "Suite donnée : Fondation de France, non ; Fonds vert, non. Coût : 58 000 €.",
]
# A body of which the same words are said, and that pays.
PAYS_ALL_THE_SAME = [
    ("Le Département s’est porté garant de l’emprunt et y ajoute 100 000 € de subvention.", "departement"),
    ("Le conseil d’administration de la CAF attribue 20 000 € à la crèche.", "caf"),
    ("La préfecture verse 30 000 € pour les caméras.", "prefecture"),
    ("Le dossier LEADER ayant été rejeté, seul le Département finance l’achat (9 600 €).", "departement"),
    ("La CC accorde 11 200 € à Brécy pour la réfection du toit.", "intercommunalites"),
    ("Citeo couvre 50 % de l’achat des bornes.", "eco-organismes"),
]


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    """Of the sets that rules were mended on."""
    return counts(one for one in read_sentences() if one.set <= "N")[0]


def paying(text: str) -> set[str]:
    return {code for code, said in payers(text).items() if said.startswith("financeur")}


@pytest.mark.parametrize("text", [*BESIDE_MONEY, *SPOKEN_OF])
def test_a_body_named_beside_money_pays_nothing_where_nothing_says_so(text: str) -> None:
    assert not paying(text)


@pytest.mark.parametrize(("text", "bodies"), [*BESIDE_A_PAYER, *LISTED, *PAYS_ALL_THE_SAME])
def test_only_those_of_whom_it_is_said_pay(text: str, bodies: str) -> None:
    assert paying(text) == set(bodies.split())


@pytest.mark.slow
def test_of_a_thousand_labelled_sentences_no_more_bodies_are_said_to_pay_wrongly(counted: Counter[str]) -> None:
    """The bounds here and below are what was measured, rounded down (`evaluation/README.md`)."""
    assert counted["right"] / counted["told"] > 0.96
    assert counted["silent_right"] / counted["silent"] > 0.95


@pytest.mark.slow
def test_of_a_thousand_labelled_sentences_no_fewer_payers_are_found(counted: Counter[str]) -> None:
    assert counted["found"] / counted["given"] > 0.88
    assert counted["falsely_sure"] / counted["hoped"] < 0.15
