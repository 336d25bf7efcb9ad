"""Tables of actions as they were met blind: two columns of state, boxes that are ticked, sheets that count otherwise,
rows of parts, another table below, names of columns in English."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from etl.plans.folder import _unit_rows
from etl.readers import PlanRead, PlanRefused, read
from etl.readers.fields.funding import funding_of
from tests.test_readers import workbook
from tests.usual_shapes import saved


def _is_whole(found: PlanRead) -> bool:
    """Whether a plan folder keeps each unit, on lines of its own."""
    rows, twice = _unit_rows(found, [line.text for line in found.lines])
    return not twice and sum(row[0] == "unit" for row in rows) == len(found.units)


def test_how_far_an_action_is_stands_beside_what_the_state_pays() -> None:
    rows: list[list[object]] = [
        ["Action", "Coût", "Etat", "Région", "Avancement"], ["Paver la place", "900 €", 300, 90, "Réalisé"],
        ["Couvrir la halle", "700 €", 200, None, "À lancer"],
    ]  # fmt: skip
    found = read(workbook(rows), "p.xlsx")
    assert [unit.fields["status"] for unit in found.units] == ["Réalisé", "À lancer"]
    assert [unit.fields["funders"] for unit in found.units] == [{"Etat": 300, "Région": 90}, {"Etat": 200}]


def test_a_share_of_what_is_done_is_how_far_an_action_is_and_what_was_spent_is_not_its_cost() -> None:
    rows: list[list[object]] = [
        ["Projet", "Avancement", "Coût réalisé", "Budget voté"], ["Numériser", 0.45, 12_000, 30_000],
        ["Archiver", 1, 14_000, 15_000],
    ]  # fmt: skip
    found = read(workbook(rows), "p.xlsx")
    assert [(unit.fields["status"], unit.fields["budget"]) for unit in found.units] == [(0.45, 30_000), (1, 15_000)]
    alone = read(workbook([["Projet", "Coût réalisé"], ["Numériser", "9 €"]]), "p.xlsx")
    assert alone.units[0].fields["budget"] == "9 €"


def test_a_box_that_is_ticked_is_a_cross_and_one_that_is_not_says_nothing() -> None:
    rows: list[list[object]] = [
        ["Action", "Pilote", "2024", "2025", "2026"], ["Ouvrir un espace", "CAF", "☒", "☒", "☐"],
        ["Tenir un forum", "Ville", "☐", "☐", "☑"],
    ]  # fmt: skip
    assert [unit.fields["calendar"] for unit in read(workbook(rows), "p.xlsx").units] == ["2024, 2025", "2026"]


def test_names_of_columns_without_accents_or_in_english_are_known() -> None:
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(["ID", "Title", "Description", "Owner", "Stakeholders", "Budget", "Due date", "Status", "Parent"])
    writer.writerow(["ACT-1", "Planter", "Cinq km.", "Parcs", "LPO", "9 €", "2027-12-31", "In progress", "Nature"])
    (unit,) = read(b"\xef\xbb\xbf" + held.getvalue().encode(), "p.csv").units
    assert (unit.label, unit.title, unit.text, unit.headings) == ("ACT-1", "Planter", "Cinq km.", ("Nature",))
    assert dict(unit.fields) == {
        "pilot": "Parcs", "partners": "LPO", "budget": "9 €", "end": "2027-12-31", "status": "In progress",
    }  # fmt: skip
    plain = "NUM\tINTITULE ACTION\tSERVICE PILOTE\tETAT AVANCEMENT\r\n1\tETUDE DE STATIONNEMENT\tVOIRIE\tA LANCER\r\n"
    (unit,) = read(plain.encode(), "p.txt").units
    assert (unit.title, unit.fields["status"]) == ("ETUDE DE STATIONNEMENT", "A LANCER")


def _two_sheets(first: tuple[str, object], second: tuple[str, object]) -> PlanRead:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for at, (name, cost) in enumerate((first, second), 1):
        sheet = book.create_sheet(f"Axe {at}")
        for row in (["Action", "Pilote", name], [f"Rénover {at}", "Ville", cost]):
            sheet.append(row)
    return read(saved(book), "p.xlsx")


def test_sheets_whose_costs_say_their_euros_are_read_each_with_its_own_basis() -> None:
    found = _two_sheets(("Budget HT", "120 000 €"), ("Coût total TTC", "1,2 M€"))
    stated = [funding_of(unit.fields, found.facts).sums for unit in found.units]
    assert [(str(one.eur), one.basis) for (one,) in stated] == [("120000", "HT"), ("1200000.0", "TTC")]
    assert found.doubts == () and _is_whole(found)
    bare = _two_sheets(("Budget HT", "120 000 €"), ("Coût total TTC", 1_200))
    stated = [funding_of(unit.fields, bare.facts) for unit in bare.units]
    # Nothing says what a bare number counts.
    assert [(len(told.sums), told.unread) for told in stated] == [(1, ()), (0, ("1200",))]


def test_parts_of_an_action_stand_below_it_whether_its_cell_is_merged_or_said_once() -> None:
    rows: list[list[object]] = [
        ["Enjeu", "Action", "Sous-action", "Pilote", "Coût"],
        ["Paysage", "1. Effacer les réseaux", "1.a Étudier", "Commune", "12 €"],
        [None, None, "1.b Creuser", "SDE", "210 €"], [None, "2. Déplacer le parking", "2.a Acquérir", "Commune", "8 €"],
    ]  # fmt: skip
    for merged in (("B2:B3",), ()):
        found = read(workbook(rows, merged), "p.xlsx")
        assert [(unit.label, unit.title, unit.headings[-1]) for unit in found.units] == [
            ("1.a", "Étudier", "1. Effacer les réseaux"), ("1.b", "Creuser", "1. Effacer les réseaux"),
            ("2.a", "Acquérir", "2. Déplacer le parking"),
        ]  # fmt: skip
        assert _is_whole(found)


def test_another_table_below_actions_that_have_numbers_is_told_not_read() -> None:
    rows: list[list[object]] = [
        ["N° action", "Intitulé", "Maître d’ouvrage"], ["I-1", "Restaurer le rempart", "Ville"],
        ["I-2", "Éclairer le pont", "Ville"], [], ["II-1", "Ouvrir la maison", "Syndicat"], [],
        ["Instance", "Composition", "Fréquence"], ["Comité technique", "DREAL", "mensuelle"],
    ]  # fmt: skip
    found = read(workbook(rows), "p.xlsx")
    assert [unit.label for unit in found.units] == ["I-1", "I-2", "II-1"]
    assert [(one.place.row, "autre tableau" in one.why) for one in found.doubts] == [(7, True)]


def test_actions_that_are_columns_may_stand_below_axes_and_have_a_payer_for_pilot() -> None:
    rows: list[list[object]] = [
        ["Axe", "Axe 1 – Eau", "Axe 2 – Air"], ["Fiche n°", "1", "2"], ["Intitulé", "Curer", "Mesurer les pollens"],
        ["Co-pilote", "État", "ARS"], ["Coût (€ HT)", 45_000, 8_000], ["Démarrage prévisionnel", "2025", "T3 2025"],
    ]  # fmt: skip
    found = read(workbook(rows), "p.xlsx")
    assert [(unit.label, unit.title, unit.headings, dict(unit.fields)) for unit in found.units] == [
        ("1", "Curer", ("Axe 1 – Eau",), {"pilot": "État", "budget": 45_000, "start": "2025"}),
        ("2", "Mesurer les pollens", ("Axe 2 – Air",), {"pilot": "ARS", "budget": 8_000, "start": "T3 2025"}),
    ]
    assert _is_whole(found)


def test_years_below_the_name_of_their_sums_are_of_the_head_and_the_total_is_the_cost() -> None:
    rows: list[list[object]] = [
        ["N°", "Projet", "Service", "Montant TTC par année", None, "Total TTC", "Subventions attendues"],
        [None, None, None, 2025, 2026, None, None], [1, "Rénover le gymnase", "Sports", 100, 400, 500, "DETR 30 %"],
        [2, "Refaire la voirie", "Technique", 50, 50, 100, None],
    ]  # fmt: skip
    merged = ("D1:E1", "A1:A2", "B1:B2", "C1:C2", "F1:F2", "G1:G2")
    found = read(workbook(rows, merged), "p.xlsx")
    assert [(unit.title, unit.fields["budget"]) for unit in found.units] == [
        ("Rénover le gymnase", 500), ("Refaire la voirie", 100),
    ]  # fmt: skip


def test_an_action_with_a_row_for_each_operation_counts_once_with_all_they_cost() -> None:
    rows: list[list[object]] = [
        ["Action", "Opérations", "Maître d’ouvrage", "Coût"], ["Action 1 : Sécuriser", "Étude", "Lot", "2 €"],
        [None, "Travaux", "Lot", "3 €"], ["Action 2 : Relier", "Achat", "CC", "9 €"],
    ]  # fmt: skip
    found = read(workbook(rows, ("A2:A3",)), "p.xlsx")
    assert [(unit.label, unit.title, unit.fields["budget"]) for unit in found.units] == [
        ("Action 1", "Sécuriser", ["2 €", "3 €"]), ("Action 2", "Relier", "9 €"),
    ]  # fmt: skip
    assert _is_whole(found)


def test_a_column_called_name_is_the_title_where_others_tell_that_actions_are_listed() -> None:
    rows: list[list[object]] = [["Name", "Axe", "Porteurs", "Statut"], ["Créer une légumerie", "Manger", "CC", "Prêt"]]
    assert read(workbook(rows), "p.xlsx").units[0].title == "Créer une légumerie"
    with pytest.raises(PlanRefused):
        read(workbook([["Name", "Budget"], ["Papier", "9 €"]]), "p.xlsx")


def test_actions_that_are_columns_some_of_them_hidden_are_refused_with_what_to_do() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Intitulé", "Curer", "Planter", "Secret"],
        ["Pilote", "CC", "LPO", "X"],
        ["Coût", "9 €", "8 €", "7 €"],
    ):
        book.active.append(row)
    book.active.column_dimensions["D"].hidden = True
    with pytest.raises(PlanRefused, match="colonnes masquées"):
        read(saved(book), "p.xlsx")


def test_objectives_left_of_their_actions_are_headings() -> None:
    rows: list[list[object]] = [
        ["Axe stratégique", "Objectifs", "Action", "Pilote"], ["1. Accueillir", "Qualifier", "Former", "OT"],
    ]  # fmt: skip
    assert read(workbook(rows), "p.xlsx").units[0].headings == ("1. Accueillir", "Qualifier")
