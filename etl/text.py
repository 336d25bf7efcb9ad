"""The document's words without its markup marks, and the folded form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"\*+|</?b>|^\s*(?:#+|(?:>\s*)+|→)\s*|^\s*(?:[-•°]+\s*)+(?=\S)", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_WHITE = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The words of one or several lines, without bullets, `#`, `*`, `>`, links and repeated white space."""
    return _WHITE.sub(" ", _MARKS.sub("", _LINK.sub(r"\1", text))).strip()


def plain_lines(lines: Iterable[str]) -> str:
    """The words of consecutive lines as one text."""
    return " ".join(filter(None, map(plain, lines)))


def letters(text: str) -> str:
    """The letters and digits of a text, in their order: words are the same whatever breaks or marks them."""
    return _NO_WORD.sub("", text)


class _Folding(dict[int, str]):
    """What each character folds to, found out once; `parted` are those that do not fold to one character."""

    _MOST = 10_000

    def __init__(self) -> None:
        super().__init__()
        self.parted: set[str] = set()

    def __missing__(self, point: int) -> str:
        character = chr(point)
        opened = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "ʼ": "'", "‑": "-"}.get(character, character)
        apart = unicodedata.normalize("NFKD", opened.lower())
        folded = "".join(part for part in apart if not unicodedata.combining(part))
        if len(folded) != 1:
            self.parted.add(character)
        if len(self) < self._MOST:
            self[point] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened, one kind of apostrophe: for comparing, never for showing.

    The result has other offsets than `text`; `folded_with_offsets` keeps the way back.
    """
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def folded_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """`fold(text)` and, for each of its characters, the offset in `text` that it comes from."""
    folded = fold(text)
    if text.isascii() or _FOLDING.parted.isdisjoint(text):
        return folded, range(len(text))
    return folded, [at for at, character in enumerate(text) for _ in _FOLDING[ord(character)]]
