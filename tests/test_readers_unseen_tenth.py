"""Shapes that a tenth round of unseen plans showed: sheets that count otherwise, boxes and cards without an order,
fields in one sentence, signs before labels."""

from __future__ import annotations

from collections.abc import Sequence

import docx
import pptx
import pytest
from pptx.util import Cm, Pt

from etl.readers import PlanRead, PlanRefused, funding_of, read
from tests.pdf_shapes import pdf
from tests.unseen import form, pilots, rows_of, saved, told, workbook


def _sheets(**sheets: Sequence[Sequence[object]]) -> PlanRead:
    def write(book: object) -> None:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))  # type: ignore[attr-defined]
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)

    return workbook(write)


def test_a_label_may_say_a_number_over_a_row_of_values() -> None:
    document = docx.Document()
    for at in (1, 2):
        document.add_heading(f"Action {at} : Animer une OPAH {at}", 2)
        table = document.add_table(rows=0, cols=3)
        for row in (
            ("Pilotage", "Partenaires", "Financeurs"),
            ("CC", "Anah", "Anah"),
            ("Coût pour la CC sur 6 ans", "Calendrier", "Indicateurs"),
            ("480 000 €", "2025-2030", "90 logements"),
        ):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    assert [(unit.fields["budget"], unit.fields["calendar"]) for unit in saved(document, "p.docx").units] == [
        ("480 000 €", "2025-2030")
    ] * 2


def test_what_is_bold_in_the_cell_of_a_title_is_the_title() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Actions", "Porteur", "Coût"), strict=True):
        cell.text = text
    for title, described in (("CitésLab", "Un chef de projet amorçage"), ("Crèche", "10 berceaux réservés")):
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(title).bold = True
        cells[0].add_paragraph(described)
        cells[1].text, cells[2].text = "Ville", "85 000 €"
    found = saved(document, "p.docx")
    assert [(unit.title, unit.text, unit.fields["budget"]) for unit in found.units] == [
        ("CitésLab", "Un chef de projet amorçage", "85 000 €"),
        ("Crèche", "10 berceaux réservés", "85 000 €"),
    ]
    assert found.doubts == ()


def test_a_second_row_of_a_head_that_is_all_in_brackets_says_no_names() -> None:
    found = rows_of(
        [
            ("Objectifs opérationnels", "N° / Action", "Porteur", "Moyens financiers"),
            ("", "", "(structure)", "(montant / financeur)"),
            ("A.1 Attirer", "A.1.1 Ouvrir un guichet", "PETR", "15 000 €/an"),
            ("A.1 Attirer", "A.1.2 Loger des internes", "Ville", "210 000 €\nRégion (50 %), commune"),
            ("A.2 Aller vers", "A.2.1 Armer un bus", "Mutuelle", "sans coût"),
            ("A.2 Aller vers", "A.2.2 Ouvrir une borne", "Ville", "9 000 €"),
            ("A.2 Aller vers", "Permanence mobile", "CRCDC", "ARS : 30 000 €/an"),
        ]
    )
    assert [(unit.label, unit.title, unit.headings) for unit in (*found.units[:2], found.units[-1])] == [
        ("A.1.1", "Ouvrir un guichet", ("A.1 Attirer",)),
        ("A.1.2", "Loger des internes", ("A.1 Attirer",)),
        ("", "Permanence mobile", ("A.2 Aller vers",)),
    ]
    # The cell of a cost may say who pays on a line of its own, or nothing else.
    assert [
        (unit.fields.get("budget"), unit.fields.get("funders")) for unit in (*found.units[:2], found.units[-1])
    ] == [
        ("15 000 €/an", None),
        ("210 000 €", "Région (50 %), commune"),
        (None, "ARS : 30 000 €/an"),
    ]


def test_what_a_form_of_word_says_where_nobody_wrote_is_nothing() -> None:
    document = docx.Document()
    for at in (1, 2):
        form(
            document,
            (f"FICHE ACTION N° 1.{at}",),
            ("Action nom", f"Ouvrir une halle {at}"),
            ("Maître d’ouvrage", "Ville"),
            ("Coût total", "Cliquez ou appuyez ici pour entrer du texte."),
            ("Statut", "Choisissez un élément."),
        )
    # A form of other labels, of which one row reads as the head of a table.
    table = document.add_table(rows=0, cols=4)
    for row in (
        ("Fiche n°", "1.3", "Intitulé du projet", "Refaire la cure"),
        ("Porteur de projet", "Mairie", "", ""),
        ("Montant HT", "90 000 €", "Démarrage prévu", "2025"),
        ("Autres acteurs associés", "CAF", "", ""),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    units = saved(document, "p.docx").units
    assert [(unit.title, dict(unit.fields)) for unit in units] == [
        ("Ouvrir une halle 1", {"pilot": "Ville"}),
        ("Ouvrir une halle 2", {"pilot": "Ville"}),
        (
            "Refaire la cure",
            {"pilot": "Mairie", "basis": "HT", "budget": "90 000 €", "start": "2025", "partners": "CAF"},
        ),
    ]


def test_fields_may_run_into_the_name_of_their_part_or_stand_in_boxes_behind_arrows() -> None:
    prose = docx.Document()
    boxes = docx.Document()
    for at, code in enumerate("ab", 1):
        prose.add_heading(f"Action {at}. Monter une saison {at}", 3)
        prose.add_paragraph(
            "Mise en œuvre. Portage : CTEAC – comité de suivi – échéance : 2025-2026 – coût estimé : 96 000 € par an."
        )
        boxes.add_paragraph().add_run(f"Objectif : installer {at}").bold = True
        cell = boxes.add_table(rows=1, cols=1).rows[0].cells[0]
        cell.text = f"1{code}  Monter une saison {at}\nDouze dates.\nChef de file ▸ SAFER\nQuand ▸ 2026\nMontant => 9 €"
    assert [unit.fields for unit in saved(prose, "p.docx").units] == [
        {"pilot": "CTEAC – comité de suivi", "calendar": "2025-2026", "budget": "96 000 € par an"}
    ] * 2
    found = saved(boxes, "p.docx").units
    assert [(unit.label, unit.title, unit.headings, unit.text) for unit in found] == [
        (f"1{code}", f"Monter une saison {at}", (f"Objectif : installer {at}",), "Douze dates.")
        for at, code in enumerate("ab", 1)
    ]
    assert [unit.fields for unit in found] == [{"pilot": "SAFER", "calendar": "2026", "budget": "9 €"}] * 2


def test_labels_over_their_values_within_a_cell_are_read_and_tables_within_keep_their_lines() -> None:
    document = docx.Document()
    for at in (1, 2):
        table = document.add_table(rows=2, cols=2)
        table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = f"FICHE ACTION n° {at}\nRequalifier l’îlot {at}"
        side, main = table.rows[1].cells
        side.text = "MAÎTRE D’OUVRAGE\nCommune\nCALENDRIER PRÉVISIONNEL\n2025-2027"
        main.text = "Contexte\nSept parcelles."
        inner = main.add_table(rows=2, cols=2)
        inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "Coût total", "2 180 000 € HT"
        inner.rows[1].cells[0].text = "Recettes"
        inner.rows[1].cells[1].text = "DETR : 350 000 €\nAveyron Habitat : 750 000 €"
        document.add_paragraph("")
    first, second = saved(document, "p.docx").units
    assert (first.title, first.fields) == (
        "Requalifier l’îlot 1",
        {
            "pilot": "Commune",
            "calendar": "2025-2027",
            "budget": "2 180 000 € HT",
            "funders": "DETR : 350 000 €\nAveyron Habitat : 750 000 €",
        },
    )
    assert second.fields == first.fields


def test_boxes_of_labels_and_values_are_paired_by_their_places_not_by_their_order() -> None:
    deck = pptx.Presentation()
    for title, band, pilot in (("Créer un relais", "ENFANCE", "CC"), ("Ouvrir un pôle", "JEUNES", "MJC")):
        slide = deck.slides.add_slide(deck.slide_layouts[6])

        def box(text: str, left: float, top: float, size: int = 12, turn: int = 0, on: object = slide) -> None:
            made = on.shapes.add_textbox(Cm(left), Cm(top), Cm(8), Cm(1))  # type: ignore[attr-defined]
            made.text_frame.text, made.rotation = text, turn
            made.text_frame.paragraphs[0].runs[0].font.size = Pt(size)

        # Drawn in no order: the labels first, their values far behind.
        for label, top in (("BUDGET", 9), ("PILOTE", 3), ("ÉCHÉANCE", 6)):
            box(label, 14, top)
        box("68 000 €", 14, 10)
        box("2026", 14, 7)
        box(title, 5, 1, 28)
        box(band, -2, 9, turn=270)
        box(pilot, 14, 4)
    found = saved(deck, "p.pptx")
    assert told(found) == [("Créer un relais", ()), ("Ouvrir un pôle", ())]
    assert [unit.fields for unit in found.units] == [
        {"pilot": pilot, "calendar": "2026", "budget": "68 000 €"} for pilot in ("CC", "MJC")
    ]


def test_a_slide_that_lists_further_numbers_lists_actions() -> None:
    deck = pptx.Presentation()
    for title, body in (
        ("Enjeu 3 – Mieux vivre", "1 action nouvelle"),
        ("Action 3.1 – Rafraîchir la dalle", "Porteur : Ville"),
        (
            "Et aussi",
            "3.2 – Semer des jardins (porteur : Croque)\n3.3 – Tenir des chantiers (porteur : Prévention)\nReconduites",
        ),
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, body
    found = saved(deck, "p.pptx")
    assert told(found) == [
        (title, ("Enjeu 3 – Mieux vivre",))
        for title in ("Rafraîchir la dalle", "Semer des jardins", "Tenir des chantiers")
    ]
    assert pilots(found.units) == ["Ville", "Croque", "Prévention"]


def test_sheets_of_other_columns_are_read_each_as_it_counts_and_told() -> None:
    found = _sheets(
        Axe_1=[
            ("AXE 1 : Bâtir", "", "", "", "", "légende"),
            ("N°", "Action", "Pilote", "Budget total (€ TTC)", "", "Fait"),
            ("1.1", "Isoler", "Ville", 324_000, "", "à relancer"),
        ],
        Axe_2=[("Fiche", "Intitulé", "Portage", "coût (k€)", "Années"), ("2.a", "Rouler", "CC", 48, "2024")],
        Axe_3=[("Action", "Début", "Fin", "% avancement"), ("Planter", "2025", "2026", "30 %")],
        Synthèse=[("Action", "Pilote", "Statut"), ("Isoler", "Ville", "Fait"), ("Rouler", "CC", "Fait")],
    )
    assert [unit.title for unit in found.units] == ["Isoler", "Rouler", "Planter"]
    sums = [funding_of(unit.fields, found.facts).sums for unit in found.units]
    assert [(one.eur, one.basis) for (one,) in sums[:2]] == [(324_000, "TTC"), (48_000, "")]
    said = [(doubt.place.sheet, doubt.why) for doubt in found.doubts]
    assert [sheet for sheet, why in said if "est lu aussi" in why] == ["Axe 3"]
    assert [sheet for sheet, why in said if "il ne l’est pas" in why] == ["Synthèse"]
    assert [sheet for sheet, why in said if "À droite du tableau" in why] == ["Axe 1"]


def test_a_further_table_of_a_sheet_stands_under_what_is_written_over_it() -> None:
    found = rows_of(
        [
            ("N°", "Orientation", "Opération", "Maître d’ouvrage", "Maturité"),
            (1, "1. Villes", "Halle", "Ville", "DCE prêt"),
            (2, "2. Eau", "Station", "CC", "APS"),
            ("",),
            ("B – À maturer",),
            ("", "Orientation", "Opération", "Maître d’ouvrage pressenti", "Démarrage"),
            ("", "1. Villes", "Friche", "EPF", "2027"),
        ],
        merged=[(4, 0, 4, 4)],
    )
    assert told(found) == [
        ("Halle", ("1. Villes",)),
        ("Station", ("2. Eau",)),
        ("Friche", ("B – À maturer", "1. Villes")),
    ]


def test_a_column_of_years_is_no_column_of_titles() -> None:
    found = rows_of(
        [
            ("Réf.", "Itinéraire / aménagement", "MOA", "Coût HT", "Réalisation"),
            ("L1", "Liaison du bourg", "CC", "62 000 €", "2024"),
            ("L2", "Passerelle", "Ville", "9 000 €", "2025"),
        ]
    )
    assert [unit.title for unit in found.units] == ["Liaison du bourg", "Passerelle"]


def test_the_first_column_is_that_of_actions_where_all_others_say_who_when_and_how_far() -> None:
    found = rows_of(
        [
            ("Ce qu’on veut faire", "Référent", "Acteurs mobilisés", "Échéance", "Où on en est ?"),
            ("Bus France services", "CCMO", "MSA", "2025", "attribué"),
            ("Café", "CLIC", "ADMR", "", "à lancer"),
        ]
    )
    assert [unit.title for unit in found.units] == ["Bus France services", "Café"]
    assert ["Ce qu’on veut faire" in doubt.why for doubt in found.doubts] == [True]


def test_stacked_fiches_begin_with_their_number_and_stand_under_the_name_of_their_sheet() -> None:
    rows = [
        ("n°1", "Ouvrir un centre"),
        ("De quoi s’agit-il ?", "Deux sites."),
        ("Qui porte", "CC", "Qui participe", "ARS"),
        ("Coût", "", "Qui paie", ""),
        ("",),
        ("n°2", "Créer un service"),
        ("Qui porte", "CIAS", "Qui participe", "ADMR"),
    ]
    found = _sheets(
        **{"Défi_1 - Santé": rows, "Défi_2 - Forêt": [("n°3", "Planter"), ("Qui porte", "CC"), ("Coût", "9 €")]}
    )
    assert told(found) == [
        ("Ouvrir un centre", ("Défi 1 - Santé",)),
        ("Créer un service", ("Défi 1 - Santé",)),
        ("Planter", ("Défi 2 - Forêt",)),
    ]
    assert "budget" not in found.units[0].fields and found.units[0].fields["partners"] == "ARS"


@pytest.mark.parametrize(
    ("names", "row"),
    [
        (
            "fid;code_am;lib_am;axe;obj_op;moa;partenair;cout_ht;echeance;etat",
            "3;L01;Voie verte;1 - Réseau;1.1 Relier;CC;SNCF;9 000;2026;Fait",
        ),
        (
            "À quel axe se rattache-t-elle ?;Quel est le nom de votre action ?;Quelle structure la porte ?;"
            "Avec quels partenaires ?;Où en êtes-vous ?",
            "1 - Réseau;Voie verte;CC;SNCF;Fait",
        ),
        (
            "LIB_ORIENTATION;LIB_FICHE_ACTION;INTITULE_OPERATION;PORTEUR;ANNEE_PROG",
            "1 - Réseau;FA 1;Voie verte;CC;2024",
        ),
    ],
)
def test_columns_of_maps_questionnaires_and_files_are_known(names: str, row: str) -> None:
    (unit,) = read(f"{names}\n{row}\n".encode(), "p.csv").units
    assert (unit.title, unit.headings[0], unit.fields["pilot"]) == ("Voie verte", "1 - Réseau", "CC")


def test_signs_before_labels_are_no_part_of_them_and_an_axis_takes_the_place_of_another() -> None:
    pages = [
        f"#text(size: 16pt)[*{axis}*]\n\n#text(size: 13pt)[*{number} {title}*]\n\n"
        "*◆ QUI PILOTE ?*\n\nLa CC\n\n*€ COMBIEN ?*\n\n9 000 €\n\n✦ POUR QUI ?\n\nTous\n\n"
        for number, axis, title in (
            ("1.1", "AXE 1 · MOINS", "Isoler les écoles"),
            ("2.1", "AXE 2 · MIEUX", "Rouler à vélo"),
            ("2.2", "AXE 2 · MIEUX", "Marcher à l’école"),
        )
    ]
    # In contents the axes stand in larger type than over the fiches.
    contents = "#text(size: 22pt)[*AXE 2 · MIEUX*]\n\nRouler à vélo\n"
    found = read(pdf("\n#pagebreak()\n".join((contents, *pages))), "p.pdf")
    assert told(found) == [
        ("Isoler les écoles", ("AXE 1 · MOINS",)),
        ("Rouler à vélo", ("AXE 2 · MIEUX",)),
        ("Marcher à l’école", ("AXE 2 · MIEUX",)),
    ]
    assert [unit.fields for unit in found.units] == [{"pilot": "La CC", "budget": "9 000 €"}] * 3


def test_the_number_of_an_axis_over_its_name_is_one_with_it_though_the_name_is_that_of_a_field() -> None:
    parts = {
        "Relier": ("Tracer une voie verte", "Marquer les carrefours"),
        "Piloter": ("Compter les vélos", "Réunir un comité"),
    }
    body = "".join(
        f"Ambition {number}\n\n#text(size: 22pt)[*{name}*]\n\nUn mot de l’élue sur cette ambition\n\n"
        + "".join(f"#text(size: 13pt)[*{one}*]\n\nUn texte.\n\nPilote : La Ville\n\n" for one in titles)
        for number, (name, titles) in enumerate(parts.items(), 1)
    )
    found = read(pdf(body), "p.pdf")
    assert told(found) == [
        (one, (f"Ambition {number} {name}",))
        for number, (name, titles) in enumerate(parts.items(), 1)
        for one in titles
    ]
    assert [unit.fields for unit in found.units] == [{"pilot": "La Ville"}] * 4


def test_a_roadmap_that_is_drawn_below_names_of_columns_is_refused_and_its_domains_are_no_actions() -> None:
    def set_at(x: float, y: float, size: int, text: str) -> str:
        return f"#place(dx: {x}cm, dy: {y}cm, text(size: {size}pt)[{text}])\n"

    pages = [
        set_at(0, 0, 26, f"*Domaine {number} — {domain}*")
        + set_at(0, 2.5, 13, "Action et chef de file")
        + set_at(8, 2.5, 13, "Enveloppe")
        + set_at(11, 2, 11, "Déploiement")
        + set_at(16, 2.5, 13, "Où en est-on ?")
        + "".join(
            set_at(0, 4 + 3 * at, 15, title)
            + set_at(0, 4.7 + 3 * at, 12, "Direction des bâtiments")
            + set_at(8, 4.3 + 3 * at, 11, "38 000 €")
            + set_at(11, 4.3 + 3 * at, 11, "2025")
            + set_at(16, 4.3 + 3 * at, 11, "à lancer")
            for at, title in enumerate(titles)
        )
        for number, (domain, titles) in enumerate(
            {
                "Bâtir": ("Isoler les écoles du centre", "Ombrager les cours"),
                "Circuler": ("Tracer une voie verte", "Ouvrir une gare"),
                "Manger": ("Planter un verger au bourg", "Cuisiner sur place"),
            }.items(),
            1,
        )
    ]
    with pytest.raises(PlanRefused, match="n’ont pas de bords"):
        read(pdf("#set page(width: 29.7cm, height: 21cm)\n" + "#pagebreak()\n".join(pages)), "p.pdf")
