"""Texts as the search reads them: an action or a line of a document, its terms and where each of them stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.search.lexicon import Code, Lexicon
from etl.search.words import Token, bare, compounds, sentences, tokens
from etl.search.words import form as form_of

ACTIONS, LINES = "action", "ligne"  # the two kinds of texts
_TITLE = 1  # how often the title's words count once more


@dataclass(frozen=True)
class Text:
    """What is searched: an action, or a line of a document.

    `context` has what its headings and codes say; `named` the bodies and schemes that it names, with its words.
    """

    sentences: tuple[str, ...]
    title: str = ""
    context: tuple[tuple[str, str], ...] = ()  # how it is told (« thème Santé »), and its words
    named: tuple[tuple[Code, str], ...] = ()
    themes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a term stands: a sentence of the text and a range of its characters."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """A text as the search sees it. `places` has its own words; `context` what its headings and codes say."""

    text: Text
    places: dict[str, list[Place]]
    context: dict[str, list[str]]  # term -> where it stands: « thème Santé », « titre “…” »
    sequences: list[list[Token]] = field(repr=False)  # the words of each sentence, compounds made one
    counted: list[str] = field(repr=False)

    def said(self, term: str) -> str:
        """The text's own words for a term, as they stand first."""
        place = self.places[term][0]
        return self.text.sentences[place.sentence][place.start : place.end]

    def forms(self) -> Iterator[tuple[str, str]]:
        """Each stem with the forms in which the text has it."""
        for sequence in self.sequences:
            for word in sequence:
                for one in (word, *word.parts):
                    yield one.stem, form_of(one.folded)


class Reader:
    """Reads texts of one kind, which share a lexicon and the words that are written as one."""

    def __init__(self, lexicon: Lexicon, written_as_one: Collection[str]) -> None:
        """Args:
        lexicon: acronyms and near expressions; an empty one knows none.
        written_as_one: `bare` forms of words that stand as one word somewhere in the texts, or in the lexicon.
        """
        self.lexicon = lexicon
        self.written_as_one = written_as_one
        self.compounds: set[str] = set()  # those that were met in several parts

    def entry(self, text: Text) -> Entry:
        """The text with its terms."""
        places: dict[str, list[Place]] = defaultdict(list)
        words = [tokens(sentence) for sentence in text.sentences]
        sequences = [self._made(of_sentence) for of_sentence in words]
        for at, (of_sentence, made) in enumerate(zip(words, sequences, strict=True)):
            for term, start, end in self._terms(of_sentence, made):
                places[term].append(Place(at, start, end))
        for code, evidence in text.named:
            for notion in self.lexicon.notions.get(code, ()):
                if notion not in places:
                    places[notion] += _places(text.sentences, evidence)
        context: dict[str, list[str]] = defaultdict(list)
        for told, label in text.context:
            for term in self.terms(label):
                context[term].append(told)
        counted = [term for term, found in places.items() for _ in found]
        counted += _TITLE * self.terms(text.title)
        return Entry(text, dict(places), dict(context), sequences, counted)

    def terms(self, label: str) -> list[str]:
        """The terms of a title or a label."""
        words = tokens(label)
        return [term for term, _, _ in self._terms(words, self._made(words))]

    def _made(self, words: Sequence[Token]) -> list[Token]:
        made = compounds(words, self.written_as_one)
        self.compounds.update(bare(word.folded) for word in made if word.parts)
        return made

    def _terms(self, words: Sequence[Token], made: Sequence[Token]) -> list[tuple[str, int, int]]:
        """Each word, each compound, and each expression that the lexicon knows."""
        return (
            [(word.stem, word.start, word.end) for word in words]
            + [(word.stem, word.start, word.end) for word in made if word.parts]
            + [(found.term, found.start, found.end) for found in self.lexicon.in_document(made)]
        )


def words_of(text: str) -> Iterator[Token]:
    """The words of a text, and the compounds that its hyphens make."""
    words = tokens(text)
    yield from words
    yield from compounds(words)


def of_action(row: Mapping[str, object]) -> Text:
    """A row of an action's words and codes as a text."""
    return Text(
        tuple(sentences(str(row["title"]), str(row["text"]), str(row["detail"]))),
        str(row["title"]),
        (
            *((f"thème {label}", label) for label in _strings(row["themes"])),
            *((f"financeur {label}", label) for label in _strings(row["funders"])),
            *((f"signataire {label}", label) for label in _strings(row["signatories"])),
            *((f"titre “{label}”", label) for label in _strings(row["outline_path"])),
        ),
        _named(row),
        _strings(row["themes"]),
        _strings(row["schemes"]),
        _strings(row["funders"]),
    )


def of_line(row: Mapping[str, object]) -> Text:
    """A row of a line's words, and of the bodies and schemes in it, as a text."""
    return Text(tuple(sentences("", str(row["text"]), "")), named=_named(row))


def _named(row: Mapping[str, object]) -> tuple[tuple[Code, str], ...]:
    return tuple(((one["field"], one["code"]), one["words"]) for one in row["named"])  # type: ignore[attr-defined]


def _places(own: Sequence[str], words: str) -> list[Place]:
    """Where the words stand in a text's sentences; its first one where they stand in none, being parted in it."""
    found = [
        Place(at, match.start(), match.end())
        for at, sentence in enumerate(own)
        for match in re.finditer(r"\s+".join(map(re.escape, words.split())), sentence)
    ]
    return found or [Place(0, 0, 0)]


def _strings(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values)  # type: ignore[attr-defined]


def texts_of(kind: str, rows: Iterable[Mapping[str, object]]) -> Iterator[Text]:
    """The rows of one kind as texts."""
    return map(of_action if kind == ACTIONS else of_line, rows)
