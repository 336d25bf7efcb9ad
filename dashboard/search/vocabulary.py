"""The words of one kind of texts, in memory: they grow far less than the texts do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np

from dashboard import search_queries
from etl.search.words import bare
from etl.search.words import form as form_of

_AFTER_ALL = "\U0010ffff"


class Vocabulary:
    """Words in lower case and without accents, each with its stem."""

    def __init__(self, kind: str) -> None:
        """Args:
        kind: of the texts, as `etl.search.texts` names them.
        """
        known = search_queries.words(kind)
        self._words: list[str] = known["word"].tolist()  # sorted
        self._stems: list[str] = known["stem"].tolist()
        self._ranks = known["rank"].to_numpy()
        self._by_stem = sorted(range(len(self._stems)), key=self._stems.__getitem__)
        self._bare = frozenset(map(bare, self._words))

    def forms_of(self, stem: str) -> set[str]:
        """The forms of a stem: several where it is that of several words."""
        at = bisect_left(self._by_stem, stem, key=self._stems.__getitem__)
        found = set()
        while at < len(self._by_stem) and self._stems[self._by_stem[at]] == stem:
            found.add(form_of(self._words[self._by_stem[at]]))
            at += 1
        return found

    def begun_by(self, start: str) -> list[str]:
        """Stems of the words that begin with these letters, in the order in which the texts first have them."""
        low, high = bisect_left(self._words, start), bisect_left(self._words, start + _AFTER_ALL)
        order = low + np.argsort(self._ranks[low:high])
        return list(dict.fromkeys(self._stems[at] for at in order.tolist()))

    def written_as_one(self, bare_words: Iterable[str]) -> frozenset[str]:
        """Which of these, which bear no sign of a plural, are words of the texts."""
        return self._bare.intersection(bare_words)
