"""One small plan as PDFs in the shapes in which territories publish theirs: each gives the same actions below the same
headings with what the shape says of them, and what could not be cut surely is told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import NameObject, NumberObject, RectangleObject

from etl.plans.layout import LaidUnit, laid_out
from etl.readers import PlanRead, PlanRefused, read
from etl.readers.fields.funding import funding_of
from etl.text import letters
from tests.pdf_shapes import (
    FIVE,
    NAMES,
    SHAPES,
    TALL,
    WIDE,
    a_table_an_objective,
    cells,
    fiches_that_are_tables,
    headings_across_one_table,
    headings_by_type,
    pdf,
    row,
    table,
)
from tests.usual_shapes import actions


@pytest.mark.parametrize("name", SHAPES)
def test_each_action_is_found_once_below_its_headings_with_what_the_shape_says_on_lines_of_its_own(name: str) -> None:
    make, headings, said = SHAPES[name]
    found = read(pdf(make()), "plan.pdf")
    assert [unit.title for unit in found.units] == [one.title for *_, one in actions()]
    for unit, (axis, objective, one) in zip(found.units, actions(), strict=True):
        above = [text.split(" : ")[-1] for text, is_said in zip((axis, objective), headings, strict=True) if is_said]
        assert [re.sub(r"^[\d.]+ ", "", text.split(" : ")[-1]) for text in unit.headings] == above
        told = {"pilot": one.pilot, "budget": one.budget, "calendar": one.calendar}
        assert {name: unit.fields.get(name) for name in told if name in said} == {
            name: value for name, value in told.items() if name in said
        }
        assert unit.text == (one.text if "text" in said else "")
        if "funders" in said:
            paid = funding_of(unit.fields, found.facts)
            assert [(payer.name, payer.sum.words if payer.sum else "") for payer in paid.funders] == list(one.funders)
    last = 0
    for laid in (one for one in laid_out(found) if isinstance(one, LaidUnit)):
        assert last < laid.first_line <= laid.last_line
        last = laid.last_line
        words = "".join(line.text for line in found.lines[laid.first_line - 1 : last])
        assert letters(laid.unit.title) in letters(words)


def why(found: PlanRead) -> list[str]:
    return [doubt.why for doubt in found.doubts]


def test_titles_that_type_alone_tells_are_told_and_those_that_say_action_are_not() -> None:
    assert ["plus petite taille" in one for one in why(read(pdf(headings_by_type("{title}")), "p.pdf"))] == [True]
    assert not why(read(pdf(headings_by_type("Action {number} – {title}")), "p.pdf"))
    report = "".join(f"= Chapitre {at}\n\n#lorem(40)\n\n" for at in ("un", "deux", "trois"))
    with pytest.raises(PlanRefused, match="Aucune action"):
        read(pdf(report), "p.pdf")


def test_what_may_be_no_plan_is_refused_or_told() -> None:
    minutes = "#text(size: 16pt)[*Compte rendu*]\n\n*Présents*\n\n- Monsieur le maire\n- Madame la préfète\n\n"
    with pytest.raises(PlanRefused, match="Aucune action"):
        read(pdf(minutes + "*Ordre du jour*\n\nLe budget est adopté.\n"), "p.pdf")
    bought = (cells(one, "1", "3 €") for one in ("Papier", "Encre", "Colle"))
    bill = read(pdf(TALL + table("1fr, 1fr, 1fr", cells("Désignation", "Quantité", "Montant"), *bought)), "p.pdf")
    assert ["deux colonnes connues" in one for one in why(bill)] == [True]
    lists = "".join(
        f"#text(size: 15pt)[{axis}]\n\n#text(size: 12pt)[{below}]\n\n- Prêter des vélos\n- Ouvrir la voie verte\n"
        for axis, below in (("Bouger", "À vélo"), ("Découvrir", "En famille"))
    )
    assert ["puces sous les titres" in one for one in why(read(pdf(lists), "p.pdf"))] == [True]


def turned(content: bytes) -> bytes:
    """Each page lying on its side, and told to be turned, as a wide table is filed."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox = page.cropbox = RectangleObject((0, 0, height, width))
        page[NameObject("/Rotate")] = NumberObject(90)
    return written(writer)


def enlarged(content: bytes) -> bytes:
    """All type of size 1, enlarged where it is set, as programs that lay out pages write it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for page in writer.pages:
        contents = page.get_contents()
        assert contents is not None
        data, found = re.subn(
            rb"/(\S+) ([\d.]+) Tf 1 0 0 -1 (\S+) (\S+) Tm", rb"/\1 1 Tf \2 0 0 -\2 \3 \4 Tm", contents.get_data()
        )
        assert found
        contents.set_data(data)
        page[NameObject("/Contents")] = writer._add_object(contents)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize("change", [turned, enlarged])
@pytest.mark.parametrize("make", [headings_across_one_table, fiches_that_are_tables, a_table_an_objective])
def test_pages_on_their_side_and_type_that_is_enlarged_read_as_others(
    change: Callable[[bytes], bytes], make: Callable[[], str]
) -> None:
    content = pdf(make())
    assert read(change(content), "p.pdf").units == read(content, "p.pdf").units


def test_a_name_that_runs_up_a_high_cell_is_read_on_the_page_that_shows_it() -> None:
    rows = "".join(cells(f"Rénover la halle {at}", "Ville", f"{at} €") for at in range(1, 9))
    side = "table.cell(rowspan: 8, rotate(-90deg, reflow: true)[Axe 1 : Habiter le pays]), "
    body = WIDE + table("2cm, 1fr, 3cm, 3cm", cells("Axe", "Action", "Pilote", "Coût"), side, rows)
    found = read(pdf(body), "p.pdf")
    assert len(found.units) == 8
    assert {unit.headings for unit in found.units} == {("Axe 1 : Habiter le pays",)}


def test_sums_beside_several_actions_of_a_cell_are_given_to_none_and_told_unless_each_has_its_own() -> None:
    listed = "• Prêter des vélos\n\n• Ouvrir la halte"
    rows = (
        cells("Objectif 1 : Bouger", listed, "Ville", "9 000 €"),
        cells("Objectif 2 : Loger", listed.replace("vélos", "clefs"), "Ville", "• 1 000 €\n\n• 2 000 €"),
    )
    found = read(
        pdf(WIDE + table("1fr, 1fr, 1fr, 1fr", cells("Objectif", "Actions", "Pilote", "Coût"), *rows)), "p.pdf"
    )
    assert [unit.fields.get("budget") for unit in found.units] == [None, None, "1 000 €", "2 000 €"]
    assert {unit.fields["pilot"] for unit in found.units} == {"Ville"}
    assert ["plusieurs actions" in one for one in why(found)] == [True]


@pytest.mark.parametrize("height", [5, 5.5, 6, 6.5, 7])
def test_a_title_with_its_description_that_a_page_cuts_stays_one_action(height: float) -> None:
    long = "Les travaux suivront l’étude de la commune. Ils dureront deux ans. "
    body = f"#set page(width: 18cm, height: {height}cm)\n"
    head = f"table.header({cells('Action', 'Pilote', 'Coût', 'Calendrier')}), "
    found = read(pdf(body + table("5cm, 1fr, 1fr, 1fr", head, *(
        cells(f"{one.title}\n\n{long * 2}", one.pilot, one.budget, one.calendar) for *_, one in actions()
    ))), "p.pdf")  # fmt: skip
    assert [unit.title for unit in found.units] == [one.title for *_, one in actions()]
    assert {unit.text for unit in found.units} == {(long * 2).strip()}
    assert all("continue sans doute" in one for one in why(found))


def test_words_across_a_table_that_are_no_heading_and_an_action_in_the_type_of_the_text_are_told() -> None:
    note = "Cette action sera menée avec les communes, qui en ont délibéré au mois de mars."
    said = table(FIVE, cells(*NAMES), row(next(actions())[2]), cells(note, more="colspan: 5"))
    assert ["traverse le tableau" in one for one in why(read(pdf(WIDE + said), "p.pdf"))] == [True]
    found = read(pdf("*Action 1 – Prêter des vélos*\n\nVingt vélos.\n\nAction 2 – Ouvrir la halte\n"), "p.pdf")
    assert [unit.title for unit in found.units] == ["Prêter des vélos"]
    assert ["commence comme une action" in one for one in why(found)] == [True]


def test_rows_too_low_for_their_words_are_told() -> None:
    rows = (row(one) for *_, one in actions())
    low = table("1.5cm, 2.5cm, 1fr, 4cm, 4cm", cells(*NAMES), *rows, how="rows: (auto, 9pt), inset: 1pt,")
    assert any("se recouvrent" in one for one in why(read(pdf(WIDE + low), "p.pdf")))


def test_a_title_drawn_over_a_table_is_its_heading() -> None:
    rows = "".join(row(one) for *_, one in actions())
    over = "#place(top + left, dx: 3cm, dy: -0.3cm, text(size: 40pt)[Axe 1 : Réussir la transition])\n"
    found = read(pdf(WIDE + over + "#v(0.6cm)\n" + table(FIVE, cells(*NAMES), rows)), "p.pdf")
    assert [unit.title for unit in found.units] == [one.title for *_, one in actions()]
    assert {unit.headings for unit in found.units} == {("Axe 1 : Réussir la transition",)}


def test_a_table_that_says_read_actions_again_in_other_columns_is_told_not_read() -> None:
    whole = table(FIVE, cells(*NAMES), *(row(one) for *_, one in actions()))
    again = table("1fr, 1fr, 1fr, 1fr", cells("Action", "Pilote", "Coût", "Échéance"),
                  *(cells(one.title, one.pilot, one.budget, one.calendar) for *_, one in actions()))  # fmt: skip
    found = read(pdf(WIDE + whole + "Récapitulatif\n\n" + again), "p.pdf")
    assert len(found.units) == 4
    assert ["redit des actions déjà lues" in one for one in why(found)] == [True]
