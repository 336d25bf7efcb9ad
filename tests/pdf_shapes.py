"""One small plan as PDFs in the shapes in which territories publish theirs, set by typst."""

from __future__ import annotations

from collections.abc import Callable

import typst

from tests.usual_shapes import AXES, Told, actions, payers

HEAD = '#set text(font: "Libertinus Serif", size: 10pt, lang: "fr")\n'
TALL, WIDE, SMALL = (
    f"#set page(width: {wide}cm, height: {high}cm)\n" for wide, high in ((21, 29.7), (29.7, 21), (24, 6))
)
NAMES = ("N°", "Action", "Description", "Pilote", "Coût")


def pdf(body: str) -> bytes:
    made = typst.compile((HEAD + body).encode("utf-8"))
    assert isinstance(made, bytes)
    return made


def plain(text: str) -> str:
    """Words that mean nothing to the program that sets them."""
    return "".join(f"\\{sign}" if sign in "#*_-[]@$`<>~/" else sign for sign in text)


def cells(*texts: str, more: str = "") -> str:
    """Cells of a row of a table, with what is said of each."""
    return "".join(f"table.cell({more})[{plain(one)}], " for one in texts)


def table(columns: str, *rows: str, how: str = "") -> str:
    return f"#table(columns: ({columns}), {how} {''.join(rows)})\n\n"


def row(one: Told) -> str:
    return cells(one.number, one.title, one.text, one.pilot, one.budget)


FIVE = "1.5cm, 1fr, 1fr, 4cm, 4cm"


def a_table_an_objective() -> str:
    body = TALL + "#text(size: 22pt)[Feuille de route du pays]\n\n"
    for axis, objectives in AXES.items():
        body += f"#text(size: 15pt)[{plain(axis)}]\n\n"
        for objective, told in objectives.items():
            rows = (cells(f"{one.title}\n\n{one.text}", one.pilot, one.budget, one.calendar) for one in told)
            body += f"*{plain(objective)}*\n\n" + table(
                "5cm, 1fr, 1fr, 1fr", cells("Action", "Pilote", "Coût", "Échéance"), *rows
            )
    return body


def headings_across_one_table() -> str:
    rows = []
    for axis, objectives in AXES.items():
        rows.append(cells(axis, more="colspan: 5"))
        for objective, told in objectives.items():
            rows += [cells(objective.split(" : ")[1], more="colspan: 5"), *map(row, told)]
        rows.append(cells("Total de l’axe : 9 000 000 €", more="colspan: 5"))
    return SMALL + table(FIVE, f"table.header({cells(*NAMES)}),", *rows)


def a_head_below_each_heading_of_one_table() -> str:
    rows = []
    for axis, objectives in AXES.items():
        told = [one for of in objectives.values() for one in of]
        rows += [cells(axis, more="colspan: 5"), cells(*NAMES), *map(row, told)]
    return WIDE + table(FIVE, *rows)


def painted_cells() -> str:
    fill = 'stroke: none, fill: (x, y) => if y == 0 {rgb("#1f4e79")} else if calc.odd(y) {silver} else {gray},'
    return WIDE + "".join(
        f"#text(size: 14pt)[{plain(axis)}]\n\n"
        + table(FIVE, cells(*NAMES), *(row(one) for of in objectives.values() for one in of), how=fill)
        for axis, objectives in AXES.items()
    )


def rules_across_alone() -> str:
    return WIDE + "".join(
        f"#text(size: 14pt)[{plain(axis)}]\n\n"
        + table(
            FIVE, cells(*NAMES), *(row(one) for of in objectives.values() for one in of),
            how="stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt),",
        )
        for axis, objectives in AXES.items()
    )  # fmt: skip


def merged_cells_over_pages() -> str:
    rows = [f"table.header({cells('Axe', 'Objectif', 'Action', 'Pilote', 'Coût')}),"]
    for axis, objectives in AXES.items():
        rows.append(cells(axis, more=f"rowspan: {sum(map(len, objectives.values()))}"))
        for objective, told in objectives.items():
            rows.append(cells(objective, more=f"rowspan: {len(told)}"))
            rows += [cells(one.title, one.pilot, one.budget) for one in told]
    return SMALL.replace("6cm", "5cm") + table("4cm, 4cm, 1fr, 3cm, 3cm", *rows)


def several_actions_in_a_cell() -> str:
    rows = []
    for axis, objectives in AXES.items():
        rows.append(cells(axis, more=f"rowspan: {len(objectives)}"))
        for objective, told in objectives.items():
            rows.append(cells(objective, "\n\n".join(f"• {one.title}" for one in told)))
    return TALL + table("1fr, 1fr, 4.4cm", cells("Orientation stratégique", "Objectif opérationnel", "Actions"), *rows)


def fiches_that_are_tables() -> str:
    body = "#set page(width: 21cm, height: 10cm)\n"
    for axis, objective, one in actions():
        paid = table("1fr, 1fr", *(cells(*each) for each in one.funders)).strip()
        body += table(
            "5cm, 1fr", cells(f"Fiche action n° {one.number} : {one.title}", more="colspan: 2"),
            cells("Axe", axis), cells("Objectif stratégique", objective), cells("Descriptif de l’action", one.text),
            cells("Maître d’ouvrage", one.pilot), cells("Coût prévisionnel", one.budget),
            f"{cells('Plan de financement')} [{paid}], ", cells("Calendrier prévisionnel", one.calendar),
        )  # fmt: skip
    return body


def payers_beside_one_label() -> str:
    body = "#set page(width: 21cm, height: 9cm)\n"
    for axis, objective, one in actions():
        label = cells("Plan de financement", more=f"rowspan: {len(one.funders)}")
        body += table(
            "4cm, 1fr, 1fr", cells(axis, f"Fiche n° {one.number}", one.title), cells(objective, more="colspan: 3"),
            cells("Description"), cells(one.text, more="colspan: 2"), label,
            *(cells(*each) for each in one.funders), cells("Calendrier"), cells(one.calendar, more="colspan: 2"),
        )  # fmt: skip
    return body


def labels_above_values_two_fiches_a_page() -> str:
    body = TALL
    for at, (axis, objective, one) in enumerate(actions()):
        body += table(
            "1fr, 1fr, 1fr", cells(f"Action {one.number} – {one.title}", axis, objective, more="colspan: 3"),
            cells("Description", one.text, more="colspan: 3"),
            cells("Maître d’ouvrage", "Partenaires", "Calendrier"), cells(one.pilot, "", one.calendar),
            cells("Coût"), cells("Financement", more="colspan: 2"),
            cells(one.budget), cells(payers(one), more="colspan: 2"),
        )  # fmt: skip
        body += "#pagebreak(weak: true)\n" if at % 2 else ""
    return body


def fiches_of_one_column() -> str:
    return "#set page(width: 16cm, height: 6cm)\n" + "".join(
        table(
            "1fr", cells(f"FICHE ACTION {one.number}", one.title, axis, objective, f"Pilote : {one.pilot}"),
            cells(f"Coût : {one.budget}", f"Description : {one.text}"),
        )
        for axis, objective, one in actions()
    )  # fmt: skip


def fiches_without_a_number() -> str:
    return TALL + "".join(
        table(
            "4cm, 1fr, 3cm, 1fr", cells("Axe"), cells(axis, more="colspan: 3"), cells("Objectif"),
            cells(objective, more="colspan: 3"), cells("Intitulé de l’action"), cells(one.title, more="colspan: 3"),
            cells("Pilote", one.pilot, "Coût", one.budget), cells(f"Description : {one.text}", more="colspan: 4"),
        )
        for axis, objective, one in actions()
    )  # fmt: skip


def headings_by_type(said: str, size: str = "11pt") -> str:
    """`said` is how a title is set."""
    body = (
        "#set page(width: 21cm, height: 12cm, header: [Pays de Bray – feuille de route], "
        "footer: context [page #counter(page).display()])\n#text(size: 24pt)[Feuille de route]\n\n"
        + "".join(f"{plain(one.title)} #box(width: 1fr, repeat[.]) 2\n\n" for *_, one in actions())
        + "#pagebreak()\n"
    )
    for axis, objectives in AXES.items():
        body += f"#text(size: 16pt)[{plain(axis)}]\n\nCet axe répond au diagnostic partagé.\n\n"
        for objective, told in objectives.items():
            body += f"#text(size: 13pt)[{plain(objective)}]\n\n"
            for one in told:
                title = said.format(number=one.number, title=plain(one.title))
                body += f"#text(size: {size})[{title}]\n\n{plain(one.text)}\n\n"
                body += (
                    f"• *Pilote* : {one.pilot}\n\n• *Coût* : {one.budget}\n\n• *Calendrier* : {plain(one.calendar)}\n\n"
                )
    return body


def headings_numbered_by_themselves() -> str:
    body = '#set page(width: 21cm, height: 14cm)\n#set heading(numbering: "1.1.1")\n#outline(title: [Sommaire])\n'
    for axis, objectives in AXES.items():
        body += f"#pagebreak()\n= {plain(axis.split(' : ')[1])}\n\n"
        for objective, told in objectives.items():
            body += f"== {plain(objective.split(' : ')[1])}\n\n"
            for one in told:
                body += f"=== {plain(one.title)}\n{plain(one.text)}\n\n*Pilote* : {one.pilot}\n\n"
    return body


def slides() -> str:
    body = "#set page(width: 25cm, height: 14cm, footer: [Comité du 14 mars])\n#set text(size: 14pt)\n"
    for axis, objective, one in actions():
        for part, said in (("1/2", one.text), ("2/2", f"– Pilote : {one.pilot}\n\n– Budget : {one.budget}")):
            title = plain(f"Action {one.number} – {one.title} ({part})")
            body += (
                f"#text(size: 8pt)[{plain(f'{axis} › {objective}')}]\n\n"
                f"#align(center, box(width: 9cm, text(size: 24pt)[{title}]))\n\n{plain(said)}\n#pagebreak(weak: true)\n"
            )  # fmt: skip
    return body


ALL, BOTH = {"pilot", "budget", "text"}, (True, True)
# How the plan is set, whether the shape says axes and objectives, and what it says of actions.
SHAPES: dict[str, tuple[Callable[[], str], tuple[bool, bool], set[str]]] = {
    "a table an objective": (a_table_an_objective, BOTH, ALL | {"calendar"}),
    "headings across one table": (headings_across_one_table, BOTH, ALL),
    "a head below each heading": (a_head_below_each_heading_of_one_table, (True, False), ALL),
    "painted cells": (painted_cells, (True, False), ALL),
    "rules across alone": (rules_across_alone, (True, False), ALL),
    "merged cells over pages": (merged_cells_over_pages, BOTH, {"pilot", "budget"}),
    "several actions in a cell": (several_actions_in_a_cell, BOTH, set()),
    "fiches that are tables": (fiches_that_are_tables, BOTH, ALL | {"calendar", "funders"}),
    "payers beside one label": (payers_beside_one_label, BOTH, {"text", "calendar", "funders"}),
    "labels above values": (labels_above_values_two_fiches_a_page, BOTH, ALL | {"calendar", "funders"}),
    "fiches of one column": (fiches_of_one_column, BOTH, ALL),
    "fiches without a number": (fiches_without_a_number, BOTH, ALL),
    "headings by size": (lambda: headings_by_type("{title}"), BOTH, ALL | {"calendar"}),
    "headings in bold": (lambda: headings_by_type("*{title}*", "10pt"), BOTH, ALL | {"calendar"}),
    "« Action » in larger type": (lambda: headings_by_type("Action n°{number} : {title}"), BOTH, ALL | {"calendar"}),
    "headings numbered": (headings_numbered_by_themselves, BOTH, {"pilot", "text"}),
    "slides": (slides, BOTH, ALL),
}
