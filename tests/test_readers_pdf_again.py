"""PDFs as they were met blind: tables without rules or wider than a page, cards that are drawn out of order, fields on
lines of their own."""

from __future__ import annotations

import pytest

from etl.plans.folder import _unit_rows
from etl.readers import PlanRead, PlanRefused, read
from tests.pdf_shapes import WIDE, cells, pdf, table
from tests.usual_shapes import actions

BARE = "stroke: none,"
_HEAD = ("N°", "Action", "Pilote", "Coût", "Échéance")
_FIVE = "1.2cm, 6cm, 1fr, 1fr, 1fr"


def _read(body: str) -> PlanRead:
    found = read(pdf(body), "plan.pdf")
    rows, twice = _unit_rows(found, [line.text for line in found.lines])
    assert not twice and sum(row[0] == "unit" for row in rows) == len(found.units)
    return found


def _said(found: PlanRead) -> list[tuple[str, str, dict[str, object]]]:
    return [(unit.label, unit.title, dict(unit.fields)) for unit in found.units]


def _all(*but: str, label: str = "{}") -> list[tuple[str, str, dict[str, object]]]:
    told = [
        (label.format(one.number), one.title, {"pilot": one.pilot, "budget": one.budget, "calendar": one.calendar})
        for *_, one in actions()
    ]
    return [(number, title, {key: own[key] for key in own if key not in but}) for number, title, own in told]


def _why(found: PlanRead) -> str:
    return " ".join(doubt.why for doubt in found.doubts)


def _row(title: str = "{title}") -> str:
    return "".join(
        cells(one.number, title.format(title=one.title), one.pilot, one.budget, one.calendar) for *_, one in actions()
    )


@pytest.mark.parametrize("align", ["top", "bottom", "horizon"])
def test_a_table_without_rules_is_read_by_the_places_of_its_words_and_told(align: str) -> None:
    how = f"{BARE} align: {align}, inset: 3mm,"
    found = _read(WIDE + table("1.2cm, 3cm, 1fr, 1fr, 1fr", cells(*_HEAD), _row(), how=how))
    assert _said(found) == _all()
    assert "n’a pas de bords" in _why(found)


def test_headings_and_heads_that_come_again_stand_in_a_table_without_rules_over_pages() -> None:
    told = [(axis, one) for axis, _, one in actions()]
    rows = "".join(
        (cells(f"*{axis}*", more="colspan: 5").replace("\\*", "*") if not at or told[at - 1][0] != axis else "")
        + cells(one.number, one.title, one.pilot, one.budget, one.calendar)
        for at, (axis, one) in enumerate(told)
    )
    short = "#set page(width: 24cm, height: 5.2cm, margin: 8mm)\n"
    found = _read(short + table(_FIVE, f"table.header({cells(*_HEAD)}),", rows, how=f"{BARE} inset: 3mm,"))
    assert int(found.facts["pages"]) > 1
    assert _said(found) == _all()
    assert [unit.headings for unit in found.units] == [(axis,) for axis, _ in told]


def test_tables_without_rules_have_columns_of_their_own_below_their_headings_and_end_above_prose() -> None:
    body = WIDE + "Ce document dit ce que le comité a retenu.\n\n"
    for at, (axis, _, one) in enumerate(actions()):
        rows = cells(*_HEAD[1:]), cells(one.title, one.pilot, one.budget, one.calendar)
        body += f"#text(size: 14pt)[*{axis}*]\n\n" + table(f"{10 + at}cm, {3 + at}cm, 1fr, 1fr", *rows, how=BARE)
    found = _read(f"{body}Les montants sont indicatifs et seront revus chaque année par le conseil.\n")
    assert [(unit.title, dict(unit.fields)) for unit in found.units] == [(title, own) for _, title, own in _all()]
    assert [unit.headings for unit in found.units] == [(axis,) for axis, *_ in actions()]


def test_a_table_without_rules_whose_rows_nothing_parts_is_refused() -> None:
    rows = "".join(cells(f"{one.title} {one.text}", one.text, one.budget, one.calendar) for *_, one in actions())
    how = f"{BARE} inset: (x: 3mm, y: 3.25pt),"
    body = table("3cm, 3cm, 1fr, 1fr", cells("Action", "Pilote", "Coût", "Échéance"), rows, how=how)
    with pytest.raises(PlanRefused, match="dont il vient"):
        read(pdf(WIDE + body), "p.pdf")


@pytest.mark.parametrize("how", [BARE, ""])
def test_columns_on_a_page_of_their_own_are_joined_to_the_rows_they_are_of(how: str) -> None:
    page = "#set page(width: 18cm, height: 10cm, margin: 1cm)\n"
    first = (cells(one.number, one.title, one.pilot) for *_, one in actions())
    second = (cells(one.budget, one.calendar) for *_, one in actions())
    rows = f"rows: 1cm, {how}"
    body = page + table("1.2cm, 9cm, 1fr", cells(*_HEAD[:3]), *first, how=rows) + "#pagebreak()\n"
    assert _said(_read(body + table("5cm, 1fr", cells(*_HEAD[3:]), *second, how=rows))) == _all()


def test_cards_drawn_out_of_order_are_read_one_after_the_other() -> None:
    told = list(enumerate(one for *_, one in actions()))
    body = "#set page(width: 40cm, height: 16cm)\n"
    for at, one in told:
        for line, text in enumerate((f"Pilote : {one.pilot}", f"Coût : {one.budget}", f"Échéance : {one.calendar}")):
            body += f"#place(dx: {at * 9}cm, dy: {6 + line}cm, box[{text}])\n"
    for at, one in reversed(told):
        title = f"Action {one.number} : {one.title}"
        body += f"#place(dx: {at * 9}cm, dy: 3cm, box(width: 8cm, text(size: 15pt)[*{title}*]))\n"
    body += "#place(text(size: 24pt)[*Nos actions*])\n"
    assert _said(_read(body)) == _all(label="Action {}")


def test_a_sidebar_is_of_the_action_on_its_page_whenever_it_was_drawn() -> None:
    body = "#set page(width: 21cm, height: 14cm)\n"
    for *_, one in actions():
        said = f"*Pilote*\\\n{one.pilot}\n\n*Coût*\\\n{one.budget}\n\n*Échéance*\\\n{one.calendar}"
        body += f"#place(dy: 4cm, box(width: 5cm)[{said}])\n"
        body += f"#place(dx: 7cm, dy: 4cm, box(width: 9cm)[{one.text}])\n"
        body += f"#place(text(size: 18pt)[*Action {one.number} : {one.title}*])\n#pagebreak(weak: true)\n"
    found = _read(body)
    assert _said(found) == _all(label="Action {}")
    assert [unit.text for unit in found.units] == [one.text for *_, one in actions()]


def test_lines_that_name_a_field_are_fields_though_they_stand_as_near_as_those_of_a_paragraph() -> None:
    body = "".join(
        f"*Action {one.number}*\\\n*{one.title}*\n\n{one.text}\\\nPilote : {one.pilot}\\\nCoût : {one.budget}\n\n"
        for *_, one in actions()
    )
    found = _read(body)
    assert _said(found) == _all("calendar", label="Action {}")


def test_a_table_of_fewer_columns_below_the_actions_is_told_not_read() -> None:
    signed = table("1fr, 1fr", cells("Signataire", "Qualité"), cells("Monsieur Durand", "Maire"))
    found = _read(WIDE + table(_FIVE, cells(*_HEAD), _row()) + signed)
    assert _said(found) == _all()
    assert "autres colonnes" in _why(found)


@pytest.mark.parametrize("first", ["EC-{number} – {title}", None])
def test_fiches_in_tables_below_a_title_or_beside_a_code_need_not_say_action(first: str | None) -> None:
    body = "#set page(width: 21cm, height: 14cm)\n"
    for axis, _, one in actions():
        fields = (cells("Pilote", one.pilot), cells("Coût", one.budget), cells("Échéance", one.calendar))
        if first:
            title = cells(first.format(number=one.number, title=one.title), more="colspan: 2")
            body += table("5cm, 1fr", title, *fields)
        else:
            body += table("3cm, 1fr", cells(axis, more="colspan: 2"), cells(f"EC-{one.number}", one.title))
            body += f"*Pilote*\n\n{one.pilot}\n\n*Territoire*\n\nLe pays.\n\n*Coût*\n\n{one.budget}\n\n"
            body += f"*Échéance*\n\n{one.calendar}\n\n"
        body += "#pagebreak(weak: true)\n"
    found = _read(body)
    assert _said(found) == _all(label="EC-{}")
    assert [unit.headings for unit in found.units] == [() if first else (axis,) for axis, *_ in actions()]


def test_actions_that_are_columns_of_a_ruled_table_are_read_each_with_its_fields() -> None:
    told = [one for *_, one in actions()]
    rows = (
        cells("", *(f"Action {one.number}" for one in told)), cells("Intitulé", *(one.title for one in told)),
        cells("Pilote", *(one.pilot for one in told)), cells("Coût", *(one.budget for one in told)),
    )  # fmt: skip
    found = _read(WIDE + table("2cm, 1fr, 1fr, 1fr, 1fr", *rows))
    assert _said(found) == _all("calendar", label="Action {}")
