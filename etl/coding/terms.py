"""Terms of the codebook found in a document's words: French inflection, accents, link words folded away."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from operator import attrgetter, itemgetter
from typing import NamedTuple

from etl.text import fold, folded_with_offsets

# The weight of a term that merely hints at a code.
HINT = 1

# Words that may stand between two words of a term: « offre soins » finds « offre de soins ».
_LINKS = frozenset(
    ["de", "du", "des", "d", "la", "le", "les", "l", "en", "a", "au", "aux", "et", "ou", "sur", "un", "une"]
)
_MOST_LINKS = 3
# Words and patterns whose terms are kept at hand.
_MOST_KEPT = 1 << 14
_WORD = re.compile(r"\w+")
_JOINT = re.compile(r"[\s'\-–/]+")

# Endings that change in the plural or the feminine; all others take s, x, e or es.
_ENDINGS = {
    "al": ("al", "ale", "ales", "aux"),
    "if": ("if", "ifs", "ive", "ives"),
    "el": ("el", "els", "elle", "elles"),
    "ien": ("ien", "iens", "ienne", "iennes"),
    "eur": ("eur", "eurs", "euse", "euses", "rice", "rices"),
}


class Hit(NamedTuple):
    """A term found: the code it speaks for, its place in the text (`end` excluded) and the words there.

    `worth` is less than 1 where the words name a place and not the object acted on.
    """

    code: str
    weight: int
    start: int
    end: int
    words: str
    worth: float = 1.0


_BY_PLACE, _BY_NUMBER = attrgetter("start", "code"), itemgetter(0)


@dataclass(frozen=True)
class Term:
    """A term of the codebook: words, `*` for any ending, capitals alone for an acronym matched as written, `=` before
    words whose capitals count (« la Région » pays, « la région » is the country round about).

    `weight` is 3 where the term names the object itself, 2 where it speaks of it, 1 where it merely hints.
    """

    field: str
    code: str
    words: str
    weight: int

    @property
    def is_literal(self) -> bool:
        return self.words.startswith("=")

    @cached_property
    def is_acronym(self) -> bool:
        if self.is_literal:
            return True
        letters = [character for character in self.words if character.isalpha()]
        return len(letters) > 1 and sum(character.isupper() for character in letters) >= len(letters) - 1

    @cached_property
    def tokens(self) -> list[str]:
        # A plain word needs no folding, which takes its time over 3,000 terms.
        words = self.words.lower() if self.words.isascii() else fold(self.words)
        return [token for token in re.split(r"[\s'\-/]+", words) if token]


class Passage:
    """A piece of text prepared once for all terms: its words, folded, and what parts each from the one before."""

    __slots__ = ("_bounds", "_offsets", "gaps", "text", "words", "written")

    def __init__(self, text: str) -> None:
        folded, self._offsets = folded_with_offsets(text)
        self.text = text
        self.words: list[str] = _WORD.findall(folded)
        self.gaps: list[str] = _WORD.split(folded)
        # Where each word starts and ends in the folded text, in turn.
        sizes = chain.from_iterable(zip(map(len, self.gaps), map(len, self.words), strict=False))
        self._bounds = list(accumulate(sizes))
        # The words as they are written.
        self.written = frozenset(_WORD.findall(text))

    @classmethod
    def of(cls, text: str) -> Passage:
        return cls(text)

    @staticmethod
    @lru_cache(maxsize=256)
    def kept(text: str) -> Passage:
        """A passage that is asked for again and again, as a heading is by the units under it."""
        return Passage(text)

    def hit(self, term: Term, first: int, last: int) -> Hit:
        """A term that stands from one word to another."""
        start, end = self._offsets[self._bounds[2 * first]], self._offsets[self._bounds[2 * last + 1] - 1] + 1
        return Hit(term.code, term.weight, start, end, self.text[start:end])

    def joins(self, at: int) -> bool:
        """Whether only blanks, hyphens and the like part a word from the one before."""
        gap = self.gaps[at]
        return gap == " " or _JOINT.fullmatch(gap) is not None


class Written:
    """Words that are looked for letter for letter, each with an ending at most (« s? »)."""

    def __init__(self, sought: Sequence[tuple[str, str]]) -> None:
        self._sought = sought
        self._by_first_word: dict[str, list[int]] = defaultdict(list)
        # Those that begin with a sign are looked for in every text.
        self._anywhere: list[int] = []
        for at, (words, ending) in enumerate(sought):
            first = _WORD.match(words)
            if not first:
                self._anywhere.append(at)
                continue
            self._by_first_word[first.group()].append(at)
            if ending and first.group() == words:
                self._by_first_word[f"{words}s"].append(at)
        self._first_words = frozenset(self._by_first_word)

    def find(self, passage: Passage) -> Iterator[tuple[int, re.Match[str]]]:
        """Where each of them stands, with its place among those that are sought, in their order."""
        first = self._first_words & passage.written
        if not first and not self._anywhere:
            return
        for at in sorted({*self._anywhere, *(at for word in first for at in self._by_first_word[word])}):
            words, ending = self._sought[at]
            yield from ((at, match) for match in as_written(words, passage.text, ending))


class _Opening:
    """The terms that a word opens, by number: those of one word, and the others by the word that may follow."""

    __slots__ = ("alone", "by_letters", "by_second", "is_longer", "letters")

    def __init__(self, terms: Iterable[Term], forms: Mapping[str, frozenset[str]]) -> None:
        self.alone: dict[int, Term] = {}
        self.by_second: dict[str, list[tuple[int, Term]]] = {}
        self.by_letters: dict[str, list[tuple[int, Term]]] = {}
        for number, term in enumerate(terms):
            if len(term.tokens) == 1:
                self.alone[number] = term
                continue
            second = term.tokens[1]
            if second.endswith("*"):
                self.by_letters.setdefault(second[:-1], []).append((number, term))
            for form in forms[second]:
                self.by_second.setdefault(form, []).append((number, term))
        self.letters = tuple(self.by_letters)
        self.is_longer = bool(self.by_second or self.by_letters)

    def followed_by(self, word: str) -> Sequence[tuple[int, Term]]:
        found = self.by_second.get(word, ())
        if self.letters and word.startswith(self.letters):
            begun = (self.by_letters[letters] for letters in self.letters if word.startswith(letters))
            found = [*found, *chain.from_iterable(begun)]
        return found


class _Openings(dict[str, _Opening | None]):
    """What each word opens; kept, since texts say few words often."""

    def __init__(self, find: Callable[[str], _Opening | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> _Opening | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[word] = self._find(word)
        return found


@dataclass
class Lexicon:
    """Terms looked up by their first word, in every form that it may take."""

    acronyms: list[Term] = field(default_factory=list)
    by_first_word: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    by_first_letters: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Lexicon:
        lexicon = cls()
        for term in terms:
            if term.is_acronym:
                lexicon.acronyms.append(term)
                continue
            first, *others = term.tokens
            if first.endswith("*"):
                lexicon.by_first_letters[first[:-1]].append(term)
            for form in lexicon._forms_of(first):
                lexicon.by_first_word[form].append(term)
            for token in others:
                lexicon._forms_of(token)
        return lexicon

    def find(self, passage: Passage) -> list[Hit]:
        """Hits in the order of the text; where two overlap, the longer stands (« plan climat » over « plan »)."""
        hits = self.every(passage)
        if len(hits) < 2:
            return hits
        ordered = sorted(hits, key=_BY_PLACE)
        last = ordered[0]
        for hit in ordered:
            if hit.start < last.end and (hit.start, hit.end) != (last.start, last.end):
                return sorted(_longest(hits), key=_BY_PLACE)
            last = hit
        return ordered

    def every(self, passage: Passage) -> list[Hit]:
        """All hits, also those that stand within a longer one; in no order."""
        hits = [
            Hit(self.acronyms[at].code, self.acronyms[at].weight, match.start(), match.end(), match.group())
            for at, match in self._written.find(passage)
        ]
        opened_by = self._opened_by
        for at, word in enumerate(passage.words):
            opening = opened_by[word]
            if opening is None:
                continue
            longer = self._longer(opening, passage, at) if opening.is_longer else None
            if not longer:
                hits += [passage.hit(term, at, at) for term in opening.alone.values()]
            else:
                found = longer | {number: (term, at) for number, term in opening.alone.items()}
                hits += [passage.hit(term, at, last) for _, (term, last) in sorted(found.items(), key=_BY_NUMBER)]
        return hits

    def _longer(self, opening: _Opening, passage: Passage, at: int) -> dict[int, tuple[Term, int]]:
        """The terms of several words that begin at a word, by number, each with the place of its last word."""
        found: dict[int, tuple[Term, int]] = {}
        words = passage.words
        for following in range(at + 1, min(at + 2 + _MOST_LINKS, len(words))):
            if not passage.joins(following):
                break
            word = words[following]
            for number, term in opening.followed_by(word):
                if number not in found:
                    last = self._last_word(term.tokens, 2, passage, following)
                    if last is not None:
                        found[number] = term, last
            if word not in _LINKS:
                break
        return found

    @cached_property
    def _written(self) -> Written:
        return Written([(term.words.removeprefix("="), "" if term.is_literal else "s?") for term in self.acronyms])

    @cached_property
    def _opened_by(self) -> _Openings:
        return _Openings(self._opening)

    def _opening(self, word: str) -> _Opening | None:
        terms = [*self.by_first_word.get(word, ())]
        if word.startswith(self._first_letters):
            for letters, others in self.by_first_letters.items():
                if word.startswith(letters):
                    terms += others
        return _Opening(terms, self.forms) if terms else None

    @cached_property
    def _first_letters(self) -> tuple[str, ...]:
        return tuple(self.by_first_letters)

    def _last_word(self, tokens: list[str], done: int, passage: Passage, at: int) -> int | None:
        """The place of the term's last word, `done` of its tokens being found, the latest of them at `at`."""
        if done == len(tokens):
            return at
        for following in range(at + 1, min(at + 2 + _MOST_LINKS, len(passage.words))):
            if not passage.joins(following):
                return None
            word = passage.words[following]
            if self._is(word, tokens[done]):
                last = self._last_word(tokens, done + 1, passage, following)
                if last is not None:
                    return last
            if word not in _LINKS:
                return None
        return None

    def _is(self, word: str, token: str) -> bool:
        return word.startswith(token[:-1]) if token.endswith("*") else word in self.forms[token]

    def _forms_of(self, token: str) -> frozenset[str]:
        if token not in self.forms:
            self.forms[token] = _inflected(token)
        return self.forms[token]


def _inflected(token: str) -> frozenset[str]:
    """The token with its French plural and feminine endings; none for one that ends as it likes."""
    if token.endswith("*"):
        return frozenset()
    for ending, inflections in _ENDINGS.items():
        if token.endswith(ending):
            return frozenset(token.removesuffix(ending) + inflection for inflection in inflections)
    return frozenset(token + inflection for inflection in ("", "s", "x", "e", "es"))


def as_written(acronym: str, text: str, ending: str = "") -> Iterator[re.Match[str]]:
    """Where a text has an acronym letter for letter, with an ending at most (a pattern).

    Joined to a word that begins with a capital it is part of a proper name: « MAEC-Groupe Cahors » is a firm.
    """
    if acronym in text:
        yield from _pattern(acronym, ending).finditer(text)


@lru_cache(maxsize=_MOST_KEPT)
def _pattern(acronym: str, ending: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(acronym)}{ending}(?!\w|-[A-ZÀ-Þ][a-zß-ÿ])")


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    # The places of those kept, in the order of the text: none overlaps another.
    spans: list[tuple[int, int]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        span = hit.start, hit.end
        at = bisect_left(spans, span)
        # A term may speak for two codes (same words, both kept); a shorter overlapping one speaks for none.
        if spans[at : at + 1] == [span]:
            kept.append(hit)
        elif not any(start < hit.end and hit.start < end for start, end in spans[max(0, at - 1) : at + 1]):
            kept.append(hit)
            spans.insert(at, span)
    return kept
