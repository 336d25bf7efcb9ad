"""States that a plan tells by a sign or a code, in the words of its legend."""

from __future__ import annotations

import docx
import pytest

from etl.coding.degrees import degree_of
from etl.readers import PlanRead
from etl.readers.lines.legends import legend_of
from tests.unseen import rows_of, saved

SIGNS = {"✔": "✔ Réalisé", "◐": "◐ En cours", "○": "○ À venir"}


def states(found: PlanRead) -> list[object]:
    return [unit.fields.get("status") for unit in found.units]


@pytest.mark.parametrize(
    ("lines", "legend"),
    [
        (["✔ Réalisé   ◐ En cours   ○ À venir"], SIGNS),
        (["Légende : ✔ = Réalisé ; ◐ = En cours ; ○ = À venir"], SIGNS),
        (["Réalisé ✔ | En cours ◐ | À venir ○"], SIGNS),
        (["✔ | Réalisé", "◐ | En cours", "○ | À venir"], SIGNS),
        (["État d’avancement : R = réalisé, EC = en cours, NC = non commencé"],
         {"R": "R = réalisé", "EC": "EC = en cours", "NC": "NC = non commencé"}),
        (["🟢 Terminé 🟠 En cours 🔴 Non engagé"], {"🟢": "🟢 Terminé", "🟠": "🟠 En cours", "🔴": "🔴 Non engagé"}),
        (["✔️ Réalisé ⏳ En cours"], {"✔": "✔ Réalisé", "⏳": "⏳ En cours"}),
        # A bullet, boxes that choose, words that are no states, one sign only.
        (["▪ Réalisé", "▪ En cours", "▪ À venir"], {}),
        (["☑ Réalisé ☐ En cours"], {}),
        (["★ Prioritaire ☆ Utile"], {}),
        (["✔ Réalisé"], {}),
        # One sign of two states says none of them.
        (["✔ Réalisé ◐ En cours ○ À venir", "✔ Terminé"], {"◐": "◐ En cours", "○": "○ À venir"}),
    ],
)  # fmt: skip
def test_a_legend_is_what_its_line_says_and_nothing_else(lines: list[str], legend: dict[str, str]) -> None:
    assert legend_of(lines) == legend


@pytest.mark.parametrize("place", [0, -1])
def test_signs_in_a_column_of_states_are_told_by_the_legend_above_or_below(place: int) -> None:
    legend = ("  ".join(SIGNS.values()), "", "", "")
    rows = [("Axe", "Action", "Pilote", "État")]
    rows += [("Axe 1 : Habiter", f"Ouvrir la maison {at}", "Commune", [*SIGNS, "?"][at % 4]) for at in range(8)]
    found = rows_of([legend, *rows] if not place else [*rows, ("", "", "", ""), legend])
    assert states(found) == [*SIGNS.values(), "?"] * 2
    assert found.facts["légende des états"] == "✔ Réalisé ; ◐ En cours ; ○ À venir"


def test_signs_before_titles_are_states_and_no_part_of_the_titles() -> None:
    document = docx.Document()
    document.add_paragraph("● Réalisé   ◐ En cours   ○ À venir")
    for at in range(6):
        document.add_heading(f"Action {at + 1} : {'●◐○'[at % 3]} Ouvrir la maison {at}", 2)
        document.add_paragraph("Pilote : Commune")
    found = saved(document, "plan.docx")
    assert [unit.title for unit in found.units] == [f"Ouvrir la maison {at}" for at in range(6)]
    assert states(found) == ["● Réalisé", "◐ En cours", "○ À venir"] * 2


@pytest.mark.parametrize(
    ("state", "degree"),
    [
        ("✔ Réalisé", "engage"), ("○ À venir", "programme"), ("EC = en cours", "engage"),
        ("🔴 Non engagé", "programme"),
        ("✅ Fait", "engage"), ("Tenu", "engage"), ("Non tenu", ""),
        ("⚠️ En pause", ""), ("☐ Réalisé", ""), ("○ Réalisé ○ En cours", ""),
        ("▪ Réalisé ☐ Abandonné", ""), ("❓ ?", ""), ("✖ Abandonné", ""),
    ],
)  # fmt: skip
def test_a_state_behind_its_only_sign_says_its_degree(state: str, degree: str) -> None:
    assert degree_of(state) == degree


def test_a_state_behind_a_sign_that_gives_an_action_up_is_told() -> None:
    rows = [("Axe", "Action", "Pilote", "État")]
    rows += [("Axe 1 : Habiter", f"Ouvrir {at} maisons", "Commune", "✖ Abandonné") for at in range(2, 5)]
    assert [doubt.why[:28] for doubt in rows_of(rows).doubts] == ["Son état dit « ✖ Abandonné »"] * 3


def test_without_a_legend_a_sign_is_told_as_it_is_written() -> None:
    rows = [("Axe", "Action", "Pilote", "État")]
    rows += [("Axe 1 : Habiter", f"Ouvrir la maison {at}", "Commune", "✔◐○"[at % 3]) for at in range(6)]
    found = rows_of(rows)
    assert states(found) == ["✔", "◐", "○"] * 2
    assert "légende des états" not in found.facts
