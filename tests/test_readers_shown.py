"""What a cell of a workbook shows where that is not what it holds: shares, months, years, euros; of XLSX and ODS."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
import xlsxwriter

from etl.readers import PlanRead, read
from etl.readers.fields.funding import funding_of

_HEAD = ["Action", "Avancement", "Échéance", "Coût", "Région"]
_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def _ods(*rows: str) -> PlanRead:
    """A small ODS whose rows are told in its own words."""
    head = "".join(map(_text, _HEAD))
    told = "".join(f"<table:table-row>{row}</table:table-row>" for row in (head, *rows))
    body = f'<table:table table:name="Plan">{told}</table:table>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content{_NAMES}><office:body><office:spreadsheet>{body}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return read(held.getvalue(), "p.ods")


def _text(said: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{said}</text:p></table:table-cell>'


def _cell(kind: str, held: str, said: str, more: str = "") -> str:
    name = "date-value" if kind == "date" else "value"
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{held}" {more}>'
        f"<text:p>{said}</text:p></table:table-cell>"
    )


_EUR = 'office:currency="EUR"'


def test_an_ods_says_what_it_shows() -> None:
    found = _ods(
        _text("Planter") + _cell("percentage", "0.35", "35%") + _cell("date", "2027-06-30", "30/06/27")
        + _cell("currency", "90000", "90 000,00 €", _EUR) + _cell("currency", "18000", "18 000 €", _EUR),
        _text("Creuser") + _cell("percentage", "0.125", "12,5 %") + _cell("date", "2029-01-01", "janv. 2029")
        + _cell("currency", "45000.5", "45 000,50 €", _EUR) + "<table:table-cell/>",
        _text("Bâtir") + _cell("percentage", "1", "100%") + _cell("date", "2029-01-01", "2029")
        + _cell("float", "7000", "7 000 €"),
    )  # fmt: skip
    assert [(unit.fields["status"], unit.fields["calendar"], unit.fields["budget"]) for unit in found.units] == [
        ("35 %", "2027-06-30", 90000), ("12,5 %", "2029-01", 45000.5), ("100 %", "2029", 7000),
    ]  # fmt: skip
    assert found.facts["unité des montants"] == "euro"
    (paid,) = funding_of(found.units[0].fields, found.facts).funders
    assert (paid.name, paid.sum.eur if paid.sum else None) == ("Région", 18000)


def test_repeated_cells_and_rows_of_an_ods_show_the_same() -> None:
    share, far = _cell("percentage", "0.5", "50%"), 'table:number-rows-repeated="1048000"'
    found = _ods(
        _text("Planter") + share, f'<table:table-cell table:number-columns-repeated="16000"/>{share}',
        _text("Creuser") + share,
    )  # fmt: skip
    assert [(unit.title, unit.fields["status"]) for unit in found.units] == [("Planter", "50 %"), ("Creuser", "50 %")]
    row = f"{_text('Planter')}{share}</table:table-row><table:table-row {far}><table:table-cell/>"
    assert [unit.title for unit in _ods(row).units] == ["Planter"]


def test_an_ods_that_shows_thousands_is_not_said_to_count_euros() -> None:
    found = _ods(_text("Planter") + _text("Fait") + _text("2027") + _cell("currency", "90000", "90 k€", _EUR))
    assert "unité des montants" not in found.facts


@pytest.mark.parametrize(
    ("code", "held", "shown"),
    [
        ("0%", 0.35, "35 %"),
        ("0.0%", 0.125, "12,5 %"),
        ("0%", 1 / 3, "33 %"),
        ("mmm yyyy", datetime.date(2029, 1, 1), "2029-01"),
        ('"avant le" dd/mm/yyyy', datetime.date(2029, 1, 1), "2029-01-01"),
        ("yyyy", datetime.date(2029, 1, 1), "2029"),
        ("[$-40C]mmmm yyyy;@", datetime.date(2029, 3, 1), "2029-03"),
        ("[$-40C]d mmmm yyyy;@", datetime.date(2029, 3, 1), "2029-03-01"),
        ("0.00", 0.35, 0.35),
        ("General", 2027, 2027),
    ],
)
def test_an_xlsx_says_what_it_shows(code: str, held: object, shown: object) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Action", "Échéance", "Pilote"])
    sheet.write_row(1, 0, ["Planter"])
    sheet.write(1, 1, held, book.add_format({"num_format": code}))
    book.close()
    (unit,) = read(made.getvalue(), "p.xlsx").units
    assert unit.fields["calendar"] == shown


def test_a_share_of_a_payer_is_no_sum() -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet, share = book.add_worksheet(), book.add_format({"num_format": 9})
    sheet.write_row(0, 0, ["Action", "Pilote", "Coût", "DETR", "Région"])
    for at in (1, 2):
        sheet.write_row(at, 0, ["Planter", "Ville", 50000])
        sheet.write_row(at, 3, [0.4, 0.2], share)
    book.close()
    paid = funding_of(read(made.getvalue(), "p.xlsx").units[0].fields, {})
    assert [(one.name, one.sum, one.share) for one in paid.funders] == [
        ("DETR", None, "40 %"),
        ("Région", None, "20 %"),
    ]
