"""What the calendar and the state in a planner’s table say of an action: its years, its degree of commitment."""

from __future__ import annotations

import csv

import pytest

from etl.coding.calendars import period_of_calendar, years_of
from etl.coding.stated import stated_engagement
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


@pytest.mark.parametrize(
    "words",
    [
        "Délibération du 12/03/2024", "Conseil communautaire du 14/12/2023", "Validé le 12/03/2024",
        "COPIL du 15/01/2025",
        "comité de pilotage de mars 2025", "Arrêté préfectoral du 3 mai 2022", "Décret 2019-771", "loi n° 2021-1104",
        "Vote du budget 2025", "BP 2025", "SRADDET 2030", "ZAN 2050", "Plan 2030", "2025 habitants", "2050 km de haies",
        "abandonné en 2024", "Annulé (2025)", "2026, reporté à 2028", "initialement 2024, décalé à 2026",
        "2026 ?", "fin 2026 (?)", "2025-2027 ?",
    ],
)  # fmt: skip
def test_years_of_a_decision_of_a_number_or_of_what_is_put_off_are_not_the_actions(words: str) -> None:
    assert period_of_calendar(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "après 2026", "Au-delà de 2027", "post-2026", "> 2026", "< 2030", "≤ 2030", "→ 2026", "Échéance 2027",
        "Fin : 2027",
        "Fin prévue : 2027", "clôture 2026", "Terminé en 2023", "2026 maximum", "2026 dernier délai", "Pas avant 2028",
    ],
)  # fmt: skip
def test_a_year_after_which_or_before_which_an_action_is_begins_no_period(words: str) -> None:
    assert period_of_calendar(words) == ""


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("A partir de 2025", "2025/"), ("Depuis 2020", "2020/"), ("≥ 2026", "2026/"), ("2026 et +", "2026/"), ("2026…",
        "2026/"),
        ("2026 et années suivantes", "2026/"), ("au plus tôt 2026", "2026/"), ("2025 pour 3 ans", "2025/"),
        ("2025 (18 mois)", "2025/"), ("2025 (3 mois)", "2025/2025"), ("2024/25/26", "2024/2026"), ("2025-06-30",
        "2025/2025"),
        ("Voté en 2024 pour 2026", "2026/2026"), ("Délibération en 2024 ; travaux 2025-2026", "2025/2026"),
        ("2000 logements en 2030", "2030/2030"), ("31.12.2025", "2025/2025"), ("2025-2026 selon différents lots",
        "2025/2026"),
        ("Étude par un bureau d’études en 2025", "2025/2025"), ("Adoption du PLUi en 2027", "2027/2027"),
        ("2026 (sous réserve)", "2026/2026"), ("Court terme : 2025", "2025/2025"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_year_says_whether_it_is_the_first_or_the_only_one(words: str, years: str) -> None:
    assert period_of_calendar(words) == years


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2025", "2027", "2025/2027"), ("2025", "2026 ou 2027", "2025/2027"), ("2025", "au-delà de 2027", "2025/"),
        ("2025", "2030 et +", "2025/"), ("2025", "avant 2030", "2025/2030"), ("avant 2025", "", ""), ("d’ici 2030", "",
        ""),
        ("Délibération du 12/03/2024", "2026", ""), ("2024, reporté à 2025", "2027", ""), ("NC", "2027", ""),
    ],
)  # fmt: skip
def test_the_fields_of_a_start_and_of_an_end_are_read_as_calendars_are(start: str, end: str, years: str) -> None:
    assert years_of({"start": start, "end": end})[0] == years


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
        ("En cours de travaux", "engage"),
        ("En cours de préparation", "programme"),
        ("En cours de validation", "a-etudier"),
        ("Projet livré", "engage"),
        ("Réalisé à 0 %", "programme"),
        ("mise en service prévue", "programme"),
        ("En cours (2024/2026)", "engage"),
        ("En cours de recherche de financement", ""),
        ("En cours d’instruction", ""),
        ("En cours d’abandon", ""),
        ("Engagé ?", ""),
        ("Réalisé (à confirmer)", ""),
        ("Programmé sous réserve", ""),
        ("Prévu mais non financé", ""),
        ("Terminée : abandonnée", ""),
        ("Projet abandonné", ""),
        ("Mise en service 2027", ""),
        ("Engagée (études)", ""),
        ("En cours : étude", ""),
        ("À lancer / En cours / Terminé", ""),
        ("Non réalisée", ""),
        ("Abandonné", ""),
        ("Retard", ""),
        ("", ""),
    ],
)
def test_a_state_is_a_degree_of_commitment_where_it_says_one(status: str, degree: str) -> None:
    assert [code.value for code in stated_engagement(status)] == ([degree] if degree else [])


@pytest.mark.parametrize(
    "status",
    ["Abandonnée", "REPORTÉE", "Annulé", "Suspendue (budget)", "Sans suite", "Non réalisée", "Terminée : abandonnée"],
)
def test_an_action_that_its_state_gives_up_is_told_with_its_place(status: str) -> None:
    rows = [
        ("Axe 1", "", at, title, "", "", "", "", "", "", state)
        for at, (title, state) in enumerate((("Planter des haies", status), ("Ouvrir une ligne de car", "En cours")), 1)
    ]
    found = read(workbook(tuple(rows), HEAD), "plan.xlsx")
    assert [(one.place, status in one.why) for one in found.doubts] == [(found.units[0].place, True)]
