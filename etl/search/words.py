"""Words as the search compares them: without accents, case, elision, plural, French endings or the hyphen's whims."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]

_WORD = re.compile("[^\\W_][\\w\u0300-\u036f]*")
_WEB = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")  # addresses are no words
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-Þ«“\"])")
_LONGEST_WORD = 40
_FEMININES = (("trice", "teur"), ("euse", "eur"), ("ive", "if"), ("elle", "el"), ("enne", "en"))
# A word bound to the last one: « auto-stop », « rez-de-chaussée »; or parted from it by blanks and hyphens alone.
_BOUND = re.compile(r"[-‐‑](?:\w+[-‐‑])*")
_BESIDE = re.compile(r"[\s\-‐‑–]{1,3}")
_LONGEST_COMPOUND = 4
# Articles, pronouns, auxiliaries, prepositions, conjunctions and adverbs that link: they say nothing by themselves.
_STOP_WORDS = frozenset(
    """
    a afin ailleurs ainsi alors apres au aucun aucune aupres auquel aussi autant autour autre autres auxquelles
    auxquels aux avant avec avoir c ce ceci cela celle celles celui cependant certain certaine certaines certains
    ces cet cette ceux chacun chacune chaque chez ci comme comment contre d dans davantage de deja depuis derriere
    des dessous dessus devant dont donc du duquel durant elle elles en encore enfin ensuite entre envers environ est
    et etaient etait etant etc ete etre eu eux fait faire grace hormis hors ici il ils j jadis jamais je jusqu
    jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais malgre me
    meme memes mes mieux moi moins mon moyennant n ne neanmoins ni non nos notamment notre nous on ont or ou outre
    par parce parfois parmi pas pendant peu peut peuvent plus plusieurs plutot pour pourquoi pourra pourront
    pourtant presque puis puisqu puisque qu quand quant que quel quelle quelles quels quelque quelques qui quoi
    quoique s sa sans sauf se selon sera seront ses seulement si sinon sitot soit son sont souvent sous suivant sur
    surtout t ta tandis tant te tel telle telles tels tes toi ton toujours tous tout toute toutefois toutes travers
    tres trop tu un une vers versus via vis voici voila voir voire vos votre vous vu y
    """.split()  # noqa: SIM905
)
# One stemmer is not to be used by two threads at once.
_stemmer = Stemmer.Stemmer("french")
_stemming = threading.Lock()


@dataclass(frozen=True)
class Token:
    """A word of a text: its stem, its folded form, its place (`end` excluded) and whether capitals mark an acronym.

    `bound` says that hyphens bind it to the word before, `beside` that nothing but blanks or hyphens parts the two.
    A compound has the words that make it up as `parts`.
    """

    stem: str
    folded: str
    start: int
    end: int
    is_capital: bool
    bound: bool = False
    beside: bool = False
    parts: tuple[Token, ...] = field(default=(), repr=False)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case, without accents, ligatures opened."""
    opened = word.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(part for part in unicodedata.normalize("NFKD", opened) if not unicodedata.combining(part))


@lru_cache(maxsize=20_000)
def stem(folded: str) -> str:
    """The stem of a folded word. Folding comes first, so that a word typed without accents has the same stem."""
    if folded.endswith(("eux", "eaux", "oux", "os")):
        folded = folded[:-1]
    with _stemming:
        return str(_stemmer.stemWord(folded))


@lru_cache(maxsize=20_000)
def form(folded: str) -> str:
    """A folded word without its plural and its feminine. Words of one stem may differ: « communes », « communiqué »."""
    word = re.sub(r"aux$", "al", folded).rstrip("sx")
    for feminine, masculine in _FEMININES:
        if word.endswith(feminine) and len(word) > len(feminine) + 2:
            return word.removesuffix(feminine) + masculine
    return word.rstrip("e")


def tokens(text: str) -> list[Token]:
    """The words of a text in their order, link words left out."""
    found: list[Token] = []
    for match in _WORD.finditer(_WEB.sub(lambda address: " " * len(address.group()), text)):
        word = match.group()
        folded = fold(word[:_LONGEST_WORD])
        if folded and folded not in _STOP_WORDS:
            capitals = 0 if word.islower() else sum(character.isupper() for character in word)
            last, start = found[-1].end if found else 0, match.start()
            bound = bool(found) and _BOUND.fullmatch(text, last, start) is not None
            beside = bool(found) and _BESIDE.fullmatch(text, last, start) is not None
            found.append(Token(stem(folded), folded, start, match.end(), capitals > 1, bound, beside))
    return found


def compounds(words: Sequence[Token], known: Collection[str] | None = None) -> list[Token]:
    """The words with compounds made one, so that « auto-stop », « auto stop » and « autostop » are the same.

    Args:
        words: as `tokens` gives them.
        known: `bare` forms of words written as one. With them, words side by side are one where that is known;
            without, hyphens alone make one of several words.
    """
    made: list[Token] = []
    at = 0
    while at < len(words):
        one = next(filter(None, (_joined(words[at:end], known) for end in _ends(words, at, known))), words[at])
        made.append(one)
        at += max(1, len(one.parts))
    return made


def joined(words: Sequence[Token]) -> set[str]:
    """The `bare` forms of all compounds that `compounds` may make of the words: what it has to know of."""
    return {
        bare(_one_word(words[at:end]))
        for at in range(len(words))
        for end in range(at + 2, min(len(words), at + _LONGEST_COMPOUND) + 1)
    }


def bare(folded: str) -> str:
    """A folded word without the sign of its plural."""
    return folded.rstrip("sx")


def _ends(words: Sequence[Token], at: int, known: Collection[str] | None) -> range:
    """Where a compound that begins here may end, the longest first."""
    end = at + 1
    while end < min(len(words), at + _LONGEST_COMPOUND) and (
        words[end].bound or (known is not None and words[end].beside)
    ):
        end += 1
    return range(end, at + 1 if known is not None else max(at + 1, end - 1), -1)


def _joined(words: Sequence[Token], known: Collection[str] | None) -> Token | None:
    """Several words as one, where that is known; None where one of them is a number."""
    folded = _one_word(words)
    if (known is not None and bare(folded) not in known) or any(word.folded.isdigit() for word in words):
        return None
    capital = all(word.is_capital or len(word.folded) == 1 for word in words)
    first = words[0]
    return Token(stem(folded), folded, first.start, words[-1].end, capital, first.bound, first.beside, tuple(words))


def _one_word(words: Sequence[Token]) -> str:
    return "".join(word.folded for word in words)[:_LONGEST_WORD]


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
