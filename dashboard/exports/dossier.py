"""The formats of a whole dossier, in the order of its page."""

from __future__ import annotations

from dashboard.dossier.assembled import Gathered, Tell
from dashboard.exports import webpage
from dashboard.exports.core import DossierFormat
from dashboard.exports.docx import report as word
from dashboard.exports.pdf import report
from dashboard.exports.pptx import deck
from dashboard.exports.registry import OFFICE
from dashboard.exports.xlsx import workbook


def _deck(gathered: Gathered, tell: Tell) -> bytes:
    return deck.deck(gathered)


def _workbook(gathered: Gathered, tell: Tell) -> bytes:
    return workbook.workbook(gathered)


DECK = DossierFormat("pptx", "Présentation PowerPoint", "pptx", f"{OFFICE}.presentationml.presentation", _deck)
DOSSIER_FORMATS: tuple[DossierFormat, ...] = (
    DECK,
    DossierFormat("xlsx", "Classeur Excel", "xlsx", f"{OFFICE}.spreadsheetml.sheet", _workbook),
    DossierFormat("pdf", "Rapport PDF", "pdf", "application/pdf", report.make),
    DossierFormat("docx", "Document Word", "docx", f"{OFFICE}.wordprocessingml.document", word.make),
    DossierFormat("html", "Page web autonome (HTML)", "html", "text/html", webpage.make),
)
