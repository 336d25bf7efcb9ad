"""The words around a body, weighed beside the rules: who they add, whom they withdraw, and when they say nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from etl.coding.codebook import read_codebook
from etl.coding.payer_features import places
from etl.coding.payer_model import ADDED_FROM, BIAS, WITHDRAWN_BELOW, PayerModel
from etl.coding.rules import Rules
from etl.coding.terms import Passage
from etl.errors import SourceError
from etl.models import Cut, Unit
from evaluation.payer_sentences import read_sentences
from evaluation.payer_training import counted, examples, train
from evaluation.themes import codebook
from tests.invented import Invented

# Sentences of our own, of which the rules alone say nothing or too much.
ADDED = [
    ("Les élus souhaitent que la Banque des Territoires prenne un tiers de l’étude, soit 12 000 €.",
     "banque-des-territoires"),
    ("L’ADEME, interrogée, pourrait y ajouter 20 % de la dépense.", "ademe"),
]  # fmt: skip
# Sets that were written blind and taught no rule before they were run.
UNREAD = "PQRST"
WITHDRAWN = "Les ventes directes y représentent 6,3 M€ (Chambre d’agriculture, 2020)."


@pytest.fixture(scope="module")
def rules() -> Rules:
    return codebook().rules


@pytest.fixture(scope="module")
def alone(rules: Rules) -> Rules:
    """The rules without what weighs words."""
    return replace(rules, payer_model=PayerModel())


def sure(rules: Rules, pays: bool) -> Rules:
    """The rules with a model to which every body pays, or none."""
    return replace(rules, payer_model=PayerModel({BIAS: 50.0 if pays else -50.0}))


def funders(text: str, rules: Rules) -> dict[str, tuple[str, str]]:
    """By body its role with certainty, and its evidence."""
    unit = Unit(None, None, text, text, None, 1, 1)
    codes = [code for code in rules.propose(unit, Cut([], [unit])) if code.field == "funder"]
    return {code.value.split(":")[0]: (code.value.split(":", 1)[1], code.evidence) for code in codes}


def paying(text: str, rules: Rules) -> set[str]:
    return {body for body, (said, _) in funders(text, rules).items() if not said.startswith("partenaire")}


@pytest.mark.parametrize(("text", "bodies"), ADDED)
def test_a_body_pays_by_the_words_around_it_where_the_rules_say_nothing(
    text: str, bodies: str, rules: Rules, alone: Rules
) -> None:
    assert not paying(text, alone)
    assert paying(text, rules) == set(bodies.split())


def test_a_body_pays_no_more_where_the_words_around_it_say_otherwise(rules: Rules, alone: Rules) -> None:
    assert paying(WITHDRAWN, alone) == {"chambre-agriculture"}
    assert funders(WITHDRAWN, rules)["chambre-agriculture"][0] == "partenaire:dit"


def test_who_signs_does_so_whether_it_pays_or_not(rules: Rules) -> None:
    text = "Signer la convention avec la CAF, dont le budget est de 200 000 €."
    assert funders(text, sure(rules, False))["caf"][0] == "contractant:dit"


def test_a_common_noun_that_is_withdrawn_names_nobody(rules: Rules, alone: Rules) -> None:
    text = "La Ville finance 40 % du préau."
    assert paying(text, alone) == {"communes"}
    assert not funders(text, sure(rules, False))


def test_who_pays_by_the_words_alone_is_hoped_for_and_never_said_to_pay(rules: Rules) -> None:
    for text, bodies in ADDED:
        assert {funders(text, rules)[body][0] for body in bodies.split()} == {"financeur:envisage"}


def test_the_words_that_weigh_are_the_evidence_and_stand_in_the_text(rules: Rules) -> None:
    told = funders(ADDED[0][0], rules)["banque-des-territoires"][1]
    assert told == "Banque des Territoires prenne un tiers de l’étude"
    assert all(evidence in text for text, _ in ADDED for _, evidence in funders(text, rules).values())


def test_where_nothing_is_said_of_money_words_add_nobody_and_withdraw_nobody(rules: Rules, alone: Rules) -> None:
    text = "La Région crée le poste, que suit le Département."
    assert funders(text, sure(rules, True)) == funders(text, alone) == funders(text, sure(rules, False))


def test_a_body_that_refuses_is_added_by_no_words(rules: Rules) -> None:
    text = "Le Département ne finance pas ces travaux de 40 000 €. La Région suit le dossier."
    assert paying(text, sure(rules, True)) == {"region"}


def test_own_money_and_a_sum_for_each_are_weighed_for_nobody(rules: Rules) -> None:
    for text in ("Autofinancement de la commune : 20 %", "Aide : 500 € par commune"):
        assert not paying(text, sure(rules, True))


def test_a_level_whose_fund_pays_is_not_added_beside_it(rules: Rules) -> None:
    assert paying("Financement : État (DETR) : 90 000 €", sure(rules, True)) == {"detr"}


def test_a_fund_that_is_withdrawn_takes_part_in_nothing(rules: Rules) -> None:
    assert not funders("La DETR finance 40 % du préau.", sure(rules, False))


def test_a_model_without_weights_leaves_the_rules_as_they_are(rules: Rules, alone: Rules) -> None:
    assert all(PayerModel().chance(features) == 0.5 for features in ([], ["prep=par"]))
    assert WITHDRAWN_BELOW < 0.5 < ADDED_FROM
    assert funders(WITHDRAWN, alone)["chambre-agriculture"][0].startswith("financeur")


def test_a_text_of_very_many_bodies_is_weighed_in_part(rules: Rules) -> None:
    text = "la Région verse 20 000 €, " * 2_000
    named = rules.named(Passage.of(text))
    assert len(named) == 2_000 > len(places(text, named, rules.default_roles, rules.levels))


def test_a_weight_that_is_no_number_is_refused_with_its_line(invented: Invented) -> None:
    invented.append("codebook/payer_weights.csv", "prep=par,heavy")
    with pytest.raises(SourceError, match=r"payer_weights\.csv:2: .*'heavy', which is no number"):
        read_codebook(invented.path("codebook"))


@pytest.mark.slow
def test_the_weights_kept_are_those_that_the_labelled_sentences_teach() -> None:
    learned = train(examples(read_sentences())).weights
    kept = codebook().rules.payer_model.weights
    # The last digit may be another on another processor, and with it the lightest weight that is kept.
    assert len(learned.keys() ^ kept.keys()) <= len(kept) // 100
    assert all(learned[name] == pytest.approx(kept[name], abs=0.02) for name in learned.keys() & kept.keys())


@pytest.mark.slow
def test_in_sets_that_taught_nothing_more_payers_are_found_and_about_as_many_are_right() -> None:
    sentences = read_sentences()
    left = [one for one in sentences if one.set in UNREAD]
    alone = counted(left, PayerModel())
    both = counted(left, train(examples(one for one in sentences if one.set not in UNREAD)))
    assert both["found"] > alone["found"] + 0.05 * both["given"]
    assert both["right"] / both["told"] > 0.95
