"""The user's own presentation as a ground: checked, and rebuilt of its masters, layouts and themes alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx import Presentation
from pptx.util import Inches

from dashboard.exports.pptx import parts as pptx_parts

MOST_BYTES = 20 * 1024 * 1024
_MOST_UNPACKED, _MOST_PARTS = 150 * 1024 * 1024, 5000
_NARROWEST, _LOWEST = 7.2, 5.2
# What Office writes around a document that a password protects; also its formats of before 2007.
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TYPES, _LARGEST_TYPES = "[Content_Types].xml", 5_000_000
_MACROS = re.compile("macroenabled|vbaproject|activex", re.I)
_ADVICE = "Le jeu de diapositives reste disponible sans modèle."


class TemplateRefused(ValueError):
    """A template that cannot be used; the message is French, says why, and what remains possible."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} {_ADVICE}")


@contextmanager
def unreadable() -> Iterator[None]:
    """A refusal in the place of any error: a broken file fails in many ways."""
    try:
        yield
    except TemplateRefused:
        raise
    except Exception as error:
        raise TemplateRefused("Ce fichier n’est pas une présentation PowerPoint lisible (.pptx).") from error


def opened(template: bytes) -> Any:
    """A presentation without slides on the template's masters, layouts and themes, of which nothing else is taken.

    Raises:
        TemplateRefused: it cannot be used.
    """
    _check_archive(template)
    with unreadable():
        try:
            presentation = Presentation(io.BytesIO(pptx_parts.bare(template)))
        except pptx_parts.LeadsOutside as error:
            raise TemplateRefused(
                "Ce modèle va chercher une image ou un objet hors de lui-même, par un lien : l’incorporer au fichier."
            ) from error
        list(presentation.slide_layouts)
        wide, tall = presentation.slide_width, presentation.slide_height
    if not wide or not tall:
        raise TemplateRefused("Ce modèle ne dit pas la taille de ses diapositives.")
    if wide < Inches(_NARROWEST) or tall < Inches(_LOWEST):
        raise TemplateRefused("Les diapositives de ce modèle sont trop petites : il leur faut au moins 19 cm sur 14.")
    return presentation


def _check_archive(template: bytes) -> None:
    """Before anything is unpacked: weight, protection, macros."""
    if len(template) > MOST_BYTES:
        raise TemplateRefused("Ce modèle pèse plus de 20 Mo, la limite.")
    if template.startswith(_COMPOUND):
        raise TemplateRefused(
            "Ce fichier est protégé par un mot de passe ou d’un format d’avant 2007 : "
            "l’enregistrer en .pptx, sans mot de passe."
        )
    with unreadable(), zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise TemplateRefused("Ce modèle est trop lourd une fois décompressé.")
        if any(part.compress_type not in _METHODS for part in parts):
            # Other ways of packing unfold to thousands of times their size in one piece, whatever size is told.
            raise TemplateRefused(
                "Ce fichier est comprimé d’une façon qu’Office n’emploie pas : l’enregistrer en .pptx."
            )
        if any(part.filename == _TYPES and part.file_size > _LARGEST_TYPES for part in parts):
            raise TemplateRefused("Ce modèle est trop lourd une fois décompressé.")
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise TemplateRefused("Ce fichier est protégé par un mot de passe : l’enregistrer sans mot de passe.")
        types = archive.read(_TYPES).decode("utf-8", "replace")
        if _MACROS.search(types) or any(_MACROS.search(part.filename) for part in parts):
            raise TemplateRefused(
                "Ce modèle contient des macros ou des contrôles : l’enregistrer en .pptx, sans macros."
            )
    if "presentationml.template" in types:
        raise TemplateRefused("Ce fichier est un modèle .potx : l’enregistrer en .pptx.")
