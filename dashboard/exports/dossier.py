"""The formats of a whole dossier, in the order of its page."""

from __future__ import annotations

from dashboard.exports import pptx, report, sheets, webpage, word
from dashboard.exports.core import DossierFormat, Gathered, Tell
from dashboard.exports.registry import OFFICE


def _deck(gathered: Gathered, tell: Tell) -> bytes:
    return pptx.deck(gathered)


def _workbook(gathered: Gathered, tell: Tell) -> bytes:
    return sheets.workbook(gathered)


DECK = DossierFormat("pptx", "Présentation PowerPoint", "pptx", f"{OFFICE}.presentationml.presentation", _deck)
DOSSIER_FORMATS: tuple[DossierFormat, ...] = (
    DECK,
    DossierFormat("xlsx", "Classeur Excel", "xlsx", f"{OFFICE}.spreadsheetml.sheet", _workbook),
    DossierFormat("pdf", "Rapport PDF", "pdf", "application/pdf", report.make),
    DossierFormat("docx", "Document Word", "docx", f"{OFFICE}.wordprocessingml.document", word.make),
    DossierFormat("html", "Page web autonome (HTML)", "html", "text/html", webpage.make),
)
