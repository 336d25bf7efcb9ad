"""Search in the actions' words, and the actions near one. Nothing that is typed is read as a query language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard import queries
from dashboard.search_index import Entry, Index
from dashboard.search_lexicon import Lexicon
from dashboard.search_words import Token, fold, merged, tokens

_MOST_LETTERS = 400
_MOST_WORDS = 12
_SHORTEST_START, _SHORTEST_MIDDLE, _SHORTEST_CORRECTED = 3, 5, 5
_BEGUN, _BEGUN_BESIDE, _BEGUN_EARLIER, _CORRECTED = 0.9, 0.5, 0.6, 0.7
_EXPRESSION, _WITHIN_EXPRESSION = 1.5, 0.4
_LEAST_SHARE = 0.15  # of the best hit's score
_SAME_SCHEME, _SAME_MAIN_THEME, _SAME_THEME, _SAME_FUNDER = 0.25, 0.08, 0.04, 0.04
_LEAST_NEAR = 0.06
_MOST_SHARED_WORDS = 3
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
class Neighbour:
    """An action of another territory that is near, and what the two share, in French."""

    action_id: str
    score: float
    shared: str


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


def find(words: str, limit: int = 20) -> list[Hit]:
    """Actions of all territories that answer the words, best first; none for words that nothing answers."""
    return search(current_index(), words, limit)


def neighbours(action_id: str, limit: int = 5) -> list[Neighbour]:
    """Actions of other territories near this one, nearest first; none for an action that does not exist."""
    return near(current_index(), action_id, limit)


def current_index() -> Index:
    """The index of the data that is being read."""
    return _index(queries.content_hash())


@lru_cache(maxsize=2)
def _index(content: str) -> Index:
    return Index(queries.search_texts().to_dict("records"), lexicon())


def lexicon(with_synonyms: bool = True) -> Lexicon:
    """The codebook's acronyms and near expressions."""
    acronyms = queries.acronyms().astype(object)
    acronyms = acronyms.where(acronyms.notna(), None)
    synonyms = queries.synonyms()
    return Lexicon(
        zip(acronyms["acronym"], acronyms["meaning"], acronyms["scheme_id"], strict=True),
        zip(synonyms["words"], synonyms["near"], strict=True) if with_synonyms else (),
    )


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


def near(index: Index, action_id: str, limit: int = 5) -> list[Neighbour]:
    """`neighbours` in this index."""
    at = index.at.get(action_id)
    if at is None:
        return []
    entry = index.entries[at]
    scores = np.zeros(len(index.entries))
    for term in entry.places:
        weights = index.own_weights(term)
        others = [other.weight * index.own_weights(other.term) for other in index.lexicon.near.get(term, ())]
        scores += weights[at] * np.max([weights, *others], axis=0)
    # As a cosine would: long actions are not near everything.
    scores /= index.lengths * index.lengths[at]
    scores += [_codes(entry, other) for other in index.entries]
    order = [
        other
        for other in np.argsort(-scores, kind="stable")
        if index.entries[other].territory_id != entry.territory_id and scores[other] > _LEAST_NEAR
    ]
    return [
        Neighbour(index.entries[other].action_id, float(scores[other]), _shared(index, at, int(other)))
        for other in order[: max(limit, 0)]
    ]


def _codes(one: Entry, other: Entry) -> float:
    """What shared codes add to shared words."""
    themes = 0.0
    if one.themes[:1] == other.themes[:1]:
        themes = _SAME_MAIN_THEME
    elif set(one.themes) & set(other.themes):
        themes = _SAME_THEME
    schemes = _SAME_SCHEME * bool(set(one.schemes) & set(other.schemes))
    return themes + schemes + _SAME_FUNDER * bool(set(one.funders) & set(other.funders))


def _shared(index: Index, at: int, other: int) -> str:
    """What two actions share: schemes, themes, funders, then the words that weigh most."""
    one, two = index.entries[at], index.entries[other]
    parts = []
    for singular, plural, left, right in (
        ("dispositif", "dispositifs", one.schemes, two.schemes),
        ("thème", "thèmes", one.themes, two.themes),
        ("financeur", "financeurs", one.funders, two.funders),
    ):
        both = [label for label in left if label in right]
        if both:
            parts.append(f"{singular if len(both) == 1 else plural} {', '.join(both)}")
    words: dict[str, str] = {}
    weighed = []
    for term in one.places:
        for variant, weight in [(term, 1.0), *((near.term, near.weight) for near in index.lexicon.near.get(term, ()))]:
            if variant in two.places:
                together = weight * index.own_weights(term)[at] * index.own_weights(variant)[other]
                weighed.append((float(together), two.said(variant)))
    for _, said in sorted(weighed, key=lambda pair: -pair[0]):
        folded = fold(said)
        if not any(folded in known or known in folded for known in words) and len(words) < _MOST_SHARED_WORDS:
            words[folded] = said
    if words:
        parts.append(f"{'mot' if len(words) == 1 else 'mots'} {', '.join(f'“{said}”' for said in words.values())}")
    return " ; ".join(parts)
