"""Learns the weights by which `etl.coding.payer_model` tells who pays, and measures them beside the rules:
`python -m evaluation.payer_training leave` leaves each set out in turn, `… test FILE …` reads labelled files once.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from etl.coding.payer_features import Place, places
from etl.coding.payer_model import ADDED_FROM, BIAS, WITHDRAWN_BELOW, PayerModel, worths
from etl.coding.payers import doubled
from etl.coding.terms import Passage
from evaluation.funders import payers
from evaluation.payer_sentences import Sentence, read_sentences, sentences_of
from evaluation.themes import codebook

_LEAST_SEEN, _RIDGE, _STEPS = 3, 0.05, 150
Told = Callable[["Read"], set[str]]


@dataclass(frozen=True)
class Read:
    """A labelled text with its bodies, and who the rules tell pays or signs, and how."""

    sentence: Sentence
    places: list[Place]
    ruled: dict[str, str]

    @property
    def paying(self) -> set[str]:
        return {code for mention in self.sentence.mentions for code in mention.codes}


def read(sentences: Iterable[Sentence]) -> list[Read]:
    rules = codebook().rules
    return [
        Read(
            one,
            places(one.text, rules.named("funder", Passage.of(one.text)), rules.default_roles, rules.levels),
            payers(one.text),
        )
        for one in sentences
    ]


def train(texts: Sequence[Read]) -> PayerModel:
    """The weights that these texts teach: each body named in them pays, or does not.

    Logistic regression with an L2 penalty by Nesterov's accelerated gradient, in full: the same texts give the same
    weights.
    """
    examples = [(place, bool({hit.code for hit in place.hits} & one.paying)) for one in texts for place in one.places]
    seen = Counter(name for place, _ in examples for name in place.features)
    known = {name: at for at, name in enumerate(sorted(name for name, count in seen.items() if count >= _LEAST_SEEN))}
    worth = [worths(place.features, known) for place, _ in examples]
    rows = np.repeat(np.arange(len(worth)), [len(one) for one in worth])
    columns = np.array([known[name] for one in worth for name in one])
    values = np.array([value for one in worth for value in one.values()])
    given = np.array([float(pays) for _, pays in examples])

    def gradient(weights: np.ndarray) -> np.ndarray:
        scores = np.bincount(rows, values * weights[columns], len(given)) + weights[-1]
        error = 1 / (1 + np.exp(-scores)) - given
        slope = np.bincount(columns, values * error[rows], len(known)) + _RIDGE * weights[:-1]
        return np.append(slope, error.sum())

    # The logistic curve is nowhere steeper than 1/4; each example has length 1, and the bias 1 more.
    step = 1 / (0.25 * _largest(rows, columns, values, len(given), len(known)) + _RIDGE)
    weights = ahead = np.zeros(len(known) + 1)
    momentum = 1.0
    for _ in range(_STEPS):
        following = ahead - step * gradient(ahead)
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / faster * (following - weights)
        weights, momentum = following, faster
    return PayerModel({**{name: float(weights[at]) for name, at in known.items()}, BIAS: float(weights[-1])})


def _largest(rows: np.ndarray, columns: np.ndarray, values: np.ndarray, many: int, width: int) -> float:
    """The largest eigenvalue of the examples' products, by power iteration."""
    vector, length = np.ones(width + 1), 1.0
    for _ in range(30):
        vector = vector / np.linalg.norm(vector)
        scores = np.bincount(rows, values * vector[columns], many) + vector[-1]
        vector = np.append(np.bincount(columns, values * scores[rows], width), scores.sum())
        length = float(np.linalg.norm(vector))
    return length * 1.05


def chances(text: Read, model: PayerModel) -> dict[str, float]:
    """By code the best chance of its places."""
    found: dict[str, float] = {}
    for place in text.places:
        chance = model.chance(place.features)
        for hit in place.hits:
            found[hit.code] = max(found.get(hit.code, 0.0), chance)
    return found


def combined(text: Read, found: dict[str, float], added: float, withdrawn: float) -> set[str]:
    """Who pays by the rules, less those of little chance, with those of a great one where the rules are silent."""
    told = {code for code in text.ruled if found.get(code, 1.0) >= withdrawn}
    told |= {
        hit.code
        for place in text.places
        for hit in place.hits
        if found[hit.code] >= added and not any(other.code in text.ruled for other in place.hits)
    }
    return told - doubled(told, [], codebook().rules.levels)


def alone(found: dict[str, float], least: float) -> set[str]:
    told = {code for code, chance in found.items() if chance >= least}
    return told - doubled(told, [], codebook().rules.levels)


def share(pairs: Iterable[tuple[Read, set[str]]]) -> str:
    """How many mentions are found of those given, and how many of the bodies told are right."""
    count: Counter[str] = Counter()
    for text, told in pairs:
        count["given"] += len(text.sentence.mentions)
        count["found"] += sum(bool(mention.codes & told) for mention in text.sentence.mentions)
        count["told"] += len(told)
        count["right"] += len(told & text.paying)
    return (
        f"found {count['found']} of {count['given']} ({count['found'] / max(1, count['given']):.1%}),"
        f" right {count['right']} of {count['told']} ({count['right'] / max(1, count['told']):.1%})"
    )


def leave_out(texts: Sequence[Read]) -> None:
    found = {}
    for name in sorted({one.sentence.set for one in texts}):
        model = train([one for one in texts if one.sentence.set != name])
        found |= {id(one): chances(one, model) for one in texts if one.sentence.set == name}
    print("rules:", share((one, set(one.ruled)) for one in texts))
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        print(f"alone from {least}:", share((one, alone(found[id(one)], least)) for one in texts))
    for withdrawn in (0.0, 0.1, 0.2, 0.3):
        for added in (0.7, 0.75, 0.8, 0.85, 0.9, 1.1):
            print(
                f"combined, added from {added}, withdrawn below {withdrawn}:",
                share((one, combined(one, found[id(one)], added, withdrawn)) for one in texts),
            )


def test(files: Sequence[str], texts: Sequence[Read]) -> None:
    model = train(texts)
    everything: list[Read] = []
    for name in files:
        new = read(sentences_of(Path(name)))
        everything += new
        _compare(Path(name).stem, new, model)
    _compare("together", everything, model)


def _compare(name: str, texts: Sequence[Read], model: PayerModel) -> None:
    found = {id(one): chances(one, model) for one in texts}
    print(f"{name}: {len(texts)} texts")
    print("  rules alone:", share((one, set(one.ruled)) for one in texts))
    for label, added, withdrawn in (
        ("(a) adds", ADDED_FROM, 0.0),
        ("(b) adds and withdraws", ADDED_FROM, WITHDRAWN_BELOW),
    ):
        print(f"  {label}:", share((one, combined(one, found[id(one)], added, withdrawn)) for one in texts))
    print("  model alone from 0.5:", share((one, alone(found[id(one)], 0.5)) for one in texts))


def main() -> None:
    texts = read(read_sentences())
    if sys.argv[1] == "leave":
        leave_out(texts)
    else:
        test(sys.argv[2:], texts)


if __name__ == "__main__":
    main()
