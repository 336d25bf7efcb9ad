"""Tables of actions that were wrong at first sight: exports of tools, columns that are called otherwise, what sums
count, tables below one another, steps beside their actions."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from etl.readers import PlanRead, PlanRefused, read
from etl.readers.fields.funding import funding_of

TITLES = ("Planter des haies", "Ouvrir une halle", "Former les agents")


def sheet(*rows: Sequence[object], formats: dict[int, str] | None = None) -> bytes:
    """A workbook of one sheet; `formats` are those of its columns of numbers."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        own = book.add_worksheet("Plan")
        shown = {at: book.add_format({"num_format": said}) for at, said in (formats or {}).items()}
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    own.write(at, column, value, shown.get(column) if isinstance(value, int) else None)
    return made.getvalue()


def of(*rows: Sequence[object], formats: dict[int, str] | None = None) -> PlanRead:
    return read(sheet(*rows, formats=formats), "plan.xlsx")


def titles(found: PlanRead) -> list[str]:
    return [unit.title for unit in found.units]


def test_tasks_of_a_planner_stand_below_the_names_of_their_buckets_with_who_does_them() -> None:
    found = of(
        ["ID de tâche", "Nom de la tâche", "Nom du compartiment", "Progression", "Attribué à", "Date d'échéance"],
        *(["k1", title, "Axe 1 - Nature", "En cours", "Ville", "31/12/2026"] for title in TITLES),
    )
    assert titles(found) == list(TITLES)
    assert {unit.headings for unit in found.units} == {("Axe 1 - Nature",)}
    assert found.units[0].fields == {"status": "En cours", "pilot": "Ville", "end": "2026-12-31"}


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5, 6), (3, 1, 2, 4, 5, 6, 0)], ids=["in the middle", "first"])
def test_rows_above_deeper_ones_of_an_outline_are_headings_though_they_have_dates(order: tuple[int, ...]) -> None:
    dates = ["01/01/25", "31/12/28"]
    rows = (
        ["N°", "WBS", "Nom de la tâche", "Niveau hiérarchique", "Début", "Fin", "Noms ressources"],
        [1, "1", "Se loger", 1, *dates, None],
        [2, "1.1", "Dans les bourgs", 2, *dates, None],
        [3, "1.1.1", TITLES[0], 3, *dates, "Ville"],
        [4, "1.1.2", TITLES[1], 3, *dates, "Ville"],
        [5, "2", "Se nourrir", 1, *dates, None],
        [6, "2.1", TITLES[2], 2, *dates, "Pays"],
    )
    found = of(*([row[at] for at in order] for row in rows))
    assert [(one.label, one.title, one.headings) for one in found.units] == [
        ("1.1.1", TITLES[0], ("Se loger", "Dans les bourgs")),
        ("1.1.2", TITLES[1], ("Se loger", "Dans les bourgs")),
        ("2.1", TITLES[2], ("Se nourrir",)),
    ]


def test_a_list_of_a_board_whose_names_are_states_says_states_and_its_cards_say_fields_in_lines() -> None:
    card = "Un verger public.\n\n**Pilote :** Ville\n**Partenaires :** CAUE, ONF\n**Budget :** 12 000 € HT"
    said = "".join(f'{title},"{card}",{state}\n' for title, state in zip(TITLES, ("À faire", "En cours", "Terminé")))  # noqa: B905
    found = read(f"Card Name,Card Description,List Name\n{said}".encode(), "plan.csv")
    assert [one.fields["status"] for one in found.units] == ["À faire", "En cours", "Terminé"]
    first = found.units[0]
    assert (first.fields["pilot"], first.fields["partners"], first.text) == ("Ville", "CAUE, ONF", "Un verger public.")
    assert funding_of(first.fields, found.facts).lines() == ["coût : 12 000 € HT"]


def test_columns_of_a_database_are_known_though_signs_part_their_words() -> None:
    found = of(
        ["Thematique", "Libelle_projet", "Porteur_projet", "Annee_debut", "Etat_avancement"],
        *(["Nature", title, "Ville", "2025", "Engagé"] for title in TITLES),
    )
    assert titles(found) == list(TITLES)
    assert found.units[0].headings == ("Nature",)
    assert found.units[0].fields == {"pilot": "Ville", "start": "2025", "status": "Engagé"}


def test_a_list_of_grants_is_no_plan_though_it_names_projects() -> None:
    with pytest.raises(PlanRefused):
        of(
            ["nom_du_projet", "nom_beneficiaire", "siren", "montant_engage", "axe"],
            *([title, "Ville", "213300635", "9 000 €", "1"] for title in TITLES),
        )


@pytest.mark.parametrize("name", ["Engagement\n(ce que nous allons faire)", "Chantier", "Levier", "Initiatives"])
def test_what_a_plan_calls_its_units_is_their_column_where_none_is_of_actions(name: str) -> None:
    found = of(
        [name, "Chef de file", "Qui finance ?", "Quand ?", "Comment saura-t-on que ça marche ?"],
        *([title, "Ville", "Région (5 000 €)", "2026", "Arbres plantés"] for title in TITLES),
    )
    assert titles(found) == list(TITLES)
    assert found.units[0].fields == {
        "pilot": "Ville", "funders": "Région (5 000 €)", "calendar": "2026", "indicators": "Arbres plantés",
    }  # fmt: skip


def test_a_plan_that_names_who_benefits_and_the_number_of_its_bearers_is_one() -> None:
    found = of(
        ["Intitulé de l'action", "Porteur", "N° SIRET", "Bénéficiaires", "Budget"],
        *([title, "Ville", "21330063500017", "Jeunes du quartier", "9 000 €"] for title in TITLES),
    )
    assert titles(found) == list(TITLES)


@pytest.mark.parametrize("name", ["Action phare", "Projets du pays", "Mesure (en clair)"])
def test_what_begins_with_action_is_the_title_beside_a_chantier_above_it(name: str) -> None:
    found = of(
        ["Chantier", name, "Qui pilote ?", "Avec qui ?", "Démarrage"],
        *(["Nature", title, "Ville", "CAUE", "2026"] for title in TITLES),
    )
    assert [(one.title, one.headings) for one in found.units] == [(title, ("Nature",)) for title in TITLES]


def test_an_engagement_above_actions_stays_their_heading() -> None:
    found = of(["Engagement", "Action", "Pilote", "Quand ?"], *(["Nature", title, "Ville", "2026"] for title in TITLES))
    assert [one.headings for one in found.units] == [("Nature",)] * 3


def test_one_payer_a_row_is_kept_with_what_it_gives_and_the_whole_cost_with_none_of_them() -> None:
    found = of(
        ["Action", "MOA", "Montant total HT", "Financeur", "Montant sollicité", "Taux"],
        [TITLES[0], "Ville", 50000, "DETR", 15000, "30 %"],
        [TITLES[0], "Ville", 50000, "Région", 10000, "20 %"],
        [TITLES[1], "Pays", 9000, "CAF", 3000, "33 %"],
        formats={2: '# ##0 "€"', 4: '# ##0 "€"'},
    )
    assert titles(found) == list(TITLES[:2])
    money = funding_of(found.units[0].fields, found.facts)
    assert [(one.eur, one.basis) for one in money.sums] == [(50000, "HT")]
    assert [(one.name, one.sum and one.sum.eur) for one in money.funders] == [("DETR", 15000), ("Région", 10000)]


@pytest.mark.parametrize(
    ("shown", "sums"),
    [('# ##0 "€"', [50000]), ("#,##0.00\\ [$€-40C]", [50000]), ('# ##0, "k€"', [50000]), ("0.00", [])],
)
def test_a_number_that_its_sheet_shows_as_euros_counts_euros_and_any_other_nothing(shown: str, sums: list[int]) -> None:
    found = of(["Action", "Pilote", "Budget"], [TITLES[0], "Ville", 50000], formats={2: shown})
    assert [one.eur for one in funding_of(found.units[0].fields, found.facts).sums] == sums


@pytest.mark.parametrize(
    ("caption", "said"),
    [("Projets – montants en k€ HT", (50_000_000, "HT")), ("Plan pluriannuel (€ TTC)", (50_000, "TTC"))],
)
def test_what_stands_over_a_table_says_what_its_sums_count(caption: str, said: tuple[int, str]) -> None:
    found = of([caption], ["Action", "Pilote", "Coût"], [TITLES[0], "Ville", 50000])
    assert [(one.eur, one.basis) for one in funding_of(found.units[0].fields, found.facts).sums] == [said]


def test_a_second_table_below_that_names_no_actions_is_told_and_not_read() -> None:
    found = of(
        ["Orientation", "Action", "Pilote", "Coût"],
        *(["Nature", title, "Ville", "12 000 €"] for title in TITLES),
        [],
        ["Synthèse par orientation"],
        ["Orientation", "Nombre d'actions", "Coût total", "Part"],
        ["Nature", 3, 36000, "100 %"],
    )
    assert titles(found) == list(TITLES)
    assert [one.place.row for one in found.doubts] == [7]


def _with_steps(pilots: Sequence[str]) -> PlanRead:
    steps = ("Recenser", "Consulter", "Planter")
    return of(
        ["Action", "Sous-action", "Pilote", "Échéance"],
        *([TITLES[0], step, pilot, "2026"] for step, pilot in zip(steps, pilots, strict=True)),
        [TITLES[1], "Étudier", "Ville", "2027"],
        [TITLES[1], "Bâtir", pilots[-1], "2028"],
    )


def test_sub_actions_of_one_pilot_are_the_steps_of_their_action_which_is_told() -> None:
    found = _with_steps(["Ville", "Ville", "Ville"])
    assert titles(found) == list(TITLES[:2])
    assert [one.text for one in found.units[0].children] == ["Recenser", "Consulter", "Planter"]
    assert ["étapes" in one.why for one in found.doubts] == [True]


def test_sub_actions_with_pilots_of_their_own_stay_units_below_their_action_which_is_told() -> None:
    found = _with_steps(["Ville", "Pays", "CAF"])
    assert titles(found) == ["Recenser", "Consulter", "Planter", "Étudier", "Bâtir"]
    assert found.units[1].headings == (TITLES[0],)
    assert ["pilote" in one.why for one in found.doubts] == [True]


@pytest.mark.parametrize(
    ("column", "number", "euros"),
    [
        ("Coût (M€ HT)", 1.85, 1_850_000),
        ("Coût (k€)", 48, 48_000),
        ("Budget (EUR)", 900, 900),
        ("Coût (en millions d’euros)", 2, 2_000_000),
    ],
)
def test_a_column_of_thousands_or_millions_counts_them(column: str, number: float, euros: int) -> None:
    found = of(["Action", "Pilote", column], [TITLES[0], "Ville", number])
    assert [one.eur for one in funding_of(found.units[0].fields, found.facts).sums] == [euros]


def test_a_text_whose_cells_are_parted_by_bars_is_a_table() -> None:
    rows = "".join(f"{title} | Ville | 2026\n" for title in TITLES)
    found = read(f"Action | Pilote | Échéance\n{rows}".encode(), "plan.txt")
    assert titles(found) == list(TITLES)
    assert found.units[0].fields == {"pilot": "Ville", "calendar": "2026"}


def test_a_row_in_brackets_below_a_head_is_advice_and_no_action() -> None:
    found = of(
        ["N°", "Action", "Pilote", "Coût (€)"],
        [None, "(intitulé court)", "(un seul)", None],
        *([at, title, "Ville", 12000] for at, title in enumerate(TITLES, 1)),
    )
    assert titles(found) == list(TITLES)


def test_a_payer_over_its_share_and_its_sum_pays_the_sum() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        own = book.add_worksheet("Annexe")
        own.write_row(0, 0, ["Annexe financière (€ HT)"])
        own.write_row(1, 0, ["Action", "Pilote", "Coût total"])
        own.merge_range("D2:E2", "État (FPRNM)")
        own.merge_range("F2:G2", "Région")
        own.write_row(2, 3, ["%", "€", "%", "€"])
        for at, title in enumerate(TITLES, 3):
            own.write_row(at, 0, [title, "Syndicat", 10000, 50, 5000, 10, 1000])
    found = read(made.getvalue(), "plan.xlsx")
    money = funding_of(found.units[0].fields, found.facts)
    assert [(one.eur, one.basis) for one in money.sums] == [(10000, "HT")]
    assert [(one.name, one.sum and one.sum.eur) for one in money.funders] == [("État (FPRNM)", 5000), ("Région", 1000)]


def test_a_fiche_on_a_sheet_stands_under_the_heading_below_its_title() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for at, title in enumerate(TITLES, 1):
            own = book.add_worksheet(f"Action {at}")
            own.merge_range("A1:D1", f"ACTION {at} : {title}")
            own.merge_range("A2:D2", "Orientation 1 – Agir")
            own.write_row(3, 0, ["Pilote", "Ville", "Partenaires", "CAUE"])
            own.write_row(4, 0, ["Budget", "9 000 €", "Calendrier", "2026"])
    found = read(made.getvalue(), "plan.xlsx")
    assert [(one.title, one.headings) for one in found.units] == [(t, ("Orientation 1 – Agir",)) for t in TITLES]
