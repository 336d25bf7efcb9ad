"""Plans as councils and towns publish them: adopted in the running text of a deliberation, pasted from a page for the
public, followed in a workbook with the parts of each action, told in the prose of a charter."""

from __future__ import annotations

import docx
import pytest

from etl.readers import PlanRead, read
from etl.readers.fields.columns import field_of, says_hoped
from tests.pdf_shapes import pdf, plain
from tests.unseen import pilots, rows_of, saved, told

AXES = {
    "Axe 1 : Être exemplaire": (
        ("Adopter une charte zéro déchet", "Le service Achats l’applique à tous les bâtiments."),
        ("Acheter sobre", "Un quart des marchés aura une clause de réemploi en 2027."),
    ),
    "Axe 2 : Réduire les biodéchets": (
        ("Relancer le label « Commerce engagé »", "Quarante commerces le porteront d’ici 2026."),
        ("Composter au pied des immeubles", "Les bailleurs installeront 45 sites. Coût : 60 000 €."),
    ),
}
WANTED = [(title, (axis,)) for axis, actions in AXES.items() for title, _ in actions]


def minutes(restarts: bool = False) -> list[tuple[str, bool]]:
    """The lines of a deliberation, and which are in bold."""
    lines = [
        ("COMMUNAUTÉ DE COMMUNES DE LA BRAYE", True),
        ("Délibération n° 2025-041", True),
        ("Vu le Code de l’environnement ; considérant que 1° la loi l’exige ; 2° le territoire le veut ;", False),
        ("Le programme d’actions est le suivant :", True),
    ]
    number = 0
    for axis, actions in AXES.items():
        number = 0 if restarts else number
        lines.append((axis, True))
        for title, rest in actions:
            number += 1
            lines.append((f"{number}. {title}. {rest}", False))
    return [*lines, ("DÉCIDE", True), ("Article 1er : D’adopter le programme tel que présenté ci-dessus.", False)]


def in_word(lines: list[tuple[str, bool]]) -> PlanRead:
    document = docx.Document()
    for said, is_bold in lines:
        document.add_paragraph().add_run(said).bold = is_bold
    return saved(document, "deliberation.docx")


def in_pdf(lines: list[tuple[str, bool]]) -> PlanRead:
    body = "".join(f"*{plain(said)}*\n\n" if is_bold else f"{plain(said)}\n\n" for said, is_bold in lines)
    return read(pdf(body.replace("1. ", "1\\. ").replace("2. ", "2\\. ")), "deliberation.pdf")


@pytest.mark.parametrize("printed", [in_word, in_pdf])
def test_actions_numbered_on_through_the_axes_of_a_deliberation_are_its_actions(printed) -> None:
    found = printed(minutes())
    assert told(found) == WANTED
    assert [unit.text.splitlines()[0][:10] for unit in found.units] == [
        rest[:10] for actions in AXES.values() for _, rest in actions
    ]


def test_numbers_that_begin_again_below_each_heading_are_no_such_actions() -> None:
    # « 1. », « 2. » below each heading may be the steps of one action as well as actions: nothing is cut at its first
    # sentence.
    assert not {title for title, _ in told(in_word(minutes(restarts=True)))} & {title for title, _ in WANTED[2:]}


PAGE = """\
Plan de sobriété

Sur cette page :
  * 1. Des bâtiments moins gourmands
  * 2. Un éclairage raisonné

1. Des bâtiments moins gourmands

  * Action 1 : Chauffer à 19 °C
    Les consignes sont réglées à distance.
      - Qui ? Direction du patrimoine
      - Avec qui ? communes
      - Combien ? 96 000 €
      - Où en est-on ? en cours

2. Un éclairage raisonné

  * Action 2 : Éteindre à minuit
      - Qui ? Service voirie
      - Quand ? depuis mars 2023

Documents à télécharger

  * Délibération du 12 octobre 2022 (PDF - 312 Ko)
"""


def test_a_page_pasted_whole_gives_the_actions_that_say_so_and_their_fields_asked_as_questions() -> None:
    found = read(PAGE.encode(), "page.txt")
    assert told(found) == [
        ("Chauffer à 19 °C", ("1. Des bâtiments moins gourmands",)),
        ("Éteindre à minuit", ("2. Un éclairage raisonné",)),
    ]
    first, second = (dict(unit.fields) for unit in found.units)
    assert first == {
        "pilot": "Direction du patrimoine", "partners": "communes", "budget": "96 000 €", "status": "en cours",
    }  # fmt: skip
    assert second == {"pilot": "Service voirie", "calendar": "depuis mars 2023"}
    # What is left out is told.
    (left,) = [doubt.place.line for doubt in found.doubts if "ne dit pas « Action »" in doubt.why]
    assert PAGE.splitlines()[left - 1].startswith("  * Délibération du 12 octobre 2022")


def test_a_row_whose_number_is_that_of_an_action_and_a_letter_is_a_part_of_it_whose_sum_counts_once() -> None:
    found = rows_of(
        [
            ("N°", "Actions et sous-actions", "Pilote", "Budget", "Calendrier"),
            ("AXE 1 - ACCUEILLIR", "", "", "", ""),
            ("1.1.1", "Ouvrir des maisons de services", "Pôle Services", "420 000 €", "2023-2026"),
            ("1.1.1.a", "Ouvrir celle de Lirelle", "Pôle Services", "180 000 €", "2024"),
            ("1.1.1.b", "Lancer la permanence mobile", "", "240 000 €", "2025"),
            ("1.1.2", "Bâtir un pôle enfance", "Pôle Technique", "3 M€", "2024-2027"),
            ("1.1.3", "Signer la convention", "Pôle Services", "", "2023"),
        ]
    )
    assert [unit.title for unit in found.units] == [
        "Ouvrir des maisons de services", "Bâtir un pôle enfance", "Signer la convention",
    ]  # fmt: skip
    assert pilots(found.units) == ["Pôle Services", "Pôle Technique", "Pôle Services"]
    assert [child.text for child in found.units[0].children] == [
        "Ouvrir celle de Lirelle",
        "Lancer la permanence mobile",
    ]
    assert found.units[0].fields["budget"] == "420 000 €"
    assert any("étapes de leur action" in doubt.why for doubt in found.doubts)


def test_a_row_with_a_letter_below_a_title_without_fields_is_an_action() -> None:
    found = rows_of(
        [
            ("N°", "Action", "Pilote", "Budget", "Calendrier"),
            ("1", "Habiter", "", "", ""),
            ("1.a", "Rénover les écoles", "Ville", "1 M€", "2024"),
            ("1.b", "Ouvrir un guichet", "Ville", "2 M€", "2025"),
            ("2", "Se déplacer", "", "", ""),
            ("2.a", "Louer des vélos", "Ville", "3 M€", "2026"),
        ]
    )
    assert [unit.title for unit in found.units] == ["Rénover les écoles", "Ouvrir un guichet", "Louer des vélos"]


def test_who_undertakes_what_in_bold_with_a_colon_ends_no_fiche() -> None:
    document = docx.Document()
    titles = ["Protéger les landes", "Gérer l’eau", "Accueillir sans voiture"]
    for number, title in enumerate(titles, 1):
        document.add_heading(f"Mesure {number} – {title}", 2)
        document.add_paragraph("Un long texte.")
        document.add_paragraph().add_run(f"Le syndicat n° {number} s’engage à :").bold = True
        document.add_paragraph("animer la mesure.", style="List Bullet")
        document.add_paragraph().add_run("Partenaires associés").bold = True
        document.add_paragraph(f"ONF, communes, syndicat {number}")
    found = saved(document, "charte.docx")
    assert [unit.title for unit in found.units] == titles
    assert [unit.fields.get("partners") for unit in found.units] == [
        f"ONF, communes, syndicat {at}" for at in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("name", "field", "is_hoped"),
    [
        ("Financements sollicités ou obtenus", "funding_text", True),
        ("Financements obtenus et notifiés", "funding_text", False),
        ("Financeurs acquis / sollicités", "funders", True),
        ("Avec quel argent ?", "budget", False),
        ("Ça coûte combien ?", "budget", False),
        ("Par qui ?", "pilot", False),
        ("Quels partenaires ?", "partners", False),
        ("C’est pour quand ?", "calendar", False),
        ("Où en sommes-nous ?", "status", False),
    ],
)
def test_columns_and_questions_as_they_are_asked(name: str, field: str, is_hoped: bool) -> None:
    assert field_of(name) == field and says_hoped(name) is is_hoped
