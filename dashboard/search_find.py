"""Words typed by the reader, and the actions that answer them. Nothing typed is read as a query language."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.search_index import Index
from dashboard.search_words import Token, merged, tokens

_MOST_LETTERS = 400
_MOST_WORDS = 12
_SHORTEST_START, _SHORTEST_MIDDLE, _SHORTEST_CORRECTED = 3, 5, 5
_BEGUN, _BEGUN_BESIDE, _BEGUN_EARLIER, _CORRECTED = 0.9, 0.5, 0.6, 0.7
_EXPRESSION, _WITHIN_EXPRESSION = 1.5, 0.4
_LEAST_SHARE = 0.08  # of the best hit's score
_MOST_REASONS = 3


@dataclass(frozen=True)
class Hit:
    """An action that answers. `sentence` is its own words, verbatim; `spans` are the ranges to mark in it.

    Where only a theme, a funder or a heading answers, `spans` is empty and `reason` says which.
    """

    action_id: str
    score: float
    sentence: str
    spans: tuple[tuple[int, int], ...]
    reason: str


@dataclass(frozen=True)
class Variant:
    """A term that answers a word of the query: as typed (`said`), near, corrected, or as a notion's name."""

    term: str
    weight: float
    kind: str
    of: str = ""


@dataclass(frozen=True)
class Need:
    """A word or expression of the query: its variants, of which the weightiest counts in an action."""

    weight: float
    variants: tuple[Variant, ...]


def search(index: Index, words: str, limit: int = 20) -> list[Hit]:
    """`find` in this index."""
    needs = needs_of(index, words)
    if not needs:
        return []
    scores = np.zeros(len(index.entries))
    for need in needs:
        scores += need.weight * np.max([one.weight * index.weights(one.term) for one in need.variants], axis=0)
    order = [at for at in np.argsort(-scores, kind="stable") if scores[at] > _LEAST_SHARE * scores.max()]
    return [_hit(index, needs, int(at), float(scores[at])) for at in order[: max(limit, 0)]]


def needs_of(index: Index, words: str) -> list[Need]:
    """What the words ask for: each expression that the lexicon knows, and each word."""
    typed = words[:_MOST_LETTERS]
    asked = list({word.stem: word for word in reversed(tokens(typed))}.values())[::-1][:_MOST_WORDS]
    is_typing = bool(typed) and not typed[-1].isspace()
    needs: list[Need] = []
    within: set[int] = set()
    for found in index.lexicon.in_query(asked, is_typing):
        kind = "name" if found.term in index.lexicon.names else "said"
        variants = _known(index, found.term, kind, typed[found.start : found.end])
        if variants:
            needs.append(Need(_EXPRESSION, variants))
            if found.words > 1 or kind == "name":
                within |= set(range(found.first, found.first + found.words))
    for at, word in enumerate(asked):
        typed_word = typed[word.start : word.end]
        if at in within:
            variants = _known(index, word.stem, "said", typed_word)
        else:
            variants = _variants(index, word, typed_word, is_typing and at == len(asked) - 1)
        if variants:
            needs.append(Need(_WITHIN_EXPRESSION if at in within else 1, variants))
    return needs


def _known(index: Index, term: str, kind: str, of: str, weight: float = 1) -> tuple[Variant, ...]:
    """The term and those near it, as far as an action has them."""
    variants = [Variant(term, weight, kind, of)]
    variants += [
        Variant(other.term, weight * other.weight, "near", other.of) for other in index.lexicon.near.get(term, ())
    ]
    return tuple(variant for variant in variants if variant.term in index.vocabulary)


def _variants(index: Index, word: Token, typed: str, is_last: bool) -> tuple[Variant, ...]:
    variants = list(_known(index, word.stem, "said", typed))
    length = len(word.folded)
    if length >= (_SHORTEST_START if is_last else _SHORTEST_MIDDLE):
        weight = (_BEGUN_BESIDE if variants else _BEGUN) if is_last else _BEGUN_EARLIER
        variants += [Variant(stem, weight, "said", typed) for stem in index.begun_by(word.folded) if stem != word.stem]
    if not variants and length >= _SHORTEST_CORRECTED:
        for stem in index.corrected(word.folded):
            variants += _known(index, stem, "corrected", typed, _CORRECTED)
    return tuple(variants)


def _hit(index: Index, needs: list[Need], at: int, score: float) -> Hit:
    entry = index.entries[at]
    told: list[float] = [0.0] * len(entry.sentences)
    for need in needs:
        best: dict[int, float] = {}
        for one in need.variants:
            weight = need.weight * one.weight * index.rarity(one.term)
            for place in entry.places.get(one.term, ()):
                best[place.sentence] = max(best.get(place.sentence, 0.0), weight)
        for sentence, weight in best.items():
            told[sentence] += weight
    chosen = max(range(len(told)), key=lambda sentence: (told[sentence], -sentence))
    spans = merged(
        (place.start, place.end)
        for need in needs
        for one in need.variants
        for place in entry.places.get(one.term, ())
        if place.sentence == chosen
    )
    return Hit(entry.action_id, score, entry.sentences[chosen], spans, _reason(index, needs, at))


def _reason(index: Index, needs: list[Need], at: int) -> str:
    """Why the action answers: the weightiest variant of each need, the plainest first."""
    entry = index.entries[at]
    said: dict[str, None] = {}
    others: dict[str, None] = {}
    within: dict[str, None] = {}
    context: dict[str, None] = {}
    for need in needs:
        own = [one for one in need.variants if one.term in entry.places]
        if own:
            best = max(own, key=lambda one: one.weight * index.own_weights(one.term)[at])
            words = entry.said(best.term)
            acronym, meaning = index.lexicon.names.get(best.term, ("", ""))
            if best.kind == "name" and acronym:
                others[f"{acronym} : {meaning}"] = None
            elif best.kind == "near":
                others[f"“{words}”, proche de “{best.of}”"] = None
            elif best.kind == "corrected":
                others[f"dit “{words}” (“{best.of}” en est à une lettre)"] = None
            else:
                (said if need.weight >= 1 else within)[f"“{words}”"] = None
        else:
            labels = [label for one in need.variants for label in entry.context.get(one.term, ())]
            if labels:
                context[labels[0]] = None
    parts = [f"dit {', '.join(said)}"] if said else []
    parts += list(others)
    if not parts and within:
        parts = [f"dit {', '.join(within)}"]
    return " ; ".join((parts or list(context))[:_MOST_REASONS])
