"""A PDF cut into units: its lines by place and type, joined into paragraphs and tables of fields, then cut as fiches.

Heads and feet that stand on most pages, footnotes and contents are left out.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

from etl.readers.columns import field_of
from etl.readers.fiches import Cut, Paragraph, Table, are_numbered, level_of_actions
from etl.readers.model import Place, PlanRead, PlanRefused
from etl.readers.text import joined
from etl.readers.titles import ACTION_LABEL

_MOST_PAGES = 1_000
# In sizes of type: how far lines of one paragraph stand apart, and words of two cells.
_APART, _CLOSE, _CELL_GAP, _SAME_LINE = 1.6, 1.35, 1.5, 0.45
# Marks of notes, as part of the size of their line; lines of notes at the foot of a page.
_MARK, _MOST_NOTES = 0.72, 8
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_OFTEN = 3
_ENDS = tuple(".:;!?")
# Of lines, how many end in a hyphen where words are cut.
_CUT_OFTEN = 0.04


@dataclass(frozen=True)
class Piece:
    """Letters of one type that stand together on a line: where they begin and end, their base and size, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool


@dataclass(frozen=True)
class Line:
    """A line of a cell or of running text, on its page."""

    page: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def size(self) -> float:
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def is_bold(self) -> bool:
        return all(piece.is_bold for piece in self.pieces if piece.text.strip())


def read_pdf(content: bytes) -> PlanRead:
    """The plan of a PDF.

    Raises:
        PlanRefused: it is locked, damaged, a scan, or holds no action that numbers itself.
    """
    if not content:
        raise PlanRefused("Ce fichier est vide : choisir celui qui contient le plan.")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PlanRefused("Ce PDF est protégé par un mot de passe : l’enregistrer sans, puis réessayer.") from None
        raise PlanRefused("Ce PDF ne se lit pas : il est abîmé. L’enregistrer à nouveau.") from None
    try:
        pages = min(len(document), _MOST_PAGES)
        lines = [line for number in range(pages) for line in _lines(document[number], number + 1)]
    finally:
        document.close()
    if not any(line.text for line in lines):
        raise PlanRefused(
            "Ce PDF n’a pas de texte : ses pages sont des images. Le passer à la reconnaissance de caractères, ou "
            "prendre le document dont il vient."
        )
    blocks = list(_blocks(whole_words(_running(lines, pages))))
    cut = Cut(level_of_actions(blocks), " ", are_numbered(blocks))
    for block in blocks:
        cut.take(block)
    units = cut.close()
    if not units:
        raise PlanRefused(
            "Aucune action n’est reconnue dans ce PDF : seules des fiches « Action 1 – … » le sont. Prendre le "
            "document ou le tableau dont il vient."
        )
    return PlanRead("fiches d’un PDF", {"pages": str(pages)}, tuple(units), tuple(cut.doubts))


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    """The lines of a page, in the order of its text."""
    text = page.get_textpage()
    pieces: list[Piece] = []
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    across, up = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign in "\r\n\0":
            if pieces and sign != "\0":
                yield Line(number, tuple(pieces))
                pieces = []
            continue
        # A hyphen at the end of a line, as the library marks it.
        sign = "-" if sign in "\ufffe\x02" else _LIGATURES.get(sign, sign)
        left, _, right, _ = text.get_charbox(at, loose=True)
        # Signs have boxes of their own height; all stand on one line.
        raw.FPDFText_GetCharOrigin(text, at, across, up)
        base = up.value
        size = raw.FPDFText_GetFontSize(text, at)
        raw.FPDFText_GetFontInfo(text, at, name, 128, flags)
        is_bold = b"bold" in name.value.lower() or b"black" in name.value.lower()
        # What the library puts between two words has no type of its own.
        is_made = size <= 1
        last = pieces[-1] if pieces else None
        if last and is_made:
            pieces[-1] = Piece(last.text + sign, last.left, last.right, last.base, last.size, last.is_bold)
            continue
        if last and abs(base - last.base) > _SAME_LINE * max(size, last.size):
            yield Line(number, tuple(pieces))
            pieces, last = [], None
        is_far = bool(last) and left - last.right > _CELL_GAP * size  # type: ignore[union-attr]
        if last and not is_far and (last.is_bold, round(last.size)) == (is_bold, round(size)):
            pieces[-1] = Piece(last.text + sign, last.left, right, last.base, last.size, is_bold)
        else:
            pieces.append(Piece(sign, left, right, base, size, is_bold))
    if pieces:
        yield Line(number, tuple(pieces))


def _running(lines: Sequence[Line], pages: int) -> list[Line]:
    """The lines without what stands on most pages, without notes at the foot and the marks that lead to them."""
    places = Counter(_place(line) for line in lines)
    often = {place for place, times in places.items() if times >= max(_OFTEN, pages / 2)}
    # « Fiche action n° 12 » at the head of each page is no head.
    lines = [line for line in lines if _place(line) not in often or ACTION_LABEL.match(line.text)]
    notes = _notes(lines)
    kept = []
    for line in lines:
        pieces = tuple(one for one in line.pieces if one.size > _MARK * line.size or not one.text.strip().isdigit())
        if line not in notes and pieces and "".join(one.text for one in pieces).strip():
            kept.append(Line(line.page, pieces))
    return kept


def whole_words(lines: Sequence[Line]) -> list[Line]:
    """The lines, words that a hyphen cuts at their ends made whole where the text has them whole, or cuts often."""
    words = {word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)}
    cut = sum(line.text.endswith("-") for line in lines)
    is_often = cut > _CUT_OFTEN * len(lines)
    found = list(lines)
    for at in range(len(found) - 1):
        head, tail = found[at].text, found[at + 1].text
        left, right = re.search(r"([^\W\d_]+)-$", head), re.match(r"[^\W\d_]+", tail)
        if not left or not right or not right[0][0].islower():
            continue
        whole, parted_ = (left[1] + right[0]).casefold(), f"{left[1]}-{right[0]}".casefold()
        if whole in words or (is_often and parted_ not in words):
            # The rest of the word is brought up: what stands between lines stays between words.
            last, first = found[at].pieces[-1], found[at + 1].pieces[0]
            taken = re.match(r"\s*\S+\s?", first.text)
            rest = first.text[taken.end() :] if taken else first.text
            brought = first.text[: taken.end()].strip() if taken else ""
            up = replace(last, text=f"{last.text.rstrip()[:-1]}{brought} ")
            found[at] = replace(found[at], pieces=(*found[at].pieces[:-1], up))
            found[at + 1] = replace(found[at + 1], pieces=(replace(first, text=rest), *found[at + 1].pieces[1:]))
    return found


def _place(line: Line) -> tuple[str, int]:
    """What a line says, numbers aside, and how high it stands."""
    return re.sub(r"\d+", "#", line.text), round(line.base / 4)


def _notes(lines: Sequence[Line]) -> set[Line]:
    """Lines at the foot of pages that begin with the number of a mark in the text above, and what follows them."""
    found: set[Line] = set()
    for page in {line.page for line in lines}:
        own = sorted((line for line in lines if line.page == page), key=lambda line: line.base)
        marks = {
            piece.text.strip() for line in own for piece in line.pieces
            if piece.text.strip().isdigit() and piece.size <= _MARK * line.size
        }  # fmt: skip
        first = max(
            (at for at, line in enumerate(own[:_MOST_NOTES]) for mark in marks if re.match(rf"{mark}\D", line.text)),
            default=-1,
        )
        found |= set(own[: first + 1])
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[Paragraph | Table]:
    """Paragraphs, and rows of tables: a label in bold at the left, its value at some distance."""
    cells = [cell for line in lines for cell in _cells(line)]
    at = 0
    while at < len(cells):
        label_end = at + 1
        while label_end < len(cells) and _goes_on(cells[label_end - 1], cells[label_end]):
            if field_of(cells[label_end].text) and field_of(cells[at].text):
                # Two labels, the first without a value.
                break
            label_end += 1
        if cells[at].is_bold and label_end < len(cells) and _is_value(cells[at], cells[label_end]):
            value_end = label_end + 1
            while value_end < len(cells) and _is_same_cell(cells[label_end], cells[value_end], cells[value_end - 1]):
                value_end += 1
            label = joined([one.text for one in cells[at:label_end]])
            value = joined([one.text for one in cells[label_end:value_end]])
            yield Table(0, ((label, value),))
            at = value_end
            continue
        own = cells[at:label_end]
        yield Paragraph(Place(page=own[0].page), joined([one.text for one in own]), 0, all(one.is_bold for one in own))
        at = label_end


def _cells(line: Line) -> Iterator[Line]:
    """The parts of a line that stand far from each other."""
    own: list[Piece] = []
    for piece in line.pieces:
        if own and piece.left - own[-1].right > _CELL_GAP * piece.size:
            yield Line(line.page, tuple(own))
            own = []
        own.append(piece)
    if own:
        yield Line(line.page, tuple(own))


def _is_value(label: Line, value: Line) -> bool:
    """Whether a cell is the value beside a label: to its right, beginning at its height."""
    is_beside = abs(value.base - label.base) <= _SAME_LINE * label.size
    return value.page == label.page and is_beside and value.left > label.left + 2 * label.size and not value.is_bold


def _is_same_cell(first: Line, line: Line, above: Line) -> bool:
    """Whether a line goes on with a cell: at its left edge, right below; or at the head of the next page."""
    is_below = line.page == above.page and 0 < above.base - line.base <= _APART * line.size
    is_next_page = line.page == above.page + 1
    return abs(line.left - first.left) < line.size / 2 and not line.is_bold and (is_below or is_next_page)


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line goes on with the paragraph above it."""
    starts_bold, was_bold = line.pieces[0].is_bold, above.pieces[-1].is_bold
    if round(above.size) != round(line.size):
        return False
    is_mixed = not above.is_bold and not line.is_bold
    if line.page != above.page or line.base > above.base:
        # The next page or column goes on with a sentence without an end, or with the value of a label in bold.
        is_label = is_mixed and was_bold and not starts_bold and above.text.endswith(":")
        return is_label or (starts_bold == was_bold and above.text[-1:] not in _ENDS and line.text[:1].islower())
    if starts_bold != was_bold:
        # Labels in bold within a paragraph; a line that is bold as a whole begins or ends one.
        is_close = 0 < above.base - line.base <= _CLOSE * line.size
        return is_mixed and is_close and abs(line.left - above.left) < line.size
    return 0 < above.base - line.base <= _APART * line.size and abs(line.left - above.left) < 3 * line.size + 200
