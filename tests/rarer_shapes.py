"""The small plan of `usual_shapes` in rarer shapes: heads of three rows, tables side by side, fiches in a workbook,
boxes and frames of Word, lines as a printed page breaks them."""

from __future__ import annotations

import csv
import io
from typing import Any

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml

from tests.test_readers import workbook
from tests.usual_shapes import ALL, AXES, Shape, Told, actions, payers, saved, table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PAYERS = ("DETR", "DSIL", "Région", "Département", "FEDER")


def _row(one: Told) -> list[object]:
    return [int(one.number), one.title, one.pilot, one.budget, payers(one), one.calendar]


def payers_and_years_below_groups() -> bytes:
    rows: list[list[object]] = [
        ["Plan pluriannuel d’investissement"],
        ["N°", "Opération", "Maître d’ouvrage", "Calendrier", None, "Dépenses", None, "Recettes", *[None] * 4],
        [None, None, None, "2026", "2027", "Études", "Total", "État", None, "Région", "Département", "Europe"],
        [*[None] * 7, "DETR", "DSIL", None, None, "FEDER"],
    ]
    merged = ["D2:E2", "F2:G2", "H2:L2", "H3:I3"]
    merged += [f"{column}2:{column}4" for column in "ABC"] + [f"{column}3:{column}4" for column in "DEFGJK"]
    for axis, objectives in AXES.items():
        rows.append([axis])
        merged.append(f"A{len(rows)}:L{len(rows)}")
        for told in objectives.values():
            for one in told:
                paid = dict(one.funders)
                years = ["x" if year in one.calendar else None for year in ("2026", "2027")]
                sums = ["9 000 €", one.budget, *(paid.get(name) for name in _PAYERS)]
                rows.append([int(one.number), one.title, one.pilot, *years, *sums])
    return workbook(rows, tuple(merged))


def a_head_below_a_long_foreword() -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=";")
    writer.writerows([[f"{at}. Le territoire a entendu ses habitants."] for at in range(1, 41)])
    writer.writerow(["Finalité", "Engagement", "Action", "Porteur", "Coût", "Financeurs", "Calendrier"])
    writer.writerows([axis, objective, *_row(one)[1:]] for axis, objective, one in actions())
    return held.getvalue().encode("cp1252")


def a_measure_above_projects() -> bytes:
    rows: list[list[object]] = [["Axe", "Mesure", "Projet", "Pilote", "Moyens", None, "Financeurs", "Échéance"]]
    rows.append([None, None, None, None, "Humains", "Financiers", None, None])
    for axis, objective, one in actions():
        rows.append([axis, objective, one.title, one.pilot, "1 ETP", one.budget, payers(one), one.calendar])
    return workbook(rows, ("E1:F1", "B3:B4"))


def axes_that_another_sheet_names() -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, told in (("Axes", AXES), ("Objectifs", [one for of in AXES.values() for one in of])):
        sheet = book.create_sheet(name)
        sheet.append(["N°", name])
        for at, text in enumerate(told, 1):
            sheet.append([at, text])
    sheet = book.create_sheet("Actions")
    sheet.append(["Axe", "Objectif", "N°", "Action", "Porteur", "Coût", "Aides", "Échéance"])
    objectives = [one for of in AXES.values() for one in of]
    for axis, objective, one in actions():
        sheet.append([list(AXES).index(axis) + 1, objectives.index(objective) + 1, *_row(one)])
    return saved(book)


def a_column_of_axes_without_a_name() -> bytes:
    rows: list[list[object]] = [["Plan d’actions"], [None, "N°", "Action", "Pilote", "Coût", "Aides", "Échéance"]]
    rows += [[axis, *_row(one)] for axis, _, one in actions()]
    return workbook(rows, ("A3:A5",))


def tables_side_by_side() -> bytes:
    head = ["N°", "Action", "Porteur", "Coût", "Aides", "Échéance"]
    sides = [[_row(one) for told in of.values() for one in told] for of in AXES.values()]
    first, second = AXES
    rows: list[list[object]] = [[first, *[None] * 6, second], [], [*head, None, *head]]
    for at in range(max(map(len, sides))):
        rows.append([cell for side in sides for cell in [*(side[at] if at < len(side) else [None] * 6), None]])
    return workbook(rows)


def _fiche(axis: str, objective: str, one: Told) -> list[list[object]]:
    return [
        [f"FICHE ACTION N° {one.number}"], [], ["Axe stratégique", None, axis], ["Objectif", None, objective],
        ["Intitulé de l’action", None, one.title], ["Contenu", None, one.text], ["Pilote", None, one.pilot],
        ["Budget", None, one.budget], ["Financeurs", None, payers(one)], ["Calendrier", None, one.calendar],
    ]  # fmt: skip


def a_fiche_a_sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Sommaire des fiches"])
    for told in actions():
        sheet = book.create_sheet(f"Fiche {told[2].number}")
        for row in _fiche(*told):
            sheet.append(row)
    return saved(book)


def fiches_below_one_another() -> bytes:
    return workbook([row for told in actions() for row in [*_fiche(*told), []]])


def fiches_of_several_columns() -> bytes:
    """The number in a cell of its own, two labels a row, and labels above their values."""
    document = docx.Document()
    for axis, objective, one in actions():
        made = document.add_table(rows=0, cols=4)
        for row in (
            ("Action", one.number, one.title, ""), ("Axe", axis, "Objectif opérationnel", objective),
            ("Pilote", "Coût total", "Financements", "Partenaires"), (one.pilot, one.budget, payers(one), "CAUE"),
            ("Calendrier", "2025", "2026", "2027"),
            ("", "", *("X" if year in one.calendar else "" for year in ("2026", "2027"))), ("Description", one.text),
        ):  # fmt: skip
            cells = made.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                cell.text = text
            if row[0] in ("Action", "Description"):
                cells[len(row) - 1 if len(row) == 2 else 2].merge(cells[3])
        document.add_paragraph("")
    return saved(document)


def fiches_over_several_tables() -> bytes:
    document = docx.Document()
    for axis, objectives in AXES.items():
        document.add_heading(axis, 1)
        for objective, told in objectives.items():
            document.add_heading(objective, 2)
            for one in told:
                document.add_heading(f"Fiche projet n° {one.number}", 3)
                table(document, [("Intitulé", one.title), ("Description", one.text), ("Maître d’ouvrage", one.pilot)])
                document.add_paragraph("Plan de financement")
                paid = [("Travaux" if at else "Études", "", *each) for at, each in enumerate(one.funders)]
                rows = [("Dépenses", "Montant", "Recettes", "Montant"), *paid, ("Total", one.budget, "Total", "")]
                table(document, rows)
                table(document, [("Calendrier", one.calendar)])
    return saved(document)


def fiches_in_frames_and_controls() -> bytes:
    """Each fiche in the one cell of a table, what was typed in it in content controls."""
    document = docx.Document()
    for axis, objective, one in actions():
        frame = document.add_table(rows=1, cols=1).cell(0, 0)
        frame.text = f"Fiche action n° {one.number} : {one.title}"
        rows = (
            ("Axe", axis), ("Objectif", objective), ("Descriptif", one.text), ("Porteur", one.pilot),
            ("Budget", one.budget), ("Financeurs", payers(one)),
        )  # fmt: skip
        within = frame.add_table(rows=0, cols=2)
        for label, value in rows:
            cells = within.add_row().cells
            cells[0].text = label
            _control(cells[1]._tc, value)
        year = (
            f"<w:sdt {_W}><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>Calendrier</w:t></w:r></w:p></w:tc>"
            f"<w:tc><w:p><w:r><w:t>{one.calendar}</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt>"
        )
        within._tbl.append(parse_xml(year))
        document.add_page_break()
    return saved(document)


def _control(cell: Any, text: str) -> None:
    inside = f"<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent>"
    cell.insert(1, parse_xml(f"<w:sdt {_W}>{inside}</w:sdt>"))


def titles_in_boxes() -> bytes:
    document = docx.Document()
    for axis, objectives in AXES.items():
        document.add_heading(axis, 1)
        for objective, told in objectives.items():
            document.add_heading(objective, 2)
            for one in told:
                words = f"<w:p><w:r><w:t>Action n° {one.number} : {one.title}</w:t></w:r></w:p>"
                box = f"<w:r {_W}><w:pict><w:txbxContent>{words}</w:txbxContent></w:pict></w:r>"
                document.add_paragraph()._p.append(parse_xml(box))
                for line in (f"Pilote : {one.pilot}", f"Coût : {one.budget}", f"Calendrier : {one.calendar}"):
                    document.add_paragraph(line)
                document.add_paragraph().add_run("Plan de financement").bold = True
                for name, paid in one.funders:
                    document.add_paragraph(f"{name} : {paid}", style="List Bullet")
    return saved(document)


def titles_in_the_heads_of_pages() -> bytes:
    document = docx.Document()
    for at, (axis, objective, one) in enumerate(actions()):
        section = document.add_section() if at else document.sections[0]
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = f"Fiche action {one.number} – {one.title}"
        table(
            document,
            [
                ("Axe", axis), ("Objectif", objective), ("Descriptif", one.text), ("Porteur", one.pilot),
                ("Coût", one.budget), ("Financeurs", payers(one)), ("Calendrier", one.calendar),
            ],
        )  # fmt: skip
    return saved(document)


def a_table_that_goes_on_without_its_head() -> bytes:
    document = docx.Document()
    document.add_heading("Article 1 – Objet", 2)
    document.add_paragraph("La convention engage les parties.")
    document.add_heading("Article 2 – Durée", 2)
    document.add_heading("Annexe", 1)
    told = [(axis, objective, *map(str, _row(one)[1:])) for axis, objective, one in actions()]
    table(document, [("Axe", "Objectif", "Action", "Pilote", "Budget", "Financeurs", "Échéance"), *told[:2]])
    document.add_paragraph("(suite)")
    table(document, told[2:])
    return saved(document)


def headings_with_codes_and_fields() -> bytes:
    lines = ["# Plan vélo", ""]
    for axis, objectives in AXES.items():
        lines += [f"## {axis}", ""]
        for objective, told in objectives.items():
            lines += [f"### {objective}", ""]
            for one in told:
                lines += [f"#### FA-{one.number} {one.title}", "", f"**Pilote :** {one.pilot}", "", one.text, ""]
                lines += [
                    f"- **Coût** : {one.budget}",
                    f"- **Calendrier** : {one.calendar}",
                    "",
                    "**Financeurs :**",
                    "",
                ]
                lines += [*(f"* {name} : {paid}" for name, paid in one.funders), ""]
    return "\n".join(lines).encode()


def lists_of_lists() -> bytes:
    lines = ["# Stratégie", ""]
    for at, (axis, objectives) in enumerate(AXES.items(), 1):
        lines.append(f"{at}. **{axis}**")
        for objective, told in objectives.items():
            lines.append(f"   - {objective}")
            for number, one in enumerate(told, 1):
                lines += [f"      {number}. {one.title}", f"         - Pilote : {one.pilot}"]
                lines += [f"         - Budget : {one.budget}", f"         - Calendrier : {one.calendar}"]
    return "\n".join(lines).encode()


def tables_without_outer_bars() -> bytes:
    lines = ["# Feuille de route", ""]
    for axis, objectives in AXES.items():
        lines += [f"## {axis}", ""]
        for objective, told in objectives.items():
            lines += [f"### {objective}", "", "Action | Pilote | Coût | Financeurs | Échéance"]
            lines.append("--- | --- | --: | --- | ---")
            lines += [" | ".join(map(str, _row(one)[1:])) for one in told] + [""]
    return "\n".join(lines).encode()


def lines_as_a_page_breaks_them() -> bytes:
    lines = []
    for page, (axis, _, one) in enumerate(actions(), 12):
        # A line break behind a small word, wherever the title has one.
        title = one.title.replace(" de ", " de\n", 1).replace(" d’une ", " d’une\n", 1).replace(" et ", " et\n", 1)
        broken = axis.replace("transition ", "transition\n")
        lines += [broken, "", f"Action {one.number} : {title}", one.text, f"MAÎTRE D’OUVRAGE : {one.pilot}"]
        lines += [f"COÛT : {one.budget}", "FINANCEURS :", *(f"- {name} : {paid}" for name, paid in one.funders)]
        lines += [f"CALENDRIER : {one.calendar}", str(page), "CRTE du Pays de Bray – version du 3 mars"]
    return "\n".join(lines).encode()


def _box(slide: Any, top: float, *lines: str) -> None:
    side = pptx.util.Inches(1)
    frame = slide.shapes.add_textbox(side, pptx.util.Inches(top), side * 6, side).text_frame
    frame.text = "\n".join(lines)


def labels_above_values_in_boxes() -> bytes:
    shown = pptx.Presentation()
    for _, _, one in actions():
        slide = shown.slides.add_slide(shown.slide_layouts[6])
        _box(slide, 0.2, f"Action {one.number} : {one.title}")
        _box(slide, 1, "Description", one.text)
        _box(slide, 2, "Maîtrise d’ouvrage", one.pilot)
        _box(slide, 3, "Coût estimatif", one.budget)
        _box(slide, 4, "Financeurs", *(f"{name} : {paid}" for name, paid in one.funders))
        _box(slide, 5, "Calendrier", one.calendar)
    return saved(shown)


def fiches_that_are_tables_of_slides() -> bytes:
    shown = pptx.Presentation()
    for axis, objective, one in actions():
        slide = shown.slides.add_slide(shown.slide_layouts[5])
        slide.shapes.title.text = f"Fiche action {one.number}"
        rows = (
            ("Intitulé", one.title), ("Axe", axis), ("Objectif", objective), ("Pilote", one.pilot),
            ("Coût", one.budget), ("Financeurs", payers(one)), ("Calendrier", one.calendar),
        )  # fmt: skip
        side = pptx.util.Inches(1)
        cells = slide.shapes.add_table(len(rows), 2, side, side, side * 8, side * 4).table
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                cells.cell(at, column).text = text
    return saved(shown)


def boxes_headed_by_objectives() -> bytes:
    shown = pptx.Presentation()
    for axis, objectives in AXES.items():
        slide = shown.slides.add_slide(shown.slide_layouts[5])
        slide.shapes.title.text = axis
        for top, (objective, told) in enumerate(objectives.items(), 1):
            _box(slide, top, objective, *(f"• {one.title}" for one in told))
    return saved(shown)


def labels_that_tabs_part() -> bytes:
    document = docx.Document()
    for axis, objective, one in actions():
        made = table(document, [(axis, f"ACTION {one.number}", one.title)])
        for label, value in (("Objectif", objective), ("Descriptif", one.text), ("Pilote", one.pilot)):
            cells = made.add_row().cells
            cells[0].text, cells[1].text = label, value
            cells[1].merge(cells[2])
        for label, value in (("Coût", one.budget), ("Financeurs", payers(one)), ("Calendrier", one.calendar)):
            document.add_paragraph(f"{label}\t{value}")
    return saved(document)


def a_table_pasted_into_a_text() -> bytes:
    rows = [("Axe", "Objectif", "N°", "Action", "Porteur", "Coût", "Aides", "Échéance")]
    rows += [(axis, objective, *map(str, _row(one))) for axis, objective, one in actions()]
    return "\n".join("\t".join(row) for row in rows).encode()


def slides_that_do_not_say_what_they_are() -> bytes:
    shown = pptx.Presentation()
    for axis, objectives in AXES.items():
        shown.slides.add_slide(shown.slide_layouts[2]).shapes.title.text = axis
        for one in (one for of in objectives.values() for one in of):
            slide = shown.slides.add_slide(shown.slide_layouts[1])
            slide.shapes.title.text = one.title
            lines = (one.text, f"Pilote : {one.pilot}", f"Coût : {one.budget}", f"Calendrier : {one.calendar}")
            slide.placeholders[1].text_frame.text = "\n".join((*lines, f"Financeurs : {payers(one)}"))
    return saved(shown)


TEXT = ALL | {"text"}
RARER: dict[str, Shape] = {
    "groups of columns": (payers_and_years_below_groups, "p.xlsx", (True, False), {"pilot", "budget", "funders"}),
    "a long foreword": (a_head_below_a_long_foreword, "p.csv", (True, True), ALL),
    "a measure above projects": (a_measure_above_projects, "p.xlsx", (True, True), ALL),
    "axes of another sheet": (axes_that_another_sheet_names, "p.xlsx", (True, True), ALL),
    "axes without a name": (a_column_of_axes_without_a_name, "p.xlsx", (True, False), ALL),
    "side by side": (tables_side_by_side, "p.xlsx", (True, False), ALL),
    "a fiche a sheet": (a_fiche_a_sheet, "p.xlsx", (True, True), TEXT),
    "fiches below one another": (fiches_below_one_another, "p.xlsx", (True, True), TEXT),
    "fiches of columns": (fiches_of_several_columns, "p.docx", (True, True), {"pilot", "budget", "funders", "text"}),
    "fiches over tables": (fiches_over_several_tables, "p.docx", (True, True), TEXT),
    "frames and controls": (fiches_in_frames_and_controls, "p.docx", (True, True), TEXT),
    "titles in boxes": (titles_in_boxes, "p.docx", (True, True), ALL),
    "titles in heads of pages": (titles_in_the_heads_of_pages, "p.docx", (True, True), TEXT),
    "a table without its head": (a_table_that_goes_on_without_its_head, "p.docx", (True, True), ALL),
    "headings with codes": (headings_with_codes_and_fields, "p.md", (True, True), TEXT),
    "lists of lists": (lists_of_lists, "p.md", (True, True), {"pilot", "budget", "calendar"}),
    "no outer bars": (tables_without_outer_bars, "p.md", (True, True), ALL),
    "a printed page": (lines_as_a_page_breaks_them, "p.txt", (True, False), TEXT),
    "labels in boxes": (labels_above_values_in_boxes, "p.pptx", (False, False), TEXT),
    "tables of slides": (fiches_that_are_tables_of_slides, "p.pptx", (True, True), ALL),
    "boxes with a head": (boxes_headed_by_objectives, "p.pptx", (True, True), set()),
    "labels before tabs": (labels_that_tabs_part, "p.docx", (True, True), TEXT),
    "a pasted table": (a_table_pasted_into_a_text, "p.txt", (True, True), ALL),
    "slides with fields": (slides_that_do_not_say_what_they_are, "p.pptx", (True, False), TEXT),
}
