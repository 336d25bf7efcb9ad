"""Texts, Markdown and slides in further shapes: headings over two lines or underlined, tables drawn with signs,
dividers of objectives, and texts of an old Macintosh."""

from __future__ import annotations

import io

import docx
import pptx
import pytest

from etl.readers import PlanRead, funding_of, read


def text(*lines: str, encoding: str = "utf-8", name: str = "plan.txt") -> PlanRead:
    return read("\n".join(lines).encode(encoding), name)


def told(found: PlanRead) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(unit.label, unit.title, unit.headings) for unit in found.units]


def test_the_name_of_a_heading_may_stand_below_its_number() -> None:
    found = text(
        "AXE I", "BOUGER", "", "Objectif opérationnel 1.1", "Aller à vélo", "", "Action 1 – Prêter des vélos",
        "Pilote : Ville", "", "Objectif opérationnel 1.2", "Prendre le car", "", "Action 2 – Ouvrir une ligne",
        "Pilote : Pays",
    )  # fmt: skip
    assert told(found) == [
        ("Action 1", "Prêter des vélos", ("AXE I – BOUGER", "Objectif opérationnel 1.1 – Aller à vélo")),
        ("Action 2", "Ouvrir une ligne", ("AXE I – BOUGER", "Objectif opérationnel 1.2 – Prendre le car")),
    ]


@pytest.mark.parametrize("has_colon", [True, False])
def test_underlined_lines_are_headings_though_they_have_numbers(has_colon: bool) -> None:
    sign = " :" if has_colon else ""
    found = text(
        f"Axe 1{sign} Bouger", "==============", "", "1.1 Aller à vélo", "----------------", "",
        "Action 1.1.1 : Prêter des vélos", "  Vingt vélos.", "  Pilote : Ville", "", "1.2 Prendre le car",
        "------------------", "", "Action 1.2.1 : Ouvrir une ligne", "  Pilote : Pays", "",
    )  # fmt: skip
    assert told(found) == [
        ("Action 1.1.1", "Prêter des vélos", (f"Axe 1{sign} Bouger", "1.1 Aller à vélo")),
        ("Action 1.2.1", "Ouvrir une ligne", (f"Axe 1{sign} Bouger", "1.2 Prendre le car")),
    ]
    assert [unit.text for unit in found.units] == ["Vingt vélos.", ""]
    assert found.doubts == ()


def test_rows_of_a_table_drawn_with_signs_are_whole_over_their_lines() -> None:
    rule = "+-----+----------------+--------+----------+"
    found = text(
        "Plan du pays", "", rule, "| N°  | Action         | Pilote | Coût     |", rule,
        "| 1.1 | Prêter des     | Ville  | 45 000 € |", "|     | vélos          | de Bray|          |", rule,
        "| 1.2 | Ouvrir une     | Pays   | 1,2 M€   |", "|     | ligne de cars  |        |          |", rule,
        "| 1.3 | Former         | École  | 9 000 €  |", rule,
    )  # fmt: skip
    assert [(unit.label, unit.title, unit.fields["pilot"]) for unit in found.units] == [
        ("1.1", "Prêter des vélos", "Ville de Bray"), ("1.2", "Ouvrir une ligne de cars", "Pays"),
        ("1.3", "Former", "École"),
    ]  # fmt: skip
    assert [unit.place.line for unit in found.units] == [6, 9, 12]
    assert found.doubts == ()


def test_items_of_nested_lists_that_say_action_have_their_number() -> None:
    found = text(
        "# Plan", "", "- Axe 1 : Bouger", "  - Objectif 1.1 : Aller à vélo", "    - Action 1.1.1 : Prêter des vélos",
        "      - Description : Vingt vélos.", "      - Pilote : Ville", "    - Action 1.1.2 : Peindre des bandes",
        "      - Pilote : Pays", name="plan.md",
    )  # fmt: skip
    assert [(unit.label, unit.title, unit.text) for unit in found.units] == [
        ("Action 1.1.1", "Prêter des vélos", "Vingt vélos."), ("Action 1.1.2", "Peindre des bandes", ""),
    ]  # fmt: skip


def test_a_table_that_an_old_macintosh_wrote_has_its_accents() -> None:
    lines = (
        "Axe;Action;Pilote",
        "Axe 1 : Énergie;Créer une école à Évry;Société d’économie mixte",
        "Axe 1 : Énergie;Été;Pays",
    )
    found = text(*lines, encoding="mac_roman", name="plan.csv")
    assert found.facts["encodage"] == "mac_roman"
    assert told(found)[0][1:] == ("Créer une école à Évry", ("Axe 1 : Énergie",))
    assert text(*lines, encoding="cp1252", name="plan.csv").facts["encodage"] == "cp1252"


def test_dividers_of_objectives_stand_below_those_of_axes() -> None:
    show = pptx.Presentation()
    for title, body in (
        ("Axe 1 – Bouger", ""), ("Objectif 1.1 – À vélo", ""), ("Action 1 – Prêter", "Pilote : Ville"),
        ("Objectif 1.2 – En car", ""), ("Action 2 – Ouvrir", "Pilote : Pays"), ("Axe 2 – Habiter", ""),
        ("Action 3 – Isoler", "Pilote : Pays"),
    ):  # fmt: skip
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, body
    held = io.BytesIO()
    show.save(held)
    assert [unit.headings for unit in read(held.getvalue(), "plan.pptx").units] == [
        ("Axe 1 – Bouger", "Objectif 1.1 – À vélo"), ("Axe 1 – Bouger", "Objectif 1.2 – En car"), ("Axe 2 – Habiter",),
    ]  # fmt: skip


def test_a_sentence_that_begins_as_a_heading_is_none() -> None:
    found = text(
        "Axe 1 : Bouger", "", "Action 1 : Prêter des vélos", "Axe 2 du contrat de ruralité, elle est suivie de près.",
        "Pilote : Ville", "", "Action 2 : Ouvrir une ligne", "Pilote : Pays",
    )  # fmt: skip
    assert [(unit.title, unit.headings, unit.fields) for unit in found.units] == [
        ("Prêter des vélos", ("Axe 1 : Bouger",), {"pilot": "Ville"}),
        ("Ouvrir une ligne", ("Axe 1 : Bouger",), {"pilot": "Pays"}),
    ]
    assert found.units[0].text == "Axe 2 du contrat de ruralité, elle est suivie de près."


def test_a_slide_whose_first_line_begins_as_a_heading_keeps_its_fields() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Action 1 – Prêter des vélos"
    slide.placeholders[1].text = "Axe 2 du contrat, elle est suivie de près.\nPilote : Ville\nBudget : 10 000 €"
    held = io.BytesIO()
    show.save(held)
    (unit,) = read(held.getvalue(), "plan.pptx").units
    assert unit.fields == {"pilot": "Ville", "budget": "10 000 €"}
    assert unit.text == "Axe 2 du contrat, elle est suivie de près."


def test_markdown_that_folds_its_actions_away_has_them() -> None:
    found = text(
        "# Plan", "", "## Axe 1 : Bouger", "", "<details><summary>Action 1 : Prêter des vélos</summary>", "",
        "Vingt vélos.", "", "- Pilote : Ville", "", "</details>", "", "<details>",
        "<summary><b>Action 2 : Ouvrir une ligne</b></summary>", "", "- Pilote : Pays", "</details>", name="plan.md",
    )  # fmt: skip
    assert [(unit.title, unit.headings, unit.fields) for unit in found.units] == [
        ("Prêter des vélos", ("Axe 1 : Bouger",), {"pilot": "Ville"}),
        ("Ouvrir une ligne", ("Axe 1 : Bouger",), {"pilot": "Pays"}),
    ]


@pytest.mark.parametrize("name", ["plan.txt", "plan.md"])
def test_a_sentence_behind_the_name_of_a_level_describes_the_action(name: str) -> None:
    found = text(
        "# Plan du pays" if name.endswith("md") else "Plan du pays", "",
        "## Axe 1 : Bouger" if name.endswith("md") else "Axe 1 : Bouger", "",
        "### Action 1 : Planter" if name.endswith("md") else "Action 1 : Planter", "",
        "Objectif : 500 arbres seront plantés chaque année.", "", "Pilote : Ville", name=name,
    )  # fmt: skip
    (unit,) = found.units
    assert (unit.headings, unit.fields) == (("Axe 1 : Bouger",), {"pilot": "Ville"})
    assert "500 arbres seront plantés chaque année." in unit.text


def test_a_table_of_payers_on_a_slide_names_each_with_its_sum() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Action 1 – Prêter des vélos"
    table = slide.shapes.add_table(4, 3, 0, 0, 9_000_000, 900_000).table
    rows = (
        ("Financeur", "Montant", "Taux"), ("DETR", "18 000 €", "40 %"), ("Région", "9 000 €", "20 %"),
        ("Total", "45 000 €", "100 %"),
    )  # fmt: skip
    for row, told in enumerate(rows):
        for column, said in enumerate(told):
            table.cell(row, column).text = said
    held = io.BytesIO()
    show.save(held)
    found = read(held.getvalue(), "plan.pptx")
    (unit,) = found.units
    told_of = funding_of(unit.fields, found.facts)
    assert [(one.name, one.sum and one.sum.eur, one.share) for one in told_of.funders] == [
        ("DETR", 18_000, "40 %"), ("Région", 9_000, "20 %"),
    ]  # fmt: skip
    assert (unit.text, told_of.unread) == ("", ())


def test_a_field_in_a_list_below_a_heading_that_is_no_action_is_none() -> None:
    found = text(
        "# Axe 1 : Bouger", "", "## Action 1 : Prêter", "", "- Pilote : Ville", "", "# Gouvernance", "",
        "- Budget : 20 000 €", "", "# Axe 2 : Habiter", "", "## Action 2 : Isoler", "", "- Pilote : Pays",
        name="plan.md",
    )  # fmt: skip
    assert [unit.title for unit in found.units] == ["Prêter", "Isoler"]
    assert [one.place.line for one in found.doubts] == [9]


def test_the_description_among_the_items_of_an_action_describes_it() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Axe 1 – Bouger").bold = True
    for title in ("Prêter des vélos", "Ouvrir une ligne"):
        document.add_paragraph(title, style="List Bullet")
        document.add_paragraph("Description : Ce qui sera fait.", style="List Bullet 2")
        document.add_paragraph("Pilote : Ville", style="List Bullet 2")
    held = io.BytesIO()
    document.save(held)
    found = read(held.getvalue(), "plan.docx")
    assert [(unit.title, unit.text, unit.children, unit.fields) for unit in found.units] == [
        ("Prêter des vélos", "Ce qui sera fait.", (), {"pilot": "Ville"}),
        ("Ouvrir une ligne", "Ce qui sera fait.", (), {"pilot": "Ville"}),
    ]


def _with_a_part_that_nothing_sets_apart() -> list[str]:
    return [
        "Axe 1 : Bouger", "", "Action 1 : Prêter des vélos", "Pilote : Ville", "Budget : 10 000 €", "",
        "Action 2 : Ouvrir une ligne", "Pilote : Pays", "Budget : 30 000 €", "", "Suivi et évaluation", "",
        "Un comité se réunira.", "", "Pilote : direction générale", "Budget : 20 000 €",
    ]  # fmt: skip


def test_what_an_action_says_twice_is_told_where_it_is_said_again() -> None:
    found = text(*_with_a_part_that_nothing_sets_apart())
    assert [(one.place.line, "seconde fois" in one.why) for one in found.doubts] == [(15, True), (16, True)]
    document = docx.Document()
    for line in filter(None, _with_a_part_that_nothing_sets_apart()):
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    doubts = read(held.getvalue(), "plan.docx").doubts
    assert sum("seconde fois" in one.why for one in doubts) == 2
