"""What two lists of grants say twice, the themes of grants, and the real lists where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from etl.grants.doubles import doubles, repeated
from etl.grants.model import Grant
from etl.grants.read import read_grants
from etl.grants.themes import theme_of
from evaluation import themes

# Doubles

ONE = Grant(
    2, 2024, "État", "DETR", "", "Albas", "commune", "214600017", "46001", "46", "École", Decimal(9), Decimal(3)
)


def pairs(*lists: Sequence[Grant]) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    return sorted(doubles({str(at): grants for at, grants in enumerate(lists)}).items())


def test_a_grant_of_two_lists_is_told_once() -> None:
    again = replace(ONE, line=7, funder="ETAT", title="ECOLE")
    assert pairs([ONE], [again]) == [(("1", 7), ("0", 2))]
    assert pairs([ONE], [again], [again]) == [(("1", 7), ("0", 2)), (("2", 7), ("0", 2))]


@pytest.mark.parametrize(
    "other",
    [{"year": 2023}, {"programme": "DSIL"}, {"funder": "Région"}, {"eur": Decimal(4)}, {"cost": Decimal(8)},
     {"title": "Mairie"}, {"siren": "214600025"}, {"year": None},
     {"siren": "", "insee": "46002"}, {"siren": "", "insee": "", "beneficiary": "Autre"}],
)  # fmt: skip
def test_what_differs_in_what_both_say_is_another_grant(other: dict[str, object]) -> None:
    assert pairs([ONE], [replace(ONE, line=7, **other)]) == []


@pytest.mark.parametrize(
    "less",
    [{"cost": None}, {"title": ""}, {"siren": ""}, {"siren": "", "insee": ""}, {"insee": "", "beneficiary": "X"},
     {"siren": "", "beneficiary": "Commune d’Albas"}, {"siren": "", "insee": "", "beneficiary": "ALBAS"}],
)  # fmt: skip
def test_what_only_one_says_does_not_part_them(less: dict[str, object]) -> None:
    other = replace(ONE, line=7, **less)
    assert len(pairs([ONE], [other])) == len(pairs([other], [ONE])) == 1


def test_equal_rows_of_one_list_all_count_and_are_listed() -> None:
    twice = [ONE, replace(ONE, line=3), replace(ONE, line=4, title="Autre")]
    assert pairs(twice) == [] and repeated(twice) == [(2, 3)]


def test_rows_without_titles_are_matched_in_their_order_each_once() -> None:
    facts = [replace(ONE, line=line, title="") for line in (1, 2)]
    listed = [replace(ONE, line=line, title=f"Projet {line}") for line in (5, 6, 7)]
    assert pairs(facts, listed) == [(("1", 5), ("0", 1)), (("1", 6), ("0", 2))]
    assert pairs(listed, facts) == [(("1", 1), ("0", 5)), (("1", 2), ("0", 6))]
    # The row that says the same title is matched with it, whatever comes first.
    assert pairs([facts[0], listed[2]], [listed[2], listed[0]]) == [(("1", 5), ("0", 1)), (("1", 7), ("0", 7))]


# Themes


@pytest.mark.parametrize("measure", ["", "Rénovation énergétique des bâtiments publics locaux", "Divers"])
def test_a_grant_has_the_theme_that_the_rules_give_its_title_under_its_measure(measure: str) -> None:
    rules = themes.codebook().rules
    for title in ("Réfection de l’école", "Extension du réseau d’assainissement", "Tranche 2", "Piste cyclable (RD 8)"):
        found = theme_of(title, measure, rules)
        assert (found and found[0]) == themes.theme_of(title, headings=(measure,) if measure else ())
        assert found is None or found[1] in f"{title} {measure}"
    assert theme_of("", "", rules) is None and theme_of(" ", "Eau potable", rules) is not None


# Real files: on this machine alone

real = pytest.mark.skipif(
    not themes.GRANTS.exists(), reason="the grants stand beside the repository, on this machine alone"
)
FILES = {"dgcl-dotations-2018.csv": 925, "dgcl-dotations-2019.csv": 996, "dgcl-dotations-2023.csv": 853,
         "dgcl-dotations-2024.csv": 832, "fonds-vert-2023.csv": 402}  # fmt: skip


@real
@pytest.mark.parametrize(("name", "rows"), FILES.items())
def test_the_real_lists_say_what_another_reader_finds_in_them(name: str, rows: int) -> None:
    found = read_grants((themes.GRANTS / name).read_bytes(), name)
    other = pd.read_csv(themes.GRANTS / name, sep=";", dtype=str, encoding="utf-8-sig", keep_default_na=False)
    column, code = ("montant_engage", "code_commune") if "vert" in name else ("subvention", "beneficiaire_code_insee")
    sums = [Decimal(text.replace("\xa0", "").removesuffix("€").strip().replace(",", ".")) for text in other[column]]
    assert len(other) == rows == found.rows == len(found.grants) and not found.faults
    assert abs(sum(sums) - sum(grant.eur for grant in found.grants)) < Decimal("0.005") * rows
    assert [str(grant.line) for grant in found.grants] == other["source_line"].tolist()
    codes = ["" if text in ("", "NULL") else text.zfill(5) for text in other[code]]
    assert [grant.insee for grant in found.grants] == codes
    assert {grant.year for grant in found.grants} == {int(name[-8:-4])}


@real
def test_the_real_titles_have_the_themes_of_the_evaluation() -> None:
    rules = themes.codebook().rules
    grants = read_grants((themes.GRANTS / "fonds-vert-2023.csv").read_bytes(), "fonds-vert-2023.csv").grants
    for grant in grants[::8]:
        found = theme_of(grant.title, grant.measure, rules)
        assert (found and found[0]) == themes.theme_of(grant.title, headings=(grant.measure,))
        alone = theme_of(grant.title, "", rules)
        assert (alone and alone[0]) == themes.theme_of(grant.title)


@real
def test_real_lists_of_different_years_are_no_doubles_and_one_read_twice_is() -> None:
    lists = {name: read_grants((themes.GRANTS / name).read_bytes(), name).grants for name in FILES}
    assert doubles(lists) == {}
    once = lists["dgcl-dotations-2019.csv"]
    assert len(doubles({"a": once, "b": once})) == len(once)
