"""Headings that have the name of a field, « Piloter », « Partenariats »: said once, and above actions as others are."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import pptx

from etl.readers import PlanRead, read
from tests.pdf_shapes import pdf
from tests.unseen import saved, told

PARTS = {
    "Relier": ("Tracer une voie verte", "Marquer les carrefours"),
    "Piloter": ("Compter les vélos", "Réunir un comité"),
    "Financer": ("Chercher des fonds", "Ouvrir une caisse"),
    "Partenariats": ("Signer une charte", "Créer un club"),
}
WANTED = [(title, (part,)) for part, titles in PARTS.items() for title in titles]


def _all() -> Iterator[tuple[str, str]]:
    """What stands in the document, in its order: a heading, or an action with its number."""
    number = 0
    for part, titles in PARTS.items():
        yield "heading", part
        for title in titles:
            number += 1
            yield "action", f"Action {number} : {title}"


def _right(found: PlanRead, *, are_told: bool) -> None:
    assert told(found) == WANTED
    assert [unit.fields for unit in found.units] == [{"pilot": "La Ville"}] * len(WANTED)
    assert any("est prise pour" in doubt.why for doubt in found.doubts) == are_told


def test_in_large_type_of_a_pdf() -> None:
    sizes = {"heading": 22, "action": 13}
    for label in ("", "Action"):
        body = "".join(
            f"#text(size: {sizes[kind]}pt)[*{said if label else said.rpartition(' : ')[2]}*]\n\n"
            + ("Un texte.\n\nPilote : La Ville\n\n" if kind == "action" else "")
            for kind, said in _all()
        )
        found = read(pdf(body), "plan.pdf")
        assert told(found) == WANTED
        assert [unit.fields for unit in found.units] == [{"pilot": "La Ville"}] * len(WANTED)


def test_in_bold_in_a_word_document() -> None:
    document = docx.Document()
    for kind, said in _all():
        paragraph = document.add_paragraph()
        paragraph.add_run(said).bold = kind == "heading"
        if kind == "action":
            document.add_paragraph("Un texte.")
            document.add_paragraph("Pilote : La Ville")
    _right(saved(document, "plan.docx"), are_told=True)


def test_in_capitals_in_a_text() -> None:
    lines = [f"{said.upper()}\n" if kind == "heading" else f"{said}\nPilote : La Ville\n" for kind, said in _all()]
    found = read("\n".join(lines).encode(), "plan.txt")
    assert told(found) == [(title, (part.upper(),)) for title, (part,) in WANTED]
    assert [unit.fields for unit in found.units] == [{"pilot": "La Ville"}] * len(WANTED)


def test_a_label_of_a_form_that_nobody_filled_in_is_no_heading() -> None:
    lines = [
        f"{said.upper()}\n"
        if kind == "heading"
        else f"{said}\nPilote : La Ville\n" + ("\nFINANCEURS\n" if said.partition(" : ")[2] in firsts else "")
        for firsts in [{titles[0] for titles in PARTS.values()}]
        for kind, said in _all()
    ]
    found = read("\n".join(lines).encode(), "plan.txt")
    assert told(found) == [(title, (part.upper(),)) for title, (part,) in WANTED]


def _slides(**boxes: str) -> PlanRead:
    presentation = pptx.Presentation()
    for number, (kind, said) in enumerate(_all()):
        slide = presentation.slides.add_slide(presentation.slide_layouts[2 if kind == "heading" else 1])
        slide.shapes.title.text = said
        if kind == "action":
            slide.placeholders[1].text = f"Le texte {number}.\nPilote : La Ville"
        elif said in boxes:
            slide.placeholders[1].text = boxes[said]
    content = io.BytesIO()
    presentation.save(content)
    return read(content.getvalue(), "plan.pptx")


def test_on_slides_of_their_own_which_say_little_else() -> None:
    _right(_slides(Relier="Pour que les bourgs se rejoignent"), are_told=True)


def test_slides_that_say_more_than_a_title_are_no_headings() -> None:
    said = "Le diagnostic montre que les habitants du pays se déplacent surtout en voiture, et seuls le plus souvent."
    found = _slides(**{part: f"{said} {part}." for part in PARTS})
    assert [unit.headings for unit in found.units] == [()] * len(WANTED) and not found.doubts
