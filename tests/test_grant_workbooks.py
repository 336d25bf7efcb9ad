"""Lists of grants in workbooks, and files of grants that are broken or hostile."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from etl.grants.model import GrantsRefused
from etl.grants.read import read_grants
from tests.granted import DGCL, changed, only, read, rows_of, separated, workbook

# Workbooks


def test_a_workbook_is_read_as_its_csv_with_numbers_for_codes() -> None:
    numbers = {"exercice": 2024, "beneficiaire_siren": 214600017, "beneficiaire_dep": 1, "cout_ht": 107600}
    row = {**DGCL, **numbers, "beneficiaire_code_insee": 1001, "subvention": 32280.005}
    found = read_grants(workbook({"Liste": [["Titre"], [], *rows_of(row)]}), "d.xlsx")
    grant = only(found)
    assert (grant.line, grant.insee, grant.department, grant.siren) == (4, "01001", "01", "214600017")
    assert (grant.cost, grant.eur, found.encoding) == (Decimal(107600), Decimal("32280.01"), "classeur")


def test_a_sheet_that_is_no_list_is_told_and_two_lists_are_not_chosen_between() -> None:
    rows = rows_of(DGCL)
    (fault,) = read_grants(workbook({"Notice": [["Lire"]], "Liste": rows}), "d.xlsx").faults
    assert "« Notice »" in fault.why
    with pytest.raises(GrantsRefused, match="« A », « B »"):
        read_grants(workbook({"A": rows, "B": rows}), "d.xlsx")


def test_formulas_are_never_run() -> None:
    book = openpyxl.Workbook()
    for row in rows_of(DGCL, {**DGCL, "subvention": "=1+1", "intitule": "=HYPERLINK(1)"}):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    # Nobody opened it since it was written: the formula has no value.
    found = read_grants(content.getvalue(), "d.xlsx")
    assert len(found.grants) == 1 and [fault.line for fault in found.faults] == [3]
    assert only(read([changed(intitule="=HYPERLINK(1)")])).title == "=HYPERLINK(1)"


HEAD = separated([DGCL]).splitlines()[0]

# What is refused, and what is hostile


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "d.csv", "est vide"), (b" \r\n ", "d.csv", "est vide"), (b";;;\n;;;\n", "d.csv", "aucune ligne"),
        (b"PK\x03\x04broken", "d.xlsx", "abîmé"), (b"hello", "d.xlsx", "abîmé"), (b"%PDF", "d.pdf", "ni un classeur"),
        (b"a;b\0c\n1;2\n", "d.csv", "pas un texte"), (b"a;b\n1;2\n", "d.csv", "aucune liste connue"),
        (b"x" * 60_000_001, "d.csv", "dépasse 60 Mo"), (HEAD, "d.csv", "aucune liste connue"),
        (b"\xff\xfea", "d.csv", "abîmé"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_french(content: bytes, name: str, said: str) -> None:
    with pytest.raises(GrantsRefused, match=said):
        read_grants(content, name)


def test_a_locked_workbook_and_a_cell_far_from_all_are_refused() -> None:
    with pytest.raises(GrantsRefused, match="mot de passe"):
        read_grants(b"\xd0\xcf\x11\xe0" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", "d.xlsx")
    book = openpyxl.Workbook()
    for row in rows_of(DGCL):
        book.active.append(row)
    book.active["XFD1048576"] = 1
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(GrantsRefused, match="très loin des autres"):
        read_grants(content.getvalue(), "d.xlsx")


def test_a_hundred_thousand_columns_and_a_cell_of_a_megabyte_are_borne() -> None:
    wide = {**DGCL, **{f"c{at}": "" for at in range(100_000)}}
    assert only(read([wide])) == only(read([DGCL]))
    with pytest.raises(GrantsRefused):
        read([{f"c{at}": "1" for at in range(100_000)}])
    long = read([changed(intitule="mot " * 250_000)])
    assert len(only(long).title) == 5_000 and "signes" in long.faults[0].why


def test_a_nul_in_utf_16_is_a_space() -> None:
    content = separated([changed(intitule="éco\0le")], encoding="utf-16")
    assert only(read_grants(content, "d.csv")).title == "éco le"
