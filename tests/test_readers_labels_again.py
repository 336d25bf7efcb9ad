"""Fiches as a third blind round met them: heads that are a table of their own, labels in groups and in pairs, elected
members who answer for an action, lists that a line announces, sums that the name of a column counts."""

from __future__ import annotations

import docx
import openpyxl
import pptx
import pytest
from pptx.util import Inches

from etl.plans.folder import _unit_rows
from etl.readers import PlanRead, PlanRefused, read
from etl.readers.fields.columns import field_of
from etl.readers.fields.funding import funding_of
from tests.pdf_shapes import TALL, cells, pdf, plain
from tests.pdf_shapes import table as pdf_table
from tests.test_readers import workbook
from tests.usual_shapes import actions, saved, table


def _whole(found: PlanRead) -> PlanRead:
    """The plan, where a plan folder keeps each of its units on lines of its own."""
    rows, twice = _unit_rows(found, [line.text for line in found.lines if not line.is_apart])
    assert not twice and sum(row[0] == "unit" for row in rows) == len(found.units)
    return found


def _named(found: PlanRead) -> list[tuple[str, str]]:
    return [(unit.label, unit.title) for unit in found.units]


def _all(label: str = "{}") -> list[tuple[str, str]]:
    return [(label.format(one.number), one.title) for *_, one in actions()]


def _paid(found: PlanRead, at: int = 0) -> list[tuple[str, str]]:
    told = funding_of(found.units[at].fields, found.facts)
    return [(one.name, f"{one.sum.eur:f}" if one.sum else "") for one in told.funders]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Élu référent", "person"), ("Élu·e référent·e", "person"), ("Référent technique", "person"),
        ("Structure référente", "pilot"), ("Structures associées", "partners"),
        ("Modalités de financement", "funding_text"), ("Date de démarrage – durée", "calendar"),
        ("Public visé", ""), ("Élus", ""),
        ("Organisme porteur", "pilot"), ("Acteur pilote", "pilot"), ("Commune porteuse", "pilot"), ("M.O.", "pilot"),
        ("Porteur pressenti", "pilot"), ("Pilotage politique", "pilot"), ("Coordinatrice", "pilot"),
        ("Portage de l’action", "pilot"), ("Conduite du projet", "pilot"), ("MOA pressentie", "pilot"),
        ("Pôle pilote", "service"), ("Direction / service", "service"), ("Agent référent", "person"),
        ("Binôme élue/technicien", "person"), ("Contributeurs", "partners"), ("Parties prenantes", "partners"),
        ("Acteurs relais", "partners"), ("Appui technique", "partners"), ("Partenaires financeurs", "funders"),
        ("Financements identifiés", "funding_text"), ("Dispositifs mobilisables", "funding_text"),
        ("Leviers financiers", "funding_text"), ("Chiffrage", "budget"), ("Ordre de grandeur du coût", "budget"),
        ("Année d’engagement", "calendar"), ("Exercice budgétaire", "calendar"), ("Dates clés", "calendar"),
        ("Court / moyen / long terme", "calendar"), ("Durée de l’action", "calendar"),
        ("Démarrage des travaux", "start"), ("Fin prévisionnelle", "end"), ("Date d’achèvement", "end"),
        ("Degré d’avancement", "status"), ("État de l’action", "status"), ("Maturité du projet", "status"),
        ("Dénomination du projet", "title"), ("Projet / action", "title"), ("Identifiant", "label"),
        ("Enjeu stratégique", "level1"), ("Levier d’action", "level2"), ("Avance", ""), ("Maître d’œuvre", ""),
    ],
)  # fmt: skip
def test_what_forms_call_a_field_is_known(label: str, field: str) -> None:
    assert field_of(label) == field


def test_a_head_that_is_a_table_of_its_own_begins_a_fiche_whose_parts_are_headings() -> None:
    document = docx.Document()
    for axis, _, one in actions():
        head = table(document, [(f"FICHE ACTION\n{one.number}", one.title), ("", axis)])
        head.cell(0, 0).merge(head.cell(1, 0))
        for label, value in (("Contexte", one.text), ("Maître d’ouvrage", one.pilot), ("Calendrier", one.calendar)):
            document.add_heading(label, 3)
            document.add_paragraph(value)
    document.add_heading("Évaluation", 1)
    document.add_paragraph("Le comité se réunit chaque année.")
    found = _whole(read(saved(document), "p.docx"))
    assert _named(found) == _all("FICHE ACTION {}")
    for unit, (axis, _, one) in zip(found.units, actions(), strict=True):
        assert unit.headings == (axis,) and unit.text == one.text
        assert dict(unit.fields) == {"pilot": one.pilot, "calendar": one.calendar}


def test_labels_in_pairs_stay_apart_though_one_of_them_is_not_known() -> None:
    document = docx.Document()
    for *_, one in actions():
        table(
            document,
            [
                (f"ACTION {one.number} – {one.title}",), ("Chef de file", one.pilot, "Échéance", one.calendar),
                ("Priorité", "2", "Public visé", "Habitants"),
                ("Indicateurs de résultat\nNombre de logements",), ("Contenu\nÀ écrire",),
            ],
        )  # fmt: skip
        document.add_paragraph("")
    found = _whole(read(saved(document), "p.docx"))
    for unit, (*_, one) in zip(found.units, actions(), strict=True):
        told = {"pilot": one.pilot, "calendar": one.calendar, "priority": "2", "indicators": "Nombre de logements"}
        assert dict(unit.fields) == told
        assert unit.text == "Public visé : Habitants\nÀ écrire"


def test_a_number_and_a_title_name_a_form_whose_labels_stand_in_groups() -> None:
    document = docx.Document()
    for *_, one in actions():
        made = table(
            document,
            [
                (one.number, one.title, ""), ("Acteurs", "Structure porteuse", one.pilot),
                ("", "Partenaires", "Communes"), ("Moyens", "Coût global", one.budget), ("Échéancier :", one.calendar),
            ],
        )  # fmt: skip
        made.cell(0, 1).merge(made.cell(0, 2))
        made.cell(1, 0).merge(made.cell(2, 0))
        made.cell(4, 1).merge(made.cell(4, 2))
        document.add_paragraph("")
    found = _whole(read(saved(document), "p.docx"))
    assert _named(found) == _all()
    for unit, (*_, one) in zip(found.units, actions(), strict=True):
        told = {"pilot": one.pilot, "partners": "Communes", "budget": one.budget, "calendar": one.calendar}
        assert dict(unit.fields) == told


def test_lists_that_a_line_announces_as_actions_are_those_and_not_the_headings_above() -> None:
    document = docx.Document()
    for axis, objective, one in actions():
        document.add_heading(axis, 1)
        document.add_heading(objective.split(" ", 1)[1], 2)
        document.add_paragraph("Actions prévues :")
        document.add_paragraph(one.title, style="List Number")
    found = _whole(read(saved(document), "p.docx"))
    assert _named(found) == [("", one.title) for *_, one in actions()]
    assert found.units[0].headings == (next(actions())[0], next(actions())[1].split(" ", 1)[1])


def test_fields_on_lines_of_one_paragraph_are_parted_and_a_question_is_a_label() -> None:
    document = docx.Document()
    for *_, one in actions():
        document.add_heading(f"Action {one.number} – {one.title}", 2)
        document.add_paragraph(f"Qui pilote ? {one.pilot}\nCombien ? {one.budget}\nÉchéance : {one.calendar}")
    found = _whole(read(saved(document), "p.docx"))
    told = [{"pilot": one.pilot, "budget": one.budget, "calendar": one.calendar} for *_, one in actions()]
    assert [dict(unit.fields) for unit in found.units] == told


def test_the_names_of_columns_say_what_bare_numbers_of_a_fiche_count() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for *_, one in actions():
        sheet = book.create_sheet(f"FA {one.number}")
        for row in (
            ["Intitulé", one.title], ["N°", one.number], ["Maître d’ouvrage", one.pilot],
            ["Financeur", "Montant (€)", "Taux"], ["Région", 96_000, 0.4], ["Total", 240_000],
        ):  # fmt: skip
            sheet.append(row)
    found = _whole(read(saved(book), "p.xlsx"))
    assert _named(found) == _all() and _paid(found) == [("Région", "96000")]
    (cost,) = funding_of(found.units[0].fields, found.facts).sums
    assert cost.eur == 240_000
    for at, sheet in enumerate(book.worksheets):
        sheet["B4"] = ("Montant (€)", "Montant (k€)")[at % 2]
    found = read(saved(book), "p.xlsx")
    assert _paid(found) == [("Région", "")], "fiches that count otherwise say nothing of a bare number"


def test_a_bare_unit_is_that_of_the_name_above_it_and_years_pay_nothing() -> None:
    rows: list[list[object]] = [
        ["Identification", None, "Financement", None, None], ["N°", "Intitulé", "Coût total", "Budget par année", None],
        [None, None, "€ TTC", 2024, 2025], ["1", "Prêter des vélos", 900, 400, 500], ["2", "Rénover", 800, 0, 800],
    ]  # fmt: skip
    found = read(workbook(rows, ("A1:B1", "C1:E1", "D2:E2", "A2:A3", "B2:B3")), "p.xlsx")
    assert [(unit.label, unit.fields["budget"]) for unit in found.units] == [("1", 900), ("2", 800)]
    assert all("funders" not in unit.fields for unit in found.units)
    (cost,) = funding_of(found.units[0].fields, found.facts).sums
    assert (cost.eur, cost.basis) == (900, "TTC")


def test_a_title_alone_among_numbered_actions_is_a_heading_and_is_told() -> None:
    rows: list[list[object]] = [
        ["Réf.", "Projet", "Pilote"], [None, "Se déplacer"], ["1", "Prêter des vélos", "Ville"],
        [None, "Se loger"], ["2", "Rénover", "Ville"], ["3", "Planter", "Ville"], [None, "Sans rien dessous"],
    ]  # fmt: skip
    found = _whole(read(workbook(rows), "p.xlsx"))
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("Prêter des vélos", ("Se déplacer",)), ("Rénover", ("Se loger",)), ("Planter", ("Se loger",)),
        ("Sans rien dessous", ("Se loger",)),
    ]  # fmt: skip
    assert [doubt.place.row for doubt in found.doubts] == [2, 4, 7]


def test_a_label_above_the_head_of_a_sheet_says_the_heading_that_its_name_cuts() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rank, said in enumerate(("Faciliter les mobilités de tous", "Rénover les logements anciens"), 1):
        sheet = book.create_sheet(f"{rank}-{said[:18]}")
        for row in (
            ["Objectif stratégique :", said],
            [],
            ["N°", "Action", "Pilote"],
            [f"{rank}.1", f"Agir {rank}", "Ville"],
        ):
            sheet.append(row)
    found = _whole(read(saved(book), "p.xlsx"))
    assert [unit.headings for unit in found.units] == [
        ("Faciliter les mobilités de tous",), ("Rénover les logements anciens",),
    ]  # fmt: skip


def test_boxes_that_begin_with_a_number_and_say_fields_are_actions() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Axe 1 : Se déplacer"
    for rank, (*_, one) in enumerate(actions()):
        box = slide.shapes.add_textbox(Inches(0.5), Inches(1.3 + rank), Inches(9), Inches(0.9))
        box.text_frame.text = f"1.1.{rank + 1} {one.title}\nPilote : {one.pilot}\nBudget : {one.budget}"
    found = read(saved(deck), "p.pptx")
    assert _named(found) == [(f"1.1.{rank}", one.title) for rank, (*_, one) in enumerate(actions(), 1)]
    assert found.units[0].headings == ("Axe 1 : Se déplacer",)
    assert dict(found.units[0].fields) == {"pilot": next(actions())[2].pilot, "budget": next(actions())[2].budget}


def test_the_axis_at_the_top_of_a_page_is_of_the_action_below_it_not_of_the_one_before() -> None:
    pages = [
        f"{plain(axis)}\n\n#text(size: 16pt, weight: 700)[{plain(f'1.1.{rank} {one.title}')}]\n\n"
        f"*Contexte*\n\n{plain(one.text)}\n\n*Chef de file*\n\n{plain(one.pilot)}\n\n"
        for rank, (axis, _, one) in enumerate(actions(), 1)
    ]
    found = _whole(read(pdf(TALL + "#pagebreak()\n".join(pages)), "p.pdf"))
    told = [(one.title, (axis,), one.pilot) for axis, _, one in actions()]
    assert [(unit.title, unit.headings, unit.fields.get("pilot")) for unit in found.units] == told


@pytest.mark.parametrize("height", [10.2, 11], ids=["below its title", "within a group"])
def test_a_form_that_begins_at_the_foot_of_a_page_is_never_read_into_the_one_above(height: float) -> None:
    def rows(at: int) -> list[str]:
        *_, one = list(actions())[at]
        return [
            cells(one.number) + cells(one.title, more="colspan: 2"),
            cells("Acteurs", more="rowspan: 2") + cells("Structure porteuse", one.pilot), cells("Partenaires", "EPF"),
            cells("Moyens", "Coût global", one.budget),
            cells("Échéancier") + cells(one.calendar, more="colspan: 2"),
        ]  # fmt: skip

    body = "".join(pdf_table("4cm, 5cm, 1fr", *rows(at)) for at in range(3))
    found = read(pdf(f"#set page(width: 21cm, height: {height}cm)\n" + body), "p.pdf")
    told = [(one.number, one.title, one.pilot, one.calendar) for *_, one in actions()][:3]
    said = [(unit.label, unit.title, unit.fields.get("pilot"), unit.fields.get("calendar")) for unit in found.units]
    assert said == told


def test_the_number_of_a_form_may_stand_below_its_name() -> None:
    body = "".join(
        pdf_table(
            "5cm, 1fr",
            *(cells(*pair) for pair in (
                ("Nom de l’action", one.title), ("Numéro de l’action", str(rank)), ("Maître d’ouvrage", one.pilot),
                ("Modalités de financement", "Région : 9 000 €"),
            )),
        )
        for rank, (*_, one) in enumerate(actions(), 1)
    )  # fmt: skip
    found = read(pdf(TALL + body), "p.pdf")
    assert _named(found) == [(str(rank), one.title) for rank, (*_, one) in enumerate(actions(), 1)]
    assert _paid(found) == [("Région", "9000")]


def test_payers_that_run_on_in_one_line_are_parted_where_each_has_its_sum() -> None:
    told = funding_of({"funders": "État (DSIL) : 144 000 € Région : 96 000 €\nAutofinancement : 24 000 €"}, {})
    assert [(one.name, one.sum.eur if one.sum else None) for one in told.funders] == [
        ("État (DSIL)", 144_000), ("Région", 96_000), ("Autofinancement", 24_000),
    ]  # fmt: skip


def test_costs_beside_receipts_within_a_fiche_say_its_cost_and_its_payers() -> None:
    one = next(actions())[2]
    rows = [
        (f"Fiche action n° {one.number}", one.title), ("Pilote", one.pilot), ("PLAN DE FINANCEMENT",),
        ("Dépenses", "Montant", "Recettes", "Montant"), ("Travaux", "900 €", "Région", "300 €"),
        ("", "", "Fonds propres", "600 €"), ("Total", "900 €", "Total", "900 €"), ("Calendrier", one.calendar),
    ]  # fmt: skip
    document = docx.Document()
    made = table(document, [row if len(row) > 1 else (*row, "", "", "") for row in rows])
    for at, row in enumerate(rows):
        if len(row) < 4:
            made.cell(at, len(row) - 1).merge(made.cell(at, 3))
    set_ = (cells(*row[:-1]) + cells(row[-1], more=f"colspan: {5 - len(row)}") for row in rows)
    for content, name in ((saved(document), "p.docx"), (pdf(TALL + pdf_table("5cm, 1fr, 1fr, 1fr", *set_)), "p.pdf")):
        found = read(content, name)
        assert _paid(found) == [("Région", "300"), ("Fonds propres", "600")]
        (unit,) = found.units
        assert (unit.fields["budget"], unit.fields["calendar"]) == ("900 €", one.calendar)


def test_cells_that_hold_labels_with_their_values_are_parted_into_fields() -> None:
    one = next(actions())[2]
    left, right = f"Porteur : {one.pilot}\nÉlu référent : Mme Roy", f"Coût : {one.budget}\nÉchéance : {one.calendar}"
    rows = [(f"Action n° {one.number} : {one.title}",), (left, right), ("Partenaires :\nEPF", "Indicateurs :\nSurface")]
    document = docx.Document()
    table(document, rows)
    told = {
        "pilot": one.pilot, "person": "Mme Roy", "budget": one.budget, "calendar": one.calendar, "partners": "EPF",
        "indicators": "Surface",
    }  # fmt: skip
    (unit,) = read(saved(document), "p.docx").units
    assert dict(unit.fields) == told
    set_ = (cells(rows[0][0], more="colspan: 2"), *(cells(*row).replace("\n", " \\\n") for row in rows[1:]))
    (unit,) = read(pdf(TALL + pdf_table("1fr, 1fr", *set_)), "p.pdf").units
    assert dict(unit.fields) == told


def test_numbered_headings_of_one_level_are_actions_where_forms_stand_below_them() -> None:
    document = docx.Document()
    for rank, (*_, one) in enumerate(actions(), 1):
        document.add_heading(f"1.{rank} – {one.title}", 2)
        table(document, [("Pilotage de l’action", one.pilot), ("Acteurs à mobiliser", "EPF"), ("Coût", one.budget)])
    found = _whole(read(saved(document), "p.docx"))
    assert _named(found) == [(f"1.{rank}", one.title) for rank, (*_, one) in enumerate(actions(), 1)]
    assert dict(found.units[0].fields) == {"pilot": "Ville de Bray", "partners": "EPF", "budget": "850 000 € HT"}


def test_numbered_chapters_without_forms_are_no_actions() -> None:
    document = docx.Document()
    for rank, said in enumerate(("Contexte", "Méthode", "Gouvernance"), 1):
        document.add_heading(f"1.{rank} – {said} du plan", 2)
        document.add_paragraph("Le comité se réunit chaque année.")
    with pytest.raises(PlanRefused, match="Aucune action"):
        read(saved(document), "p.docx")
