"""Who pays, by the constructions that texts about funding use: sentences of our own, of kinds that real ones showed."""

from __future__ import annotations

import time

import pytest

from evaluation.funders import payers_by_rules as payers

PAY = [
    ("Avec l’appui financier de la Communauté de communes du Haut-Val", "intercommunalites"),
    ("Une aide de 12 000 € nous a été accordée par le conseil départemental de l’Aude", "departement"),
    ("Subvention de 12 000 € accordée par la Caf", "caf"),
    ("L’agglo prend à sa charge la moitié du coût", "intercommunalites"),
    ("Les fonds européens couvrent 60 % de la dépense", "union-europeenne"),
    ("L’Europe finance le reste", "union-europeenne"),
    ("Prêt de la Banque des territoires sur vingt ans", "banque-des-territoires"),
    ("Prise en charge : Agence de l’eau 50 %, syndicat 30 %, commune 20 %", "agence-eau syndicats-mixtes communes"),
    ("Recettes : État 40 %, Région 20 %, fonds propres 40 %", "etat region"),
    ("État : 40 % – Région : 20 % – Commune : 40 %", "etat region communes"),
    ("Le SDE participe à hauteur de 75 % du montant HT des travaux", "syndicat-energie"),
    ("Le syndicat d’énergie finance 75 % des travaux", "syndicat-energie"),
    ("Les certificats d’économie d’énergie rapportent 8 000 €", "cee"),
    ("Le bailleur social apporte 300 000 €", "bailleurs-sociaux"),
    ("Mécénat d’entreprise : 5 000 €", "entreprises"),
    ("Une aide de la Fondation de France complète le budget", "fondation-de-france"),
    ("L’Anct et l’Anru ont chacune apporté 10 000 €", "anct anru"),
    ("Le Centre national de la musique soutient le festival à hauteur de 15 000 €", "cnm"),
    ("Subventions obtenues auprès de la Drac et de la Région", "drac region"),
    ("La CCI et la CMA cofinancent l’animateur du commerce", "cci cma"),
    ("L’Établissement public foncier porte le foncier pour 400 000 €", "epf"),
    ("La Safer avance les frais d’acquisition (20 000 €)", "safer"),
    ("Cofinancement de l’Agefiph et de la Carsat", "agefiph carsat"),
    ("L’office de tourisme verse 3 000 €", "offices-tourisme"),
    ("La Fédération française de tennis accorde une aide de 10 000 €", "federations-sportives"),
    ("Le GAL du Pays de Bray a retenu le projet pour 40 000 € de Leader", "leader"),
    ("Opération soutenue par le Département (20 000 €) et par la Ville (10 000 €)", "departement communes"),
    ("Le Département et l’agglomération se partagent les frais", "departement intercommunalites"),
    ("La commune prend en charge 30 % et la communauté de communes 70 %", "communes intercommunalites"),
    ("Coût : 100 000 €, dont 60 000 € de subventions de l’État et de l’Europe", "etat union-europeenne"),
    ("L’opération est subventionnée à 80 % (État, Région, Département)", "etat region departement"),
    ("Cette action est financée à parts égales par la MSA et la Caf", "msa caf"),
    ("Participation du SIVOM : 8 000 €", "syndicats-mixtes"),
    ("L’ARS finance un poste de médiateur", "ars"),
    ("Poste cofinancé par l’ARS et l’agglomération", "ars intercommunalites"),
    ("Poste pris en charge à 50 % par l’Anah", "anah"),
    ("La Région nous accompagne avec 100 000 € de crédits", "region"),
    ("Le reste est à la charge des communes membres", "communes"),
    ("Un fonds de concours de 50 000 € sera versé par Nevers Agglomération", "intercommunalites"),
    ("Clermont Auvergne Métropole verse un fonds de concours", "intercommunalites"),
    ("Morlaix Communauté participe pour 40 000 €", "intercommunalites"),
    ("Le CCAS alloue une enveloppe de 5 000 € par an", "ccas"),
    ("Les conseils régional et départemental apportent chacun 15 %", "region departement"),
    ("Partenaires financiers : État, Région, Département", "etat region departement"),
    ("Faute de financement de l’État, la commune paie seule", "communes"),
    ("Le Département, contrairement à la Région, finance les travaux", "departement"),
    ("Les aides de la commune aux associations sont maintenues : 30 000 €", "communes"),
    ("Projet financé par l’État, la Sorlie et la communauté de communes", "etat intercommunalites"),
    ("Les financements viennent de sources européennes, régionales et communales", "union-europeenne region communes"),
    ("Une contribution de la région de 4 M€, du département de 3 M€ et de l’État de 1 M€", "region departement etat"),
    ("La Ville mettra 2 millions d’euros", "communes"),
    ("Les communes assurent le reste du financement", "communes"),
    ("La Région finance les études, mais le Département ne finance rien", "region"),
    ("Sans l’aide de l’État et du Département, les travaux n’auraient pas eu lieu", "etat departement"),
    ("La Ville et le Département ont obtenu une aide de l’État de 40 000 €", "etat"),
    ("Travaux subventionnés à 60 % par les partenaires : l’État, la Région", "etat region"),
    (
        "Financements :\n- Anah : 20 000 €\n- la communauté de communes, selon les cas\n- le Département",
        "anah intercommunalites departement",
    ),
]
HOPED_FOR = [
    ("Financeurs potentiels : ADEME, Région, Leader", "ademe:e region:e leader:e"),
    ("Partenaires financiers pressentis : CNC, DRAC", "cnc:e drac:e"),
    ("Une demande de subvention a été déposée auprès de l’État et du Département", "etat:e departement:e"),
    ("La Région sera sollicitée", "region:e"),
    ("La DETR a été sollicitée à hauteur de 30 %", "detr:e"),
    ("Aides mobilisables : fonds vert, DSIL, CEE", "fonds-vert:e dsil:e cee:e"),
    ("L’ADEME pourrait apporter 70 % du coût de l’étude", "ademe:e"),
    ("Nous espérons obtenir une aide du Département", "departement:e"),
    ("Dossier Leader en cours d’instruction", "leader:e"),
    ("Le conseil municipal sollicite l’aide de la Région au titre du contrat de ruralité", "region:e"),
    ("Demande de fonds de concours auprès de l’agglomération", "intercommunalites:e"),
    ("Une réponse de l’Agence nationale du sport est attendue pour 40 000 €", "ans:e"),
    ("L’aide de l’État est acquise, celle de la Région reste à confirmer", "etat region:e"),
    ("L’étude serait financée par l’Ademe", "ademe:e"),
    ("L’Ademe, la Région et le Département peuvent apporter un financement", "ademe:e region:e departement:e"),
    ("Solliciter : Région, 20 000 € ; Département, 10 000 €", "region:e departement:e"),
    ("L’opération est éligible aux aides de l’État, et à d’autres encore (Région, agence de l’eau)",
     "etat:e region:e agence-eau:e"),
    ("Un bourg peut percevoir, pour ses travaux et ses études, des subventions de l’État, de la Région au titre "
     "de ses appels à projets, du Département", "etat:e region:e departement:e"),
    ("Deux demandes de subvention : la DETR, pour la place, et la Région, pour la halle", "detr:e region:e"),
    ("Des fonds européens tels que le FEDER, peuvent également être sollicités", "union-europeenne:e"),
    ("Des aides de la DETR, du FEXT et de la Région sont demandées", "detr:e region:e"),
    ("La participation du Département serait de 40 000 €", "departement:e"),
    ("L’ADEME devrait financer 70 % de l’étude", "ademe:e"),
    # What is granted in the same breath is said.
    ("Nous sollicitons une aide de l’État ; la Région a accordé 20 000 €", "etat:e region"),
    ("Nous sollicitons une aide de l’État, la Région finance l’étude", "etat:e region"),
    ("Éligible aux aides de l’État, le projet est financé par la Région", "etat:e region"),
    ("Le projet, éligible à la DETR, sera financé par le Département", "detr:e departement"),
    ("Suite à une demande d’aide, l’État prend en charge 40 %, la Région 20 %", "etat region"),
    ("Après une demande de subvention, la Région attribue 20 000 €", "region"),
    ("Financeurs : l’État, la Région. Leurs aides peuvent être cumulées", "etat region"),
]  # fmt: skip
NOBODY = [
    "L’État n’a pas retenu le dossier",
    "La demande faite au Département a été refusée",
    "Subvention refusée par la Région",
    "Sans subvention de la Région",
    "Refus de l’Agence de l’eau de financer les travaux",
    "La Région a retiré son financement",
    "La ville inaugure la salle financée par un legs",
    "La Région est traversée par deux fleuves et compte 3 % de forêts",
    "Part des résidences secondaires dans l’agglomération : 30 %",
    "Le budget de la commune est de 2 millions d’euros",
    "Accompagner les entreprises et les associations de la commune",
    "Subventions aux associations de la ville",
    "Prix de 5 000 € remis aux entreprises de la région",
    "Le parc de la Grande Rue, 12 000 m², coûte 300 000 €",
    "Les dépenses de personnel de la commune atteignent 40 %",
]


def said(codes: str) -> dict[str, str]:
    """`body` for one that is said to pay, `body:e` for one that is hoped for."""
    pairs = [code.partition(":") for code in codes.split()]
    return {body: "financeur:envisage" if hoped else "financeur:dit" for body, _, hoped in pairs}


@pytest.mark.parametrize(("sentence", "codes"), PAY)
def test_a_construction_of_the_sentence_says_who_pays(sentence: str, codes: str):
    assert payers(sentence) == said(codes)


@pytest.mark.parametrize(("sentence", "codes"), HOPED_FOR)
def test_who_is_asked_or_may_pay_is_hoped_for(sentence: str, codes: str):
    assert payers(sentence) == said(codes)


@pytest.mark.parametrize("sentence", NOBODY)
def test_a_refusal_a_place_or_a_beneficiary_is_no_payer(sentence: str):
    assert payers(sentence) == {}


LONG = "subvention de 12 000 € de la Région et 40 % par le Département pour "


@pytest.mark.parametrize("words", ["Communauté ", "Région ", "la commune et ", "subvention de l’", "1 000 € de ", LONG])
def test_a_text_that_only_repeats_itself_takes_no_time(words: str):
    start = time.perf_counter()
    payers(words * 500)
    assert time.perf_counter() - start < 5
