"""Fiches as designers and workbooks print them: a number in a box of its own, an axis below or above the title, labels
over values, rows that count themselves, boxes ticked, and words that no reader sees."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest
from docx.document import Document

from etl.readers import PlanRead, read
from etl.readers.pdf.lines import PageText, cells_of
from etl.readers.tables.named_columns import guessed
from tests.pdf_shapes import pdf, plain
from tests.unseen import pilots, rows_of, saved, told

AXES = {
    "Axe 1 : Habiter": ("Ouvrir un guichet unique", "Rénover les écoles"),
    "Axe 2 : Se déplacer": ("Tracer une voie verte", "Louer des vélos"),
}
WANTED = [(title, (axis,)) for axis, titles in AXES.items() for title in titles]
NUMBERED = [(number, axis, title) for number, (title, (axis,)) in enumerate(WANTED, 1)]


def _fields(found: PlanRead) -> None:
    assert pilots(found.units) == [f"Commune {number}" for number, *_ in NUMBERED]
    assert [unit.fields.get("status") for unit in found.units] == ["En cours"] * len(NUMBERED)


# The number of an action in a box of its own


@pytest.mark.parametrize("place", ["above", "below", "between"])
@pytest.mark.parametrize("number", ["ACTION\n\n*{}*", "*1.{}*", "FICHE ACTION\n\n{}", "Action {}"])
def test_a_number_in_a_box_beside_its_title_in_large_type(number: str, place: str) -> None:
    body = ""
    for at, axis, title in NUMBERED:
        head = f"#text(size: 8pt)[{plain(axis)}]\n\n"
        box, name = f"#text(size: 9pt)[{number.format(at)}]\n\n", f"#text(size: 15pt)[*{plain(title)}*]\n\n"
        body += {"above": head + box + name, "below": box + name + head, "between": box + head + name}[place]
        body += "*Effet*\n\n●●○\n\n"
        body += f"*PILOTE*\n\nCommune {at}\n\n*ÉTAT D’AVANCEMENT*\n\n*En cours*\n\n*Contexte*\n\nUn texte.\n\n"
        body += "#pagebreak()\n"
    found = read(pdf(body), "plan.pdf")
    assert told(found) == WANTED
    _fields(found)


def test_an_objective_below_and_an_axis_above_stand_in_their_order_whatever_their_type() -> None:
    body = ""
    for at, axis, title in NUMBERED:
        body += f"#text(size: 7pt)[{plain(axis)}]\n\n*{axis[4]}.{at}*\n\n#text(size: 15pt)[*{plain(title)}*]\n\n"
        body += f"#text(size: 9pt)[{plain(f'Objectif {axis[4]}.1 : Agir {axis[4]}')}]\n\n"
        body += f"*PILOTE*\n\nCommune {at}\n\n#pagebreak()\n"
    found = read(pdf(body), "plan.pdf")
    assert told(found) == [(title, (axis, f"Objectif {axis[4]}.1 : Agir {axis[4]}")) for _, axis, title in NUMBERED]


# The axis right below the title


def test_an_axis_below_the_title_of_a_fiche_heads_its_own_action() -> None:
    body = "".join(
        f"*Fiche action n° {at} – {plain(title)}*\n\n*{plain(axis)}*\n\nPilote : Commune {at}\n\nStatut : En cours\n\n"
        for at, axis, title in NUMBERED
    )
    document = docx.Document()
    for at, axis, title in NUMBERED:
        document.add_paragraph().add_run(f"Fiche action n° {at} – {title}").bold = True
        document.add_paragraph(axis)
        document.add_paragraph(f"Pilote : Commune {at}")
        document.add_paragraph("Statut : En cours")
    for found in (read(pdf(body), "plan.pdf"), saved(document, "plan.docx")):
        assert told(found) == WANTED
        _fields(found)


def test_an_axis_above_actions_that_are_but_titles_heads_those_below_it() -> None:
    document = docx.Document()
    number = 0
    for axis, titles in AXES.items():
        document.add_paragraph().add_run(axis).bold = True
        for title in titles[:1]:
            number += 1
            document.add_paragraph().add_run(f"Action {number} : {title}").bold = True
    assert told(saved(document, "plan.docx")) == [(titles[0], (axis,)) for axis, titles in AXES.items()]


def _with_governance(document: Document) -> Document:
    document.add_heading("Gouvernance et suivi", 2)
    document.add_paragraph("Le comité se réunit une fois par an.")
    for at, axis, title in NUMBERED:
        rows = [(axis, axis), (f"Fiche n° {at}", title), ("Pilote", f"Commune {at}"), ("Statut", "En cours")]
        table = document.add_table(0, 2)
        for one, other in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = one, other
        table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = axis
        document.add_paragraph()
    return document


def test_a_chapter_before_all_fiches_is_no_axis_of_those_that_say_theirs() -> None:
    found = saved(_with_governance(docx.Document()), "plan.docx")
    assert told(found) == WANTED
    _fields(found)


# Labels side by side over their values, in a box with the title


def test_labels_side_by_side_over_values_are_told_with_them() -> None:
    body = "#set page(height: 26cm)\n"
    for axis, titles in AXES.items():
        body += f"#text(size: 13pt)[*{plain(axis)}*]\n\n"
        for at, _, title in (one for one in NUMBERED if one[2] in titles):
            labels = "".join(f"[#text(size: 7pt)[*{name}*]], " for name in ("PORTEUR", "COÛT ESTIMATIF", "ÉTAT"))
            values = f"[Commune {at}], [{at} M€], [En cours], "
            grid = f"#grid(columns: (5cm, 4cm, 4cm), row-gutter: 5pt, {labels} {values})"
            head = f"#grid(columns: (1.2cm, 12cm), [*A{at}*], [#text(size: 11pt)[*{plain(title)}*]])"
            body += f"#rect(width: 100%)[{head}\n{grid}]\n\n"
    found = read(pdf(body), "plan.pdf")
    assert told(found) == WANTED
    _fields(found)
    assert [unit.fields["budget"] for unit in found.units] == [f"{at} M€" for at, *_ in NUMBERED]


# Rows that a number counts


@pytest.mark.parametrize("sign", ["", "."])
def test_rows_of_a_form_that_a_number_counts(sign: str) -> None:
    document = docx.Document()
    for at, axis, title in NUMBERED:
        document.add_paragraph(f"FICHE PROJET N° {at}")
        rows = [("Intitulé du projet", title), ("Axe", axis), ("Maître d’ouvrage", f"Commune {at}"),
                ("Contexte", "Un texte."), ("État d’avancement", "En cours")]  # fmt: skip
        table = document.add_table(0, 3)
        for number, row in enumerate(rows, 1):
            for cell, said in zip(table.add_row().cells, (f"{number}{sign}", *row), strict=True):
                cell.text = said
    found = saved(document, "plan.docx")
    assert told(found) == WANTED
    _fields(found)
    # The lines are those of the document.
    assert any(line.text.startswith(f"3{sign} | Maître d’ouvrage") for line in found.lines)


# What is printed elsewhere than it is seen, or not seen


def test_boxes_far_from_one_another_are_choices_of_one_field() -> None:
    choices = ("En projet", "En cours", "Réalisée")
    body = '#set text(font: ("Libertinus Serif", "DejaVu Sans"))\n'
    for at, axis, title in NUMBERED:
        boxes = "".join(f"#place(dx: {2 + 3 * one}cm)[{'☒' if one == 1 else '☐'}]" for one in range(len(choices)))
        words = "".join(f"#place(dx: {2.6 + 3 * one}cm)[{said}]" for one, said in enumerate(choices))
        body += f"*{plain(axis)}*\n\n*Action {at} : {plain(title)}*\n\nPilote : Commune {at}\n\n"
        body += f"#block(height: 14pt)[{boxes}{words}#place[Statut :]]\n\n"
    found = read(pdf(body), "plan.pdf")
    assert told(found) == WANTED
    _fields(found)


def _page(drawn: bytes, form: bytes = b"") -> PageText:
    """A page that draws this, and may draw a form of its own."""
    fonts = b"/Font<</F 5 0 R/Z 6 0 R>>"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s/XObject<</X 7 0 R>>>>>>" % fonts,
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 400 200]/Resources<<%s>>/Length %d>>stream\n%s\nendstream"
        % (fonts, len(form), form),
    )
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1, table, len(parts) + 1, len(made),
    )  # fmt: skip
    return PageText(pypdfium2.PdfDocument(made)[0], 1)


def test_boxes_printed_before_all_words_of_their_line_stand_before_their_own() -> None:
    drawn = b"BT /Z 10 Tf 180 700 Td (3) Tj ET BT /F 10 Tf 100 700 Td (En projet) Tj 95 0 Td (En cours) Tj ET"
    (line,) = _page(drawn).lines()
    assert [cell.text for cell in cells_of(line)] == ["En projet", "✓ En cours"]


@pytest.mark.parametrize(
    ("drawn", "form", "is_seen"),
    [
        (b"q 50 500 400 200 re W n BT /F 10 Tf 60 510 Td (Mots) Tj ET Q", b"", True),
        (b"q 50 500 400 200 re W n BT /F 10 Tf 10 10 Td (Mots) Tj ET Q", b"", False),
        # What a form draws stands, and is clipped, in its own points.
        (b"q 50 500 400 200 re W n 1 0 0 1 50 500 cm /X Do Q", b"BT /F 10 Tf 10 10 Td (Mots) Tj ET", True),
        (b"q .5 0 0 .5 50 500 cm /X Do Q", b"q 0 0 400 200 re W n BT /F 10 Tf 10 10 Td (Mots) Tj ET Q", True),
        (b"q 1 0 0 1 50 500 cm /X Do Q", b"q 0 0 90 90 re W n BT /F 10 Tf 10 150 Td (Mots) Tj ET Q", False),
        # The feet of letters alone, and half of them: 10 points of Helvetica stand about 7 points high on their line.
        (b"q 50 500 400 200 re W n BT /F 10 Tf 60 699 Td (Mots) Tj ET Q", b"", False),
        (b"q 50 500 400 200 re W n BT /F 10 Tf 60 696 Td (Mots) Tj ET Q", b"", True),
        (b"q 50 500 400 200 re W n BT /F 10 Tf 0 1 -1 0 60 485 Tm (Mots en hauteur) Tj ET Q", b"", True),
        # As browsers print: from above.
        (b".24 0 0 -.24 0 800 cm 0 0 2480 3300 re W n BT /F 40 Tf 1 0 0 -1 110 140 Tm (Mots) Tj ET", b"", True),
    ],
)
def test_what_is_clipped_away_is_told_from_what_is_seen(drawn: bytes, form: bytes, is_seen: bool) -> None:
    assert [line.text[:4] for line in _page(drawn, form).lines()] == ["Mots"] * is_seen


def test_words_that_a_page_clips_away_are_not_read() -> None:
    hidden = "#box(width: 5cm, height: 10pt, clip: true)[#v(40pt)*Axe 9 : Caché*]\n\n"
    body = "".join(
        f"*{plain(axis)}*\n\n{hidden}*Action {at} : {plain(title)}*\n\nPilote : Commune {at}\n\nStatut : En cours\n\n"
        for at, axis, title in NUMBERED
    )
    found = read(pdf(body), "plan.pdf")
    assert told(found) == WANTED
    assert not any("Caché" in line.text for line in found.lines)


def test_a_state_in_bold_below_its_label_ends_no_fiche() -> None:
    document = docx.Document()
    for at, axis, title in NUMBERED:
        for said, is_bold in (
            (axis, True), (f"Action {at} : {title}", True), ("ÉTAT D’AVANCEMENT", True), ("En cours", True),
            ("PILOTE", True), (f"Commune {at}", False),
        ):  # fmt: skip
            document.add_paragraph().add_run(said).bold = is_bold
    held = io.BytesIO()
    document.save(held)
    found = read(held.getvalue(), "plan.docx")
    assert told(found) == WANTED
    _fields(found)


# What stands below what it is of, or is broken


def test_a_quarter_below_its_year_is_one_of_that_year() -> None:
    rows: list[list[object]] = [["Code", "Action", "Pilote", 2025, "", 2026, ""], ["", "", "", "T3", "T4", "T1", "T2"]]
    rows += [[f"A{at}", title, f"Commune {at}", "", "x", "x", ""] for at, _, title in NUMBERED]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 0, 6)]
    found = rows_of(rows, merged)
    assert [unit.fields["calendar"] for unit in found.units] == ["T4 2025, T1 2026"] * len(NUMBERED)


def test_the_rest_of_a_value_below_a_label_that_hopes_is_joined_and_the_foot_of_a_page_heads_nothing() -> None:
    lines = []
    for at, axis, title in NUMBERED:
        lines += [axis.upper(), "", f"Fiche-action {at} : {title}", "Constat", "Un constat se lit ici.",
                  f"Chef de file : Commune {at}", "Financeurs sollicités : ANCT, Conseil", "départemental",
                  "Durée : 2025-2027", "", f"Contrat de ville de Rochevaux – page {at + 11}", ""]  # fmt: skip
    found = read("\n".join(lines).encode(), "plan.txt")
    assert told(found) == [(title, (axis.upper(),)) for title, (axis,) in WANTED]
    assert [unit.fields["funders"] for unit in found.units] == [
        {"Financeurs sollicités": "ANCT, Conseil départemental"}
    ] * len(NUMBERED)


def test_works_are_guessed_to_be_titles_and_no_number() -> None:
    assert guessed(("Canton", "Commune", "Nature des travaux", "Coût HT (k€)")) == {"title": 2, "budget": 3}
    assert guessed(("N°", "Nature des travaux")) == {"label": 0, "title": 1}


def test_a_chapter_in_bold_below_an_empty_label_is_no_value_of_it() -> None:
    document = docx.Document()
    for at, axis, title in NUMBERED:
        for said, is_bold in (
            (axis, True), (f"Action {at} : {title}", True), ("CALENDRIER", True), ("2025-2027", True),
            ("PILOTE", True), (f"Commune {at}", False), ("FINANCEURS", True),
        ):  # fmt: skip
            document.add_paragraph().add_run(said).bold = is_bold
    document.add_paragraph().add_run("Glossaire de la démarche").bold = True
    found = saved(document, "plan.docx")
    assert told(found) == WANTED
    assert [unit.fields for unit in found.units] == [
        {"calendar": "2025-2027", "pilot": f"Commune {at}"} for at, *_ in NUMBERED
    ]
