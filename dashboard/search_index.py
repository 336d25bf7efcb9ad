"""The actions' words and codes, weighed by BM25: what an index of one version of the data answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import bm25s  # type: ignore[import-untyped]
import numpy as np

from dashboard.search_lexicon import Lexicon
from dashboard.search_words import Token, is_one_letter_off, sentences, tokens

_CONTEXT = 0.4  # what a heading or a theme counts for, beside the action's own words
_TITLE = 1  # how often the title's words count once more
_K1, _B = 1.2, 0.5  # fewer differences between an action of ten words and one of a hundred than BM25 makes by default


@dataclass(frozen=True)
class Place:
    """Where a term stands: a sentence of the action and a range of its characters."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """An action as the search sees it. `places` has its own words; `context` what its headings and codes say."""

    action_id: str
    territory_id: str
    sentences: list[str]
    places: dict[str, list[Place]]
    context: dict[str, list[str]]  # term -> where it stands: « thème Santé », « titre “…” »
    counted: list[str] = field(repr=False)
    themes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()

    def said(self, term: str) -> str:
        """The action's own words for a term, as they stand first."""
        place = self.places[term][0]
        return self.sentences[place.sentence][place.start : place.end]


class Index:
    """Entries, and how much each term weighs in each of them."""

    def __init__(self, rows: Iterable[Mapping[str, object]], lexicon: Lexicon) -> None:
        """Args:
        rows: the rows of `queries.search_texts`.
        lexicon: acronyms and near expressions; an empty one knows none.
        """
        self.lexicon = lexicon
        self.forms: dict[str, str] = {}  # a folded word of the entries -> its stem
        self._labels: dict[str, list[str]] = {}
        self.entries = [self._entry(row) for row in rows]
        self.at = {entry.action_id: at for at, entry in enumerate(self.entries)}
        self._own = _Weights([entry.counted for entry in self.entries])
        self._context = _Weights([list(entry.context) for entry in self.entries])
        self.vocabulary = self._own.vocabulary | self._context.vocabulary

    def weights(self, term: str) -> np.ndarray:
        """What the term weighs in each entry, 0 where it does not stand."""
        return self._own.of(term) + _CONTEXT * self._context.of(term)

    def own_weights(self, term: str) -> np.ndarray:
        """The same, by the actions' own words alone."""
        return self._own.of(term)

    @cached_property
    def lengths(self) -> np.ndarray:
        """The length of each entry as a vector of weights, never 0."""
        squares = sum((self._own.of(term) ** 2 for term in self._own.vocabulary), start=np.zeros(len(self.entries)))
        return np.sqrt(np.maximum(squares, 1e-9))

    def rarity(self, term: str) -> float:
        """How telling a term is: its greatest weight."""
        return float(self.weights(term).max(initial=0.0))

    def corrected(self, word: str) -> list[str]:
        """Stems of known words that are one letter off this one."""
        known = {**self.lexicon.words, **self.forms}
        return list(dict.fromkeys(stem for form, stem in known.items() if is_one_letter_off(word, form)))

    def begun_by(self, word: str) -> list[str]:
        """Stems of the actions' words that begin with these letters."""
        return list(dict.fromkeys(stem for form, stem in self.forms.items() if form.startswith(word)))

    def _entry(self, row: Mapping[str, object]) -> Entry:
        own = sentences(str(row["title"]), str(row["text"]), str(row["detail"]))
        places: dict[str, list[Place]] = defaultdict(list)
        for at, sentence in enumerate(own):
            for term, start, end in self._terms(sentence):
                places[term].append(Place(at, start, end))
        for scheme, evidence in zip(_strings(row["scheme_ids"]), _strings(row["scheme_evidence"]), strict=True):
            notion = self.lexicon.of_scheme.get(scheme)
            if notion and notion not in places:
                for at, sentence in enumerate(own):
                    start = sentence.find(evidence)
                    if start >= 0:
                        places[notion].append(Place(at, start, start + len(evidence)))
        title = [term for term, _, _ in self._terms(str(row["title"]))]
        context: dict[str, list[str]] = defaultdict(list)
        for kind, column in (("thème", "themes"), ("financeur", "funders"), ("titre", "outline_path")):
            for label in _strings(row[column]):
                for term in self._label(label):
                    context[term].append(f"titre “{label}”" if kind == "titre" else f"{kind} {label}")
        return Entry(
            str(row["action_id"]),
            str(row["territory_id"]),
            own,
            dict(places),
            dict(context),
            [term for term, found in places.items() for _ in found] + _TITLE * title,
            tuple(_strings(row["themes"])),
            tuple(_strings(row["schemes"])),
            tuple(_strings(row["funders"])),
        )

    def _label(self, label: str) -> list[str]:
        """Terms of a heading or code, which many entries share."""
        if label not in self._labels:
            self._labels[label] = [term for term, _, _ in self._terms(label)]
        return self._labels[label]

    def _terms(self, text: str) -> list[tuple[str, int, int]]:
        words: Sequence[Token] = tokens(text)
        self.forms.update((word.folded, word.stem) for word in words)
        return [(word.stem, word.start, word.end) for word in words] + [
            (found.term, found.start, found.end) for found in self.lexicon.in_document(words)
        ]


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


def _strings(values: object) -> list[str]:
    return [str(value) for value in values]  # type: ignore[attr-defined]
