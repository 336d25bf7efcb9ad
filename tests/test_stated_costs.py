"""What the field of a cost is told for sure: the cost, whole, exact, and of nothing else."""

from __future__ import annotations

import pytest

from etl.coding.codebook import Codebook
from etl.readers import funding_of
from tests.test_field_sums import codebook as codebook
from tests.test_field_sums import read

IN_EUROS = {"colonne du coût": "Coût (€)"}


@pytest.mark.parametrize(
    "words",
    [
        "150 000 € chacun", "150 000 €+", "+ de 150 000 €", "20 000 €/an + 5 000 €", "20 000 € + TVA", "-20 000 €",
        "Subvention : 20 000 €", "Subvention de 20 000 €", "Aide : 20 000 €", "Participation : 20 000 €",
        "0,5 ETP soit 25 000 €/an", "dont 20 000 € d’études", "10-50 k€", "20 à 30 €", "< 50 000 €", "15 000 € l’unité",
        "Idem 20 000 €", "environ 20 000 €", "2 véhicules à 15 000 €", "20 000 € (étude)", "Faible (< 10 000 €)",
    ],
)  # fmt: skip
def test_words_that_may_be_another_sum_than_the_cost_are_told_and_not_taken(words: str, codebook: Codebook) -> None:
    sure, unsure = read({"budget": words}, codebook)
    assert sure == []
    assert [one for _, one in unsure] == [words]


@pytest.mark.parametrize("bare", [2.5, "2,5", "45", 12])
def test_a_bare_number_too_low_for_a_cost_is_not_taken_for_euros(bare: object, codebook: Codebook) -> None:
    assert read({"budget": bare}, codebook, IN_EUROS)[0] == []


@pytest.mark.parametrize(
    ("words", "euros"),
    [("- 20 000 €", "20000"), ("3 x 15 000 €", "45000"), ("150 000 € dont 20 000 € d’études", "150000")],
)
def test_the_words_of_a_cost_of_which_nothing_is_in_doubt_are_taken(words: str, euros: str, codebook: Codebook) -> None:
    assert [(sum_, basis) for _, _, sum_, basis, *_ in read({"budget": words}, codebook)[0]] == [(euros, None)]


@pytest.mark.parametrize(
    "words",
    ["environ 20 000 €", "150 000 € chacun", "Subvention : 20 000 €", "2 véhicules à 15 000 € et 20 000 € d’études"],
)
def test_the_record_shows_the_words_that_make_of_a_sum_another_than_the_cost(words: str) -> None:
    assert funding_of({"budget": words}, {}).lines() == [f"coût : {words}"]


def test_the_record_shows_sums_alone_where_they_say_all_and_what_makes_a_payers_less_than_sure() -> None:
    told = funding_of({"budget": "100 000 € HT (120 000 € TTC)", "funding_text": "Région : environ 20 000 €"}, {})
    assert told.lines() == ["coût : 100 000 € HT", "coût : 120 000 € TTC", "payeur : Région, environ 20 000 €"]
