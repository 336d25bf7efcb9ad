"""The formats of a whole dossier, in the order of its page."""

from __future__ import annotations

from dashboard.exports import pptx, sheets
from dashboard.exports.core import DossierFormat, Gathered, Tell
from dashboard.exports.registry import OFFICE


def _deck(gathered: Gathered, tell: Tell) -> bytes:
    return pptx.deck(gathered.entries, gathered.title)


def _workbook(gathered: Gathered, tell: Tell) -> bytes:
    return sheets.workbook(gathered.entries)


DOSSIER_FORMATS: tuple[DossierFormat, ...] = (
    DossierFormat("pptx", "Présentation PowerPoint", "pptx", f"{OFFICE}.presentationml.presentation", _deck),
    DossierFormat("xlsx", "Classeur Excel", "xlsx", f"{OFFICE}.spreadsheetml.sheet", _workbook),
)
