"""Words and codes of texts, weighed by BM25: what an index of one version of the data answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import bm25s  # type: ignore[import-untyped]
import numpy as np

from dashboard.search.lexicon import Code, Lexicon
from dashboard.search.words import Token, bare, compounds, is_one_letter_off, sentences, tokens
from dashboard.search.words import form as form_of

_CONTEXT = 0.4  # what a heading or a theme counts for, beside the text's own words
_TITLE = 1  # how often the title's words count once more
_K1, _B = 1.2, 0.5  # fewer differences between an action of ten words and one of a hundred than BM25 makes by default


@dataclass(frozen=True)
class Text:
    """What is searched: an action, or a line of a document.

    `context` has what its headings and codes say; `named` the bodies and schemes that it names, with its words.
    """

    key: str
    territory_id: str
    sentences: list[str]
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

    def forms(self, stem: str) -> set[str]:
        """The forms in which the text has words of this stem."""
        words = (one for sequence in self.sequences for word in sequence for one in (word, *word.parts))
        return {form_of(word.folded) for word in words if word.stem == stem}


class Index:
    """Entries, and how much each term weighs in each of them."""

    def __init__(self, texts: Iterable[Text], lexicon: Lexicon, also_known: Mapping[str, str] | None = None) -> None:
        """Args:
        texts: what is searched, in the order in which equals are shown.
        lexicon: acronyms and near expressions; an empty one knows none.
        also_known: folded words, and their stems, that are words though these texts may not have them.
        """
        self.lexicon = lexicon
        self._also_known = dict(also_known or {})
        self.forms: dict[str, str] = {}  # a folded word of the entries -> its stem
        read = list(texts)
        words = {text.key: [self._words(sentence) for sentence in text.sentences] for text in read}
        labels = {label: self._words(label) for text in read for _, label in text.context}
        self.written_as_one = frozenset(map(bare, [*self.forms, *lexicon.words]))
        self._labels = {label: self._vocabulary_of(found) for label, found in labels.items()}
        self.entries = [self._entry(text, words[text.key]) for text in read]
        self.at = {entry.text.key: at for at, entry in enumerate(self.entries)}
        self._own = _Weights([entry.counted for entry in self.entries])
        self._context = _Weights([list(entry.context) for entry in self.entries])
        self.vocabulary = self._own.vocabulary | self._context.vocabulary

    def weights(self, term: str) -> np.ndarray:
        """What the term weighs in each entry, 0 where it does not stand."""
        return self._own.of(term) + _CONTEXT * self._context.of(term)

    def own_weights(self, term: str) -> np.ndarray:
        """The same, by the texts' own words alone."""
        return self._own.of(term)

    def says(self, term: str, form: str = "") -> np.ndarray:
        """In which entries the term stands in its own words; with a form, in that form alone."""
        said = self._own.of(term) > 0
        if form and self.forms_of.get(term) != {form}:
            for at in np.flatnonzero(said):
                said[at] = form in self.entries[at].forms(term)
        return said

    @cached_property
    def forms_of(self) -> dict[str, set[str]]:
        """The forms of each stem: several where it is that of several words."""
        forms: dict[str, set[str]] = defaultdict(set)
        for folded, stem in self.forms.items():
            forms[stem].add(form_of(folded))
        return forms

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The notions that name a body: what two actions share by it is told, and counted, as a code."""
        codes = self.lexicon.codes.items()
        return frozenset(notion for notion, named in codes if any(field == "funder" for field, _ in named))

    @cached_property
    def lengths(self) -> np.ndarray:
        """The length of each entry as a vector of weights, never 0."""
        squares = sum((self._own.of(term) ** 2 for term in self._own.vocabulary), start=np.zeros(len(self.entries)))
        return np.sqrt(np.maximum(squares, 1e-9))

    def rarity(self, term: str) -> float:
        """How telling a term is: its greatest weight."""
        return float(self.weights(term).max(initial=0.0))

    def corrected(self, word: str) -> list[str]:
        """Stems of known words that are one letter off this one; none where it is a word itself."""
        known = {**self._also_known, **self.lexicon.words, **self.forms}
        if word in known:
            return []
        return list(dict.fromkeys(stem for form, stem in known.items() if is_one_letter_off(word, form)))

    def begun_by(self, word: str) -> list[str]:
        """Stems of the texts' words that begin with these letters."""
        return list(dict.fromkeys(stem for form, stem in self.forms.items() if form.startswith(word)))

    def _words(self, text: str) -> list[Token]:
        """The words of a text, which are known from then on, and the compounds that its hyphens make."""
        words = tokens(text)
        self.forms.update((word.folded, word.stem) for word in (*words, *compounds(words)))
        return words

    def _entry(self, text: Text, words: list[list[Token]]) -> Entry:
        places: dict[str, list[Place]] = defaultdict(list)
        sequences = [compounds(of_sentence, self.written_as_one) for of_sentence in words]
        for at, (of_sentence, made) in enumerate(zip(words, sequences, strict=True)):
            for term, start, end in self._terms(of_sentence, made):
                places[term].append(Place(at, start, end))
        for code, evidence in text.named:
            for notion in self.lexicon.notions.get(code, ()):
                if notion not in places:
                    places[notion] += _places(text.sentences, evidence)
        context: dict[str, list[str]] = defaultdict(list)
        for told, label in text.context:
            for term in self._labels[label]:
                context[term].append(told)
        counted = [term for term, found in places.items() for _ in found]
        counted += _TITLE * self._vocabulary_of(tokens(text.title))
        return Entry(text, dict(places), dict(context), sequences, counted)

    def _vocabulary_of(self, words: Sequence[Token]) -> list[str]:
        return [term for term, _, _ in self._terms(words, compounds(words, self.written_as_one))]

    def _terms(self, words: Sequence[Token], made: Sequence[Token]) -> list[tuple[str, int, int]]:
        """Each word, each compound, and each expression that the lexicon knows."""
        return (
            [(word.stem, word.start, word.end) for word in words]
            + [(word.stem, word.start, word.end) for word in made if word.parts]
            + [(found.term, found.start, found.end) for found in self.lexicon.in_document(made)]
        )


def of_actions(rows: Iterable[Mapping[str, object]]) -> Iterator[Text]:
    """The rows of `queries.search_texts` as texts."""
    for row in rows:
        yield Text(
            str(row["action_id"]),
            str(row["territory_id"]),
            sentences(str(row["title"]), str(row["text"]), str(row["detail"])),
            str(row["title"]),
            (
                *((f"thème {label}", label) for label in _strings(row["themes"])),
                *((f"financeur {label}", label) for label in _strings(row["funders"])),
                *((f"signataire {label}", label) for label in _strings(row["signatories"])),
                *((f"titre “{label}”", label) for label in _strings(row["outline_path"])),
            ),
            _named(row),
            tuple(_strings(row["themes"])),
            tuple(_strings(row["schemes"])),
            tuple(_strings(row["funders"])),
        )


def of_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[Text]:
    """The rows of `queries.search_lines` as texts, under the key of `line_key`."""
    for row in rows:
        key = line_key(str(row["document_id"]), int(str(row["line"])))
        yield Text(key, str(row["territory_id"]), sentences("", str(row["text"]), ""), named=_named(row))


def line_key(document_id: str, line: int) -> str:
    """The key of a line among texts."""
    return f"{document_id}:{line}"


class _Weights:
    """BM25 weights of each term in each text."""

    def __init__(self, texts: list[list[str]]) -> None:
        self.vocabulary = {term for text in texts for term in text}
        self._nothing = np.zeros(len(texts), dtype=np.float32)
        self._kept: dict[str, np.ndarray] = {}
        self._engine = bm25s.BM25(k1=_K1, b=_B, method="lucene")
        if self.vocabulary:
            self._engine.index(texts, show_progress=False)

    def of(self, term: str) -> np.ndarray:
        if term not in self.vocabulary:
            return self._nothing
        if term not in self._kept:  # bounded by the vocabulary
            self._kept[term] = self._engine.get_scores([term])
        return self._kept[term]


def _named(row: Mapping[str, object]) -> tuple[tuple[Code, str], ...]:
    codes = zip(_strings(row["fields"]), _strings(row["codes"]), strict=True)
    return tuple(zip(codes, _strings(row["evidence"]), strict=True))


def _places(own: Sequence[str], words: str) -> list[Place]:
    """Where the words stand in a text's sentences; its first one where they stand in none, being parted in it."""
    found = [
        Place(at, match.start(), match.end())
        for at, sentence in enumerate(own)
        for match in re.finditer(r"\s+".join(map(re.escape, words.split())), sentence)
    ]
    return found or [Place(0, 0, 0)]


def _strings(values: object) -> list[str]:
    return [str(value) for value in values]  # type: ignore[attr-defined]
