"""Shapes that an eighth round of unseen plans showed: tables pasted into mail, tickets with their epics, prose with
titles in bold, bands between rows, and brochures with figures and quotes beside their actions."""

from __future__ import annotations

from collections.abc import Sequence

import docx
import pptx
import pytest

from etl.readers import read
from tests.pdf_shapes import pdf
from tests.unseen import form, rows_of, saved, slide_table, told


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("Chronologie - Début / Fin", "2025-04-01 - 2026-10-31", "calendar"),
        ("Résultats attendus / indicateurs", "Tonnage", "indicators"), ("MAITRE_OUVRAGE", "Commune", "pilot"),
        ("PLAN_FINANCEMENT", "Région", "funding_text"), ("Qui s’en occupe", "le maire", "pilot"),
    ],
)  # fmt: skip
def test_names_that_tools_and_villages_give_are_known(name: str, value: str, field: str) -> None:
    (unit,) = read(f"N°;Action;{name}\n1;Relier les bourgs;{value}\n".encode(), "plan.csv").units
    assert unit.fields[field] == value


def test_names_of_axes_in_an_old_export_are_headings() -> None:
    text = "ID;LIB_AXE;LIB_SOUS_AXE;NUM_ACTION;TITRE_ACTION;PARTENAIRES\n7;Patrimoine;Bâti;1.1;Restaurer;CAUE\n"
    assert told(read(text.encode(), "export.csv")) == [("Restaurer", ("Patrimoine", "Bâti"))]


def test_a_table_pasted_into_mail_is_read_with_the_numbers_of_its_lines() -> None:
    text = "De : Mme Pottier\nObjet : plan\n\nBonjour, je te colle le tableau, désolée, et la suite.\n\n"
    text += "N°\tAction\tPilote\tCoût estimé\nORIENTATION A – CHEZ SOI\nA.1\tPorter des livres\tMédiathèque\t6 500 €\n"
    text += "A.2\tAdapter des logements\tHabitat\t320 k€\n\nTu me dis ?\n"
    plan = read(text.encode(), "mail.txt")
    assert [(unit.label, unit.title, unit.headings, unit.place.line) for unit in plan.units] == [
        ("A.1", "Porter des livres", ("ORIENTATION A – CHEZ SOI",), 8),
        ("A.2", "Adapter des logements", ("ORIENTATION A – CHEZ SOI",), 9),
    ]


def test_epics_among_their_tickets_are_headings_and_no_actions() -> None:
    rows: list[Sequence[object]] = [
        ("Type de ticket", "Clé", "Résumé", "Lien d'épopée", "État", "Champ personnalisé (Budget k€ HT)"),
        ("Épopée", "PAT-1", "Foncier", "", "En cours", ""),
        ("Tâche", "PAT-4", "Identifier les friches", "Foncier", "Terminé", 24),
        ("Épopée", "PAT-2", "Cantines", "", "En cours", ""),
        ("Tâche", "PAT-7", "Grouper les achats", "Cantines", "À faire", 35.5),
    ]  # fmt: skip
    plan = rows_of(rows)
    assert [(unit.label, unit.title, unit.headings) for unit in plan.units] == [
        ("PAT-4", "Identifier les friches", ("Foncier",)), ("PAT-7", "Grouper les achats", ("Cantines",)),
    ]  # fmt: skip


def test_a_table_of_requests_calls_titles_subjects() -> None:
    text = "# Suivi\n\n| # | Catégorie | Sujet | Statut | Assigné à | Échéance |\n|--|--|--|--|--|--|\n"
    text += "| #4127 | Mobilité | Mettre à jour le schéma | En cours | Mme Garnault | 15/03/2026 |\n"
    text += "| #4135 | Bâtiments | Isoler les combles | Résolu | Patrimoine | 31/08/2025 |\n"
    assert told(read(text.encode(), "redmine.md")) == [
        ("Mettre à jour le schéma", ("Mobilité",)), ("Isoler les combles", ("Bâtiments",)),
    ]  # fmt: skip


def test_paragraphs_with_their_title_in_bold_and_fields_on_the_next_line_are_actions() -> None:
    text = "Monsieur le Président,\n\n# Soutenir le commerce\n\nLe taux de vacance monte.\n\n"
    for title in ("Créer une foncière.", "Recruter un manager."):
        text += f"**{title}** L’outil achètera des cellules.\n"
        text += "*Budget : 2,4 M€ HT — Pilote : la direction — Calendrier : 2026.*\n\n"
    text += "# Accompagner l’emploi\n\nJe reste à votre disposition.\n\n**Philippe Aubanel**\n"
    plan = read(text.encode(), "note.md")
    assert told(plan) == [
        ("Créer une foncière", ("Soutenir le commerce",)), ("Recruter un manager", ("Soutenir le commerce",)),
    ]  # fmt: skip
    assert plan.units[0].fields["budget"] == "2,4 M€ HT" and plan.units[0].fields["pilot"] == "la direction"


def test_a_remark_in_italics_above_an_action_is_no_heading() -> None:
    text = "# Convention\n\n## Thématique 1 – Se nourrir\n\n"
    for at in (1, 2):
        text += (
            f"### Proposition {at} : Ouvrir une régie {at}\n\n- **Pilote :** Commune\n\n*Adoptée à 41 voix pour*\n\n"
        )
    assert {unit.headings for unit in read(text.encode(), "p.md").units} == {("Thématique 1 – Se nourrir",)}


def test_a_band_in_the_column_of_numbers_below_a_blank_row_begins_no_other_table() -> None:
    rows: list[Sequence[object]] = [("N°", "Projet", "Année", "Cout TTC", "Où en est-on ?")]
    for theme, at in (("BATIMENTS", 1), ("VOIRIE ET SECURITE", 2), ("VIE DU VILLAGE", 3)):
        rows += [
            (theme, "", "", "", ""),
            (at, f"Isoler {at}", 2025, 148600, "Fait"),
            ("", "Sous-total", "", 148600, ""),
            (),
        ]
    merged = [(top, 0, top, 4) for top in (1, 5, 9)]
    assert told(rows_of(rows, merged)) == [
        ("Isoler 1", ("BATIMENTS",)), ("Isoler 2", ("VOIRIE ET SECURITE",)), ("Isoler 3", ("VIE DU VILLAGE",)),
    ]  # fmt: skip


def test_the_title_of_a_sheet_is_no_heading_of_its_fiches_and_a_phrase_may_name_titles() -> None:
    rows: list[Sequence[object]] = [("PAYS DES COLLINES",), ("Fiches projets validées",), ()]
    for at in (1, 2):
        rows += [
            (f"FICHE PROJET N° {at}",),
            ("Intitulé du projet", f"Relocaliser {at}"),
            ("Porteur de projet", "SCIC"),
            (),
        ]
    assert told(rows_of(rows)) == [("Relocaliser 1", ()), ("Relocaliser 2", ())]
    table = [("Réf.", "Ce qu'on veut faire (action)", "Avec qui (partenaires)"), ("A1", "Savoir nager", "ANS")]
    (unit,) = rows_of(table).units
    assert (unit.label, unit.title, unit.fields["partners"]) == ("A1", "Savoir nager", "ANS")


def test_one_aim_of_all_fiches_of_a_deck_is_no_heading() -> None:
    deck = pptx.Presentation()
    for at in (1, 2, 3):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Fiche action n° {at} : Accueillir des internes {at}"
        rows = (("Objectif", "Réduire les inégalités"), ("Pilote", "CPTS"), ("Calendrier", "2025"))
        slide_table(slide, rows)
    units = saved(deck, "plan.pptx").units
    assert [(unit.headings, unit.text) for unit in units] == [((), "Réduire les inégalités")] * 3


def test_figures_and_quotes_of_a_brochure_are_no_actions_and_its_bands_are_headings() -> None:
    body = "#set page(width: 21cm, height: 29.7cm)\n"
    titles = ("UN RÉSEAU CYCLABLE", "60 % DE BIO DANS LES CANTINES")
    told_there = [(axis, f"{title} À {axis}") for axis in ("BOUGER", "MANGER", "HABITER") for title in titles]
    for at, (axis, title) in enumerate(told_there, 1):
        body += f"""#text(size: 13pt, weight: "bold")[{axis}]

#text(size: 60pt, weight: "bold")[0{at}]

#text(size: 21pt, weight: "bold")[{title}]

Douze itinéraires relieront les bourgs aux deux gares, et les carrefours les plus dangereux sont traités.

#text(size: 13pt)[« Ma fille va au collège à vélo, seule. »]

#text(size: 27pt, weight: "bold")[{at}6 km]

#text(size: 27pt, weight: "bold")[5 lieux]

#text(size: 9pt, weight: "bold")[QUI PILOTE ?]

Direction {at}

#text(size: 9pt, weight: "bold")[QUAND ?]

2024 → 2029
#pagebreak()
"""
    plan = read(pdf(body), "plan.pdf")
    assert [(unit.label, unit.title, unit.headings, unit.fields["pilot"]) for unit in plan.units] == [
        (f"0{at}", title, (axis,), f"Direction {at}") for at, (axis, title) in enumerate(told_there, 1)
    ]


def test_a_head_of_axis_and_number_above_a_title_begins_its_fiche_and_contents_leave_no_heading() -> None:
    document = docx.Document()
    for at, axis in ((1, "Axe 1 : Développer"), (2, "Axe 2 : Proposer")):
        document.add_paragraph().add_run(axis).bold = True
        document.add_paragraph(f"Fiche action n° {at} – Sécuriser les traversées {at} ............ {at + 1}")
    for at, axis in ((1, "Axe 1 : Développer"), (2, "Axe 2 : Proposer")):
        head = document.add_table(rows=1, cols=2).rows[0].cells
        head[0].text, head[1].text = axis, f"Fiche action n° {at}"
        document.add_heading(f"Sécuriser les traversées {at}", 2)
        form(document, ("Porteur de l’action", "Communes"), ("Coût estimatif", "220 000 € HT"))
    assert [(unit.label, unit.title, unit.headings) for unit in saved(document, "plan.docx").units] == [
        ("Fiche action n° 1", "Sécuriser les traversées 1", ("Axe 1 : Développer",)),
        ("Fiche action n° 2", "Sécuriser les traversées 2", ("Axe 2 : Proposer",)),
    ]


def test_a_colon_in_columns_of_blanks_is_none_of_the_value() -> None:
    text = "Action 1 : Réduire les fuites\nCoût              : 2 750 000 € HT\nPilote            : Régie\n\n"
    (unit,) = read(text.encode(), "plan.txt").units
    assert unit.fields["budget"] == "2 750 000 € HT" and unit.fields["pilot"] == "Régie"
