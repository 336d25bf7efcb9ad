"""Plans in the forms in which offices keep and print them: titles at the head of their paragraph, large figures that
count, codes beside titles, labels in lines of their own, steps below their action, forms with two labels a row."""

from __future__ import annotations

import docx
import docx.document
import pytest
import xlsxwriter

from etl.readers import read
from etl.readers.lines.headings import heading_level
from etl.readers.model import PlanRefused
from tests.pdf_shapes import pdf, plain
from tests.unseen import pilots, rows_of, saved, told, workbook

AXES = {
    "Axe 1 : Habiter": ("Ouvrir un guichet unique", "Rénover les écoles", "Loger les saisonniers"),
    "Axe 2 : Se déplacer": ("Tracer une voie verte", "Louer des vélos", "Apaiser le bourg"),
}
WANTED = [(title, (axis,)) for axis, titles in AXES.items() for title in titles]
NUMBERED = [(number, axis, title) for number, (title, (axis,)) in enumerate(WANTED, 1)]


def by_axis(one, size: int = 16) -> str:
    """The text of each action, `one` by number and title, below its axis in large type."""
    body = ""
    for axis in AXES:
        body += f"#text(size: {size}pt)[*{plain(axis)}*]\n\n"
        body += "".join(one(number, title) for number, own, title in NUMBERED if own == axis)
    return body


# In PDFs


def test_a_title_at_the_head_of_its_paragraph_is_one_whatever_its_lines() -> None:
    def action(number: int, title: str) -> str:
        words = "Les travaux commenceront par le bourg et dureront deux ans au moins. " * (number % 3 + 1)
        return f"*Action 1.{number} — {title}.* {words}\n\n_Pilote : Commune {number}. Échéance : 2026._\n\n"

    found = read(pdf(by_axis(action)), "plan.pdf")
    assert told(found) == WANTED
    assert pilots(found.units) == [f"Commune {number}" for number, *_ in NUMBERED]


def test_large_figures_that_count_on_tell_engagements_and_a_state_alone_is_theirs() -> None:
    def engagement(number: int, title: str) -> str:
        figure = f"#text(size: 40pt)[*{number}*]\n\n"
        return f"{figure}#text(size: 15pt)[*{title}*]\n\nUn texte court.\n\n#text(size: 8pt)[En cours]\n\n"

    # On its cover, how many they are; in its foreword, how many are done.
    head = "#text(size: 40pt)[*6*]\n\n#text(size: 20pt)[*engagements pour le bourg*]\n\n#pagebreak()\n"
    found = read(pdf(head + by_axis(engagement, 26)), "plan.pdf")
    assert told(found) == WANTED
    assert [unit.fields.get("status") for unit in found.units] == ["En cours"] * len(WANTED)


def test_figures_that_skip_tell_no_engagements() -> None:
    body = "".join(
        f"#text(size: 40pt)[*{number}*]\n\n#text(size: 15pt)[*{title}*]\n\nUn texte.\n\n"
        for number, title in zip((11, 8, 4, 1, 60, 3), (title for *_, title in NUMBERED), strict=True)
    )
    with pytest.raises(PlanRefused):
        read(pdf(body), "plan.pdf")


def test_a_code_beside_a_title_begins_a_fiche_whose_payers_are_a_table_in_it() -> None:
    body = ""
    for number, axis, title in NUMBERED:
        wide = "table.cell(colspan: 2)"
        body += f"""#table(columns: (1fr, 1fr, 1fr),
            [A{axis[4]}-{number}], {wide}[{title}], [Volet], {wide}[{plain(axis)}],
            [Maîtrise d’ouvrage], {wide}[Commune {number}],
            [Financeur], [Taux], [Montant (€ HT)], [Région], [40 %], [{number}40 000],
            [Commune], [60 %], [{number}60 000], [Coût total], [100 %], [{number}00 000])
            #pagebreak()
            """
    found = read(pdf(body), "plan.pdf")
    assert [unit.title for unit in found.units] == [title for *_, title in NUMBERED]
    assert pilots(found.units) == [f"Commune {number}" for number, *_ in NUMBERED]
    assert [unit.fields["budget"] for unit in found.units] == [f"{number}00 000" for number, *_ in NUMBERED]
    assert [[payer[:2] for payer in unit.fields["funders"]] for unit in found.units] == [
        [["Région", f"{number}40 000"], ["Commune", f"{number}60 000"]] for number, *_ in NUMBERED
    ]


def test_labels_in_lines_of_their_own_over_values_in_the_same_type() -> None:
    def fiche(number: int, title: str) -> str:
        fields = f"Pilote \\\n Commune {number} \\\n Budget \\\n {number} M€ \\\n Calendrier \\\n 2026"
        return f"#text(size: 13pt)[*{title}*]\n\nUn texte court.\n\n#set par(leading: 4pt)\n{fields}\n\n"

    found = read(pdf(by_axis(fiche)), "plan.pdf")
    assert told(found) == WANTED
    assert pilots(found.units) == [f"Commune {number}" for number, *_ in NUMBERED]


def test_a_list_of_the_fiches_before_them_is_none_of_them() -> None:
    listed = by_axis(lambda number, title: f"Fiche action n° {number} : {title} \\\n", 11)
    fiches = by_axis(lambda number, title: f"*Fiche action n° {number} : {title}*\n\nPilote : Commune {number}\n\n")
    found = read(pdf(f"{listed}\n#pagebreak()\n{fiches}"), "plan.pdf")
    assert told(found) == WANTED


# In Word


def test_a_heading_that_goes_on_is_one_and_what_stands_over_numbered_ones_is_the_documents() -> None:
    document = docx.Document()
    document.add_heading("Extrait du registre des délibérations", 1)
    for axis, titles in AXES.items():
        for part, title in enumerate(titles):
            document.add_heading(axis + (" (suite)" if part else ""), 2)
            document.add_heading(title, 3)
            document.add_paragraph("Pilote : Ville")
    assert told(saved(document, "plan.docx")) == WANTED


def test_headings_behind_a_number_or_a_picture_labels_behind_one_and_boxes_to_do() -> None:
    document = docx.Document()
    for at, (axis, titles) in enumerate(AXES.items(), 1):
        document.add_paragraph().add_run(f"🌾 {axis}" if at == 1 else f"7.{at} – {axis}").bold = True
        for title in titles:
            document.add_paragraph(style="List Number").add_run(title).bold = True
            document.add_paragraph("👤 Référent : Émilie")
            document.add_paragraph("💶 Budget : 3 800 €")
            document.add_paragraph("Statut : ☐ À lancer   ☑ En cours   ☐ Terminé")
            document.add_paragraph("☑ Réunir les habitants", style="List Bullet")
    document.add_paragraph().add_run("Penser à").bold = True
    document.add_paragraph("☐ réserver la salle", style="List Bullet")
    found = saved(document, "plan.docx")
    assert [unit.title for unit in found.units] == [title for title, _ in WANTED]
    assert [unit.headings[0].endswith(axis) for unit, (_, (axis,)) in zip(found.units, WANTED, strict=True)]
    assert {unit.fields["budget"] for unit in found.units} == {"3 800 €"}
    assert {unit.fields["status"] for unit in found.units} == {"En cours"}
    assert any("case à cocher" in doubt.why for doubt in found.doubts)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("7.1 – Orientation 1 : Habiter", 1), ("🌾 Axe 1 : Mieux manger", 1), ("12 – Objectif 1.2 : Loger", 2),
        ("2.1 Ouvrir une halle", 0), ("1) Axe du contrat", 0), ("3. Orientation", 0), ("☐ Axe 1 : Habiter", 0),
    ],
)  # fmt: skip
def test_what_may_stand_before_the_name_of_a_heading(said: str, level: int) -> None:
    assert heading_level(said) == level


# In workbooks


def test_a_form_of_two_labels_a_row_among_merged_columns_and_a_blank_one() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for number, axis, title in [*NUMBERED, (0, "Axe x", "x.x")]:
            sheet = book.add_worksheet(f"FA{number}" if number else "Trame vierge")
            for at, (label, value) in enumerate(
                [
                    ("FICHE ACTION", str(number)),
                    ("Axe stratégique", axis),
                    ("Pilote", f"Commune {number}" if number else ""),
                ]
            ):
                sheet.merge_range(at, 0, at, 1, label)
                sheet.merge_range(at, 2, at, 3, value)
            sheet.write(0, 4, title)
            sheet.merge_range(2, 5, 2, 6, "Élu(e) référent(e)")
            sheet.merge_range(2, 7, 2, 8, "Mme Barthas" if number else "")
            sheet.merge_range(3, 0, 3, 1, "Calendrier")
            sheet.merge_range(3, 2, 3, 3, "2026" if number else "")
            sheet.merge_range(3, 5, 3, 6, "Niveau de priorité")
            sheet.merge_range(3, 7, 3, 8, "1 - forte" if number else "")

    found = workbook(write)
    assert [unit.title for unit in found.units] == [title for title, _ in WANTED]
    assert pilots(found.units) == [f"Commune {number}" for number, *_ in NUMBERED]
    assert {unit.fields["calendar"] for unit in found.units} == {"2026"}
    assert any("trame que personne n’a remplie" in doubt.why for doubt in found.doubts)


def test_what_is_reckoned_below_a_total_is_no_action_and_a_step_says_nothing_of_its_action() -> None:
    found = rows_of(
        [
            ("N°", "Action", "Pilote", "Étapes", "Avancement de l’étape", "Coût", "État de l’action"),
            ("A1", "Rénover les écoles", "Ville", "Étude", "Fait", "1 M€", "En retard"),
            ("A2", "Ouvrir une halle", "Ville", "Travaux", "À faire", "2 M€", "En cours"),
            ("", "TOTAL", "", "", "", "3 M€", ""),
            ("", "Taux moyen de participation", "", "", "", "62 %", ""),
        ]
    )
    assert [unit.title for unit in found.units] == ["Rénover les écoles", "Ouvrir une halle"]
    assert [unit.fields["status"] for unit in found.units] == ["En retard", "En cours"]


def test_tasks_that_name_their_parent_by_its_number_and_title_are_its_steps() -> None:
    head = "Task ID,Name,Section,Assignee,Due Date,Status,Parent task\n"
    rows = "".join(
        f"{number}0,1.{number} {title},{axis},Ville,30/06/2026,En cours,\n"
        f"{number}1,Étude,,Paul,15/01/2026,Terminé,1.{number} {title}\n"
        for number, axis, title in NUMBERED
    )
    found = read(f"{head}{rows}".encode("utf-8-sig"), "export.csv")
    assert [unit.title for unit in found.units] == [title for title, _ in WANTED]
    assert [[child.text for child in unit.children] for unit in found.units] == [["Étude"]] * len(WANTED)
