"""What the rules alone make of small units: the codebook's sentences, one by one, with invented terms."""

from __future__ import annotations

import pytest

from etl.coding.rules import Code, Rules
from etl.coding.terms import Term
from etl.models import Cut, Heading, Unit

TERMS = [
    ("theme", "mobilite", "vélo", 3),
    ("theme", "mobilite", "gare", 3),
    ("theme", "sante", "médecin", 3),
    ("theme", "sante", "contrat local santé", 3),
    ("theme", "culture", "musée", 3),
    ("theme", "tourisme", "visiteur", 3),
    ("theme", "environnement", "eau", 3),
    ("theme", "economie", "marché", 1),
    ("theme", "gouvernance", "coordonner", 2),
    ("engagement", "engage", "poursuivre", 3),
    ("engagement", "programme", "réaliser", 2),
    ("engagement", "a-etudier", "étude", 2),
    ("nature", "etude-strategie", "étude", 3),
    ("nature", "travaux-equipement", "construire", 3),
    ("nature", "aide-financiere", "subventionner", 3),
    ("funder", "leader", "LEADER", 3),
    ("funder", "agence-eau", "agence eau", 3),
    ("funder", "commune", "commune", 3),
    ("scheme", "leader", "LEADER", 3),
    ("scheme", "cls", "CLS", 3),
    ("scheme", "cls", "contrat local santé", 3),
    ("role", "partenaire", "avec", 2),
    ("certainty", "envisage", "voire", 3),
    ("certainty", "envisage", "éventuellement", 3),
    ("certainty", "envisage", "à solliciter", 3),
    ("certainty", "envisage", "pourrait", 3),
    ("certainty", "envisage", "candidature", 3),
    ("relation", "cite", "dans cadre", 3),
    ("relation", "cite", "en lien", 3),
    ("relation", "cite", "cohérence avec", 3),
    ("role", "financeur", "financer", 2),
    ("role", "financeur", "financé", 2),
    ("theme", "energie", "isoler", 3),
    ("theme", "ecoles", "école", 3),
    ("theme", "ecoles", "collège", 3),
    ("theme", "ecoles", "gymnase", 3),
    ("setting", "lieu", "école", 3),
    ("setting", "lieu", "collège", 3),
    ("setting", "lieu", "gymnase", 3),
]  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> Rules:
    terms: dict[str, list[Term]] = {}
    for field, code, words, weight in TERMS:
        terms.setdefault(field, []).append(Term(field, code, words, weight))
    return Rules(terms, {"CLS": "contrat local de santé"}, {"leader": "financeur"})


def propose(rules: Rules, text: str, *headings: str, **more) -> dict[str, list[Code]]:
    """The codes of a unit of one sentence, by field; headings from the top down."""
    above = [Heading(at + 1, None, label, at + 1, at - 1 if at else None) for at, label in enumerate(headings)]
    cut = Cut(above)
    unit = Unit(len(above) - 1 if above else None, None, text, text, None, 10, 10)
    codes: dict[str, list[Code]] = {}
    for code in rules.propose(unit, cut, **more):
        codes.setdefault(code.field, []).append(code)
    return codes


def values(rules: Rules, field: str, text: str, *headings: str, **more) -> list[str]:
    return [code.value for code in propose(rules, text, *headings, **more).get(field, [])]


# Themes


def test_what_is_done_to_a_place_comes_before_the_place_however_many_there_are(rules):
    assert values(rules, "theme", "À l'école, au collège et au gymnase, isoler")[0] == "energie"


def test_a_place_is_the_object_where_nothing_else_is_named(rules):
    assert values(rules, "theme", "Agrandir l'école et le gymnase") == ["ecoles"]


def test_what_was_there_before_and_what_is_turned_into_something_else_count_less(rules):
    assert values(rules, "theme", "Ouvrir dans l'ancienne gare un lieu pour le musée")[0] == "culture"
    assert values(rules, "theme", "Transformer la gare en musée")[0] == "culture"
    assert values(rules, "theme", "Réaménager l'ancienne gare") == ["mobilite"]


@pytest.mark.parametrize(
    "text", ["Ouvrir un musée à Neuville-les-Eaux", "Ouvrir un musée rue de la Gare", "Ouvrir un musée rue de l'école"]
)
def test_the_names_of_communes_and_streets_are_no_objects(rules, text: str):
    assert values(rules, "theme", text) == ["culture"]


def test_for_all_is_no_purpose(rules):
    assert values(rules, "theme", "Un vélo pour tous, un musée")[:2] == ["mobilite", "culture"]


def test_the_theme_is_the_object_named_by_the_units_own_words(rules):
    (code,) = propose(rules, "Réparer les vélos")["theme"]
    assert (code.value, code.evidence, code.origin) == ("mobilite", "vélos", "rule")


def test_the_object_stands_before_the_purpose(rules):
    assert values(rules, "theme", "Ouvrir un musée pour les médecins")[0] == "culture"
    assert values(rules, "theme", "Pour les médecins, ouvrir un musée")[0] == "culture"


def test_a_further_object_of_equal_worth_is_a_secondary_theme(rules):
    assert values(rules, "theme", "Relier la gare et le musée") == ["mobilite", "culture"]


def test_no_unit_has_more_than_three_themes(rules):
    text = "Relier la gare, le musée, les médecins, l'eau et les visiteurs"
    assert len(values(rules, "theme", text)) == 3


def test_an_example_in_brackets_does_not_take_the_place_of_the_object(rules):
    assert values(rules, "theme", "Ouvrir un musée (près de la gare et des médecins)")[0] == "culture"


def test_a_unit_that_names_no_object_inherits_from_the_nearest_heading_that_does(rules):
    (code,) = propose(rules, "Trouver des locaux", "Les musées", "Les médecins", "Des lieux")["theme"]
    assert (code.value, code.evidence, code.origin) == ("sante", "médecins", "inherited")


def test_own_words_count_before_any_heading(rules):
    (code,) = propose(rules, "Réparer les vélos", "Les musées")["theme"]
    assert (code.value, code.origin) == ("mobilite", "rule")


def test_a_hint_yields_to_a_heading_that_names_an_object_and_stands_where_none_does(rules):
    assert values(rules, "theme", "Ouvrir le marché", "Les musées") == ["culture"]
    assert values(rules, "theme", "Ouvrir le marché", "Des lieux") == ["economie"]


def test_without_any_term_the_rules_propose_no_theme(rules):
    assert values(rules, "theme", "Faire mieux", "Des lieux") == []


def test_an_acronym_counts_as_what_it_stands_for_and_is_its_own_evidence(rules):
    (code,) = propose(rules, "Signer un CLS")["theme"]
    assert (code.value, code.evidence) == ("sante", "CLS")


def test_the_name_of_a_partner_is_no_object(rules):
    assert values(rules, "theme", "Ouvrir un musée avec l'agence de l'eau") == ["culture"]


def test_organising_yields_to_the_thing_organised(rules):
    assert values(rules, "theme", "Coordonner les médecins")[0] == "sante"
    assert values(rules, "theme", "Coordonner les équipes") == ["gouvernance"]


# Engagement and nature


@pytest.mark.parametrize(
    ("text", "engagement"),
    [
        ("Poursuivre l'accueil des médecins", "engage"),
        ("Réaliser un musée", "programme"),
        ("Étude d'un musée", "a-etudier"),
        ("Mieux relier la gare", "orientation"),
        ("Étude d'un musée, poursuivre la collecte", "engage"),
        ("Étude d'un musée à réaliser", "a-etudier"),
    ],
)
def test_engagement_is_read_from_the_first_act_unless_it_plainly_runs(rules, text: str, engagement: str):
    assert values(rules, "engagement", text) == [engagement]


def test_the_kind_of_document_imposes_its_engagement(rules):
    assert values(rules, "engagement", "Poursuivre l'étude", engagement="orientation") == ["orientation"]


@pytest.mark.parametrize(
    ("text", "nature"), [("Étude d'un musée", "etude-strategie"), ("Construire un musée", "travaux-equipement")]
)
def test_nature_is_what_is_done(rules, text: str, nature: str):
    assert values(rules, "nature", text) == [nature]


# Periods


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Animer le réseau 2015-2017", ["2015/2017"]),
        ("Animer le réseau 2025/2030", ["2025/2030"]),
        ("Animer le réseau de 2015 à 2017", ["2015/2017"]),
        ("Depuis 2012, animer le réseau", ["2012/"]),
        ("Animer le réseau en 2019", []),
        ("Animer le réseau 2015-2017, puis un autre 2018-2020", []),
        ("Animer le réseau 2017-2015", []),
        ("Animer le réseau 05 63 20 15-20 17", []),
    ],
)
def test_a_period_is_a_span_or_an_open_start_said_once(rules, text: str, period: list[str]):
    assert values(rules, "period", text) == period


# Funders and schemes


def test_a_fund_is_a_funder_by_nature_and_a_scheme_too(rules):
    codes = propose(rules, "Ouvrir un musée avec LEADER")
    assert [code.value for code in codes["funder"]] == ["leader:financeur:dit"]
    assert [code.value for code in codes["scheme"]] == ["leader:agit"]


def test_the_nearest_words_give_a_body_its_role(rules):
    text = "Ouvrir un musée financé par la commune, puis longtemps après cela le rénover avec l'agence de l'eau"
    assert values(rules, "funder", text) == ["commune:financeur:dit", "agence-eau:partenaire:dit"]


def test_the_bearers_of_the_plan_are_never_its_funders(rules):
    assert values(rules, "funder", "Ouvrir un musée avec la commune", bearers=("commune",)) == []
    assert values(rules, "funder", "Ouvrir un musée avec la commune") == ["commune:partenaire:dit"]


def test_who_presents_his_own_grants_pays_where_money_is_given(rules):
    assert values(rules, "funder", "Subventionner un musée", grantor="region") == ["region:financeur:dit"]
    assert values(rules, "funder", "Ouvrir un musée", grantor="region") == []
    assert values(rules, "funder", "Subventionner un musée") == []


def test_a_body_named_twice_is_one_funder(rules):
    assert len(values(rules, "funder", "La commune aide la commune")) == 1


def test_a_unit_that_names_nobody_has_no_funder(rules):
    codes = propose(rules, "Réparer les vélos")
    assert "funder" not in codes and "scheme" not in codes


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Ouvrir un musée avec la commune et l'agence de l'eau", {"commune", "agence-eau"}),
        ("Ouvrir un musée avec la commune et éventuellement l'agence de l'eau", {"commune"}),
        ("Ouvrir un musée avec la commune, voire l'agence de l'eau et LEADER", {"commune"}),
        ("Ouvrir un musée avec la commune, voire autrement, et l'agence de l'eau", {"commune", "agence-eau"}),
        ("L'agence de l'eau pourrait financer le musée, avec la commune", {"commune"}),
        ("Une aide de la commune, une aide de l'agence de l'eau à solliciter", {"commune"}),
        ("Candidature auprès de l'agence de l'eau", set()),
        ("Voire l'agence de l'eau : l'agence de l'eau finance", {"agence-eau"}),
    ],
)
def test_a_body_beside_a_word_of_doubt_is_envisaged_unless_it_is_named_plainly_too(rules, text: str, certain: set[str]):
    found = [value.split(":") for value in values(rules, "funder", text)]
    assert {funder for funder, _, certainty in found if certainty == "dit"} == certain
    assert {certainty for _, _, certainty in found} <= {"dit", "envisage"}
    assert found


@pytest.mark.parametrize(
    ("text", "schemes"),
    [
        ("Signer un CLS", ["cls:agit"]),
        ("Former les médecins en lien avec le CLS", ["cls:cite"]),
        ("Dans le cadre du CLS, former les médecins", ["cls:cite"]),
        ("Réviser le CLS en cohérence avec la loi", ["cls:agit"]),
        ("Signer un CLS en lien avec LEADER", ["cls:agit", "leader:cite"]),
        ("Former les médecins en lien avec le contrat local de santé (CLS)", ["cls:cite"]),
        ("Signer le contrat local de santé (en lien avec LEADER)", ["cls:agit", "leader:cite"]),
        ("Signer un CLS, dans le cadre du CLS d'hier", ["cls:agit"]),
    ],
)
def test_a_scheme_that_only_frames_an_action_is_cited(rules, text: str, schemes: list[str]):
    assert values(rules, "scheme", text) == schemes


# Evidence


@pytest.mark.parametrize(
    "text",
    [
        "Poursuivre l'Étude des Musées (CLS, LEADER) avec l'Agence de l’Eau 2015-2017",
        "Faire mieux",
        "À l'œuvre : coordonner les VÉLOS",
    ],
)
def test_all_evidence_is_the_units_own_words(rules, text: str):
    for codes in propose(rules, text).values():
        for code in codes:
            assert code.evidence and code.evidence in text
