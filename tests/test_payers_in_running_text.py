"""Who pays in running text: further constructions, in sentences of our own, and the names that places go by."""

from __future__ import annotations

import time

import pytest

from etl.coding.terms import HINT, Passage
from evaluation.funders import codebook
from evaluation.funders import payers_by_rules as payers

PAY = {
    "who settles a bill": [
        ("Le loyer est payé par la commune", "communes"),
        ("Le surcoût est compensé par l’État", "etat"),
        ("Le solde est couvert par la communauté de communes", "intercommunalites"),
        ("La facture est réglée par la commune", "communes"),
        ("Le fonds est doté de 100 000 € par an par l’agglomération", "intercommunalites"),
        ("La charge financière incombe à la commune", "communes"),
        ("La dépense sera imputée sur le budget annexe de l’agglomération", "intercommunalites"),
        ("Les frais de fonctionnement sont à la charge des deux communes", "communes"),
        ("Les trois quarts sont financés par l’Europe, le reste par la commune", "union-europeenne communes"),
        ("C’est la commune qui paie", "communes"),
        ("La commune autofinance le reste", "communes"),
        ("Le Département rémunère le médecin", "departement"),
        ("L’agglo injecte 1,2 million d’euros dans le projet", "intercommunalites"),
        ("La Ville a mis la main à la poche", "communes"),
        ("L’État paie un tiers, la Région un tiers, la commune le reste", "etat region communes"),
        ("L’agglo paie l’éclairage, les communes finançant les trottoirs", "intercommunalites communes"),
        ("La Ville met 2 millions d’euros et l’Agglo, 1 million", "communes intercommunalites"),
        ("La commune, qui y consacre 10 000 € par an, souhaite poursuivre", "communes"),
        ("La Région, via son contrat de pays, apporte 40 000 €", "region"),
        ("Le gouvernement annonce débloquer une enveloppe de 35 M€", "etat"),
        ("La métropole a décidé de donner un coup de pouce aux piscines", "intercommunalites"),
        ("L’intercommunalité nous a suivis pour 5 000 €", "intercommunalites"),
        ("Votre communauté de communes prend en charge 30 % du coût", "intercommunalites"),
    ],
    "where money comes from": [
        ("Les ressources viennent de la CAF et de la commune", "caf communes"),
        ("L’association reçoit 5 000 € par an de la commune", "communes"),
        ("L’association a perçu de la Région 30 000 €", "region"),
        ("Les aides de l’Anah sont complétées par celles du Département", "anah departement"),
        (
            "La participation de l’État est de 30 %, celle de la Région de 20 %, celle de la commune de 50 %",
            "etat region communes",
        ),
        ("L’opération mobilise la DSIL et les fonds propres de l’agglomération", "dsil intercommunalites"),
        ("L’ADEME, cofinanceur de l’étude, y participe", "ademe"),
        ("Elle bénéficie également du soutien de la Région", "region"),
        ("Sans le concours de l’État, ces financements n’auraient pas été réunis", "etat"),
        ("Le conseil communautaire a voté une subvention de 20 000 €", "intercommunalites"),
        ("Une subvention de 500 € est accordée par le conseil municipal", "communes"),
    ],
    "shares of a list": [
        ("Moyens : 1 ETP (50 % État, 25 % Région, 25 % EPCI)", "etat region intercommunalites"),
        ("30 % Région, 20 % Département, 50 % commune", "region departement communes"),
        ("Région 30 %, Département 20 %, commune 50 %", "region departement communes"),
        ("Cofinancement : fonds vert 45 %, SDE 20 %, reste commune", "fonds-vert syndicat-energie communes"),
    ],
    "names of bodies": [
        ("Travaux financés par Agglopolys et le Département", "intercommunalites departement"),
        ("Arlysère finance la moitié des études", "intercommunalites"),
        ("Roannais Agglomération : 30 %, Roanne : 20 %", "intercommunalites communes"),
        ("Nevers verse 20 000 € au festival", "communes"),
        ("La COBAN participe à hauteur de 20 000 €", "intercommunalites"),
        ("La CC du Val de Sèvre abonde les aides de l’Anah de 500 €", "intercommunalites anah"),
        ("Les Départements de la Drôme et de l’Ardèche apportent chacun 20 000 €", "departement"),
        ("Le TE 38 finance 60 % du coût", "syndicat-energie"),
        ("L’association a apporté 21 000 €", "associations"),
    ],
    "what was asked for and is granted": [
        ("Le projet a reçu une réponse favorable de la Région", "region"),
        ("Le Département a répondu favorablement à la demande de subvention", "departement"),
        ("La demande de subvention a été acceptée par l’Agence de l’eau", "agence-eau"),
        ("La Région a émis un avis favorable à la demande de subvention", "region"),
        ("Le maire a demandé une aide à l’État, qui a accordé 20 000 €", "etat"),
    ],
    "what refuses elsewhere": [
        ("Malgré le refus de la Région, la commune finance la totalité", "communes"),
        ("Vous n’avez rien à payer : la commune prend en charge le coût", "communes"),
        ("Le fonds de concours de l’agglomération n’est pas cumulable", "intercommunalites"),
    ],
}
HOPED_FOR = [
    ("Nous attendons 20 000 € de l’État", "etat"),
    ("Le dossier a été déposé auprès du Département", "departement"),
    ("Ont été sollicités le Département et la Région", "departement region"),
    ("Subventions demandées : État 30 000 €, Département 10 000 €", "etat departement"),
    ("Région (demande en cours) : 20 000 €", "region"),
    ("Région : 20 000 € (sollicités)", "region"),
    ("La commune a demandé 40 000 € à l’agglomération", "intercommunalites"),
    ("Le maire souhaite que la Région participe au financement", "region"),
    ("Il faudrait que l’État participe à hauteur de 30 %", "etat"),
    ("La participation de la commune s’élèverait à 20 000 €", "communes"),
    ("Cofinancement possible de la Région et de l’État", "region etat"),
    ("Pistes de financement : Leader, fonds vert", "leader fonds-vert"),
    ("Mobiliser les financements de la Région et de l’Europe", "region union-europeenne"),
    ("Répondre à l’appel à projets de l’ADEME", "ademe"),
    ("À condition que le Département confirme son aide", "departement"),
    ("Le toit devrait être financé par la DRAC, l’association et la Fondation de France",
     "drac associations fondation-de-france"),
    ("Une contribution de 2 € par habitant est demandée aux communes", "communes"),
    ("Il reste à trouver 30 000 € auprès de la Fondation de France", "fondation-de-france"),
    ("Les travaux seront engagés dès l’accord de la Région sur sa participation financière", "region"),
    ("Le dossier DSIL est toujours à l’instruction", "dsil"),
    ("Nous pouvons espérer 30 % de la Région", "region"),
    ("Des subventions de l’État et de la Région seront recherchées", "etat region"),
    ("La participation de la Région reste à préciser", "region"),
    ("Le financement de l’ARS n’est pas encore acquis", "ars"),
    ("Plan de financement sous réserve de l’obtention des aides : Région 20 %, État 30 %", "region etat"),
    ("Si la subvention est accordée, l’État financera 40 %", "etat"),
    ("Un dossier a été transmis à la Région pour une subvention de 20 000 €", "region"),
    ("L’Anah est susceptible d’apporter 50 % du coût", "anah"),
    ("La commune compte sur une aide de 30 % du Département", "departement"),
    ("En attente d’une réponse favorable de la Région", "region"),
    ("Le concours financier de la DRAC est espéré pour la tranche 2", "drac"),
    ("L’ouverture est subordonnée à un engagement financier de la Région", "region"),
    ("La piste dépendra de l’aide que l’ARS voudra bien accorder", "ars"),
    ("Si la MSA donne suite à la demande de subvention, le poste ouvrira", "msa"),
    ("Coût : 48 000 € (estimé). Département : à solliciter", "departement"),
    ("Financeurs potentiels :\n- ADEME\n- Région\n- fonds vert", "ademe region fonds-vert"),
    ("Financements mobilisables :\n– Région (contrat de territoire)\n– Département\n– LEADER",
     "region departement leader"),
    ("Pistes de financement évoquées, toutes à solliciter :\n- CAF\n- MSA", "caf msa"),
    ("Financement demandé, non notifié à ce jour : DETR 25 %", "detr"),
    ("Dossiers en instruction : CNM (70 000 €), DRAC (50 000 €)", "cnm drac"),
    ("Pistes : un prêt de la Banque des Territoires, une aide de la Région. Aucune n’est acquise.",
     "banque-des-territoires region"),
    ("| Région Grand Est | 50 000 € | demandé |", "region"),
    ("Financement :\n• Région ...... à confirmer", "region"),
    ("Financeur | Montant | Dossier\nADEME | 6 000 € | demande en cours", "ademe"),
]  # fmt: skip
NOBODY = [
    "Autofinancement de la commune : 20 %",
    "Avis favorable de la commune sur le permis",
    "Les habitants de Nevers et de Decize se réunissent",
    "Orange finance l’antenne",
    "Pas de financement de la Région à ce jour",
    "Les aides de la Région ont été suspendues",
    "Aucune subvention de la commune n’a été demandée",
    "La Région a rejeté le dossier",
    "Aide : 500 € par commune",
    "Le conseil municipal vote le budget primitif",
    "Délégation accordée par le conseil municipal au maire",
    "Les entreprises paient la taxe de séjour",
    "1 600 petites communes ont été retenues",
    "État d’avancement : travaux financés à 30 %",
    "État des dépenses : 40 000 € financés",
    "État des chaussées : 40 000 € financés en 2025",
    "Financement. État du mobilier : 3 000 € à prévoir",
    "| État des haies | 12 000 € | subvention |",
    "RESTAURER L’ÉTAT DES BERGES : SUBVENTION DE 20 000 €",
    "Action | Montant | État\nVoirie | 20 000 € | terminé",
    "Le fonds Barnier ne peut être mobilisé pour ces travaux de 20 000 €",
    "Le gymnase n’étant pas éligible au Fonds vert, le projet de 300 000 € attendra",
    "Le prêt de 1,2 M€ a été contracté avec la garantie de la Région",
    "La commune loue l’ancienne école à la Région pour 300 € par mois",
    "L’équipe LEADER a instruit 12 dossiers pour 300 000 €",
    "Le conseil renonce à demander l’aide de la Région",
    "L’aide de la Région a été écartée dès 2022",
]
FUNDING = "La Région, via son contrat, a voté une aide de 30 000 € à la commune, qui paie le reste avec l’État. "
REPEATED = [
    FUNDING,
    "la commune demande une aide de ",
    "subvention de 12 000 € de la Région et 40 % par le Département pour ",
    "Nevers et ",
]


@pytest.mark.parametrize(("sentence", "bodies"), [one for sentences in PAY.values() for one in sentences])
def test_running_text_says_who_pays(sentence: str, bodies: str):
    assert payers(sentence) == dict.fromkeys(bodies.split(), "financeur:dit")


@pytest.mark.parametrize(("sentence", "bodies"), HOPED_FOR)
def test_who_is_hoped_for_is_not_said_to_pay(sentence: str, bodies: str):
    assert payers(sentence) == dict.fromkeys(bodies.split(), "financeur:envisage")


@pytest.mark.parametrize("sentence", NOBODY)
def test_what_says_of_nobody_that_he_pays_names_no_payer(sentence: str):
    assert payers(sentence) == {}


def test_who_has_not_answered_yet_is_hoped_for_beside_who_has():
    said = payers(
        "La Région a émis un avis favorable à la demande de subvention, le Département n’a pas encore répondu"
    )
    assert said == {"region": "financeur:dit", "departement": "financeur:envisage"}


def test_what_is_granted_and_what_is_asked_for_stand_in_one_sentence():
    said = payers("Subvention obtenue de la DRAC : 15 000 € ; demandée à la Région : 10 000 €")
    assert said == {"drac": "financeur:dit", "region": "financeur:envisage"}


def test_a_list_that_is_hoped_for_ends_with_it_and_who_pays_elsewhere_pays():
    assert payers("Financeurs : ADEME, Région. Financeurs potentiels : Département, CAF. La CAF finance 20 %.") == {
        "ademe": "financeur:dit", "region": "financeur:dit", "departement": "financeur:envisage", "caf": "financeur:dit"
    }  # fmt: skip
    assert payers("L’ARS a promis 15 000 €. La CPAM y réfléchit, mais rien n’est signé.") == {"ars": "financeur:dit"}


def test_what_brackets_say_of_one_body_is_not_of_the_next():
    said = payers("Financements : DETR (sollicitée), Région (acquise)")
    assert said == {"detr": "financeur:envisage", "region": "financeur:dit"}


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("La fondation Morel a payé les instruments", "fondations"),
        ("L’office de tourisme règle l’impression des cartes", "offices-tourisme"),
        ("L’association des commerçants paie les animations", "associations"),
        ("Les communes du regroupement pédagogique paient le transport", "communes"),
        ("Le Syndicat mixte du bassin de la Sèvre vous rembourse 20 % du prix", "syndicats-mixtes"),
        ("Répartition de la dépense subventionnée : SDE 22, 60 % ; commune, 40 %", "syndicat-energie communes"),
        ("Financement :\n• ANRU ........ 4,2 M€\n• Ville de Lorcy ... 1,5 M€", "anru communes"),
        ("Un emprunt de 1,2 M€ a été contracté auprès du Crédit coopératif", "banques"),
        ("La MSA a lancé la charte en 2019. Elle y a mis 40 000 €", "msa"),
        ("L’État, qui n’avait pas aidé la première tranche, contribue à la deuxième par une subvention", "etat"),
        ("Le déficit est épongé par les communes", "communes"),
        ("L’étude est payée pour partie par la Région et pour partie par le Département", "region departement"),
        ("L’encadrement est rémunéré par la Région", "region"),
        ("La Fédération française de football nous a aidés à financer le terrain", "federations-sportives"),
        ("L’État compense 3 € par repas servi", "etat"),
        ("Une aide au démarrage de 30 000 € a été obtenue de la CPAM par le centre", "cpam"),
    ],
)
def test_turns_that_blind_sets_showed_say_who_pays(sentence: str, bodies: str):
    assert {code for code, said in payers(sentence).items() if said.startswith("financeur")} == set(bodies.split())


def test_a_contract_that_nobody_signs_there_has_no_signatories():
    for sentence in (
        "Le bilan du contrat souligne la présence de la CAF et de la Région",
        "Aucune convention n’est prévue avec Action Logement",
    ):
        assert not payers(sentence)


def test_who_takes_in_a_request_is_not_who_pays():
    said = payers(
        "L’Anah peut participer au financement, il faut s’adresser à la direction départementale des territoires"
    )
    assert said == {"anah": "financeur:envisage"}


def test_who_does_something_else_in_the_same_sentence_does_not_pay():
    assert set(payers("L’ARS alloue 15 000 € aux ateliers, le CIAS fournissant la salle")) == {"ars"}


@pytest.mark.slow
@pytest.mark.parametrize("words", REPEATED)
def test_100_kilobytes_of_funding_are_read_within_seconds(words: str):
    payers("Nevers finance")
    start = time.process_time()
    payers((words * (100_000 // len(words) + 1))[:100_000])
    # Three seconds at most where nothing else runs; what took the square of it was past a minute.
    assert time.process_time() - start < 12


@pytest.mark.parametrize(
    ("text", "is_the_state"),
    [
        ("État d’une part, Région d’autre part", True), ("ÉTAT D’UNE PART : 20 000 €", True),
        ("FINANCÉ PAR L’ÉTAT DES TRAVAUX DE 2026", True), ("Services de l’État des deux départements", True),
        ("Financements. État de façon exceptionnelle", True), ("État de l’ordre de 30 %", True),
        ("ÉTAT DE L’ORDRE DE 30 %", True), ("- État du Lot", True),
        ("État des berges", False), ("ÉTAT DES BERGES", False), ("AMÉLIORER L’ÉTAT DES BERGES", False),
        ("Travaux. État de la toiture : 20 000 €", False), ("2) État d’entretien du parc", False),
    ],
)  # fmt: skip
def test_grammar_tells_the_state_of_something_from_the_state(text: str, is_the_state: bool) -> None:
    named = [hit for hit in codebook().rules.named(Passage.of(text)) if hit.code == "etat"]
    assert named and all((hit.weight > HINT) is is_the_state for hit in named)
