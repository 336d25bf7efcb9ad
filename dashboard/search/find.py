"""Words typed by the reader, and the texts that answer them. Nothing typed is read as a query language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard import search_queries
from dashboard.search.index import Index, Words
from dashboard.selection import Selection
from etl.search.lexicon import Code, Found
from etl.search.texts import Entry
from etl.search.words import Token, compounds, form, joined, merged, tokens

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
    `place` is that of an action in the base.

    `grade` is EXACT, SAID, NEAR or LOOSE. Where only a theme, a funder or a heading answers, `spans` is empty and
    `reason` says which. The text is read where one of these is asked for; `show` reads those of several hits at once.
    """

    key: str
    grade: int
    score: float
    entry: int
    query: Query = field(compare=False, repr=False)
    place: int = 0

    @property
    def sentence(self) -> str:
        return self.query.shown(self.entry).sentence

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return self.query.shown(self.entry).spans

    @property
    def reason(self) -> str:
        return self.query.shown(self.entry).reason


def show(hits: Iterable[Hit]) -> None:
    """Read the texts of these hits, which are about to be shown, together."""
    by_query: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_query[id(hit.query)].append(hit)
    for of_query in by_query.values():
        of_query[0].query.show([hit.entry for hit in of_query])


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


class Shown(NamedTuple):
    """How a text answers: the sentence to be shown, what is to be marked in it, and why it answers."""

    sentence: str
    spans: tuple[tuple[int, int], ...]
    reason: str


@dataclass(frozen=True)
class Ranked:
    """Texts of an index that answer, the better grade first, then the greater score; those of one `group` are equal."""

    entries: np.ndarray
    grades: np.ndarray
    scores: np.ndarray
    groups: np.ndarray

    def first(self, texts: np.ndarray, most: int) -> Ranked:
        """As many of the first as have so many actions or lines together, and those equal to the last of them."""
        enough = np.searchsorted(np.cumsum(texts[self.entries]), most)
        if enough >= len(self.entries):
            return self
        return self.cut(int(np.searchsorted(self.groups, self.groups[enough], side="right")))

    def cut(self, length: int) -> Ranked:
        """The first ones."""
        return Ranked(self.entries[:length], self.grades[:length], self.scores[:length], self.groups[:length])


class Query:
    """Words typed by the reader, as one index understands them."""

    def __init__(self, index: Index, words: str) -> None:
        self.index, self.words = index, Words(index)
        self.typed = words[:_MOST_LETTERS]
        self.asked = _asked(self.words, self.typed)
        self._needs: list[Need] | None = None
        self._shown: dict[int, Shown] = {}

    @property
    def needs(self) -> list[Need]:
        """What the words ask for; some that no text meets."""
        if self._needs is None:
            self._needs = _needs_of(self.words, self.typed, self.asked)
        return self._needs

    def ranked(self) -> Ranked:
        """The texts that answer."""
        answered = [need for need in self.needs if need.variants]
        if not answered:
            nothing = np.empty(0, dtype=np.int64)
            return Ranked(nothing, nothing, nothing, nothing)
        scores = np.zeros(self.index.size)
        for need in answered:
            scores += need.weight * self.words.best([(one.term, one.weight) for one in need.variants])
        levels = np.min([_level(self.words, need) for need in self.needs if not need.is_part], axis=0)
        kept = np.flatnonzero((scores > 0) & ((levels == _SAYS_IT) | (scores > _LEAST_SHARE * scores.max())))
        grades = np.array((LOOSE, NEAR, SAID))[levels[kept]]
        expression = tuple(word.stem for word in self.asked)
        if len(expression) == 1:
            grades[grades == SAID] = EXACT
        else:
            grades[(grades == SAID) & np.isin(kept, _in_a_row(self.words, expression))] = EXACT
        order = np.lexsort((kept, -scores[kept], grades))
        entries, grades, scores = kept[order], grades[order], scores[kept[order]]
        changes = (np.diff(grades) != 0) | (np.diff(scores) != 0)
        return Ranked(entries, grades, scores, np.concatenate([[0], np.cumsum(changes)]).astype(np.int64))

    def show(self, entries: Iterable[int]) -> None:
        """Read how these texts answer."""
        answered = [need for need in self.needs if need.variants]
        missing = set(entries) - self._shown.keys()
        for at, entry in self.index.entries(missing).items():
            self._shown[at] = _shown(self.words, answered, at, entry)

    def shown(self, entry: int) -> Shown:
        """How a text answers."""
        self.show([entry])
        return self._shown[entry]

    def named(self) -> list[tuple[Found, list[Code]]]:
        """The bodies and schemes that the words name, those named in full first, then by the most words.

        A name that is a plain word too (« entreprises ») is none beside other words: it is where the texts have the
        word only where they name the body.
        """
        lexicon = self.index.lexicon
        found = lexicon.in_query(self.asked, is_typing=True)
        kept = []
        for one in found:
            same = [near.term for near in lexicon.near.get(one.term, ()) if near.weight == 1]
            codes = [code for term in (one.term, *same) for code in lexicon.codes.get(term, ())]
            is_name = one.words > 1 or len(self.asked) == 1 or not self._is_plain(self.asked[one.first].stem, one.term)
            if codes and is_name and not any(one.is_within(other) for other in found):
                kept.append((one, codes))
        return sorted(kept, key=lambda pair: (not pair[0].is_whole, -pair[0].words, pair[0].first))

    def _is_plain(self, stem: str, notion: str) -> bool:
        """Whether a text has the word without the notion."""
        said, meant = self.words.term(stem), self.words.term(notion)
        return said is not None and (meant is None or not np.isin(said.entries, meant.entries).all())


def search(index: Index, words: str, limit: int = 20) -> list[Hit]:
    """Actions that answer the words, of an index of actions: the better grade first, then the greater score."""
    query = Query(index, words)
    return actions(query, query.ranked(), limit)


def actions(query: Query, ranked: Ranked, most: int, selection: Selection | None = None) -> list[Hit]:
    """The first so many actions that have these texts, within the Selection, if one is given."""
    found = first(query, ranked, most, search_queries.actions, selection)
    columns = (found[name].tolist() for name in ("action_id", "grade", "score", "entry", "place"))
    return [
        Hit(key, grade, score, entry, query, place) for key, grade, score, entry, place in zip(*columns, strict=True)
    ]


def first(
    query: Query, ranked: Ranked, most: int, found: Callable[..., pd.DataFrame], within: Selection | None
) -> pd.DataFrame:
    """The first so many actions or lines that have these texts, with their `grade` and `score`; within the Selection,
    if one is given. `found` asks for them: of a few texts and, where filters leave too little of these, of all."""
    few = ranked.first(query.index.texts, max(most, 0))
    rows = found(few.entries.tolist(), few.groups.tolist(), max(most, 0), within)
    if within is not None and len(rows) < most and len(few.entries) < len(ranked.entries):
        rows = found(ranked.entries.tolist(), ranked.groups.tolist(), most, within)
    order = np.argsort(ranked.entries)
    at = order[np.searchsorted(ranked.entries[order], rows["entry"].to_numpy(dtype=np.int64))]
    return rows.assign(grade=ranked.grades[at], score=ranked.scores[at])


def _level(words: Words, need: Need) -> np.ndarray:
    """How each text meets a need: by its own words, by near words, a theme or a heading, or not.

    Another word of the same stem is near (« communication » for « communes »). A word that no text has is being typed:
    those that it begins say it.
    """
    is_typed_out = any(one.kind in _SAYING for one in need.variants)
    levels = np.zeros(words.index.size, dtype=np.int8)
    found = [(one, term) for one in need.variants if (term := words.term(one.term)) is not None]
    for _, term in found:
        levels[term.entries] = levels[term.context_entries] = _MEETS_IT
    for one, term in found:
        if one.kind in _SAYING or (one.kind == "begun" and not is_typed_out):
            levels[term.said_by(one.form)] = _SAYS_IT
    return levels


def _in_a_row(words: Words, expression: tuple[str, ...]) -> np.ndarray:
    """The texts that have these stems one after another, sorted."""
    terms = [words.term(stem) for stem in expression]
    starts: np.ndarray | None = None
    for at, term in enumerate(terms):
        if term is None:
            return np.empty(0, dtype=np.int64)
        places = term.positions - at
        starts = places if starts is None else starts[np.isin(starts, places, assume_unique=True)]
    return words.index.holding(starts) if starts is not None and len(starts) else np.empty(0, dtype=np.int64)


def _asked(words: Words, typed: str) -> list[Token]:
    """The words typed, each once, compounds made one where that is known."""
    read = tokens(typed)
    found = compounds(read, words.index.written_as_one(joined(read)))
    return list({word.stem: word for word in reversed(found)}.values())[::-1][:_MOST_WORDS]


def _needs_of(index: Words, typed: str, asked: list[Token]) -> list[Need]:
    """What the words ask for: each expression that the lexicon knows, and each word; some that no text meets."""
    is_typing = bool(typed) and not typed[-1].isspace()
    needs: list[Need] = []
    within: set[int] = set()
    expressions: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for found in index.index.lexicon.in_query(asked, is_typing):
        expressions[found.first, found.words].append(found)
    vocabulary = index.index.vocabulary
    begun = [
        stem for word in asked if _may_be_begun(word, word is asked[-1]) for stem in vocabulary.begun_by(word.folded)
    ]
    index.load([*(word.stem for word in asked), *(one.term for alike in expressions.values() for one in alike), *begun])
    for (first, length), alike in sorted(expressions.items(), key=lambda one: -one[0][1]):
        variants: list[Variant] = []
        for found in alike:
            kind = "name" if found.term in index.index.lexicon.names else "said"
            variants += _known(index, found.term, kind, typed[found.start : found.end])
        is_name = any(found.term in index.index.lexicon.names for found in alike)
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


def _known(index: Words, term: str, kind: str, of: str, weight: float = 1) -> tuple[Variant, ...]:
    """The term and those near it, as far as a text has them."""
    variants = [Variant(term, weight, kind, of)]
    variants += [
        Variant(other.term, weight * other.weight, kind if other.weight == 1 else "near", other.of)
        for other in index.index.lexicon.near.get(term, ())
    ]
    return tuple(variant for variant in variants if variant.term in index)


def _said(index: Words, word: Token, typed: str) -> tuple[Variant, ...]:
    """The word itself, and those near it: begun where it is none yet, near where only others of its stem are."""
    own = form(word.folded)
    if own in index.index.vocabulary.forms_of(word.stem):
        kind = "said"
    else:
        own, kind = "", "begun" if index.index.vocabulary.begun_by(word.folded) else "near"
    return tuple(
        replace(one, kind=kind, form=own) if one.term == word.stem else one
        for one in _known(index, word.stem, "said", typed)
    )


def _variants(index: Words, word: Token, typed: str, is_last: bool) -> tuple[Variant, ...]:
    variants = list(_said(index, word, typed))
    length = len(word.folded)
    is_word = any(one.kind == "said" for one in variants)
    if index.index.lexicon.is_acronym(word) or (word.is_capital and length <= _LONGEST_ACRONYM and not is_word):
        return tuple(variants)  # an acronym is whole: FEDER begins no « fédérateur »
    if _may_be_begun(word, is_last):
        weight = (_BEGUN_BESIDE if variants else _BEGUN) if is_last else _BEGUN_EARLIER
        variants += [
            Variant(stem, weight, "begun", typed)
            for stem in index.index.vocabulary.begun_by(word.folded)
            if stem != word.stem
        ]
    if not variants and length >= _SHORTEST_CORRECTED:
        for stem in index.index.corrected(word.folded):
            variants += _known(index, stem, "corrected", typed, _CORRECTED)
    return tuple(variants)


def _may_be_begun(word: Token, is_last: bool) -> bool:
    return len(word.folded) >= (_SHORTEST_START if is_last else _SHORTEST_MIDDLE)


def _shown(index: Words, needs: list[Need], at: int, entry: Entry) -> Shown:
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
    return Shown(entry.text.sentences[chosen], spans, _reason(index, needs, at, entry))


def _reason(index: Words, needs: list[Need], at: int, entry: Entry) -> str:
    """Why the action answers: the weightiest variant of each need, the plainest first."""
    said: dict[str, None] = {}
    others: dict[str, None] = {}
    within: dict[str, None] = {}
    context: dict[str, None] = {}
    for need in needs:
        own = [one for one in need.variants if one.term in entry.places]
        if own:
            best = max(own, key=lambda one: (one.kind == "name", one.weight * index.own_weight(one.term, at)))
            acronym, meaning = index.index.lexicon.names.get(best.term, ("", ""))
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
