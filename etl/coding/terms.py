"""Terms of the codebook found in a document's words: French inflection, accents, link words folded away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
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


class Word(NamedTuple):
    """A word of a passage, folded. `joined` says that only blanks, hyphens and the like part it from the last."""

    folded: str
    start: int
    end: int
    joined: bool


@dataclass(frozen=True)
class Passage:
    """A piece of text prepared once for all terms."""

    text: str
    words: list[Word]

    @classmethod
    @lru_cache(maxsize=1024)  # units under one heading ask for its words again and again
    def of(cls, text: str) -> Passage:
        folded, offsets = folded_with_offsets(text)
        words: list[Word] = []
        last = 0
        for match in _WORD.finditer(folded):
            start, end = match.span()
            joined = folded[last:start] == " " or _JOINT.fullmatch(folded, last, start) is not None
            words.append(Word(match.group(), offsets[start], offsets[end - 1] + 1, joined))
            last = end
        return cls(text, words)

    @cached_property
    def written(self) -> frozenset[str]:
        """The words as they are written."""
        return frozenset(_WORD.findall(self.text))

    @cached_property
    def folded(self) -> frozenset[str]:
        return frozenset([word.folded for word in self.words])


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

    def find(self, passage: Passage) -> Iterator[tuple[int, re.Match[str]]]:
        """Where each of them stands, with its place among those that are sought, in their order."""
        first = self._by_first_word.keys() & passage.written
        if not first and not self._anywhere:
            return
        for at in sorted({*self._anywhere, *(at for word in first for at in self._by_first_word[word])}):
            words, ending = self._sought[at]
            yield from ((at, match) for match in as_written(words, passage.text, ending))


class _Opening:
    """The terms that a word opens, in their order: those of one word, and the others by the word that may follow."""

    def __init__(self, terms: Iterable[Term], forms: Mapping[str, frozenset[str]]) -> None:
        self.alone: dict[int, Term] = {}
        self._by_second: dict[str, list[tuple[int, Term]]] = {}
        by_letters: dict[str, list[tuple[int, Term]]] = {}
        for at, term in enumerate(terms):
            if len(term.tokens) == 1:
                self.alone[at] = term
                continue
            second = term.tokens[1]
            if second.endswith("*"):
                by_letters.setdefault(second[:-1], []).append((at, term))
            for form in forms[second]:
                self._by_second.setdefault(form, []).append((at, term))
        self._by_letters, self._letters = by_letters, tuple(by_letters)
        self.is_longer = bool(self._by_second or by_letters)

    def followed_by(self, word: str) -> Sequence[tuple[int, Term]]:
        found = self._by_second.get(word, ())
        if self._letters and word.startswith(self._letters):
            found = [
                *found,
                *(one for start in self._letters if word.startswith(start) for one in self._by_letters[start]),
            ]
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
        return sorted(_longest(hits), key=lambda hit: (hit.start, hit.code)) if len(hits) > 1 else hits

    def every(self, passage: Passage) -> list[Hit]:
        """All hits, also those that stand within a longer one; in no order."""
        hits = [
            Hit(self.acronyms[at].code, self.acronyms[at].weight, match.start(), match.end(), match.group())
            for at, match in self._written.find(passage)
        ]
        words, text = passage.words, passage.text
        for at, word in enumerate(words):
            opening = self._opened_by(word.folded)
            if opening is not None:
                for term, last in self._from(opening, words, at):
                    start, end = word.start, words[last].end
                    hits.append(Hit(term.code, term.weight, start, end, text[start:end]))
        return hits

    def _from(self, opening: _Opening, words: Sequence[Word], at: int) -> Iterable[tuple[Term, int]]:
        """The terms that begin at a word, in their order, each with the place of its last word."""
        longer: dict[int, tuple[Term, int]] = {}
        if opening.is_longer:
            for following in range(at + 1, min(at + 2 + _MOST_LINKS, len(words))):
                word = words[following]
                if not word.joined:
                    break
                for number, term in opening.followed_by(word.folded):
                    last = None if number in longer else self._last_word(term.tokens, 2, words, following)
                    if last is not None:
                        longer[number] = term, last
                if word.folded not in _LINKS:
                    break
        if not longer:
            return [(term, at) for term in opening.alone.values()]
        found = {**{number: (term, at) for number, term in opening.alone.items()}, **longer}
        return [found[number] for number in sorted(found)]

    @cached_property
    def _written(self) -> Written:
        return Written([(term.words.removeprefix("="), "" if term.is_literal else "s?") for term in self.acronyms])

    @cached_property
    def _opened_by(self) -> Callable[[str], _Opening | None]:
        """What a word opens; kept, since texts say few words often."""
        return lru_cache(maxsize=_MOST_KEPT)(self._opening)

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

    def _last_word(self, tokens: list[str], done: int, words: Sequence[Word], at: int) -> int | None:
        """The place of the term's last word, `done` of its tokens being found, the latest of them at `at`."""
        if done == len(tokens):
            return at
        for following in range(at + 1, min(at + 2 + _MOST_LINKS, len(words))):
            word = words[following]
            if not word.joined:
                return None
            if self._is(word.folded, tokens[done]):
                last = self._last_word(tokens, done + 1, words, following)
                if last is not None:
                    return last
            if word.folded not in _LINKS:
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
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        rival = next((other for other in kept if other.start < hit.end and hit.start < other.end), None)
        # A term may speak for two codes (same words, both kept); a shorter overlapping one speaks for none.
        if rival is None or (rival.start, rival.end) == (hit.start, hit.end):
            kept.append(hit)
    return kept
