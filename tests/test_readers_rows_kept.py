"""No row below the head of a table is lost in silence: rows without a title, rows below a second head, parts that tools
list below their action, headings above heads that come again."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from etl.readers import PlanRead, read
from etl.readers.fields.funding import funding_of
from tests.test_readers import workbook
from tests.usual_shapes import saved

_HEAD = ["Action", "Pilote", "Coût", "Financeur"]


def of(*rows: list[object]) -> PlanRead:
    return read(workbook(list(rows)), "p.xlsx")


def _csv(*rows: list[str]) -> PlanRead:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(rows)
    return read(held.getvalue().encode(), "p.csv")


def _whys(found: PlanRead) -> list[tuple[int, str]]:
    return [(doubt.place.row, doubt.why.split(" : ")[1].rstrip(".")) for doubt in found.doubts]


def test_a_row_without_a_title_goes_on_with_the_action_above_it_and_is_told() -> None:
    found = of(
        _HEAD, ["Planter", "Ville", "9 000 €", "Région : 2 000 €"], [None, "CAUE", None, "CAF : 1 000 €"],
        ["Creuser", "Pays", "8 000 €", "ADEME : 500 €"], [None, None, None, "MSA : 700 €"],
        [None, "Pays", None, "ANAH"],
    )  # fmt: skip
    first, second = found.units
    assert first.fields["pilot"] == ["Ville", "CAUE"] and first.fields["funders"] == [
        "Région : 2 000 €",
        "CAF : 1 000 €",
    ]
    assert second.fields["funders"] == ["ADEME : 500 €", "MSA : 700 €", "ANAH"] and second.place.to_row == 6
    assert _whys(found) == [(3, "elle est lue comme la suite de l’action au-dessus d’elle")]


def test_a_row_without_a_title_that_stands_apart_is_told_as_unread() -> None:
    found = of(_HEAD, ["Planter", "Ville"], [], [None, "CAUE", "3 €", "CAF"], ["Creuser", "Pays"], [None, None, 17])
    assert [unit.fields for unit in found.units] == [{"pilot": "Ville"}, {"pilot": "Pays"}]
    assert _whys(found) == [(4, "elle n’est pas lue")], "numbers alone are sums"


def test_captions_totals_and_sources_are_no_rows_of_an_action() -> None:
    found = of(
        _HEAD, ["Planter", "Ville", "9 000 €", "CAF"], [None, None, "9 000 €"], ["Total", None, "9 000 €"], [],
        ["Source : direction générale"],
    )  # fmt: skip
    assert [unit.title for unit in found.units] == ["Planter"] and not found.doubts


def test_items_that_a_board_lists_below_their_action_are_its_steps() -> None:
    head, inner = ["Name", "Subitems", "Status", "Porteur", "Budget (€)"], ["Subitems", "Name", "Owner", "Status"]
    found = of(
        ["Plan climat"], [], ["Bâtiments"], head, ["Isoler", "Audit", "Fait", "Ville", 9000], inner,
        [None, "Audit", None, "Fait"], [None, "Marché", None, "Fait"], ["Éclairer", None, "Fait", "SDE", 5000],
        [None, None, None, None, 14000], [], ["Nature"], head, ["Planter", None, "À faire", "LPO", 700],
    )  # fmt: skip
    assert [(unit.title, unit.headings, unit.fields["pilot"]) for unit in found.units] == [
        ("Isoler", ("Bâtiments",), "Ville"), ("Éclairer", ("Bâtiments",), "SDE"), ("Planter", ("Nature",), "LPO"),
    ]  # fmt: skip
    assert [child.text for child in found.units[0].children] == ["Audit", "Marché"]
    assert [doubt.place.row for doubt in found.doubts] == [7]


def test_tasks_that_name_their_parent_are_its_steps_and_sections_headings() -> None:
    found = _csv(
        ["Name", "Section/Column", "Assignee", "Due Date", "Notes", "Parent task", "Budget"],
        ["Planter", "Nature", "", "2026-12-31", "Dix haies.", "", "9 000 €"],
        ["Consulter", "", "", "", "", "Planter", ""],
        ["Creuser", "Eau", "", "", "", "", ""], ["Acheter", "", "", "", "", "Planter", ""],
    )  # fmt: skip
    assert [(unit.title, unit.headings, unit.text) for unit in found.units] == [
        ("Planter", ("Nature",), "Dix haies."), ("Creuser", ("Eau",), ""),
    ]  # fmt: skip
    assert [child.text for child in found.units[0].children] == ["Consulter", "Acheter"]
    assert found.units[1].children == () and len(found.doubts) == 1


def test_capitals_are_headings_though_a_total_is_in_capitals_too() -> None:
    found = _csv(
        ["Action", "Qui ?", "Quand ?"], ["BÂTIMENTS", "", ""], ["Isoler", "Ville", "2026"], ["ÉNERGIE", "", ""],
        ["Éclairer", "SDE", "2027"], ["TOTAL", "", "2"],
    )  # fmt: skip
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("Isoler", ("BÂTIMENTS",)), ("Éclairer", ("ÉNERGIE",)),
    ]  # fmt: skip
    assert not found.doubts


@pytest.mark.parametrize(("name", "is_told"), [("Aménagement", True), ("Chantier", True), ("Projet", False)])
def test_a_column_that_is_called_otherwise_is_told(name: str, is_told: bool) -> None:
    found = of(["N°", name, "Maîtrise d’ouvrage", "Coût", "Échéance"], [1, "Voie verte", "Ville", "9 000 €", "2026"])
    assert [unit.title for unit in found.units] == ["Voie verte"]
    assert any(f"« {name} »" in doubt.why for doubt in found.doubts) is is_told


def test_tasks_that_name_the_key_of_their_parent_are_its_steps_and_bodies_stand_before_persons() -> None:
    found = _csv(
        ["Task ID", "Task Name", "List Name", "Assignees", "Parent ID", "Task Content", "Porteur", "Coût HT (€)"],
        ["a0", "Étudier", "Axe 3 - Eau", "", "a3", "", "", ""],
        ["a1", "Aménager", "Axe 3 - Eau", "[Marie]", "", "Des pontons.", "VNF", "640000"],
        ["a2", "Consulter", "Axe 3 - Eau", "[Marie]", "a1", "", "", ""],
        ["a3", "Baliser", "Axe 3 - Eau", "", "", "", "OT", "38000"],
    )
    assert [(unit.title, unit.headings, unit.text, unit.fields.get("pilot")) for unit in found.units] == [
        # Above its parent, a task is no step of what stands there.
        ("Étudier", ("Axe 3 - Eau",), "", None), ("Aménager", ("Axe 3 - Eau",), "Des pontons.", "VNF"),
        ("Baliser", ("Axe 3 - Eau",), "", "OT"),
    ]  # fmt: skip
    assert [child.text for child in found.units[1].children] == ["Consulter"]


@pytest.mark.parametrize("name", ["Taux de réalisation", "État d’exécution", "Niveau de mise en œuvre (%)"])
def test_how_far_an_action_is_may_be_called_otherwise(name: str) -> None:
    assert of(["Action", "Pilote", name], ["Planter", "Ville", "60 %"]).units[0].fields["status"] == "60 %"


def test_a_payer_a_row_beside_what_it_gives_is_known_by_the_rows_that_go_on() -> None:
    found = _csv(
        ["Axe", "Action", "Pilote", "Financeur", "Montant"],
        ["Axe 1\nTransition", "Isoler", "Ville", "DETR", "120 000 €"],
        ["", "", "", "Région", "40 000 €"], ["", "Planter", "LPO", "Agence de l’eau", "15 000 €"],
    )  # fmt: skip
    paid = [funding_of(unit.fields, found.facts).funders for unit in found.units]
    assert [[(one.name, one.sum.words if one.sum else "") for one in own] for own in paid] == [
        [("DETR", "120 000 €"), ("Région", "40 000 €")], [("Agence de l’eau", "15 000 €")],
    ]  # fmt: skip
    assert [unit.headings for unit in found.units] == [("Axe 1 Transition",)] * 2
    whole = _csv(["Action", "Pilote", "Financeur", "Montant"], ["Isoler", "Ville", "DETR", "120 000 €"])
    assert whole.units[0].fields["budget"] == "120 000 €", "where no row goes on, it is what the action costs"


def test_columns_that_are_not_read_are_told_but_for_those_that_nobody_sees() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Action", "Pilote", "Canton", "Vide", "Salaire"])
    sheet.append(["Planter", "Ville", "Auch-1", None, "3"])
    assert read(saved(book), "p.xlsx").facts["colonnes non lues"] == "Canton, Salaire"
    sheet.column_dimensions["E"].hidden = True
    assert "colonnes non lues" not in read(saved(book), "p.xlsx").facts


def test_titles_alone_above_parts_of_a_table_are_headings_and_told() -> None:
    head, parts = ["Opération", "Service", "2026", "Total"], ("Écoles", "Voirie")
    rows = [[part] if not at else [f"{part} {at}", "DST", 9, 9] for part in parts for at in range(3)]
    found = of(head, *rows, ["Sous-total", None, 36, 36])
    assert [(unit.title, unit.headings) for unit in found.units] == [
        (f"{part} {at}", (part,)) for part in parts for at in (1, 2)
    ]
    assert [doubt.place.row for doubt in found.doubts] == [2, 5] and "intertitre" in found.doubts[0].why
    # One alone, or several above one another, may as well be actions.
    assert len(of(head, *rows[:3]).units) == 3 and len(of(head, ["Mairie"], *rows).units) == 7
