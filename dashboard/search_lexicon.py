"""What the field's expressions have to do with one another: acronyms and their meanings, near expressions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.search_words import Token, tokens

_FULL_MEANING = 2  # content words: « énergies renouvelables » spells ENR out, « santé » only says what ARS is about
_ABOUT = 0.4  # how near an acronym is to the one word that says what it is about
_NEAR = 0.6
_SHORTEST_START = 3


@dataclass(frozen=True)
class Found:
    """A known expression in a text: its term, its place, and how many words of the text it takes."""

    term: str
    start: int
    end: int
    first: int
    words: int


@dataclass(frozen=True)
class Near:
    """A term near another one, how near (1 is the same), and the words of that other one."""

    term: str
    weight: float
    of: str


class Lexicon:
    """Terms are stems (`cyclabl`), stems in a row (`voi vert`), or a notion under all its names (`=cls`)."""

    def __init__(
        self, acronyms: Iterable[tuple[str | None, str, str | None]] = (), synonyms: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Args:
        acronyms: acronym, meaning and the scheme that it names; a scheme without acronym has none.
        synonyms: two expressions that are near.
        """
        self.names: dict[str, tuple[str, str]] = {}  # notion -> acronym and meaning, as they are shown
        self.of_scheme: dict[str, str] = {}
        self.near: dict[str, list[Near]] = defaultdict(list)
        self.words: dict[str, str] = {}  # a folded word of an expression -> its stem
        self._acronyms: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        about = []
        for acronym, meaning, scheme in acronyms:
            spelled = tokens(acronym or "")
            notion = f"={' '.join(token.folded for token in spelled) or scheme}"
            self.names.setdefault(notion, (acronym or "", meaning))
            if scheme:
                self.of_scheme[scheme] = notion
            if len(spelled) == 1:
                self._acronyms[spelled[0].folded] = notion
            else:
                self._add_phrase([token.stem for token in spelled], notion)
            for part in [meaning.split("(")[0], *meaning.split(",")]:
                stems = [token.stem for token in tokens(part)]
                if len(stems) >= _FULL_MEANING:
                    self._add_phrase(stems, notion)
                elif acronym:
                    about.append((notion, acronym, part))
        for notion, acronym, part in about:
            self._relate(notion, acronym, self.term(part), part, _ABOUT)
        for words, near in synonyms:
            self._relate(self.term(words), words, self.term(near), near, _NEAR)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def term(self, words: str) -> str:
        """The term of an expression, which is known from then on."""
        found = tokens(words)
        if len(found) == 1 and found[0].is_capital and found[0].folded in self._acronyms:
            return self._acronyms[found[0].folded]
        stems = tuple(token.stem for token in found)
        if not stems:
            return ""
        self.words.update((token.folded, token.stem) for token in found)
        known = next((term for phrase, term in self._phrases.get(stems[0], ()) if phrase == stems), None)
        if known:
            return known
        self._add_phrase(stems, " ".join(stems))
        return " ".join(stems)

    def in_document(self, words: Sequence[Token]) -> list[Found]:
        """Known expressions of a document: acronyms only as capitals write them."""
        return [
            Found(self._acronyms[word.folded], word.start, word.end, at, 1)
            for at, word in enumerate(words)
            if word.is_capital and word.folded in self._acronyms
        ] + self._phrases_of(words)

    def in_query(self, words: Sequence[Token], is_typing: bool) -> list[Found]:
        """Known expressions of a query, in any case; the last word may be only begun."""
        found = [
            Found(self._acronyms[word.folded], word.start, word.end, at, 1)
            for at, word in enumerate(words)
            if word.folded in self._acronyms
        ] + self._phrases_of(words, is_typing)
        return list({one.term: one for one in found}.values())

    def _phrases_of(self, words: Sequence[Token], is_typing: bool = False) -> list[Found]:
        found = []
        for at, word in enumerate(words):
            for stems, term in self._phrases.get(word.stem, ()):
                said = words[at : at + len(stems)]
                if len(said) == len(stems) and all(
                    one.stem == other
                    or (
                        is_typing and one is words[-1] and len(one.folded) >= _SHORTEST_START
                        and other.startswith(one.folded)
                    )
                    for one, other in zip(said, stems, strict=True)
                ):  # fmt: skip
                    found.append(Found(term, word.start, said[-1].end, at, len(stems)))
        return found

    def _add_phrase(self, stems: Sequence[str], term: str) -> None:
        if len(stems) > 1 and (tuple(stems), term) not in self._phrases[stems[0]]:
            self._phrases[stems[0]].append((tuple(stems), term))

    def _relate(self, one: str, one_words: str, other: str, other_words: str, weight: float) -> None:
        if one and other and one != other:
            self.near[one].append(Near(other, weight, one_words))
            self.near[other].append(Near(one, weight, other_words))
