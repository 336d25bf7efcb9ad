"""The lines of a page of a PDF: letters of one type that stand together, with their places."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

# In sizes of type: how far words of two cells stand apart, and letters of one line above one another.
_CELL_GAP, SAME_LINE = 1.5, 0.45
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


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


def lines_of(page: pypdfium2.PdfPage, number: int, walls: Sequence[float] = ()) -> Iterator[Line]:
    """The lines of a page, in the order of its text; `walls` are points from the left that no piece crosses."""
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
        if last and abs(base - last.base) > SAME_LINE * max(size, last.size):
            yield Line(number, tuple(pieces))
            pieces, last = [], None
        is_far = last is not None and (
            left - last.right > _CELL_GAP * size or any(last.left < wall <= left for wall in walls)
        )
        if last and not is_far and (last.is_bold, round(last.size)) == (is_bold, round(size)):
            pieces[-1] = Piece(last.text + sign, last.left, right, last.base, last.size, is_bold)
        else:
            pieces.append(Piece(sign, left, right, base, size, is_bold))
    if pieces:
        yield Line(number, tuple(pieces))


def cells_of(line: Line) -> Iterator[Line]:
    """The parts of a line that stand far from each other."""
    own: list[Piece] = []
    for piece in line.pieces:
        if own and piece.left - own[-1].right > _CELL_GAP * piece.size:
            yield Line(line.page, tuple(own))
            own = []
        own.append(piece)
    if own:
        yield Line(line.page, tuple(own))
