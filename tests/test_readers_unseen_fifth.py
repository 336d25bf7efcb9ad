"""Shapes that a fifth round of unseen plans showed: exports of tickets, banners of sheets, payers over their sums,
values that stand below one another, contents over two lines, columns beside the text of a published PDF."""

from __future__ import annotations

from collections.abc import Sequence

import docx
import pytest
import xlsxwriter

from etl.readers import funding_of, read
from tests.pdf_shapes import TALL, pdf
from tests.unseen import rows_of, saved, told, workbook


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("Désignation des travaux", "Isoler l’école", "title"), ("Action nom", "Isoler l’école", "title"),
        ("Chargé d’op.", "P. Garric", "person"), ("Élu pilote", "M. Lescure", "person"),
        ("Estimation k€ HT", "320", "budget"), ("Total TTC", "125000", "budget"),
        ("Observations / état", "Devis signé", "status"),
        ("Champ personnalisé (Budget prévisionnel)", "8 k€", "budget"),
        ("Custom field (Partenaires)", "CCI", "partners"),
    ],
)  # fmt: skip
def test_more_names_of_columns_are_known(name: str, value: str, field: str) -> None:
    beside = ("Porteur", "Ville") if field == "title" else ("Action", "Relier les bourgs")
    (unit,) = read(f"N°;{beside[0]};{name}\n1;{beside[1]};{value}\n".encode(), "plan.csv").units
    assert (unit.title if field == "title" else unit.fields[field]) in (value, float(value) if value.isdigit() else "")


def test_the_vocations_of_a_charter_stand_above_its_measures() -> None:
    plan = read("Vocation;Mesure;Action;Pilote\n1. Préserver;1.1 Milieux;Acquérir;PNR\n".encode(), "plan.csv")
    assert told(plan) == [("Acquérir", ("1. Préserver", "1.1 Milieux"))]


def test_an_export_of_tickets_calls_titles_summaries() -> None:
    names = "Clé de ticket,Type de ticket,Résumé,État,Responsable,Parent,Date d’échéance,Description"
    rows = 'T-2,Action,Extinction des serveurs,Terminé,Mme Roux,Sobriété,28/02/2026,"gain, 11 MWh"\n'
    (unit,) = read(f"{names}\n{rows}".encode(), "export.csv").units
    assert (unit.label, unit.title, unit.headings, unit.text) == (
        "T-2", "Extinction des serveurs", ("Sobriété",), "gain, 11 MWh",
    )  # fmt: skip
    assert unit.fields["end"] == "2026-02-28" and unit.fields["status"] == "Terminé"
    # Where nothing numbers tickets, a summary is a description.
    (unit,) = read("N°;Action;Résumé;Porteur\n1;Relier;gain;PETR\n".encode(), "plan.csv").units
    assert (unit.title, unit.text) == ("Relier", "gain")


WORKSHOPS: list[Sequence[object]] = [
    ("Restitution des ateliers",), ("Saisie : la stagiaire",), (),
    ("ATELIER 1 : VIVRE AU BOURG",), (),
    ("Fiche 1 – Un jardin partagé",), ("Porteur", "Les Pouces verts", "Partenaires", "Mairie"),
    ("Coût estimé", "3 500 €"), (),
    ("Fiche 2 – Rouvrir le lavoir",), ("Porteur", "Ville", "Partenaires", "ARS"), ("Coût estimé", "12 000 €"), (),
    ("ATELIER 2 : SE DÉPLACER",), (),
    ("Fiche 3 – Un pédibus",), ("Porteur", "Parents", "Partenaires", "École"), ("Coût estimé", "300 €"),
]  # fmt: skip


def test_words_between_blank_rows_of_a_sheet_head_the_fiches_below_them() -> None:
    assert told(rows_of(WORKSHOPS)) == [
        ("Un jardin partagé", ("ATELIER 1 : VIVRE AU BOURG",)),
        ("Rouvrir le lavoir", ("ATELIER 1 : VIVRE AU BOURG",)),
        ("Un pédibus", ("ATELIER 2 : SE DÉPLACER",)),
    ]


def test_one_line_above_all_fiches_of_a_sheet_is_the_name_of_the_whole() -> None:
    rows = [("Projet de territoire",), (), *WORKSHOPS[5:12]]
    assert told(rows_of(rows)) == [("Un jardin partagé", ()), ("Rouvrir le lavoir", ())]


def test_the_banner_of_all_sheets_is_no_action_and_their_summary_is_no_table_that_is_lost() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        summary = book.add_worksheet("Sommaire")
        for at, row in enumerate((("N°", "Intitulé", "Onglet"), ("1.1", "Réhabiliter l’îlot", "FA 1.1"),
                                  ("2.1", "Recruter un manager", "FA 2.1"))):  # fmt: skip
            summary.write_row(at, 0, row)
        for number, title, aim in (("1.1", "Réhabiliter l’îlot", "Loger"), ("2.1", "Recruter un manager", "Vendre")):
            sheet = book.add_worksheet(f"FA {number}")
            fields = (("Maître d’ouvrage", "Ville"), ("Objectif", aim), ("Coût total", "10 €"))
            rows = (("AVENANT DE PROJET",), (f"Fiche action n° {number}",), (), ("Nom de l’action", title), *fields)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)

    plan = workbook(write)
    assert told(plan) == [("Réhabiliter l’îlot", ()), ("Recruter un manager", ())]
    # What each aims at is its own, and no heading.
    assert [unit.text for unit in plan.units] == ["Loger", "Vendre"]
    assert not plan.doubts


def test_payers_side_by_side_over_their_sums_pay_them() -> None:
    document = docx.Document()
    for at, title in enumerate(("Parcours spectacle", "Résidence d’auteur"), 1):
        table = document.add_table(rows=0, cols=4)
        rows = (
            (f"Fiche action n° {at}", title, title, title), ("Structure pilote", "CC", "Calendrier", "2026"),
            ("Financements prévisionnels",) * 4, ("DRAC", "Département", "CAF", "CC de la Plaine"),
            ("15 000 €", "8 000 €", "", "10 000 €"), ("Indicateurs", "Élèves", "Statut de l’action", "Nouvelle"),
        )  # fmt: skip
        for row in rows:
            made = table.add_row().cells
            for cell, text in zip(made, row, strict=True):
                cell.text = text
            if len(set(row)) < 3:
                made[len(set(row)) - 1].merge(made[3]).text = row[3]
        document.add_paragraph("")
    units = saved(document, "plan.docx").units
    assert [unit.title for unit in units] == ["Parcours spectacle", "Résidence d’auteur"]
    for unit in units:
        said = {one.name: one.sum.eur for one in funding_of(unit.fields, {}).funders}
        assert said == {"DRAC": 15_000, "Département": 8_000, "CC de la Plaine": 10_000}
        assert unit.fields["status"] == "Nouvelle"


def test_a_phrase_says_in_brackets_what_field_it_is() -> None:
    document = docx.Document()
    for at in (1, 2):
        document.add_heading(f"Action {at} – Repérer les fermes {at}", 2)
        document.add_paragraph("Pilote : Chambre d’agriculture")
        document.add_paragraph("On saura que ça marche si (indicateurs) : nombre de cédants rencontrés")
        document.add_paragraph("Région (financeurs) : à rencontrer")
    units = saved(document, "plan.docx").units
    assert [unit.fields["indicators"] for unit in units] == ["nombre de cédants rencontrés"] * 2
    assert all("funders" not in unit.fields for unit in units), "a body before brackets is no label"


ANNEX = """SOMMAIRE

AXE 1 – RESTAURER L'HABITAT ........................ 3
   Fiche action n° 1 – Rénovation de l'îlot des Tanneurs et
   du quai ........................................ 3
   Fiche action n° 2 – Permis de louer ............ 4

AXE 1 – RESTAURER L'HABITAT

Fiche action n° 1
RÉNOVATION DE L'ÎLOT DES TANNEURS

Maître d'ouvrage :       SEM
Financement :            Anah 2 100 000 € ; Région 400 000 €
                         (à solliciter) ; Ville 820 000 €
Calendrier :             2026

Fiche action n° 2
PERMIS DE LOUER

Maître d'ouvrage :       Communauté de communes
Financement :            Communauté de communes
"""


def test_an_entry_of_contents_over_two_lines_is_no_fiche() -> None:
    assert told(read(ANNEX.encode(), "annexe.txt")) == [
        ("RÉNOVATION DE L'ÎLOT DES TANNEURS", ("AXE 1 – RESTAURER L'HABITAT",)),
        ("PERMIS DE LOUER", ("AXE 1 – RESTAURER L'HABITAT",)),
    ]


def test_lines_below_the_value_of_a_field_are_its_rest() -> None:
    first = read(ANNEX.encode(), "annexe.txt").units[0]
    said = {one.name: one.certainty for one in funding_of(first.fields, {}).funders}
    assert said["Région"] == "envisage" and "Ville" in said
    assert first.fields["calendar"] == "2026"


PUBLISHED = TALL + "".join(
    f"""#text(size: 12pt)[Axe {axis} — Se déplacer]

#grid(columns: (2cm, 1fr), text(size: 22pt, weight: "bold")[{number}], text(size: 16pt, weight: "bold")[{title}])

#grid(columns: (1fr, 7cm), column-gutter: 1cm, [
#text(size: 12pt)[Pourquoi cette action ?]

Près de la moitié des trajets font moins de trois kilomètres, et la route les porte presque tous.

#text(size: 12pt, weight: "bold")[Indicateurs de suivi]

• Trajets comptés

• Places offertes
], [
#text(size: 9.5pt, weight: "bold")[PILOTE]

#text(size: 9pt)[Communauté de communes du Pays de Brenne, service des mobilités]

#text(size: 9.5pt, weight: "bold")[PARTENAIRES]

#text(size: 9pt)[Anah \\ ADIL 58 \\ Soliha]

#text(size: 9.5pt, weight: "bold")[FINANCEMENTS]

#text(size: 9pt)[Anah : 206 000 € \\ Région : 60 000 €]
])
#pagebreak()
"""
    for axis, number, title in ((1, 1, "RELIER LES BOURGS"), (1, 2, "PRÊTER DES VÉLOS"), (2, 3, "PARTAGER LES TRAJETS"))
)


def test_a_published_pdf_with_a_column_of_fields_beside_its_text_is_read() -> None:
    cover = "#text(size: 30pt)[Plan climat]\n\n#text(size: 16pt)[Tome 3]\n\n"
    cover += "#text(size: 16pt)[Pays de Brenne]\n#pagebreak()\n"
    plan = read(pdf(TALL + cover + PUBLISHED.removeprefix(TALL)), "plan.pdf")
    assert [(unit.label, unit.title, unit.headings) for unit in plan.units] == [
        ("1", "RELIER LES BOURGS", ("Axe 1 — Se déplacer",)),
        ("2", "PRÊTER DES VÉLOS", ("Axe 1 — Se déplacer",)),
        ("3", "PARTAGER LES TRAJETS", ("Axe 2 — Se déplacer",)),
    ]
    for unit in plan.units:
        assert unit.fields["pilot"] == "Communauté de communes du Pays de Brenne, service des mobilités"
        assert unit.fields["partners"].split("\n") == ["Anah", "ADIL 58", "Soliha"]
        assert unit.fields["indicators"].split("\n") == ["Trajets comptés", "Places offertes"]
        assert {one.name: one.sum.eur for one in funding_of(unit.fields, {}).funders} == {
            "Anah": 206_000,
            "Région": 60_000,
        }
