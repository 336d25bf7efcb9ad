"""Diagrams (SmartArt) of presentations and Word documents, and text boxes of workbooks: their words stand in parts of
their own, which are not read, and this is told."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from lxml import etree

from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.model import Doubt, Place
from etl.readers.text import one_line
from etl.readers.workbooks.formulas import sheets_of

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TOLD = (
    "Un schéma (SmartArt) est ici, et peut-être plus loin : ses mots ne sont pas lus. S’il nomme des axes ou des "
    "actions, les recopier en texte, puis reprendre le fichier."
)
_BOXES = (
    "Une zone de texte de cette feuille dit « {} » : elle n’est pas lue. L’écrire dans une cellule, puis reprendre le "
    "fichier."
)
_TARGET = re.compile(rb'Target="([^"]*drawing\d+\.xml)"')
_LONGEST = 80


def told_in_slides(presentation: Any) -> tuple[Doubt, ...]:
    """What is told of the first shown slide with a diagram that says words; nothing where none has one."""
    for number, slide in enumerate(presentation.slides, 1):
        is_shown = slide._element.get("show") not in ("0", "false")
        if is_shown and _says_words(slide._element, slide.part):
            return (Doubt(Place(slide=number), _TOLD),)
    return ()


def told_in_document(document: Any) -> tuple[Doubt, ...]:
    """What is told of the first paragraph with a diagram that says words; nothing where none has one."""
    number = 0
    for paragraph in document.element.body.iter(f"{_WORD}p"):
        above = {one.tag for one in paragraph.iterancestors()}
        # As paragraphs are counted elsewhere: those of tables and boxes are not.
        number += not above & {f"{_WORD}tbl", f"{_WORD}txbxContent"}
        if _says_words(paragraph, document.part):
            return (Doubt(Place(paragraph=number), _TOLD),)
    return ()


def _says_words(element: Any, part: Any) -> bool:
    for ids in element.iter(f"{_DIAGRAM}relIds"):
        relation = part.rels.get(ids.get(f"{_REL}dm"))
        blob = b"" if relation is None or relation.is_external else relation.target_part.blob
        try:
            root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            continue
        if any((one.text or "").strip() for one in root.iter(f"{_DRAWN}t")):
            return True
    return False


def told_in_workbook(content: bytes) -> tuple[Doubt, ...]:
    """What is told of text boxes on visible sheets of an XLSX that name an axis or an action: one doubt a sheet."""
    found = []
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return ()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for sheet, file in sheets_of(content):
            said = (text for drawing in _drawings(package, file.name) for text in _paragraphs(package.read(drawing)))
            named = next((one for one in said if heading_level(one) or ACTION_LABEL.match(parted(one)[0])), "")
            if named:
                found.append(Doubt(Place(sheet=sheet), _BOXES.format(named[:_LONGEST])))
    return tuple(found)


def _drawings(package: zipfile.ZipFile, part: str) -> list[str]:
    """The parts of the drawings on a sheet."""
    folder, name = posixpath.split(part)
    names, relations = set(package.namelist()), f"{folder}/_rels/{name}.rels"
    targets = _TARGET.findall(package.read(relations)) if relations in names else []
    paths = (posixpath.join("/", folder, one.decode("utf-8", "replace")) for one in targets)
    return [one for one in (posixpath.normpath(path).lstrip("/") for path in paths) if one in names]


def _paragraphs(drawing: bytes) -> list[str]:
    try:
        root = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return []
    return [one_line("".join(one.text or "" for one in text.iter(f"{_DRAWN}t"))) for text in root.iter(f"{_DRAWN}p")]
