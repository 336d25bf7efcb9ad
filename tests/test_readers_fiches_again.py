"""Fiches and lists as they were met blind: forms whose parts have headings, tables below a title or with an action a
column, words in bold before prose, lines that numbers or capitals tell, cards on a slide, annexes."""

from __future__ import annotations

import docx
import openpyxl
import pptx
import pytest

from etl.plans.folder import _unit_rows
from etl.readers import PlanRead, PlanRefused, read
from etl.readers.fields.funding import funding_of
from tests.test_readers import workbook
from tests.usual_shapes import actions, saved, table


def _whole(found: PlanRead) -> PlanRead:
    """The plan, where a plan folder keeps each of its units on lines of its own."""
    rows, twice = _unit_rows(found, [line.text for line in found.lines if not line.is_apart])
    assert not twice and sum(row[0] == "unit" for row in rows) == len(found.units)
    return found


def _text(text: str) -> PlanRead:
    return _whole(read(text.encode(), "p.txt"))


def _said(found: PlanRead) -> list[tuple[str, str, dict[str, object]]]:
    return [(unit.label, unit.title, dict(unit.fields)) for unit in found.units]


def _all(label: str = "{}") -> list[tuple[str, str, dict[str, object]]]:
    return [
        (label.format(one.number), one.title, {"pilot": one.pilot, "budget": one.budget, "calendar": one.calendar})
        for *_, one in actions()
    ]


def _why(found: PlanRead) -> str:
    return " ".join(doubt.why for doubt in found.doubts)


def test_headings_that_each_fiche_has_are_its_parts_and_those_above_them_the_actions() -> None:
    document = docx.Document()
    document.add_heading("Charte du parc", 0)
    for axis, _, one in actions():
        document.add_heading(axis, 1)
        document.add_heading(f"Mesure M{one.number} – {one.title}", 2)
        for label, value in (
            ("Contexte", one.text), ("Rôle du syndicat", "Animer."), ("Pilote", one.pilot), ("Coût", one.budget),
            ("Calendrier", one.calendar),
        ):  # fmt: skip
            document.add_heading(label, 3)
            document.add_paragraph(value)
    found = _whole(read(saved(document), "p.docx"))
    assert _said(found) == _all("Mesure M{}") and not found.doubts
    assert found.units[0].text == "Deux écoles seront isolées.\nRôle du syndicat\nAnimer."


def test_a_line_in_bold_that_each_fiche_has_ends_none() -> None:
    document = docx.Document()
    for *_, one in actions():
        document.add_heading(f"Action {one.number} : {one.title}", 1)
        for label, value in (("Territoire concerné", "Bray"), ("Objectif", "Mieux vivre."), ("Pilote", one.pilot)):
            document.add_paragraph().add_run(label).bold = True
            document.add_paragraph(value)
    found = _whole(read(saved(document), "p.docx"))
    assert [unit.fields for unit in found.units] == [{"pilot": one.pilot} for *_, one in actions()]
    assert found.units[0].text == "Territoire concerné\nBray\nObjectif : Mieux vivre." and not found.doubts


@pytest.mark.parametrize("name", ["p.docx", "p.xlsx"])
def test_a_table_of_fields_below_a_row_that_names_it_is_a_fiche(name: str) -> None:
    rows = [
        [
            (f"EC-{one.number} – {one.title}",), ("Pilote", one.pilot, "Coût prévisionnel", one.budget),
            ("Échéance", one.calendar, "Partenaires", ""),
        ]
        for *_, one in actions()
    ]  # fmt: skip
    document, book = docx.Document(), openpyxl.Workbook()
    book.remove(book.active)
    for told in rows:
        made = table(document, [("", "", "", ""), *told[1:]])
        made.rows[0].cells[0].merge(made.rows[0].cells[3]).text = told[0][0]
        document.add_paragraph("")
        sheet = book.create_sheet()
        for row in told:
            sheet.append(row)
    found = _whole(read(saved(document if name == "p.docx" else book), name))
    assert _said(found) == _all("EC-{}")


def test_labels_above_their_values_are_read_though_one_of_them_is_unknown() -> None:
    document = docx.Document()
    for *_, one in actions():
        document.add_heading(f"Action {one.number} : {one.title}", 1)
        table(
            document,
            [("Pilote", "Budget", "Moyens humains", "Calendrier"), (one.pilot, one.budget, "1 ETP", one.calendar)],
        )
    assert _said(_whole(read(saved(document), "p.docx"))) == _all("Action {}")


def test_cells_that_are_fiches_each_are_actions_beside_one_another() -> None:
    document = docx.Document()
    told = [
        f"Action {one.number} – {one.title}\nPilote : {one.pilot}\nCoût : {one.budget}\nÉchéance : {one.calendar}"
        for *_, one in actions()
    ]
    table(document, [(told[0], told[1]), (told[2], told[3])])
    assert _said(_whole(read(saved(document), "p.docx"))) == _all("Action {}")


@pytest.mark.parametrize("name", ["p.docx", "p.txt"])
def test_fields_that_run_on_in_one_line_are_parted_and_payers_are_not(name: str) -> None:
    line = "Pilote\t: Ville ; Coût : 9 € ; Échéance : 2026"
    paid = "Financeurs : État : 4 € ; Région : 2 €"
    document = docx.Document()
    document.add_heading("Action 1 : Planter", 1)
    for text in (line, paid):
        document.add_paragraph(text)
    content = saved(document) if name == "p.docx" else f"Action 1 : Planter\n{line}\n{paid}\n".encode()
    (unit,) = read(content, name).units
    assert dict(unit.fields) == {
        "pilot": "Ville", "budget": "9 €", "calendar": "2026", "funders": "État : 4 € ; Région : 2 €",
    }  # fmt: skip


def test_numbers_before_all_titles_are_their_numbers_and_questions_are_labels() -> None:
    rows: list[list[object]] = [
        ["Quoi ?", "Qui ?", "Avec qui ?", "Combien ça coûte ?", "Où en est-on ?"],
        ["1 - Refaire la signalétique", "OT", "Communes", "9 €", "en cours"], ["2 - Éditer une carte", "OT"],
    ]  # fmt: skip
    first, second = _whole(read(workbook(rows), "p.xlsx")).units
    assert (first.label, first.title, second.label) == ("1", "Refaire la signalétique", "2")
    assert dict(first.fields) == {"pilot": "OT", "partners": "Communes", "budget": "9 €", "status": "en cours"}


def test_the_boxes_of_tasks_are_no_words_of_their_titles() -> None:
    text = "# Feuille de route\n\n## Mobilité\n\n- [x] Ouvrir la ligne 4\n- [ ] Créer un parking\n  - [ ] étudier\n"
    found = _whole(read(text.encode(), "p.md"))
    assert [unit.title for unit in found.units] == ["Ouvrir la ligne 4", "Créer un parking"]
    assert [child.text for child in found.units[1].children] == ["étudier"]


def test_a_slide_called_fiche_action_is_named_and_numbered_by_its_table() -> None:
    shown = pptx.Presentation()
    for *_, one in actions():
        slide = shown.slides.add_slide(shown.slide_layouts[5])
        slide.shapes.title.text = "FICHE ACTION"
        side = pptx.util.Cm(2)
        cells = slide.shapes.add_table(5, 2, side, side, 8 * side, 5 * side).table
        rows = (("N°", one.number), ("Nom de l’action", one.title), ("Porteur", one.pilot), ("Budget", one.budget),
                ("Calendrier", one.calendar))  # fmt: skip
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                cells.cell(at, column).text = text
    assert _said(_whole(read(saved(shown), "p.pptx"))) == _all("FICHE ACTION {}")


@pytest.mark.parametrize("name", ["p.docx", "p.txt"])
def test_lines_that_say_action_without_a_number_are_actions_with_the_fields_below_them(name: str) -> None:
    lines = ("Objectif 1.1 : Sobriété", "Action : Poser des thermostats", "- Pilote : Bâtiments", "Action : Isoler")
    document = docx.Document()
    for at, line in enumerate(lines):
        document.add_paragraph().add_run(line).bold = at == 0
    content = saved(document) if name == "p.docx" else "\n".join(lines).encode()
    found = _whole(read(content, name))
    assert [(unit.title, unit.headings, dict(unit.fields)) for unit in found.units] == [
        ("Poser des thermostats", ("Objectif 1.1 : Sobriété",), {"pilot": "Bâtiments"}),
        ("Isoler", ("Objectif 1.1 : Sobriété",), {}),
    ]
    assert not found.doubts


def test_arrows_are_signs_of_lists_and_a_heading_behind_one_is_no_action() -> None:
    found = _text("Enjeu n°1 – L’eau\n→ Objectif 1.1 : Économiser\n► Poser des compteurs\n► Restaurer les mares\n")
    above = ("Enjeu n°1 – L’eau", "Objectif 1.1 : Économiser")
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("Poser des compteurs", above), ("Restaurer les mares", above),
    ]  # fmt: skip


def test_what_an_item_of_a_slide_says_of_the_one_above_it_is_its_field() -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[1])
    slide.shapes.title.text = "Axe 1 : Habiter"
    slide.placeholders[1].text_frame.text = "Résorber l’indigne\nPilote : ADIL\nCréer des passerelles\nPilote : SOLIHA"
    found = _whole(read(saved(shown), "p.pptx"))
    assert [(unit.title, dict(unit.fields)) for unit in found.units] == [
        ("Résorber l’indigne", {"pilot": "ADIL"}), ("Créer des passerelles", {"pilot": "SOLIHA"}),
    ]  # fmt: skip


def test_a_row_that_numbers_a_fiche_stands_above_its_title() -> None:
    document = docx.Document()
    for *_, one in actions():
        rows = [("Fiche action", one.number), ("Titre", one.title), ("Pilotage", one.pilot), ("Budget", one.budget)]
        table(document, [*rows, ("Calendrier", one.calendar)])
        document.add_page_break()
    assert _said(_whole(read(saved(document), "p.docx"))) == _all("Fiche action {}")


def test_titles_in_bold_of_a_markdown_text_are_actions_below_its_headings() -> None:
    text = "# Plan\n\n## Axe 1 : Bouger\n\n**Action 1 : Créer un pédibus**\n\nPilote : école\n\n## Axe 2 : Manger\n\n"
    found = _whole(read(f"{text}Action 2 : Ouvrir une AMAP\n\nPilote : CIVAM\n".encode(), "p.md"))
    assert [(unit.title, unit.headings, unit.fields["pilot"]) for unit in found.units] == [
        ("Créer un pédibus", ("Axe 1 : Bouger",), "école"), ("Ouvrir une AMAP", ("Axe 2 : Manger",), "CIVAM"),
    ]  # fmt: skip


def test_items_typed_by_hand_below_roman_numbers_are_actions_and_told() -> None:
    document = docx.Document()
    for line in (
        "I. Se loger",
        "a) Créer un observatoire",
        "b) Rénover",
        "II. Se soigner",
        "a) Accueillir des internes",
    ):
        document.add_paragraph(line)
    found = _whole(read(saved(document), "p.docx"))
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("Créer un observatoire", ("I. Se loger",)), ("Rénover", ("I. Se loger",)),
        ("Accueillir des internes", ("II. Se soigner",)),
    ]  # fmt: skip
    assert "lignes à puce" in _why(found)


def test_two_tables_of_one_slide_keep_each_action_on_a_line_of_its_own() -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[5])
    slide.shapes.title.text = "Axe 1 : Bouger"
    side = pptx.util.Cm(1)
    for at, titles in enumerate((("Refaire le site", "Tenir un salon"), ("Créer une marque", "Accueillir"))):
        cells = slide.shapes.add_table(3, 2, at * 12 * side, 4 * side, 11 * side, 5 * side).table
        for row, texts in enumerate((("Action", "Pilote"), *((title, "OT") for title in titles))):
            for column, text in enumerate(texts):
                cells.cell(row, column).text = text
    found = _whole(read(saved(shown), "p.pptx"))
    assert [unit.title for unit in found.units] == [
        "Refaire le site",
        "Tenir un salon",
        "Créer une marque",
        "Accueillir",
    ]


def _paid_rows() -> list[list[object]]:
    return [
        ["Plan de financement", "Financeur", "Taux", "Montant HT"], [None, "État", "50 %", "20 000 €"],
        [None, "Région", "20 %", "8 000 €"], [None, "Total", "100 %", "40 000 €"], ["Pilote", "SDE"],
    ]  # fmt: skip


def test_a_table_of_payers_in_a_fiche_says_sums_and_shares_and_its_total_is_no_payer() -> None:
    found = read(workbook([["Fiche action n° 1"], ["Intitulé", "Étudier un réseau"], *_paid_rows()]), "p.xlsx")
    (unit,) = found.units
    paid = funding_of(unit.fields, found.facts)
    assert [(one.name, one.share, one.sum and one.sum.words) for one in paid.funders] == [
        ("État", "50 %", "20 000 €"), ("Région", "20 %", "8 000 €"),
    ]  # fmt: skip
    assert [(str(one.eur), one.basis) for one in paid.sums] == [("40000", "HT")]
    assert unit.fields["pilot"] == "SDE"


def _columns() -> list[tuple[str, ...]]:
    told = [one for *_, one in actions()]
    return [
        ("", *(f"Action {one.number}" for one in told)), ("Intitulé", *(one.title for one in told)),
        ("Pilote", *(one.pilot for one in told)), ("Coût", *(one.budget for one in told)),
        ("Échéance", *(one.calendar for one in told)),
    ]  # fmt: skip


def test_actions_that_are_columns_are_read_each_with_a_place_and_a_line_of_its_own() -> None:
    document = docx.Document()
    document.add_heading("Axe 4 – Lutter contre le bruit", 1)
    table(document, _columns())
    found = _whole(read(saved(document), "p.docx"))
    assert _said(found) == _all("Action {}")
    assert {unit.headings for unit in found.units} == {("Axe 4 – Lutter contre le bruit",)}
    sheet = _whole(read(workbook([["Programme"], [], *map(list, _columns())]), "p.xlsx"))
    assert _said(sheet) == _all("Action {}")
    assert [unit.place.said() for unit in sheet.units][:2] == [
        "feuille Plan, ligne 3, colonne 2", "feuille Plan, ligne 3, colonne 3",
    ]  # fmt: skip


def test_words_in_bold_before_prose_are_actions_and_told() -> None:
    document = docx.Document()
    for axis, _, one in actions():
        document.add_heading(axis, 1)
        made = document.add_paragraph()
        made.add_run(f"{one.title}.").bold = True
        made.add_run(f" {one.text}")
    found = _whole(read(saved(document), "p.docx"))
    assert [(unit.title, unit.headings, unit.text) for unit in found.units] == [
        (one.title, (axis,), one.text) for axis, _, one in actions()
    ]
    assert "mots en gras" in _why(found)


def test_lines_of_one_cell_below_actions_are_each_one_and_told() -> None:
    cell = "Créer un label local\nFormer les hébergeurs"
    found = _whole(read(workbook([["Axe", "Actions", "Pilote"], ["1. Accueillir", cell, "OT"]]), "p.xlsx"))
    assert [unit.title for unit in found.units] == cell.split("\n") and "plusieurs lignes" in _why(found)
    one = read(workbook([["Axe", "Action", "Pilote"], ["1. Accueillir", cell, "OT"]]), "p.xlsx")
    assert [unit.title for unit in one.units] == [cell.replace("\n", " ")]


_OUTLINE = (
    "1 Un territoire sobre\n1.1 Réduire la demande\n1.1.1 Éteindre la nuit\nPilote : communes\n1.1.1.a Étudier\n"
    "1.1.2 Suivre les bâtiments\n1.2 Former\n1.2.1 Sensibiliser les agents\nCoût : 2 000 €\n"
)


def test_the_deepest_numbers_of_an_outline_are_actions_below_the_others_and_told() -> None:
    expected = [
        ("1.1.1", "Éteindre la nuit", {"pilot": "communes"}), ("1.1.2", "Suivre les bâtiments", {}),
        ("1.2.1", "Sensibiliser les agents", {"budget": "2 000 €"}),
    ]  # fmt: skip
    document = docx.Document()
    document.add_heading("Agenda 2030", 1)
    for line in _OUTLINE.splitlines():
        document.add_paragraph(line)
    for found, above in ((_text(_OUTLINE), ()), (_whole(read(saved(document), "p.docx")), ("Agenda 2030",))):
        assert _said(found) == expected and "lignes numérotées" in _why(found)
        assert found.units[0].headings == (*above, "1 Un territoire sobre", "1.1 Réduire la demande")


def test_a_numbered_list_says_its_actions_and_their_state_and_that_of_a_report_does_not() -> None:
    text = "BILAN\n\n1) Une ressourcerie (réalisé) : ouverte en 2023.\n2) Un broyeur (abandonné)\n3) Charte\n"
    found = _text(text)
    assert _said(found) == [
        ("1", "Une ressourcerie", {"status": "réalisé"}), ("2", "Un broyeur", {"status": "abandonné"}),
        ("3", "Charte", {}),
    ]  # fmt: skip
    with pytest.raises(PlanRefused):
        read("1. Contexte\nBla.\n2. Présentation\nBla.\n3. Calendrier\nBla.\n".encode(), "p.txt")


def test_lines_in_capitals_between_roman_numbers_are_actions_and_told() -> None:
    first = "I. DIFFUSER\nCRÉER UNE SAISON\nDouze spectacles.\nÉQUIPER LES SALLES\nUn kit.\n"
    found = _text(f"{first}II. TRANSMETTRE\nOUVRIR UNE CLASSE\nAvec le collège.\n")
    assert [(unit.title, unit.headings, unit.text) for unit in found.units] == [
        ("CRÉER UNE SAISON", ("I. DIFFUSER",), "Douze spectacles."),
        ("ÉQUIPER LES SALLES", ("I. DIFFUSER",), "Un kit."),
        ("OUVRIR UNE CLASSE", ("II. TRANSMETTRE",), "Avec le collège."),
    ]  # fmt: skip
    assert "capitales" in _why(found)


def test_labels_alone_on_their_lines_need_no_colon() -> None:
    found = _text("FICHE ACTION 1\nTitre\nPlanter une forêt\nPilote\nLes Mains vertes\nBudget prévisionnel\n14 500 €\n")
    assert _said(found) == [
        ("FICHE ACTION 1", "Planter une forêt", {"pilot": "Les Mains vertes", "budget": "14 500 €"})
    ]


def test_what_stands_below_annexes_is_no_action_and_told() -> None:
    text = "# Plan\n\n## Axe I – Eau\n\n### I.1 Curer les fossés\n\n- **Pilote :** régie\n\n### I.2 Réutiliser\n\n"
    annex = "- **Coût :** 9 €\n\n## Annexes\n\n### Méthode\n\nLes données.\n"
    found = _whole(read(f"{text}{annex}".encode(), "p.md"))
    assert [(unit.label, unit.title) for unit in found.units] == [("I.1", "Curer les fossés"), ("I.2", "Réutiliser")]
    assert "« Annexes »" in _why(found)


def test_cards_of_a_slide_have_the_boxes_that_stand_below_their_titles() -> None:
    shown = pptx.Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[6])
    side = pptx.util.Cm(1)

    def box(left: int, top: int, text: str) -> None:
        slide.shapes.add_textbox(left * side, top * side, 7 * side, side).text_frame.text = text

    told = list(enumerate(one for *_, one in actions()))
    for at, one in reversed(told):
        left, top = 1 + at % 2 * 10, 2 + at // 2 * 6
        box(left, top + 2, f"Pilote : {one.pilot}\nCoût : {one.budget}\nÉchéance : {one.calendar}")
        box(left, top, f"Mesure M{one.number} – {one.title}")
    box(1, 0, "Nos quatre mesures")
    assert _said(_whole(read(saved(shown), "p.pptx"))) == _all("Mesure M{}")
