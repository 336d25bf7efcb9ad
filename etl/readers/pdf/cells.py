"""Rows of a table of a PDF as its actions: several in one cell each by itself, a title apart from what describes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.readers.fields.columns import Column
from etl.readers.model import Doubt
from etl.readers.pdf.grid import BULLET, PARAGRAPH, PERHAPS
from etl.readers.tables.head import Head
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Row, as_text

_PARTS = re.compile(rf"[\n{PARAGRAPH}]")
# What begins an action of several in one cell, beside a bullet: « Action 2 : … », « 1.2.3 … ».
_NUMBERED = re.compile(r"(?:(?:fiche[\s-]*)?action\s*(?:n\s*[°ºo]\s*)?\d|\d+(?:\.\d+)+\.?\s+[^\W\d_])", re.I)
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+")
# What a group of actions costs is not what each does.
_MONEY = ("budget", "basis", "funders", "funding_text", "funder", "amount", "part")
_SHARED = (
    "Cette case porte plusieurs actions : les montants et financeurs de la ligne, communs, ne sont donnés à aucune."
)
# « 12 13 » in the cell of the number: the rule between two rows was not seen.
_TWO_NUMBERS = re.compile(r"\d+(?:\.\d+)*(?:\s+\d+(?:\.\d+)*)+")
_TWO = "Cette ligne porte plusieurs numéros : plusieurs actions y sont peut-être lues comme une."
_UNSURE = "Où finit le titre dans cette case n’est pas sûr : la phrase qui le suit est lue comme sa description."
_DESCRIBED = (
    "La case du titre a plusieurs paragraphes : le premier est pris pour le titre, la suite pour sa description."
)


@dataclass(frozen=True)
class Expanded:
    """Rows of one action each, with the head that reads them, and what of them is doubtful."""

    head: Head
    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]


def expanded(rows: Sequence[Row], head: Head) -> Expanded:
    """The rows, a mark (`PARAGRAPH`) parting the paragraphs of their cells, as rows that hold one action each."""
    title = head.at("title")
    if title is None or head.is_template:
        return Expanded(head, tuple(map(_plain, rows)), ())
    width = max((len(row.cells) for row in rows), default=0)
    # Columns that the table has not: for numbers and descriptions that stand in the cell of the title.
    label, text = head.at("label"), head.at("text")
    more = [
        Column(name, at, "")
        for name, at, there in (("label", width, label), ("text", width + 1, text))
        if there is None
    ]
    own = replace(head, columns=(*head.columns, *more))
    found: list[Row] = []
    described: list[Row] = []
    doubts: list[Doubt] = []
    cells = [[one for one in _PARTS.split(as_text(row.at(title))) if one.strip()] for row in rows]
    are_described = text is None and sum(len(parts) > 1 for parts in cells) >= len(rows) / 2
    for row, marked in zip(rows, cells, strict=True):
        if label is not None and _TWO_NUMBERS.fullmatch(one_line(as_text(row.at(label)))):
            doubts.append(Doubt(row.place, _TWO))
        parts = list(map(one_line, marked))
        if are_described and parts and parts[0].endswith(".") and PERHAPS in marked[0]:
            # A full line ends the title; what follows is a sentence, as in the other rows.
            parts[:1] = map(one_line, marked[0].split(PERHAPS, 1))
            doubts.append(Doubt(row.place, _UNSURE))
        begins = [at for at, part in enumerate(parts) if BULLET.match(part) or _NUMBERED.match(part)]
        if len(begins) > 1 and not begins[0]:
            each = [parts[begin:end] for begin, end in zip(begins, [*begins[1:], len(parts)], strict=True)]
            made, is_shared = _parted(row, head, each)
            found += [_with(one, own, part, is_bulleted=True) for one, part in zip(made, each, strict=True)]
            if is_shared:
                doubts.append(Doubt(row.place, _SHARED))
        elif len(parts) > 1 and (text is None or not as_text(row.at(text)).strip()):
            found.append(_with(row, own, parts, is_bulleted=False))
            if as_text(found[-1].at(own.at("text") or 0)).strip():
                described.append(row)
        else:
            if len(begins) == 1 and not _NUMBERED.match(parts[0]):
                # A list of one.
                row = replace(row, cells=tuple(_bare(as_text(cell)) for cell in row.cells))
            found.append(_with(row, own, [" ".join(parts)], is_bulleted=False))
    if len(described) < len(found) / 2:
        doubts += [Doubt(row.place, _DESCRIBED) for row in described]
    return Expanded(own, tuple(found), tuple(doubts))


def _plain(row: Row) -> Row:
    return replace(row, cells=tuple(re.sub(f"[{PARAGRAPH}{PERHAPS}]", " ", as_text(cell)) for cell in row.cells))


def _parted(row: Row, head: Head, each: Sequence[Sequence[str]]) -> tuple[list[Row], bool]:
    """A row for each action of a cell: what stands in bullets, one an action, is given to each; of the rest, what is
    no money is of all. And whether money was left out."""
    rows = [list(map(as_text, row.cells)) for _ in each]
    is_shared = False
    for column in head.columns:
        if column.field == "title" or column.at >= len(row.cells):
            continue
        parts = [one for one in _PARTS.split(as_text(row.cells[column.at])) if one.strip()]
        is_listed = len(parts) == len(each) and all(BULLET.match(one) for one in parts)
        is_money = column.field in _MONEY and any(one.strip(" –—-") for one in parts)
        is_shared |= is_money and not is_listed
        for at, cells in enumerate(rows):
            if is_listed:
                cells[column.at] = _bare(parts[at])
            elif is_money:
                cells[column.at] = ""
    return [_plain(replace(row, cells=tuple(cells))) for cells in rows], is_shared


def _bare(said: str) -> str:
    """A paragraph without the bullet that it begins with."""
    bullet = BULLET.match(said)
    return said[bullet.end() :] if bullet else said


def _with(row: Row, head: Head, parts: Sequence[str], is_bulleted: bool) -> Row:
    """A row whose title is the first of these paragraphs, and what goes on with it; the rest describes it."""
    first, *rest = parts or [""]
    number = _NUMBER.match(first)
    label = number[1] if number and is_bulleted else ""
    if not _NUMBERED.match(first) and not (number and not is_bulleted):
        first = _bare(first)
    while rest and rest[0][:1].islower():
        first = f"{first} {rest.pop(0)}"
    cells = [*_plain(row).cells]
    for name, value in (("title", first), ("label", label), ("text", " ".join(rest))):
        at = head.at(name)
        if at is None or (not value and at < len(cells)):
            continue
        cells += [""] * (at + 1 - len(cells))
        cells[at] = value
    return replace(row, cells=tuple(cells))
