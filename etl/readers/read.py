"""The one way in: a file by its bytes and its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from etl.readers.fields.states import doubted_states
from etl.readers.lines.appendices import with_whole_headings, without_appendices, without_root
from etl.readers.lines.drawn_text import undrawn
from etl.readers.lines.legends import with_legend
from etl.readers.lines.titles import coded, labelled, undecorated
from etl.readers.lines.two_signs import doubted_levels
from etl.readers.model import Doubt, PlanRead, PlanRefused
from etl.readers.office.slides import read_slides
from etl.readers.office.word import read_document, read_opendocument
from etl.readers.pdf.cut import read_pdf
from etl.readers.tables.cut import read_grid, read_separated, read_workbook
from etl.readers.tables.head import head_of
from etl.readers.tables.shared_rows import parted_lines
from etl.readers.text import LARGEST, decoded, lines_of_text
from etl.readers.texts.bullets import read_text
from etl.readers.texts.columns_of_blanks import grid_of_blanks
from etl.readers.texts.markdown import read_markdown

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
# What an office saves files of other kinds as.
_SAVED_AS = dict.fromkeys((".doc", ".rtf"), ".docx") | dict.fromkeys((".ppt", ".odp"), ".pptx")
# Of a table that is pasted into a text: the tabs of a row, and rows of as many.
_FEWEST_TABS, _FEWEST_ROWS = 2, 3
_TEXTS = (".txt", ".md", ".markdown")


def read(content: bytes, name: str) -> PlanRead:
    """What a plan's file says, by the kind that its name says it is.

    Raises:
        PlanRefused: it cannot be read; the message is French and says what to do.
    """
    if len(content) > LARGEST:
        raise PlanRefused("Ce fichier dépasse 20 Mo : n’en garder que le plan.")
    found = with_legend(_read(content, name))
    found = without_appendices(replace(found, units=labelled(coded(undecorated(with_whole_headings(found.units))))))
    # Last: what stood apart from the plan would hide that one heading stands over all of it.
    found = replace(found, units=without_root(found.units))
    return parted_lines(doubted_states(doubted_levels(found)))


def _read_text(text: str, encoding: str) -> PlanRead:
    """The plan of a text, or of the table that it is: one copied from elsewhere has tabs or bars between its cells."""
    if (table := _pasted(text) or _in_columns(text)) is not None:
        return replace(table, facts={**table.facts, "encodage": encoding})
    try:
        return read_text(text, encoding)
    except PlanRefused:
        if "\t" not in text and "|" not in text:
            raise
        try:
            found = read_separated(undrawn(text).encode())
            return replace(found, facts={**found.facts, "encodage": encoding})
        except PlanRefused:
            pass
        raise


def _pasted(text: str) -> PlanRead | None:
    """The plan of a table that was pasted among other words, its cells parted by tabs; None where most lines with tabs
    have not as many of them, or they are no table of actions."""
    lines = text.splitlines()
    tabs = [line.count("\t") for line in lines]
    many = max(set(tabs), key=lambda one: (tabs.count(one) if one else 0, one), default=0)
    if many < _FEWEST_TABS or tabs.count(many) < _FEWEST_ROWS:
        return None
    begin, end = tabs.index(many), len(tabs) - tabs[::-1].index(many)
    try:
        # Blank lines before it keep the numbers of its lines.
        found = read_separated("\n".join([""] * begin + lines[begin:end]).encode())
    except PlanRefused:
        return None
    return found if sum(bool(unit.fields) for unit in found.units) > len(found.units) / 2 else None


def _in_columns(text: str) -> PlanRead | None:
    """The plan of a table in columns of blanks; None where there is none."""
    grid = grid_of_blanks(text)
    head = head_of(grid) if grid else None
    if not grid or not head:
        return None
    try:
        found = read_grid(grid, head, {}, "tableau dans un texte")
    except PlanRefused:
        return None
    doubt = Doubt(found.units[0].place, "Les colonnes de ce tableau sont lues par leurs blancs : vérifier ses lignes.")
    return replace(found, doubts=(doubt, *found.doubts), lines=lines_of_text(text.splitlines()))


def _read(content: bytes, name: str) -> PlanRead:
    kind = PurePath(name).suffix.lower()
    if kind in _WORKBOOKS:
        return read_workbook(content)
    if kind in (".csv", ".tsv"):
        return read_separated(content)
    if kind == ".pdf":
        return read_pdf(content)
    if kind == ".pptx":
        return read_slides(content)
    if kind in (".docx", ".docm"):
        return read_document(content)
    if kind == ".odt":
        return read_opendocument(content)
    if kind in _TEXTS:
        text, encoding = decoded(content)
        return read_markdown(text, encoding) if kind != ".txt" else _read_text(text, encoding)
    saved_as = _SAVED_AS.get(kind)
    if saved_as:
        raise PlanRefused(f"Les fichiers « {kind} » ne se lisent pas : ouvrir celui-ci et l’enregistrer en {saved_as}.")
    raise PlanRefused(
        f"Les fichiers « {kind or name} » ne se lisent pas encore : choisir un classeur (.xlsx, .ods), un CSV, "
        "un document (.docx, .odt), une présentation (.pptx), un PDF, un texte (.txt) ou du Markdown (.md)."
    )
