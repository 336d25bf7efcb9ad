"""Who pays as plans write it: kinds that sentences which no rule had seen showed (`evaluation`), in other words."""

from __future__ import annotations

import time

import pytest

from evaluation.funders import payers_by_rules as payers

HOPED_FOR = {
    "a label asks for its whole list, names and all": [
        (
            "Cofinanceurs potentiels : Agence de l’eau Seine-Normandie, Région Grand Est, Département de l’Aube",
            "agence-eau:e region:e departement:e",
        ),
        ("Financement : ADEME, Région, CAF, à confirmer", "ademe:e region:e caf:e"),
        ("Partenaires financiers : DRAC, Département (à solliciter)", "drac departement:e"),
        ("Financement : DETR, à solliciter ; Région, 20 000 €", "detr:e region"),
    ],
    "who should": [
        ("L’Europe devrait compléter pour 50 000 €", "union-europeenne:e"),
        ("Le Département devrait abonder le fonds à hauteur de 20 000 €", "departement:e"),
        ("Il est proposé que le Département verse 5 000 €", "departement:e"),
        ("Nous avons bon espoir que la Région finance ces travaux", "region:e"),
        ("La commune a bon espoir d’une aide du Département", "departement:e"),
    ],
    "a verb left out": [
        ("L’État pourra apporter 40 % du coût, la Région 20 %", "etat:e region:e"),
        ("L’ADEME pourrait financer 70 % de l’étude, le Département 10 %", "ademe:e departement:e"),
    ],
    "what will be asked": [
        ("Nous demanderons à l’ARS et au Département de participer au poste", "ars:e departement:e"),
        ("Une décision attendue de la Région en juin permettra de lancer l’achat", "region:e"),
        ("Répondre à l’appel à projets de l’ADEME dès qu’il paraîtra", "ademe:e"),
        ("L’action s’appuiera sur l’appel à projets de la Région lorsqu’il sera ouvert", "region:e"),
    ],
    "what depends on an answer": [
        ("La seconde tranche dépendra de l’obtention du FEDER", "union-europeenne:e"),
        ("Il faudra trouver 40 000 € : la Région et le Département seront approchés", "region:e departement:e"),
        ("L’enveloppe du plan vélo (Département) n’est mobilisable qu’en 2027, à hauteur de 20 000 €", "departement:e"),
    ],
    "no answer yet": [
        ("La Région n’a pas encore rendu sa décision sur l’aide", "region:e"),
        ("Le Département, sollicité, n’a pas encore fait connaître sa réponse", "departement:e"),
    ],
    "a state of each sum": [
        ("DETR 90 k€ obtenus, Région 40 k€ en attente, reste commune", "detr region:e communes"),
        ("DSIL : 80 000 € notifiés ; Département : 20 000 € demandés", "dsil departement:e"),
        ("DETR sollicitée 30 000 €, Département acquis 15 000 €", "detr:e departement"),
    ],
    "named before it is hoped for": [
        ("Le Département suit le projet. Une aide du Département est sollicitée (20 000 €)", "departement:e"),
        ("Partenaire technique : Région. Une subvention de la Région est sollicitée.", "region:e"),
    ],
}
PAY = {
    "pronouns": [
        ("Le Département suit le dossier. Il versera 10 000 €", "departement"),
        ("La Région accompagne les bourgs ; elle finance les études à 50 %", "region"),
        ("La commune réhabilite la halle. Elle y consacre 200 000 €", "communes"),
        ("Une demande est faite à l’ADEME. Celle-ci prendrait en charge 70 % du coût", "ademe:e"),
        ("La MSA et la CAF suivent le projet. Elles y consacrent chacune 8 000 €", "msa caf"),
        ("Une aide a été demandée à la DRAC, laquelle a accordé 12 000 €", "drac"),
        (
            "L’aide a été demandée à la Fondation de France. Elle a répondu favorablement pour 4 000 €",
            "fondation-de-france",
        ),
    ],
    "abbreviations": [
        ("CR 30 %, CD 20 %, commune 50 %", "region departement communes"),
        ("Financement : CR Bretagne 20 000 €", "region"),
        ("Partenaires financiers : SYDEEL, SDEY, AESN", "syndicat-energie agence-eau"),
    ],
    "support beside money": [
        ("Avec le soutien de la CAF et du Département, le budget atteint 30 000 €", "caf departement"),
        ("Le festival, doté de 40 000 €, vit avec l’appui de la DRAC et de la Ville", "drac communes"),
        ("Budget : 12 000 €, avec la participation de la MSA", "msa"),
    ],
    "land that is bought and held": [
        ("L’EPF acquiert les terrains et les porte cinq ans", "epf"),
        ("Le portage foncier est assuré par l’établissement public foncier", "epf"),
    ],
    "shares": [
        ("Ce poste, dont l’Anah assume 50 % du coût, est reconduit", "anah"),
        ("La commune prend un tiers du déficit, l’agglomération le reste", "communes intercommunalites"),
        ("L’épicerie reçoit 3 000 € de la CAF et autant de la Ville", "caf communes"),
        ("Les communes adhérentes participent au prorata de leurs habitants", "communes"),
        ("Une dotation de l’État de 20 000 €, la commune complétant", "etat communes"),
        ("Un fonds abondé par la Région et les douze communautés de communes", "region intercommunalites"),
        ("Matériel : DRAAF (appel à projets) 22 000 €, solde SIVOM", "services-etat syndicats-mixtes"),
        ("Le CCAS avance la caution des jeunes", "ccas"),
    ],
    "budgets, bills and verbs left out": [
        ("L’étude, que paie le Département, sera livrée en juin", "departement"),
        ("Le budget de la commune prévoit 40 000 € pour les abords", "communes"),
        ("Une ligne de 8 000 € est ouverte au budget de l’agglomération", "intercommunalites"),
        ("L’étude est facturée 4 000 € à la communauté de communes", "intercommunalites"),
        ("Les communes prennent en charge le local, l’agglomération le poste", "communes intercommunalites"),
        ("La Dreal finance l’ouvrage", "services-etat"),
    ],
    "tables and brackets": [
        ("Les partenaires du fonds (Région, trois EPCI) apportent 0,50 € par habitant", "region intercommunalites"),
        ("DRAC | 40 000 € | 40 %\nVille de Sarmont | 60 000 € | 60 %", "drac communes"),
        ("Partenaires : Département (financement), CAUE (conseil)", "departement"),
        ("Actions soutenues par les partenaires financeurs du contrat (État, CAF, Ville)", "etat caf communes"),
    ],
    "banks": [
        ("Un prêt de 200 000 € auprès de la Caisse d’Épargne finance le solde", "banques"),
        ("Le Crédit Mutuel prête 150 000 € sur quinze ans", "banques"),
        ("Emprunt bancaire : 300 000 €", "banques"),
        ("Recours à un emprunt auprès d’un établissement bancaire", "banques"),
    ],
    "who borrows, hands on or raises its part": [
        (
            "Le reste vient d’un emprunt de la commune auprès de la Banque des Territoires",
            "communes banque-des-territoires",
        ),
        ("L’association du moulin a réuni 9 000 € et les reverse à la commune", "associations"),
        ("Le syndicat de bassin a porté sa participation à 30 %", "syndicats-mixtes"),
        ("La Région maintient son aide au festival", "region"),
        ("Les entreprises du parc cotisent à l’entretien des voies", "entreprises"),
        ("La Région met 2 M€, l’État et SNCF Réseau compléteront", "region etat entreprises"),
    ],
    "by an adjective": [
        ("Subvention départementale : 12 000 €", "departement"),
        ("Le projet mobilise des crédits européens et une aide régionale", "union-europeenne region"),
    ],
    "people": [
        ("Une souscription publique a réuni 8 000 €", "particuliers"),
        ("Financement participatif : 15 000 €", "particuliers"),
        ("Les habitants ont acheté 120 parts de la centrale", "particuliers"),
    ],
}
NOBODY = {
    "asked in vain": [
        "La Région a été sollicitée mais n’a pas donné suite",
        "Le Département, sollicité, a refusé",
        "Une aide a été demandée à la Région. Elle a refusé",
    ],
    "nothing is paid": [
        "Faute de cofinancement du Département, le projet est reporté",
        "Financement : DRAC 0",
        "Subventions : Région néant",
    ],
    "who is helped or does something else": [
        "L’aide viendra alléger la facture de la commune (20 000 €)",
        "Il sera attribué une aide de 300 € par foyer",
        "Le Département est informé. Il a été attribué 3 000 € aux familles",
    ],
    "verbs and places that give nothing": [
        "La commune réhabilite la halle pour 300 000 €",
        "L’agglomération estime le coût des travaux à 2 M€",
        "La maison des associations coûte 40 000 €",
        "La Région a reçu 200 000 € de loyers",
        "La société, détenue à 60 % par la Ville, vend 20 000 € de bois",
    ],
    # What a subject does with money is not one of a few things that could be left out: only verbs of paying tell.
    "other business with money": [
        "La commune a réduit sa dette à 3 M€",
        "La commune affiche un budget de 2 M€",
        "L’agglomération dégage un excédent de 500 000 €",
        "La commune ignore le coût des travaux",
        "La commune diffère les travaux d’un montant de 80 000 €",
        "La ville doit 200 000 € à l’entreprise",
        "La commune conteste la facture de 15 000 €",
        "Le syndicat facture 12 € par abonné",
        "La commune amortit l’investissement de 60 000 € en dix ans",
    ],
    "a bank that is none": ["Créer une banque de données et un banc public", "Banque alimentaire : 12 bénévoles"],
}


def said(codes: str) -> dict[str, str]:
    """`body` for one that is said to pay, `body:e` for one that is hoped for."""
    pairs = [code.partition(":") for code in codes.split()]
    return {body: "financeur:envisage" if hoped else "financeur:dit" for body, _, hoped in pairs}


def cases(of: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [case for kind in of.values() for case in kind]


@pytest.mark.parametrize(("sentence", "codes"), cases(HOPED_FOR))
def test_who_is_hoped_for_is_not_said_to_pay(sentence: str, codes: str):
    assert payers(sentence) == said(codes)


@pytest.mark.parametrize(("sentence", "codes"), cases(PAY))
def test_who_pays_is_found_as_plans_write_it(sentence: str, codes: str):
    assert payers(sentence) == said(codes)


@pytest.mark.parametrize("sentence", [one for kind in NOBODY.values() for one in kind])
def test_nobody_pays_where_the_words_say_so(sentence: str):
    assert payers(sentence) == {}


def test_the_programme_small_towns_of_tomorrow_names_no_commune():
    assert payers("Le poste de chef de projet Petites Villes de Demain est financé par l’Anah") == said("anah")
    assert payers("Dotation politique de la ville : 20 000 €") == said("dpv")


def test_who_pays_nothing_before_a_colon_says_nothing_of_who_pays_behind_it():
    assert payers("Les familles ne paient rien : l’État et la CAF prennent en charge les repas") == said("etat caf")


def test_a_body_that_runs_a_service_pays_for_it_no_more_than_the_words_say():
    said_of = payers("L’animation est assurée par le Parc naturel régional, le financement venant de l’ADEME")
    assert "ademe" in said_of
    assert said_of.get("pnr", "partenaire").startswith("partenaire")


@pytest.mark.parametrize("words", ["Communauté ", "Grand ", "(Région) ", "avec le soutien de ", "elle finance ", "CC "])
def test_a_hundred_kilobytes_of_one_word_are_bounded(words: str):
    start = time.perf_counter()
    payers((words * 100_000)[:100_000])
    # A second or two on two idle cores: what was read by the square of its length took a minute and more.
    assert time.perf_counter() - start < 20
