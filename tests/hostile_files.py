"""Real files to be broken: small ones made here of each kind, and the invented plans beside the checkout."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pptx
import typst

from tests.brought import workbook

SHARED = Path(__file__).parents[2] / "shared" / "examples" / "plans"
# Larger ones take too long for what they add.
_LARGEST = 200_000
_TEXT = """Plan de Bray

Axe 1 : Vivre ici

Objectif 1.1 : Se loger

- Rénover les logements vides du centre
  – avec l’ANAH
- Prêter des vélos – 20 000 €
Action 12 : Ouvrir une maison de santé
Pilote : CC de Bray
Budget : 1,2 M€

Axe 2 – Se soigner
1. Accueillir des internes
2. Soutenir les aidants
"""


@cache
def files(kind: str) -> tuple[bytes, ...]:
    """Files of a kind (« xlsx »), the one made here first."""
    shared = (path for path in sorted(SHARED.glob(f"*.{kind}")) if path.stat().st_size < _LARGEST)
    return (_made(kind), *(path.read_bytes() for path in shared)) if kind in _MADE else tuple(
        path.read_bytes() for path in shared
    )  # fmt: skip


_MADE = ("xlsx", "docx", "pptx", "pdf", "csv", "txt", "md")


def _made(kind: str) -> bytes:
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(workbook()))
        sheet = book.worksheets[0]
        sheet.merge_cells("A2:A3")
        sheet.column_dimensions["F"].hidden = True
        sheet["I3"] = "=1+1"
        return _saved(book)
    if kind == "docx":
        return _document()
    if kind == "pptx":
        return _slides()
    if kind == "pdf":
        body = "#set page(width: 15cm, height: 12cm)\n*Axe 1 – Bouger*\n\n*Action 1 – Prêter des vélos*\n\n"
        body += "*Pilote :* Ville\n\n#pagebreak()\n#table(columns: 2, [Action], [Porteur], [Planter], [Ville])\n"
        made = typst.compile((body + "*Action 2 – Ouvrir*\n\nDes voies vertes.").encode("utf-8"))
        assert isinstance(made, bytes)
        return made
    if kind == "csv":
        return (
            "Axe;Action;Porteur;Budget;Calendrier\nAxe 1;Planter des haies;Ville;10 000 €;2027\n"
            ';"Ouvrir la « halte »\nde Bray";SNCF;;\nTOTAL;;;10 000;\n'
        ).encode()
    return (_TEXT if kind == "txt" else _TEXT.replace("Axe", "# Axe").replace("Objectif", "## Objectif")).encode()


def _document() -> bytes:
    document = docx.Document()
    document.add_heading("Axe 1 – Bouger", 1)
    document.add_heading("Action 1.1 – Prêter des vélos", 2)
    document.add_paragraph("Vingt vélos seront prêtés.")
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("Action", "Pilote", "Budget"), ("Planter", "Ville", "1")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(1, 1))
    document.add_heading("Action 1.2 – Ouvrir une voie verte", 2)
    return _saved(document)


def _slides() -> bytes:
    deck = pptx.Presentation()
    for title, words in (("Axe 1 – Bouger", "Se déplacer"), ("Action 1 – Prêter des vélos", "Pilote : Ville")):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, words
    table = deck.slides[1].shapes.add_table(2, 2, 0, 0, 3_000_000, 1_000_000).table
    for at, text in enumerate(("Budget", "10", "Partenaires", "CAUE")):
        table.cell(at // 2, at % 2).text = text
    return _saved(deck)


def _saved(document: object) -> bytes:
    held = io.BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


GRANTS = (
    "exercice;dép;nom du bénéficiaire;SIREN;intitulé du projet;dispositif;coût HT;montant de la subvention\n"
    "2023;46;Cahors;214600420;Rénovation de l’école;DETR;100 000,50;40 000\n"
    "2023;46;Figeac;214601023;Voie verte;DSIL;1.234;12 000 €\n"
).encode()
