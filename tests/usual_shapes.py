"""One small plan in the shapes in which territories publish theirs, each a file made by another library."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
import pptx

from tests.test_readers import workbook


@dataclass(frozen=True)
class Told:
    """An action of the plan."""

    number: str
    title: str
    text: str
    pilot: str
    budget: str
    funders: tuple[tuple[str, str], ...]
    calendar: str


AXES = {
    "Axe 1 : Réussir la transition écologique": {
        "Objectif 1.1 : Sobriété des bâtiments": (
            Told("1", "Isoler les écoles de Bray et de Brézé", "Deux écoles seront isolées.", "Ville de Bray",
                 "850 000 € HT", (("DSIL", "255 000 €"), ("Département", "100 000 €")), "2026-2027"),
            Told("2", "Équiper la piscine d’une pompe à chaleur", "La chaudière au gaz sera déposée.", "CC de Bray",
                 "420 k€", (("Région", "80 000 €"),), "2026"),
        ),
        "Objectif 1.2 : Mobilités": (
            Told("3", "Aménager la voie bleue : tronçon sud", "Huit kilomètres de véloroute.", "Département",
                 "2,4 M€", (("FEDER", "600 000 €"),), "2027"),
        ),
    },
    "Axe 2 : Bien vivre ensemble": {
        "Objectif 2.1 : Santé": (
            Told("4", "Construire une maison de santé", "Douze praticiens s’y installeront.", "Ville de Brézé",
                 "3 100 000 € TTC", (("DETR", "620 000 €"),), "2026"),
        ),
    },
}  # fmt: skip


def actions() -> Iterator[tuple[str, str, Told]]:
    for axis, objectives in AXES.items():
        for objective, told in objectives.items():
            yield from ((axis, objective, one) for one in told)


def saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def table(document: Any, rows: list[tuple[str, ...]]) -> Any:
    made = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        cells = made.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
    return made


def payers(one: Told, between: str = " ; ") -> str:
    return between.join(f"{name} : {paid}" for name, paid in one.funders)


# Each shape: the file, its name, how many of the two headings it says, and the fields that it has.


def fiches_that_are_tables() -> bytes:
    document = docx.Document()
    for axis, objective, one in actions():
        made = table(
            document,
            [
                (f"Fiche action n° {one.number} : {one.title}",), ("Axe", axis), ("Objectif stratégique", objective),
                ("Descriptif de l’action", one.text), ("Maître d’ouvrage", one.pilot),
                ("Coût prévisionnel", one.budget), ("Plan de financement", ""),
                ("Calendrier prévisionnel", one.calendar),
            ],
        )  # fmt: skip
        within = made.rows[6].cells[1].add_table(rows=0, cols=2)
        for name, paid in one.funders:
            cells = within.add_row().cells
            cells[0].text, cells[1].text = name, paid
        document.add_page_break()
    return saved(document)


def fiches_whose_number_and_title_have_rows() -> bytes:
    document = docx.Document()
    for axis, objectives in AXES.items():
        document.add_heading(axis, 1)
        for objective, told in objectives.items():
            document.add_heading(objective, 2)
            for one in told:
                table(
                    document,
                    [
                        ("N°", one.number), ("Intitulé de l’action", one.title), ("Description", one.text),
                        ("Structure porteuse", one.pilot), ("Estimation financière", one.budget),
                        ("Financeurs", payers(one, "\n")), ("Année de réalisation", one.calendar),
                    ],
                )  # fmt: skip
                document.add_paragraph("")
    return saved(document)


def labels_above_values() -> bytes:
    document = docx.Document()
    for _, _, one in actions():
        table(
            document,
            [(text,) for text in (
                f"FICHE ACTION {one.number} : {one.title}", "DESCRIPTION", one.text, "MAÎTRE D’OUVRAGE", one.pilot,
                "COÛT", one.budget, "FINANCEURS", payers(one), "CALENDRIER", one.calendar,
            )],
        )  # fmt: skip
        document.add_paragraph("")
    return saved(document)


def several_actions_in_a_cell() -> bytes:
    document = docx.Document()
    made = table(document, [("Orientation stratégique", "Objectif opérationnel", "Actions")])
    for axis, objectives in AXES.items():
        first = None
        for objective, told in objectives.items():
            cells = made.add_row().cells
            cells[1].text = objective
            for one in told:
                cells[2].add_paragraph(one.title, style="List Bullet")
            if first is None:
                first = cells[0]
                first.text = axis
            else:
                first.merge(cells[0])
    return saved(document)


def a_table_an_objective() -> bytes:
    document = docx.Document()
    for axis, objectives in AXES.items():
        document.add_heading(axis, 1)
        for objective, told in objectives.items():
            document.add_heading(objective, 2)
            rows = [(f"{one.title}\n{one.text}", one.pilot, one.budget, payers(one), one.calendar) for one in told]
            table(document, [("Action", "Porteur", "Coût estimé", "Financements", "Échéance"), *rows])
    return saved(document)


def lists_below_headings() -> bytes:
    document = docx.Document()
    document.add_heading("Projet de territoire", 0)
    for axis, objectives in AXES.items():
        document.add_heading(axis, 1)
        for objective, told in objectives.items():
            document.add_heading(objective, 2)
            document.add_paragraph("Le territoire agira ainsi :")
            for one in told:
                document.add_paragraph(one.title, style="List Bullet")
    return saved(document)


def a_sheet_an_axis() -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, (axis, objectives) in enumerate(AXES.items(), 1):
        sheet = book.create_sheet(f"Axe {number}")
        sheet.append([axis])
        sheet.append([])
        sheet.append(
            ["N°", "Objectif", "Intitulé du projet", "MOA", "Description", "Coût total", "DETR", "DSIL", "Région",
             "Département", "FEDER", "2026", "2027"]
        )  # fmt: skip
        for objective, told in objectives.items():
            for one in told:
                paid = dict(one.funders)
                sums = [paid.get(name) for name in ("DETR", "DSIL", "Région", "Département", "FEDER")]
                years = ["x" if year in one.calendar else None for year in ("2026", "2027")]
                sheet.append([one.number, objective, one.title, one.pilot, one.text, one.budget, *sums, *years])
        sheet.append([None, None, "Total"])
    return saved(book)


def _rows_of(one: Told) -> list[object]:
    return [int(one.number), one.title, one.pilot, one.budget, payers(one), one.calendar]


def headings_on_rows_of_their_own(is_merged: bool) -> bytes:
    rows: list[list[object]] = [["Plan d’investissement"], [], ["N°", "Action", "Porteur", "Coût", "Aides", "Échéance"]]
    merged = []
    for axis, objectives in AXES.items():
        rows.append([axis])
        merged.append(f"A{len(rows)}:F{len(rows)}")
        for objective, told in objectives.items():
            rows.append([objective])
            merged.append(f"A{len(rows)}:F{len(rows)}")
            rows += [_rows_of(one) for one in told]
    rows.append(["Source : direction générale"])
    return workbook(rows, tuple(merged) if is_merged else ())


def heads_that_come_again() -> bytes:
    rows: list[list[object]] = []
    for axis, objectives in AXES.items():
        rows += [[axis], ["N°", "Action", "Maître d'ouvrage", "Montant", "Financements", "Calendrier"]]
        rows += [_rows_of(one) for told in objectives.values() for one in told]
        rows += [["TOTAL DE L’AXE", None, None, "1 000 000 €"], []]
    return workbook(rows)


def levels_told_by_numbers() -> bytes:
    rows: list[list[object]] = [["Code", "Libellé", "Pilote", "Budget"]]
    for i, (axis, objectives) in enumerate(AXES.items(), 1):
        rows.append([f"{i}", axis])
        for j, (objective, told) in enumerate(objectives.items(), 1):
            rows.append([f"{i}.{j}", objective])
            rows += [[f"{i}.{j}.{k}", one.title, one.pilot, one.budget] for k, one in enumerate(told, 1)]
    return workbook(rows)


def columns_of_other_names() -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(["Enjeu", "Orientation", "Mesure", "Collectivité porteuse", "Enveloppe", "Cofinanceurs", "Années"])
    for axis, objective, one in actions():
        writer.writerow([axis, objective, one.title, one.pilot, one.budget, payers(one), one.calendar])
    return held.getvalue().encode()


def tables_on_slides() -> bytes:
    shown = pptx.Presentation()
    for axis, objectives in AXES.items():
        slide = shown.slides.add_slide(shown.slide_layouts[5])
        slide.shapes.title.text = axis
        told = [one for of in objectives.values() for one in of]
        side = pptx.util.Inches(1)
        cells = slide.shapes.add_table(len(told) + 1, 6, side, side, side * 8, side * 3).table
        for at, row in enumerate(
            [["N°", "Action", "Pilote", "Budget", "Financeurs", "Échéance"], *map(_rows_of, told)]
        ):
            for column, text in enumerate(row):
                cells.cell(at, column).text = str(text)
    return saved(shown)


def lists_on_slides() -> bytes:
    shown = pptx.Presentation()
    for objectives in AXES.values():
        for objective, told in objectives.items():
            slide = shown.slides.add_slide(shown.slide_layouts[1])
            slide.shapes.title.text = objective
            slide.placeholders[1].text_frame.text = "\n".join(one.title for one in told)
    return saved(shown)


def tables_in_markdown() -> bytes:
    lines = ["# Feuille de route", ""]
    for axis, objectives in AXES.items():
        lines += [f"## {axis}", ""]
        for objective, told in objectives.items():
            lines += [
                f"### {objective}",
                "",
                "| N° | Action | Pilote | Coût | Financeurs | Échéance |",
                "|---|---|:--|--:|---|---|",
            ]
            lines += [f"| {' | '.join(map(str, _rows_of(one)))} |" for one in told] + [""]
    return "\n".join(lines).encode()


def a_text_whose_labels_stand_alone() -> bytes:
    lines = []
    for axis, _, one in actions():
        lines += [f"FICHE ACTION N°{one.number}", one.title, "", f"Axe stratégique : {axis}", "Description :", one.text]
        lines += [
            "Maîtrise d’ouvrage :",
            one.pilot,
            "Financeurs :",
            *(f"- {name} : {paid}" for name, paid in one.funders),
        ]
        lines += ["Coût :", one.budget, "Calendrier :", one.calendar, ""]
    return "\n".join(lines).encode()


Shape = tuple[Callable[[], bytes], str, tuple[bool, bool], set[str]]
ALL = {"pilot", "budget", "funders", "calendar"}
SHAPES: dict[str, Shape] = {
    "fiches that are tables": (fiches_that_are_tables, "p.docx", (True, True), ALL | {"text"}),
    "fiches with rows": (fiches_whose_number_and_title_have_rows, "p.docx", (True, True), ALL | {"text"}),
    "labels above values": (labels_above_values, "p.docx", (False, False), ALL | {"text"}),
    "several actions in a cell": (several_actions_in_a_cell, "p.docx", (True, True), set()),
    "a table an objective": (a_table_an_objective, "p.docx", (True, True), ALL | {"text"}),
    "lists below headings": (lists_below_headings, "p.docx", (True, True), set()),
    "a sheet an axis": (a_sheet_an_axis, "p.xlsx", (True, True), {"pilot", "budget", "text"}),
    "merged headings": (lambda: headings_on_rows_of_their_own(True), "p.xlsx", (True, True), ALL),
    "headings in the first cell": (lambda: headings_on_rows_of_their_own(False), "p.xlsx", (True, True), ALL),
    "heads again": (heads_that_come_again, "p.xlsx", (True, False), ALL),
    "levels by numbers": (levels_told_by_numbers, "p.xlsx", (True, True), {"pilot", "budget"}),
    "other names": (columns_of_other_names, "p.csv", (True, True), ALL),
    "tables on slides": (tables_on_slides, "p.pptx", (True, False), ALL),
    "lists on slides": (lists_on_slides, "p.pptx", (False, True), set()),
    "tables in Markdown": (tables_in_markdown, "p.md", (True, True), ALL),
    "labels alone": (a_text_whose_labels_stand_alone, "p.txt", (True, False), ALL | {"text"}),
}
