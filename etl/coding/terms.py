"""Terms of the codebook found in the document's words, with French inflection, accents and link words folded away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from etl.text import fold, folded_with_offsets

# Words that may stand between two words of a term: « offre soins » finds « offre de soins ».
_LINK = r"[\s'\-–/]+(?:(?:de|du|des|d|la|le|les|l|en|a|au|aux|et|ou|sur|un|une)[\s']+){0,3}"

# Endings that change in the plural or the feminine; all others take s, x, e or es.
_ENDINGS = {
    "al": "al|ale|ales|aux",
    "if": "if|ifs|ive|ives",
    "el": "el|els|elle|elles",
    "ien": "ien|iens|ienne|iennes",
    "eur": "eur|eurs|euse|euses|rice|rices",
}


@dataclass(frozen=True)
class Hit:
    """A term found: the code it speaks for, where it stands in the text (`end` is exclusive) and the words there."""

    code: str
    weight: int
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Term:
    """A term of the codebook: words, `*` for any ending, capitals alone for an acronym matched as written.

    `weight` is 3 where the term names the object itself, 2 where it speaks of it, 1 where it merely hints at it.
    """

    field: str
    code: str
    words: str
    weight: int

    @cached_property
    def is_acronym(self) -> bool:
        letters = [character for character in self.words if character.isalpha()]
        return len(letters) > 1 and sum(character.isupper() for character in letters) >= len(letters) - 1

    @cached_property
    def stems(self) -> list[str]:
        """What the folded text must hold for the term to have a chance: the quick test before the pattern."""
        return [_stem(token) for token in _tokens(self.words)]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        if self.is_acronym:
            return re.compile(rf"(?<!\w){re.escape(self.words)}s?(?!\w)")
        return re.compile(rf"(?<!\w){_LINK.join(map(_inflected, _tokens(self.words)))}(?!\w)")


def _tokens(words: str) -> list[str]:
    return [token for token in re.split(r"[\s'\-]+", fold(words)) if token]


def _stem(token: str) -> str:
    return next((token.removesuffix(end) for end in _ENDINGS if token.endswith(end)), token.rstrip("*"))


def _inflected(token: str) -> str:
    """The token with its French plural and feminine endings."""
    if token.endswith("*"):
        return re.escape(token[:-1]) + r"\w*"
    for ending, inflections in _ENDINGS.items():
        if token.endswith(ending):
            return re.escape(token.removesuffix(ending)) + f"(?:{inflections})"
    return re.escape(token) + r"(?:s|x|e|es)?"


@dataclass(frozen=True)
class Passage:
    """A piece of text prepared once for all terms."""

    text: str
    folded: str
    offsets: list[int]

    @classmethod
    def of(cls, text: str) -> Passage:
        return cls(text, *folded_with_offsets(text))


def find(terms: list[Term], passage: Passage) -> list[Hit]:
    """Hits in the order of the text; where two overlap, the longer one stands (« plan climat » over « plan »)."""
    hits: list[Hit] = []
    for term in terms:
        if term.is_acronym:
            if term.words in passage.text:
                for match in term.pattern.finditer(passage.text):
                    hits.append(Hit(term.code, term.weight, match.start(), match.end(), match.group()))
        elif term.stems[0] in passage.folded and all(stem in passage.folded for stem in term.stems):
            for match in term.pattern.finditer(passage.folded):
                start, end = passage.offsets[match.start()], passage.offsets[match.end() - 1] + 1
                hits.append(Hit(term.code, term.weight, start, end, passage.text[start:end]))
    return sorted(_longest(hits), key=lambda hit: (hit.start, hit.code))


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        rival = next((other for other in kept if other.start < hit.end and hit.start < other.end), None)
        # A term may speak for two codes (same words, both kept); a shorter overlapping one speaks for none.
        if rival is None or (rival.start, rival.end) == (hit.start, hit.end):
            kept.append(hit)
    return kept
