"""One small plan in the shapes in which territories publish theirs: each gives the same actions under the same
headings, and what the shape says of them."""

from __future__ import annotations

import pytest

from etl.plans.layout import LaidUnit, laid_out
from etl.readers import PlanRead, PlanRefused, read
from etl.readers.fields.funding import funding_of
from tests.rarer_shapes import RARER
from tests.test_readers import workbook
from tests.usual_shapes import SHAPES, a_sheet_an_axis, actions

_BOTH = SHAPES | RARER


@pytest.fixture(scope="module", params=_BOTH)
def shape(request: pytest.FixtureRequest) -> tuple[PlanRead, tuple[bool, bool], set[str]]:
    made, name, headings, said = _BOTH[request.param]
    return read(made(), name), headings, said


def test_each_action_is_found_once_under_its_headings_with_what_the_shape_says(
    shape: tuple[PlanRead, tuple[bool, bool], set[str]],
) -> None:
    found, headings, said = shape
    assert [unit.title for unit in found.units] == [one.title for *_, one in actions()]
    for unit, (axis, objective, one) in zip(found.units, actions(), strict=True):
        above = [text for text, is_said in zip((axis, objective), headings, strict=True) if is_said]
        assert [text.split(" ", 1)[1] if text[0].isdigit() else text for text in unit.headings] == above
        told = {"pilot": one.pilot, "budget": one.budget, "calendar": one.calendar}
        assert {name: unit.fields.get(name) for name in told if name in said} == {
            name: value for name, value in told.items() if name in said
        }
        if "text" in said:
            assert unit.text == one.text
        if "funders" in said:
            paid = funding_of(unit.fields, found.facts)
            assert [(payer.name, payer.sum.words if payer.sum else "") for payer in paid.funders] == list(one.funders)
            assert {payer.certainty for payer in paid.funders} == {"dit"} and paid.unread == ()


def test_each_action_has_lines_of_its_own_that_say_it(shape: tuple[PlanRead, tuple[bool, bool], set[str]]) -> None:
    found, *_ = shape
    laid = [one for one in laid_out(found) if isinstance(one, LaidUnit)]
    last = 0
    for one in laid:
        assert last < one.first_line <= one.last_line
        last = one.last_line
        words = " ".join(line.text for line in found.lines[one.first_line - 1 : one.last_line])
        assert one.unit.title in words


def test_columns_of_payers_and_of_years_are_known_by_what_they_hold() -> None:
    first, second, third, fourth = read(a_sheet_an_axis(), "p.xlsx").units
    assert first.fields["funders"] == {"DSIL": "255 000 €", "Département": "100 000 €"}
    assert fourth.fields["funders"] == {"DETR": "620 000 €"}
    assert [unit.fields["calendar"] for unit in (first, second, third)] == ["2026, 2027", "2026", "2027"]
    places = workbook([["Action", "Pilote", "Région", "Département"], ["Planter", "Ville", "Occitanie", "Lot"]])
    assert dict(read(places, "p.xlsx").units[0].fields) == {"pilot": "Ville"}, "a place pays nothing"


@pytest.mark.parametrize(
    "label", ["Financeurs potentiels", "Partenaires financiers pressentis", "Financements envisagés"]
)
def test_payers_that_their_label_hopes_for_are_never_said_to_pay(label: str) -> None:
    text = (
        f"Axe 1 : Bouger\nAction 1 : Prêter des vélos\n{label} : Région : 80 000 € ; ADEME\nFinancements acquis : CAF\n"
    )
    unit, *_ = read(text.encode(), "p.txt").units
    sheet, *_ = read(workbook([["Action", label], ["Prêter des vélos", "Région : 80 000 € ; ADEME"]]), "p.xlsx").units
    assert [(one.name, one.certainty) for one in funding_of(unit.fields, {}).funders] == [
        ("Région", "envisage"), ("ADEME", "envisage"), ("CAF", "dit"),
    ]  # fmt: skip
    assert [(one.name, one.certainty) for one in funding_of(sheet.fields, {}).funders] == [
        ("Région", "envisage"), ("ADEME", "envisage"),
    ]  # fmt: skip


def test_a_title_alone_among_fuller_rows_is_told_and_capitals_are_headings() -> None:
    rows: list[list[object]] = [["Action", "Pilote"], ["Se déplacer"], ["Prêter des vélos", "Ville"]]
    found = read(workbook(rows), "p.xlsx")
    assert [unit.title for unit in found.units] == ["Se déplacer", "Prêter des vélos"]
    assert [doubt.place.row for doubt in found.doubts] == [2] and "intertitre" in found.doubts[0].why
    rows[1] = ["SE DÉPLACER"]
    (unit,) = read(workbook(rows), "p.xlsx").units
    assert (unit.title, unit.headings) == ("Prêter des vélos", ("SE DÉPLACER",))


def test_a_sum_beside_several_actions_of_one_cell_is_given_to_none_and_told() -> None:
    rows: list[list[object]] = [
        ["Actions", "Pilote", "Coût"],
        ["- Prêter des vélos\n- Ouvrir la halte", "Ville", "9 000 €"],
    ]
    found = read(workbook(rows), "p.xlsx")
    assert [(unit.title, dict(unit.fields)) for unit in found.units] == [
        ("Prêter des vélos", {"pilot": "Ville"}), ("Ouvrir la halte", {"pilot": "Ville"}),
    ]  # fmt: skip
    assert [doubt.place.row for doubt in found.doubts] == [2] and "une seule somme" in found.doubts[0].why


def test_objectives_without_an_axis_stand_beside_one_another() -> None:
    text = "Objectif 1 : Bouger\n- Prêter des vélos\nObjectif 2 : Loger\n- Rénover\n"
    assert [unit.headings for unit in read(text.encode(), "p.txt").units] == [
        ("Objectif 1 : Bouger",), ("Objectif 2 : Loger",),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "wanted"), [("plan.rtf", ".docx"), ("plan.DOC", ".docx"), ("plan.odp", ".pptx")])
def test_a_file_of_another_office_is_refused_with_what_to_save_it_as(name: str, wanted: str) -> None:
    with pytest.raises(PlanRefused, match=f"l’enregistrer en \\{wanted}"):
        read(b"x", name)
