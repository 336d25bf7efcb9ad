"""Whether a body pays by the words around it: a logistic regression over `payer_features`, beside the rules.

Its weights are data, learned from labelled sentences by `evaluation.payer_training`. It proposes who pays where the
rules are silent, and withdraws whom they name where the words say otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Chosen where sets are left out of the training; see `evaluation/README.md`.
ADDED_FROM, WITHDRAWN_BELOW = 0.85, 0.25
BIAS = "bias"
# Words anywhere in the sentence say less than those that stand in a place.
_OF_SENTENCE, _WORTH_OF_SENTENCE = "sentence=", 0.5


@dataclass(frozen=True)
class PayerModel:
    """Weights by feature."""

    weights: Mapping[str, float] = field(default_factory=dict)

    def chance(self, features: Iterable[str]) -> float:
        """How likely a body with these features pays, from 0 to 1."""
        worth = worths(features, self.weights)
        total = self.weights.get(BIAS, 0.0) + sum(self.weights[name] * value for name, value in worth.items())
        return 1 / (1 + math.exp(-total))


def worths(features: Iterable[str], known: Iterable[str]) -> dict[str, float]:
    """The features that are known, each with its value: together they are of length 1, however many there are."""
    worth = {name: _WORTH_OF_SENTENCE if name.startswith(_OF_SENTENCE) else 1.0 for name in features if name in known}
    length = math.sqrt(sum(value * value for value in worth.values()))
    return {name: worth[name] / length for name in sorted(worth)}
