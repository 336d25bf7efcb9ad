"""Who pays, in plans of any region: bodies that every territory knows, by the names that plans give them."""

from __future__ import annotations

import pytest

from etl.models import Cut, Unit
from evaluation.funders import plan, rules_alone, shares
from evaluation.themes import PLANS

RULES = rules_alone()


def funders(text: str, **more) -> dict[str, str]:
    """The bodies that the rules find in a text, each with its words; `body:role:certainty` as codes are written."""
    unit = Unit(None, None, text, text, None, 1, 1)
    return {
        code.value: code.evidence for code in RULES.propose(unit, Cut([], [unit]), **more) if code.field == "funder"
    }


def pays(*bodies: str) -> set[str]:
    return {f"{body}:financeur:dit" for body in bodies}


@pytest.mark.parametrize(
    ("said", "bodies"),
    [
        ("Ouvrir une crèche, financée par l’État, la Région et le Département", ("etat", "region", "departement")),
        ("Financeurs : Région Bretagne, Département du Finistère, Europe (FEDER)",
         ("region", "departement", "union-europeenne")),
        ("Financement : conseil régional de Nouvelle-Aquitaine et conseil départemental",
         ("region", "departement")),
        ("Subvention de l’Agence de l’eau Loire-Bretagne", ("agence-eau",)),
        ("Subvention de l’agence de l’eau Rhin-Meuse", ("agence-eau-rhin-meuse",)),
        ("DETR : 120 000 €, DSIL : 80 000 €, fonds vert : 40 000 €", ("detr", "dsil", "fonds-vert")),
        ("Plan de financement : DSID, DPV, FNADT", ("dsid", "dpv", "fnadt")),
        ("Financeurs : CAF, MSA, ARS, Anah, ADEME, Banque des Territoires",
         ("caf", "msa", "ars", "anah", "ademe", "banque-des-territoires")),
        ("Financé par la CCI, la chambre de métiers et le parc naturel régional du Vexin", ("cci", "cma", "pnr")),
        ("ETAT : 20 %, REGION : 30 %, DEPARTEMENT : 10 %", ("etat", "region", "departement")),
        ("La Région : 45 000 € ; l’Etat : 20 k€", ("region", "etat")),
    ],
)  # fmt: skip
def test_bodies_that_pay_are_found_in_any_region(said: str, bodies: tuple[str, ...]):
    assert set(funders(said)) == pays(*bodies)


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("Subvention de la Région Bretagne et de l’Anah", "region", "Région Bretagne"),
        ("Subvention du Département des Côtes-d’Armor", "departement", "Département des Côtes-d’Armor"),
        ("Subvention de l’agence de l’eau Loire-Bretagne.", "agence-eau", "agence de l’eau Loire-Bretagne"),
        ("Subvention de la Région Auvergne-Rhône-Alpes, à confirmer", "region", "Région Auvergne-Rhône-Alpes"),
        ("Subvention de la Région et du Département", "region", "Région"),
    ],
)
def test_the_name_is_kept_as_it_is_written(said: str, code: str, words: str):
    assert next(evidence for value, evidence in funders(said).items() if value.startswith(f"{code}:")) == words


@pytest.mark.parametrize(
    "said",
    [
        "Faire l’état des lieux des subventions aux associations du département",
        "État des lieux des financements",
        "Financer les écoles de la région",
        "Le prêt de vélos dans le département",
        "Rénover l’état civil grâce à un prêt",
    ],
)
def test_the_country_round_about_is_no_body(said: str):
    assert not {value for value in funders(said) if value.startswith(("etat", "region", "departement"))}


def test_a_body_named_with_its_territory_stands_for_the_same_body_named_without():
    assert set(funders("Subvention de la Région Occitanie ; la Région suit le projet")) == pays("region-occitanie")
    assert funders("Cofinancement de la Région", bearers=("region-occitanie",)) == {}


def test_who_is_hoped_for_is_not_said_to_pay():
    assert set(funders("Financement : ADEME, éventuellement la Région")) == {
        "ademe:financeur:dit", "region:financeur:envisage"
    }  # fmt: skip


def test_a_body_that_is_named_without_money_is_a_partner():
    assert set(funders("Travailler avec la Région et l’agence de l’eau")) == {
        "region:partenaire:dit", "agence-eau:partenaire:dit"
    }  # fmt: skip


def test_a_body_that_does_not_pay_is_no_funder():
    assert funders("Le Département ne finance pas ce projet") == {}


@pytest.mark.parametrize(
    "said",
    [
        "Financeurs : Anah, ADEME (à confirmer)",
        "Financeurs : Anah ; ADEME, à solliciter",
        "Financeurs : Anah ; ADEME (prêt, éventuellement)",
        "Financeurs : Anah, ADEME pressentie",
        "Financeurs : Anah ; ADEME pour les études (dossier à déposer)",
    ],
)
def test_words_behind_a_body_say_that_it_is_hoped_for(said: str):
    assert set(funders(said)) == {"anah:financeur:dit", "ademe:financeur:envisage"}


def test_a_body_whose_fund_stands_in_brackets_is_that_fund():
    assert set(funders("Financement : État (DETR), Union européenne (LEADER)")) == pays("detr", "leader")


def test_who_signs_in_one_sentence_may_pay_in_another():
    assert set(funders("Signer le contrat avec l’ARS et la CPAM. Financement : ARS : 30 000 €")) == {
        "ars:financeur:dit", "cpam:contractant:dit"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "bodies"),
    [
        (
            "Financé par l’État, la région, le département et les communes",
            ("etat", "region", "departement", "communes"),
        ),
        ("Cofinancement : Région 30 %, Département 20 %, commune 50 %", ("region", "departement", "communes")),
        ("Projet cofinancé par la Région et la Ville", ("region", "communes")),
        ("La Ville et le Département cofinancent l’opération", ("communes", "departement")),
        ("Fonds de concours de la communauté de communes : 15 000 €", ("intercommunalites",)),
        ("Les communes participent à hauteur de 5 € par habitant", ("communes",)),
        ("Une métropole finance les ouvrages", ("intercommunalites",)),
        ("Le coût est partagé entre la commune (40 %) et le département (60 %)", ("communes", "departement")),
        ("Subventions de l’État, de la région et du département", ("etat", "region", "departement")),
        ("Europe (FEDER) : 200 k€", ("union-europeenne",)),
        ("Aides publiques de 90 000 € (Région, Département)", ("region", "departement")),
        ("L’État apporte son soutien pour 62 000 euros", ("etat",)),
        ("Avec le soutien technique et financier de l’agence de l’eau", ("agence-eau",)),
        ("Prêt de Bpifrance, subvention du FEADER", ("bpifrance", "union-europeenne")),
        ("Financement : LEADER (FEADER)", ("leader",)),
        ("Part du SDEHG : 3 800 €", ("syndicat-energie",)),
        ("Travaux aidés à 60 % par l’Europe, l’État et le Département", ("union-europeenne", "etat", "departement")),
        (
            "Contributions des collectivités – communes, intercommunalités et région – au syndicat",
            ("communes", "intercommunalites", "region"),
        ),
        ("40 000 € de subventions des collectivités (département, région)", ("departement", "region")),
        ("Financement : 30 000 € pour la CAF et 12 000 € pour la communauté de communes", ("caf", "intercommunalites")),
        (
            "Les 2 M€ restants seront répartis entre la Région (50 %), les deux départements et les EPCI",
            ("region", "departement", "intercommunalites"),
        ),
        ("Avec l’aide du conseil général, le refuge a rouvert", ("departement",)),
        ("Le Département soutient la rénovation des bibliothèques au taux de 30 %", ("departement",)),
        ("L’intercommunalité devra apporter une participation financière", ("intercommunalites",)),
        ("Le gymnase : participation intercommunale de 10 000 €", ("intercommunalites",)),
        ("Montant de l’aide européenne : 80 000 €", ("union-europeenne",)),
    ],
)
def test_bodies_named_by_a_common_noun_are_found_where_words_say_that_they_pay(said: str, bodies: tuple[str, ...]):
    assert set(funders(said)) == pays(*bodies)


@pytest.mark.parametrize(
    "said",
    [
        "La ville accueille un festival que finance un mécène local",
        "Les communes de la région participent aux réunions",
        "Faire connaître aux communes et aux entreprises les aides qui existent",
        "Déployer le vélo dans toute la ville et les communes voisines",
        "Part des ménages sans voiture dans la commune : 12 %",
        "Autofinancement de la commune : 20 %",
        "La région et le département ne participent jamais aux frais",
        "Répartir les équipements entre les communes",
        "Les communes pourront prétendre à un soutien financier de l’État",
    ],
)
def test_a_common_noun_alone_is_no_payer(said: str):
    assert not {
        value for value in funders(said) if value.startswith(("communes", "intercommunalites", "region", "dep"))
    }


@pytest.mark.parametrize(
    ("said", "bodies"),
    [
        ("Demander une subvention de 1,3 million d’euros à l’État", ("etat",)),
        ("Le projet peut être cofinancé par la Région, le FEDER ou l’Anah", ("region", "union-europeenne", "anah")),
        ("Les aides peuvent provenir : des communes, du Département, de l’ADEME", ("communes", "departement", "ademe")),
        ("Projet qui ne pourra se faire sans l’aide financière de l’État", ("etat",)),
        ("Financements à solliciter : ARS, Département", ("ars", "departement")),
        ("Subventions attendues : DETR (30 %), Région (20 %)", ("detr", "region")),
        ("Les études sont subventionnables par l’ADEME", ("ademe",)),
        ("La DRAC peut subventionner les travaux", ("drac",)),
        ("Subvention escomptée du Département : 5 000 €", ("departement",)),
    ],
)
def test_a_whole_list_is_hoped_for_where_its_first_words_ask(said: str, bodies: tuple[str, ...]):
    assert set(funders(said)) == {f"{body}:financeur:envisage" for body in bodies}


def test_expenses_that_an_aid_covers_make_nobody_hoped_for():
    assert set(funders("LEADER finance 80 % du coût total éligible")) == pays("leader")


def test_the_bearer_that_signs_with_others_is_no_other_body():
    assert set(funders("Le contrat sera signé par l’ARS, la MSA et la communauté de communes")) == {
        "ars:contractant:dit", "msa:contractant:dit"
    }  # fmt: skip
    assert "intercommunalites:contractant:dit" in funders(
        "Convention entre l’État et la Communauté de Communes du Bas-Val"
    )


@pytest.mark.skipif(not PLANS.exists(), reason="the invented plan stands beside the repository, on this machine alone")
def test_nine_payers_of_ten_of_the_invented_plan_are_found_and_nearly_all_that_are_found_pay():
    found = shares(plan())
    assert found.right >= 0.9 * found.given
    # Of those too many « budget de la CC » pays with the plan's own money, which its answer leaves out.
    assert found.right >= 0.93 * found.found
