"""Terms of the codebook found in the document's words, with French inflection, accents and link words folded away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from etl.text import fold, folded_with_offsets

# Words that may stand between two words of a term: « offre soins » finds « offre de soins ».
_LINK = r"[\s'\-–/]+(?:(?:de|du|des|d|la|le|les|l|en|a|au|aux|et|ou|sur|un|une)[\s']+){0,3}"


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
    def first_stem(self) -> str:
        """What the folded text must hold for the term to have a chance: the quick test before the pattern."""
        return re.split(r"[\s'\-]+", fold(self.words))[0].rstrip("*").removesuffix("al")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        if self.is_acronym:
            return re.compile(rf"(?<!\w){re.escape(self.words)}s?(?!\w)")
        tokens = filter(None, re.split(r"[\s'\-]+", fold(self.words)))
        return re.compile(rf"(?<!\w){_LINK.join(map(_inflected, tokens))}(?!\w)")


def _inflected(token: str) -> str:
    """The token with its French plural and feminine endings."""
    if token.endswith("*"):
        return re.escape(token[:-1]) + r"\w*"
    if token.endswith("al"):
        return re.escape(token[:-2]) + r"(?:al|ale|ales|aux)"
    if token.endswith("if"):
        return re.escape(token[:-2]) + r"(?:if|ifs|ive|ives)"
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
        elif term.first_stem in passage.folded:
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
