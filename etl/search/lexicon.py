"""What the field's expressions have to do with one another: acronyms and their meanings, near expressions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from etl.search.words import Token, bare, compounds, fold, tokens

Code = tuple[str, str]
_FULL_MEANING = 2  # content words: « énergies renouvelables » spells ENR out, « santé » only says what ARS is about
_ABOUT = 0.4  # how near an acronym is to the one word that says what it is about
_NEAR = 0.6
_SHORTEST_START = 3
_MOST_OF_A_WORD = 3  # letters that an acronym takes of a word: DE in FEDER, DEV in CODEV
_BEGUN, _ENDED = 1 / 2, 2 / 3  # how much of a name must be said for it to be meant


@dataclass(frozen=True)
class Found:
    """A known expression in a text: its term, its place, how many words of the text it takes, whether all is said."""

    term: str
    start: int
    end: int
    first: int
    words: int
    is_whole: bool = True

    def is_within(self, other: Found) -> bool:
        """Whether the words are some of the other expression's."""
        own = range(self.first, self.first + self.words)
        return self.words < other.words and all(other.first <= at < other.first + other.words for at in own)


@dataclass(frozen=True)
class Near:
    """A term near another one, how near (1 is the same), and the words of that other one."""

    term: str
    weight: float
    of: str


class Lexicon:
    """Terms are stems (`cyclabl`), stems in a row (`voi vert`), or a notion under all its names (`=cls`)."""

    def __init__(
        self,
        acronyms: Iterable[tuple[str | None, str, Code | None]] = (),
        synonyms: Iterable[tuple[str, str, bool]] = (),
    ) -> None:
        """Args:
        acronyms: acronym, meaning, and the body or scheme that it names; some have no acronym, some no code.
        synonyms: two expressions that are near, and whether they are the same thing.
        """
        self.names: dict[str, tuple[str, str]] = {}  # notion -> acronym and meaning, as they are shown
        self.codes: dict[str, list[Code]] = defaultdict(list)  # notion -> the bodies and schemes that it names
        self.notions: dict[Code, list[str]] = defaultdict(list)  # and back
        self.near: dict[str, list[Near]] = defaultdict(list)
        self.words: dict[str, str] = {}  # a folded word of an expression -> its stem
        self._acronyms: dict[str, str] = {}
        self._meanings: dict[str, tuple[str, ...]] = {}  # an acronym -> the stems that spell it out
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        related, about = list(synonyms), []
        spelled_out = [(one, other, None) for one, other, is_same in related if is_same and spells(one, other)]
        for acronym, meaning, code in (*spelled_out, *acronyms):
            spelled = compounds(tokens(acronym or ""))
            notion = f"={' '.join(token.folded for token in spelled) or ':'.join(code or ())}"
            self.names.setdefault(notion, (acronym or "", meaning))
            if code and code not in self.codes[notion]:
                self.codes[notion].append(code)
                self.notions[code].append(notion)
            if len(spelled) == 1:
                self._acronyms[spelled[0].folded] = notion
            else:
                self._add_phrase([token.stem for token in spelled], notion)
            for part in [meaning.split("(")[0], *meaning.split(",")]:
                said = compounds(tokens(part))
                self.words.update((token.folded, token.stem) for token in said)
                stems = [token.stem for token in said]
                if len(stems) >= _FULL_MEANING and (code or not acronym or spells(acronym, part)):
                    self._add_phrase(stems, notion)
                    if len(spelled) == 1:
                        self._meanings.setdefault(spelled[0].folded, tuple(stems))
                elif acronym:
                    about.append((notion, acronym, part))
        for notion, acronym, part in about:
            self._relate(notion, acronym, self.term(part), part, _ABOUT)
        for words, near, is_same in related:
            self._relate(self.term(words), words, self.term(near), near, 1 if is_same else _NEAR)
        self._names_with: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(
            list
        )  # a name by each of its words
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
            for phrase, term in phrases:
                if term in self.names:
                    for stem in dict.fromkeys(phrase):
                        self._names_with[stem].append((phrase, term))

    @cached_property
    def bare_words(self) -> frozenset[str]:
        """The words of its expressions, without the sign of their plural."""
        return frozenset(map(bare, self.words))

    def term(self, words: str) -> str:
        """The term of an expression, which is known from then on."""
        found = compounds(tokens(words))
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

    def is_acronym(self, word: Token) -> bool:
        """Whether the word is an acronym that the lexicon knows, in any case."""
        return word.folded in self._acronyms

    def spelled_out(self, words: str) -> str:
        """« FEDER : fonds européen de développement régional », where the words are an acronym; else nothing."""
        found = compounds(tokens(words))
        notion = self._acronyms.get(found[0].folded, "") if len(found) == 1 else ""
        acronym, meaning = self.names.get(notion, ("", ""))
        return f"{acronym} : {meaning}" if acronym and acronym != meaning else ""

    def in_document(self, words: Sequence[Token]) -> list[Found]:
        """Known expressions of a document: acronyms only as capitals write them."""
        found = self._phrases_of(words)
        for at, word in enumerate(words):
            found += [
                Found(self._acronyms[one.folded], one.start, one.end, at, 1)
                for one in (word, *word.parts)
                if one.is_capital and one.folded in self._acronyms
            ]
        return found

    def in_query(self, words: Sequence[Token], is_typing: bool) -> list[Found]:
        """Known expressions of a query, in any case; the last word may be only begun."""
        found = [
            Found(self._acronyms[word.folded], word.start, word.end, at, 1)
            for at, word in enumerate(words)
            if word.folded in self._acronyms
        ]
        spelled = [
            (stem, at) for at, word in enumerate(words) for stem in self._meanings.get(word.folded, (word.stem,))
        ]
        found += self._phrases_of(words, is_typing) + self._spelled(words, spelled) + self._begun(words, spelled)
        return list({one.term: one for one in reversed(found)}.values())[::-1]

    def _spelled(self, words: Sequence[Token], spelled: Sequence[tuple[str, int]]) -> list[Found]:
        """Expressions that words make once acronyms are spelled out: « PLU intercommunal » names the PLUi."""
        found = []
        for start, (stem, first) in enumerate(spelled):
            for stems, term in self._phrases.get(stem, ()):
                said, after = spelled[start : start + len(stems)], spelled[start + len(stems) :]
                last = said[-1][1]
                is_whole = (start == 0 or spelled[start - 1][1] < first) and (not after or after[0][1] > last)
                is_more = last > first or term != self._acronyms.get(words[first].folded)
                if tuple(one for one, _ in said) == stems and is_whole and is_more:
                    found.append(Found(term, words[first].start, words[last].end, first, last - first + 1))
        return found

    def _begun(self, words: Sequence[Token], spelled: Sequence[tuple[str, int]]) -> list[Found]:
        """Names that the words begin (« projet alimentaire ») or end (« art et essai ») by their greater part."""
        stems = tuple(stem for stem, _ in spelled)
        if len(stems) < _FULL_MEANING:
            return []
        found = {
            term: Found(term, words[0].start, words[-1].end, 0, len(words), is_whole=False)
            for name, term in self._names_with.get(stems[0], ())
            if len(name) > len(stems)
            and (
                (name[: len(stems)] == stems and len(stems) >= _BEGUN * len(name))
                or (name[-len(stems) :] == stems and len(stems) >= _ENDED * len(name))
            )
        }
        return list(found.values())

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
        if one and other and one != other and all(near.term != other for near in self.near[one]):
            self.near[one].append(Near(other, weight, one_words))
            self.near[other].append(Near(one, weight, other_words))


def spells(acronym: str, meaning: str) -> bool:
    """Whether the meaning spells the acronym out: its letters begin the meaning's words, in their order.

    « gestion de l’eau » only says what a SAGE is about, « projet alimentaire territorial » is what PAT stands for.
    """
    letters = fold("".join(filter(str.isalnum, acronym)))
    ways = {0}  # how many letters may have been read
    for at, word in enumerate(re.findall(r"\w+", fold(meaning))):
        begins = [word[:length] for length in range(1, _MOST_OF_A_WORD + 1)]
        read = {way + len(begin) for way in ways for begin in begins if letters[way:].startswith(begin)}
        ways = read if at == 0 else ways | read
    return len(letters) in ways and len(letters) > 1 and " " in meaning.strip()
