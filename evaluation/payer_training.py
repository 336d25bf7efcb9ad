"""Learns the weights by which `etl.coding.payer_model` tells who pays: `python -m evaluation.payer_training` writes
them; with `leave` it leaves each set out in turn and tells what the rules alone and both together find in it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from etl.coding.payer_features import places
from etl.coding.payer_model import BIAS, PayerModel, worths
from etl.coding.payers import PAYS
from etl.coding.terms import Passage
from etl.paths import DATA
from evaluation.funders import payers
from evaluation.payer_sentences import Sentence, read_sentences
from evaluation.themes import codebook

WEIGHTS = DATA / "codebook" / "payer_weights.csv"
# Chosen where sets are left out: fewer weights find as many.
_LEAST_SEEN, _MOST_WEIGHTS, _RIDGE, _STEPS = 3, 2000, 0.05, 150
_DIGITS = 4


@dataclass(frozen=True)
class Example:
    """A body where a labelled text names it: the features there, and whether it pays by the label."""

    features: Collection[str]
    pays: bool


def examples(sentences: Iterable[Sentence]) -> list[Example]:
    """Each place in which these texts name a body."""
    rules = codebook().rules
    found = []
    for sentence in sentences:
        # Who signs alone does not: what the weights add is told as a payer.
        paying = {code for mention in sentence.mentions if mention.role == PAYS for code in mention.codes}
        named = rules.named(Passage.of(sentence.text))
        found += [
            Example(place.features, any(hit.code in paying for hit in place.hits))
            for place in places(sentence.text, named, rules.default_roles, rules.levels)
        ]
    return found


def train(learned: Sequence[Example]) -> PayerModel:
    """The weights that these examples teach: of all features first, then of the heaviest alone."""
    heavy = _fit(learned).weights
    kept = set(sorted(heavy, key=lambda name: (-abs(heavy[name]), name))[:_MOST_WEIGHTS])
    weights = _fit([replace(one, features=kept.intersection(one.features)) for one in learned]).weights
    return PayerModel({name: round(weights[name], _DIGITS) for name in sorted(weights)})


def _fit(learned: Sequence[Example]) -> PayerModel:
    """Logistic regression with an L2 penalty by Nesterov's accelerated gradient, in full: the same examples give the
    same weights."""
    seen = Counter(name for one in learned for name in one.features)
    known = {name: at for at, name in enumerate(sorted(name for name, count in seen.items() if count >= _LEAST_SEEN))}
    worth = [worths(one.features, known) for one in learned]
    rows = np.repeat(np.arange(len(worth)), [len(one) for one in worth])
    columns = np.array([known[name] for one in worth for name in one])
    values = np.array([value for one in worth for value in one.values()])
    given = np.array([float(one.pays) for one in learned])

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


def leave_out(sentences: Sequence[Sentence]) -> None:
    """Tells of each set, and of all, what is found by the rules alone and by both where the set has taught nothing."""
    every: list[str] = []
    total = {"rules": Counter[str](), "both": Counter[str]()}
    for name in dict.fromkeys(one.set for one in sentences):
        model = train(examples(one for one in sentences if one.set != name))
        left = [one for one in sentences if one.set == name]
        for label, of in (("rules", PayerModel()), ("both", model)):
            count = counted(left, of)
            total[label] += count
            every.append(_told(f"{name}, {label}", count))
    print("\n".join([*every, *(_told(label, count) for label, count in total.items())]))


def counted(sentences: Iterable[Sentence], model: PayerModel) -> Counter[str]:
    """Of the mentions `given` those `found` by the rules with a model, and of the bodies `told` those `right`."""
    rules = replace(codebook().rules, payer_model=model)
    count: Counter[str] = Counter()
    for one in sentences:
        told = payers(one.text, rules=rules).keys()
        count["given"] += len(one.mentions)
        count["found"] += sum(bool(mention.codes & told) for mention in one.mentions)
        count["told"] += len(told)
        count["right"] += len(told & {code for mention in one.mentions for code in mention.codes})
    return count


def _told(label: str, count: Counter[str]) -> str:
    return (
        f"{label}: found {count['found']} of {count['given']} ({count['found'] / count['given']:.1%}),"
        f" right {count['right']} of {count['told']} ({count['right'] / count['told']:.1%})"
    )


def write(model: PayerModel) -> None:
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("feature", "weight"), *model.weights.items()])


def main() -> None:
    if sys.argv[1:] == ["leave"]:
        leave_out(read_sentences())
    else:
        write(train(examples(read_sentences())))


if __name__ == "__main__":
    main()
