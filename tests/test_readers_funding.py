"""Money as planners write it: sums with basis and period, payers with bodies and certainty, words that say neither."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.readers import funding_of, read
from etl.readers.fields.bodies import body_of
from etl.readers.fields.stated_sums import sums_of

SHARED = Path(__file__).parents[2] / "shared" / "examples" / "plans"
# Shapes that carry the money of all actions.
_WHOLE = (
    "plan-fiches-styles.docx", "plan-fiches-bold.docx", "plan-fiches-bold.pdf", "plan-landscape-table.pdf",
    "plan-tet.xlsx", "plan-tet-33.xlsx", "plan-table.xlsx", "plan-table.csv",
)  # fmt: skip
EXAMPLES = [name for name in _WHOLE if (SHARED / name).exists()]


@pytest.mark.parametrize(
    ("words", "sums"),
    [
        ("45 000 € HT", [("45000", "HT", "total", "whole")]),
        ("1,2 M€", [("1200000", "", "total", "whole")]),
        ("120 k€/an", [("120000", "", "an", "whole")]),
        ("95 000 € TTC par an", [("95000", "TTC", "an", "whole")]),
        ("612\u202f450,50 €", [("612450.50", "", "total", "whole")]),
        ("3 millions d’euros", [("3000000", "", "total", "whole")]),
        ("3,4 M€ HT dont 900 000 €", [("3400000", "HT", "total", "whole"), ("900000", "", "total", "part")]),
        ("55 000 € HT, puis 18 000 € HT/an", [("55000", "HT", "total", "whole"), ("18000", "HT", "an", "whole")]),
        ("18 € le mètre", [("18", "", "mètre", "whole")]),
        ("aide plafonnée à 7 500 €", [("7500", "", "total", "ceiling")]),
        ("à définir", []),
        ("2026", []),
    ],
)  # fmt: skip
def test_a_sum_keeps_its_value_basis_period_and_role(words: str, sums: list[tuple[str, ...]]) -> None:
    assert [(one.eur, one.basis, one.per, one.role) for one in sums_of(words)] == [
        (Decimal(eur), *more) for eur, *more in sums
    ]


@pytest.mark.parametrize(
    ("written", "name", "level"),
    [
        ("DSIL", "État (DSIL)", "etat"),
        ("Fonds vert (recyclage foncier)", "État (Fonds vert)", "etat"),
        ("État (DETR)", "État (DETR)", "etat"),
        ("l’État", "État", "etat"),
        ("Région Grand Est", "Région", "region"),
        ("Conseil départemental du Lot", "Département", "departement"),
        ("agence de l’eau Adour-Garonne", "Agence de l’eau Adour-Garonne", "operateur-etat"),
        ("FEDER", "Union européenne (FEDER)", "europe"),
        ("la Banque des Territoires", "Banque des Territoires", "operateur-etat"),
        ("CAF du Tarn", "CAF", "autre-public"),
        ("FV", "État (Fonds vert)", "etat"),
        ("Chambre d’agriculture", "Chambre d’agriculture", "autre-public"),
    ],
)
def test_bodies_of_any_territory_are_known_by_the_names_that_plans_give_them(
    written: str, name: str, level: str
) -> None:
    found = body_of(written)
    assert found is not None
    assert (found.name, found.level) == (name, level)


@pytest.mark.parametrize("name", ["Étatique", "Cafétéria Lumière", "Régionale de l’étape", "Lucarne", "Arsenal"])
def test_a_name_that_only_begins_alike_is_no_known_body(name: str) -> None:
    assert body_of(name) is None


def told(fields: dict[str, Any], **facts: str) -> list[tuple[str, str, str]]:
    return [
        (one.body or one.name, str(one.sum.eur) if one.sum else "", one.certainty)
        for one in funding_of(fields, facts).funders
        if not one.is_own
    ]


def test_payers_in_a_sentence_are_parted_and_what_is_hoped_for_is_not_said_to_be_given() -> None:
    fields = {
        "budget": "à définir",
        "funders": "DSIL : 720 000 € ; MSA et CAF : 10 000 €/an chacune ; éventuellement Banque des Territoires "
        "pour les études ; Région (à confirmer) ; autofinancement : 5 000 €",
    }
    assert told(fields) == [
        ("État (DSIL)", "720000", "dit"),
        ("MSA", "10000", "dit"),
        ("CAF", "10000", "dit"),
        ("Banque des Territoires", "", "envisage"),
        ("Région", "", "envisage"),
    ]
    found = funding_of(fields, {})
    assert [one.name for one in found.funders if one.is_own] == ["autofinancement"]
    assert found.unread == ("à définir",)
    assert not found.sums


@pytest.mark.parametrize(
    "words",
    ["la Région ne finance pas", "l’État n’intervient pas", "sans aide de la CAF", "DETR refusée", "sans objet"],
)
def test_a_body_that_does_not_pay_is_no_payer_and_its_words_are_told(words: str) -> None:
    found = funding_of({"funders": f"ADEME : 5 000 € ; {words}"}, {})
    assert [one.body for one in found.funders] == ["ADEME"]
    assert found.unread == (words,)


@pytest.mark.parametrize("words", ["non", "Aucun", "à définir", "0", "refusé", "non renseigné"])
def test_a_column_of_a_payer_that_says_no_names_no_payer(words: str) -> None:
    found = funding_of({"funders": {"Région": words, "Département": "x", "CAF": "oui", "MSA": "à solliciter"}}, {})
    assert [(one.body, one.certainty) for one in found.funders] == [
        ("Département", "dit"),
        ("CAF", "dit"),
        ("MSA", "envisage"),
    ]
    assert found.unread == (f"Région : {words}",)


def test_payers_listed_together_are_all_told_and_a_sum_of_two_is_of_neither_alone() -> None:
    assert told({"funders": "Région, Département et CAF"}) == [
        ("Région", "", "dit"),
        ("Département", "", "dit"),
        ("CAF", "", "dit"),
    ]
    assert told({"funders": "État / Région"}) == [("État", "", "dit"), ("Région", "", "dit")]
    assert told({"funders": "Région, Amis de la halle"}) == [("Région", "", "dit"), ("Amis de la halle", "", "dit")]
    both = funding_of({"funders": "Région et Département : 100 000 €"}, {}).funders
    assert [(one.name, one.is_joint, one.paid()) for one in both] == [
        ("Région", True, "100 000 € à plusieurs"),
        ("Département", True, "100 000 € à plusieurs"),
    ]
    assert [one.is_joint for one in funding_of({"funders": "CRTE, Région 20 000 €"}, {}).funders] == [False]
    assert told({"funders": "Région\u00a0: 30\u00a0000\u00a0€ ; CAF\u00a0: 20 %"}) == [
        ("Région", "30000", "dit"),
        ("CAF", "", "dit"),
    ]
    assert funding_of({"funders": "à solliciter ; 50 %"}, {}).funders == ()
    assert told({"funders": "Communes forestières"}) == [("Communes forestières", "", "dit")]


def test_a_bare_number_is_a_sum_only_where_its_column_says_what_it_counts() -> None:
    fields = {"budget": 2400, "basis": "HT"}
    assert funding_of(fields, {}).unread == ("2400",)
    for facts, eur in (
        ({"colonne du coût": "Coût (€)"}, "2400"),
        ({"unité des montants": "millier d’euros"}, "2400000"),
    ):
        (one,) = funding_of(fields, facts).sums
        assert (str(one.eur), one.basis) == (eur, "HT")
    (one,) = funding_of({"budget": 10}, {"colonne du coût": "Budget € TTC"}).sums
    assert one.basis == "TTC"
    (one,) = funding_of({"budget": 10}, {"colonne du coût": "Budget (€), HT ou TTC"}).sums
    assert one.basis == ""


def test_a_bare_number_is_told_with_what_it_comes_to() -> None:
    fields = {"budget": 2400.5, "basis": "TTC /an", "funders": "Région : 240 k€"}
    found = funding_of(fields, {"unité des montants": "millier d’euros"})
    assert found.lines() == [
        "coût : 2400.5 = 2\u202f400\u202f500\u00a0€ TTC/an",
        "payeur : Région, 240 k€",
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Banque des Territoires (prêt, 100 000 €)", "Banque des Territoires (prêt)"),
        ("Banque des Territoires (100 000 €, prêt)", "Banque des Territoires (prêt)"),
        ("Banque des Territoires (100 000 €)", "Banque des Territoires"),
    ],
)
def test_the_brackets_of_a_payer_hold_no_second_part_that_is_empty(words: str, name: str) -> None:
    assert [(one.name, one.sum and one.sum.eur) for one in funding_of({"funders": words}, {}).funders] == [
        (name, 100000)
    ]


def test_a_cell_and_a_text_that_say_the_same_payer_are_told_once_and_two_sums_stay_two() -> None:
    cell = {
        "funders": [["Région", 100], ["CAF", None]],
        "funding_text": "90 000 € TTC – Région : 100 € ; CAF à solliciter",
    }
    facts = {"colonne des montants": "Montant €"}
    assert told(cell, **facts) == [("Région", "100", "dit"), ("CAF", "", "envisage")]
    assert [(str(one.eur), one.basis) for one in funding_of(cell, facts).sums] == [("90000", "TTC")]
    other = {**cell, "funders": [["Région", 250]]}
    assert told(other, **facts) == [("Région", "100", "dit"), ("CAF", "", "envisage"), ("Région", "250", "dit")]


@pytest.mark.skipif(not EXAMPLES, reason="the examples are not beside this checkout")
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_money_of_the_invented_plan_is_read_in_each_shape(name: str) -> None:
    wanted: dict[str, set[tuple[str, Decimal | None, str]]] = defaultdict(set)
    with (SHARED / "truth-funders.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["role"] == "financeur":
                # A fund in brackets behind an agency stays in the words.
                body = "ADEME" if row["funder"].startswith("ADEME") else row["funder"]
                wanted[row["action"]].add((body, Decimal(row["eur"]) if row["eur"] else None, row["certainty"]))
    with (SHARED / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    found = read((SHARED / name).read_bytes(), name)
    for row, unit in zip(truth, [one for one in found.units if one.kind == "action"], strict=True):
        money = funding_of(unit.fields, found.facts)
        whole = next((one for one in money.sums if one.role == "whole"), None)
        assert (whole.eur if whole else None) == (Decimal(row["total_eur"]) if row["total_eur"] else None), row["title"]
        assert (whole.per if whole else "") == row["total_per"].split(" ")[0]
        if whole and whole.basis:
            assert whole.basis == row["total_basis"]
        read_ = {
            (one.body or one.name, one.sum.eur if one.sum else None, one.certainty)
            for one in money.funders
            if not one.is_own
        }
        # One sum of two payers: both stand in its words, the sum is of none of them alone.
        if row["action"] == "13":
            read_ = {one for one in read_ if one[0] != "Région" and "plan État-Région" not in one[0]}
        if row["action"] == "8":
            read_ = {("État (DRAAF)" if one[0] == "DRAAF" else one[0], *one[1:]) for one in read_}
        assert read_ == wanted[row["action"]], row["title"]


@pytest.mark.parametrize(
    ("words", "payers"),
    [
        (
            "DSIL (255 000 €), Département (100 000 €), Autofinancement (495 000 €)",
            [("DSIL", "255000", ""), ("Département", "100000", ""), ("Autofinancement", "495000", "")],
        ),
        (
            "État (DETR) 30 %, Région 20 %, CC 50 %",
            [("État (DETR)", "", "30 %"), ("Région", "", "20 %"), ("CC", "", "50 %")],
        ),
        (
            "DETR 40% - Région 20% - autofinancement 40%",
            [("DETR", "", "40%"), ("Région", "", "20%"), ("autofinancement", "", "40%")],
        ),
        (
            "Subvention Région Occitanie de 50 000 euros et participation de la CAF à hauteur de 12 000 €",
            [("Région Occitanie", "50000", ""), ("CAF", "12000", "")],
        ),
        (
            "CAF (120 000 euros), Département (60 000 euros)",
            [("CAF", "120000", ""), ("Département", "60000", "")],
        ),
        ("Région 1,2 M€ + Département 80 K€", [("Région", "1200000", ""), ("Département", "80000", "")]),
        ("Fonds propres / Leader", [("Fonds propres", "", ""), ("Leader", "", "")]),
    ],
)
def test_each_payer_of_a_list_has_its_own_sum_or_share_however_they_are_parted(
    words: str, payers: list[tuple[str, str, str]]
) -> None:
    found = funding_of({"funders": words}, {})
    assert [(one.name, f"{one.sum.eur:.0f}" if one.sum else "", one.share) for one in found.funders] == payers
    assert found.unread == ()


@pytest.mark.parametrize(
    "words",
    [
        "De 100 000 à 150 000 €",
        "entre 100 000 € et 150 000 € HT",
        "100 000 € à 150 000 €",
        "40 000 - 60 000 €",
        "entre 1 et 1,5 M€",
    ],
)
def test_neither_end_of_a_range_is_what_an_action_costs(words: str) -> None:
    found = funding_of({"budget": words}, {})
    assert found.sums == () and found.unread == (words,)


def test_years_and_stages_before_a_sum_make_no_range_of_it() -> None:
    for words in ("2025 - 50 000 €", "Tranche 1 - 50 000 €", "Étude : 20 000 € et travaux : 30 000 €", "de 50 000 €"):
        assert sum(one.eur for one in funding_of({"budget": words}, {}).sums) == 50_000


def test_numbers_of_which_nothing_says_what_they_count_are_told_and_their_payers_kept() -> None:
    found = funding_of({"funders": {"DSIL": 255_000, "Région": "50 000 €"}}, {})
    assert [(one.name, one.sum is not None) for one in found.funders] == [("DSIL", False), ("Région", True)]
    assert found.unread == ("DSIL : 255000",)
    found = funding_of({"funders": "Région (50 000), Département (30 000)"}, {})
    assert [one.name for one in found.funders] == ["Région", "Département"]
    assert found.unread == ("Région (50 000)", "Département (30 000)")


def test_a_cost_is_before_or_after_tax_as_its_label_says_unless_its_words_do() -> None:
    for label, basis in (("Coût prévisionnel (HT)", "HT"), ("Budget TTC", "TTC"), ("Coût HT / TTC", ""), ("Coût", "")):
        (unit,) = read(f"Axe 1 : Agir\nAction 1 : Isoler\n{label} : 85 000 €\n".encode(), "plan.txt").units
        assert [one.basis for one in funding_of(unit.fields, {}).sums] == [basis]
    (unit,) = read("Axe 1 : Agir\nAction 1 : Isoler\nCoût HT : 85 000 € TTC\n".encode(), "plan.txt").units
    assert [one.basis for one in funding_of(unit.fields, {}).sums] == ["TTC"]
