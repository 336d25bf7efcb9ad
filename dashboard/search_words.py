"""Words as the search compares them: without accents, case, elision, plural or French endings."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]

_WORD = re.compile("[^\\W_][\\w\u0300-\u036f]*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-Þ«“\"])")
_LONGEST_WORD = 40
_STOP_WORDS = frozenset(
    """
    a afin ainsi alors apres au aucun aussi autour autre autres aux avec avoir c ce ceci cela celle celles celui ces
    cet cette ceux chaque chez ci comme comment d dans de depuis des dont donc du elle elles en entre est et etait
    etant etc ete etre eux fait faire ici il ils j je jusqu jusque l la le les leur leurs lors lui m ma mais me meme
    memes mes moi mon n ne ni nos notre nous on ont ou par parce pas peu peut plus pour pourquoi pourra pourront qu
    quand que quel quelle quelles quels qui quoi s sa sans se selon sera seront ses si soit son sont sous sur t ta
    te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une vers voir vos votre vous y
    """.split()  # noqa: SIM905
)
# One stemmer is not to be used by two threads at once.
_stemmer = Stemmer.Stemmer("french")
_stemming = threading.Lock()


@dataclass(frozen=True)
class Token:
    """A word of a text: its stem, its folded form, its place (`end` excluded) and whether capitals mark an acronym."""

    stem: str
    folded: str
    start: int
    end: int
    is_capital: bool


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case, without accents, ligatures opened."""
    opened = word.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(part for part in unicodedata.normalize("NFKD", opened) if not unicodedata.combining(part))


@lru_cache(maxsize=20_000)
def stem(folded: str) -> str:
    """The stem of a folded word. Folding comes first, so that a word typed without accents has the same stem."""
    if folded.endswith(("eux", "eaux", "oux")):
        folded = folded[:-1]
    with _stemming:
        return str(_stemmer.stemWord(folded))


def tokens(text: str) -> list[Token]:
    """The words of a text in their order, link words left out."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        folded = fold(word[:_LONGEST_WORD])
        if folded and folded not in _STOP_WORDS:
            capitals = 0 if word.islower() else sum(character.isupper() for character in word)
            found.append(Token(stem(folded), folded, match.start(), match.end(), capitals > 1))
    return found


def sentences(title: str, text: str, detail: str) -> list[str]:
    """An action's own words, a sentence or a bullet each, verbatim; a title that opens the text is not said twice."""
    parts = [text, *detail.split("\n")]
    if not text.startswith(title):
        parts.insert(0, title)
    return [piece.strip() for part in parts for piece in _SENTENCE_END.split(part) if piece.strip()]


def merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in their order, those that touch or overlap made one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def is_one_letter_off(one: str, other: str) -> bool:
    """Whether one letter added, dropped, changed or swapped with its neighbour makes one word of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[:2] == right[:2][::-1] and len(left) > 1 and left[2:] == right[2:])
    )
