"""What the calendar and the state in a planner’s table say of an action: its years, its degree of commitment."""

from __future__ import annotations

import csv

import pytest

from etl.coding.stated import period_of_calendar, stated_engagement
from etl.readers import read
from tests.brought import HEAD, workbook
from tests.test_readers import EXAMPLES, SHARED


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("2026", "2026/2026"),
        ("2e semestre 2027", "2027/2027"),
        ("fin 2026", "2026/2026"),
        ("début 2026", "2026/2026"),
        ("31/12/2026", "2026/2026"),
        ("2026, 2027", "2026/2027"),
        ("2025 à 2027", "2025/2027"),
        ("2025 → 2028", "2025/2028"),
        ("2025-26", "2025/2026"),
        ("janvier 2025 – décembre 2027", "2025/2027"),
        ("hivers 2025-2026, 2026-2027 et 2027-2028", "2025/2028"),
        ("études en 2025, travaux en 2027-2028", "2025/2028"),
        ("dès 2026", "2026/"),
        ("2026 +", "2026/"),
        ("chaque année, à partir de septembre 2025", "2025/"),
        ("2026 et suivantes", "2026/"),
        ("début des travaux : mars 2026", "2026/"),
        ("jusqu’en 2027", ""),
        ("d’ici 2030", ""),
        ("livraison en 2028", ""),
        ("en continu", ""),
        ("à préciser", ""),
        ("RD 2026B, lot 20261", ""),
    ],
)
def test_all_years_of_a_calendar_are_the_actions_and_no_start_is_made_up(words: str, years: str) -> None:
    assert period_of_calendar(words) == years


@pytest.mark.skipif(not EXAMPLES, reason="the examples are not beside this checkout")
@pytest.mark.parametrize("name", ["plan-table.xlsx", "plan-table.csv", "plan-slides.pptx", "plan-landscape-table.docx"])
def test_the_calendars_of_the_invented_plan_say_its_true_periods(name: str) -> None:
    with (SHARED / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = [(row["period_start"][:4], row["period_end"][:4]) for row in csv.DictReader(file)]
    said = 0
    for unit, (start, end) in zip(read((SHARED / name).read_bytes(), name).units, truth, strict=True):
        words = str(unit.fields.get("calendar") or "")
        said += bool(words)
        assert period_of_calendar(words) == (f"{start}/{end}" if words and start else "")
    assert said > 25


@pytest.mark.parametrize(
    ("status", "degree"),
    [
        ("En cours", "engage"),
        ("Travaux en cours", "engage"),
        ("Réalisé à 80 %", "engage"),
        ("Mise en œuvre", "engage"),
        ("Non démarré", "programme"),
        ("Pas encore engagée", "programme"),
        ("À venir", "programme"),
        ("En cours d’étude", "a-etudier"),
        ("En cours de réflexion", "a-etudier"),
        ("Étude", "a-etudier"),
        ("Idée", "a-etudier"),
        ("ETUDE DE FAISABILITE", "a-etudier"),
        ("Projet", "a-etudier"),
        ("A lancer", "programme"),
        ("A DEMARRER", "programme"),
        ("Inscrite au PPI", "programme"),
        ("0 %", "programme"),
        ("TERMINEE", "engage"),
        ("Bien avancée", "engage"),
        ("Partiellement réalisée", "engage"),
        ("Action existante", "engage"),
        ("60 %", "engage"),
        ("Non réalisée", ""),
        ("Abandonné", ""),
        ("Retard", ""),
        ("", ""),
    ],
)
def test_a_state_is_a_degree_of_commitment_where_it_says_one(status: str, degree: str) -> None:
    assert [code.value for code in stated_engagement(status)] == ([degree] if degree else [])


@pytest.mark.parametrize(
    "status", ["Abandonnée", "REPORTÉE", "Annulé", "Suspendue (budget)", "Sans suite", "Non réalisée"]
)
def test_an_action_that_its_state_gives_up_is_told_with_its_place(status: str) -> None:
    rows = [
        ("Axe 1", "", at, title, "", "", "", "", "", "", state)
        for at, (title, state) in enumerate((("Planter des haies", status), ("Ouvrir une ligne de car", "En cours")), 1)
    ]
    found = read(workbook(tuple(rows), HEAD), "plan.xlsx")
    assert [(one.place, status in one.why) for one in found.doubts] == [(found.units[0].place, True)]
