"""Shapes that a third round of unseen plans showed: short names of columns, blocks that repeat their head, steps, notes
under a table, labels in one line, pairs of boxes on a slide, and lines of contents."""

from __future__ import annotations

from collections.abc import Sequence

import docx
import pptx
import pytest

from etl.readers import read
from tests.pdf_shapes import TALL, pdf
from tests.unseen import form, pilots, rows_of, saved, told


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("Éch.", "sept. 2025", "calendar"), ("Tps", "18 mois", "calendar"), ("€ HT", "742000", "budget"),
        ("Cofin.", "DETR 35 %", "funders"), ("Recettes", "CEE, Fonds vert", "funders"),
        ("Co-porteurs", "SYDEC", "partners"), ("Associés", "LPO", "partners"), ("Chef de projet", "Mme Roux", "person"),
        ("Élu ou service référent", "DGS", "person"), ("Date début", "01/03/2025", "start"),
        ("Date fin", "31/10/2025", "end"),
    ],
)  # fmt: skip
def test_short_and_rarer_names_of_columns_are_known(name: str, value: str, field: str) -> None:
    plan = read(f"N°;Action;{name}\n1;Isoler l’école;{value}\n2;Relier les bourgs;{value}\n".encode(), "plan.csv")
    said = [
        unit.fields.get(field) or unit.fields.get("funding_text" if field == "funders" else "") for unit in plan.units
    ]
    assert said == [value] * 2 or [str(one)[:10] for one in said] == ["-".join(reversed(value.split("/")))] * 2


def test_payers_that_a_short_name_of_a_column_hopes_for_do_not_pay_yet() -> None:
    plan = read("N°;Action;Cofin. attendus\n1;Isoler;ADEME\n2;Relier;Région\n".encode(), "plan.csv")
    assert [unit.fields["funders"] for unit in plan.units] == [
        {"Cofin. attendus": "ADEME"}, {"Cofin. attendus": "Région"},
    ]  # fmt: skip


@pytest.mark.parametrize(("values", "when"), [(("2026", "2025-2027"), "2026"), (("en cours", "2026"), None)])
def test_a_column_of_what_is_carried_out_says_when_where_it_says_years_alone(
    values: Sequence[str], when: str | None
) -> None:
    plan = read(f"N°;Action;Réalisation\n1;Isoler;{values[0]}\n2;Relier;{values[1]}\n".encode(), "plan.csv")
    assert plan.units[0].fields.get("calendar") == when


def test_two_columns_of_sums_without_a_name_are_no_cost() -> None:
    plan = read("N°;Action;Pilote;€ HT;€ TTC\n1;Isoler;Ville;10;12\n2;Relier;Ville;20;24\n".encode(), "plan.csv")
    assert [unit.fields.get("budget") for unit in plan.units] == [None, None]


def test_blocks_that_repeat_their_head_below_a_band_are_read_and_no_legend_under_them() -> None:
    head = ("Réf.", "Quoi ?", "Qui ?", "Coût (K€)", "État")
    rows: list[Sequence[object]] = [
        ("Feuille de route",), (), ("AXE A – CANTINES",) * 5, head,
        ("A1", "Créer une légumerie", "PETR", 420, "En cours"),
        ("A2", "Former les cuisiniers", "CNFPT", 18, "En cours"),
        ("", "", "Sous-total", 438, ""), (), ("AXE B – FONCIER",) * 5, head,
        ("B1", "Repérer les friches", "SAFER", 22, "Terminé"), ("", "", "Sous-total", 22, ""), (),
        ("", "", "Total", 460, ""), ("", "Légende"), ("", "Terminé"), ("", "En cours"),
    ]  # fmt: skip
    plan = rows_of(rows, [(2, 0, 2, 4), (8, 0, 8, 4)])
    assert told(plan) == [
        ("Créer une légumerie", ("AXE A – CANTINES",)),
        ("Former les cuisiniers", ("AXE A – CANTINES",)),
        ("Repérer les friches", ("AXE B – FONCIER",)),
    ]
    assert any("Sous le tableau" in doubt.why for doubt in plan.doubts)


def test_steps_are_below_their_action_whoever_takes_each() -> None:
    rows: list[Sequence[object]] = [
        ("Secteur", "Action", "Chef de projet", "Étapes", "Qui fait quoi ?", "Budget (k€ HT)"),
        ("Commerce", "1. Racheter trois cellules", "Manager", "Négociation", "EPF", 380),
        ("", "", "", "Acquisition", "Ville", ""),
        ("", "", "", "Bail", "SEM", ""),
        ("", "2. Refaire les enseignes", "Urbanisme", "Règlement", "Conseil", 60),
        ("", "", "", "Instruction", "Urbanisme", ""),
    ]
    units = rows_of(rows, [(1, 0, 5, 0), (1, 1, 3, 1), (1, 2, 3, 2), (4, 1, 5, 1), (4, 2, 5, 2)]).units
    assert [(unit.title, [one.text for one in unit.children]) for unit in units] == [
        ("Racheter trois cellules", ["Négociation", "Acquisition", "Bail"]),
        ("Refaire les enseignes", ["Règlement", "Instruction"]),
    ]


def test_a_text_column_of_steps_is_below_each_action() -> None:
    plan = read(
        "N°;Action;Étapes;Pilote\n1;Isoler;Audit, travaux;Ville\n2;Relier;Étude;Département\n".encode(), "plan.csv"
    )
    assert [(unit.title, [one.text for one in unit.children]) for unit in plan.units] == [
        ("Isoler", ["Audit, travaux"]), ("Relier", ["Étude"]),
    ]  # fmt: skip
    assert pilots(plan.units) == ["Ville", "Département"]


def test_labels_that_one_line_says_one_after_the_other_are_each_their_own() -> None:
    document = docx.Document()
    document.add_heading("Axe I – Un air plus sain", 1)
    for at, title in enumerate(("Équiper les classes", "Former les assistantes"), 1):
        document.add_heading(f"Action {at} – {title}", 2)
        for pairs in (
            (("Qui", "Service scolaire."), ("Avec", "DSDEN, ARS.")),
            (("Coût", "3 000 € TTC."), ("Financement", "ARS (80 %).")),
        ):
            paragraph = document.add_paragraph()
            for nth, (label, value) in enumerate(pairs):
                paragraph.add_run(f"{' ' * nth}{label} : ").bold = True
                paragraph.add_run(value)
    units = saved(document, "plan.docx").units
    assert [unit.title for unit in units] == ["Équiper les classes", "Former les assistantes"]
    assert {tuple(sorted((name, str(value)) for name, value in unit.fields.items())) for unit in units} == {
        (
            ("budget", "3 000 € TTC"),
            ("funders", "ARS (80 %)"),
            ("partners", "DSDEN, ARS"),
            ("pilot", "Service scolaire"),
        ),
    }


@pytest.mark.parametrize(
    ("head", "label", "title"),
    [
        ("Fiche A1 : Ouvrir une halte-répit", "Fiche A1", "Ouvrir une halte-répit"),
        ("Fiche action 1.A\nMassifier la rénovation", "Fiche action 1.A", "Massifier la rénovation"),
        ("Action 2.B – Poser des bornes", "Action 2.B", "Poser des bornes"),
        ("Action 1. À table", "Action 1", "À table"),
    ],
)
def test_the_number_of_a_fiche_may_have_letters(head: str, label: str, title: str) -> None:
    document = docx.Document()
    for nth, said in enumerate((head, head.replace("1", "7").replace("2", "8"))):
        form(document, (said,), ("Pilote", f"Ville {nth}"), ("Calendrier", "2026"))
    first = saved(document, "plan.docx").units[0]
    assert (first.label, first.title, first.fields["pilot"]) == (label, title, "Ville 0")


def test_the_heading_over_a_table_stands_above_its_column_of_themes() -> None:
    document = docx.Document()
    for axis, theme in (("AXE 1. BÂTIMENTS", "Patrimoine public"), ("AXE 2. AGRICULTURE", "Circuits courts")):
        document.add_heading(axis, 2)
        table = document.add_table(rows=0, cols=4)
        for cells in (("Thématique", "N°", "Action", "Pilote"), (theme, "1", f"Agir pour {theme}", "SDEC")):
            for place, text in zip(table.add_row().cells, cells, strict=True):
                place.text = text
    assert told(saved(document, "plan.docx")) == [
        ("Agir pour Patrimoine public", ("AXE 1. BÂTIMENTS", "Patrimoine public")),
        ("Agir pour Circuits courts", ("AXE 2. AGRICULTURE", "Circuits courts")),
    ]


def test_two_actions_that_a_slide_compares_are_two() -> None:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "AXE 1 – Manger local"
    slide = deck.slides.add_slide(deck.slide_layouts[4])
    slide.shapes.title.text = "Manger local"
    told_there = (
        "1.1 Approvisionner les cantines", "Pilote : Agglomération\nBudget : 55 000 €",
        "1.2 Réduire le gaspillage", "Pilote : Département\nBudget : 30 000 €",
    )  # fmt: skip
    for place, text in zip(list(slide.placeholders)[1:], told_there, strict=True):
        place.text = text
    plan = saved(deck, "plan.pptx")
    assert told(plan) == [
        ("Approvisionner les cantines", ("AXE 1 – Manger local",)),
        ("Réduire le gaspillage", ("AXE 1 – Manger local",)),
    ]
    assert pilots(plan.units) == ["Agglomération", "Département"]


def test_lists_of_the_context_are_no_actions_where_headings_are() -> None:
    text = "# Feuille de route\n\n## Contexte\n\n- 12 communes\n- 84 000 habitants\n\n## Orientation A – Connaître\n\n"
    for at, title in enumerate(("Compléter l’atlas", "Suivre les pollinisateurs"), 1):
        text += f"### A.{at} {title}\n\n- **Pilote** : LPO\n- **Calendrier** : 2026\n\n"
    plan = read(text.encode(), "plan.md")
    assert [(unit.label, unit.title) for unit in plan.units] == [
        ("A.1", "Compléter l’atlas"), ("A.2", "Suivre les pollinisateurs"),
    ]  # fmt: skip
    assert any("n’est pas lue" in doubt.why for doubt in plan.doubts)


def test_what_follows_a_field_is_its_rest_or_describes_the_action_and_never_its_title() -> None:
    text, cost = "Axe 1 : Bâtiments\n\n", "Coût : 1 240 000 € HT, dont 420 000 € de DSIL (dossier déposé, réponse\n"
    for at, title in enumerate(("Rénover l’école", "Éteindre la nuit"), 1):
        text += f"{at}) {title}\n   Pilote : M. Kerjean\n   {cost}"
        text += "   attendue en janvier)\n   Échéance : rentrée 2027\n   => Engagé. L’APD est validé.\n\n"
    plan = read(text.encode(), "plan.txt")
    assert [unit.title for unit in plan.units] == ["Rénover l’école", "Éteindre la nuit"]
    assert {unit.fields["budget"] for unit in plan.units} == {
        "1 240 000 € HT, dont 420 000 € de DSIL (dossier déposé, réponse attendue en janvier)"
    }
    assert all("Engagé. L’APD est validé." in unit.text for unit in plan.units)


def test_lines_of_contents_are_no_fiches_where_their_pages_stand_apart() -> None:
    body = f"#set page(height: {TALL})\n" if TALL.endswith("pt") else ""
    titles = ("Remettre sur le marché 60 logements", "Convertir le couvent")
    for at, title in enumerate(titles, 1):
        body += f"Fiche action n° {at} – {title} ............ #h(1fr) {at + 1}\n\n"
    body += "#pagebreak()\n"
    for at, title in enumerate(titles, 1):
        body += (
            f"#table(columns: (30%, 70%), [*FICHE ACTION N° {at}*], [*{title.upper()}*], [Maître d’ouvrage], "
            f"[Commune {at}], [Échéancier], [2026], [Coût prévisionnel], [185 000 € HT])\n\n"
        )
    units = read(pdf(body), "plan.pdf").units
    assert [unit.title for unit in units] == [title.upper() for title in titles]
    assert pilots(units) == ["Commune 1", "Commune 2"]
