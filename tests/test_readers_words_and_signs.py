"""What tells units where no line says « Action »: the word that the plan has for them, or one of two signs of a list;
what is not sure of it is told."""

from __future__ import annotations

import docx
import pptx
import pytest

from etl.readers import PlanRead, PlanRefused, read
from tests.usual_shapes import saved


def of(text: str, name: str = "p.txt") -> PlanRead:
    return read(text.encode(), name)


def _said(found: PlanRead) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(unit.label, unit.title, unit.headings) for unit in found.units]


def _whys(found: PlanRead) -> list[str]:
    return [doubt.why for doubt in found.doubts]


_TITLES = ("Planter des haies", "Ouvrir une halle", "Former les agents")


@pytest.mark.parametrize("word", ["Mesure", "Projet", "Engagement", "Chantier"])
@pytest.mark.parametrize("name", ["p.txt", "p.md"])
def test_texts_know_units_by_the_word_of_their_plan(word: str, name: str) -> None:
    heading, mark = ("## Axe 1 : Agir", "### ") if name == "p.md" else ("Axe 1 : Agir", "")
    lines = [heading, ""]
    for at, title in enumerate(_TITLES, 1):
        lines += [f"{mark}{word} {at} – {title}", "Pilote : Ville", ""]
    found = of("\n".join(lines), name)
    assert _said(found) == [(f"{word} {at}", title, ("Axe 1 : Agir",)) for at, title in enumerate(_TITLES, 1)]
    assert [unit.fields for unit in found.units] == [{"pilot": "Ville"}] * 3
    assert [line.text for line in found.lines][2] == f"{mark}{word} 1 – {_TITLES[0]}"
    told = [why for why in _whys(found) if f"« {word} »" in why]
    assert len(told) == (word in ("Engagement", "Chantier")), "words that name headings as often are told"


@pytest.mark.parametrize("has_fields", [True, False])
def test_a_word_below_which_no_field_stands_is_told(has_fields: bool) -> None:
    document, lines = docx.Document(), ["Axe 1 : Agir"]
    for at, title in enumerate(_TITLES, 1):
        document.add_paragraph().add_run(f"Mesure {at} : {title}").bold = True
        below = "Pilote : Ville" if has_fields else "Elle commence au printemps."
        document.add_paragraph(below)
        lines += [f"Mesure {at} : {title}", below]
    for found in (read(saved(document), "p.docx"), of("\n".join(lines))):
        assert [unit.title for unit in found.units] == list(_TITLES)
        assert any("« Mesure »" in why for why in _whys(found)) is not has_fields


def test_a_line_wrapped_below_a_word_of_the_plan_is_of_its_title() -> None:
    lines = [
        "Mesure 1 : Former les agents",
        "Pilote : Ville",
        "Mesure 2 : Traduire les formulaires en langage facile à",
    ]
    lines += ["lire et à comprendre", "Pilote : CCAS", "Mesure 3 : Ouvrir une permanence", "Pilote : CCAS"]
    found = of("\n".join(lines))
    assert found.units[1].title == "Traduire les formulaires en langage facile à lire et à comprendre"
    assert found.units[1].fields == {"pilot": "CCAS"}


def test_markdown_that_another_program_wrote_has_no_escapes_links_or_names_of_headings() -> None:
    text = """# **Plan 2025\\-2029** {#plan}

[**Axe 1 \\- Agir	2**](#axe-1)

[**Action 1.1 \\- Planter des haies	3**](#action-1.1)

## **Axe 1 \\- Agir** {#axe-1}

**Action 1.1 \\- Planter des haies**

| Pilote | CC du Perche |
| :---- | :---- |
| **Calendrier** | 2025\\-2027 |

**Action 1.2 \\- Ouvrir une halle**

**Pilote :** Ville \\(DGS\\)

1\\. Ce n’est pas une liste.
"""
    found = of(text, "p.md")
    assert _said(found) == [
        ("Action 1.1", "Planter des haies", ("Axe 1 - Agir",)), ("Action 1.2", "Ouvrir une halle", ("Axe 1 - Agir",)),
    ]  # fmt: skip
    assert [unit.fields for unit in found.units] == [
        {"pilot": "CC du Perche", "calendar": "2025-2027"}, {"pilot": "Ville (DGS)"},
    ]  # fmt: skip
    assert found.units[1].children == () and found.lines[0].text == text.splitlines()[0]


_ACTIONS = """1) Étendre la navette du marché
{0} réunir les communes
{1} passer le marché
2) Créer une halte vélo
{0} la payer
"""
_HEADINGS = """1) Mobilités
{0} Étendre la navette
{1} Créer une halte vélo
2) Vivre en bonne santé
{0} Ouvrir un centre de soins
"""


@pytest.mark.parametrize("above", ["", "Axe 1 : Agir\n"])
@pytest.mark.parametrize("signs", [("a)", "b)"), ("   a)", "   b)"), ("-", "-"), ("o", "o")])
def test_numbers_above_another_sign_are_actions_above_their_steps_which_is_told(
    above: str, signs: tuple[str, str]
) -> None:
    found = of(above + _ACTIONS.format(*signs))
    path = ("Axe 1 : Agir",) if above else ()
    assert _said(found) == [("1", "Étendre la navette du marché", path), ("2", "Créer une halte vélo", path)]
    assert [child.text for child in found.units[0].children] == ["réunir les communes", "passer le marché"]
    assert [doubt.place.line for doubt in found.doubts] == [1 + bool(above)] and "leurs étapes" in _whys(found)[0]


@pytest.mark.parametrize("above", ["", "Axe 1 : Agir\n"])
@pytest.mark.parametrize("signs", [("a)", "b)"), ("   a)", "   b)")])
def test_numbers_above_letters_are_headings_where_they_only_name_a_field_which_is_told(
    above: str, signs: tuple[str, str]
) -> None:
    found = of(above + _HEADINGS.format(*signs))
    path = ("Axe 1 : Agir",) if above else ()
    assert _said(found) == [
        ("a)", "Étendre la navette", (*path, "1) Mobilités")),
        ("b)", "Créer une halte vélo", (*path, "1) Mobilités")),
        ("a)", "Ouvrir un centre de soins", (*path, "2) Vivre en bonne santé")),
    ]
    assert [doubt.place.line for doubt in found.doubts] == [1 + bool(above)] and "l’inverse" in _whys(found)[0]


def test_a_heading_of_a_list_without_actions_below_it_is_told() -> None:
    found = of(_HEADINGS.format("a)", "b)") + "3) Tourisme\n4) Sport\na) Rénover la piscine\n")
    assert [doubt.place.line for doubt in found.doubts] == [1, 6] and "n’a rien sous elle" in _whys(found)[1]


def test_fields_below_a_sign_are_of_the_line_above_it() -> None:
    text = "1. Maison de santé\n- Pilote : CC\n- Acheter le terrain\n2. École\n- Pilote : Ville\n"
    assert [(unit.title, unit.fields) for unit in of(text).units] == [
        ("Maison de santé", {"pilot": "CC"}), ("École", {"pilot": "Ville"}),
    ]  # fmt: skip
    nested = "Axe 1 : Agir\n- Ouvrir une halle (porteur : Ville)\n- Planter des haies\n  - Pilote : CC\n  - Les voir\n"
    one, two = of(nested).units
    assert (one.title, one.fields, two.fields) == ("Ouvrir une halle", {"pilot": "Ville"}, {"pilot": "CC"})
    assert [child.text for child in two.children] == ["Les voir"]


def test_lists_whose_signs_say_no_two_levels_are_read_as_before() -> None:
    text = "Axe 1 : Agir\n1) Ouvrir la halte\na. Sauver la ligne\nAxe 2 : Loger\n• Bâtir\n▪ Rénover\n"
    found = of(text)
    assert [unit.title for unit in found.units] == ["Ouvrir la halte", "Sauver la ligne", "Bâtir", "Rénover"]
    assert not found.doubts
    text = "1. Bouger\n- Prêter des vélos\n2. Loger\n- Rénover\n"
    assert not of(text).doubts and of(text).units[0].headings == ("1. Bouger",)


def test_lines_above_lists_are_headings_where_a_text_is_little_else_which_is_told() -> None:
    text = "Objet : propositions\n\nPetite enfance\n- ouvrir un relais (porteur : CC)\n- aider\nJeunesse :\n- former\n"
    found = of(text)
    assert [(unit.title, unit.headings) for unit in found.units] == [
        ("ouvrir un relais", ("Petite enfance",)), ("aider", ("Petite enfance",)), ("former", ("Jeunesse :",)),
    ]  # fmt: skip
    assert [doubt.place.line for doubt in found.doubts] == [4] and "au-dessus des listes" in _whys(found)[0]


def test_lists_of_a_letter_are_no_actions() -> None:
    prose = "Je vous invite au comité de pilotage du 12 mars, dont voici ce qu’il traitera.\n" * 4
    text = f"Madame,\n{prose}Ordre du jour :\n- Bilan\n- Perspectives\n\nDocuments :\n- le compte rendu\n{prose}"
    with pytest.raises(PlanRefused):
        of(text)


def test_fields_below_a_numbered_line_are_its_own() -> None:
    text = "I. Eau\n1. Restaurer la Save\nPorteur : Syndicat\nCoût : 450 000 €\n2. Planter\nPorteur : LPO\n"
    found = of(f"{text}II. Énergie\n3. Éclairer\nPorteur : SDE\n")
    assert [(unit.title, unit.headings, unit.fields) for unit in found.units] == [
        ("Restaurer la Save", ("I. Eau",), {"pilot": "Syndicat", "budget": "450 000 €"}),
        ("Planter", ("I. Eau",), {"pilot": "LPO"}), ("Éclairer", ("II. Énergie",), {"pilot": "SDE"}),
    ]  # fmt: skip
    assert not found.doubts


def test_slides_that_go_on_stand_below_one_heading() -> None:
    shown = pptx.Presentation()
    for at, more in enumerate(("", " (suite)", " – suite", " (2/2)")):
        slide = shown.slides.add_slide(shown.slide_layouts[5])
        slide.shapes.title.text = f"Axe 2 : Équiper{more}"
        side = pptx.util.Inches(1)
        cells = slide.shapes.add_table(2, 3, side, side, side * 8, side).table
        for row, said in enumerate((("Projet", "Porteur", "Coût"), (f"Bâtir {at}", "Ville", "9 000 €"))):
            for column, text in enumerate(said):
                cells.cell(row, column).text = text
    assert [unit.headings for unit in read(saved(shown), "p.pptx").units] == [("Axe 2 : Équiper",)] * 4


def test_a_bar_may_part_a_code_from_its_title() -> None:
    rows = "".join(f"A.{at} | {title},Ville\n" for at, title in enumerate(_TITLES, 1))
    assert _said(read(f"Action,Pilote\n{rows}".encode(), "p.csv")) == [
        (f"A.{at}", title, ()) for at, title in enumerate(_TITLES, 1)
    ]


def _nested(names: tuple[str, str]) -> dict[str, bytes]:
    lines = [(0, names[0]), (1, "Étendre la navette du marché"), (1, "Créer une halte vélo"), (0, names[1])]
    lines += [(1, "Ouvrir un centre de soins"), (1, "Recruter deux médecins salariés")]
    document = docx.Document()
    document.add_heading("Axe 1 : Agir", 1)
    for deep, line in lines:
        document.add_paragraph(line, style="List Bullet 2" if deep else "List Bullet")
    listed = "".join(f"{'  ' * deep}- {line}\n" for deep, line in lines)
    return {
        "p.txt": f"Axe 1 : Agir\n{listed}".encode(),
        "p.md": f"## Axe 1 : Agir\n\n{listed}".encode(),
        "p.docx": saved(document),
    }


@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.docx"])
def test_what_only_names_a_field_above_what_is_done_is_told(name: str) -> None:
    for names, is_told in (
        (("Mobilités", "Santé"), True),
        (("Mieux desservir les bourgs", "Soigner chacun près de chez lui"), False),
    ):
        found = read(_nested(names)[name], name)
        assert [unit.title for unit in found.units] == list(names)
        assert [len(unit.children) for unit in found.units] == [2, 2]
        assert [doubt.why for doubt in found.doubts if "nomme des domaines" in doubt.why] == _whys(found)
        assert bool(found.doubts) is is_told
