"""Whether a body pays by the words around it: a logistic regression over `payer_features`, beside the rules.

Its weights are data (`data/codebook/payer_weights.csv`), learned from labelled sentences by
`evaluation.payer_training`. It adds who pays where the rules are silent, and withdraws whom they name where the words
around it say otherwise.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.coding.payer_features import Place, places
from etl.coding.terms import Hit

# Chosen on sets A to AB, left out of the training in turn (`evaluation/README.md`).
ADDED_FROM, WITHDRAWN_BELOW = 0.85, 0.15
BIAS = "bias"
# Words anywhere in the sentence say less than those that stand in a place.
_OF_SENTENCE, _WORTH_OF_SENTENCE = "sentence=", 0.5
# Beyond which evidence is the body's name alone.
_LONGEST_EVIDENCE = 120


@dataclass(frozen=True)
class Weighed:
    """How likely a body pays, the codes of all that are named in its place, and the words that weighed most for it."""

    chance: float
    bodies: frozenset[str]
    words: str


@dataclass(frozen=True)
class PayerModel:
    """Weights by feature; one without weights is of no opinion."""

    weights: Mapping[str, float] = field(default_factory=dict)

    def weigh(
        self, text: str, named: Sequence[Hit], natural: Mapping[str, str], levels: Mapping[str, str]
    ) -> dict[str, Weighed]:
        """Each body of a text by its code, where it most likely pays (the arguments are those of `places`)."""
        best: dict[str, tuple[float, Place]] = {}
        together: dict[str, set[str]] = defaultdict(set)
        for place in places(text, named, natural, levels):
            chance = self.chance(place.features)
            codes = [hit.code for hit in place.hits]
            for code in codes:
                together[code].update(codes)
                if code not in best or chance > best[code][0]:
                    best[code] = chance, place
        return {
            code: Weighed(chance, frozenset(together[code]), self._evidence(text, place))
            for code, (chance, place) in best.items()
        }

    def chance(self, features: Iterable[str]) -> float:
        """How likely a body with these features pays, from 0 to 1."""
        total = sum(self.weights[name] * value for name, value in worths(features, self.weights).items())
        return 1 / (1 + math.exp(-total - self.weights.get(BIAS, 0.0)))

    def _evidence(self, text: str, place: Place) -> str:
        """The words from the body to the one of its sentence that weighs most for its paying."""
        said: dict[str, float] = defaultdict(float)
        for name in sorted(place.features & self.weights.keys()):
            said[name.partition("=")[2]] += self.weights[name]
        words = [token for token in place.beside if token.is_content]
        word = max(words, key=lambda token: said[token.word], default=None)
        if word is None or said[word.word] <= 0:
            return text[place.start : place.end]
        span = text[min(place.start, word.start) : max(place.end, word.end)]
        # A span that ends within brackets reads as cut short.
        is_whole = span.count("(") == span.count(")") and len(span) <= _LONGEST_EVIDENCE
        return span if is_whole else text[place.start : place.end]


def worths(features: Iterable[str], known: Collection[str]) -> dict[str, float]:
    """The features that are known, each with its value: together they are of length 1, however many there are."""
    worth = {name: _WORTH_OF_SENTENCE if name.startswith(_OF_SENTENCE) else 1.0 for name in features if name in known}
    length = math.sqrt(sum(value * value for value in worth.values()))
    # In one order, lest sums differ in their last digit from run to run.
    return {name: worth[name] / length for name in sorted(worth)}
