"""Tables of workbooks in further shapes: scaled formats, costs by year, marks of repetition, payers in the cell of the
cost, sheets that are axes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from etl.readers import PlanRead, funding_of, read


def workbook(*rows: Sequence[object], formats: dict[int, str] | None = None, sheet: str = "Plan") -> PlanRead:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        page = book.add_worksheet(sheet)
        known = {column: book.add_format({"num_format": code}) for column, code in (formats or {}).items()}
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write(at, column, value, known.get(column) if at else None)
    return read(held.getvalue(), "plan.xlsx")


def costs(found: PlanRead) -> list[list[Decimal]]:
    return [[one.eur for one in funding_of(unit.fields, found.facts).sums] for unit in found.units]


@pytest.mark.parametrize(
    ("column", "code", "value"),
    [
        ("Coût (k€)", "#,##0,", 450_000), ("Coût", '#,##0, "k€"', 450_000), ("Coût", '#,##0 "k€"', 450),
        ("Coût", '0.00,,"M€"', 450_000), ("Coût (M€)", "0.00,,", 450_000), ("Coût", "#,##0\\ \\k\\€", 450),
        ("Coût", "# ##0 [$k€-40C]", 450), ("Coût (€)", "#,##0", 450_000),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_cell_shows_it_in_thousands_and_in_millions(column: str, code: str, value: int) -> None:
    found = workbook(("Action", "Pilote", column), ("Planter des haies", "Ville", value), formats={2: code})
    assert costs(found) == [[Decimal(450_000)]]


def test_costs_by_year_are_no_cost_of_the_whole() -> None:
    names = ("Action", "Pilote", "Budget 2025 (€)", "Budget 2026 (€)")
    found = workbook(names, ("Planter des haies", "Ville", 10_000, 20_000), ("Poser des abris", "Pays", 0, 5_000))
    assert costs(found) == [[], []]
    assert [unit.fields["calendar"] for unit in found.units] == ["2025, 2026", "2026"]
    assert [(one.place.row, "par année" in one.why) for one in found.doubts] == [(1, True)]


def test_the_whole_beside_costs_by_year_is_the_cost() -> None:
    names = ("Action", "Pilote", "Coût 2025 (€)", "Coût 2026 (€)", "Coût total (€)")
    found = workbook(names, ("Planter des haies", "Ville", 10_000, 20_000, 30_000))
    assert costs(found) == [[Decimal(30_000)]]
    assert found.doubts == ()


@pytest.mark.parametrize("mark", ['"', "″", "idem", "Id.", "〃", "''"])
def test_marks_of_repetition_say_what_the_cell_above_says(mark: str) -> None:
    found = workbook(
        ("Axe", "Action", "Pilote", "Coût (€)"),
        ("Axe 1 : Bouger", "Prêter des vélos", "Ville", 10),
        (mark, "Peindre des bandes", mark, mark),
        (mark, "Poser des abris", "Pays", 30),
    )
    assert [(unit.headings, unit.fields["pilot"]) for unit in found.units] == [
        (("Axe 1 : Bouger",), "Ville"), (("Axe 1 : Bouger",), "Ville"), (("Axe 1 : Bouger",), "Pays"),
    ]  # fmt: skip
    # Money is not said twice.
    assert costs(found) == [[Decimal(10)], [], [Decimal(30)]]


def test_payers_in_the_cell_of_the_cost_are_no_cost() -> None:
    found = workbook(
        ("Action", "Pilote", "Coût et financement"),
        ("Planter des haies", "Ville", "Coût : 45 000 € HT\nDETR : 18 000 € ; Région : 9 000 €"),
        ("Poser des abris", "Pays", "30 000 € TTC (ADEME : 12 000 €, LEADER : 3 000 €)"),
        ("Former", "Pays", "Études : 10 000 €\nTravaux : 30 000 €"),
    )
    assert costs(found) == [[Decimal(45_000)], [Decimal(30_000)], [Decimal(10_000), Decimal(30_000)]]
    payers = [funding_of(unit.fields, found.facts).funders for unit in found.units]
    assert [[(one.name, one.sum and one.sum.eur) for one in own] for own in payers] == [
        [("DETR", 18_000), ("Région", 9_000)], [("ADEME", 12_000), ("LEADER", 3_000)], [],
    ]  # fmt: skip


def test_sheets_named_by_axes_alone_are_headings_above_their_objectives(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, title in (("Axe 1", "Prêter des vélos"), ("Axe 2", "Isoler les écoles")):
        sheet = book.create_sheet(name)
        sheet.append(["Objectif", "Action", "Pilote"])
        sheet.append([f"{name[-1]}.1 Agir", title, "Ville"])
    book.save(tmp_path / "plan.xlsx")
    found = read((tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx")
    assert [unit.headings for unit in found.units] == [("Axe 1", "1.1 Agir"), ("Axe 2", "2.1 Agir")]


def _ods_of(rows: str) -> bytes:
    """An ODS of one sheet."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Plan">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kept = io.BytesIO()
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
            f'xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return kept.getvalue()


def _cell(said: str, more: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {more}><text:p>{said}</text:p></table:table-cell>"


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _sum(held: str, said: str) -> str:
    return _cell(said, f'office:value-type="float" office:value="{held}"')


def _ods(held: str, said: str) -> bytes:
    """An ODS whose one cost holds a number and shows another, in whatever language its program writes."""
    names = _row(_cell("Action"), _cell("Pilote"), _cell("Coût (€)"))
    return _ods_of(names + _row(_cell("Planter des haies"), _cell("Ville"), _sum(held, said)))


def test_merged_cells_of_an_ods_are_those_of_a_workbook_and_a_group_says_what_its_sums_count() -> None:
    high, wide = (f'office:value-type="string" table:number-{one}-spanned="2"' for one in ("rows", "columns"))
    covered = "<table:covered-table-cell/>"
    names = (_cell("Axe", high), _cell("Action", high), _cell("Pilote", high), _cell("Financement (€)", wide), covered)
    rows = (
        _row(*names), _row(covered, covered, covered, _cell("DETR"), _cell("Région")),
        _row(_cell("Axe 1 : Bouger", high), _cell("Prêter"), _cell("Ville"), _sum("10", "10"), _sum("20", "20")),
        _row(covered, _cell("Ouvrir"), _cell("Pays"), _cell(""), _sum("30", "30")),
    )  # fmt: skip
    found = read(_ods_of("".join(rows)), "plan.ods")
    assert [(unit.title, unit.headings, unit.fields["funders"]) for unit in found.units] == [
        ("Prêter", ("Axe 1 : Bouger",), {"DETR": 10, "Région": 20}), ("Ouvrir", ("Axe 1 : Bouger",), {"Région": 30}),
    ]  # fmt: skip
    assert found.doubts == ()
    told = funding_of(found.units[0].fields, found.facts)
    assert [one.sum and one.sum.eur for one in told.funders] == [10, 20]


@pytest.mark.parametrize(
    ("held", "said", "eur"),
    [
        ("22000", "22,000", 22_000), ("22000", "22 000", 22_000), ("22000", "22000", 22_000), ("1850", "1,850", 1_850),
        ("1850000", "1,850", 1_850), ("450000", "450 k€", 450_000), ("450", "450 k€", 450_000),
        ("1850000", "1,9 M€", 1_850_000), ("12345.67", "12,346", Decimal("12345.67")),
        ("1850000.5", "1,850,000.50", Decimal("1850000.5")),
    ],
)  # fmt: skip
def test_an_ods_leaves_out_thousands_only_where_what_it_shows_does(held: str, said: str, eur: Decimal) -> None:
    assert costs(read(_ods(held, said), "plan.ods")) == [[eur]]


def test_bullets_of_several_actions_in_a_cell_have_each_its_pilot() -> None:
    found = workbook(
        ("Axe", "Actions", "Pilotes", "Échéance"),
        ("Axe 1 : Bouger", "- Prêter des vélos\n- Poser des abris", "- Ville\n- Pays", "2026"),
        ("Axe 2 : Habiter", "- Isoler\n- Planter", "Pays", "2027"),
    )
    assert [(unit.title, unit.fields["pilot"], unit.fields["calendar"]) for unit in found.units] == [
        ("Prêter des vélos", "Ville", "2026"), ("Poser des abris", "Pays", "2026"), ("Isoler", "Pays", "2027"),
        ("Planter", "Pays", "2027"),
    ]  # fmt: skip


def test_rows_of_a_csv_that_say_one_action_again_with_another_partner_are_one() -> None:
    content = (
        "Axe;Action;Pilote;Partenaire;Coût (€)\nAxe 1 : Agir;Prêter;Ville;ADEME;10\nAxe 1 : Agir;Prêter;Ville;CCI;10\n"
        "Axe 1 : Agir;Prêter;Ville;CMA;10\nAxe 1 : Agir;Ouvrir;Pays;CAF;30\n"
    )
    found = read(content.encode(), "plan.csv")
    assert [(unit.title, unit.fields["partners"]) for unit in found.units] == [
        ("Prêter", ["ADEME", "CCI", "CMA"]), ("Ouvrir", "CAF"),
    ]  # fmt: skip
    assert costs(found) == [[Decimal(10)], [Decimal(30)]]
    assert len(found.doubts) == 2


def test_rows_of_an_action_that_say_another_year_are_told() -> None:
    found = workbook(
        ("N°", "Action", "Pilote", "Année", "Montant (€)"),
        ("1", "Prêter", "Ville", 2025, 10), ("1", "Prêter", "Ville", 2026, 10), ("2", "Ouvrir", "Pays", 2025, 30),
    )  # fmt: skip
    assert [unit.title for unit in found.units] == ["Prêter", "Ouvrir"]
    assert [(one.place.row, "redit le titre" in one.why) for one in found.doubts] == [(3, True)]


def test_an_older_version_of_the_plan_left_in_its_workbook_is_told() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        for name in ("Version 2024", "Version 2025"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Axe", "Action", "Pilote"])
            sheet.write_row(1, 0, ["Axe 1 : Agir", "Prêter", "Ville"])
            sheet.write_row(2, 0, ["Axe 1 : Agir", "Ouvrir", "Pays"])
    found = read(held.getvalue(), "plan.xlsx")
    assert [(one.place.sheet, "redit la plupart" in one.why) for one in found.doubts] == [("Version 2025", True)]


def test_actions_of_one_title_below_two_axes_are_two() -> None:
    content = "Axe;Action;Pilote\nAxe 1 : Agir;Éclairer;Ville\nAxe 2 : Loger;Éclairer;Pays\nAxe 2 : Loger;Ouvrir;Pays\n"
    found = read(content.encode(), "plan.csv")
    assert [(unit.title, unit.headings, unit.fields["pilot"]) for unit in found.units] == [
        ("Éclairer", ("Axe 1 : Agir",), "Ville"), ("Éclairer", ("Axe 2 : Loger",), "Pays"),
        ("Ouvrir", ("Axe 2 : Loger",), "Pays"),
    ]  # fmt: skip
    assert found.doubts == ()
    rows = [line.split(";") for line in content.splitlines()]
    assert [unit.headings for unit in workbook(*rows).units] == [unit.headings for unit in found.units]
