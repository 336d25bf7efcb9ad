"""Words and codes of texts, weighed by BM25: what the index that the base holds answers. Only what a search asks for is
in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import pandas as pd

from dashboard import search_queries
from dashboard.search.vocabulary import Vocabulary
from etl.search.lexicon import Lexicon
from etl.search.texts import ACTIONS, Entry, Reader, texts_of
from etl.search.words import is_one_letter_off

__all__ = ["ACTIONS", "Index", "Term", "Words"]

_CONTEXT = 0.4  # what a heading or a theme counts for, beside the text's own words
# Texts that were read and may be shown again while somebody types.
_KEPT_ENTRIES = 500
# Terms that were asked for and may be asked for again, and what they take.
_KEPT_TERMS, _KEPT_BYTES = 5_000, 32 * 2**20
# Of so few texts all terms are in memory.
_FEW_TEXTS = 5_000
_NONE = np.empty(0, dtype=np.int32)


@dataclass(frozen=True)
class Term:
    """A term: the texts that have it in their own words, with its weights there, and those whose headings have it.

    `entries` and `context_entries` rise; weights are float32. `positions`: where it stands as a word among all words.
    """

    entries: np.ndarray
    weights: np.ndarray
    forms: tuple[str, ...]
    form_bits: np.ndarray
    context_entries: np.ndarray
    context_weights: np.ndarray
    positions: np.ndarray

    @property
    def bytes(self) -> int:
        """What it takes of the memory."""
        return sum(array.nbytes for array in (self.entries, self.weights, self.form_bits, self.positions)) + sum(
            array.nbytes for array in (self.context_entries, self.context_weights)
        )

    def own_weight(self, entry: int) -> float:
        """What it weighs in a text by its own words; 0 where it does not stand."""
        at = int(np.searchsorted(self.entries, entry))
        return float(self.weights[at]) if at < len(self.entries) and self.entries[at] == entry else 0.0

    def said_by(self, form: str = "") -> np.ndarray:
        """The texts that say it in their own words; with a form, in that form alone."""
        if not form or (self.forms == (form,) and not len(self.form_bits)):
            return self.entries
        if form not in self.forms:
            return _NONE
        if not len(self.form_bits):
            return self.entries if self.forms[0] == form else _NONE
        bit = np.int64(1 << min(self.forms.index(form), 62))
        return self.entries[(self.form_bits & bit) != 0]


class Index:
    """The texts of one kind, actions or lines, in one version of the data."""

    def __init__(self, kind: str, lexicon: Lexicon) -> None:
        """Args:
        kind: of the texts, as `etl.search.texts` names them.
        lexicon: acronyms and near expressions, those with which the base's index was made.
        """
        self.kind, self.lexicon = kind, lexicon
        known = search_queries.entries(kind)
        self.size = len(known)
        self.texts = known["texts"].to_numpy()
        self.starts, self.lengths = known["start"].to_numpy(), known["length"].to_numpy()
        self.sets = {field: known[f"{field}_set"].to_numpy() for field in ("theme", "scheme", "body")}
        self._reader = Reader(lexicon, frozenset(search_queries.compounds(kind)["bare"]))
        self.vocabulary = Vocabulary(kind)
        self._entries: OrderedDict[int, Entry] = OrderedDict()
        self._terms: OrderedDict[str, Term | None] = OrderedDict()
        self._writing = Lock()
        if self.size <= _FEW_TEXTS:
            self._terms.update(_as_terms(search_queries.all_terms(kind)))
        codes = lexicon.codes.items()
        # The notions that name a body: what two actions share by it is told, and counted, as a code.
        self.bodies = frozenset(notion for notion, named in codes if any(field == "funder" for field, _ in named))

    def entries(self, numbers: Iterable[int]) -> dict[int, Entry]:
        """The texts of these numbers, read."""
        asked = list(dict.fromkeys(numbers))
        with self._writing:
            found = {number: self._entries[number] for number in asked if number in self._entries}
        missing = sorted(set(asked) - set(found))
        if missing:
            rows = search_queries.texts if self.kind == ACTIONS else search_queries.lines
            records = rows(tuple(missing)).to_dict("records")
            found |= {
                number: self._reader.entry(text)
                for number, text in zip(missing, texts_of(self.kind, records), strict=True)
            }
            with self._writing:
                self._entries.update({number: found[number] for number in missing})
                while len(self._entries) > _KEPT_ENTRIES:
                    self._entries.popitem(last=False)
        return found

    def terms(self, names: Iterable[str]) -> dict[str, Term | None]:
        """These terms; None where no text has it."""
        asked = set(names)
        with self._writing:
            found = {name: self._terms[name] for name in asked if name in self._terms}
        missing = asked - found.keys()
        if missing:
            found |= dict.fromkeys(missing)
            if self.size > _FEW_TEXTS:
                found |= _as_terms(search_queries.terms(self.kind, tuple(sorted(missing))))
                self._keep({name: found[name] for name in missing})
        return found

    def _keep(self, terms: Mapping[str, Term | None]) -> None:
        """Keep these terms in memory, and let go of the oldest of too many."""
        with self._writing:
            self._terms.update(terms)
            held = sum(term.bytes for term in self._terms.values() if term)
            while held > _KEPT_BYTES or len(self._terms) > _KEPT_TERMS:
                _, gone = self._terms.popitem(last=False)
                held -= gone.bytes if gone else 0

    def holding(self, positions: np.ndarray) -> np.ndarray:
        """The texts where these positions are, each once."""
        return np.unique(np.searchsorted(self.starts, positions, side="right") - 1)

    def written_as_one(self, bare: Iterable[str]) -> frozenset[str]:
        """Which of these, which bear no sign of a plural, the texts or the lexicon write as one word."""
        asked = frozenset(bare)
        return self.vocabulary.written_as_one(asked) | (asked & self.lexicon.bare_words)

    def corrected(self, word: str) -> list[str]:
        """Stems of known words that are one letter off this one; none where it is a word itself. Of a search in actions
        the words of the lines are known too."""
        like = search_queries.like(word)
        known: dict[str, str] = {}
        if self.kind == ACTIONS:
            others = like[like["kind"] != self.kind]
            known |= dict(zip(others["word"], others["stem"], strict=True))
        own = like[like["kind"] == self.kind]
        known |= {**self.lexicon.words, **dict(zip(own["word"], own["stem"], strict=True))}
        if word in known:
            return []
        return list(dict.fromkeys(stem for form, stem in known.items() if is_one_letter_off(word, form)))


class Words:
    """What one search asks an index for, so that it is fetched together and once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._terms: dict[str, Term | None] = {}
        self._rarity: dict[str, float] = {}

    def load(self, terms: Iterable[str]) -> None:
        """Fetch these terms, and those near them."""
        near = self.index.lexicon.near
        wanted = {one for term in terms for one in (term, *(other.term for other in near.get(term, ())))}
        wanted -= self._terms.keys()
        if not wanted:
            return
        self._terms.update(self.index.terms(wanted))

    def __contains__(self, term: str) -> bool:
        return self.term(term) is not None

    def term(self, term: str) -> Term | None:
        """The term, or nothing where no text has it."""
        if term not in self._terms:
            self.load((term,))
        return self._terms[term]

    def best(self, variants: Sequence[tuple[str, float]]) -> np.ndarray:
        """Of each text of the index, the greatest weight that one of these terms has, each weight so many times."""
        best = np.zeros(self.index.size, dtype=np.float32)
        weighed = np.zeros(self.index.size, dtype=np.float32)
        for name, times in variants:
            term = self.term(name)
            if term is None:
                continue
            weighed[term.entries] = term.weights
            weighed[term.context_entries] += _CONTEXT * term.context_weights
            for touched in (term.entries, term.context_entries):
                best[touched] = np.maximum(best[touched], times * weighed[touched])
            weighed[term.entries] = weighed[term.context_entries] = 0
        return best

    def best_own(self, variants: Sequence[tuple[str, float]]) -> np.ndarray:
        """The same by the texts' own words alone."""
        best = np.zeros(self.index.size, dtype=np.float32)
        for name, times in variants:
            if (term := self.term(name)) is not None:
                best[term.entries] = np.maximum(best[term.entries], times * term.weights)
        return best

    def own_weight(self, name: str, entry: int) -> float:
        """What the term weighs in a text by its own words."""
        term = self.term(name)
        return term.own_weight(entry) if term else 0.0

    def rarity(self, name: str) -> float:
        """How telling a term is: its greatest weight."""
        if name not in self._rarity:
            self._rarity[name] = float(self.best([(name, 1)]).max(initial=0.0))
        return self._rarity[name]


def _as_terms(rows: pd.DataFrame) -> dict[str, Term | None]:
    """The rows of `search_queries.terms` by term."""
    return {
        row.term: Term(
            row.entries, row.weights, tuple(row.forms), row.form_bits, row.context_entries, row.context_weights,
            row.positions,
        )
        for row in rows.itertuples()
    }  # fmt: skip
