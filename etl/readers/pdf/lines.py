"""The lines of a page of a PDF: letters of one type that stand together, with their places."""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from etl.readers.pdf.clips import is_out_of_sight
from etl.readers.text import FREE, SYMBOLS, TICKED

# In sizes of type: how far words of two cells stand apart, and letters of one line above one another.
_CELL_GAP, SAME_LINE, _WORD_GAP = 1.5, 0.45, 0.15
# How much larger type is that shares no line with smaller.
_OTHER_SIZE = 2.2
# Single signs for several letters.
_SIGNS = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
}  # fmt: skip
# Hyphens at the ends of lines, as the library marks them.
_HYPHENS = {"\ufffe": "-", "\x02": "-"}
# Types that a program makes bold by their names: « Semi-bold » and « Heavy » are told from the text as bold is.
_BOLD = (b"bold", b"black", b"heavy")
# Of its length, how high a line rises that stands aslant; in points, above what size such words are a stamp.
_ASLANT, _LARGEST_ASLANT = 0.2, 24.0
_BOXES = tuple(FREE + TICKED)
# Letters that make a word set letter by letter, and how much wider than between them the room between words is.
_FEWEST_SPACED, _SPACED = 8, 1.6
_LETTERS_APART = re.compile(r"(?:\S ){7}\S")
Point = tuple[float, float]


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
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def middle(self) -> float:
        return (self.pieces[0].left + self.pieces[-1].right) / 2

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def size(self) -> float:
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def is_bold(self) -> bool:
        return all(piece.is_bold for piece in self.pieces if piece.text.strip())


def upright(page: pypdfium2.PdfPage) -> Callable[[float, float], Point]:
    """Where a point of a page stands as the page is shown: many a wide table lies on a page that is told to be turned.

    Points are from the left and from the bottom.
    """
    left, bottom, right, top = page.get_mediabox()
    turns: dict[int, Callable[[float, float], Point]] = {
        90: lambda across, up: (up - bottom, right - across),
        180: lambda across, up: (right - across, top - up),
        270: lambda across, up: (top - up, across - left),
    }
    return turns.get(page.get_rotation(), lambda across, up: (across, up))


@dataclass(frozen=True)
class _Type:
    """The type of a run of letters: its size in points, whether it is bold, whether it runs up or down the page."""

    size: float
    is_bold: bool
    is_sideways: bool
    is_aslant: bool = False
    is_out_of_sight: bool = False


class _Sign(NamedTuple):
    """A letter with its box and where its line begins, in points; no type where the library puts it between words."""

    text: str
    type: _Type | None
    left: float = 0.0
    low: float = 0.0
    right: float = 0.0
    high: float = 0.0
    across: float = 0.0
    base: float = 0.0


class PageText:
    """The letters of a page, read once, as lines."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self._number, self._height = number, page.get_height()
        signs = list(_boxes_placed(list(_signs(page))))
        are_spaced = _LETTERS_APART.search("".join(one.text for one in signs))
        self._signs = list(_closed(signs)) if are_spaced else signs

    def lines(self, walls: Sequence[float] = ()) -> Iterator[Line]:
        """The lines of the page, in the order of its text; `walls` are points from the left, in order, that no piece
        crosses."""
        pieces: list[_Run] = []
        side: _Sideways | None = None
        for sign in self._signs:
            if side and not (sign.type is None or (sign.type.is_sideways and side.goes_on(sign))):
                yield Line(self._number, (side.piece(self._height),))
                side = None
            if sign.type is None:
                # What parts the letters of words that run up a page is seen by their places.
                if sign.text in "\r\n" and pieces and not side:
                    yield Line(self._number, tuple(one.piece() for one in pieces))
                    pieces = []
                elif pieces and not side:
                    pieces[-1].text.append(sign.text)
                continue
            if sign.type.is_sideways:
                if pieces:
                    yield Line(self._number, tuple(one.piece() for one in pieces))
                    pieces = []
                side = side or _Sideways(sign, sign.type)
                side.take(sign)
                continue
            last = pieces[-1] if pieces else None
            if last and last.is_other_line(sign, sign.type.size):
                yield Line(self._number, tuple(one.piece() for one in pieces))
                pieces, last = [], None
            if last and last.goes_on(sign, sign.type, walls):
                last.text.append(sign.text)
                last.right = sign.right
            else:
                pieces.append(_Run(sign, sign.type))
        if side:
            yield Line(self._number, (side.piece(self._height),))
        if pieces:
            yield Line(self._number, tuple(one.piece() for one in pieces))

    def words(self) -> Iterator[Piece]:
        """The words of the page, upright ones, in the order of its text."""
        own: list[_Sign] = []
        for sign in [*self._signs, _Sign(" ", None)]:
            is_part = sign.type is not None and not sign.type.is_sideways and not sign.text.isspace()
            first, last = (own[0], own[-1]) if own else (sign, sign)
            is_far = abs(sign.base - last.base) > SAME_LINE or sign.left - last.right > _WORD_GAP * (
                sign.high - sign.low
            )
            if own and first.type and (not is_part or is_far):
                text = "".join(one.text for one in own)
                yield Piece(text, first.left, last.right, first.base, first.type.size, first.type.is_bold)
                own = []
            if is_part:
                own.append(sign)


def _signs(page: pypdfium2.PdfPage) -> Iterator[_Sign]:
    text = page.get_textpage()
    turned = upright(page)
    types: dict[int, _Type] = {}
    across, up = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign == "\0":
            continue
        run = ctypes.cast(raw.FPDFText_GetTextObject(text, at), ctypes.c_void_p).value
        if sign in "\r\n" or run is None:
            # A hyphen at the end of a line has a type; what the library puts between two words has none.
            yield _Sign(_HYPHENS.get(sign, sign), None)
            continue
        if run not in types:
            types[run] = _type(text, at, turned)
        if types[run].is_out_of_sight or (types[run].is_aslant and types[run].size > _LARGEST_ASLANT):
            # « PROJET », across the page, below its text.
            continue
        left, bottom, right, top = text.get_charbox(at, loose=True)
        one, other = turned(left, bottom), turned(right, top)
        # Signs have boxes of their own height; all stand on one line.
        raw.FPDFText_GetCharOrigin(text, at, across, up)
        said = _HYPHENS.get(sign) or _SIGNS.get(sign) or sign.translate(SYMBOLS)
        if "\ue000" <= said <= "\ue0ff" or "\uf000" <= said <= "\uf0ff":
            # What a type of symbols draws at a place of its own: bullets, nearly always.
            said = "•"
        yield _Sign(
            said, types[run], min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]),
            max(one[1], other[1]), *turned(across.value, up.value),
        )  # fmt: skip


def _boxes_placed(signs: Sequence[_Sign]) -> Iterator[_Sign]:
    """The signs, those of a line in their places where it has boxes to tick: programs may print all boxes of a line
    before its words."""
    ends = [at for at, one in enumerate(signs) if one.type is None and one.text in "\r\n"]
    for begin, end in pairwise([-1, *ends, len(signs)]):
        line = signs[begin + 1 : end]
        printed = [one for one in line if one.type and not one.text.isspace()]
        has_boxes = any(one.text in FREE + TICKED for one in printed)
        is_level = all(abs(one.base - printed[0].base) < SAME_LINE * (one.high - one.low) for one in printed)
        is_mixed = any(after.left < before.left for before, after in pairwise(printed))
        if has_boxes and is_level and is_mixed:
            placed = sorted(printed, key=lambda one: one.left)
            line = placed[:1]
            for before, after in pairwise(placed):
                is_apart = after.left - before.right > _WORD_GAP * (after.high - after.low)
                line += [_Sign(" ", None), after] if is_apart else [after]
        yield from line
        yield from signs[end : end + 1]


def _closed(signs: Sequence[_Sign]) -> Iterator[_Sign]:
    """The signs, words that are set letter by letter (« A X E  1 ») closed up: where the library puts a space between
    any two letters, one that is no wider than the others parts none."""
    # Of the types of such words, how far their letters stand apart.
    least: dict[_Type, float] = {}
    runs = list(_spaced(signs))
    for run in runs:
        letters, own = run[::2], run[0].type
        if own and len(letters) >= _FEWEST_SPACED and len({one.text for one in letters}) >= _FEWEST_SPACED / 2:
            least[own] = min([*(two.left - one.right for one, two in pairwise(letters)), least.get(own, math.inf)])
    for run in runs:
        gap = least.get(run[0].type) if run[0].type else None
        for at, one in enumerate(run):
            is_closed = at % 2 and gap is not None and run[at + 1].left - run[at - 1].right <= _SPACED * gap
            if not is_closed:
                yield one


def _spaced(signs: Sequence[_Sign]) -> Iterator[list[_Sign]]:
    """The signs in runs of letters of one type with a space between any two of them; most letters by themselves."""
    own: list[_Sign] = []
    for at, sign in enumerate(signs):
        after = signs[at + 1] if at + 1 < len(signs) else None
        is_between = (
            len(own) % 2 == 1
            and sign.text == " "
            and after is not None
            and own[-1].type is not None
            and after.type == own[-1].type
            and not after.text.isspace()
            and after.left > own[-1].right
            and abs(after.base - own[-1].base) < SAME_LINE
        )
        if own and not is_between and len(own) % 2 == 1:
            yield own
            own = []
        own.append(sign)
    if own:
        yield own


def _type(text: pypdfium2.PdfTextPage, at: int, turned: Callable[[float, float], Point]) -> _Type:
    """The type of a letter, which all of its run have."""
    name, flags, matrix = ctypes.create_string_buffer(128), ctypes.c_int(), raw.FS_MATRIX()
    size, is_sideways, is_aslant = raw.FPDFText_GetFontSize(text, at), False, False
    if raw.FPDFText_GetMatrix(text, at, matrix):
        # Programs that lay out pages write size 1, and enlarge it.
        size *= math.hypot(matrix.c, matrix.d) or 1
        origin, along = turned(0, 0), turned(matrix.a, matrix.b)
        high, wide = abs(along[1] - origin[1]), abs(along[0] - origin[0])
        is_sideways, is_aslant = high > wide, min(high, wide) > _ASLANT * max(high, wide)
    raw.FPDFText_GetFontInfo(text, at, name, 128, flags)
    is_bold = any(one in name.value.lower() for one in _BOLD)
    return _Type(size, is_bold, is_sideways, is_aslant, is_out_of_sight(raw.FPDFText_GetTextObject(text, at)))


class _Run:
    """Letters of one type that are being read."""

    def __init__(self, sign: _Sign, of: _Type) -> None:
        self.text = [sign.text]
        self.left, self.right, self.base, self.type = sign.left, sign.right, sign.base, of

    def piece(self) -> Piece:
        return Piece("".join(self.text), self.left, self.right, self.base, self.type.size, self.type.is_bold)

    def goes_on(self, sign: _Sign, of: _Type, walls: Sequence[float]) -> bool:
        """Whether a letter stands near the last, in the same type, and no wall between where they begin."""
        if (self.type.is_bold, round(self.type.size)) != (of.is_bold, round(of.size)):
            return False
        is_far = sign.left - self.right > _CELL_GAP * of.size
        return not is_far and bisect_right(walls, self.left) == bisect_right(walls, sign.left)

    def is_other_line(self, sign: _Sign, size: float) -> bool:
        """Whether a letter begins a line: the mark of a note stands high beside its word; far off, small type beside
        large has a line of its own."""
        is_beside = 0 <= sign.left - self.right + size / 2 <= _CELL_GAP * size
        if max(size, self.type.size) > _OTHER_SIZE * min(size, self.type.size):
            return True
        return abs(sign.base - self.base) > SAME_LINE * (max if is_beside else min)(size, self.type.size)


class _Sideways:
    """Words that run up or down a page, as in a narrow column, letter by letter."""

    def __init__(self, begins: _Sign, of: _Type) -> None:
        self._across, self._type = begins.across, of
        self._text = ""
        self._low = self._high = begins.base

    def goes_on(self, sign: _Sign) -> bool:
        """Whether a letter stands in the same run of words."""
        size = self._type.size
        is_near = self._low - 3 * size < sign.base < self._high + 3 * size
        is_same = sign.type is not None and round(sign.type.size) == round(size)
        return abs(sign.across - self._across) < size / 2 and is_near and is_same

    def take(self, sign: _Sign) -> None:
        gap = max(sign.low - self._high, self._low - sign.high)
        is_word = bool(self._text) and gap > _WORD_GAP * self._type.size and not self._text.endswith(" ")
        self._text += f" {sign.text}" if is_word and not sign.text.isspace() else sign.text
        self._low, self._high = min(self._low, sign.low), max(self._high, sign.high)

    def piece(self, height: float) -> Piece:
        """The words where they stand on the page, whose height is in points: of a cell over pages, a part does."""
        low, high = max(self._low, 0), min(self._high, height)
        left, size = self._across - self._type.size / 2, self._type.size
        return Piece(self._text, left, left + size, (low + high) / 2, size, self._type.is_bold)


def cells_of(line: Line) -> Iterator[Line]:
    """The parts of a line that stand far from each other; boxes to tick beside one another are of one."""
    own: list[Piece] = []
    for piece in line.pieces:
        is_far = bool(own) and piece.left - own[-1].right > _CELL_GAP * piece.size
        if is_far and piece.text.startswith(_BOXES) and any(one.text.lstrip().startswith(_BOXES) for one in own):
            piece = replace(piece, text=f" {piece.text}")
        elif is_far:
            yield Line(line.page, tuple(own))
            own = []
        own.append(piece)
    if own:
        yield Line(line.page, tuple(own))
