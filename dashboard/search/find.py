"""Words typed by the reader, and the texts that answer them. Nothing typed is read as a query language."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from dashboard.search.index import Entry, Index
from dashboard.search.lexicon import Code, Found
from dashboard.search.words import Token, compounds, form, merged, tokens

_MOST_LETTERS = 400
_MOST_WORDS = 12
_SHORTEST_START, _SHORTEST_MIDDLE, _SHORTEST_CORRECTED = 3, 5, 5
_BEGUN, _BEGUN_BESIDE, _BEGUN_EARLIER, _CORRECTED = 0.9, 0.5, 0.6, 0.7
_EXPRESSION, _WITHIN_EXPRESSION = 1.5, 0.4
_LEAST_SHARE = 0.08  # of the best hit's score, for those that do not say all of the query
_MOST_REASONS = 3
_LONGEST_ACRONYM = 6
# How a text answers: it says the expression or the name; all its words; their like, its theme or heading; a part of it.
EXACT, SAID, NEAR, LOOSE = range(4)
_SAYING = ("said", "name")
_SAYS_IT, _MEETS_IT = 2, 1  # a need, by its own words or otherwise


@dataclass(frozen=True)
class Hit:
    """A text that answers, an action or a line. `sentence` is its own words, verbatim; `spans` are to be marked in it.

    `grade` is EXACT, SAID, NEAR or LOOSE. Where only a theme, a funder or a heading answers, `spans` is empty and
    `reason` says which.
    """

    key: str
    grade: int
    score: float
    sentence: str
    spans: tuple[tuple[int, int], ...]
    reason: str


@dataclass(frozen=True)
class Variant:
    """A term that answers a word of the query: as typed (`said`), begun, near, corrected, or as a notion's name.

    `form` is that of the word typed, where other words may have its stem.
    """

    term: str
    weight: float
    kind: str
    of: str = ""
    form: str = ""


@dataclass(frozen=True)
class Need:
    """A word or expression of the query: its variants, of which the weightiest counts in a text.

    A need that `is_part` is a word of an expression that is asked for as a whole.
    """

    weight: float
    variants: tuple[Variant, ...]
    is_part: bool = False


def search(index: Index, words: str, limit: int = 20) -> list[Hit]:
    """Texts of this index that answer the words: the better grade first, then the greater score."""
    asked = _asked(index, words)
    needs = _needs_of(index, words, asked)
    answered = [need for need in needs if need.variants]
    if not answered:
        return []
    scores = np.zeros(len(index.entries))
    for need in answered:
        scores += need.weight * np.max([one.weight * index.weights(one.term) for one in need.variants], axis=0)
    levels = np.min([_level(index, need) for need in needs if not need.is_part], axis=0)
    least = _LEAST_SHARE * scores.max()
    expression = tuple(word.stem for word in asked)
    graded = [
        (_grade(index.entries[at], int(levels[at]), expression), -float(scores[at]), int(at))
        for at in np.flatnonzero(scores > 0)
        if levels[at] == _SAYS_IT or scores[at] > least
    ]
    return [_hit(index, answered, at, grade, -score) for grade, score, at in sorted(graded)[: max(limit, 0)]]


def _level(index: Index, need: Need) -> np.ndarray:
    """How each text meets a need: by its own words, by near words, a theme or a heading, or not.

    Another word of the same stem is near (« communication » for « communes »). A word that no text has is being typed:
    those that it begins say it.
    """
    is_typed_out = any(one.kind in _SAYING for one in need.variants)
    said = met = np.zeros(len(index.entries), dtype=bool)
    for one in need.variants:
        met = met | (index.weights(one.term) > 0)
        if one.kind in _SAYING or (one.kind == "begun" and not is_typed_out):
            said = said | index.says(one.term, one.form)
    return np.where(said, _SAYS_IT, np.where(met, _MEETS_IT, 0))


def _grade(entry: Entry, level: int, expression: tuple[str, ...]) -> int:
    if level < _SAYS_IT:
        return NEAR if level == _MEETS_IT else LOOSE
    return EXACT if len(expression) == 1 or _says_in_a_row(entry, expression) else SAID


def _says_in_a_row(entry: Entry, expression: tuple[str, ...]) -> bool:
    length = len(expression)
    stems = [[word.stem for word in sequence] for sequence in entry.sequences]
    return any(tuple(one[at : at + length]) == expression for one in stems for at in range(len(one) - length + 1))


def named(index: Index, words: str) -> list[tuple[Found, list[Code]]]:
    """The bodies and schemes that the words name, those named in full first, then by the most words.

    A name that is a plain word too (« entreprises ») is none beside other words: it is where the texts have the word
    only where they name the body.
    """
    asked = _asked(index, words)
    found = index.lexicon.in_query(asked, is_typing=True)
    kept = []
    for one in found:
        same = [near.term for near in index.lexicon.near.get(one.term, ()) if near.weight == 1]
        codes = [code for term in (one.term, *same) for code in index.lexicon.codes.get(term, ())]
        is_name = one.words > 1 or len(asked) == 1 or not _is_plain(index, asked[one.first].stem, one.term)
        if codes and is_name and not any(one.is_within(other) for other in found):
            kept.append((one, codes))
    return sorted(kept, key=lambda pair: (not pair[0].is_whole, -pair[0].words, pair[0].first))


def _is_plain(index: Index, stem: str, notion: str) -> bool:
    return bool(np.any((index.own_weights(stem) > 0) & (index.own_weights(notion) == 0)))


def _asked(index: Index, words: str) -> list[Token]:
    """The words typed, each once, compounds made one where that is known."""
    found = compounds(tokens(words[:_MOST_LETTERS]), index.written_as_one)
    return list({word.stem: word for word in reversed(found)}.values())[::-1][:_MOST_WORDS]


def _needs_of(index: Index, words: str, asked: list[Token]) -> list[Need]:
    """What the words ask for: each expression that the lexicon knows, and each word; some that no text meets."""
    typed = words[:_MOST_LETTERS]
    is_typing = bool(typed) and not typed[-1].isspace()
    needs: list[Need] = []
    within: set[int] = set()
    expressions: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for found in index.lexicon.in_query(asked, is_typing):
        expressions[found.first, found.words].append(found)
    for (first, length), alike in sorted(expressions.items(), key=lambda one: -one[0][1]):
        variants: list[Variant] = []
        for found in alike:
            kind = "name" if found.term in index.lexicon.names else "said"
            variants += _known(index, found.term, kind, typed[found.start : found.end])
        is_name = any(found.term in index.lexicon.names for found in alike)
        if variants or (is_name and alike[0].is_whole):
            if length == 1:
                variants += _said(index, asked[first], typed[asked[first].start : asked[first].end])
            own = set(range(first, first + length))
            needs.append(Need(_EXPRESSION, tuple(variants), own <= within))
            if length > 1 or is_name:
                within |= own
    for at, word in enumerate(asked):
        typed_word = typed[word.start : word.end]
        if at in within:
            needs.append(Need(_WITHIN_EXPRESSION, _said(index, word, typed_word), True))
        else:
            needs.append(Need(1, _variants(index, word, typed_word, is_typing and at == len(asked) - 1)))
    return needs


def _known(index: Index, term: str, kind: str, of: str, weight: float = 1) -> tuple[Variant, ...]:
    """The term and those near it, as far as a text has them."""
    variants = [Variant(term, weight, kind, of)]
    variants += [
        Variant(other.term, weight * other.weight, kind if other.weight == 1 else "near", other.of)
        for other in index.lexicon.near.get(term, ())
    ]
    return tuple(variant for variant in variants if variant.term in index.vocabulary)


def _said(index: Index, word: Token, typed: str) -> tuple[Variant, ...]:
    """The word itself, and those near it: begun where it is none yet, near where only others of its stem are."""
    own = form(word.folded)
    if own in index.forms_of.get(word.stem, ()):
        kind = "said"
    else:
        own, kind = "", "begun" if index.begun_by(word.folded) else "near"
    return tuple(
        replace(one, kind=kind, form=own) if one.term == word.stem else one
        for one in _known(index, word.stem, "said", typed)
    )


def _variants(index: Index, word: Token, typed: str, is_last: bool) -> tuple[Variant, ...]:
    variants = list(_said(index, word, typed))
    length = len(word.folded)
    is_word = any(one.kind == "said" for one in variants)
    if index.lexicon.is_acronym(word) or (word.is_capital and length <= _LONGEST_ACRONYM and not is_word):
        return tuple(variants)  # an acronym is whole: FEDER begins no « fédérateur »
    if length >= (_SHORTEST_START if is_last else _SHORTEST_MIDDLE):
        weight = (_BEGUN_BESIDE if variants else _BEGUN) if is_last else _BEGUN_EARLIER
        variants += [Variant(stem, weight, "begun", typed) for stem in index.begun_by(word.folded) if stem != word.stem]
    if not variants and length >= _SHORTEST_CORRECTED:
        for stem in index.corrected(word.folded):
            variants += _known(index, stem, "corrected", typed, _CORRECTED)
    return tuple(variants)


def _hit(index: Index, needs: list[Need], at: int, grade: int, score: float) -> Hit:
    entry = index.entries[at]
    told: list[float] = [0.0] * len(entry.text.sentences)
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
        if place.sentence == chosen and place.start < place.end
    )
    return Hit(entry.text.key, grade, score, entry.text.sentences[chosen], spans, _reason(index, needs, at))


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
            best = max(own, key=lambda one: (one.kind == "name", one.weight * index.own_weights(one.term)[at]))
            acronym, meaning = index.lexicon.names.get(best.term, ("", ""))
            words = entry.said(best.term) or meaning
            if best.kind == "name" and acronym and acronym != meaning:
                others[f"{acronym} : {meaning}"] = None
            elif best.kind == "near":
                others[f"“{words}”, proche de “{best.of}”"] = None
            elif best.kind == "corrected":
                others[f"dit “{words}” (“{best.of}” en est à une lettre)"] = None
            else:
                (within if need.is_part else said)[f"“{words}”"] = None
        else:
            labels = [label for one in need.variants for label in entry.context.get(one.term, ())]
            if labels:
                context[labels[0]] = None
    parts = [f"dit {', '.join(said)}"] if said else []
    parts += list(others)
    if not parts and within:
        parts = [f"dit {', '.join(within)}"]
    return " ; ".join((parts or list(context))[:_MOST_REASONS])
