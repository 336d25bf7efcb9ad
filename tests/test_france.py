"""All intercommunalities and communes of France, found by name and put together with their facts."""

from __future__ import annotations

import csv
import time
from collections import defaultdict

import duckdb
import pytest

from etl.__main__ import main
from etl.france import France
from etl.paths import DATA

FRANCE = France(DATA / "reference" / "france")


def names(words: str) -> list[str]:
    return [one.name for one in FRANCE.find(words)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Cahors", "Cahors"),
        ("Grand Cahors", "CA du Grand Cahors"),
        ("porte du hainaut", "CA de la Porte du Hainaut"),
        ("SAINT ETIENNE DE TULMONT", "Saint-Étienne-de-Tulmont"),
        ("st étienne-de-tulmont", "Saint-Étienne-de-Tulmont"),
        ("l’Abergement Clémenciat", "L'Abergement-Clémenciat"),
        ("Métropole de Lyon", "Métropole de Lyon"),
        ("sammiellois", "CC du Sammiellois"),
    ],
)
def test_a_name_is_found_however_it_is_typed(words: str, first: str) -> None:
    assert names(words)[0] == first


def test_communes_of_one_name_are_told_apart_and_a_former_commune_leads_to_that_of_today() -> None:
    found = [one.said() for one in FRANCE.find("Saint-Sauveur")]
    assert len(found) == len(set(found)) > 3
    (beon,) = [one for one in FRANCE.find("Béon") if one.was]
    assert (beon.name, beon.was) == ("Culoz-Béon", "Béon")
    assert names("Lieu qui n’existe pas") == names("  ") == names("’ -") == []


def test_members_together_give_the_facts_that_the_compared_territories_have() -> None:
    members: dict[str, list[str]] = defaultdict(list)
    with (DATA / "reference" / "epci.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            members[row["territory_id"]].append(row["siren"])
    with (DATA / "reference" / "territories.csv").open(encoding="utf-8", newline="") as file:
        territories = [row for row in csv.DictReader(file) if row["territory_id"] in members]
    assert len(territories) == 4
    for row in territories:
        found = FRANCE.together(members[row["territory_id"]])
        assert (found.communes, found.population) == (int(row["communes"]), int(row["population"]))
        assert row["department"] in found.departments and found.regions == (row["region"],)


def test_a_commune_within_a_member_is_counted_once() -> None:
    grand, town = (FRANCE.find(words)[0].siren for words in ("Grand Cahors", "Cahors"))
    alone, both = FRANCE.together([grand]), FRANCE.together([grand, town, town])
    assert (alone.communes, alone.population) == (both.communes, both.population)
    assert len(both.members) == 2
    with pytest.raises(KeyError):
        FRANCE.together(["000000000"])


def test_the_terminal_finds_names_and_adds_up_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["territory", "Grand", "Cahors"]) == 0
    assert capsys.readouterr().out.startswith("200023737  CA du Grand Cahors (communauté d’agglomération, Lot), 42094")
    assert main(["territory", "200023737", "200042190"]) == 0
    assert f"{36 + 47} communes, {42094 + 158351} habitants" in capsys.readouterr().out
    assert main(["territory", "999999999"]) == main(["territory", "Nullepartville"]) == 1
    told = capsys.readouterr().err
    assert "SIREN 999999999" in told and "Aucune commune" in told


def test_the_files_agree_with_each_other() -> None:
    folder = DATA / "reference" / "france"
    with duckdb.connect() as con:
        epci, communes = f"{folder}/epci.csv", f"{folder}/communes.parquet"
        wrong = con.execute(
            """
            SELECT e.siren, e.communes, e.population, count(*), sum(c.population)
            FROM read_csv($epci, all_varchar = true) e JOIN read_parquet($communes) c ON c.epci_siren = e.siren
            GROUP BY ALL HAVING count(*) <> e.communes::INT OR sum(c.population) <> e.population::INT
            """,
            {"epci": epci, "communes": communes},
        ).fetchall()
        counts = con.execute(
            "SELECT (SELECT count(*) FROM read_csv($epci, all_varchar = true)), count(*) FROM read_parquet($communes)",
            {"epci": epci, "communes": communes},
        ).fetchone()
    assert wrong == []
    assert counts == (1_255, 34_969)


def test_a_name_is_found_while_one_types() -> None:
    FRANCE.find("a")
    begun = time.perf_counter()
    for words in ("sai", "saint", "communauté de communes", "x"):
        FRANCE.find(words)
    assert time.perf_counter() - begun < 2
