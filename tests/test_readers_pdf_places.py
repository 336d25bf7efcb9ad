"""Tables of PDFs whose words do not stand where a table in one column, with rows as high as their text, has them: pages
of two halves, cells in the middle or at the foot of their row, rows that are too low."""

from __future__ import annotations

import pytest

from etl.readers import PlanRead, read
from tests.pdf_shapes import TALL, WIDE, cells, pdf, plain, table

_TITLES = (
    "Isoler les écoles", "Équiper la piscine de la ville de Bray et ses abords", "Aménager la voie bleue",
    "Construire une maison de santé", "Ouvrir une halle", "Former les agents",
)  # fmt: skip
_LONG = "Les travaux seront menés avec les habitants du quartier et les associations locales pendant trois ans."
_TOLD = [_LONG, "Le bassin sera couvert.", f"{_LONG} Ils durent.", "Douze praticiens.", _LONG, "Deux jours par an."]
_HALVES = "#set page(width: 29.7cm, height: {}cm, columns: 2, margin: 1cm)\n"


def _whole(found: PlanRead) -> None:
    """Each action has its own pilot, cost and description."""
    assert [unit.title for unit in found.units] == list(_TITLES)
    assert [(unit.fields["pilot"], unit.fields["budget"]) for unit in found.units] == [
        (f"Ville {at}", f"{at} 000 €") for at in range(1, 7)
    ]
    assert [unit.text for unit in found.units] == _TOLD


def _fiche(at: int, is_within: bool) -> str:
    title = f"Action {at} : {_TITLES[at - 1]}"
    rows = [
        cells("Descriptif", _TOLD[at - 1]), cells("Pilote", f"Ville {at}"), cells("Coût", f"{at} 000 €"),
        cells("Partenaires", "CAUE"), cells("Calendrier", "2027"),
    ]  # fmt: skip
    head = [f"table.cell(colspan: 2)[*{plain(title)}*], "] if is_within else []
    return ("" if is_within else f"*{plain(title)}*\n\n") + table("3cm, 1fr", *head, *rows)


@pytest.mark.parametrize("is_within", [True, False])
@pytest.mark.parametrize("high", [8, 9, 10, 11, 13])
def test_a_fiche_goes_on_from_the_foot_of_a_half_to_the_head_of_the_next(high: int, is_within: bool) -> None:
    body = _HALVES.format(high) + "".join(_fiche(at, is_within) for at in range(1, 7))
    _whole(read(pdf(body), "p.pdf"))


@pytest.mark.parametrize("is_repeated", ["true", "false"])
def test_a_table_of_actions_goes_on_in_the_next_half(is_repeated: str) -> None:
    head = f"table.header(repeat: {is_repeated}, {cells('Action', 'Descriptif', 'Pilote', 'Coût')}),"
    rows = (cells(_TITLES[at - 1], _TOLD[at - 1], f"Ville {at}", f"{at} 000 €") for at in range(1, 7))
    _whole(read(pdf(_HALVES.format(9) + table("3cm, 1fr, 2cm, 2cm", head, *rows)), "p.pdf"))


def _rows(has_numbers: bool = True) -> list[str]:
    names = ["N°", "Action", "Descriptif", "Pilote", "Coût", "Échéance"]
    told = ([f"{at}", _TITLES[at - 1], _TOLD[at - 1], f"Ville {at}", f"{at} 000 €", "2027"] for at in range(1, 7))
    return [cells(*row[not has_numbers :]) for row in (names, *told)]


@pytest.mark.parametrize("gutter", ["0pt", "6pt"])
@pytest.mark.parametrize("align", ["top", "horizon", "bottom"])
def test_rows_without_rules_are_parted_wherever_their_cells_stand_in_them(align: str, gutter: str) -> None:
    how = f"stroke: none, align: {align}, row-gutter: {gutter},"
    found = read(pdf(WIDE + table("1cm, 5cm, 7cm, 3cm, 3cm, 2cm", *_rows(), how=how)), "p.pdf")
    _whole(found)
    assert "pas de bords" in found.doubts[0].why


@pytest.mark.parametrize("has_numbers", [True, False])
@pytest.mark.parametrize("align", ["top", "horizon", "bottom"])
def test_lines_that_a_low_row_cannot_hold_are_of_the_cell_that_they_were_drawn_with(
    align: str, has_numbers: bool
) -> None:
    how = f"inset: 2pt, rows: 24pt, align: {align},"
    columns = "1cm, 5cm, 7cm, 3cm, 3cm, 2cm" if has_numbers else "5cm, 7cm, 3cm, 3cm, 2cm"
    found = read(pdf(WIDE + "#v(2cm)\n" + table(columns, *_rows(has_numbers), how=how)), "p.pdf")
    _whole(found)
    assert any("trop basses" in doubt.why for doubt in found.doubts)


def test_two_small_tables_beside_one_another_below_one_title_are_of_its_action() -> None:
    body = TALL
    for at in (1, 2):
        sides = (
            table("2cm, 1fr", cells("Pilote", f"Ville {at}"), cells("Partenaires", "CAUE")),
            table("2cm, 1fr", cells("Coût", f"{at} 000 €"), cells("Calendrier", "2027")),
        )
        body += f"*Action {at} : {_TITLES[at - 1]}*\n\n#grid(columns: (1fr, 1fr), gutter: 1cm, "
        body += "".join(f"[{side}], " for side in sides) + ")\n\n"
    assert [unit.fields for unit in read(pdf(body), "p.pdf").units] == [
        {"pilot": f"Ville {at}", "partners": "CAUE", "budget": f"{at} 000 €", "calendar": "2027"} for at in (1, 2)
    ]
